"""The files of a meeting's packs, made only when something that goes into them has changed."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from phonghop.confined.workers import Workers
from phonghop.packs.archive import archive, index_page
from phonghop.packs.contents import Pack
from phonghop.packs.keeping import KeptFile, kept
from phonghop.packs.volume import Refusal, bound_pack
from phonghop.pages.look import Look
from phonghop.pages.templates import Pages
from phonghop.text.strings import Strings

WHOLE = "tron-bo.zip"
NEW = "tron-bo-moi.zip"
BOUND = "tron-bo.pdf"

_PLACES = "places.json"
_PACKAGE = Path(__file__).parent.parent
_MADE_BY = ("pikepdf", "typst")


@dataclass(frozen=True, slots=True)
class MadePacks:
    """The packs that are not empty, by file name, and where documents stand in the bound one.

    Attributes:
        pages: how many pages the bound one has, 0 when there is none.
        places: the first and last page of each document, counted from 1, by its number in the pack.
        refused: why each other file is not in the bound one, by its number.
    """

    files: Mapping[str, KeptFile]
    pages: int
    places: Mapping[int, tuple[int, int]]
    refused: Mapping[int, Refusal]


def made_packs(pack: Pack, pages: Pages, t: Strings, folder: Path | None, at_work: Workers) -> MadePacks:
    """Return the packs made of `pack`, taken from `folder` where they are kept, if anywhere."""
    archives = {name: entries for name, entries in ((WHOLE, pack.present), (NEW, pack.newest)) if entries}
    if not archives:
        return MadePacks({}, 0, {}, {})
    indexes = {name: index_page(pack, entries, pages, t) for name, entries in archives.items()}

    def make() -> Iterator[tuple[str, bytes]]:
        for name, index in indexes.items():
            yield name, archive(pack, archives[name], index)
        yield from _bound(pack, t, at_work, pages.look)

    return _with_places(dict(kept(folder, _key(pack, indexes, t), make)))


def _bound(pack: Pack, t: Strings, at_work: Workers, look: Look) -> Iterator[tuple[str, bytes]]:
    bound = bound_pack(pack, t, at_work, look)
    if bound.pdf:
        yield BOUND, bound.pdf
    told = (bound.pages, list(bound.places.items()), list(bound.refused.items()))
    yield _PLACES, json.dumps(told).encode()


def _with_places(files: dict[str, KeptFile]) -> MadePacks:
    told = files.pop(_PLACES).content
    pages, places, refused = json.loads(told.read_bytes() if isinstance(told, Path) else told)
    return MadePacks(files, pages, {n: (first, last) for n, (first, last) in places}, dict(refused))


def _key(pack: Pack, indexes: Mapping[str, bytes], t: Strings) -> str:
    """Return a digest of everything that the packs are made of: documents, words, pages, and what makes them."""
    digest = hashlib.sha256(_recipe())
    for part in (repr(pack), repr(sorted(t.table.items())), *map(repr, sorted(indexes.items()))):
        digest.update(part.encode())
    return digest.hexdigest()


@cache
def _recipe() -> bytes:
    """Return a digest of this package's modules, templates and typefaces, and of the libraries that use them."""
    digest = hashlib.sha256(repr([importlib.metadata.version(name) for name in _MADE_BY]).encode())
    for file in sorted(_PACKAGE.rglob("*")):
        if file.suffix in (".py", ".typ", ".ttf"):
            digest.update(file.read_bytes())
    return digest.digest()
