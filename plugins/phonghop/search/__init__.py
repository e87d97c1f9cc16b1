"""Search without a server: entries (what can be found), their analysis (what is kept of a meeting), the index (files)."""

from phonghop.search.analysis import Analysis, analyse
from phonghop.search.entries import Entry, document_entries, meeting_entry
from phonghop.search.handwritten import page_entry
from phonghop.search.index import Index, index

__all__ = [
    "Analysis",
    "Entry",
    "Index",
    "analyse",
    "document_entries",
    "index",
    "meeting_entry",
    "page_entry",
]
