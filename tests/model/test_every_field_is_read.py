"""Nothing is asked of a clerk that no product reads: every field of every group is read while papers and a site are made.

A portal that has every field is printed and built, and each reading of a field is noted with the group it was read of.
What reads only to judge or to copy (validators, checks) does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Union, get_args, get_origin

from hostile_portal import HostilePortal
from phonghop.model import Meeting, PortalFile
from phonghop.model.record import Record


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


def test_a_field_of_each_group_is_read(hostile: HostilePortal) -> None:
    unread = {
        (record.__name__, name) for record, name in FIELDS if f"{record.__name__}.{name}" not in hostile.read
    }
    assert unread == ONLY_CHECKED | OF_WHAT_WAITS


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
