"""A code in the letter as DOCX: a picture with the words below it."""

# python-docx has no other way to the description of a picture.
# ruff: noqa: SLF001

from __future__ import annotations

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import _Cell
from PIL import Image

from phonghop.paper import qr
from phonghop.paper.letters import word_styles as styles
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import not_issued, shown_address
from phonghop.wording import say

_PIXELS_PER_MODULE = 8


def draw_code(cell: _Cell, code: Code) -> None:
    """Put `code` into `cell` with its label and address below it; an empty place for one that is not issued yet."""
    place = cell.paragraphs[0]
    if not code.address:
        place.alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.add_paragraph(code.label, styles.CODE_LABEL).paragraph_format.keep_with_next = True
        cell.add_paragraph(not_issued(), styles.CODE_ADDRESS)
        return
    data, side = code_picture(code.address)
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.paragraph_format.keep_with_next = True
    shape = place.add_run().add_picture(io.BytesIO(data), width=Mm(side))
    shape._inline.docPr.set(
        "descr", say("printed.code", label=code.label, address=shown_address(code.address))
    )
    cell.add_paragraph(code.label, styles.CODE_LABEL).paragraph_format.keep_with_next = True
    cell.add_paragraph(shown_address(code.address), styles.CODE_ADDRESS)
    if code.key:
        cell.add_paragraph(code.key, styles.CODE_ADDRESS)


def code_picture(address: str) -> tuple[bytes, float]:
    """Return the code of `address` as PNG with its quiet zone, and its side on paper in mm."""
    modules = qr.matrix(address)
    side = len(modules) + 2 * qr.QUIET_ZONE
    picture = Image.new("1", (side, side), 1)
    for y, row in enumerate(modules, qr.QUIET_ZONE):
        for x, dark in enumerate(row, qr.QUIET_ZONE):
            picture.putpixel((x, y), 0 if dark else 1)
    pixels = side * _PIXELS_PER_MODULE
    data = io.BytesIO()
    picture.resize((pixels, pixels), Image.Resampling.NEAREST).save(data, "PNG", optimize=True)
    return data.getvalue(), side * qr.module_mm(modules)
