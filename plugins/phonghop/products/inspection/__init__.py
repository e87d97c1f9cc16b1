"""What a document's file is, found out without trusting it.

``inspect`` answers for files, from a ``cache`` or by asking ``workers``: processes of this package's ``child`` that open
each file in a process of its own under ``limits``, with ``pdf``, ``office`` and ``reading_copy``. What they find
in it is a ``records.Contents``; ``words`` looks through its text. ``problems`` tells staff. The child imports none of
the model, so that it starts quickly; this module therefore imports nothing.
"""
