"""The packs of a meeting as its page offers them: sizes before the tap, page numbers beside the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phonghop.confined.workers import of_this_process
from phonghop.documents.records import Inspections
from phonghop.packs.contents import Entry, Pack, minute, pack_of
from phonghop.packs.files import BOUND, NEW, WHOLE, made_packs
from phonghop.packs.keeping import EarlierPacks, MadePacks, PackFiles
from phonghop.pages.labels import moment_label, size_label
from phonghop.pages.templates import Pages
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.problems import Problem
from phonghop.text.strings import Strings

_DOUBTFUL = frozenset({"unreadable", "exceeded"})


@dataclass(frozen=True, slots=True)
class PackFile:
    """A pack to be served.

    Attributes:
        content: its bytes, or the path of the file to copy.
        sha256: in hexadecimal.
        pages: how many; None for what has none.
        label: its kind, pages and size in words.
    """

    address: str
    content: bytes | Path
    size: int
    sha256: str
    pages: int | None
    label: str


@dataclass(frozen=True, slots=True)
class PackedRow:
    """What a document's row adds: "tr. 37–52 trong bộ PDF"; `first` is its first page there, 0 for one that is not in it."""

    place: str
    first: int = 0


@dataclass(frozen=True, slots=True)
class Packs:
    """What a meeting's page offers; a pack that would be empty is None.

    Attributes:
        whole: every file.
        bound: every page.
        new: only what was published on the latest day on which anything was, unless that is everything.
        since: when the first of that was published, in words.
        revision: what the code on a printed pack carries as long as it is the latest.
        apart: how many of the files that readers can open are not in the bound pack.
        rows: by the anchor of the document's row.
        problems: what staff should know of files that are missing from the bound pack.
        made: what a later build takes them again by.
    """

    whole: PackFile | None
    bound: PackFile | None
    new: PackFile | None
    since: str
    revision: str
    apart: int
    rows: Mapping[str, PackedRow]
    problems: tuple[Problem, ...]
    made: PackFiles

    @property
    def files(self) -> tuple[PackFile, ...]:
        """Every pack that there is."""
        return tuple(file for file in (self.whole, self.bound, self.new) if file)


class PackMaker:
    """Makes the packs of meetings; holds what all of one build share."""

    def __init__(self, files: Inspections, base_url: str, pages: Pages, t: Strings) -> None:
        """Take the inspections of files, the site's address, the templates and the language."""
        self._files, self._base_url, self._pages, self._t = files, base_url, pages, t
        self._at_work = of_this_process()

    def packs(self, folder: MeetingFolder, portal: Portal, earlier: EarlierPacks | None = None) -> Packs:
        """Return the packs of a meeting, those of an `earlier` build where they are made of the same.

        The `portal` is as it may be seen, so nothing held back can be in them.
        """
        pack = pack_of(folder, portal, self._files, self._base_url, self._t)
        addresses = {
            WHOLE: routes.pack_zip(folder.id),
            BOUND: routes.pack_pdf(folder.id),
            NEW: routes.pack_of_new(folder.id),
        }

        def standing(key: str) -> MadePacks | None:
            return earlier.standing(key, addresses) if earlier else None

        made = made_packs(pack, self._pages, self._t, self._at_work, standing)
        return Packs(
            **{
                kind: self._file(made, name, addresses[name])
                for kind, name in (("whole", WHOLE), ("bound", BOUND), ("new", NEW))
            },
            since=self._since(pack),
            revision=pack.revision,
            apart=sum(entry.number not in made.known.places for entry in pack.present),
            rows={entry.row.anchor: self._row(entry, made) for entry in pack.entries},
            problems=tuple(_unbound(folder, pack, made)),
            made=made.known,
        )

    def _file(self, made: MadePacks, name: str, address: str) -> PackFile | None:
        if name not in made.files:
            return None
        content = made.files[name]
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        pages = made.known.pages if name == BOUND else None
        kind = Path(name).suffix.removeprefix(".").upper()
        parts = (kind, self._t("document.pages", n=pages) if pages else "", size_label(size, self._t))
        return PackFile(
            address, content, size, made.known.digests[name], pages, " · ".join(filter(None, parts))
        )

    def _since(self, pack: Pack) -> str:
        first = min((e.changed for e in pack.newest if e.changed), key=minute, default=None)
        return moment_label(first, self._t).text if first else ""

    def _row(self, entry: Entry, made: MadePacks) -> PackedRow:
        if entry.number not in made.known.places:
            return PackedRow("")
        first, last = made.known.places[entry.number]
        pages = str(first) if first == last else f"{first}–{last}"
        return PackedRow(self._t("pack.place", pages=pages), first)


def _unbound(folder: MeetingFolder, pack: Pack, made: MadePacks) -> Iterator[Problem]:
    """Yield a doubt for each PDF that could be opened and yet not be bound, unless the office has accepted it."""
    places = {document.key: n for n, document in enumerate(folder.meeting.documents)}
    for entry in pack.present:
        assert entry.file
        # Of a file that did not open either, its inspection has told.
        if made.known.refused.get(entry.number) not in _DOUBTFUL or not entry.file.facts.contents.pages:
            continue
        place = places[entry.key]
        document = folder.meeting.documents[place]
        if "PH712" not in document.accepted:
            yield Problem(folder.place("documents", place, "file"), "PH712", {"file": document.file})
