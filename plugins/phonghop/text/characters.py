"""Invisible characters, defined once, and two forms of a text: as it is kept, and as it is searched for secrets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import islice

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
"""Invisible characters, as the inside of a character class of a regular expression."""

REFUSED = CONTROLS + SEPARATORS + "\u200b\ufeff\ufffe\uffff"
"""The part of `INVISIBLE` that no file of data may hold; soft hyphens and joiners come along with pasted words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DASHES = re.compile(r"[\u2010-\u2015\u2043\u207b\u208b\u2212\u02d7\u2796\ufe58\ufe63\uff0d]")
_SPACES = re.compile(r"[^\S\n\t ]")
_OTHER_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")
_TURNED = re.compile("\u202e([^\u202c\n]*)\u202c?")
_LOOSE_MARKS = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
"""Combining marks that NFKC could join to no letter: strokes through it, frames of keys."""
_OTHER_LETTERS = re.compile("[\u00d0\u00f0\u0189\u0256\u0370-\u04ff]")
_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf"
    "\u00d0\u0189\u00f0\u0256",
    "ABESIJKMHOPCTYXaeopcyxijsABEZHIKMNOPTYXoĐĐđđ",
)
"""Cyrillic, Greek and other letters that look like Vietnamese ones (Unicode Technical Standard 39, confusables)."""


_OTHERS = re.compile("[^\t\n -~§©«°·»À-ÏÑ-ïñ-ıĨĩŨũƠơƯưẠ-ỹ“”‘’]+\n?")
"""Signs that are not the same in every form of a text, and join no sign before them. Most pages have few others."""
_MANY = 500
"""So many others are changed one by one."""


def clean(text: str) -> str:
    """Return `text` in NFC with one kind of line break, and without characters that no reader sees."""
    return _changed(lambda part: unicodedata.normalize("NFC", _seen(part)), text).strip()


def _changed(change: Callable[[str], str], text: str) -> str:
    """Return what `change` makes of `text`, which is asked only for signs that it may change."""
    text = text.replace("\r\n", "\n")
    found = [match.span() for match in islice(_OTHERS.finditer(text), _MANY)]
    if len(found) == _MANY or "\u202e" in text:
        return change(text)
    parts: list[str] = []
    behind = 0
    for first, last in found:
        # The letter before a mark belongs to it.
        begin = max(behind, first - 1)
        parts += text[behind:begin], change(text[begin:last])
        behind = last
    return "".join((*parts, text[behind:])) if parts else text


def _seen(text: str) -> str:
    """Return `text` with one kind of line break and without invisible characters; text under a bidi override is in reading order."""
    text = _BREAKS.sub("\n", text)
    if "\u202e" in text:
        text = _TURNED.sub(lambda turned: turned[1][::-1], text)
    return _INVISIBLE.sub("", text)


def flat(text: str) -> str:
    """Return `text` as secrets are looked for in it.

    Full-width letters, digits of other scripts, dashes and spaces become the plain ones (NFKC), and so do letters of other
    scripts that look like Latin ones; invisible characters and marks that belong to no letter go.
    """
    return _changed(_flat, text)


def _flat(text: str) -> str:
    text = _seen(text)
    if text.isascii():
        return text
    text = _SPACES.sub(" ", unicodedata.normalize("NFKC", _DASHES.sub("-", _SELECTORS.sub("", text))))
    text = _LOOSE_MARKS.sub("", text)
    if _OTHER_LETTERS.search(text):
        text = text.translate(_ALIKE)
    return "".join(map(_digit, text)) if _OTHER_DIGIT.search(text) else text


@lru_cache(1 << 12)
def _digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))
