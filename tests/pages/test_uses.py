"""Where else a document was used: what makes two documents the same, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

from driver import PortalCase, inspected
from phonghop.pages.uses import Uses, other_uses, shared_documents
from phonghop.text.strings import strings
from sample_files import pdf

T = strings("vi")
FIRST, SECOND, THIRD = (f"2026-07-0{n}-hop" for n in (1, 2, 3))


def written(portal: PortalCase, *documents: str) -> PortalCase:
    """Write a meeting for each of the first days of July 2026 with one of `documents`."""
    for n, text in enumerate(documents, 1):
        folder = f"meetings/2026-07-{n:02d}-hop"
        portal.write(f"{folder}/bc.pdf", pdf("Bao cao")).write(f"{folder}/khac.pdf", pdf(f"Bao cao {n}"))
        portal.write(
            f"{folder}/meeting.yml",
            f"title: Họp\norganizer: vp\nform: online\nsessions: {n}/7/2026 8 giờ\ndocuments:\n  - {text}\n",
        )
    return portal


def shared(portal: PortalCase) -> list[list[tuple[str, str]]]:
    found = portal.load()
    return [[(f.id, key) for f, key in uses] for uses in shared_documents(found, inspected(found))]


def uses(portal: PortalCase) -> Uses:
    found = portal.load()
    return other_uses(shared_documents(found, inspected(found)), T)


def test_the_same_bytes_are_the_same_document(portal: PortalCase) -> None:
    found = uses(written(portal, "bc.pdf", "{id: lai, file: bc.pdf}", "khac.pdf"))
    assert set(found) == {FIRST, SECOND}
    assert found[FIRST]["tai-lieu-bc"].links == ((f"hop/{SECOND}/#tai-lieu-lai", "Họp (02/7/2026)"),)
    assert found[SECOND]["tai-lieu-lai"].links == ((f"hop/{FIRST}/#tai-lieu-bc", "Họp (01/7/2026)"),)


def test_a_number_counts_with_its_date_and_issuer(portal: PortalCase) -> None:
    same = "file: khac.pdf, number: 257-QĐ/TU, date: 20/6/2026, issuer: Tỉnh ủy"
    written(
        portal,
        f"{{id: a, {same}}}",
        f"{{id: b, {same.replace('ủy', 'uỷ')}}}",
        f"{{id: c, {same.replace('20/6/2026', '20/6/2025')}}}",
        f"{{id: d, {same.replace('Tỉnh', 'Thành')}}}",
    )
    assert shared(portal) == [[(FIRST, "a"), (SECOND, "b")]]


def test_the_same_address_is_the_same_document_but_a_front_page_is_none(portal: PortalCase) -> None:
    written(
        portal,
        "{id: a, title: A, url: 'https://example.gov.vn/a.pdf'}",
        "{id: b, title: B, url: 'https://example.gov.vn/a.pdf'}",
        "{id: c, title: C, url: 'https://example.gov.vn/'}",
        "{id: d, title: D, url: 'https://example.gov.vn/'}",
    )
    assert shared(portal) == [[(FIRST, "a"), (SECOND, "b")]]


def test_what_cannot_be_opened_is_nowhere_used(portal: PortalCase) -> None:
    written(
        portal,
        "{id: a, file: bc.pdf, withdrawn: sai số}",
        "{id: b, file: bc.pdf}",
        "{id: c, title: C, number: 1, awaiting: Tỉnh ủy}",
        "{id: d, title: D, number: 1, awaiting: Tỉnh ủy}",
    )
    assert shared(portal) == []
    assert uses(portal) == {}


def test_one_meeting_naming_a_document_twice_does_not_share_it(portal: PortalCase) -> None:
    assert shared(written(portal, "{id: a, file: bc.pdf}\n  - {id: b, file: bc.pdf}")) == []


def test_what_is_known_by_its_bytes_and_its_number_is_shared_once(portal: PortalCase) -> None:
    written(portal, *["{id: a, file: bc.pdf, number: 12-BC/TU}"] * 2)
    assert shared(portal) == [[(FIRST, "a"), (SECOND, "a")]]


def test_uses_known_by_different_marks_add_up(portal: PortalCase) -> None:
    numbered = "number: 12-BC/TU, date: 20/6/2026"
    a, b = f"{{id: a, file: bc.pdf, {numbered}}}", f"{{id: b, file: khac.pdf, {numbered}}}"
    found = uses(written(portal, "bc.pdf", a, b))
    assert [label for _, label in found[SECOND]["tai-lieu-a"].links] == ["Họp (03/7/2026)", "Họp (01/7/2026)"]


def test_of_many_uses_the_latest_are_named_and_the_rest_counted(portal: PortalCase) -> None:
    found = uses(written(portal, *["bc.pdf"] * 9))
    for meeting, days in ((FIRST, (9, 8, 7, 6, 5)), ("2026-07-08-hop", (9, 7, 6, 5, 4))):
        labels = [label for _, label in found[meeting]["tai-lieu-bc"].links]
        assert labels == [f"Họp (0{n}/7/2026)" for n in days]
        assert found[meeting]["tai-lieu-bc"].more == "và 3 cuộc họp khác"


def test_a_new_meeting_changes_only_the_meetings_whose_documents_it_uses(portal: PortalCase) -> None:
    before = uses(written(portal, "bc.pdf", "khac.pdf", "bc.pdf"))
    after = uses(written(portal, "bc.pdf", "khac.pdf", "bc.pdf", "bc.pdf"))
    changed = [meeting for meeting in (FIRST, SECOND, THIRD) if before.get(meeting) != after.get(meeting)]
    assert changed == [FIRST, THIRD]


def test_a_document_of_thousands_of_meetings_names_five(portal: PortalCase) -> None:
    folder = written(portal, "bc.pdf").folder(FIRST)
    group = [(replace(folder, id=f"m{n}"), folder.meeting.documents[0].key) for n in range(3000)]
    found = other_uses([group], T)
    assert len(found) == len(group)
    assert {len(rows["tai-lieu-bc"].links) for rows in found.values()} == {5}
