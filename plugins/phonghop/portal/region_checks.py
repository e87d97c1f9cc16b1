"""What is wrong with where a portal lives: its translation, and addresses that are on paper already."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

from phonghop.portal.codes import HEADER
from phonghop.portal.folders import LEDGER_FILE, LOCALES, MEETINGS, PORTAL_FILE, Portal
from phonghop.portal.history import contents
from phonghop.portal.past import Past
from phonghop.source import locate
from phonghop.text.guesses import Guesses
from phonghop.text.problems import Place, Problem
from phonghop.text.region import AT_HOME, here
from phonghop.text.strings import (
    FALLBACK,
    FIELDS,
    LANGUAGES,
    TO_STAFF,
    own_table,
    packaged,
    packaged_fields,
    read_table,
)

_SETTINGS, _LIST = f"{MEETINGS}/{PORTAL_FILE}", f"{MEETINGS}/{LEDGER_FILE}"
_ADDRESSES = re.compile(rb"^addresses:\s*['\"]?(\w+)", re.MULTILINE)


def region_problems(portal: Portal, root: Path, history: Past) -> Iterator[Problem]:
    """Yield what is wrong with where `portal`, whose project is in `root`, lives."""
    yield from _translation(portal)
    if portal.ledger.codes and (before := _printed_with(portal.settings.addresses, root, history)):
        values = {"before": before, "now": portal.settings.addresses, "codes": len(portal.ledger.codes)}
        yield Problem(locate(portal.node, ("addresses",)), "PH243", values)


def _translation(portal: Portal) -> Iterator[Problem]:
    language = portal.settings.language or here().language
    own = own_table(language)
    if own is None:
        if language not in LANGUAGES:
            place = locate(portal.node, ("language",)) if portal.settings.language else Place("mkdocs.yml")
            yield Problem(place, "PH244", {"language": language, "known": LANGUAGES})
        return
    place = Place(f"{LOCALES}/{own.name}")
    try:
        table = read_table(own)
    except ValueError as error:
        yield Problem(place, "PH240", {"error": str(error)})
        return
    pattern, guess = {**packaged(FALLBACK), **packaged_fields(FALLBACK)}, Guesses()
    for key, words in table.items():
        ours = pattern.get(key.removesuffix(".one"))
        values = {"key": key, "language": language}
        if ours is None:
            yield Problem(place, "PH245", {**values, "nearest": guess(key, pattern)})
        elif reason := _fault(words, ours):
            yield Problem(place, "PH241", {**values, "reason": reason})
    of_ours = packaged(language) if language in LANGUAGES else {}
    needed = (key for key in pattern if not key.startswith((*TO_STAFF, FIELDS)) and not key.endswith(".one"))
    if missing := [key for key in needed if key not in table and key not in of_ours]:
        yield Problem(place, "PH239", {"keys": missing[:3], "language": language})


def _fault(words: str, pattern: str) -> str:
    """Return what of a phrase cannot be filled in; nothing where all can."""
    try:
        blanks = _blanks(words)
    except ValueError:
        return words
    return ", ".join(f"{{{name}}}" for name in sorted(blanks - _blanks(pattern)))


def _blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def _printed_with(now: str, root: Path, history: Past) -> str:
    """Return of whose words addresses were made while codes were printed, where not of those of `now`; else nothing."""
    # Each version of the settings, and the list of codes as it was when that one ended.
    ages: list[tuple[str, str]] = []
    settings = codes = ""
    for commit in history.commits:
        settings, before = commit.blobs.get(_SETTINGS, settings), settings
        if settings != before:
            ages.append((before, codes))
        codes = commit.blobs.get(_LIST, codes)
    ages.append((settings, codes))
    held = contents(root, filter(None, (blob for blob, _ in ages)))
    words = {blob: _words(text) for blob, text in held.items()}
    others = [(blob, list_) for blob, list_ in ages if list_ and words.get(blob, now) != now]
    lists = contents(root, (list_ for _, list_ in others))
    return next(
        (words[blob] for blob, list_ in others if len(lists.get(list_, b"")) > len(HEADER.encode())), ""
    )


def _words(settings: bytes) -> str:
    match = _ADDRESSES.search(settings)
    return match[1].decode() if match else AT_HOME.addresses
