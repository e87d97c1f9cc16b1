"""Files of the site that an earlier build has looked at and let pass: those that are still the same need no second look."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from phonghop.site.canaries import Canaries
from phonghop.store import Cache, Records, recipe

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class _File:
    """A file as the file system knows it: a file that is linked into the next build stays the same in all of this."""

    number: int
    size: int
    changed: int
    sha256: str

    def is_at(self, found: os.stat_result) -> bool:
        return (self.number, self.size, self.changed) == (found.st_ino, found.st_size, found.st_mtime_ns)


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
        self._files: Mapping[str, _File] = kept if isinstance(kept, dict) else {}

    def digests(self, site: Path) -> Mapping[str, str]:
        """Return the SHA-256 of every file below `site` that passed before and is still the same, by address."""
        return {
            address: known.sha256
            for address, found in _files_below(site)
            if (known := self._files.get(address)) and known.is_at(found)
        }

    def keep(self, site: Path, digests: Mapping[str, str]) -> None:
        """Remember that all files below `site` passed; `digests` are theirs, by address."""
        files = {
            address: _File(found.st_ino, found.st_size, found.st_mtime_ns, digests[address])
            for address, found in _files_below(site)
            if address in digests
        }
        self._records.store(self._name, files)
        self._records.forget_unused()


def _files_below(folder: Path, address: str = "") -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files_below(Path(entry), f"{address}{entry.name}/")
        else:
            yield address + entry.name, entry.stat(follow_symlinks=False)
