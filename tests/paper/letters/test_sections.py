"""The sections of a letter: their numbers, tasks with only a backdrop, and footnotes numbered alike everywhere."""

from __future__ import annotations

import io
import re
import zipfile
from typing import get_args

import pytest

from paper.letters.letter_samples import PARTY
from paper.letters.pdf_reading import ReadPdf
from phonghop.model import Meeting
from phonghop.model.letter import Numbering
from phonghop.paper.letters import Letter, compose
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal.defaults import settled

NUMBERINGS = get_args(Numbering)


def composed(letter: dict[str, object] | None = None, **changes: object) -> Letter:
    bare = {
        "title": "Hội nghị sơ kết",
        "organizer": "tinh-uy",
        "sessions": "17/12/2026 8h",
        "letter": {"profile": "party-hd05", **(letter or {})},
    }
    made = settled(Meeting.model_validate({**bare, **changes}), PARTY)
    return compose(made, PARTY, "print", {})


def headings(made: Letter, level: int = 1) -> list[str]:
    return [block.marker for block in made.body if block.kind == "heading" and block.level == level]


@pytest.mark.parametrize("numbering", NUMBERINGS)
@pytest.mark.parametrize("who", [{"units": "Văn phòng"}, {"heading": "Trang trí"}, {}])
def test_a_task_with_only_a_backdrop_prints_it(numbering: str, who: dict[str, object]) -> None:
    made = composed(
        {"numbering": numbering},
        tasks=[{**who, "backdrop": "có"}],
        backdrop={"lines": "Hội nghị sơ kết năm 2026", "colours": "nền đỏ"},
    )
    text = "\n".join(block.text for block in made.body)
    assert text.count("HỘI NGHỊ SƠ KẾT NĂM 2026") == 1
    assert "nền đỏ" in text
    named = "".join(map(str, who.values())).lower()
    assert named in text.lower()


def test_the_thirteenth_section_is_the_thirteenth() -> None:
    sections = [{"heading": f"Mục {n}", "text": "Lời."} for n in range(1, 15)]
    roman = headings(composed({"numbering": "roman", "sections": sections}))
    assert roman[8:] == ["IX.", "X.", "XI.", "XII.", "XIII.", "XIV."]
    decimal = headings(composed({"numbering": "decimal", "sections": sections}))
    assert decimal == [f"{n}." for n in range(1, 15)]


def test_points_and_sections_below_one_heading_are_counted_once() -> None:
    made = composed(
        {
            "numbering": "roman",
            "sections": [
                {
                    "heading": "Thành phần",
                    "content": "points",
                    "sections": [{"heading": "Khách mời", "text": "Báo chí."}],
                }
            ],
        },
        points=[{"name": "Điểm cầu tỉnh", "attendees": "A"}, {"name": "Điểm cầu xã", "attendees": "B"}],
    )
    assert headings(made, 2) == ["1.", "2.", "3."]


def notes_of_docx(data: bytes) -> dict[int, str]:
    """Return the words of footnotes by the numbers that Word gives them: the order of their references."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body, notes = (archive.read(f"word/{part}.xml").decode() for part in ("document", "footnotes"))
    words = {
        number: "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inside))
        for number, inside in re.findall(r'(?s)<w:footnote [^>]*w:id="(\d+)"[^>]*>(.*?)</w:footnote>', notes)
    }
    marks = re.findall(r'<w:footnoteReference [^>]*w:id="(\d+)"', body)
    return {n: words[mark].strip() for n, mark in enumerate(marks, 1)}


def test_footnotes_bear_the_numbers_of_their_marks_in_both_files() -> None:
    notes = [{"id": name, "text": f"Chú thích {name}."} for name in ("mot", "hai", "ba")]
    made = composed(
        {"closing": "Kính mời[^mot]."},
        footnotes=notes,
        topics=["Nội dung thứ nhất[^ba]", "Nội dung thứ hai[^hai]", "Nội dung thứ ba[^ba]"],
    )
    assert [key for key, _ in made.footnotes] == ["ba", "hai", "mot"]
    word = notes_of_docx(render_docx(made))
    assert [words.removeprefix("(").lstrip("0123456789) ") for words in word.values()] == [
        "Chú thích ba.",
        "Chú thích hai.",
        "Chú thích mot.",
    ]
    pdf = ReadPdf(render_pdf(made))
    text = " ".join("".join(pdf.page_text(n) for n in range(pdf.page_count)).split())
    for n, words in enumerate(("ba", "hai", "mot"), 1):
        assert re.search(rf"\({n}\)\s*Chú thích {words}\.", text)
