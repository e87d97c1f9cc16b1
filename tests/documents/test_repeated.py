"""A published document that says what a held one will say is asked about, and nothing else is."""

from __future__ import annotations

import pytest

from driver import PortalCase
from phonghop.documents.repeated import Lines, Secret
from sample_files import docx

SECRET = (
    "Kinh phí di chuyển của mười hai đơn vị trực thuộc do ngân sách thành phố bảo đảm theo dự toán đã được thẩm định "
    "và sẽ được trình kỳ họp thường lệ cuối năm xem xét, quyết định trước ngày ba mươi mốt tháng mười hai."
)
FORM = "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập - Tự do - Hạnh phúc"
BASIS = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025 của Quốc hội khóa mười lăm;"


def written(*paragraphs: str) -> bytes:
    return docx("".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs))


def asked(portal: PortalCase, published: list[str], more: str = "") -> bool:
    portal.write(
        "meetings/2026-07-01-hop/giu.docx", written(FORM, BASIS, SECRET, "Nơi nhận: Như trên; Lưu VT.")
    )
    portal.write("meetings/2026-07-01-hop/ra.docx", written(*published))
    portal.meeting(
        "documents:\n  - {title: Phương án, file: giu.docx, release: 01/7/2040 8 giờ}\n"
        f"  - {{title: Thông tin, file: ra.docx{more}}}\n"
    )
    return ":7:" in "".join(line for line in portal.check().output.splitlines() if "PH730" in line)


@pytest.mark.parametrize(
    "published", [[SECRET], [SECRET.upper()], ["Về kinh phí:", SECRET[:120]], [FORM, SECRET[40:]]]
)
def test_words_of_a_held_document_are_asked_about(portal: PortalCase, published: list[str]) -> None:
    assert asked(portal, published)


def test_the_heads_of_a_table_are_no_secret(portal: PortalCase) -> None:
    heads = "TT, Đơn vị, Kế hoạch, Tỷ đồng, Thực hiện, Tỷ đồng, Tỷ lệ, Ghi chú, Phần trăm".split(", ")
    portal.write("meetings/2026-07-01-hop/giu.docx", written(FORM, SECRET, *heads, SECRET[::-1], FORM))
    portal.write("meetings/2026-07-01-hop/ra.docx", written(*heads))
    portal.meeting(
        "documents:\n  - {title: Phương án, file: giu.docx, release: 01/7/2040 8 giờ}\n  - {title: Thông tin, file: ra.docx}\n"
    )
    assert "PH730" not in portal.check().output


@pytest.mark.parametrize("size", [3, 7, 13])
def test_whatever_interrupts_a_sentence_at_the_end_of_a_line_hides_nothing(size: int) -> None:
    words = SECRET.split()[20:40]
    pages = (
        f"Trang 1\n{' '.join(words[:size])}\n1 Xem báo cáo riêng.\nUBND",
        f"Trang 2\n{' '.join(words[size:])}\nUBND",
    )
    assert Secret(SECRET).is_in(Lines(pages))
    assert not Secret(SECRET).is_in(Lines([pages[0]]))


def test_other_words_that_go_on_like_a_held_sentence_are_none() -> None:
    words = SECRET.split()
    assert not Secret(SECRET).is_in(Lines([f"{' '.join(words[20:30])} khác\n{' '.join(words[30:40])}"]))


@pytest.mark.parametrize(
    "published",
    [
        [FORM, BASIS],
        [SECRET[:40]],
        ["Kinh phí do ngân sách thành phố bảo đảm."],
        [FORM, "Nơi nhận: Như trên; Lưu VT."],
    ],
)
def test_what_forms_and_laws_say_is_no_secret(portal: PortalCase, published: list[str]) -> None:
    assert not asked(portal, published)


def test_an_accepted_passage_is_asked_about_no_more(portal: PortalCase) -> None:
    assert not asked(portal, [SECRET], ", accepted: PH730")


def test_what_is_out_already_is_no_secret(portal: PortalCase) -> None:
    asked(portal, [SECRET])
    path = portal.root / "meetings/2026-07-01-hop/meeting.yml"
    path.write_text(path.read_text("utf-8").replace("01/7/2040", "01/7/2020"), "utf-8")
    assert "PH730" not in portal.check().output


def test_it_is_asked_again_when_nothing_has_changed(portal: PortalCase) -> None:
    assert asked(portal, [SECRET])
    assert "PH730" in portal.check().output
