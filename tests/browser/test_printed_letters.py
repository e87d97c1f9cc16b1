"""A code on a printed letter answers whether the letter is still the latest: scanned, opened in Chromium, judged there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from paper.letters.pdf_reading import ReadPdf

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
LATEST = "Công văn mới nhất: số 1064-CV/TU, ngày 28/6/2026."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def scanned(built_site: Path) -> str:
    """Where the only code on the letter leads that can answer, on the built site."""
    addresses = ReadPdf((built_site / MEETING / "giay-moi.pdf").read_bytes()).scanned(dpi=200)
    (address,) = (address for address in addresses if "#" in address)
    return address.removeprefix("https://hop.example.gov.vn/")


def test_scanned_letter_is_told_that_it_is_the_latest(page: Page, site_url: str, scanned: str) -> None:
    page.goto(site_url + scanned)
    page.wait_for_url(f"**/{MEETING}#thu=*")
    assert page.locator("[data-ph-printed]").inner_text() == "Công văn này là bản mới nhất."


def test_letter_printed_before_its_date_was_set_is_still_the_latest(
    page: Page, site_url: str, scanned: str
) -> None:
    page.goto(site_url + scanned.rpartition("-")[0])
    page.wait_for_url(f"**/{MEETING}#thu=*")
    assert page.locator("[data-ph-printed]").inner_text() == "Công văn này là bản mới nhất."


@pytest.mark.parametrize(
    ("printed", "answer"),
    [
        (
            "00000000-20260624",
            "Công văn này đã được thay. Bản mới nhất: số 1064-CV/TU, ngày 28/6/2026, ở mục «Toàn văn công văn».",
        ),
        (
            "00000000-20260628",
            "Nội dung công văn đã thay đổi sau khi in. Bản mới nhất ở mục «Toàn văn công văn».",
        ),
    ],
)
def test_older_letter_is_told_which_one_stands(page: Page, site_url: str, printed: str, answer: str) -> None:
    page.goto(f"{site_url}{MEETING}#thu={printed}")
    notice = page.locator("[data-ph-printed]")
    assert notice.inner_text() == answer
    assert "ph-news--stale" in notice.get_attribute("class")


def test_without_javascript_number_and_date_can_be_compared(
    browser: Browser, site_url: str, scanned: str, built_site: Path
) -> None:
    code = (built_site / scanned.partition("#")[0] / "index.html").read_text("utf-8")
    assert LATEST in code
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        assert page.get_by_text(LATEST).is_visible()
