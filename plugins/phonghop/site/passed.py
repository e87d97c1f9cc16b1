"""Files of the site that an earlier build has looked at and let pass: those that are still the same need no second look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from phonghop.site.canaries import Canaries, Canary
from phonghop.site.checksums import entries_below
from phonghop.store import Cache, Records, recipe

_PACKAGE = Path(__file__).parent.parent


_State: TypeAlias = tuple[int, int, int]
"""A file as the file system knows it: one that is linked into the next build stays the same in all of this."""


@dataclass(frozen=True)
class _Register:
    """Files that passed, by address: the state and the SHA-256 of each; `looked_for` is what none of them holds."""

    looked_for: frozenset[str]
    files: Mapping[str, tuple[_State, str]]


class Passed:
    """The files of a site that passed before: the same code looked for all that is looked for now, and perhaps for more."""

    def __init__(self, cache: Cache, forbidden: Canaries, site: Path) -> None:
        """Take the finished site; nothing of it may change as long as this is asked."""
        self._records = Records(cache.below("passed"))
        self._looked_for = frozenset(map(_digest, forbidden.each))
        self._name = sha256(recipe(_PACKAGE) + repr(forbidden.paths).encode()).hexdigest()
        self._states = dict(_states(site))
        kept = self._records.load(self._name)
        self._files = (
            kept.files if isinstance(kept, _Register) and self._looked_for <= kept.looked_for else {}
        )

    def digests(self) -> Mapping[str, str]:
        """Return the SHA-256 of every file that passed before and is still the same, by address."""
        known = ((address, state, self._files.get(address)) for address, state in self._states.items())
        return {address: kept[1] for address, state, kept in known if kept and kept[0] == state}

    def keep(self, digests: Mapping[str, str]) -> None:
        """Remember that all files passed; `digests` are theirs, by address."""
        files = {a: (state, digests[a]) for a, state in self._states.items() if a in digests}
        self._records.store(self._name, _Register(self._looked_for, files))
        self._records.forget_unused()


def _digest(canary: Canary) -> str:
    looked_for = (canary.code, canary.phrases, canary.enough, canary.number, canary.windows, canary.home)
    return sha256(repr(looked_for).encode()).hexdigest()


def _states(site: Path) -> Iterator[tuple[str, _State]]:
    for address, entry in entries_below(site):
        found = entry.stat(follow_symlinks=False)
        yield address, (found.st_ino, found.st_size, found.st_mtime_ns)
