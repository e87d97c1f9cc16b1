"""The field reference for staff, generated from the declaration of the fields."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from phonghop.model.meeting import REMARKS, Meeting
from phonghop.model.portal import PortalFile
from phonghop.model.reading import record_of, records_within
from phonghop.model.record import Record
from phonghop.text.dates import Moment

_WORDS: dict[Any, str] = {
    str: "chữ",
    int: "số nguyên",
    bool: "có / không",
    date: "ngày",
    time: "giờ",
    Moment: "ngày, giờ",
}

_EXAMPLE = re.compile(r"\b[Vv]í dụ:? (.+?)(?:;|\.(?:\s|$)|$)")
_EXAMPLES: dict[type, str] = {
    bool: "có",
    date: "01/7/2026",
    time: "8h00",
    Moment: "01/7/2026 8 giờ",
    int: "15",
}

_TABLE: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)


def _told_of(what: str) -> dict[str, str]:
    fields = (
        (f"{group}.{key}", field) for group, keys in _TABLE["fields"].items() for key, field in keys.items()
    )
    return {name: field[what] for name, field in fields if what in field}


EXAMPLES = _told_of("example")
PLACES: Mapping[str, str] = {
    "page": "trang",
    "letter": "giấy mời",
    "sheets": "tờ dán",
    "calendar": "lịch",
    "search": "tìm kiếm",
    "api": "hop.json",
    "packs": "bộ tài liệu",
    "lists": "danh sách",
}
"""Each place with its name for staff; the notice about a meeting that is off counts as its letter."""
FIELDS = _told_of("seen") | {f"Meeting.{key}": "page letter calendar search api" for key in REMARKS}
"""The places where each text field is shown, by group and key."""

_SIGNED = {"^[a-z0-9]+(-": "bao-cao-quy-4", "https?://": "https://hop.example.gov.vn/"}
_TEXTS = {"^[a-z0-9]+(-": "mã (chữ thường không dấu, số, gạch nối)", "https?://": "địa chỉ trang web"}
"""Kinds of text, by a sign in their pattern."""

_HEAD = """\
# Các trường của tệp YAML

<!-- Trang này sinh ra từ plugins/phonghop/model; sửa ở đó rồi chạy «phonghop reference». -->

Khóa viết bằng tiếng Anh, nội dung bằng tiếng Việt. Trường có dấu ● là bắt buộc. Chỗ ghi «danh sách» nhận một hoặc
nhiều mục; «nhóm» là các khóa thụt vào bên dưới, có bảng riêng ở trang này; «Bỏ trống thì» là giá trị khi không ghi. Ngày viết ngày trước tháng sau (`01/7/2026`), giờ viết như thường viết (`8:00`, `8h00`, `8 giờ`).
"""


def field_reference() -> str:
    """Return the reference of every field as Markdown, in Vietnamese."""
    sections = [_HEAD]
    for kind, file in ((Meeting, "meeting.yml"), (PortalFile, "portal.yml")):
        for n, record in enumerate(records_within(kind)):
            sections.append(_section(record, f"`{file}`" if n == 0 else f"`{record.__name__}`"))
    return "\n".join(sections)


def _section(kind: type[Record], name: str) -> str:
    lines = [f"## {name}", "", kind.__doc__ or "", ""]
    if where := _TABLE["shown"].get(kind.__name__):
        lines += [f"Hiện ở: {where}.", ""]
    if kind.short_form:
        lines += [f"Viết gọn: chỉ một câu, hiểu là `{kind.short_form}`.", ""]
    lines += [
        "| Khóa | Tên | Kiểu | Bỏ trống thì | Ví dụ | Hiện ở | Ghi gì |",
        "|---|---|---|---|---|---|---|",
    ]
    properties = _properties(kind)
    lines += [_row(kind, key, json.dumps(properties[key])) for key in kind.model_fields]
    return "\n".join(lines) + "\n"


def _properties(kind: type[Record]) -> Mapping[str, object]:
    """Return the JSON Schema of each field; with a short form, the group of fields is one of several choices."""
    schema = kind.model_json_schema()
    own = schema.get("$defs", {}).get(kind.__name__, schema)  # a record inside itself is only referred to
    choices = [own, *own.get("anyOf", ())]
    fields: Mapping[str, object] = next(choice["properties"] for choice in choices if "properties" in choice)
    return fields


def _row(kind: type[Record], key: str, schema: str) -> str:
    field = kind.model_fields[key]
    required = " ●" if field.is_required() else ""
    example = f"`{example_of(kind, key)}`"
    cells = (
        f"`{key}`{required}",
        field.title or "",
        _type(field.annotation, schema),
        _default(field),
        example,
        _shown(kind, key),
        field.description or "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|").strip() for cell in cells) + " |"


def _default(field: FieldInfo) -> str:
    """Return what holds where the field is not written, as far as that is one plain value."""
    value = field.default
    if field.is_required() or value is None or value == () or isinstance(value, Record):
        return ""
    return ("có" if value else "không") if isinstance(value, bool) else f"`{value}`"


def _shown(kind: type[Record], key: str) -> str:
    """Return where a field is shown: as declared; for a group, where its fields are; else as its own group."""
    places = _below(kind, key, ())
    nowhere = "không hiện" if _declared(kind, key, FIELDS) else "như trên"
    return ", ".join(words for place, words in PLACES.items() if place in places) or nowhere


def _below(kind: type[Record], key: str, above: tuple[type[Record], ...]) -> set[str]:
    if name := _declared(kind, key, FIELDS):
        return set(FIELDS[name].split())
    below = record_of(kind.model_fields[key].annotation)
    if below is None or below in above:
        return set()
    return set().union(*(_below(below, name, (*above, kind)) for name in below.model_fields))


def _declared(kind: type[Record], key: str, names: Mapping[str, str]) -> str:
    """Return the name under which a field of `kind`, perhaps inherited, is in `names`; empty if it is not."""
    return next((name for above in kind.__mro__ if (name := f"{above.__name__}.{key}") in names), "")


def example_of(kind: type[Record], key: str) -> str:
    """Return what may be written for a field: the example of its help, the declared one, or one that fits its type."""
    field = kind.model_fields[key]
    if name := _declared(kind, key, EXAMPLES):
        return EXAMPLES[name]
    choice = next(_simple(field.annotation), "")
    if choice.startswith("`"):
        return choice.strip("`")
    if stated := _EXAMPLE.search(field.description or ""):
        return stated[1].rstrip(". …")
    if below := record_of(field.annotation):
        if below.short_form:
            return example_of(below, below.short_form)
        required = [k for k, f in below.model_fields.items() if f.is_required()] or [*below.model_fields][:1]
        return "{" + ", ".join(f"{k}: {example_of(below, k)}" for k in required) + "}"
    schema = json.dumps(_properties(kind)[key])
    by_sign = (text for sign, text in _SIGNED.items() if sign in schema)
    by_type = (text for type_, text in _EXAMPLES.items() if _speaks_of(field.annotation, type_))
    return next(by_sign, "") or next(by_type, "")


def _speaks_of(annotation: Any, kind: type) -> bool:
    return annotation is kind or any(_speaks_of(part, kind) for part in get_args(annotation))


def _type(annotation: Any, schema: str) -> str:
    if get_origin(annotation) is tuple:
        return f"danh sách, mỗi mục là {_type(get_args(annotation)[0], schema)}"
    record = record_of(annotation)
    if record:
        group = f"nhóm [`{record.__name__}`](#{record.__name__.lower()})"
        return f"một câu, hoặc {group}" if record.short_form else group
    written = ", ".join(_simple(annotation))
    if written.startswith("`"):
        return f"một trong: {written}"
    return next((name for sign, name in _TEXTS.items() if written == "chữ" and sign in schema), written)


def _simple(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (f"`{value}`" for value in get_args(annotation))
    elif annotation in _WORDS:
        yield _WORDS[annotation]
    else:
        for part in get_args(annotation):
            if part is not type(None):
                yield from _simple(part)
