"""The index as files: what a browser can rely on, read by a reader of its own."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from phonghop.search.analysis import Analysis, Unit, analyse, unit
from phonghop.search.entries import Entry
from phonghop.search.index import MANIFEST, MANIFEST_AS_SCRIPT, index
from phonghop.search.packing import packed
from phonghop.search.packing import unpacked as read_packed
from phonghop.search.segment import edited, segment
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
    assert list(unpacked(packed(numbers), digits, ends, more)) == numbers
    assert list(read_packed(packed(numbers))) == numbers


def test_every_word_leads_to_the_units_that_hold_it() -> None:
    found = files(*(meeting(date(2026, 1, day)) for day in range(1, 9)))
    docs = json.loads(found[MANIFEST])["docs"]
    (about,) = docs["about"]
    names = [about["words"][n : n + 10] for n in range(0, len(about["words"]), 10)]
    rows = {row[0]: row for name in names for row in read(found[f"{about['address']}w{name}.js"])}

    def units(postings: str) -> list[tuple[int, int]]:
        unit, places = 0, []
        for number in unpacked(postings, *docs["digits"]):
            unit += number // about["levels"]
            places.append((unit, number % about["levels"]))
        return places

    everywhere = range(8)
    assert units(rows["giao"][1]["giao"]) == [(unit, 0) for unit in everywhere]  # in the page's title
    assert units(rows["hoi"][1]["hôi."]) == [(unit, 1) for unit in everywhere]  # in a place's title
    assert units(rows["hop"][1]["hop."]) == [(unit, 2) for unit in everywhere]  # in text
    assert units(rows["giao"][2]["ban"]) == [(unit, 0) for unit in everywhere]
    assert units(rows["bc"][1]["bc"]) == [(unit, 1) for unit in everywhere]  # "Báo cáo", shortened
    assert units(rows["quet"][1]["quet'"]) == [(8, 2)]  # the page, after all meetings
    assert "ket" not in rows  # only inside documents


def test_a_year_in_which_nothing_changed_keeps_its_files() -> None:
    before = files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1)))
    after = files(meeting(date(2025, 3, 1)), meeting(date(2026, 3, 1), "Báo cáo đã sửa"))
    kept = {address for address in before.keys() & after.keys() if before[address] == after[address]}
    changed = before.keys() ^ after.keys()
    assert any(address.startswith("search/2025-") for address in kept)
    assert {address.split("-")[0] for address in changed} == {"search/2026"}


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
    newest = {name for name in before.keys() | added.keys() if name.startswith("search/about-2/")}
    mutable = {MANIFEST, MANIFEST_AS_SCRIPT}
    assert before.keys() ^ added.keys() <= newest
    assert sum(len(before[name]) for name in newest & before.keys()) < sum(map(len, before.values())) / 8
    assert {name for name in before.keys() & added.keys() if before[name] != added[name]} == mutable


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
    assert [{address.split("/")[1][:4] for address in year} for year in years] == [
        {"2026"},
        {"2024"},
        {"2023"},
    ]
    assert all(address in found for year in years for address in year)


def about(number: int, text: str) -> Unit:
    return unit(None, (Entry(f"hop/{number}/", f"Giao ban {number}", text),))


def test_a_changed_segment_is_what_would_be_made() -> None:
    """Words come and go at both ends and in the middle; files grow until they are cut anew, and shrink until they are joined."""
    chance = Random(5)
    names = [f"{a}{b}{c}" for a in "abcdeghiklmnopqrstvxy" for b in "aeiou" for c in ("", "m", "ng", "nh")]

    def text(most: int) -> str:
        return " ".join(chance.choices(names, k=chance.randint(1, most)))

    units = [about(n, text(400)) for n in range(80)]
    made = segment("search/about-0/", units, (0, 1, 2))
    standing = dict(made.files)
    touched = 0
    counts = [len(standing)]
    for step in range(24):
        changes = {}
        for number in chance.sample(range(len(units)), chance.randint(1, 3)):
            words = chance.choice(("", "aaaa", "zzzz", text(20), text(3000)))
            changes[number] = units[number], about(number, words)
            units[number] = changes[number][1]
        made = edited(made.table, changes, (0, 1, 2), standing.__getitem__)
        whole = segment("search/about-0/", units, (0, 1, 2))
        assert made.table == whole.table, step
        touched += len(made.files) < len(whole.files)
        standing = {
            name: content for name, content in {**standing, **made.files}.items() if name in whole.files
        }
        assert standing == whole.files, step
        counts.append(len(standing))
    assert touched > 12
    assert any(more > fewer for fewer, more in pairwise(counts)), "a file was cut"
    assert any(fewer < more for more, fewer in pairwise(counts)), "two were joined"
