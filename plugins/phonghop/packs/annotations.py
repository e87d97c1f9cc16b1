"""What of a page's annotations can be seen or tapped on paper and screen: their pictures, and links.

Everything else stays behind: scripts, actions that open programs or other files, forms, sounds, attached files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

JUMP = "page:"
"""A link to "page:37" in our own pages is a jump to page 37 of the pack."""

_WEB = ("https://", "http://", "mailto:")
_HIDDEN = 0b10_0010
"""Flags Hidden and NoView (ISO 32000-1, table 165)."""
_PRINTED = 0b100


@dataclass(frozen=True, slots=True)
class Jumps:
    """Where links lead that stay within a document.

    Attributes:
        pages: the pack's page for each page of the document, by the number of its object there.
        named: the destinations that the document gives names to.
    """

    pages: Mapping[int, PageObject]
    named: Mapping[str, ArrayObject]


def named_destinations(reader: PdfReader) -> dict[str, ArrayObject]:
    """Return the destinations that the document names."""
    return {name: found.dest_array for name, found in reader.named_destinations.items()}


def kept_annotations(page: PageObject, jumps: Jumps, writer: PdfWriter) -> ArrayObject:
    """Return what remains of the annotations of `page`, made anew for the file of `writer`."""
    kept = ArrayObject()
    for annotation in _dictionaries(page.get("/Annots")):
        if int(annotation.get("/F", 0)) & _HIDDEN or "/Rect" not in annotation:
            continue
        made = _link(annotation, jumps, writer) or _picture(annotation, writer)
        if made:
            made[NameObject("/Type")] = NameObject("/Annot")
            made[NameObject("/Rect")] = ArrayObject(map(FloatObject, _array(annotation.get("/Rect"))))
            made[NameObject("/F")] = NumberObject(_PRINTED)
            kept.append(made)
    return kept


def _dictionaries(value: PdfObject | None) -> Iterator[DictionaryObject]:
    for item in _array(value):
        if isinstance(known := item.get_object(), DictionaryObject):
            yield known


def _array(value: PdfObject | None) -> ArrayObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, ArrayObject) else ArrayObject()


def _link(annotation: DictionaryObject, jumps: Jumps, writer: PdfWriter) -> DictionaryObject | None:
    if annotation.get("/Subtype") != "/Link":
        return None
    link = DictionaryObject({NameObject("/Subtype"): NameObject("/Link")})
    link[NameObject("/Border")] = ArrayObject([NumberObject(0)] * 3)
    action = annotation.get("/A", DictionaryObject()).get_object()
    address = str(action.get("/URI", ""))
    if address.startswith(JUMP):
        target = writer.pages[int(address.removeprefix(JUMP)) - 1]
        link[NameObject("/Dest")] = ArrayObject([_reference(target), NameObject("/Fit")])
    elif address.startswith(_WEB):
        web = {NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(address)}
        link[NameObject("/A")] = DictionaryObject(web)
    elif place := _place(annotation.get("/Dest", action.get("/D")), jumps):
        link[NameObject("/Dest")] = place
    else:
        return None
    return link


def _place(target: PdfObject | None, jumps: Jumps) -> ArrayObject | None:
    """Return the destination `target`, named or spelled out, in the pack; None when it leads out of the document."""
    found = target.get_object() if target is not None else None
    if isinstance(found, str):
        found = jumps.named.get(found)
    if not isinstance(found, ArrayObject) or not found or not isinstance(found[0], IndirectObject):
        return None
    page = jumps.pages.get(found[0].idnum)
    plain = (NameObject, NumberObject, FloatObject, NullObject)
    if page is None or not all(isinstance(part, plain) for part in found[1:]):
        return None
    return ArrayObject([_reference(page), *found[1:]])


def _picture(annotation: DictionaryObject, writer: PdfWriter) -> DictionaryObject | None:
    """Return the annotation as a stamp that looks as it does now, or None if it has no look of its own."""
    looks = annotation.get("/AP", DictionaryObject()).get_object()
    now = looks.get("/N", NullObject()).get_object()
    if isinstance(now, DictionaryObject) and not isinstance(now, StreamObject):
        now = now.get(annotation.get("/AS", ""), NullObject()).get_object()
    if annotation.get("/Subtype") == "/Popup" or not isinstance(now, StreamObject):
        return None
    look = DictionaryObject({NameObject("/N"): now.clone(writer).indirect_reference})
    return DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/AP"): look},
    )


def _reference(page: PageObject) -> IndirectObject:
    assert page.indirect_reference is not None
    return page.indirect_reference
