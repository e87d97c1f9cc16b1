"""Merging the changes of two clerks: united where they changed different fields; else one version is kept aside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from phonghop.importing.trace import LETTERS
from phonghop.source.nodes import Plain
from phonghop.text.folding import numbered

_ABSENT: Any = object()


class Conflict(Exception):
    """Both have changed the same value."""


def together(
    base: Mapping[str, Plain], ours: Mapping[str, Plain], theirs: Mapping[str, Plain]
) -> dict[str, Plain]:
    """Return what a record holds after both have changed it from `base`.

    Lists that both have only made longer hold what either added, theirs first.

    Raises:
        Conflict: both have changed the same value.
    """
    whole = {
        key: _together(base.get(key, _ABSENT), ours.get(key, _ABSENT), theirs.get(key, _ABSENT))
        for key in dict.fromkeys((*theirs, *ours))
    }
    return {key: value for key, value in whole.items() if value is not _ABSENT}


def _together(base: Any, ours: Any, theirs: Any) -> Any:
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if all(isinstance(side, dict) for side in (base, ours, theirs)):
        return together(base, ours, theirs)
    if all(isinstance(side, list) for side in (base, ours, theirs)):
        n = len(base)
        if base in (ours[:n], theirs[:n]) and ours[:n] == theirs[:n]:
            return [*theirs, *(item for item in ours[n:] if item not in theirs)]
        if len(ours) == n == len(theirs):
            return [_together(*items) for items in zip(base, ours, theirs, strict=True)]
    raise Conflict


def keep_aside(root: Path, meeting_id: str, name: str, content: bytes) -> Path:
    """Keep a version of a meeting's file where git leaves it out; return where. What was kept before stays."""
    stem, dot, ending = name.rpartition(".")
    paths = (root / LETTERS / meeting_id / f"{other}{dot}{ending}" for other in numbered(stem))
    copy = next(path for path in paths if not path.exists() or path.read_bytes() == content)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(content)
    return copy
