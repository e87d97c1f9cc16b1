"""Needs LibreOffice: letters that it made into PDF are read as the Word files that they were made of."""

from __future__ import annotations

import re
from pathlib import Path

import docx as python_docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from letter_samples import REAL

from libreoffice import print_all
from phonghop.importing import docx, pdf, plain_text
from phonghop.importing.letter import read_letter
from phonghop.text.folding import fold
from phonghop.text.strings import strings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the real letters as Word files, justified, head and foot in tables, and as PDF."""
    folder = tmp_path_factory.mktemp("letters")
    for letter in REAL:
        typed(letter, folder / f"{letter.stem}.docx")
    print_all(folder)
    return folder


def typed(letter: Path, path: Path) -> None:
    document = python_docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    for line in plain_text.lines(letter.read_bytes()):
        cells = re.split(r"\s{3,}", line.strip())
        if len(cells) == 2:
            row = document.add_table(1, 2).rows[0]
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        elif line.strip():
            document.add_paragraph(" ".join(line.split())).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    document.save(str(path))


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]|_", "", fold(text))


@pytest.mark.parametrize("letter", REAL, ids=lambda path: path.stem)
def test_a_pdf_of_another_maker_is_read_as_its_word_file(letter: Path, folder: Path) -> None:
    t = strings("vi")
    lines = docx.read(folder / f"{letter.stem}.docx").lines
    wanted = {squeezed(reading.text) for reading in read_letter(lines, (), t).readings}
    readings = read_letter(pdf.read(folder / f"{letter.stem}.pdf"), (), t).readings
    found = "".join(squeezed(reading.text) for reading in readings)
    missing = [text for text in wanted if text not in found]
    print(letter.stem, len(wanted) - len(missing), "of", len(wanted))
    assert len(wanted) > 40
    assert len(missing) / len(wanted) < 0.03, missing
