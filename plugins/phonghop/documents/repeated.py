"""Tells where a published document says what another document, which waits for its hour, will say.

Nobody but the office knows whether that is meant: a summary may come first, and a draft may have been public for long. So it is
asked, in the meeting that both belong to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from phonghop.documents.inspect import is_served
from phonghop.documents.records import Inspections, Passage
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.checks import named_files
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
_HEAD = 2
"""Lines at the top and bottom of a page that may be the same on each."""
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
    secrets: dict[int, frozenset[str]] = {}
    for n in numbers:
        path = folder.paths.get(documents[n].file or "")
        if path and path in files:
            secrets[n] = frozenset(_telling_runs("\n".join(files[path].contents.text)))
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
        spoken = _without_running_heads(files[folder.paths[file]].contents.passages)
        runs = frozenset(_runs(_words(spoken)))
        lines = [
            f"{folder.place('documents', n).line}"
            for n, secret in secrets.items()
            if not runs.isdisjoint(secret)
        ]
        if lines:
            yield Problem(folder.place(*place), "PH730", {"lines": lines, "file": file})


def _without_running_heads(passages: Sequence[Passage]) -> str:
    """Return all that a document says; what stands at the edges of its pages would interrupt its sentences."""
    pages = [passage.text.split("\n") for passage in passages if passage.where in ("page", "inside")]
    edges = Counter(
        line for page in pages for line in {*map(_without_digits, (*page[:_HEAD], *page[-_HEAD:]))}
    )
    flowing = (
        "\n".join(
            line
            for n, line in enumerate(page)
            if _HEAD <= n < len(page) - _HEAD or (edges[_without_digits(line)] == 1 and _without_digits(line))
        )
        for page in pages
    )
    return "\n".join((*flowing, *(passage.text for passage in passages)))


def _without_digits(line: str) -> str:
    return re.sub(r"[\W\d_]+", " ", line).strip()


def _telling_runs(text: str) -> Iterator[str]:
    """Yield the runs of a document's sentences, but for its edges; cells of tables and headings are the same in many."""
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
        yield from _runs(block[max(0, edge - at) : max(0, last - at)])
        at += len(block)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(_BASIS.sub("", text)))


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Yield every run of `_RUN` words."""
    shifted = (islice(words, start, None) for start in range(_RUN))
    return map(" ".join, zip(*shifted, strict=False))
