"""What can be found, against the pages that it is found on."""

import re
from pathlib import Path

import pytest

from driver import INSPECTED, SAMPLES
from phonghop.documents.inspect import inspect_portal
from phonghop.documents.records import Inspections
from phonghop.pages.meeting import meeting_view
from phonghop.portal import Portal, load
from phonghop.search.entries import Entry, document_entries, meeting_entry
from phonghop.search.html_pages import page_entry
from phonghop.text.strings import strings

BASE = "https://hop.example.gov.vn/"


@pytest.fixture(scope="module")
def portal() -> Portal:
    found, _ = load(SAMPLES)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(portal: Portal) -> Inspections:
    return inspect_portal(portal, INSPECTED)


@pytest.fixture(scope="module")
def pages(portal: Portal, files: Inspections) -> dict[str, Entry]:
    t = strings("vi")
    views = {folder.id: meeting_view(folder, portal, files, BASE, t) for folder in portal.folders}
    return {name: meeting_entry(view, t) for name, view in views.items()}


def test_every_place_is_an_anchor_of_its_page(pages: dict[str, Entry], built_site: Path) -> None:
    for page in pages.values():
        html = (built_site / page.address / "index.html").read_text("utf-8")
        anchors = set(re.findall(r'\bid="?([^"\s>]+)', html))
        assert {place.address.removeprefix("#") for place in page.places} <= anchors


def opens(site: Path, address: str) -> bool:
    """Return whether the site has a file at `address`, or a page."""
    return (site / address / "index.html").is_file() if address.endswith("/") else (site / address).is_file()


def test_documents_open_where_they_lie(portal: Portal, files: Inspections, built_site: Path) -> None:
    entries = [entry for folder in portal.folders for entry in document_entries(folder, files, strings("vi"))]
    assert entries
    for entry in entries:
        assert opens(built_site, entry.address)
        for place in entry.places:
            assert re.fullmatch(r"#page=\d+", place.address) or opens(built_site, place.address.rstrip("#"))


def test_the_words_of_a_docx_are_found_where_they_can_be_read(portal: Portal, files: Inspections) -> None:
    folder = portal.by_id["2026-07-01-so-ket-nghi-quyet-57"]
    found = {entry.address: entry for entry in document_entries(folder, files, strings("vi"))}
    address = f"hop/{folder.id}/doc/du-thao-ket-luan/"
    (place,) = found[address].places
    assert place.address == f"{address}#"
    assert "Nghị quyết" in place.text


def test_the_letter_is_found_by_what_only_it_holds(pages: dict[str, Entry]) -> None:
    letter = {place.address: place for place in pages["2026-07-01-so-ket-nghi-quyet-57"].places}["#giay-moi"]
    assert "3373-CV/VPTW" in letter.text
    assert "Kính gửi" not in letter.text


def test_internal_contacts_are_in_no_entry(portal: Portal, pages: dict[str, Entry]) -> None:
    internal = [
        c.phone for f in portal.folders for c in f.meeting.contacts if c.phone and c.visibility == "internal"
    ]
    assert internal
    said = repr(pages)
    assert not [phone for phone in internal if str(phone) in said]


def test_a_page_written_by_hand_is_cut_at_its_headings() -> None:
    html = (
        '<h1 id="x">Hướng dẫn<a class="headerlink" href="#x">¶</a></h1><p>Mở <b>tài</b> liệu</p>'
        '<div data-search-exclude><p>không tìm</p></div><h2 id="mo">Mở <code>tệp</code><a class="headerlink">¶</a></h2>'
        "<ul><li>Một<br>dòng<li>Hai &amp; ba</ul><script>x</script><h3>Không neo</h3><p>cuối"
    )
    assert page_entry("huong-dan/", "Hướng dẫn", html) == Entry(
        "huong-dan/",
        "Hướng dẫn",
        "Mở tài liệu",
        (Entry("#mo", "Mở tệp", "Một\ndòng\nHai & ba\ncuối"),),
    )
