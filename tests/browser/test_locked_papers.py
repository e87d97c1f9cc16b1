"""Locked papers on a phone: scanned, opened, read, forgotten; and what of the key anybody else gets to see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import chromium
from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, Office
from phonghop.site.publishing import publish
from web_server import nginx


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("office"), patch)
        office.make_keys()
        office.run("keys", "words", PART)
        office.built()
        yield office


@pytest.fixture(scope="module")
def address(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    live = publish(office.portal.root / "site", tmp_path_factory.mktemp("published")).live
    with nginx(live, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def scan(page: Page, office: Office, address: str, subject: str = WHOLE) -> None:
    """Do what a camera does with the code on the letter."""
    page.goto(f"{address}q/{office.code(subject)}/#khoa={office.key(subject.partition('/')[0])}&giay=x")


def test_a_scanned_letter_opens_the_meeting_and_its_documents(
    page: Page, office: Office, address: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers} {request.post_data}"))
    scan(page, office, address)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page).to_have_title("Kiểm điểm cá nhân")
    assert page.url.startswith(f"{address}k/{office.set_id(WHOLE)}/")
    page.click("a.ph-doc__open")
    expect(page.locator("body.is-ready")).to_be_visible()
    expect(page.locator(".textLayer").first).to_contain_text("khuyết điểm")
    key = office.key(WHOLE)
    assert key not in page.url
    assert not [line for line in asked if key in line or key[:12] in line]
    assert said == []
    page.go_back()
    expect(page.locator("h1")).to_have_text(TITLE)
    assert key not in page.url


def test_without_the_letter_the_code_says_that_it_is_needed(page: Page, office: Office, address: str) -> None:
    page.goto(f"{address}q/{office.code(WHOLE)}/")
    expect(page.locator("main")).to_contain_text("Phải có tờ giấy mời")
    page.click("a.go")
    expect(page.locator("#told")).to_contain_text("Phải có tờ giấy mời")
    assert TITLE not in page.content()


def test_the_code_of_a_document_opens_the_document(page: Page, office: Office, address: str) -> None:
    scan(page, office, address, f"{PART}/document/nhan-su")
    expect(page.locator("body.is-ready")).to_be_visible()
    expect(page.locator("h1")).to_have_text(LOCKED_PAPER)


def test_a_meeting_with_one_locked_paper_is_open_to_all_and_more_to_the_invited(
    page: Page, office: Office, address: str
) -> None:
    page.goto(f"{address}q/{office.code(PART)}/")
    expect(page.locator(".ph-meeting")).to_contain_text("Báo cáo công khai")
    assert LOCKED_PAPER not in page.content()
    scan(page, office, address, PART)
    expect(page.locator(".ph-meeting")).to_contain_text(LOCKED_PAPER)
    assert f"/k/{office.set_id(PART)}/" in page.url


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda key: key[:-3], "đọc thiếu hoặc nhầm"),
        (lambda key: key[:5] + ("3" if key[5] == "2" else "2") + key[6:], "đọc thiếu hoặc nhầm"),
        (lambda _: "", "đọc thiếu hoặc nhầm"),
    ],
    ids=["cut", "misread", "empty"],
)
def test_a_damaged_key_gets_a_sentence(
    page: Page, office: Office, address: str, change: Callable[[str], str], said: str
) -> None:
    page.goto(f"{address}q/{office.code(WHOLE)}/#khoa={change(office.key(WHOLE))}")
    expect(page.locator("#told")).to_contain_text(said)
    expect(page.locator("#typed")).to_be_visible()


def test_a_letter_of_another_meeting_gets_a_sentence(page: Page, office: Office, address: str) -> None:
    page.goto(f"{address}q/{office.code(WHOLE)}/#khoa={office.key(PART)}")
    expect(page.locator("#told")).to_contain_text("không mở được tài liệu ở đây")


def test_the_key_can_be_typed(page: Page, office: Office, address: str) -> None:
    page.goto(f"{address}k/{office.set_id(WHOLE)}/")
    key = office.key(WHOLE).upper()
    page.fill("#typed", " ".join(key[i : i + 4] for i in range(0, 28, 4)))
    page.click("#form button")
    expect(page.locator("h1")).to_have_text(TITLE)


def test_a_key_is_kept_and_forgotten(
    context: BrowserContext, page: Page, office: Office, address: str
) -> None:
    home = f"{address}k/{office.set_id(WHOLE)}/"
    scan(page, office, address)
    page.click("[data-ph-keep]")
    expect(page.locator("[data-ph-key]")).to_contain_text("Đã giữ chìa khóa")
    later = context.new_page()
    later.goto(home)
    expect(later.locator("h1")).to_have_text(TITLE)
    later.click("[data-ph-forget]")
    expect(later.locator("#told")).to_contain_text("Phải có tờ giấy mời")
    another = context.new_page()
    another.goto(home)
    expect(another.locator("#told")).to_contain_text("Phải có tờ giấy mời")


def test_words_said_over_the_telephone_open_it(page: Page, office: Office, address: str) -> None:
    words = office.keyring[PART].words
    page.goto(f"{address}k/{office.set_id(PART)}/")
    page.fill("#typed", words.upper().replace("-", " "))
    page.click("#form button")
    expect(page.locator(".ph-meeting")).to_contain_text(LOCKED_PAPER)


def test_an_intranet_without_a_certificate_opens_it_too(
    browser: Browser, office: Office, address: str
) -> None:
    """There browsers have no WebCrypto: the library does the arithmetic."""
    with chromium.start(browser.browser_type, "--host-resolver-rules=MAP hop.test 127.0.0.1") as other:
        page = other.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        scan(page, office, address.replace("127.0.0.1", "hop.test"))
        expect(page.locator("h1")).to_have_text(TITLE)
        assert page.evaluate("() => [isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
        page.click("a.ph-doc__open")
        expect(page.locator(".textLayer").first).to_contain_text("khuyết điểm")
        assert any("noble" in url for url in asked)


def test_the_library_is_not_loaded_where_the_browser_can(page: Page, office: Office, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    scan(page, office, address)
    expect(page.locator("h1")).to_have_text(TITLE)
    assert not [url for url in asked if "noble" in url]


def test_where_storage_is_refused_the_key_still_reaches_the_page_and_leaves_the_address(
    page: Page, office: Office, address: str
) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })"
    )
    scan(page, office, address)
    expect(page.locator("h1")).to_have_text(TITLE)
    assert office.key(WHOLE) not in page.url
    assert "khoa" not in page.url


def test_a_file_is_downloaded_as_it_was(page: Page, office: Office, address: str) -> None:
    scan(page, office, address)
    row = page.locator(".ph-doc", has_text="Bảng kê tài sản")
    row.locator("summary").click()
    row.locator(".ph-doc__more a").first.click()
    expect(page.locator("#name")).to_have_text("bang-ke.docx")
    with page.expect_download() as download:
        page.click("#get")
    own = office.portal.root / "meetings" / WHOLE / "bang-ke.docx"
    assert download.value.path().read_bytes() == own.read_bytes()


def test_a_damaged_file_gets_a_sentence_and_shows_nothing(page: Page, office: Office, address: str) -> None:
    page.route("**/*.bin", lambda route: route.fulfill(status=200, body=b"\0" * 70_000))
    scan(page, office, address)
    expect(page.locator("#told")).to_contain_text("bị hỏng hoặc không đúng bản")
    assert TITLE not in page.content()


def test_without_a_network_that_is_said(page: Page, office: Office, address: str) -> None:
    page.route("**/lock.json", lambda route: route.abort())
    scan(page, office, address)
    expect(page.locator("#told")).to_contain_text("Mất kết nối")


def test_no_trace_of_the_key_is_in_any_log_history_or_storage_but_this_tab_s(
    context: BrowserContext, page: Page, office: Office, address: str
) -> None:
    scan(page, office, address)
    expect(page.locator("h1")).to_have_text(TITLE)
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, document.cookie, document.referrer, history.state, window.name])"
    )
    assert office.key(WHOLE) not in kept
    assert "khoa" not in kept
    page.go_back()  # to the blank page before: the page of the code is no entry of the history
    assert "khoa" not in page.url
    assert page.evaluate("() => history.length") == 2
    assert context.new_page().evaluate("() => 1") == 1


def test_a_letter_scanned_while_its_page_is_open_opens_it(page: Page, office: Office, address: str) -> None:
    page.goto(f"{address}q/{office.code(WHOLE)}/")
    expect(page.locator("main")).to_contain_text("Phải có tờ giấy mời")
    scan(page, office, address)
    expect(page.locator("h1")).to_have_text(TITLE)
    assert "khoa" not in page.url
