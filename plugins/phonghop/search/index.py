"""The index of all meetings as files, of which a browser loads those that a query needs.

The words about meetings are in a few segments, and so is the text of documents of each year. Which meetings are in one segment follows from
their names: the newest are in a small one, those before them in a larger one, all others in one more. So what an office changes from day to
day is in a small segment; what it changes in a large one changes few of its files (decision 0049).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Protocol

from phonghop.portal import routes
from phonghop.search import packing
from phonghop.search import segment as segments
from phonghop.search.analysis import LEVELS, TEXT, Analysis, Unit, unit
from phonghop.search.entries import Entry
from phonghop.search.segment import Segment, Table
from phonghop.search.words import ABBREVIATIONS, SEPARATORS
from phonghop.text.strings import Strings

FOLDER = "search/"
MANIFEST = f"{FOLDER}search_index.json"
MANIFEST_AS_SCRIPT = f"{FOLDER}search_index.js"
"""Where the theme looks for its own index: it hands what it finds there to the worker."""

_NEWEST = (512, 32)
"""Among so many of the newest meetings the oldest segment ends, and among so many the one after that."""
_FEW = 8
"""So many changed meetings are worth changing the files of a segment for, instead of making them all."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Share:
    """A meeting's share of the index: digests of the words about it and of the text of its documents, if there is any."""

    meeting: str
    day: date
    about: str
    papers: str


class Kept(Protocol):
    """What is known of the meetings' shares, and of the segments that stand."""

    def about(self, meeting: str) -> Unit:
        """Return the words about a meeting."""

    def papers(self, meeting: str) -> Sequence[Unit]:
        """Return the text of a meeting's documents."""

    def about_before(self, meeting: str) -> Unit | None:
        """Return the words about a meeting as they were before they changed, if that is known."""

    def segment(self, address: str) -> tuple[Mapping[str, str], Table] | None:
        """Return what the segment at `address` that stands was made of, and its table."""

    def content(self, address: str) -> bytes:
        """Return the file at `address` that stands."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A folder of the index.

    Attributes:
        address: of the folder.
        made_of: what the segment is made of: digests by meeting.
        table: of the segment; None where it is the folder of the manifest.
        names: of all its files.
        files: those that are new, by name.
    """

    address: str
    made_of: Mapping[str, str]
    table: Table | None
    names: tuple[str, ...]
    files: Mapping[str, bytes]


def index(meetings: Iterable[Analysis], pages: Iterable[Entry], t: Strings) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each file of the index of `meetings`, in the order of their days, and other `pages`."""
    kept = _InMemory(meetings)
    for each in refreshed(kept.shares, tuple(pages), kept, t):
        yield from ((each.address + name, content) for name, content in each.files.items())


def refreshed(shares: Sequence[Share], pages: Sequence[Entry], kept: Kept, t: Strings) -> Iterator[Refreshed]:
    """Yield every folder of the index: of each segment, at last that of the manifest.

    Args:
        shares: of meetings, in the order of their days.
        pages: what can be found and is no meeting's, such as pages written by hand.
        kept: looked into for what is new.
        t: for a browser that cannot reach the index.
    """
    ages = list(_ages(shares))
    about: list[Table] = []
    years: list[tuple[int, str]] = []
    for age, own in enumerate(ages):
        others = tuple(pages) if age == len(ages) - 1 else ()
        if own or others:
            made = _about(f"{FOLDER}about-{age}/", own, others, kept)
            assert made.table
            about.append(made.table)
            yield made
    for age, own in enumerate(ages):
        with_papers = (share for share in own if share.papers)
        for year, group in groupby(with_papers, key=lambda share: share.day.year):
            made = _papers(f"{FOLDER}{year}-{age}/", tuple(group), kept)
            assert made.table
            years.append((year, made.address + made.table.as_file()[0]))
            yield made
    manifest = {
        # The theme marks words on the page that a result opens with this one.
        "config": {"lang": [], "separator": f"[{SEPARATORS}]+", "pipeline": [], "fields": {}},
        "docs": {
            "separators": SEPARATORS,
            "digits": [packing.DIGITS, packing.ONE_DIGIT, packing.MORE_DIGITS],
            "abbreviations": ABBREVIATIONS if t.language == "vi" else {},
            "about": [asdict(table) for table in about],
            "days": _days([share.day for share in shares]),
            "years": [
                [address for of, address in years if of == year]
                for year in sorted({of for of, _ in years}, reverse=True)
            ],
            "meeting": t("document.meeting"),
            "unreachable": {
                "address": routes.years(),
                "title": t("search.unreachable"),
                "text": t("search.unreachable_text"),
            },
        },
    }
    text = _JSON.encode(manifest)
    files = {MANIFEST: text.encode(), MANIFEST_AS_SCRIPT: f"var __index={text}".encode()}
    named = {address.removeprefix(FOLDER): content for address, content in files.items()}
    yield Refreshed(FOLDER, {}, None, tuple(named), named)


def _ages(shares: Sequence[Share]) -> Iterator[Sequence[Share]]:
    """Yield the shares of each segment, the oldest first.

    A segment ends after that of the newest meetings whose name has the least digest: mostly the same one when a meeting has come.
    """
    first = 0
    for count in _NEWEST:
        last = first
        if len(shares) > count:
            ends = range(max(first, len(shares) - count), len(shares))
            last = 1 + min(
                ends, key=lambda n: hashlib.sha256(shares[n].meeting.encode()).digest(), default=first - 1
            )
        yield shares[first:last]
        first = last
    yield shares[first:]


def _about(address: str, own: Sequence[Share], pages: Sequence[Entry], kept: Kept) -> Refreshed:
    """Return the segment of the words about meetings, followed by those of other `pages`."""
    made_of = {share.meeting: share.about for share in own}
    if pages:
        made_of[""] = hashlib.sha256(repr(pages).encode()).hexdigest()
    standing = kept.segment(address)
    if standing and list(standing[0].items()) == list(made_of.items()):
        return _refreshed(address, made_of, Segment(standing[1], {}))
    if standing and (changed := _edited(address, made_of, *standing, kept)):
        return _refreshed(address, made_of, changed)
    units = (*(kept.about(share.meeting) for share in own), *(unit(None, (page,)) for page in pages))
    return _refreshed(address, made_of, segments.segment(address, units, LEVELS))


def _edited(
    address: str, made_of: Mapping[str, str], before: Mapping[str, str], table: Table, kept: Kept
) -> Segment | None:
    """Return a segment of which only the words about a few meetings have changed; None where it has to be made anew."""
    stale = [(n, name) for n, name in enumerate(made_of) if made_of[name] != before.get(name)]
    if list(made_of) != list(before) or len(stale) > _FEW:
        return None
    changes: dict[int, tuple[Unit, Unit]] = {}
    for n, name in stale:
        earlier = kept.about_before(name) if name else None
        if earlier is None or digest(earlier) != before[name]:
            return None
        changes[n] = earlier, kept.about(name)

    def load(name: str) -> bytes:
        content = kept.content(address + name)
        if not segments.is_named(name, content):
            raise ValueError(name)
        return content

    try:
        return segments.edited(table, changes, LEVELS, load)
    except (OSError, ValueError):
        return None


def _papers(address: str, own: Sequence[Share], kept: Kept) -> Refreshed:
    """Return the segment of the text of documents, and its table as a file: it is loaded only when it is needed."""
    made_of = {share.meeting: share.papers for share in own}
    standing = kept.segment(address)
    if standing and list(standing[0].items()) == list(made_of.items()):
        return _refreshed(address, made_of, Segment(standing[1], {}), with_table=True)
    units = tuple(paper for share in own for paper in kept.papers(share.meeting))
    made = segments.segment(address, units, (TEXT,))
    return _refreshed(address, made_of, made, with_table=True)


def _refreshed(
    address: str, made_of: Mapping[str, str], made: Segment, *, with_table: bool = False
) -> Refreshed:
    names, files = tuple(made.table.names), made.files
    if with_table:
        name, content = made.table.as_file()
        names = (*names, name)
        files = {**files, name: content} if files else files
    return Refreshed(address, made_of, made.table, names, files)


def digest(*units: Unit) -> str:
    """Return a digest of what is kept of something; nothing of nothing."""
    return hashlib.sha256(repr(units).encode()).hexdigest() if units else ""


def _days(days: Sequence[date]) -> str:
    """Return the first of `days`, and of each other how many days after the one before it is, packed; nothing where none is."""
    apart = (day.toordinal() - before.toordinal() for before, day in pairwise(days))
    return f"{days[0].isoformat() if days else ''} {packing.packed(apart)}"


class _InMemory:
    """The shares of meetings of which nothing stands yet."""

    def __init__(self, meetings: Iterable[Analysis]) -> None:
        self._all = {f"{n}": meeting for n, meeting in enumerate(meetings)}

    @property
    def shares(self) -> Sequence[Share]:
        return [
            Share(name, each.day, digest(each.about), digest(*each.papers))
            for name, each in self._all.items()
        ]

    def about(self, meeting: str) -> Unit:
        return self._all[meeting].about

    def papers(self, meeting: str) -> Sequence[Unit]:
        return self._all[meeting].papers

    def about_before(self, _: str) -> Unit | None:
        return None

    def segment(self, _: str) -> tuple[Mapping[str, str], Table] | None:
        return None

    def content(self, address: str) -> bytes:
        raise FileNotFoundError(address)
