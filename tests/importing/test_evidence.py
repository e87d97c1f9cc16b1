"""What is certain needs two cues: each line here stands where its field is expected, and says something else as well."""

from __future__ import annotations

import pytest
from letter_samples import draft_of

HEAD = "ỦY BAN NHÂN DÂN\nXÃ HÀ ĐÔNG\n\nSố: 12/GM-UBND          Hà Đông, ngày 02 tháng 3 năm 2027\n\nGIẤY MỜI\nHọp giao ban\n\nỦy ban nhân dân xã mời dự họp:\n\n"


def certain(body: str, head: str = HEAD) -> set[str]:
    """Return what the certain fields of a draft hold."""
    return {reading.text for reading in draft_of(head + body).readings if reading.state == "certain"}


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Địa điểm", "Phòng họp tầng 3 hoặc qua Zoom"),
        ("Địa điểm", "Nhà văn hóa thôn Đông, sau lễ di chuyển ra kênh N5"),
        ("Địa điểm", "Buổi 1 tại phòng họp tầng 2"),
        ("Địa điểm đón khách", "Nhà khách xã"),
        ("Thời gian bốc thăm", "8 giờ ngày 10/3/2027"),
        ("Chủ trì", "BS. Hoàng Đức Thiện và ThS. Đỗ Thị Mai Lan"),
        ("Chủ trì", "Bà Nguyễn Thị Hoài - Trưởng Ban; ông Lê Quang, Phó Trưởng Ban dự khuyết"),
        ("Thành phần", "Đội kèn trường THCS có mặt trước 15 phút"),
        ("Thành phần", "Đoàn viên: mỗi chi đoàn 15 người, mang cuốc, xẻng"),
        ("Thành phần", "Như lần trước"),
        ("Thành phần", "Số lượng: 120 đại biểu"),
        ("Thành phần", "Trưởng các phòng (nơi vắng mặt thì cử cấp phó)"),
        ("Nội dung", "Sau khi nghe báo cáo, các đại biểu thảo luận"),
        ("Nội dung", "Chuyên đề chuyển đổi số – đồng chí Lê Văn An báo cáo"),
        ("Phân công", "Văn phòng chuẩn bị báo cáo; Công an xã bảo đảm trật tự"),
        ("Nội dung", "Các ý kiến khác, đề nghị gửi trước về Văn phòng"),
        ("Chương trình", "Gửi kèm giấy mời này"),
    ],
)
def test_words_that_read_otherwise_are_to_be_reviewed(heading: str, line: str) -> None:
    assert not certain(f"1. {heading}: {line}.\n") & {line, *line.split("; "), *line.split(": ")}
    assert not certain(f"1. {heading}:\n- {line}.\n") & {line}


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Địa điểm", "Phòng họp tầng 3, trụ sở Ủy ban nhân dân xã"),
        ("Thời gian họp", "8 giờ ngày 10/3/2027"),
        ("Chủ trì cuộc họp", "Ban Thường vụ Đảng ủy"),
        ("Thành phần tham dự", "Lãnh đạo các sở: Tài chính, Xây dựng; Chủ tịch Ủy ban nhân dân các xã"),
        ("Nội dung", "Thông qua danh mục công trình"),
    ],
)
def test_words_that_read_as_their_field_are_certain(heading: str, line: str) -> None:
    assert line in certain(f"1. {heading}: {line}.\n")


def test_a_deadline_by_which_nothing_is_done_is_to_be_reviewed() -> None:
    body = "1. Phân công:\n- Phòng Kế toán chuẩn bị báo cáo tài chính tính đến hết ngày 31/3/2027.\n- Phòng Tổ chức gửi danh sách trước ngày 05/4/2027.\n"
    assert "31/3/2027" not in certain(body)
    assert "05/4/2027" in certain(body)


def test_offices_that_a_conjunction_joins_are_to_be_reviewed() -> None:
    assert "Phòng Kế toán và Phòng Kế hoạch" not in certain(
        "1. Phân công:\n- Phòng Kế toán và Phòng Kế hoạch chuẩn bị báo cáo.\n"
    )


def test_two_hours_under_two_headings_are_to_be_reviewed() -> None:
    body = "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Địa điểm: Hội trường xã.\n3. Thời gian: 14 giờ ngày 11/3/2027.\n"
    assert not certain(body) & {"8 giờ ngày 10/3/2027", "14 giờ ngày 11/3/2027"}


def test_addressees_go_on_over_a_line_and_end_with_the_body() -> None:
    head = "SỞ Y TẾ\nSố: 1.214/SYT-VP\nV/v mời họp\n\nKính gửi:\n- Trưởng các khoa Nội, Ngoại và\n  Kiểm soát nhiễm khuẩn;\n- Phòng Tài vụ; Phòng Vật tư.\n\n"
    fields = {
        reading.path: reading.text
        for reading in draft_of(head + "a) Thời gian: 8 giờ ngày 10/3/2027.\n").readings
    }
    assert [fields.get(("letter", "addressees", n)) for n in range(4)] == [
        "Trưởng các khoa Nội, Ngoại và Kiểm soát nhiễm khuẩn",
        "Phòng Tài vụ",
        "Phòng Vật tư",
        None,
    ]
    assert fields["letter", "number"] == "1.214"


def test_a_letter_that_changes_another_has_no_certain_hour() -> None:
    head = "SỞ Y TẾ\nSố: 214/SYT-VP\n\nGIẤY MỜI\nĐính chính giấy mời họp giao ban\n\n"
    assert not certain("1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Địa điểm: Hội trường xã.\n", head) & {
        "8 giờ ngày 10/3/2027",
        "Hội trường xã",
    }


def test_the_password_of_an_online_room_is_marked_before_it_is_published() -> None:
    draft = draft_of(HEAD + "1. Hình thức: trực tuyến qua Zoom, ID: 987 6543 2100, mật khẩu: dbcl2026.\n")
    assert [reading.why for reading in draft.readings if "dbcl2026" in reading.text] == ["password"]
    assert "nên bỏ mật khẩu" in draft.text


@pytest.mark.parametrize(
    ("subject", "opening", "is_certain"),
    [
        ("mời dự Hội nghị tổng kết phong trào năm 2027", "Ủy ban nhân dân xã mời các đồng chí dự cuộc họp:", True),
        ("mời dự Hội nghị tổng kết phong trào năm 2027", "Ủy ban nhân dân xã tổ chức Hội nghị biểu dương người tốt việc tốt.", False),
        ("mời viết bài và dự Hội thảo giáo dục vùng cao", "Ban Tổ chức kính mời:", False),
        ("dời Hội nghị tổng kết phong trào năm 2027", "Ủy ban nhân dân xã thông báo:", False),
        ("Họp tổng kết phong trào, 8 giờ ngày 10/3/2027", "Ủy ban nhân dân xã mời:", False),
    ],
)  # fmt: skip
def test_a_subject_that_names_a_meeting_and_nothing_else_is_its_title(
    subject: str, opening: str, is_certain: bool
) -> None:
    head = f"SỞ Y TẾ\nSố: 214/SYT-VP\nV/v {subject}\n\nKính gửi: Các phòng.\n\n{opening}\n\n"
    states = {r.path: r.state for r in draft_of(head + "Địa điểm: Hội trường.\n").readings}
    assert states["title",] == ("certain" if is_certain else "review")


def test_who_invites_is_certain_where_a_name_is_all_that_stands_before_it() -> None:
    states = [
        {r.path: r.state for r in draft_of(HEAD.replace("Ủy ban nhân dân xã", who)).readings}["inviter",]
        for who in ("Thường trực Đảng ủy xã", "Nhà trường lập kế hoạch và")
    ]
    assert states == ["certain", "review"]


@pytest.mark.parametrize(
    ("line", "is_certain"),
    [
        ("Đầu mối: ông Lê Văn Chín, Phòng Kinh tế, ĐT 0900.111.222.", True),
        ("Báo bà Hồ Thị Mười (Văn phòng) - 0900.111.222.", True),
        ("Ông Lê Văn Chín nghỉ thì gọi số 0900.111.222.", False),
        ("Ông Lê Văn Chín. Văn phòng: 0900.111.222.", False),
    ],
)
def test_whom_a_number_reaches_is_certain_beside_it(line: str, is_certain: bool) -> None:
    states = {r.path: r.state for r in draft_of(f"{HEAD}Địa điểm: Hội trường.\n\n{line}\n").readings}
    assert states["contacts", 0, "name"] == ("certain" if is_certain else "review")


def test_a_note_names_only_those_whose_number_stands_in_it() -> None:
    body = "Địa điểm: Hội trường.\n\nBáo về ông Lê Văn Chín, ĐT 0900.111.222 trước ngày 09/3/2027. Mỗi xóm một xe.\n"
    paths = {r.path for r in draft_of(HEAD + body).readings}
    assert ("notes", 0) in paths


def test_place_and_people_named_once_are_of_all_sessions_that_tell_only_hours() -> None:
    hours = "1. Thời gian:\n- Khối 6: 7 giờ ngày 13/3/2027{};\n- Khối 7: 13 giờ ngày 13/3/2027.\n2. Địa điểm: Hội trường xã.\n3. Thành phần:\n- Ban Giám hiệu.\n"
    assert {"Hội trường xã", "Ban Giám hiệu"} <= certain(hours.format(""))
    assert not {"Hội trường xã", "Ban Giám hiệu"} & certain(hours.format(", chỉ giáo viên chủ nhiệm"))


def test_a_closing_ends_before_a_label_and_holds_no_conditions() -> None:
    draft = draft_of(
        f"{HEAD}Địa điểm: Hội trường.\n\nRất mong quý vị đến dự. Liên hệ: anh Khá ở văn phòng.\n"
    )
    texts = {r.path: r.text for r in draft.readings}
    assert texts["letter", "closing"] == "Rất mong quý vị đến dự."
    assert "Rất mong quý vị đến dự, Liên hệ văn phòng khi vắng./." not in certain(
        "Địa điểm: Hội trường.\n\nRất mong quý vị đến dự, Liên hệ văn phòng khi vắng./.\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "1. Thành phần: Trưởng các phòng: Nội vụ; Tư pháp; Y tế.\n",
        "Điểm cầu xã (Hội trường): Trưởng các phòng: Nội vụ; Tư pháp; Y tế.\n",
        "1. Điểm cầu xã\n- Thành phần: Trưởng các phòng: Nội vụ; Tư pháp; Y tế.\n",
    ],
)
def test_a_group_is_not_torn_at_its_semicolons(body: str) -> None:
    assert not certain(body) & {"Trưởng các phòng: Nội vụ", "Nội vụ", "Tư pháp", "Y tế"}
    head = HEAD.replace(
        "GIẤY MỜI\nHọp giao ban\n", "V/v mời họp\n\nKính gửi:\n- Các phòng: Nội vụ; Tư pháp;\n- Công an xã.\n"
    )
    assert "Các phòng: Nội vụ" not in certain(body, head)
    assert "Công an xã" in certain(body, head)


def test_what_may_change_later_has_not_changed() -> None:
    body = "1. Thời gian: 8 giờ ngày 10/3/2027.\n\nNếu có thay đổi lịch, Văn phòng sẽ thông báo sau.\n"
    assert "8 giờ ngày 10/3/2027" in certain(body)


def test_a_heading_of_time_and_place_holds_both() -> None:
    body = "I. THỜI GIAN, ĐỊA ĐIỂM\nTừ 8 giờ ngày 10/3/2027, tại Hội trường xã.\nII. NỘI DUNG\n- Bầu tổ trưởng.\n"
    fields = {r.path: (r.text, r.state) for r in draft_of(HEAD + body).readings}
    assert [fields["letter", "sections", 0, "content", n] for n in range(2)] == [
        ("time", "review"),
        ("venue", "review"),
    ]


def test_a_fax_is_no_certain_telephone_and_guests_before_the_chapters_no_closing() -> None:
    body = "Trân trọng kính mời các đồng chí nguyên Bí thư dự phiên khai mạc.\n\nI. THỜI GIAN: 8 giờ ngày 10/3/2027.\nII. ĐỊA ĐIỂM: Hội trường xã, báo qua số fax 0299 3 844 200.\n"
    held = certain(body)
    assert "0299 3 844 200" not in held
    assert "Trân trọng kính mời các đồng chí nguyên Bí thư dự phiên khai mạc." not in held


def test_the_first_of_two_who_sign_is_to_be_reviewed() -> None:
    body = "Địa điểm: Hội trường xã.\n\nTM. BAN LIÊN LẠC\nTRƯỞNG BAN\nLê Văn Tư\nHIỆU TRƯỞNG\nTrần Thị Năm\n"
    assert "Lê Văn Tư" not in certain(body)
