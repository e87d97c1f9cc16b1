"""What lists need of a meeting: small, plain, and made from that meeting alone, so that it can be kept between builds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from phonghop.model import Document
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.products.inspection.records import Inspections
from phonghop.products.views.cards import MeetingCard, card
from phonghop.products.views.documents import DocumentRow, document_groups
from phonghop.products.views.labels import likely_end
from phonghop.text.folding import fold
from phonghop.text.strings import Strings


@dataclass(frozen=True)
class ListedDocument:
    """A document as lists show it.

    Attributes:
        key: what names it within its meeting.
        published: when it was published; None for what cannot be opened and for what does not say.
        marks: by what it is known again in another meeting: one mark in common is enough.
    """

    key: str
    row: DocumentRow
    published: datetime | None
    marks: tuple[str, ...]


@dataclass(frozen=True)
class ListedMeeting:
    """A meeting as lists show it.

    Attributes:
        day: on which it begins.
        end: when it is likely to be over.
        body: the id of its organizer.
        documents: in the programme's order, each once.
    """

    id: str
    card: MeetingCard
    day: date
    end: datetime
    body: str
    subjects: tuple[str, ...]
    documents: tuple[ListedDocument, ...]


def listed(folder: MeetingFolder, portal: Portal, files: Inspections, t: Strings) -> ListedMeeting:
    """Return what lists need of a meeting."""
    meeting = folder.meeting
    rows = {row.anchor: row for group in document_groups(folder, files, t) for row in group.rows}
    documents = {routes.document_anchor(d.key): d for d in meeting.documents}
    return ListedMeeting(
        folder.id,
        card(folder, portal, t),
        meeting.start.day,
        likely_end(meeting),
        meeting.organizer,
        meeting.subjects,
        tuple(_document(documents[anchor], row, folder, files) for anchor, row in rows.items()),
    )


def _document(
    document: Document, row: DocumentRow, folder: MeetingFolder, files: Inspections
) -> ListedDocument:
    if document.state != "published":
        return ListedDocument(document.key, row, None, ())
    published = document.published_at.latest if document.published_at else None
    return ListedDocument(document.key, row, published, tuple(_marks(document, folder, files)))


def _marks(document: Document, folder: MeetingFolder, files: Inspections) -> Iterator[str]:
    """Yield by what a document is known again: its bytes, its address elsewhere, its number.

    Numbers begin anew every year and in every office, so a number counts together with its date (without one, the year
    of the meeting) and its issuer. The front page of a site is no document.
    """
    if document.file:
        yield f"sha256 {files[folder.paths[document.file]].sha256}"
    if document.url and (urlsplit(document.url).path.strip("/") or urlsplit(document.url).query):
        yield f"url {document.url}"
    if document.number:
        day = document.date.isoformat() if document.date else str(folder.meeting.start.day.year)
        yield f"number {fold(document.number)} {day} {fold(document.issuer or '')}"
