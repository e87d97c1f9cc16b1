"""The text of a new meeting file: from a short template, or from an earlier meeting without what belongs to its day."""

from __future__ import annotations

from collections.abc import Iterator

from phonghop.model.scalars import TO_FILL
from phonghop.source import Mapping, Node, Scalar, Sequence
from phonghop.text.dates import read_moment
from phonghop.text.problems import Unreadable

SCHEMA_LINE = "# yaml-language-server: $schema=../meeting.schema.json\n"

_TEMPLATE = """\
{schema}# Điền các chỗ ghi «…», xóa các dòng không dùng, rồi chạy: phonghop check
title: …                        # tên đầy đủ như trong giấy mời
organizer: {organizer}
form: in-person                 # in-person: trực tiếp | online: trực tuyến | hybrid: kết hợp
sessions:
  - {date} …                    # giờ bắt đầu, ví dụ: {date} 8 giờ
points:
  - name: Phòng họp chính
    venue: …
    attendees:
      - …
# documents:                    # chép tệp vào thư mục này rồi bỏ dấu # ở đầu dòng
#   - chuong-trinh.pdf
#   - title: Báo cáo            # tài liệu chưa có: ghi chờ ai
#     awaiting: Cơ quan phát hành
"""

_NOT_TAKEN_ALONG = frozenset({"documents", "versions"})
_NOT_TAKEN_FROM_TOP = frozenset({"status"})
_NOT_TAKEN_FROM_LETTER = frozenset({"number"})


def blank(meeting_id: str, organizer: str) -> str:
    """Return a short commented file for the meeting `meeting_id`, whose name begins with its date."""
    year, month, day = meeting_id.split("-")[:3]
    return _TEMPLATE.format(schema=SCHEMA_LINE, organizer=organizer, date=f"{day}/{int(month)}/{year}")


def copied(text: str, node: Mapping) -> str:
    """Return the file `text` of an earlier meeting for a new one: comments stay, dates are emptied, documents go.

    Args:
        text: the earlier file.
        node: the same file as read, for the positions.
    """
    lines = text.splitlines()
    for scalar in _dates(node):
        index = scalar.place.line - 1
        lines[index] = lines[index][: scalar.place.column - 1].rstrip() + f" {TO_FILL}"
    gone: set[int] = set()
    for key in _keys_to_drop(node):
        gone.update(_block(lines, key))
    return "\n".join(line for n, line in enumerate(lines) if n not in gone) + "\n"


def _dates(node: Node) -> Iterator[Scalar]:
    """Yield every value that reads as a date, which the new meeting will not share."""
    if isinstance(node, Scalar):
        try:
            read_moment(node.text)
        except Unreadable:
            return
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _dates(item)
    else:
        for _, value in node.entries:
            yield from _dates(value)


def _keys_to_drop(node: Node, above: str | None = None) -> Iterator[Scalar]:
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _keys_to_drop(item, above)
    elif isinstance(node, Mapping):
        dropped = _NOT_TAKEN_ALONG
        if above is None:
            dropped |= _NOT_TAKEN_FROM_TOP
        elif above == "letter":
            dropped |= _NOT_TAKEN_FROM_LETTER
        for key, value in node.entries:
            # The letter's sections use the word "documents" for a kind of content, as a value, never as a key.
            if key.text in dropped:
                yield key
            else:
                yield from _keys_to_drop(value, key.text)


def _block(lines: list[str], key: Scalar) -> Iterator[int]:
    """Yield the indexes of the lines that `key` and its value occupy in block style."""
    first, indent = key.place.line - 1, key.place.column - 1
    yield first
    for index in range(first + 1, len(lines)):
        written = lines[index].strip()
        depth = len(lines[index]) - len(lines[index].lstrip())
        is_own_list = depth == indent and written.startswith("- ") and not lines[first][:indent].strip()
        if written and depth <= indent and not is_own_list:
            return
        yield index
