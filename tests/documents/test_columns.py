"""What goes on below, and not beside, is read in that order as well: columns of a page, cells of tables and sheets."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2
import pytest

from phonghop.documents import pdf_columns, words
from phonghop.documents.pdf_columns import by_columns
from phonghop.documents.reading import Reading, kind_of, reader
from sample_files import archive, docx, vietnamese_pdf

LEFT = (
    "Kinh phí di dời",
    "mười hai đơn vị",
    "hỏi Lương Thị",
    "Kiểm Thử, số",
    "0912 345",
    "678, lưu ý",
    "TỐI",
    "MẬT",
)
RIGHT = tuple(f"Cột bên phải {chr(ord('a') + n)}" for n in range(len(LEFT)))
FLOWING = " ".join(LEFT)


def placed(lines: Sequence[tuple[int, int, str]]) -> bytes:
    return vietnamese_pdf(
        "\n".join(f'#place(dx: {x}pt, dy: {y}pt, text(10pt)[#"{line}"])' for x, y, line in lines)
    )


def across(order: int = 1) -> bytes:
    lines = [
        (x, 14 * n, line)
        for n, pair in enumerate(zip(LEFT, RIGHT, strict=True))
        for x, line in zip((0, 200), pair, strict=True)
    ]
    return placed(lines[::order])


def table(row: str, cell: str) -> str:
    rows = (cell.format(a) + cell.format(b) for a, b in zip(LEFT, RIGHT, strict=True))
    return "".join(row.format(cells) for cells in rows)


def in_word() -> bytes:
    rows = table("<w:tr>{}</w:tr>", "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>")
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr>'
    return docx(f"<w:tbl>{wide}{rows}</w:tbl>")


def on_a_slide() -> bytes:
    rows = table("<tr>{}</tr>", "<tc><p><r><t>{}</t></r></p></tc>")
    types = {"[Content_Types].xml": "presentationml.presentation.main+xml"}
    return archive({**types, "ppt/slides/slide1.xml": f"<s><tbl>{rows}</tbl></s>"})


def in_a_workbook() -> bytes:
    cells = ((f'<c r="{column}{n}" t="inlineStr"><is><t>{line}</t></is></c>' for column, line in zip("AB", pair, strict=True)) for n, pair in enumerate(zip(LEFT, RIGHT, strict=True), 1))  # fmt: skip
    rows = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    types = {"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}
    return archive({**types, "xl/worksheets/sheet1.xml": f"<s>{rows}</s>"})


@pytest.mark.parametrize(
    ("data", "ending"),
    [(across(), ".pdf"), (across(-1), ".pdf"), (in_word(), ".docx"), (on_a_slide(), ".pptx"), (in_a_workbook(), ".xlsx")],
    ids=["PDF", "PDF drawn from its end", "table", "slide", "sheet"],
)  # fmt: skip
def test_a_column_is_read_to_its_end(data: bytes, ending: str) -> None:
    reading = Reading()
    reader(kind_of(data))(reading, data, ending)
    columns = [passage for passage in reading.passages if passage.where == "columns"]
    rest = [passage for passage in reading.passages if passage.where != "columns"]
    assert FLOWING in " ".join(" ".join(passage.text for passage in columns).split())
    assert {"PH707", "PH708"} <= {finding.code for finding in words.findings(columns)}
    assert "PH707" not in {finding.code for finding in words.findings(rest)}


def test_columns_of_a_long_document_are_read_to_a_bound_and_its_words_to_their_end() -> None:
    whole, bound = Reading(), Reading(columns_left=20)
    for reading in (whole, bound):
        reader("office")(reading, in_a_workbook(), ".xlsx")
    assert whole.passages[-1].text.startswith(LEFT[0])
    assert [len(passage.text) for passage in bound.passages if passage.where == "columns"] == [20]
    assert bound.columns_left == 0


def read(data: bytes) -> str:
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    return " ".join(by_columns(page, page.get_text_range()).split())


def test_what_stands_over_all_columns_ends_them() -> None:
    lines = [(0, 0, "Trái một"), (200, 0, "Phải một"), (0, 20, f"Nhan đề {'dài ' * 15}"), (0, 40, "Trái hai"), (200, 40, "Phải hai")]  # fmt: skip
    assert read(placed([*lines, (0, 60, "Trái ba"), (200, 60, "Phải ba")])).replace("dài ", "") == (
        "Trái một Phải một Nhan đề Trái hai Trái ba Phải hai Phải ba"
    )


def test_a_page_that_is_read_as_it_was_drawn_is_read_once() -> None:
    assert not read(vietnamese_pdf("Đoạn thứ nhất.\n\nĐoạn thứ hai."))


@pytest.mark.parametrize("bound", ["_MOST", "_MOST_LOOKS"])
def test_a_page_of_very_many_pieces_is_read_once(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_columns, bound, 3)
    assert not read(across())
