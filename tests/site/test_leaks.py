"""Files that were looked at need no second look; of something new to be kept secret, the stored words are asked."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from phonghop.database import Database, close_databases, database
from phonghop.site import gate
from phonghop.site.canaries import Canaries, Canary
from phonghop.site.leaks import leaks
from phonghop.site.public_words import SILENCE
from phonghop.text.problems import Place, Problem
from sample_files import pdf

NOTHING = Canaries((), (), frozenset(), SILENCE)
NUMBER = Canary("PH801", Place("meetings/a/meeting.yml", 3), number="0900000001")
NAME = Canary("PH801", Place("meetings/a/meeting.yml", 4), phrases=("tran thi kiem thu",))
PIECES = Canary("PH802", Place("meetings/a/meeting.yml", 5), windows=(b"Report",))
PAGES = {
    "index.html": "<p>Trang chủ, gọi 0900.000.001",
    "hop/a/index.html": "<p>Đồng chí Trần Thị Kiểm Thử",
    "hop/b/index.html": "<p>Đồng chí Trần Thị Kiểm",
}


class Site:
    def __init__(self, root: Path) -> None:
        self.folder = root / "site"
        self.database: Database = database(root / "cache")
        for address, text in PAGES.items():
            self.write(address, text.encode())

    def write(self, address: str, data: bytes) -> None:
        file = self.folder / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        held = sha256(data).hexdigest()
        self.database.write("INSERT OR REPLACE INTO output VALUES (?, '', ?, 1, 1)", address, held)

    def drop(self, address: str) -> None:
        (self.folder / address).unlink()
        self.database.write("DELETE FROM output WHERE address = ?", address)

    def leaks(self, forbidden: Canaries, *changed: str) -> list[Problem]:
        return list(leaks(self.database, self.folder, forbidden, list(changed)))


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses of the files that were read."""
    names: list[str] = []
    look = gate.leaks_in

    def counted(name: str, *asked: object) -> Iterator[Problem]:
        names.append(name)
        return look(name, *asked)

    monkeypatch.setattr(gate, "leaks_in", counted)
    return names


@pytest.fixture
def site(tmp_path: Path, looked_at: list[str]) -> Site:
    """A site whose files have been looked at."""
    made = Site(tmp_path)
    assert made.leaks(NOTHING, *PAGES) == []
    assert sorted(looked_at) == sorted(PAGES)
    looked_at.clear()
    return made


def secret(*each: Canary) -> Canaries:
    return replace(NOTHING, each=each)


def test_nothing_is_looked_at_again(site: Site, looked_at: list[str]) -> None:
    assert site.leaks(NOTHING) == []
    assert looked_at == []


@pytest.mark.parametrize(
    ("new", "told"), [(NUMBER, "index.html"), (NAME, "hop/a/index.html")], ids=["number", "name"]
)
def test_a_new_secret_is_asked_of_words(site: Site, looked_at: list[str], new: Canary, told: str) -> None:
    found = site.leaks(secret(new))
    assert [(p.code, p.values["output"]) for p in found] == [("PH801", told)]
    assert looked_at == [told]


def test_words_of_a_name_that_stand_apart_are_no_suspicion(site: Site, looked_at: list[str]) -> None:
    apart = replace(NAME, phrases=("kiem thi tran",))
    assert site.leaks(secret(apart)) == []
    assert looked_at == []


def test_words_that_a_file_no_longer_holds_are_forgotten(site: Site, looked_at: list[str]) -> None:
    site.write("hop/a/index.html", b"<p>Khong co gi")
    site.drop("hop/b/index.html")
    assert site.leaks(NOTHING, "hop/a/index.html") == []
    looked_at.clear()
    assert site.leaks(secret(NAME)) == []
    assert looked_at == []
    parts = [part for (part,) in site.database.all("SELECT part FROM vocabulary ORDER BY part")]
    assert parts == ["hop/a/", "index.html"]


def test_a_secret_that_is_nowhere_costs_no_look(site: Site, looked_at: list[str]) -> None:
    assert site.leaks(secret(replace(NUMBER, number="0900000002"))) == []
    assert looked_at == []


def test_pieces_of_a_new_held_file_are_looked_for_in_what_could_hold_them(
    site: Site, looked_at: list[str]
) -> None:
    site.write("hop/a/bao-cao.pdf", pdf("Report"))
    assert site.leaks(NOTHING, "hop/a/bao-cao.pdf") == []
    looked_at.clear()
    assert [p.code for p in site.leaks(secret(PIECES))] == ["PH802"]
    assert looked_at == ["hop/a/bao-cao.pdf"]


def test_nothing_is_looked_at_again_when_less_is_secret(site: Site, looked_at: list[str]) -> None:
    """A document was released, say; but what it was is looked for again when it is held again."""
    other = replace(NUMBER, number="0900000002")
    site.leaks(secret(other))
    assert site.leaks(NOTHING) == []
    assert looked_at == []
    assert site.database.value("SELECT COUNT(*) FROM secret") == 0


def test_other_folders_of_the_machine_are_looked_for_everywhere(site: Site, looked_at: list[str]) -> None:
    assert [p.code for p in site.leaks(replace(NOTHING, paths=(b"Trang",)))] == ["PH804"]
    assert sorted(looked_at) == sorted(PAGES)


def test_only_what_is_said_nowhere_else_is_looked_at_in_joined_files(site: Site) -> None:
    found = leaks(site.database, site.folder, secret(NUMBER), ["index.html"], {"index.html": b"{}"})
    assert list(found) == []


def test_what_came_with_the_program_is_not_looked_at(site: Site, looked_at: list[str]) -> None:
    site.write("assets/lib.js", b"0900.000.001")
    found = leaks(site.database, site.folder, NOTHING, ["assets/lib.js"], libraries={"assets/lib.js"})
    assert (list(found), looked_at) == ([], [])


def test_words_are_kept_from_one_run_to_the_next(site: Site) -> None:
    folder = site.database.folder
    close_databases()
    site.database = database(folder)
    assert [p.values["output"] for p in site.leaks(secret(NUMBER))] == ["index.html"]
