"""Sheets: what stands on them, how many pages they take, and codes that scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from paper.letters.expected import squeezed
from paper.letters.letter_samples import CODES, REAL_MEETINGS, meeting, real_portal
from paper.letters.pdf_reading import MM, ReadPdf
from phonghop.model import Meeting
from phonghop.paper.letters import Code
from phonghop.paper.sheets import (
    DoorSheet,
    Wifi,
    delegate_cards,
    door_sheets,
    point_sheets,
    render_cards,
    render_door,
    render_point,
)
from phonghop.text.runs import plain_text

DOCUMENTS = CODES[0]


def door_sheet(meeting: Meeting, code: Code, **more: Any) -> DoorSheet:
    [sheet] = door_sheets(meeting, code, **more)
    return sheet


def text(pdf: ReadPdf) -> str:
    return "".join(squeezed(pdf.page_text(n)) for n in range(pdf.page_count))


def test_door_sheet_says_what_when_where() -> None:
    pdf = ReadPdf(render_door(door_sheet(meeting("giay-moi", "party-hd05"), DOCUMENTS)))
    assert pdf.page_count == 1
    for words in (
        "Hội nghị sơ kết công tác năm 2026",
        "08 giờ 00 phút, ngày 17/12/2026 (thứ Năm)",
        "Hội trường tầng 5, Trụ sở Tỉnh ủy",
        "Tài liệu",
        "hop.example.gov.vn/q/75tctdz/",
    ):
        assert squeezed(words) in text(pdf)
    assert pdf.scanned(blur=1, degrees=2) == {DOCUMENTS.address}


@pytest.mark.parametrize(
    ("wifi", "payload"),
    [
        (Wifi("Hội trường", "a;b:c,d\\"), r"WIFI:T:WPA;S:Hội trường;P:a\;b\:c\,d\\;;"),
        (Wifi("Khach"), "WIFI:T:nopass;S:Khach;;"),
    ],
)
def test_door_sheet_joins_the_wifi(wifi: Wifi, payload: str) -> None:
    pdf = ReadPdf(render_door(door_sheet(meeting("giay-moi", "party-hd05"), DOCUMENTS, wifi=wifi)))
    assert pdf.scanned() == {DOCUMENTS.address, payload}
    assert squeezed(wifi.ssid) in text(pdf)
    assert ("Mậtkhẩu" in text(pdf)) == bool(wifi.password)


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
@pytest.mark.parametrize(("paper", "width"), [("a4", 210), ("a5", 148)])
def test_point_sheet_is_one_page_with_everything(meeting_id: str, paper: str, width: float) -> None:
    real = real_portal().by_id[meeting_id].meeting
    sheets = list(point_sheets(real, {}, DOCUMENTS))
    assert [sheet.point for sheet in sheets] == [point.name for point in real.points]
    for sheet in sheets:
        pdf = ReadPdf(render_point(sheet, paper))  # type: ignore[arg-type]
        assert pdf.page_count == 1
        assert pdf.document[0].get_width() / MM == pytest.approx(width, abs=0.1)
        said = text(pdf)
        for heading, lines in sheet.groups:
            assert squeezed(heading) in said
            assert all(squeezed(plain_text(line)) in said for line in lines)
        assert pdf.scanned() == {DOCUMENTS.address}


def test_point_sheet_carries_internal_contacts() -> None:
    real = real_portal().by_id["2026-07-01-so-ket-mo-hinh-3-cap"].meeting
    phones = [contact.phone for contact in real.contacts if contact.phone]
    for sheet in point_sheets(real, {}):
        assert all(phone in text(ReadPdf(render_point(sheet))) for phone in phones)


def test_point_without_a_chair_tells_who_presides_over_the_whole() -> None:
    points = [{"name": "Điểm cầu chính"}, {"name": "Điểm cầu xã", "chair": "Bí thư xã"}]
    sheets = point_sheets(
        changed(points=points, chair={"text": "Giám đốc", "note": "tại điểm cầu chính"}), {}
    )
    told = [[plain_text(line) for line in dict(sheet.groups)["Chủ trì"]] for sheet in sheets]
    assert told == [["Giám đốc (tại điểm cầu chính)"], ["Bí thư xã"]]


def test_point_has_its_own_code_where_one_is_issued() -> None:
    own = Code("Điểm cầu cấp xã", "https://hop.example.gov.vn/q/aaaaaaa/")
    codes = [sheet.code for sheet in point_sheets(meeting("giay-moi", "party-hd05"), {"xa": own}, DOCUMENTS)]
    assert codes == [DOCUMENTS, own]


def test_cards_fill_pages_by_ten_and_scan() -> None:
    holders = [
        (f"Đại biểu {n}", Code("Xác nhận", f"https://hop.example.gov.vn/q/aaaaaa{n}/")) for n in range(2, 8)
    ]
    holders += [("", DOCUMENTS)] * 5
    pdf = ReadPdf(render_cards(delegate_cards(meeting("giay-moi", "party-hd05"), holders)))
    assert pdf.page_count == 2
    assert pdf.scanned(dpi=200) == {code.address for _, code in holders}
    assert all(squeezed(name) in text(pdf) for name, _ in holders)


def test_a_link_without_a_name_is_told_by_what_it_is_for() -> None:
    link = {"kind": "headcount", "url": "https://example.vn/f", "deadline": "30/6/2026 17 giờ"}
    points = [{"name": "Điểm cầu chính"}, {"name": "Điểm cầu xã"}]
    (sheet, _) = point_sheets(changed(points=points, links=[link]), {})
    [line] = dict(sheet.groups)["Thời hạn"]
    assert plain_text(line).startswith("Xác nhận số lượng")


@pytest.mark.parametrize(
    ("hours", "shown"),
    [((8, 14), ["08 giờ", "14 giờ"]), ((7, 9, 14, 16), ["07 giờ", "…", "16 giờ"])],
)
def test_a_card_tells_every_session_that_it_has_room_for(hours: Sequence[int], shown: Sequence[str]) -> None:
    sessions = [f"01/7/2026 {hour} giờ" for hour in hours]
    (card,) = delegate_cards(changed(sessions=sessions), [("", DOCUMENTS)])
    assert [time[: len(begin)] for time, begin in zip(card.times, shown, strict=True)] == shown


def test_cards_end_between_cut_marks() -> None:
    pdf = ReadPdf(render_cards(delegate_cards(meeting("giay-moi", "party-hd05"), [("", DOCUMENTS)] * 10)))
    marks = sorted({round(rule.y, 1) for rule in pdf.rules if rule.x < 15})
    assert marks == pytest.approx([13.5 + 54 * row for row in range(6)], abs=0.2)


def test_same_sheet_same_bytes() -> None:
    made = meeting("giay-moi", "party-hd05")
    assert render_door(door_sheet(made, DOCUMENTS)) == render_door(door_sheet(made, DOCUMENTS))
    cards = delegate_cards(made, [("A", DOCUMENTS)])
    assert render_cards(cards) == render_cards(cards)


def changed(**changes: object) -> Meeting:
    return Meeting.model_validate({**BARE, **changes})


BARE = {
    "title": "Hội nghị giao ban",
    "organizer": "vp",
    "form": "trực tiếp",
    "sessions": "17/12/2026 8h",
    "points": {"name": "Phòng họp", "venue": "Phòng họp số 1"},
}


def test_the_door_of_a_postponed_meeting_invites_nobody_in() -> None:
    sheet = door_sheet(changed(status="hoãn"), DOCUMENTS)
    assert (sheet.change, sheet.times, sheet.hall) == ("HOÃN", (), "")
    assert sheet.former == ("08 giờ 00 phút, ngày 17/12/2026 (thứ Năm)", "Phòng họp số 1")
    pdf = ReadPdf(render_door(sheet))
    assert pdf.page_count == 1
    assert pdf.scanned() == {DOCUMENTS.address}
    assert "HOÃN" in text(pdf)


def test_the_door_of_a_cancelled_meeting_says_so_whatever_takes_its_place() -> None:
    other = changed(sessions="20/12/2026 8h")
    sheet = door_sheet(changed(status="không họp"), DOCUMENTS, instead=other)
    assert (sheet.change, sheet.times) == ("KHÔNG TỔ CHỨC", ())


def test_the_door_of_a_moved_meeting_tells_both_times() -> None:
    here = door_sheet(changed(status={"state": "dời", "was": "10/12/2026 14h"}), DOCUMENTS)
    assert (here.change, here.hall) == ("DỜI LỊCH", "Phòng họp số 1")
    assert here.times == ("08 giờ 00 phút, ngày 17/12/2026 (thứ Năm)",)
    assert here.former == ("14 giờ 00 phút, ngày 10/12/2026 (thứ Năm)",)
    moved = changed(status={"state": "dời", "replacement": "2026-12-20-hop"})
    there = door_sheet(moved, DOCUMENTS, instead=changed(sessions="20/12/2026 8h"))
    assert there.times == ("08 giờ 00 phút, ngày 20/12/2026 (Chủ nhật)",)
    off_too = door_sheet(moved, DOCUMENTS, instead=changed(status="hoãn"))
    assert off_too.times == ()


def test_the_door_of_a_meeting_in_another_hall_strikes_only_the_hall() -> None:
    sheet = door_sheet(changed(status={"state": "dời", "was": {"venue": "Tầng 2"}}), DOCUMENTS)
    assert (sheet.change, sheet.former, sheet.hall) == ("ĐỔI ĐỊA ĐIỂM", ("Tầng 2",), "Phòng họp số 1")


def test_a_code_not_issued_yet_is_an_empty_frame() -> None:
    pdf = ReadPdf(render_door(door_sheet(changed(), Code("Tài liệu", ""))))
    assert pdf.scanned() == set()
    assert squeezed("(chưa cấp mã)") in text(pdf)


def happening(**changes: object) -> dict[str, tuple[str, ...]]:
    return {sheet.hall: sheet.times for sheet in door_sheets(changed(**changes), DOCUMENTS)}


def test_the_meetings_own_place_is_on_the_door() -> None:
    assert list(happening(points=None, venue="Hội trường A")) == ["Hội trường A"]
    assert list(happening(venue="Hội trường A")) == ["Hội trường A"]


def test_each_hall_has_a_sheet_with_what_happens_there() -> None:
    sessions = [
        {"start": "17/12/2026 8h", "title": "Giao ban"},
        {"start": "17/12/2026 8h", "title": "Tiếp dân", "venue": "Phòng Tiếp dân"},
        {"start": "sáng 18/12/2026", "hour": "sau giao ban", "label": "Họp tổ", "venue": "Phòng Tiếp dân"},
    ]
    assert happening(sessions=sessions) == {
        "Phòng họp số 1": ("08 giờ 00 phút, ngày 17/12/2026 (thứ Năm): Giao ban",),
        "Phòng Tiếp dân": (
            "08 giờ 00 phút, ngày 17/12/2026 (thứ Năm): Tiếp dân",
            "sáng ngày 18/12/2026 (thứ Sáu), sau giao ban: Họp tổ",
        ),
    }


def test_every_single_point_has_a_door_but_no_place_that_others_decide() -> None:
    points = [
        {"name": "Tỉnh", "venue": "Hội trường tỉnh"},
        {"name": "Sở", "venue": "Hội trường Sở"},
        {"name": "Trường", "venue": {"decided_by": "nhà trường"}},
        {"name": "Các xã", "kind": "class", "venue": "tại trụ sở"},
    ]
    assert list(happening(points=points)) == ["Hội trường tỉnh", "Hội trường Sở"]
    assert list(happening(points=points[2:])) == [""]


def test_an_agenda_item_in_another_room_has_its_door() -> None:
    agenda = [
        {"time": "8h-9h", "title": "Phiên toàn thể", "venue": "Phòng họp số 1"},
        {"time": "9h-10h", "title": "Tiểu ban 1", "venue": "C201"},
        {"time": "10h-11h", "title": "Thảo luận", "items": [{"title": "Tiểu ban 2", "venue": "C202"}]},
        {"title": "Tiểu ban 3", "venue": "C203"},
    ]
    rooms = happening(agenda=agenda)
    assert list(rooms) == ["Phòng họp số 1", "C201", "C202", "C203"]
    assert rooms["C201"] == ("09 giờ, ngày 17/12/2026, đến 10 giờ: Tiểu ban 1",)
    assert rooms["C202"] == ("10 giờ, ngày 17/12/2026, đến 11 giờ: Thảo luận: Tiểu ban 2",)
    assert rooms["C203"] == ("Tiểu ban 3",)


def test_a_session_that_sits_in_the_rooms_of_its_items_is_not_on_the_door_of_the_hall() -> None:
    rooms = happening(
        sessions=["17/12/2026 8h", {"start": "chiều 17/12/2026", "label": "Thảo luận tổ"}],
        agenda=[
            {"title": "Khai mạc", "session": "1"},
            {"title": "Thảo luận", "session": "2", "items": [{"title": "Tổ 1", "venue": "A1"}]},
        ],
    )
    assert rooms == {
        "Phòng họp số 1": ("08 giờ 00 phút, ngày 17/12/2026 (thứ Năm)",),
        "A1": ("chiều ngày 17/12/2026 (thứ Năm): Thảo luận: Tổ 1",),
    }


def test_a_long_title_and_a_network_are_one_page() -> None:
    made = changed(title=" ".join(["Hội nghị sơ kết công tác vận hành bộ máy của hệ thống chính trị"] * 4))
    sheet = ReadPdf(render_door(door_sheet(made, DOCUMENTS, wifi=Wifi("TTHN", "dbp-2026"))))
    assert sheet.page_count == 1
    assert len(sheet.scanned(dpi=150)) == 2


def test_a_month_begins_its_line_with_a_capital() -> None:
    sheet = ReadPdf(render_door(door_sheet(changed(sessions="tháng 12/2026"), DOCUMENTS)))
    assert "Trong tháng 12/2026" in " ".join(sheet.page_text(0).split())


def test_a_week_in_one_hall_is_one_page() -> None:
    sessions = [{"start": f"{day}/12/2026 8h", "title": "Họp thành viên thường kỳ"} for day in range(7, 19)]
    assert ReadPdf(render_door(door_sheet(changed(sessions=sessions), DOCUMENTS))).page_count == 1
