"""The pages of lists: what is on them, that they hold together, and that they stay small however long the archive."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

import pytest

from made_lists import FIRST_DAY, made_document, made_meeting, made_meetings, pages_of
from phonghop.site.outputs import Page

BASE = "https://hop.example.gov.vn/"
ROWS = 200
GZIPPED = 20_000
MANY = 3000
ROW = re.compile(r'class="ph-(?:card"|doc )')
LINK = re.compile(r'href="([^"]+)"')
ID = re.compile(r' id="([^"]+)"')


def addresses(page: Page) -> list[str]:
    """Return where the links of a page lead, from the site's root, with their fragments."""
    return [urljoin(BASE + page.address, href).removeprefix(BASE) for href in LINK.findall(page.html)]


def shown(page: Page, what: str = "hop/") -> list[str]:
    """Return the meetings that a page shows as cards, in its order."""
    cards = re.findall(r'<li class="ph-card".*?<a href="([^"]+)"', page.html, re.DOTALL)
    return [urljoin(BASE + page.address, href).removeprefix(f"{BASE}{what}").rstrip("/") for href in cards]


@pytest.fixture(scope="module")
def many() -> dict[str, Page]:
    """The lists of 3,000 meetings in two years, ten documents each: some fifteen times what a page may hold."""
    return pages_of(made_meetings(MANY, documents=10), datetime(2025, 6, 1, tzinfo=UTC))


def test_no_page_grows_with_the_archive(many: dict[str, Page]) -> None:
    assert max(len(ROW.findall(page.html)) for page in many.values()) <= ROWS
    assert max(len(gzip.compress(page.html.encode())) for page in many.values()) <= GZIPPED


def test_every_link_of_a_list_leads_somewhere(many: dict[str, Page]) -> None:
    anchors = {address: set(ID.findall(page.html)) for address, page in many.items()}
    dead = {
        target
        for page in many.values()
        for target in addresses(page)
        if not target.startswith(("hop/", "webcal:"))
        and not target.endswith((".ics", ".xml"))
        and (
            target.partition("#")[0] not in many
            or ("#" in target and target.partition("#")[2] not in anchors[target.partition("#")[0]])
        )
    }
    assert dead == set()


@pytest.mark.parametrize("root", ["nam/", "co-quan/co-quan-1/", "linh-vuc/linh-vuc-7/"])
def test_every_meeting_is_reached_from_its_list(root: str, many: dict[str, Page]) -> None:
    """By following links below the list's own address."""
    found: set[str] = set()
    waiting = [root]
    for address in waiting:
        found.update(shown(many[address]))
        below = {target.partition("#")[0] for target in addresses(many[address])}
        waiting += sorted(a for a in below if a.startswith(root) and a in many and a not in waiting)
    expected = {
        f"{FIRST_DAY + timedelta(days=n // 4)}-hop-{n}"
        for n in range(MANY)
        if root == "nam/" or (n % 3 == 1 and "co-quan" in root) or (n % 12 == 7 and "linh-vuc" in root)
    }
    assert found == expected


def test_every_document_has_its_place_in_the_list_of_documents(many: dict[str, Page]) -> None:
    pages = [page for address, page in many.items() if address.startswith("tai-lieu/")]
    found = Counter(t for page in pages for t in addresses(page) if t.endswith(".pdf"))
    assert len(found) == MANY * 10
    assert set(found.values()) == {1}


def test_a_list_that_fits_is_one_page_with_a_heading_for_each_part() -> None:
    days = (date(2025, 12, 30), date(2026, 1, 5), date(2026, 1, 6), date(2026, 7, 1))
    pages = pages_of([made_meeting(day, n, subjects=["Dân vận"]) for n, day in enumerate(days)])
    assert {a for a in pages if a.startswith(("nam/", "linh-vuc/", "tai-lieu/"))} == {
        "nam/",
        "nam/2026/",
        "nam/2025/",
        "linh-vuc/",
        "linh-vuc/dan-van/",
        "tai-lieu/",
    }
    assert [title for _, _, title in pages["nam/2026/"].toc][:2] == ["Tháng 7/2026", "Tháng 01/2026"]
    assert [title for _, _, title in pages["linh-vuc/dan-van/"].toc][:2] == ["Năm 2026", "Năm 2025"]
    assert shown(pages["nam/2026/"]) == ["2026-07-01-hop-3", "2026-01-06-hop-2", "2026-01-05-hop-1"]


def test_a_year_leads_to_its_bodies_and_fields_with_counts() -> None:
    meetings = [
        made_meeting(date(2026, 1, 1), 1, body="a", subjects=["Dân vận"]),
        made_meeting(date(2026, 1, 2), 2, body="a", subjects=["Nội chính", "Dân vận"]),
        made_meeting(date(2025, 1, 2), 3, body="b", subjects=["Nội chính"]),
    ]
    page = pages_of(meetings)["nam/2026/"]
    assert {"co-quan/a/#nam-2026", "linh-vuc/dan-van/#nam-2026", "linh-vuc/noi-chinh/#nam-2026"} <= set(
        addresses(page)
    )
    assert "co-quan/b/#nam-2026" not in addresses(page)
    assert re.search(r'Dân vận <span class="ph-aside">2 cuộc họp', page.html)


def test_spellings_of_one_field_are_one_list() -> None:
    meetings = [
        made_meeting(date(2026, 1, n), n, subjects=names)
        for n, names in enumerate([["Đảng ủy"], ["Đảng uỷ", "Đảng ủy"], ["đảng ủy"]], 1)
    ]
    pages = pages_of(meetings)
    assert [a for a in pages if a.startswith("linh-vuc/")] == ["linh-vuc/", "linh-vuc/dang-uy/"]
    assert pages["linh-vuc/dang-uy/"].title == "Đảng ủy"
    assert len(shown(pages["linh-vuc/dang-uy/"])) == 3


@pytest.mark.parametrize("now", [date(2024, 3, 1), date(2025, 6, 1), date(2030, 1, 1)])
def test_home_holds_the_next_meetings_and_the_last(now: date) -> None:
    meetings = made_meetings(2000)
    home = pages_of(meetings, datetime.combine(now, datetime.min.time(), UTC))[""]
    coming = [m.id for m in meetings if m.day >= now][:20]
    past = [m.id for m in meetings if m.day < now][-12:]
    assert shown(home) == [*past, *coming][::-1]
    assert "2000 cuộc họp" in home.html


def test_newest_documents_come_first_and_say_their_meeting() -> None:
    posted = [datetime(2026, 1, day, tzinfo=UTC) for day in (3, 9, 6)]
    documents = [made_document("2026-01-01-hop-0", f"d{n}", at) for n, at in enumerate(posted)]
    home = pages_of([made_meeting(date(2026, 1, 1), documents=documents)])[""]
    opened = [a for a in addresses(home) if a.endswith(".pdf")]
    assert [a.rpartition("/")[2] for a in opened] == ["d1.pdf", "d2.pdf", "d0.pdf"]
    assert "hop/2026-01-01-hop-0/" in addresses(home)


def test_lists_of_an_empty_portal_say_so() -> None:
    pages = pages_of([])
    assert set(pages) == {"", "nam/", "co-quan/", "co-quan/chua-hop/", "linh-vuc/", "tai-lieu/", "da-luu/"}
    assert "Chưa có" in pages["linh-vuc/"].html
    assert "Chưa có" in pages["tai-lieu/"].html


def test_a_body_that_has_yet_to_meet_offers_its_calendar() -> None:
    assert "co-quan/chua-hop/lich.ics" in addresses(pages_of([])["co-quan/chua-hop/"])
