"""What belongs in a meeting's pack, in the order of its programme, and what is missing from it.

A pack is made of the portal as it may be seen (`phonghop.portal.release.as_of`): a document that is held back has
neither file nor, unless announced, a name here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phonghop import wording
from phonghop.documents.records import Inspection, Inspections
from phonghop.model import AgendaItem, Document
from phonghop.model.programme import documents_by_item, documents_in_order
from phonghop.pages.cards import place_of
from phonghop.pages.documents import DocumentRow, document_row
from phonghop.pages.labels import clock_label
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import Subject
from phonghop.text.dates import Moment
from phonghop.text.folding import nfc
from phonghop.text.strings import Strings

PRINTED_MARK = "ban"
"""What the fragment of a printed pack's address begins with: ``#ban=<revision>``."""
LONGEST = 70
"""Characters of a title that are kept. A Vietnamese letter takes up to 3 bytes; file systems allow 255 per name."""

_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A document's file in the pack: its name there, where it is now, its facts."""

    name: str
    path: Path
    facts: Inspection


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the meeting.

    Attributes:
        key: what names it in the meeting.
        number: its place in the order of the programme, from 1. It keeps it while its file is missing, so the names
            of the others do not change when it comes.
        row: its state, in the words of the meeting's page.
        file: None for what is awaited, held back, withdrawn or elsewhere.
        changed: when its current version was published, if that is known.
    """

    key: str
    number: int
    row: DocumentRow
    file: PackedFile | None
    changed: Moment | None


@dataclass(frozen=True, slots=True)
class Group:
    """An agenda item with its documents, if it has any; or, last and without a number, the documents of no item.

    A document of two items is in both. `about` says when the item begins and who presents it.
    """

    number: str
    title: str
    about: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything that a pack says and holds.

    Attributes:
        heading: "Tài liệu hội nghị", after what the office calls the meeting.
        times: the time of each session.
        page: the absolute address of the meeting's page.
        code: the absolute address that its printed code points at: the issued code, or the page before one is issued.
    """

    heading: str
    organizer: str
    title: str
    times: tuple[str, ...]
    place: str
    groups: tuple[Group, ...]
    page: str
    code: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every document once, in order."""
        unique = {entry.number: entry for group in self.groups for entry in group.entries}
        return tuple(unique[number] for number in sorted(unique))

    @property
    def present(self) -> tuple[Entry, ...]:
        """Every document whose file is in the pack."""
        return tuple(entry for entry in self.entries if entry.file)

    @property
    def newest(self) -> tuple[Entry, ...]:
        """What was published on the latest day on which anything was; nothing when that is everything."""
        day = self.as_of.day if self.as_of else None
        newest = tuple(e for e in self.present if e.changed and e.changed.day == day)
        return () if newest == self.present else newest

    @property
    def as_of(self) -> Moment | None:
        """When the last change among its documents was published: what is newer than the pack came later."""
        return max((e.changed for e in self.present if e.changed), key=minute, default=None)

    @property
    def revision(self) -> str:
        """A fingerprint of everything that the pack says and holds, then the moment of its last change if that is known.

        The moment (``202606291630``, Vietnam time) lets the page name what changed after a pack was printed.
        """
        parts = [
            self.heading,
            self.organizer,
            self.title,
            self.times,
            self.place,
            [*map(_content, self.groups)],
        ]
        digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:8]
        return f"{digest}-{minute(self.as_of)}" if self.as_of else digest

    @property
    def printed_address(self) -> str:
        """The address of the code on paper, which answers whether the paper is still the latest."""
        return f"{self.code}#{PRINTED_MARK}={self.revision}"


def minute(moment: Moment) -> str:
    """Return the last minute that `moment` can mean, as digits that sort by time."""
    return moment.latest.strftime("%Y%m%d%H%M")


def pack_of(folder: MeetingFolder, portal: Portal, files: Inspections, base_url: str, t: Strings) -> Pack:
    """Return the pack of a meeting; `base_url` is the address of the site, for the code."""
    meeting = folder.meeting
    issued = portal.ledger.of(Subject(folder.id))
    page = routes.absolute(routes.meeting(folder.id), base_url)
    return Pack(
        heading=t("pack.heading", noun=wording.noun(meeting)).rstrip(),
        organizer=portal.bodies[meeting.organizer].name,
        title=meeting.title,
        times=tuple(map(wording.session_time, meeting.sessions)),
        place=place_of(meeting, t),
        groups=tuple(_groups(folder, files, t)),
        page=page,
        code=routes.absolute(routes.code(issued.code), base_url) if issued else page,
    )


def _groups(folder: MeetingFolder, files: Inspections, t: Strings) -> Iterator[Group]:
    meeting = folder.meeting
    # Numbered in the programme's order, those of no item last.
    documents = enumerate(documents_in_order(meeting), 1)
    entries = {document.key: _entry(folder, document, files, number, t) for number, document in documents}
    has_placed = False
    for group in documents_by_item(meeting):
        own = tuple(entries[document.key] for document in group.documents)
        if group.item:
            has_placed = has_placed or bool(own)
            item = group.item.item
            yield Group(group.item.number, item.title, _about(item, t), own)
        else:
            rest = t("meeting.documents_other") if has_placed else t("meeting.documents")
            yield Group("", rest if meeting.agenda else "", "", own)


def _about(item: AgendaItem, t: Strings) -> str:
    clocks = " – ".join(clock_label(clock, t) for clock in (item.time, item.until) if clock)
    presenter = item.presenter or ""
    return " · ".join(filter(None, (clocks, presenter, item.note)))


def _entry(folder: MeetingFolder, document: Document, files: Inspections, number: int, t: Strings) -> Entry:
    row = document_row(folder, document, files, t)
    file = None
    if document.file and document.state == "published":
        facts = files[folder.paths[document.file]]
        name = file_name(number, len(folder.meeting.documents), row.title, facts.kind)
        file = PackedFile(name, folder.paths[document.file], facts)
    return Entry(document.key, number, row, file, document.posted)


def _content(group: Group) -> list[object]:
    rows = [entry.row for entry in group.entries]
    return [
        group.number,
        group.title,
        group.about,
        [(row.title, row.state, row.notice, row.version, row.points) for row in rows],
    ]


def file_name(number: int, of: int, title: str, ending: str) -> str:
    """Return a name such as "02 Báo cáo sơ kết.pdf" for the `number`-th of `of` documents.

    Numbers are equally wide, so that sorting by name is the order of the programme. A name is valid on Windows, macOS,
    Linux and phones alike; beginning with a number, it is never one that Windows keeps for devices (CON, NUL, COM1 …).
    """
    width = max(2, len(str(of)))
    return f"{number:0{width}} {_safe(title)}.{ending.lower()}"


def _safe(title: str) -> str:
    """Return `title` without characters that Windows reserves and, if too long, without its last words, if it has several."""
    words = _SPACES.sub(" ", _RESERVED.sub("-", nfc(title))).strip(" .-")
    if len(words) <= LONGEST:
        return words
    start = words[:LONGEST]
    return (start.rpartition(" ")[0] or start).rstrip(" .,;-") + "…"
