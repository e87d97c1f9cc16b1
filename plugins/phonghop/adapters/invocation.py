"""What the options before a command's name tell: kept apart from what most commands need, which takes long to load."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from phonghop.text.strings import Strings, strings

BAD_DATA = 1
"""The exit code for problems in the data."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """Where the portal is, and in which language to speak."""

    root: Path
    language: str

    @property
    def t(self) -> Strings:
        """What to say in that language."""
        return strings(self.language)
