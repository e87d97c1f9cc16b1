"""The main journeys in Firefox and WebKit, as they are in Chromium, those to locked papers among them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from engines import REFUSED, Engine, patiently

from driver import SAMPLES
from locked_portal import TITLE, WHOLE, Office
from phonghop.portal.codes import read_ledger
from phonghop.portal.load import LEDGER_FILE, MEETINGS

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
POINTS = "hop/2023-12-04-quan-triet-nghi-quyet-trung-uong-8/"
READY = "document.querySelector('.is-ready')"
DOCUMENT = f"{MEETING}doc/tham-luan-thuong-truc-tinh-uy/"


@pytest.fixture(scope="module", autouse=True)
def _quiet(engine: Engine) -> Iterator[None]:
    """No page of this file complains; what a network that is down brings about in others is none of it."""
    engine.complaints()
    yield
    assert engine.complaints() == []


def test_a_code_leads_to_the_document_and_back_to_the_page_where_one_was(
    engine: Engine, site_url: str
) -> None:
    ledger, _ = read_ledger(SAMPLES / MEETINGS / LEDGER_FILE, LEDGER_FILE)
    code = next(c.code for c in ledger.codes.values() if not c.subject.kind and c.subject.meeting in MEETING)
    engine.goto(f"{site_url}q/{code}/")
    engine.until(f"location.href.includes('{MEETING}')")
    engine.click("a.ph-doc__open[href*='tham-luan']")
    engine.until(f"location.pathname.endsWith('{DOCUMENT}') && document.querySelector('.is-ready')")
    engine.click("#next-page")
    engine.until("document.getElementById('page').value === '2'")
    engine.until("document.querySelector(\".page[data-page-number='2'] .textLayer span\")")
    engine.run("history.back()")
    engine.until("document.querySelector('.ph-meeting')")
    engine.goto(site_url + DOCUMENT)
    engine.until("document.querySelector('.is-ready') && document.getElementById('page').value === '2'")


def test_words_without_tones_are_found_in_a_document(engine: Engine, site_url: str) -> None:
    engine.goto(site_url + DOCUMENT + "#p=1")
    engine.run(REFUSED)
    engine.until("document.querySelector('.is-ready')")
    engine.click("button[data-section=search]")
    engine.fill("#search-part input", "hop it hon")
    assert engine.until("document.querySelector('#search-part [role=status]').textContent") == "1 chỗ"
    engine.click("#search-part li button")
    engine.until("document.getElementById('page').value === '2'")
    engine.until("CSS.highlights.has('ph-found-now')")
    assert engine.run("return refused") == []


def test_a_note_is_kept_in_this_browser(engine: Engine, site_url: str) -> None:
    engine.goto(site_url + DOCUMENT + "#p=2")
    engine.until("document.querySelector('.is-ready')")
    engine.click("button[data-section=notes]")
    engine.fill("#note-text", "Hỏi lại số liệu")
    engine.click("#note-form [type=submit]")
    engine.until("document.querySelector('#notes-list li')")
    engine.goto("about:blank")
    engine.goto(site_url + DOCUMENT)
    engine.until("document.querySelector('.is-ready') && document.querySelector('#notes-list li')")
    assert "Hỏi lại số liệu" in engine.run("return document.querySelector('#notes-list li').textContent")
    engine.run("document.querySelector('#notes-list li .rd-actions button:last-child').click()")
    engine.until("!document.querySelector('#notes-list li')")


def test_the_portal_s_search_leads_to_the_page(engine: Engine, site_url: str) -> None:
    engine.goto(site_url + MEETING)
    engine.run(
        "document.getElementById('__search').click(); const box = document.querySelector('.md-search__input');"
        "box.focus(); box.value = 'hop it hon';"
        "box.dispatchEvent(new Event('keyup', { bubbles: true })); box.dispatchEvent(new Event('input', { bubbles: true }))"
    )
    engine.until("document.querySelector('.md-search-result__link[href*=\"tham-luan\"]')")
    engine.click(".md-search-result__link[href*='tham-luan'][href*='page=2']")
    engine.until("document.querySelector('.is-ready') && document.getElementById('page').value === '2'")


def test_back_leads_to_the_list_as_it_was_narrowed_down(engine: Engine, site_url: str) -> None:
    engine.goto(f"{site_url}tai-lieu/")
    engine.fill(".ph-filter [name=words]", "tham luan")
    shown = "[...document.querySelectorAll('.ph-doc:not([hidden]) .ph-doc__title')].map(e => e.textContent).join()"
    found = engine.run(f"return {shown}")
    everything = engine.run("return document.querySelectorAll('.ph-doc').length")
    assert 0 < engine.run("return document.querySelectorAll('.ph-doc:not([hidden])').length") < everything
    engine.run("scrollTo(0, document.body.scrollHeight)")
    engine.click(".ph-doc:not([hidden]) a.ph-doc__open[href$='.pdf']")
    engine.until(READY)
    engine.run("history.back()")
    engine.until(
        f"document.querySelector('.ph-filter [name=words]')?.value === 'tham luan' && ({shown}) === {json.dumps(found)}"
    )


def test_my_point_is_remembered(engine: Engine, site_url: str) -> None:
    engine.goto(site_url + POINTS)
    engine.until("document.querySelector('[data-ph-my-point]:not([hidden]) select')")
    engine.run(
        "const field = document.querySelector('[data-ph-my-point] select'); field.selectedIndex = 2;"
        "field.dispatchEvent(new Event('change', { bubbles: true }))"
    )
    engine.goto("about:blank")
    engine.goto(site_url + POINTS)
    engine.until("document.querySelector('[data-ph-my-point] select').selectedIndex === 2")
    engine.until("document.querySelectorAll('details.ph-point[open]').length === 1")


def test_no_other_page_is_complained_of(engine: Engine, site_url: str) -> None:
    """What an engine refuses, Firefox writes to its console, which `_quiet` reads at the end."""
    for address in ("", "nam/", "co-quan/", "huong-dan/", "da-luu/", "404.html", f"{MEETING}tron-bo/"):
        engine.goto(site_url + address)
        engine.until("document.querySelector('h1')")


def test_a_scanned_letter_opens_the_meeting_and_its_documents(
    engine: Engine, locked_office: Office, locked_address: str
) -> None:
    key = locked_office.key(WHOLE)
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={key}")
    assert patiently(engine.until, "document.querySelector('.ph-meeting h1')?.textContent") == TITLE
    assert key not in patiently(engine.run, "return location.href")
    patiently(
        engine.run,
        "const box = document.querySelector('form[data-ph-nothing] input'); box.value = 'nha dat xe co';"
        "box.dispatchEvent(new Event('input', { bubbles: true }))",
    )
    patiently(
        engine.until, "document.querySelector('form[data-ph-nothing] li')?.textContent.includes('Bảng kê')"
    )
    patiently(engine.click, "a.ph-doc__open")
    patiently(engine.until, "document.querySelector('.is-ready')")
    patiently(engine.until, "document.querySelector('.textLayer')?.textContent.includes('khuyết điểm')")
    assert key not in patiently(engine.run, "return location.href")
    patiently(engine.run, "history.back()")
    patiently(engine.until, "document.querySelector('.ph-meeting')")
    patiently(engine.click, "[data-ph-keep]")
    patiently(
        engine.until, "document.querySelector('[data-ph-key] [role=status]').textContent.includes('Đã giữ')"
    )
    patiently(engine.run, "sessionStorage.clear()")
    engine.goto(f"{locked_address}k/{locked_office.set_id(WHOLE)}/")
    patiently(engine.until, "document.querySelector('.ph-meeting')")
    patiently(engine.click, "[data-ph-forget]")
    patiently(engine.until, "document.getElementById('told')?.textContent.includes('Phải có tờ giấy mời')")


def test_without_the_letter_nothing_opens(engine: Engine, locked_office: Office, locked_address: str) -> None:
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/")
    assert "Phải có tờ giấy mời" in patiently(engine.run, "return document.body.innerText")
    engine.goto(f"{locked_address}q/{locked_office.code(WHOLE)}/#khoa={'2' * 28}")
    patiently(
        engine.until, "document.getElementById('told')?.textContent.includes('không mở được tài liệu ở đây')"
    )
