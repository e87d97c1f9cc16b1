"""What the pages of a PDF show, read by PDFium, and whether they show more than can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2

from phonghop.documents.pdf_columns import by_columns
from phonghop.documents.reading import Reading
from phonghop.text.characters import clean

_SCAN, _FEW_WORDS = 0.5, 20
"""Part of a page that a picture covers, and characters that the page says at most, for it to be a scan."""
_DRAWN = 100
"""Lines of a page without words that may be letters."""
_WATERMARK = 0.1
"""Part of a page that words drawn across it cover at least."""
_FEW_LINES = 30
"""Lines of a shape; three letters have more."""
_NO_LETTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_GARBLED = 0.2


def read_pages(reading: Reading, document: pypdfium2.PdfDocument) -> Iterator[bool]:
    """Take the words of each page, and yield whether it has others that only its picture shows."""
    for n in range(len(document)):
        page = document[n]
        words_of_page = page.get_textpage()
        text = words_of_page.get_text_range()
        # A page without words is a page all the same: search counts them.
        words = clean(text)
        reading.say("page", text, even_nothing=True)
        is_scan = (
            (len(words) < _FEW_WORDS and _has_picture(page))
            or _is_garbled(text)
            or (not n and _has_drawn_words(page))
        )
        if reading.columns_left:
            reading.say("columns", by_columns(words_of_page, text))
        if pypdfium2.raw.FPDFPage_GetAnnotCount(page):
            reading.say("margin", _shown_beside(document, n, words))
        page.close()
        yield is_scan


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Return whether a picture covers most of a page, or it is full of lines, which letters become when they are drawn."""
    width, height = page.get_size()
    lines = 0
    for thing in page.get_objects(
        filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE, pypdfium2.raw.FPDF_PAGEOBJ_PATH), max_depth=3
    ):
        if thing.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH:
            lines += 1
            if lines > _DRAWN:
                return True
            continue
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= _SCAN * width * height:
            return True
    return False


def _has_drawn_words(page: pypdfium2.PdfPage) -> bool:
    """Return whether large pale lines lie on a page: a watermark whose letters LibreOffice has drawn."""
    width, height = page.get_size()
    pale, lines = False, 0
    for thing in page.get_objects(
        filter=(pypdfium2.raw.FPDF_PAGEOBJ_FORM, pypdfium2.raw.FPDF_PAGEOBJ_PATH), max_depth=3
    ):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= _WATERMARK * width * height:
            pale = pale or bool(pypdfium2.raw.FPDFPageObj_HasTransparency(thing))
            lines += max(0, pypdfium2.raw.FPDFPath_CountSegments(thing))
    return pale and lines > _FEW_LINES


def _is_garbled(text: str) -> bool:
    """Return whether the typefaces of a page do not tell which letters they show (ISO 32000-1, 9.10)."""
    return len(_NO_LETTERS.findall(text)) > _GARBLED * len(text)


def _shown_beside(document: pypdfium2.PdfDocument, n: int, words: str) -> str:
    """Return what stamps, notes and fields show on a page: PDFium draws them into the page, and it is read again."""
    page = document[n]
    try:
        pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
        page.close()
        page = document[n]
        text = clean(page.get_textpage().get_text_range())
    finally:
        page.close()
    return text.replace(words, "", 1) if words else text
