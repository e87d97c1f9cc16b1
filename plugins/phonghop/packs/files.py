"""The files of a meeting's packs, made only when something that goes into them has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from phonghop.confined.workers import Workers
from phonghop.packs.archive import archive, index_page
from phonghop.packs.contents import Pack
from phonghop.packs.keeping import MadePacks, PackFiles
from phonghop.packs.volume import bound_pack
from phonghop.pages.templates import Pages
from phonghop.text.strings import Strings

WHOLE, NEW, BOUND = "whole.zip", "new.zip", "bound.pdf"
"""By what names the packs go here; `routes` has their addresses."""


def made_packs(
    pack: Pack, pages: Pages, t: Strings, at_work: Workers, earlier: Callable[[str], MadePacks | None]
) -> MadePacks:
    """Return the packs made of `pack`; those that `earlier` gives where they were made of what its argument digests."""
    archives = {name: entries for name, entries in ((WHOLE, pack.present), (NEW, pack.newest)) if entries}
    if not archives:
        return MadePacks({}, PackFiles())
    indexes = {name: index_page(pack, entries, pages, t) for name, entries in archives.items()}
    key = _key(pack, indexes)
    if standing := earlier(key):
        return standing
    files = {name: archive(pack, archives[name], index) for name, index in indexes.items()}
    bound = bound_pack(pack, t, at_work, pages.look)
    if bound.pdf:
        files[BOUND] = bound.pdf
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return MadePacks(files, PackFiles(key, digests, bound.pages, bound.places, bound.refused))


def _key(pack: Pack, indexes: Mapping[str, bytes]) -> str:
    """Return a digest of everything that the packs are made of: documents, words, pages. What makes them is the recipe's."""
    digest = hashlib.sha256(repr(pack).encode())
    for part in sorted(indexes.items()):
        digest.update(repr(part).encode())
    return digest.hexdigest()
