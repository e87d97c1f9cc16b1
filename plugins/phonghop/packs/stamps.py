"""Running page numbers: small pages of their own, laid over the foot of each page of a pack."""

from __future__ import annotations

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
)

_SHORT_SIDE = 595.276
"""Short side of A4 in points. Stamps grow with the page, so that they are equal once all is printed on one paper."""
_FROM_BELOW = 12.0
_FROM_RIGHT = 30.0
"""Distances of a stamp from the edges of A4 in points. Printers leave 4 mm blank; footers stand higher, or in the middle."""


class Stamps:
    """The stamps of one pack, as forms in the file that `writer` makes."""

    def __init__(self, strips: PdfReader, writer: PdfWriter) -> None:
        """Take the stamp of each page as a page of `strips`."""
        self._strips = strips
        self._writer = writer
        self._before = self._stream(b"q\n")

    def lay(self, number: int, page: PageObject) -> None:
        """Lay the stamp with the index `number` over `page`, whatever its size, rotation and state of drawing."""
        strip = self._strips.pages[number]
        name = self._named(page, self._form(strip))
        matrix = " ".join(f"{value:.5f}" for value in placement(page, float(strip.mediabox.width)))
        drawn = self._stream(f"\nQ\nq {matrix} cm {name} Do Q\n".encode())
        page[NameObject("/Contents")] = ArrayObject([self._before, *_contents(page), drawn])

    def _form(self, strip: PageObject) -> IndirectObject:
        contents = strip.get_contents()
        assert contents is not None
        form = DecodedStreamObject()
        form.set_data(contents.get_data())
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(strip.mediabox)
        form[NameObject("/Resources")] = strip["/Resources"].clone(self._writer)
        return self._add(form.flate_encode())

    def _named(self, page: PageObject, form: IndirectObject) -> str:
        """Return the name under which `page` knows `form`; other pages may share its resources, so they are copied."""
        resources = DictionaryObject(_dictionary(page.get("/Resources")))
        forms = DictionaryObject(_dictionary(resources.get("/XObject")))
        name = "/Tr"
        while name in forms:
            name += "+"
        forms[NameObject(name)] = form
        resources[NameObject("/XObject")] = forms
        page[NameObject("/Resources")] = resources
        return name

    def _stream(self, data: bytes) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(data)
        return self._add(stream)

    def _add(self, made: PdfObject) -> IndirectObject:
        return self._writer._add_object(made)  # noqa: SLF001 the library has no public name for it


def placement(page: PageObject, width: float) -> tuple[float, ...]:
    """Return the matrix (a b c d e f) that puts a stamp `width` points wide at the lower right of `page` as seen."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    across, up = right - left, top - bottom
    turned = page.rotation % 360
    seen_width = up if turned in (90, 270) else across
    scale = min(across, up) / _SHORT_SIDE
    to_page = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }[turned]
    at_foot = (
        Transformation()
        .scale(scale)
        .translate(seen_width - scale * (width + _FROM_RIGHT), scale * _FROM_BELOW)
    )
    return tuple(float(value) for value in at_foot.transform(Transformation(to_page)).ctm)


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _contents(page: PageObject) -> list[PdfObject]:
    """Return the references to the streams that draw `page`; none for an empty page."""
    raw = page.raw_get("/Contents") if "/Contents" in page else NullObject()
    found = raw.get_object()
    if isinstance(found, ArrayObject):
        return list(found)
    return [] if found is None or isinstance(found, NullObject) else [raw]
