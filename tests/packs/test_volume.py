"""The pack as one PDF, read by another library than the one that made it."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from driver import PortalCase, inspected
from packs.pack_samples import (
    BASE,
    T,
    annotated_pdf,
    blank_pdf,
    lively,
    locked_pdf,
    pack,
    signed_pdf,
    swollen_pdf,
    text_pdf,
    unbindable_pdf,
    with_documents,
)
from packs.sample_binding import WIDE
from paper.letters.letter_samples import REAL_MEETINGS, real_portal
from paper.letters.pdf_reading import ReadPdf
from phonghop.confined.limits import Limits
from phonghop.confined.workers import Workers
from phonghop.packs.contents import pack_of
from phonghop.packs.volume import BoundPack, bound_pack, limits_for
from phonghop.pages.look import Look
from sample_files import pdf, stream


@pytest.fixture(scope="module")
def at_work() -> Iterator[Workers]:
    with Workers() as at_work:
        yield at_work


Bind: TypeAlias = Callable[[PortalCase], BoundPack]


@pytest.fixture
def bound(at_work: Workers) -> Bind:
    def bind(portal: PortalCase) -> BoundPack:
        made = bound_pack(pack(portal), T, at_work, Look())
        assert made.pdf
        return made

    return bind


def outline(pdf: ReadPdf) -> list[tuple[int, str, int]]:
    """Return the level, title and page, from 1, of each bookmark."""
    return [(b.level, b.get_title(), b.get_dest().get_index() + 1) for b in pdf.document.get_toc()]


def stamped(pdf: ReadPdf) -> list[str]:
    """Return the running number on each page."""
    found = [
        re.findall(r"Tài liệu \S+(?: \S+)? · tr\. (\d+/\d+)", pdf.page_text(n)) for n in range(pdf.page_count)
    ]
    return [number for (number,) in found]


def test_order_bookmarks_and_numbers(portal: PortalCase, bound: Bind) -> None:
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


def test_contents_give_the_numbers_and_say_what_is_missing(portal: PortalCase, bound: Bind) -> None:
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


def test_contents_jump_to_the_documents(portal: PortalCase, bound: Bind) -> None:
    pdf = ReadPdf(bound(lively(portal)).pdf)
    assert links(pdf, 1) == {3, 6, 8}


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_pages_are_all_there(meeting_id: str, at_work: Workers) -> None:
    portal = real_portal()
    made = pack_of(portal.by_id[meeting_id], portal, inspected(portal), BASE, T)
    whole = bound_pack(made, T, at_work, Look())
    assert whole.pdf
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


def test_cover_carries_the_code_that_answers(portal: PortalCase, bound: Bind) -> None:
    shown = pack(lively(portal))
    assert re.fullmatch(r".*#ban=[0-9a-f]{8}-202606291800", shown.printed_address)
    assert ReadPdf(bound(portal).pdf).scanned(dpi=150) == {shown.printed_address}


def test_another_document_is_another_revision(portal: PortalCase) -> None:
    before = pack(lively(portal)).revision
    assert pack(portal).revision == before
    portal.write("meetings/2026-07-01-hop/tl.pdf", text_pdf("Tham luận sửa"))
    assert pack(portal).revision != before


def test_same_documents_give_the_same_bytes(portal: PortalCase, bound: Bind) -> None:
    assert bound(lively(portal)).pdf == bound(portal).pdf


def test_locked_broken_and_lying_files_are_listed_instead(portal: PortalCase, bound: Bind) -> None:
    broken = text_pdf("a" * 50)[:400]
    made = bound(with_documents(portal, mot=text_pdf("Một"), khoa=locked_pdf(), hong=broken))
    pdf = ReadPdf(made.pdf)
    assert set(made.places) == {1}
    assert "Tệp PDF riêng có đặt mật khẩu" in pdf.page_text(1)
    assert "Tệp PDF riêng, không ghép được" in pdf.page_text(1)


def test_file_that_fails_while_it_is_copied_is_listed_instead(portal: PortalCase, bound: Bind) -> None:
    made = bound(with_documents(portal, mot=text_pdf("Một"), hai=unbindable_pdf()))
    assert set(made.places) == {1}
    assert made.refused == {2: "unreadable"}
    assert "không ghép được" in ReadPdf(made.pdf).page_text(1)


def test_file_that_exceeds_the_limits_is_listed_instead(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    monkeypatch.setattr("phonghop.packs.volume.JOB", "sample_binding:ended_at_wide_pages")
    with_documents(portal, mot=text_pdf("Một"), hai=blank_pdf(width=WIDE), ba=text_pdf("Ba"))
    with Workers() as at_work:
        made = bound_pack(pack(portal), T, at_work, Look())
    assert made.pdf
    assert set(made.places) == {1, 3}
    assert made.refused == {2: "exceeded"}
    assert "quá phức tạp nên không ghép" in ReadPdf(made.pdf).page_text(1)


def test_when_all_together_exceed_them_the_largest_is_left_out(
    portal: PortalCase, bound: Bind, monkeypatch: pytest.MonkeyPatch
) -> None:
    tight = Limits(memory=1 << 30, cpu=20, wall=60, written=200_000)
    monkeypatch.setattr("phonghop.packs.volume.limits_for", lambda *_: tight)
    heavy = pdf("Hai", entries=b"/Group 6 0 R", more=[stream(Random(1).randbytes(300_000))])
    made = bound(with_documents(portal, mot=text_pdf("Một"), hai=heavy))
    assert set(made.places) == {1}
    assert made.refused == {2: "exceeded"}


def test_limits_grow_with_what_is_bound() -> None:
    small, large = limits_for(1 << 20, 10), limits_for(300 << 20, 2000)
    assert small.cpu < large.cpu
    assert large.memory > 2 * (110_000_000 + (300 << 20))
    assert large.written > 300 << 20


def test_nothing_to_bind_gives_no_pack(portal: PortalCase, at_work: Workers) -> None:
    made = bound_pack(pack(with_documents(portal, khoa=locked_pdf())), T, at_work, Look())
    assert made.pdf is None
    assert made.refused == {1: "encrypted"}


def test_signed_file_says_that_the_signature_is_elsewhere(portal: PortalCase, bound: Bind) -> None:
    made = bound(with_documents(portal, mot=signed_pdf()))
    assert "Tệp gốc có chữ ký số là tệp riêng" in ReadPdf(made.pdf).page_text(1)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("corner", [(0, 0), (-200, 300)])
@pytest.mark.parametrize("size", [(595, 842), (1191, 842), (300, 200)])
def test_number_stands_upright_at_the_lower_right(
    portal: PortalCase, turned: int, corner: tuple[int, int], size: tuple[int, int], bound: Bind
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


def test_links_and_pictures_stay_and_actions_do_not(portal: PortalCase, bound: Bind) -> None:
    made = bound(with_documents(portal, mot=text_pdf("Một"), hai=annotated_pdf()))
    pdf = ReadPdf(made.pdf)
    first, second = made.places[2]
    assert links(pdf, first - 1) == {second - 1, "https://example.vn/"}
    for trace in (b"alert", b"calc", b"/JavaScript", b"/AA", b"/OpenAction", b"/Launch"):
        assert trace not in made.pdf
    red = pdf.document[first - 1].render(scale=1).to_pil().getpixel((350, 842 - 450))
    assert red == (255, 0, 0)


def test_content_is_copied_without_being_unpacked(portal: PortalCase, bound: Bind) -> None:
    file, packed = swollen_pdf()
    made = bound(with_documents(portal, mot=file))
    assert packed in made.pdf
    assert len(made.pdf) < 2**19


def test_pages_that_contain_themselves_come_to_an_end(portal: PortalCase, bound: Bind) -> None:
    looped = blank_pdf().replace(b"/Kids [ 4 0 R ]", b"/Kids [ 2 0 R ]")
    assert b"/Kids [ 2 0 R ]" in looped
    made = bound(with_documents(portal, mot=text_pdf("Một"), vong=looped))
    assert set(made.places) == {1}
