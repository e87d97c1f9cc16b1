"""Common things in one step: what they write is what the model wants, and `phonghop check` takes it."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from clerks import Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop.editing.steps import Announcement, documents, held, put_off, withdrawn
from phonghop.source.nodes import Plain
from sample_files import pdf

Desk: TypeAlias = tuple[PortalCase, Clerk]
FILE = f"meetings/{MEETING_ID}/meeting.yml"
HERE = f"/cuoc-hop/{MEETING_ID}"


def test_a_short_form_becomes_a_record_when_more_is_told() -> None:
    data: dict[str, Plain] = {"documents": ["bao-cao.pdf", {"id": "a", "file": "a.pdf", "title": "Tờ trình"}]}
    assert documents(data) == ["bao-cao.pdf", "Tờ trình"]
    assert held(data, 0, "30/6/2026 8 giờ")["documents"] == [
        {"id": "bao-cao", "file": "bao-cao.pdf", "release": "30/6/2026 8 giờ"},
        {"id": "a", "file": "a.pdf", "title": "Tờ trình"},
    ]
    assert withdrawn(data, 1, "Nhầm")["documents"] == [
        "bao-cao.pdf",
        {"id": "a", "file": "a.pdf", "title": "Tờ trình", "withdrawn": {"reason": "Nhầm"}},
    ]
    assert data["documents"] == ["bao-cao.pdf", {"id": "a", "file": "a.pdf", "title": "Tờ trình"}]


def test_a_held_document_is_let_go() -> None:
    data: dict[str, Plain] = {"documents": {"id": "a", "file": "a.pdf", "release": "30/6/2026 8 giờ"}}
    assert held(data, 0, "")["documents"] == [{"id": "a", "file": "a.pdf"}]


@pytest.mark.parametrize("state", ["postponed", "cancelled", "moved"])
def test_a_meeting_is_put_off(desk: Desk, state: str) -> None:
    portal, clerk = desk
    clerk.post(f"{HERE}/buoc", step="status", state=state, reason="Bão", when="10/7/2026 14 giờ", where="")
    clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    assert f"state: {state}" in text
    assert portal.check().exit_code == 0, portal.check().output
    if state == "moved":
        assert "10/7/2026 14 giờ" in text
        assert "was:" in text
    clerk.post(f"{HERE}/buoc", step="status", state="scheduled", reason="", when="", where="")
    clerk.post(f"{HERE}/luu")
    assert "status:" not in portal.read(FILE)


def test_a_moved_meeting_keeps_where_it_was() -> None:
    data: dict[str, Plain] = {"sessions": "01/7/2026 8 giờ", "venue": {"name": "Phòng 1", "address": "số 2"}}
    moved = put_off(data, None, Announcement("moved", where="Phòng 5"))
    assert moved["status"] == {"state": "moved", "was": {"venue": "Phòng 1"}}
    assert moved["venue"] == "Phòng 5"


def test_a_second_move_before_publishing_keeps_the_time_of_the_letters() -> None:
    published: dict[str, Plain] = {"sessions": "01/7/2026 8 giờ", "venue": "Phòng 1"}
    mistyped = put_off(published, published, Announcement("moved", when=["02/7/2026 9 giờ"], where="Phòng 5"))
    corrected = put_off(mistyped, published, Announcement("moved", when=["03/7/2026 9 giờ"]))
    assert corrected == {
        "sessions": ["03/7/2026 9 giờ"],
        "venue": "Phòng 1",
        "status": {"state": "moved", "was": {"sessions": ["01/7/2026 8 giờ"]}},
    }
    # Nobody has published this one: what the move itself tells is enough.
    corrected = put_off(mistyped, None, Announcement("moved", when=["03/7/2026 9 giờ"]))
    assert corrected["status"] == {"state": "moved", "was": {"sessions": ["01/7/2026 8 giờ"]}}


def test_a_move_after_a_published_one_tells_the_time_that_was_told_last() -> None:
    first: dict[str, Plain] = {"sessions": ["01/7/2026 8 giờ"]}
    published = put_off(first, first, Announcement("moved", when=["02/7/2026 9 giờ"]))
    again = put_off(published, published, Announcement("moved", "Bão", ["05/7/2026 9 giờ"]))
    assert again["status"] == {"state": "moved", "reason": "Bão", "was": {"sessions": ["02/7/2026 9 giờ"]}}


@pytest.mark.parametrize("is_published", [True, False])
@pytest.mark.parametrize("state", ["scheduled", "cancelled"])
def test_a_move_that_is_taken_back_leaves_the_times_of_the_letters(state: str, *, is_published: bool) -> None:
    told: dict[str, Plain] = {
        "sessions": [{"start": "01/7/2026 8 giờ", "label": "Phiên sáng"}],
        "venue": "Phòng 1",
    }
    moved = put_off(told, told, Announcement("moved", when=["02/7/2026 9 giờ"], where="Phòng 5"))
    back = put_off(moved, told if is_published else None, Announcement(state))
    assert {**back, "status": None} == {**told, "status": None}


def test_a_place_that_only_a_move_named_goes_with_it() -> None:
    told: dict[str, Plain] = {"sessions": ["01/7/2026 8 giờ"], "points": [{"name": "Phòng họp 1"}]}
    moved = put_off(told, told, Announcement("moved", where="Phòng 5"))
    assert put_off(moved, told, Announcement("scheduled")) == told


def test_a_move_that_people_were_told_of_stands_when_the_meeting_is_cancelled() -> None:
    told: dict[str, Plain] = {"sessions": ["01/7/2026 8 giờ"]}
    moved = put_off(told, told, Announcement("moved", when=["02/7/2026 9 giờ"]))
    cancelled = put_off(moved, moved, Announcement("cancelled"))
    assert cancelled == {"sessions": ["02/7/2026 9 giờ"], "status": {"state": "cancelled"}}


def test_each_session_moves_to_its_own_time_and_stays_what_it_is() -> None:
    sessions: list[Plain] = [
        {"start": "01/7/2026 8 giờ", "end": "11 giờ", "label": "Phiên trù bị", "lunar": "17 tháng Năm"},
        "01/7/2026 14 giờ",
    ]
    moved = put_off(
        {"sessions": sessions}, None, Announcement("moved", when=["08/7/2026 8h-11h", "08/7/2026 14 giờ"])
    )
    assert moved["sessions"] == [{"label": "Phiên trù bị", "start": "08/7/2026 8h-11h"}, "08/7/2026 14 giờ"]
    assert moved["status"] == {
        "state": "moved",
        "was": {"sessions": [{"start": "01/7/2026 8 giờ", "end": "11 giờ"}, "01/7/2026 14 giờ"]},
    }


@pytest.mark.parametrize(
    ("when", "where", "sentence"),
    [
        ("", "", "Ghi giờ mới hoặc nơi mới"),
        ("10/7/2026", "", "giờ bắt đầu"),
        ("a\nb", "", "Cuộc họp có 1 phiên"),
        ("32/7/2026 8h", "", "32/7/2026"),
    ],
)
def test_a_move_to_no_time_changes_nothing_and_keeps_what_was_typed(
    desk: Desk, when: str, where: str, sentence: str
) -> None:
    portal, clerk = desk
    page = clerk.post(f"{HERE}/buoc", step="status", state="moved", reason="Bão to", when=when, where=where)
    assert sentence in page
    assert 'value="Bão to"' in page
    assert "Chưa lưu" not in page
    clerk.post(f"{HERE}/luu")
    assert "status" not in portal.read(FILE)


def test_a_meeting_of_several_sessions_asks_for_each_time(desk: Desk) -> None:
    portal, clerk = desk
    clerk.post_pairs(
        f"{HERE}/muc/time",
        [("sessions/0/start", "01/7/2026 8 giờ"), ("sessions/1/start", "01/7/2026 14 giờ")],
    )
    page = clerk.post(
        f"{HERE}/buoc", step="status", state="moved", reason="", when="10/7/2026 8 giờ", where=""
    )
    assert "ghi đủ 2 giờ mới" in page
    clerk.post(
        f"{HERE}/buoc",
        step="status",
        state="moved",
        reason="",
        when="10/7/2026 8 giờ\r\n10/7/2026 14 giờ",
        where="",
    )
    clerk.post(f"{HERE}/luu")
    assert "10/7/2026 14 giờ" in portal.read(FILE)
    assert portal.check().exit_code == 0, portal.check().output


@pytest.mark.parametrize("name", ["Tờ trình số 12.pdf", "BAO CAO.PDF"])
def test_names_as_people_give_them_are_held_and_withdrawn(desk: Desk, name: str) -> None:
    portal, clerk = desk
    clerk.drop(f"{HERE}/tep", name, pdf("Bao cao"))
    page = clerk.post(f"{HERE}/buoc", step="hold", document="0", until="ngày kia")
    assert "không phải là một ngày" in page
    assert 'value="ngày kia"' in page
    assert 'class="step" open' in page
    page = clerk.post(f"{HERE}/buoc", step="hold", document="0", until="30/6/2026 8 giờ")
    assert "Giữ tài liệu đến một giờ: đã ghi vào biểu mẫu, chưa lưu." in page
    clerk.post(f"{HERE}/luu")
    clerk.drop(f"{HERE}/tep", name, pdf("Bao cao hai"))
    clerk.post(f"{HERE}/buoc", step="withdraw", document="0", reason="Gửi nhầm")
    clerk.post(f"{HERE}/luu")
    assert portal.check().exit_code == 0, portal.check().output


def test_papers_are_held_and_withdrawn_by_their_steps(desk: Desk) -> None:
    portal, clerk = desk
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Bao cao"))
    clerk.post(f"{HERE}/buoc", step="hold", document="0", until="30/6/2026 8 giờ")
    clerk.post(f"{HERE}/luu")
    assert "release: 30/6/2026 8 giờ" in portal.read(FILE)
    clerk.post(f"{HERE}/buoc", step="withdraw", document="0", reason="Gửi nhầm")
    clerk.post(f"{HERE}/buoc", step="withdraw", document="7", reason="Không có")
    clerk.post(f"{HERE}/luu")
    assert "Gửi nhầm" in portal.read(FILE)
    assert portal.check().exit_code == 0, portal.check().output


def test_a_letter_that_tells_no_day_is_asked_for_it(desk: Desk) -> None:
    portal, clerk = desk
    letter = "ĐẢNG ỦY XÃ\n\nTHÔNG BÁO\nSinh hoạt chi bộ tháng 12\n\nKính mời các đồng chí dự họp.\n".encode()
    status, _ = clerk.drop("/giay-moi", "giay-moi.txt", letter)
    assert status == 422
    status, where = clerk.drop("/giay-moi", "giay-moi.txt", letter, day="2026-12-05")
    assert (status, where) == (200, "/cuoc-hop/2026-12-05-sinh-hoat-chi-bo-thang-12")
    assert "05/12/2026" in portal.read("meetings/2026-12-05-sinh-hoat-chi-bo-thang-12/meeting.yml")
    assert clerk.drop("/giay-moi", "giay-moi.txt", letter, day="5/12")[0] == 422


def test_codes_are_issued_only_when_asked(portal: PortalCase) -> None:
    issued: list[str] = []
    portal.with_settings().meeting()
    portal.write(".gitignore", "/in/\n.cache/\n").commit()
    with editor(
        portal.root, unissued=lambda _: [] if issued else ["Trang cuộc họp"], issue=issued.append
    ) as address:
        clerk = Clerk(address)
        page = clerk.get(f"{HERE}/in")
        assert "Trang cuộc họp" in page
        assert "còn mãi" in page
        assert issued == []
        assert "Đã cấp mã" in clerk.post(f"{HERE}/in")
        assert issued == [MEETING_ID]
        clerk.post(f"{HERE}/muc/meeting", title="", organizer="vp", form="online")
        assert "Chưa in được" in clerk.post(f"{HERE}/in")
        assert issued == [MEETING_ID]


def test_two_documents_whose_names_differ_in_marks_alone_get_ids_of_their_own(desk: Desk) -> None:
    portal, clerk = desk
    for n, name in enumerate(("bao-cao.pdf", "Báo cáo.pdf", "Bao cao.pdf")):
        assert clerk.drop(f"{HERE}/tep", name, pdf(f"Ban {n}"))[0] == 200
    clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    assert "- bao-cao.pdf" in text
    assert "id: bao-cao-2" in text
    assert "id: bao-cao-3" in text
    assert portal.check().exit_code == 0, portal.check().output
