"""What a reader is told without an account: what is new since the last look, and that a newer page is there."""

import json

from playwright.sync_api import Browser, BrowserContext, Page

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"


def earlier_visit(context: BrowserContext, site_url: str, seen: dict[str, str]) -> Page:
    """Open the meeting as somebody who was here before and saw the documents in the versions of `seen`."""
    context.add_init_script(
        f"if (!sessionStorage.length) localStorage.setItem('phonghop:/{MEETING}',"
        f" JSON.stringify({{at: Date.parse('2026-06-29T00:42:00Z'), seen: {json.dumps(seen)}}}))"
    )
    page = context.new_page()
    page.goto(site_url + MEETING)
    return page


def versions(browser: Browser, site_url: str) -> dict[str, str]:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        rows = page.locator("article [data-ph-version]").all()
        return {row.get_attribute("id"): row.get_attribute("data-ph-version") for row in rows}


def test_first_visit_is_told_nothing(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        assert page.locator("[data-ph-news]").is_hidden()
        assert f"phonghop:/{MEETING}" in page.evaluate("Object.keys(localStorage)")


def test_new_and_replaced_documents_are_counted_and_marked(browser: Browser, site_url: str) -> None:
    seen = versions(browser, site_url)
    published = [key for key, version in seen.items() if version]
    seen[published[0]] = "another"
    seen[published[1]] = ""
    with browser.new_context() as context:
        page = earlier_visit(context, site_url, seen)
        news = page.locator("[data-ph-news]").inner_text()
        assert news.startswith("1 tài liệu mới, 1 tài liệu đã thay thế từ lần xem trước, ")
        assert news.endswith("07 giờ 42 phút, 29/6/2026")
        assert page.locator("[data-ph-news] a").get_attribute("href") in {f"#{key}" for key in published[:2]}
        assert page.locator(f"#{published[0]} [data-ph-fresh]").inner_text() == "Đã thay thế"
        assert page.locator(f"#{published[1]} [data-ph-fresh]").inner_text() == "Mới"
        page.reload()
        assert page.locator("[data-ph-news]").is_visible()


def test_unchanged_documents_are_not_news(browser: Browser, site_url: str) -> None:
    seen = versions(browser, site_url)
    with browser.new_context() as context:
        page = earlier_visit(context, site_url, seen)
        assert page.locator("[data-ph-news]").is_hidden()


def test_open_page_tells_that_a_newer_one_is_published(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.install()
        page.goto(site_url + MEETING)
        page.route("**/hop.json", lambda route: route.fulfill(json={"revision": "newer"}))
        page.clock.run_for(4 * 60_000)
        page.locator("[data-ph-newer]").wait_for(state="visible")
