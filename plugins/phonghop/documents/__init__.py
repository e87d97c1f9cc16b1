"""What a document's file is, found out without trusting it.

``inspect`` answers for files, from a ``cache`` or by having confined processes open each of them under ``limits`` with
``pdf``, ``office`` and ``reading_copy``. What they find in it is a ``records.Contents``; ``words`` looks through its
text. ``problems`` tells staff. This module imports nothing, so that those processes start quickly.
"""
