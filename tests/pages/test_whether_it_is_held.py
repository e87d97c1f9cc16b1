"""What pages and codes say of a meeting that is not held as its letters said."""

from __future__ import annotations

import pytest

from driver import MEETING, MEETING_ID, PortalCase, inspected
from phonghop.pages.code_page import CodePage, code_page
from phonghop.pages.meeting import MeetingView, meeting_view
from phonghop.portal import load
from phonghop.text.strings import strings

BASE = "https://hop.example.gov.vn/"
VI = strings("vi")
LINKS = """\
links:
  - {kind: attendance, url: "https://example.gov.vn/a", deadline: 30/6/2026 15h}
  - {kind: support, url: "https://example.gov.vn/b"}
"""


def view_of(portal: PortalCase, more: str) -> MeetingView:
    read, problems = load(portal.meeting(more).root)
    assert read is not None
    assert problems == ()
    return meeting_view(read.by_id[MEETING_ID], read, inspected(read), BASE, VI)


def code_of(portal: PortalCase, more: str, key: str) -> CodePage:
    portal.meeting(more).run("codes", "issue")
    read, _ = load(portal.root)
    assert read is not None
    issued = next(code for code in read.ledger.codes.values() if code.subject.key == key)
    return code_page(issued, read, VI)


def test_a_meeting_as_planned_has_nothing_to_say(portal: PortalCase) -> None:
    view = view_of(portal, LINKS)
    assert (view.standing, view.former_sessions, view.former_place) == ("", (), "")
    assert view.calendar_label == "Thêm vào lịch"
    assert len(view.links) == 2
    assert view.printed.current == "Giấy mời này là bản mới nhất."


@pytest.mark.parametrize(
    ("status", "standing", "calendar"),
    [
        ("hoãn", "Đã hoãn, chưa có lịch mới.", "Sửa lịch đã thêm"),
        ("không họp", "Không tổ chức.", "Sửa lịch đã thêm"),
    ],
)
def test_a_meeting_that_is_off_asks_for_nothing(
    portal: PortalCase, status: str, standing: str, calendar: str
) -> None:
    view = view_of(portal, f"{LINKS}status: {status}\n")
    assert (view.standing, view.calendar_label) == (standing, calendar)
    assert [link.label for link in view.links] == ["Hỗ trợ kỹ thuật"]
    assert view.printed.current == "Thông báo này là bản mới nhất."


def test_a_meeting_moved_within_its_file_shows_what_was(portal: PortalCase) -> None:
    view = view_of(portal, LINKS + "status: {state: dời, was: {sessions: 30/6/2026 8h-11h, venue: Tầng 2}}\n")
    (was,) = view.former_sessions
    assert was.start.text == "08 giờ 00 phút đến 11 giờ 00 phút, thứ Ba, ngày 30/6/2026"
    assert was.end is None
    assert view.former_place == "Tầng 2"
    assert view.calendar_label == "Thêm vào lịch"
    assert len(view.links) == 2


def test_no_time_is_told_of_a_replacement_that_is_broken(portal: PortalCase) -> None:
    """As in a preview, which shows the others."""
    other = "2026-07-08-hop-thay"
    portal.meeting(meeting_id=other).meeting(f"status: {{state: moved, replacement: {other}}}\n")
    read = portal.load().without([other])
    view = meeting_view(read.by_id[MEETING_ID], read, inspected(read), BASE, VI)
    assert view.standing == "Đã dời lịch."


def test_the_code_of_a_form_keeps_its_deadline(portal: PortalCase) -> None:
    made = code_of(portal, LINKS, "attendance")
    assert made.target == "https://example.gov.vn/a"
    assert made.deadline is not None
    assert made.deadline.iso == "2026-06-30T15:00:00+07:00"


def test_a_deadline_told_apart_from_its_link_counts(portal: PortalCase) -> None:
    stated = "deadlines: {what: Xác nhận, at: 29/6/2026 17h, link: attendance}\n"
    made = code_of(portal, LINKS.replace(", deadline: 30/6/2026 15h", "") + stated, "attendance")
    assert made.deadline is not None
    assert made.deadline.iso == "2026-06-29T17:00:00+07:00"


def test_the_code_of_a_form_for_a_meeting_that_is_off_says_that(portal: PortalCase) -> None:
    made = code_of(portal, f"{LINKS}status: hoãn\n", "attendance")
    assert (made.target, made.notice) == ("", "Đã hoãn, chưa có lịch mới.")
    assert made.deadline is None
    assert code_of(portal, f"{LINKS}status: hoãn\n", "support").target == "https://example.gov.vn/b"


def test_a_session_without_a_place_of_its_own_is_shown_where_the_meeting_is(portal: PortalCase) -> None:
    text = MEETING.replace("01/7/2026 8 giờ", "[01/7/2026 8h, {start: 01/7/2026 14h, venue: Nghĩa trang}]")
    read, _ = load(portal.write(f"meetings/{MEETING_ID}/meeting.yml", f"{text}venue: Nhà văn hóa\n").root)
    assert read is not None
    view = meeting_view(read.by_id[MEETING_ID], read, inspected(read), BASE, VI)
    assert [session.company.venue for session in view.sessions] == ["Nhà văn hóa", "Nghĩa trang"]


@pytest.mark.parametrize(
    ("kind", "paper"), [("cong-van", "Công văn"), ("thong-bao", "Thông báo"), ("cong-dien", "Công điện")]
)
def test_a_paper_is_called_what_it_is(portal: PortalCase, kind: str, paper: str) -> None:
    view = view_of(portal, f"letter: {{kind: {kind}, number: 5, addressees: Các sở}}\n")
    assert view.paper == paper.lower()
    assert view.printed.current == f"{paper} này là bản mới nhất."
    assert view.letter_note.startswith(f"{paper} mới nhất: số 05-")
