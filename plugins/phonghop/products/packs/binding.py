"""Pages of several PDFs bound into one: copied as they are, bookmarked, each with its running number at its foot.

Of a page only what can be seen or tapped is copied. Streams are copied without being unpacked, so one that would
inflate to gigabytes costs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, IndirectObject, NameObject, TextStringObject

from phonghop.products.packs.annotations import Jumps, kept_annotations, named_destinations
from phonghop.products.packs.stamps import Stamps

_SEEN = frozenset(
    {"/Type", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents"}
)
"""What of a page is copied; its annotations are made anew."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of pages of one file: the first, counted from 0, and how many."""

    reader: PdfReader
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its words, the page from 0, and whether it stands below the last line that does not."""

    title: str
    page: int
    is_below: bool


@dataclass(frozen=True, slots=True)
class Binding:
    """What the whole says of itself: its title, its author, its language, and the words at the foot of each page."""

    title: str
    author: str
    language: str
    feet: tuple[str, ...]


class UnboundError(Exception):
    """A file that opened but cannot be copied. `leaf` is its place among the leaves."""

    def __init__(self, leaf: int) -> None:
        super().__init__(leaf)
        self.leaf = leaf


def bind(leaves: Sequence[Leaf], bookmarks: Sequence[Bookmark], binding: Binding) -> bytes:
    """Return one PDF of all `leaves` in their order; the same leaves give the same bytes.

    Raises:
        UnboundError: one of them cannot be copied.
    """
    writer = PdfWriter()
    copied = [list(_attempted(n, _copied(leaf, writer))) for n, leaf in enumerate(leaves)]
    for n, (leaf, pages) in enumerate(zip(leaves, copied, strict=True)):
        list(_attempted(n, _annotated(leaf, pages, writer)))
    stamps = Stamps(binding.feet, binding.title, writer)
    for number, page in enumerate(page for pages in copied for page in pages):
        stamps.lay(number, page)
    _bookmark(bookmarks, writer)
    _describe(binding, writer)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def _attempted(leaf: int, pages: Iterator[PageObject]) -> Iterator[PageObject]:
    try:
        yield from pages
    except Exception as error:  # what a broken file makes the library raise has no common class
        raise UnboundError(leaf) from error


def _originals(leaf: Leaf) -> Iterator[PageObject]:
    for number in range(leaf.first, leaf.first + leaf.count):
        yield leaf.reader.pages[number]


def _copied(leaf: Leaf, writer: PdfWriter) -> Iterator[PageObject]:
    for page in _originals(leaf):
        # The library reads a number before a key as the depth to which the key is left out; its types do not say so.
        left_out: list[Any] = [part for key in page if key not in _SEEN for part in (1, key)]
        yield writer.add_page(page, left_out)


def _annotated(leaf: Leaf, pages: Sequence[PageObject], writer: PdfWriter) -> Iterator[PageObject]:
    originals = list(_originals(leaf))
    by_object = {
        original.indirect_reference.idnum: page
        for original, page in zip(originals, pages, strict=True)
        if original.indirect_reference
    }
    jumps = Jumps(by_object, named_destinations(leaf.reader))
    for original, page in zip(originals, pages, strict=True):
        page[NameObject("/Annots")] = kept_annotations(original, jumps, writer)
        yield page


def _bookmark(bookmarks: Sequence[Bookmark], writer: PdfWriter) -> None:
    above: IndirectObject | None = None
    for bookmark in bookmarks:
        parent = above if bookmark.is_below else None
        made = writer.add_outline_item(title=bookmark.title, page_number=bookmark.page, parent=parent)
        if not bookmark.is_below:
            above = made


def _describe(binding: Binding, writer: PdfWriter) -> None:
    writer.add_metadata({"/Title": binding.title, "/Author": binding.author})
    writer.root_object[NameObject("/Lang")] = TextStringObject(binding.language)
    writer.page_mode = "/UseOutlines"
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/ViewerPreferences")] = shown
