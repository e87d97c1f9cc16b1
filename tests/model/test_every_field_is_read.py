"""Nothing is asked of a clerk that no product reads: every field of every group is read while papers and a site are made.

A portal that has every field is printed and built, and each reading of a field is noted with the group it was read of.
What reads only to judge or to copy (validators, checks) does not count.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest

import phonghop
from browser.hostile_portal import built_hostile
from phonghop.model import Meeting, PortalFile
from phonghop.model.record import Record

PACKAGE = Path(phonghop.__file__).parent
JUDGES = {
    PACKAGE / "portal" / name
    for name in ("checks.py", "letter_checks.py", "code_meanings.py", "reference_checks.py")
}
JUDGES |= {PACKAGE / "model" / name for name in ("reading.py", "partial.py", "record.py")}
"""Modules that hold fields against each other: one that is only read there is a dead one."""


def records(record: type[Record], seen: dict[type[Record], None]) -> dict[type[Record], None]:
    """Return `record` and every group of keys below it, added to `seen`."""
    if record not in seen:
        seen[record] = None
        for field in record.model_fields.values():
            for inner in _inside(field.annotation):
                records(inner, seen)
    return seen


def _inside(annotation: object) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, tuple) or hasattr(annotation, "__metadata__"):
        for part in get_args(annotation):
            yield from _inside(part)


FIELDS = [
    (record, name)
    for top in (Meeting, PortalFile)
    for record in records(top, {})
    for name in record.model_fields
]
ONLY_CHECKED = {("Deadline", "after_meeting")}
"""Fields that answer a check and have nothing to show."""
OF_WHAT_WAITS = {("Document", "announce")}
"""Read of documents that wait for their hour, which this portal has none of: `tests/site/test_release.py`."""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """Every field that was read, as the names of its group and its key."""
    seen: set[tuple[str, str]] = set()

    def noted(self: Record, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if (
            not name.startswith("_")
            and (kind := type(self)).__pydantic_complete__
            and name in kind.model_fields
        ):
            reader = sys._getframe(1).f_code
            is_validator = reader.co_name.startswith("_") and "/model/" in reader.co_filename
            if not is_validator and Path(reader.co_filename) not in JUDGES:
                seen.add((kind.__name__, name))
        return value

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Record, "__getattribute__", noted, raising=False)
        built_hostile(tmp_path_factory.mktemp("read") / "portal")
    return seen


@pytest.mark.parametrize(
    ("record", "name"), dict.fromkeys(FIELDS), ids=lambda part: getattr(part, "__name__", part)
)
def test_a_field_of_each_group_is_read(record: type[Record], name: str, read: set[tuple[str, str]]) -> None:
    assert ((record.__name__, name) in read) != ((record.__name__, name) in ONLY_CHECKED | OF_WHAT_WAITS)


def test_the_groups_of_keys_are_all_reached() -> None:
    names = {record.__name__ for record, _ in FIELDS}
    assert {
        "Session",
        "Former",
        "NoticePaper",
        "Attendee",
        "Chair",
        "Registration",
        "Body",
        "Version",
    } <= names
