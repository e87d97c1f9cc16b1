"""The reading page, in a real browser and under the strict policy: from the meeting to the page that was asked for, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from accessibility import OF_LOOK, violations
from engines import PHONE
from kept_pages import emptied
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Route, expect
from reader_portal import JBIG2, JPX, MEETING, PACK, PAGES, READ, REPORT, SCAN, Live, built, pictures, report
from test_policy import WATCH

from driver import MEETING_ID, SETTINGS, PortalCase
from phonghop.portal.codes import Ledger, read_ledger
from phonghop.portal.load import LEDGER_FILE, MEETINGS
from web_server import nginx

READY = ".is-ready"
COMPRESSED = {"JPEG 2000": (JPX, "openjpeg", (190, 210)), "JBIG2": (JBIG2, "jbig2", (0, 40))}
"""Where a scan of the kind is read, what decodes it, between which greys its middle is."""
SCAN_FILE = f"{MEETING}tai-lieu/ban-quet.pdf"
PDFJS = re.compile(r"/pdfjs-|/reader\.|/probe\.")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The site, and the one that follows it: the report's second page is another, a page stands before the third."""
    after = [PAGES[0], "Đảng ủy xã đã họp bốn kỳ", "Trang mới thêm vào", PAGES[2], PAGES[3]]
    folder = tmp_path_factory.mktemp("reader")
    return built(folder / "one"), built(folder / "two", report(after), shade=90, minutes=1)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(**PHONE) as context:
        context.add_init_script(WATCH)
        yield context


EXPECTED = ("404", "ERR_", "503", "wasm", "readback")
"""What the console may say: what the tests themselves refuse or do."""


@contextmanager
def without_complaints(page: Page) -> Iterator[Page]:
    """Hold that `page` does not complain meanwhile, nor is refused anything."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(part in message.text for part in EXPECTED):
            complaints.append(message.text)

    def fail(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", hear)
    page.on("pageerror", fail)
    try:
        yield page
        assert complaints == []
        assert page.evaluate("window.refused") == []
    finally:
        page.remove_listener("console", hear)
        page.remove_listener("pageerror", fail)


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    """A page of its own, for a test that refuses it something or has the site replaced."""
    with without_complaints(phone.new_page()) as page:
        yield page


@pytest.fixture(scope="module")
def _kept(browser: Browser) -> Iterator[Page]:
    with browser.new_context(**PHONE) as context:
        context.add_init_script(WATCH)
        yield context.new_page()


@pytest.fixture
def reader(_kept: Page, url: str) -> Iterator[Page]:
    """A page that has read nothing yet."""
    try:
        with without_complaints(_kept):
            yield _kept
    finally:
        emptied(_kept, url)


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(READY).wait_for()


def on_page(page: Page, number: int) -> None:
    expect(page.locator("#page")).to_have_value(str(number))


def drawn(page: Page, number: int) -> None:
    page.wait_for_function(
        "n => document.querySelector(`.page[data-page-number='${n}'][data-loaded] canvas`) !== null",
        arg=number,
    )


def ledger(live: Live) -> Ledger:
    return read_ledger(live.link.resolve().parent / MEETINGS / LEDGER_FILE, LEDGER_FILE)[0]


def section(page: Page, name: str) -> None:
    page.locator(f"button[data-section={name}]").click()


def test_from_the_meeting_to_a_page_on_to_the_next_document_and_back(reader: Page, url: str) -> None:
    reader.goto(url + MEETING)
    reader.locator("a[href$='bao-cao.pdf']").first.tap()
    reader.wait_for_url(url + REPORT)
    reader.locator(READY).wait_for()
    assert reader.locator(".rd-title p").inner_text().startswith("1. Báo cáo sơ kết")
    expect(reader.locator("#page-count")).to_have_text("4")
    reader.locator("#next-page").tap()
    reader.locator("#next-page").tap()
    on_page(reader, 3)
    reader.locator("a[rel=next]").tap()
    reader.wait_for_url(url + SCAN)
    reader.locator(READY).wait_for()
    reader.go_back()
    reader.locator(READY).wait_for()
    on_page(reader, 3)
    reader.locator(".rd-back").tap()
    reader.wait_for_url(f"{url}{MEETING}#*")


def test_an_address_opens_a_page_and_is_spent(reader: Page, url: str) -> None:
    opened(reader, f"{url}{REPORT}#p=3")
    on_page(reader, 3)
    assert reader.url == url + REPORT
    reader.locator("#previous-page").tap()
    reader.reload()
    reader.locator(READY).wait_for()
    on_page(reader, 2)
    reader.evaluate("location.hash = '#p=4'")
    on_page(reader, 4)


def test_a_printed_code_opens_a_page(reader: Page, url: str, live: Live) -> None:
    code = next(c.code for c in ledger(live).codes.values() if c.subject.kind == "document")
    reader.goto(f"{url}q/{code}/#p=3")
    reader.wait_for_url(url + REPORT)
    reader.locator(READY).wait_for()
    on_page(reader, 3)


def test_page_numbers_of_the_pack_open_it_there(reader: Page, url: str) -> None:
    reader.goto(url + MEETING)
    row = reader.locator("#tai-lieu-ban-quet")
    row.locator("summary").tap()
    place = row.get_by_role("link", name="trong bộ PDF")
    first = re.search(r"tr\. (\d+)–", place.inner_text())
    assert first
    place.tap()
    reader.wait_for_url(url + PACK)
    reader.locator(READY).wait_for()
    on_page(reader, int(first[1]))
    section(reader, "search")
    reader.locator("#search-part input").fill("luu dong")
    expect(reader.locator("#search-part [role=status]")).to_have_text("1 chỗ")
    reader.locator("#search-part li button").tap()
    reader.wait_for_function("() => CSS.highlights.has('ph-found-now')")
    assert reader.evaluate("[...CSS.highlights.get('ph-found-now')].map(String)") == ["lưu động"]
    reader.locator(".rd-back").tap()
    reader.wait_for_url(f"{url}{MEETING}#tron-bo")


def test_a_pack_made_anew_says_so(page: Page, url: str, live: Live, sites: tuple[Path, Path]) -> None:
    html = (sites[0] / PACK / "index.html").read_text("utf-8")
    live.become(sites[1])
    page.route(url + PACK, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(url + PACK)
    expect(page.locator("#notice")).to_contain_text("Tài liệu vừa được thay.")


def test_words_without_tones_are_found_and_marked(reader: Page, url: str) -> None:
    opened(reader, url + REPORT)
    section(reader, "search")
    reader.locator("#search-part input").fill("luu dong")
    expect(reader.locator("#search-part [role=status]")).to_have_text("1 chỗ")
    reader.locator("#search-part li button").tap()
    on_page(reader, 3)
    reader.wait_for_function("() => CSS.highlights.has('ph-found-now')")
    assert reader.evaluate("[...CSS.highlights.get('ph-found-now')].map(String)") == ["lưu động"]
    section(reader, "search")
    reader.locator("#search-part input").fill("không có đâu")
    expect(reader.locator("#search-part [role=status]")).to_have_text("Không thấy trong tài liệu này.")


def test_the_outline_opens_its_places(reader: Page, url: str) -> None:
    opened(reader, url + REPORT)
    section(reader, "more")
    reader.locator("#outline").get_by_text("Phần 3").tap()
    on_page(reader, 3)


def test_a_scan_says_that_it_has_no_words(reader: Page, url: str) -> None:
    opened(reader, url + SCAN)
    section(reader, "search")
    assert "bản quét" in reader.locator("#search-part").inner_text()
    assert reader.locator("#search-part input").count() == 0


@pytest.mark.parametrize("is_wasm", [True, False], ids=["wasm", "without wasm"])
@pytest.mark.parametrize("kind", COMPRESSED)
def test_a_compressed_scan_is_drawn(kind: str, is_wasm: bool, page: Page, url: str) -> None:
    """JPEG 2000 and JBIG2, which scanners write; where WebAssembly is refused, by the script that stands in for it."""
    address, decoder, shades = COMPRESSED[kind]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    if not is_wasm:
        page.context.route("**/*.wasm", lambda route: route.fulfill(status=404))
    opened(page, url + address)
    page.locator(".canvasWrapper canvas").first.wait_for()
    page.wait_for_function(
        """([darkest, lightest]) => {
            const c = document.querySelector(".canvasWrapper canvas")
            const [middle] = c?.getContext("2d").getImageData(c.width / 2, c.height / 2, 1, 1).data ?? []
            return darkest <= middle && middle <= lightest && c.closest("[data-loaded]")
        }""",
        arg=shades,
    )
    corner = "c => [...c.getContext('2d').getImageData(5, 5, 1, 1).data]"
    assert page.locator(".canvasWrapper canvas").first.evaluate(corner)[0] >= shades[0]
    assert (f"{decoder}_nowasm_fallback.js" in asked) is not is_wasm


def test_night_reading_is_kept(reader: Page, url: str) -> None:
    opened(reader, url + REPORT)
    section(reader, "more")
    reader.locator("#night").tap()
    reader.reload()
    reader.locator(READY).wait_for()
    assert "is-night" in reader.locator("html").get_attribute("class")
    assert "invert" in reader.locator(".canvasWrapper").first.evaluate("e => getComputedStyle(e).filter")


def test_the_whole_screen_is_for_the_pages_and_given_back(reader: Page, url: str) -> None:
    opened(reader, url + REPORT)
    section(reader, "more")
    reader.locator("#full-screen").tap()
    reader.wait_for_function("() => document.fullscreenElement")
    expect(reader.locator(".rd-head")).to_be_hidden()
    expect(reader.locator("#full-screen")).to_have_attribute("aria-pressed", "true")
    reader.locator("#full-screen").tap()
    reader.wait_for_function("() => !document.fullscreenElement")
    expect(reader.locator(".rd-head")).to_be_visible()


def test_a_browser_without_full_screen_offers_none(page: Page, url: str) -> None:
    page.add_init_script("Object.defineProperty(document, 'fullscreenEnabled', { value: false })")
    opened(page, url + REPORT)
    section(page, "more")
    expect(page.locator("#night")).to_be_visible()
    expect(page.locator("#full-screen")).to_be_hidden()


def test_two_fingers_enlarge_where_they_are_and_it_stays_sharp(page: Page, url: str) -> None:
    opened(page, url + REPORT)
    drawn(page, 1)
    width = "() => document.querySelector('.page').getBoundingClientRect().width"
    before = page.evaluate(width)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, apart: int = 0) -> None:
        fingers = [{"x": 195 - apart, "y": 300, "id": 0}, {"x": 195 + apart, "y": 300, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers if apart else []})

    touch("touchStart", 30)
    for apart in range(40, 160, 10):
        touch("touchMove", apart)
    touch("touchEnd")
    page.wait_for_function(f"before => ({width})() > 2 * before", arg=before)
    # As many pixels as the screen has, in what is drawn of the part that is seen.
    page.wait_for_function(
        """() => [...document.querySelectorAll(".page[data-page-number='1'] canvas")].some(
            c => c.width / c.getBoundingClientRect().width >= devicePixelRatio * 0.99)"""
    )


def test_printing_leads_to_the_original_which_can_be_kept(
    reader: Page, url: str, sites: tuple[Path, Path]
) -> None:
    opened(reader, url + REPORT)
    reader.emulate_media(media="print")
    expect(reader.locator("#pages")).to_be_hidden()
    expect(reader.locator("#notes-paper")).to_contain_text("tệp gốc")
    reader.emulate_media(media="screen")
    section(reader, "more")
    original = (sites[0] / MEETING / "tai-lieu/bao-cao.pdf").read_bytes()
    href = reader.get_by_role("link", name="Mở tệp gốc").evaluate("link => link.href")
    assert reader.context.request.get(href).body() == original
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Tải").tap()
    assert download.value.path().read_bytes() == original


def test_a_page_kept_from_yesterday_says_that_there_is_a_new_version(
    page: Page, url: str, live: Live, sites: tuple[Path, Path]
) -> None:
    html = (sites[0] / REPORT / "index.html").read_text("utf-8")
    live.become(sites[1])
    page.route(url + REPORT, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(url + REPORT)
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Tài liệu vừa được thay.")
    page.unroute(url + REPORT)
    notice.locator("button").tap()
    page.locator(READY).wait_for()
    expect(page.locator("#page-count")).to_have_text("5")
    expect(notice).to_be_hidden()


def test_a_file_replaced_while_it_is_read_is_never_mixed(
    page: Page, url: str, live: Live, sites: tuple[Path, Path]
) -> None:
    """The scan of both sites has one size, and nothing in common: only what the server calls its state tells them apart."""
    assert (sites[0] / SCAN_FILE).stat().st_size == (sites[1] / SCAN_FILE).stat().st_size
    opened(page, url + SCAN)
    drawn(page, 1)
    live.become(sites[1])
    page.evaluate("location.hash = '#p=11'")
    expect(page.locator("#notice")).to_contain_text("Tài liệu vừa được thay.")
    assert page.locator(".page[data-page-number='11'] canvas").count() == 0
    page.locator("#notice button").tap()
    page.locator(READY).wait_for()
    page.evaluate("location.hash = '#p=11'")
    drawn(page, 11)


def test_a_server_without_ranges_is_read_too(page: Page, url: str) -> None:
    def whole(route: Route) -> None:
        headers = {k: v for k, v in route.request.headers.items() if k not in {"range", "if-range"}}
        route.fulfill(response=route.fetch(headers=headers))

    page.route("**/*.pdf", whole)
    opened(page, url + REPORT)
    on_page(page, 1)


def test_a_lost_network_is_waited_for(page: Page, url: str) -> None:
    state = {"is_down": True}
    page.route("**/*.pdf", lambda route: route.abort() if state["is_down"] else route.continue_())
    page.goto(url + REPORT)
    expect(page.locator("#notice")).to_contain_text("Mất mạng")
    state["is_down"] = False
    page.locator("#notice button").tap()
    page.locator(READY).wait_for()
    expect(page.locator("#notice")).to_be_hidden()


@pytest.mark.parametrize(
    "missing",
    [
        "delete Promise.withResolvers",
        "delete AbortSignal.any",
        "delete ArrayBuffer.prototype.transferToFixedLength",
    ],
)
def test_a_browser_that_cannot_keeps_the_link_and_fetches_nothing(
    missing: str, phone: BrowserContext, url: str
) -> None:
    phone.add_init_script(missing)
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url + MEETING, wait_until="networkidle")
    page.evaluate("addEventListener('click', event => event.preventDefault())")
    link = page.locator("a[href$='bao-cao.pdf']").first
    link.tap()
    assert (link.get_attribute("href") or "").endswith("tai-lieu/bao-cao.pdf")
    assert not any(map(PDFJS.search, asked))
    page.goto(url + REPORT, wait_until="networkidle")
    expect(page.locator(".rd-open")).to_be_visible()
    assert {name for name in asked if PDFJS.search(name)} <= {u for u in asked if "/reader." in u}


def test_workers_that_cannot_are_noticed(phone: BrowserContext, url: str) -> None:
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    phone.route(
        "**/probe.*", lambda route: route.fulfill(body="postMessage(false)", content_type="text/javascript")
    )
    page.goto(url + REPORT, wait_until="networkidle")
    expect(page.locator(".rd-open")).to_be_visible()
    assert not any("/pdfjs-" in address for address in asked)


def test_it_works_where_safari_lacks_what_others_have(page: Page, url: str) -> None:
    """Playwright's and WebKitGTK's engines read streams with `for await`; no shipped Safari does (mozilla/pdf.js#21557)."""
    page.add_init_script(
        "delete ReadableStream.prototype[Symbol.asyncIterator]; delete ReadableStream.prototype.values"
    )
    opened(page, url + REPORT)
    page.locator(".textLayer span").first.wait_for(state="attached")


def test_nothing_of_it_loads_before_it_is_wanted(reader: Page, url: str) -> None:
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(url + MEETING, wait_until="networkidle")
    assert not any(map(PDFJS.search, asked))


def test_a_file_that_cannot_be_shown_keeps_its_link(phone: BrowserContext, url: str) -> None:
    page = phone.new_page()
    page.route("**/*.pdf", lambda route: route.fulfill(body=b"x" * 10, headers={"content-length": "10"}))
    page.route("**/pdf.min.js", lambda route: route.abort())
    page.goto(url + REPORT)
    expect(page.locator("#cannot")).to_be_visible()
    expect(page.locator(".rd-open")).to_be_visible()


@pytest.mark.parametrize("address", [f"{READ}du-thao/", f"{READ}so-lieu/", REPORT])
def test_a_reading_page_is_whole_without_a_script(address: str, browser: Browser, url: str) -> None:
    with browser.new_context(**PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(url + address)
        assert page.locator("h1").is_visible()
        file = page.locator(".rd-open")
        assert file.is_visible()
        assert context.request.get(page.evaluate("document.querySelector('.rd-open').href")).ok
        if "so-lieu" in address:
            assert "bảng tính" in page.locator("main").inner_text()
        if "du-thao" in address:
            assert "Dự thảo kết luận" in page.locator(".rd-words").inner_text()


STATES = {
    "pages": lambda _: None,
    "search": lambda page: (section(page, "search"), page.locator("#search-part input").fill("dang uy")),
    "more": lambda page: section(page, "more"),
    "night": lambda page: page.locator("#night").click(),
}
"""What is done to come to each, from the one before."""


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), [(390, "light", ()), (1440, "dark", None), (320, "dark", OF_LOOK)]
)
def test_it_is_accessible_and_fits(
    width: int, scheme: str, rules: tuple[str, ...] | None, browser: Browser, url: str
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        page = context.new_page()
        opened(page, url + REPORT)
        for state, reach in STATES.items():
            reach(page)
            assert rules is None or violations(page, rules=rules) == [], state
            assert page.evaluate("document.documentElement.scrollWidth") <= width, state
            heights = page.locator(".rd-bar button, .rd-panel:visible button, .rd-head a").evaluate_all(
                "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
            )
            assert min(heights) >= 44, state


@pytest.mark.parametrize(
    ("screen", "size"), [((640, 450), 100), ((390, 844), 200)], ids=["200 %", "large letters"]
)
def test_enlarged_it_still_fits(screen: tuple[int, int], size: int, browser: Browser, url: str) -> None:
    width, height = screen
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        opened(page, url + REPORT)
        page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
        for name in ("search", "notes", "more"):
            section(page, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            edges = page.locator(".rd-bar button, .rd-panel button").evaluate_all(
                "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().right)"
            )
            assert max(edges) <= width
            assert page.locator("#pages").bounding_box()["height"] > height / 4


def test_the_keyboard_alone_does_everything(browser: Browser, url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        opened(page, url + REPORT)
        page.keyboard.press("ArrowRight")
        on_page(page, 2)
        page.keyboard.press("End")
        on_page(page, 4)
        page.keyboard.press("/")
        page.keyboard.type("chu tri")
        expect(page.locator("#search-part [role=status]")).to_have_text("1 chỗ")
        page.keyboard.press("Enter")
        on_page(page, 1)
        page.keyboard.press("Escape")
        expect(page.locator("#panel")).to_be_hidden()
        page.locator("#page").focus()
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        on_page(page, 3)
        page.locator("button[data-section=more]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#more-heading")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("button[data-section=more]")).to_be_focused()


@pytest.fixture(scope="module")
def long_scan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scan of sixty pages, each of which costs a hundred kilobytes."""
    folder = tmp_path_factory.mktemp("scan")
    portal = PortalCase(folder / "portal")
    for path, content in SETTINGS.items():
        portal.write(path, content)
    portal.portal_file().meeting("documents: [{id: scan, title: Bản quét, file: scan.pdf}]\n")
    portal.write(f"meetings/{MEETING_ID}/scan.pdf", pictures(60, cost=100_000))
    result = portal.build()
    assert result.exit_code == 0, result
    with nginx(portal.root / "site", folder / "nginx") as address:
        yield f"{address}{READ}scan/"


def test_of_a_scan_only_what_is_read_is_loaded_and_little_is_held(browser: Browser, long_scan: str) -> None:
    """On a tablet, whose pages take twice what a phone's do: the fifteen that are drawn would take 230 MB."""
    screen = {"viewport": {"width": 820, "height": 1180}, "device_scale_factor": 2}
    with browser.new_context(**screen, is_mobile=True, has_touch=True) as context:
        page = context.new_page()
        came: list[int] = []
        page.on(
            "response",
            lambda r: came.append(int(r.headers["content-length"])) if r.url.endswith(".pdf") else None,
        )
        page.goto(long_scan)
        drawn(page, 1)
        page.evaluate("location.hash = '#p=40'")
        drawn(page, 40)
        assert sum(came) < 3_000_000, came  # of six
        for number in range(1, 61, 4):
            page.evaluate(f"location.hash = '#p={number}'")
            drawn(page, number)
        held = page.evaluate(
            "[...document.querySelectorAll('canvas')].reduce((sum, c) => sum + c.width * c.height * 4, 0)"
        )
        assert 0 < held <= 150_000_000
