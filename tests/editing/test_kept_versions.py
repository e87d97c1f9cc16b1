"""A version that was kept aside: compared with the meeting in words, taken over where it is wanted, then deleted."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TypeAlias

import pytest
from clerks import Clerk

from driver import MEETING_ID, PortalCase
from phonghop.editing.differences import data_of, differences, taken_over
from phonghop.editing.kept import keep_aside, kept_versions
from phonghop.source.patch import patched
from sample_files import pdf

Desk: TypeAlias = tuple[PortalCase, Clerk]
FILE = f"meetings/{MEETING_ID}/meeting.yml"
HERE = f"/cuoc-hop/{MEETING_ID}"
KEPT = f"{HERE}/de-rieng"

BEFORE = """\
title: Họp giao ban   # như trong giấy
organizer: vp
form: in-person
sessions: 01/7/2026 8 giờ
points:
  - name: Phòng họp 1
    attendees: [Trưởng các phòng, Chuyên viên, {name: Lê Văn C, titles: Phó phòng}]
documents: [bao-cao.pdf, to-trinh.pdf]
"""
AFTER = """\
title: Họp giao ban tháng 7
organizer: vp
form: online
sessions: [{start: 01/7/2026 9 giờ, label: Sáng}, 02/7/2026 9 giờ]
points:
  - name: Phòng họp 1
    attendees: [Trưởng các phòng, {name: Trần Thị B, titles: [Phó Chủ tịch, Trưởng ban]}, {name: Lê Văn C, titles: Trưởng phòng}]
documents: [{id: so-lieu, file: so-lieu.xlsx, title: Số liệu}, to-trinh.pdf]
contacts: [{id: a, unit: Văn phòng (public), phone: 0900 000 001}]
"""


def held(text: str) -> dict[str, object]:
    data = data_of(text)
    assert data is not None
    return data


def test_each_place_that_differs_is_told_in_the_words_of_the_form() -> None:
    told = differences(held(BEFORE), held(AFTER), (), "vi")
    assert [(label, how, before, after) for label, how, before, after, _ in told] == [
        ("Tên cuộc họp", "changed", "Họp giao ban", "Họp giao ban tháng 7"),
        ("Hình thức", "changed", "trực tiếp", "trực tuyến"),
        ("Phiên 1", "changed", "01/7/2026 8 giờ", "01/7/2026 9 giờ · Sáng"),
        ("Phiên 2", "new", "", "02/7/2026 9 giờ"),
        ("Điểm cầu 1 › Thành phần 2", "changed", "Chuyên viên", "Trần Thị B · Phó Chủ tịch · Trưởng ban"),
        ("Điểm cầu 1 › Thành phần 3 › Chức vụ 1", "changed", "Phó phòng", "Trưởng phòng"),
        ("Tài liệu 1", "changed", "bao-cao.pdf", "so-lieu.xlsx · Số liệu"),
        ("Đầu mối liên hệ 1", "new", "", "Văn phòng (public) · 0900 000 001"),
    ]
    assert [label for label, *_, on_paper_only in told if on_paper_only] == ["Đầu mối liên hệ 1"]


def test_an_id_that_follows_from_the_file_is_no_difference_but_comes_with_what_needs_it() -> None:
    old = {"documents": ["bao-cao.pdf"]}
    new = {"documents": [{"id": "bao-cao", "file": "bao-cao.pdf", "release": "01/7/2026 8 giờ"}]}
    assert [difference.label for difference in differences(old, new, (), "vi")] == [
        "Tài liệu 1 › Phát hành lúc"
    ]
    assert taken_over(old, new, ()) == old
    assert taken_over(old, new, {0}) == new
    assert differences(new, old, (), "vi")[0].how == "gone"
    assert taken_over(new, old, {0}) == {"documents": [{"id": "bao-cao", "file": "bao-cao.pdf"}]}


def test_nothing_taken_changes_nothing_and_all_taken_is_the_other() -> None:
    old, new = held(BEFORE), held(AFTER)
    assert patched(BEFORE, taken_over(old, new, ())) == BEFORE
    count = len(differences(old, new, (), "vi"))
    whole = taken_over(old, new, range(count))
    assert differences(whole, new, (), "vi") == []
    for n in range(count):
        left = differences(taken_over(old, new, {n}), new, (), "vi")
        assert len(left) == count - 1
    text = patched(BEFORE, taken_over(old, new, {0}))
    assert text == BEFORE.replace("Họp giao ban ", "Họp giao ban tháng 7 ")


def rows(page: str) -> list[str]:
    return re.findall(r'name="take" value="\d+"> ([^<]+)</label>', unescape(page))


def take(clerk: Clerk, page: str, *chosen: tuple[str, str]) -> str:
    hidden = [(key, re.findall(f'name="{key}" value="([^"]+)"', page)[0]) for key in ("version", "shown")]
    return clerk.post_pairs(KEPT, [*hidden, *chosen])


@pytest.fixture
def clash(desk: Desk) -> Desk:
    """Two clerks have changed the title; ours changed the form as well, theirs the hour."""
    portal, clerk = desk
    clerk.post(f"{HERE}/muc/meeting", title="Tên của tôi", organizer="vp", form="online")
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Bao cao"))
    theirs = portal.read(FILE).replace("Họp giao ban", "Tên của họ").replace("8 giờ", "9 giờ")
    portal.write(FILE, theirs)
    assert "để riêng" in clerk.post(f"{HERE}/luu")
    assert portal.read(FILE) == theirs
    return portal, clerk


def test_what_is_wanted_is_taken_over_and_the_rest_deleted(clash: Desk) -> None:
    portal, clerk = clash
    assert f'href="{KEPT}"' in clerk.get(HERE)
    page = clerk.get(KEPT)
    assert rows(page) == [
        "Tên cuộc họp",
        "Hình thức",
        "Tài liệu 1",
    ]  # the hour that they have changed stays
    assert "Tên của họ" in page
    assert "Tên của tôi" in page
    assert "Chưa chọn chỗ nào" in take(clerk, page)
    assert "chưa lưu" in take(clerk, page, ("take", "1"), ("take", "2"), ("take-file", "bao-cao.pdf"))
    assert rows(clerk.get(KEPT)) == ["Tên cuộc họp"]
    assert "vừa được sửa" in take(clerk, page, ("take", "0"))
    assert "chưa ai thấy" in clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    for words in ("title: Tên của họ", "form: online", "9 giờ", "- bao-cao.pdf", "# tầng 2"):
        assert words in text
    assert (portal.root / f"meetings/{MEETING_ID}/bao-cao.pdf").read_bytes() == pdf("Bao cao")
    take(clerk, page, ("do", "delete"))
    assert kept_versions(portal.root, MEETING_ID) == []
    assert KEPT not in clerk.get(HERE)
    assert "Không còn bản" in clerk.get(KEPT)


def test_a_kept_document_can_be_looked_at(clash: Desk) -> None:
    portal, clerk = clash
    [kept] = kept_versions(portal.root, MEETING_ID)
    assert clerk.take(KEPT, version=kept.name, file="bao-cao.pdf") == pdf("Bao cao")
    assert clerk.post(KEPT, version="../..", do="delete")
    assert len(kept_versions(portal.root, MEETING_ID)) == 1


def test_a_version_that_cannot_be_read_is_shown_as_its_text(desk: Desk) -> None:
    portal, clerk = desk
    keep_aside(portal.root, MEETING_ID, b"", "title: [Tên của tôi".encode(), {})
    page = clerk.get(KEPT)
    assert "title: [Tên của tôi</textarea>" in page
    assert rows(page) == []


def test_what_is_kept_aside_never_takes_the_place_of_another(tmp_path: Path) -> None:
    for text in (b"1", b"2", b"1", b"3"):
        keep_aside(tmp_path, "m", b"", text, {})
    assert sorted(kept.text or "" for kept in kept_versions(tmp_path, "m")) == ["1", "2", "3"]
