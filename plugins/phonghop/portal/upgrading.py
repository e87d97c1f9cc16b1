"""What a newer version requires of an office's own files, and the changes that need no decision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from phonghop.model import Meeting, PortalFile
from phonghop.model.reading import records_within
from phonghop.text.problems import Problem

_PINNED = re.compile(
    r"^(?:phonghop(?P<extras>\[[\w,]+\])?\s*==\s*[\w.+-]+|\./packages/phonghop-[^\s\[]+\.whl(?P<of_file>\[[\w,]+\])?)",
    re.MULTILINE,
)
_KEY = re.compile(r"(?P<before>[\s-]*)(?P<key>[\w-]+)(?P<value>\s*:(?:\s+\S.*)?)$")


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a file before and after a change; `after` is None if the line is removed."""

    file: str
    line: int
    before: str
    after: str | None


def changes(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterator[Change]:
    """Yield what can be done about `problems` that an earlier version did not have: keys that were renamed or are no more.

    `texts` is what the project's files hold, by name.
    """
    for problem in problems:
        lines = texts.get(problem.place.file, "").splitlines()
        if not 1 <= problem.place.line <= len(lines):
            continue
        line = lines[problem.place.line - 1]
        match = _KEY.fullmatch(line)
        key = str(problem.values.get("key"))
        if match is None or match["key"] != key:
            continue  # several keys on one line: staff see better than we what belongs where
        new = _renamed().get(key)
        if problem.code == "PH201" and new and problem.values.get("nearest") == new:
            after = f"{match['before']}{new}{match['value']}"
            yield Change(problem.place.file, problem.place.line, line, after)
        elif problem.code == "PH226" and not match["before"].endswith("- ") and len(match["value"]) > 1:
            yield Change(problem.place.file, problem.place.line, line, None)


def changed(text: str, wanted: Iterable[Change]) -> str:
    """Return `text` with the changes of one file made."""
    lines = text.splitlines(keepends=True)
    by_line = {change.line: change for change in wanted}
    made = []
    for number, line in enumerate(lines, 1):
        change = by_line.get(number)
        if change is None:
            made.append(line)
        elif change.after is not None:
            made.append(line.replace(change.before, change.after, 1))
    return "".join(made)


def by_file(wanted: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Return changes by the file that they are of."""
    files: dict[str, list[Change]] = defaultdict(list)
    for change in wanted:
        files[change.file].append(change)
    return files


def pinned(text: str, requirement: str) -> str:
    """Return the requirements in `text` with `requirement` for the one of this program; its braces take the extras."""
    return _PINNED.sub(lambda match: requirement.format(match["extras"] or match["of_file"] or ""), text)


@cache
def _renamed() -> Mapping[str, str]:
    """Return the keys that took the place of others, by these."""
    former = (record.former.items() for record in records_within(Meeting, PortalFile))
    return {old: new for keys in former for old, new in keys if new}
