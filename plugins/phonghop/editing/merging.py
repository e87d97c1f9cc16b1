"""Merging the changes of two clerks: united where they changed different fields, else refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from phonghop.source.nodes import Plain

_ABSENT: Any = object()


class Conflict(Exception):
    """Both have changed the same value."""


def together(
    base: Mapping[str, Plain],
    ours: Mapping[str, Plain],
    theirs: Mapping[str, Plain],
    *,
    ours_first: bool = False,
) -> dict[str, Plain]:
    """Return what a record holds after both have changed it from `base`.

    Lists that both have only made longer hold what either added, theirs first. Of a value that both have changed, ours is taken if
    `ours_first`.

    Raises:
        Conflict: both have changed the same value.
    """
    whole = {
        key: _together(
            base.get(key, _ABSENT), ours.get(key, _ABSENT), theirs.get(key, _ABSENT), ours_first=ours_first
        )
        for key in dict.fromkeys((*theirs, *ours))
    }
    return {key: value for key, value in whole.items() if value is not _ABSENT}


def _together(base: Any, ours: Any, theirs: Any, *, ours_first: bool) -> Any:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if all(isinstance(side, dict) for side in (base, ours, theirs)):
        return together(base, ours, theirs, ours_first=ours_first)
    if all(isinstance(side, list) for side in (base, ours, theirs)):
        n = len(base)
        if base in (ours[:n], theirs[:n]) and ours[:n] == theirs[:n]:
            return [*theirs, *(item for item in ours[n:] if item not in theirs)]
        if len(ours) == n == len(theirs):
            return [
                _together(*items, ours_first=ours_first) for items in zip(base, ours, theirs, strict=True)
            ]
    if ours_first:
        return ours
    raise Conflict
