"""The editor's answers: what a clerk does, and what nobody else can do."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from typing import TypeAlias
from urllib.parse import urlsplit

import pytest
from clerks import TOKEN, Clerk

from driver import MEETING_ID, PortalCase
from phonghop.editing.forms import acted
from phonghop.source.nodes import Plain
from phonghop.starter.meetings import blank
from sample_files import pdf

Desk: TypeAlias = tuple[PortalCase, Clerk]
FILE = f"meetings/{MEETING_ID}/meeting.yml"
HERE = f"/cuoc-hop/{MEETING_ID}"


def test_a_change_is_checked_saved_and_leaves_the_rest_of_the_file(desk: Desk) -> None:
    portal, clerk = desk
    before = portal.read(FILE)
    fields = {"title": "Họp giao ban tháng 7", "organizer": "vp", "form": "in-person"}
    assert "Chưa lưu" in clerk.post(f"{HERE}/muc/meeting", **fields)
    assert portal.read(FILE) == before
    assert "chưa ai thấy" in clerk.post(f"{HERE}/luu")
    assert portal.read(FILE) == before.replace("title: Họp giao ban", "title: Họp giao ban tháng 7")


def test_what_is_wrong_is_told_in_the_words_of_the_check(desk: Desk) -> None:
    portal, clerk = desk
    page = clerk.post(f"{HERE}/muc/time", **{"sessions/0/start": "32/7/2026 8 giờ"})
    clerk.post(f"{HERE}/luu")
    told = portal.check().output
    sentence = re.search(r"PH302 ([^;]+);", told)
    assert sentence
    assert sentence[1] in page.replace("&#39;", "'")


def test_lists_grow_shrink_and_turn(desk: Desk) -> None:
    portal, clerk = desk
    pairs = [("points/0/name", "Phòng họp 1"), ("points/0/attendees/0/text", "Trưởng các phòng")]
    page = clerk.post_pairs(f"{HERE}/muc/places", [*pairs, ("_do", "add:points/0/attendees")])
    assert 'name="points/0/attendees/1/text"' in page
    pairs.append(("points/0/attendees/1/text", "Chuyên viên"))
    clerk.post_pairs(f"{HERE}/muc/places", [*pairs, ("_do", "up:points/0/attendees/1")])
    clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    assert text.index("- Chuyên viên") < text.index("- Trưởng các phòng")
    assert "# tầng 2" in text
    assert "# lời của văn thư" in text


@pytest.mark.parametrize(
    ("action", "order"),
    [
        ("move:agenda/3:0", "dabc"),
        ("move:agenda/0:2", "bcad"),
        ("up:agenda/0", "abcd"),
        ("down:agenda/3", "abcd"),
        ("move:agenda/1:x", "abcd"),
        ("move:agenda/9:0", "abcd"),
        ("odd:agenda/1", "abcd"),
        ("remove:agenda/1", "acd"),
    ],
)
def test_items_take_the_place_that_they_are_dragged_to(action: str, order: str) -> None:
    data: dict[str, Plain] = {"agenda": [*"abcd"]}
    assert acted(data, action)["agenda"] == [*order]


def test_a_new_meeting_begins_with_the_template_of_its_kind(desk: Desk) -> None:
    portal, clerk = desk
    name = "2026-09-01-giao-ban-thang-9"
    clerk.post("/moi", title="Giao ban  tháng 9 ", day="2026-09-01", kind="giao-ban")
    template = blank(name, portal.load().settings.bodies[0], "giao-ban")
    assert portal.read(f"meetings/{name}/meeting.yml") == template.replace(
        "title: …", "title: Giao ban tháng 9", 1
    )
    clerk.post("/moi", title="Giao ban tháng 9", day="2026-09-01", kind="giao-ban")
    assert (portal.root / f"meetings/{name}-2/meeting.yml").is_file()


def test_a_copy_has_the_new_title_and_not_the_old_short_one(desk: Desk) -> None:
    portal, clerk = desk
    portal.write(FILE, f"{portal.read(FILE)}short_title: Giao ban tuần trước\n")
    clerk.post("/moi", **{"title": "Giao ban tuần này", "day": "2026-09-01", "from": MEETING_ID})
    text = portal.read("meetings/2026-09-01-giao-ban-tuan-nay/meeting.yml")
    assert "title: Giao ban tuần này" in text
    assert "tuần trước" not in text
    assert "# tầng 2" in text


def test_a_refused_new_meeting_says_all_that_is_missing_and_keeps_what_was_typed(desk: Desk) -> None:
    portal, clerk = desk
    other = "  - {id: ub, name: Ủy ban, letters: state-nd30, honorific: Đồng chí, symbol: UB}\n"
    portal.write("meetings/portal.yml", portal.read("meetings/portal.yml") + other)
    assert "Ủy ban" in clerk.get("/")
    before = sorted(portal.root.rglob("*"))
    page = clerk.post("/moi", title="Họp tổ", day="32/9/2026")
    assert "chọn cơ quan tổ chức" in page
    assert "Chọn ngày họp" in page
    assert 'value="Họp tổ"' in page
    assert "Ghi tên cuộc họp" in clerk.post("/moi", title=" ", day="2026-09-01", organizer="ub")
    assert sorted(portal.root.rglob("*")) == before
    clerk.post("/moi", title="Họp tổ", day="2026-09-01", organizer="ub")
    assert "organizer: ub\n" in portal.read("meetings/2026-09-01-hop-to/meeting.yml")
    portal.write("meetings/portal.yml", "name: [")
    assert "portal.yml" in clerk.post("/moi", title="Họp tổ", day="2026-09-01", organizer="ub")


def test_a_document_is_added_and_replaced_with_its_history(desk: Desk) -> None:
    portal, clerk = desk
    assert clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Ban mot"))[0] == 200
    clerk.post(f"{HERE}/luu")
    assert clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Ban hai"))[0] == 200
    clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    assert "replaced_at: 09:00 01/06/2026" in text
    assert (portal.root / f"meetings/{MEETING_ID}/bao-cao-ban-1.pdf").is_file()
    assert "0 lỗi" in portal.check().output or "Không có lỗi" in portal.check().output


@pytest.mark.parametrize("name", ["../x.pdf", "a/b.pdf", "x.exe", ".an.pdf", "a\\b.pdf", ""])
def test_a_file_with_an_odd_name_is_not_taken(desk: Desk, name: str) -> None:
    portal, clerk = desk
    before = sorted(portal.root.rglob("*"))
    assert clerk.drop(f"{HERE}/tep", name, b"x")[0] == 400
    assert sorted(portal.root.rglob("*")) == before


def test_a_letter_becomes_a_meeting(desk: Desk) -> None:
    _, clerk = desk
    letter = "GIẤY MỜI\nHọp bàn đường\n\n1. Thời gian: 8 giờ, ngày 10/6/2026.\n2. Địa điểm: Hội trường.\n"
    status, address = clerk.drop("/giay-moi", "giay-moi.txt", letter.encode())
    assert (status, address) == (200, "/cuoc-hop/2026-06-10-hop-ban-duong")
    page = clerk.get(address)
    assert 'data-lines="4"' in page
    assert 'id="line-4"' in page
    status, told = clerk.drop("/giay-moi", "mat.txt", f"TỐI MẬT\n{letter}".encode())
    assert status == 400
    assert "độ mật" in told


def test_what_was_never_published_is_told_as_a_whole(desk: Desk) -> None:
    portal, clerk = desk
    portal.git("config", "user.name", "Văn thư")
    portal.git("config", "user.email", "van-thu@example.invalid")
    portal.meeting(meeting_id="2026-07-01-hop-to")
    page = clerk.get("/cuoc-hop/2026-07-01-hop-to/dang")
    assert "Đăng lần đầu" in page
    assert "Tên cuộc họp" not in page
    clerk.post("/cuoc-hop/2026-07-01-hop-to/dang")
    assert "Tên cuộc họp" not in clerk.get("/cuoc-hop/2026-07-01-hop-to/lich-su")


def test_publishing_commits_this_meeting_only(desk: Desk) -> None:
    portal, clerk = desk
    portal.write("content/index.md", "# dở dang\n")
    clerk.post(f"{HERE}/muc/meeting", title="Họp khác", organizer="vp", form="online")
    assert "chưa lưu" in clerk.post(f"{HERE}/dang")
    clerk.post(f"{HERE}/luu")
    told = clerk.get(f"{HERE}/dang")
    assert "trực tuyến" in told
    assert "online" not in told
    assert "<del>Họp giao ban</del> → <ins>Họp khác</ins>" in told
    assert "meeting.yml" not in told
    portal.git("config", "user.name", "Văn thư")
    portal.git("config", "user.email", "van-thu@example.invalid")
    assert "Đã ghi nhận trên máy này" in clerk.post(f"{HERE}/dang")
    assert "Cập nhật cuộc họp: Họp khác" in clerk.get(f"{HERE}/lich-su")
    portal.git("diff", "--quiet", "HEAD", "--", "meetings")
    assert portal.read("content/index.md") == "# dở dang\n"


def test_contacts_of_the_letter_are_not_told_as_seen_by_readers(desk: Desk) -> None:
    portal, clerk = desk
    contact = "contacts:\n  - {id: a, unit: Văn phòng, phone: 0900 000 001"
    text = portal.read(FILE)
    portal.write(FILE, f"{text}{contact}}}\n")
    assert "chỉ trên giấy" in clerk.get(f"{HERE}/dang")
    portal.write(FILE, f"{text}{contact}, visibility: public}}\n")
    assert "chỉ trên giấy" not in clerk.get(f"{HERE}/dang")


def test_two_clerks_at_once_lose_nothing(desk: Desk) -> None:
    portal, clerk = desk
    clerk.post(f"{HERE}/muc/meeting", title="Tên của tôi", organizer="vp", form="in-person")
    portal.write(FILE, portal.read(FILE).replace("01/7/2026 8 giờ", "01/7/2026 9 giờ"))
    assert "cả hai phần đều được giữ" in clerk.post(f"{HERE}/luu")
    assert "Tên của tôi" in portal.read(FILE)
    assert "9 giờ" in portal.read(FILE)
    clerk.post(f"{HERE}/muc/meeting", title="Tên mới của tôi", organizer="vp", form="in-person")
    portal.write(FILE, portal.read(FILE).replace("Tên của tôi", "Tên của người khác"))
    assert "Người khác vừa sửa cùng chỗ" in clerk.post(f"{HERE}/luu")
    assert "Tên của người khác" in portal.read(FILE)
    assert "Tên mới của tôi" in clerk.get(f"{HERE}/de-rieng")


def test_a_broken_file_is_mended_as_text(desk: Desk) -> None:
    portal, clerk = desk
    portal.write(FILE, "title: a: b\n")
    page = clerk.get(HERE)
    assert "dòng 1" in page
    assert "<textarea" in page
    assert "cần sửa" in clerk.get("/")
    clerk.post(f"{HERE}/chu", text="title: ab\norganizer: vp\nform: online\nsessions: 01/7/2026 8 giờ\n")
    clerk.post(f"{HERE}/luu")
    assert portal.check().exit_code == 0


def test_changes_can_be_taken_back(desk: Desk) -> None:
    portal, clerk = desk
    before = portal.read(FILE)
    clerk.post(f"{HERE}/muc/meeting", title="Khác", organizer="vp", form="online")
    clerk.post(f"{HERE}/bo")
    clerk.post(f"{HERE}/luu")
    assert portal.read(FILE) == before


def test_the_preview_says_what_is_typed(desk: Desk) -> None:
    _, clerk = desk
    clerk.post(f"{HERE}/muc/meeting", title="Họp xem trước", organizer="vp", form="online")
    assert clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Bao cao"))[0] == 200
    page = clerk.get(f"{HERE}/trang")
    assert "Họp xem trước" in page
    assert "Bao cao" in page


def raw(clerk: Clerk, method: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    host = urlsplit(clerk.address).netloc
    connection = HTTPConnection(host)
    sent = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    connection.request(method, path, headers=sent)
    answer = connection.getresponse()
    told = answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read().decode()
    connection.close()
    return told


def cookie(clerk: Clerk) -> str:
    return f"phonghop-edit-{urlsplit(clerk.address).port}={TOKEN}"


@pytest.mark.parametrize("path", ["/", HERE, f"{HERE}/giay-moi.pdf", "/cua-trinh-soan/editor.js"])
def test_nobody_reads_without_the_token(desk: Desk, path: str) -> None:
    _, clerk = desk
    assert raw(clerk, "GET", path)[0] == 403
    assert raw(clerk, "GET", path, Cookie=cookie(clerk) + "x")[0] == 403
    assert raw(clerk, "GET", f"{path}?token=falsch")[0] == 403


def test_the_address_of_a_refusal_can_be_opened_again(desk: Desk) -> None:
    _, clerk = desk
    for address in ("luu", "bo", "buoc", "xem", "tep"):
        assert "Họp giao ban" in clerk.get(f"{HERE}/{address}")
    assert "Cuộc họp mới" in clerk.get("/moi")


def test_another_page_of_the_browser_cannot_write_or_read(desk: Desk) -> None:
    portal, clerk = desk
    before = portal.read(FILE)
    for origin in ("https://evil.example", "http://localhost:9999", "null"):
        assert raw(clerk, "POST", f"{HERE}/luu", Cookie=cookie(clerk), Origin=origin)[0] == 403
    assert raw(clerk, "POST", f"{HERE}/luu", Cookie=cookie(clerk))[0] == 403
    status, headers, _ = raw(
        clerk, "GET", "/", Cookie=cookie(clerk), Origin="https://evil.example", Sec_Fetch_Site="cross-site"
    )
    assert status == 403
    assert not any(name.startswith("access-control") for name in headers)
    assert raw(clerk, "GET", "/", Cookie=cookie(clerk), Host="evil.example")[0] == 421
    assert portal.read(FILE) == before


def test_pages_may_load_nothing_from_elsewhere(desk: Desk) -> None:
    _, clerk = desk
    _, headers, page = raw(clerk, "GET", HERE, Cookie=cookie(clerk))
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)


@pytest.mark.parametrize("name", ["..", "%2e%2e", "khong-co", "a%2Fb", "..%5C.."])
def test_no_address_leads_out_of_the_meetings(desk: Desk, name: str) -> None:
    _, clerk = desk
    assert raw(clerk, "GET", f"/cuoc-hop/{name}", Cookie=cookie(clerk))[0] in (404, 307)


def test_the_script_of_our_own_is_small() -> None:
    from driver import PROJECT  # noqa: PLC0415

    assert (PROJECT / "plugins/phonghop/editing/assets/editor.js").stat().st_size < 15_000


def test_a_document_is_held_then_withdrawn_and_the_meeting_postponed(desk: Desk) -> None:
    portal, clerk = desk
    clerk.drop(f"{HERE}/tep", "bao-cao.pdf", pdf("Bao cao"))
    held = {"documents/0/file": "bao-cao.pdf", "documents/0/release": "30/6/2026 8 giờ"}
    clerk.post(f"{HERE}/muc/documents", **held)
    clerk.post(f"{HERE}/luu")
    assert "release: 30/6/2026 8 giờ" in portal.read(FILE)
    assert portal.check().exit_code == 0
    withdrawn = {
        "documents/0/title": "Báo cáo",
        "documents/0/file": "bao-cao.pdf",
        "documents/0/withdrawn/reason": "Gửi nhầm",
    }
    clerk.post(f"{HERE}/muc/documents", **withdrawn)
    clerk.post(
        f"{HERE}/muc/time",
        **{"sessions/0/start": "01/7/2026 8 giờ", "status/state": "postponed", "status/notice": "Hoãn họp."},
    )
    clerk.post(f"{HERE}/luu")
    text = portal.read(FILE)
    assert "withdrawn: Gửi nhầm" in text
    assert "state: postponed" in text
    assert portal.check().exit_code == 0, portal.check().output


def test_the_list_names_a_meeting_that_has_something_to_mend(desk: Desk) -> None:
    portal, clerk = desk
    portal.write(FILE, "title: Họp giao ban\nsessions: 32/7/2026\n")
    page = clerk.get("/")
    assert ">Họp giao ban</a>" in page
    assert "01/7/2026" in page
