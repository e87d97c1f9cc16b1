"""Whether the list of issued codes has lost anything, according to git's history and to the list itself.

Lines are only ever added. Two branches that both added some may put them in either order when they meet, so the lines
of one version must be in every later one in the same order, with anything in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from phonghop.portal.codes import Entry, Ledger, parse_ledger
from phonghop.text.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Version:
    """The list as one commit left it.

    Attributes:
        content: its bytes; none where the commit has no such file.
        parents: the places of the versions that it was made from, among all, which are sorted so that these come before.
    """

    content: bytes
    parents: tuple[int, ...] = ()


def changed_lines(committed: Sequence[Version], now: bytes, file: str) -> Iterator[Problem]:
    """Yield a problem for each line that was in a `committed` list and is not, or not in its order, in the working copy, `now`.

    A version that changed or dropped lines counts as a mistake: its own lines are not required once the lost ones
    are back. But no code of any committed list may be missing.
    """
    each = (*(version.content for version in committed), now)
    is_straight = all(version.parents == ((n - 1,) if n else ()) for n, version in enumerate(committed))
    # Lines were only added, as nearly always; a list with carriage returns says nothing of any code.
    if is_straight and b"\r" not in now and all(new.startswith(old) for old, new in pairwise(each)):
        return
    asked, strays = _asked(committed)
    lines = _lines(now)
    for old in asked:
        if (lost := _first_lost(old, lines)) is not None:
            yield _changed(old, lost, lines, file)
    present = {_code(line) for line in lines}
    for code, line in strays.items():
        if code not in present:
            yield _problem(Place(file), line)


def _asked(committed: Sequence[Version]) -> tuple[Iterable[Sequence[bytes]], Mapping[bytes, bytes]]:
    """Return the versions that every later one must contain, and the lines, by code, of those that lost something."""
    required: list[frozenset[tuple[bytes, ...]]] = []
    strays: dict[bytes, bytes] = {}
    for version in committed:
        lines = _lines(version.content)
        before = frozenset(chain.from_iterable(required[parent] for parent in version.parents))
        if all(_first_lost(old, lines) is None for old in before):
            required.append(frozenset({tuple(lines)}))
        else:
            required.append(before)
            strays |= {_code(line): line for line in lines}
    made_from = {parent for version in committed for parent in version.parents}
    ends = (wanted for place, wanted in enumerate(required) if place not in made_from)
    return sorted(frozenset(chain.from_iterable(ends))), strays


def _lines(content: bytes) -> Mapping[bytes, int]:
    """Return the lines that say something of a code, with their numbers; others, such as marks of a conflict, may go."""
    ledger, _ = parse_ledger(content, "")
    lines: dict[bytes, int] = {}
    for entry in ledger.entries:
        lines.setdefault(str(entry).encode(), entry.line)
    return lines


def _first_lost(old: Sequence[bytes], lines: Iterable[bytes]) -> int | None:
    """Return the place of the first line of `old` that `lines` do not have after those before it."""
    rest = iter(lines)
    return next((place for place, line in enumerate(old) if line not in rest), None)


def _changed(old: Sequence[bytes], lost: int, lines: Mapping[bytes, int], file: str) -> Problem:
    """Return the problem at the line below the one that the lost line stood below; line 1 is the header."""
    above = lines[old[lost - 1]] if lost else 1
    return _problem(Place(file, above + 1), old[lost])


def _problem(place: Place, line: bytes) -> Problem:
    return Problem(place, "PH505", {"line": line.decode("utf-8", "replace")})


def _code(line: bytes) -> bytes:
    return line.partition(b"\t")[0]


def gaps(ledger: Ledger) -> Iterator[Problem]:
    """Yield a problem for each line that names a preceding line which is not above it: the list alone shows the loss."""
    names: set[str] = set()
    for entry in ledger.entries:
        missing = [name for name in entry.after or () if name not in names]
        if missing:
            yield Problem(Place(ledger.file, entry.line), "PH510", {"line": str(entry), "names": missing})
        names.add(entry.name)


def forks(ledger: Ledger) -> Iterator[Problem]:
    """Yield a doubt for each code that two branches moved or retired independently."""
    by_code: dict[str, list[Entry]] = {}
    for entry in ledger.entries:
        if entry.action != "issue":
            by_code.setdefault(entry.code, []).append(entry)
    for entries in by_code.values():
        last = entries[-1]
        others = [e for e in entries[:-1] if (e.action, e.subject) != (last.action, last.subject)]
        if others and last.after is not None:
            ancestors = _ancestors(last.name, {entry.name: entry.after for entry in ledger.entries})
            for other in others:
                if other.after is not None and other.name not in ancestors:
                    values = {"code": last.code, "line": other.line, "last": last.line}
                    yield Problem(Place(ledger.file, last.line), "PH512", values)


def _ancestors(name: str, after: Mapping[str, tuple[str, ...] | None]) -> frozenset[str]:
    names: set[str] = set()
    todo = [name]
    while todo:
        for above in after.get(todo.pop()) or ():
            if above not in names:
                names.add(above)
                todo.append(above)
    return frozenset(names)
