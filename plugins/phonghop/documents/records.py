"""What is known of a file, as plain data, and how a confined process reports it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from phonghop.confined.limits import ExceededError
from phonghop.text.problems import Unreadable

Values: TypeAlias = Mapping[str, int | str | list[str]]

Where: TypeAlias = Literal["page", "columns", "margin", "note", "property", "link", "name", "inside", "raw"]
"""Where a passage stands.

page: what readers read, a page or slide each. columns: the same column by column, where there are any. margin: beside it (headers, text boxes, watermarks, stamps). note: comments,
deleted words, speaker's notes. property: authors, titles, data of forms. link: addresses. name: of sheets, files,
bookmarks. inside: what a file within the file says. raw: everything else that has words.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that staff should know: a code of the catalogue, and the values of its sentence but for the file."""

    code: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document and where they stand; `file` names the file inside it that says them, if any."""

    where: Where
    text: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What only opening the file tells.

    Attributes:
        pages: how many it has; None for what has no fixed pages or could not be opened.
        passages: everything that the file says, in NFC, lines apart.
        reading_copy: a fragment of HTML that says what a DOCX says; empty for what has none.
        signed: whether it bears a digital signature, which a single changed byte would break.
        readable: whether the file could be opened, so that `passages` is all that it says but for what a finding names.
        findings: what staff should know.
    """

    pages: int | None = None
    passages: tuple[Passage, ...] = ()
    reading_copy: str = ""
    signed: bool = False
    readable: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """What readers read, and search finds: one entry for each page or slide, one for what has no fixed pages."""
        return tuple(
            passage.text for passage in self.passages if passage.where == "page" and not passage.file
        )


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


def write_report(read: Callable[[Path], Contents], file: str, report: Path) -> None:
    """Write what `read` finds in `file`: the work of a job in a confined process.

    Raises:
        MemoryError, RecursionError, ExceededError: the file costs too much.
    """
    try:
        contents = read(Path(file))
    except (MemoryError, RecursionError, ExceededError):
        raise
    except Unreadable as found:
        contents = Contents(findings=(Finding(found.code),))
    except Exception:  # noqa: BLE001 nobody can list what a hostile file makes a library raise
        contents = Contents(findings=(Finding("PH701"),))
    report.write_text(json.dumps(asdict(contents)), encoding="ascii")
