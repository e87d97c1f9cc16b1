"""Meetings as lists show them → the pages of lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phonghop.model import PortalFile
from phonghop.portal import routes
from phonghop.portal.load import MEETINGS, PORTAL_FILE
from phonghop.products.pages import Pages, headings
from phonghop.products.views.cards import HomeView, ListView, subscription
from phonghop.products.views.documents import DocumentRow
from phonghop.products.views.listed import ListedMeeting
from phonghop.site.outputs import Page
from phonghop.text.strings import Strings

_IN_NAVIGATION = frozenset({routes.HOME, routes.YEARS, routes.BODIES, routes.DOCUMENTS})
_ON_HOME = 12
_NEWEST = 6
_SOURCE = f"{MEETINGS}/{PORTAL_FILE}"


def list_pages(
    meetings: Sequence[ListedMeeting], settings: PortalFile, pages: Pages, base_url: str, t: Strings
) -> Iterator[Page]:
    """Yield the page of every list of `meetings`, which come from first to last."""
    lists = _Lists(tuple(reversed(meetings)), settings, pages, base_url, t)
    yield lists.home()
    yield from lists.years()
    yield from lists.bodies()
    yield lists.documents()


@dataclass(frozen=True, slots=True)
class _Lists:
    """Holds what all lists share; `meetings` are from last to first."""

    meetings: tuple[ListedMeeting, ...]
    settings: PortalFile
    pages: Pages
    base_url: str
    t: Strings

    def home(self) -> Page:
        view = HomeView(
            cards=tuple(meeting.card for meeting in self.meetings[:_ON_HOME]),
            newest=_newest(self.meetings, _NEWEST),
            total=self._count(self.meetings),
            subscription=subscription(routes.CALENDAR, self.base_url),
        )
        return self._page("home.html", routes.HOME, self.settings.name, view=view)

    def years(self) -> Iterator[Page]:
        by_year: dict[int, list[ListedMeeting]] = defaultdict(list)
        for meeting in self.meetings:
            by_year[meeting.year].append(meeting)
        names = {year: self.t("portal.year", year=year) for year in by_year}
        neighbours = tuple((routes.year(y), names[y], self._count(by_year[y])) for y in by_year)
        above = (routes.YEARS, self.t("portal.years"))
        yield self._list(above, (), neighbours)
        for year, meetings in by_year.items():
            yield self._list((routes.year(year), names[year]), meetings, neighbours, above)

    def bodies(self) -> Iterator[Page]:
        by_body: dict[str, list[ListedMeeting]] = {body.id: [] for body in self.settings.bodies}
        for meeting in self.meetings:
            by_body[meeting.body].append(meeting)
        names = {body.id: body.name for body in self.settings.bodies}
        neighbours = tuple((routes.body(b), names[b], self._count(by_body[b])) for b in by_body)
        above = (routes.BODIES, self.t("portal.bodies"))
        yield self._list(above, (), neighbours)
        for body, meetings in by_body.items():
            own = (routes.body(body), names[body])
            yield self._list(own, meetings, neighbours, above, routes.body_calendar(body))

    def documents(self) -> Page:
        meetings = [meeting for meeting in self.meetings if meeting.documents]
        title = self.t("portal.all_documents")
        return self._page("documents.html", routes.DOCUMENTS, title, meetings=meetings)

    def _count(self, meetings: Sequence[ListedMeeting]) -> str:
        return self.t("portal.meetings", n=len(meetings))

    def _list(
        self,
        own: tuple[str, str],
        meetings: Sequence[ListedMeeting],
        neighbours: tuple[tuple[str, str, str], ...],
        above: tuple[str, str] | None = None,
        calendar: str = "",
    ) -> Page:
        address, title = own
        cards = tuple(meeting.card for meeting in meetings)
        offered = subscription(calendar, self.base_url) if calendar else None
        view = ListView(title, cards, tuple(n for n in neighbours if n[0] != address), above, offered)
        return self._page("list.html", address, title, view=view)

    def _page(self, template: str, address: str, title: str, **context: object) -> Page:
        html = self.pages.render(template, address, portal=self.settings, **context)
        return Page(
            address, title, title, html, headings(html), _SOURCE, in_navigation=address in _IN_NAVIGATION
        )


def _newest(meetings: Sequence[ListedMeeting], limit: int) -> tuple[DocumentRow, ...]:
    """Return the documents published last, newest first."""
    dated = [
        (document.published, meeting.id, document.row.anchor, document.row)
        for meeting in meetings
        for document in meeting.documents
        if document.published
    ]
    dated.sort(key=lambda entry: entry[:3], reverse=True)
    return tuple(row for *_, row in dated[:limit])
