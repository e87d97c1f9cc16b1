"""A site is built in the one before last, and no file of the one that stands is ever written into."""

from __future__ import annotations

from pathlib import Path

import pytest

from phonghop.site.staging import Writer, exchange


class Places:
    """The folders of a build, with a site that stands and an earlier one put aside, whose files are partly the same."""

    def __init__(self, root: Path) -> None:
        self.new, self.site, self.spare, self.kept = (root / n for n in ("new", "site", "spare", "kept"))
        for folder in (self.site, self.spare, self.kept):
            folder.mkdir()
        self.writer = Writer(self.new, self.site, self.kept)

    def stands(self, address: str, text: str, *, aside: bool = True) -> None:
        file = self.site / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        if aside:
            (self.spare / address).parent.mkdir(parents=True, exist_ok=True)
            (self.spare / address).hardlink_to(file)

    def files(self, folder: Path) -> dict[str, str]:
        return {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


def test_a_file_that_is_the_same_is_not_touched(places: Places) -> None:
    places.stands("hop/a/index.html", "a")
    links = (places.site / "hop/a/index.html").stat().st_nlink
    places.writer.begin_with(places.spare)
    places.writer.write("hop/a/index.html", b"a")
    assert (places.new / "hop/a/index.html").samefile(places.site / "hop/a/index.html")
    assert (places.site / "hop/a/index.html").stat().st_nlink == links


def test_a_file_that_changes_is_another_file(places: Places) -> None:
    places.stands("hop/a/index.html", "a")
    places.writer.begin_with(places.spare)
    places.writer.write("hop/a/index.html", b"b")
    assert places.files(places.new) == {"hop/a/index.html": "b"}
    assert places.files(places.site) == {"hop/a/index.html": "a"}


def test_a_file_that_somebody_changed_aside_is_put_right(places: Places) -> None:
    places.stands("a.ics", "a")
    (places.spare / "a.ics").unlink()
    (places.spare / "a.ics").write_text("x")
    places.writer.begin_with(places.spare)
    places.writer.write("a.ics", b"a")
    assert places.files(places.new) == {"a.ics": "a"}


def test_what_is_kept_is_linked_once(places: Places) -> None:
    (places.kept / "0").write_text("thư")
    places.spare.rmdir()
    places.writer.begin_with(places.spare)
    for _ in range(2):
        places.writer.write("hop/a/giay-moi.pdf", places.kept / "0")
    assert (places.new / "hop/a/giay-moi.pdf").samefile(places.kept / "0")


def test_a_document_is_copied(places: Places, tmp_path: Path) -> None:
    """Its owner may write into it at any time."""
    paper = tmp_path / "bao-cao.pdf"
    paper.write_text("báo cáo")
    places.stands("tai-lieu/bao-cao.pdf", "cũ")
    places.writer.begin_with(places.spare)
    places.writer.write("tai-lieu/bao-cao.pdf", paper)
    assert not (places.new / "tai-lieu/bao-cao.pdf").samefile(paper)
    assert places.files(places.new) == {"tai-lieu/bao-cao.pdf": "báo cáo"}
    assert places.files(places.site) == {"tai-lieu/bao-cao.pdf": "cũ"}


def test_what_is_no_longer_made_is_dropped_with_its_folder(places: Places) -> None:
    for address in ("hop/a/index.html", "hop/b/index.html", "hop/c/index.html", "assets/main.css"):
        places.stands(address, address)
    places.writer.begin_with(places.spare)
    places.writer.write("hop/a/index.html", b"hop/a/index.html")
    places.writer.drop_others(["hop/c/index.html"])
    assert places.files(places.new).keys() == {"hop/a/index.html", "hop/c/index.html"}
    assert not (places.new / "hop/b").exists()
    assert len(places.files(places.site)) == 4


def test_files_and_folders_may_change_places(places: Places) -> None:
    places.stands("hop/a", "tệp")
    places.stands("hop/b/index.html", "b")
    places.writer.begin_with(places.spare)
    places.writer.write("hop/a/c/index.html", b"a")
    places.writer.write("hop/b", b"b")
    assert places.files(places.new) == {"hop/a/c/index.html": "a", "hop/b": "b"}
    assert places.files(places.site) == {"hop/a": "tệp", "hop/b/index.html": "b"}


def test_a_folder_that_is_not_empty_is_not_replaced(places: Places) -> None:
    """Something else has begun to write there."""
    places.stands("a.ics", "a")
    places.new.mkdir()
    (places.new / "khac.txt").write_text("khác")
    places.writer.begin_with(places.spare)
    assert places.files(places.new) == {"khac.txt": "khác"}
    assert not places.spare.exists()


def test_the_old_site_is_put_aside_whole(places: Places) -> None:
    places.stands("a.ics", "a")
    places.new.mkdir()
    (places.new / "a.ics").write_text("b")
    exchange(places.new, places.site, places.spare)
    assert places.files(places.site) == {"a.ics": "b"}
    assert places.files(places.spare) == {"a.ics": "a"}
    assert not places.new.exists()


def test_an_old_site_that_cannot_be_put_aside_is_removed(places: Places) -> None:
    places.stands("a.ics", "a", aside=False)
    places.new.mkdir()
    exchange(places.new, places.site, places.kept / "no" / "such" / "folder")
    assert places.files(places.site) == {}
    assert sorted(path.name for path in places.site.parent.iterdir()) == ["kept", "site", "spare"]
