"""Files that passed the gate need no second look as long as they are the same, and the same things are looked for."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from phonghop.site.canaries import Canaries, Canary, Said
from phonghop.site.checksums import write_checksums
from phonghop.site.passed import Passed
from phonghop.store import Cache
from phonghop.text.problems import Place

FORBIDDEN = Canaries((), (), frozenset(), Said.__new__(Said))
NUMBER = Canary("PH801", Place("meetings/a/meeting.yml", 3), number="0900000001")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "hop").mkdir(parents=True)
    (folder / "index.html").write_text("trang chủ")
    (folder / "hop" / "index.html").write_text("cuộc họp")
    return folder


@pytest.fixture
def cache(site: Path, tmp_path: Path) -> Cache:
    """A cache in which every file of the site has passed."""
    cache = Cache(tmp_path / "cache", b"key")
    Passed(cache, FORBIDDEN, site).keep(write_checksums(site))
    return cache


def test_everything_passed_is_known_by_its_digest(site: Path, cache: Cache) -> None:
    known = Passed(cache, FORBIDDEN, site).digests()
    assert set(known) == {"index.html", "hop/index.html"}
    assert write_checksums(site, known) == write_checksums(site)


def test_a_file_linked_into_the_next_build_is_the_same(site: Path, cache: Cache, tmp_path: Path) -> None:
    following = tmp_path / "following"
    following.mkdir()
    (following / "index.html").hardlink_to(site / "index.html")
    (following / "new.html").write_text("mới")
    assert set(Passed(cache, FORBIDDEN, following).digests()) == {"index.html"}


def test_a_file_that_was_written_again_is_looked_at_again(site: Path, cache: Cache) -> None:
    file = site / "index.html"
    before = file.stat()
    file.write_text("trang KHÁ")  # as many bytes
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert set(Passed(cache, FORBIDDEN, site).digests()) == {"hop/index.html"}


def test_nothing_is_looked_at_again_when_less_is_looked_for(site: Path, cache: Cache) -> None:
    """A document was released, say; but what it was is looked for again when it is held again."""
    more = replace(FORBIDDEN, each=(NUMBER,))
    Passed(cache, more, site).keep(write_checksums(site))
    less = Passed(cache, FORBIDDEN, site)
    assert set(less.digests()) == {"index.html", "hop/index.html"}
    less.keep(less.digests())
    assert not Passed(cache, more, site).digests()


def test_everything_is_looked_at_again_when_something_else_is_looked_for(site: Path, cache: Cache) -> None:
    assert not Passed(cache, replace(FORBIDDEN, each=(NUMBER,)), site).digests()
    assert not Passed(cache, replace(FORBIDDEN, paths=(b"/home/van-thu",)), site).digests()


def test_what_another_machine_let_pass_counts_for_nothing(site: Path, cache: Cache) -> None:
    assert not Passed(replace(cache, key=b"another key"), FORBIDDEN, site).digests()
