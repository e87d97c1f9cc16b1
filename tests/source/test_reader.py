from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonghop.source import MAX_BYTES, MAX_DEPTH, Mapping, Sequence, locate, plain, read
from phonghop.text.problems import Place, catalogue

YAML_LOOKING = st.text(st.sampled_from("ab:- \n#&*!|>[]{},?'\"%@`<~\\.0\té\r…"), max_size=80)


def mapping_of(text: str) -> Mapping:
    mapping, problems = read(text.encode(), "a.yml")
    assert problems == ()
    assert mapping is not None
    return mapping


def told(data: str | bytes) -> list[str]:
    """Return the problems of `data` as ``line:column CODE``."""
    _, problems = read(data if isinstance(data, bytes) else data.encode(), "a.yml")
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in problems]


@pytest.mark.parametrize(
    "written",
    [
        "8:00",
        "14:30",
        "13:30:15",
        "012345",
        "0912345678",
        "1.10",
        "no",
        "on",
        "2026-02-30",
        "1e3",
        "0x1F",
        "1_000",
    ],
)
def test_a_scalar_stays_what_was_written(written: str) -> None:
    assert plain(mapping_of(f"a: {written}")) == {"a": written}


def test_numbers_of_any_length_stay_text() -> None:
    digits = "9" * 5000
    assert plain(mapping_of(f"a: {digits}")) == {"a": digits}


@pytest.mark.parametrize("nothing", ["", " ", " ~", " null"])
def test_a_value_left_empty_is_none(nothing: str) -> None:
    assert plain(mapping_of(f"a:{nothing}\nb: 1")) == {"a": None, "b": "1"}


@pytest.mark.parametrize("quoted", ['""', "''", '"~"', '"null"'])
def test_quotes_make_words_of_anything(quoted: str) -> None:
    assert plain(mapping_of(f"a: {quoted}")) == {"a": quoted[1:-1]}


def test_words_are_composed_unicode() -> None:
    assert plain(mapping_of("tên: Hội nghị")) == {"tên": "Hội nghị"}


def test_two_spellings_of_one_key_are_one_key_twice() -> None:
    assert told("tên: a\ntên: b\n") == ["2:1 PH108"]


def test_a_byte_order_mark_and_line_ends_of_windows_do_not_move_places() -> None:
    mapping, problems = read("a: 1\r\nb: 2\r\n".encode("utf-8-sig"), "a.yml")
    assert problems == ()
    assert mapping is not None
    assert [str(key.place) for key, _ in mapping.entries] == ["a.yml:1:1", "a.yml:2:1"]


def test_places_count_characters_not_bytes() -> None:
    mapping = mapping_of("Điện Biên: [ủy, 😀, xã]\n")
    assert [str(item.place) for item in mapping.entries[0][1].items] == [
        "a.yml:1:13",
        "a.yml:1:17",
        "a.yml:1:20",
    ]
    assert told("Đảng ủy 😀: \ta\n") == ["1:12 PH103"]


def test_keys_keep_the_order_written() -> None:
    assert [key.text for key, _ in mapping_of("b: 1\na: 2\nc: 3").entries] == ["b", "a", "c"]


def test_paragraphs_keep_or_fold_their_lines() -> None:
    text = "a: |\n  một\n  hai\nb: >-\n  ba\n  bốn\n"
    assert plain(mapping_of(text)) == {"a": "một\nhai\n", "b": "ba bốn"}


@pytest.mark.parametrize(
    "brackets", ["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 100_000, "[\n" * 100_000]
)
def test_a_hundred_thousand_openings_are_one_problem(brackets: str) -> None:
    assert [line.split()[1] for line in told(brackets)] in (["PH107"], ["PH114"])


def test_depth_is_counted_from_the_top() -> None:
    deepest = MAX_DEPTH - 1
    mapping = mapping_of("a: " + "[" * deepest + "x" + "]" * deepest)
    node = mapping.entries[0][1]
    for _ in range(deepest):
        assert isinstance(node, Sequence)
        node = node.items[0]
    assert told("a: " + "[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH) == [f"1:{3 + MAX_DEPTH} PH107"]


def test_a_bomb_of_aliases_is_refused_at_its_first_fuse() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    problems = told("\n".join(lines))
    assert problems[0] == "1:5 PH109"
    assert {line.split()[1] for line in problems} == {"PH109"}
    assert len(problems) == 9 + 8 * 9


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: &x 1\n", ["1:4 PH109"]),
        ("&x a: 1\n", ["1:1 PH109"]),
        ("a: !!str 8:00\n", ["1:4 PH110"]),
        ("a: !x 1\n", ["1:4 PH110"]),
        ("a: ! 1\n", ["1:4 PH110"]),
        ("<<: {b: 1}\n", ["1:1 PH111"]),
        ("a: 1\na: 2\na: 3\n", ["2:1 PH108", "3:1 PH108"]),
        ("a: {b: 1, b: 2}\n", ["1:11 PH108"]),
        ("a: 1\n---\nb: 2\n", ["2:1 PH112"]),
        ("- a\n", ["1:1 PH113"]),
        ("a\n", ["1:1 PH113"]),
        ("", ["1:1 PH113"]),
        ("# ghi chú\n", ["1:1 PH113"]),
        ("[a]: 1\n", ["1:1 PH114"]),
        ("{a: 1}: 1\n", ["1:1 PH114"]),
        ("a:\n  ~: 1\n", ["2:3 PH114"]),
        ("~: 1\n", ["1:1 PH114"]),
        ("a: b #c\n", ["1:4 PH115"]),
        ("- b #c\n", ["1:3 PH115", "1:1 PH113"]),
        ("a: b: c\n", ["1:5 PH116"]),
        ("a: b\n c: d\n", ["2:3 PH106"]),
        ("a: %b\n", ["1:4 PH106"]),
        ("a: @b\n", ["1:4 PH106"]),
        ("a: `b`\n", ["1:4 PH106"]),
        ("a: [1, 2\nb: 3\n", ["1:4 PH106"]),
        ('a: "b" c\n', ["1:8 PH106"]),
        ("a:\tb\n", ["1:3 PH103"]),
        ("\ta: b\n", ["1:1 PH103"]),
        ("a: b\x00\n", ["1:5 PH104"]),
        ("a: b\x1b[0m\n", ["1:5 PH104"]),
        ("a: b\x85\n", ["1:5 PH104"]),
        ("a: b\u2028\n", ["1:5 PH104"]),
        ("a: \ufeffb\n", ["1:4 PH104"]),
        ("a: b\rc: d\n", ["1:5 PH104"]),
        ("a: \u202eb\n", ["1:4 PH105"]),
        ("a: b\u2066\n", ["1:5 PH105"]),
        ("a: b\n# \u200f\n", ["2:3 PH105"]),
        ("\t\t\u202e\n\x00\n", ["1:1 PH103", "2:1 PH104"]),
    ],
)
def test_what_is_refused_and_where(text: str, problems: list[str]) -> None:
    assert told(text) == problems


@pytest.mark.parametrize("escape", [r"\0", r"\a", r"\e", r"\x7F", r"\u200B", r"\u2028", r"\uFEFF", r"\L"])
def test_an_escape_cannot_bring_in_a_control_character(escape: str) -> None:
    assert told(f'a: "b{escape}c"\n') == ["1:4 PH104"]


@pytest.mark.parametrize("escape", [r"\u202E", r"\u2066", r"\u200F"])
def test_an_escape_cannot_bring_in_a_character_that_turns_reading_round(escape: str) -> None:
    assert told(f'a: "b{escape}c"\n') == ["1:4 PH105"]


@pytest.mark.parametrize(
    "data", [b"\xff", b"a: \xe1\n", "a: é".encode("utf-16"), "a: ủy".encode("utf-16-le"), b"a\xed\xa0\x80"]
)
def test_bytes_that_are_not_utf8_are_refused(data: bytes) -> None:
    assert [line.split()[1] for line in told(data)] in (["PH101"], ["PH104"])


def test_the_line_of_a_wrong_byte_is_named() -> None:
    assert told(b"a: 1\nb: 2\nc: \xff\n") == ["3:1 PH101"]


def test_the_limit_of_size_is_itself_allowed() -> None:
    head = b"a: 1\n#"
    assert told(head + b"x" * (MAX_BYTES - len(head))) == []
    assert told(head + b"x" * (MAX_BYTES - len(head) + 1)) == ["1:1 PH102"]


def test_a_line_of_nothing_but_tabs_is_one_problem() -> None:
    assert told("a:" + "\t" * 20_000) == ["1:3 PH103"]


def test_warnings_leave_the_file_whole() -> None:
    mapping, problems = read(b"a: b #c\n", "a.yml")
    assert mapping is not None
    assert [p.is_error for p in problems] == [False]


def test_an_error_leaves_no_half_of_a_file() -> None:
    mapping, problems = read(b"a: 1\nb: &x 2\n", "a.yml")
    assert mapping is None
    assert problems


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "1:1"),
        (("title",), "1:8"),
        (("points", 0, "name"), "3:11"),
        (("points", 1), "5:5"),
        (("points", 1, "name"), "5:5"),
        (("points", 0, "venue"), "4:5"),
        (("points", 7, "name"), "3:3"),
        (("nothing", "below"), "1:1"),
        (("title", "text"), "1:8"),
    ],
)
def test_a_path_leads_to_the_nearest_words_that_are_written(path: tuple[str | int, ...], place: str) -> None:
    mapping = mapping_of("title: Họp\npoints:\n  - name: A\n    venue:\n  - Một dòng\n")
    assert str(locate(mapping, path)) == f"a.yml:{place}"


def test_a_path_can_lead_to_the_key_itself() -> None:
    assert locate(mapping_of("a: 1\nb: 2\n"), ("b",), at_key=True) == Place("a.yml", 2, 1)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    check_answer(data)


@given(st.text(max_size=200) | YAML_LOOKING)
def test_any_text_is_read_or_refused(text: str) -> None:
    check_answer(text.encode("utf-8", "replace"))


@given(st.text(st.sampled_from("\\0aeLx1Fu2"), max_size=12))
def test_whatever_is_read_is_free_of_control_characters(text: str) -> None:
    mapping, _ = read(f'a: "{text}"'.encode(), "a.yml")
    if mapping is not None:
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\n".join(words(plain(mapping))))


def words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (word for part in value for word in words(part))
    elif isinstance(value, dict):
        yield from value
        yield from words(list(value.values()))


def check_answer(data: bytes) -> None:
    mapping, problems = read(data, "a.yml")
    assert mapping is not None or any(p.is_error for p in problems)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for problem in problems:
        assert problem.code in catalogue()
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
