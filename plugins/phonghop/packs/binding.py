"""Pages of several PDFs bound into one: copied as they are, bookmarked, each with its running number at its foot.

Of a page only what can be seen or tapped is copied. Streams are copied without being unpacked, so one that would
inflate to gigabytes costs nothing here. All else that a file may do to the library happens in a confined process:
``bind_order`` is its job. This module and those that it imports are quick to load.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, IndirectObject, NameObject, TextStringObject

from phonghop.packs.annotations import Jumps, kept_annotations, named_destinations
from phonghop.packs.stamps import Stamps

JOB = "phonghop.packs.binding:bind_order"

Fault: TypeAlias = Literal["encrypted", "unreadable"]
"""Why a file cannot be bound: locked; or broken, or read differently by two libraries."""

_SEEN = frozenset(
    {"/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents"}
)
"""What of a page is copied; its annotations are made anew."""

# The library warns of every oddity that it mends; whoever wants to read it can ask for this logger.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of pages of one file: the first, counted from 0, and how many; the file should have `total` in all."""

    file: str
    first: int
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its words, the page from 0, and whether it stands below the last line that does not."""

    title: str
    page: int
    is_below: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bound.

    Attributes:
        numbers: a PDF with the running number of each page, set as a small page of its own.
        title: what the whole is called; beside it its author and language.
        made: where to write the whole.
        progress: where to note the index of the leaf in work, for those who find the process ended.
    """

    leaves: tuple[Leaf, ...]
    bookmarks: tuple[Bookmark, ...]
    numbers: str
    title: str
    author: str
    language: str
    made: str
    progress: str

    def to_json(self) -> str:
        """Return the order as `bind_order` reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Order:
        """Return the order that `to_json` wrote."""
        said = json.loads(text)
        leaves = tuple(Leaf(**leaf) for leaf in said["leaves"])
        bookmarks = tuple(Bookmark(**bookmark) for bookmark in said["bookmarks"])
        return cls(**{**said, "leaves": leaves, "bookmarks": bookmarks})


def bind_order(order: str, answer: Path) -> None:
    """Bind the order in the file `order`; answer with the leaves that cannot be bound and why, none when it is done."""
    faults = _Binder(Order.from_json(Path(order).read_text("utf-8"))).faults()
    answer.write_text(json.dumps(faults), encoding="ascii")


class _Binder:
    """Binds one order; the same order gives the same bytes."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._writer = PdfWriter()
        self._readers: dict[str, PdfReader] = {}
        self._copies: dict[int, list[PageObject]] = {}

    def faults(self) -> Mapping[int, Fault]:
        """Write the whole; where that cannot be, return why not, by the index of each leaf at fault."""
        for step in (self._open, self._copy, self._annotate):
            if faults := dict(self._tried(step)):
                return faults
        Path(self._order.progress).write_text("", encoding="ascii")
        self._finish()
        return {}

    def _tried(self, step: Callable[[int, Leaf], Fault | None]) -> Iterator[tuple[int, Fault]]:
        for index, leaf in enumerate(self._order.leaves):
            Path(self._order.progress).write_text(str(index), encoding="ascii")
            try:
                fault = step(index, leaf)
            except (MemoryError, RecursionError):
                raise
            except Exception:  # noqa: BLE001 what a broken file makes the library raise has no common class
                fault = "unreadable"
            if fault:
                yield index, fault

    def _open(self, _: int, leaf: Leaf) -> Fault | None:
        if leaf.file not in self._readers:
            self._readers[leaf.file] = PdfReader(leaf.file)
        reader = self._readers[leaf.file]
        if reader.is_encrypted:
            return "encrypted"
        return None if len(reader.pages) == leaf.total else "unreadable"

    def _originals(self, leaf: Leaf) -> list[PageObject]:
        pages = self._readers[leaf.file].pages
        return [pages[number] for number in range(leaf.first, leaf.first + leaf.count)]

    def _copy(self, index: int, leaf: Leaf) -> None:
        copies = self._copies[index] = []
        for page in self._originals(leaf):
            # The library reads a number before a key as the depth to which the key is left out; its types do not say so.
            left_out: list[Any] = [part for key in page if key not in _SEEN for part in (1, key)]
            copies.append(self._writer.add_page(page, left_out))

    def _annotate(self, index: int, leaf: Leaf) -> None:
        both = list(zip(self._originals(leaf), self._copies[index], strict=True))
        by_object = {
            original.indirect_reference.idnum: page for original, page in both if original.indirect_reference
        }
        jumps = Jumps(by_object, named_destinations(self._readers[leaf.file]))
        for original, page in both:
            page[NameObject("/Annots")] = kept_annotations(original, jumps, self._writer)

    def _finish(self) -> None:
        stamps = Stamps(PdfReader(self._order.numbers), self._writer)
        pages = (page for index in sorted(self._copies) for page in self._copies[index])
        for number, page in enumerate(pages):
            stamps.lay(number, page)
        self._bookmark()
        self._describe()
        self._writer.write(self._order.made)

    def _bookmark(self) -> None:
        above: IndirectObject | None = None
        for bookmark in self._order.bookmarks:
            parent = above if bookmark.is_below else None
            made = self._writer.add_outline_item(
                title=bookmark.title, page_number=bookmark.page, parent=parent
            )
            if not bookmark.is_below:
                above = made

    def _describe(self) -> None:
        writer = self._writer
        writer.add_metadata({"/Title": self._order.title, "/Author": self._order.author})
        writer.root_object[NameObject("/Lang")] = TextStringObject(self._order.language)
        writer.page_mode = "/UseOutlines"
        shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
        writer.root_object[NameObject("/ViewerPreferences")] = shown
