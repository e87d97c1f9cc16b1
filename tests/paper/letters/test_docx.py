"""The DOCX holds the parts of the letter in order, in styles with names, and nothing that depends on the clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import docx
import pytest
import zxingcpp
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import Image

from paper.letters.expected import (
    assert_in_order,
    foot_lines,
    head_lines,
    note_lines,
    squeezed,
    text_lines,
)
from paper.letters.letter_samples import CASES, CODES, REAL_MEETINGS, letter, real_letter
from phonghop.paper.letters import Letter
from phonghop.paper.letters import word_styles as styles
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.profiles import PROFILES
from phonghop.paper.letters.word_codes import code_picture


def opened(made: Letter) -> Document:
    return docx.Document(io.BytesIO(render_docx(made)))


def paragraphs(document: Document) -> Iterator[Paragraph]:
    """Yield every paragraph in the order of the document, cell by cell inside tables."""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield part


def words(paragraph: Paragraph) -> str:
    """Return a paragraph's words, footnote marks as their numbers."""
    said = ""
    for run in paragraph.runs:
        mark = run._r.find(qn("w:footnoteReference"))
        said += run.text if mark is None else mark.get(qn("w:id"))
    return said


def expected_lines(made: Letter) -> tuple[str, ...]:
    """Return the lines but for the sign below the issuer, which may be a drawn rule."""
    return tuple(filter(None, (*head_lines(made), *text_lines(made), *foot_lines(made))))


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_made_letters_keep_their_order(profile: str, kind: str) -> None:
    made = letter(kind, profile, urgency="khan", circulation="Tài liệu hội nghị", draft="Dự thảo lần 2")
    # Number and marks share a cell, so the date of the next cell follows them.
    text = squeezed("".join(map(words, paragraphs(opened(made)))))
    day = squeezed(made.place_and_date)
    assert day in text
    lines = tuple(line for line in expected_lines(made) if line != made.place_and_date)
    assert_in_order(lines, text.replace(day, ""))


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_real_letters_keep_their_order(meeting_id: str) -> None:
    real = real_letter(meeting_id)
    text = squeezed("".join(map(words, paragraphs(opened(real)))))
    lines = tuple(line for line in expected_lines(real) if line != real.place_and_date)
    assert_in_order(lines, text)


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_styles_have_names_and_measures(profile: str, kind: str) -> None:
    document, form = opened(letter(kind, profile)), PROFILES[profile]
    used = {paragraph.text: paragraph.style.name for paragraph in paragraphs(document)}
    assert used["Trần Thị Mẫu"] == styles.SIGNER
    assert used["Nơi nhận:"] == styles.RECIPIENTS_TITLE
    assert used[form.title[0].text] == styles.TITLES[0]
    assert used["III- ĐỊA ĐIỂM, THÀNH PHẦN"] == "Heading 1"
    for name, face in (
        (styles.TEXT, form.body),
        (styles.SIGNER, form.signer),
        (styles.RECIPIENTS, form.recipients),
    ):
        font = document.styles[name].font
        assert (font.name, font.size, bool(font.bold)) == (styles.TYPEFACE, Pt(face.size), face.bold)
    text = document.styles[styles.TEXT].paragraph_format
    assert text.line_spacing == Pt(form.line_spacing)
    section = document.sections[0]
    # Word counts in twentieths of a point.
    measured = [length.mm for length in (text.first_line_indent, section.left_margin, section.right_margin)]
    assert measured == pytest.approx([form.indent, form.margin_left, form.margin_right], abs=0.02)
    assert section.different_first_page_header_footer


def test_footnotes_are_real() -> None:
    made = letter(closing="Kính mời[^duong-truyen].")
    with zipfile.ZipFile(io.BytesIO(render_docx(made))) as archive:
        notes = archive.read("word/footnotes.xml").decode()
        body = archive.read("word/document.xml").decode()
    assert all(note in notes for note in note_lines(made))
    assert body.count("<w:footnoteReference") == 1


def test_last_paragraph_stays_with_the_signature() -> None:
    body = [part for part in opened(letter()).paragraphs if part.style.name == styles.TEXT]
    assert body[-1].paragraph_format.keep_with_next


def test_long_name_breaks_before_the_city() -> None:
    made = replace(letter(), issuers=("THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH",))
    assert next(paragraphs(opened(made))).text == "THÀNH ỦY\nTHÀNH PHỐ HỒ CHÍ MINH"


def test_codes_scan() -> None:
    for code in CODES:
        data, side = code_picture(code.address)
        picture = Image.open(io.BytesIO(data)).convert("L")
        assert [found.text for found in zxingcpp.read_barcodes(picture)] == [code.address]
        assert side >= 25


def test_same_letter_same_bytes() -> None:
    data = render_docx(letter())
    assert data == render_docx(letter())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    facts = docx.Document(io.BytesIO(data)).core_properties
    assert (facts.author, facts.language, facts.created.year) == ("", "vi-VN", 2026)
