"""What a compound file (DOC, XLS, PPT, MSG, embedded objects) says and does ([MS-CFB]).

Words of a DOC are read as Word keeps them ([MS-DOC] 2.9.38, the piece table), those of a workbook in `old_sheets`; of the
others, whatever their streams spell in UTF-16 and UTF-8.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress

import olefile

from phonghop.documents.old_sheets import read_workbook
from phonghop.documents.plain import spelt
from phonghop.documents.reading import Reading, kind_of
from phonghop.text.problems import Unreadable

_WHOLE_FILES = frozenset({"office", "zip", "pdf", "compound", "packed", "mail", "rtf", "markup", "picture"})
"""Kinds of streams that are files: what a mail carries, objects in documents."""
_MACROS = re.compile(r"(?:^|/)(?:macros|_vba_project_cur|vba|_vba_project)(?:/|$)", re.IGNORECASE)
_DDE = re.compile(r"\x13\s*DDE(?:AUTO)?\b|(?i:DDEAUTO)\s")
_REMOTE_TEMPLATE = re.compile(r"(?i)(?:https?:|\\\\)[^\s\"]+\.(?:dot|dotm|dotx)\b")
_OTHER_BODIES = ("1000001F", "1000001E", "10130102")
"""Streams with the text of a mail, and with its page ([MS-OXPROPS] 2.618, 2.621)."""
_WORD_97 = 0xC1
"""nFib of the first version with a piece table ([MS-DOC] 2.5.2)."""
_PROPERTIES = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_BITMAP = b"BM"
"""How the data of a picture begins that was pasted from Paint, behind their length: a double click shows it."""
_VBA_ATOM = b"\xff\x03"
"""Type of VBAInfoContainer ([MS-PPT] 2.4.10)."""


def read_compound(reading: Reading, data: bytes, _: str) -> None:
    """List what a compound file says and does.

    Raises:
        Unreadable: PH702 it wants a password, PH701 it is damaged.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {"/".join(path): path for path in compound.listdir()}
            if "EncryptedPackage" in streams or "EncryptedSummary" in streams:
                raise Unreadable("PH702")
            if any(_MACROS.search(name) for name in streams):
                reading.actions.add("VBA")
            contents = {}
            for name, path in streams.items():
                if path[-1] in _PROPERTIES:
                    reading.say("property", "\n".join(_properties(compound, path)))
                contents[name] = compound.openstream(path).read()
                reading.unpack(len(contents[name]))
    except (OSError, IndexError, ValueError, struct.error, AttributeError, TypeError):
        raise Unreadable("PH701") from None
    for name, content in contents.items():
        _stream(reading, name, content, contents)
    for names in (name for name in contents if name.endswith("10090102")):
        # The body of a mail in a compressed form ([MS-OXRTFCP]) that has no other.
        if not any(names.replace("10090102", other) in contents for other in _OTHER_BODIES):
            reading.unread.append(f"{reading.file} RTF".strip())


def _stream(reading: Reading, name: str, content: bytes, contents: Mapping[str, bytes]) -> None:
    last = name.rpartition("/")[2]
    if last == "\x01Ole10Native" and content[4:6] != _BITMAP:
        reading.actions.add("OLE")
    if last == "WordDocument":
        _document(reading, content, contents.get("1Table", b""), contents.get("0Table", b""))
    elif last in ("Workbook", "Book"):
        read_workbook(reading, content)
        if last == "Book":
            reading.unread.append(f"{reading.file} Excel 5".strip())
    elif last == "PowerPoint Document":
        if b"\x0f\x00" + _VBA_ATOM in content:
            reading.actions.add("VBA")
        reading.say("page", "\n".join(spelt(content)))
    elif kind_of(content) in _WHOLE_FILES:
        reading.inner(last, content)
    else:
        reading.say("property" if last.startswith("\x05") else "raw", "\n".join(spelt(content)))


def _properties(compound: olefile.OleFileIO[bytes], path: list[str]) -> Iterator[str]:
    """Yield the texts of a set of properties, whose first tells their encoding ([MS-OLEPS] 2.25.2)."""
    values = compound.getproperties(path)
    page = values.get(1, 1258)
    encoding = {65001: "utf-8", 1200: "utf-16-le"}.get(
        page, f"cp{page}" if isinstance(page, int) else "cp1258"
    )
    for value in values.values():
        for text in value if isinstance(value, list) else (value,):
            if isinstance(text, bytes):
                with suppress(LookupError):
                    yield text.decode(encoding, "replace")
            elif isinstance(text, str):
                yield text


def _document(reading: Reading, main: bytes, table_1: bytes, table_0: bytes) -> None:
    flags = int.from_bytes(main[10:12], "little")
    if int.from_bytes(main[2:4], "little") < _WORD_97:
        reading.unread.append(f"{reading.file} Word 95".strip())
    if flags & 0x0100:
        raise Unreadable("PH702")
    text = "".join(_pieces(main, table_1 if flags & 0x0200 else table_0))
    if _DDE.search(text):
        reading.actions.add("DDE")
    reading.say("page", re.sub(r"[\x07\x0b\x0c\r]", "\n", text))
    rest = "\n".join(spelt(main))
    reading.say("raw", rest)
    if _REMOTE_TEMPLATE.search("\n".join(spelt(table_1 + table_0))):
        reading.actions.add("attachedTemplate")


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """Yield the pieces of a document's text: notes, headers, comments and text boxes follow the body."""
    begin, length = struct.unpack_from("<II", main, 0x01A2) if len(main) >= 0x01AA else (0, 0)
    data = table[begin : begin + length]
    at = 0
    while at < len(data) and data[at] == 1:
        at += 3 + int.from_bytes(data[at + 1 : at + 3], "little")
    if at >= len(data) or data[at] != 2:
        return
    plc = data[at + 5 : at + 5 + int.from_bytes(data[at + 1 : at + 5], "little")]
    count = (len(plc) - 4) // 12
    for n in range(count):
        first, after = struct.unpack_from("<II", plc, 4 * n)
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * n + 2)
        size = max(0, after - first)
        if place & 0x4000_0000:
            place = (place & 0x3FFF_FFFF) // 2
            yield main[place : place + size].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * size].decode("utf-16-le", "replace")
