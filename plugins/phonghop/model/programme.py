"""The programme of a meeting: its items numbered, their hours, and the documents that each brings.

The one traversal of the agenda: pages, packs, letters, lists, search and the API all take what they show from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from phonghop.model.documents import Document
from phonghop.model.meeting import AgendaItem, Meeting
from phonghop.source import KeyPath
from phonghop.text.dates import Moment


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An agenda item in its place.

    Attributes:
        number: such as "2.1".
        level: 1 for the topmost.
        path: its path in the meeting, such as ``("agenda", 1, "items", 0)``.
        items: its sub-items.
    """

    number: str
    level: int
    path: KeyPath
    item: AgendaItem
    items: tuple[NumberedItem, ...]


@dataclass(frozen=True, slots=True)
class ItemDocuments:
    """The documents of an agenda item, none for many; or, where `item` is None, the documents of no item."""

    item: NumberedItem | None
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Hours:
    """When an agenda item begins, and when it ends if the programme says so."""

    start: Moment
    end: Moment | None


def numbered(
    agenda: Sequence[AgendaItem], parent: str = "", path: KeyPath = ("agenda",)
) -> tuple[NumberedItem, ...]:
    """Return the items of an agenda with their numbers, sub-items nested."""
    level = len(path) // 2 + 1
    return tuple(
        NumberedItem(
            f"{parent}{n}",
            level,
            (*path, n - 1),
            item,
            numbered(item.items, f"{parent}{n}.", (*path, n - 1, "items")),
        )
        for n, item in enumerate(agenda, 1)
    )


def every_item(agenda: Sequence[AgendaItem]) -> Iterator[NumberedItem]:
    """Yield the items of an agenda at every level, in the order in which they are read."""
    todo = list(reversed(numbered(agenda)))
    while todo:
        item = todo.pop()
        yield item
        todo += reversed(item.items)


def documents_by_item(meeting: Meeting) -> tuple[ItemDocuments, ...]:
    """Return every agenda item with its documents, then those of no item, if there are any.

    A document of two items is listed with both.
    """
    by_key = {document.key: document for document in meeting.documents}
    groups = [
        ItemDocuments(entry, tuple(by_key[key] for key in entry.item.documents))
        for entry in every_item(meeting.agenda)
    ]
    placed = {key for group in groups if group.item for key in group.item.item.documents}
    rest = tuple(document for key, document in by_key.items() if key not in placed)
    return (*groups, ItemDocuments(None, rest)) if rest else tuple(groups)


def with_documents(agenda: Sequence[AgendaItem], keys: Mapping[str, str]) -> tuple[AgendaItem, ...]:
    """Return agenda items that name only the documents in `keys`, by the keys that they have there."""
    return tuple(
        item.model_copy(
            update={
                "documents": tuple(keys[key] for key in item.documents if key in keys),
                "items": with_documents(item.items, keys),
            }
        )
        for item in agenda
    )


def documents_in_order(meeting: Meeting) -> tuple[Document, ...]:
    """Return every document once, in the programme's order, those of no item last."""
    in_order = {d.key: d for group in documents_by_item(meeting) for d in group.documents}
    return tuple(in_order.values())


def hours(meeting: Meeting) -> dict[str, Hours]:
    """Return the hours of the agenda items by their numbers, as far as the file states them.

    The day of an item is that of the session it names, else of its parent item or the item before it, else the only day there is. An item
    ends at its stated time, or when the next one begins; if that one has no time, the end is unknown.
    """
    if any(session.start.is_month for session in meeting.sessions):
        return {}
    days = {session.start.day for session in meeting.sessions}
    hours_of: dict[str, Hours] = {}
    sessions: dict[str, int | None] = {}
    latest: int | None = None
    items = list(every_item(meeting.agenda))
    for place, entry in enumerate(items):
        item = entry.item
        session = item.session or sessions.get(entry.number.rpartition(".")[0]) or latest
        latest = session
        sessions[entry.number] = session
        named = session is not None and 1 <= session <= len(meeting.sessions)
        if item.time is None or not (named or len(days) == 1):
            continue
        day = meeting.sessions[session - 1 if named and session else 0].start.day
        following = next((later.item for later in items[place + 1 :] if later.level <= entry.level), None)
        end = item.until or (following.time if following else None)
        if end is None and following is not None:
            continue
        hours_of[entry.number] = Hours(
            Moment(day, item.time), Moment(day, end) if end and end > item.time else None
        )
    return hours_of


def agenda_by_session(items: Sequence[AgendaItem]) -> list[tuple[int, list[AgendaItem]]]:
    """Return agenda items below the number of their session; one that names none goes with the one before it."""
    groups: list[tuple[int, list[AgendaItem]]] = []
    for item in items:
        number = item.session or (groups[-1][0] if groups else 1)
        if not groups or groups[-1][0] != number:
            groups.append((number, []))
        groups[-1][1].append(item)
    return groups


def dispersed(meeting: Meeting) -> frozenset[int]:
    """Return the sessions, by their place in the file from 0, whose every item has a place of its own: none sits in the usual hall."""
    if len(meeting.sessions) == 1 or not any(item.session for item in meeting.agenda):
        return frozenset()
    groups = agenda_by_session(meeting.agenda)
    gathered = {number for number, items in groups if not all(map(_has_place, items))}
    return frozenset(number - 1 for number, _ in groups if number not in gathered)


def _has_place(item: AgendaItem) -> bool:
    return bool(item.venue or (item.items and all(map(_has_place, item.items))))
