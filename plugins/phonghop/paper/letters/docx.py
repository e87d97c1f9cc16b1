"""The letter as DOCX, for offices that edit drafts in Word: named styles, tables for head and foot, real footnotes."""

# python-docx keeps the XML below its objects private, and has no other way to what it does not know itself.
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from phonghop.paper.letters import word_styles as styles
from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.form import document_title, in_form, name_groups, recipients_title, salutation
from phonghop.paper.letters.parts import Annex, Code, Letter, Signed
from phonghop.paper.letters.pdf import fitted
from phonghop.paper.letters.profiles import A4_HEIGHT, A4_WIDTH, Profile
from phonghop.paper.letters.word_codes import draw_code
from phonghop.paper.letters.word_package import add_footnotes, add_note_mark, add_page_number, packed
from phonghop.text.region import speaking
from phonghop.text.runs import Runs

_DOTS_MM = 95.0
_CODES_PER_ROW = 4
_CODES_BESIDE = 2
_CODE_MM = 33.0


def render_docx(letter: Letter) -> bytes:
    """Return `letter` as DOCX; the same letter gives the same bytes."""
    fit = fitted(letter)
    with speaking(letter.language):
        writer = _Writer(letter, fit.profile, code_at_recipients=fit.code_at_recipients)
        writer.head()
        writer.text()
        writer.foot()
        for annex in writer.letter.annexes:
            writer.annex(annex)
    add_footnotes(writer.document, [words for _, words in letter.footnotes], writer.style_id(styles.FOOTNOTE))
    return packed(writer.document, letter, document_title(letter))


class _Writer:
    """Writes the parts of one letter in their order into one document."""

    def __init__(self, letter: Letter, profile: Profile, *, code_at_recipients: bool) -> None:
        self.letter = in_form(letter)
        self.code_at_recipients = code_at_recipients
        self.profile = profile
        self.document: WordDocument = Document()
        self._told: set[str] = set()
        styles.add_styles(self.document, self.profile)
        self._set_page()

    def style_id(self, name: str) -> str:
        """Return the identifier under which the document keeps the style `name`."""
        return str(self.document.styles[name].style_id)

    def _set_page(self) -> None:
        profile, section = self.profile, self.document.sections[0]
        section.page_width, section.page_height = Mm(A4_WIDTH), Mm(A4_HEIGHT)
        section.top_margin, section.bottom_margin = Mm(profile.margin_top), Mm(profile.margin_bottom)
        section.left_margin, section.right_margin = Mm(profile.margin_left), Mm(profile.margin_right)
        section.header_distance = Mm(profile.page_number_top)
        section.different_first_page_header_footer = True
        section.first_page_header.is_linked_to_previous = False
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        add_page_number(number)

    # Head

    def head(self) -> None:
        """Write issuer, title, number, date and marks, then the type's name and Kính gửi."""
        letter = self.letter
        table = self._columns(self.profile.head_columns, rows=2)
        self._issuer(table.cell(0, 0))
        for line in letter.address:
            table.cell(0, 0).add_paragraph(line, styles.CODE_ADDRESS)
        self._title(table.cell(0, 1))
        _fill(table.cell(1, 0), [(letter.number, styles.NUMBER), *self._marks()])
        _fill(table.cell(1, 1), [(letter.place_and_date if letter.is_dated else "", styles.PLACE_AND_DATE)])
        if letter.type_name:
            self._type_name()
        self._salutation()
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(12)

    def _issuer(self, cell: _Cell) -> None:
        *parents, own = self._breaking_names()
        _fill(cell, [*((line, styles.PARENT) for line in parents), (own, styles.ISSUER)])
        if self.profile.below_issuer == "star":
            cell.add_paragraph("*", styles.NUMBER)
        else:
            own_width = max(styles.width_mm(part, self.profile.issuer) for part in own.splitlines())
            _add_rule(cell, own_width * self.profile.issuer_rule, self.profile.head_columns[0])

    def _breaking_names(self) -> Iterator[str]:
        """Yield the issuers' lines, a name too long for its column as two."""
        for line in self.letter.issuers:
            if "\n" in line or styles.width_mm(line, self.profile.issuer) > self.profile.head_columns[0]:
                yield "\n".join(name_groups(line))
            else:
                yield line

    def _title(self, cell: _Cell) -> None:
        if not self.profile.title:
            return
        _fill(
            cell, [(line.text, name) for line, name in zip(self.profile.title, styles.TITLES, strict=False)]
        )
        last = self.profile.title[-1]
        _add_rule(cell, styles.width_mm(last.text, last.face), self.profile.head_columns[1])

    def _marks(self) -> Iterator[tuple[str, str]]:
        letter = self.letter
        if not letter.type_name and letter.subject:
            face, column = self.profile.side_subject, self.profile.head_columns[0]
            fits = all(styles.width_mm(line, face) <= column for line in letter.subject)
            yield ("\n" if fits else " ").join(letter.subject), styles.SIDE_SUBJECT
        for words, style in (
            (letter.urgency, styles.URGENCY),
            (letter.circulation, styles.CIRCULATION),
            (letter.draft, styles.DRAFT),
        ):
            if words:
                yield words, style

    def _type_name(self) -> None:
        name = self.document.add_paragraph(self.letter.type_name, styles.TYPE_NAME)
        name.paragraph_format.space_before = Pt(12)
        if self.letter.subject:
            self.document.add_paragraph("\n".join(self.letter.subject), styles.CENTRED_SUBJECT)
            if self.profile.below_subject == "hyphens":
                self.document.add_paragraph("-----", styles.NUMBER)
            else:
                _add_rule(self.document, self.profile.text_width / 5, self.profile.text_width)

    def _salutation(self) -> None:
        addressees = self.letter.addressees
        if not addressees and not self.letter.has_blank_addressee:
            return
        words = salutation(self.letter)
        label_width = styles.width_mm(f"{words} ", self.profile.salutation)
        dashed = tuple(f"- {line}" for line in addressees) if len(addressees) > 1 else addressees
        width = max((styles.width_mm(line, self.profile.addressee) for line in dashed), default=_DOTS_MM)
        left = max(0.0, (self.profile.text_width - label_width - width) / 2)
        for number, line in enumerate(dashed or ("",)):
            paragraph = self.document.add_paragraph(style=styles.SALUTATION)
            paragraph.paragraph_format.left_indent = Mm(left + label_width)
            paragraph.paragraph_format.first_line_indent = Mm(-label_width)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(left + label_width))
            if number == 0:
                paragraph.paragraph_format.space_before = Pt(12)
                paragraph.add_run(words).italic = self.profile.salutation.italic
            paragraph.add_run(f"\t{line}")
            if not line:
                end = Mm(left + label_width + _DOTS_MM)
                paragraph.paragraph_format.tab_stops.add_tab_stop(end, leader=WD_TAB_LEADER.DOTS)
                paragraph.add_run("\t")

    # Body

    def text(self) -> None:
        """Write opening, body and closing; the last paragraph stays on the page of the signature."""
        letter = self.letter
        for words in letter.opening:
            self._paragraph(Block("paragraph", words))
        for block in letter.body:
            if block.kind == "codes":
                self._codes()
            else:
                self._paragraph(block)
        for words in (letter.closing, letter.after_closing):
            if words:
                self._paragraph(Block("paragraph", words))
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def _paragraph(self, block: Block) -> None:
        stands_alone = block.kind == "heading" and all(run.bold for run in block.runs)
        if block.kind == "centred":
            style = styles.CENTRED
        else:
            style = styles.heading(block.level) if stands_alone else styles.TEXT
        paragraph = self.document.add_paragraph(style=style)
        if block.marker:
            paragraph.add_run(f"{block.marker} ").bold = block.kind == "heading"
        self._phrase(paragraph, block.runs)

    def _phrase(self, paragraph: Paragraph, words: Runs) -> None:
        for run in words:
            if run.note:
                number = self.letter.footnote_number(run.note)
                add_note_mark(paragraph, number, again=run.note in self._told)
                self._told.add(run.note)
            else:
                set_run = paragraph.add_run(run.text)
                set_run.bold, set_run.italic = run.bold or None, run.italic or None

    # Foot

    def foot(self) -> None:
        """Write Nơi nhận and up to two codes beside the signature, or below several; else codes in a row of their own."""
        letter = self.letter
        beside = letter.codes_place == "beside-signature" and len(letter.codes) <= _CODES_BESIDE
        codes = letter.codes if beside else ()
        if len(letter.signatures) == 1:
            table = self._columns(self.profile.foot_columns, rows=1)
            self._left_of_signature(table.cell(0, 0), codes)
            self._signature(table.cell(0, 1), letter.signatures[0])
        else:
            count = max(1, len(letter.signatures))
            table = self._columns((self.profile.text_width / count,) * count, rows=2)
            for n, signed in enumerate(letter.signatures):
                self._signature(table.cell(0, n), replace(signed, name=""))
                _fill(table.cell(1, n), [(signed.name, styles.SIGNER)])
            self._keep(table)
            below = self._columns(self.profile.foot_columns, rows=1)
            self._left_of_signature(below.cell(0, 0), codes)
        if letter.codes and not beside and letter.codes_place in ("after-signature", "beside-signature"):
            self._keep(table)
            self._codes()

    def _keep(self, table: Table) -> None:
        """Keep `table` on the page of what comes next."""
        for cell in (cell for row in table.rows for cell in row.cells):
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
        self.document.add_paragraph().paragraph_format.keep_with_next = True

    def _signature(self, cell: _Cell, signed: Signed) -> None:
        lines = ((signed.authority, styles.AUTHORITY), (signed.post, styles.POST))
        _fill(cell, [(words, style) for words, style in lines if words])
        cell.paragraphs[-1].paragraph_format.space_after = Mm(self.profile.signature_space)
        if signed.name:
            cell.add_paragraph(signed.name, styles.SIGNER)

    def _left_of_signature(self, cell: _Cell, codes: Sequence[Code]) -> None:
        """Write Nơi nhận with the codes below it; or, where that saves a page, with the one code at its right."""
        width = self.profile.foot_columns[0]
        if codes and self.code_at_recipients:
            table = _without_borders(cell.add_table(1, 2), (width - _CODE_MM, _CODE_MM))
            names, *places = table.row_cells(0)
        else:
            names, places = cell, []
        if self.letter.recipients:
            _fill(names, [(recipients_title(self.letter), styles.RECIPIENTS_TITLE)])
            for line in self.letter.recipients:
                self._phrase(names.add_paragraph("- ", styles.RECIPIENTS), line)
        if codes and not places:
            table = _without_borders(cell.add_table(1, len(codes)), (width / len(codes),) * len(codes))
            places = [*table.row_cells(0)]
        for place, code in zip(places, codes, strict=False):
            draw_code(place, code)
        if codes:
            cell.add_paragraph(style=styles.CODE_ADDRESS)  # Word wants a paragraph at the end of a cell

    def _codes(self) -> None:
        codes = self.letter.codes
        if not codes:
            return
        columns = min(len(codes), _CODES_PER_ROW)
        rows = -(-len(codes) // columns)
        table = self._columns((self.profile.text_width / columns,) * columns, rows)
        for number, code in enumerate(codes):
            draw_code(table.cell(number // columns, number % columns), code)

    def annex(self, annex: Annex) -> None:
        """Write an annex in a section of its own, whose pages are counted from 1."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section._sectPr.append(OxmlElement("w:pgNumType", {qn("w:start"): "1"}))
        for words in filter(None, (annex.label, annex.title)):
            self.document.add_paragraph(words, styles.TYPE_NAME)
        of = self.document.add_paragraph(style=styles.CENTRED)
        of.add_run(f"({annex.of})").italic = True
        of.paragraph_format.space_after = Pt(12)
        for block in annex.body:
            self._paragraph(block)

    def _columns(self, widths: Sequence[float], rows: int) -> Table:
        """Add a table without borders whose columns have `widths`, in mm, and whose rows stay whole."""
        return _without_borders(self.document.add_table(rows, len(widths)), widths)


def _without_borders(table: Table, widths: Sequence[float]) -> Table:
    """Return `table` with columns of `widths`, in mm, and rows that stay whole."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table._tblPr.append(_without_margins())
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _fill(cell: _Cell, lines: Sequence[tuple[str, str]]) -> None:
    """Write `lines`, each with its style, into `cell`, whose first paragraph is there already."""
    for number, (words, style) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(words)


def _add_rule(place: _Cell | WordDocument, length: float, column: float) -> None:
    """Add a drawn line of `length` mm, centred in a column of `column` mm: an empty line with a border above."""
    paragraph = place.add_paragraph()
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm((column - length) / 2)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    borders = OxmlElement("w:pBdr")
    line = {"val": "single", "sz": "6", "space": "1", "color": "000000"}
    borders.append(OxmlElement("w:top", {qn(f"w:{name}"): value for name, value in line.items()}))
    paragraph._p.get_or_add_pPr().append(borders)


def _without_margins() -> BaseOxmlElement:
    """Return the setting that lets words use the whole width of a cell: Quốc hiệu needs it."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(OxmlElement(f"w:{side}", {qn("w:w"): "0", qn("w:type"): "dxa"}))
    return margins
