"""How tests, benchmarks and pictures of the docs start Chromium."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, BrowserType

_PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
"""The first is the engine alone; the others make, for each window, also the menus that nobody sees, which costs seconds."""
_FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking")


def start(kind: BrowserType, *flags: str) -> Browser:
    """Return a running Chromium.

    Raises:
        FileNotFoundError: there is none.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise FileNotFoundError("Không thấy Chromium. Cài: sudo apt-get install chromium-headless-shell")
    return kind.launch(executable_path=program, args=[*_FLAGS, *flags])
