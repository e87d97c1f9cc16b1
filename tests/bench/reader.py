"""Measures what a phone pays to read a scan of 36 MB: run ``.venv/bin/python tests/bench/reader.py``.

Prints a Markdown table: bytes and requests until page 1 and until page 40 is drawn, and what canvases hold after 60 pages.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "browser")]

from playwright.sync_api import Browser, Page, Response, sync_playwright  # noqa: E402
from reader_portal import pictures  # noqa: E402

import chromium  # noqa: E402
from driver import MEETING_ID, SETTINGS, PortalCase  # noqa: E402
from phonghop.site.publishing import publish  # noqa: E402
from web_server import nginx  # noqa: E402

PAGES, PAGE_BYTES = 60, 600_000
PHONES = {
    "phone, 390 × 844, 3 pixels a point": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 3,
    },
    "tablet, 820 × 1180, 2 pixels a point": {
        "viewport": {"width": 820, "height": 1180},
        "device_scale_factor": 2,
    },
}
DRAWN = "n => document.querySelector(`.page[data-page-number='${n}'][data-loaded] canvas`) !== null"
CANVASES = (
    "() => [...document.querySelectorAll('canvas')].reduce((sum, c) => sum + c.width * c.height * 4, 0)"
)


class Traffic:
    """What a page has loaded: of the document, and of all else."""

    def __init__(self, page: Page) -> None:
        self.document: list[int] = []
        self.other = 0
        page.on("response", self._add)

    def _add(self, response: Response) -> None:
        if response.url.endswith(".pdf"):
            self.document.append(int(response.headers["content-length"]))
        else:
            self.other += int(response.headers.get("content-length", 0))

    def __str__(self) -> str:
        return f"{sum(self.document) / 1e6:.1f} MB in {len(self.document)} requests"


def measured(browser: Browser, address: str, phone: dict[str, object]) -> str:
    with browser.new_context(**phone, is_mobile=True, has_touch=True) as context:
        page = context.new_page()
        traffic = Traffic(page)
        page.goto(address)
        page.wait_for_function(DRAWN, arg=1)
        first, code = str(traffic), traffic.other
        page.evaluate("location.hash = '#p=40'")
        page.wait_for_function(DRAWN, arg=40)
        fortieth = str(traffic)
        most = 0
        for number in range(1, PAGES + 1):
            page.evaluate(f"location.hash = '#p={number}'")
            page.wait_for_function(DRAWN, arg=number)
            most = max(most, page.evaluate(CANVASES))
        return f"{code / 1e3:.0f} kB | {first} | {fortieth} | {most / 1e6:.0f} MB"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        portal = PortalCase(Path(folder) / "portal")
        for path, content in SETTINGS.items():
            portal.write(path, content)
        portal.portal_file().meeting("documents: [{id: scan, title: Bản quét, file: scan.pdf}]\n")
        portal.write(f"meetings/{MEETING_ID}/scan.pdf", pictures(PAGES, size=(1654, 2339), cost=PAGE_BYTES))
        result = portal.build()
        assert result.exit_code == 0, result
        size = (portal.root / f"site/hop/{MEETING_ID}/tai-lieu/scan.pdf").stat().st_size
        print(f"{PAGES} pages, {size / 1e6:.1f} MB\n")
        live = publish(portal.root / "site", Path(folder) / "published").live
        browser = chromium.start(playwright.chromium)
        print(
            "| | code, once | until page 1 | until page 40 | canvases, at most, over 60 pages |\n|---|---|---|---|---|"
        )
        with nginx(live, Path(folder) / "nginx") as site:
            for name, phone in PHONES.items():
                print(f"| {name} | {measured(browser, f'{site}hop/{MEETING_ID}/doc/scan/', phone)} |")
        browser.close()


if __name__ == "__main__":
    main()
