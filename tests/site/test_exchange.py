"""A site is built in the one before last, and no file of the one that stands is ever written into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from phonghop.database import Database
from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.packs.checksums import checksum_lines, digest
from phonghop.site import exchange as module
from phonghop.site.exchange import Tree


class Office:
    """A site that is built again and again; `tree` is the build at work."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.database = Database(root / "cache")
        self.tree = Tree(self.database, self.site)

    def build(self, **files: str) -> None:
        """Build a site of `files`, whose names are addresses with "_" for "/"."""
        self.start()
        self.put("a", {name.replace("_", "/"): text for name, text in files.items()})
        self.end()

    def start(self) -> bool:
        self.tree = Tree(self.database, self.site)
        self.tree.recover()
        known = self.tree.begin()
        if not known:
            self.database.write("DELETE FROM output")
        self.database.begin()
        return known

    def put(self, owner: str, files: dict[str, str]) -> None:
        for address, text in files.items():
            self.tree.put(owner, address, text.encode())
        self.tree.keep_only(owner, files)

    def end(self) -> None:
        self.tree.finish()
        self.database.commit()
        self.tree.exchange()

    def files(self, folder: Path | None = None) -> dict[str, str]:
        place = folder or self.site
        return {p.relative_to(place).as_posix(): p.read_text() for p in place.rglob("*") if p.is_file()}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_each_build_is_what_was_put(office: Office) -> None:
    for files in ({"x_1": "a", "y": "b"}, {"x_1": "a", "z": "c"}, {"x_1": "d"}, {"x": "e"}, {"x_2_3": "f"}):
        office.build(**files)
        assert office.files() == {name.replace("_", "/"): text for name, text in files.items()}
        assert office.tree.is_as_written()


def test_only_what_changed_in_the_last_two_builds_is_touched(office: Office) -> None:
    office.build(x="a", y="b", z="c")
    office.build(x="a", y="b", z="d")
    before = (office.site / "x").stat()
    office.build(x="a", y="e", z="d")
    assert office.tree.changed == ["y"]
    assert ((office.site / "x").stat().st_ino, (office.site / "x").stat().st_nlink) == (
        before.st_ino,
        before.st_nlink,
    )


def test_the_site_that_stands_is_never_written_into(office: Office) -> None:
    office.build(x="a", y="b")
    office.build(x="a", y="b")
    office.start()
    office.put("a", {"x": "anders"})
    assert office.files() == {"x": "a", "y": "b"}
    office.database.undo()
    assert office.start()
    office.put("a", {"x": "a", "y": "c"})
    office.end()
    assert office.files() == {"x": "a", "y": "c"}


def test_a_file_may_go_to_another_owner(office: Office) -> None:
    office.start()
    office.put("a", {"x": "1", "y": "2"})
    office.end()
    office.start()
    office.put("b", {"x": "1"})
    office.put("a", {"y": "2"})
    office.end()
    assert office.files() == {"x": "1", "y": "2"}


def test_the_only_file_of_a_folder_may_go_to_another_owner_in_between(office: Office) -> None:
    """A code's page, when its folder is renamed: the old meeting's is dropped before the new one's is made."""
    for text in ("1", "2"):
        office.build(q_x=text)
    office.start()
    office.tree.put("a", "q/y", b"3")
    office.put("a", {})
    office.put("b", {"q/x": "2"})
    office.end()
    assert office.files() == {"q/x": "2"}


def test_a_document_is_copied(office: Office, tmp_path: Path) -> None:
    """Its owner may write into it at any time."""
    paper = tmp_path / "bao-cao.pdf"
    paper.write_text("báo cáo")
    office.start()
    office.tree.put("a", "bao-cao.pdf", paper)
    office.end()
    assert not (office.site / "bao-cao.pdf").samefile(paper)
    assert office.files() == {"bao-cao.pdf": "báo cáo"}


HANDS: dict[str, Callable[[Path], object]] = {
    "changed": lambda site: (site / "x").write_text("fremd"),
    "deleted": lambda site: (site / "x").unlink(),
}


@pytest.mark.parametrize("hands", HANDS.values(), ids=HANDS)
def test_what_other_hands_did_to_a_file_is_noticed(office: Office, hands: Callable[[Path], object]) -> None:
    office.build(x="a", y="b")
    office.build(x="a", y="b")
    hands(office.site)
    assert office.start()
    assert not office.tree.is_as_written()
    assert office.tree.lost() == ["a"]
    office.put("a", {"x": "a", "y": "b"})
    office.end()
    assert office.files() == {"x": "a", "y": "b"}
    office.build(x="a", y="c")
    assert office.files() == {"x": "a", "y": "c"}


def test_a_file_too_many_is_gone_for_good(office: Office) -> None:
    office.build(x="a")
    (office.site / "la.html").write_text("?")
    assert not office.tree.is_as_written()
    for text in ("a", "b", "c"):
        office.start()
        if not office.tree.is_as_written():
            office.tree.lost()
        office.put("a", {"x": text})
        office.end()
        assert office.files() == {"x": text}


def test_nothing_comes_back_of_a_site_that_was_not_known(office: Office) -> None:
    """An upgrade of the program forgets what was made: what has been withdrawn meanwhile is in the old site only."""
    office.build(x="a", withdrawn="?")
    office.database.note("site", None)
    for text in ("a", "b", "c"):
        office.build(x=text)
        assert office.files() == {"x": text}


def test_the_list_of_checksums_is_always_that_of_the_files(office: Office) -> None:
    """It is brought up to date where the last one can be believed."""
    for files in ({"x": "a", "y": "b"}, {"x": "c", "y": "b"}, {"a": "d", "y": "b", "z": "e"}, {"y": "b"}):
        for is_as_written in (True, False):
            if not is_as_written and (office.site / "y").exists():
                (office.site / "y").write_text("fremd")
            office.start()
            if not office.tree.is_as_written():
                office.tree.lost()
            office.put("b", {"v": "f"})
            office.put("b", {})
            office.put("b", {"v": "f"})
            office.put("a", files)
            office.tree.put(CHECKSUMS, CHECKSUMS, office.tree.checksums())
            office.end()
            lines = {name: digest(office.site / name) for name in sorted(office.files()) if name != CHECKSUMS}
            assert (office.site / CHECKSUMS).read_bytes() == checksum_lines(lines)


@pytest.mark.parametrize("gone", ["site", "cache"])
def test_a_folder_that_is_gone_means_a_first_build(office: Office, gone: str) -> None:
    office.build(x="a")
    office.build(x="b")
    place = office.site if gone == "site" else office.tree.folder
    place.rename(place.with_name("woanders"))
    assert office.start() is (gone == "cache")
    office.put("a", {"x": "c"})
    office.end()
    assert office.files() == {"x": "c"}


def test_a_build_that_is_stopped_just_before_the_exchange_is_completed(office: Office) -> None:
    office.build(x="a")
    office.start()
    office.put("a", {"x": "b"})
    office.tree.finish()
    office.database.commit()
    assert office.files() == {"x": "a"}
    Tree(office.database, office.site).recover()
    assert office.files() == {"x": "b"}


@pytest.mark.parametrize("steps", [1, 2])
def test_one_that_is_stopped_between_two_renames_is_completed(
    office: Office, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot exchange two folders in one step."""
    monkeypatch.setattr(module, "_exchanged_at_once", lambda *_: False)
    office.build(x="a")
    office.start()
    office.put("a", {"x": "b"})
    office.tree.finish()
    office.database.commit()
    rename, done = Path.rename, []

    def killed(self: Path, target: Path) -> Path:
        if len(done) == steps:
            raise KeyboardInterrupt
        done.append(target)
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", killed)
        with pytest.raises(KeyboardInterrupt):
            office.tree.exchange()
    Tree(office.database, office.site).recover()
    assert office.files() == {"x": "b"}
    office.build(x="c")
    assert office.files() == {"x": "c"}


def test_the_exchange_is_one_step_where_the_system_has_one(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    if module._exchanged_at_once(tmp_path / "one", tmp_path / "other"):
        assert (tmp_path / "one" / "file").read_text() == "other"
        assert (tmp_path / "other" / "file").read_text() == "one"
