"""A code in the letter as DOCX: a picture with the words below it."""

# python-docx has no other way to the description of a picture.
# ruff: noqa: SLF001

from __future__ import annotations

import io

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import _Cell

from phonghop.paper import qr
from phonghop.paper.letters import word_styles as styles
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import not_issued, shown_address
from phonghop.wording import say

_PIXELS_PER_MODULE = 8


def draw_code(cell: _Cell, code: Code) -> None:
    """Put `code` into `cell` with its label and address below it; an empty place for one that is not issued yet."""
    place, address = cell.paragraphs[0], shown_address(code.address)
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if code.address:
        data, side = code_picture(code.address)
        place.paragraph_format.keep_with_next = True
        shape = place.add_run().add_picture(io.BytesIO(data), width=Mm(side))
        shape._inline.docPr.set("descr", say("printed.code", label=code.label, address=address))
    cell.add_paragraph(code.label, styles.CODE_LABEL).paragraph_format.keep_with_next = True
    for words in filter(None, (address or not_issued(), code.key)):
        cell.add_paragraph(words, styles.CODE_ADDRESS)


def code_picture(address: str) -> tuple[bytes, float]:
    """Return the code of `address` as PNG with its quiet zone, and its side on paper in mm."""
    modules = qr.matrix(address)
    data = io.BytesIO()
    qr.symbol(modules, _PIXELS_PER_MODULE).save(data, "PNG", optimize=True)
    return data.getvalue(), (len(modules) + 2 * qr.QUIET_ZONE) * qr.module_mm(modules)
