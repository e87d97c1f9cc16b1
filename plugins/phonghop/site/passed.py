"""Files of the site that an earlier build has looked at and let pass: those that are still the same need no second look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from phonghop.site.canaries import Canaries
from phonghop.site.checksums import entries_below
from phonghop.store import Cache, Records, recipe

_PACKAGE = Path(__file__).parent.parent


_State: TypeAlias = tuple[int, int, int]
"""A file as the file system knows it: one that is linked into the next build stays the same in all of this."""


class Passed:
    """The files that passed before, as long as the same things were looked for by the same code."""

    def __init__(self, cache: Cache, forbidden: Canaries) -> None:
        self._records = Records(cache.below("passed"))
        looked_for = sorted(
            (c.code, c.phrases, c.enough, c.number, c.windows, c.home) for c in forbidden.each
        )
        self._name = hashlib.sha256(
            recipe(_PACKAGE) + repr((looked_for, forbidden.paths)).encode()
        ).hexdigest()
        kept = self._records.load(self._name)
        self._files: Mapping[str, tuple[_State, str]] = kept if isinstance(kept, dict) else {}

    def digests(self, site: Path) -> Mapping[str, str]:
        """Return the SHA-256 of every file below `site` that passed before and is still the same, by address."""
        known = ((address, state, self._files.get(address)) for address, state in _states(site))
        return {address: kept[1] for address, state, kept in known if kept and kept[0] == state}

    def keep(self, site: Path, digests: Mapping[str, str]) -> None:
        """Remember that all files below `site` passed; `digests` are theirs, by address."""
        files = {a: (state, digests[a]) for a, state in _states(site) if a in digests}
        self._records.store(self._name, files)
        self._records.forget_unused()


def _states(site: Path) -> Iterator[tuple[str, _State]]:
    for address, entry in entries_below(site):
        found = entry.stat(follow_symlinks=False)
        yield address, (found.st_ino, found.st_size, found.st_mtime_ns)
