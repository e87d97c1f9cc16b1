"""Tells where a published document says what another document, which waits for its hour, will say.

Nobody but the office knows whether that is meant: a summary may come first, and a draft may have been public for long. So it is
asked, in the meeting that both belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, takewhile

from phonghop.documents.inspect import is_served
from phonghop.documents.records import Inspections
from phonghop.model.documents import named_files
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.release import held, is_held
from phonghop.text.folding import fold
from phonghop.text.problems import Problem

_RUN = 14
"""Words in a row that two documents do not have in common by chance: the national motto has 13."""
_FEWEST = 5
"""Words of a line that is part of a sentence and no cell or heading."""
_EDGE = 8
"""The part of a document, at its beginning and its end, where forms say the same: one eighth."""
_BASIS = re.compile(r"^\W*căn cứ\b.*$", re.IGNORECASE | re.MULTILINE)
"""A line that names a law, which many documents do in the same words."""
_PIECE = 3
"""Words of a sentence that stand together at least where something interrupts it."""
_MOST_PLACES = 50
"""Places of the same words that are looked at."""
_WORD = re.compile(r"[^\W_]+")


def repeated_words(portal: Portal, files: Inspections, now: datetime) -> Iterator[Problem]:
    """Yield a problem for each published document that says at least `_RUN` words in a row of one that is held `now`."""
    waiting: dict[str, list[int]] = {}
    for folder, n, _ in held(portal, now):
        waiting.setdefault(folder.id, []).append(n)
    for name, numbers in waiting.items():
        yield from _repeated_in(portal.by_id[name], numbers, files, now)


def _repeated_in(
    folder: MeetingFolder, numbers: Sequence[int], files: Inspections, now: datetime
) -> Iterator[Problem]:
    documents = folder.meeting.documents
    secrets: dict[int, Secret] = {}
    for n in numbers:
        path = folder.paths.get(documents[n].file or "")
        if path and path in files:
            secrets[n] = Secret("\n".join(files[path].contents.text))
    for place, file in named_files(documents):
        document = documents[int(place[1])]
        if (
            document.state != "published"
            or is_held(document, now)
            or "PH730" in document.accepted
            or not is_served(folder, file)
            or folder.paths[file] not in files
        ):
            continue
        spoken = Lines(passage.text for passage in files[folder.paths[file]].contents.passages)
        lines = [
            f"{folder.place('documents', n).line}" for n, secret in secrets.items() if secret.is_in(spoken)
        ]
        if lines:
            yield Problem(folder.place(*place), "PH730", {"lines": lines, "file": file})


class Lines:
    """The words of a document, and where its lines begin and end."""

    def __init__(self, passages: Iterable[str]) -> None:
        lines = (_words(line) for text in passages for line in _BASIS.sub("", text).split("\n"))
        self.words: list[str] = []
        self.starts: list[int] = []
        for line in filter(None, lines):
            self.starts.append(len(self.words))
            self.words += line
        self.starts.append(len(self.words))
        self.runs = frozenset(_runs(self.words))


class Secret:
    """The sentences of a document that waits for its hour."""

    def __init__(self, text: str) -> None:
        blocks = [*_telling_blocks(text)]
        self._runs = frozenset(run for block in blocks for run in _runs(block))
        # Blocks are no sentence together.
        self._words = [word for block in blocks for word in (*block, "")]
        self._places: dict[tuple[str, ...], list[int]] = {}
        for n, gram in enumerate(_grams(self._words)):
            places = self._places.setdefault(gram, [])
            if len(places) < _MOST_PLACES:
                places.append(n)

    def is_in(self, spoken: Lines) -> bool:
        """Return whether a document says a run of these words, in one piece or with something between two of its lines."""
        return not self._runs.isdisjoint(spoken.runs) or self._is_interrupted_in(spoken)

    def _is_interrupted_in(self, spoken: Lines) -> bool:
        """Return whether a line ends in words that go on where another begins: a footer, a note or a cell stands between them."""
        ends: dict[int, int] = {}
        begins: dict[int, int] = {}
        for at in spoken.starts:
            behind, ahead = spoken.words[max(0, at - _RUN) : at], spoken.words[at : at + _RUN]
            for place in self._places.get(tuple(ahead[:_PIECE]), ()):
                size = _alike(self._words[place : place + _RUN], ahead)
                begins[place] = max(size, begins.get(place, 0))
            for place in self._places.get(tuple(behind[-_PIECE:]), ()):
                end = place + _PIECE
                size = _alike(reversed(self._words[max(0, end - _RUN) : end]), reversed(behind))
                ends[end] = max(size, ends.get(end, 0))
        return any(size + begins.get(place, -_RUN) >= _RUN for place, size in ends.items())


def _alike(words: Iterable[str], others: Iterable[str]) -> int:
    """Return how many words are the same before the first that is another, or between two blocks."""
    pairs = zip(words, others, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] != "", pairs))


def _telling_blocks(text: str) -> Iterator[list[str]]:
    """Yield the words of a document's sentences, but for its edges; cells of tables and headings are the same in many."""
    blocks: list[list[str]] = [[]]
    for line in re.split(r"[\n\t]", _BASIS.sub("", text)):
        words = _words(line)
        if len(words) >= _FEWEST:
            blocks[-1] += words
        elif words:
            blocks.append([])
    edge, at = sum(map(len, blocks)) // _EDGE, 0
    last = sum(map(len, blocks)) - edge
    for block in blocks:
        yield block[max(0, edge - at) : max(0, last - at)]
        at += len(block)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _grams(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(islice(words, start, None) for start in range(_PIECE)), strict=False)


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Yield every run of `_RUN` words."""
    shifted = (islice(words, start, None) for start in range(_RUN))
    return map(" ".join, zip(*shifted, strict=False))
