"""A page of a PDF column by column, as people read it; its own order is that of whatever program drew it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise, starmap
from typing import NamedTuple

import pypdfium2

_MOST = 1_000
"""Pieces of lines that are put into order, those of a table of 60 rows and 16 columns: a page of more is a drawing."""
_MOST_LOOKS = 10_000_000
"""Letters of a page times pieces that are asked for: 0.1 s."""
_GAP = 0.8
"""The gap between columns, in heights of a line; words of one line stand closer."""
_EDGE = 0.1
"""The part of a line's height, from above and from below, into which the lines beside it may reach."""


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float


@dataclass(eq=False)
class _Column:
    left: float
    right: float
    boxes: list[_Box]


def by_columns(page: pypdfium2.PdfTextPage, text: str) -> str:
    """Return the words of a `page` column by column; nothing where that is the order of its `text` as well."""
    boxes = [*_boxes(page)]
    if all(starmap(_follows, pairwise(boxes))):
        return ""
    columns = _columns(_lines(boxes))
    order = {box: n for n, box in enumerate(boxes)}
    pieces = [piece for column in columns for piece in _pieces(column, order)]
    if len(pieces) * len(text) > _MOST_LOOKS:
        return ""
    words = "\n".join(page.get_text_bounded(*piece) for piece in pieces)
    return words if re.sub(r"\W", "", words) != re.sub(r"\W", "", text) else ""


def _boxes(page: pypdfium2.PdfTextPage) -> Iterator[_Box]:
    """Yield where the pieces of lines stand, in the order in which they were drawn."""
    left, top, right, bottom = (c_double() for _ in range(4))
    count = pypdfium2.raw.FPDFText_CountRects(page, 0, -1)
    for n in range(count if count <= _MOST else 0):
        pypdfium2.raw.FPDFText_GetRect(page, n, left, top, right, bottom)
        yield _Box(left.value, bottom.value, right.value, top.value)


def _follows(before: _Box, box: _Box) -> bool:
    """Return whether a piece stands below the one before it, or goes on where that one ends."""
    middle = (box.bottom + box.top) / 2
    return middle < before.bottom or (middle < before.top and _is_near(before, box))


def _is_near(before: _Box, box: _Box) -> bool:
    return box.left - before.right < _GAP * (box.top - box.bottom)


def _lines(boxes: Sequence[_Box]) -> list[list[list[_Box]]]:
    """Return the lines from the top down; of each, what stands together, from left to right."""
    lines: list[list[_Box]] = []
    for box in sorted(boxes, key=lambda box: -box.top - box.bottom):
        if lines and lines[-1][0].bottom < (box.top + box.bottom) / 2:
            lines[-1].append(box)
        else:
            lines.append([box])
    return [_together(sorted(line)) for line in lines]


def _together(line: Sequence[_Box]) -> list[list[_Box]]:
    groups = [[line[0]]]
    for before, box in pairwise(line):
        if _is_near(before, box):
            groups[-1].append(box)
        else:
            groups.append([box])
    return groups


def _columns(lines: Sequence[Sequence[Sequence[_Box]]]) -> list[_Column]:
    """Return what stands below each other with nothing beside it between its edges, in the order in which it begins."""
    columns: list[_Column] = []
    growing: list[_Column] = []
    for line in lines:
        spans = [(group[0].left, max(box.right for box in group)) for group in line]
        above = [[c for c in growing if c.left < right and left < c.right] for left, right in spans]
        for (left, right), group, over in zip(spans, line, above, strict=True):
            if len(over) == 1 and sum(over[0] in others for others in above) == 1:
                over[0].left, over[0].right = min(left, over[0].left), max(right, over[0].right)
                over[0].boxes += group
            else:
                growing = [column for column in growing if column not in over]
                growing.append(_Column(left, right, [*group]))
                columns.append(growing[-1])
    return columns


def _pieces(column: _Column, order: Mapping[_Box, int]) -> Iterator[_Box]:
    """Yield what is asked for at once: a whole column where it was drawn from the top down, else one piece after the other."""
    numbers = [order[box] for box in column.boxes]
    if numbers == sorted(numbers):
        bottom, top = column.boxes[-1], column.boxes[0]
        yield _Box(column.left, _inner(bottom).bottom, column.right, _inner(top).top)
    else:
        yield from map(_inner, column.boxes)


def _inner(box: _Box) -> _Box:
    edge = _EDGE * (box.top - box.bottom)
    return _Box(box.left, box.bottom + edge, box.right, box.top - edge)
