"""The cells of a sheet row by row, as people read them, in old workbooks and new ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonghop.text.folding import fold

_PHONE_COLUMN = re.compile(r"\b(?:dien thoai|sdt|di dong|so dt|dt|zalo|phone|mobile|tel|lien he)\b")
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}")
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-F]{6}|[A-JL-Z+-])')
"""Codes of a sheet's header: place, typeface, size, colour (ECMA-376 part 1, 18.3.1.46)."""
_PLACES = ("&L", "&C", "&R")


class PhoneColumns:
    """Gives numbers back the zero that a spreadsheet takes from them, in columns that a heading says are of phones."""

    def __init__(self) -> None:
        self._columns: set[str] = set()

    def shown(self, column: str, text: str, *, is_number: bool) -> str:
        """Return what a cell says; one of words may be the heading of its column."""
        if not is_number:
            if _PHONE_COLUMN.search(fold(text[:60])):
                self._columns.add(column)
        elif column in self._columns and _WITHOUT_ZERO.fullmatch(text):
            return f"0{text}"
        return text


def header_parts(text: str) -> Iterator[str]:
    """Yield the left, middle and right words of a sheet's header or footer, without its codes."""
    yield from re.split("&[LCR]", _CODE.sub(lambda code: code[0] if code[0] in _PLACES else "", text))


def plain_number(value: float) -> str:
    """Return a number as a cell shows it: 912345678, not 9.12345678E8."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
