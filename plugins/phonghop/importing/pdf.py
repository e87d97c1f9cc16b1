"""The lines of a PDF: characters grouped by where they stand, lines into paragraphs by how full they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2

from phonghop.confined.limits import ExceededError
from phonghop.documents import reading
from phonghop.importing.lexicon import RULE
from phonghop.importing.structure import MARKER
from phonghop.text.folding import nfc
from phonghop.text.problems import Unreadable

_COLUMN_GAP = "    "
_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD in PDFium's fpdfview.h."""
_FULL = 0.94
"""A line that ends this far to the right, of the widest, goes on in the next."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: where it begins and ends, in points, and whether it has columns."""

    text: str
    left: float
    right: float
    has_columns: bool


def read(path: Path) -> tuple[str, ...]:
    """Return the lines of the PDF at `path`, wrapped ones joined.

    Raises:
        Unreadable: PH701 it is damaged, PH702 it wants a password, PH714 it is a scan.
        ExceededError: it has too many pages or words.
    """
    try:
        with pypdfium2.PdfDocument(path) as document:
            if len(document) > reading.PAGES:
                raise ExceededError
            pages = [[*_page_lines(page)] for page in document]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PH702" if error.err_code == _PASSWORD_ERROR else "PH701") from None
    if not any(line.text.strip() for lines in pages for line in lines):
        raise Unreadable("PH714")
    return tuple(_joined([line for lines in pages for line in _without_page_number(lines)]))


def _without_page_number(lines: Sequence[_Line]) -> Sequence[_Line]:
    return lines[1:] if lines and lines[0].text.strip().isdigit() else lines


def _page_lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    count = text_page.count_chars()
    if count > reading.TEXT:
        raise ExceededError
    characters = []
    for index in range(count):
        character = text_page.get_text_range(index, 1)
        if character.strip():
            _, bottom, _, top = text_page.get_charbox(index)
            # Ink of a "1" is narrow; its advance is what its neighbour stands at.
            left, _, right, _ = text_page.get_charbox(index, loose=True)
            characters.append((bottom, top, left, right, character, index))
    if not text.strip() or not characters:
        return
    height = median(top - bottom for bottom, top, *_ in characters) or 1.0
    rows: list[tuple[float, list[tuple[float, float, str, int]]]] = []
    for bottom, top, left, right, character, index in characters:
        middle = (bottom + top) / 2
        row = next((row for row in rows[-6:] if abs(row[0] - middle) < height * 0.8), None)
        if row is None:
            row = (middle, [])
            rows.append(row)
        row[1].append((left, right, character, index))
    for _, row_characters in sorted(rows, key=lambda row: -row[0]):
        yield _line(sorted(row_characters), height)


def _line(characters: Sequence[tuple[float, float, str, int]], height: float) -> _Line:
    text, has_columns = "", False
    end = characters[0][0]
    for left, right, character, _ in characters:
        gap = left - end
        if gap > height * 1.9:
            text, has_columns = text + _COLUMN_GAP, True
        elif gap > height * 0.22:
            text += " "
        text += character
        end = max(end, right)
    return _Line(nfc(text), characters[0][0], end, has_columns)


def _joined(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, each with those that only went on because the paper had ended."""
    if not lines:
        return
    margin, edge = min(line.left for line in lines), max(line.right for line in lines)
    open_line = ""
    goes_on = False
    for line in lines:
        is_new = (
            line.has_columns
            or MARKER.match(line.text)
            or RULE.match(line.text)
            or line.left > margin + (edge - margin) * 0.2
        )
        if goes_on and not is_new:
            open_line += f" {line.text}"
        else:
            if open_line:
                yield open_line
            open_line = line.text
        goes_on = not line.has_columns and line.right > margin + (edge - margin) * _FULL
    yield open_line
