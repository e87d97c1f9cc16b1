"""What is kept of earlier inspections, and that it is never trusted blindly."""

from pathlib import Path

import pytest

from phonghop.confined import workers
from phonghop.confined.limits import Limits
from phonghop.database import database
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


def entries(folder: Path) -> list[str]:
    return [name for (name,) in database(folder).all("SELECT name FROM inspection ORDER BY name")]


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


def test_a_damaged_entry_is_made_anew(file: Path, tmp_path: Path) -> None:
    first = inspect(file, tmp_path / "cache")
    for damaged in ("", "{", '{"pages": "ba"}'):
        database(tmp_path / "cache").write("UPDATE inspection SET contents = ?", damaged)
        assert inspect(file, tmp_path / "cache") == first


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
        database(tmp_path / name).all("SELECT * FROM inspection ORDER BY name") for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 2


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    known = inspect(tmp_path / "khong-co.pdf", tmp_path / "cache")
    assert [finding.code for finding in known.contents.findings] == ["PH117"]


def test_what_is_not_in_use_is_forgotten_once_that_is_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_SPARE", 0)
    files = [tmp_path / f"{n}.pdf" for n in range(4)]
    for n, file in enumerate(files):
        file.write_bytes(pdf(f"tep {n}"))
    known = inspect_all(files, tmp_path / "cache")
    used = [f"{known[file].sha256}.pdf" for file in files[:2]]
    kept = cache.Cache(tmp_path / "cache")
    kept.forget_others(2, used)
    assert len(entries(tmp_path / "cache")) == 4
    kept.forget_others(1, used[:1])
    assert entries(tmp_path / "cache") == [used[0]]
