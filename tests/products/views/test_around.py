"""What other meetings add to a page, and that nothing else does."""

from __future__ import annotations

import pickle
from datetime import date

from driver import PortalCase, inspected
from made_lists import T, made_document, made_meeting
from phonghop.products.views.around import around, shared_documents
from phonghop.products.views.listed import ListedMeeting, listed
from sample_files import pdf

DOCUMENTS = "documents:\n  - "


def meetings_of(portal: PortalCase, **documents: str) -> list[ListedMeeting]:
    """Return meetings on the days named like "d03" of July 2026, each with one document."""
    for name, text in documents.items():
        day = name.removeprefix("d")
        portal.write(f"meetings/2026-07-{day}-hop/bc.pdf", pdf("Bao cao"))
        portal.write(f"meetings/2026-07-{day}-hop/khac.pdf", pdf(f"Bao cao {day}"))
        portal.write(
            f"meetings/2026-07-{day}-hop/meeting.yml",
            f"title: Họp\norganizer: vp\nform: online\nsessions: {day}/7/2026 8 giờ\n{DOCUMENTS}{text}\n",
        )
    found = portal.load()
    files = inspected(found)
    return [listed(folder, found, files, T) for folder in found.folders]


def test_neighbours_are_the_meetings_before_and_after() -> None:
    meetings = [made_meeting(date(2026, 1, n), n) for n in (1, 2, 3)]
    found = around(meetings, T)
    titles = [(a.previous and a.previous.title[-1], a.next and a.next.title[-1]) for a in found.values()]
    assert titles == [(None, "2"), ("1", "3"), ("2", None)]


def test_the_same_bytes_are_the_same_document(portal: PortalCase) -> None:
    meetings = meetings_of(portal, d01="bc.pdf", d02="{id: lai, file: bc.pdf}", d03="khac.pdf")
    found = around(meetings, T)
    assert found["2026-07-01-hop"].uses["tai-lieu-bc"].links == (
        ("hop/2026-07-02-hop/#tai-lieu-lai", "Họp (02/7/2026)"),
    )
    assert found["2026-07-02-hop"].uses["tai-lieu-lai"].links == (
        ("hop/2026-07-01-hop/#tai-lieu-bc", "Họp (01/7/2026)"),
    )
    assert found["2026-07-03-hop"].uses == {}


def test_a_number_counts_with_its_date_and_issuer(portal: PortalCase) -> None:
    same = "number: 257-QĐ/TU, date: 20/6/2026, issuer: Tỉnh ủy"
    meetings = meetings_of(
        portal,
        d01=f"{{id: a, file: bc.pdf, {same}}}",
        d02=f"{{id: b, file: khac.pdf, {same.replace('ủy', 'uỷ')}}}",
        d03=f"{{id: c, file: khac.pdf, {same.replace('20/6/2026', '20/6/2025')}}}",
        d04=f"{{id: d, file: khac.pdf, {same.replace('Tỉnh', 'Thành')}}}",
    )
    uses = {key: sorted(found.uses) for key, found in around(meetings, T).items()}
    assert uses == {
        "2026-07-01-hop": ["tai-lieu-a"],
        "2026-07-02-hop": ["tai-lieu-b"],
        "2026-07-03-hop": [],
        "2026-07-04-hop": [],
    }


def test_the_same_address_is_the_same_document_but_a_front_page_is_none(portal: PortalCase) -> None:
    meetings = meetings_of(
        portal,
        d01="{id: a, title: A, url: 'https://example.gov.vn/a.pdf'}",
        d02="{id: b, title: B, url: 'https://example.gov.vn/a.pdf'}",
        d03="{id: c, title: C, url: 'https://example.gov.vn/'}",
        d04="{id: d, title: D, url: 'https://example.gov.vn/'}",
    )
    assert [bool(found.uses) for found in around(meetings, T).values()] == [True, True, False, False]


def test_what_cannot_be_opened_is_nowhere_used(portal: PortalCase) -> None:
    meetings = meetings_of(
        portal,
        d01="{id: a, file: bc.pdf, withdrawn: sai số}",
        d02="{id: b, file: bc.pdf}",
        d03="{id: c, title: C, number: 1, awaiting: Tỉnh ủy}",
        d04="{id: d, title: D, number: 1, awaiting: Tỉnh ủy}",
    )
    assert [found.uses for found in around(meetings, T).values()] == [{}, {}, {}, {}]


def test_one_meeting_naming_a_document_twice_does_not_share_it() -> None:
    documents = [made_document("m", key, "sha256 1") for key in "ab"]
    meetings = [made_meeting(date(2026, 1, 1), documents=documents)]
    assert around(meetings, T)[meetings[0].id].uses == {}
    assert shared_documents(meetings) == ()


def test_of_many_uses_the_latest_are_named_and_the_rest_counted() -> None:
    meetings = [
        made_meeting(date(2026, 1, n), n, documents=[made_document(str(n), "d", "sha256 1")])
        for n in range(1, 10)
    ]
    uses = around(meetings, T)[meetings[0].id].uses["tai-lieu-d"]
    assert [label[-11:-1] for _, label in uses.links] == [f"{n:02d}/01/2026" for n in (9, 8, 7, 6, 5)]
    assert uses.more == "và 3 cuộc họp khác"


def test_the_api_names_each_shared_document_once() -> None:
    both = ("sha256 1", "number 1")
    meetings = [
        made_meeting(date(2026, 1, n), n, documents=[made_document(str(n), "d", *both)]) for n in (1, 2)
    ]
    assert shared_documents(meetings) == ((("2026-01-01-hop-1", "d"), ("2026-01-02-hop-2", "d")),)


def test_what_lists_need_of_a_meeting_can_be_kept(portal: PortalCase) -> None:
    meetings = meetings_of(portal, d01="bc.pdf", d02="bc.pdf")
    assert pickle.loads(pickle.dumps(meetings)) == meetings
    assert pickle.loads(pickle.dumps(around(meetings, T))) == around(meetings, T)


def test_a_new_meeting_changes_only_its_neighbours_and_those_whose_documents_it_uses() -> None:
    meetings = [
        made_meeting(date(2026, 1, n), n, documents=[made_document(str(n), "d", f"sha256 {n}")])
        for n in range(1, 9)
    ]
    later = made_meeting(date(2026, 1, 9), 9, documents=[made_document("9", "d", "sha256 2")])
    before, after = around(meetings, T), around([*meetings, later], T)
    assert [key for key in before if before[key] != after[key]] == ["2026-01-02-hop-2", "2026-01-08-hop-8"]
