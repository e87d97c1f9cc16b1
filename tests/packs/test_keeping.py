"""Packs kept between builds."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from phonghop.packs.keeping import KeptFile, kept

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


def contents(files: Mapping[str, KeptFile]) -> dict[str, bytes]:
    """Return the bytes of each of `files`, whose digests must be true."""
    found = {}
    for name, file in files.items():
        found[name] = file.content.read_bytes() if isinstance(file.content, Path) else file.content
        assert file.sha256 == hashlib.sha256(found[name]).hexdigest()
    return found


def test_kept_packs_are_not_made_again(tmp_path: Path, make: Maker) -> None:
    for _ in range(2):
        assert contents(kept(tmp_path, "key", make)) == FILES
    assert make.asked == 1
    kept(tmp_path, "another key", make)
    assert make.asked == 2


def test_without_a_folder_nothing_is_kept(make: Maker) -> None:
    for _ in range(2):
        assert contents(kept(None, "key", make)) == FILES
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


def test_the_last_two_stay(tmp_path: Path, make: Maker) -> None:
    for key in ("mot", "hai", "mot", "ba"):
        kept(tmp_path, key, make)
    assert {path.name for path in tmp_path.iterdir()} == {"mot", "ba"}
    assert make.asked == 3


def test_another_build_may_put_the_same_there_first(tmp_path: Path, make: Maker) -> None:
    def slow() -> Iterator[tuple[str, bytes]]:
        kept(tmp_path, "key", make)
        yield from FILES.items()

    assert contents(kept(tmp_path, "key", slow)) == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["key"]
