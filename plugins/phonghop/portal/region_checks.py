"""What is wrong with where a portal lives: addresses that are on paper already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from phonghop.portal.codes import HEADER
from phonghop.portal.folders import LEDGER_FILE, MEETINGS, PORTAL_FILE, Portal
from phonghop.portal.history import contents
from phonghop.portal.past import Past
from phonghop.source import locate
from phonghop.text.problems import Problem
from phonghop.text.region import AT_HOME

_SETTINGS, _LIST = f"{MEETINGS}/{PORTAL_FILE}", f"{MEETINGS}/{LEDGER_FILE}"
_ADDRESSES = re.compile(rb"^addresses:\s*['\"]?(\w+)", re.MULTILINE)


def region_problems(portal: Portal, root: Path, known: Past) -> Iterator[Problem]:
    """Yield what is wrong with where `portal`, whose project is in `root`, lives."""
    if portal.ledger.codes and (before := _printed_with(portal.settings.addresses, root, known)):
        values = {"before": before, "now": portal.settings.addresses, "codes": len(portal.ledger.codes)}
        yield Problem(locate(portal.node, ("addresses",)), "PH243", values)


def _printed_with(now: str, root: Path, known: Past) -> str:
    """Return of whose words addresses were made while codes were printed, where not of those of `now`; else nothing."""
    # Each version of the settings, and the list of codes as it was when that one ended.
    ages: list[tuple[str, str]] = []
    settings = codes = ""
    for commit in known.commits:
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
