"""Common things in one step: what they write is what the model wants, and `phonghop check` takes it."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from clerks import Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop.editing.steps import documents, held, put_off, withdrawn
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
    moved = put_off(data, "moved", "", "", "Phòng 5")
    assert moved["status"] == {"state": "moved", "was": {"venue": "Phòng 1"}}
    assert moved["venue"] == "Phòng 5"


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
    assert (status, where) == (200, "/cuoc-hop/2026-12-05-giay-moi")
    assert (portal.root / "meetings/2026-12-05-giay-moi/meeting.yml").is_file()
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
