"""What staff are told of their files."""

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.model.documents import Acceptable
from phonghop.text.problems import Severity, catalogue
from sample_files import comments, core_properties, docx, pdf

LINE = f"meetings/{MEETING_ID}/meeting.yml"


def given(portal: PortalCase, more: str, **files: bytes) -> PortalCase:
    portal.meeting(more)
    for name, content in files.items():
        portal.write(f"meetings/{MEETING_ID}/{'.'.join(name.rsplit('_', 1))}", content)
    return portal


def test_all_problems_of_all_files_are_told_at_once_at_their_lines(portal: PortalCase) -> None:
    left = docx(parts={**comments(2), **core_properties("Nguyễn Văn A")})
    whole = pdf()
    given(portal, "documents:\n  - a.docx\n  - b.pdf\n", a_docx=left, b_pdf=whole[:200])
    told = [line.partition(";")[0] for line in portal.check().output.splitlines()]
    assert told == [
        f"{LINE}:6:5: PH705 Tệp «a.docx» còn 2 lời bình (Comments)",
        f"{LINE}:6:5: PH706 Tệp «a.docx» còn ghi tên người soạn: Nguyễn Văn A",
        f"{LINE}:7:5: PH701 Tệp «b.pdf» hỏng hoặc bị cắt cụt, không đọc được trọn vẹn",
        "1 lỗi, 2 cảnh báo.",
    ]


def test_an_old_version_is_looked_at_as_well(portal: PortalCase) -> None:
    more = "documents:\n  - id: a\n    file: a.pdf\n    versions:\n      - {file: cu.pdf, replaced_at: 30/6/2026}\n"
    given(portal, more, a_pdf=pdf(), cu_pdf=b"%PDF-1.7\n")
    assert f"{LINE}:9:16: PH701" in portal.check().output


def test_what_the_office_accepts_is_not_told_again(portal: PortalCase) -> None:
    left = docx(parts={**comments(2), **core_properties("A")})
    given(portal, "documents:\n  - file: a.docx\n    accepted: PH705\n", a_docx=left)
    output = portal.check().output
    assert "PH705" not in output
    assert "PH706" in output


def test_an_error_cannot_be_accepted(portal: PortalCase) -> None:
    given(portal, "documents:\n  - file: a.pdf\n    accepted: PH701\n", a_pdf=b"%PDF-1.7\n")
    assert "PH206" in portal.check().output


@pytest.mark.parametrize("code", Acceptable.__args__)
def test_whatever_can_be_accepted_is_a_doubt_about_a_file(code: str) -> None:
    assert code.startswith("PH7")
    assert catalogue()[code] is Severity.WARNING


@pytest.mark.parametrize(("visibility", "told"), [("public", False), ("internal", True)])
def test_a_number_that_the_meeting_publishes_may_stand_in_its_files(
    portal: PortalCase, visibility: str, told: bool
) -> None:
    contact = f"contacts:\n  - {{id: a, unit: Văn phòng, phone: 0912.345.678, visibility: {visibility}}}\n"
    given(portal, f"documents: a.pdf\n{contact}", a_pdf=pdf("Lien he 0912345678, +84 912 345 678"))
    assert ("PH707" in portal.check().output) is told


def test_only_numbers_that_are_not_public_are_named(portal: PortalCase) -> None:
    contact = "contacts:\n  - {id: a, unit: Văn phòng, phone: 0912.345.678, visibility: public}\n"
    given(portal, f"documents: a.pdf\n{contact}", a_pdf=pdf("0912345678\n0987654321"))
    assert "số điện thoại di động: 098•••••21;" in portal.check().output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("BEGIN:VCARD\nN:Lo;Khiem;Van;;", True),
        ("N:Khiem;Lo Van;;;", True),
        ("Lo Van Kiem; Khiem Van; Lo Thi Khiem", False),
        ("Lien he 91 234 5678.", True),
        ("1 0912345678", True),
        ("0912345678/0987654321", True),
        ("00840912345678", True),
        ("STK 109123456781", False),
        ("STK 91234567812", False),
    ],
)
def test_an_internal_contact_is_known_in_other_orders_and_not_within_longer_numbers(
    portal: PortalCase, words: str, told: bool
) -> None:
    contact = "contacts:\n  - {id: a, unit: Văn phòng, name: Lò Văn Khiêm, phone: 0912.345.678}\n"
    given(portal, f"documents: a.pdf\n{contact}", a_pdf=pdf(words))
    assert ("PH729" in portal.check().output) is told


def test_a_missing_file_and_one_that_is_not_served_are_left_to_other_checks(portal: PortalCase) -> None:
    given(portal, "documents: [a.pdf, b.exe]\n", b_exe=b"MZ")
    assert portal.check().output.endswith("2 lỗi, 0 cảnh báo.\n")


def test_nothing_is_kept_in_the_project(portal: PortalCase) -> None:
    given(portal, "documents: a.pdf\n", a_pdf=pdf()).check()
    assert {path.relative_to(portal.root).parts[0] for path in portal.root.rglob("*")} == {"meetings"}
