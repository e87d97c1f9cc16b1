"""What lists need of a meeting: small, plain, and made from that meeting alone, so that it can be kept between builds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from phonghop.documents.records import Inspections
from phonghop.pages.cards import MeetingCard, card
from phonghop.pages.documents import DocumentRow, document_groups
from phonghop.pages.labels import likely_end
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.strings import Strings


@dataclass(frozen=True)
class ListedDocument:
    """A document as lists show it.

    Attributes:
        published: when it was published; None for what cannot be opened and for what does not say.
    """

    row: DocumentRow
    published: datetime | None


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
    times = {
        routes.document_anchor(d.key): d.published_at.latest
        for d in meeting.documents
        if d.published_at and d.state == "published"
    }
    return ListedMeeting(
        folder.id,
        card(folder, portal, t),
        meeting.start.day,
        likely_end(meeting),
        meeting.organizer,
        meeting.subjects,
        tuple(ListedDocument(row, times.get(anchor)) for anchor, row in rows.items()),
    )
