"""The lines of a PDF: rows of its characters, cells of tables by their ruled lines, lines into paragraphs by how full they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_float
from dataclasses import dataclass
from itertools import count, islice, pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from phonghop.confined.limits import ExceededError
from phonghop.documents import reading
from phonghop.importing.lexicon import ADDRESSEES, AUTHORITY, RECIPIENTS, RULE
from phonghop.importing.pdf_rows import COLUMN_GAP, Row, characters_of, height_of, rows_of, words_of
from phonghop.importing.structure import FOOTNOTE, MARKER
from phonghop.text.problems import Unreadable

_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD in PDFium's fpdfview.h."""
_COLUMN = 12
"""Lines that a column of text has at least; heads and signatures beside each other have fewer."""
_FULL = 0.94
"""A line that ends this far to the right, of the widest, goes on in the next."""


_RULES = 20_000
"""Ruled lines of a page that are looked at."""
_LINE = 2
"""Ends of a line; a table has more rules than two."""
_RULE_WIDTH = 3.0
"""Points that a ruled line is thick at most."""
_TO_FILL_IN = re.compile(r"[.…_]{4,}\s*$")
"""What reaches the margin although its line has ended."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: where it begins and ends, in points, whether it has columns, and in which column of the page it stands."""

    text: str
    left: float
    right: float
    has_columns: bool
    column: int = 0
    is_ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of a table: its upper and lower rule, and the rules between its cells from the left."""

    top: float
    bottom: float
    rules: tuple[float, ...]


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
    return tuple(_joined([*_without_repeated_heads(map(_without_page_number, count(1), pages))]))


def _without_page_number(number: int, lines: Sequence[_Line]) -> Sequence[_Line]:
    """Return the lines of the page `number` without a number above all others, or its own below them."""
    if lines and lines[0].text.strip().isdigit():
        return lines[1:]
    return lines[:-1] if lines and lines[-1].text.strip() == str(number) else lines


def _without_repeated_heads(pages: Iterable[Sequence[_Line]]) -> Iterator[_Line]:
    """Yield the lines of all pages but for the heading of a table that goes on at the top of a page."""
    head = ""
    for lines in pages:
        ruled = [line.text for line in lines if line.is_ruled]
        for line in lines:
            if not (line.is_ruled and line.text == head and lines[0] is line):
                yield line
        head = ruled[0] if ruled else head


def _page_lines(page: pypdfium2.PdfPage) -> Iterator[_Line]:
    text_page = page.get_textpage()
    if text_page.count_chars() > reading.TEXT:
        raise ExceededError
    characters, turned = characters_of(text_page)
    height = height_of(characters) if characters else 1.0
    for band in _bands(page):
        above = [character for character in characters if character.baseline > band.top]
        inside = [character for character in characters if band.bottom <= character.baseline <= band.top]
        characters = [character for character in characters if character.baseline < band.bottom]
        outside = [c for c in inside if not band.rules[0] <= (c.left + c.right) / 2 < band.rules[-1]]
        yield from _plain_lines([*above, *outside], height)
        if cells := [*_cells(inside, band, height)]:
            yield _Line(
                COLUMN_GAP.join(cells), band.rules[0], band.rules[-1], has_columns=True, is_ruled=True
            )
    yield from _plain_lines(characters, height)
    yield from (_Line(line, 0, 0, has_columns=True, column=-1) for line in turned)


def _plain_lines(characters: Row, height: float) -> Iterator[_Line]:
    if not characters:
        return
    for column, row in _in_columns(rows_of(characters, height), height):
        text, has_columns = words_of(row, height)
        yield _Line(text, row[0].left, max(c.right for c in row), has_columns, column)


def _cells(characters: Row, band: _Band, height: float) -> Iterator[str]:
    """Yield the words of each cell of a row of a table, its lines joined, without empty ones."""
    for left, right in pairwise(band.rules):
        inside = [each for each in characters if left <= (each.left + each.right) / 2 < right]
        if inside:
            yield " ".join(words_of(row, height)[0].strip() for row in rows_of(inside, height))


def _bands(page: pypdfium2.PdfPage) -> Iterator[_Band]:
    """Yield the rows of the tables that ruled lines draw on a page, from the top."""
    level: list[float] = []
    upright: list[tuple[float, float, float]] = []
    for left, bottom, right, top, has_area in islice(_strokes(page), _RULES):
        if top - bottom < _RULE_WIDTH:
            level.append((top + bottom) / 2)
        elif right - left < _RULE_WIDTH:
            upright.append(((left + right) / 2, bottom, top))
        elif has_area:
            level += [bottom, top]
            upright += [(left, bottom, top), (right, bottom, top)]
    heights = _apart(level)
    for bottom, top in reversed([*pairwise(heights)]):
        middle = (bottom + top) / 2
        rules = _apart(x for x, low, high in upright if low <= middle <= high)
        if len(rules) > _LINE:
            yield _Band(top, bottom, tuple(rules))


def _strokes(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float, bool]]:
    """Yield the bounds of each line and box that is drawn on a page, and whether it is a box; many programs draw a table at one stroke."""
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        matrix = path.get_matrix()
        corners: list[tuple[float, float]] = []
        for number in range(pdfium.FPDFPath_CountSegments(path)):
            segment = pdfium.FPDFPath_GetPathSegment(path, number)
            if corners and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                yield _bounds(corners)
                corners = []
            x, y = c_float(), c_float()
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            corners.append(matrix.on_point(x.value, y.value))
        if corners:
            yield _bounds(corners)


def _bounds(corners: Sequence[tuple[float, float]]) -> tuple[float, float, float, float, bool]:
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up), len(corners) > _LINE


def _apart(places: Iterable[float]) -> list[float]:
    """Return `places` in their order, those once that are a rule's width apart."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _RULE_WIDTH:
            kept.append(place)
    return kept


def _in_columns(rows: Sequence[Row], height: float) -> Iterator[tuple[int, Row]]:
    """Yield the lines of a page in the order of reading: where two columns of text stand beside each other, the left one first."""
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    best, gutter = range(0), 0.0
    for x in (left + (right - left) * percent / 100 for percent in range(40, 62, 2)):
        free = [all(c.right < x - height / 2 or c.left > x + height / 2 for c in row) for row in rows]
        starts = [n for n, is_free in enumerate(free) if is_free and not (n and free[n - 1])]
        runs = [range(n, next((m for m in range(n, len(rows)) if not free[m]), len(rows))) for n in starts]
        longest = max(runs, key=len, default=range(0))
        best, gutter = (longest, x) if len(longest) > len(best) else (best, gutter)
    sides = [
        [side for n in best if (side := [c for c in rows[n] if (c.left > gutter) == is_right])]
        for is_right in (False, True)
    ]
    ends = [median(side[-1].right for side in lines) if lines else 0 for lines in sides]
    is_full = len(sides[0]) >= _COLUMN and ends[0] > left + (gutter - left) * 0.8
    is_text = len(sides[1]) >= _COLUMN and ends[1] > gutter + (right - gutter) * 0.7
    if not (is_full and (is_text or any(_is_foot(line, height) for line in sides[1]))):
        yield from ((0, row) for row in rows)
        return
    yield from ((0, row) for row in rows[: best.start])
    yield from ((number, line) for number, lines in enumerate(sides, 1) for line in lines)
    yield from ((0, row) for row in rows[best.stop :])


def _is_foot(row: Row, height: float) -> bool:
    """Return whether a line begins the foot of a letter, which may stand beside its body."""
    text = words_of(row, height)[0].strip()
    return bool(RECIPIENTS.match(text) or AUTHORITY.match(text))


def _joined(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines, each with those that only went on because the paper had ended."""
    if not lines:
        return
    margins: dict[int, float] = {}
    edges: dict[int, float] = {}
    for line in lines:
        margins[line.column] = min(line.left, margins.get(line.column, line.left))
        edges[line.column] = max(line.right, edges.get(line.column, line.right))
    open_line = ""
    goes_on = False
    for line in lines:
        margin, edge = margins[line.column], edges[line.column]
        is_new = (
            line.has_columns
            or MARKER.match(line.text)
            or RULE.match(line.text)
            or FOOTNOTE.match(line.text)
            or line.left > margin + (edge - margin) * 0.2
        )
        if goes_on and not is_new:
            open_line += line.text if re.search(r"\w-$", open_line) else f" {line.text}"
        else:
            if open_line:
                yield open_line
            open_line = line.text
        is_full = line.right > margin + (edge - margin) * _FULL
        is_ended = ADDRESSEES.match(open_line) and line.text.endswith(".")
        goes_on = is_full and not (line.has_columns or is_ended or _TO_FILL_IN.search(line.text))
    yield open_line
