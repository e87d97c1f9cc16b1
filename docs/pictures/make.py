"""Makes the pictures of the documentation from the built site and the meetings: run ``make pictures``."""

from __future__ import annotations

import functools
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from phonghop.pages.meeting import letter_of
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import Portal, load
from phonghop.text.strings import strings

sys.path.append(str(Path(__file__).parents[2] / "tests"))
import chromium

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
MEETING = "2026-07-01-so-ket-mo-hinh-3-cap"
BASE_URL = "https://hop.example.gov.vn/"
PHONE = {"width": 390, "height": 800}
DESKTOP = {"width": 1200, "height": 800}
PROFILES = ("party-hd05", "party-hd36", "state-nd30")
GAP = 24


def main() -> None:
    """Write every picture beside this file."""
    with served(PROJECT / "site") as address, sync_playwright() as playwright:
        browser = chromium.start(playwright.chromium)
        phone, desktop = (shown(browser, f"{address}hop/{MEETING}/", screen) for screen in (PHONE, DESKTOP))
        browser.close()
    portal, _ = load(PROJECT)
    if portal is None:
        message = "the meetings cannot be read; run: phonghop check"
        raise SystemExit(message)
    letter = page(portal, "party-hd05")
    letter = letter.resize(
        (phone.height * letter.width // letter.height, phone.height), Image.Resampling.LANCZOS
    )
    save(side_by_side([phone, desktop, letter]), "meeting.png")
    for profile in PROFILES:
        save(page(portal, profile), f"letter-{profile}.png")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on the loopback and yield its address."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def shown(browser: Browser, address: str, screen: ViewportSize) -> Image.Image:
    """Return what a screen shows of the page at `address` on the eve of the meeting."""
    with browser.new_context(viewport=screen, device_scale_factor=2) as context:
        tab = context.new_page()
        tab.clock.set_fixed_time("2026-06-28T08:00:00+07:00")
        tab.goto(address, wait_until="networkidle")
        return Image.open(BytesIO(tab.screenshot())).convert("RGB")


def page(portal: Portal, profile: str) -> Image.Image:
    """Return the first page of the meeting's letter in one of the official forms."""
    letter = letter_of(portal.by_id[MEETING], portal, BASE_URL, "public", strings("vi"))
    with pypdfium2.PdfDocument(render_pdf(replace(letter, profile=profile))) as document:
        return document[0].render(scale=1.5).to_pil().convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return `pictures` in a row on a quiet ground."""
    height = max(p.height for p in pictures) + 2 * GAP
    row = Image.new("RGB", (sum(p.width + GAP for p in pictures) + GAP, height), "#d9d4ce")
    left = GAP
    for picture in pictures:
        row.paste(picture, (left, GAP))
        left += picture.width + GAP
    return row.resize((row.width // 2, row.height // 2), Image.Resampling.LANCZOS)


def save(picture: Image.Image, name: str) -> None:
    """Write `picture` small enough for a repository."""
    picture.quantize(192, dither=Image.Dither.NONE).save(HERE / name, optimize=True)


if __name__ == "__main__":
    main()
