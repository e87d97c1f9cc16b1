from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import MEETING, meeting_of
from phonghop.model import Document
from phonghop.portal import routes
from phonghop.text.region import Region, live_in

SEGMENTS = st.from_regex(r"[a-z0-9]{1,6}(?:-[a-z0-9]{1,6})?", fullmatch=True)
PAGES = st.lists(SEGMENTS, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
FILES = st.tuples(PAGES, SEGMENTS).map(lambda both: f"{both[0]}{both[1]}.pdf")
FRAGMENTS = st.just("") | SEGMENTS.map(lambda name: f"#{name}")


def document(text: str) -> Document:
    meeting, problems = meeting_of(f"{MEETING}documents:\n  - {text}\n")
    assert problems == ()
    assert meeting is not None
    return meeting.documents[0]


def test_the_public_addresses() -> None:
    """A contract: they are printed, subscribed to and linked from elsewhere."""
    assert routes.HOME == ""
    assert routes.meeting("2026-07-01-hop") == "hop/2026-07-01-hop/"
    assert routes.meeting_api("2026-07-01-hop") == "hop/2026-07-01-hop/hop.json"
    assert routes.year(2026) == "nam/2026/"
    assert routes.body("vp") == "co-quan/vp/"
    assert routes.documents() == "tai-lieu/"
    assert routes.subject("Chuyển đổi số") == routes.subject("chuyển đổi  số") == "linh-vuc/chuyen-doi-so/"
    assert routes.dated("co-quan/vp/", 2026, 7, 1) == "co-quan/vp/2026/07/01/"
    assert [routes.date_anchor(*d) for d in ((2026,), (2026, 7))] == ["nam-2026", "thang-2026-07"]
    assert routes.code("utraf6e") == "q/utraf6e/"
    assert routes.API == "hop.json"
    assert routes.point_anchor("xa") == "diem-cau-xa"


def test_the_public_addresses_in_english() -> None:
    live_in(Region(addresses="en"))
    assert routes.meeting("2026-07-01-hop") == "meeting/2026-07-01-hop/"
    assert routes.letter("2026-07-01-hop") == "meeting/2026-07-01-hop/invitation.pdf"
    assert routes.year(2026) == "years/2026/"
    assert routes.subject("Budget") == "subjects/budget/"
    assert routes.point("2026-07-01-hop", "hall") == "meeting/2026-07-01-hop/?point=hall#point-hall"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("bao-cao.pdf", "hop/m/tai-lieu/bao-cao.pdf"),
        ("Báo cáo số 5.PDF", "hop/m/tai-lieu/bao-cao-so-5.pdf"),
        ("{id: bc, file: bao-cao-lan-2.docx}", "hop/m/tai-lieu/bc.docx"),
        ("{id: bc, file: con/bao-cao.pdf}", "hop/m/tai-lieu/bc.pdf"),
    ],
)
def test_the_address_of_a_document(text: str, address: str) -> None:
    assert routes.document("m", document(text)) == address


def test_a_replaced_file_keeps_the_address_of_its_document() -> None:
    before, after = document("{id: bc, file: v1.pdf}"), document("{id: bc, file: v2.pdf}")
    assert routes.document("m", before) == routes.document("m", after)


def test_old_versions_have_addresses_of_their_own() -> None:
    found = document(
        "{id: bc, file: v3.pdf, versions: [{file: v1.docx, replaced_at: 01/6/2026}, {file: v2.pdf, replaced_at: 02/6/2026}]}"
    )
    addresses = [
        routes.old_version("m", found, 1),
        routes.old_version("m", found, 2),
        routes.document("m", found),
    ]
    assert addresses == [
        "hop/m/tai-lieu/bc.ban-1.docx",
        "hop/m/tai-lieu/bc.ban-2.pdf",
        "hop/m/tai-lieu/bc.pdf",
    ]


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="/\\\"'"), max_size=30
    )
)
def test_every_file_name_becomes_an_ascii_address(stem: str) -> None:
    meeting, _ = meeting_of(f'{MEETING}documents:\n  - "bao-cao {stem}.Pdf"\n')
    if meeting is not None:
        address = routes.document("m", meeting.documents[0])
        assert re.fullmatch(r"hop/m/tai-lieu/[a-z0-9]+(?:-[a-z0-9]+)*\.pdf", address)


@given(PAGES | FILES, PAGES, FRAGMENTS)
def test_a_relative_link_leads_to_its_target(target: str, page: str, fragment: str) -> None:
    base = "https://example.vn/cong/"
    assert urljoin(base + page, routes.relative(target + fragment, page)) == base + target + fragment


@given(PAGES, PAGES)
def test_a_relative_link_stays_inside_a_portal_in_a_folder(target: str, page: str) -> None:
    assert not routes.relative(target, page).startswith("/")


@pytest.mark.parametrize("base", ["https://example.vn", "https://example.vn/"])
def test_absolute_addresses(base: str) -> None:
    assert routes.absolute("q/utraf6e/", base) == "https://example.vn/q/utraf6e/"


def test_a_document_replaced_by_another_type_remembers_where_it_was() -> None:
    text = (
        "{id: bao-cao, title: Báo cáo, file: moi.pdf, versions: ["
        "{file: a.docx, replaced_at: 20/6/2026}, {file: b.docx, replaced_at: 21/6/2026}, "
        "{file: c.pdf, replaced_at: 22/6/2026}]}"
    )
    assert routes.former_documents("2026-07-01-hop", document(text)) == (
        "hop/2026-07-01-hop/tai-lieu/bao-cao.docx",
    )
    assert routes.former_documents("2026-07-01-hop", document("bao-cao.pdf")) == ()
