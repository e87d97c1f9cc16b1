"""Each type of page, on a phone and a desk, light and dark: quiet console, no other host, accessible."""

from collections.abc import Iterator

import pytest
from accessibility import violations
from playwright.sync_api import Browser, Page, Request

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
PAGES = {
    "home": "",
    "meeting": MEETING,
    "points": "hop/2023-12-04-quan-triet-nghi-quyet-trung-uong-8/",
    "moved": "hop/2026-12-03-giao-ban-van-phong/",
    "short": "hop/2026-12-17-giao-ban-van-phong/",
    "years": "nam/",
    "year": "nam/2026/",
    "bodies": "co-quan/",
    "body": "co-quan/tinh-uy-dien-bien/",
    "fields": "linh-vuc/",
    "field": "linh-vuc/to-chuc-bo-may/",
    "documents": "tai-lieu/",
    "help": "huong-dan/",
    "about": "gioi-thieu/",
    "reading copy": "hop/2026-07-01-so-ket-nghi-quyet-57/doc/du-thao-ket-luan/",
    "reading": f"{MEETING}doc/chuong-trinh/",
    "missing": "404.html",
}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


EVERY_LOOK = ("home", "meeting", "reading")
"""Kinds that are opened on both screens in both themes; Axe is asked of one theme on each screen, so of both."""


@pytest.fixture(scope="module", params=[(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, str]]:
    """A page that goes from address to address, and the theme in which every kind of page is seen there."""
    viewport, scheme = request.param
    with browser.new_context(viewport=viewport, service_workers="block") as context:
        yield context.new_page(), scheme


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_quiet_local_accessible_and_fits(kind: str, screen: tuple[Page, str], site_url: str) -> None:
    page, usual = screen
    complaints: list[str] = []
    foreign: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((site_url, "data:", "blob:")):
            foreign.append(request.url)

    heard = {
        "console": lambda m: complaints.append(m.text) if m.type == "error" else None,
        "pageerror": lambda error: complaints.append(str(error)),
        "request": watch,
    }
    for event, hear in heard.items():
        page.on(event, hear)
    for scheme in ("light", "dark") if kind in EVERY_LOOK else (usual,):
        page.emulate_media(color_scheme=scheme)
        page.goto(site_url + PAGES[kind])
        page.evaluate("() => new Promise(resolve => requestIdleCallback(resolve, {timeout: 2000}))")
        width = page.evaluate("() => [innerWidth, document.documentElement.scrollWidth]")
        assert width[1] <= width[0], "it fits"
        assert scheme != usual or violations(page) == [], scheme
        assert complaints == []
        assert foreign == []
    for event, hear in heard.items():
        page.remove_listener(event, hear)


def test_phone_shows_title_time_place_and_documents_first(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        tops = [
            page.locator(f"article {what}").first.bounding_box()["y"]
            for what in (
                "h1",
                "time",
                "dd >> text=Trung tâm Hội nghị",
                "#tai-lieu",
                "#thanh-phan",
            )
        ]
        assert tops == sorted(tops)
        assert tops[3] < PHONE["height"]


def test_touch_targets_of_the_meeting_page_are_large(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport=PHONE, has_touch=True) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        heights = page.locator(
            ".ph-jump a, a.ph-doc__open, .ph-button:visible, summary:visible"
        ).evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
        assert len(heights) > 5
        assert min(heights) >= 44


def test_meeting_is_whole_without_javascript(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url + MEETING)
        assert page.locator("h1").inner_text().startswith("Hội nghị sơ kết 1 năm")
        assert page.locator(".ph-doc").count() == 4
        page.goto(site_url)
        assert page.locator(".ph-card").count() == 7


@pytest.fixture(scope="module")
def abroad(browser: Browser) -> Iterator[Page]:
    with browser.new_context(timezone_id="America/Los_Angeles") as context:
        yield context.new_page()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-06-28T03:00:00Z", "Còn 3 ngày"),
        ("2026-06-30T03:00:00Z", "Ngày mai"),
        ("2026-06-30T17:30:00Z", "Hôm nay · Còn 8 giờ"),
        ("2026-07-01T00:30:00Z", "Hôm nay · Còn 30 phút"),
        ("2026-07-01T02:00:00Z", "Đang họp"),
        ("2026-07-02T00:00:00Z", "Đã họp"),
    ],
)
def test_browser_tells_the_day_by_vietnam_time(now: str, said: str, abroad: Page, site_url: str) -> None:
    abroad.clock.set_fixed_time(now)
    abroad.goto(site_url + MEETING)
    assert abroad.locator("article [data-ph-when]").inner_text() == said


def test_home_sorts_two_meetings_of_one_day(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-07-01T02:00:00Z")
        page.goto(site_url)
        assert page.locator("[data-ph-now] .ph-card").count() == 1
        coming = page.locator("[data-ph-next] .ph-card__title").all_inner_texts()
        assert coming[0] == "Sơ kết thực hiện Nghị quyết số 57-NQ/TW"
        parts = page.locator(".ph-home > section:visible h2").all_inner_texts()
        assert parts[:4] == ["Đang họp", "Sắp họp", "Tài liệu mới", "Đã họp gần đây"]


def test_document_opens_in_two_taps_from_home(browser: Browser, site_url: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site_url)
        page.locator(".ph-card a").first.click()
        href = page.locator("a.ph-doc__open").first.get_attribute("href")
        answer = context.request.get(page.evaluate("h => new URL(h, location).href", href))
        assert answer.ok
        assert answer.body().startswith(b"%PDF-")
