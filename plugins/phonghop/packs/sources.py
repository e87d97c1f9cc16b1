"""What is known of a file that is to be bound into a pack, or the reason why it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from phonghop.packs.binding import Fault
from phonghop.packs.contents import PackedFile

Refusal: TypeAlias = Fault | Literal["other", "exceeded"]
"""Why a file stays a file of its own: at fault, not a PDF, or it costs more than any honest one does."""


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to be bound. A signature holds only for the file as it was signed, so it does not reach the pack."""

    path: Path
    size: int
    pages: int
    is_signed: bool


def source_of(file: PackedFile) -> Source | Refusal:
    """Return what its inspection tells of `file`, or why it cannot be bound."""
    if file.facts.media_type != "application/pdf":
        return "other"
    contents = file.facts.contents
    if not contents.pages:
        return "encrypted" if any(f.code == "PH702" for f in contents.findings) else "unreadable"
    return Source(file.path, file.facts.size, contents.pages, contents.signed)
