"""What is no letter that can be read is told with a code of its own."""

from pathlib import Path

import pytest

from phonghop.importing.job import read_file
from phonghop.text.problems import Unreadable
from sample_files import pdf


@pytest.mark.parametrize(
    ("name", "data", "code"), [("giay-moi.rtf", b"{\\rtf1}", "PH715"), ("giay-moi.pdf", pdf("x"), "PH714")]
)
def test_a_scan_and_another_kind_are_told(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as told:
        read_file(tmp_path / name)
    assert told.value.code == code
