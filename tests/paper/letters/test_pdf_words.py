"""Every part of a letter stands in its PDF, in order, as plain text."""

from __future__ import annotations

import pytest

from paper.letters.expected import all_lines, assert_in_order, note_lines, squeezed
from paper.letters.letter_samples import CASES, REAL_MEETINGS, letter, real_letter
from paper.letters.pdf_reading import MM, ReadPdf
from phonghop.paper.letters import Letter
from phonghop.paper.letters.pdf import render_pdf

# The page number stands above this height, in pt from the bottom edge.
_TOP_OF_TEXT = (297 - 17) * MM


def running_text(letter: Letter, pdf: ReadPdf) -> str:
    """Return the text of all pages without page numbers and footnotes, which stand between parts of a paragraph."""
    pages = (pdf.document[n].get_textpage().get_text_bounded(top=_TOP_OF_TEXT) for n in range(pdf.page_count))
    text = "".join(map(squeezed, pages))
    for number, note in enumerate(note_lines(letter), 1):
        told = f"({number}){squeezed(note)}"
        assert told in text
        text = text.replace(told, "")
    return text


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_made_letters_keep_their_order(profile: str, kind: str) -> None:
    made = letter(kind, profile, urgency="khan", circulation="Tài liệu hội nghị", draft="Dự thảo lần 2")
    assert_in_order(all_lines(made), running_text(made, ReadPdf(render_pdf(made))))


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_real_letters_keep_their_order(meeting_id: str) -> None:
    real = real_letter(meeting_id)
    assert_in_order(all_lines(real), running_text(real, ReadPdf(render_pdf(real))))


def test_words_are_never_markup() -> None:
    hostile = "#panic() *đậm* _nghiêng_ $x$ `mã` @nhãn <a> \\ // /* ~ -- ... \"trích\" 'dẫn' [ ] { }"
    made = letter(opening=hostile, closing=hostile, subject=hostile)
    text = squeezed("".join(map(ReadPdf(render_pdf(made)).page_text, range(2))))
    assert text.count(squeezed(hostile)) == 3


def test_sign_that_the_typeface_lacks_does_not_stop_the_letter() -> None:
    assert render_pdf(letter(closing="Trân trọng ☃.")).startswith(b"%PDF-")


@pytest.mark.parametrize("place", ["before-closing", "after-signature", "none"])
def test_codes_stand_where_the_meeting_says(place: str) -> None:
    made = letter(codes=place)
    text = running_text(made, ReadPdf(render_pdf(made)))
    assert_in_order(all_lines(made), text)
    assert ("Hỗtrợkỹthuật" in text) == (place != "none")


def test_blank_addressee_leaves_a_dotted_line() -> None:
    made = letter("giay-moi", blank_addressee="có")
    assert "Kínhgửi:......" in squeezed(ReadPdf(render_pdf(made)).page_text(0))


def test_unnumbered_letter_leaves_room_for_its_number() -> None:
    glyphs = ReadPdf(render_pdf(letter(number=None))).find("Số-CV/TU")
    assert glyphs[2].x - glyphs[1].right > 5


def test_undated_letter_is_set() -> None:
    assert "ngày…tháng…năm…" in squeezed(ReadPdf(render_pdf(letter(date=None))).page_text(0))
