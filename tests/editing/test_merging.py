"""Two versions of one record: put together where that is plain, else refused."""

from __future__ import annotations

import pytest

from phonghop.editing.merging import Conflict, together
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


def test_of_a_value_changed_twice_ours_is_taken_where_that_is_asked_for() -> None:
    base: Held = {"a": "1", "b": {"c": "1", "d": "1"}, "l": ["x"]}
    ours: Held = {"a": "2", "b": {"c": "2", "d": "1"}, "l": ["y"]}
    theirs: Held = {"a": "3", "b": {"c": "3", "d": "3"}, "l": [], "n": "4"}
    assert together(base, ours, theirs, ours_first=True) == {
        "a": "2",
        "b": {"c": "2", "d": "3"},
        "l": ["y"],
        "n": "4",
    }
