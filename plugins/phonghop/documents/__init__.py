"""What a document's file is, found out without trusting it.

``inspect`` answers for files, from a ``cache`` or by having confined processes read them. There, ``reading`` goes by what a
file's bytes are and has ``office``, ``pdf``, ``legacy``, ``packed`` and ``plain`` list *everything the file says*
(``records.Passage``), files inside files included; ``words`` looks through that list for what must not be published.
``problems`` tells staff. This module imports nothing, so that those processes start quickly.
"""
