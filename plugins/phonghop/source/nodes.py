"""What a YAML file is made of, with the position of each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from phonghop.text.problems import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """The words of a value as written, but in NFC; `empty` if nothing at all was written."""

    place: Place
    text: str
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Mapping:
    """Keys with their values, in the order written; no key stands there twice."""

    place: Place
    entries: tuple[tuple[Scalar, Node], ...]

    @cached_property
    def by_key(self) -> Values[str, tuple[Scalar, Node]]:
        """The entries by their keys' words."""
        return {entry[0].text: entry for entry in self.entries}


Node: TypeAlias = Scalar | Sequence | Mapping
KeyPath: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a value: keys of mappings, and places in lists, counted from 0."""
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"


def plain(node: Node) -> Plain:
    """Return `node` without positions: text, None for a value left empty, lists and dictionaries."""
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


def walk(node: Node, path: Iterable[str | int]) -> Iterator[tuple[int, Scalar | None, Node]]:
    """Yield what the file has of `path` below `node`: the place of a step in it, its key unless it is of a list, what stands there.

    Short forms make paths longer than the file is deep ("- 8h00 01/7/2026" stands for ``start``), so steps that
    the file does not have are passed over. A key that is not written ends the way.
    """
    for n, step in enumerate(path):
        if isinstance(node, Mapping) and isinstance(step, str):
            if step not in node.by_key:
                return
            key, node = node.by_key[step]
            yield n, key, node
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            yield n, None, node


def locate(node: Node, path: KeyPath, *, at_key: bool = False) -> Place:
    """Return the place of what `path` names below `node`, or of the nearest part above it that is written.

    `at_key` asks for the place of the last key itself instead of its value.
    """
    place = node.place
    for n, key, below in walk(node, path):
        is_empty = isinstance(below, Scalar) and below.empty
        place = key.place if key and (is_empty or (at_key and n == len(path) - 1)) else below.place
    return place


def written_key(node: Node, path: KeyPath) -> str:
    """Return the last key of `path` that the file really has: a short form omits keys."""
    return next((key.text for _, key, _ in reversed([*walk(node, path)]) if key), "")


def quoted(words: str) -> str:
    """Return `words` in the quotes that make YAML read them as a sentence, to be shown as a correction."""
    return "'" + words.replace("'", "''") + "'" if '"' in words or "\\" in words else f'"{words}"'
