"""Reads a finished PDF the way a ruler and an eye would: characters with their places, drawn lines, scanned codes."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image, ImageFilter

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True)
class Glyph:
    """A character: its origin in mm from the top left of its page, its size in pt, its font."""

    text: str
    page: int
    x: float
    right: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class Rule:
    """A drawn horizontal line: page, left end, length and distance from the top in mm."""

    page: int
    x: float
    length: float
    y: float


class ReadPdf:
    """A PDF, opened once, with everything that tests ask of it."""

    def __init__(self, data: bytes) -> None:
        self.document = pypdfium2.PdfDocument(data)
        self._pictures: dict[tuple[int, int], Image.Image] = {}

    @property
    def page_count(self) -> int:
        return len(self.document)

    def page_text(self, page: int) -> str:
        """Return the words of a page in reading order, NFC."""
        return unicodedata.normalize("NFC", self.document[page].get_textpage().get_text_range())

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        return tuple(glyph for page in range(self.page_count) for glyph in self._glyphs_of(page))

    def _glyphs_of(self, page: int) -> list[Glyph]:
        height = self.document[page].get_height()
        text = self.document[page].get_textpage()
        found = []
        for index in range(text.count_chars()):
            character = chr(pdfium.FPDFText_GetUnicode(text.raw, index))
            if character.isspace():
                continue
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(text.raw, index, x, y)
            right = text.get_charbox(index, loose=True)[2]
            size = pdfium.FPDFText_GetFontSize(text.raw, index)
            baseline = (height - y.value) / MM
            found.append(Glyph(character, page, x.value / MM, right / MM, baseline, size, _font(text, index)))
        return found

    def find(self, words: str) -> tuple[Glyph, ...]:
        """Return the glyphs of the first place where `words` stand, without regard to spaces and lines."""
        wanted = "".join(unicodedata.normalize("NFC", words).split())
        start = self._joined.find(wanted)
        assert start >= 0, f"not in the PDF: {words}"
        return self.glyphs[start : start + len(wanted)]

    @cached_property
    def _joined(self) -> str:
        joined = "".join(glyph.text for glyph in self.glyphs)
        assert len(unicodedata.normalize("NFC", joined)) == len(self.glyphs), (
            "the PDF holds decomposed characters"
        )
        return joined

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every drawn horizontal line."""
        found = []
        for page in range(self.page_count):
            height = self.document[page].get_height()
            for part in self.document[page].get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=1):
                left, bottom, right, top = part.get_bounds()
                if top - bottom < 3 and right - left > 10:
                    y = (height - (top + bottom) / 2) / MM
                    # A stroke's bounds reach half its width (0.75 pt) beyond each end.
                    found.append(Rule(page, left / MM, (right - left - 0.75) / MM, y))
        return tuple(found)

    @property
    def fonts(self) -> set[tuple[str, bool]]:
        """Every font by name, with whether it is embedded."""
        found = set()
        for page in range(self.page_count):
            for part in self.document[page].get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,)):
                font = pdfium.FPDFTextObj_GetFont(part.raw)
                name = ctypes.create_string_buffer(200)
                pdfium.FPDFFont_GetBaseFontName(font, name, 200)
                found.add((name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))))
        return found

    def _picture(self, page: int, dpi: int) -> Image.Image:
        """Return the page, drawn once for all ways of photographing it."""
        if (page, dpi) not in self._pictures:
            picture = self.document[page].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            self._pictures[page, dpi] = picture
        return self._pictures[page, dpi]

    def scanned(self, *, dpi: int = 150, blur: float = 0, degrees: float = 0) -> set[str]:
        """Return what the codes on all pages say when photographed so."""
        found = set()
        for page in range(self.page_count):
            picture = self._picture(page, dpi)
            if blur:
                picture = picture.filter(ImageFilter.GaussianBlur(blur))
            if degrees:
                picture = picture.rotate(degrees, fillcolor=255, resample=3)
            found |= {code.text for code in zxingcpp.read_barcodes(picture)}
        return found


def _font(text: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text.raw, index, name, 200, flags)
    return name.value.decode()
