"""Meetings as lists show them → the pages of lists: home, years, bodies, fields of work, documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest
from typing import TypeVar

from phonghop.model import PortalFile
from phonghop.pages.cut_by_date import Archive
from phonghop.pages.labels import day_label
from phonghop.pages.listed import ListedMeeting
from phonghop.pages.lists import (
    CardGroup,
    DocumentsView,
    HomeView,
    LinkGroup,
    ListLink,
    ListView,
    Posted,
    subscription,
)
from phonghop.pages.templates import Pages, headings
from phonghop.pages.uses import Uses
from phonghop.portal import routes
from phonghop.portal.load import MEETINGS, PORTAL_FILE
from phonghop.portal.meeting_facts import subject_names
from phonghop.site.outputs import Page
from phonghop.text.folding import slug
from phonghop.text.strings import Strings

_COMING_ON_HOME = 20
_PAST_ON_HOME = 12
_NEWEST_ON_HOME = 6
_LATEST = 20
"""What is shown of a list that is too long for its page."""
_CROSSINGS = 24
"""Links to another property's lists that still help; more are left to the index of that property."""
_SOURCE = f"{MEETINGS}/{PORTAL_FILE}"

Key = TypeVar("Key", bound=Hashable)
_Trail = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What the pages of lists are made from.

    Attributes:
        meetings: from first to last.
        uses: where else their documents were used.
        now: decides which meetings the home page counts as coming.
    """

    meetings: Sequence[ListedMeeting]
    uses: Uses
    settings: PortalFile
    base_url: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that may have been made before.

    Attributes:
        made_of: tells everything that it is made of, but for the settings and what makes all pages alike.
        make: makes it.
    """

    address: str
    title: str
    made_of: str
    make: Callable[[], Page]


def list_pages(listing: Listing, pages: Pages, t: Strings) -> Iterator[Draft]:
    """Yield the page of every list."""
    lists = _Lists(listing, pages, t)
    yield lists.home()
    for index in (lists.years, lists.bodies, lists.subjects):
        yield from index()
    yield from lists.documents()
    if listing.settings.hall_copy:
        yield lists.saved()


class _Lists:
    """Holds what the pages share: every list, cut by date."""

    def __init__(self, listing: Listing, pages: Pages, t: Strings) -> None:
        self.listing = listing
        self.pages = pages
        self.t = t
        self.meetings = tuple(reversed(listing.meetings))
        by_body = _grouped((m.body, m) for m in self.meetings)
        by_subject = _grouped((slug(s), m) for m in self.meetings for s in m.subjects)
        self.all = Archive(routes.years(), self.meetings, _a_row)
        self.by_body = {
            body.id: Archive(routes.body(body.id), by_body.get(body.id, ()), _a_row)
            for body in listing.settings.bodies
        }
        self.by_subject = {
            key: Archive(routes.subject(key), meetings, _a_row) for key, meetings in by_subject.items()
        }
        self.body_ids = {archive.root: key for key, archive in self.by_body.items()}
        self.body_names = {body.id: body.name for body in listing.settings.bodies}
        self.subject_names = subject_names(s for m in listing.meetings for s in m.subjects)

    def home(self) -> Draft:
        """Return the front page: it stays small however many meetings there are."""
        coming = sum(meeting.end >= self.listing.now for meeting in self.meetings)
        first = max(0, coming - _COMING_ON_HOME)
        view = HomeView(
            shown=self.meetings[first : coming + _PAST_ON_HOME],
            posted=_posted_last(self.meetings, _NEWEST_ON_HOME),
            indexes=(
                ListLink(routes.years(), self.t("portal.years"), str(len(self.all.parts))),
                ListLink(routes.bodies(), self.t("portal.bodies"), str(len(self.by_body))),
                ListLink(routes.subjects(), self.t("portal.subjects"), str(len(self.by_subject))),
            ),
            meetings=self._count(len(self.meetings)),
            documents=self._documents(sum(map(_documents_of, self.meetings))),
            subscription=subscription(routes.calendar(), self.listing.base_url),
        )
        return self._page("home.html", routes.HOME, self.listing.settings.name, view)

    def saved(self) -> Draft:
        """Return the page that lists what the reader's own browser has saved."""
        title = self.t("hall.list")
        return self._page("saved.html", routes.saved(), title, heading=title, script=routes.HALL_SCRIPT)

    def years(self) -> Iterator[Draft]:
        """Yield the index of years, each year, and what does not fit on its page."""
        title = self.t("portal.years")
        links = tuple(self._link(year, year.address, self._date(year)) for year in self.all.parts)
        yield self._list_page(routes.years(), ListView(title, parts=links))
        for year in self.all.parts:
            others = tuple(link for link in links if link.address != year.address)
            crossings = (*self._crossings(year), LinkGroup(self.t("portal.other_years"), others))
            yield from self._archive(year, "", ((routes.years(), title),), crossings)

    def bodies(self) -> Iterator[Draft]:
        """Yield the index of bodies, and each body's list with its calendar, even of one that has yet to meet."""
        yield from self._properties(routes.bodies(), self.t("portal.bodies"), self.by_body, self.body_names)

    def subjects(self) -> Iterator[Draft]:
        """Yield the index of fields of work, and each field's list."""
        title = self.t("portal.subjects")
        yield from self._properties(routes.subjects(), title, self.by_subject, self.subject_names)

    def documents(self) -> Iterator[Draft]:
        """Yield all documents, on as many pages as they need."""
        with_documents = tuple(meeting for meeting in self.meetings if meeting.place.documents)
        yield from self._document_archive(Archive(routes.documents(), with_documents, _documents_of), ())

    def _properties(
        self, index: str, title: str, lists: Mapping[str, Archive], names: Mapping[str, str]
    ) -> Iterator[Draft]:
        """Yield the index of one property of meetings, and the list of each of its values."""
        links = tuple(self._link(lists[key], lists[key].address, names[key]) for key in names)
        yield self._list_page(index, ListView(title, parts=links))
        for key in names:
            others = tuple(link for link in links if link.address != lists[key].address)
            crossings = (LinkGroup(title, others),) if len(others) <= _CROSSINGS else ()
            yield from self._archive(lists[key], names[key], ((index, title),), crossings)

    def _archive(
        self, archive: Archive, name: str, trail: _Trail, crossings: tuple[LinkGroup, ...] = ()
    ) -> Iterator[Draft]:
        """Yield the page of a part of the list called `name`, and those of its own parts where it does not fit."""
        title = _title(name, self._date(archive))
        calendar = (
            routes.body_calendar(self.body_ids[archive.root]) if archive.address in self.body_ids else ""
        )
        view = ListView(
            title,
            trail,
            self._count(archive.rows),
            archive.is_whole,
            tuple(self._groups(archive)),
            tuple(
                ListLink(archive.link(part), self._part(part), str(part.rows)) for part in _linked(archive)
            ),
            tuple(group for group in crossings if group.links),
            subscription(calendar, self.listing.base_url) if calendar else None,
        )
        yield self._list_page(archive.address, view)
        if not archive.is_whole:
            below = (*trail, (archive.address, self._date(archive) or name))
            for part in archive.parts:
                yield from self._archive(part, name, below)

    def _groups(self, archive: Archive) -> Iterator[CardGroup]:
        if not archive.is_whole:
            latest = archive.meetings[:_LATEST]
            yield CardGroup("moi-nhat", self.t("portal.latest"), latest)
        elif archive.has_headings:
            for part in archive.parts:
                yield CardGroup(part.anchor, self._date(part), part.meetings)
        elif archive.meetings:
            yield CardGroup("", "", archive.meetings)

    def _crossings(self, year: Archive) -> Iterator[LinkGroup]:
        """Yield the ways to see a year by body and by field of work, the fullest first."""
        for title, lists, names in (
            (self.t("portal.bodies"), self.by_body, self.body_names),
            (self.t("portal.subjects"), self.by_subject, self.subject_names),
        ):
            found = [
                (part.rows, self._link(part, lists[key].link(part), names[key]))
                for key in names
                for part in lists[key].parts
                if part.dates == year.dates
            ]
            found.sort(key=lambda counted: -counted[0])
            yield LinkGroup(title, tuple(link for _, link in found[:_CROSSINGS]))

    def _document_archive(self, archive: Archive, trail: _Trail) -> Iterator[Draft]:
        label = self._date(archive) or self.t("portal.all_documents")
        view = DocumentsView(
            _title(self.t("portal.all_documents"), self._date(archive)),
            trail,
            self._documents(archive.rows),
            () if archive.is_whole or trail else _posted_last(archive.meetings, _LATEST),
            archive.meetings if archive.is_whole else (),
            tuple(
                ListLink(part.address, self._part(part), str(part.rows))
                for part in archive.parts
                if not archive.is_whole
            ),
        )
        yield self._page("documents.html", archive.address, view.title, view)
        if not archive.is_whole:
            for part in archive.parts:
                yield from self._document_archive(part, (*trail, (archive.address, label)))

    def _link(self, archive: Archive, address: str, label: str) -> ListLink:
        return ListLink(address, label, self._count(archive.rows))

    def _count(self, meetings: int) -> str:
        return self.t("portal.meetings", n=meetings)

    def _documents(self, documents: int) -> str:
        return self.t("portal.documents", n=documents)

    def _date(self, archive: Archive) -> str:
        """Return the name of the year, the month or the day that `archive` is about, if it is."""
        match archive.dates:
            case (year,):
                return self.t("portal.year", year=year)
            case (year, month):
                return self.t("portal.month", month=self.t(f"date.month{month}"), year=year)
            case (year, month, day):
                return self.t("portal.day", day=day_label(date(year, month, day), self.t))
            case _:
                return ""

    def _part(self, archive: Archive) -> str:
        """Return the name of `archive` among the parts of what it is a part of."""
        match archive.dates:
            case (_, month):
                return self.t("portal.month_of_year", month=self.t(f"date.month{month}"))
            case (_, _, day):
                return self.t("portal.day_of_month", day=day)
            case _:
                return self._date(archive)

    def _list_page(self, address: str, view: ListView) -> Draft:
        return self._page("list.html", address, view.title, view)

    def _page(
        self,
        template: str,
        address: str,
        title: str,
        view: HomeView | ListView | DocumentsView | None = None,
        **more: str,
    ) -> Draft:
        listing = self.listing
        # Only rows of documents show where else these were used.
        shown = view.meetings if isinstance(view, DocumentsView) else ()
        uses = {meeting.id: listing.uses[meeting.id] for meeting in shown if meeting.id in listing.uses}

        def make() -> Page:
            html = self.pages.render(
                template, address, portal=listing.settings, other_uses=uses, view=view, **more
            )
            in_navigation = address in (
                *(routes.HOME, routes.years(), routes.bodies(), routes.subjects(), routes.documents()),
            )
            return Page(address, title, title, html, headings(html), _SOURCE, in_navigation=in_navigation)

        return Draft(address, title, repr((template, address, title, uses, view, more)), make)


def _title(name: str, part: str) -> str:
    return " · ".join(filter(None, (name, part)))


def _linked(archive: Archive) -> tuple[Archive, ...]:
    """Return the parts that its page leads to: those on pages of their own, and those under a heading of several."""
    parts = archive.parts if archive.has_headings or not archive.is_whole else ()
    return parts if len(parts) > 1 or not archive.is_whole else ()


def _a_row(_: ListedMeeting) -> int:
    return 1


def _documents_of(meeting: ListedMeeting) -> int:
    return meeting.place.documents


def _grouped(pairs: Iterable[tuple[Key, ListedMeeting]]) -> Mapping[Key, tuple[ListedMeeting, ...]]:
    """Return the meetings of each key, in their order, each once."""
    found: dict[Key, dict[str, ListedMeeting]] = defaultdict(dict)
    for key, meeting in pairs:
        found[key][meeting.id] = meeting
    return {key: tuple(meetings.values()) for key, meetings in found.items()}


def _posted_last(meetings: Iterable[ListedMeeting], limit: int) -> tuple[Posted, ...]:
    """Return the documents published last, newest first."""
    dated = (
        (published, meeting.id, anchor, meeting)
        for meeting in meetings
        for published, anchor in meeting.place.published
    )
    last = nlargest(limit, dated, key=lambda entry: entry[:3])
    return tuple((meeting, anchor) for _, _, anchor, meeting in last)
