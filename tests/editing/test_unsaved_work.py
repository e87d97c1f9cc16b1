"""Work that is not saved: it outlives the editor, is taken back whole, and no other window wipes it out."""

from __future__ import annotations

import re
from typing import TypeAlias

import pytest
from clerks import Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop import git
from sample_files import pdf

Desk: TypeAlias = tuple[PortalCase, Clerk]
FILE = f"meetings/{MEETING_ID}/meeting.yml"
HERE = f"/cuoc-hop/{MEETING_ID}"
OWN = {"title": "Tên của tôi", "organizer": "vp", "form": "in-person"}


def shown(page: str, section: str) -> str:
    """Return what the form of a part says that it began with."""
    form = page[page.index(f"/muc/{section}") :]
    match = re.search(r'name="_shown" value="(\w+)"', form)
    assert match
    return match[1]


def test_a_draft_outlives_the_editor(desk: Desk) -> None:
    portal, clerk = desk
    clerk.post(f"{HERE}/muc/meeting", **OWN)
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Bao cao"))
    with editor(portal.root) as address:
        again = Clerk(address)
        assert "Tên của tôi" in again.get(HERE)
        assert "chưa ai thấy" in again.post(f"{HERE}/luu")
    assert "Tên của tôi" in portal.read(FILE)
    assert (portal.root / f"meetings/{MEETING_ID}/bao-cao.pdf").is_file()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Họp\tgiao\x0bban", "Họp giao ban"),
        ("Họp\u200b giao\u2028ban", "Họp giao ban"),
        ("Họp rất dài, " * 30 + "hết", "Họp rất dài, " * 30 + "hết"),
    ],
    ids=["tab and soft break", "characters without width", "long"],
)
def test_words_pasted_from_word_are_taken(desk: Desk, typed: str, held: str) -> None:
    portal, clerk = desk
    portal.write(FILE, portal.read(FILE).replace("title: Họp giao ban", "title: Họp   # như trong giấy"))
    page = clerk.post(f"{HERE}/muc/meeting", **OWN | {"title": typed})
    assert "Chưa lưu" in page
    clerk.post(f"{HERE}/luu")
    assert portal.load().folders[0].meeting.title == held
    assert "# như trong giấy" in portal.read(FILE)


def test_words_that_the_file_cannot_hold_stay_on_the_page(desk: Desk) -> None:
    portal, clerk = desk
    portal.write(FILE, "{title: Họp, organizer: vp, form: online, sessions: 01/7/2026 8 giờ}\n")
    page = clerk.post(f"{HERE}/muc/meeting", **OWN)
    assert "Tên của tôi" in page
    assert "dùng «Xem dạng chữ»" in page


def test_another_window_takes_nothing_back(desk: Desk) -> None:
    _, clerk = desk
    began = shown(clerk.get(HERE), "meeting")
    clerk.post(f"{HERE}/muc/meeting", **OWN, _shown=began)
    page = clerk.post(
        f"{HERE}/muc/meeting", title="Họp giao ban", organizer="vp", form="online", _shown=began
    )
    assert "Tên của tôi" in page
    assert 'value="online" selected' in page
    page = clerk.post(f"{HERE}/muc/meeting", **OWN | {"title": "Tên khác nữa"}, _shown=began)
    assert "cửa sổ khác" in page
    assert "Tên khác nữa" in page
    clerk.post(f"{HERE}/muc/meeting", **OWN | {"title": "Tên khác nữa"}, _shown=shown(page, "meeting"))
    assert "Tên khác nữa" in clerk.get(f"{HERE}/trang")


def test_a_document_that_is_taken_back_was_never_there(desk: Desk) -> None:
    portal, clerk = desk
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Ban mot"))
    clerk.post(f"{HERE}/luu")
    before = {path: path.read_bytes() for path in (portal.root / "meetings").rglob("*") if path.is_file()}
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Ban hai"))
    assert "bao-cao-ban-1" in clerk.get(HERE)
    clerk.post(f"{HERE}/bo")
    clerk.drop(f"{HERE}/tep", "nham.pdf", pdf("Nham"))
    clerk.post(f"{HERE}/muc/documents", **{"documents/0/file": "bao-cao.pdf", "_do": "check"})
    clerk.post(f"{HERE}/luu")
    assert {path: path.read_bytes() for path in before} == before
    assert not (portal.root / f"meetings/{MEETING_ID}/nham.pdf").exists()


def test_a_file_that_the_meeting_does_not_name_is_not_published(desk: Desk) -> None:
    portal, clerk = desk
    portal.git("config", "user.name", "Văn thư")
    portal.git("config", "user.email", "van-thu@example.invalid")
    (portal.root / f"meetings/{MEETING_ID}/nham.pdf").write_bytes(pdf("Nham"))
    clerk.drop(f"{HERE}/tep", "Tờ trình 12.pdf", pdf("To trinh"))
    clerk.post(f"{HERE}/luu")
    form = clerk.get(HERE)
    assert '<li><a href="#documents">Tài liệu</a>: Tệp «nham.pdf»' in form
    assert re.search('<p class="review" id="wrong-documents-1">Tệp «nham.pdf»', form)
    page = clerk.get(f"{HERE}/dang")
    assert "Tờ trình 12.pdf" in page
    assert "nham.pdf" not in page
    clerk.post(f"{HERE}/dang")
    committed = git.text(portal.root, "ls-files", "-z")
    assert "Tờ trình 12.pdf" in committed
    assert "nham.pdf" not in committed


def test_text_is_saved_as_it_was_typed(desk: Desk) -> None:
    portal, clerk = desk
    text = portal.read(FILE).replace("Họp giao ban", "Họp bàn đường")
    assert "chưa ai thấy" in clerk.post(f"{HERE}/luu", text=text)
    assert portal.read(FILE) == text


def test_an_entry_still_to_be_filled_keeps_its_place(desk: Desk) -> None:
    portal, clerk = desk
    portal.write(FILE, portal.read(FILE).replace("- Trưởng các phòng", "- …\n      - Trưởng các phòng"))
    pairs = [
        ("points/0/name", "Phòng họp 1"),
        ("points/0/attendees/0/text", ""),
        ("points/0/attendees/0/name", ""),
        ("points/0/attendees/1/text", "Trưởng các phòng"),
    ]
    assert 'name="points/0/attendees/1/text"' in clerk.post_pairs(f"{HERE}/muc/places", pairs)
    clerk.post_pairs(f"{HERE}/muc/places", [*pairs, ("_do", "remove:points/0/attendees/0")])
    clerk.post(f"{HERE}/luu")
    assert "- Trưởng các phòng" in portal.read(FILE)
    assert "…" not in portal.read(FILE)
