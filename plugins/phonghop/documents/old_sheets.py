"""A workbook of Excel 97 to 2003 → its cells row by row, names of sheets, headers, text boxes ([MS-XLS]).

What stands in other records is taken as their bytes spell it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from phonghop.documents.plain import spelt
from phonghop.documents.reading import Reading
from phonghop.documents.sheets import PhoneColumns, header_parts, plain_number
from phonghop.text.problems import Unreadable

_FORMULA, _HEADER, _FOOTER, _FILE_PASSWORD, _CONTINUE = 0x06, 0x14, 0x15, 0x2F, 0x3C
_BOUND_SHEET, _MULTIPLE_RK, _SHARED, _SHARED_CELL = 0x85, 0xBD, 0xFC, 0xFD
_SUPPORTING_BOOK, _TEXT_BOX, _NUMBER, _LABEL, _STRING, _RK = 0x1AE, 0x1B6, 0x203, 0x204, 0x207, 0x27E
_BEGIN = 0x809
_MACRO_SHEET = 1
_WIDE, _RICH, _PHONETIC = 0x01, 0x08, 0x04
"""Flags of a string ([MS-XLS] 2.5.293): two bytes to a letter, runs of formats, a reading for East Asian words."""


def read_workbook(reading: Reading, data: bytes) -> None:
    """List what the stream of a workbook says and does.

    Raises:
        Unreadable: PH702 it wants a password.
    """
    sheets = _Sheets(reading)
    for kind, pieces in _records(data):
        if kind == _FILE_PASSWORD:
            raise Unreadable("PH702")
        try:
            sheets.take(kind, pieces)
        except (struct.error, IndexError, UnicodeDecodeError):
            sheets.rest += spelt(b"".join(pieces))
    sheets.end()


def _records(data: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the kind of each record and its bytes, those of the records that continue it being pieces of their own."""
    at, kind, pieces = 0, -1, list[bytes]()
    while at + 4 <= len(data):
        following, size = struct.unpack_from("<HH", data, at)
        piece = data[at + 4 : at + 4 + size]
        at += 4 + size
        if following == _CONTINUE and pieces:
            pieces.append(piece)
            continue
        if pieces:
            yield kind, pieces
        kind, pieces = following, [piece]
    if pieces:
        yield kind, pieces


class _Sheets:
    """The sheets of one workbook as their records come."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.rest: list[str] = []
        self._shared: list[str] = []
        self._used: set[int] = set()
        self._rows: dict[int, dict[int, str]] = {}
        self._phones = PhoneColumns()
        self._formula = (0, 0)
        self._texts: list[str] = []

    def take(self, kind: int, pieces: Sequence[bytes]) -> None:
        """Take one record.

        Raises:
            struct.error, IndexError, UnicodeDecodeError: it is shorter than it says.
        """
        if kind == _SHARED:
            self._shared += _Strings(pieces).shared()
        elif kind == _BEGIN:
            self._end_of_sheet()
        elif not (self._cell(kind, pieces) or self._beside(kind, pieces)):
            self.rest += spelt(b"".join(pieces))

    def _beside(self, kind: int, pieces: Sequence[bytes]) -> bool:
        """Take a record of what stands beside the cells, and return whether it is one that needs no other reading."""
        record = pieces[0]
        if kind == _BOUND_SHEET:
            if record[5] == _MACRO_SHEET:
                self.reading.actions.add("Excel 4")
            self.reading.say("name", _Strings(pieces, 6).one(length=1))
        elif kind in (_HEADER, _FOOTER):
            for part in header_parts(_Strings(pieces).one() if record else ""):
                self.reading.say("margin", part)
        elif kind == _TEXT_BOX:
            self._text_box(pieces)
        else:
            if kind == _SUPPORTING_BOOK and record[:2] == b"\0\0" and b"\x03" in record[4:]:
                self.reading.actions.add("DDE")
            return False
        return True

    def _cell(self, kind: int, pieces: Sequence[bytes]) -> bool:
        """Take a record of cells, and return whether it is one."""
        record = pieces[0]
        if kind == _SHARED_CELL:
            (n,) = struct.unpack_from("<I", record, 6)
            self._used.add(n)
            self._put(record, self._shared[n])
        elif kind == _LABEL:
            self._put(record, _Strings(pieces, 6).one())
        elif kind == _STRING:
            self._write(*self._formula, _Strings(pieces).one(), is_number=False)
        elif kind == _NUMBER:
            self._put(record, struct.unpack_from("<d", record, 6)[0])
        elif kind == _FORMULA:
            self._formula = struct.unpack_from("<HH", record)
            if record[12:14] != b"\xff\xff":
                self._put(record, struct.unpack_from("<d", record, 6)[0])
            self.rest += spelt(record[20:])
        elif kind == _RK:
            self._put(record, _rk(record[6:10]))
        elif kind == _MULTIPLE_RK:
            row, first = struct.unpack_from("<HH", record)
            for n, place in enumerate(range(4, len(record) - 7, 6)):
                self._write(row, first + n, plain_number(_rk(record[place + 2 : place + 6])), is_number=True)
        else:
            return False
        return True

    def _put(self, record: bytes, value: str | float) -> None:
        row, column = struct.unpack_from("<HH", record)
        if isinstance(value, str):
            self._write(row, column, value, is_number=False)
        else:
            self._write(row, column, plain_number(value), is_number=True)

    def _write(self, row: int, column: int, text: str, *, is_number: bool) -> None:
        shown = self._phones.shown(f"{column}", text, is_number=is_number)
        self._rows.setdefault(row, {})[column] = shown

    def _text_box(self, pieces: Sequence[bytes]) -> None:
        (count,) = struct.unpack_from("<H", pieces[0], 10)
        if count:
            self.reading.say("margin", _Strings(pieces[1:]).letters(count))

    def _end_of_sheet(self) -> None:
        self._texts += (
            "\t".join(row[column] for column in sorted(row)) for _, row in sorted(self._rows.items())
        )
        self._texts.append("")
        self._rows, self._phones = {}, PhoneColumns()

    def end(self) -> None:
        """Say what all the sheets hold."""
        self._end_of_sheet()
        self.reading.say("page", "\n".join(self._texts))
        self.reading.say(
            "note", "\n".join(text for n, text in enumerate(self._shared) if n not in self._used)
        )
        self.reading.say("raw", "\n".join(self.rest))


class _Strings:
    """Strings in a record and those that continue it: each piece that continues a string says anew how wide its letters are."""

    def __init__(self, pieces: Sequence[bytes], at: int = 0) -> None:
        self._pieces = pieces
        self._n = 0
        self._at = at

    def shared(self) -> Iterator[str]:
        """Yield the strings that the cells of a workbook share, as far as the record holds them."""
        _, count = self._unpack("<II", 8)
        for _ in range(count):
            if self._is_over():
                return
            yield self.one()

    def one(self, *, length: int = 2) -> str:
        """Return the string that begins here, whose length takes as many bytes.

        Raises:
            struct.error, IndexError, UnicodeDecodeError: the record ends before.
        """
        count = int.from_bytes(self._skip(length), "little")
        (flags,) = self._unpack("<B", 1)
        runs = self._unpack("<H", 2)[0] if flags & _RICH else 0
        more = self._unpack("<I", 4)[0] if flags & _PHONETIC else 0
        text = self._letters(count, flags)
        self._skip(4 * runs)
        reading = self._skip(more)
        return "\n".join((text, *spelt(reading))) if reading else text

    def letters(self, count: int) -> str:
        """Return `count` letters, whose flags stand in front of them."""
        (flags,) = self._unpack("<B", 1)
        return self._letters(count, flags)

    def _letters(self, count: int, flags: int) -> str:
        text = ""
        while len(text) < count:
            if self._at >= len(self._pieces[self._n]):
                self._n, self._at = self._n + 1, 1
                flags = self._pieces[self._n][0]
            width = 2 if flags & _WIDE else 1
            size = width * (count - len(text))
            piece = self._pieces[self._n][self._at : self._at + size]
            self._at += max(len(piece), 1)
            text += piece.decode(
                "utf-16-le" if width == 2 else "latin-1", "surrogatepass" if width == 2 else "replace"
            )
        return text

    def _unpack(self, form: str, size: int) -> tuple[int, ...]:
        return struct.unpack(form, self._skip(size))

    def _skip(self, size: int) -> bytes:
        skipped = b""
        while size > len(skipped):
            if self._at >= len(self._pieces[self._n]):
                self._n, self._at = self._n + 1, 0
            piece = self._pieces[self._n][self._at : self._at + size - len(skipped)]
            self._at += len(piece)
            skipped += piece
        return skipped

    def _is_over(self) -> bool:
        return self._n == len(self._pieces) - 1 and self._at >= len(self._pieces[self._n])


def _rk(data: bytes) -> float:
    """Return a number in the form of [MS-XLS] 2.5.217."""
    (packed,) = struct.unpack("<I", data)
    if packed & 2:
        value = float(struct.unpack("<i", data)[0] >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", packed & 0xFFFF_FFFC))
    return value / 100 if packed & 1 else value
