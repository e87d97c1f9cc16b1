"""Locked papers on a phone: scanned, opened, read, forgotten; and what of the key anybody else gets to see."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import violations
from kept_pages import emptied
from playwright.sync_api import Browser, BrowserContext, Page, expect

import chromium
from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, Office
from paper.letters.pdf_reading import ReadPdf


@pytest.fixture
def phone(kept: Page, locked_address: str) -> Iterator[Page]:
    """A page as narrow as a phone, to which no letter was shown."""
    yield kept
    emptied(kept, locked_address)


def scan(page: Page, locked_office: Office, locked_address: str, subject: str = WHOLE) -> None:
    """Do what a camera does with the code on the letter."""
    page.goto(
        f"{locked_address}q/{locked_office.code(subject)}/#khoa={locked_office.key(subject.partition('/')[0])}&giay=x"
    )


def test_a_scanned_letter_opens_the_meeting_and_its_documents(
    page: Page, locked_office: Office, locked_address: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(f"{request.url} {request.headers} {request.post_data}"))
    scan(page, locked_office, locked_address)
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page).to_have_title("Kiểm điểm cá nhân")
    assert page.url.startswith(f"{locked_address}k/{locked_office.set_id(WHOLE)}/")
    page.click("a.ph-doc__open")
    expect(page.locator("body.is-ready")).to_be_visible()
    expect(page.locator(".textLayer").first).to_contain_text("khuyết điểm")
    key = locked_office.key(WHOLE)
    assert key not in page.url
    assert not [line for line in asked if key in line or key[:12] in line]
    assert said == []
    page.go_back()
    expect(page.locator("h1")).to_have_text(TITLE)
    assert key not in page.url


def test_without_the_letter_the_code_says_that_it_is_needed(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    phone.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/")
    expect(phone.locator("main")).to_contain_text("Phải có tờ giấy mời")
    phone.click("a.go")
    expect(phone.locator("#told")).to_contain_text("Phải có tờ giấy mời")
    assert TITLE not in phone.content()


def test_the_code_of_a_document_opens_the_document(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    scan(phone, locked_office, locked_address, f"{PART}/document/nhan-su")
    expect(phone.locator("body.is-ready")).to_be_visible()
    expect(phone.locator("h1")).to_have_text(LOCKED_PAPER)


def test_a_meeting_with_one_locked_paper_is_open_to_all_and_more_to_the_invited(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    phone.goto(f"{locked_address}q/{locked_office.code(PART)}/")
    expect(phone.locator(".ph-meeting")).to_contain_text("Báo cáo công khai")
    assert LOCKED_PAPER not in phone.content()
    scan(phone, locked_office, locked_address, PART)
    expect(phone.locator(".ph-meeting")).to_contain_text(LOCKED_PAPER)
    assert f"/k/{locked_office.set_id(PART)}/" in phone.url


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
    phone: Page, locked_office: Office, locked_address: str, change: Callable[[str], str], said: str
) -> None:
    phone.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={change(locked_office.key(WHOLE))}")
    expect(phone.locator("#told")).to_contain_text(said)
    expect(phone.locator("#typed")).to_be_visible()


def test_a_letter_of_another_meeting_gets_a_sentence(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    phone.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={locked_office.key(PART)}")
    expect(phone.locator("#told")).to_contain_text("không mở được tài liệu ở đây")


def test_a_letter_from_before_a_change_of_keys_says_that_they_have_changed(
    page: Page, locked_office: Office, locked_address: str
) -> None:
    lock = locked_office.keyring[WHOLE]
    published = json.loads(
        (locked_office.portal.root / "site" / "k" / lock.set_id.hex() / "lock.json").read_text()
    )
    later = json.dumps(published | {"epoch": 2, "slots": {}, "retired": list(lock.slots())})
    page.route("**/lock.json", lambda route: route.fulfill(status=200, body=later))
    scan(page, locked_office, locked_address)
    expect(page.locator("#told")).to_contain_text("Khóa đã đổi, giấy này không còn mở được")


def test_the_key_can_be_typed(phone: Page, locked_office: Office, locked_address: str) -> None:
    phone.goto(f"{locked_address}k/{locked_office.set_id(WHOLE)}/")
    key = locked_office.key(WHOLE).upper()
    phone.fill("#typed", " ".join(key[i : i + 4] for i in range(0, 28, 4)))
    phone.click("#form button")
    expect(phone.locator("h1")).to_have_text(TITLE)


def test_a_key_is_kept_and_forgotten(
    context: BrowserContext, page: Page, locked_office: Office, locked_address: str
) -> None:
    home = f"{locked_address}k/{locked_office.set_id(WHOLE)}/"
    scan(page, locked_office, locked_address)
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


def test_words_said_over_the_telephone_open_it(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    words = locked_office.keyring[PART].words
    phone.goto(f"{locked_address}k/{locked_office.set_id(PART)}/")
    phone.fill("#typed", words.upper().replace("-", " "))
    phone.click("#form button")
    expect(phone.locator(".ph-meeting")).to_contain_text(LOCKED_PAPER)


def test_an_intranet_without_a_certificate_opens_it_too(
    browser: Browser, locked_office: Office, locked_address: str
) -> None:
    """There browsers have no WebCrypto: the library does the arithmetic."""
    with chromium.start(browser.browser_type, "--host-resolver-rules=MAP hop.test 127.0.0.1") as other:
        page = other.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        scan(page, locked_office, locked_address.replace("127.0.0.1", "hop.test"))
        expect(page.locator("h1")).to_have_text(TITLE)
        assert page.evaluate("() => [isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
        page.click("a.ph-doc__open")
        expect(page.locator(".textLayer").first).to_contain_text("khuyết điểm")
        assert any("noble" in url for url in asked)


def test_the_library_is_not_loaded_where_the_browser_can(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    scan(phone, locked_office, locked_address)
    expect(phone.locator("h1")).to_have_text(TITLE)
    assert not [url for url in asked if "noble" in url]


def test_where_storage_is_refused_the_key_still_reaches_the_page_and_leaves_the_address(
    page: Page, locked_office: Office, locked_address: str
) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('refused') } })"
    )
    scan(page, locked_office, locked_address)
    expect(page.locator("h1")).to_have_text(TITLE)
    assert locked_office.key(WHOLE) not in page.url
    assert "khoa" not in page.url


def test_a_file_is_downloaded_as_it_was(phone: Page, locked_office: Office, locked_address: str) -> None:
    scan(phone, locked_office, locked_address)
    row = phone.locator(".ph-doc", has_text="Bảng kê tài sản")
    row.locator("summary").click()
    row.locator(".ph-doc__more a").first.click()
    expect(phone.locator("#name")).to_have_text("bang-ke.docx")
    with phone.expect_download() as download:
        phone.click("#get")
    own = locked_office.portal.root / "meetings" / WHOLE / "bang-ke.docx"
    assert download.value.path().read_bytes() == own.read_bytes()


def test_a_damaged_file_gets_a_sentence_and_shows_nothing(
    page: Page, locked_office: Office, locked_address: str
) -> None:
    page.route("**/*.bin", lambda route: route.fulfill(status=200, body=b"\0" * 70_000))
    scan(page, locked_office, locked_address)
    expect(page.locator("#told")).to_contain_text("bị hỏng hoặc không đúng bản")
    assert TITLE not in page.content()


def test_without_a_network_that_is_said(page: Page, locked_office: Office, locked_address: str) -> None:
    page.route("**/lock.json", lambda route: route.abort())
    scan(page, locked_office, locked_address)
    expect(page.locator("#told")).to_contain_text("Mất kết nối")


def test_no_trace_of_the_key_is_in_any_log_history_or_storage_but_this_tab_s(
    context: BrowserContext, page: Page, locked_office: Office, locked_address: str
) -> None:
    scan(page, locked_office, locked_address)
    expect(page.locator("h1")).to_have_text(TITLE)
    kept = page.evaluate(
        "() => JSON.stringify([{...localStorage}, document.cookie, document.referrer, history.state, window.name])"
    )
    assert locked_office.key(WHOLE) not in kept
    assert "khoa" not in kept
    page.go_back()  # to the blank page before: the page of the code is no entry of the history
    assert "khoa" not in page.url
    assert page.evaluate("() => history.length") == 2
    assert context.new_page().evaluate("() => 1") == 1


def test_a_letter_scanned_while_its_page_is_open_opens_it(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    phone.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/")
    expect(phone.locator("main")).to_contain_text("Phải có tờ giấy mời")
    scan(phone, locked_office, locked_address)
    expect(phone.locator("h1")).to_have_text(TITLE)
    assert "khoa" not in phone.url


def test_words_of_locked_papers_are_found_once_they_are_open(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    """In the box of the opened page: words of its documents and titles, without marks too, each leading to its place."""
    scan(phone, locked_office, locked_address)
    box = phone.locator("[data-ph-key] ~ form[role=search]")
    box.locator("input").fill("khuyet diem cua tung nguoi")
    expect(box.locator("li").first).to_contain_text("khuyết điểm")
    assert violations(phone) == []
    assert phone.evaluate("() => document.documentElement.scrollWidth") <= 390
    box.locator("input").fill("bảng kê tài sản")
    expect(box.locator("li").first).to_contain_text("Bảng kê tài sản")
    box.locator("input").fill("xyzzy")
    expect(box.locator("[role=status]")).to_contain_text("Không thấy")
    box.locator("input").fill("khuyết điểm của từng người trang 2")
    box.locator("li a", has_text="Bản kiểm điểm tổng hợp · Trang 2").click()
    expect(phone.locator("body.is-ready")).to_be_visible()
    expect(phone.locator(".textLayer").first).to_contain_text("khuyết điểm")
    expect(phone.locator("#page")).to_have_value("2")


def test_words_of_locked_papers_are_not_found_by_the_search_of_the_portal(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    files = (locked_office.portal.root / "site" / "search").rglob("*.js")
    assert not [file for file in files if "khuyết" in file.read_text("utf-8")]
    scan(phone, locked_office, locked_address, PART)
    box = phone.locator("[data-ph-key] ~ form[role=search]")
    box.locator("input").fill("báo cáo công khai")
    box.locator("li a").first.click()
    expect(phone).to_have_url(re.compile(f"/hop/{PART}/"))


def test_notes_on_one_locked_paper_are_not_another_s(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    """All papers of a meeting stand at one address."""
    scan(phone, locked_office, locked_address)
    phone.click("a.ph-doc__open")
    expect(phone.locator("body.is-ready")).to_be_visible()
    paper = phone.url
    phone.click("button[data-section=notes]")
    phone.fill("#note-text", "Hỏi lại số này")
    phone.click("#note-form [type=submit]")
    expect(phone.locator("#notes-list li")).to_have_count(1)
    phone.go_back()
    phone.click(".ph-packs a")
    expect(phone.locator("body.is-ready")).to_be_visible()
    assert phone.url != paper
    phone.click("button[data-section=notes]")
    expect(phone.locator("#notes-list li")).to_have_count(0)
    phone.goto(paper)
    expect(phone.locator("body.is-ready")).to_be_visible()
    phone.click("button[data-section=notes]")
    expect(phone.locator("#notes-list li")).to_have_count(1)


def test_the_code_on_a_printed_letter_opens_the_meeting(
    phone: Page, locked_office: Office, locked_address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Printed by the command, read from the paper by an independent reader of codes, opened at what that reads."""
    monkeypatch.setenv("PHONGHOP_KEYS", str(locked_office.keys_file))
    locked_office.run("letter", WHOLE, "--to", str(tmp_path))
    (letter,) = tmp_path.glob("*.pdf")
    scanned = ReadPdf(letter.read_bytes()).scanned(dpi=200)
    assert all(locked_office.key(WHOLE) in address for address in scanned)
    (address,) = (address for address in scanned if f"/q/{locked_office.code(WHOLE)}/" in address)
    phone.goto(address.replace("https://hop.example.gov.vn/", locked_address))
    expect(phone.locator("h1")).to_have_text(TITLE)


def test_encrypted_files_are_kept_by_caches_and_what_says_which_hold_is_asked_for(
    phone: Page, locked_office: Office, locked_address: str
) -> None:
    folder = f"{locked_address}k/{locked_office.set_id(WHOLE)}/"
    file = next((locked_office.portal.root / "site" / "k" / locked_office.set_id(WHOLE)).glob("*.bin")).name
    rules = {
        name: phone.request.get(folder + name).headers["cache-control"] for name in (file, "lock.json", "")
    }
    assert rules == {file: "public, max-age=31536000, immutable", "lock.json": "no-cache", "": "no-cache"}
