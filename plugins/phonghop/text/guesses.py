"""Suggestions for unknown words, limited in number and in candidates.

A file of a megabyte can hold ten thousand wrong words beside ten thousand right ones. Comparing each with each takes minutes,
and nobody reads the ten-thousandth suggestion.
"""

from __future__ import annotations

from collections.abc import Collection
from difflib import SequenceMatcher
from itertools import islice

from phonghop.text.folding import fold

MOST = 40
"""Wrong words of one file that get a suggestion."""
AMONG = 200
"""Candidates that are compared; if there are more, those that begin alike."""
LONGEST = 60
"""Characters of a word that are compared."""

ALIKE = 0.6
"""How much of two words must be alike, from 0 to 1."""


def nearest(word: str, words: Collection[str], cutoff: float = ALIKE) -> str | None:
    """Return the member of `words` that `word` most likely means, or None when none is as like it as `cutoff` (0–1).

    The work is bounded: at most `AMONG` words of `LONGEST` characters are compared.
    """
    wanted = fold(word[:LONGEST])
    best, likeness = None, cutoff
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for candidate in _among(word, words):
        matcher.set_seq1(fold(candidate[:LONGEST]))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < likeness:
            continue
        ratio = matcher.ratio()
        if ratio > likeness or (best is None and ratio >= likeness):
            best, likeness = candidate, ratio
    return best


def _among(word: str, words: Collection[str]) -> list[str]:
    if len(words) <= AMONG:
        return list(words)
    begin = word[:2].casefold()
    alike = (candidate for candidate in words if candidate[:2].casefold() == begin)
    return list(islice(alike, AMONG)) or list(islice(words, AMONG))


class Guesses:
    """Guesses for the wrong words of one file."""

    def __init__(self) -> None:
        self.left = MOST

    def __call__(self, word: str, words: Collection[str], cutoff: float = ALIKE) -> str:
        """Return the most likely meaning of `word`; "" if nothing is similar, or the limit is reached."""
        if not self.left:
            return ""
        self.left -= 1
        return nearest(word, words, cutoff) or ""
