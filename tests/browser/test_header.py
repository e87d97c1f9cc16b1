"""What the theme's script would do on every page, done without it: light or dark, the way back to the top, keys for the search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
LIST, BY_HAND = "tai-lieu/", "huong-dan/"
THEME = "script[src*='bundle']:not([data-ph-later])"


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize("address", [MEETING, BY_HAND])
def test_colours_follow_the_system_until_a_reader_chooses(
    address: str, browser: Browser, site_url: str
) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(site_url + address)
        assert scheme(page) == "slate"
        assert page.locator("[data-md-component=palette] label:visible").count() == 1
        page.locator("[data-md-component=palette] label:visible").click()
        assert scheme(page) == "default"
        page.goto(site_url + LIST)
        assert scheme(page) == "default"
        page.locator("[name=__palette]").first.focus()
        page.keyboard.press("Enter")
        assert scheme(page) == "slate"
        assert page.url == site_url + LIST


def test_colours_change_with_the_system(browser: Browser, site_url: str) -> None:
    with browser.new_context(color_scheme="light") as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        assert scheme(page) == "default"
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("() => document.body.dataset.mdColorScheme === 'slate'")


def test_the_theme_s_script_waits_for_the_search_box(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url + MEETING, wait_until="networkidle")
        assert page.locator(THEME).count() == 0
        page.keyboard.press("/")
        page.keyboard.type("nghi quyet")
        page.locator(".md-search-result__item").first.wait_for()
        assert page.locator(THEME).count() == 1
        for width in (1000, 1280, 1440, 1920):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_function(
                "() => document.querySelector('.md-search__inner').getBoundingClientRect().right <= innerWidth"
            )
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.keyboard.press("Escape")
        assert not page.locator("#__search").is_checked()


def test_a_search_box_without_a_network_says_so_and_waits(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url + MEETING, wait_until="networkidle")
        refused: list[str] = []
        context.route(
            "**/bundle.*",
            lambda route: (
                route.abort()
                if not refused.append(route.request.url) and len(refused) == 1
                else route.continue_()
            ),
        )
        page.locator(".md-search__input").click()
        expect(page.locator(".md-search-result__meta")).to_contain_text("cần có mạng")
        page.keyboard.type("nghi quyet")
        page.locator(".md-search-result__item").first.wait_for()
        assert len(refused) == 2


def test_a_way_back_to_the_top_is_offered_on_the_way_up(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        button = page.locator("[data-md-component=top]")
        page.evaluate("scrollTo({ top: 3000, behavior: 'instant' })")
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        expect(button).to_be_hidden()
        page.evaluate("scrollTo({ top: 2500, behavior: 'instant' })")
        expect(button).to_be_visible()
        button.click()
        page.wait_for_function("() => scrollY === 0")
        expect(button).to_be_hidden()
