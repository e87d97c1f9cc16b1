"""Meetings that are not held as their letters said: nothing on page, paper or code sends anybody to the old hour."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from paper.letters.pdf_reading import ReadPdf

MOVED = "hop/2026-12-03-giao-ban-van-phong/"
CODE_OF_MOVED = "q/ueeu68t/"
CODE_OF_FORM = "q/qpvyz73/"
FORM = "https://example.gov.vn/dien-bien/xac-nhan-tham-du"
NEW_DATE = "Đã dời sang 14 giờ 00 phút, thứ Năm, ngày 17/12/2026."


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.route("https://example.gov.vn/**", lambda route: route.fulfill(body="the form"))
        yield context.new_page()


@pytest.mark.parametrize("printed", ["82689b87-20261126", "00000000"])
def test_the_letter_of_a_moved_meeting_is_never_called_the_latest(
    page: Page, site_url: str, printed: str
) -> None:
    page.goto(f"{site_url}{CODE_OF_MOVED}#thu={printed}")
    page.wait_for_url(f"**/{MOVED}#thu=*")
    answer = page.locator("[data-ph-printed]")
    assert answer.inner_text() == f"{NEW_DATE} Giấy này không còn đúng; xem mục «Toàn văn thông báo»."
    assert "ph-news--stale" in (answer.get_attribute("class") or "")


def test_the_notice_itself_is_the_latest_and_tells_the_new_date(
    page: Page, site_url: str, built_site: Path
) -> None:
    scanned = ReadPdf((built_site / MOVED / "giay-moi.pdf").read_bytes()).scanned(dpi=200)
    (printed,) = (address.partition("#")[2] for address in scanned if "#" in address)
    page.goto(f"{site_url}{MOVED}#{printed}")
    assert page.locator("[data-ph-printed]").inner_text() == f"{NEW_DATE} Thông báo này là bản mới nhất."


def test_a_moved_meeting_shows_its_old_time_struck_and_offers_the_new_one(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2026-12-04T02:00:00Z")
    page.goto(site_url + MOVED)
    assert page.locator(".ph-notice").get_by_text(NEW_DATE).is_visible()
    assert (
        page.locator(".ph-session s")
        .inner_text()
        .startswith("14 giờ 00 phút đến 16 giờ 30 phút, thứ Năm, ngày 03/12/2026")
    )
    assert page.get_by_text("Đã họp").count() == 0
    assert page.get_by_role("link", name="Thêm vào lịch").count() == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="Thêm lịch mới, bỏ lịch cũ").click()
    calendar = download.value.path().read_text("utf-8")
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20261217T140000" in calendar
    assert calendar.count("STATUS:CANCELLED") == 1


def test_a_moved_meeting_comes_after_those_that_are_held(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2026-11-25T02:00:00Z")
    page.goto(site_url)
    chips = page.locator("[data-ph-next] .ph-card").all_inner_texts()
    assert ["Đã dời lịch" in chip for chip in chips] == [False, True]


def test_once_all_are_past_no_moved_meeting_is_called_coming(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2027-01-25T02:00:00Z")
    page.goto(site_url)
    assert page.locator("[data-ph-next] .ph-card").count() == 0
    assert page.get_by_text("Chưa có cuộc họp nào sắp tới.").is_visible()


def test_a_code_leads_to_its_form_until_the_deadline(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2026-06-30T07:59:00Z")
    page.goto(site_url + CODE_OF_FORM)
    page.wait_for_url(FORM)


def test_after_the_deadline_a_code_stops_and_says_so(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2026-06-30T08:01:00Z")
    page.goto(site_url + CODE_OF_FORM)
    assert page.get_by_text("Đã hết hạn.").is_visible()
    assert page.get_by_text("Thời hạn: 15 giờ 00 phút, thứ Ba, ngày 30/6/2026.").is_visible()
    assert page.url == site_url + CODE_OF_FORM


def test_without_javascript_a_code_with_a_deadline_lets_its_reader_decide(
    browser: Browser, site_url: str
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url + CODE_OF_FORM)
        assert page.get_by_text("Thời hạn: 15 giờ").is_visible()
        assert page.url == site_url + CODE_OF_FORM
