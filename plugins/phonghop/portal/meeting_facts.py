"""The facts of a meeting that other meetings depend on: small enough to be held for all meetings at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from phonghop.model import Meeting
from phonghop.source import KeyPath
from phonghop.text.folding import fold, slug


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a meeting on which others depend, read from its own file alone.

    Attributes:
        start: the latest moment at which it can begin, which is what meetings are sorted by.
        is_month: whether only the month of its beginning is known, which `day` then begins.
        replacement: the id of the meeting that takes its place.
        halls: the folded name of each hall that is used from a known hour on, that hour, the number of the session, and the path
            where it is named.
        releases: the hours of release of its documents, withdrawn ones aside.
        withholds: whether a document was withdrawn that has an hour of release: it may never have been out.
        posted: when the others say that they were published.
        has_locked: whether any of it is published only encrypted.
        titles: what a code of each of its parts opens, by "kind/key"; its own title by an empty text.
    """

    name: str
    start: datetime
    day: date
    is_month: bool
    organizer: str
    takes_place: bool
    is_scheduled: bool
    replacement: str | None
    subjects: tuple[str, ...]
    halls: tuple[tuple[str, datetime, int, KeyPath], ...]
    releases: tuple[datetime, ...]
    withholds: bool
    posted: tuple[datetime, ...]
    titles: Mapping[str, str]
    has_locked: bool

    def holds_at(self, now: datetime) -> bool:
        """Return whether a document may be held back at the moment `now`."""
        return self.withholds or any(release > now for release in self.releases)

    @property
    def is_timeless(self) -> bool:
        """Whether what is published of the meeting is the same at every moment."""
        return not self.releases and not self.withholds


def facts_of(meeting: Meeting) -> Facts:
    """Return the facts of `meeting`."""
    return Facts(
        meeting.name,
        meeting.start.latest,
        meeting.start.day,
        meeting.start.is_month,
        meeting.organizer,
        meeting.takes_place,
        meeting.status.state == "scheduled",
        meeting.status.replacement,
        meeting.subjects,
        tuple(_used_halls(meeting)),
        tuple(d.release.begin for d in meeting.documents if d.release and not d.withdrawn),
        any(d.release and d.withdrawn for d in meeting.documents),
        tuple(
            d.published_at.begin
            for d in meeting.documents
            if d.published_at and d.state == "published" and not d.release
        ),
        _titles(meeting),
        meeting.has_locked,
    )


def _titles(meeting: Meeting) -> Mapping[str, str]:
    return {
        "": meeting.title,
        **{f"link/{link.key}": f"{link.label or link.kind} {link.url}" for link in meeting.links},
        **{f"document/{document.key}": document.name for document in meeting.documents},
        **{f"point/{point.key}": point.name for point in meeting.points},
    }


def _used_halls(meeting: Meeting) -> Iterator[tuple[str, datetime, int, KeyPath]]:
    for n, session in enumerate(meeting.sessions):
        if session.start.clock is None:
            continue
        at = session.start.latest
        if session.venue and session.venue.name:
            yield fold(session.venue.name), at, n, ("sessions", n, "venue")
        elif meeting.venue and meeting.venue.name:
            yield fold(meeting.venue.name), at, n, ("venue",)
        for i, point in enumerate(meeting.points):
            if point.venue and point.venue.name and point.kind == "single":
                yield fold(point.venue.name), at, n, ("points", i, "venue")


def subject_names(named: Iterable[str]) -> Mapping[str, str]:
    """Return the name of each field of work by its slug, in alphabetical order of slugs.

    `named` holds a name once for each meeting that uses it; of several spellings the one used most is the name, of
    those used equally often the first.
    """
    by_slug: dict[str, Counter[str]] = {}
    for name in named:
        by_slug.setdefault(slug(name), Counter())[name] += 1
    return {key: spellings.most_common(1)[0][0] for key, spellings in sorted(by_slug.items())}
