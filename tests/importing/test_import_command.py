"""``phonghop import`` as a clerk meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from word_habits import paragraph, write

from driver import PortalCase
from phonghop.source import plain, read
from sample_files import pdf

LETTER = """\
ỦY BAN NHÂN DÂN              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ ĐÔNG HẠ                      Độc lập - Tự do - Hạnh phúc
Số: 12/GM-UBND                 Đông Hạ, ngày 01 tháng 6 năm 2026

GIẤY MỜI
Họp bàn đường liên thôn

UBND xã tổ chức họp bàn đường liên thôn, như sau:

1. Thành phần:
- Ông Cù Xuân Lẫm - Chủ tịch UBND xã: chủ trì;
- Trưởng các thôn.
2. Thời gian: 8 giờ, ngày 10/6/2026.
3. Địa điểm: Hội trường UBND xã.
Liên hệ: bà Lường Thị Ín, Văn phòng UBND xã, 0900 000 617.

Nơi nhận:                        CHỦ TỊCH
- Như thành phần;
- Lưu: VT.
                                 Cù Xuân Lẫm
"""
DRAFT = "meetings/2026-06-10-hop-ban-duong-lien-thon/meeting.yml"


def test_a_letter_becomes_a_draft(portal: PortalCase) -> None:
    portal.portal_file(
        "name: Cổng\npublisher: VP\nbodies:\n  - id: xa\n    name: Ủy ban nhân dân xã Đông Hạ\n"
        "    letterhead: [ỦY BAN NHÂN DÂN, XÃ ĐÔNG HẠ]\n    letters: state-nd30\n    symbol: UBND\n"
    ).write("giay-moi.txt", LETTER)
    done = portal.run("import", str(portal.root / "giay-moi.txt"))
    assert done.exit_code == 0, done.output
    assert DRAFT in done.output
    assert portal.run("check").exit_code == 0
    node, _ = read(portal.read(DRAFT).encode(), DRAFT)
    assert node
    meeting = plain(node)
    assert isinstance(meeting, dict)
    assert meeting["organizer"] == "xa"
    assert meeting["sessions"] == ["8 giờ, ngày 10/6/2026"]
    trace = json.loads(portal.read("in/2026-06-10-hop-ban-duong-lien-thon/trace.json"))
    assert trace["lines"][4] == "GIẤY MỜI"


def test_a_draft_is_never_written_over_a_meeting(portal: PortalCase) -> None:
    portal.write("giay-moi.txt", LETTER)
    file = str(portal.root / "giay-moi.txt")
    assert portal.run("import", file).exit_code == 0
    before = portal.read(DRAFT)
    assert portal.run("import", file).exit_code == 2
    assert portal.read(DRAFT) == before


@pytest.mark.parametrize(
    "mark", ["MẬT      Số: 3/GM", "   TỐI MẬT", "Độ mật: TUYỆT MẬT"], ids=["beside", "alone", "declared"]
)
def test_a_letter_with_a_secrecy_mark_is_refused_before_anything_is_written(
    portal: PortalCase, mark: str
) -> None:
    portal.write("giay-moi.txt", f"{mark}\n{LETTER}")
    done = portal.run("import", str(portal.root / "giay-moi.txt"))
    assert done.exit_code == 2
    assert "độ mật" in done.output
    assert not (portal.root / "in").exists()
    assert [p.name for p in (portal.root / "meetings").iterdir()] == ["portal.yml"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("quet.pdf", pdf(""), "bản quét"),
        ("cu.doc", b"\xd0\xcf\x11\xe0", "lưu thành .docx"),
        ("hong.docx", b"PK\x03\x04 but no more", "hỏng"),
        ("hong.pdf", b"%PDF-1.7\n", "hỏng"),
        ("nhi-phan.txt", b"\xff\xfe\xfd\x00\x81", "không"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    portal: PortalCase, name: str, data: bytes, words: str
) -> None:
    portal.write(name, data)
    done = portal.run("import", str(portal.root / name))
    assert done.exit_code == 2, done.output
    assert words in done.output
    assert "Traceback" not in done.output


def test_a_word_file_is_read_in_a_process_of_its_own(portal: PortalCase, tmp_path: Path) -> None:
    path = write(tmp_path / "giay-moi.docx", "".join(paragraph(line) for line in LETTER.splitlines()))
    assert portal.run("import", str(path), "--id", "2026-06-10-hop").exit_code == 0
    assert "Họp bàn đường liên thôn" in portal.read("meetings/2026-06-10-hop/meeting.yml")
