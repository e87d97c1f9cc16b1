"""Section numbering: the habits seen in real letters, one entry per level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """Return a whole number from 1 in Roman signs, tens as often as there are."""
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of headings is marked.

    Attributes:
        form: the marker, with ``{n}`` for its number, ``{roman}`` for it in Roman, ``{path}`` for "2.1".
        caps: whether headings of the level are set in capitals.
    """

    form: str
    caps: bool = False

    def marker(self, path: Sequence[int]) -> str:
        """Return the marker of the heading counted by `path`, the numbers from the top level down."""
        dotted = ".".join(map(str, path[1:] or path))
        return self.form.format(n=path[-1], roman=roman(path[-1]), path=dotted)


PRESETS: Mapping[str, tuple[Level, ...]] = MappingProxyType(
    {
        "stars": (Level("*"), Level("({n})")),
        "decimal": (Level("{n}."), Level("*")),
        "roman-dash": (Level("{roman}-", caps=True), Level("{n}."), Level("{path}."), Level("({n})")),
        "roman": (Level("{roman}."), Level("{n}."), Level("{path}.")),
        "numbered-dash": (Level("*"), Level("{n}-")),
    }
)
"""By the name of `Letter.numbering`; a level deeper than the preset is set with dashes."""

AGENCIES_AS_HEADINGS = frozenset({"roman-dash", "roman"})
"""Presets in which a task's agencies are a numbered heading; in the others they begin the line."""
