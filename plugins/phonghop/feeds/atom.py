"""The news feed (Atom, RFC 4287): meetings announced or changed in state, documents new or replaced, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from phonghop.feeds.publication import EPOCH, Publication
from phonghop.model import Document
from phonghop.pages.cards import card
from phonghop.pages.documents import document_row
from phonghop.portal import MeetingFolder, routes
from phonghop.text.dates import Moment

NAMESPACE = "http://www.w3.org/2005/Atom"
HELD = 100
"""How many entries a feed has."""
_TAG_DATE = "2026"


@dataclass(frozen=True)
class _Enclosure:
    """The file behind an entry (RFC 4287, 4.2.7.2): readers can fetch it ahead."""

    url: str
    media_type: str
    size: int


@dataclass(frozen=True)
class News:
    """An entry of the feed. `key` names it for good within the portal."""

    key: str
    updated: datetime
    title: str
    url: str
    summary: str
    enclosure: _Enclosure | None = None


def latest(entries: Iterable[News]) -> Sequence[News]:
    """Return the 100 latest news, newest first; those of the same time are sorted by id."""
    return sorted(sorted(entries, key=lambda e: e.key), key=lambda e: e.updated, reverse=True)[:HELD]


def feed(items: Iterable[News], site: Publication) -> bytes:
    """Return the feed of the latest news."""
    entries = latest(items)
    settings = site.portal.settings
    root = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": site.t.language})
    _text(root, "id", _tag("tin", site))
    _text(root, "title", settings.name)
    if settings.description:
        _text(root, "subtitle", settings.description)
    _text(root, "updated", (entries[0].updated if entries else EPOCH).isoformat())
    _text(ET.SubElement(root, "author"), "name", settings.publisher)
    _link(root, "self", site.url(routes.feed()), "application/atom+xml")
    _link(root, "alternate", site.url(routes.HOME), "text/html")
    for entry in entries:
        root.append(_element(entry, site))
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return data + b"\n"


def news(folder: MeetingFolder, site: Publication) -> Iterator[News]:
    """Yield the feed's entries of a meeting and of each of its documents."""
    meeting = folder.meeting
    shown = card(folder, site.portal, site.t)
    parts = (shown.start.text, shown.place, shown.organizer, meeting.status.notice)
    announced = _announced(folder, site)
    state = "" if meeting.status.state == "scheduled" else f"{shown.state_label}: "
    yield News(
        folder.id, announced, state + meeting.title, site.url(shown.address), ". ".join(filter(None, parts))
    )
    for document in meeting.documents:
        if document.state == "published":
            yield _document(folder, document, announced, site)


def _announced(folder: MeetingFolder, site: Publication) -> datetime:
    """Return when the meeting was announced or its state last changed.

    Where its file does not say so, it is the last change of the file, but never after the meeting began: an old
    meeting that is put right is no news.
    """
    meeting = folder.meeting
    letter = meeting.letter.date
    moments = [Moment(letter) if letter else None, meeting.status.at]
    stated = [moment.begin for moment in moments if moment]
    return max(stated) if stated else min(site.changed(folder), meeting.start.latest)


def _document(folder: MeetingFolder, document: Document, announced: datetime, site: Publication) -> News:
    """Return the entry of a document: the same one for all its versions, moved up when it is replaced."""
    row = document_row(folder, document, site.files, site.t)
    changes = [version.note for version in document.versions[-1:]]
    parts = (row.about, row.file, row.replaced, *changes, folder.meeting.name)
    return News(
        key=f"{folder.id}/{document.key}",
        updated=document.posted.begin if document.posted else announced,
        title=document.name,
        url=site.url(f"{routes.meeting(folder.id)}#{row.anchor}"),
        summary=". ".join(filter(None, parts)),
        enclosure=_enclosure(folder, document, site),
    )


def _enclosure(folder: MeetingFolder, document: Document, site: Publication) -> _Enclosure | None:
    if not document.file:
        return None
    inspection = site.files[folder.paths[document.file]]
    return _Enclosure(site.url(routes.document(folder.id, document)), inspection.media_type, inspection.size)


def _element(entry: News, site: Publication) -> ET.Element:
    element = ET.Element("entry")
    _text(element, "id", _tag(entry.key, site))
    _text(element, "title", entry.title)
    _text(element, "updated", entry.updated.isoformat())
    _link(element, "alternate", entry.url, "text/html")
    if entry.enclosure:
        link = _link(element, "enclosure", entry.enclosure.url, entry.enclosure.media_type)
        link.set("length", str(entry.enclosure.size))
    _text(element, "summary", entry.summary)
    return element


def _tag(key: str, site: Publication) -> str:
    """Return an identifier that outlives every change of addresses (RFC 4151)."""
    return f"tag:{site.host},{_TAG_DATE}:{key}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, relation: str, url: str, media_type: str) -> ET.Element:
    return ET.SubElement(parent, "link", {"rel": relation, "type": media_type, "href": url})
