"""The programme with its papers, ready to be shown: one list that contains every paper once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from phonghop.documents.records import Inspections
from phonghop.model import Meeting
from phonghop.model.programme import Hours, NumberedItem, agenda_by_session, documents_by_item, hours
from phonghop.pages.attendees import CompanyView, company_view
from phonghop.pages.documents import DocumentRow, document_row, shown_name
from phonghop.pages.labels import clock_label, moment_label
from phonghop.portal import MeetingFolder, routes
from phonghop.text.strings import Strings

MANY = 12
"""Papers from which on a list is set closer, and can be narrowed down."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """An agenda item with its papers.

    Attributes:
        number: such as "2.1"; `level` is 1 for the topmost.
        time: its hours in words, empty where the programme has none; `clock` is the same in digits.
        start: ISO 8601, and `end` likewise; empty where it is unknown.
        session: the session that begins with it, where the programme names sessions.
        repeated: anchor and title of each paper that is already listed at an earlier item.
    """

    anchor: str
    number: str
    level: int
    time: str
    clock: str
    start: str
    end: str
    title: str
    presenter: str
    note: str
    company: CompanyView
    session: str = ""
    rows: tuple[DocumentRow, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeView:
    """The items of the programme with their papers, then the papers of no item."""

    items: tuple[ItemView, ...]
    others: tuple[DocumentRow, ...]

    @property
    def rows(self) -> tuple[DocumentRow, ...]:
        """Every paper, in order."""
        return (*(row for item in self.items for row in item.rows), *self.others)

    @property
    def is_long(self) -> bool:
        """Whether it has more papers than one looks over at a glance."""
        return len(self.rows) > MANY


def programme_view(folder: MeetingFolder, files: Inspections, t: Strings) -> ProgrammeView:
    """Return the programme of a meeting with its papers."""
    times = hours(folder.meeting)
    sessions = _session_names(folder.meeting, t)
    seen: set[str] = set()
    items: list[ItemView] = []
    others: tuple[DocumentRow, ...] = ()
    for group in documents_by_item(folder.meeting):
        rows = tuple(document_row(folder, d, files, t) for d in group.documents if d.key not in seen)
        if group.item is None:
            others = rows
            continue
        view = _item(group.item, times.get(group.item.number), t)
        repeated = tuple(
            (routes.document_anchor(d.key), shown_name(d, t)) for d in group.documents if d.key in seen
        )
        session = sessions.get(group.item.number, "")
        items.append(replace(view, rows=rows, repeated=repeated, session=session))
        seen.update(document.key for document in group.documents)
    return ProgrammeView(tuple(items), others)


def _item(numbered_item: NumberedItem, when: Hours | None, t: Strings) -> ItemView:
    """Return an item without its papers."""
    item = numbered_item.item
    clocks = [clock for clock in (item.time, item.until) if clock]
    return ItemView(
        anchor=routes.agenda_anchor(numbered_item.number),
        number=numbered_item.number,
        level=numbered_item.level,
        time=" – ".join(clock_label(clock, t) for clock in clocks),
        clock=" – ".join(f"{clock:%H:%M}" for clock in clocks),
        start=when.start.iso() if when else "",
        end=when.end.iso() if when and when.end else "",
        title=item.title,
        presenter=item.presenter or "",
        note=item.note or "",
        company=company_view(item),
    )


def _session_names(meeting: Meeting, t: Strings) -> dict[str, str]:
    """Return what each session of the programme is called, by the number of the item that it begins with."""
    if not any(item.session for item in meeting.agenda):
        return {}
    names: dict[str, str] = {}
    place = 1
    for number, items in agenda_by_session(meeting.agenda):
        if number <= len(meeting.sessions):
            session = meeting.sessions[number - 1]
            words = (session.name, moment_label(session.start, t).text, session.hour)
            names[str(place)] = ": ".join(filter(None, words))
        place += len(items)
    return names
