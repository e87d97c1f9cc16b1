"""The field reference for staff, generated from the declaration of the fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from phonghop.model.meeting import Meeting
from phonghop.model.portal import PortalFile
from phonghop.model.reading import record_of
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

_HEAD = """\
# Các trường của tệp YAML

<!-- Trang này sinh ra từ plugins/phonghop/model; sửa ở đó rồi chạy «phonghop reference». -->

Khóa viết bằng tiếng Anh, nội dung bằng tiếng Việt. Trường có dấu ● là bắt buộc. Chỗ ghi «danh sách» nhận một hoặc
nhiều mục. Ngày viết ngày trước tháng sau (`01/7/2026`), giờ viết như thường viết (`8:00`, `8h00`, `8 giờ`).
"""


def field_reference() -> str:
    """Return the reference of every field as Markdown, in Vietnamese."""
    sections = [_HEAD]
    for kind, file in ((Meeting, "meeting.yml"), (PortalFile, "portal.yml")):
        for n, record in enumerate(_records(kind, [])):
            sections.append(_section(record, f"`{file}`" if n == 0 else f"`{record.__name__}`"))
    return "\n".join(sections)


def _records(kind: type[Record], seen: list[type[Record]]) -> list[type[Record]]:
    """Return `kind` and every record below it, each once, in the order of the fields."""
    if kind not in seen:
        seen.append(kind)
        for field in kind.model_fields.values():
            below = record_of(field.annotation)
            if below:
                _records(below, seen)
    return seen


def _section(kind: type[Record], name: str) -> str:
    lines = [f"## {name}", "", kind.__doc__ or "", ""]
    if kind.short_form:
        lines += [f"Viết gọn: chỉ một câu, hiểu là `{kind.short_form}`.", ""]
    lines += ["| Khóa | Tên | Kiểu | Ghi gì |", "|---|---|---|---|"]
    lines += [_row(key, field) for key, field in kind.model_fields.items()]
    return "\n".join(lines) + "\n"


def _row(key: str, field: FieldInfo) -> str:
    required = " ●" if field.is_required() else ""
    help_ = (field.description or "").replace("|", "\\|")
    return f"| `{key}`{required} | {field.title} | {_type(field.annotation)} | {help_} |"


def _type(annotation: Any) -> str:
    if get_origin(annotation) is tuple:
        return f"danh sách {_type(get_args(annotation)[0])}"
    record = record_of(annotation)
    if record:
        return f"[`{record.__name__}`](#{record.__name__.lower()})"
    return " / ".join(_simple(annotation))


def _simple(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from (f"`{value}`" for value in get_args(annotation))
    elif annotation in _WORDS:
        yield _WORDS[annotation]
    else:
        for part in get_args(annotation):
            if part is not type(None):
                yield from _simple(part)
