"""What a phone pays for a page: bytes on the wire, headers included, and how much of what is shown moves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from engines import PHONE
from playwright.sync_api import Browser, BrowserContext, Page, Route

from driver import SAMPLES, PortalCase
from large_meeting import ATTENDEES, DOCUMENTS, MEETING_ID, write_large_meeting
from phonghop.site.compression import ENCODINGS
from web_server import nginx

FIRST_VISIT, NEXT_PAGE = 60_000, 15_000
"""Bytes, as in `docs/developers/performance.md`."""
SAMPLE = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
LARGE = f"hop/{MEETING_ID}/"
PAGE = ""
THEME = {"main.min.css", "palette.min.css", "phonghop.min.css", "phonghop.min.js"}
MARK = "favicon.png"
"""Shown in the browser's tab; browsers fetch it when they like."""
WATCH = """
window.shifts = []
new PerformanceObserver(list => {
  for (const { value, sources } of list.getEntries()) shifts.push([value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])
}).observe({ type: "layout-shift", buffered: true })
"""


@pytest.fixture(scope="module")
def large_site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with the project's own settings and the large meeting; what its pages load is compressed."""
    portal = PortalCase(tmp_path_factory.mktemp("large")).portal_file()
    shutil.copy(SAMPLES / "mkdocs.yml", portal.root)
    shutil.copytree(SAMPLES / "content", portal.root / "content")
    write_large_meeting(portal)
    assert portal.build().exit_code == 0
    site = portal.root / "site"
    for pattern in (
        "index.html",
        f"{LARGE}index.html",
        "assets/stylesheets/*.css",
        "assets/javascripts/*.js",
    ):
        for file in site.glob(pattern):
            file.with_name(f"{file.name}.br").write_bytes(ENCODINGS[".br"].encode(file.read_bytes()))
    with nginx(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**PHONE) as context:
        context.add_init_script(WATCH)
        yield context


class Traffic:
    """What a page of a phone asks for, and how many bytes come."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: dict[str, str] = {}
        self.came: dict[str, int] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")

    def _ask(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            self.asked[event["requestId"]] = event["request"]["url"]

    def _finish(self, event: dict) -> None:
        self.came[event["requestId"]] = int(event["encodedDataLength"])

    def of(self, address: str) -> dict[str, int]:
        """Open `address`; return bytes by the last part of each address, without the digest of what the file holds."""
        self.asked.clear()
        self.came.clear()
        self.page.goto(address, wait_until="networkidle")
        # A worker's script is fetched on the worker's account and would have no bytes here: it must not appear at all.
        return {_name(url): self.came.get(number, 0) for number, url in self.asked.items()}


def _name(url: str) -> str:
    return re.sub(r"\.[0-9a-f]{8}(?=\.min\.)", "", url.rpartition("/")[2])


@pytest.fixture(params=["sample", "large"])
def meeting(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The address of a site, and of a meeting in it."""
    if request.param == "sample":
        return request.getfixturevalue("site_url"), SAMPLE
    return request.getfixturevalue("large_site_url"), LARGE


def test_a_first_visit_loads_what_the_page_needs(meeting: tuple[str, str], phone: BrowserContext) -> None:
    site, address = meeting
    came = Traffic(phone.new_page()).of(site + address)
    assert came.keys() - {MARK} == {PAGE} | THEME
    assert all(came[name] for name in {PAGE} | THEME)
    assert sum(came.values()) <= FIRST_VISIT, came


def test_the_next_page_is_all_that_travels(meeting: tuple[str, str], phone: BrowserContext) -> None:
    site, address = meeting
    traffic = Traffic(phone.new_page())
    assert traffic.of(site).keys() >= THEME
    came = traffic.of(site + address)
    assert came.keys() <= {PAGE, MARK} | THEME
    assert {name for name, size in came.items() if size} - {MARK} == {PAGE}, came
    assert 0 < sum(came.values()) <= NEXT_PAGE, came


def test_the_large_meeting_is_as_large_as_it_says(large_site_url: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(large_site_url + LARGE)
    assert page.locator(".ph-attendees li").count() == ATTENDEES
    assert page.locator(".ph-doc").count() == DOCUMENTS


def _shifts(phone: BrowserContext, address: str) -> list[object]:
    page = phone.new_page()
    page.goto(address, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    # Layout shifts are told of after the frame that they are in.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("PerformanceObserver.supportedEntryTypes").count("layout-shift") == 1
    found: list[object] = page.evaluate("shifts")
    return found


def test_nothing_moves_in_a_meeting(meeting: tuple[str, str], phone: BrowserContext) -> None:
    site, address = meeting
    assert _shifts(phone, site + address) == []


@pytest.mark.parametrize("address", ["", "tai-lieu/", "nam/2026/", "co-quan/", "huong-dan/"])
def test_nothing_moves_in_a_list(address: str, site_url: str, phone: BrowserContext) -> None:
    assert _shifts(phone, site_url + address) == []


@pytest.mark.parametrize("address", ["", SAMPLE, "khong-co/"])
def test_search_is_loaded_when_its_box_is_opened(address: str, site_url: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(site_url + address, wait_until="networkidle")
    assert not page.workers
    page.get_by_role("button", name="Tìm kiếm").tap()
    page.locator(".md-search__input").press_sequentially("nq57")
    page.locator(".md-search-result__item").first.wait_for()


def test_search_is_loaded_for_an_address_that_asks(site_url: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{site_url}{SAMPLE}?q=nq57")
    page.locator(".md-search-result__item").first.wait_for()


def test_a_box_opened_without_a_network_answers_once_there_is_one(
    site_url: str, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(site_url + SAMPLE, wait_until="networkidle")
    refused = []

    def refuse_once(route: Route) -> None:
        refused.append(route.request.url)
        route.abort() if len(refused) == 1 else route.continue_()

    phone.route("**/search_index.json", refuse_once)
    page.get_by_role("button", name="Tìm kiếm").tap()
    page.locator(".md-search__input").press_sequentially("nq57")
    page.locator(".md-search-result__item").first.wait_for()
    assert len(refused) == 2
