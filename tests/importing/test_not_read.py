"""What is no letter that can be read is told with a code of its own."""

from pathlib import Path

import pytest

from phonghop.importing.job import read_file
from phonghop.text.problems import Unreadable
from sample_files import pdf


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("giay-moi.rtf", b"{\\rtf1}", "PH715"),
        ("giay-moi.pdf", pdf("x"), "PH714"),
        ("letter.txt", b"Meeting of the Senate\nDate: Wednesday, 16 December 2026 for all members", "PH731"),
        ("brief.txt", b"Einladung des Stadtrats\nSitzung der Fraktion mit Herrn Quang", "PH731"),
    ],
)
def test_a_scan_and_another_kind_are_told(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as told:
        read_file(tmp_path / name)
    assert told.value.code == code


def test_a_letter_without_marks_is_vietnamese_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "thu.txt").write_text("Kinh moi dong chi den du hop the luc 8 gio ngay 16/12/2026\n")
    assert read_file(tmp_path / "thu.txt").lines
