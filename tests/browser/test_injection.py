"""The matrix field × output: hostile words in every field of the model stay words in everything that is made of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import docx as word
import feedparser
import pypdfium2
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser

from driver import MEETING_ID, PortalCase
from hostile_portal import LINES, HostilePortal, hostile_meeting, hostile_portal_file, text_fields
from phonghop.model import Meeting, PortalFile
from phonghop.model.reference import FIELDS, PLACES
from phonghop.portal.codes import COLUMNS
from web_server import plain_server

NEVER_SHOWN = {
    "Meeting.subjects": "serves to find meetings, and is shown nowhere yet",
}
FILES = {
    "page": r"hop/[^/]+/index\.html",
    "letter": rf"hop/[^/]+/giay-moi\.pdf|{MEETING_ID}\.(pdf|docx)",
    "sheets": rf"{MEETING_ID}-(cua|diem-cau-.*)\.pdf",
    "calendar": r".*\.ics",
    "search": r"search/.*",
    "api": r"(.*/)?hop\.json",
    "packs": r"hop/[^/]+/tron-bo\.pdf",
    "lists": r"index\.html|(co-quan|nam|linh-vuc|tai-lieu)/.*\.html",
}
GIVES_WAY = {
    "Attendee.text": {"letter", "sheets"},
    "Chair.text": {"letter", "sheets"},
    "Citation.kind": {"letter"},
    "Citation.number": {"letter"},
    "Citation.issuer": {"letter"},
    "Citation.about": {"letter"},
    "Footnote.text": {"letter"},
    "Session.label": {"page", "letter", "sheets", "calendar", "search"},
    "Task.units": {"letter"},
}
"""Where another key of the same group stands instead in what is made of this meeting, which has them all but no footnote mark."""
MARK = re.compile(r"zq[a-z]+\d{3}qz")
FORMULA = re.compile(r"(?m)^[=+@](?:cmd|SUM|HYPERLINK)")


@cache
def meeting_marks() -> Mapping[str, str]:
    return hostile_meeting().marks


@cache
def portal_marks() -> Mapping[str, str]:
    return hostile_portal_file().marks


@pytest.fixture(scope="module")
def built(hostile: HostilePortal) -> PortalCase:
    return hostile.portal


@pytest.fixture(scope="module")
def site(built: PortalCase) -> Mapping[str, bytes]:
    return built.site()


def test_every_field_that_takes_words_is_hostile() -> None:
    """A field that somebody adds to the model is in this matrix from its first day."""
    assert set(text_fields(Meeting)) <= meeting_marks().keys()
    assert set(text_fields(PortalFile)) <= portal_marks().keys()


def test_every_hostile_field_reaches_an_output(built: PortalCase, site: Mapping[str, bytes]) -> None:
    """Else the rest of this file proves nothing about it."""
    papers = {path.name: path.read_bytes() for path in (built.root / "in").rglob("*") if path.is_file()}
    outputs = {**site, **papers}
    found = {mark for name, data in outputs.items() for mark in MARK.findall(words_of(name, data).lower())}
    marks = {**meeting_marks(), **portal_marks()}
    assert {name for name, mark in marks.items() if mark not in found} <= NEVER_SHOWN.keys()


def test_the_reference_says_where_each_field_is_shown(built: PortalCase, site: Mapping[str, bytes]) -> None:
    assert FILES.keys() == PLACES.keys()
    papers = {path.name: path.read_bytes() for path in (built.root / "in").rglob("*") if path.is_file()}
    seen: dict[str, set[str]] = {}
    for name, data in {**site, **papers}.items():
        places = {place for place, files in FILES.items() if re.fullmatch(files, name)}
        for mark in MARK.findall(words_of(name, data).lower()) if places else ():
            seen.setdefault(mark, set()).update(places)
    marks = {**meeting_marks(), **portal_marks()}
    shown = {name: seen.get(marks[name], set()) | GIVES_WAY.get(name, set()) for name in FIELDS}
    assert shown == {name: set(places.split()) for name, places in FIELDS.items()}
    assert set(text_fields(Meeting)) | set(text_fields(PortalFile)) <= FIELDS.keys()


def words_of(name: str, data: bytes) -> str:
    ending = PurePosixPath(name).suffix
    if ending == ".pdf":
        with pypdfium2.PdfDocument(data) as document:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
    if ending == ".docx":
        return "\n".join(
            ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).itertext()
        )
    return data.decode("utf-8", "replace")


def of_kind(site: Mapping[str, bytes], *endings: str) -> Iterator[tuple[str, str]]:
    found = [
        (name, data.decode())
        for name, data in site.items()
        if name.endswith(endings) and "assets/" not in name
    ]
    assert found
    yield from found


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.scripts: list[str] = []
        self._script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self._script = given
        if tag == "img" and given.get("src") == "x":
            self.bad.append("img")
        self.bad += [name for name in given if name.startswith("on")]
        for name in ("href", "src", "action"):
            if re.match(r"\s*(?:javascript|data:text|vbscript)", given.get(name) or "", re.IGNORECASE):
                self.bad.append(str(given[name]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self.scripts.append(data)
            if self._script.get("type") in ("application/ld+json", "application/json"):
                json.loads(data)


def test_no_page_gains_an_element_or_an_attribute(site: Mapping[str, bytes]) -> None:
    for name, text in of_kind(site, ".html"):
        page = _Elements()
        page.feed(text)
        page.close()
        assert page.bad == [], name
        outside = [s for s in page.scripts if "window.hacked" in s and not s.lstrip().startswith(("{", "["))]
        assert outside == [], name
        assert "49 ${49}" not in text
        assert "{{49}}" not in text


def test_json_stays_json(site: Mapping[str, bytes]) -> None:
    for _, text in of_kind(site, ".json"):
        json.loads(text)


def test_files_of_the_search_index_are_one_call_with_json(site: Mapping[str, bytes]) -> None:
    """A page opened from a folder loads them as scripts; that their words are shown as text is `test_search`'s."""
    files = [text for name, text in of_kind(site, ".js") if name.startswith("search/")]
    calls = [re.fullmatch(r"phonghopSearch\((.*)\)\n|var __index=(.*)", text, re.DOTALL) for text in files]
    assert len(calls) > 2
    for call in calls:
        assert call
        json.loads(call[1] or call[2])


def test_feeds_and_pictures_stay_xml(site: Mapping[str, bytes]) -> None:
    for name, text in of_kind(site, ".xml", ".svg"):
        tree = ET.fromstring(text)
        assert not [e for e in tree.iter() if e.tag.rpartition("}")[2] in ("script", "img")], name
    feed = feedparser.parse(site["tin.xml"])
    assert not feed.bozo
    told = [
        entry[f"{part}_detail"] for entry in feed.entries for part in ("title", "summary") if part in entry
    ]
    assert told
    assert all(detail.type == "text/plain" or "<script" not in detail.value for detail in told)


def test_calendars_gain_no_line(site: Mapping[str, bytes]) -> None:
    for name, text in of_kind(site, ".ics"):
        lines = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
        assert not [line for line in lines if line.startswith("X-INJECT") or "\n" in line], name
        assert lines.count("END:VCALENDAR") == 1
        assert Calendar.from_ical(text)


def test_papers_read_no_file_and_run_nothing(built: PortalCase, site: Mapping[str, bytes]) -> None:
    papers = {p.name: p.read_bytes() for p in (built.root / "in").rglob("*") if p.is_file()}
    assert {".pdf", ".docx"} <= {PurePosixPath(name).suffix for name in papers}
    for name, data in {**papers, **{n: d for n, d in site.items() if n.endswith(".pdf")}}.items():
        words = words_of(name, data)
        assert "root:x:0" not in words, name
        if name.endswith(".pdf"):
            assert not re.search(rb"/S ?/(?:JavaScript|Launch)\b", data), name
        else:
            assert word.Document(io.BytesIO(data)).paragraphs
    assert '#read("/etc/passwd")' in words_of("x.pdf", site[f"hop/{MEETING_ID}/giay-moi.pdf"]).replace(
        "\r\n", " "
    )


def test_no_name_of_a_file_climbs_or_is_an_option(site: Mapping[str, bytes]) -> None:
    names = list(site)
    for name, data in site.items():
        if name.endswith(".zip"):
            names += zipfile.ZipFile(io.BytesIO(data)).namelist()
    for name in names:
        parts = PurePosixPath(name).parts
        assert not name.startswith(("/", "-")), name
        assert ".." not in parts, name
        assert not re.search(r'[<>:"|?*\\\x00-\x1f]', name), name


def test_list_of_codes_gains_no_line_or_column(built: PortalCase) -> None:
    for line in built.read("meetings/issued.tsv").splitlines():
        cells = line.split("\t")
        assert len(cells) == len(COLUMNS)
        assert not any(FORMULA.match(cell) for cell in cells)


def test_line_ends_of_a_field_stay_inside_it(site: Mapping[str, bytes]) -> None:
    assert LINES.strip().encode() not in site["lich.ics"].replace(b"\\n", b" ")
    assert b"\r\nX-INJECT" not in b"".join(site.values())


def test_no_script_runs_on_any_page(built: PortalCase, site: Mapping[str, bytes], browser: Browser) -> None:
    """In Chromium, without a policy that would refuse it: every page is opened, everything in it that opens is opened."""
    dialogs: list[str] = []
    with plain_server(built.root / "site") as address, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script("window.addEventListener('error', () => {}); window.hacked = 0;")
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for name, _ in of_kind(site, ".html"):
            page.goto(address + name, wait_until="domcontentloaded")
            page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            page.evaluate(
                "for (const e of document.querySelectorAll('a, button, [title]')) e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
            )
            assert page.evaluate("window.hacked") == 0, name
    assert dialogs == []
