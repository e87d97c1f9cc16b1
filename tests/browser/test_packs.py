"""Packs from the page to the reader: sizes before the tap, the page in the folder, the answer to a printed code."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from paper.letters.pdf_reading import ReadPdf

ID = "2026-07-01-so-ket-mo-hinh-3-cap"
MEETING = f"hop/{ID}/"


def test_buttons_tell_the_size_before_the_tap(page: Page, site_url: str, built_site: Path) -> None:
    page.goto(site_url + MEETING)
    buttons = page.locator(".ph-packs a").all()
    assert [re.sub(r"\d+ kB", "N kB", " ".join(button.inner_text().split())) for button in buttons] == [
        "Một tệp PDF để đọc, để in PDF · 9 trang · N kB",
        "Mọi tệp gốc trong một tệp nén ZIP · N kB",
        "Chỉ phần mới từ 16 giờ 30 phút, thứ Hai, ngày 29/6/2026 ZIP · N kB",
        "Mở công văn (PDF)",
    ]
    for button, name in zip(buttons[:3], ("tron-bo.pdf", "tron-bo.zip", "tron-bo-moi.zip"), strict=True):
        assert button.get_attribute("href") == name
        size = round((built_site / MEETING / name).stat().st_size / 1000)
        assert f"{size} kB" in button.inner_text()
        assert button.bounding_box()["height"] >= 44


def test_page_and_pack_give_the_same_page_numbers(page: Page, site_url: str, built_site: Path) -> None:
    page.goto(site_url + MEETING)
    rows = page.locator("[data-ph-version]", has=page.get_by_text("trong bộ PDF")).all()
    assert rows
    whole = ReadPdf((built_site / MEETING / "tron-bo.pdf").read_bytes())
    for row in rows:
        first = int(re.search(r"tr\. (\d+)", row.text_content())[1])
        href = row.locator("a.ph-doc__open").get_attribute("href")
        with pypdfium2.PdfDocument(built_site / MEETING / href) as original:
            said = original[0].get_textpage().get_text_range()
        shown = whole.document[first - 1].get_textpage().get_text_range()
        assert shown.startswith(said)
        assert f"tr. {first}/{whole.page_count}" in shown


def test_page_in_the_folder_opens_without_a_network(page: Page, built_site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(built_site / MEETING / "tron-bo.zip") as whole:
        whole.extractall(tmp_path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator("h1").inner_text().startswith("Hội nghị sơ kết 1 năm")
    assert asked == [(tmp_path / "index.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    files = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    assert files == [path.as_uri() for path in sorted(tmp_path.glob("0*"))]


def printed_address(built_site: Path) -> str:
    """Return where the code on the cover leads, on the built site."""
    (address,) = ReadPdf((built_site / MEETING / "tron-bo.pdf").read_bytes()).scanned(dpi=150)
    return address.removeprefix("https://hop.example.gov.vn/")


def test_scanned_cover_is_told_that_it_is_the_latest(page: Page, site_url: str, built_site: Path) -> None:
    page.goto(site_url + printed_address(built_site))
    page.wait_for_url(f"**/{MEETING}#ban=*")
    assert page.locator("[data-ph-printed]").inner_text() == "Bản in này là bản mới nhất."


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        ("00000000-202606281800", "Đã có thay đổi sau khi in: Tham luận của Thường trực Tỉnh ủy"),
        ("00000000-202606300000", "Đã có thay đổi sau khi in. Hãy xem lại trang này hoặc tải bộ mới."),
        ("00000000", "Đã có thay đổi sau khi in. Hãy xem lại trang này hoặc tải bộ mới."),
    ],
)
def test_older_print_is_told_what_changed(page: Page, site_url: str, printed: str, answer: str) -> None:
    page.goto(f"{site_url}{MEETING}#ban={printed}")
    assert page.locator("[data-ph-printed]").inner_text() == answer


def test_page_without_a_printed_code_says_nothing_of_prints(page: Page, site_url: str) -> None:
    page.goto(site_url + MEETING)
    assert page.locator("[data-ph-printed]").is_hidden()
