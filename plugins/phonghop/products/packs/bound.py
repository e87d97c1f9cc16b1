"""A pack as one PDF: cover, contents, the published PDFs in programme order, one run of page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

from phonghop.products.packs.binding import Binding, Bookmark, Leaf, UnboundError, bind
from phonghop.products.packs.contents import Pack
from phonghop.products.packs.front import front_pages
from phonghop.products.packs.plan import Plan, plan
from phonghop.products.packs.sources import opened
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class BoundPack:
    """The finished file, and where each document stands in it: first and last page, counted from 1, by its number."""

    pdf: bytes
    pages: int
    places: Mapping[int, tuple[int, int]]


def bound_pack(pack: Pack, t: Strings) -> BoundPack | None:
    """Return the PDF of `pack`, or None when none of its files can be bound."""
    found = {entry.number: opened(entry.file) for entry in pack.entries if entry.file}
    while True:
        planned = plan(pack, found)
        if not planned.bound:
            return None
        volume = _Volume(pack, planned, t)
        try:
            return volume.bound()
        except UnboundError as error:
            found[volume.document(error.leaf)] = "unreadable"


class _Volume:
    """A pack on its way to the binder: our own pages are set, so every place is known."""

    def __init__(self, pack: Pack, planned: Plan, t: Strings) -> None:
        self.pack, self.plan, self.t = pack, planned, t
        self._front = PdfReader(BytesIO(front_pages(pack, planned, t)))
        self._before = len(self._front.pages) - len(planned.dividers)
        """How many pages cover and contents take."""
        self._leaves = dict(sorted(self._placed()))

    def bound(self) -> BoundPack:
        """Return the finished pack."""
        pages = self._before + self.plan.pages
        stamp = "{} · {}".format
        feet = (stamp(self.pack.heading, self.t("pack.page", n=n, of=pages)) for n in range(1, pages + 1))
        words = Binding(f"{self.pack.heading} - {self.pack.title}", self.pack.organizer, "vi", tuple(feet))
        pdf = bind(list(self._leaves.values()), list(self._bookmarks()), words)
        return BoundPack(pdf, pages, {n: self._place(n) for n in self.plan.bound})

    def document(self, leaf: int) -> int:
        """Return the number of the document that is the `leaf`-th leaf."""
        at = list(self._leaves)[leaf] - self._before
        return next(number for number, bound in self.plan.bound.items() if bound.at == at)

    def _place(self, number: int) -> tuple[int, int]:
        bound = self.plan.bound[number]
        first = self._before + bound.at + 1
        return first, first + bound.source.pages - 1

    def _placed(self) -> Iterator[tuple[int, Leaf]]:
        """Yield every leaf with the page, from 0, that it begins on."""
        yield 0, Leaf(self._front, 0, self._before)
        for n, at in enumerate(self.plan.dividers.values()):
            yield self._before + at, Leaf(self._front, self._before + n, 1)
        for bound in self.plan.bound.values():
            yield self._before + bound.at, Leaf(bound.source.reader, 0, bound.source.pages)

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
