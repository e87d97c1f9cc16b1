"""The documentation is searched as a portal is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page

from search.searching import in_the_box


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def docs_url(docs_site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=docs_site)) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("query", "page_of_it"),
    [
        ("in giay moi", "staff/print-the-letter/"),
        ("PH711", "staff/problems/"),
    ],
)
def test_a_page_of_the_docs_is_found(page: Page, docs_url: str, query: str, page_of_it: str) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 800})
    found = in_the_box(page, f"{docs_url}developers/security/")(query)
    assert f"{docs_url}{page_of_it}" in {addresses[0].partition("#")[0] for addresses in found[:3]}
    assert wrong == []
