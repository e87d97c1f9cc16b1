"""The notice that goes out once a meeting is not held as its letters said: what it states, and what it must not."""

from __future__ import annotations

import pytest

from driver import PortalCase
from paper.letters.expected import squeezed
from paper.letters.pdf_reading import ReadPdf
from phonghop.pages.letters import letter_identity, letter_of
from phonghop.paper.letters import Letter
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import Portal, load
from phonghop.text.runs import plain_text
from phonghop.text.strings import strings

OLD = "2026-12-22-hop"
NEW = "2026-12-24-hop"
VI = strings("vi")
INVITATION = """\
title: Hội nghị giao ban
organizer: vp
form: trực tiếp
sessions: 22/12/2026 8h-11h
points: {name: Phòng họp, venue: Phòng họp số 1, attendees: Các phòng}
letter:
  number: "12"
  date: 10/12/2026
  closing: Kính mời các đồng chí đến dự.
  recipients: [Như thành phần mời, Lưu Văn phòng]
  signature: {post: Chánh Văn phòng, name: Nguyễn Văn Mẫu}
"""


def loaded(portal: PortalCase, status: str, replacement: str = "") -> Portal:
    portal.write(f"meetings/{OLD}/meeting.yml", INVITATION + status)
    if replacement:
        portal.write(f"meetings/{NEW}/meeting.yml", replacement)
    read, problems = load(portal.root)
    assert read is not None
    assert problems == ()
    return read


def notice(portal: PortalCase, status: str, replacement: str = "") -> Letter:
    read = loaded(portal, status, replacement)
    return letter_of(read.by_id[OLD], read, "https://hop.example.gov.vn/", "print", VI)


def lines(letter: Letter) -> list[str]:
    return [
        *map(plain_text, letter.opening),
        *(block.text for block in letter.body),
        plain_text(letter.closing),
    ]


def test_a_notice_bears_no_code_that_invites_to_what_is_not_held(portal: PortalCase) -> None:
    links = "links: [{kind: attendance, url: 'https://example.vn/a'}, {kind: support, url: 'https://example.vn/b'}]\n"
    made = notice(portal, f"{links}status: hoãn\n")
    assert [code.label for code in made.codes] == ["Thông tin", "Hỗ trợ kỹ thuật"]
    held = notice(portal, links)
    assert [code.label for code in held.codes] == ["Thông tin", "Xác nhận tham dự", "Hỗ trợ kỹ thuật"]


def test_a_postponed_meeting_promises_no_date(portal: PortalCase) -> None:
    made = notice(
        portal,
        "status:\n  state: hoãn\n  reason: do bão số 5\n  remains: Tài liệu đã gửi.\n"
        "  paper: {number: '15', date: 20/12/2026}\n",
    )
    assert made.type_name == "THÔNG BÁO"
    assert "15-TB" in made.number
    assert made.date is not None
    assert made.subject == ("Về việc hoãn Hội nghị giao ban",)
    assert lines(made) == [
        "Văn phòng thông báo hoãn Hội nghị giao ban.",
        "Lý do: do bão số 5.",
        *lines(made)[2:3],
        "2. Thời gian đã mời: 08 giờ 00 phút đến 11 giờ, ngày 22/12/2026 (thứ Ba).",
        "3. Địa điểm đã mời: Phòng họp số 1.",
        "4. Thời gian mới: chưa ấn định.",
        "5. Giữ nguyên: Tài liệu đã gửi.",
        "Trân trọng thông báo.",
    ]
    assert "12-GM" in lines(made)[2]
    assert "10/12/2026" in lines(made)[2]
    assert [signed.name for signed in made.signatures] == ["Nguyễn Văn Mẫu"]


def test_a_meeting_moved_within_its_file_tells_both_times_and_places(portal: PortalCase) -> None:
    made = notice(
        portal, "status:\n  state: dời\n  was: {sessions: 15/12/2026 14h, venue: Hội trường tầng 2}\n"
    )
    assert made.subject == (
        "Về việc thay đổi thời gian, địa điểm tổ chức",
        "Hội nghị giao ban",
    )
    assert lines(made)[2:] == [
        "2. Thời gian đã mời: 14 giờ 00 phút, ngày 15/12/2026 (thứ Ba).",
        "3. Địa điểm đã mời: Hội trường tầng 2.",
        "4. Thời gian mới: 08 giờ 00 phút đến 11 giờ, ngày 22/12/2026 (thứ Ba).",
        "5. Địa điểm mới: Phòng họp số 1.",
        "Trân trọng thông báo.",
    ]


def test_what_does_not_change_is_not_called_new(portal: PortalCase) -> None:
    place = lines(notice(portal, "status: {state: dời, was: {venue: Hội trường tầng 2}}\n"))
    assert "3. Thời gian: 08 giờ 00 phút đến 11 giờ, ngày 22/12/2026 (thứ Ba)." in place
    assert "4. Địa điểm mới: Phòng họp số 1." in place
    time = lines(notice(portal, "status: {state: dời, was: 15/12/2026 14h}\n"))
    assert "4. Địa điểm: Phòng họp số 1." in time


def test_a_replaced_meeting_tells_of_the_one_in_its_place(portal: PortalCase) -> None:
    other = INVITATION.replace("22/12", "24/12").replace("giao ban", "tổng kết")
    made = notice(portal, f"status: {{state: dời, replacement: {NEW}}}\n", other)
    assert lines(made)[2:] == [
        "2. Thời gian đã mời: 08 giờ 00 phút đến 11 giờ, ngày 22/12/2026 (thứ Ba).",
        "3. Địa điểm đã mời: Phòng họp số 1.",
        "4. Thay bằng: Hội nghị tổng kết.",
        "5. Thời gian mới: 08 giờ 00 phút đến 11 giờ, ngày 24/12/2026 (thứ Năm).",
        "6. Địa điểm: Phòng họp số 1.",
        "Trân trọng thông báo.",
    ]


def test_the_time_of_a_meeting_that_is_off_too_is_not_offered(portal: PortalCase) -> None:
    other = INVITATION.replace("22/12", "24/12") + "status: hoãn\n"
    told = lines(notice(portal, f"status: {{state: dời, replacement: {NEW}}}\n", other))
    assert "4. Thời gian mới: chưa ấn định." in told
    assert not any("24/12" in line for line in told)


def test_a_cancelled_meeting_has_no_new_time(portal: PortalCase) -> None:
    made = notice(portal, "status: không họp\n")
    assert made.subject == ("Về việc không tổ chức Hội nghị giao ban",)
    assert not any("mới" in line for line in lines(made)[2:])


def test_a_notice_of_a_cong_van_keeps_its_shell(portal: PortalCase) -> None:
    text = INVITATION.replace("letter:\n", "letter:\n  kind: cong-van\n  addressees: Các phòng\n")
    portal.write(f"meetings/{OLD}/meeting.yml", text + "status: hoãn\n")
    read, _ = load(portal.root)
    assert read is not None
    made = letter_of(read.by_id[OLD], read, "https://hop.example.gov.vn/", "print", VI)
    assert (made.type_name, made.addressees) == ("", ("Các phòng",))
    assert made.subject == ("hoãn Hội nghị giao ban",)
    assert "-CV" in made.number


@pytest.mark.parametrize("status", ["hoãn", "không họp", "{state: dời, was: 15/12/2026 14h}"])
def test_the_invitation_is_gone_from_paper(portal: PortalCase, status: str) -> None:
    made = notice(portal, f"status: {status}\n")
    text = "".join(squeezed(ReadPdf(render_pdf(made)).page_text(n)) for n in range(1))
    assert "Kínhmời" not in text
    assert "THÔNGBÁO" in text
    assert "Trântrọngthôngbáo" in text


def test_the_number_of_the_notice_is_not_that_of_the_invitation(portal: PortalCase) -> None:
    status = "status: {state: hoãn, paper: {number: '15', date: 20/12/2026}}\n"
    read = loaded(portal, status)
    identity = letter_identity(read.by_id[OLD], read, VI)
    assert identity.startswith("số 15-TB")
    assert identity.endswith("ngày 20/12/2026")
    silent = loaded(portal, "status: hoãn\n")
    assert letter_identity(silent.by_id[OLD], silent, VI) == ""


def test_what_stays_needs_no_heading_where_it_says_so_itself(portal: PortalCase) -> None:
    own = "remains: Thẻ đại biểu vẫn dùng được., void: Giấy mời số 12 không còn hiệu lực."
    told = "\n".join(lines(notice(portal, f"status: {{state: hoãn, {own}}}\n")))
    assert "Nội dung khác" in told
    assert "Giữ nguyên" not in told
    assert "Hết hiệu lực" not in told
    bare = notice(portal, "status: {state: hoãn, remains: Thành phần, void: Giấy mời số 12}\n")
    assert {"Giữ nguyên: Thành phần.", "Hết hiệu lực: Giấy mời số 12."} <= {
        block.text.partition(" ")[2] for block in bare.body
    }
