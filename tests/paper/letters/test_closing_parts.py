"""What stands below the text: several signatures, codes beside Nơi nhận, annexes; and which letters one page is enough for."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from paper.letters.letter_samples import CODES, PARTY, letter, meeting
from paper.letters.pdf_reading import ReadPdf
from phonghop.paper.letters import compose
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import fitted, render_pdf

TWO = [
    {"authority": "TM. ỦY BAN", "post": "CHỦ TỊCH", "name": "Trần Văn Một"},
    {"post": "GIÁM ĐỐC", "name": "Lê Thị Hai"},
]


def test_two_who_sign_together_stand_side_by_side_in_their_order() -> None:
    pdf = ReadPdf(render_pdf(letter(signature=TWO, codes="none")))
    one, two = pdf.find("Trần Văn Một"), pdf.find("Lê Thị Hai")
    assert one[0].baseline == two[0].baseline
    assert one[-1].right < two[0].x
    assert pdf.find("Nơi nhận:")[0].baseline > two[0].baseline


def test_two_who_sign_together_share_a_row_in_word() -> None:
    document = Document(io.BytesIO(render_docx(letter(signature=TWO))))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert any("Trần Văn Một" in row[0] and "Lê Thị Hai" in row[1] for row in rows)


@pytest.mark.parametrize("count", [1, 2])
def test_codes_stand_below_recipients_beside_the_signature_in_word(count: int) -> None:
    made = letter(codes="beside-signature")
    document = Document(io.BytesIO(render_docx(replace(made, codes=CODES[:count]))))
    left, right = next(t for t in document.tables if "Nơi nhận:" in t.cell(0, 0).text).row_cells(0)
    labels = [cell.text for table in left.tables for cell in table.row_cells(0)]
    assert [code.label for code in CODES[:count]] == [label.strip().split("\n")[0] for label in labels][
        -count:
    ]
    assert "Trần Thị Mẫu" in right.text


def test_an_annex_has_its_own_page_without_a_number_and_its_content_is_not_in_the_letter() -> None:
    made = letter("giay-moi", "state-nd30", annexes={"heading": "Nội dung kỳ họp", "content": "topics"})
    assert "Sơ kết công tác năm 2026 và phương hướng" not in " ".join(block.text for block in made.body)
    assert made.body[-1].text == "Kèm theo: Nội dung kỳ họp."
    pdf = ReadPdf(render_pdf(made))
    last = pdf.page_count - 1
    assert pdf.find("NỘI DUNG KỲ HỌP")[0].page == pdf.find("Sơ kết công tác năm 2026 và")[0].page == last
    assert pdf.find("(Kèm theo Giấy mời số 12/GM-UBND ngày 05/02/2026)")
    assert pdf.page_text(last).lstrip().startswith("NỘI DUNG KỲ HỌP")


def test_several_annexes_are_numbered_in_roman() -> None:
    made = compose(
        meeting(
            "giay-moi",
            "party-hd05",
            annexes=[{"heading": "Một", "text": "A."}, {"heading": "Hai", "text": "B."}],
        ),
        PARTY,
        "print",
        dict.fromkeys(("documents", "attendance", "support", "headcount"), "Liên kết"),
    )
    assert [(annex.label, annex.title) for annex in made.annexes] == [
        ("Phụ lục I", "MỘT"),
        ("Phụ lục II", "HAI"),
    ]


def test_the_code_moves_beside_recipients_only_to_save_a_page() -> None:
    places = set()
    for lines in range(1, 30, 2):
        made = letter("giay-moi", opening="\n".join(["Một câu ngắn."] * lines))
        fit = fitted(replace(made, codes=CODES[:1], codes_place="beside-signature"))
        if fit.code_at_recipients:
            places.add(ReadPdf(fit.pdf).page_count)
            code, name = ReadPdf(fit.pdf).find("Tài liệu"), ReadPdf(fit.pdf).find("Trần Thị Mẫu")
            assert code[-1].right < name[0].x
    assert places
