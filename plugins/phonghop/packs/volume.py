"""A pack as one PDF: cover, contents, the published PDFs in programme order, one run of page numbers.

The size and pages of each file (`Source`) give the places of all pages (`Plan`); then our own pages are set, and a
confined process binds the whole. Places are counted from 0, from the first page after the contents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

from phonghop.confined.limits import Limits
from phonghop.confined.workers import Workers
from phonghop.packs.contents import Entry, Pack, PackedFile
from phonghop.packs.order import JOB, Bookmark, Fault, Leaf, Order
from phonghop.pages.labels import moment_label
from phonghop.pages.look import Look
from phonghop.paper.logos import as_svg
from phonghop.paper.typesetting import drawn_code, page_count, typeset
from phonghop.text.strings import Strings

_FRONT = "packs/front.typ"
_NUMBERS = "packs/page_numbers.typ"

Refusal: TypeAlias = Fault | Literal["other", "exceeded"]
"""Why a file stays a file of its own: at fault, not a PDF, or it costs more than any honest one does."""


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to be bound. A signature holds only for the file as it was signed, so it does not reach the pack."""

    path: Path
    size: int
    pages: int
    is_signed: bool


def source_of(file: PackedFile) -> Source | Refusal:
    """Return `file` with the facts of its inspection, or why it cannot be bound."""
    if file.facts.media_type != "application/pdf":
        return "other"
    contents = file.facts.contents
    if not contents.pages:
        return "encrypted" if any(f.code == "PH702" for f in contents.findings) else "unreadable"
    return Source(file.path, file.facts.size, contents.pages, contents.signed)


@dataclass(frozen=True, slots=True)
class Bound:
    """A document in the pack: its place and its PDF."""

    at: int
    source: Source


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of what follows the contents.

    Attributes:
        bound: the documents by their numbers in the pack, in the order of their pages.
        refused: why other files are not bound, by their numbers.
        dividers: the place of the page before each group, by the group's index; the only one needs none.
        pages: how many pages follow the contents.
    """

    bound: Mapping[int, Bound]
    refused: Mapping[int, Refusal]
    dividers: Mapping[int, int]
    pages: int


def plan(pack: Pack, sources: Mapping[int, Source | Refusal]) -> Plan:
    """Return the plan for `pack`; `sources` are its PDFs by number, or reasons why they cannot be bound."""
    bound: dict[int, Bound] = {}
    dividers: dict[int, int] = {}
    at = 0
    is_divided = sum(bool(group.entries) for group in pack.groups) > 1
    for index, group in enumerate(pack.groups):
        numbers = (entry.number for entry in group.entries if entry.number not in bound)
        fresh = [(n, source) for n in numbers if isinstance(source := sources.get(n), Source)]
        if is_divided and fresh:
            dividers[index] = at
            at += 1
        for number, source in fresh:
            bound[number] = Bound(at, source)
            at += source.pages
    refused = {n: reason for n, reason in sources.items() if not isinstance(reason, Source)}
    return Plan(bound, refused, dividers, at)


@dataclass(frozen=True, slots=True)
class BoundPack:
    """The finished file, and what became of each document, by its number.

    Attributes:
        pdf: None when none of the files can be bound.
        places: first and last page of each that is bound, counted from 1.
        refused: why each of the others is not.
    """

    pdf: bytes | None
    pages: int
    places: Mapping[int, tuple[int, int]]
    refused: Mapping[int, Refusal]


def bound_pack(pack: Pack, t: Strings, at_work: Workers, look: Look) -> BoundPack:
    """Return the PDF of `pack`, bound by a process of `at_work`; a file that cannot be bound is left out, and listed in `refused`."""
    sources = {entry.number: source_of(entry.file) for entry in pack.entries if entry.file}
    while True:
        planned = plan(pack, sources)
        if not planned.bound:
            return BoundPack(None, 0, {}, planned.refused)
        with TemporaryDirectory(prefix="phonghop-") as folder:
            front = _front_pages(pack, planned, t, look)
            made = _Volume(front, pack, planned, t, Path(folder)).bound(at_work)
        if isinstance(made, BoundPack):
            return made
        sources.update(made)


def limits_for(size: int, pages: int) -> Limits:
    """Return what binding files of `size` bytes and `pages` pages together may cost: several times what it does.

    Measured: 40 MB of address space to begin with, then 35 kB a page and the size of the files; 0.8 ms of processor time
    a page (2,000 pages of text, 6 MB: 1.6 s and 0.1 GB; 180 scanned pages, 360 MB: 2.3 s and 0.4 GB).
    """
    seconds = 20 + pages // 20
    memory = (1 << 29) + (pages << 18) + 3 * size
    return Limits(memory, cpu=seconds, wall=10 * seconds, written=(64 << 20) + 2 * size)


class _Volume:
    """A pack on its way to the binder: our own pages are set, so every place is known."""

    def __init__(self, front: bytes, pack: Pack, planned: Plan, t: Strings, folder: Path) -> None:
        self.pack, self.plan, self.t = pack, planned, t
        self._folder = folder
        self._file("front").write_bytes(front)
        self._own_pages = page_count(front)
        self._before = self._own_pages - len(planned.dividers)
        """How many pages cover and contents take."""
        self._pages = self._before + planned.pages
        placed = sorted(self._placed(), key=lambda leaf: leaf[0])
        self._documents = [number for _, number, _ in placed]
        """The document that each leaf is, by its number; 0 for our own pages."""
        self._leaves = tuple(leaf for _, _, leaf in placed)

    def bound(self, at_work: Workers) -> BoundPack | Mapping[int, Refusal]:
        """Return the finished pack, or which documents have to be left out of it first."""
        order = self._file("order")
        order.write_text(self._order().to_json(), encoding="ascii")
        size = sum(Path(file).stat().st_size for file in {leaf.file for leaf in self._leaves})
        answer = at_work.do(JOB, str(order), limits_for(size, self._pages))
        if answer is None:
            return {self._culprit(): "exceeded"}
        faults: Mapping[str, Refusal] = json.loads(answer)
        if faults:
            return {self._documents[int(leaf)]: fault for leaf, fault in faults.items()}
        places = {number: self._place(number) for number in self.plan.bound}
        return BoundPack(self._file("made").read_bytes(), self._pages, places, self.plan.refused)

    def _file(self, name: str) -> Path:
        return self._folder / name

    def _order(self) -> Order:
        title = f"{self.pack.heading} - {self.pack.title}"
        numbers = (self.t("pack.page", n=n, of=self._pages) for n in range(1, self._pages + 1))
        feet = [f"{self.pack.heading} · {number}" for number in numbers]
        # PDF/UA asks for a title of this file too.
        self._file("numbers").write_bytes(typeset(_NUMBERS, {"title": title, "words": feet}))
        return Order(
            self._leaves,
            tuple(self._bookmarks()),
            numbers=str(self._file("numbers")),
            title=title,
            author=self.pack.organizer,
            language=self.t.language,
            made=str(self._file("made")),
            progress=str(self._file("progress")),
        )

    def _placed(self) -> Iterator[tuple[int, int, Leaf]]:
        """Yield every leaf with the page, from 0, that it begins on, and the number of its document."""
        front = str(self._file("front"))
        yield 0, 0, Leaf(front, 0, self._before, self._own_pages)
        for n, at in enumerate(self.plan.dividers.values()):
            yield self._before + at, 0, Leaf(front, self._before + n, 1, self._own_pages)
        for number, bound in self.plan.bound.items():
            pages = bound.source.pages
            yield self._before + bound.at, number, Leaf(str(bound.source.path.absolute()), 0, pages, pages)

    def _culprit(self) -> int:
        """Return the document at which the binder was ended: the one in work, else the largest."""
        progress = self._file("progress")
        noted = progress.read_text("ascii") if progress.exists() else ""
        in_work = self._documents[int(noted)] if noted else 0
        return in_work or max(self.plan.bound, key=lambda number: self.plan.bound[number].source.size)

    def _place(self, number: int) -> tuple[int, int]:
        bound = self.plan.bound[number]
        first = self._before + bound.at + 1
        return first, first + bound.source.pages - 1

    def _bookmarks(self) -> Iterator[Bookmark]:
        yield Bookmark(self.t("pack.contents"), 1, is_below=False)
        placed: set[int] = set()
        for index, group in enumerate(self.pack.groups):
            divider = self.plan.dividers.get(index)
            if divider is not None:
                title = f"{group.number}. {group.title}" if group.number else group.title
                yield Bookmark(title, self._before + divider, is_below=False)
            for entry in group.entries:
                if entry.number in self.plan.bound and entry.number not in placed:
                    placed.add(entry.number)
                    first, _ = self._place(entry.number)
                    yield Bookmark(entry.row.title, first - 1, is_below=divider is not None)


def _front_pages(pack: Pack, plan: Plan, t: Strings, look: Look) -> bytes:
    """Return cover, contents and dividers as PDF: one page, as many as it takes, then one for each of `plan`."""
    content = {
        "colour": look.main,
        "logo": as_svg(look.logo) if look.logo else "",
        "heading": pack.heading,
        "organizer": pack.organizer,
        "title": pack.title,
        "times": pack.times,
        "place": pack.place,
        "code": drawn_code(t("pack.code"), pack.printed_address),
        "code_words": t("pack.code_words"),
        "as_of": t("pack.as_of", when=moment_label(pack.as_of, t).text) if pack.as_of else "",
        "contents": t("pack.contents"),
        "groups": [
            {
                "number": group.number,
                "title": group.title,
                "about": group.about,
                "has_divider": index in plan.dividers,
                "entries": [_entry(entry, plan, t) for entry in group.entries],
            }
            for index, group in enumerate(pack.groups)
        ],
    }
    return typeset(_FRONT, content)


def _entry(entry: Entry, plan: Plan, t: Strings) -> dict[str, object]:
    bound = plan.bound.get(entry.number)
    return {
        "title": entry.row.title,
        "notes": list(filter(None, _notes(entry, plan, t))),
        "at": bound.at if bound else None,
        "pages": bound.source.pages if bound else 0,
    }


def _notes(entry: Entry, plan: Plan, t: Strings) -> Iterator[str]:
    """Yield what a reader must know of a document: what it is, whom it is for, why its pages are not here."""
    yield entry.row.about
    if entry.row.points:
        yield t("meeting.for_points", points=entry.row.points)
    if entry.file is None:
        yield ". ".join(filter(None, (entry.row.state_label, entry.row.notice)))
        yield entry.row.address
    elif entry.number in plan.refused:
        yield t(f"pack.{plan.refused[entry.number]}", kind=entry.file.facts.kind)
    elif plan.bound[entry.number].source.is_signed:
        yield t("pack.signed")
