"""Problems of the data: a place, a permanent code, and the values of its sentence.

The sentences themselves live in the string tables (``locales/*.toml``), so that a code stays the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from phonghop.text.strings import WHOLE, Strings, packaged


class Severity(Enum):
    """ERROR stops the build; WARNING is a doubt that `--strict` turns into a stop."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file (relative to the project), and a line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


WARNINGS = frozenset(
    (
        "PH115 PH123 PH229 PH239 PH244 PH245 PH246 PH247 PH307 PH315 PH409 PH412 PH414 PH419 PH423 PH430 PH507 PH512 PH603 PH605 PH608 "
        "PH606 PH613 PH704 PH705 PH706 PH707 PH709 PH711 PH712 PH724 PH725 PH728 PH729 PH730 PH813 PH814 PH917 PH918"
    ).split()
)
"""Codes of doubts; every other code is an error."""


@cache
def catalogue() -> Mapping[str, Severity]:
    """Return every code with its weight: what `locales/` has a sentence of. None is ever used again for something else."""
    codes = sorted({key.split(".")[1] for key in packaged(WHOLE[0]) if key.startswith("problem.PH")})
    return {code: _weight(code) for code in codes}


def _weight(code: str) -> Severity:
    return Severity.WARNING if code in WARNINGS else Severity.ERROR


class Unreadable(ValueError):
    """A value that a reader of text cannot take: a catalogue code and the values for its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong, at one place."""

    place: Place
    code: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def severity(self) -> Severity:
        """How much it weighs, from the catalogue."""
        return _weight(self.code)

    @property
    def is_error(self) -> bool:
        """Whether it stops the build."""
        return self.severity is Severity.ERROR

    def sentence(self, strings: Strings, *, in_form: bool = False) -> str:
        """Return what is wrong and what to do, in the language of `strings`.

        `in_form` names fields by their labels, for somebody who sees a form and not the keys of the file.
        """
        values = {k: strings.quoted(v) for k, v in self.values.items()}
        values["hint"] = strings("problem.hint", **values) if values.get("nearest") else ""
        values["home"] = strings("problem.home", **values) if values.get("belongs") else ""
        keys = [f"problem.{self.code}.{part}" for part in ("what", "remedy")]
        if in_form:
            of_form = [f"problem.{self.code}.form_{part}" for part in ("what", "remedy")]
            keys = [own if own in strings else key for own, key in zip(of_form, keys, strict=True)]
        return "; ".join(strings(key, **values) for key in keys)

    def line(self, strings: Strings) -> str:
        """Return the printed form, ``file:line:column: CODE what is wrong; what to do``."""
        return f"{self.place}: {self.code} {self.sentence(strings)}"


class PortalError(Exception):
    """The data cannot be published; carries every problem of the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__(f"{len(self.problems)} problems")


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those of `problems` that stop the build."""
    return tuple(p for p in problems if p.is_error)
