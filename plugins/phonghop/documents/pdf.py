"""What a PDF holds: PDFium counts and reads its pages, qpdf walks its objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2

from phonghop.confined.limits import ExceededError
from phonghop.documents import limits, words
from phonghop.documents.records import Contents, Finding
from phonghop.documents.report import write_report
from phonghop.text.problems import Unreadable

_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD in PDFium's fpdfview.h."""
_TAIL = 1024
"""Where "%%EOF" must stand, counted from the end: what Acrobat allows (PDF 1.7 reference, appendix H, note 18)."""
_PADDING = 4096

_ACTION = re.compile(rb"/S /(JavaScript|Launch)\b|/(XFA) ")
_SIGNATURE = re.compile(rb"/ByteRange \[")
_LINK = re.compile(rb"/URI \(([^)]{1,2000})")


@dataclass(frozen=True, slots=True)
class _Structure:
    """What the objects of a PDF say.

    Attributes:
        actions: what it does by itself: JavaScript, Launch (start a program), XFA (a form with scripts).
        links: the addresses it leads to.
        author: who made it, from its information dictionary (ISO 32000-1, 14.3.3); empty when it does not say.
    """

    actions: frozenset[str]
    signed: bool
    links: frozenset[str]
    author: str


def report_pdf(file: str, report: Path) -> None:
    """Write what the PDF `file` holds: a job for a confined process."""
    write_report(read_pdf, file, report)


def read_pdf(path: Path) -> Contents:
    """Return what the PDF at `path` holds.

    Raises:
        Unreadable: PH701 it is damaged, PH702 it wants a password.
        ExceededError: it has too many pages or words.
    """
    _refuse_truncated(path)
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > limits.PAGES:
                raise ExceededError
            text = tuple(_pages(document))
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PH702" if error.err_code == _PASSWORD_ERROR else "PH701") from None
    if not text:
        raise Unreadable("PH701")
    structure = _structure(path)
    found = [*words.findings(text, sorted(structure.links))]
    if structure.actions:
        found.append(Finding("PH703", {"actions": sorted(structure.actions)}))
    if structure.author:
        found.append(Finding("PH706", {"names": [structure.author]}))
    return Contents(len(text), text, signed=structure.signed, findings=tuple(found))


def _refuse_truncated(path: Path) -> None:
    """Look for the end mark first: PDFium mends what lacks it, a phone's viewer may not."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - _PADDING))
        end = stream.read().rstrip(b"\0\r\n\t ")
    if b"%%EOF" not in end[-_TAIL:]:
        raise Unreadable("PH701")


def _pages(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield the words of each page."""
    total = 0
    for page in document:
        text = words.clean(page.get_textpage().get_text_range())
        page.close()
        total += len(text)
        if total > limits.TEXT:
            raise ExceededError
        yield text


def _structure(path: Path) -> _Structure:
    """Return what the objects say, each written out by qpdf, which undoes the escapes that hide a name."""
    actions: set[str] = set()
    links: set[str] = set()
    signed = False
    try:
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    continue
                written = thing.unparse(resolved=True)
                actions.update((match[1] or match[2]).decode() for match in _ACTION.finditer(written))
                links.update(match[1].decode("utf-8", "replace") for match in _LINK.finditer(written))
                signed = signed or bool(_SIGNATURE.search(written))
            author = _author(pdf)
    except pikepdf.PdfError:
        raise Unreadable("PH701") from None
    return _Structure(frozenset(actions), signed, frozenset(links), author)


def _author(pdf: pikepdf.Pdf) -> str:
    said = pdf.trailer.get("/Info")
    author = said.get("/Author") if isinstance(said, pikepdf.Dictionary) else None
    return words.clean(str(author)) if isinstance(author, pikepdf.String) else ""
