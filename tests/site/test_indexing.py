"""The index of a site that changes is that of a site built at once, and what has not changed is neither read nor written."""

import os
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from phonghop.database import Database
from phonghop.search import segment
from phonghop.search.analysis import Analysis, analyse
from phonghop.search.entries import Entry
from phonghop.site.exchange import Tree
from phonghop.site.indexing import Indexing
from phonghop.text.strings import strings

FIRST = date(2025, 6, 1)
PAGE = Entry("huong-dan/", "Hướng dẫn", "Quét mã để xem tài liệu")
WORDS = "báo cáo kết quả chuyển đổi số hội nghị giao ban công tác nội chính quý một hai ba bốn".split()


def meeting(number: int, about: str, paper: str = "") -> Analysis:
    day = FIRST + timedelta(days=2 * number)
    address = f"hop/{day}/"
    papers = (
        (Entry(f"{address}a.pdf", "Báo cáo", "", (Entry("#page=1", "Trang 1", paper),)),) if paper else ()
    )
    return analyse(day, Entry(address, f"Giao ban {number}", about), papers)


class Site:
    """A site of which only the index is made, build by build."""

    def __init__(self, root: Path) -> None:
        self.root, self.database, self.meetings, self.builds = root, Database(None), {}, 0

    def build(self, **changed: Analysis | None) -> dict[str, bytes]:
        """Build after these meetings have changed; return the files of the index that were written."""
        indexing = Indexing(self.database)
        for name, found in changed.items():
            if found is None:
                del self.meetings[name]
                indexing.drop(name)
            else:
                self.meetings[name] = found
                indexing.keep(name, f"{found.day}", found)
        self.builds += 1
        tree = Tree(self.database, self.root / "site")
        if tree.begin() and not tree.is_as_written():
            for owner in tree.lost():
                indexing.forget(owner)
        indexing.write(tree, (PAGE,), strings("vi"))
        tree.finish()
        tree.exchange()
        return {address: (self.root / "site" / address).read_bytes() for address in tree.changed}

    @property
    def files(self) -> dict[str, bytes]:
        site = self.root / "site"
        return {
            path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
        }


def text(chance: Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 200)))


def name(number: int) -> str:
    return f"m{number:03}"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path)
    chance = Random(3)
    made.build(**{name(n): meeting(n, text(chance), text(chance)) for n in range(300)})
    return made


@pytest.fixture
def segments_made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders of the segments that are made as a whole."""
    addresses: list[str] = []
    make = segment.segment

    def counted(address: str, *asked: object) -> object:
        addresses.append(address)
        return make(address, *asked)

    monkeypatch.setattr(segment, "segment", counted)
    return addresses


def test_a_change_makes_no_large_segment_and_touches_few_files(
    site: Site, segments_made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    units = Indexing.about

    def counted(self: Indexing, meeting_id: str) -> object:
        read.append(meeting_id)
        return units(self, meeting_id)

    monkeypatch.setattr(Indexing, "about", counted)
    total = len(site.files)
    old = name(20)
    site.build(**{old: meeting(20, "Lưu ý mang theo máy tính", "Báo cáo")})
    assert read.count(old) == len(read)
    assert segments_made == ["search/2025-1/"]  # for its paper has changed as well
    segments_made.clear()
    read.clear()
    written = site.build(**{name(300): meeting(300, "Họp thêm", "Báo cáo thêm")})
    assert segments_made == ["search/about-2/", "search/2027-2/"]
    assert len(read) < 40
    assert len(written) <= 8 < total / 5
    assert not site.build()
    assert len(segments_made) == 2


def test_after_any_edits_the_files_are_those_of_a_first_build(site: Site, tmp_path: Path) -> None:
    chance = Random(11)
    for step in range(10):
        number = chance.choice((chance.randrange(300), 300 + step))
        known = site.meetings.get(name(number))
        changed: dict[str, Analysis | None] = (
            {
                name(number): chance.choice(
                    (
                        meeting(number, text(chance), text(chance)),
                        meeting(number, text(chance)),
                        known and None,
                    )
                )
            }
            if known
            else {name(number): meeting(number, text(chance), text(chance))}
        )
        if not step % 3:
            chance.choice(sorted((site.root / "site/search/about-1").iterdir())).unlink()
        site.build(**changed)
        first = Site(tmp_path / f"first-{step}")
        first.build(**dict(sorted(site.meetings.items())))
        assert site.files == first.files, step


def test_a_file_that_does_not_hold_what_it_was_named_after_is_not_built_upon(site: Site) -> None:
    for file in (site.root / "site/search/about-1").iterdir():
        known = file.stat()
        with file.open("r+b") as stream:
            stream.write(b"phonghopSeek")
        os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))
    site.build(**{name(20): meeting(20, "Lưu ý", "Báo cáo")})
    first = Site(site.root / "first")
    first.build(**site.meetings)
    assert site.database.value(
        "SELECT tables FROM segment WHERE address = 'search/about-1/'"
    ) == first.database.value("SELECT tables FROM segment WHERE address = 'search/about-1/'")
