"""Results kept between runs are read back only where this machine has written them, and losing them costs nothing."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from phonghop.adapters.machine import cache as cache_of
from phonghop.store import Cache, Records, machine_key, recipe


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", b"key")


class Trap:
    """Something that must never be read back."""

    def __reduce__(self) -> object:
        return pytest.fail, ("a foreign record was read",)


def test_a_value_is_read_back(cache: Cache) -> None:
    Records(cache).store("name", {"a": (1, "hai")})
    assert Records(cache).load("name") == {"a": (1, "hai")}


def test_a_record_that_came_with_the_project_is_not_read(cache: Cache) -> None:
    cache.folder.mkdir()
    for foreign in (pickle.dumps(Trap()), Cache(cache.folder, b"theirs").sealed(Trap()), b""):
        (cache.folder / "name").write_bytes(foreign)
        assert Records(cache).load("name") is None


def test_a_damaged_record_is_no_record(cache: Cache) -> None:
    Records(cache).store("name", [1, 2, 3])
    file = cache.folder / "name"
    file.write_bytes(file.read_bytes()[:-1])
    assert Records(cache).load("name") is None


def test_a_value_is_made_once_for_what_it_is_made_of(cache: Cache) -> None:
    made = []

    def make() -> str:
        made.append(1)
        return "trang"

    twin = b"so ket".decode()  # equal, but another object
    for made_of in (["so ket", "so ket"], [twin, twin], ["so ket", twin]):
        assert Records(cache).remembered(made_of, str, make) == "trang"
    assert len(made) == 1
    Records(cache).remembered(["so ket"], str, make)
    assert len(made) == 2


def test_a_value_is_known_in_every_process(cache: Cache) -> None:
    """Words are in another order in another process's sets, and what is kept must be known all the same."""
    code = (
        "import sys; from pathlib import Path; from phonghop.store import Cache, Records\n"
        "records = Records(Cache(Path(sys.argv[1]), b'key'))\n"
        "print(records.remembered(('list.html', {'a': ('một', 2)}), int, lambda: int(sys.argv[2])))"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code, str(cache.folder), str(n)],
            env={**os.environ, "PYTHONHASHSEED": str(n)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for n in (1, 2)
    ]
    assert found == ["1\n", "1\n"]


def test_what_was_not_used_is_forgotten(cache: Cache) -> None:
    records = Records(cache)
    records.store("old", 1)
    records.store("new", 2)
    (cache.folder / "folder").mkdir()
    following = Records(cache)
    following.load("new")
    following.forget_unused()
    assert [entry.name for entry in cache.folder.iterdir()] == ["new"]


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    records = Records(Cache(tmp_path / "file" / "cache", b"key"))
    records.store("name", 1)
    assert records.load("name") is None
    records.forget_unused()


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "state" / "key"
    key = machine_key(file)
    assert machine_key(file) == key
    assert file.stat().st_mode & 0o077 == 0
    file.write_bytes(b"short")
    assert machine_key(file) != key


def test_without_a_place_for_the_key_nothing_is_known_again(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert machine_key(tmp_path / "file" / "key") != machine_key(tmp_path / "file" / "key")
    assert machine_key(None) != machine_key(None)


def test_a_user_without_a_home_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert cache_of(tmp_path).key != cache_of(tmp_path).key
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert cache_of(tmp_path).key == cache_of(tmp_path).key


def test_a_recipe_changes_with_code_and_templates(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>")
    before = recipe(tmp_path)
    assert recipe(tmp_path) == before
    (tmp_path / "notes.txt").write_text("not read by anything")
    assert recipe(tmp_path) == before
    (tmp_path / "page.html").write_text("<b>")
    assert recipe(tmp_path) != before
