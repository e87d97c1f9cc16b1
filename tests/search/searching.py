"""Queries and how they are judged: in the site's own search box, in a browser, by what a reader sees first."""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

TABLE = Path(__file__).parent / "queries.tsv"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")

Search = Callable[[str], Sequence[Sequence[str]]]
"""Returns, for a query, the results from the first on; each with the addresses that it offers at once."""


@dataclass(frozen=True)
class Query:
    """A line of the table.

    Attributes:
        text: as a delegate or clerk types it; combining marks are written as escapes in the table, for editors.
        expected: the addresses of which any is right.
        corpus: ``own`` for the checkout's meetings, ``generated`` for those added to them.
        set: ``tune`` or ``held-out``: the ranking is never changed for the sake of the latter.
    """

    text: str
    expected: tuple[str, ...]
    corpus: str
    set: str


def queries() -> tuple[Query, ...]:
    """Return the table."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Query(
                _ESCAPED.sub(lambda found: chr(int(found[1], 16)), row["query"]),
                tuple(row["expected"].split()),
                row["corpus"],
                row["set"],
            )
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def rank(query: Query, results: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the first right result, counted from 1.

    A result is right when it offers an expected address without another tap. An address without an anchor is also
    met by any place on its page.
    """
    for place, addresses in enumerate(results, 1):
        if any(_meets(address, query.expected) for address in addresses):
            return place
    return None


def _meets(address: str, expected: Iterable[str]) -> bool:
    return any(one in (address, address.partition("#")[0]) for one in expected)


def success(ranks: Sequence[int | None], within: int) -> float:
    """Return the share of queries answered within so many results."""
    return sum(rank is not None and rank <= within for rank in ranks) / len(ranks)


def in_the_box(page: Page, site_url: str) -> Search:
    """Open the site on a desk and return its search: a page and the places on it shown with it are one result."""
    page.add_init_script(_COUNT_ANSWERS)
    page.goto(site_url)
    box = page.locator(".md-search__input")
    box.click()
    page.wait_for_function("() => answers > 0")  # to the empty query of an empty box

    def search(text: str) -> list[list[str]]:
        shown = box.evaluate(_ASK, text)
        return [[_address(link, site_url) for link in links] for links in shown]

    return search


def _address(link: str, site_url: str) -> str:
    return re.sub(r"\?h=[^#]*", "", link).removeprefix(site_url)


# Only the worker's messages tell when a query has been answered: an answer may look like the one before. Ours says when
# no more will come; the theme's own answers once.
_COUNT_ANSWERS = """
window.answers = 0
window.Worker = class extends Worker {
  constructor(url) {
    super(url)
    const [RESULT, SETTLED] = [3, 4]
    const last = new URL(url, location).pathname.includes("/javascripts/search.") ? SETTLED : RESULT
    this.addEventListener("message", ({ data }) => {
      if (data.type === last) requestAnimationFrame(() => setTimeout(() => window.answers++))
    })
  }
}
"""
_ASK = """async (box, text) => {
  const asked = answers
  box.value = text
  box.dispatchEvent(new Event("input", { bubbles: true }))
  box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "End" }))  // the theme's own box hears keys alone
  while (answers <= asked) await new Promise(done => setTimeout(done, 5))
  return [...document.querySelectorAll(".md-search-result__item")].slice(0, 10).map(item =>
    [...item.querySelectorAll(":scope > a")].map(link => link.href))
}"""
