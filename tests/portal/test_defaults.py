"""What a meeting takes from its body, and that nothing is taken from nowhere."""

from __future__ import annotations

import pytest

from phonghop import wording
from phonghop.model import Body, Meeting
from phonghop.paper.letters import Letter, compose
from phonghop.paper.letters.form import profile_of
from phonghop.portal.defaults import settled
from phonghop.text.runs import plain_text

MEETING = {"title": "Hội nghị sơ kết", "organizer": "x", "sessions": ["01/7/2026 8 giờ"], "form": "in-person"}


def body(**more: object) -> Body:
    return Body.model_validate({"id": "x", "name": "Cơ quan Mẫu", **more})


def letter(who: Body, **more: object) -> Letter:
    return compose(settled(Meeting.model_validate({**MEETING, **more}), who), who, "print", {})


@pytest.mark.parametrize(
    ("letters", "title"),
    [
        ("party-hd05", ["ĐẢNG CỘNG SẢN VIỆT NAM"]),
        ("state-nd30", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]),
        ("plain", []),
    ],
)
def test_the_heading_is_that_of_the_body(letters: str, title: list[str]) -> None:
    made = letter(body(letters=letters, symbol="CQ"))
    assert [line.text for line in profile_of(made).title] == title


def test_a_body_may_have_a_heading_of_its_own() -> None:
    made = letter(body(letters="state-nd30", symbol="TĐTN", masthead="Đoàn TNCS Hồ Chí Minh"))
    assert [line.text for line in profile_of(made).title] == ["ĐOÀN TNCS HỒ CHÍ MINH"]


def test_a_body_without_letters_has_no_letter_unless_the_meeting_says_how() -> None:
    family = body(letters="none")
    assert not settled(Meeting.model_validate(MEETING), family).has_letter
    assert settled(Meeting.model_validate({**MEETING, "letter": {"profile": "plain"}}), family).has_letter


def test_a_meeting_may_have_no_letter() -> None:
    office = body(letters="party-hd05", symbol="TU")
    assert not settled(Meeting.model_validate({**MEETING, "letter": "none"}), office).has_letter


@pytest.mark.parametrize(
    ("letters", "kind", "number", "line"),
    [
        ("party-hd05", "giay-moi", None, "Số       -GM/CQ"),
        ("party-hd05", "giay-moi", "5", "Số 05-GM/CQ"),
        ("party-hd05", "cong-van", "1064", "Số 1064-CV/CQ"),
        ("party-hd05", "thong-tri", "12", "Số 12-TT/CQ"),
        ("party-hd05", "cong-van", "số 3358-CV/VPTW", "Số 3358-CV/VPTW"),
        ("state-nd30", "giay-moi", "7", "Số: 07/GM-CQ"),
        ("state-nd30", "cong-van", "125", "Số: 125/CQ"),
        ("state-nd30", "cong-dien", "12", "Số: 12/CĐ-CQ"),
        ("state-nd30", "thong-bao", "31", "Số: 31/TB-CQ"),
        ("state-nd30", "thu-moi", None, ""),
        ("state-nd30", "thu-moi", "15/2026", "Số: 15/2026"),
        ("plain", "giay-moi", "7", "Số: 07/GM-CQ"),
    ],
)
def test_numbers_are_written_in_the_way_of_the_form(
    letters: str, kind: str, number: str | None, line: str
) -> None:
    said = {"kind": kind, **({"number": number} if number else {})}
    assert letter(body(letters=letters, symbol="CQ"), letter=said).number == line


@pytest.mark.parametrize("symbol", [{"symbol": "không"}, {}])
def test_a_body_without_a_symbol_prints_no_number_line(symbol: dict[str, str]) -> None:
    made = letter(body(letters="party-hd05" if symbol else "plain", **symbol))
    assert made.number == ""


def test_the_usual_signature_recipients_sections_and_numbering_are_taken() -> None:
    office = body(
        letters="party-hd05",
        symbol="CQ",
        signature={"post": "Chánh Văn phòng", "name": "Trần Thị Mẫu"},
        recipients=["Thường trực", "Lưu Văn phòng"],
        sections=[{"heading": "Lúc", "content": "time"}, {"heading": "Xin nhớ", "text": "Đúng giờ."}],
        numbering="roman",
    )
    made = letter(office)
    assert [(s.post, s.name) for s in made.signatures] == [("CHÁNH VĂN PHÒNG", "Trần Thị Mẫu")]
    assert [plain_text(line) for line in made.recipients] == [
        "Như thành phần mời", "Thường trực", "Lưu Văn phòng",
    ]  # fmt: skip
    assert [block.text for block in made.body] == [
        "I. Lúc: bắt đầu từ 08 giờ 00 phút, ngày 01/7/2026 (thứ Tư).",
        "II. Xin nhớ: Đúng giờ.",
    ]
    own = letter(office, letter={"kind": "cong-van", "addressees": ["A"], "recipients": ["Như trên", "Lưu"]})
    assert [plain_text(line) for line in own.recipients] == ["Như trên", "Lưu"]
    usual = letter(office, letter={"kind": "cong-van", "addressees": ["A"]})
    assert plain_text(usual.recipients[0]) == "Như trên"


@pytest.mark.parametrize(
    ("honorific", "shown"), [("Đồng chí", "Đồng chí Lê Mẫu"), ("không", "Lê Mẫu"), (None, "Lê Mẫu")]
)
def test_an_honorific_is_the_body_s_or_none(honorific: str | None, shown: str) -> None:
    office = body(letters="plain", **({"honorific": honorific} if honorific else {}))
    people = {"points": [{"name": "P", "chair": {"name": "Lê Mẫu"}, "attendees": [
        {"text": "Nhóm", "members": [{"name": "Vũ Mẫu", "honorific": "Bà"}, {"name": "Lê Mẫu"}]}]}],
        "contacts": [{"id": "a", "name": "Lê Mẫu", "unit": "Phòng"}]}  # fmt: skip
    meeting = settled(Meeting.model_validate({**MEETING, **people}), office)
    point = meeting.points[0]
    assert point.chair
    assert plain_text(wording.attendee(point.chair)) == shown
    assert plain_text(wording.attendee(point.attendees[0])) == f"Nhóm: Bà Vũ Mẫu; {shown}"
    assert wording.contact(meeting.contacts[0], "print") == f"{shown}, Phòng"


@pytest.mark.parametrize(
    ("more", "first"),
    [
        ({}, "Như thành phần mời"),
        ({"addressees": ["Các sở"]}, "Như trên"),
        ({"blank_addressee": "có"}, "Như trên"),
        ({"kind": "cong-van", "addressees": ["Các sở"]}, "Như trên"),
    ],
)
def test_recipients_begin_with_those_whom_the_head_names(more: dict[str, object], first: str) -> None:
    made = letter(body(letters="state-nd30", symbol="CQ", recipients="Lưu: VT"), letter=more)
    assert plain_text(made.recipients[0]) == first


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Tọa đàm: Làm sao để không kiệt sức?", "mời dự Tọa đàm: Làm sao để không kiệt sức?"),
        ("Đại lễ Vu Lan", "mời dự Đại lễ Vu Lan."),
        ("Hội chẩn ca bệnh khó", "mời dự buổi hội chẩn ca bệnh khó."),
        ("Lễ tang cụ Trần Văn Mẫu", "Cơ quan Mẫu thông báo Lễ tang cụ Trần Văn Mẫu như sau:"),
    ],
)
def test_an_invitation_fits_what_it_invites_to(title: str, opening: str) -> None:
    made = letter(body(letters="plain"), title=title, form=None)
    assert plain_text(made.opening[0]).endswith(opening)


def test_only_whom_no_form_binds_goes_without_a_line_for_the_day() -> None:
    assert not letter(body(letters="plain")).is_dated
    assert letter(body(letters="party-hd05", symbol="CQ")).is_dated


def test_two_who_preside_together_are_named_once_as_such() -> None:
    people = [{"name": "Lê Văn Mẫu", "honorific": "Ông"}, {"name": "Hà Thị Mẫu", "honorific": "Bà"}]
    made = letter(body(letters="plain"), chair={"text": "Đồng chủ trì", "members": people})
    text = "\n".join(block.text for block in made.body)
    assert "Đồng chủ trì: Ông Lê Văn Mẫu; Bà Hà Thị Mẫu." in text
    assert "Chủ trì: Đồng" not in text
