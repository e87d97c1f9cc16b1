"""Pages set by Typst: a template of this package and the words as data → PDF.

The words travel as JSON and are never read as markup. Only the typeface beside this module is used, so the pages look
the same on every machine. The same template and words give the same bytes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import typst

from phonghop.paper import qr
from phonghop.text.region import spoken
from phonghop.text.strings import strings

_PACKAGE = Path(__file__).parent.parent
_READ_ALOUD: typst.PDFStandards = ["ua-1"]
"""PDF/UA-1: tagged, titled, in a named language."""
_ARCHIVAL: typst.PDFStandards = ["ua-1", "a-2a"]
"""PDF/A-2a besides: readable for as long as the archive keeps it. It requires a date."""

_BLANK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30">'
    '<rect x="3" y="3" width="24" height="24" fill="none" stroke="#000" stroke-width=".3" stroke-dasharray="1"/></svg>'
)
_BLANK_MM = 30

TYPEFACES = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(_PACKAGE / "paper" / "fonts")],
)
"""The typefaces of this package and no other."""

_TOPS = "query(par).map(it => { let place = it.location().position(); (place.page, place.y.mm()) })"

# A compiler keeps what it has set, which makes the next page ten times faster, and serves one thread at a time.
_own = threading.local()


def typeset(template: str, content: Mapping[str, object]) -> bytes:
    """Return the PDF that `template`, a path below the package such as ``paper/letters/letter.typ``, makes of `content`.

    The value of the key ``day``, a list of year, month and day, is the date of the document.
    """
    compiler = _compiler(template)
    inputs = {"content": json.dumps(content, ensure_ascii=False), "language": spoken()}
    standards = _ARCHIVAL if content.get("day") else _READ_ALOUD
    try:
        pdf = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=standards)
    except typst.TypstError as error:
        # A sign that the typeface lacks is printed as an empty box, which no standard allows.
        if "could not be displayed" not in str(error):
            raise
        pdf = compiler.compile(format="pdf", sys_inputs=inputs)
    assert isinstance(pdf, bytes)
    return pdf


def paragraph_tops(template: str) -> Mapping[int, float]:
    """Return where the lowest paragraph begins on each page that `template` has just set in this thread, in mm from the top edge."""
    tops: dict[int, float] = {}
    for page, top in json.loads(_compiler(template).eval(_TOPS)):
        tops[page] = max(top, tops.get(page, 0))
    return tops


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def drawn_code(label: str, address: str, key: str = "") -> dict[str, object]:
    """Return a code as the templates draw it: squares as SVG, the side with its quiet zone in mm, label and address.

    The address in text leaves out the scheme and the parameters that prefill a form; a `key` is printed below it. Without an address the
    picture is an empty frame, the place of a code that is not issued yet.
    """
    drawn: dict[str, object] = {"label": label, "address": address, "key": key if address else ""}
    if not address:
        return drawn | {"picture": _BLANK, "side": _BLANK_MM, "shown": not_issued()}
    modules = qr.matrix(address)
    side = len(modules) + 2 * qr.QUIET_ZONE
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path transform="translate({qr.QUIET_ZONE} {qr.QUIET_ZONE})" d="{qr.outline(modules)}"/></svg>'
    )
    return drawn | {"picture": picture, "side": side * qr.module_mm(modules), "shown": shown_address(address)}


def not_issued() -> str:
    """Return the words that replace the address of a code that is not issued yet."""
    return strings(spoken())("printed.not_issued")


def shown_address(address: str) -> str:
    """Return `address` as it is printed for people to type: without scheme, query and fragment."""
    return address.partition("://")[2].partition("?")[0].partition("#")[0]


def _compiler(template: str) -> typst.Compiler:
    compilers: dict[str, typst.Compiler] | None = getattr(_own, "compilers", None)
    if compilers is None:
        compilers = _own.compilers = {}
    if template not in compilers:
        compilers[template] = typst.Compiler(_PACKAGE / template, root=_PACKAGE, font_paths=TYPEFACES)
    return compilers[template]
