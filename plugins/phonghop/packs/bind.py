"""Pages of several PDFs bound into one: copied as they are, bookmarked, each with its running number at its foot.

Of a page only what can be seen or tapped is copied: scripts, actions that open programs or other files, forms, sounds and
attached files stay behind. Streams are copied without being unpacked, so one that would inflate to gigabytes costs
nothing here. All else that a file may do to the library happens in a confined process: ``bind_order`` is its job.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Rectangle

from phonghop.packs.order import Fault, Leaf, Order

JUMP = "page:"
"""A link to "page:37" in our own pages is a jump to page 37 of the pack."""

_COPIED = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", "/Contents"}
)
"""What of a page is copied; its annotations are made anew."""
_WEB = ("https://", "http://", "mailto:")
_HIDDEN = 0b10_0010
"""Flags Hidden and NoView (ISO 32000-1, table 165)."""
_PRINTED = 0b100
_SHORT_SIDE = 595.276
"""Short side of A4 in points. Numbers grow with the page, so that they are equal once all is printed on one paper."""
_FROM_BELOW = 12.0
_FROM_RIGHT = 30.0
"""Distances of a number from the edges of A4 in points. Printers leave 4 mm blank; footers stand higher, or in the middle."""


def bind_order(order: str, answer: Path) -> None:
    """Bind the order in the file `order`; answer with the leaves that cannot be bound and why, none when it is done."""
    faults = _Binder(Order.from_json(Path(order).read_text("utf-8"))).faults()
    answer.write_text(json.dumps(faults), encoding="ascii")


class _Binder:
    """Binds one order; the same order gives the same bytes."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._volume = pikepdf.new()
        self._files: dict[str, Pdf] = {}
        self._pages: dict[int, list[tuple[Page, list[Object]]]] = {}
        """By leaf: each page of the volume, and the annotations of its original."""
        self._page_of: dict[tuple[str, tuple[int, int]], Page] = {}
        """The volume's page by the file and object number of its original."""

    def faults(self) -> Mapping[int, Fault]:
        """Write the volume; where that cannot be, return why not, by the index of each leaf at fault."""
        for step in (self._open, self._copy, self._annotate):
            if faults := dict(self._tried(step)):
                return faults
        Path(self._order.progress).write_text("", encoding="ascii")
        self._number()
        self._bookmark()
        self._describe()
        self._volume.save(
            self._order.made,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
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
        if leaf.file not in self._files:
            try:
                self._files[leaf.file] = pikepdf.open(leaf.file, suppress_warnings=True)
            except pikepdf.PasswordError:
                return "encrypted"
        file = self._files[leaf.file]
        if file.is_encrypted:
            return "encrypted"
        return None if len(file.pages) == leaf.total else "unreadable"

    def _copy(self, index: int, leaf: Leaf) -> None:
        copies = self._pages[index] = []
        originals = self._files[leaf.file].pages
        for original in (originals[number] for number in range(leaf.first, leaf.first + leaf.count)):
            marks: list[Object] = [
                mark for mark in _array(original.obj.get("/Annots")) if isinstance(mark, Dictionary)
            ]
            for key in set(original.obj.keys()) - _COPIED:
                del original.obj[key]
            self._volume.pages.append(original)
            copy = self._volume.pages[-1]
            copies.append((copy, marks))
            self._page_of[leaf.file, original.obj.objgen] = copy

    def _annotate(self, index: int, leaf: Leaf) -> None:
        named = _named_destinations(self._files[leaf.file])
        for page, originals in self._pages[index]:
            kept = (self._annotation(original, leaf.file, named) for original in originals)
            page.obj.Annots = Array([annotation for annotation in kept if annotation is not None])

    def _annotation(self, original: Object, file: str, named: Mapping[str, Object | None]) -> Object | None:
        """Return what remains of an annotation, made anew; None if it neither leads anywhere harmless nor shows."""
        if int(original.get("/F", 0)) & _HIDDEN or "/Rect" not in original:
            return None
        kept = self._link(original, file, named) or self._picture(original)
        if kept is not None:
            kept.Type = Name.Annot
            kept.Rect = Array([float(edge) for edge in _array(original.get("/Rect"))])
            kept.F = _PRINTED
        return kept

    def _link(self, original: Object, file: str, named: Mapping[str, Object | None]) -> Dictionary | None:
        if original.get("/Subtype") != Name.Link:
            return None
        link = Dictionary(Subtype=Name.Link, Border=Array([0, 0, 0]))
        action = original.get("/A", Dictionary())
        address = str(action.get("/URI", ""))
        if address.startswith(JUMP):
            page = self._volume.pages[int(address.removeprefix(JUMP)) - 1]
            link.Dest = Array([page.obj, Name.Fit])
        elif address.startswith(_WEB):
            link.A = Dictionary(S=Name.URI, URI=address)
        elif place := self._place(original.get("/Dest", action.get("/D")), file, named):
            link.Dest = place
        else:
            return None
        return link

    def _place(self, target: Object | None, file: str, named: Mapping[str, Object | None]) -> Array | None:
        """Return a destination, named or spelled out, in the volume; None when it leads out of the document."""
        if isinstance(target, pikepdf.String | Name):
            target = named.get(str(target))
        if not (parts := _array(target)):
            return None
        page, *view = parts
        copy = self._page_of.get((file, page.objgen)) if isinstance(page, Dictionary) else None
        if copy is None or not all(isinstance(part, Name) or not isinstance(part, Object) for part in view):
            return None
        return Array([copy.obj, *view])

    def _picture(self, original: Object) -> Dictionary | None:
        """Return the annotation as a stamp that looks as it does now, or None if it has no look of its own."""
        look = original.get("/AP", Dictionary()).get("/N")
        if isinstance(look, Dictionary):
            look = look.get(str(original.get("/AS", "/")))
        if original.get("/Subtype") == Name.Popup or not isinstance(look, pikepdf.Stream):
            return None
        return Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=self._volume.copy_foreign(look)))

    def _number(self) -> None:
        numbers = pikepdf.open(self._order.numbers)
        pages = (page for index in sorted(self._pages) for page, _ in self._pages[index])
        for page, number in zip(pages, numbers.pages, strict=True):
            form = self._volume.copy_foreign(number.as_form_xobject())
            drawn = page.calc_form_xobject_placement(
                form,
                self._name(page, form),
                _foot(page, number),
                invert_transformations=True,
                allow_shrink=True,
                allow_expand=True,
            )
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + drawn)

    def _name(self, page: Page, form: Object) -> Name:
        """Return a name under which `page` knows `form`; other pages may share its resources, so they are copied."""
        resources = Dictionary(_entries(page.obj.get("/Resources")))
        forms = Dictionary(_entries(resources.get("/XObject")))
        name = Name("/PageNumber")
        while name in forms:
            name = Name(f"{name}+")
        forms[name] = form
        resources.XObject = forms
        page.obj.Resources = resources
        return name

    def _bookmark(self) -> None:
        with self._volume.open_outline() as outline:
            for bookmark in self._order.bookmarks:
                item = pikepdf.OutlineItem(bookmark.title, bookmark.page)
                siblings = outline.root[-1].children if bookmark.is_below else outline.root
                siblings.append(item)

    def _describe(self) -> None:
        self._volume.docinfo.Title = self._order.title
        self._volume.docinfo.Author = self._order.author
        root = self._volume.Root
        root.Lang = self._order.language
        root.PageMode = Name.UseOutlines
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _foot(page: Page, number: Page) -> Rectangle:
    """Return where `number` lies on `page`: at the lower right as the page is seen, in the page's own coordinates."""
    box = Rectangle(page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    across, up = (box.height, box.width) if turned in (90, 270) else (box.width, box.height)
    scale = min(across, up) / _SHORT_SIDE
    small = Rectangle(number.mediabox)
    right, low = across - scale * _FROM_RIGHT, scale * _FROM_BELOW
    left, high = right - scale * small.width, low + scale * small.height
    seen_to_page: Callable[[float, float], tuple[float, float]] = {
        0: lambda x, y: (box.llx + x, box.lly + y),
        90: lambda x, y: (box.urx - y, box.lly + x),
        180: lambda x, y: (box.urx - x, box.ury - y),
        270: lambda x, y: (box.llx + y, box.ury - x),
    }[turned]
    (x1, y1), (x2, y2) = seen_to_page(left, low), seen_to_page(right, high)
    return Rectangle(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _named_destinations(file: Pdf) -> Mapping[str, Object | None]:
    """Return the destinations to which a document gives names (ISO 32000-1, 12.3.2.3), by both ways of doing so."""
    named = _entries(file.Root.get("/Dests"))
    tree = file.Root.get("/Names", Dictionary()).get("/Dests")
    if tree is not None:
        named |= {str(key): place for key, place in pikepdf.NameTree(tree).items()}
    return {
        name: place.get("/D") if isinstance(place, Dictionary) else place for name, place in named.items()
    }


def _entries(value: Object | None) -> dict[str, Object]:
    return dict(value.items()) if isinstance(value, Dictionary) else {}


def _array(value: Object | None) -> list[Object]:
    return list(value) if isinstance(value, Array) else []
