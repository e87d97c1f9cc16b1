"""Printed codes: the append-only list ``meetings/issued.tsv``, what each code stands for now, and new codes.

A code is six characters and one check character. The alphabet leaves out 0 1 i l o, which people misread; the check
is a weighted sum modulo 31, the size of the alphabet and a prime, so every single wrong character and every swap of
two neighbours is noticed.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from phonghop.model import Meeting
from phonghop.portal.obstacles import obstacle
from phonghop.text.problems import Place, Problem

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 6
COLUMNS = ("code", "action", "subject", "date", "words")
HEADER = "\t".join(COLUMNS) + "\n"

_ACTIONS = ("issue", "move", "retire")
_SUBJECT = re.compile(r"(?P<meeting>[a-z0-9-]+)(?:/(?P<kind>document|link|point)/(?P<key>[a-z0-9-]+))?")
_FOREIGN = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = re.compile(r"[^\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffd-\uffff]*")


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a code stands for: a meeting, or a document, link or point of it."""

    meeting: str
    kind: str = ""
    key: str = ""

    @classmethod
    def parse(cls, text: str) -> Subject | None:
        """Return the subject that `text` names, such as ``2026-07-01-so-ket/link/attendance``."""
        match = _SUBJECT.fullmatch(text)
        return cls(match["meeting"], match["kind"] or "", match["key"] or "") if match else None

    def __str__(self) -> str:
        return f"{self.meeting}/{self.kind}/{self.key}" if self.kind else self.meeting


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. `words` are the label at issue, or the reason of a move or retirement."""

    code: str
    action: str
    subject: Subject
    day: date
    words: str
    line: int = 0

    def __str__(self) -> str:
        return "\t".join((self.code, self.action, str(self.subject), self.day.isoformat(), self.words))


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it stands after all its lines: `retired` is the line that closed it, if any."""

    code: str
    subject: Subject
    issued: Entry
    last: Entry

    @property
    def is_retired(self) -> bool:
        """Whether it only tells what happened."""
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
        """Return what the list says of the codes that stand, or stood last, for a meeting and its parts."""
        codes = self._by_meeting.get(meeting_id, {})
        live = {i.subject: i for i in codes.values() if self.by_subject.get(i.subject) is i}
        return Ledger(self.file, (), codes, live)

    @cached_property
    def _by_meeting(self) -> Mapping[str, Mapping[str, IssuedCode]]:
        found: dict[str, dict[str, IssuedCode]] = defaultdict(dict)
        for code, issued in self.codes.items():
            found[issued.subject.meeting][code] = issued
        return found


def check_character(six: str) -> str:
    """Return the check character of the six characters `six`."""
    return ALPHABET[sum(w * ALPHABET.index(c) for w, c in enumerate(six, 1)) % len(ALPHABET)]


def is_code(text: str) -> bool:
    """Return whether `text` has the form and the check character of a code."""
    return (
        len(text) == LENGTH + 1
        and all(c in ALPHABET for c in text)
        and check_character(text[:LENGTH]) == text[LENGTH]
    )


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
    """Yield what of a meeting deserves a code: itself, its links, and the documents and points that ask for one."""
    yield Subject(meeting_id)
    yield from (Subject(meeting_id, "link", link.key) for link in meeting.links if link.qr)
    yield from (Subject(meeting_id, "document", d.key) for d in meeting.documents if d.qr)
    yield from (Subject(meeting_id, "point", p.key) for p in meeting.points if p.qr)


def exists(subject: Subject, meetings: Mapping[str, Meeting]) -> bool:
    """Return whether `subject` is still part of the portal."""
    meeting = meetings.get(subject.meeting)
    if meeting is None or not subject.kind:
        return meeting is not None
    parts: Mapping[str, Sequence[object]] = {
        "link": meeting.links,
        "document": meeting.documents,
        "point": meeting.points,
    }
    return any(getattr(part, "key", None) == subject.key for part in parts[subject.kind])


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


def parse_ledger(data: bytes, file: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Return the list that the bytes `data` hold, and what is wrong with its lines."""
    if data.startswith(_FOREIGN) or b"\r" in data:
        return Ledger(file, source=data), (Problem(Place(file), "PH508"),)
    entries: list[Entry] = []
    problems: list[Problem] = []
    codes: dict[str, IssuedCode] = {}
    live: dict[Subject, IssuedCode] = {}
    for number, line in enumerate(_lines(data.decode("utf-8", "replace")), 1):
        if number == 1 and line == HEADER:
            continue
        entry = _parse_line(line, number)
        code = _line_problem(entry, codes, live)
        if entry is None or code:
            problems.append(Problem(Place(file, number), code or "PH501", {"line": line.strip()}))
            continue
        entries.append(entry)
        before = codes.get(entry.code)
        now = IssuedCode(entry.code, entry.subject, before.issued if before else entry, entry)
        codes[entry.code] = now
        if before and live.get(before.subject) == before:
            _succeed(before.subject, codes, live)
        if not now.is_retired:
            live.setdefault(now.subject, now)
    return Ledger(file, tuple(entries), codes, live, data), tuple(problems)


def _succeed(subject: Subject, codes: Mapping[str, IssuedCode], live: dict[Subject, IssuedCode]) -> None:
    """Let another code that was moved onto `subject` stand for it, the oldest first, now that its first one does not."""
    others = (code for code in codes.values() if code.subject == subject and not code.is_retired)
    other = next(others, None)
    if other:
        live[subject] = other
    else:
        del live[subject]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends. Only a line feed ends one, as in every editor; `splitlines` knows ten signs more."""
    return (match[0] for match in re.finditer(r"[^\n]*\n|[^\n]+", text))


def _parse_line(line: str, number: int) -> Entry | None:
    cells = line.removesuffix("\n").split("\t")
    if len(cells) != len(COLUMNS) or not line.endswith("\n") or cells[1] not in _ACTIONS:
        return None
    subject = Subject.parse(cells[2])
    # The words stand on the code's page: nothing unseen may be in them, and nothing that was no UTF-8.
    if not _DAY.fullmatch(cells[3]) or not _WORDS.fullmatch(cells[4]):
        return None
    try:
        day = date.fromisoformat(cells[3])
    except ValueError:
        return None
    return Entry(cells[0], cells[1], subject, day, cells[4], number) if subject else None


def _line_problem(
    entry: Entry | None, codes: Mapping[str, IssuedCode], live: Mapping[Subject, IssuedCode]
) -> str:
    """Return the catalogue code of what is wrong with `entry`, or an empty text."""
    if entry is None:
        return "PH501"
    if not is_code(entry.code):
        return "PH502"
    if entry.action == "issue":
        return "PH503" if entry.code in codes or entry.subject in live else ""
    return "" if entry.code in codes else "PH506"


def lost_codes(
    ledger: Ledger, meetings: Mapping[str, Meeting], unreadable: Container[str]
) -> Iterator[Problem]:
    """Yield a problem for each live code whose subject is gone, but for those of `unreadable` meetings."""
    for issued in ledger.codes.values():
        if issued.is_retired or issued.subject.meeting in unreadable:
            continue
        if not exists(issued.subject, meetings):
            place = Place(ledger.file, issued.last.line)
            yield Problem(place, "PH504", {"code": issued.code, "subject": issued.subject})


def changed_lines(committed: Sequence[bytes], now: bytes, file: str) -> Iterator[Problem]:
    """Yield a problem where the list is no longer what was committed with lines added at the end.

    A line that was changed in one commit and restored in a later one is no problem any more, but no code that ever
    stood in a committed list may be missing.

    Args:
        committed: the list's bytes at each commit, oldest first.
        now: its bytes in the working copy.
        file: the name that problems give it.
    """
    good = b""
    strays: dict[bytes, bytes] = {}
    for version in committed:
        if version.startswith(good):
            good = version
        else:
            strays |= {line.partition(b"\t")[0]: line for line in version.splitlines()}
    if not now.startswith(good):
        yield _changed(good.splitlines(), now.splitlines(), file)
        return
    present = {line.partition(b"\t")[0] for line in now.splitlines()}
    for code, line in strays.items():
        if code not in present:
            yield Problem(Place(file), "PH505", {"line": line.decode("utf-8", "replace")})


def _changed(old: Sequence[bytes], new: Sequence[bytes], file: str) -> Problem:
    """Return the problem of the first line of `old` that `new` lacks or has otherwise."""
    pairs = enumerate(zip(old, new, strict=False))
    line = next((n for n, (before, after) in pairs if before != after), min(len(old), len(new)))
    lost = old[line] if line < len(old) else b""
    return Problem(Place(file, line + 1), "PH505", {"line": lost.decode("utf-8", "replace")})
