"""PDFs opened to be bound into a pack, or the reason why one cannot be."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BytesIO
from typing import Literal, TypeAlias

from pypdf import PdfReader

from phonghop.products.packs.contents import PackedFile

Refusal: TypeAlias = Literal["other", "encrypted", "unreadable"]
"""Why a file stays a file of its own: not a PDF, locked, or broken (or read differently by two libraries)."""

_SIGNED = b"/ByteRange"
"""Stands in clear in every signed PDF: it says which bytes are signed (ISO 32000-1, 12.8.1)."""

# The library warns of every oddity that it mends; whoever wants to read it can ask for this logger.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF that can be bound. A signature holds only for the file as it was signed, so it does not reach the pack."""

    reader: PdfReader
    pages: int
    is_signed: bool


def opened(file: PackedFile) -> Source | Refusal:
    """Return the PDF of `file`, or why it cannot be bound."""
    if file.facts.media_type != "application/pdf":
        return "other"
    data = file.path.read_bytes()
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            return "encrypted"
        pages = len(reader.pages)
    except Exception:  # noqa: BLE001 what a broken file makes the library raise has no common class
        return "unreadable"
    if not pages or pages != file.facts.contents.pages:
        return "unreadable"
    return Source(reader, pages, _SIGNED in data)
