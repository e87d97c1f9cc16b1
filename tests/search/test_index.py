"""The index as files: what a browser can rely on, read by a reader of its own."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from phonghop.database import Database
from phonghop.search.analysis import Analysis, analyse
from phonghop.search.entries import Entry
from phonghop.search.index import MANIFEST, MANIFEST_AS_SCRIPT, Index, _packed, index
from phonghop.site.memory import Memory
from phonghop.text.strings import strings

PAGE = Entry("huong-dan/", "Hướng dẫn", "Quét mã", (Entry("#tim", "Tìm", "Gõ có dấu"),))


def meeting(day: date, text: str = "Báo cáo kết quả") -> Analysis:
    address = f"hop/{day}/"
    page = Entry(address, "Giao ban", "Họp giao ban tháng", (Entry("#muc-1", "Tổ chức hội nghị"),))
    paper = Entry(f"{address}tai-lieu/a.pdf", "Báo cáo", "", (Entry("#page=1", "Trang 1", text),))
    return analyse(day, page, (paper,))


def files(*meetings: Analysis) -> dict[str, bytes]:
    return dict(index(meetings, (PAGE,), strings("vi")))


def read(content: bytes) -> list:
    """Return the argument of the one call that a file is."""
    found = re.fullmatch(r"phonghopSearch\((.*)\)\n", content.decode(), re.DOTALL)
    assert found
    body: list = json.loads(found[1])
    return body


def unpacked(text: str, digits: str, ends: int, more: int) -> Iterator[int]:
    high, scale = 0, 1
    for character in text:
        digit = digits.index(character)
        if digit < ends:
            yield high * ends + digit
            high, scale = 0, 1
        else:
            high += (digit - ends) * scale
            scale *= more


@given(st.lists(st.integers(0, 10**9)))
def test_packed_numbers_are_read_as_they_were(numbers: list[int]) -> None:
    digits, ends, more = json.loads(files()[MANIFEST])["docs"]["digits"]
    assert list(unpacked(_packed(numbers), digits, ends, more)) == numbers


def test_every_word_leads_to_the_units_that_hold_it() -> None:
    found = files(*(meeting(date(2026, 1, day)) for day in range(1, 9)))
    docs = json.loads(found[MANIFEST])["docs"]
    about = docs["about"]
    rows = {
        row[0]: row for n in range(len(about["shards"])) for row in read(found[f"{about['address']}w{n}.js"])
    }

    def units(postings: str) -> list[tuple[int, int]]:
        unit, places = 0, []
        for number in unpacked(postings, *docs["digits"]):
            unit += number // about["levels"]
            places.append((unit, number % about["levels"]))
        return places

    everywhere = range(1, 9)
    assert units(rows["giao"][1]["giao"]) == [(unit, 0) for unit in everywhere]  # in the page's title
    assert units(rows["hoi"][1]["hôi."]) == [(unit, 1) for unit in everywhere]  # in a place's title
    assert units(rows["hop"][1]["hop."]) == [(unit, 2) for unit in everywhere]  # in text
    assert units(rows["giao"][2]["ban"]) == [(unit, 0) for unit in everywhere]
    assert units(rows["bc"][1]["bc"]) == [(unit, 1) for unit in everywhere]  # "Báo cáo", shortened
    assert units(rows["quet"][1]["quet'"]) == [(0, 2)]
    assert "ket" not in rows  # only inside documents


def test_a_year_in_which_nothing_changed_keeps_its_files() -> None:
    before = files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1)))
    after = files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1), "Báo cáo đã sửa"))
    kept = {address for address in before.keys() & after.keys() if before[address] == after[address]}
    changed = before.keys() ^ after.keys()
    assert any(address.startswith("search/2025.") for address in kept)
    assert {address.split(".")[0] for address in changed} == {"search/2026"}


def archive(count: int, note: str = "") -> dict[str, bytes]:
    """Return the index of meetings that have words of their own, the middle one with a `note`."""
    chance = Random(1)
    meetings = []
    for n in range(count):
        words = " ".join("".join(chance.choices("abcdeghiklmnopqrstuvxy", k=5)) for _ in range(120))
        text = f"{words} {note}" if n == 150 else words
        day = date(2026, 1, 1) + timedelta(days=n)
        meetings.append(analyse(day, Entry(f"hop/{day}-{n}/", f"Giao ban {n}", text), ()))
    return files(*meetings)


def test_one_meeting_changes_few_files() -> None:
    before = archive(300)
    noted, added = archive(300, "mangtheo"), archive(301)
    assert len(before) > 40
    assert len({*noted.values()} - {*before.values()}) <= 6
    blocks = {name: content for name, content in before.items() if "/t" in name}
    assert len({*blocks.values()} - {*added.values()}) <= 1


def test_a_file_never_changes_at_its_address() -> None:
    before = files(meeting(date(2026, 3, 1)))
    after = files(meeting(date(2026, 3, 1)), meeting(date(2026, 3, 2), "Khác"))
    mutable = {MANIFEST, MANIFEST_AS_SCRIPT}
    assert not [a for a in before.keys() & after.keys() - mutable if before[a] != after[a]]


def test_the_same_meetings_give_the_same_bytes() -> None:
    assert files(meeting(date(2026, 3, 1))) == files(meeting(date(2026, 3, 1)))


def test_a_script_holds_what_the_manifest_says() -> None:
    found = files(meeting(date(2026, 3, 1)))
    assert found[MANIFEST_AS_SCRIPT] == b"var __index=" + found[MANIFEST]


def test_documents_of_other_years_are_not_in_the_way() -> None:
    found = files(*(meeting(date(year, 3, 1)) for year in (2023, 2024, 2026)))
    years = json.loads(found[MANIFEST])["docs"]["years"]
    assert [address.split("/")[1].split(".")[0] for address in years] == ["2026", "2024", "2023"]
    assert all(f"{address}table.js" in found for address in years)


def test_a_kept_year_is_what_would_be_made() -> None:
    kept = Memory(Database(None))
    stored: list[str] = []

    class Counted(Memory):
        def store(self, name: str, text: str) -> None:
            stored.append(name)
            super().store(name, text)

    def built(text: str) -> dict[str, bytes]:
        whole = Index(Counted(kept.database))
        found = [*whole.add(meeting(date(2025, 3, 1))), *whole.add(meeting(date(2026, 3, 1), text))]
        whole.add_page(PAGE)
        return dict([*found, *whole.finish(strings("vi"))])

    first = built("Một")
    assert len(stored) == 2
    assert built("Một") == first == files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1), "Một"))
    assert len(stored) == 2
    assert built("Hai") == files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1), "Hai"))
    assert len(stored) == 3
