"""Two versions of one record: put together where that is plain, else refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from phonghop.editing.merging import Conflict, keep_aside, together
from phonghop.source.nodes import Plain

Held = dict[str, Plain]


@pytest.mark.parametrize(
    ("ours", "theirs", "whole"),
    [
        ({"a": "1", "b": "x"}, {"a": "2"}, {"a": "2", "b": "x"}),
        ({}, {"a": "1", "c": "3"}, {"c": "3"}),
        ({"a": "9"}, {"a": "9"}, {"a": "9"}),
    ],
)
def test_different_keys_are_put_together(ours: Held, theirs: Held, whole: Held) -> None:
    assert together({"a": "1"}, ours, theirs) == whole


def test_lists_that_both_made_longer_hold_what_either_added() -> None:
    base: Held = {"l": ["a"]}
    assert together(base, {"l": ["a", "x", "y"]}, {"l": ["a", "x", "b"]}) == {"l": ["a", "x", "b", "y"]}


def test_different_items_and_fields_within_a_list_are_put_together() -> None:
    base: Held = {"l": [{"n": "1", "t": "a"}, {"n": "2"}]}
    ours: Held = {"l": [{"n": "1", "t": "z"}, {"n": "2"}]}
    theirs: Held = {"l": [{"n": "8", "t": "a"}, {"n": "9"}]}
    assert together(base, ours, theirs) == {"l": [{"n": "8", "t": "z"}, {"n": "9"}]}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"a": "2"}, {"a": "3"}),
        ({}, {"a": "3"}),
        ({"a": "1", "l": ["b", "a"]}, {"a": "1", "l": ["z", "b"]}),
        ({"a": "1", "l": ["a"]}, {"a": "1", "l": ["a", "b", "c"]}),
    ],
)
def test_the_same_value_changed_twice_is_refused(ours: Held, theirs: Held) -> None:
    with pytest.raises(Conflict):
        together({"a": "1", "l": ["a", "b"]}, ours, theirs)


def test_what_is_kept_aside_never_takes_the_place_of_another(tmp_path: Path) -> None:
    kept = [keep_aside(tmp_path, "m", "meeting.yml", content) for content in (b"1", b"2", b"1", b"3")]
    assert [path.name for path in kept] == ["meeting.yml", "meeting-2.yml", "meeting.yml", "meeting-3.yml"]
    assert [path.read_bytes() for path in kept] == [b"1", b"2", b"1", b"3"]
