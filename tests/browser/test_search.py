"""Search as people type it, in the site's own box."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from accessibility import violations
from playwright.sync_api import Browser, Page, Route, expect

from phonghop.search.analysis import Analysis, analyse
from phonghop.search.entries import Entry
from phonghop.search.index import index
from phonghop.text.region import VIETNAM
from phonghop.text.strings import strings
from search.searching import Search, in_the_box, queries, rank, success
from web_server import plain_server

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


def meetings_on(days: dict[str, date]) -> list[Analysis]:
    """Return a meeting "Giao ban" for each day."""
    entries = {day: Entry(f"hop/{day}-giao-ban/", "Giao ban", "Họp giao ban") for day in days.values()}
    return [analyse(day, entries[day], ()) for day in sorted(entries)]


def serve_index(page: Page, files: dict[str, bytes]) -> None:
    """Let `page` find `files` instead of the site's own index."""

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url).path.lstrip("/")
        route.fulfill(body=files[address]) if address in files else route.fulfill(status=404)

    page.route("**/search/**", answer)


def test_coming_meetings_come_before_past_ones(browser: Browser, site_url: str) -> None:
    today = datetime.now(VIETNAM).date()
    days = {
        name: today + timedelta(days=n)
        for name, n in (("old", -800), ("past", -9), ("soon", 9), ("far", 700))
    }
    with browser.new_context() as context:
        page = context.new_page()
        serve_index(page, dict(index(meetings_on(days), (), strings("vi"))))
        found = in_the_box(page, site_url)("giao ban")
    assert [each for (each,) in found] == [
        f"hop/{days[name]}-giao-ban/" for name in ("soon", "far", "past", "old")
    ]


def test_a_page_that_was_open_while_the_site_was_published_anew_searches_the_new_one(
    browser: Browser, site_url: str
) -> None:
    before, after = (
        dict(index(meetings_on({"": day}), (), strings("vi"))) for day in (date(2026, 1, 5), date(2026, 1, 6))
    )
    with browser.new_context() as context:
        page = context.new_page()
        serve_index(page, before)
        search = in_the_box(page, site_url)
        page.unroute_all()
        serve_index(page, after)
        assert search("giao ban") == [["hop/2026-01-06-giao-ban/"]]


def test_an_index_out_of_reach_is_said(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        search = in_the_box(page, site_url)
        context.set_offline(True)
        assert search("giao ban") == [["nam/"]]
        assert strings("vi")("search.unreachable") in page.locator(".md-search-result__item").inner_text()
        context.set_offline(False)
        assert search("giao ban tháng 12")[0] != ["nam/"]


def test_search_dialog_has_a_name_while_it_is_open(page: Page, search: Search) -> None:
    search("sơ kết hội nghị")
    # The theme's script puts the tags of each result into a landmark of its own, without a name.
    assert {rule for rule, _ in violations(page)} <= {"landmark-unique"}


def test_search_works_from_a_page_deep_in_the_site(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        search = in_the_box(context.new_page(), f"{site_url}{THREE_LEVELS}")
        assert search("nq57")[0][0] == f"{site_url}{RESOLUTION_57}"


def test_a_found_document_opens_to_be_read(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        in_the_box(page, site_url)("sơ kết nghị quyết 57 báo cáo")
        link = page.locator(f".md-search-result__link[href*='{REPORT}']").first.element_handle()
        page.evaluate("addEventListener('click', event => event.preventDefault())")
        link.click()
        assert link.get_attribute("href") == site_url + REPORT.replace("tai-lieu", "doc").replace(".pdf", "/")


def test_a_result_opens_the_page_with_its_words_marked_as_they_are_written(
    browser: Browser, site_url: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        in_the_box(page, site_url)("so ket nghi quyet 57")
        page.locator(f".md-search-result__link[href*='{RESOLUTION_57}']").first.click()
        page.locator("mark[data-md-highlight]").first.wait_for()
        marked = {text.lower() for text in page.locator("mark[data-md-highlight]").all_inner_texts()}
        assert {"sơ kết", "nghị quyết số 57"} <= marked


def test_search_works_below_a_folder_of_the_host(browser: Browser, built_site: Path, tmp_path: Path) -> None:
    (tmp_path / "cong" / "hop").mkdir(parents=True)
    (tmp_path / "cong" / "hop" / "site").symlink_to(built_site)
    with plain_server(tmp_path) as address, browser.new_context() as context:
        search = in_the_box(context.new_page(), f"{address}cong/hop/site/")
        assert search("nq57")[0][0] == RESOLUTION_57
        assert f"{REPORT}#page=4" in search("diễn tập ứng phó sự cố")[0]


@pytest.mark.parametrize("start", ["index.html", f"{THREE_LEVELS}index.html"])
def test_search_works_from_a_folder_of_files(browser: Browser, built_site: Path, start: str) -> None:
    said: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((built_site / start).as_uri())
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("dien tap ung pho su co")
        found = page.locator(f".md-search-result__link[href*='{REPORT}'][href$='#page=4']").first
        found.wait_for()
        page.locator(".md-search__input").fill("nq57")
        page.locator(".md-search__input").press("End")
        result = page.locator(f".md-search-result__link[href*='{RESOLUTION_57}index.html']").first
        result.click()
        page.locator("article h1", has_text="Nghị quyết số 57").wait_for()
        assert urlsplit(page.url).path == str(built_site / RESOLUTION_57 / "index.html")
        page.locator(".ph-facts__organizer a").click()
        page.wait_for_url("**/co-quan/*/index.html")
    assert said == []


def test_search_keeps_a_strict_content_security_policy(browser: Browser, built_site: Path) -> None:
    """The worker and its files need no more than the site itself; the theme's own inline scripts are not judged here."""
    said: list[str] = []

    def strict(path: str) -> str:
        scripts = "'self'" if path.endswith(".js") else "'self' 'unsafe-inline'"
        return f"default-src 'none'; script-src {scripts}; connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

    with plain_server(built_site, strict) as address, browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        assert in_the_box(page, address)("nq57")[0][0] == RESOLUTION_57
    assert not [text for text in said if "search" in text.lower()]


def test_a_hit_says_what_it_is_and_a_word_paper_opens_to_be_read(page: Page, search: Search) -> None:
    search("du thao ket luan ve nghi quyet 57")
    first = page.locator(".md-search-result__link").first
    assert first.locator(".ph-kind").inner_text() == "Word"
    assert str(first.get_attribute("href")).partition("?")[0].endswith("doc/du-thao-ket-luan/")
    search("so ket nghi quyet 57")
    assert page.locator(".md-search-result__link .ph-kind").first.inner_text() == "Cuộc họp"


def test_text_that_comes_without_keys_is_searched(browser: Browser, site_url: str) -> None:
    """As a menu pastes it, or dictation writes it."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url, wait_until="networkidle")
        page.locator(".md-search__input").focus()
        page.locator(".md-search__input").fill("nq57")
        page.locator(".md-search-result__item").first.wait_for()


def test_where_nothing_is_found_the_sections_are_offered(page: Page, search: Search) -> None:
    search("kzzqv")
    ways = page.locator(".ph-search-ways a")
    expect(page.locator(".md-search-result__meta")).to_have_text("Không tìm thấy kết quả nào")
    expect(ways.first).to_be_visible()
    assert ways.all_inner_texts()[:2] == ["Cuộc họp", "Tài liệu"]
    search("nq57")
    expect(ways.first).to_be_hidden()
