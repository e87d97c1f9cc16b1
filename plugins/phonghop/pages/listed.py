"""What lists need of a meeting: small, plain, and made from that meeting alone, so that it can be kept between builds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from phonghop.documents.records import Inspections
from phonghop.model import Document
from phonghop.model.programme import documents_in_order
from phonghop.pages.cards import MeetingCard, card
from phonghop.pages.documents import DocumentRow, document_row
from phonghop.pages.labels import likely_end
from phonghop.portal import MeetingFolder, Portal
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
    return ListedMeeting(
        folder.id,
        card(folder, portal, t),
        meeting.start.day,
        likely_end(meeting),
        meeting.organizer,
        meeting.subjects,
        tuple(
            ListedDocument(document_row(folder, document, files, t), _published(document))
            for document in documents_in_order(meeting)
        ),
    )


def _published(document: Document) -> datetime | None:
    moment = document.posted if document.state == "published" else None
    return moment.latest if moment else None
