"""What the index keeps of one meeting: which words and pairs of words are where, and the text that results are made of.

Pure functions of the entries, so that what a meeting yields can be kept until the meeting changes.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phonghop.search.entries import Entry
from phonghop.search.words import Word, shortened, words

PAGE_TITLE, TITLE, TEXT = LEVELS = range(3)
"""Where a word stands: in the title of a page, in any other title, in text. Of several, the first counts."""

_PLACES_IN_A_PART = 8
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Unit:
    """What is found, loaded and judged as one: a meeting with the names of its documents, or a part of a document.

    Attributes:
        day: of the meeting; None for what has no day.
        words: by level, the spellings of its words, a space between.
        pairs: by level, the letters of two words that stand together, "hoi-nghi", a space between. Vietnamese words are
            mostly two syllables, and a syllable alone tells little: nearly every page has "hoi" and "nghi" somewhere.
        text: its entries in JSON: a list of ``[address, title, text, *places]``, places alike.
    """

    day: date | None
    words: tuple[str, ...]
    pairs: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Analysis:
    """A meeting's share of the index: the words about it, and the text of its documents."""

    day: date
    about: Unit
    papers: tuple[Unit, ...]


def analyse(day: date, page: Entry, documents: Iterable[Entry]) -> Analysis:
    """Return the share of the meeting on `day` with that page and those documents."""
    documents = tuple(documents)
    named = (Entry(document.address, document.title, document.text) for document in documents)
    papers = (part for document in documents for part in _parts(document))
    return Analysis(day, unit(day, (page, *named)), tuple(unit(day, (part,), TEXT) for part in papers))


def _parts(document: Entry) -> Iterator[Entry]:
    """Yield `document` a few pages at a time: a word counts as found with another when both are in one part."""
    for first in range(0, len(document.places), _PLACES_IN_A_PART):
        places = document.places[first : first + _PLACES_IN_A_PART]
        yield Entry(document.address, document.title, document.text, places)


def unit(day: date | None, entries: tuple[Entry, ...], level: int = PAGE_TITLE) -> Unit:
    """Return what the index keeps of `entries`; at `level` TEXT, of what is inside them alone: the rest is known."""
    found = _Found()
    for place, entry in enumerate(entries):
        if level != TEXT:
            found.read(entry.title, TITLE if place else PAGE_TITLE)
            found.read(entry.text, TEXT)
        for inner in entry.places:
            if level != TEXT:
                found.read(inner.title, TITLE)
            found.read(inner.text, TEXT)
    text = _JSON.encode([_listed(entry) for entry in entries])
    return Unit(day, tuple(map(" ".join, found.words())), tuple(map(" ".join, found.pairs())), text)


def _listed(entry: Entry) -> list[object]:
    return [entry.address, entry.title, entry.text, *map(_listed, entry.places)]


class _Found:
    """Gathers the words and pairs of texts, by level."""

    def __init__(self) -> None:
        self._words: tuple[set[Word], ...] = tuple(set() for _ in LEVELS)
        self._pairs: tuple[set[tuple[str, str]], ...] = tuple(set() for _ in LEVELS)

    def read(self, text: str, level: int) -> None:
        """Take in `text`, whose lines have nothing to do with each other."""
        for line in text.split("\n"):
            found = words(line)
            letters = [word.letters for word in found]
            self._words[level].update(found)
            self._pairs[level].update(itertools.pairwise(letters))
            phrases = shortened(letters)
            for start, end, short in phrases:
                self._words[level].add(short)
                if start:
                    self._pairs[level].add((letters[start - 1], short.letters))
                if end < len(letters):
                    self._pairs[level].add((short.letters, letters[end]))
                followers = (other.letters for begin, _, other in phrases if begin == end)
                self._pairs[level].update((short.letters, follower) for follower in followers)

    def words(self) -> Iterator[list[str]]:
        """Yield the spellings found at each level and at none before, in order."""
        seen: set[Word] = set()
        for level in self._words:
            yield sorted(spelling for _, spelling in level - seen)
            seen |= level

    def pairs(self) -> Iterator[list[str]]:
        """Yield the pairs found at each level and at none before, in order."""
        seen: set[tuple[str, str]] = set()
        for level in self._pairs:
            yield sorted(f"{first}-{second}" for first, second in level - seen)
            seen |= level
