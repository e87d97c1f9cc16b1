"""What the other meetings add to a meeting's page: its neighbours in time, and where else its documents were used.

A page is made from its meeting and from this alone. So a new meeting changes, besides its own page, only those of its
two neighbours and of the meetings whose documents it uses again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from phonghop.products.views.cards import MeetingCard
from phonghop.products.views.labels import day_label
from phonghop.products.views.listed import ListedDocument, ListedMeeting
from phonghop.text.strings import Strings

_USES_SHOWN = 5

Shared = tuple[tuple[str, str], ...]
"""The uses of one document: ids of meetings, each with the document's key there."""


@dataclass(frozen=True)
class OtherUses:
    """Where else a document was used, latest first.

    Attributes:
        links: address of its row there, name and day of that meeting.
        more: words for those left out of a long list; empty where none is.
    """

    links: tuple[tuple[str, str], ...]
    more: str


@dataclass(frozen=True)
class Around:
    """What surrounds one meeting. `uses` are by the anchors of its documents; most documents have none."""

    previous: MeetingCard | None = None
    next: MeetingCard | None = None
    uses: Mapping[str, OtherUses] = field(default_factory=dict)


def around(meetings: Sequence[ListedMeeting], t: Strings) -> Mapping[str, Around]:
    """Return what surrounds each of `meetings`, which come from first to last, by id."""
    cards = [None, *(meeting.card for meeting in meetings), None]
    marked = _marked(meetings)
    return {
        meeting.id: Around(before, after, _uses(meeting, marked, t))
        for before, meeting, after in zip(cards, meetings, cards[2:], strict=False)
    }


def shared_documents(meetings: Sequence[ListedMeeting]) -> tuple[Shared, ...]:
    """Return the documents that several of `meetings` use, in the order of their first use."""
    groups = (tuple((m.id, d.key) for m, d in uses) for uses in _marked(meetings).values())
    return tuple(dict.fromkeys(groups))


_Marked = Mapping[str, Sequence[tuple[ListedMeeting, ListedDocument]]]


def _marked(meetings: Sequence[ListedMeeting]) -> _Marked:
    """Return the uses of each mark that more than one meeting has."""
    marked: dict[str, list[tuple[ListedMeeting, ListedDocument]]] = defaultdict(list)
    for meeting in meetings:
        for document in meeting.documents:
            for mark in document.marks:
                marked[mark].append((meeting, document))
    return {mark: uses for mark, uses in marked.items() if len({meeting.id for meeting, _ in uses}) > 1}


def _uses(meeting: ListedMeeting, marked: _Marked, t: Strings) -> Mapping[str, OtherUses]:
    found = {d.row.anchor: tuple(_others(meeting, d, marked, t)) for d in meeting.documents}
    return {anchor: _shown(links, t) for anchor, links in found.items() if links}


def _shown(links: tuple[tuple[str, str], ...], t: Strings) -> OtherUses:
    left_out = len(links) - _USES_SHOWN
    return OtherUses(links[:_USES_SHOWN], t("document.more_uses", n=left_out) if left_out > 0 else "")


def _others(
    meeting: ListedMeeting, document: ListedDocument, marked: _Marked, t: Strings
) -> Iterator[tuple[str, str]]:
    """Yield address and name of the other uses of a document, latest first, each meeting once."""
    uses = [use for mark in document.marks for use in marked.get(mark, ()) if use[0].id != meeting.id]
    by_meeting = {other.id: (other, same) for other, same in uses}
    for other, same in sorted(by_meeting.values(), key=lambda use: (use[0].day, use[0].id), reverse=True):
        label = t("document.used_at", meeting=other.card.title, day=day_label(other.day, t))
        yield f"{other.card.address}#{same.row.anchor}", label
