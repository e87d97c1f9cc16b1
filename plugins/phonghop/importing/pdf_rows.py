"""The characters of a PDF's page → rows of characters → their words: Word and others say where each stands, and seldom what belongs together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from ctypes import c_double
from itertools import accumulate
from math import cos
from statistics import median
from typing import NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from phonghop.importing.plain_text import raised
from phonghop.text.folding import nfc

COLUMN_GAP = "    "
_UPRIGHT = 0.99
"""Cosine of the angle at which a line of text stands, at least."""
_COLUMN, _WORD = 1.9, 0.22
"""Widths of the gaps between columns and between words, in heights of small letters."""
_STRETCHED = 3
"""Gaps between words, all of one width, by which a stretched line is told from a row of columns."""
_ONE_WIDTH = 1.5
_SMALL = 0.8
"""Size of a raised sign, of that of its line, at most."""
_NO_MARK = re.compile(r"\d[hg]?$|(?:^|\W)[dcmk]?m$")
"""What a raised digit stands behind that marks no footnote: minutes, square metres."""
_HYPHENS = str.maketrans("\ufffe\x02\xad", "---")
"""What PDFium and Word give for a hyphen that a line ends with."""


class Character(NamedTuple):
    """A character of a page: its left and right end, the line that it stands on and its size, in points, and whether a space follows."""

    left: float
    right: float
    baseline: float
    size: float
    text: str
    has_space: bool


Row: TypeAlias = list[Character]


def characters_of(text_page: pypdfium2.PdfTextPage) -> tuple[Row, list[str]]:
    """Return the upright characters of a page, in the order in which they are drawn, and the lines that are turned.

    A stamp or a heading on its side runs across the lines, so it is read in the order in which it is drawn.
    """
    characters: Row = []
    turned = ""
    is_turned = False
    text = [text_page.get_text_range(index, 1) for index in range(text_page.count_chars())]
    for index, character in enumerate(text):
        if not character.strip():
            turned += character if is_turned else ""
            continue
        is_turned = cos(pdfium.FPDFText_GetCharAngle(text_page, index)) < _UPRIGHT
        if is_turned:
            turned += character
        else:
            # A space that PDFium adds goes by gaps; so do these rows, and know columns.
            has_space = text[index + 1 : index + 2] == [" "] and not pdfium.FPDFText_IsGenerated(
                text_page, index + 1
            )
            characters.append(_placed(text_page, index, character, has_space=has_space))
    return characters, [nfc(line.strip()) for line in turned.splitlines() if line.strip()]


def _placed(text_page: pypdfium2.PdfTextPage, index: int, text: str, *, has_space: bool) -> Character:
    x, baseline = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, baseline)
    # Ink of a "1" is narrow; its advance is what its neighbour stands at. Ink of a full stop is low; its typeface has a height.
    left, low, right, high = text_page.get_charbox(index, loose=True)
    return Character(left, right, baseline.value, high - low, text.translate(_HYPHENS), has_space)


def height_of(characters: Row) -> float:
    """Return how high small letters are: half as high as their typeface. Dots to be filled in are no measure."""
    return median([c.size for c in characters if c.text.isalnum()] or [c.size for c in characters]) / 2 or 1.0


def rows_of(characters: Row, height: float) -> list[Row]:
    """Return the characters row by row, from the head of the page, each row from the left; raised and lowered signs are in their row."""
    # By the line of a row's first character, from the foot of the page: the nearest is beside where it would be put in.
    baselines: list[float] = []
    rows: list[Row] = []
    for character in characters:
        after = bisect_left(baselines, character.baseline)
        beside = range(max(0, after - 1), min(after + 1, len(baselines)))
        near = min(beside, key=lambda n: abs(baselines[n] - character.baseline), default=None)
        if near is None or abs(baselines[near] - character.baseline) >= height * 0.6:
            near = after
            baselines.insert(near, character.baseline)
            rows.insert(near, [])
        rows[near].append(character)
    for n, row in enumerate(rows):
        for other in (m for m in (n - 1, n + 1) if 0 <= m < len(rows) and rows[m]):
            size = median(c.size for c in rows[other])
            distance = abs(median(c.baseline for c in rows[other]) - row[0].baseline)
            if max(c.size for c in row) < _SMALL * size and distance < size / 2:
                rows[other] += row
                rows[n] = []
                break
    return [sorted(row) for row in reversed(rows) if row]


def words_of(row: Row, height: float) -> tuple[str, bool]:
    """Return the words of a row, which end at a space of the file's own or at a gap, and whether it has columns, which end at a wide gap."""
    ends = accumulate((c.right for c in row), max)
    gaps = [0.0, *(after.left - end for end, after in zip(ends, row[1:], strict=False))]
    column_gap = _column_gap(gaps, height)
    baseline, size = median(c.baseline for c in row), median(c.size for c in row)
    text = ""
    for gap, before, character in zip(gaps, [row[0], *row], row, strict=False):
        if gap > column_gap:
            text += COLUMN_GAP
        elif gap > height * _WORD or (before.has_space and text):
            text += " "
        is_raised = character.size < _SMALL * size and character.baseline > baseline + size / 10
        is_mark = is_raised and character.text in "0123456789" and not _NO_MARK.search(text)
        text += raised(int(character.text)) if is_mark else character.text
    return nfc(text), max(gaps) > column_gap


def _column_gap(gaps: Sequence[float], height: float) -> float:
    """Return how wide a gap between columns is: wider than those of a line that was stretched to the margin, which has them all alike."""
    words = [gap for gap in gaps if gap > height * _WORD]
    is_stretched = (
        len(words) >= _STRETCHED and min(words) > height * _COLUMN and max(words) < min(words) * _ONE_WIDTH
    )
    return max(words) if is_stretched else height * _COLUMN
