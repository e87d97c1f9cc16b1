"""Words in styles, a piece of a phrase each, so that page, PDF and DOCX can set them in their own way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

_MARK = re.compile(r"\[\^([^\]\s]*)\]")
_ADDRESS_AT_END = re.compile(r"https?://\S+$")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a run with `note` is a footnote's mark and has no words."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    note: str = ""


Runs: TypeAlias = tuple[Run, ...]


def runs(text: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """Return `text` as runs, its footnote marks ``[^id]`` apart."""
    parts = _MARK.split(text)
    made = [Run(note=p) if i % 2 else Run(p, bold, italic) for i, p in enumerate(parts)]
    return tuple(run for run in made if run.text or run.note)


def plain_text(phrase: Iterable[Run]) -> str:
    """Return the words of `phrase` without style and marks."""
    return "".join(run.text for run in phrase)


def joined(phrases: Iterable[Runs]) -> Runs:
    """Return `phrases` as one, semicolons between them."""
    return tuple(run for n, phrase in enumerate(phrases) for run in ((Run("; "),) * bool(n) + phrase))


def aside(text: str) -> Runs:
    """Return `text` in italics and parentheses, after a space."""
    return (Run(" ("), *runs(text, italic=True), Run(")"))


def sentence(phrase: Runs, end: str = ".") -> Runs:
    """Return `phrase` closed by `end` unless it already ends in a stop of its own, within closing quotes too.

    Nothing follows a web address, to which readers would take a stop to belong.
    """
    words = plain_text(phrase).rstrip().rstrip("»”")
    return phrase if not words or words[-1] in ".!?;:…" or ends_in_address(phrase) else (*phrase, Run(end))


def ends_in_address(phrase: Runs) -> bool:
    """Return whether the last word of `phrase` is a web address."""
    return bool(_ADDRESS_AT_END.search(plain_text(phrase)))


def capitalized(phrase: Runs) -> Runs:
    """Return `phrase` with a capital at its head, as each line of an official text begins (Nghị định 30/2020, Phụ lục II, I).

    An address such as ``www.…`` and a word with capitals of its own keep their letters.
    """
    first = next((n for n, run in enumerate(phrase) if run.text.strip()), None)
    if first is None:
        return phrase
    word = phrase[first].text.split(maxsplit=1)[0].rstrip(",;:")
    if not (word.isalpha() and word.islower()):
        return phrase
    words = phrase[first].text
    return (*phrase[:first], replace(phrase[first], text=with_capital(words)), *phrase[first + 1 :])


def with_capital(words: str) -> str:
    """Return `words`, which may be none, with a capital as their first letter."""
    return words[:1].upper() + words[1:]
