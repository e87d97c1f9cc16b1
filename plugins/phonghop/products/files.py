"""What a document's file is: size, fingerprint, media type, number of pages, the text on them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pypdfium2

from phonghop.text.folding import nfc

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": "application/pdf",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".doc": "application/msword",
        ".xls": "application/vnd.ms-excel",
        ".ppt": "application/vnd.ms-powerpoint",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".png": "image/png",
        ".mp4": "video/mp4",
        ".mp3": "audio/mpeg",
        ".zip": "application/zip",
    }
)

# PDFium keeps one state for the process; `mkdocs serve` builds in a thread.
_pdfium = threading.Lock()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Facts of one file. `pages` is None for what has none or cannot be counted; `size` is in bytes."""

    size: int
    sha256: str
    media_type: str
    ending: str
    pages: int | None


def facts(path: Path) -> FileFacts:
    """Return the facts of the file at `path`, read again only when it has changed."""
    stat = path.stat()
    return _facts(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=65536)
def _facts(path: Path, size: int, changed: int) -> FileFacts:  # noqa: ARG001 they make the cache notice a change
    data = path.read_bytes()
    ending = path.suffix.lower()
    pages = _pages(data) if ending == ".pdf" else None
    return FileFacts(
        len(data), hashlib.sha256(data).hexdigest(), MEDIA_TYPES[ending], ending.lstrip(".").upper(), pages
    )


def _pages(pdf: bytes) -> int | None:
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            return None
        with document:
            return len(document)


def page_texts(path: Path) -> tuple[str, ...]:
    """Return the text of each page of the PDF at `path`, white space as single spaces; nothing for other files."""
    stat = path.stat()
    return _page_texts(path, stat.st_size, stat.st_mtime_ns) if path.suffix.lower() == ".pdf" else ()


@lru_cache(maxsize=65536)
def _page_texts(path: Path, size: int, changed: int) -> tuple[str, ...]:  # noqa: ARG001 as above
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError:
            return ()
        with document:
            return tuple(nfc(" ".join(page.get_textpage().get_text_bounded().split())) for page in document)
