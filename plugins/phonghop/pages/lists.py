"""The pages of lists, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from phonghop.pages.cards import MeetingCard
from phonghop.pages.listed import ListedDocument, ListedMeeting
from phonghop.portal import routes

Posted: TypeAlias = tuple[ListedMeeting, str]
"""A document by its meeting and the anchor of its row."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A calendar that keeps itself up to date.

    Attributes:
        file: its address below the site.
        url: its absolute address, to be pasted into a calendar on the web.
        opener: the address that makes a calendar application subscribe at once.
    """

    file: str
    url: str
    opener: str


@dataclass(frozen=True, slots=True)
class ListLink:
    """A link to a list, or to a part of one, with how much it holds."""

    address: str
    label: str
    count: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links to other ways to see a list, under a heading."""

    title: str
    links: tuple[ListLink, ...]


@dataclass(frozen=True, slots=True)
class CardGroup:
    """The meetings of a year or a month, under a heading. `anchor` and `title` are empty for those of no heading."""

    anchor: str
    title: str
    meetings: tuple[ListedMeeting, ...]

    @property
    def cards(self) -> Iterator[MeetingCard]:
        """What is shown of each."""
        return (meeting.card for meeting in self.meetings)


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of meetings, or an index of lists.

    Attributes:
        trail: address and label of each list that this one is a part of, from the outermost in.
        count: reads like "43 cuộc họp"; empty for an index.
        is_whole: whether all its meetings are here. If not, the latest are, and `parts` lead to all.
        crossings: the same meetings seen by another property.
    """

    title: str
    trail: tuple[tuple[str, str], ...] = ()
    count: str = ""
    is_whole: bool = True
    groups: tuple[CardGroup, ...] = ()
    parts: tuple[ListLink, ...] = ()
    crossings: tuple[LinkGroup, ...] = ()
    subscription: Subscription | None = None

    @property
    def size(self) -> int:
        """How many meetings the page shows."""
        return sum(len(group.meetings) for group in self.groups)


@dataclass(frozen=True, slots=True)
class DocumentsView:
    """The documents of many meetings.

    Attributes:
        trail: as of `ListView`.
        posted: documents posted last; only where not all are here.
        meetings: those whose documents are all here.
    """

    title: str
    trail: tuple[tuple[str, str], ...]
    count: str
    posted: tuple[Posted, ...]
    meetings: tuple[ListedMeeting, ...]
    parts: tuple[ListLink, ...]

    @property
    def size(self) -> int:
        """How many documents the page shows of `meetings`."""
        return sum(meeting.place.documents for meeting in self.meetings)

    @property
    def newest(self) -> Sequence[tuple[ListedMeeting, ListedDocument]]:
        """The documents posted last."""
        return _with_rows(self.posted)


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page: meetings around the day it was built (the browser sorts out which are next), newest documents.

    Attributes:
        shown: the meetings that have a card.
        posted: the documents posted last.
        indexes: where all meetings are, with the number of lists there.
        meetings: how many there are in all, in words; `documents` likewise.
    """

    shown: tuple[ListedMeeting, ...]
    posted: tuple[Posted, ...]
    indexes: tuple[ListLink, ...]
    meetings: str
    documents: str
    subscription: Subscription

    @property
    def cards(self) -> Iterator[MeetingCard]:
        """What is shown of each meeting."""
        return (meeting.card for meeting in self.shown)

    @property
    def newest(self) -> Sequence[tuple[ListedMeeting, ListedDocument]]:
        """The documents posted last."""
        return _with_rows(self.posted)


def _with_rows(posted: Iterable[Posted]) -> Sequence[tuple[ListedMeeting, ListedDocument]]:
    return [
        (meeting, next(document for document in meeting.documents if document.row.anchor == anchor))
        for meeting, anchor in posted
    ]


def subscription(calendar: str, base_url: str) -> Subscription:
    """Return how to subscribe to the calendar at `calendar` of the site at `base_url`."""
    return Subscription(
        calendar, routes.absolute(calendar, base_url), routes.subscription(calendar, base_url)
    )
