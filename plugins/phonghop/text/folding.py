"""One way to see Vietnamese text as equal: used for addresses, anchors, search and guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_CROSSED = str.maketrans("đ\u00f0\u0256", "ddd")
"""The Vietnamese letter, and two that old converters write in its place."""


class _Folded(dict[int, str]):
    """What each character becomes: neither case folding nor decomposing depends on its neighbours, but for the order of marks."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code).casefold())
        bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_CROSSED)
        if code <= _LAST_KEPT:
            self[code] = bare
        return bare


_FOLDED = _Folded()
_LAST_KEPT = 0x1EFF
"""The last Vietnamese letter; a text of all other characters would fill the memory."""


def nfc(text: str) -> str:
    """Return `text` in the composed form (TCVN 6909:2001, Unicode NFC) that every file and page uses."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` without case, tones and marks: "Đảng uỷ", "Đảng ủy" and "dang uy" become one.

    Marks are dropped, not moved, so both placements of a tone (uỷ, ủy) give the same result.
    """
    return text.translate(_FOLDED)


def toneless(text: str) -> str:
    """Return `text` without its five tones but with ă â đ ê ô ơ ư, as half-typed Telex leaves it."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return nfc("".join(c for c in decomposed if c not in _TONES))


def slug(text: str) -> str:
    """Return an ASCII name for addresses and anchors: lower-case letters, digits and single hyphens."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def numbered(name: str) -> Iterator[str]:
    """Yield `name`, then `name` with 2, 3 … behind it, without end: the first that is free is taken."""
    yield name
    yield from (f"{name}-{n}" for n in count(2))
