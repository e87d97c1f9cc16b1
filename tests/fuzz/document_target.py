"""Changed documents, and what must hold of each: it is read within its limits, or refused with a code; never a trace."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from phonghop.confined.limits import ExceededError
from phonghop.documents import words
from phonghop.documents.reading import Reading, kind_of, reader
from phonghop.text.problems import Unreadable

PROJECT = Path(__file__).parents[2]
_PIECE = re.compile(rb"(<[^<>]*>)")
_VALUES = (
    *(b"", b"-1", b"1e999", b"NaN", b"9" * 400, b"0912345678", b"A" * 5_000, b"true", b"&amp;", b"../../x", b"0", b"1048577"),
    *("MẬT".encode(), "\u200b\u202e".encode(), b"https://example.vn/%", b"_x0000_", b"&#1114109;", b" \t\n"),
)  # fmt: skip
ENDINGS = (".docx", ".xlsx", ".pdf", ".zip")


def seeds(ending: str) -> Sequence[bytes]:
    """Return whole documents of a kind: the samples, and small ones made for the tests."""
    import sample_files as make  # noqa: PLC0415 found on the path of those who fuzz

    found = [path.read_bytes() for path in sorted(PROJECT.glob(f"meetings/*/*{ending}"))]
    sheet = {
        "[Content_Types].xml": "spreadsheetml.sheet.main+xml",
        "xl/sharedStrings.xml": "<sst><si><t>Họ tên</t></si></sst>",
        "xl/worksheets/sheet1.xml": '<s><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>912345678</v></c></row></s>',
    }
    link = b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.vn)>>>>]"
    small = {
        ".docx": [make.docx(), make.docx(parts={**make.comments(2), **make.core_properties("A")})],
        ".xlsx": [make.archive(sheet)],
        ".pdf": [make.pdf(), make.pdf(entries=link)],
        ".zip": [
            make.archive(
                {"a.docx": make.docx(), "b.pdf": make.pdf(), "c.txt": "x", "d.zip": make.archive({"e": "x"})}
            )
        ],
    }
    return [*small[ending], *(data for data in found if len(data) < 200_000)]


def changed(dice: random.Random, data: bytes) -> bytes:
    """Return `data` with bytes changed, cut out or doubled.

    Of a ZIP mostly those of a part, packed anew; of a part that is XML mostly its values, so that it is still XML.
    """
    if data[:2] == b"PK" and dice.random() < 0.85:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        name = dice.choice(sorted(parts))
        is_xml = parts[name][:1] == b"<" and dice.random() < 0.8
        parts[name] = (_values_changed if is_xml else _bytes_changed)(dice, parts[name])
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return packed.getvalue()
    return _bytes_changed(dice, data)


def _values_changed(dice: random.Random, data: bytes) -> bytes:
    """Return XML with a few values, names or whole elements changed."""
    pieces = _PIECE.split(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(pieces))
        match dice.randrange(4):
            case 0:
                pieces[at] = dice.choice(pieces)
            case 1:
                pieces[at] = pieces[at] * 2
            case 2:
                pieces[at] = b""
            case _ if not pieces[at].startswith(b"<"):
                pieces[at] = dice.choice(_VALUES)
            case _:
                pieces[at] = re.sub(
                    rb'"[^"]*"', lambda _: b'"%b"' % dice.choice(_VALUES), pieces[at], count=1
                )
    return b"".join(pieces)


def _bytes_changed(dice: random.Random, data: bytes) -> bytes:
    new = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(new) + 1), dice.randrange(1, 40)
        match dice.randrange(5):
            case 0:
                del new[at : at + length]
            case 1:
                new[at:at] = new[at : at + length]
            case 2:
                new[at : at + 1] = bytes([dice.randrange(256)])
            case 3:
                new[at : at + 4] = dice.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"<t>&", b"/S/L", b"99999999")
                )
            case _:
                start = dice.randrange(len(new) + 1)
                new[at : at + length] = new[start : start + length]
    return bytes(new)


def ask(data: bytes, ending: str, *, copying: bool = True) -> str:
    """Read a document as a confined process does; return how it ended.

    Args:
        data: the document.
        ending: of its file's name.
        copying: whether a DOCX is converted for reading, which takes ten times as long as reading it.

    What a library raises over damage is damage there (PH701); here it is told apart from what the readers say themselves.
    """
    reading = Reading(copying=copying)
    try:
        reader("zip" if ending == ".zip" else kind_of(data))(reading, data, ending)
    except Unreadable as refused:
        return refused.code
    except ExceededError:
        return "PH710"
    except (MemoryError, RecursionError):
        return "PH710"
    except Exception:  # noqa: BLE001 as in `records.write_report`
        return "PH701"
    list(words.findings(reading.passages))
    return "read"
