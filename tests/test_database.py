"""What is remembered is one file that can be lost, damaged or another recipe's at any time: then it is dropped, and told."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from phonghop import database
from phonghop.database import FILE, Database


def test_what_is_noted_is_there_the_next_time(tmp_path: Path) -> None:
    Database(tmp_path / "kept").note("a", "một")
    later = Database(tmp_path / "kept")
    assert later.recall("a") == "một"
    assert later.dropped == ""


def test_another_recipe_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Database(tmp_path).note("a", 1)
    monkeypatch.setattr(database, "recipe", lambda: "another")
    monkeypatch.setattr(database, "_state_of_recipe", lambda _: "another")
    later = Database(tmp_path)
    assert (later.recall("a"), later.dropped) == (None, "recipe")


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_damaged_is_dropped(tmp_path: Path, data: bytes) -> None:
    Database(tmp_path).close()
    (tmp_path / FILE).write_bytes(data)
    later = Database(tmp_path)
    later.note("a", 1)
    assert later.recall("a") == 1
    assert later.dropped == ("damaged" if data else "")


def test_damage_that_shows_later_can_be_dropped_as_well(tmp_path: Path) -> None:
    kept = Database(tmp_path)
    kept.note("a", 1)
    kept.forget()
    assert (kept.recall("a"), kept.dropped) == (None, "damaged")


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file where the folder should be")
    kept = Database(tmp_path / "kept")
    kept.note("a", 1)
    assert kept.recall("a") == 1
    assert kept.folder is None


def test_changes_are_kept_together_or_not_at_all(tmp_path: Path) -> None:
    kept = Database(tmp_path)
    kept.begin()
    kept.note("a", 1)
    kept.undo()
    assert kept.recall("a") is None
    with kept.transaction(), kept.transaction():
        kept.note("a", 1)
    assert Database(tmp_path).recall("a") == 1


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    order: list[str] = []
    waits = threading.Event()

    def second() -> None:
        with Database(tmp_path).alone(waits.set):
            order.append("second")

    other = threading.Thread(target=second)
    with Database(tmp_path).alone(lambda: pytest.fail("nobody is at work")):
        other.start()
        assert waits.wait(60)
        order.append("first")
    other.join(60)
    assert order == ["first", "second"]


def test_nothing_in_it_runs_code(tmp_path: Path) -> None:
    """Texts, words, numbers and compiled templates of the theme: no pickles."""
    Database(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE)) as kept:
        tables = dict(kept.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    assert {name for name, sql in tables.items() if "BLOB" in sql} == {
        "page",
        "spoken",
        "template",
        "vocabulary",
    }


def test_the_recipe_is_read_once_as_long_as_its_files_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("x")
    monkeypatch.setattr(database, "theme_folder", lambda: theme)
    asked: list[str] = []
    recipe = database.recipe.__wrapped__
    monkeypatch.setattr(database, "recipe", lambda: asked.append("recipe") or recipe())
    monkeypatch.setattr(database, "clock_of", lambda _: 1 << 62)
    for text in ("x", "y"):
        (theme / "main.html").write_text(text)
        Database(tmp_path / "cache").close()
        assert asked
        asked.clear()
        Database(tmp_path / "cache").close()
        assert not asked
    monkeypatch.setattr(database, "clock_of", lambda _: 0)
    Database(tmp_path / "cache").close()
    assert asked, "what may still be changing is read each time"


def test_the_recipe_is_code_theme_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = database.recipe.__wrapped__()
    (tmp_path / "main.html").write_text("x")
    monkeypatch.setattr(database, "theme_folder", lambda: tmp_path)
    themed = database.recipe.__wrapped__()
    monkeypatch.setattr(database, "_libraries", lambda: b"another")
    assert len({before, themed, database.recipe.__wrapped__()}) == 3
