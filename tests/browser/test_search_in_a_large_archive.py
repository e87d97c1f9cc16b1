"""Search in an archive whose index no phone should load as a whole."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from phonghop.search.analysis import analyse
from phonghop.search.entries import Entry
from phonghop.search.index import index
from phonghop.text.strings import strings
from search.corpus import AGENDA, BODIES, KINDS, SUBJECTS, UNITS
from search.searching import Search, in_the_box

MEETINGS = 700
FIRST = date(2022, 1, 3)
PHRASE = "vượn cáo đuôi vòng"
"""Stands in one document, of the oldest year; its syllables stand in many."""


def archive() -> Iterator[tuple[date, Entry, tuple[Entry, ...]]]:
    chance = random.Random(7)
    names = [f"{a}{b}" for a in "bghklmnprstx" for b in ("ai", "ang", "ong", "uôn", "iêm", "ươu")]
    for number in range(MEETINGS):
        day = FIRST + timedelta(days=2 * number)
        subject = chance.choice(SUBJECTS)
        agenda = [item.format(subject=subject, unit=chance.choice(UNITS)) for item in AGENDA]
        text = " ".join([*chance.choices(names, k=120), *chance.sample(PHRASE.split(), 3)])
        if number == 1:
            text += f" {PHRASE} "
        address = f"hop/{day}-hop/"
        page = Entry(
            address,
            f"{chance.choice(KINDS)} {subject}",
            f"Công văn số {1000 + number}-CV/TU\n{chance.choice(BODIES)[1]}",
            tuple(Entry(f"#muc-{n}", item, chance.choice(UNITS)) for n, item in enumerate(agenda, 1)),
        )
        pages = (Entry("#page=1", "Trang 1", text), Entry("#page=2", "Trang 2", f"{text} hết <b>&amp;"))
        yield day, page, (Entry(f"{address}tai-lieu/a.pdf", f"Báo cáo {subject}", "", pages),)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(index((analyse(*meeting) for meeting in archive()), (), strings("vi")))


@pytest.fixture
def page(browser: Browser, files: dict[str, bytes]) -> Iterator[Page]:
    """A page that finds the archive, and counts in `window.loaded` what it loads of it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.loaded = []  # type: ignore[attr-defined]

        def answer(route: Route) -> None:
            address = urlsplit(route.request.url).path.lstrip("/")
            page.loaded.append(address)  # type: ignore[attr-defined]
            route.fulfill(body=files[address])

        page.route("**/search/**", answer)
        yield page


@pytest.fixture
def search(page: Page, site_url: str) -> Search:
    return in_the_box(page, site_url)


@pytest.mark.parametrize(
    "query", ["hoi nghi giao ban", "1234-CV/TU", "bao cao giam ngheo ben vung", "xay dung nong thon"]
)
def test_a_query_loads_a_small_part(query: str, page: Page, search: Search, files: dict[str, bytes]) -> None:
    assert search(query)
    loaded = set(page.loaded)  # type: ignore[attr-defined]
    assert len(loaded) == len(page.loaded)  # type: ignore[attr-defined]
    about = {address for address in loaded if "/about-" in address or address.count("/") == 1}
    assert sum(len(files[address]) for address in about) < 0.2 * sum(map(len, files.values()))
    assert len(about) < 30


def test_a_number_is_found_among_all(search: Search) -> None:
    day = FIRST + timedelta(days=2 * 345)
    assert search("cong van 1345")[0][0] == f"hop/{day}-hop/"


def test_words_that_stand_together_are_found_in_a_document_of_the_oldest_year(search: Search) -> None:
    for query in (PHRASE, "vuon cao duoi vong"):
        assert f"hop/{FIRST + timedelta(days=2)}-hop/tai-lieu/a.pdf#page=1" in search(query)[0]


def test_the_beginning_of_a_word_finds_without_loading_everything(
    page: Page, search: Search, files: dict[str, bytes]
) -> None:
    for typed in ("g", "gi", "gia", "giao", "giao ", "giao b", "giao ba"):
        assert search(typed), typed
    shards = {address for address in page.loaded if "/about-" in address and "/w" in address}  # type: ignore[attr-defined]
    assert len(shards) < sum("/about-" in address and "/w" in address for address in files)


def test_text_is_shown_as_text(page: Page, search: Search) -> None:
    search("hết <b>&amp;")
    shown = page.locator(".md-search-result__list")
    shown.locator("mark", has_text="hết").first.wait_for()
    assert "<b>" in shown.inner_text()
    assert shown.locator("b").count() == 0
