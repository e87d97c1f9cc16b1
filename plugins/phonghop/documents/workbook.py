"""The words of a workbook's cells (XLSX: ECMA-376 part 1, 18.3 and 18.4), row by row and column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from phonghop.documents.parts import elements
from phonghop.documents.sheets import PhoneColumns, plain_number


class Workbook:
    """What the cells of all sheets say.

    Attributes:
        spoken: how words are spoken, which Excel notes above them.
    """

    def __init__(self, shared: IO[bytes]) -> None:
        """Take the strings that cells share."""
        self.spoken: list[str] = []
        self._shared = [*self._strings(shared)]
        self._used: set[int] = set()
        self._columns: list[str] = []

    @property
    def columns(self) -> str:
        """The words of all sheets read so far, column by column where a sheet has several."""
        return "\n".join(self._columns)

    @property
    def unused(self) -> list[str]:
        """The shared strings that no cell read so far has used."""
        return [text for n, text in enumerate(self._shared) if n not in self._used]

    def _strings(self, stream: IO[bytes]) -> Iterator[str]:
        words: list[str] = []
        before = 0
        for event, local, element in elements(stream):
            if event == "end" and local == "t":
                words.append(element.text or "")
            elif local == "rPh":
                # How a word is spoken is no part of the word.
                if event == "end":
                    self.spoken += words[before:]
                    del words[before:]
                before = len(words)
            elif event == "end" and local == "si":
                yield "".join(words)
                words = []

    def rows(self, stream: IO[bytes]) -> Iterator[str]:
        """Yield the rows of a sheet, its cells a tab apart."""
        phones = PhoneColumns()
        columns: dict[str, list[str]] = {}
        row: list[str] = []
        kind, column, value = "", "", ""
        inline: list[str] = []
        for event, local, element in elements(stream):
            if event == "start" and local == "c":
                kind, value, inline = element.get("t", ""), "", []
                column = re.sub(r"\d", "", element.get("r", ""))
            elif event == "end" and local == "v":
                value = element.text or ""
            elif event == "end" and local == "t":
                inline.append(element.text or "")
            elif event == "end" and local == "c":
                is_number = kind in ("", "n") and not inline
                text = "".join(inline) or (_plain_number(value) if is_number else self._shown(kind, value))
                if text and not is_number:
                    columns.setdefault(column, []).append(text)
                row.append(phones.shown(column, text, is_number=is_number))
            elif event == "end" and local == "row":
                yield "\t".join(row)
                row = []
        if len(columns) > 1:
            self._columns += (cell for column in columns.values() for cell in column)

    def _shown(self, kind: str, value: str) -> str:
        number = int(value) if kind == "s" and value.isdecimal() and len(value) < 9 else -1
        if not 0 <= number < len(self._shared):
            return value
        self._used.add(number)
        return self._shared[number]


def _plain_number(value: str) -> str:
    """Return a cell's number as it is shown: Excel writes 912345678 as 9.12345678E8."""
    if "E" in value.upper() or "." in value:
        try:
            number = float(value)
        except ValueError:
            return value
        return plain_number(number) if number.is_integer() else value
    return value
