"""The cache of packs: files of an earlier build are reused while their cache key is the same.

They stand in the site itself. Their digests are stored, so that a file that was changed or deleted since is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from phonghop.packs.checksums import digest
from phonghop.packs.volume import Refusal


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The packs of a meeting as plain data.

    Attributes:
        key: a digest of everything that they are made of.
        digests: the SHA-256 of each file in hexadecimal, by its name; of those that are not empty.
        pages: how many the bound one has, 0 when there is none.
        places: the first and last page of each document, counted from 1, by its number in the pack.
        refused: why each other file is not in the bound one, by its number.
    """

    key: str = ""
    digests: Mapping[str, str] = field(default_factory=dict)
    pages: int = 0
    places: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    refused: Mapping[int, Refusal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadePacks:
    """The packs that are not empty: the bytes of each by file name, or where it stands, and its record."""

    files: Mapping[str, bytes | Path]
    known: PackFiles


@dataclass(frozen=True, slots=True)
class EarlierPacks:
    """The packs that an earlier build made of a meeting, and the folder of the site in which they stand."""

    known: PackFiles
    site: Path

    def standing(self, key: str, addresses: Mapping[str, str]) -> MadePacks | None:
        """Return the packs made of what `key` digests, unless one of them does not stand, at its address in the site, as it was finished."""
        if self.known.key != key:
            return None
        files = {name: self.site / addresses[name] for name in self.known.digests}
        try:
            digests = {name: digest(file) for name, file in files.items()}
        except OSError:
            return None
        return MadePacks(files, self.known) if digests == self.known.digests else None
