"""A letter that came in (DOCX, PDF, text) → a draft of ``meeting.yml``.

``docx``, ``pdf`` and ``plain_text`` take the lines out of a file, in a confined process (``job``). ``head``, ``body`` and ``foot``
find fields in them; ``draft`` writes what was found as YAML, and everything else as comments. Nothing is lost: each character
of the letter ends in one field, in known boilerplate or in a comment. This module imports nothing, because it holds a job.
"""
