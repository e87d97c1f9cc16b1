"""Interface strings: one flat table of dotted keys per language, with the plural rules of that language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from phonghop.text.characters import INVISIBLE

LANGUAGES = ("vi", "en")
_NAMES_SHOWN = 20
_SHOWN = 300
_UNSEEN = re.compile(f"[\n\r{INVISIBLE}]")
_TABLES = Path(__file__).parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key of the table in the place of a value: words that differ from language to language."""

    key: str


@dataclass(frozen=True, slots=True)
class Strings:
    """The table of one language; call it with a key and the values its sentence needs."""

    language: str
    table: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence of `key`.

        A value named ``n`` chooses ``key.one`` where the language has such a form (Vietnamese has none).

        Raises:
            KeyError: no such key; the tests prove that every key in use exists in every language.
        """
        if values.get("n") == 1 and f"{key}.one" in self.table:
            key = f"{key}.one"
        return self.table[key].format_map(values)

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def quoted(self, value: object) -> str:
        """Return `value` as it stands in a sentence: a list as its first names, anything else as text.

        What a terminal would obey or a reader not see is written as an escape, what is long is cut.
        """
        if isinstance(value, Phrase):
            return self(value.key)
        if isinstance(value, str) or not isinstance(value, Iterable):
            return _visible(str(value))
        names = [_visible(str(v)) for v in islice(value, _NAMES_SHOWN + 1)] or [self("problem.none")]
        return ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")


def _visible(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", shown)


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


@cache
def strings(language: str) -> Strings:
    """Return the table of `language`, or of Vietnamese when there is none for it."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    with (_TABLES / f"{chosen}.toml").open("rb") as table:
        return Strings(chosen, dict(_flat(tomllib.load(table))))
