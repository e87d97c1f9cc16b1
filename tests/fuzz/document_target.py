"""Changed documents, and what must hold of each: it is read within its limits, or refused with a code; never a trace."""

from __future__ import annotations

import copy
import io
import random
import sys
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from phonghop.confined.limits import ExceededError
from phonghop.documents import words
from phonghop.documents.reading import Reading, kind_of, reader
from phonghop.text.problems import Unreadable

PROJECT = Path(__file__).parents[2]
_TYPES = "[Content_Types].xml"
_VALUES = (
    *(
        "",
        "-1",
        "1e999",
        "NaN",
        "9" * 400,
        "0912345678",
        "A" * 5_000,
        "true",
        "../../x",
        "0",
        "1048577",
        "16383",
    ),
    *(
        "MẬT",
        "\u200b\u202e",
        "https://example.vn/%",
        "_x0000_",
        "\U0010ffff",
        " \t\n",
        "DDEAUTO c:\\a",
        "#REF!",
    ),
    *("External", "dropDownList", "begin", "&Amp;14", "{0}", "-2147483649", "1E-400", "0x", "٣", "１２"),
)
_MOST_ELEMENTS = 1_000
"""Elements that one change may add."""
_LARGEST_TREE = 5_000
"""Elements after which no more is changed: what is added to an element that stands there sixty times is added sixty times."""
_LONGEST = 20_000
"""Bytes of a document that is changed: what a small one has, a large one has more often."""
ENDINGS = (".docx", ".xlsx", ".pdf", ".zip")


@cache
def seeds(ending: str) -> Sequence[bytes]:
    """Return whole documents of a kind: the smallest samples, and those that the guard is tried with, which have every kind of part."""
    sys.path[:0] = [str(PROJECT / "tests" / folder) for folder in ("guard", "")]
    from measure import everything  # noqa: PLC0415

    import sample_files as make  # noqa: PLC0415 found on the path of those who fuzz

    samples = sorted(PROJECT.glob(f"meetings/*/*{ending}"), key=lambda path: (path.stat().st_size, path))
    small = {
        ".docx": [make.docx(), make.docx(parts={**make.comments(2), **make.core_properties("A")})],
        ".xlsx": [],
        ".pdf": [make.pdf()],
        ".zip": [
            make.archive({"a.docx": make.docx(), "b.pdf": make.pdf(), "d.zip": make.archive({"e": "x"})})
        ],
    }
    carriers = dict.fromkeys(file.content for file in everything() if f".{file.ending}" == ending)
    return [
        *small[ending],
        *(data for data in carriers if len(data) < _LONGEST and ask(data, ending, copying=False) == "read"),
        *(path.read_bytes() for path in samples[:2]),
    ]


def changed(dice: random.Random, data: bytes) -> bytes:
    """Return `data` with bytes changed, cut out or doubled.

    Of a ZIP mostly those of a part, packed anew; of a part that is XML mostly its values, so that it is still XML.
    """
    if data[:2] == b"PK" and dice.random() < 0.85:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist()}
        # Without its list of parts nothing of a document is read.
        name = dice.choice(sorted(set(parts) - {_TYPES} if dice.random() < 0.95 else parts) or [*parts])
        is_xml = parts[name][:1] == b"<" and dice.random() < 0.8
        parts[name] = (_tree_changed if is_xml else _bytes_changed)(dice, parts[name])
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return packed.getvalue()
    return _bytes_changed(dice, data)


def _tree_changed(dice: random.Random, data: bytes) -> bytes:
    """Return XML with a few values, names or whole elements changed, which is XML still; what was none loses a few bytes."""
    try:
        root = ET.fromstring(data)
    except ET.ParseError:
        return _bytes_changed(dice, data)
    for _ in range(dice.randint(1, 5)):
        each = list(root.iter())
        if len(each) > _LARGEST_TREE:
            break
        at, other = dice.choice(each), dice.choice(each)
        size = sum(1 for _ in other.iter())
        match dice.randrange(7):
            case 0 if size < _MOST_ELEMENTS:
                at.append(copy.deepcopy(other))
            case 1:
                del at[: dice.randint(1, 3)]
            case 2 if at.attrib:
                at.set(dice.choice(sorted(at.attrib)), dice.choice(_VALUES))
            case 3:
                at.tag = other.tag
            case 4:
                at.text, at.attrib = other.text, {**at.attrib, **other.attrib}
            case 5:
                at.extend([copy.deepcopy(other)] * min(dice.choice((2, 9, 60)), _MOST_ELEMENTS // size))
            case _:
                at.text = dice.choice(_VALUES)
    return ET.tostring(root)


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
