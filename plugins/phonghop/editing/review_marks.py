"""Review marks of a draft: comments on fields to be reviewed, and on words of the letter that were not understood.

They are in the meeting's own file, so a clerk finds them in the form and an engineer in the text. A mark is dropped when somebody
has looked at it, or changes the field below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from phonghop.source import Mapping, read
from phonghop.source.nodes import KeyPath, Node, Plain

_MARK = re.compile(r"^\s*#\?\s*(?P<words>\S.*)$")
_LINES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A comment that asks for a review.

    Attributes:
        line: its line in the file, counted from 0.
        words: its text.
        path: the field below it; empty for words of the letter that no field took.
        source: the lines of the letter that it names.
    """

    line: int
    words: str
    path: KeyPath
    source: tuple[int, ...]


@lru_cache(maxsize=4)
def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a meeting's file in their order, cached because a page needs them many times."""
    lines = text.splitlines()
    node, _ = read(text.encode(), "meeting.yml")
    below: dict[int, KeyPath] = {}
    for (at, _), path in places(node, ()) if node else ():
        if len(path) > len(below.get(at, ())):
            below[at] = path
    last = max(below, default=0)
    marks_in_order = []
    for n, line in enumerate(lines):
        match = _MARK.match(line)
        if match is None:
            continue
        next_line = next(
            (k + 1 for k in range(n, len(lines)) if lines[k].strip()[:1] not in ("#", "")), last + 1
        )
        path = below.get(next_line, ())
        head = match["words"].partition(":")[0]
        marks_in_order.append(Mark(n, match["words"], path, tuple(map(int, _LINES.findall(head)))))
    return tuple(marks_in_order)


def without(text: str, gone: Sequence[Mark]) -> str:
    """Return `text` without these marks."""
    numbers = {mark.line for mark in gone}
    return "".join(line for n, line in enumerate(text.splitlines(keepends=True)) if n not in numbers)


def settled(before: Plain, after: Plain, text: str) -> str:
    """Return `text` without the marks of fields whose value was changed."""
    return without(
        text,
        [
            mark
            for mark in marks(text)
            if mark.path and value_at(before, mark.path) != value_at(after, mark.path)
        ],
    )


def value_at(value: Plain, path: KeyPath) -> Plain:
    """Return what `value` holds at `path`, None where there is nothing."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def places(node: Node, path: KeyPath) -> Iterator[tuple[tuple[int, int], KeyPath]]:
    """Yield where everything in `node` begins, with its path."""
    yield (node.place.line, node.place.column), path
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield (key.place.line, key.place.column), (*path, key.text)
            yield from places(value, (*path, key.text))
    else:
        for n, item in enumerate(getattr(node, "items", ())):
            yield from places(item, (*path, n))
