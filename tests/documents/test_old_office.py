"""Office files of the years before 2007, as LibreOffice writes them from the flat sources beside them.

Made by ``soffice --headless --convert-to doc letter.fodt`` (``xls contacts.fods``, ``ppt slides.fodp``), then ``gzip -9n``.
"""

from __future__ import annotations

import gzip
import struct
from pathlib import Path

import pytest

from phonghop.documents import legacy, words
from phonghop.documents.old_sheets import read_workbook
from phonghop.documents.reading import Reading, kind_of, reader
from phonghop.documents.records import Where

FILES = Path(__file__).parent / "old_office"


def read(name: str) -> Reading:
    data = gzip.decompress((FILES / f"{name}.gz").read_bytes())
    assert kind_of(data) == "compound"
    reading = Reading()
    reader("compound")(reading, data, Path(name).suffix)
    return reading


def lines(reading: Reading, where: Where) -> list[str]:
    return [
        line for passage in reading.passages if passage.where == where for line in passage.text.split("\n")
    ]


@pytest.mark.parametrize(
    ("name", "mark", "numbers"),
    [
        ("letter.doc", "MẬT", ["0900 000 002", "0900 000 001", "0900.000.003"]),
        ("contacts.xls", "TUYỆT MẬT", ["0900000001", "0900 000 002"]),
        ("slides.ppt", "MẬT", ["0900 000 001", "0900.000.002"]),
    ],
)
def test_marks_and_numbers_are_read(name: str, mark: str, numbers: list[str]) -> None:
    found = {finding.code: finding.values for finding in words.findings(read(name).passages)}
    assert found == {"PH708": {"mark": mark}, "PH707": {"numbers": numbers}}


def test_a_picture_pasted_from_paint_is_no_object_that_runs() -> None:
    """Word keeps it as an object of Paint's; a file packed as an object has a label where the picture has its sign."""
    for data, actions in ((b"BM\x16G" + bytes(60), set()), (b"\x02\x00a.exe\x00" + bytes(60), {"OLE"})):
        reading = Reading()
        content = struct.pack("<I", len(data)) + data
        legacy._stream(reading, "ObjectPool/_1/\x01Ole10Native", content, {})
        assert reading.actions == actions


def test_a_letter_is_read_with_its_header_and_notes() -> None:
    page = lines(read("letter.doc"), "page")
    assert {"ỦY BAN NHÂN DÂN TỈNH", "TỐI MẬT"} <= set(page)
    assert "Máy khác: 0900.000.003" in map(str.strip, page)


def test_cells_are_read_row_by_row_and_numbers_of_phones_get_their_zero_back() -> None:
    reading = read("contacts.xls")
    assert lines(reading, "page") == [
        "Họ tên\tĐiện thoại",
        "Người A\t0900000001",
        "MẬT\t0900 000 002",
        "Ngày\t12345.5",
    ]
    assert lines(reading, "name") == ["Danh sách", "TUYỆT MẬT"]
    assert set(lines(reading, "margin")) == {"TỐI MẬT"}


def test_slides_and_their_notes_are_read() -> None:
    assert {"MẬT", "TỐI MẬT", "Gọi 0900 000 001"} <= set(lines(read("slides.ppt"), "page"))


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def cell(n: int) -> bytes:
    return record(0xFD, struct.pack("<HHHI", n, 0, 0, n))


def workbook(*records: bytes) -> Reading:
    reading = Reading()
    read_workbook(reading, b"".join(records))
    return reading


def test_shared_strings_go_on_in_the_next_record_with_letters_of_another_width() -> None:
    """A long table of strings is cut every 8 kB, within a word if it falls so ([MS-XLS] 2.4.58)."""
    head = struct.pack("<II", 2, 2) + struct.pack("<HB", 7, 0) + b"TO"
    rest = b"\x01" + "I MẬT".encode("utf-16-le") + struct.pack("<HB", 2, 0) + b"ab"
    reading = workbook(record(0xFC, head), record(0x3C, rest), cell(0), cell(1))
    assert lines(reading, "page") == ["TOI MẬT", "ab"]


def test_strings_without_a_cell_formulas_and_text_boxes_are_read() -> None:
    formula = record(0x06, struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6))
    answer = record(0x207, struct.pack("<HB", 3, 1) + "MẬT".encode("utf-16-le"))
    box = record(0x1B6, bytes(10) + struct.pack("<H", 3) + bytes(6)) + record(
        0x3C, b"\x01" + "MẬT".encode("utf-16-le")
    )
    shared = record(0xFC, struct.pack("<IIHB", 1, 1, 2, 0) + b"xy")
    reading = workbook(shared, formula, answer, box)
    assert (lines(reading, "page"), lines(reading, "margin"), lines(reading, "note")) == (
        ["MẬT"],
        ["MẬT"],
        ["xy"],
    )


@pytest.mark.parametrize("kind", [0xFC, 0xFD, 0x85, 0x14, 0x1B6, 0x204, 0x203, 0x06, 0xBD, 0x27E, 0x207])
@pytest.mark.parametrize("content", [b"", b"\xff" * 9, b"\0\0\0\0\0\0\xff\xff\x01\0x"])
def test_a_damaged_record_stops_nothing(kind: int, content: bytes) -> None:
    whole = record(0x204, struct.pack("<HHHHB", 9, 0, 0, 2, 0) + b"ok")
    assert "ok" in lines(workbook(record(kind, content), whole), "page")
