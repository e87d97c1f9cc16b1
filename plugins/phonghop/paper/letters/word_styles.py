"""The styles of the letter in Word: one named style for each part, so that an office restyles in one place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from PIL import ImageFont

from phonghop.paper.letters.profiles import Face, Profile

TYPEFACE = "Times New Roman"

PARENT = "Cơ quan cấp trên"
ISSUER = "Cơ quan ban hành"
TITLES = ("Tiêu đề văn bản", "Tiêu ngữ")
NUMBER = "Số ký hiệu"
PLACE_AND_DATE = "Địa danh, ngày tháng"
SIDE_SUBJECT = "Trích yếu công văn"
TYPE_NAME = "Tên loại văn bản"
CENTRED_SUBJECT = "Trích yếu"
URGENCY = "Mức độ khẩn"
CIRCULATION = "Phạm vi lưu hành"
DRAFT = "Dự thảo"
SALUTATION = "Kính gửi"
TEXT = "Nội dung"
CENTRED = "Dòng giữa"
AUTHORITY = "Thẩm quyền ký"
POST = "Chức vụ người ký"
SIGNER = "Họ tên người ký"
RECIPIENTS_TITLE = "Nơi nhận"
RECIPIENTS = "Danh sách nơi nhận"
FOOTNOTE = "footnote text"
CODE_LABEL = "Nhãn mã QR"
CODE_ADDRESS = "Địa chỉ mã QR"

_HEADINGS = 4
_FONTS = Path(__file__).parent.parent / "fonts"
_MM_PER_PT = 25.4 / 72


def heading(level: int) -> str:
    """Return the style of a heading of `level`, from 1: Word's own, so that its outline shows them."""
    return f"Heading {min(level, _HEADINGS)}"


def width_mm(text: str, face: Face) -> float:
    """Return how wide `text` is, in mm, measured with the typeface whose widths are those of Times New Roman."""
    return _font(face.bold, face.italic).getlength(text) / 1000 * face.size * _MM_PER_PT


@lru_cache(maxsize=4)
def _font(bold: bool, italic: bool) -> ImageFont.FreeTypeFont:
    style = ("Bold" if bold else "") + ("Italic" if italic else "")
    return ImageFont.truetype(_FONTS / f"Tinos-{style or 'Regular'}.ttf", 1000)


def add_styles(document: Document, profile: Profile) -> None:
    """Give `document` the styles of `profile`."""
    _set_base(document, profile)
    for name, face, alignment in _centred_and_left(profile):
        style = _new(document, name, face)
        style.paragraph_format.alignment = alignment
        style.paragraph_format.space_after = Pt(2)
    _set_running_text(_new(document, TEXT, profile.body), profile)
    for level in range(1, _HEADINGS + 1):
        style = _style(document, f"Heading {level}")
        _set_face(style, Face(profile.body.size, bold=True))
        _set_running_text(style, profile)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        style.paragraph_format.keep_with_next = True
        style.paragraph_format.space_before = Pt(0)


def _centred_and_left(profile: Profile) -> Iterator[tuple[str, Face, WD_ALIGN_PARAGRAPH]]:
    centre, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
    yield from ((name, line.face, centre) for name, line in zip(TITLES, profile.title, strict=False))
    yield from (
        (PARENT, profile.parent, centre),
        (ISSUER, profile.issuer, centre),
        (NUMBER, profile.number, centre),
        (PLACE_AND_DATE, profile.place_and_date, centre),
        (SIDE_SUBJECT, profile.side_subject, centre),
        (TYPE_NAME, profile.type_name, centre),
        (CENTRED_SUBJECT, profile.centred_subject, centre),
        (URGENCY, profile.urgency, centre),
        (CIRCULATION, profile.circulation, centre),
        (DRAFT, profile.draft, centre),
        (SALUTATION, profile.addressee, left),
        (CENTRED, profile.body, centre),
        (AUTHORITY, profile.authority, centre),
        (POST, profile.post, centre),
        (SIGNER, profile.signer, centre),
        (RECIPIENTS_TITLE, profile.recipients_title, left),
        (RECIPIENTS, profile.recipients, left),
        (FOOTNOTE, profile.footnote, WD_ALIGN_PARAGRAPH.JUSTIFY),
        (CODE_LABEL, profile.code_label, centre),
        (CODE_ADDRESS, profile.code_address, centre),
    )


def _set_base(document: Document, profile: Profile) -> None:
    normal = _style(document, "Normal")
    _set_face(normal, profile.body)
    normal.paragraph_format.space_after = Pt(0)
    language = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): "vi-VN"})
    normal.element.get_or_add_rPr().append(language)


def _set_running_text(style: ParagraphStyle, profile: Profile) -> None:
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    form.first_line_indent = Mm(profile.indent)
    form.space_after = Pt(profile.paragraph_spacing)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(profile.line_spacing)
    form.widow_control = True


def _new(document: Document, name: str, face: Face) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _set_face(style, face)
    return style


def _style(document: Document, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_face(style: ParagraphStyle, face: Face) -> None:
    font = style.font
    font.size = Pt(face.size)
    font.bold, font.italic, font.underline = face.bold, face.italic, face.underlined
    font.color.rgb = RGBColor(0, 0, 0)
    font.name = TYPEFACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        # A theme's typeface would win over the named one.
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), TYPEFACE)
