"""What the form adds to a letter's words."""

from __future__ import annotations

import pytest

from paper.letters.letter_samples import letter
from phonghop.paper.letters.form import document_title, in_form, name_groups
from phonghop.text.runs import plain_text


@pytest.mark.parametrize(
    ("profile", "prefix", "mark", "end"),
    [
        ("party-hd05", "về việc", ";", "dự Hội nghị."),
        ("party-hd36", "V/v", ",", "dự Hội nghị./."),
        ("state-nd30", "V/v", ";", "dự Hội nghị./."),
    ],
)
def test_each_profile_has_its_marks(profile: str, prefix: str, mark: str, end: str) -> None:
    printed = in_form(letter("cong-van", profile))
    assert printed.subject == (f"{prefix} mời dự Hội nghị sơ kết", "công tác năm 2026")
    assert printed.addressees == (f"Các sở, ban, ngành tỉnh{mark}", "Đảng ủy các xã, phường.")
    lines = [plain_text(line) for line in printed.recipients]
    assert lines == [f"Như trên{mark}", f"Thường trực Tỉnh ủy (để b/c){mark}", "Lưu Văn phòng Tỉnh ủy."]
    assert plain_text(printed.closing).endswith(end)


def test_end_mark_falls_to_the_body_without_a_closing() -> None:
    printed = in_form(letter("giay-moi", "party-hd36", closing=None))
    assert printed.body[-1].text.endswith("./.")


def test_marks_that_a_clerk_typed_are_not_doubled() -> None:
    printed = in_form(
        letter(recipients=["Như trên;", "Lưu Văn phòng Tỉnh ủy."], closing="Trân trọng kính mời!")
    )
    assert [plain_text(line) for line in printed.recipients] == ["Như trên;", "Lưu Văn phòng Tỉnh ủy."]
    assert plain_text(printed.closing) == "Trân trọng kính mời!"


def test_single_addressee_has_no_mark() -> None:
    assert in_form(letter(addressees=["Sở Nội vụ"])).addressees == ("Sở Nội vụ",)


def test_title_of_the_document() -> None:
    assert document_title(letter()) == "Công văn 12-CV/TU: mời dự Hội nghị sơ kết công tác năm 2026"
    assert document_title(letter("giay-moi", number=None, subject=None)) == "Giấy mời"


@pytest.mark.parametrize(
    ("line", "groups"),
    [
        ("THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH", ("THÀNH ỦY", "THÀNH PHỐ HỒ CHÍ MINH")),
        ("ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH", ("ĐẢNG ỦY", "ỦY BAN NHÂN DÂN TỈNH")),
        ("TỈNH ỦY ĐIỆN BIÊN", ("TỈNH ỦY ĐIỆN BIÊN",)),
        ("VĂN PHÒNG", ("VĂN PHÒNG",)),
        ("TRƯỞNG PHÒNG KẾ HOẠCH TỔNG HỢP", ("TRƯỞNG PHÒNG", "KẾ HOẠCH TỔNG HỢP")),
        ("CÔNG TY CỔ PHẦN BAO BÌ TÂN HƯNG PHÁT", ("CÔNG TY CỔ PHẦN", "BAO BÌ TÂN HƯNG PHÁT")),
        ("HỘI ĐỒNG GIA TỘC HỌ CHƯƠNG", ("HỘI ĐỒNG GIA TỘC", "HỌ CHƯƠNG")),
        ("CÔNG ĐOÀN CÔNG TY MAY KÊNH TẺ", ("CÔNG ĐOÀN", "CÔNG TY MAY KÊNH TẺ")),
        ("SỞ NỘI VỤ - SỞ Y TẾ", ("SỞ NỘI VỤ -", "SỞ Y TẾ")),
        ("TRƯỜNG A\nKHOA B", ("TRƯỜNG A", "KHOA B")),
    ],
)
def test_names_break_between_their_parts(line: str, groups: tuple[str, ...]) -> None:
    assert name_groups(line) == groups
