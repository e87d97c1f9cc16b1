"""Printed codes. (Not `test_codes.py`: the browser's tests have that name, and pytest wants names to differ.)"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import MEETING as SMALLEST
from driver import MEETING_ID, PortalCase, meeting_of
from phonghop.portal.codes import (
    ALPHABET,
    HEADER,
    LENGTH,
    Entry,
    Subject,
    check_character,
    exists,
    is_code,
    new_code,
    parse_ledger,
    subjects,
)
from phonghop.portal.meeting_facts import facts_of

FILE = "meetings/issued.tsv"
MEETING = Subject(MEETING_ID)
POINT = Subject(MEETING_ID, "point", "a")
SAMPLE = [new_code(Subject(f"2026-07-{day:02d}-hop"), ()) for day in range(1, 21)]

SIXES = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)


def line(subject: Subject, action: str = "issue", code: str = "", words: str = "Tài liệu") -> str:
    return f"{Entry(code or new_code(subject, ()), action, subject, date(2026, 6, 1), words)}\n"


# The alphabet and the check character


def test_the_alphabet_leaves_out_what_people_misread() -> None:
    assert set(ALPHABET) == set("0123456789abcdefghijklmnopqrstuvwxyz") - set("01ilo")
    assert len(ALPHABET) == 31


@pytest.mark.parametrize("code", SAMPLE)
def test_every_single_wrong_character_is_noticed(code: str) -> None:
    for place, right in enumerate(code):
        for wrong in set(ALPHABET) - {right}:
            assert not is_code(code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize("code", SAMPLE)
def test_every_swap_of_neighbours_is_noticed(code: str) -> None:
    for i in range(LENGTH):
        swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
        assert swapped == code or not is_code(swapped)


@given(SIXES)
def test_any_six_characters_have_exactly_one_check_character(six: str) -> None:
    assert [c for c in ALPHABET if is_code(six + c)] == [check_character(six)]


@given(SIXES, st.data())
def test_a_slip_in_any_code_is_noticed(six: str, data: st.DataObject) -> None:
    code = six + check_character(six)
    i = data.draw(st.integers(0, LENGTH - 1))
    swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
    assert swapped == code or not is_code(swapped)
    wrong = data.draw(st.sampled_from(ALPHABET))
    assert wrong == code[i] or not is_code(code[:i] + wrong + code[i + 1 :])


@pytest.mark.parametrize("text", ["", "2222222 ", "222222", "22222222", "ABCDEFG", "222222ủ", "22222-2"])
def test_what_has_not_the_form_of_a_code(text: str) -> None:
    assert not is_code(text)


# Drawing codes


def test_two_machines_draw_the_same_code() -> None:
    """Codes are on paper: how they are drawn may never change."""
    assert new_code(Subject("2026-07-01-hop"), ()) == "utraf6e"
    assert new_code(Subject("2026-07-01-hop", "point", "a"), ()) == "u4hbdwk"


def test_a_taken_code_is_passed_over() -> None:
    first = new_code(MEETING, ())
    second = new_code(MEETING, [first])
    third = new_code(MEETING, [first, second])
    assert len({first, second, third}) == 3
    assert all(map(is_code, (first, second, third)))


@given(st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True))
def test_every_subject_gets_a_code(meeting_id: str) -> None:
    assert is_code(new_code(Subject(meeting_id), ()))


@given(
    st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True),
    st.sampled_from(["document", "link", "point"]),
    st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True),
)
def test_a_subject_reads_back(meeting_id: str, kind: str, key: str) -> None:
    for subject in (Subject(meeting_id), Subject(meeting_id, kind, key)):
        assert Subject.parse(str(subject)) == subject


@pytest.mark.parametrize(
    "text", ["", "Hop", "a/b", "a/link/", "a/page/b", "a/link/b/c", "/link/a", "a/link/ủ", "a\n"]
)
def test_what_is_no_subject(text: str) -> None:
    assert Subject.parse(text) is None


def test_what_deserves_a_code() -> None:
    meeting, _ = meeting_of(
        SMALLEST
        + "links:\n  - {kind: attendance, url: 'https://a.vn'}\n  - {kind: room, url: 'https://a.vn', qr: không}\n"
        + "documents:\n  - {id: a, title: A, awaiting: B, qr: có}\n  - {id: c, title: C, awaiting: B}\n"
        + "points:\n  - {name: D, qr: có}\n  - {name: E}\n"
    )
    assert meeting is not None
    found = [str(s) for s in subjects("m", meeting)]
    assert found == ["m", "m/link/attendance", "m/document/a", "m/point/d"]
    assert all(exists(s, {"m": facts_of(meeting)}) for s in subjects("m", meeting))
    assert exists(Subject("m", "point", "e"), {"m": facts_of(meeting)})
    assert not exists(Subject("m", "point", "f"), {"m": facts_of(meeting)})
    assert not exists(Subject("m", "link", "a"), {"m": facts_of(meeting)})
    assert not exists(Subject("n"), {"m": facts_of(meeting)})


# Reading the list


def ledger_of(*lines: str):
    return parse_ledger((HEADER + "".join(lines)).encode(), FILE)


def test_a_code_is_live_from_its_issue() -> None:
    ledger, problems = ledger_of(line(MEETING))
    assert problems == ()
    issued = ledger.of(MEETING)
    assert issued is not None
    assert (issued.code, issued.subject, issued.is_retired) == (new_code(MEETING, ()), MEETING, False)


def test_a_moved_code_stands_for_its_new_subject_only() -> None:
    code = new_code(MEETING, ())
    ledger, problems = ledger_of(line(MEETING), line(POINT, "move", code, "Đổi tên"))
    assert problems == ()
    assert ledger.of(MEETING) is None
    moved = ledger.of(POINT)
    assert moved is not None
    assert (moved.code, moved.issued.words, moved.last.words) == (code, "Tài liệu", "Đổi tên")


def test_a_retired_code_is_kept_with_its_reason_and_is_nobody_s() -> None:
    ledger, problems = ledger_of(line(MEETING), line(MEETING, "retire", words="Hoãn"))
    assert problems == ()
    assert ledger.of(MEETING) is None
    (issued,) = ledger.codes.values()
    assert (issued.is_retired, issued.last.words) == (True, "Hoãn")


def test_after_retirement_the_subject_may_be_issued_another_code() -> None:
    code = new_code(MEETING, ())
    other = new_code(MEETING, [code])
    ledger, problems = ledger_of(line(MEETING), line(MEETING, "retire"), line(MEETING, code=other))
    assert problems == ()
    assert ledger.of(MEETING) == ledger.codes[other]


def test_a_code_moved_onto_a_subject_stands_for_it_once_its_first_code_is_gone() -> None:
    """Moving a code onto a meeting that has one, then retiring or moving that one, leaves the other live."""
    a, b = Subject("2026-07-01-a"), Subject("2026-07-01-b")
    first, second = new_code(a, ()), new_code(b, ())
    day = date(2026, 7, 1)
    lines = [
        Entry(first, "issue", a, day, "Tài liệu"),
        Entry(second, "issue", b, day, "Tài liệu"),
        Entry(second, "move", a, day, ""),
    ]
    for end in (Entry(first, "retire", a, day, "Gộp"), Entry(first, "move", b, day, "")):
        ledger, problems = parse_ledger(
            (HEADER + "".join(f"{e}\n" for e in (*lines, end))).encode(), "issued.tsv"
        )
        assert problems == ()
        live = ledger.of(a)
        assert live is not None
        assert live.code == second


def test_lines_after_a_wrong_one_are_still_read() -> None:
    ledger, problems = ledger_of("rác\n", line(MEETING))
    assert [(str(p.place), p.code) for p in problems] == [(f"{FILE}:2:1", "PH501")]
    assert ledger.of(MEETING) is not None


def test_an_empty_or_absent_list_is_no_problem(portal: PortalCase) -> None:
    assert portal.load().ledger.codes == {}
    portal.write(FILE, "")
    assert portal.load().ledger.codes == {}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_a_list(data: bytes) -> None:
    parse_ledger(data, FILE)
    parse_ledger(HEADER.encode() + data, FILE)


@given(st.lists(st.sampled_from([MEETING, POINT]), max_size=6), st.data())
def test_what_is_written_reads_back(whose: list[Subject], data: st.DataObject) -> None:
    words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)
    entries = [
        Entry(new_code(s, ()), "issue", s, date(2026, 6, 1), data.draw(words)) for s in dict.fromkeys(whose)
    ]
    ledger, problems = parse_ledger((HEADER + "".join(f"{e}\n" for e in entries)).encode(), FILE)
    assert problems == ()
    assert [str(e) for e in ledger.entries] == [str(e) for e in entries]


def test_a_list_of_nothing_but_wrong_lines_is_not_read_to_its_end(portal: PortalCase) -> None:
    portal.meeting().write("meetings/issued.tsv", "\n" * 20_000)
    assert portal.check().output.count("PH501") == 10_000
