"""What lists show of a meeting: small plain data made from that meeting alone, so that it can be cached between builds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

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
class Place:
    """Everything that decides in which lists a meeting is, and where in them; in memory for all meetings at once.

    Attributes:
        day: on which it begins.
        end: when it is likely to be over.
        body: the id of its organizer.
        documents: how many there are.
        published: when each document that states its time was published, with the anchor of its row.
        digest: of everything that lists show of it.
    """

    day: date
    end: datetime
    body: str
    subjects: tuple[str, ...]
    documents: int
    published: tuple[tuple[datetime, str], ...]
    digest: str


@dataclass(frozen=True, repr=False)
class ListedMeeting:
    """A meeting as lists show it. Its digest represents it in cache keys.

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

    @cached_property
    def place(self) -> Place:
        """What decides in which lists it is."""
        published = ((d.published, d.row.anchor) for d in self.documents if d.published)
        shown = repr((self.card, self.documents))
        digest = hashlib.sha256(shown.encode()).hexdigest()[:32]
        return Place(
            self.day, self.end, self.body, self.subjects, len(self.documents), tuple(published), digest
        )

    def __repr__(self) -> str:
        return f"{self.id} {self.place.digest}"


class RememberedListing(ListedMeeting):
    """A meeting from the cache of an earlier build; its card and documents are loaded when a page shows them."""

    def __init__(self, meeting_id: str, place: Place, shown: Callable[[], ListedMeeting]) -> None:
        """Take its place, and what loads the rest."""
        fields = {"day": place.day, "end": place.end, "body": place.body, "subjects": place.subjects}
        vars(self).update(fields, id=meeting_id, place=place, _shown=shown)

    @cached_property
    def card(self) -> MeetingCard:
        """What a list shows of the meeting."""
        return self._shown().card  # type: ignore[attr-defined,no-any-return]

    @cached_property
    def documents(self) -> tuple[ListedDocument, ...]:
        """Its documents."""
        return self._shown().documents  # type: ignore[attr-defined,no-any-return]


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
