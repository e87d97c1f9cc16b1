"""Characters that no reader sees, said once, and two forms of a text: as it is kept, and as it is searched for secrets."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
"""C0 and C1 controls but for tab and the two line ends."""
BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that change the direction of reading (Unicode Standard Annex 9)."""
WIDTHLESS = (
    "\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
"""Characters without width: soft hyphen, zero-width space and joiners, fillers, byte order mark."""
SEPARATORS = "\u2028\u2029"
NO_CHARACTERS = "\ud800-\udfff\ufffe\uffff"
INVISIBLE = CONTROLS + BIDI + WIDTHLESS + SEPARATORS + NO_CHARACTERS
"""The inside of a regular expression's class: what is in a text without being seen in it."""

REFUSED = CONTROLS + SEPARATORS + "\u200b\ufeff\ufffe\uffff"
"""The part of `INVISIBLE` that no file of data may hold; soft hyphens and joiners come along with pasted words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DASHES = re.compile(r"[\u2010-\u2015\u2043\u207b\u208b\u2212\u02d7\u2796\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"[^\S\n\t ]")
_OTHER_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")


def clean(text: str) -> str:
    """Return `text` in NFC with one kind of line break, and without characters that no reader sees."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAKS.sub("\n", text))).strip()


def flat(text: str) -> str:
    """Return `text` as secrets are looked for in it.

    Full-width letters, digits of other scripts, dashes and spaces become the plain ones (NFKC), invisible characters go.
    """
    text = _BREAKS.sub("\n", text)
    if text.isascii():
        return _INVISIBLE.sub("", text)
    text = _DASHES.sub("-", _SELECTORS.sub("", _INVISIBLE.sub("", text)))
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", text))
    return "".join(map(_digit, text)) if _OTHER_DIGIT.search(text) else text


@lru_cache(1 << 12)
def _digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))
