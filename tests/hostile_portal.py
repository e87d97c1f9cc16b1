"""A meeting and a portal in which every field of the model that takes words is hostile: enumerated, not listed by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import TypeAdapter, ValidationError

import phonghop
from driver import MEETING_ID, PortalCase
from phonghop.model import Contact, Document, Meeting, PortalFile
from phonghop.model.reading import record_of
from phonghop.model.record import Record
from sample_files import docx, pdf

PAYLOAD = (
    "</title></script></style><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    '" onmouseover="window.hacked=1" \' {{7*7}} {%x%} ${7*7} ]]> --> javascript:window.hacked=1 =cmd()|A1'
    ' #read("/etc/passwd") $x$ @a *b* _c_ \\ ` ../../x %0d%0aX-INJECT:1'
)
LINES = "\nEND:VCALENDAR\nX-INJECT:1"

_PACKAGE = Path(phonghop.__file__).parent
_JUDGES = {
    str(_PACKAGE / "portal" / name)
    for name in ("checks.py", "letter_checks.py", "code_meanings.py", "reference_checks.py")
}
_JUDGES |= {str(_PACKAGE / "model" / name) for name in ("reading.py", "partial.py", "record.py")}
"""Modules that hold fields against each other: one that is only read there is a dead one."""

_CANDIDATES = (
    "https://example.gov.vn/?a=1&b={{7*7}}",
    "01/7/2026 8 giờ",
    "17 tháng Năm",
    "30/6/2026",
    "8 giờ",
    "15",
    "0900.000.001",
    "#8a1c1c",
    "có",
    "rieng",
)
_LEFT_OUT = {
    (Document, "url"), (Document, "awaiting"), (Document, "withdrawn"), (Document, "release"), (Document, "accepted"),
    (Document, "locked"), (Meeting, "locked"),
}  # fmt: skip
_SET = {
    "end": "11 giờ",
    "session": "1",
    "until": "11 giờ",
    "form": "hybrid",
    "time_zone": "Asia/Ho_Chi_Minh",
    "addresses": "vi",
    "language": "vi",
}
_REFERENCES = {
    "documents": "rieng",
    "points": "rieng",
    "link": "rieng",
    "contacts": "rieng",
    "replacement": "2026-07-02-khac",
}


@dataclass
class Hostile:
    """What was made: `data` of a file, and the mark that stands in each hostile field by its name."""

    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return json.dumps(self.data, ensure_ascii=False)


def hostile(kind: type[Record], prefix: str) -> Hostile:
    """Return a record of `kind` with everything in it that it can have."""
    made = Hostile()
    made.data = _filled(kind, made.marks, prefix, ())
    return made


def hostile_meeting() -> Hostile:
    """Return a meeting; documents in their other states are added, which exclude one another."""
    made = hostile(Meeting, "m")
    for state in ("awaiting", "withdrawn", "url"):
        kind = record_of(Document.model_fields[state].annotation)
        value = _filled(kind, made.marks, f"d{state}", ()) if kind else "https://example.gov.vn/x?a=\u0026b"
        made.data["documents"].append(
            {"id": f"rieng-{state}", "title": _mark(made.marks, f"Document.{state}", "d"), state: value}
        )
    made.data["contacts"].append(
        {
            "id": "cong-khai",
            "unit": _mark(made.marks, "Contact.public", "c"),
            "phone": "0900.000.009",
            "visibility": "public",
        }
    )
    return made


def text_fields(kind: type[Record], seen: frozenset[type[Record]] = frozenset()) -> Iterator[str]:
    """Yield "Record.field" for every field at or below `kind` that takes any words."""
    if kind in seen:
        return
    for name, info in kind.model_fields.items():
        below = record_of(info.annotation)
        if below:
            yield from text_fields(below, seen | {kind})
        elif _takes(info, PAYLOAD) and name not in ("file", "logo"):
            yield f"{kind.__name__}.{name}"


def _filled(
    kind: type[Record], marks: dict[str, str], prefix: str, above: tuple[type[Record], ...]
) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        below = record_of(info.annotation)
        if (kind, name) in _LEFT_OUT or (below and above.count(below) > 0):
            continue
        value = _value(kind, name, marks, prefix, above)
        is_list = "tuple" in str(info.annotation)
        data[name] = [value] if is_list and not isinstance(value, list) else value
    if kind is Contact:
        data["visibility"] = "internal"
    return data


def _value(
    kind: type[Record], name: str, marks: dict[str, str], prefix: str, above: tuple[type[Record], ...]
) -> Any:
    info = kind.model_fields[name]
    below = record_of(info.annotation)
    if below:
        return _filled(below, marks, prefix, (*above, kind))
    known = {
        **_SET,
        **_REFERENCES,
        "id": "rieng",
        "file": "rieng.pdf" if kind is Document else "cu-version.pdf",
    }
    if name in known and (name in ("id", "file") or name in _REFERENCES or not _takes(info, PAYLOAD)):
        return known[name]
    if literals := _literals(info.annotation):
        return literals if name == "content" else literals[0]
    if not _takes(info, PAYLOAD):
        return next(c for c in _CANDIDATES if _takes(info, c))
    value = _mark(marks, f"{kind.__name__}.{name}", prefix)
    return value + LINES if _takes(info, "x" * 5000) else value


def _mark(marks: dict[str, str], name: str, prefix: str) -> str:
    mark = marks.setdefault(name, f"zq{prefix}{len(marks):03}qz")
    return f"{mark} {PAYLOAD}"


def _takes(info: Any, value: str) -> bool:
    try:
        TypeAdapter(
            Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
        ).validate_python(value)
    except ValidationError:
        return False
    return True


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    return next((found for part in get_args(annotation) if (found := _literals(part))), [])


def hostile_portal_file() -> Hostile:
    made = hostile(PortalFile, "p")
    made.data["bodies"][0]["letters"] = "party-hd05"
    # A colour is read on its ground, and the logo is a file that is there: neither takes words.
    made.data["colours"] = "#8a1c1c"
    del made.data["logo"]
    made.marks.pop("PortalFile.logo", None)
    return made


@dataclass(frozen=True)
class HostilePortal:
    """The portal as it is printed and built, and every field that a product read on the way, as ``Meeting.title``."""

    portal: PortalCase
    read: frozenset[str]


def write_hostile(root: Path, fields: Path) -> None:
    """Print and build the hostile portal below `root`; write the names of the fields that were read into the file `fields`."""
    with _noted() as read:
        built_hostile(root)
    fields.write_text("\n".join(sorted(read)), "utf-8")


@contextmanager
def _noted() -> Iterator[set[str]]:
    """Yield the set of fields to which each reading within is added, but for those of validators and of judges."""
    read: set[str] = set()

    def noted(self: Record, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if name.startswith("_") or not (kind := type(self)).__pydantic_complete__:
            return value
        if name in kind.model_fields and (called := f"{kind.__name__}.{name}") not in read:
            reader = sys._getframe(1).f_code
            is_validator = reader.co_name.startswith("_") and "/model/" in reader.co_filename
            if not is_validator and reader.co_filename not in _JUDGES:
                read.add(called)
        return value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Record, "__getattribute__", noted, raising=False)
        yield read


def built_hostile(root: Path) -> PortalCase:
    """A portal all of whose words are hostile, built by the host, with the papers that the office prints."""
    root.mkdir()
    folder = f"meetings/{MEETING_ID}"
    portal = PortalCase(root).write("meetings/portal.yml", hostile_portal_file().text)
    meeting = {**hostile_meeting().data, "organizer": "rieng"}
    # Only a meeting that is not held as planned shows what has become of it, and no invitation.
    moved = {**meeting["status"], "state": "moved"}
    del moved["replacement"]
    meeting["status"] = {key: value for key, value in meeting["status"].items() if key != "was"}
    other = said_otherwise(meeting)
    meeting["letter"] = {key: value for key, value in meeting["letter"].items() if key != "number"}
    portal.write(f"{folder}/meeting.yml", json.dumps(meeting, ensure_ascii=False))
    other |= {
        "sessions": "02/7/2026 8 giờ",
        "documents": [*other["documents"], "chu.docx"],
        "status": moved,
    }
    portal.write("meetings/2026-07-02-khac/meeting.yml", json.dumps(other, ensure_ascii=False))
    # What a body says once is seen where a meeting says nothing of it.
    bare = {
        "title": "Họp",
        "organizer": "rieng",
        "form": "in-person",
        "sessions": "03/7/2026 8 giờ",
        "points": {
            "name": "Hội trường",
            "attendees": {"name": "Nguyễn Văn Mẫu"},
        },
    }
    portal.write("meetings/2026-07-03-nua/meeting.yml", json.dumps(bare, ensure_ascii=False))
    chair = {"text": "Chánh Văn phòng", "listed": "last"}
    seated = {**bare, "points": {"name": "Hội trường", "chair": chair}, "letter": {"sections": "points"}}
    seated["sessions"] = "04/7/2026 8 giờ"
    portal.write("meetings/2026-07-04-ghe/meeting.yml", json.dumps(seated, ensure_ascii=False))
    escaped = escape(PAYLOAD)
    portal.write(
        "meetings/2026-07-02-khac/chu.docx", docx(f"<w:p><w:r><w:t>zqw001qz {escaped}</w:t></w:r></w:p>")
    )
    for file in (f"{f}/{n}" for f in (folder, "meetings/2026-07-02-khac") for n in ("rieng", "cu-version")):
        portal.write(f"{file}.pdf", pdf(f"{file[-5:]} <script>window.hacked=1</script>"))
    portal.with_settings()
    portal.write("mkdocs.yml", portal.read("mkdocs.yml").replace("[phonghop]", "[search, phonghop]"))
    for arguments in (["letter", MEETING_ID, "--docx", "--issue"], ["sheets", MEETING_ID], ["build"]):
        done = (
            portal.run(*arguments)
            if arguments[0] == "build"
            else portal.run(*arguments, "--to", str(root / "in"))
        )
        assert done.exit_code == 0, done.output
    return portal


def said_otherwise(value: object) -> Any:
    """Return `value` with what gives way to another key where both are written: a sentence to a name and the like."""
    if isinstance(value, list):
        return [said_otherwise(part) for part in value]
    if not isinstance(value, dict):
        return value
    given_way = (
        {"name", "titles"}
        if "honorific" in value and "text" in value
        else {"text"}
        if "cites" in value
        else set()
    )
    if "basis_verb" in value:
        given_way, value = {"place", "symbol", "opening"}, {**value, "kind": "giay-moi"}
    if "units" in value:
        given_way = {"heading"}
    return {key: said_otherwise(part) for key, part in value.items() if key not in given_way}
