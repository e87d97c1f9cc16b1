"""What is found in a ZIP that is published as it is."""

from pathlib import Path

import pytest

from phonghop.documents.inspect import inspect
from phonghop.documents.records import Finding
from sample_files import archive


def findings(folder: Path, data: bytes) -> tuple[Finding, ...]:
    file = folder / "tai-lieu.zip"
    file.write_bytes(data)
    return inspect(file, folder / "cache").contents.findings


def test_a_whole_archive(tmp_path: Path) -> None:
    assert findings(tmp_path, archive({"bao-cao.txt": "x", "phu-luc/1..2.txt": "x"})) == ()


@pytest.mark.parametrize("name", ["../a", "b/../../a", "/etc/a", "C:\\a", "c:/a", "..\\a", "\\a"])
def test_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    (found,) = findings(tmp_path, archive({"a.txt": "x", name: "x"}))
    assert found.code == "PH713"


def test_few_of_many_names_are_told(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, archive({f"../{n}": "x" for n in range(50)}))
    assert found.values["names"] == [f"../{n}" for n in range(5)]


def test_damage(tmp_path: Path) -> None:
    whole = archive({"a.txt": "word " * 1000})
    middle = len(whole) // 3
    for data in (whole[:-30], whole[:middle] + b"\0\0\0\0" + whole[middle + 4 :]):
        assert [found.code for found in findings(tmp_path, data)] == ["PH701"]


def test_a_password(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": "x"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert [found.code for found in findings(tmp_path, bytes(data))] == ["PH702"]
