"""The pack as one PDF, read by another library than the one that made it."""

from __future__ import annotations

import ctypes
import re

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from driver import PortalCase, inspected
from phonghop.products.packs.bound import BoundPack, bound_pack
from phonghop.products.packs.contents import pack_of
from products.letters.letter_samples import REAL_MEETINGS, real_portal
from products.letters.pdf_reading import ReadPdf
from products.packs.pack_samples import (
    BASE,
    T,
    annotated_pdf,
    blank_pdf,
    lively,
    locked_pdf,
    pack,
    swollen_pdf,
    text_pdf,
    with_documents,
)


def bound(portal: PortalCase) -> BoundPack:
    made = bound_pack(pack(portal), T)
    assert made is not None
    return made


def outline(pdf: ReadPdf) -> list[tuple[int, str, int]]:
    """Return the level, title and page, from 1, of each bookmark."""
    return [(b.level, b.get_title(), b.get_dest().get_index() + 1) for b in pdf.document.get_toc()]


def stamped(pdf: ReadPdf) -> list[str]:
    """Return the running number on each page."""
    found = [
        re.findall(r"Tài liệu \S+(?: \S+)? · tr\. (\d+/\d+)", pdf.page_text(n)) for n in range(pdf.page_count)
    ]
    return [number for (number,) in found]


def test_order_bookmarks_and_numbers(portal: PortalCase) -> None:
    made = bound(lively(portal))
    pdf = ReadPdf(made.pdf)
    assert pdf.page_count == made.pages == 9
    assert stamped(pdf) == [f"{n}/9" for n in range(1, 10)]
    assert outline(pdf) == [
        (0, "Mục lục", 2),
        (0, "2. Báo cáo sơ kết", 3),
        (1, "Báo cáo sơ kết", 4),
        (0, "3. Thảo luận", 6),
        (1, "Tham luận", 7),
        (0, "Tài liệu khác", 8),
        (1, "Chương trình: sáng/chiều?", 9),
    ]
    assert made.places == {1: (4, 5), 3: (7, 7), 5: (9, 9)}
    assert "Hai" in pdf.page_text(4)


def test_contents_give_the_numbers_and_say_what_is_missing(portal: PortalCase) -> None:
    contents = ReadPdf(bound(lively(portal)).pdf).page_text(1)
    for words in (
        "4–5",
        "Tệp DOCX riêng, không ghép vào bộ PDF này",
        "Chờ phát hành. Chờ Trung ương phát hành",
        "Đã thu hồi: Nhầm tệp",
        "https://example.vn/nq",
    ):
        assert words in contents
    assert "Phương án" not in contents


def test_contents_jump_to_the_documents(portal: PortalCase) -> None:
    pdf = ReadPdf(bound(lively(portal)).pdf)
    assert links(pdf, 1) == {3, 6, 8}


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_pages_are_all_there(meeting_id: str) -> None:
    portal = real_portal()
    made = pack_of(portal.by_id[meeting_id], portal, inspected(portal), BASE, T)
    whole = bound_pack(made, T)
    assert whole is not None
    pdf = ReadPdf(whole.pdf)
    assert stamped(pdf) == [f"{n}/{whole.pages}" for n in range(1, whole.pages + 1)]
    for entry in made.present:
        if entry.number in whole.places:
            assert entry.file
            first, last = whole.places[entry.number]
            with pypdfium2.PdfDocument(entry.file.path) as original:
                assert last - first + 1 == len(original)
                for page in range(len(original)):
                    said = original[page].get_textpage().get_text_range()
                    assert pdf.document[first - 1 + page].get_textpage().get_text_range().startswith(said)


def test_cover_carries_the_code_that_answers(portal: PortalCase) -> None:
    shown = pack(lively(portal))
    assert re.fullmatch(r".*#ban=[0-9a-f]{8}-202606291800", shown.printed_address)
    assert ReadPdf(bound(portal).pdf).scanned(dpi=150) == {shown.printed_address}


def test_another_document_is_another_revision(portal: PortalCase) -> None:
    before = pack(lively(portal)).revision
    assert pack(portal).revision == before
    portal.write("meetings/2026-07-01-hop/tl.pdf", text_pdf("Tham luận sửa"))
    assert pack(portal).revision != before


def test_same_documents_give_the_same_bytes(portal: PortalCase) -> None:
    assert bound(lively(portal)).pdf == bound(portal).pdf


def test_locked_broken_and_lying_files_are_listed_instead(portal: PortalCase) -> None:
    broken = text_pdf("a" * 50)[:400]
    made = bound(with_documents(portal, mot=text_pdf("Một"), khoa=locked_pdf(), hong=broken))
    pdf = ReadPdf(made.pdf)
    assert set(made.places) == {1}
    assert "Tệp PDF riêng có đặt mật khẩu" in pdf.page_text(1)
    assert "Tệp PDF riêng, không ghép được" in pdf.page_text(1)


def test_file_that_fails_while_it_is_copied_is_listed_instead(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_documents(portal, mot=text_pdf("Một"), hai=annotated_pdf())
    monkeypatch.setattr("phonghop.products.packs.annotations._picture", lambda *_: 1 / 0)
    made = bound(portal)
    assert set(made.places) == {1}
    assert "không ghép được" in ReadPdf(made.pdf).page_text(1)


def test_nothing_to_bind_gives_no_pack(portal: PortalCase) -> None:
    assert bound_pack(pack(with_documents(portal, khoa=locked_pdf())), T) is None


def test_signed_file_says_that_the_signature_is_elsewhere(portal: PortalCase) -> None:
    signed = text_pdf("Một") + b"\n% /ByteRange [0 1 2 3]\n"
    assert "Tệp gốc có chữ ký số là tệp riêng" in ReadPdf(
        bound(with_documents(portal, mot=signed)).pdf
    ).page_text(1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [(0, 0), (-200, 300)])
@pytest.mark.parametrize("size", [(595, 842), (1191, 842), (300, 200)])
def test_number_stands_upright_at_the_lower_right(
    portal: PortalCase, turned: int, corner: tuple[int, int], size: tuple[int, int]
) -> None:
    odd = blank_pdf(*size, turned=turned, left=corner[0], bottom=corner[1])
    pdf = ReadPdf(bound(with_documents(portal, mot=odd)).pdf)
    page = pdf.document[2]
    short = min(page.get_size())
    picture = page.render(scale=595 / short).to_pil().convert("L").point(lambda ink: 255 * (ink < 128))
    left, top, right, bottom = picture.getbbox()
    assert picture.width - 36 < right <= picture.width - 30
    assert picture.height - 26 < top < bottom < picture.height - 12
    assert 60 < right - left < 130


def links(pdf: ReadPdf, page: int) -> set[int | str]:
    """Return where the links on `page` lead: to a page, from 0, or to an address."""
    shown, document = pdf.document[page], pdf.document.raw
    found: set[int | str] = set()
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(shown.raw, position, link):
        if target := pdfium.FPDFLink_GetDest(document, link):
            found.add(pdfium.FPDFDest_GetDestPageIndex(document, target))
        else:
            address = ctypes.create_string_buffer(200)
            pdfium.FPDFAction_GetURIPath(document, pdfium.FPDFLink_GetAction(link), address, 200)
            found.add(address.value.decode())
    return found


def test_links_and_pictures_stay_and_actions_do_not(portal: PortalCase) -> None:
    made = bound(with_documents(portal, mot=text_pdf("Một"), hai=annotated_pdf()))
    pdf = ReadPdf(made.pdf)
    first, second = made.places[2]
    assert links(pdf, first - 1) == {second - 1, "https://example.vn/"}
    for trace in (b"alert", b"calc", b"/JavaScript", b"/AA", b"/OpenAction", b"/Launch"):
        assert trace not in made.pdf
    red = pdf.document[first - 1].render(scale=1).to_pil().getpixel((350, 842 - 450))
    assert red == (255, 0, 0)


def test_content_is_copied_without_being_unpacked(portal: PortalCase) -> None:
    file, packed = swollen_pdf()
    made = bound(with_documents(portal, mot=file))
    assert packed in made.pdf
    assert len(made.pdf) < 2**19


def test_pages_that_contain_themselves_come_to_an_end(portal: PortalCase) -> None:
    looped = blank_pdf().replace(b"/Kids [ 4 0 R ]", b"/Kids [ 2 0 R ]")
    assert b"/Kids [ 2 0 R ]" in looped
    made = bound(with_documents(portal, mot=text_pdf("Một"), vong=looped))
    assert set(made.places) == {1}
