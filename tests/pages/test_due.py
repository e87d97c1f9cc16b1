"""Dates to keep: each stands once, and none is left out."""

from __future__ import annotations

from driver import MEETING, meeting_of
from phonghop.pages.due import dues
from phonghop.text.strings import strings


def told(more: str) -> list[str]:
    meeting, problems = meeting_of(MEETING + more)
    assert problems == ()
    assert meeting is not None
    return [due.what for due in dues(meeting, strings("vi"))]


def test_two_actions_of_one_unit_due_at_one_moment_are_two() -> None:
    actions = "[{text: Gửi báo cáo, deadline: 30/6/2026 15h}, {text: Gửi tham luận, deadline: 30/6/2026 15h}]"
    assert told(f"tasks: {{units: Ban Tổ chức, actions: {actions}}}\n") == ["Gửi báo cáo", "Gửi tham luận"]


def test_a_link_and_the_task_that_asks_for_it_are_one() -> None:
    assert told(
        """\
links:
  - kind: headcount
    label: Link xác nhận số lượng đại biểu
    url: https://example.gov.vn/a
    deadline: 30/6/2026 15h
    who: Các xã; các phường
tasks:
  - units: [Các xã, Các phường]
    actions: {text: Hoàn thành xác nhận số lượng đại biểu tham dự, deadline: 30/6/2026 15h}
"""
    ) == ["Link xác nhận số lượng đại biểu"]


def test_the_same_words_to_others_or_at_another_time_are_told_again() -> None:
    deadlines = (
        "[{what: Gửi số liệu, who: Các xã, at: 30/6/2026}, {what: Gửi số liệu, who: Các sở, at: 30/6/2026}]"
    )
    assert told(f"deadlines: {deadlines}\n") == ["Gửi số liệu", "Gửi số liệu"]


def test_what_is_sent_is_said_to_be_sent_once() -> None:
    deadlines = (
        "[{what: Gửi báo cáo, to: Văn phòng, at: 29/6/2026}, {what: Danh sách, to: Văn phòng, at: 30/6/2026}]"
    )
    assert told(f"deadlines: {deadlines}\n") == ["Gửi báo cáo tới Văn phòng", "Danh sách, gửi Văn phòng"]
