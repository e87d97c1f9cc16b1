"""Write the sample documents that lie beside each example meeting.

The words are in content/<meeting id>.yml, the look of the PDFs in the .typ templates, the look of the DOCX
files below. The same content always gives the same bytes: every file is dated by its own document, never by
the clock, so a second run leaves the working tree as it was.

Run: .venv/bin/python tests/sample_documents/make.py
"""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Annotated, Self
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import typst
import yaml
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
CONTENT = HERE / "content"
MEETINGS = REPOSITORY / "meetings"
FONTS = REPOSITORY / "plugins" / "phonghop" / "paper" / "fonts"

DISCLAIMER = "Tài liệu minh họa, không phải văn bản chính thức"
PARTY_NAME = "ĐẢNG CỘNG SẢN VIỆT NAM"
TYPEFACE = "Times New Roman"
LANGUAGE = "vi-VN"
BODY_SIZE = Pt(14)
TEXT_WIDTH_MM = 160


class Content(BaseModel):
    """Refuses unknown keys, so a misspelt one in the YAML stops the run instead of losing a paragraph."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Heading(Content):
    heading: str


class Subheading(Content):
    subheading: str


class Bullets(Content):
    bullets: list[str]


class Table(Content):
    """A table; `widths` are the shares of the text width that its columns take."""

    columns: list[str]
    widths: list[int]
    rows: list[list[str]]

    @model_validator(mode="after")
    def is_rectangular(self) -> Self:
        """Catch an unquoted comma in the YAML, which would shift every cell after it."""
        if {len(self.widths), *map(len, self.rows)} != {len(self.columns)}:
            raise ValueError(f"uneven rows under {self.columns}")
        return self


Block = str | Heading | Subheading | Bullets | Table


class Letterhead(Content):
    """Who issues the documents of a meeting: the last line of `issuer` is the body itself."""

    issuer: list[str]
    place: str


class PartyDocument(Content):
    """A document laid out as the Party's offices lay theirs out."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.(pdf|docx)$")]
    dated: date
    kind: str
    subject: str
    symbol: str | None = None
    draft: str | None = None
    body: list[Block]
    signed: list[str] = []
    recipients: list[str] = []

    @property
    def title(self) -> str:
        """The title that a file manager or a screen reader announces."""
        name = f"{self.kind.capitalize()} {self.subject}"
        return f"{name} ({self.draft})" if self.draft else name


class Backdrop(Content):
    """The picture behind the rostrum: a few lines, the first of `name` the largest."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.pdf$")]
    dated: date
    title: str
    host: str
    name: list[str]
    place_and_date: str


class MeetingDocuments(Content):
    letterhead: Letterhead
    documents: list[PartyDocument | Backdrop]


def read_content(path: Path) -> MeetingDocuments:
    """Read one meeting's documents; NFC, because editors differ in how they store Vietnamese letters."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    return MeetingDocuments.model_validate(yaml.safe_load(text))


def date_in_words(day: date) -> str:
    """A date by the Party's rule: a zero before a day below 10 and before January and February."""
    month = f"{day.month:02}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def file_time(document: PartyDocument | Backdrop) -> datetime:
    """The time written into a file: the document's own date, so that it never depends on the run."""
    return datetime.combine(document.dated, time(), UTC)


# --- PDF -------------------------------------------------------------------------------------------------


def pdf_bytes(document: PartyDocument | Backdrop, letterhead: Letterhead) -> bytes:
    """Typeset a document; PDF/UA-1 makes typst insist on the title, the language and the tags."""
    template = HERE / ("backdrop.typ" if isinstance(document, Backdrop) else "party.typ")
    pdf: bytes = typst.compile(
        template,
        root=HERE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={
            "title": document.title,
            "date": date_in_words(document.dated),
            "document": document.model_dump_json(),
            "letterhead": letterhead.model_dump_json(),
            "disclaimer": DISCLAIMER,
            "party-name": PARTY_NAME,
        },
        pdf_standards=["ua-1"],
        timestamp=file_time(document),
    )
    return pdf


# --- DOCX ------------------------------------------------------------------------------------------------


def docx_bytes(document: PartyDocument, letterhead: Letterhead) -> bytes:
    """Compose a document that Word can edit."""
    word = docx.Document()
    set_typeface_and_language(word)
    set_page(word)
    set_styles(word)
    set_properties(word, document)
    add_letterhead(word, document, letterhead)
    add_title(word, document)
    for block in document.body:
        add_block(word, block)
    add_signature(word, document)
    return with_fixed_zip_dates(word, file_time(document))


def set_typeface_and_language(word: Docx) -> None:
    """Name the typeface and the language in every style: python-docx's template takes both from its theme."""
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), TYPEFACE)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.attrib.clear()
        language.set(qn("w:val"), LANGUAGE)


def set_page(word: Docx) -> None:
    """Set A4 with the margins of a Party document, and the disclaimer at the foot of every page."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    disclaimer = footer.add_run(DISCLAIMER)
    disclaimer.italic = True
    disclaimer.font.size = Pt(9)


def set_styles(word: Docx) -> None:
    """Give the built-in styles a plain look; they stay, because headings make a document navigable."""
    for name in ("Title", "Heading 1", "Heading 2"):
        make_plain(word.styles[name])
    for name in ("Normal", "List Bullet", "Title", "Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.size = BODY_SIZE
        style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing = 1.15
    for name in ("Title", "Heading 1", "Heading 2"):
        word.styles[name].font.bold = True
    word.styles["Title"].font.size = Pt(16)
    word.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def make_plain(style: ParagraphStyle) -> None:
    """Drop the template's blue letters and rules, so that the style inherits from Normal."""
    style.element.remove(style.element.rPr)
    for border in list(style.element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def set_properties(word: Docx, document: PartyDocument) -> None:
    """Replace what python-docx claims about the file; a sample has no author to name."""
    properties = word.core_properties
    properties.title = document.title
    properties.language = LANGUAGE
    properties.author = ""
    properties.comments = ""
    properties.created = properties.modified = file_time(document)


def add_letterhead(word: Docx, document: PartyDocument, letterhead: Letterhead) -> None:
    left, right = add_pair_of_columns(word)
    *parents, issuer = letterhead.issuer
    write_lines(left, parents)
    write_lines(left, [issuer], bold=True)
    write_lines(left, ["*", *([f"Số ……-{document.symbol}"] if document.symbol else [])])
    write_lines(right, [PARTY_NAME], bold=True)
    write_lines(right, [f"{letterhead.place}, {date_in_words(document.dated)}"], italic=True)


def add_title(word: Docx, document: PartyDocument) -> None:
    if document.draft:
        draft = word.add_paragraph()
        draft.add_run(document.draft).bold = True
    word.add_paragraph(document.kind, style="Title").paragraph_format.space_before = Pt(12)
    subject = word.add_paragraph()
    subject.alignment = WD_ALIGN_PARAGRAPH.CENTER
    subject.paragraph_format.space_after = Pt(12)
    subject.add_run(document.subject).bold = True


def add_block(word: Docx, block: Block) -> None:
    match block:
        case Heading(heading=text):
            word.add_heading(text, level=1)
        case Subheading(subheading=text):
            word.add_heading(text, level=2)
        case Bullets(bullets=items):
            for item in items:
                word.add_paragraph(item, style="List Bullet")
        case Table():
            add_table(word, block)
        case str(text):
            paragraph = word.add_paragraph(text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Mm(12.7)


def add_table(word: Docx, content: Table) -> None:
    table = word.add_table(rows=0, cols=len(content.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    header = table.add_row()
    fill_row(header, content.columns, content.widths, bold=True)
    repeat_on_every_page(header)
    for cells in content.rows:
        fill_row(table.add_row(), cells, content.widths)
    word.add_paragraph()


def fill_row(row: _Row, texts: list[str], shares: list[int], *, bold: bool = False) -> None:
    for cell, text, share in zip(row.cells, texts, shares, strict=True):
        cell.width = Mm(TEXT_WIDTH_MM * share / sum(shares))
        run = cell.paragraphs[0].add_run(text)
        run.bold = bold
        run.font.size = Pt(12)


def repeat_on_every_page(row: _Row) -> None:
    """Mark a header row as one; python-docx has no call for it."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def add_signature(word: Docx, document: PartyDocument) -> None:
    if not document.signed:
        return
    left, right = add_pair_of_columns(word)
    if document.recipients:
        write_lines(left, ["Nơi nhận:"], italic=True, centred=False)
        write_lines(left, [f"- {recipient}" for recipient in document.recipients], centred=False)
    write_lines(right, document.signed, bold=True)
    write_lines(right, ["", "", "[Họ và tên]"])


def add_pair_of_columns(word: Docx) -> tuple[_Cell, _Cell]:
    """Two borderless cells side by side: the head and the foot of a Party document."""
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    return left, right


def write_lines(
    cell: _Cell, lines: Iterable[str], *, bold: bool = False, italic: bool = False, centred: bool = True
) -> None:
    for line in lines:
        paragraph = next_paragraph(cell)
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.bold, run.italic = bold, italic


def next_paragraph(cell: _Cell) -> Paragraph:
    """Use up the empty paragraph that every new cell starts with before adding another."""
    first: Paragraph = cell.paragraphs[0]
    paragraph: Paragraph = cell.add_paragraph() if first.runs else first
    return paragraph


def with_fixed_zip_dates(word: Docx, moment: datetime) -> bytes:
    """Pack the file again: python-docx stamps each zip entry with the time of the run."""
    saved, packed = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


# --- All meetings ----------------------------------------------------------------------------------------


def file_bytes(document: PartyDocument | Backdrop, letterhead: Letterhead) -> bytes:
    if isinstance(document, PartyDocument) and document.file.endswith(".docx"):
        return docx_bytes(document, letterhead)
    return pdf_bytes(document, letterhead)


def main() -> None:
    """Write every document into the folder of its meeting, which the content file is named after."""
    for path in sorted(CONTENT.glob("*.yml")):
        folder = MEETINGS / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        content = read_content(path)
        for document in content.documents:
            (folder / document.file).write_bytes(file_bytes(document, content.letterhead))


if __name__ == "__main__":
    main()
