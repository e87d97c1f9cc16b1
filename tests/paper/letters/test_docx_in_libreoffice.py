"""Needs LibreOffice: the DOCX, opened and converted to PDF, says what the PDF letter says, part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from libreoffice import print_all
from paper.letters.expected import foot_lines, head_lines, note_lines, squeezed, text_lines
from paper.letters.letter_samples import CASES, REAL_MEETINGS, letter, real_letter
from paper.letters.pdf_reading import MM, ReadPdf
from phonghop.paper.letters.docx import render_docx


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every letter as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("letters")
    letters = {f"{profile}-{kind}": letter(kind, profile) for profile, kind in CASES}
    letters |= {meeting_id: real_letter(meeting_id) for meeting_id in REAL_MEETINGS}
    for name, made in letters.items():
        (folder / f"{name}.docx").write_bytes(render_docx(made))
    print_all(folder)
    return folder


def page_texts(folder: Path, name: str) -> str:
    pdf = ReadPdf((folder / f"{name}.pdf").read_bytes())
    top = (297 - 17) * MM
    return "".join(
        squeezed(pdf.document[n].get_textpage().get_text_bounded(top=top)) for n in range(pdf.page_count)
    )


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_made_letters_say_the_same(converted: Path, profile: str, kind: str) -> None:
    made = letter(kind, profile)
    text = page_texts(converted, f"{profile}-{kind}")
    for line in filter(None, (*head_lines(made), *text_lines(made), *foot_lines(made), *note_lines(made))):
        assert squeezed(line) in text


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_real_letters_say_the_same_in_order(converted: Path, meeting_id: str) -> None:
    """Paragraphs may part at a page's end where notes stand between, so whole lines count, in their order."""
    real = real_letter(meeting_id)
    text = page_texts(converted, meeting_id)
    found = [text.find(squeezed(line)) for line in text_lines(real) if line]
    whole = [place for place in found if place >= 0]
    assert len(whole) >= len(found) - 3
    for line in filter(None, (*head_lines(real), *foot_lines(real))):
        assert squeezed(line) in text


def test_margins_of_the_converted_letter(converted: Path) -> None:
    pdf = ReadPdf((converted / "party-hd05-cong-van.pdf").read_bytes())
    assert min(glyph.x for glyph in pdf.glyphs) == pytest.approx(30, abs=0.5)
    assert pdf.find("Thường trực Tỉnh ủy mời các đồng chí")[0].size == pytest.approx(14, abs=0.1)
