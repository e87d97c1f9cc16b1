"""Locked papers on a phone: scanned, opened, read, forgotten; and what of the key anybody else gets to see."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, Office
from phonghop.site.publishing import publish
from web_server import nginx


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("office"), patch)
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
def test_a_damaged_key_gets_a_sentence(page: Page, office: Office, address: str, change, said: str) -> None:
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
