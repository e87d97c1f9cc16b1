"""What is kept of earlier inspections, and that it is never trusted blindly."""

import os
from pathlib import Path

import pytest

from phonghop.confined import workers
from phonghop.confined.limits import Limits
from phonghop.documents import cache
from phonghop.documents.inspect import inspect, inspect_all
from sample_files import bomb, docx, pdf


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(pdf())
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a worker is asked to open, as it is asked."""
    names: list[str] = []
    do = workers.Workers.do

    def watched(self: workers.Workers, job: str, argument: str, limits: Limits) -> bytes | None:
        names.append(Path(argument).name)
        return do(self, job, argument, limits)

    monkeypatch.setattr(workers.Workers, "do", watched)
    return names


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_opened_once(file: Path, tmp_path: Path, opened: list[str]) -> None:
    first = inspect(file, tmp_path / "cache")
    assert inspect(file, tmp_path / "cache") == first
    assert opened == ["bao-cao.pdf"]


def test_what_counts_is_what_the_file_holds(file: Path, tmp_path: Path, opened: list[str]) -> None:
    first = inspect(file, tmp_path / "cache")
    copy = file.rename(tmp_path / "ten-khac.pdf")
    assert inspect(copy, tmp_path / "cache") == first
    copy.write_bytes(pdf("khac"))
    assert inspect(copy, tmp_path / "cache") != first
    assert opened == ["bao-cao.pdf", "ten-khac.pdf"]


def test_one_file_asked_for_twice_is_opened_once(file: Path, tmp_path: Path, opened: list[str]) -> None:
    inspect_all([file, file], tmp_path / "cache")
    assert opened == ["bao-cao.pdf"]


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-9], lambda b: b.replace(b'"pages":1', b'"pages":7'), lambda _: b""]
)
def test_a_damaged_entry_is_made_anew(file: Path, tmp_path: Path, damage) -> None:
    first = inspect(file, tmp_path / "cache")
    (entry,) = entries(tmp_path / "cache")
    entry.write_bytes(damage(entry.read_bytes()))
    assert inspect(file, tmp_path / "cache") == first


def test_other_code_looks_again(
    file: Path, tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    inspect(file, tmp_path / "cache")
    monkeypatch.setattr(cache, "_fingerprint", lambda: "khac")
    inspect(file, tmp_path / "cache")
    assert opened == ["bao-cao.pdf", "bao-cao.pdf"]


def test_a_cache_that_cannot_be_written_stops_nothing(file: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert inspect(file, tmp_path / "cache").contents.pages == 1


def test_that_a_file_exceeded_its_limits_is_not_kept(tmp_path: Path) -> None:
    hostile = tmp_path / "bom.pdf"
    hostile.write_bytes(bomb(2 << 30))
    inspect(hostile, tmp_path / "cache")
    assert entries(tmp_path / "cache") == []


def test_what_is_kept_is_the_same_every_time(tmp_path: Path) -> None:
    files = [tmp_path / "a.pdf", tmp_path / "b.docx"]
    files[0].write_bytes(pdf())
    files[1].write_bytes(docx())
    inspect_all(files, tmp_path / "one")
    inspect_all(reversed(files), tmp_path / "two")
    one, two = (
        {path.name: path.read_bytes() for path in entries(tmp_path / name)} for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 2


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    known = inspect(tmp_path / "khong-co.pdf", tmp_path / "cache")
    assert [finding.code for finding in known.contents.findings] == ["PH117"]


def test_what_was_not_asked_for_the_longest_is_forgotten(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_SPARE", 0)
    files = [tmp_path / f"{n}.pdf" for n in range(4)]
    for n, file in enumerate(files):
        file.write_bytes(pdf(f"tep {n}"))
    kept = tmp_path / "cache"
    inspect_all(files, kept)
    for n, entry in enumerate(entries(kept)):
        os.utime(entry, (n, n))
    inspect_all([files[0]], kept)
    assert len(entries(kept)) == 2
    inspect_all([files[0]], kept)
    assert opened == [file.name for file in files]


def test_what_other_code_found_is_forgotten_in_time(file: Path, tmp_path: Path, monkeypatch) -> None:
    for fingerprint in ("mot", "hai", "ba"):
        monkeypatch.setattr(cache, "_fingerprint", lambda name=fingerprint: name)
        inspect(file, tmp_path / "cache")
    assert {path.name for path in (tmp_path / "cache" / "inspection").iterdir()} == {"hai", "ba"}
