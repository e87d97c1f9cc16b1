"""What sentences and headings of a letter become; each case is a habit in which something certain once stood in a wrong field."""

from __future__ import annotations

import pytest
from letter_samples import draft_of

from phonghop.model import Body
from phonghop.source import KeyPath

HEAD = "ỦY BAN NHÂN DÂN\nXÃ HÀ ĐÔNG\n\nSố: 12/GM-UBND          Hà Đông, ngày 02 tháng 3 năm 2027\n\n"


def read(
    body: str, head: str = HEAD + "GIẤY MỜI\nHọp giao ban\n\nỦy ban nhân dân xã mời dự họp:\n\n"
) -> dict[str, str]:
    """Return what the fields of a draft hold; what is to be reviewed begins with "? "."""
    return {
        dotted(r.path): f"{'' if r.state == 'certain' else '? '}{r.text}"
        for r in draft_of(head + body).readings
    }


def dotted(path: KeyPath) -> str:
    return ".".join(map(str, path))


def test_hour_and_place_under_a_common_heading() -> None:
    fields = read(
        "I. THỜI GIAN, ĐỊA ĐIỂM\n- Thời gian: 01 ngày (từ 7 giờ 30 đến 16 giờ 30), thứ Tư, ngày 10/3/2027.\n- Địa điểm: Hội trường xã.\n"
    )
    assert fields["venue"] == "Hội trường xã"
    assert fields["duration"] == "01 ngày"
    assert fields["sessions.0"].endswith("7 giờ 30 đến 16 giờ 30, thứ Tư, ngày 10/3/2027")


def test_places_of_points_are_not_the_place_of_all() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Địa điểm:\n- Điểm cầu xã: Phòng họp A;\n- Điểm cầu các thôn: nhà văn hóa thôn.\n"
    )
    assert "venue" not in fields
    assert fields["points.0.name"] == "? Điểm cầu xã"
    assert fields["points.1.venue"] == "? nhà văn hóa thôn"


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Họp vào lúc 8 giờ 30 ngày 10/3/2027 tại phòng họp tầng 5, trụ sở Ban Quản lý dự án, số 97 đường Hùng Vương.", "phòng họp tầng 5, trụ sở Ban Quản lý dự án, số 97 đường Hùng Vương"),
        ("Lúc 6 giờ chiều, thứ Tư 10/3/2027\n\nDu thuyền Hải Âu, bến số 2, đường Ven Kênh", "Du thuyền Hải Âu, bến số 2, đường Ven Kênh"),
        ("Khối 1: 8h30 ngày 10/3/2027; khối 2: 14h30. Sảnh tầng 1 của từng tòa.", "Sảnh tầng 1 của từng tòa"),
    ],
)  # fmt: skip
def test_a_place_within_prose_is_to_be_reviewed(sentence: str, place: str) -> None:
    fields = read(sentence + "\n")
    assert f"? {place}" in (fields.get("venue"), fields.get("sessions.0.venue"))


def test_where_something_is_handed_in_is_not_where_people_meet() -> None:
    fields = read("1. Thời gian: 8 giờ ngày 10/3/2027.\n\nHồ sơ nộp tại Phòng Văn thư của xã, tầng 1.\n")
    assert "venue" not in fields


NOTICE = (
    HEAD + "THÔNG BÁO\nVề việc thay đổi thời gian, địa điểm họp giao ban\n\nỦy ban nhân dân xã thông báo:\n\n"
)


@pytest.mark.parametrize(
    "body",
    [
        "1. Thời gian mới: 14 giờ ngày 19/3/2027 (thay cho 8 giờ ngày 18/3/2027).\n2. Địa điểm mới: Phòng họp 302 (thay cho Phòng họp 201).\n3. Thành phần: giữ nguyên.\n",
        "1. Thời gian đã mời: 8 giờ ngày 18/3/2027.\n2. Địa điểm đã mời: Phòng họp 201.\n3. Thời gian mới: 14 giờ ngày 19/3/2027.\n4. Địa điểm mới: Phòng họp 302.\n5. Giữ nguyên: thành phần giữ nguyên.\n",
    ],
)  # fmt: skip
def test_a_notice_tells_the_former_from_the_new(body: str) -> None:
    fields = read(body, NOTICE)
    assert fields["status.state"] == "? moved"
    assert fields["status.was.sessions.0"] == "? 8 giờ ngày 18/3/2027"
    assert fields["status.was.venue"] == "? Phòng họp 201"
    assert fields["sessions.0"] == "? 14 giờ ngày 19/3/2027"
    assert fields["venue"] == "? Phòng họp 302"
    assert "giữ nguyên" in fields["status.remains"]
    assert "attendees.0" not in fields


@pytest.mark.parametrize(
    "line", ["Kính gửi: Đồng chí ..............", "Kính gửi: Ông/Bà: ..........", "Kính mời: Quý ông …………"]
)
def test_a_dotted_line_is_no_addressee(line: str) -> None:
    fields = read(
        "Thời gian: 8 giờ ngày 10/3/2027.\n", f"{HEAD}GIẤY MỜI\nHọp giao ban\n\n{line}\n\nXã mời dự họp:\n\n"
    )
    assert fields["letter.blank_addressee"] == "có"
    assert "letter.addressees.0" not in fields


def test_what_follows_the_last_recipient_is_none_of_it() -> None:
    fields = read(
        "Thời gian: 8 giờ ngày 10/3/2027.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nhop.example.gov.vn/q/abc2345/\nCHỦ TỊCH\nLê Văn An\n"
    )
    assert fields["letter.recipients.1"] == "Lưu: VT"
    assert fields["letter.signature.name"] == "Lê Văn An"


def test_a_sentence_is_no_office() -> None:
    fields = read(
        "Báo số mâm để Ban Khánh tiết chuẩn bị, trước ngày 05/3/2027.\n\nBan Pháp chế trân trọng thông báo./.\n"
    )
    assert not [name for name in fields if name.startswith("tasks")]
    assert fields["letter.closing"] == "Ban Pháp chế trân trọng thông báo./."


def test_a_star_before_a_far_column_is_no_bullet() -> None:
    fields = read(
        "Thời gian: 8 giờ ngày 10/3/2027.\n",
        "ĐẢNG ỦY XÃ\n      *                    An Thượng, ngày 18 tháng 02 năm 2027\n\nGIẤY MỜI\nHọp\n\n",
    )
    assert fields["letter.place"] == "An Thượng"


def test_a_topic_told_whole_owns_nothing_below() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Nội dung: Giới thiệu lễ hội.\n- Phóng viên đăng ký qua a@example.vn trước 16 giờ ngày 05/3/2027.\n"
    )
    assert fields["topics.0"] == "Giới thiệu lễ hội"
    assert "topics.1" not in fields
    assert fields["deadlines.0.at"] == "? 16 giờ ngày 05/3/2027"


def test_what_stands_under_notes_goes_by_its_label() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Lưu ý:\n- Trang phục: áo dài.\n- Các chi bộ gửi báo cáo về Văn phòng trước ngày 05/3/2027.\n"
    )
    assert fields["dress"] == "áo dài."
    assert fields["tasks.0.units.0"] == "Các chi bộ"


def test_the_place_of_a_day_is_no_item_of_its_programme() -> None:
    fields = read(
        "Ngày thứ nhất (Thứ Năm, 11/3/2027) – Hội trường lớn của xã\n08h00 – 08h30    Đăng ký\n08h30 – 09h00    Khai mạc\n"
    )
    assert fields["agenda.0.title"] == "Đăng ký"
    assert fields["sessions.0.venue"] == "? Hội trường lớn của xã"


@pytest.mark.parametrize("aside", ["(11 điểm)", "(Trừ thành phần dự tại điểm cầu tỉnh)"])
def test_brackets_behind_a_point_are_a_place_only_if_they_read_as_one(aside: str) -> None:
    fields = read(
        f"1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Thành phần, địa điểm:\n* Điểm cầu cơ sở {aside}\n- Địa điểm: trụ sở đơn vị.\n- Thành phần: viên chức.\n"
    )
    assert fields["points.0.venue"] == "Trụ sở đơn vị"
    assert fields["points.0.attendees.0"] == "viên chức"


def test_how_people_are_asked_to_come_is_no_part_of_their_name() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Thành phần\n- Triệu tập: toàn thể đảng viên.\n- Kính mời: đại diện Đảng ủy xã; đồng chí Trưởng bản.\n"
    )
    assert [fields[f"attendees.{n}"] for n in range(3)] == [
        "toàn thể đảng viên",
        "đại diện Đảng ủy xã",
        "đồng chí Trưởng bản",
    ]


def test_a_sentence_about_the_meeting_is_no_document_of_its_basis() -> None:
    head = "CÔNG TY CẢNG\nSố: 31/2027/TB-VRP\n\nTHÔNG BÁO HOÃN CUỘC HỌP HỘI ĐỒNG QUẢN TRỊ\n\n"
    fields = read(
        "Theo Giấy mời số 27/GM, cuộc họp được triệu tập vào 9 giờ 00 ngày 20/4/2027 tại Phòng họp 1, tầng 8, Tòa nhà Cảng.\n",
        head,
    )
    assert not [name for name in fields if name.startswith("letter.basis")]
    assert fields["letter.number"] == "31/2027"
    assert fields["status.state"] == "? postponed"
    assert fields["title"] == "? Cuộc họp hội đồng quản trị"
    assert fields["venue"] == "? Phòng họp 1, tầng 8, Tòa nhà Cảng"


def test_a_table_between_bars_is_read_by_its_heading() -> None:
    fields = read(
        "| Thời gian | Nội dung | Địa điểm |\n| 7h00 - 7h30, 21/4/2027 | Khai mạc | Sân trường |\n| 14h00, 22/4/2027 | Trao đổi sách | Thư viện |\n"
    )
    assert (fields["sessions.0.title"], fields["sessions.0.venue"]) == ("? Khai mạc", "? Sân trường")


def test_a_signature_may_say_that_it_was_signed() -> None:
    fields = read("Thời gian: 8 giờ ngày 10/3/2027.\n\nHIỆU TRƯỞNG\n(Đã ký)\nKhương Đình Trọng\n")
    assert fields["letter.signature.name"] == "Khương Đình Trọng"


PROSE = HEAD + "GIẤY MỜI\nHọp giao ban\n\nKính gửi: Các đồng chí\n\n"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Cuộc họp vào hồi 8 giờ ngày 10/3/2027 tại Trung tâm Hội nghị, 12 Lê Lợi. Trình tự: khai mạc; thảo luận; kết luận.", {"venue": "? Trung tâm Hội nghị, 12 Lê Lợi", "agenda.1": "? thảo luận"}),
        ("Đến dự buổi làm việc 8h ngày 10/3/2027 ở hội trường lớn. Chủ trì là đồng chí Nguyễn Văn An, Chủ tịch xã.", {"venue": "? hội trường lớn", "chair": "? đồng chí Nguyễn Văn An, Chủ tịch xã"}),
        ("Phiên thứ nhất từ 8 giờ ngày 10/3/2027 nghe báo cáo. Phiên thứ hai từ 10 giờ 15 cùng ngày thảo luận tổ.", {"sessions.0.label": "? Phiên thứ nhất", "sessions.1.start": "? 10 giờ 15 ngày 10/3/2027"}),
        ("Địa điểm họp là phòng 302. Giờ họp: 6h45, thứ Tư (10/3/2027).", {"venue": "? phòng 302", "sessions.0": "? 6h45, thứ Tư 10/3/2027"}),
        ("Họp hai buổi, ngày 11 và 12 tháng 3 năm 2027, bắt đầu 7h30, tại nhà họp khối 5.", {"sessions.0": "? 7h30 ngày 11/3/2027", "sessions.1.start": "? 7h30 ngày 12/3/2027", "venue": "? nhà họp khối 5"}),
        ("Thời gian: 8 giờ ngày 10/3/2027 tại Hội trường xã.", {"venue": "? Hội trường xã"}),
    ],
)  # fmt: skip
def test_what_sentences_tell_is_to_be_reviewed(sentence: str, expected: dict[str, str]) -> None:
    fields = read(f"{sentence}\n", PROSE)
    assert {key: fields.get(key) for key in expected} == expected


def test_a_row_number_before_the_hour_is_none_of_the_programme() -> None:
    """The commonest form of a programme: its heading tells what each column holds."""
    rows = "TT    Thời gian    Nội dung    Thực hiện\n1    13h30 - 14h00    Đón tiếp    Văn phòng xã\n2    14h00 - 14h10    Khai mạc    Ông Lâm Quốc Tuấn, Chủ tịch xã\n"
    fields = read(f"1. Thời gian: 13 giờ 30 ngày 10/3/2027.\n2. Chương trình:\n{rows}")
    assert (fields["agenda.0.title"], fields["agenda.0.presenter"]) == ("Đón tiếp", "Văn phòng xã")
    assert (fields["agenda.1.time"], fields["agenda.1.until"]) == ("14h00", "14h10")
    assert fields["sessions.0"] == "13 giờ 30 ngày 10/3/2027"
    assert "sessions.1" not in fields


def test_rows_of_hours_are_no_dates() -> None:
    """ "7h30 - 8h00" once was the thirtieth of August."""
    fields = read(
        "1. Thời gian: 7 giờ 30 ngày 10/3/2027.\n\nThời gian    Nội dung    Người thực hiện\n7h30 - 8h00    Đón tiếp    Ban Tổ chức\n8h00 - 8h15    Chào cờ    Văn phòng\n"
    )
    assert not [text for name, text in fields.items() if name.startswith("sessions") and "/8/" in text]
    assert fields["agenda.1.title"] == "Chào cờ"


def test_a_line_between_two_hours_goes_on_with_the_first() -> None:
    fields = read(
        "8h30 – 8h45    Khai mạc, bầu Ban    Ban Tổ chức\nKiểm phiếu\n8h45 – 9h05    Báo cáo    Bà Lê Thị An\n"
    )
    assert fields["agenda.0.title"] == "? Khai mạc, bầu Ban Kiểm phiếu"


def test_people_under_headings_are_groups_and_one_may_chair() -> None:
    fields = read(
        "2. Thành phần\n2.1. Đại biểu xã\n- Ông Bế Văn Tỏa, Phó Chủ tịch xã - Chủ trì\n- Đại diện Mặt trận xã\n2.2. Ở thôn\n- Mỗi hộ 01 người\n"
    )
    assert fields["chair.name"] == "Bế Văn Tỏa"
    assert (fields["attendees.0.text"], fields["attendees.0.members.0"]) == (
        "Đại biểu xã",
        "Đại diện Mặt trận xã",
    )
    assert fields["attendees.1.text"] == "? Ở thôn"


def test_who_chairs_at_a_point_is_none_of_those_who_come() -> None:
    fields = read(
        "II- ĐIỂM CẦU, THÀNH PHẦN\n1. Điểm cầu xã: Hội trường xã\n- Chủ trì: đồng chí Đàm Thị Lệ, Phó Bí thư.\n- Các đồng chí Ủy viên.\n2. Điểm cầu thôn: Nhà văn hóa thôn\n- Chủ trì: đồng chí Vi Văn Bảo, Bí thư.\n"
    )
    assert [fields[f"points.{n}.chair.name"] for n in (0, 1)] == ["Đàm Thị Lệ", "Vi Văn Bảo"]
    assert fields["points.0.attendees.0"] == "Các đồng chí Ủy viên"


def test_headings_in_capitals_need_no_number() -> None:
    fields = read(
        "THÀNH PHẦN:\n  * Trưởng thôn\n\nNỘI DUNG\nA. Đại hội\n  1. Báo cáo kết quả.\nB. Họp lớp\n  1. Bầu Ban đại diện lớp.\n\nCHUẨN BỊ\n  - Văn phòng chuẩn bị âm thanh.\n"
    )
    assert fields["attendees.0"] == "Trưởng thôn"
    assert (fields["topics.0"], fields["topics.1"], fields["topics.3"]) == (
        "? Đại hội",
        "Báo cáo kết quả",
        "Bầu Ban đại diện lớp",
    )
    assert fields["tasks.0.units.0"] == "Văn phòng"


def test_the_body_is_no_addressee_though_no_blank_line_stands_before_it() -> None:
    head = HEAD + "GIẤY MỜI\nHọp Hội đồng\nKính gửi: Các thành viên Hội đồng\n"
    fields = read("1. Thời gian: 7:30 - Thứ Tư, ngày 10/3/2027\nĐịa điểm: Hội trường xã\n", head)
    assert fields["letter.addressees.0"] == "Các thành viên Hội đồng"
    assert "letter.addressees.1" not in fields
    assert fields["sessions.0"].endswith("7:30, Thứ Tư, ngày 10/3/2027")


def test_a_subject_goes_on_beside_the_date() -> None:
    head = "SỞ XÂY DỰNG    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 2048/SXD-QHKT\nV/v đổi giờ họp    Đông Thuận, ngày 19 tháng 4 năm 2027\nthẩm định đồ án\n\nKính gửi: Các thành viên.\n\n"
    assert (
        read("1. Thời gian: 8 giờ ngày 10/5/2027.\n", head)["letter.subject"]
        == "đổi giờ họp\nthẩm định đồ án"
    )


def test_a_phone_number_keeps_its_brackets() -> None:
    fields = read("Liên hệ: Phòng Khoa học, điện thoại (0234) 3123 456.\n")
    assert fields["contacts.0.phone"] == "(0234) 3123 456"


@pytest.mark.parametrize(
    ("told", "start", "why"),
    [
        ("8 giờ 00, ngày mùng 10 tháng 3 âm lịch (tức ngày 16/4/2027)", "8 giờ 00, ngày 16/4/2027", "beside"),
        ("14h00 đến 16h30, thứ Năm, ngày 10/3/2027", "14h00 đến 16h30, ngày 10/3/2027", "weekday"),
        ("19h30, Chủ nhật, ngày ba tháng một năm hai nghìn không trăm hai mươi bảy", "19h30, Chủ nhật, ngày 3/1/2027", "beside"),
    ],
)  # fmt: skip
def test_hours_that_are_told_otherwise_are_to_be_reviewed(told: str, start: str, why: str) -> None:
    draft = draft_of(f"{HEAD}GIẤY MỜI\nHọp\n\nXã mời dự họp:\n\n1. Thời gian: {told}.\n")
    assert [(r.text, r.why) for r in draft.readings if r.path == ("sessions", 0)] == [(start, why)]


def test_half_days_of_a_stretch_end_where_it_does() -> None:
    fields = read(
        "1. Thời gian: 1,5 ngày, từ ngày 08/12/2026 đến hết buổi sáng ngày 09/12/2026. Buổi sáng từ 8 giờ 00 đến 11 giờ 30; buổi chiều từ 14 giờ 00 đến 17 giờ 00.\n"
    )
    assert [fields.get(f"sessions.{n}") for n in range(4)] == [
        "? 8 giờ 00 đến 11 giờ 30 ngày 08/12/2026",
        "? 14 giờ 00 đến 17 giờ 00 ngày 08/12/2026",
        "? 8 giờ 00 đến 11 giờ 30 ngày 09/12/2026",
        None,
    ]


def test_rows_are_points_people_or_steps_by_their_heading() -> None:
    fields = read(
        "1. Thành phần:\nTT    Điểm cầu    Địa điểm    Chủ trì\n1    Phường Bản Ngà    Hội trường phường    Đ/c Đinh Thị Hảo\n2    Xã Cao Lãm    Nhà văn hóa    Đ/c Giàng A Sếnh\n\n"
        "STT    Đơn vị    Đại biểu    Số lượng\n1    Liên đoàn Lao động    Đại diện Thường trực    02\n\n2. Chương trình:\nTT    Nội dung    Thực hiện\n1    Khai mạc    Ban Tổ chức\n2    Thảo luận    Các đơn vị\n\nĐề nghị các đơn vị dự đủ.\n"
    )
    assert (fields["points.1.name"], fields["points.1.venue"]) == ("? Xã Cao Lãm", "? Nhà văn hóa")
    assert fields["attendees.0"] == "? Liên đoàn Lao động Đại diện Thường trực 02"
    assert (fields["agenda.0.title"], fields["agenda.1.presenter"]) == ("Khai mạc", "Các đơn vị")
    assert "agenda.2.title" not in fields


def test_labels_glued_into_one_line_are_paragraphs() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027. 2. Địa điểm: Hội trường xã. 3. Chủ trì: Ông Lê Văn An, Chủ tịch xã.\n"
    )
    assert (fields["sessions.0"], fields["venue"]) == ("8 giờ ngày 10/3/2027", "Hội trường xã")
    assert fields["chair.name"] == "Lê Văn An"
    fields = read("1. Thời gian: 8 giờ ngày 10/3/2027 Địa điểm: Hội trường xã\n")
    assert (fields["sessions.0"], fields["venue"]) == ("? 8 giờ ngày 10/3/2027", "? Hội trường xã")


@pytest.mark.parametrize("heading", ["Đến dự:", "Kính mời:", "Tham dự có:"])
def test_names_under_a_bare_invitation_are_those_who_come(heading: str) -> None:
    fields = read(
        f"1. Thời gian: 8 giờ ngày 10/3/2027.\n\n{heading}\n- Ông Lê Văn An, Chủ tịch Hội Nông dân;\n- Các Trưởng thôn.\n"
    )
    assert (fields["attendees.0.name"], fields["attendees.1"]) == ("Lê Văn An", "Các Trưởng thôn")


def test_the_course_within_one_sentence_is_cut_into_steps_to_be_reviewed() -> None:
    fields = read(
        "2. Chương trình: 8 giờ 00 khai mạc, 8 giờ 15 nghe báo cáo kết quả, sau đó thảo luận và kết luận.\n"
    )
    assert [fields.get(f"agenda.{n}.title", fields.get(f"agenda.{n}")) for n in range(3)] == [
        "? khai mạc",
        "? nghe báo cáo kết quả",
        "? sau đó thảo luận và kết luận",
    ]


def test_who_comes_and_where_are_to_be_reviewed_beside_several_sessions() -> None:
    fields = read(
        "1. Thời gian:\n- Đợt 1: 13h30 ngày 09/3/2027: khối Nội;\n- Đợt 2: 13h30 ngày 10/3/2027: khối Ngoại.\n2. Địa điểm: Hội trường tầng 4.\n3. Thành phần: Trưởng các khoa.\n"
    )
    assert fields["sessions.1.start"] == "? 13h30 ngày 10/3/2027"
    assert (fields["venue"], fields["attendees.0"]) == ("? Hội trường tầng 4", "? Trưởng các khoa")


def test_a_flat_list_of_points_keeps_place_and_people_with_each() -> None:
    fields = read(
        "- Thời gian: 8 giờ ngày 10/3/2027.\n- Điểm cầu tỉnh:\n- Địa điểm: Hội trường tỉnh;\n- Thành phần: Giám đốc các sở.\n- Điểm cầu xã:\n- Địa điểm: trụ sở xã.\n"
    )
    assert [fields[f"points.{n}.venue"] for n in (0, 1)] == ["Hội trường tỉnh", "Trụ sở xã"]
    assert "venue" not in fields


def test_the_body_is_no_addressee_though_the_last_one_ends_with_a_comma() -> None:
    head = (
        HEAD
        + "GIẤY TRIỆU TẬP\nKỳ họp thứ mười hai (kỳ họp thường lệ cuối năm) Hội đồng nhân dân tỉnh khóa XIX, nhiệm kỳ 2026 - 2031\nKính gửi:\n- Các ban,\n- Các xã,\n"
    )
    fields = read(
        "Thực hiện Chương trình công tác năm 2027 của Thường trực Hội đồng, Thường trực Hội đồng nhân dân triệu tập kỳ họp:\n1. Thời gian: 8 giờ ngày 10/3/2027.\n",
        head,
    )
    assert (fields["letter.addressees.1"], fields.get("letter.addressees.2")) == ("Các xã", None)
    assert fields["letter.type_name"] == "GIẤY TRIỆU TẬP"
    assert fields["letter.kind"] == "? giay-moi"
    assert fields["letter.subject"].startswith("Kỳ họp thứ mười hai")


def test_a_lunar_date_alone_is_a_day_to_be_reviewed() -> None:
    head = "CHI HỌ PHẠM\n\nĐông Mỹ, ngày 20 tháng 12 năm 2026\n\nGIẤY MỜI\nGiỗ Tổ\n\n"
    body = "Chi họ mời bà con dự lễ giỗ Tổ vào 8 giờ ngày 14 tháng Hai năm Đinh Mùi âm lịch.\n\nBà con góp giỗ trước rằm tháng Giêng.\n"
    readings = {reading.path: reading for reading in draft_of(head + body).readings}
    session, deadline = readings["sessions", 0], readings["deadlines", 0, "at"]
    assert (session.text, session.why) == ("8 giờ ngày 21/03/2027", "lunar")
    assert (deadline.text, deadline.why) == ("20/02/2027", "lunar")


def test_days_without_hours_are_sessions_with_the_words_of_the_letter() -> None:
    fields = read("1. Thời gian: từ ngày 21/12/2026 đến hết ngày 23/12/2026.\n2. Địa điểm: Hội trường xã.\n")
    assert fields["sessions.2.start"] == "? 23/12/2026"
    assert fields["sessions.2.hour"] == "? từ ngày 21/12/2026 đến hết ngày 23/12/2026"


def test_hours_under_a_heading_with_the_day_are_parts_on_that_day() -> None:
    fields = read(
        "I. Thời gian, địa điểm: thứ Sáu, ngày 04/12/2026\n1. Kiểm tra hiện trường: Từ 7h30 đến 10h30.\n2. Họp: Từ 14h00 cùng ngày tại Phòng họp tầng 3.\n"
    )
    assert fields["sessions.0.start"] == "? 7h30 đến 10h30 ngày 04/12/2026"
    assert (fields["sessions.1.title"], fields["sessions.1.venue"]) == ("? Họp", "? Phòng họp tầng 3")


def test_a_point_named_twice_is_one() -> None:
    fields = read(
        "I. Địa điểm:\n- Điểm cầu tỉnh: Hội trường tầng 2.\n- Điểm cầu các xã: do đảng ủy bố trí.\n\n"
        "II. Thành phần:\n1. Tại điểm cầu tỉnh\n- Đồng chí Phan Thị Liên, Trưởng Ban Tổ chức - Chủ trì Hội nghị.\n- Lãnh đạo các sở.\n2. Tại các điểm cầu còn lại: Thường trực đảng ủy; bí thư chi bộ thôn.\n"
    )
    assert [fields[f"points.{n}.name"] for n in (0, 1)] == ["? Điểm cầu tỉnh", "? Điểm cầu các xã"]
    assert "points.2.name" not in fields
    assert (fields["points.0.venue"], fields["points.0.chair.name"]) == (
        "? Hội trường tầng 2",
        "? Phan Thị Liên",
    )
    assert fields["points.1.attendees.1"] == "? bí thư chi bộ thôn"


def test_a_table_says_who_does_what_by_when() -> None:
    rows = "Nội dung    Đơn vị thực hiện    Thời hạn\nXây dựng báo cáo    Ban Thường vụ    Trước 05/12/2026\n"
    fields = read(f"4. Tổ chức thực hiện:\n{rows}")
    assert (fields["tasks.0.units.0"], fields["tasks.0.actions.0.deadline"]) == (
        "? Ban Thường vụ",
        "? 05/12/2026",
    )


@pytest.mark.parametrize(
    ("head", "organizer", "state"),
    [
        ("UBND TỈNH HẢI BÌNH\nSỞ Y TẾ", "so-y-te", "certain"),
        ("UBND TỈNH NAM VỰC\nSỞ Y TẾ", "so-y-te", "review"),
        ("HỘI ĐỒNG NHÂN DÂN\nPHƯỜNG MỸ TÂN\nTHƯỜNG TRỰC", "…", "certain"),
    ],
)
def test_the_sender_is_who_all_of_the_letterhead_names(head: str, organizer: str, state: str) -> None:
    """A line above that the portal does not know may be another office's."""
    bodies = [
        Body.model_validate(
            {
                "id": "so-y-te",
                "name": "Sở Y tế",
                "letterhead": ["UBND TỈNH HẢI BÌNH", "SỞ Y TẾ"],
                "letters": "plain",
            }
        ),
        Body.model_validate(
            {
                "id": "hdnd",
                "name": "Thường trực HĐND tỉnh",
                "letterhead": ["HỘI ĐỒNG NHÂN DÂN TỈNH", "THƯỜNG TRỰC"],
                "letters": "plain",
            }
        ),
    ]
    letter = f"{head}\nSố: 12/GM-X\n\nGIẤY MỜI\nHọp giao ban\n\n1. Thời gian: 8 giờ ngày 10/3/2027.\n"
    reading = {reading.path: reading for reading in draft_of(letter, bodies).readings}["organizer",]
    assert (reading.text, reading.state) == (organizer, state)


def test_what_is_done_in_half_a_day_becomes_steps_to_be_reviewed() -> None:
    fields = read(
        "Chương trình:\nBuổi sáng: Báo cáo tổng kết; thảo luận.\nBuổi chiều (từ 13 giờ 30): Tập huấn kỹ năng xét hỏi.\n"
    )
    assert [fields[f"agenda.{n}.title"] for n in range(3)] == [
        "? Báo cáo tổng kết",
        "? thảo luận",
        "? Tập huấn kỹ năng xét hỏi",
    ]
    assert fields["agenda.2.time"] == "? 13 giờ 30"


def test_a_clause_that_begins_with_a_verb_is_no_other_office() -> None:
    fields = read(
        "4. Phân công:\n- Ủy ban nhân dân xã báo cáo kết quả vận động; bố trí công an xã giữ trật tự.\n"
    )
    assert fields["tasks.0.units.0"] == "Ủy ban nhân dân xã"
    assert fields["tasks.0.actions.0"] == "? Báo cáo kết quả vận động; bố trí công an xã giữ trật tự"
    assert "tasks.1.units.0" not in fields


def test_what_to_wear_goes_on_behind_a_semicolon() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n\nĐại biểu mặc áo sơ mi; nữ áo dài; vận động viên mặc đồng phục. Xe gửi tại sân sau.\n"
    )
    assert fields["dress"] == "? Đại biểu mặc áo sơ mi; nữ áo dài; vận động viên mặc đồng phục"


def test_half_days_below_a_stretch_of_days_are_sessions_of_each() -> None:
    """As the letter of Hà Tĩnh has it."""
    fields = read(
        "* Thời gian: 1,5 ngày, từ ngày 04 - 05 tháng 12 năm 2023.\n- Buổi sáng: Từ 08 giờ; Buổi chiều: Từ 14 giờ.\n(Đề nghị đại biểu có mặt trước 15 phút để ổn định tổ chức).\n"
    )
    starts = [fields[f"sessions.{n}"] for n in range(3)]
    assert starts == ["? 08 giờ ngày 04/12/2023", "? 14 giờ ngày 04/12/2023", "? 08 giờ ngày 05/12/2023"]
    assert (fields["duration"], fields["arrive_early.minutes"]) == ("1,5 ngày", "15")


def test_a_recipient_that_ends_in_a_comma_goes_on_in_the_next_line() -> None:
    letter = "Nơi nhận:\n- Báo Nhân Dân, TTXVN,\nĐTNVN;\n- Lưu VP.\nCHỦ TỊCH\nNguyễn Văn A\n"
    fields = read(f"1. Thời gian: 8 giờ ngày 10/3/2027.\n\n{letter}")
    assert fields["letter.recipients.0"] == "Báo Nhân Dân, TTXVN, ĐTNVN"
    assert fields["letter.signature.post"] == "CHỦ TỊCH"


def test_the_heading_of_a_column_of_numbers_is_no_symbol_and_a_subject_alone_no_official_letter() -> None:
    letter = "TRƯỜNG TIỂU HỌC A\nSố TT\n\nQUYẾT ĐỊNH\nVề việc thành lập tổ\n\nĐiều 1. Thành lập tổ.\n"
    fields = {".".join(map(str, r.path)): (r.text, r.state) for r in draft_of(letter).readings}
    assert "letter.symbol" not in fields
    assert fields["letter.kind"] == ("cong-van", "review")


def test_the_words_of_a_label_that_says_more_than_its_rule_are_not_lost() -> None:
    draft = draft_of(
        f"{HEAD}GIẤY MỜI\nHọp giao ban\n\nĐịa điểm: Hội trường.\nThành phần mỗi ngành: 01 lãnh đạo và 01 thư ký.\n"
    )
    assert "Thành phần mỗi ngành" in " ".join(words for _, words in draft.unclaimed)


@pytest.mark.parametrize(
    "words",
    [
        "trực tiếp kết hợp trực tuyến",
        "trực tiếp và trực tuyến",
        "kết hợp trực tuyến",
        "trực tuyến kết hợp với trực tiếp",
    ],
)
def test_a_meeting_in_both_forms_is_not_online_alone(words: str) -> None:
    assert read(f"1. Hình thức: {words}.\n")["form"].removeprefix("? ") == "hybrid"


def test_a_title_begins_behind_the_words_that_invite_to_it() -> None:
    letter = f"{HEAD}V/v mời tham gia hội nghị hiệp đồng năm 2027\n\nKính gửi: Các phòng.\n"
    titles = {reading.text for reading in draft_of(letter).readings if reading.path == ("title",)}
    assert titles == {"Hội nghị hiệp đồng năm 2027"}


def test_chapters_are_counted_with_a_stroke_too() -> None:
    fields = read("I/ THỜI GIAN: 8 giờ, ngày 10/3/2027.\nII/ ĐỊA ĐIỂM: Hội trường tầng 3.\n")
    assert fields["sessions.0"] == "8 giờ, ngày 10/3/2027"
    assert fields["venue"].removeprefix("? ") == "Hội trường tầng 3"


def test_a_room_on_the_web_is_no_office_with_a_task() -> None:
    fields = read(
        "2. Hình thức, địa điểm: kết hợp trực tuyến\n- Phòng họp trực tuyến: https://meet.co-quan.example/hop, mã 12\n"
    )
    assert "tasks.0.units.0" not in fields
    assert fields["links.0.url"] == "https://meet.co-quan.example/hop"


def test_chapters_are_certain_as_long_as_none_is_left_out() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Thể lệ cuộc thi\n- Mỗi xóm một đội.\n- Ban giám khảo chấm điểm.\n3. Địa điểm: Hội trường xã.\n"
    )
    assert fields["letter.numbering"] == "decimal"
    assert fields["letter.sections.0.heading"] == "Thời gian"
    assert fields["letter.sections.1.heading"] == "? Địa điểm"


@pytest.mark.parametrize(
    "body",
    [
        "I/ Thời gian: 8 giờ ngày 10/3/2027.\nII/ Địa điểm: Hội trường xã.\n",
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n3. Địa điểm: Hội trường xã.\n",
        "PHẦN A: THÀNH PHẦN\n1. Chủ trì: Ban Thường vụ.\n2. Khách mời: Lãnh đạo các sở.\nPHẦN B: NỘI DUNG\n1. Nội dung: Thông qua quy chế.\n",
    ],
)
def test_a_numbering_that_the_letter_does_not_hold_to_is_to_be_reviewed(body: str) -> None:
    assert read(body)["letter.numbering"].startswith("? ")


def test_what_stands_beside_the_addressees_is_none_of_them() -> None:
    head = "HỘI LÀM VƯỜN XÃ\nSố: 7/GM-HLV\n\nGIẤY MỜI\nHọp hội\n\nKính gửi:\n- Chi hội thôn Đoài;    Lưu văn phòng\n- Chi hội thôn Trung.    THƯỜNG TRỰC\n\n"
    fields = read("Thời gian: 8 giờ ngày 10/3/2027.\n", head)
    assert fields["letter.addressees.0"].endswith("Chi hội thôn Đoài")
    assert "THƯỜNG TRỰC" not in fields.values()


def test_numbers_with_a_comma_make_a_list() -> None:
    fields = read(
        "Thời gian: 8 giờ ngày 10/3/2027.\nNội dung:\n1, Báo cáo tài chính\n2, Bầu tổ trưởng\n\nAi vắng thì báo cho tổ trưởng muộn nhất chiều 08/3.\n"
    )
    assert [fields[f"topics.{n}"] for n in range(2)] == ["Báo cáo tài chính", "Bầu tổ trưởng"]
    assert "topics.2" not in fields
    assert fields["deadlines.0.at"] == "? chiều 08/3/2027"


def test_an_address_with_a_capital_is_a_link() -> None:
    fields = read("Thời gian: 8 giờ ngày 10/3/2027.\n\nĐăng ký tại Https://hop.example/dang-ky.\n")
    assert fields["links.0.url"].lower() == "https://hop.example/dang-ky"


MOVED = HEAD.replace("GM-UBND", "UBND-VP") + "thay đổi lịch họp tổ công tác\n\nKính gửi: Các trưởng xóm.\n\n"


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ("Do mưa lớn, Ủy ban nhân dân xã thông báo:", "1. Thời gian mới: 14 giờ ngày 19/3/2027 (thay cho 8 giờ ngày 18/3/2027).\n2. Địa điểm mới:\n- Điểm cầu xã: chuyển từ Hội trường A sang Nhà văn hóa xã.\n- Điểm cầu các xóm: giữ nguyên.\n"),
        ("Do mưa lớn, cuộc họp tổ công tác chuyển từ 8 giờ ngày 18/3/2027 sang 14 giờ ngày 19/3/2027.", "Địa điểm chuyển từ Hội trường A sang Nhà văn hóa xã.\n"),
        ("Cuộc họp lúc 8 giờ ngày 18/3/2027 hoãn đến 14 giờ ngày 19/3/2027 do mưa lớn.", "Họp tại Nhà văn hóa xã, chuyển từ Hội trường A sang Nhà văn hóa xã.\n"),
        ("Do mưa lớn, xin thông báo lịch họp: 14 giờ ngày 19/3/2027 thay cho 8 giờ ngày 18/3/2027.", "Địa điểm: chuyển từ Hội trường A sang Nhà văn hóa xã.\n"),
    ],
)  # fmt: skip
def test_a_move_told_in_sentences_gives_a_state(opening: str, body: str) -> None:
    fields = read(f"{opening}\n{body}\nCác nội dung khác thực hiện theo giấy mời đã gửi.\n", MOVED)
    assert fields["letter.subject"] == "thay đổi lịch họp tổ công tác"
    assert fields["status.state"] == "? moved"
    assert fields["status.was.sessions.0"] == "? 8 giờ ngày 18/3/2027"
    assert fields["status.was.venue"] == "? Hội trường A"
    assert fields["status.reason"] == "? do mưa lớn"
    assert "nội dung khác" in fields["status.remains"]
    starts = [text for name, text in fields.items() if name in ("sessions.0", "sessions.0.start")]
    assert starts == ["? 14 giờ ngày 19/3/2027"]
    assert "? Nhà văn hóa xã" in (fields.get("venue"), fields.get("points.0.venue"))
    assert "sessions.1" not in fields
    assert "points.1.venue" not in fields


@pytest.mark.parametrize(
    "sentence",
    [
        "Giấy mời này thay thế Giấy mời số 9/GM-UBND.",
        "Đề nghị các đồng chí lưu ý việc đổi lịch họp.",
        "Xin đính chính giờ họp đã ghi.",
    ],
)
def test_a_letter_that_says_that_something_moved_announces_no_meeting_without_a_doubt(sentence: str) -> None:
    body = f"1. Thời gian: 8 giờ ngày 10/3/2027.\n2. Địa điểm: Hội trường xã.\n\n{sentence}\n"
    fields = read(body)
    assert fields["sessions.0"].startswith("? ")
    assert fields["venue"].startswith("? ")
    assert read(body.replace(sentence, ""))["sessions.0"] == "8 giờ ngày 10/3/2027"


def test_a_rehearsal_within_a_task_has_its_own_field_too() -> None:
    fields = read(
        "1. Phân công:\n- Bưu điện xã chạy thử đường truyền lúc 15 giờ ngày 09/3/2027, trực kỹ thuật.\n"
    )
    assert fields["rehearsals.0.at"] == "? 15 giờ ngày 09/3/2027"
    assert fields["rehearsals.0.what"] == "? chạy thử đường truyền"
    assert fields["tasks.0.units.0"].removeprefix("? ") == "Bưu điện xã"


def test_each_sentence_of_a_paragraph_is_a_task_of_its_own() -> None:
    fields = read(
        "Đề nghị Văn phòng chuẩn bị hội trường; Công an xã trình phương án. Hội Người cao tuổi thông báo hội viên trước ngày 08/3/2027.\n"
    )
    assert [fields[f"tasks.{n}.units.0"] for n in range(3)] == [
        "? Văn phòng",
        "? Công an xã",
        "? Hội Người cao tuổi",
    ]
    assert fields["tasks.2.actions.0.deadline"] == "? 08/3/2027"


def test_a_task_begins_where_the_name_of_its_office_ends() -> None:
    fields = read("1. Phân công:\n- Trường Tiểu học Hà Đông dựng rạp, kê bàn ghế.\n")
    assert fields["tasks.0.units.0"] == "? Trường Tiểu học Hà Đông"
    assert fields["tasks.0.actions.0"] == "? Dựng rạp, kê bàn ghế"


def test_a_subject_below_the_type_of_letter_may_begin_small() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n",
        f"{HEAD}THÔNG BÁO\ntriệu tập hội nghị Ban Chấp hành lần thứ 3\n\nCăn cứ Quy chế làm việc, Ban Thường vụ triệu tập hội nghị như sau:\n\n",
    )
    assert fields["letter.subject"] == "triệu tập hội nghị Ban Chấp hành lần thứ 3"
    assert fields["letter.basis.0.text"].endswith("Quy chế làm việc")


@pytest.mark.parametrize("label", ["Dự họp", "Dự", "Tham dự", "Đến dự họp"])
def test_what_one_comes_to_is_the_title(label: str) -> None:
    invitation = (
        f"{HEAD}GIẤY MỜI\n\nVăn phòng trân trọng kính mời:\n- Trưởng Công an xã;\n- Trưởng các xóm.\n"
    )
    fields = read(f"{label}: Nghe báo cáo phương án sáp nhập xóm.\n", invitation)
    assert fields["title"] == "Nghe báo cáo phương án sáp nhập xóm"
    assert "attendees.2" not in fields
    people = read(f"{label}: Trưởng ban Mặt trận xóm.\n", invitation)
    assert people["attendees.2"] == "Trưởng ban Mặt trận xóm"


def test_a_title_behind_its_label_that_says_more_is_to_be_reviewed() -> None:
    fields = read("Dự họp: Thông qua quy hoạch, lúc 8 giờ, mang theo bản đồ.\n")
    assert fields["title"].startswith("? ")


def test_a_table_of_deadlines() -> None:
    fields = read(
        "2. Các mốc:\nViệc cần làm    Thời hạn\nNộp bài dự thi    12/3/2027\nBáo số đội    10 giờ ngày 15/3/2027\n"
    )
    assert [fields[f"deadlines.{n}.what"] for n in range(2)] == ["? Nộp bài dự thi", "? Báo số đội"]
    assert fields["deadlines.1.at"] == "? 10 giờ ngày 15/3/2027"
    held = read("Việc cần làm    Thời hạn\nNộp bài dự thi    ngay khi xong\n")
    assert "deadlines.0.what" not in held


def test_a_session_whose_words_are_its_hour_and_place_has_no_note() -> None:
    fields = read(
        "1. Thời gian:\n- Khối 6: 7 giờ 30 ngày 13/3/2027, tại phòng 12.\n- Khối 7: 13 giờ 30 ngày 13/3/2027, tại phòng 14, mang theo học bạ.\n"
    )
    assert fields["sessions.0.start"] == "? 7 giờ 30 ngày 13/3/2027"
    assert "sessions.0.notes.0" not in fields
    assert "mang theo học bạ" in fields["sessions.1.notes.0"]


def test_the_other_half_of_a_day_is_a_session_too() -> None:
    fields = read(
        "1. Thời gian: Từ 7 giờ ngày 13/3/2027, tại Hội trường. Họp 01 ngày; buổi chiều bắt đầu từ 13 giờ 15.\n"
    )
    assert fields["sessions.1"] == "? 13 giờ 15 ngày 13/3/2027"
    assert fields["venue"] == "? Hội trường"


def test_who_else_is_named_behind_the_chair_is_not_the_chair() -> None:
    fields = read("1. Chủ trì: Ông Đỗ Văn Tám, Trưởng trạm. Thư ký: bà Vũ Thị Én.\n")
    assert (fields["chair.name"], fields["chair.titles.0"]) == ("Đỗ Văn Tám", "Trưởng trạm")
    assert fields["notes.0.text"].removeprefix("? ") == "bà Vũ Thị Én."


def test_those_whom_semicolons_part_come_each_by_themselves() -> None:
    fields = read("1. Thành phần: Ban Giám hiệu; giáo viên chủ nhiệm; lãnh đạo các tổ: Toán, Văn.\n")
    assert (fields["attendees.0"], fields["attendees.1"]) == ("Ban Giám hiệu", "giáo viên chủ nhiệm")
    grouped = read("1. Thành phần: Lãnh đạo các phòng: Nội vụ; Tư pháp; Y tế.\n")
    assert "attendees.1" not in grouped


INVITED = f"{HEAD}GIẤY MỜI\n\nVăn phòng xã trân trọng kính mời:\n- Trưởng Công an xã;\n- Trưởng các xóm.\n"


def test_a_line_over_those_it_invites_says_who_does() -> None:
    fields = read("Địa điểm: Hội trường.\n", INVITED)
    assert fields["inviter"] == "Văn phòng xã"
    assert fields["letter.opening"].removeprefix("? ") == "Văn phòng xã trân trọng kính mời:"
    assert fields["attendees.0"] == "Trưởng Công an xã"


def test_a_paragraph_tells_to_what_those_above_are_invited() -> None:
    assert (
        read("Đến dự cuộc họp bàn việc chia lại ruộng.\n", INVITED)["title"]
        == "? Cuộc họp bàn việc chia lại ruộng"
    )
    called = f"{HEAD}THƯ MỜI\n\nHội Làm vườn trân trọng kính mời quý vị đến dự:\n\n"
    assert (
        read("LỄ PHÁT ĐỘNG TRỒNG CÂY\n\nĐịa điểm: Đồi Cọ.\n", called)["title"] == "? LỄ PHÁT ĐỘNG TRỒNG CÂY"
    )


@pytest.mark.parametrize(
    "words", ["Tham dự hội nghị có các đồng chí trong Ban Chấp hành.", "Dự họp đúng giờ."]
)
def test_words_about_those_who_come_are_no_title(words: str) -> None:
    assert read(f"{words}\n", INVITED)["title"] == "…"


def test_both_halves_of_a_day_before_their_date() -> None:
    fields = read("1. Thời gian: buổi sáng từ 7 giờ 30, buổi chiều từ 13 giờ 30 ngày 13/3/2027.\n")
    assert [fields[f"sessions.{n}"] for n in range(2)] == [
        "? 7 giờ 30 ngày 13/3/2027",
        "? 13 giờ 30 ngày 13/3/2027",
    ]
    assert "notes.0" not in fields


def test_letters_with_a_comma_make_a_list() -> None:
    fields = read("1. Nội dung:\na, Báo cáo tài chính;\nb, Bầu tổ trưởng.\n")
    assert [fields[f"topics.{n}"] for n in range(2)] == ["Báo cáo tài chính", "Bầu tổ trưởng"]


def test_how_long_a_step_takes_does_not_hide_the_programme() -> None:
    fields = read(
        "STT    Nội dung    Người thực hiện    Thời lượng\n1    Khai mạc    Ban Giám hiệu    10 phút\n2    Thảo luận    Các tổ    60 phút\n"
    )
    assert fields["agenda.1.title"].removeprefix("? ") == "Thảo luận"
    assert fields["agenda.1.note"] == "? 60 phút"


def test_a_meeting_put_off_to_a_day_that_a_later_sentence_tells_is_moved() -> None:
    notice = f"{HEAD}THÔNG BÁO\nVề việc tạm hoãn họp xóm\n\nXã đã có Giấy mời số 9/GM-UBND mời họp xóm lúc 8 giờ ngày 18/3/2027.\n\n"
    fields = read("Do mưa lũ, cuộc họp tạm hoãn; tổ chức lại vào 8 giờ ngày 25/3/2027.\n", notice)
    assert fields["status.state"] == "? moved"
    assert fields["status.was.sessions.0"] == "? 8 giờ ngày 18/3/2027"
    assert "? 8 giờ ngày 25/3/2027" in (fields.get("sessions.0"), fields.get("sessions.0.start"))
    assert not {"sessions.1", "sessions.1.start"} & set(fields)
    put_off = read("Do mưa lũ, cuộc họp tạm hoãn. Ngày tổ chức lại sẽ báo sau.\n", notice)
    assert put_off["status.state"] == "? postponed"


def test_groups_of_those_called_are_no_chapters_and_what_they_come_to_is_not_theirs() -> None:
    fields = read(
        "1. Đại biểu huyện\n- Lãnh đạo Phòng Văn hóa.\n2. Đại biểu xã\n- Trưởng các xóm.\nĐến dự lễ hội gồm:\n- Lễ rước: 7 giờ ngày 13/3/2027 tại Đình làng.\n- Đấu vật: 9 giờ ngày 13/3/2027 tại Sân vận động.\n",
        f"{HEAD}GIẤY MỜI\nDự lễ hội làng\n\nỦy ban nhân dân xã kính mời:\n\n",
    )
    assert fields["attendees.1.members.0"].endswith("Trưởng các xóm")
    assert "attendees.2" not in fields
    assert "letter.sections.0.heading" not in fields
    assert [fields[f"sessions.{n}.title"] for n in range(2)] == ["? Lễ rước", "? Đấu vật"]


def test_short_labels_of_an_invitation() -> None:
    fields = read(
        "Lúc: 14 giờ 30 ngày 22/3/2027\nĐể họp: Thông qua phương án chia nước\nDo ông Lữ Văn Đăng, Phó Chủ tịch xã chủ trì.\nYêu cầu: Công an xã chuẩn bị báo cáo.\n",
        f"{HEAD}GIẤY MỜI\n\nỦy ban nhân dân xã kính mời:\n- Trưởng các xóm.\n",
    )
    assert fields["sessions.0"] == "14 giờ 30 ngày 22/3/2027"
    assert fields["title"].endswith("Thông qua phương án chia nước")
    assert fields["chair"] == "? ông Lữ Văn Đăng, Phó Chủ tịch xã"
    assert fields["tasks.0.units.0"] == "Công an xã"


def test_a_table_of_a_change_with_numbered_rows() -> None:
    fields = read(
        "TT    Nội dung    Theo Công văn số 9    Điều chỉnh\n1    Thời gian    8 giờ ngày 18/3/2027    8 giờ ngày 25/3/2027\n2    Địa điểm    Phòng A    Phòng B\n",
        NOTICE,
    )
    assert fields["status.was.sessions.0"] == "? 8 giờ ngày 18/3/2027"
    assert (fields["status.was.venue"], fields["venue"]) == ("? Phòng A", "? Phòng B")


def test_the_reason_of_a_change_ends_before_what_follows_from_it() -> None:
    fields = read("Do nhiều hộ bận gặt nên xóm lùi họp sang 8 giờ ngày 25/3/2027.\n", NOTICE)
    assert fields["status.reason"] == "? do nhiều hộ bận gặt"


def test_when_to_be_there_within_the_hour_of_a_meeting_is_a_note() -> None:
    fields = read("Thời gian: 19 giờ 30 (đại biểu có mặt lúc 19 giờ), ngày 25/7/2027.\n")
    assert fields["sessions.0"] == "? 19 giờ 30, ngày 25/7/2027"
    assert fields["notes.0"] == "? đại biểu có mặt lúc 19 giờ"


def test_dotted_numbers_with_a_stroke_make_a_list() -> None:
    fields = read("4/ Nội dung:\n4.1/ Báo cáo tài chính;\n4.2/ Bầu tổ trưởng.\n")
    assert [fields[f"topics.{n}"] for n in range(2)] == ["Báo cáo tài chính", "Bầu tổ trưởng"]


def test_a_move_of_the_place_alone_keeps_the_hour() -> None:
    fields = read(
        "Do sửa điện, Văn phòng chuyển địa điểm họp đến Phòng họp B. Thời gian không thay đổi.\n",
        NOTICE.replace(
            "Ủy ban nhân dân xã thông báo:",
            "Theo Giấy mời số 9/GM-UBND, cuộc họp tổ chức lúc 14 giờ ngày 24/3/2027 tại Phòng họp A.",
        ),
    )
    assert fields["status.was.venue"] == "? Phòng họp A"
    assert fields["venue"] == "? Phòng họp B"
    assert fields["sessions.0"] == "? 14 giờ ngày 24/3/2027"
    assert "status.was.sessions.0" not in fields


def test_a_point_with_its_place_in_brackets_and_its_people_on_one_line() -> None:
    fields = read("1. Tại điểm cầu xã (Hội trường tầng 2): Ban Chỉ huy; trưởng các xóm.\n")
    assert fields["points.0.name"] == "? Điểm cầu xã"
    assert fields["points.0.venue"] == "? Hội trường tầng 2"
    assert fields["points.0.attendees.1"].removeprefix("? ") == "trưởng các xóm"


def test_what_an_office_asks_others_to_do_are_tasks() -> None:
    fields = read("Tòa án đề nghị:\n1. Nhà trường bố trí sân khấu;\n2. Công an xã bảo đảm trật tự.\n")
    assert [fields[f"tasks.{n}.units.0"].removeprefix("? ") for n in range(2)] == ["Nhà trường", "Công an xã"]


def test_two_days_without_hours_are_two_sessions() -> None:
    fields = read("1. Thời gian: Ngày 10 và 11 tháng 6 năm 2027.\n2. Địa điểm: Hội trường.\n")
    assert [fields[f"sessions.{n}.start"] for n in range(2)] == ["? 10/6/2027", "? 11/6/2027"]


def test_capitals_behind_a_recipient_are_the_signature() -> None:
    fields = read(
        "Địa điểm: Hội trường.\n\nNơi nhận:                             T/M CHI ỦY\n- Văn phòng Đảng ủy xã,  PHÓ BÍ THƯ\n- Lưu chi bộ.\n                                      Lê Văn Tư\n"
    )
    assert fields["letter.recipients.0"] == "Văn phòng Đảng ủy xã"
    assert fields["letter.signature.post"] == "PHÓ BÍ THƯ"


def test_an_addressee_goes_on_in_a_line_that_begins_small() -> None:
    head = f"{HEAD}V/v mời họp\n\nKính gửi:\n- Ủy ban nhân dân các xã, phường có\nbiển;\n- Hội Nghề cá.\n\nThực hiện Kế hoạch số 3/KH-UBND ngày 01/3/2027 của tỉnh, Ủy ban nhân dân xã mời họp:\n"
    fields = read("1. Thời gian: 8 giờ ngày 10/3/2027.\n", head)
    assert fields["letter.addressees.0"].removeprefix("? ") == "Ủy ban nhân dân các xã, phường có biển"
    assert fields["letter.addressees.1"] == "Hội Nghề cá"
    assert fields["letter.basis.0.kind"].endswith("Kế hoạch")


def test_the_head_of_a_ward_s_group_signs() -> None:
    fields = read("Địa điểm: Nhà văn hóa.\n\n     Hà Đông, ngày 10/3/2027\n     TỔ TRƯỞNG\n     Lê Văn Tư\n")
    assert (fields["letter.signature.post"], fields["letter.signature.name"]) == ("TỔ TRƯỞNG", "Lê Văn Tư")


def test_a_list_begins_on_the_line_of_its_label() -> None:
    fields = read(
        "Thành phần:    - Ban Giám hiệu\n               - Hội Cha mẹ học sinh\nĐịa điểm: Hội trường.\n"
    )
    assert [fields[f"attendees.{n}"].removeprefix("? ") for n in range(2)] == [
        "Ban Giám hiệu",
        "Hội Cha mẹ học sinh",
    ]


def test_hours_in_brackets_behind_their_day() -> None:
    fields = read(
        "1. Thời gian:\n- Đợt 1: Sáng thứ Tư ngày 10/3/2027 (8h00 - 11h00), dành cho nam;\n- Đợt 2: Chiều thứ Tư ngày 10/3/2027 (14h00 - 16h30), dành cho nữ.\n"
    )
    assert fields["sessions.0.start"] == "? Sáng thứ Tư ngày 10/3/2027 8h00 - 11h00"
    assert fields["sessions.1.title"] == "? Đợt 2"


def test_an_item_that_begins_within_the_line_of_the_one_before() -> None:
    fields = read(
        "IV- PHÂN CÔNG\n1- Văn phòng chuẩn bị hội trường. 2- Công an xã bảo đảm trật tự.\nV- NỘI DUNG: 1- Báo cáo tài chính; 2- Bầu tổ trưởng.\n"
    )
    assert [fields[f"tasks.{n}.units.0"].removeprefix("? ") for n in range(2)] == ["Văn phòng", "Công an xã"]
    assert fields["topics.1"].removeprefix("? ") == "Bầu tổ trưởng"


def test_a_day_between_a_name_and_its_number_is_no_office() -> None:
    fields = read(
        "Địa điểm: Hội trường.\n\nGửi danh sách cho bà Phan Thị Diệu trước 20/3/2027, ĐT 0900.222.919.\n"
    )
    assert fields["contacts.0.unit"] == "? …"


def test_a_new_hour_told_beside_the_former_one_is_a_move_whatever_the_letter_is_called() -> None:
    fields = read(
        "1. Thời gian mới: 14 giờ ngày 19/3/2027 (thay cho 8 giờ ngày 18/3/2027).\n2. Địa điểm: Hội trường.\n"
    )
    assert fields["status.state"] == "? moved"
    assert fields["status.was.sessions.0"] == "? 8 giờ ngày 18/3/2027"


def test_each_document_of_the_basis_may_have_its_verb() -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n",
        f"{HEAD}V/v mời họp\n\nKính gửi: Các phòng.\n\nCăn cứ Luật Điện lực; Căn cứ Biên bản kiểm tra; Công ty Điện lực mời họp:\n",
    )
    assert [fields[f"letter.basis.{n}.text"].removeprefix("? ") for n in range(2)] == [
        "Luật Điện lực",
        "Biên bản kiểm tra",
    ]


def test_a_second_name_for_the_meeting_is_a_note() -> None:
    fields = read(
        "Để họp: Thông qua phương án chia nước.\nVề việc: chia nước vụ Xuân.\nĐịa điểm: Hội trường.\n",
        INVITED,
    )
    assert fields["title"].endswith("Thông qua phương án chia nước")
    assert "chia nước vụ Xuân." in fields["notes.0.text"]


@pytest.mark.parametrize("words", ["hoàn thành đề án", "đối lịch sử với hiện tại", "đội ngày công"])
def test_words_that_only_look_like_a_change_are_none(words: str) -> None:
    fields = read(
        "1. Thời gian: 8 giờ ngày 10/3/2027.\n",
        f"{HEAD}V/v mời họp {words}\n\nKính gửi: Các phòng.\n\nĐể {words}, Ủy ban nhân dân xã mời họp:\n",
    )
    assert "status.state" not in fields
    assert fields["sessions.0"] == "8 giờ ngày 10/3/2027"


def test_hours_of_parts_beside_the_place_under_one_heading() -> None:
    fields = read(
        "1. THỜI GIAN VÀ ĐỊA ĐIỂM\n- Khối 6: 7 giờ 30 ngày 13/3/2027;\n- Khối 7: 13 giờ 30 cùng ngày;\n- Địa điểm: Nhà đa năng.\n"
    )
    assert [fields[f"sessions.{n}.start"] for n in range(2)] == [
        "? 7 giờ 30 ngày 13/3/2027",
        "? 13 giờ 30 ngày 13/03/2027",
    ]
    assert fields["venue"].endswith("Nhà đa năng")


def test_a_meeting_of_several_days_that_is_put_off_has_no_new_day() -> None:
    notice = f"{HEAD}THÔNG BÁO\nVề việc hoãn hội thi\n\nHội thi dự kiến từ ngày 10 đến ngày 11/3/2027, từ 8 giờ đến 11 giờ, xin hoãn.\n\n"
    assert read("Thời gian mới sẽ thông báo sau.\n", notice)["status.state"] == "? postponed"


def test_a_new_place_told_of_itself() -> None:
    fields = read(
        "Địa điểm tổ chức được chuyển đến Nhà văn hóa thôn Hạ.\n",
        NOTICE.replace(
            "Ủy ban nhân dân xã thông báo:",
            "Theo Giấy mời số 9/GM-UBND, cuộc họp tổ chức lúc 14 giờ ngày 24/3/2027 tại Phòng họp A.",
        ),
    )
    assert (fields["status.was.venue"], fields["venue"]) == ("? Phòng họp A", "? Nhà văn hóa thôn Hạ")


def test_an_hour_before_a_colon_is_no_label() -> None:
    fields = read("Từ 7 giờ 30 đến 10 giờ ngày 13/3/2027 (thứ Bảy): Đi thăm đồng. Tập trung ở trạm bơm.\n")
    assert "7 giờ 30 đến 10 giờ ngày 13/3/2027" in fields["sessions.0.start"]


def test_halves_of_a_day_behind_a_bare_date() -> None:
    fields = read(
        "1. Thời gian: thứ Bảy, ngày 13/3/2027; buổi sáng bắt đầu từ 8 giờ 00, buổi chiều bắt đầu từ 14 giờ 00.\n"
    )
    assert [fields[f"sessions.{n}"] for n in range(2)] == [
        "? 8 giờ 00 ngày 13/3/2027",
        "? 14 giờ 00 ngày 13/3/2027",
    ]
