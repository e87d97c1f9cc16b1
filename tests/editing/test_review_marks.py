"""What a draft asks to be looked at: found in the file, shown on top, gone when somebody looked or changed it."""

from __future__ import annotations

import re
from typing import TypeAlias

import pytest
from clerks import Clerk

from driver import MEETING_ID, PortalCase
from phonghop.editing.review_marks import marks, settled, without

Desk: TypeAlias = tuple[PortalCase, Clerk]
FILE = f"meetings/{MEETING_ID}/meeting.yml"
HERE = f"/cuoc-hop/{MEETING_ID}"
DRAFT = """\
#? xem lại, dòng 3 của giấy: cắt từ trích yếu
title: Họp giao ban
organizer: vp
form: online
sessions:
  #? xem lại, dòng 7, 9 của giấy: suy từ câu văn
  - start: 01/7/2026 8 giờ
    label: Phiên sáng
  # lời của văn thư
  - 02/7/2026 8 giờ
# Chưa hiểu các chữ sau:
#? dòng 12: Mã số 0000
"""


def test_each_mark_knows_what_it_stands_above() -> None:
    assert [(mark.path, mark.source) for mark in marks(DRAFT)] == [
        (("title",), (3,)),
        (("sessions", 0, "start"), (7, 9)),
        ((), (12,)),
    ]


def test_a_mark_leaves_without_another_line() -> None:
    first, *_ = marks(DRAFT)
    assert without(DRAFT, [first]) == DRAFT.partition("\n")[2]


def test_what_is_changed_needs_no_mark_any_more() -> None:
    before = {"title": "Họp giao ban", "sessions": [{"start": "01/7/2026 8 giờ"}]}
    after = {"title": "Họp khác", "sessions": [{"start": "01/7/2026 8 giờ"}]}
    assert [mark.path for mark in marks(settled(before, after, DRAFT))] == [("sessions", 0, "start"), ()]


@pytest.fixture
def draft(desk: Desk) -> Desk:
    portal, clerk = desk
    portal.write(FILE, DRAFT)
    return portal, clerk


def test_marks_stand_on_top_and_leave_when_looked_at(draft: Desk) -> None:
    portal, clerk = draft
    page = clerk.get(HERE)
    assert "0 chỗ phải sửa, 3 chỗ cần đối chiếu" in page
    assert page.index('id="todo"') < page.index('id="part-meeting"')
    assert "Phiên 1 › Bắt đầu" in page
    words = re.search(r'name="words" value="(xem lại, dòng 3[^"]*)"', page)
    assert words
    assert "2 chỗ cần đối chiếu" in clerk.post(f"{HERE}/xem", line="0", words=words[1])
    assert "2 chỗ cần đối chiếu" in clerk.post(f"{HERE}/xem", line="0", words=words[1])
    clerk.post(f"{HERE}/luu")
    assert portal.read(FILE) == DRAFT.partition("\n")[2]


def test_a_changed_field_loses_its_mark(draft: Desk) -> None:
    _, clerk = draft
    page = clerk.post(f"{HERE}/muc/meeting", title="Họp khác", organizer="vp", form="online")
    assert "2 chỗ cần đối chiếu" in page


def test_no_key_of_the_file_is_shown(draft: Desk) -> None:
    portal, clerk = draft
    portal.write(FILE, DRAFT.replace("Họp giao ban", "…").replace("organizer: vp", "organizer: …"))
    page = clerk.get(HERE)
    assert "còn phải điền" in page
    assert "«title»" not in page
    assert "«organizer»" not in page
    assert "(chưa có tên)" in page
