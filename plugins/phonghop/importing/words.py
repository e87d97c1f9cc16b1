"""Words that remember where in the letter each of their characters stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from phonghop.text.folding import nfc

COLUMN = r"\s{3,}|\s*\|\s*"
"""What stands between the columns of a line."""
JOINING = -1
"""The place of a blank that stands in no letter: it joins two lines of one paragraph."""

State = Literal["certain", "review"]
"""What is certain has an exact anchor, one candidate and passes the model; anything else is to be reviewed."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a letter, or several joined by blanks.

    Attributes:
        text: the characters.
        places: for each of them, its index in the letter's text, or `JOINING`.
    """

    text: str = ""
    places: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, part: slice) -> Words:
        return Words(self.text[part], self.places[part])

    def strip(self, marks: str = "") -> Words:
        """Return the words without blanks and `marks` at their ends."""
        kept = " \t\xa0" + marks
        start = len(self.text) - len(self.text.lstrip(kept))
        return self[start : max(start, len(self.text.rstrip(kept)))]

    def split(self, pattern: str) -> tuple[Words, ...]:
        """Return the words between the matches of `pattern`, stripped, without empty ones."""
        parts, start = [], 0
        for match in re.finditer(pattern, self.text):
            parts.append(self[start : match.start()].strip())
            start = match.end()
        return tuple(part for part in (*parts, self[start:].strip()) if part)

    def without(self, start: int, end: int) -> Words:
        """Return the words but for those from `start` to `end`."""
        before, after = self[:start].strip(), self[end:].strip()
        if after and re.match(r"[.,;:!?)]", after.text):
            return Words(before.text + after.text, before.places + after.places)
        return join((before, after))


NOTHING = Words()


def join(parts: Iterable[Words]) -> Words:
    """Return `parts` as one, a blank between them."""
    text: str = ""
    places: tuple[int, ...] = ()
    for part in filter(None, parts):
        if text:
            text, places = text + " ", (*places, JOINING)
        text, places = text + part.text, places + part.places
    return Words(text, places)


@dataclass(frozen=True, slots=True)
class Value:
    """What one field of the draft is to hold.

    Attributes:
        text: what is written into the file.
        words: the part of the letter that this field takes; empty for what is only concluded from others' words.
        state: how sure it is.
        why: the key of the sentence that says why it is to be reviewed.
        seen: where to look in the letter when `words` is empty.
    """

    text: str
    words: Words = Words()
    state: State = "certain"
    why: str = ""
    seen: Words = Words()

    @property
    def source(self) -> Words:
        """The words that it was read from."""
        return self.words or self.seen


Tree: TypeAlias = "Value | list[Tree] | dict[str, Tree]"


def certain(words: Words, text: str | None = None) -> Value:
    """Return a field that holds `words`, or `text` in their stead."""
    return Value(text if text is not None else tidy(words.text), words)


def review(words: Words, why: str, text: str | None = None) -> Value:
    """Return a field that holds `words`, or `text` in their stead, for the reason `why`."""
    return Value(text if text is not None else tidy(words.text), words, "review", why)


def concluded(text: str, seen: Words, why: str, state: State = "review") -> Value:
    """Return a field that holds `text`, which `seen` lets conclude, though the words themselves belong to another field."""
    return Value(text, Words(), state, why, seen)


def tidy(text: str) -> str:
    """Return `text` with single blanks."""
    return " ".join(text.split())


def values(tree: Tree, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Value]]:
    """Yield every field of `tree` with its path."""
    if isinstance(tree, Value):
        yield path, tree
        return
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, part in parts:
        yield from values(part, (*path, step))


def doubted(tree: Tree, why: str) -> Tree:
    """Return `tree` with every field to be reviewed, for the reason `why` where it has none of its own."""
    if isinstance(tree, Value):
        return replace(tree, state="review", why=tree.why or why)
    if isinstance(tree, dict):
        return {key: doubted(part, why) for key, part in tree.items()}
    return [doubted(part, why) for part in tree]


@dataclass(frozen=True)
class Source:
    """The lines of a letter, in NFC; columns of a line are three blanks apart, or more."""

    lines: tuple[str, ...]
    hidden: frozenset[int] = frozenset()
    """Places of characters that no field but one may hold: phone numbers."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> Source:
        """Return the letter whose lines these are."""
        return cls(tuple(nfc(line).replace("\t", "    ").replace("\xa0", " ").rstrip() for line in lines))

    @cached_property
    def text(self) -> str:
        """All lines as one text."""
        return "\n".join(self.lines)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        starts, start = [], 0
        for line in self.lines:
            starts.append(start)
            start += len(line) + 1
        return tuple(starts)

    def line(self, index: int) -> Words:
        """Return the line with that index, counted from 0."""
        start = self._starts[index]
        whole = Words(self.lines[index], tuple(range(start, start + len(self.lines[index]))))
        if self.hidden.isdisjoint(whole.places):
            return whole
        shown = [
            (sign, place)
            for sign, place in zip(whole.text, whole.places, strict=True)
            if place not in self.hidden
        ]
        return Words("".join(sign for sign, _ in shown), tuple(place for _, place in shown))

    def number(self, place: int) -> int:
        """Return the number of the line, counted from 1, in which the character at `place` stands."""
        return bisect_right(self._starts, place)

    def numbers(self, words: Words) -> tuple[int, ...]:
        """Return the numbers of the lines that `words` come from."""
        return tuple(dict.fromkeys(self.number(place) for place in words.places if place != JOINING))

    def runs(self, places: Iterable[int]) -> Iterator[Words]:
        """Yield the characters at `places` as stretches, each within one line, blanks between them included."""
        last, start = JOINING, JOINING
        for place in (*sorted(places), len(self.text) + 2):
            if last != JOINING and self.text[last + 1 : place].strip(" ") == "" and place < len(self.text):
                last = place
                continue
            if last != JOINING:
                yield Words(self.text[start : last + 1], tuple(range(start, last + 1)))
            last = start = place
