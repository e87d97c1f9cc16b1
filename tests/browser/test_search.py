"""Search as people type it, in the site's own box."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from phonghop.text.dates import VIETNAM
from search.searching import Search, in_the_box, queries, rank, success

RESOLUTION_57 = "hop/2026-07-01-so-ket-nghi-quyet-57/"
THREE_LEVELS = "hop/2026-07-01-so-ket-mo-hinh-3-cap/"
REPORT = f"{RESOLUTION_57}tai-lieu/bao-cao.pdf"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def search(page: Page, site_url: str) -> Search:
    return in_the_box(page, site_url)


def test_queries_of_the_table(search: Search) -> None:
    asked = [query for query in queries() if query.corpus == "own"]
    ranks = {query.text: rank(query, search(query.text)) for query in asked}
    missed = {text: place for text, place in ranks.items() if place != 1}
    assert success(list(ranks.values()), 1) >= 0.85, missed
    assert success(list(ranks.values()), 3) >= 0.95, missed


@pytest.mark.parametrize(
    "spellings",
    [
        ("hội nghị", "hoi nghi", "HỘI NGHỊ", "hôi nghi", "ho\u0323\u0302i nghi\u0323"),
        ("đảng ủy", "đảng uỷ", "dang uy", "đang uy"),
        ("chuyển đổi số", "chuyen doi so", "chuyên đôi sô"),
        ("1064-CV/TU", "1064-cv/tu", "1064 cv tu", "số 1064-CV/TU"),
        ("01/7/2026", "1/7/2026", "01/07/2026"),
    ],
)
def test_spellings_of_one_query_find_the_same_first(spellings: tuple[str, ...], search: Search) -> None:
    firsts = {spelling: search(spelling)[0][0] for spelling in spellings}
    assert len(set(firsts.values())) == 1, firsts


def test_a_required_word_is_required_with_its_marks(search: Search) -> None:
    assert search("+ngày")
    assert not search("+ngắy")
    assert search('"nghị quyết" 57')[0][0] == RESOLUTION_57
    assert not any(THREE_LEVELS in addresses for addresses in search("sơ kết -cấp"))


def test_a_page_of_a_document_opens_at_that_page(search: Search) -> None:
    assert f"{REPORT}#page=4" in search("diễn tập ứng phó sự cố")[0]


def test_a_point_and_an_agenda_item_are_results(search: Search) -> None:
    assert f"{RESOLUTION_57}#diem-cau-dang-uy-ubnd" in search("diem cau dang uy ubnd")[0]
    assert f"{THREE_LEVELS}#muc-3" in search("phim phong su")[0]


def test_what_only_repeats_meetings_is_not_found(search: Search) -> None:
    found = [addresses[0] for addresses in search("quan triet nghi quyet trung uong 8")]
    assert not [
        address for address in found if address.startswith(("nam/", "tai-lieu/", "co-quan/")) or not address
    ]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("so ket", ["Sơ", "kết", "số"]),
        ("sơ kết", ["Sơ", "kết"]),
        ("nq57", ["Nghị", "quyết", "57", "NQ"]),
        ("s", ["Sơ", "số"]),
    ],
)
def test_words_of_the_text_are_marked(typed: str, marked: list[str], page: Page, search: Search) -> None:
    search(f"{typed} ")
    result = page.locator(f".md-search-result__item > a[href*='{RESOLUTION_57}']").first
    assert result.locator("h1 mark").all_inner_texts() == marked
    assert "&lt;" not in page.locator(".md-search-result__list").inner_html()
    assert page.locator(".md-search-result__list mark mark").count() == 0


def test_search_complains_of_nothing(browser: Browser, site_url: str) -> None:
    said: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        search = in_the_box(page, site_url)
        for text in ("hội nghị", "8:00", "-", '"', "/", "会议", "\\", "constructor"):
            search(text)
    assert said == []


def test_coming_meetings_come_before_past_ones(browser: Browser, site_url: str, built_site: Path) -> None:
    index = json.loads((built_site / "search/search_index.json").read_text("utf-8"))
    days = {
        name: datetime.now(VIETNAM).date() + timedelta(days=n)
        for name, n in (("old", -800), ("past", -9), ("soon", 9), ("far", 700))
    }
    addresses = {name: f"hop/{day}-giao-ban/" for name, day in days.items()}
    index["docs"] = [
        {"location": each, "title": "Giao ban", "text": "Họp giao ban"} for each in addresses.values()
    ]
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/search_index.json", lambda route: route.fulfill(json=index))
        found = in_the_box(page, site_url)("giao ban")
    assert [each for (each,) in found] == [addresses[name] for name in ("soon", "far", "past", "old")]


def test_search_dialog_has_a_name_while_it_is_open(page: Page, search: Search) -> None:
    search("sơ kết hội nghị")
    found = Axe().run(page).response["violations"]
    # The theme's script puts the tags of each result into a landmark of its own, without a name.
    assert {violation["id"] for violation in found} <= {"landmark-unique"}


def test_search_works_from_a_page_deep_in_the_site(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        search = in_the_box(context.new_page(), f"{site_url}{THREE_LEVELS}")
        assert search("nq57")[0][0] == f"{site_url}{RESOLUTION_57}"


def test_a_found_document_opens_at_its_own_address(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        in_the_box(page, site_url)("sơ kết nghị quyết 57 báo cáo")
        link = page.locator(f".md-search-result__link[href*='{REPORT}']").first
        page.evaluate("addEventListener('click', event => event.preventDefault())")
        link.click()
        assert link.get_attribute("href") == f"{site_url}{REPORT}"
