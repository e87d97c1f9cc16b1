"""The whole site works under the Content-Security-Policy made for it, and what is not of the site does not run."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from driver import SAMPLES
from phonghop.portal.codes import read_ledger
from phonghop.portal.load import LEDGER_FILE, MEETINGS
from search.searching import in_the_box

MEETING = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
WATCH = """
window.refused = [];
addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective + " " + event.blockedURI));
"""


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A page that notes every complaint of the console and every refusal of the policy."""
    with browser.new_context(service_workers="block") as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page


class _Asked(HTMLParser):
    """What a page asks of the policy: each element that loads, runs or sends, attributes that are code, scripts and styles in it."""

    _LOADS = frozenset({"src", "srcset", "srcdoc", "data", "poster", "background", "action", "formaction"})

    def __init__(self, page: Path) -> None:
        super().__init__()
        self._inside = ""
        self._found: set[tuple[str, ...]] = set()
        self.feed(page.read_text("utf-8"))
        self.close()
        self.all = frozenset(self._found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name in self._LOADS or (tag, name) == ("link", "href"):
                scheme, _, _ = value.rpartition(":")
                file = value.rpartition("/")[2].partition(".")[0] if tag == "script" else ""
                self._found.add((tag, name, scheme.partition(":")[0], file))
            elif name in ("style", "http-equiv") or name.startswith("on") or tag in ("link", "script"):
                self._found.add((tag, name, value if name != "integrity" else ""))
        is_code = tag == "style" or (tag == "script" and "json" not in given.get("type", ""))
        self._inside = tag if is_code else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self._found.add((self._inside, data))


def test_no_page_is_refused_anything(
    page: Page, site_url: str, built_site: Path, complaints: list[str]
) -> None:
    """Of pages that ask the same of the policy one is opened."""
    pages = sorted(built_site.rglob("*.html"))
    assert len(pages) > 30
    kinds = {_Asked(path).all: path.relative_to(built_site) for path in pages}
    assert {path.parts[0] for path in kinds.values()} >= {"404.html", "hop", "q"}
    for address in kinds.values():
        # A code's page leaves at once; what it was refused is in the console.
        page.goto(f"{site_url}{address.as_posix().removesuffix('index.html')}", wait_until="load")
        assert page.evaluate("window.refused") == [], address
        assert complaints == [], address


def test_what_readers_do_is_refused_nothing(page: Page, site_url: str, complaints: list[str]) -> None:
    page.goto(site_url + MEETING)
    page.locator("label[for^=__palette]:visible").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.evaluate("""Object.keys(localStorage).filter(key => key.startsWith("phonghop:")).forEach(key => {
        const state = JSON.parse(localStorage[key]);
        state.seen = {};
        localStorage[key] = JSON.stringify(state);
        sessionStorage.clear();
    })""")
    page.reload()
    page.locator("[data-ph-news]").wait_for(state="visible")
    page.locator("article details summary:visible").first.click()
    assert in_the_box(page, site_url)("nghị quyết")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.refused") == []
    assert complaints == []


def test_code_pages_lead_on(page: Page, site_url: str, complaints: list[str]) -> None:
    ledger, _ = read_ledger(SAMPLES / MEETINGS / LEDGER_FILE, LEDGER_FILE)
    inside = [code.code for code in ledger.codes.values() if not code.subject.kind]
    for code in inside:
        page.goto(f"{site_url}q/{code}/#chuong-trinh")
        page.wait_for_url("**/hop/**#chuong-trinh")
    assert len(inside) > 3
    assert complaints == []


@pytest.mark.parametrize(
    ("markup", "directive"),
    [
        ("script.textContent = 'window.ran = 1'", "script-src-elem inline"),
        ("script.src = 'data:text/javascript,window.ran=1'", "script-src-elem data"),
        ("script.src = 'https://example.com/x.js'", "script-src-elem https://example.com/x.js"),
    ],
    ids=["inline", "data", "another host"],
)
def test_a_script_that_is_not_of_the_site_does_not_run(
    markup: str, directive: str, page: Page, site_url: str
) -> None:
    page.goto(site_url + MEETING)
    page.evaluate(f"const script = document.createElement('script'); {markup}; document.body.append(script)")
    page.wait_for_function("window.refused.length")
    assert page.evaluate("window.refused") == [directive]
    assert page.evaluate("window.ran") is None


def test_an_event_handler_and_a_style_attribute_are_refused(page: Page, site_url: str) -> None:
    page.goto(site_url + MEETING)
    page.evaluate(
        """document.body.insertAdjacentHTML("beforeend",
        '<img src="data:," onerror="window.ran = 1"><p id="styled" style="color: rgb(1, 2, 3)">x</p>')"""
    )
    page.wait_for_function("window.refused.length >= 2")
    assert sorted(page.evaluate("window.refused")) == ["script-src-attr inline", "style-src-attr inline"]
    assert page.evaluate("getComputedStyle(document.getElementById('styled')).color") != "rgb(1, 2, 3)"
    assert page.evaluate("window.ran") is None


def test_no_other_site_can_frame_a_page(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text))
        page.set_content(f"<iframe src='{site_url}'></iframe>")
        page.wait_for_function("() => window.length === 1")
        page.wait_for_load_state("networkidle")
        assert any("frame-ancestors" in said for said in complaints)
