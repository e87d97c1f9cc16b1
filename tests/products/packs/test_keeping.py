"""Packs kept between builds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from phonghop.products.packs.keeping import kept

FILES = {"tron-bo.zip": b"zip", "tron-bo.pdf": b"pdf"}


class Maker:
    """Counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Iterator[tuple[str, bytes]]:
        self.asked += 1
        yield from FILES.items()


@pytest.fixture
def make() -> Maker:
    return Maker()


def contents(files: Mapping[str, bytes | Path]) -> dict[str, bytes]:
    return {name: file.read_bytes() if isinstance(file, Path) else file for name, file in files.items()}


def test_kept_packs_are_not_made_again(tmp_path: Path, make: Maker) -> None:
    for _ in range(2):
        assert contents(kept(tmp_path, "key", make)) == FILES
    assert make.asked == 1
    kept(tmp_path, "another key", make)
    assert make.asked == 2


def test_without_a_folder_nothing_is_kept(make: Maker) -> None:
    for _ in range(2):
        assert kept(None, "key", make) == FILES
    assert make.asked == 2


@pytest.mark.parametrize("file", [*FILES, "SHA256SUMS"])
@pytest.mark.parametrize("damage", [b"", b"zi", b"zipp", b"\xff\xfe", None])
def test_damaged_packs_are_made_again(tmp_path: Path, make: Maker, file: str, damage: bytes | None) -> None:
    kept(tmp_path, "key", make)
    if damage is None:
        (tmp_path / "key" / file).unlink()
    else:
        (tmp_path / "key" / file).write_bytes(damage)
    assert contents(kept(tmp_path, "key", make)) == FILES
    assert make.asked == 2


def test_list_of_checksums_that_lost_a_line_is_not_believed(tmp_path: Path, make: Maker) -> None:
    kept(tmp_path, "key", make)
    sums = tmp_path / "key" / "SHA256SUMS"
    sums.write_text(sums.read_text().splitlines(keepends=True)[0])
    assert contents(kept(tmp_path, "key", make)) == FILES


def test_folder_can_be_deleted(tmp_path: Path, make: Maker) -> None:
    folder = tmp_path / "packs"
    kept(folder, "key", make)
    shutil.rmtree(folder)
    assert contents(kept(folder, "key", make)) == FILES


def test_another_build_may_put_the_same_there_first(tmp_path: Path, make: Maker) -> None:
    def slow() -> Iterator[tuple[str, bytes]]:
        kept(tmp_path, "key", make)
        yield from FILES.items()

    assert contents(kept(tmp_path, "key", slow)) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
