"""A segment of the index: units that follow each other, which words they hold, and their texts, in files that a phone waits for.

Every file is named after what it holds and never changes: a phone keeps it for as long as the site has it. It is a call of one
function with JSON for arguments: a worker fetches it and reads the JSON; a page opened from a folder of files, where browsers
refuse to fetch, loads it as a script.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

from phonghop.search.analysis import Unit
from phonghop.search.packing import gaps, packed, postings, unpacked
from phonghop.text.folding import fold

USUAL = 16_000
"""About how many characters a file has: a phone waits for each, so neither many small ones nor few large ones."""
_OFTEN = 8
"""Every so many things, one is called so that a file of half its usual size or more ends before it."""
_NAME = 10
"""Digits of the name of a file: no two that were ever at one place are called the same."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_WORDS, _FOLLOWERS = 1, 2
"""Where a row of a shard has its spellings, and the letters of the words that follow it."""


@dataclass(frozen=True, slots=True)
class Table:
    """Which of the files of a segment holds what.

    Attributes:
        address: the segment's folder.
        levels: how many levels its postings tell apart.
        blocks: how many units each file of texts has, packed.
        texts: the names of these files, one after the other.
        shards: the first folded word of each file of words.
        words: the names of these files, one after the other.
    """

    address: str
    units: int
    levels: int
    blocks: str
    texts: str
    shards: tuple[str, ...]
    words: str

    @property
    def names(self) -> Iterator[str]:
        """The names of all files."""
        return (
            f"{kind}{name}.js"
            for kind, names in (("t", self.texts), ("w", self.words))
            for name in _each(names)
        )

    def as_file(self) -> tuple[str, bytes]:
        """Return the table as a file of its own: its name and content."""
        content = called(_JSON.encode(asdict(self)))
        return f"i{_digest(content)}.js", content


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment, and those of its files that are new, by their names."""

    table: Table
    files: Mapping[str, bytes]


class _Item(NamedTuple):
    """What files are cut into: a text, or a row ``[letters, {spelling: units}, {next letters: units}]``."""

    name: str
    size: int
    content: Any


def segment(address: str, units: Sequence[Unit], levels: Sequence[int]) -> Segment:
    """Return the segment of `units` in the folder `address`; its postings tell the place of a level in `levels`."""
    made = _Files()
    blocks = [(made.texts(items), len(items)) for items in _cut(_text(each.text) for each in units)]
    shards = [(made.words(items), items[0].name) for items in _cut(map(_row, _rows(units, levels)))]
    return Segment(_table(address, len(units), len(levels), blocks, shards), made.new)


def edited(
    table: Table,
    changes: Mapping[int, tuple[Unit, Unit]],
    levels: Sequence[int],
    load: Callable[[str], bytes],
) -> Segment:
    """Return the segment that `segment` would make, by changing the files that hold something of the units which have changed.

    Args:
        table: of the segment as it was.
        changes: what each of these units, by number, was before and what it is.
        levels: those of the segment.
        load: gives a file by its name.
    """
    made = _Files()
    names, sizes = _each(table.texts), tuple(unpacked(table.blocks))
    firsts = [sum(sizes[:n]) for n in range(len(sizes))]
    texts = {bisect_right(firsts, unit) - 1 for unit in changes}

    @lru_cache(None)
    def block(n: int) -> list[_Item]:
        held = map(_JSON.encode, read(load(f"t{names[n]}.js")))
        return [
            _text(changes[unit][1].text if unit in changes else text)
            for unit, text in enumerate(held, firsts[n])
        ]

    blocks = [
        (names[part], sizes[part]) if isinstance(part, int) else (made.texts(part), len(part))
        for part in _cut_again(len(names), texts, block)
    ]
    edits: dict[int, list[_Edit]] = defaultdict(list)
    for edit in _edits(changes, levels):
        edits[max(0, bisect_right(table.shards, edit.letters) - 1)].append(edit)
    named = _each(table.words)

    @lru_cache(None)
    def shard(n: int) -> list[_Item]:
        rows = {row[0]: row for row in read(load(f"w{named[n]}.js"))}
        for edit in edits.get(n, ()):
            edit.change(rows, len(levels))
        return [_row(rows[letters]) for letters in sorted(rows)]

    shards = [
        (named[part], table.shards[part]) if isinstance(part, int) else (made.words(part), part[0].name)
        for part in _cut_again(len(named), edits.keys(), shard)
    ]
    return Segment(_table(table.address, table.units, len(levels), blocks, shards), made.new)


class _Files:
    """Files that are made, by their names."""

    def __init__(self) -> None:
        self.new: dict[str, bytes] = {}

    def texts(self, items: Sequence[_Item]) -> str:
        return self._made("t", f"[{','.join(item.content for item in items)}]")

    def words(self, items: Sequence[_Item]) -> str:
        return self._made("w", _JSON.encode([item.content for item in items]))

    def _made(self, kind: str, content: str) -> str:
        data = called(content)
        name = _digest(data)
        self.new[f"{kind}{name}.js"] = data
        return name


def _table(
    address: str,
    units: int,
    levels: int,
    blocks: Sequence[tuple[str, int]],
    shards: Sequence[tuple[str, str]],
) -> Table:
    sizes, texts = packed(size for _, size in blocks), "".join(name for name, _ in blocks)
    firsts, words = tuple(first for _, first in shards), "".join(name for name, _ in shards)
    return Table(address, units, levels, sizes, texts, firsts, words)


def is_named(name: str, content: bytes) -> bool:
    """Return whether the file called `name` holds what it was named after."""
    return name[1:-3] == _digest(content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_NAME]


def _each(names: str) -> list[str]:
    return [names[n : n + _NAME] for n in range(0, len(names), _NAME)]


def _text(text: str) -> _Item:
    """Return the text of a unit, which is JSON already, called by its address."""
    return _Item(text.partition(",")[0], len(text), text)


def _row(row: list[Any]) -> _Item:
    size = sum(len(name) + len(units) + 6 for part in row[1:] for name, units in part.items())
    return _Item(row[0], size, row)


def _cut(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yield the items of each file."""
    file: list[_Item] = []
    size = 0
    for item in items:
        if file and _ends(item.name, size):
            yield file
            file, size = [], 0
        file.append(item)
        size += item.size
    if file:
        yield file


def _ends(name: str, size: int) -> bool:
    """Return whether a file of `size` characters ends before what is called `name`.

    Mostly the name decides, so that files end at the same places when something in one of them has grown.
    """
    return size >= 2 * USUAL or (size >= USUAL // 2 and crc32(name.encode()) % _OFTEN == 0)


def _cut_again(
    count: int, stale: Iterable[int], load: Callable[[int], list[_Item]]
) -> Iterator[int | list[_Item]]:
    """Yield what `_cut` would of all items of `count` files: the number of a file that stays as it was, or the items of another.

    Args:
        count: how many files there were.
        stale: the numbers of those that hold something else now.
        load: gives the items of a file as they are now.
    """
    changed = {
        number for each in stale for number in (each - 1, each)
    }  # where one ends is told by what comes next
    n = 0
    file: list[_Item] = []
    while n < count:
        if not file and n not in changed:
            yield n
            n += 1
            continue
        *whole, file = (*_cut((*file, *load(n))),) or ([],)
        yield from whole
        n += 1
        following = load(n)[:1] if n < count else []
        if file and (n == count or (following and _ends(following[0].name, sum(item.size for item in file)))):
            yield file
            file = []


def _rows(units: Sequence[Unit], levels: Sequence[int]) -> Iterator[list[Any]]:
    """Yield every folded word, in order, with the units of its spellings and of the words that follow it."""
    words: dict[str, array[int]] = defaultdict(lambda: array("I"))
    pairs: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for number, each in enumerate(units):
        for place, level in enumerate(levels):
            posting = number * len(levels) + place
            for into, names in ((words, each.words[level]), (pairs, each.pairs[level])):
                for name in names.split():
                    into[name].append(posting)
    rows: dict[str, list[Any]] = {}
    for spelling in sorted(words):
        row = rows.setdefault(letters := _letters(spelling), [letters, {}, {}])
        row[_WORDS][spelling] = gaps(words.pop(spelling), len(levels))
    for pair in sorted(pairs):
        letters, _, follower = pair.partition("-")
        rows[letters][_FOLLOWERS][follower] = gaps(pairs.pop(pair), len(levels))
    # The browser compares by UTF-16 unit, which is the order of code points for all that Vietnamese is written with.
    for letters in sorted(rows):
        yield rows.pop(letters)


def _letters(spelling: str) -> str:
    return fold(spelling).rstrip("`'?~.")


@dataclass(frozen=True, slots=True)
class _Edit:
    """What has changed about one name in one unit: the posting that goes, and the one that comes."""

    letters: str
    kind: int
    name: str
    gone: int | None
    new: int | None

    def change(self, rows: dict[str, list[Any]], levels: int) -> None:
        row = rows.setdefault(self.letters, [self.letters, {}, {}])
        names = row[self.kind]
        held = {*postings(names.pop(self.name, ""), levels)} - {self.gone}
        if self.new is not None:
            held.add(self.new)
        if held:
            names[self.name] = gaps(sorted(held), levels)
            row[self.kind] = dict(sorted(names.items()))
        if not row[_WORDS] and not row[_FOLLOWERS]:
            del rows[self.letters]


def _edits(changes: Mapping[int, tuple[Unit, Unit]], levels: Sequence[int]) -> Iterator[_Edit]:
    for unit, each in changes.items():
        before, after = (_named(unit, one, levels) for one in each)
        for key in dict.fromkeys((*before, *after)):
            if before.get(key) != after.get(key):
                yield _Edit(*key, before.get(key), after.get(key))


def _named(number: int, one: Unit, levels: Sequence[int]) -> Mapping[tuple[str, int, str], int]:
    """Return the postings of a unit by letters, kind and name."""
    found: dict[tuple[str, int, str], int] = {}
    for place, level in enumerate(levels):
        posting = number * len(levels) + place
        for spelling in one.words[level].split():
            found[_letters(spelling), _WORDS, spelling] = posting
        for pair in one.pairs[level].split():
            letters, _, follower = pair.partition("-")
            found[letters, _FOLLOWERS, follower] = posting
    return found


def called(content: str) -> bytes:
    """Return a file that hands over the JSON `content`."""
    return f"phonghopSearch({content})\n".encode()


def read(file: bytes) -> Any:
    """Return what a file hands over."""
    return json.loads(file[file.index(b"(") + 1 : file.rindex(b")")])
