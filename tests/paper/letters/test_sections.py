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
from phonghop.paper.letters.form import in_form
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
    return compose(made, PARTY, "print", {"room": "Phòng họp"})


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


def test_lines_of_their_own_begin_with_a_capital_and_a_chair_alone_chairs() -> None:
    made = composed(
        chair="Ông Nguyễn Văn Mẫu, Phó Chủ tịch",
        arrive_early={"minutes": "15"},
        sessions="17/12/2026 8h-11h",
        points=[{"name": "Điểm cầu tỉnh", "attendees": "A"}, {"name": "Điểm cầu xã", "attendees": "B"}],
        contacts=[
            {
                "id": "a",
                "name": "Hồ Thị Ví",
                "honorific": "Bà",
                "phone": "0900.000.001",
                "purpose": "báo số lượng",
            },
            {
                "id": "b",
                "name": "Trần Thị Thử",
                "honorific": "Bà",
                "phone": "0900.000.002",
                "purpose": "kết nối",
            },
        ],
        notes=[{"text": "Thử đường truyền trước 30 phút", "contacts": "b"}],
    )
    lines = [block.text for block in made.body]
    assert any(line.startswith("Từ 08 giờ 00 phút đến 11 giờ") for line in lines)
    assert "- Chủ trì: Ông Nguyễn Văn Mẫu, Phó Chủ tịch." in lines
    assert "- Báo số lượng: Bà Hồ Thị Ví (số điện thoại: 0900.000.001)." in lines
    assert any(
        "trước 30 phút (kết nối: Bà Trần Thị Thử (số điện thoại: 0900.000.002))" in line for line in lines
    )


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


def test_a_single_heading_bears_no_number() -> None:
    assert headings(composed({"sections": ["time"]})) == [""]
    assert headings(composed({"numbering": "stars", "sections": ["time"]})) == ["*"]


def test_times_that_tell_places_are_headed_so_unless_a_place_has_its_own_heading() -> None:
    sessions = [
        {"start": "17/12/2026 8h-11h", "label": "Họp chung", "venue": "Sân trường"},
        {"start": "17/12/2026 14h", "label": "Họp lớp", "venue": "Phòng 12"},
    ]
    text = [block.text for block in composed(sessions=sessions).body]
    assert text[0].endswith("Thời gian, địa điểm")
    assert text[1].startswith("- Họp chung: từ 08 giờ 00 phút đến 11 giờ")
    assert composed(sessions=sessions, venue="Trường học").body[0].text.endswith(" Thời gian")


def test_items_are_counted_through_all_sessions_as_on_the_page() -> None:
    made = composed(
        {"sections": ["agenda"]},
        sessions=["17/12/2026 8h", "17/12/2026 14h"],
        agenda=[{"title": "A", "session": "1"}, {"title": "B"}, {"title": "C", "session": "2"}],
    )
    assert [block.text for block in made.body if block.kind == "item"] == ["(1) A.", "(2) B.", "(3) C."]


def test_no_label_says_what_its_words_begin_with() -> None:
    made = composed({"sections": ["notes"]}, dress="trang phục công sở", costs="Chi phí đi lại tự túc")
    assert [block.text for block in made.body[1:]] == ["- Trang phục công sở.", "- Chi phí đi lại tự túc."]


def test_a_final_mark_stands_apart_from_an_address() -> None:
    made = composed(
        {"profile": "state-nd30", "sections": ["links"]},
        links=[{"kind": "room", "label": "Phòng họp", "url": "https://hop.example.vn/a"}],
    )
    assert in_form(made).body[-1].text.endswith("https://hop.example.vn/a ./.")


def test_every_line_before_another_block_reaches_the_margin() -> None:
    """Paragraphs that may not part from what follows are justified like any other."""
    words = "Các chi bộ gửi báo cáo tổng kết năm về Văn phòng Đảng ủy trước ngày 15/12/2026 và nộp danh sách"
    read = ReadPdf(render_pdf(composed({"closing": words})))
    begin = read.find("Các chi bộ gửi báo cáo")[0]
    line = [g for g in read.glyphs if g.page == begin.page and abs(g.baseline - begin.baseline) < 1]
    assert max(glyph.right for glyph in line) == pytest.approx(195, abs=0.5)
