"""Printed codes: the append-only list ``meetings/issued.tsv``, the present subject of each code, and new codes.

A code is six characters and one check character. The alphabet leaves out 0 1 i l o, which people misread; the check
is a weighted sum modulo 31, the size of the alphabet and a prime, so every single wrong character and every swap of
two neighbours is noticed.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from itertools import count
from operator import mul
from pathlib import Path
from typing import NamedTuple

from phonghop.model import Meeting
from phonghop.portal.meeting_facts import Facts
from phonghop.portal.obstacles import obstacle
from phonghop.text.problems import Place, Problem

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 6
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH + 1}}}")
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
COLUMNS = ("code", "action", "subject", "date", "words", "held", "title", "after")
OLD_COLUMNS = COLUMNS[:5]
"""The columns before lines recorded the meaning of a code and the lines they were written after (decision 0027)."""
HEADER = "\t".join(COLUMNS) + "\n"

_HEADERS = frozenset({HEADER, "\t".join(OLD_COLUMNS) + "\n"})
_MOST_WRONG = 10_000
"""Wrong lines after which no more is read: the file is no list of codes."""
_NOTHING = "-"
_ACTIONS = ("issue", "move", "retire")
_SUBJECT = r"([a-z0-9-]+)(?:/(document|link|point)/([a-z0-9-]+))?"
_FOREIGN = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
# The words are shown on the code's page, so they may contain neither invisible characters nor invalid UTF-8.
_WORDS = r"[^\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]"
_AFTER = f"{_NOTHING}|[0-9a-f]{{8}}(?:,[0-9a-f]{{8}})*"
_LINE = re.compile(
    rf"([^\t\n]*)\t({'|'.join(_ACTIONS)})\t{_SUBJECT}\t({_DAY})\t({_WORDS}*)"
    rf"(?:\t({_DAY}|{_NOTHING})\t({_WORDS}+)\t({_AFTER}))?\n"
)


# Lines of the list are tuples, for a portal has thousands of them, which every build reads.


class Subject(NamedTuple):
    """The subject of a code: a meeting, or a document, link or point of it."""

    meeting: str
    kind: str = ""
    key: str = ""

    @classmethod
    def parse(cls, text: str) -> Subject | None:
        """Return the subject that `text` names, such as ``2026-07-01-so-ket/link/attendance``."""
        match = re.fullmatch(_SUBJECT, text)
        return cls(*match.groups("")) if match else None

    @property
    def part(self) -> str:
        """What it names within the meeting, such as ``link/attendance``; empty for the meeting itself."""
        return f"{self.kind}/{self.key}" if self.kind else ""

    def __str__(self) -> str:
        return f"{self.meeting}/{self.part}" if self.kind else self.meeting


class Meaning(NamedTuple):
    """What a reader finds behind a code: the day its meeting is held, and what it opens there."""

    held: date
    title: str


class Entry(NamedTuple):
    """One line of the list.

    Attributes:
        words: the label at issue, or the reason of a move or retirement.
        meaning: what the code meant when the line was written; None in a retirement, and in lines of the old form.
        after: names of the lines that were the last ones then, one for each branch; None in lines of the old form.
    """

    code: str
    action: str
    subject: Subject
    day: date
    words: str
    line: int = 0
    meaning: Meaning | None = None
    after: tuple[str, ...] | None = None

    def __str__(self) -> str:
        cells = [self.code, self.action, str(self.subject), self.day.isoformat(), self.words]
        if self.after is not None:
            held, title = (self.meaning.held.isoformat(), self.meaning.title) if self.meaning else ("", "")
            cells += [held or _NOTHING, title or _NOTHING, ",".join(self.after) or _NOTHING]
        return "\t".join(cells)

    @property
    def name(self) -> str:
        """What later lines call this one: the beginning of its digest."""
        return hashlib.sha256(str(self).encode()).hexdigest()[:8]


class IssuedCode(NamedTuple):
    """A code after all its lines. `meaning` is that of the latest line that states one."""

    code: str
    subject: Subject
    issued: Entry
    last: Entry
    meaning: Meaning | None = None

    @property
    def is_retired(self) -> bool:
        """Whether it is retired: its page only explains why."""
        return self.last.action == "retire"


@dataclass(frozen=True)
class Ledger:
    """The list as read. `source` is what its file holds; None when it could not be read."""

    file: str = ""
    entries: tuple[Entry, ...] = ()
    codes: Mapping[str, IssuedCode] = field(default_factory=dict)
    by_subject: Mapping[Subject, IssuedCode] = field(default_factory=dict)
    source: bytes | None = b""

    def of(self, subject: Subject) -> IssuedCode | None:
        """Return the live code of `subject`."""
        return self.by_subject.get(subject)

    def of_meeting(self, meeting_id: str) -> Ledger:
        """Return the list reduced to the codes whose present or last subject is a meeting or a part of it."""
        codes = self.codes_of(meeting_id)
        live = {i.subject: i for i in codes.values() if self.by_subject.get(i.subject) is i}
        return Ledger(self.file, (), codes, live)

    def following(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield `entries` as they are written below the list: each names the lines that it is written after."""
        after = tuple(self._ends)
        for entry in entries:
            written = entry._replace(after=after)
            yield written
            after = (written.name,)

    @property
    def _ends(self) -> Mapping[str, None]:
        """The names of the lines that no other was written after, in their order."""
        names = dict.fromkeys(entry.name for entry in self.entries)
        for entry in self.entries:
            for name in entry.after or ():
                names.pop(name, None)
        return names

    def codes_of(self, meeting_id: str) -> Mapping[str, IssuedCode]:
        """Return the codes whose present or last subject is a meeting or a part of it."""
        return self._by_meeting.get(meeting_id, {})

    @cached_property
    def _by_meeting(self) -> Mapping[str, Mapping[str, IssuedCode]]:
        codes_by_meeting: dict[str, dict[str, IssuedCode]] = defaultdict(dict)
        for code, issued in self.codes.items():
            codes_by_meeting[issued.subject.meeting][code] = issued
        return codes_by_meeting


def check_character(six: str) -> str:
    """Return the check character of the six characters `six`."""
    return ALPHABET[sum(map(mul, map(_VALUES.__getitem__, six), count(1))) % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Return whether `text` has the form and the check character of a code."""
    return bool(_CODE.fullmatch(text)) and check_character(text[:LENGTH]) == text[LENGTH]


def new_code(subject: Subject, taken: Iterable[str]) -> str:
    """Return a code for `subject` that is not in `taken`.

    It is drawn from a hash of the subject, so two clerks who issue the same one on two machines get the same code.
    """
    taken = frozenset(taken)
    attempt = 0
    while True:
        number = int.from_bytes(hashlib.sha256(f"{subject}\n{attempt}".encode()).digest()[:8], "big")
        six = ""
        for _ in range(LENGTH):
            number, index = divmod(number, len(ALPHABET))
            six += ALPHABET[index]
        code = six + check_character(six)
        if code not in taken:
            return code
        attempt += 1


def subjects(meeting_id: str, meeting: Meeting) -> Iterator[Subject]:
    """Yield the subjects of a meeting's codes: itself, its links, and the documents and points with ``qr: có``."""
    yield Subject(meeting_id)
    yield from (Subject(meeting_id, "link", link.key) for link in meeting.links if link.qr)
    yield from (Subject(meeting_id, "document", d.key) for d in meeting.documents if d.qr)
    yield from (Subject(meeting_id, "point", p.key) for p in meeting.points if p.qr)


def exists(subject: Subject, meetings: Mapping[str, Facts]) -> bool:
    """Return whether `subject` is still part of the portal."""
    return subject.meeting in meetings and subject.part in meetings[subject.meeting].titles


def read_ledger(path: Path, file: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the list at `path`, empty when there is none yet, and what is wrong with its lines."""
    try:
        if code := obstacle(path):
            return Ledger(file, source=None), (Problem(Place(file), code, {"file": path.name}),)
        data = path.read_bytes()
    except FileNotFoundError:
        return Ledger(file), ()
    except OSError:
        return Ledger(file, source=None), (Problem(Place(file), "PH117", {"file": file}),)
    return parse_ledger(data, file)


@lru_cache(maxsize=2)
def parse_ledger(data: bytes, file: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the list that the bytes `data` hold, and what is wrong with its lines; the last commit and the working copy often hold the same."""
    if data.startswith(_FOREIGN) or b"\r" in data:
        return Ledger(file, source=data), (Problem(Place(file), "PH508"),)
    entries: list[Entry] = []
    problems: list[Problem] = []
    codes: dict[str, IssuedCode] = {}
    live: dict[Subject, IssuedCode] = {}
    holders: dict[Subject, dict[str, None]] = defaultdict(dict)
    for number, line in enumerate(_lines(data.decode("utf-8", "replace")), 1):
        if number == 1 and line in _HEADERS:
            continue
        entry = _parse_line(line, number)
        code = _line_problem(entry, codes, live) if entry else "PH501"
        if entry is None or code:
            problems.append(Problem(Place(file, number), code, {"line": line.strip()}))
            if len(problems) == _MOST_WRONG:
                break
            continue
        entries.append(entry)
        before = codes.get(entry.code)
        if before and entry.action == "issue":
            continue  # issued on two branches, whatever happened to it on one
        meaning = entry.meaning or (before.meaning if before else None)
        now = IssuedCode(entry.code, entry.subject, before.issued if before else entry, entry, meaning)
        codes[entry.code] = now
        if before and (before.subject != now.subject or now.is_retired):
            holders[before.subject].pop(entry.code, None)
            _let_oldest_stand(before.subject, holders[before.subject], codes, live)
        if not now.is_retired:
            holders[now.subject][entry.code] = None
            _let_oldest_stand(now.subject, holders[now.subject], codes, live)
    return Ledger(file, tuple(entries), codes, live, data), tuple(problems)


def _let_oldest_stand(
    subject: Subject, holders: Iterable[str], codes: Mapping[str, IssuedCode], live: dict[Subject, IssuedCode]
) -> None:
    """Make the oldest of `holders` the live code of `subject`; none if there is none left."""
    oldest = next(iter(holders), None)
    if oldest is None:
        live.pop(subject, None)
    else:
        live[subject] = codes[oldest]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends. Only a line feed ends one, as in every editor; `splitlines` knows ten signs more."""
    return (match[0] for match in re.finditer(r"[^\n]*\n|[^\n]+", text))


def _parse_line(line: str, number: int) -> Entry | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    code, action, meeting, kind, key, written, words, held, title, after = match.groups()
    subject, day = Subject(meeting, kind or "", key or ""), _day(written)
    if day is None:
        return None
    if after is None:
        return Entry(code, action, subject, day, words, number)
    meaning = Meaning(day_held, title) if (day_held := _day(held)) else None
    if (meaning is None) != (held == _NOTHING == title) or (meaning is None) != (action == "retire"):
        return None
    names = () if after == _NOTHING else tuple(after.split(","))
    return Entry(code, action, subject, day, words, number, meaning, names)


@lru_cache
def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _line_problem(entry: Entry, codes: Mapping[str, IssuedCode], live: Mapping[Subject, IssuedCode]) -> str:
    """Return the catalogue code of what is wrong with `entry`, or an empty text."""
    if not is_code(entry.code):
        return "PH502"
    before = codes.get(entry.code)
    if entry.action == "issue" and before:
        return "" if before.issued.subject == entry.subject else "PH503"
    if entry.action == "issue":
        holder = live.get(entry.subject)
        return "PH503" if holder and holder.issued.subject == entry.subject else ""
    if before is None:
        return "PH506"
    # Only commands change the recorded meaning of a code, and they write all columns.
    return "PH509" if entry.after is None and before.meaning else ""
