"""Results kept between runs, under names made of everything that they depend on. Deleting them is always safe.

Classes whose values are kept in numbers have no slots: those without them are read back several times as fast.

What is kept is sealed with a key that lies outside the project, because reading it back can run code: a record that came
with the project's files, or was damaged, is not read at all, and its result is made anew.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import pickle
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar

T = TypeVar("T")

CACHE_FOLDER = ".cache/phonghop"
"""Where a project keeps them, relative to its folder."""

_KEY_BYTES = 32
_SEAL_BYTES = hashlib.sha256().digest_size
_RECIPE_ENDINGS = frozenset({".py", ".toml", ".typ", ".ttf", ".html", ".css"})


@dataclass(frozen=True, slots=True)
class Cache:
    """Where a machine keeps results of one project: a folder, and the key of the seals."""

    folder: Path
    key: bytes

    def below(self, name: str) -> Cache:
        """Return the part of it that is called `name`."""
        return Cache(self.folder / name, self.key)

    def sealed(self, value: object) -> bytes:
        """Return `value` as a record that this machine will read back."""
        record = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return hmac.digest(self.key, record, "sha256") + record

    def unsealed(self, data: bytes) -> object | None:
        """Return the value of a record, None where it is not one that this machine has written."""
        seal, record = data[:_SEAL_BYTES], data[_SEAL_BYTES:]
        if not hmac.compare_digest(seal, hmac.digest(self.key, record, "sha256")):
            return None
        value: object = pickle.loads(record)  # noqa: S301 - sealed
        return value


class Records:
    """Values by name in a folder of a cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._used: set[str] = set()

    def load(self, name: str) -> object | None:
        """Return the value that was kept as `name`, None where there is none to be trusted."""
        try:
            value = self._cache.unsealed((self._cache.folder / name).read_bytes())
        except OSError:
            return None
        if value is not None:
            self._used.add(name)
        return value

    def store(self, name: str, value: object) -> None:
        """Keep `value` as `name`, whole or not at all. A cache that cannot be written is no reason to stop."""
        self._used.add(name)
        with suppress(OSError):
            self._cache.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._cache.folder, delete=False) as stream:
                stream.write(self._cache.sealed(value))
            Path(stream.name).replace(self._cache.folder / name)

    def remembered(self, made_of: object, kind: type[T], make: Callable[[], T]) -> T:
        """Return what `make` makes of `made_of`, which names everything that it depends on: kept if it is known."""
        name = _digest(made_of)
        value = self.load(name)
        if not isinstance(value, kind):
            value = make()
            self.store(name, value)
        return value

    def forget_unused(self) -> None:
        """Delete what was neither loaded nor stored since this was made."""
        forget(self._cache.folder, self._used)


def _digest(value: object) -> str:
    """Return a digest of plain data: equal values have equal digests, whichever of their parts are one object.

    Sets are no plain data: they are in another order in another process.
    """
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return hashlib.sha256(stream.getbuffer()).hexdigest()


def forget(folder: Path, used: Iterable[str]) -> None:
    """Delete everything in `folder` but what is named in `used`."""
    kept = frozenset(used)
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name in kept:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry, ignore_errors=True)
            else:
                Path(entry).unlink()


def used(entry: Path) -> None:
    """Mark an entry of a folder as the one changed last."""
    with suppress(OSError):
        os.utime(entry)


def forget_oldest(folder: Path, kept: int) -> None:
    """Delete everything in `folder` but the `kept` entries that were changed last."""
    with suppress(OSError):
        entries = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        forget(folder, (entry.name for entry in entries[:kept]))


def machine_key(file: Path | None) -> bytes:
    """Return the key in `file`, made when there is none; where none can be kept, one that nobody knows again."""
    if file is None:
        return secrets.token_bytes(_KEY_BYTES)
    with suppress(OSError):
        key = file.read_bytes()
        if len(key) == _KEY_BYTES:
            return key
    key = secrets.token_bytes(_KEY_BYTES)
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as stream:  # readable by its owner only
            stream.write(key)
        Path(stream.name).replace(file)
    return key


def recipe(*folders: Path) -> bytes:
    """Return a digest of what makes results: code, templates and typefaces below `folders`, and every library."""
    digest = hashlib.sha256(_libraries())
    for folder in folders:
        for file in sorted(p for p in folder.rglob("*") if p.suffix in _RECIPE_ENDINGS):
            digest.update(f"{file.relative_to(folder)}\n".encode() + file.read_bytes())
    return digest.digest()


@cache
def _libraries() -> bytes:
    """Return names and versions of everything installed, by folders such as "qrcode-8.2.dist-info"."""
    places = (Path(place) for place in sys.path)
    names = sorted(found.name for place in places if place.is_dir() for found in place.glob("*.dist-info"))
    return "\n".join((sys.version, *names)).encode()
