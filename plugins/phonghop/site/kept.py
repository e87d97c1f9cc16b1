"""Outputs of meetings kept between builds, each under a digest of everything that it is made of.

A meeting's outputs lie in a folder of their own: its files as they are served, so that a build only has to link them, and
one record of the rest. What is not as it was written is made anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from phonghop.site.checksums import digest
from phonghop.site.meetings import MeetingOutputs
from phonghop.site.outputs import Asset, Output, Page
from phonghop.store import Cache, forget

_RECORD = "record"


@dataclass(frozen=True)
class _Seal:
    """A file as it was written: where neither size nor time have changed, its bytes are taken to be the same."""

    size: int
    changed: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> _Seal:
        found = file.stat()
        return cls(found.st_size, found.st_mtime_ns, digest(file))

    def holds(self, file: str) -> bool:
        found = os.stat(file)  # noqa: PTH116 - twenty times for each meeting
        if (found.st_size, found.st_mtime_ns) == (self.size, self.changed):
            return True
        return found.st_size == self.size and digest(Path(file)) == self.sha256


@dataclass(frozen=True)
class _Record:
    """Outputs whose files lie beside them by the names that `seals` holds."""

    outputs: MeetingOutputs
    seals: Mapping[str, _Seal]


class Kept:
    """The part of a cache where meetings' outputs are kept."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self._folder = cache.folder
        self._used: set[str] = set()

    def has(self, key: str) -> bool:
        """Return whether something was kept as `key`; only `load` tells whether it can be trusted."""
        return (self._folder / key / _RECORD).exists()

    def load(self, key: str) -> MeetingOutputs | None:
        """Return what was kept as `key`; None when there is nothing, or it is not what was written."""
        place = self._folder / key
        try:
            record = self.cache.unsealed((place / _RECORD).read_bytes())
            if not isinstance(record, _Record):
                return None
            if not all(seal.holds(f"{place}/{name}") for name, seal in record.seals.items()):
                return None
        except OSError:
            return None
        self._used.add(key)
        return replace(record.outputs, own=tuple(_placed(record.outputs.own, place)))

    def store(self, key: str, outputs: MeetingOutputs) -> None:
        """Keep `outputs` as `key`, whole or not at all. A cache that cannot be written is no reason to stop."""
        place = self._folder / key
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
                draft = Path(folder, "draft")
                draft.mkdir()
                seals: dict[str, _Seal] = {}
                own = tuple(_written(outputs.own, draft, seals))
                record = _Record(replace(outputs, own=own), seals)
                (draft / _RECORD).write_bytes(self.cache.sealed(record))
                shutil.rmtree(place, ignore_errors=True)
                draft.rename(place)

    def forget_unused(self) -> None:
        """Delete everything that was not loaded since this store was opened."""
        forget(self._folder, self._used)


def _written(outputs: Iterable[Output], folder: Path, seals: dict[str, _Seal]) -> Iterator[Output]:
    """Write the files of `outputs` into `folder`; yield the outputs with the names of these files as content."""
    for output in outputs:
        name = str(len(seals))
        file = folder / name
        match output:
            case Asset(content=Path() as source):
                shutil.copyfile(source, file)
            case Asset(content=bytes() as content):
                file.write_bytes(content)
            case Page():
                file.write_bytes(output.body)
            case _:
                yield output
                continue
        seals[name] = _Seal.of(file)
        yield _at(output, Path(name))


def _placed(outputs: Iterable[Output], folder: Path) -> Iterator[Output]:
    for output in outputs:
        match output:
            case Asset(content=Path() as name) | Page(html=Path() as name):
                yield _at(output, folder / name)
            case _:
                yield output


def _at(output: Asset | Page, file: Path) -> Asset | Page:
    """Return `output` with what it holds in `file`."""
    return replace(output, content=file) if isinstance(output, Asset) else replace(output, html=file)
