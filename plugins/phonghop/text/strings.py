"""Interface strings: one flat table of dotted keys per language, with the plural rules of that language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from phonghop.text.characters import INVISIBLE
from phonghop.text.region import AT_HOME, here, spoken

LANGUAGES = ("vi", "en", "de")
"""The languages whose words are in the package; an office may add others (`locales/` beside its `meetings/`)."""
WHOLE = ("vi", "en")
"""Those of them in which commands speak too."""
TO_STAFF = tuple(
    "problem. cli. edit. import. init. keys. upgrade. beside. history. against. portals. broken.".split()
)
"""Prefixes of the keys that only staff read; an office's own table may leave them out."""
IN_EDITOR = ("edit.", "import.", "problem.")
"""Those of them that clerks read in the editor; what the editor never shows of them may be left out of a table of the package."""
_LONGEST, _DEEPEST = 1 << 20, 200
"""Characters of a table of words, and dots before a line's first equals sign."""
FALLBACK = "en"
"""The language of phrases that a table lacks."""
_NAMES_SHOWN = 20
_SHOWN = 300
_UNSEEN = re.compile(f"[\n\r{INVISIBLE}]")
_TABLES = Path(__file__).parent.parent / "locales"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A key of the table in the place of a value: words that differ from language to language."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """The table of one language; call it with a key and the values its sentence needs. One is equal to itself alone."""

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

        Control and invisible characters are written as escapes, long texts are cut.
        """
        if isinstance(value, Phrase):
            return self(value.key)
        if isinstance(value, str) or not isinstance(value, Iterable):
            return _visible(str(value))
        names = [_visible(str(v)) for v in islice(value, _NAMES_SHOWN + 1)] or [self("problem.none")]
        return ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")


@lru_cache(1 << 12)
def _visible(text: str) -> str:
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04X}", shown)


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)


def strings(language: str) -> Strings:
    """Return the words of `language`: the office's own before the package's, and those of English where both have none.

    The table bears the name of the language that most readers of it will see: English where there are no words at all.
    """
    own = own_table(language)
    return _strings(language, own, own.stat().st_mtime_ns if own else 0)


def say(key: str, **values: object) -> str:
    """Return the words of `key` in the language that is spoken."""
    return strings(spoken())(key, **values)


def own_table(language: str) -> Path | None:
    """Return the file in which the office that is served keeps words of `language`; None where it has none."""
    folder = here().locales
    own = folder / f"{language}.toml" if folder and language.isalpha() else None
    return own if own and own.is_file() else None


def read_table(file: Path) -> Mapping[str, str]:
    """Return the words in `file` by their keys.

    Raises:
        ValueError: it is no TOML in UTF-8, or larger or deeper than any table of words.
    """
    # Only an office that has words of its own pays for what reads any TOML.
    import tomllib  # noqa: PLC0415

    text = file.read_bytes().decode()
    # The time that a key takes grows with the square of its parts.
    if len(text) > _LONGEST or any(line.partition("=")[0].count(".") > _DEEPEST for line in text.split("\n")):
        raise ValueError("deeper than any table of words, or larger than 1 MB")
    try:
        return dict(_flat(tomllib.loads(text)))
    except RecursionError:
        raise ValueError("deeper than any table of words") from None


@cache
def _strings(language: str, own: Path | None, changed: int) -> Strings:  # noqa: ARG001 another file then
    words = dict(packaged(language if language in WHOLE else FALLBACK))
    if language in LANGUAGES:
        words |= packaged(language)
    if own:
        try:
            words |= read_table(own)
        except ValueError:  # told by `portal.region_checks`
            own = None
    return Strings(language if own or language in LANGUAGES else FALLBACK, words)


@cache
def packaged(language: str) -> Mapping[str, str]:
    """Return the words of `language` that the package has: tables of one line a key, which are read so in a quarter of the time that `tomllib` takes."""
    words: dict[str, str] = {}
    section = ""
    for line in (_TABLES / f"{language}.toml").read_text("utf-8").splitlines():
        key, is_given, value = line.partition(" = ")
        if line.startswith("["):
            section = line.strip("[]")
        elif is_given and not line.startswith("#"):
            name = key.strip('"')
            words[f"{section}.{name}"] = value.strip("'") if value[0] == "'" else json.loads(value)
    return words


FIELDS = "field."
"""Prefix of the keys of words of the fields of records, as an office's own table has it."""


@cache
def packaged_fields(language: str) -> Mapping[str, str]:
    """Return the package's words of the fields of records, "field.Record.field.label", "….help", "….one": English ones for a language that has none.

    Vietnamese ones stand where the fields are declared.
    """
    if language == AT_HOME.language:
        return {}
    table = read_table(_TABLES / f"{language if language in LANGUAGES else FALLBACK}.fields.toml")
    return {f"{FIELDS}{key}": words for key, words in table.items()}
