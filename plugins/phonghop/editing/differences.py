"""Two versions of a meeting's file compared: each place where they differ, in the words of the form, and one taken over to the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple, TypeAlias

from phonghop.editing.forms import as_written
from phonghop.editing.parts import item_type, label_of
from phonghop.editing.steps import as_list, as_record
from phonghop.model import Body, Meeting
from phonghop.model.field_words import field_words
from phonghop.model.reading import record_of
from phonghop.portal.load import MEETING_FILE
from phonghop.source import KeyPath, plain, read
from phonghop.source.nodes import Plain
from phonghop.source.patch import swept

_ABSENT: Any = object()
_NAMES = ("id", "file", "url", "name", "title", "what", "heading", "start", "text")
"""Keys by which an item of a list is known again in another version."""

How: TypeAlias = Literal["new", "changed", "gone"]
Take: TypeAlias = Callable[[KeyPath, Any, Any], bool]
"""Called for each place where two versions differ, with what each holds there; returns whether the new one is taken."""


class Difference(NamedTuple):
    """A place where two versions differ.

    Attributes:
        label: what the form calls it.
        how: how the later version differs.
        before: the words of the earlier version.
        after: the words of the later version.
        on_paper_only: whether readers of the portal see neither.
    """

    label: str
    how: How
    before: str
    after: str
    on_paper_only: bool


def data_of(text: str) -> dict[str, Plain] | None:
    """Return what the text of a meeting's file holds; None where it is no YAML mapping."""
    node, _ = read(text.encode(), MEETING_FILE)
    data = plain(node) if node else None
    return swept(data) if isinstance(data, dict) else None


def differences(
    old: dict[str, Plain], new: dict[str, Plain], bodies: Sequence[Body], language: str
) -> list[Difference]:
    """Return the places where two versions of a meeting differ, in the order of the model."""
    shown: list[Difference] = []

    def show(path: KeyPath, before: Any, after: Any) -> bool:
        how: How = "new" if before is _ABSENT else "gone" if after is _ABSENT else "changed"
        words = [_in_words(side, path, bodies, language) for side in (before, after)]
        shown.append(
            Difference(
                label_of(path, language), how, words[0], words[1], path[0] == "contacts" and not is_public
            )
        )
        return False

    contacts = [contact for side in (old, new) for contact in as_list(side.get("contacts"))]
    is_public = any(
        isinstance(contact, dict) and contact.get("visibility") == "public" for contact in contacts
    )
    _woven(old, new, Meeting, (), show)
    return shown


def taken_over(old: dict[str, Plain], new: dict[str, Plain], chosen: Collection[int]) -> dict[str, Plain]:
    """Return `old` with those of its differences from `new` whose numbers are `chosen`, counted as `differences` has them."""
    count = -1

    def take(*_: object) -> bool:
        nonlocal count
        count += 1
        return count in chosen

    taken = as_written(_woven(old, new, Meeting, (), take), old)
    assert isinstance(taken, dict)
    return taken


def _woven(old: Any, new: Any, annotation: Any, path: KeyPath, take: Take) -> Any:
    """Return `old` with what is taken of `new`; both may be written in short forms."""
    if old == new:
        return old
    if item := item_type(annotation):
        lists = [as_list(None if side is _ABSENT else side) for side in (old, new)]
        woven = [_woven(before, after, item, (*path, n), take) for n, before, after in _pairs(*lists)]
        return [part for part in woven if part is not _ABSENT] or _ABSENT
    record = record_of(annotation)
    sides = [_whole(side, record) for side in (old, new)]
    is_item = bool(path) and isinstance(path[-1], int)
    if (
        record is None
        or not all(isinstance(side, dict) for side in sides)
        or (is_item and not _are_one(*sides))
    ):
        return new if take(path, old, new) else old
    keys = sorted({**sides[0], **sides[1]}, key=[*record.model_fields, *sides[0], *sides[1]].index)
    derived = _derived_id(*sides)
    parts = {
        key: _woven(
            sides[0].get(key, _ABSENT),
            sides[1].get(key, _ABSENT),
            record.model_fields[key].annotation if key in record.model_fields else None,
            (*path, key),
            take,
        )
        for key in keys
        if (key, derived) != ("id", True)
    }
    whole = {key: part for key, part in parts.items() if part is not _ABSENT}
    if derived and ("id" in sides[0] or whole != sides[0]):
        whole["id"] = sides[0].get("id", sides[1].get("id"))
    return whole


def _whole(value: Any, record: Any) -> Any:
    """Return a record that is written as one text in its long form."""
    return {record.short_form: value} if isinstance(value, str) and record and record.short_form else value


def _are_one(old: dict[str, Plain], new: dict[str, Plain]) -> bool:
    """Return whether two items of lists are versions of one: they have a name or something else in common."""
    return _name(old) == _name(new) or not old or any(new.get(key) == value for key, value in old.items())


def _derived_id(old: dict[str, Plain], new: dict[str, Plain]) -> bool:
    """Return whether two versions of a document differ by an id that follows from its file: readers see no difference."""
    file = old.get("file")
    ids = {side.get("id") for side in (old, new)} - {None}
    return bool(file) and file == new.get("file") and ids == {as_record({"file": file})["id"]}


def _pairs(old: list[Plain], new: list[Plain]) -> Iterator[tuple[int, Any, Any]]:
    """Yield the items of two lists, those together that take one place, each with its number in the new list, or in the old for one that is gone."""
    names = [[_name(item) for item in side] for side in (old, new)]
    for _, a, b, c, d in SequenceMatcher(None, names[0], names[1], autojunk=False).get_opcodes():
        for n in range(max(b - a, d - c)):
            before, after = (old[a + n] if a + n < b else _ABSENT), (new[c + n] if c + n < d else _ABSENT)
            yield n + (a if after is _ABSENT else c), before, after


def _name(item: Plain) -> str:
    named = item if isinstance(item, dict) else {}
    return next((str(named[key]) for key in _NAMES if key in named), json.dumps(item))


def _in_words(value: Any, path: KeyPath, bodies: Sequence[Body], language: str) -> str:
    """Return what stands at `path` as a clerk reads it."""
    if isinstance(value, list):
        return " · ".join(_in_words(part, (*path, n), bodies, language) for n, part in enumerate(value))
    if isinstance(value, dict):
        parts = {key: part for key, part in value.items() if key != "id" or len(value) == 1}
        return " · ".join(_in_words(part, (*path, key), bodies, language) for key, part in parts.items())
    if value is _ABSENT:
        return ""
    if path == ("organizer",):
        return next((body.name for body in bodies if body.id == value), str(value))
    record: Any = Meeting
    for step in path[:-1]:
        if record and step in record.model_fields:
            record = record_of(record.model_fields[step].annotation)
    if record is None or path[-1] not in record.model_fields:
        return str(value)
    key = str(path[-1])
    choices = field_words(record, key, language).choices(record.model_fields[key].rebuild_annotation())
    return dict(choices).get(str(value), str(value))
