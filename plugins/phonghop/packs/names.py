"""Names of files in a pack: readable, in programme order, and valid on Windows, macOS, Linux and phones alike.

A name begins with a number, so it is never one of the names that Windows keeps for devices (CON, NUL, COM1 …).
"""

from __future__ import annotations

import re

from phonghop.text.folding import nfc

LONGEST = 70
"""Characters of a title that are kept. A Vietnamese letter takes up to 3 bytes; file systems allow 255 per name."""

_RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SPACES = re.compile(r"\s+")


def file_name(number: int, of: int, title: str, ending: str) -> str:
    """Return a name such as "02 Báo cáo sơ kết.pdf" for the `number`-th of `of` documents.

    Numbers are equally wide, so that sorting by name is the order of the programme.
    """
    width = max(2, len(str(of)))
    return f"{number:0{width}} {_safe(title)}.{ending.lower()}"


def _safe(title: str) -> str:
    """Return `title` without characters that Windows reserves and, if too long, without its last words, if it has several."""
    words = _SPACES.sub(" ", _RESERVED.sub("-", nfc(title))).strip(" .-")
    if len(words) <= LONGEST:
        return words
    start = words[:LONGEST]
    return (start.rpartition(" ")[0] or start).rstrip(" .,;-") + "…"
