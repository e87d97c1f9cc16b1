"""The window that a messenger opens links in: plain links, and a hint where files often fail to open."""

import pytest
from playwright.sync_api import Browser

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "hinted"),
    [
        (
            f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36 Zalo android/12020498 ZaloTheme/light",
            ["android"],
        ),
        (f"{IPHONE} Mobile/15E148 Zalo iOS/631 ZaloTheme/light ZaloLanguage/vn", ["ios"]),
        (f"{IPHONE} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/462.0.0.36.106;FBDV/iPhone14,7]", ["ios"]),
        (f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36 [FB_IAB/Orca-Android;FBAV/463.0.0;]", ["android"]),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", []),
        (f"{ANDROID.replace('; wv', '')} Chrome/126.0.0.0 Mobile Safari/537.36", []),
    ],
    ids=["zalo android", "zalo ios", "messenger ios", "messenger android", "safari", "chrome"],
)
def test_the_hint_stands_where_a_messenger_is_recognised(
    browser: Browser, site_url: str, agent: str, hinted: list[str]
) -> None:
    with browser.new_context(user_agent=agent) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        shown = page.locator("[data-ph-messenger]:visible").all()
        assert [hint.get_attribute("data-ph-messenger") for hint in shown] == hinted


def test_documents_are_plain_links(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        links = page.locator("a.ph-doc__open")
        assert links.count()
        for name in ("target", "onclick", "download"):
            assert (
                links.evaluate_all("(all, name) => all.filter(a => a.hasAttribute(name)).length", name) == 0
            )


@pytest.mark.parametrize("name", ["Zalo android/12020498", ""])
def test_where_pages_cannot_be_shown_a_messenger_is_told_of(
    name: str, browser: Browser, site_url: str
) -> None:
    """An old WebView shows neither the pages nor the file."""
    with browser.new_context(user_agent=f"{ANDROID} Chrome/110.0 Mobile Safari/537.36 {name}") as context:
        page = context.new_page()
        page.add_init_script("delete Promise.withResolvers")
        page.goto(f"{site_url}{MEETING}doc/chuong-trinh/", wait_until="networkidle")
        assert page.locator(".rd-open").is_visible()
        shown = page.locator("[data-ph-messenger]:visible").all()
        assert [hint.get_attribute("data-ph-messenger") for hint in shown] == (["android"] if name else [])
