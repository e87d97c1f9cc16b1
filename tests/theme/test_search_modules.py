"""The parts of search, each by itself: spelling, packed numbers, judging, showing. The whole is tested in browsers."""

from __future__ import annotations

import pytest

from node import MODULES, answer
from phonghop.search.words import ABBREVIATIONS, SEPARATORS

SPELLER = f"const speller = new Speller({SEPARATORS!r}, {dict(ABBREVIATIONS)!r})"


@pytest.mark.parametrize(
    ("typed", "written", "likeness"),
    [
        ("họp", "họp", "agrees"),
        ("hop", "họp", "left out"),
        ("hợp", "họp", "contradicts"),
        ("hoà", "hòa", "agrees"),
        ("uỷ", "ủy", "agrees"),
        ("dang", "đảng", "left out"),
        ("dang", "đang", "left out"),
        ("đang", "đảng", "left out"),
        ("đảng", "đang", "contradicts"),
        ("ngh", "nghị", "agrees"),
    ],
)
def test_marks_left_out_cost_little_and_marks_that_contradict_much(
    typed: str, written: str, likeness: str
) -> None:
    code = "return Spelling.of(given[0]).likeness(Spelling.of(given[1]))"
    number = answer("search/words.js", "Spelling", code, typed, written)
    assert ["contradicts", "left out", "agrees"][number] == likeness


def test_query_tells_required_prohibited_and_quoted_words() -> None:
    code = f"""{SPELLER}
        return speller.query('sơ +kết -hủy "nghị quyết"').map(term => [term.typed, term.isRequired, term.isProhibited])
    """
    assert answer("search/words.js", "Speller", code) == [
        ["sơ", False, False],
        ["kết", True, False],
        ["hủy", False, True],
        ["nghị", True, False],
        ["quyết", True, False],
    ]


def test_word_being_typed_is_worth_less_than_a_whole_one() -> None:
    code = f"{SPELLER}; return speller.query('giao ban').map(term => [term.worthOfPrefix, term.isLast])"
    inner, last = answer("search/words.js", "Speller", code)
    assert 0 < inner[0] < last[0] < 1
    assert (inner[1], last[1]) == (False, True)


def test_numbers_are_read_as_they_are_packed() -> None:
    """Base 2 with digits "01" that end a number and "ab" that go before, the least first."""
    code = "return [...new Unpacker(['01ab', 2, 2]).numbers('01a0b1ab0')]"
    assert answer("search/segment.js", "Unpacker", code) == [0, 1, 0, 3, 4]


def test_nearest_meetings_come_first_and_coming_ones_before_past_ones() -> None:
    code = "return given[0].map(day => timelinessOf(day, Date.parse('2026-11-21T12:00:00+07:00')))"
    days = ["2026-11-22", "2027-05-01", None, "2026-11-20", "2020-01-01"]
    soon, later, none, yesterday, old = answer("search/figures.js", "timelinessOf", code, days)
    assert 1.1 > soon > later > yesterday > old > none == 1


JUDGED = f"""{SPELLER}
    const judge = new Judge(speller)
    const [query, entries] = given
    const terms = speller.query(query).map(term => ({{ ...term, weight: 1 }}))
    const units = [{{ name: "u", entries }}]
    const pages = judge.results(terms, units, Date.parse('2026-11-21T12:00:00+07:00'))
"""


def judged(query: str, *entries: tuple[str, str, str]) -> list[str]:
    """Return the addresses that `query` finds among entries of address, title and text, the best first."""
    code = f"""
        const {{ Speller }} = await import(given[2])
        {JUDGED}
        return pages.map(({{ page }}) => judge.entries[page].address)
    """
    words = (MODULES / "search/words.js").as_uri()
    return answer("search/judge.js", "Judge", code, query, entries, words)


def test_title_is_worth_more_than_text() -> None:
    found = judged("sơ kết", ("b/", "Giao ban", "sơ kết quý"), ("a/", "Sơ kết quý", "giao ban"))
    assert found == ["a/", "b/"]


def test_same_spelling_is_worth_more_than_marks_left_out() -> None:
    assert judged("họp", ("a/", "Hop", ""), ("b/", "Họp", "")) == ["b/", "a/"]


def test_prohibited_word_takes_a_result_away() -> None:
    assert judged("họp -hoãn", ("a/", "Họp hoãn", ""), ("b/", "Họp", "")) == ["b/"]


def test_words_that_stand_together_are_worth_more() -> None:
    far = "quyết tâm của cả hệ thống chính trị trong năm nay là nghị lực"
    assert judged("nghị quyết", ("a/", "Một", far), ("b/", "Hai", "theo nghị quyết ấy")) == ["b/", "a/"]


def test_words_of_documents_are_never_markup() -> None:
    code = "return escaped(given[0])"
    hostile = "<img src=x onerror='go()'> & \"quoted\""
    shown = answer("search/showing.js", "escaped", code, hostile)
    assert not set("<>\"'") & set(shown)
