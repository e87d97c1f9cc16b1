"""The files of a meeting's packs, made only when something that goes into them has changed.

Those of an earlier build stand in the site itself and are used again while their cache key is the same. Their digests are
stored, so that a file that was changed or deleted since is made anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from phonghop.confined.workers import Workers
from phonghop.packs.archive import archive, index_page
from phonghop.packs.checksums import digest
from phonghop.packs.contents import Pack
from phonghop.packs.volume import Refusal, bound_pack
from phonghop.pages.templates import Pages

WHOLE, BOUND, NEW = "whole", "bound", "new"
"""The names of the packs; `routes` has their addresses."""


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The packs of a meeting as plain data.

    Attributes:
        key: a digest of everything that they are made of.
        digests: the SHA-256 of each file in hexadecimal, by the pack's name; of those that are not empty.
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
    """The packs that are not empty: the bytes of each by name, or where it stands, and its record."""

    files: Mapping[str, bytes | Path]
    record: PackFiles


@dataclass(frozen=True, slots=True)
class EarlierPacks:
    """The packs that an earlier build made of a meeting, and the folder of the site in which they stand."""

    record: PackFiles
    site: Path

    def standing(self, key: str, addresses: Mapping[str, str]) -> MadePacks | None:
        """Return the packs with the cache key `key`; None if there are none, or a file in the site is not as it was made."""
        if self.record.key != key:
            return None
        files = {name: self.site / addresses[name] for name in self.record.digests}
        try:
            digests = {name: digest(file) for name, file in files.items()}
        except OSError:
            return None
        return MadePacks(files, self.record) if digests == self.record.digests else None


def made_packs(
    pack: Pack, addresses: Mapping[str, str], earlier: EarlierPacks | None, pages: Pages, at_work: Workers
) -> MadePacks:
    """Return the packs made of `pack`, which stand at `addresses`: the `earlier` ones where nothing in them has changed."""
    archives = {name: entries for name, entries in ((WHOLE, pack.present), (NEW, pack.newest)) if entries}
    if not archives:
        return MadePacks({}, PackFiles())
    indexes = {name: index_page(pack, entries, pages) for name, entries in archives.items()}
    # The code that makes packs has no part in the key: a change of it drops the whole database.
    key = hashlib.sha256(repr((pack, indexes)).encode()).hexdigest()
    if standing := earlier and earlier.standing(key, addresses):
        return standing
    files = {name: archive(pack, archives[name], index) for name, index in indexes.items()}
    bound = bound_pack(pack, pages.t, at_work, pages.look)
    if bound.pdf:
        files[BOUND] = bound.pdf
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return MadePacks(files, PackFiles(key, digests, bound.pages, bound.places, bound.refused))
