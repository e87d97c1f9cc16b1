"""The documentation is searched as a portal is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from search.searching import in_the_box
from web_server import plain_server


@pytest.fixture(scope="module")
def docs_url(docs_site: Path) -> Iterator[str]:
    with plain_server(docs_site) as address:
        yield address


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
