"""Printed codes as a reader meets them: scanned from paper or screen, typed by hand, years later."""

import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from driver import SAMPLES
from phonghop.portal.codes import parse_ledger

LEDGER, _ = parse_ledger((SAMPLES / "meetings" / "issued.tsv").read_bytes(), "issued.tsv")
CODES = tuple(LEDGER.codes)
BASE = "https://hop.example.gov.vn/q/"


def read(picture: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))]


@pytest.mark.parametrize("code", CODES)
def test_png_reads_back(code: str, built_site: Path) -> None:
    picture = (built_site / "q" / code / f"{code}.png").read_bytes()
    assert read(picture) == [f"{BASE}{code}/"]
    image = Image.open(io.BytesIO(picture))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_each_svg_reads_back_when_rendered(shared: Page, site_url: str) -> None:
    for code in CODES:
        shared.goto(f"{site_url}q/{code}/{code}.svg")
        assert read(shared.screenshot()) == [f"{BASE}{code}/"]


def test_codes_read_from_the_page_itself(browser: Browser, site_url: str) -> None:
    meeting = "2026-07-01-so-ket-nghi-quyet-57"
    wanted = {f"{BASE}{c.code}/" for c in LEDGER.codes.values() if c.subject.meeting == meeting}
    with browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2) as context:
        page = context.new_page()
        page.goto(f"{site_url}hop/{meeting}/#ma-qr", wait_until="networkidle")
        found = set()
        for picture in page.locator(".ph-codes img").all():
            picture.scroll_into_view_if_needed()
            page.wait_for_function("e => e.complete && e.naturalWidth", arg=picture.element_handle())
            found.update(read(picture.screenshot()))
    assert found == wanted


def test_code_of_a_meeting_opens_it_and_keeps_the_fragment(browser: Browser, site_url: str) -> None:
    code = next(c for c in LEDGER.codes.values() if not c.subject.kind)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site_url}q/{code.code}/?a=1#chuong-trinh")
        page.wait_for_url(f"{site_url}hop/{code.subject.meeting}/?a=1#chuong-trinh")


@pytest.mark.parametrize("kind", ["", "link"])
def test_a_code_that_opens_nothing_locked_hands_no_key_on(kind: str, browser: Browser, site_url: str) -> None:
    """Letters of a meeting that was locked once go on bearing its key: it reaches no page, and no other site."""
    code = next(c for c in LEDGER.codes.values() if c.subject.kind == kind)
    with browser.new_context() as context:
        page = context.new_page()
        page.clock.set_fixed_time("2026-01-01T00:00:00Z")
        context.route(
            lambda url: not url.startswith(site_url),
            lambda route: route.fulfill(body="<p>elsewhere", content_type="text/html"),
        )
        page.goto(f"{site_url}q/{code.code}/#khoa={'2' * 28}&thu=abc")
        page.wait_for_url("**#thu=abc")
        assert "/q/" not in page.url
        assert "khoa" not in page.url


def test_code_opens_without_javascript(browser: Browser, site_url: str) -> None:
    code = next(c for c in LEDGER.codes.values() if not c.subject.kind)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site_url}q/{code.code}/")
        page.wait_for_url(f"{site_url}hop/{code.subject.meeting}/")


def test_code_of_a_form_leads_out(built_site: Path) -> None:
    code = next(c for c in LEDGER.codes.values() if c.subject.kind == "link")
    html = (built_site / "q" / code.code / "index.html").read_text("utf-8")
    assert 'id="go" href="https://' in html


def test_code_typed_in_capitals_still_answers(shared: Page, site_url: str) -> None:
    code = next(c for c in LEDGER.codes.values() if not c.subject.kind)
    shared.goto(f"{site_url}Q/{code.code.upper()}/")
    shared.wait_for_url(f"{site_url}hop/{code.subject.meeting}/")


def test_mistyped_code_is_explained(shared: Page, site_url: str) -> None:
    wrong = CODES[0][:-1] + ("2" if CODES[0][-1] != "2" else "3")
    shared.goto(f"{site_url}q/{wrong}/")
    assert wrong in shared.locator("[data-ph-wrong-code]").inner_text()


@pytest.mark.parametrize("prefix", ["/", "/\\", "//"])
def test_no_address_leads_to_another_host(prefix: str, shared: Page, site_url: str) -> None:
    asked: list[str] = []
    shared.on("request", lambda request: asked.append(request.url))
    shared.goto(f"{site_url}{prefix}evil.example/q/ABCDEFG", wait_until="networkidle")
    assert shared.locator("[data-ph-missing]").count() == 1
    assert len(asked) > 1
    assert all(url.startswith(site_url) for url in asked)


@pytest.mark.parametrize("fragment", ["%", "100%", "%E1%BB", "%zz"])
def test_an_anchor_that_is_no_encoding_stops_no_script(fragment: str, shared: Page, site_url: str) -> None:
    meeting = "2026-07-01-so-ket-nghi-quyet-57"
    failures: list[str] = []
    shared.on("pageerror", lambda error: failures.append(str(error)))
    shared.goto(f"{site_url}hop/{meeting}/#{fragment}", wait_until="networkidle")
    assert failures == []
