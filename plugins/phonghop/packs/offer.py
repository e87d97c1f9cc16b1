"""The packs of a meeting as its page offers them: sizes before the tap, page numbers beside the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from phonghop.confined.workers import of_this_process
from phonghop.documents.records import Inspections
from phonghop.packs.contents import Entry, Pack, minute, pack_of
from phonghop.packs.files import BOUND, NEW, WHOLE, EarlierPacks, MadePacks, PackFiles, made_packs
from phonghop.pages.labels import moment_label, size_label
from phonghop.pages.templates import Pages
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.problems import Problem

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
    """A document's pages in the bound pack, in words ("tr. 37–52 trong bộ PDF"); `first` is 0 for one that is not in it."""

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
        made: the record by which a later build finds that nothing has changed.
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

    def __init__(self, files: Inspections, base_url: str, pages: Pages) -> None:
        """Take the inspections of files, the site's address, and the templates in one language."""
        self._files, self._base_url, self._pages, self._t = files, base_url, pages, pages.t
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
        made = made_packs(pack, addresses, earlier, self._pages, self._at_work)
        return Packs(
            **{name: self._file(made, name, address) for name, address in addresses.items()},
            since=self._since(pack),
            revision=pack.revision,
            apart=sum(entry.number not in made.record.places for entry in pack.present),
            rows={entry.row.anchor: self._row(entry, made) for entry in pack.entries},
            problems=tuple(_unbound(folder, pack, made)),
            made=made.record,
        )

    def _file(self, made: MadePacks, name: str, address: str) -> PackFile | None:
        if name not in made.files:
            return None
        content = made.files[name]
        size = content.stat().st_size if isinstance(content, Path) else len(content)
        pages = made.record.pages if name == BOUND else None
        kind = PurePosixPath(address).suffix.removeprefix(".").upper()
        parts = (kind, self._t("document.pages", n=pages) if pages else "", size_label(size, self._t))
        label = " · ".join(filter(None, parts))
        return PackFile(address, content, size, made.record.digests[name], pages, label)

    def _since(self, pack: Pack) -> str:
        first = min((e.changed for e in pack.newest if e.changed), key=minute, default=None)
        return moment_label(first, self._t).text if first else ""

    def _row(self, entry: Entry, made: MadePacks) -> PackedRow:
        if entry.number not in made.record.places:
            return PackedRow("")
        first, last = made.record.places[entry.number]
        pages = str(first) if first == last else f"{first}–{last}"
        return PackedRow(self._t("pack.place", pages=pages), first)


def _unbound(folder: MeetingFolder, pack: Pack, made: MadePacks) -> Iterator[Problem]:
    """Yield a doubt for each PDF that could be opened and yet not be bound, unless the office has accepted it."""
    places = {document.key: n for n, document in enumerate(folder.meeting.documents)}
    for entry in pack.present:
        assert entry.file
        # A file that did not open either is reported by its inspection.
        if made.record.refused.get(entry.number) not in _DOUBTFUL or not entry.file.facts.contents.pages:
            continue
        place = places[entry.key]
        document = folder.meeting.documents[place]
        if "PH712" not in document.accepted:
            yield Problem(folder.place("documents", place, "file"), "PH712", {"file": document.file})
