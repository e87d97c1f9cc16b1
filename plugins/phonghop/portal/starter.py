"""The text of a new meeting file: from a short template, or from an earlier meeting without what belongs to its day."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from phonghop.model.scalars import TO_FILL
from phonghop.source import Mapping, plain
from phonghop.source.nodes import Plain
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
#   - id: bao-cao               # tài liệu chưa có: ghi chờ ai
#     title: Báo cáo
#     awaiting: Cơ quan phát hành
"""

_COPY_NOTE = (
    "# Chép từ {source}: đã bỏ ngày giờ và tài liệu. Điền các chỗ ghi «…», rồi chạy: phonghop check\n"
)
_LINE_WIDTH = 110
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\bngày \d{1,2}\b")

_NOT_TAKEN_ALONG = frozenset({"documents", "status"})
_NOT_TAKEN_FROM_LETTER = frozenset({"number"})


def blank(meeting_id: str, organizer: str) -> str:
    """Return a short commented file for the meeting `meeting_id`, whose name begins with its date."""
    year, month, day = meeting_id.split("-")[:3]
    return _TEMPLATE.format(schema=SCHEMA_LINE, organizer=organizer, date=f"{day}/{int(month)}/{year}")


def copied(node: Mapping, source: str) -> str:
    """Return a file for a new meeting like the earlier one in `node`.

    Dates and the addresses of forms are emptied; documents stay behind.

    Args:
        node: the earlier file as read.
        source: the id of the earlier meeting.
    """
    data = {key.text: plain(value) for key, value in node.entries if key.text not in _NOT_TAKEN_ALONG}
    letter = data.get("letter")
    if isinstance(letter, dict):
        data["letter"] = {k: v for k, v in letter.items() if k not in _NOT_TAKEN_FROM_LETTER}
    for link in data.get("links") or ():
        if isinstance(link, dict) and "url" in link:
            link["url"] = TO_FILL
    text = yaml.safe_dump(_undated(data), allow_unicode=True, sort_keys=False, width=_LINE_WIDTH)
    return SCHEMA_LINE + _COPY_NOTE.format(source=source) + text


def old_dates(text: str) -> Iterator[str]:
    """Yield the lines of a copied file whose sentences still name a date."""
    return (line.strip() for line in text.splitlines() if _DATE.search(line))


def _undated(value: Plain) -> Plain:
    """Return `value` with every date to fill in again, and without references to documents."""
    if isinstance(value, dict):
        return {key: _undated(part) for key, part in value.items() if key != "documents"}
    if isinstance(value, list):
        return [_undated(part) for part in value]
    return TO_FILL if value is not None and _is_date(value) else value


def _is_date(text: str) -> bool:
    try:
        read_moment(text)
    except Unreadable:
        return False
    return True
