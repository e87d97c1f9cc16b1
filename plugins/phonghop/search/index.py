"""The index of all meetings as files, of which a browser loads those that a query needs.

A segment is a list of units with, for every word, the units that hold it. Its files:

- shards ``w<n>.js``: for a range of folded words, which units hold which spelling, and which hold the word before another;
- blocks ``t<n>.js``: the texts of some units that follow each other.

The words about meetings are one segment; the text of documents is one for each year, so that a year in which nothing
changed has the same files at the same addresses. The folder of a segment is named after what is in it: its files never change.
Every file is a call of one function with JSON for arguments: a worker fetches it and reads the JSON; a page opened from a
folder of files, where browsers refuse to fetch, loads it as a script.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol
from zlib import crc32

from phonghop.database import packed, unpacked
from phonghop.portal import routes
from phonghop.search.analysis import LEVELS, TEXT, Analysis, Unit, unit
from phonghop.search.entries import Entry
from phonghop.search.words import ABBREVIATIONS, SEPARATORS
from phonghop.text.folding import fold
from phonghop.text.strings import Strings

FOLDER = "search/"
MANIFEST = f"{FOLDER}search_index.json"
MANIFEST_AS_SCRIPT = f"{FOLDER}search_index.js"
"""Where the theme looks for its own index: it hands what it finds there to the worker."""

_BLOCK = 16_000
_SHARD = 16_000
"""About how many characters a file has: a phone waits for each, so neither many small ones nor few large ones."""
_OFTEN = 8
"""Every so many things, one is called so that a file of half its usual size or more ends before it."""
_ONE_DIGIT = 62
_MORE_DIGITS = 30
_DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\&')
"""The digits of packed numbers need no escape in JSON or HTML: the first 62 end a number, the next 30 go before."""

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Segment:
    """`address` is its folder; `table` says which of its files holds what."""

    address: str
    table: dict[str, object]
    files: tuple[tuple[str, bytes], ...]


class Kept(Protocol):
    """Keeps texts by name for the next build."""

    def load(self, name: str) -> str | None:
        """Return what was kept as `name`."""

    def store(self, name: str, text: str) -> None:
        """Keep `text` as `name`."""


class Index:
    """Takes in what search can find, and yields (address, content) of the files of the index as they get ready.

    Of a year that is done only the words about its meetings stay in memory.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        """Take where the segments of years are kept for the next build, if anywhere."""
        self._kept = kept
        self._about: list[Unit] = []
        self._pages: list[Unit] = []
        self._years: list[str] = []
        self._year = 0
        self._papers: list[tuple[Unit, ...]] = []

    def add(self, meeting: Analysis) -> Iterator[tuple[str, bytes]]:
        """Take in a meeting; they come in the order of their days."""
        if meeting.day.year != self._year:
            yield from self._finish_year()
            self._year = meeting.day.year
        self._about.append(meeting.about)
        self._papers.append(meeting.papers)

    def add_page(self, page: Entry) -> None:
        """Take in a page that is no meeting's, such as one written by hand."""
        self._pages.append(unit(None, (page,)))

    def finish(self, t: Strings) -> Iterator[tuple[str, bytes]]:
        """Yield what is left when everything was added; `t` is for a browser that cannot reach the index."""
        yield from self._finish_year()
        # The oldest first, so that a meeting that is added takes a number of its own and leaves the others theirs.
        about = _segment("about", (*self._pages, *self._about), LEVELS)
        yield from about.files
        manifest = {
            # The theme marks words on the page that a result opens with this one.
            "config": {"lang": [], "separator": f"[{SEPARATORS}]+", "pipeline": [], "fields": {}},
            "docs": {
                "separators": SEPARATORS,
                "digits": [_DIGITS, _ONE_DIGIT, _MORE_DIGITS],
                "abbreviations": ABBREVIATIONS if t.language == "vi" else {},
                "about": {"address": about.address, **about.table},
                "pages": len(self._pages),
                "days": _days(self._about),
                "years": self._years[::-1],
                "meeting": t("document.meeting"),
                "unreachable": {
                    "address": routes.years(),
                    "title": t("search.unreachable"),
                    "text": t("search.unreachable_text"),
                },
            },
        }
        text = _JSON.encode(manifest)
        yield MANIFEST, text.encode()
        yield MANIFEST_AS_SCRIPT, f"var __index={text}".encode()

    def _finish_year(self) -> Iterator[tuple[str, bytes]]:
        papers = [paper for of_meeting in self._papers for paper in of_meeting]
        self._papers = []
        if papers:
            segment = self._of_year(papers)
            yield from segment.files
            yield f"{segment.address}table.js", _call(_JSON.encode(segment.table))
            self._years.append(segment.address)

    def _of_year(self, papers: Sequence[Unit]) -> _Segment:
        """Return the segment of a year's documents, as it was kept when nothing in them has changed."""
        if self._kept is None:
            return _segment(f"{self._year}", papers, (TEXT,))
        digest = hashlib.sha256()
        for paper in papers:
            digest.update(paper.text.encode())
        name = f"{self._year}.{digest.hexdigest()}"
        text = self._kept.load(name)
        if text is not None:
            return unpacked(_Segment, text)
        segment = _segment(f"{self._year}", papers, (TEXT,))
        self._kept.store(name, packed(segment))
        return segment


def index(meetings: Iterable[Analysis], pages: Iterable[Entry], t: Strings) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of `meetings`, in the order of their days, and other `pages`."""
    whole = Index()
    for meeting in meetings:
        yield from whole.add(meeting)
    for page in pages:
        whole.add_page(page)
    yield from whole.finish(t)


def _segment(name: str, units: Sequence[Unit], levels: Sequence[int]) -> _Segment:
    """Return the segment of `units`; its postings tell the place of a level in `levels` where there are several."""
    blocks = list(_blocks(units))
    shards = list(_shards(units, levels))
    files = [(f"t{n}.js", _call(f"[{','.join(texts)}]")) for n, texts in enumerate(blocks)]
    files += [(f"w{n}.js", _call(_JSON.encode(shard))) for n, (_, shard) in enumerate(shards)]
    digest = hashlib.sha256(b"\0".join(content for _, content in files)).hexdigest()[:12]
    address = f"{FOLDER}{name}.{digest}/"
    table: dict[str, object] = {
        "units": len(units),
        "levels": len(levels),
        "blocks": _packed(map(len, blocks)),
        "shards": [first for first, _ in shards],
    }
    return _Segment(address, table, tuple((address + file, content) for file, content in files))


def _blocks(units: Iterable[Unit]) -> Iterator[list[str]]:
    """Yield the texts of the units of each block, which are JSON already."""
    texts: list[str] = []
    size = 0
    for each in units:
        if texts and _ends(each.text.partition(",")[0], size, _BLOCK):
            yield texts
            texts, size = [], 0
        texts.append(each.text)
        size += len(each.text)
    if texts:
        yield texts


def _ends(name: str, size: int, usual: int) -> bool:
    """Return whether a file of `size` characters ends before what is called `name`; it has about the `usual` number.

    Mostly the name decides, so that files end at the same places when something in one of them has grown.
    """
    return size >= 2 * usual or (size >= usual // 2 and crc32(name.encode()) % _OFTEN == 0)


def _shards(units: Sequence[Unit], levels: Sequence[int]) -> Iterator[tuple[str, list[object]]]:
    """Yield the first folded word of each shard and the shard: ``[letters, {spelling: units}, {next letters: units}]``."""
    shard: list[object] = []
    size = 0
    first = ""
    for letters, spellings, followers in _postings(units, levels):
        if shard and _ends(letters, size, _SHARD):
            yield first, shard
            shard, size = [], 0
        if not shard:
            first = letters
        shard.append([letters, spellings, followers])
        size += sum(
            len(name) + len(units) + 6 for part in (spellings, followers) for name, units in part.items()
        )
    if shard:
        yield first, shard


def _postings(
    units: Sequence[Unit], levels: Sequence[int]
) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Yield every folded word, in order, with the units of its spellings and of the words that follow it."""
    words: dict[str, list[int]] = defaultdict(list)
    pairs: dict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(units):
        for place, level in enumerate(levels):
            posting = number * len(levels) + place
            for into, names in ((words, each.words[level]), (pairs, each.pairs[level])):
                for name in names.split():
                    into[name].append(posting)
    by_letters: dict[str, tuple[dict[str, str], dict[str, str]]] = {}
    for spelling in sorted(words):
        letters = fold(spelling).rstrip("`'?~.")
        by_letters.setdefault(letters, ({}, {}))[0][spelling] = _gaps(words.pop(spelling), len(levels))
    for pair in sorted(pairs):
        letters, _, follower = pair.partition("-")
        by_letters[letters][1][follower] = _gaps(pairs.pop(pair), len(levels))
    # The browser compares by UTF-16 unit, which is the order of code points for all that Vietnamese is written with.
    for letters in sorted(by_letters):
        yield letters, *by_letters[letters]


def _gaps(postings: list[int], levels: int) -> str:
    """Return ascending postings packed: for each, how many units after the last its unit is, and its level."""
    last = 0
    packed = []
    for posting in postings:
        gap = posting - last
        packed.append(_SHORT[gap] if gap < _ONE_DIGIT else _long(gap))
        last = posting - posting % levels
    return "".join(packed)


_SHORT = _DIGITS[:_ONE_DIGIT]


def _packed(numbers: Iterable[int]) -> str:
    """Return `numbers`, none negative, as text: most take one character."""
    return "".join(_SHORT[n] if n < _ONE_DIGIT else _long(n) for n in numbers)


def _long(number: int) -> str:
    """Return a number of several digits: the last counts 62, those before count 30 each, the least of them first."""
    number, last = divmod(number, _ONE_DIGIT)
    digits = []
    while number:
        number, digit = divmod(number, _MORE_DIGITS)
        digits.append(_DIGITS[_ONE_DIGIT + digit])
    return "".join(digits) + _SHORT[last]


def _days(units: Iterable[Unit]) -> str:
    """Return the first unit's day, and of each other how many days after the one before it is, packed; nothing where none is."""
    days = [each.day.toordinal() for each in units if each.day]
    first = days[:1]
    return f"{date.fromordinal(first[0]).isoformat() if first else ''} " + _packed(
        day - before for before, day in pairwise(days)
    )


def _call(content: str) -> bytes:
    """Return a file that hands over the JSON `content`."""
    return f"phonghopSearch({content})\n".encode()
