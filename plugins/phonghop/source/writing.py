"""Plain data → YAML text in the style of the samples: two blanks a level, words without quotes where YAML allows, long ones folded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from phonghop.source.nodes import KeyPath, Plain

WIDTH = 118
"""Characters of a line, from which words are folded."""

_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`•·▪◦–—=<")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|^\s|\s$|^[-?](?:\s|$)|[\n\t]")


def scalar(text: str, indent: int) -> list[str]:
    """Return `text` as the lines that stand for it: the first follows the key or the hyphen, others have `indent` blanks before them."""
    blanks = " " * indent
    lines = text.split("\n")
    has_odd_blanks = any(line != " ".join(line.split()) or not line for line in lines)
    if len(lines) > 1 and not has_odd_blanks:
        return ["|-", *(f"{blanks}{line}" for line in lines)]
    if len(text) + indent > WIDTH and not has_odd_blanks:
        return [">-", *(f"{blanks}{line}" for line in _folded(text, WIDTH - indent))]
    return [_flow(text)]


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)


def _flow(text: str) -> str:
    if "\n" in text or "\t" in text:
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    is_plain = (
        bool(text)
        and text not in ("~", "null")
        and not text.startswith(_INDICATORS)
        and not _UNSAFE.search(text)
    )
    return text if is_plain else "'" + text.replace("'", "''") + "'"


def block(
    value: Plain, indent: int = 0, comments: Mapping[KeyPath, Sequence[str]] | None = None
) -> list[str]:
    """Return the lines of a mapping or list, which holds something, at `indent` blanks; None is written as nothing.

    `comments` are lines, each beginning with "#", to write above what stands at a path.
    """
    return [*_block(value, indent, (), comments or {})]


def _block(
    value: Plain, indent: int, path: KeyPath, comments: Mapping[KeyPath, Sequence[str]]
) -> Iterator[str]:
    blanks = " " * indent
    entries = value.items() if isinstance(value, dict) else enumerate(value or ())
    for step, part in entries:
        here: KeyPath = (*path, step)
        yield from (f"{blanks}{comment}" for comment in comments.get(here, ()))
        head = f"{blanks}{step}:" if isinstance(value, dict) else f"{blanks}-"
        if part is None:
            yield head
        elif isinstance(part, str):
            first, *more = scalar(part, indent + 2)
            yield f"{head} {first}"
            yield from more
        elif isinstance(value, dict):
            yield head
            yield from _block(part, indent + 2, here, comments)
        else:
            yield from _item(part, indent, here, comments)


def _item(
    part: Plain, indent: int, path: KeyPath, comments: Mapping[KeyPath, Sequence[str]]
) -> Iterator[str]:
    """Yield a mapping or list inside a list: its first line follows the hyphen, comments about that line stand above."""
    lines = [*_block(part, indent + 2, path, comments)]
    first = next(n for n, line in enumerate(lines) if not line.lstrip().startswith("#"))
    yield from (line[2:] for line in lines[:first])
    yield f"{' ' * indent}- {lines[first].lstrip()}"
    yield from lines[first + 1 :]
