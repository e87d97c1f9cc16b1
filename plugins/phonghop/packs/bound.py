"""A pack as one PDF: cover, contents, the published PDFs in programme order, one run of page numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from phonghop.confined.limits import Limits
from phonghop.confined.workers import Workers
from phonghop.packs.binding import JOB, Bookmark, Leaf, Order
from phonghop.packs.contents import Pack
from phonghop.packs.front import front_pages, running_numbers
from phonghop.packs.plan import Plan, plan
from phonghop.packs.sources import Refusal, source_of
from phonghop.text.strings import Strings


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


def bound_pack(pack: Pack, t: Strings, at_work: Workers) -> BoundPack:
    """Return the PDF of `pack`, bound by a process of `at_work`; a file that cannot be bound is left out, and told."""
    found = {entry.number: source_of(entry.file) for entry in pack.entries if entry.file}
    while True:
        planned = plan(pack, found)
        if not planned.bound:
            return BoundPack(None, 0, {}, planned.refused)
        with TemporaryDirectory(prefix="phonghop-") as folder:
            made = _Volume(pack, planned, t, Path(folder)).bound(at_work)
        if isinstance(made, BoundPack):
            return made
        found.update(made)


def limits_for(size: int, pages: int) -> Limits:
    """Return what binding files of `size` bytes and `pages` pages together may cost: several times what it does.

    Measured: 0.27 GB of address space to begin with, then 0.5 MB a page and three times the size of the files; 1.1 ms of
    processor time a page (2,000 pages of text, 6 MB: 2.2 s and 1.2 GB; three scans, 181 pages, 364 MB: 1.5 s and 2.3 GB).
    """
    seconds = 20 + pages // 20
    memory = (1 << 30) + (pages << 20) + 4 * size
    return Limits(memory, cpu=seconds, wall=10 * seconds, written=(64 << 20) + 2 * size)


class _Volume:
    """A pack on its way to the binder: our own pages are set, so every place is known."""

    def __init__(self, pack: Pack, planned: Plan, t: Strings, folder: Path) -> None:
        self.pack, self.plan, self.t = pack, planned, t
        self._folder = folder
        front = front_pages(pack, planned, t)
        self._file("front").write_bytes(front)
        self._own_pages = len(PdfReader(BytesIO(front)).pages)
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
        self._file("numbers").write_bytes(running_numbers(feet, title))
        return Order(
            self._leaves,
            tuple(self._bookmarks()),
            numbers=str(self._file("numbers")),
            title=title,
            author=self.pack.organizer,
            language="vi",
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
        told: set[int] = set()
        for index, group in enumerate(self.pack.groups):
            divider = self.plan.dividers.get(index)
            if divider is not None:
                title = f"{group.number}. {group.title}" if group.number else group.title
                yield Bookmark(title, self._before + divider, is_below=False)
            for entry in group.entries:
                if entry.number in self.plan.bound and entry.number not in told:
                    told.add(entry.number)
                    first, _ = self._place(entry.number)
                    yield Bookmark(entry.row.title, first - 1, is_below=divider is not None)
