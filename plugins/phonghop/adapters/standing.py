"""Whether the site that stands was built from what is there now, so that a build has nothing to do.

Remembered of a build is how the file system knows every file that it could have read and every file that it wrote. A file
that was read is the same while its number, size and times are: no program can choose the time at which a file was changed
in any way (``st_ctime``; git trusts it in the same way). A file that was written may get further names meanwhile, which
changes that time alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from errno import ELOOP
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from phonghop.store import Cache, Records

State: TypeAlias = Callable[[str], str]
"""Tells what of a file has to stay the same."""

_NAME = "standing"


@dataclass(frozen=True)
class Files:
    """Files and folders as the file system knows them: their names, one after the other, and a digest of what it knows."""

    names: str
    digest: bytes

    @classmethod
    def of(cls, paths: Iterable[str], state: State) -> Files:
        """Return the files at `paths`, of which `state` tells what counts."""
        names = "\0".join(paths)
        return cls(names, _digest(names, state))

    def are(self, state: State) -> bool:
        """Return whether `state` still tells the same of them.

        Raises:
            OSError: one is gone.
        """
        return _digest(self.names, state) == self.digest


def _digest(names: str, state: State) -> bytes:
    return sha256("\n".join(map(state, names.split("\0"))).encode()).digest()


@dataclass(frozen=True)
class Standing:
    """A site as it was built.

    Attributes:
        made_by: a digest of everything that decides what is built and is no file of the project.
        read: everything below the project that could have been read.
        site: its folder.
        beside: the names in the folder that the site is in: the time of that folder changes with every build.
        written: everything in the site.
        until: the moment from which the same files would give another site.
        told: the warnings that belong to it.
    """

    made_by: str
    read: Files
    site: str
    beside: frozenset[str]
    written: Files
    until: datetime
    told: tuple[str, ...]

    def holds(self, made_by: str, now: datetime) -> bool:
        """Return whether a build at the moment `now` would give the same site once more."""
        try:
            return (
                self.made_by == made_by
                and now < self.until
                and names_beside(self.site) == self.beside
                and self.read.are(_as_read)
                and self.written.are(_as_written)
            )
        except OSError:
            return False


class StandingSites:
    """The part of a cache that remembers sites, each by the way in which it is built."""

    def __init__(self, cache: Cache, *how: object) -> None:
        """Take what decides which site is built, such as the file of settings."""
        self._records = Records(cache.below(_NAME))
        self._folder = cache.folder / _NAME
        self._record = sha256(repr(how).encode()).hexdigest()

    def load(self) -> Standing | None:
        """Return the site that was built last in this way."""
        found = self._records.load(self._record)
        return found if isinstance(found, Standing) else None

    def begin(self) -> int:
        """Forget the site, and return the moment, by the file system's own clock, before which files must have changed.

        Where nothing can be remembered, that is before all time.
        """
        with suppress(OSError):
            (self._folder / self._record).unlink(missing_ok=True)
            self._folder.mkdir(parents=True, exist_ok=True)
            mark = self._folder / "begun"
            mark.write_bytes(b"")
            return mark.stat().st_ctime_ns
        return 0

    def keep(self, standing: Standing, begun: int) -> None:
        """Remember a site, unless a file that it was made from has changed since its build had `begun`."""
        if all(os.stat(path).st_ctime_ns < begun for path in standing.read.names.split("\0")):
            self._records.store(self._record, standing)


def read_below(root: Path, folders: Collection[Path], site: Path) -> Files:
    """Return everything that a build of `root` can read there and in further `folders`.

    Hidden files, virtual environments, compiled modules and the site itself are nothing that it reads.

    Raises:
        OSError: something cannot be read, or is a link to a folder elsewhere.
    """
    passed_over = {str(site.with_name(f"{site.name}{ending}")) for ending in ("", ".new", ".old")}
    found = {path: None for folder in (root, *folders) for path in _below(str(folder), passed_over)}
    found.pop(str(site.parent), None)
    return Files.of(found, _as_read)


def written_below(site: Path) -> Files:
    """Return everything in the finished `site`."""
    return Files.of(_below(str(site), ()), _as_written)


def names_beside(site: str) -> frozenset[str]:
    """Return the names of everything that is not hidden in the folder that `site` is in."""
    return frozenset(name for name in os.listdir(os.path.dirname(site)) if name[0] != ".")


def _below(folder: str, passed_over: Collection[str]) -> Iterator[str]:
    """Yield `folder` and everything in it; names are texts here, not paths, for there are a hundred thousand."""
    yield folder
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] == "." or entry.name == "__pycache__" or entry.path in passed_over:
                continue
            if not entry.is_dir():
                yield entry.path
            elif entry.is_symlink():
                raise OSError(ELOOP, os.strerror(ELOOP), entry.path)
            elif not os.path.exists(f"{entry.path}/pyvenv.cfg"):
                yield from _below(entry.path, passed_over)


def _as_read(path: str) -> str:
    found = os.stat(path)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _as_written(path: str) -> str:
    found = os.stat(path)
    return f"{found.st_ino} {found.st_size} {found.st_mtime_ns}"
