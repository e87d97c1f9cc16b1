"""A last look at the finished bytes: nothing internal may be in them, whatever path it took."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from phonghop.model import Contact
from phonghop.portal import Portal
from phonghop.text.problems import Place, Problem

_SEPARATORS = re.compile(rb"[ .\-()]")
_BINARY = frozenset(
    {
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".docx",
        ".xlsx",
        ".pptx",
        ".zip",
        ".gz",
        ".woff",
        ".woff2",
        ".mp4",
        ".mp3",
    }
)


@dataclass(frozen=True, slots=True)
class Canary:
    """Digits that must not appear in any output, and where they are written."""

    digits: bytes
    shown: str
    place: Place


def canaries(portal: Portal) -> tuple[Canary, ...]:
    """Return the phone numbers of every internal contact."""
    found = []
    for folder in portal.folders:
        for n, contact in enumerate(folder.meeting.contacts):
            for name in ("phone", "zalo"):
                number = _internal_number(contact, name)
                if number:
                    digits = re.sub(r"\D", "", number)
                    found.append(Canary(digits.encode(), number, folder.place("contacts", n, name)))
    return tuple(found)


def _internal_number(contact: Contact, name: str) -> str | None:
    number: str | None = getattr(contact, name)
    return number if contact.visibility == "internal" else None


def leaks(site: Path, forbidden: tuple[Canary, ...]) -> Iterator[Problem]:
    """Yield a problem for each canary that an output file below `site` contains, grouped or not."""
    if not forbidden:
        return
    for path in sorted(site.rglob("*")):
        if not path.is_file() or path.suffix.lower() in _BINARY:
            continue
        data = _SEPARATORS.sub(b"", path.read_bytes())
        for canary in forbidden:
            if canary.digits in data:
                output = path.relative_to(site).as_posix()
                yield Problem(canary.place, "PH801", {"canary": canary.shown, "output": output})
