"""What is known of a file, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

Values: TypeAlias = Mapping[str, int | str | list[str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that staff should know: a code of the catalogue, and the values of its sentence but for the file."""

    code: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """What only opening the file tells.

    Attributes:
        pages: how many it has; None for what has no fixed pages or could not be opened.
        text: the words of each page in NFC, lines apart; one entry for what has no fixed pages, one for each slide.
        reading_copy: a fragment of HTML that says what a DOCX says; empty for what has none.
        signed: whether it bears a digital signature, which a single changed byte would break.
        findings: what staff should know.
    """

    pages: int | None = None
    text: tuple[str, ...] = ()
    reading_copy: str = ""
    signed: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file: `size` in bytes, SHA-256 in hexadecimal, ending in lower case with its dot, what is in it."""

    size: int
    sha256: str
    media_type: str
    ending: str
    contents: Contents = field(repr=False)

    @property
    def kind(self) -> str:
        """Its ending as readers know it: "PDF"."""
        return self.ending.lstrip(".").upper()


Inspections: TypeAlias = Mapping[Path, Inspection]
"""What is known of every file, by its path."""
