"""Where a reader was is kept for each document and version, and an address may ask for a page."""

from __future__ import annotations

import pytest

from node import answer

STORE = "const kept = new Map(); const storage = { getItem: k => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v) };"


@pytest.mark.parametrize(
    ("fragment", "page"),
    [
        ("#p=7", 7),
        ("#page=12", 12),
        ("#page=3&zoom=100", 3),
        ("", None),
        ("#p=0", None),
        ("#p=x", None),
        ("#q=7", None),
    ],
)
def test_an_address_asks_for_a_page(fragment: str, page: int | None) -> None:
    assert answer("reader/place.js", "askedPage", "return askedPage(given[0])", fragment) == page


def test_a_version_has_its_own_place() -> None:
    code = f"""{STORE}
    new Place(storage, "/a/", "1").keep({{ page: 5, left: 0, top: 700 }})
    return [new Place(storage, "/a/", "1").load()?.page, new Place(storage, "/a/", "2").load(), new Place(storage, "/b/", "1").load()]"""
    assert answer("reader/place.js", "Place", code) == [5, None, None]


def test_a_browser_that_keeps_nothing_reads_all_the_same() -> None:
    code = """const refuses = { getItem() { throw new Error() }, setItem() { throw new Error() } }
    const place = new Place(refuses, "/a/", "1")
    place.keep({ page: 5 })
    return [place.load(), new Place(null, "/a/", "1").load()]"""
    assert answer("reader/place.js", "Place", code) == [None, None]
