"""Outputs of meetings kept between builds, each under a digest of everything that it is made of.

A meeting's outputs lie in a folder of their own: its files as they are served, so that a build only has to link them, and
one record of the rest. What is not as it was written is made anew, so the store can be damaged or deleted at any time.
The record is pickled: whoever can write into the store of a checkout can change the checkout's code as well.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import distributions
from pathlib import Path

from phonghop.site.meetings import MeetingOutputs
from phonghop.site.outputs import Asset, Output

_RECORD = "outputs.pickle"
_PACKAGE = Path(__file__).parent.parent
_RECIPE_ENDINGS = frozenset({".py", ".toml", ".typ", ".ttf", ".html", ".css"})


@dataclass(frozen=True, slots=True)
class _Seal:
    """A file as it was written: where neither size nor time have changed, its bytes are taken to be the same."""

    size: int
    changed: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> _Seal:
        found = file.stat()
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return cls(found.st_size, found.st_mtime_ns, sha256)

    def holds(self, file: Path) -> bool:
        found = file.stat()
        if (found.st_size, found.st_mtime_ns) == (self.size, self.changed):
            return True
        return found.st_size == self.size and self.of(file).sha256 == self.sha256


class Kept:
    """The store in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def load(self, key: str) -> MeetingOutputs | None:
        """Return what was kept as `key`; None when there is nothing, or it is not what was written."""
        place = self._folder / key
        try:
            digest, _, record = (place / _RECORD).read_bytes().partition(b"\n")
            if hashlib.sha256(record).hexdigest().encode() != digest:
                return None
            kept: tuple[MeetingOutputs, Mapping[str, _Seal]] = pickle.loads(record)  # noqa: S301 - our own, see above
            outputs, seals = kept
            if not all(seal.holds(place / name) for name, seal in seals.items()):
                return None
        except OSError:
            return None
        self._used.add(key)
        return replace(outputs, own=tuple(_placed(outputs.own, place)))

    def store(self, key: str, outputs: MeetingOutputs) -> None:
        """Keep `outputs` as `key`, whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=self._folder, prefix="draft-"))
        seals: dict[str, _Seal] = {}
        own = tuple(_written(outputs.own, draft, seals))
        record = pickle.dumps((replace(outputs, own=own), seals), pickle.HIGHEST_PROTOCOL)
        (draft / _RECORD).write_bytes(hashlib.sha256(record).hexdigest().encode() + b"\n" + record)
        place = self._folder / key
        shutil.rmtree(place, ignore_errors=True)
        try:
            draft.rename(place)
        except OSError:  # another build of the same has just put its own there
            shutil.rmtree(draft)

    def forget_unused(self) -> None:
        """Delete everything that was not loaded since this store was opened."""
        with suppress(OSError):
            for place in os.scandir(self._folder):
                if place.name not in self._used:
                    shutil.rmtree(place, ignore_errors=True)


def _written(outputs: Iterable[Output], folder: Path, seals: dict[str, _Seal]) -> Iterator[Output]:
    """Write the files of `outputs` into `folder`; yield the outputs with the names of these files as content."""
    for output in outputs:
        if not isinstance(output, Asset):
            yield output
            continue
        name = str(len(seals))
        file = folder / name
        if isinstance(output.content, Path):
            shutil.copyfile(output.content, file)
        else:
            file.write_bytes(output.content)
        seals[name] = _Seal.of(file)
        yield replace(output, content=Path(name))


def _placed(outputs: Iterable[Output], folder: Path) -> Iterator[Output]:
    for output in outputs:
        if isinstance(output, Asset):
            assert isinstance(output.content, Path)
            yield replace(output, content=folder / output.content)
        else:
            yield output


def recipe(templates: Path) -> bytes:
    """Return a digest of everything that outputs are made by: this package, the page templates, every library."""
    digest = hashlib.sha256(sys.version.encode())
    for folder in (_PACKAGE, templates):
        for file in sorted(p for p in folder.rglob("*") if p.suffix in _RECIPE_ENDINGS):
            digest.update(f"{file.relative_to(folder)}\n".encode() + file.read_bytes())
    for name in sorted(f"{found.name} {found.version}" for found in distributions()):
        digest.update(f"{name}\n".encode())
    return digest.digest()
