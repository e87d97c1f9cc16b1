"""The site that is being built: the one before last, brought up to date beside the one that stands, then put in its place.

Outputs are nowhere but in these two folders; the database knows what each file of them holds. No file of the site that stands
is ever written into: the other has its own, or a further name of the same.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from phonghop.database import Database
from phonghop.site.checksums import CHECKSUMS, digest, relisted
from phonghop.site.survey import Survey, state_of
from phonghop.text.problems import Place, Problem

_SITE = {"index.html", "404.html"}
_PREVIOUS = "previous"
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_WORTH_HELP = 2_000
"""Files that take about as long to look at as a second process takes to start."""


def folder_problems(site: Path, by_hand: Path, meetings: Path, settings: str) -> Iterator[Problem]:
    """Yield what is wrong with where a build would read and write.

    Args:
        site: the folder that will be replaced.
        by_hand: the folder of pages written by hand.
        meetings: the folder of meetings, beside which everything else of the project stands.
        settings: the file of settings, for the place of the problem.
    """
    site, by_hand, meetings = site.resolve(), by_hand.resolve(), meetings.resolve()
    if _overlap(by_hand, meetings):
        yield Problem(Place(settings), "PH807", {"folder": by_hand.name})
    if (
        meetings.is_relative_to(site)
        or _overlap(site, by_hand)
        or _overlap(site, meetings)
        or _is_foreign(site)
    ):
        yield Problem(Place(settings), "PH806", {"folder": site.name})
    for folder in (site, site.parent):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            yield Problem(Place(settings), "PH811", {"folder": folder})


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _is_foreign(site: Path) -> bool:
    """Return whether something is there that is no site."""
    if not site.exists():
        return False
    return not site.is_dir() or not ({p.name for p in site.iterdir()} & _SITE or not any(site.iterdir()))


class Tree:
    """A site in the making; names are texts here, not paths, for there may be a hundred thousand."""

    def __init__(self, database: Database, site: Path, *, is_ours: bool = False) -> None:
        """Take the database that knows the files, and the folder of the site that stands.

        `is_ours` where no other hands are looked for: this process has written the site, and shows it only here.
        """
        self.database, self.site = database, site
        self._previous = _place_beside(site, database.folder)
        self._new = f"{self._previous}/"
        self._build = 0
        self._number = 0
        """What a `Survey` of the site will tell."""
        self._folders: set[str] = set()
        self.changed: list[str] = []
        """The addresses of files that were written, in this build."""
        self.dropped = 0
        self.is_clean = True
        """Whether the site that stands holds what was written, and nothing else: it is what the next build begins with."""
        self._survey: Survey | None = None
        self._is_ours = is_ours

    @property
    def folder(self) -> Path:
        """Where the site is being built."""
        return self._previous

    def recover(self) -> None:
        """Complete a build that was stopped just before its exchange, or in the middle of it, with everything else done."""
        finished = self.database.recall("site")
        if finished and _identity(self.site) != finished == _identity(self._previous):
            _exchange(self._previous, self.site)

    def begin(self) -> bool:
        """Bring the folder beside to what the site that stands is; return whether any of it is known.

        If not, everything has to be made anew.
        """
        database = self.database
        self._build = (database.recall("build") or 0) + 1
        stands, beside = _identity(self.site), _identity(self._previous)
        is_known = stands is not None and stands == database.recall("site")
        has_version = beside is not None and beside == database.recall("beside")
        version = database.recall("version") if has_version else None
        database.note("version", None)
        self.is_clean = is_known
        if version is None or not is_known:
            shutil.rmtree(self._previous, ignore_errors=True)
            self._previous.mkdir(parents=True)
            version = -1
        if not is_known:
            return False
        self._number = database.recall("number") or 0
        for (address,) in database.all("SELECT address FROM dropped WHERE build > ?", version):
            self._remove(address)
        for (address,) in database.all("SELECT address FROM output WHERE build > ?", version):
            self._link(address)
        return True

    def look_ahead(self) -> None:
        """Begin to look at the files of the site that stands, for `is_as_written` to answer soon; a build that was stopped is completed first."""
        self.recover()
        is_large = bool(self.database.all("SELECT 1 FROM output LIMIT 1 OFFSET ?", _WORTH_HELP))
        self._survey = Survey(str(self.site), has_help=is_large)

    def close(self) -> None:
        """End a look that nobody has asked for."""
        if self._survey:
            self._survey.close()
            self._survey = None

    def is_as_written(self) -> bool:
        """Return whether the site that stands holds what was written, and nothing else."""
        if self._is_ours:
            return True
        survey, self._survey = self._survey or Survey(str(self.site), has_help=False), None
        return bool(survey.number() == self.database.recall("number"))

    def lost(self) -> list[str]:
        """Return the owners of files that other hands have changed or deleted, and forget these files."""
        self.is_clean = False
        rows = self.database.all("SELECT address, owner, state FROM output")
        lost = [(a, owner) for a, owner, state in rows if state_of(f"{self.site}/{a}", a) != state]
        for address, _ in lost:
            self._remove(address)
        self.database.write_all("DELETE FROM output WHERE address = ?", ((address,) for address, _ in lost))
        self._number = self.database.value("SELECT SUM(state) FROM output") or 0
        return sorted({owner for _, owner in lost})

    def put(self, owner: str, address: str, content: bytes | Path | Iterable[bytes]) -> None:
        """Let the file at `address` hold `content`, in one or in pieces, or what the file that it names holds."""
        rows = self.database.all("SELECT sha256, owner, state FROM output WHERE address = ?", address)
        before, its_owner, number = rows[0] if rows else ("", "", 0)
        target = self._new + address
        if isinstance(content, Path):
            held = digest(content)
        elif isinstance(content, bytes):
            held = sha256(content).hexdigest()
        else:
            self._clear(target)
            held = _written(target, content)
        if before == held:
            if not isinstance(content, bytes | Path):
                self._link(address)
            if its_owner != owner:
                self.database.write("UPDATE output SET owner = ? WHERE address = ?", owner, address)
            return
        if isinstance(content, Path):
            self._clear(target)
            shutil.copyfile(content, target)
            held = digest(Path(target))  # somebody may have written into it meanwhile
        elif isinstance(content, bytes):
            self._clear(target)
            _written(target, (content,))
        state = state_of(target, address) or 0
        self.database.write(
            "INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?)", address, owner, held, self._build, state
        )
        self._number += state - number
        self.changed.append(address)

    def keep_only(self, owner: str, addresses: Iterable[str]) -> None:
        """Drop every file of `owner` but those at `addresses`."""
        kept = frozenset(addresses)
        for address, state in self.database.all("SELECT address, state FROM output WHERE owner = ?", owner):
            if address not in kept:
                self._drop(address)
                self._number -= state

    def _drop(self, address: str) -> None:
        self._remove(address)
        self.dropped += 1
        self.database.write("DELETE FROM output WHERE address = ?", address)
        self.database.write("INSERT OR REPLACE INTO dropped VALUES (?, ?)", address, self._build)

    def checksums(self) -> Iterator[bytes]:
        """Yield pieces of the list of all files but itself: of the list that stands, with what has changed since."""
        stands = self.is_clean and self.database.all("SELECT 1 FROM output WHERE address = ?", CHECKSUMS)
        changes = self.database.each(
            "SELECT address, MAX(sha256) FROM (SELECT address, sha256 FROM output WHERE build >= ?1"
            " UNION ALL SELECT address, '' FROM dropped WHERE build >= ?1)"
            " WHERE address <> ?2 GROUP BY address ORDER BY address",
            self._build if stands else 0,
            CHECKSUMS,
        )
        with (self.site / CHECKSUMS).open("rb") if stands else BytesIO() as listed:
            yield from relisted(listed, changes)

    def finish(self) -> None:
        """Note that the folder beside is what stands from now on; the exchange itself follows when this is certain."""
        database = self.database
        database.note("build", self._build)
        database.note("number", self._number)
        database.note("site", _identity(self._previous))
        database.note("beside", _identity(self.site))
        database.note("version", self._build - 1 if self.is_clean else None)
        database.write("DELETE FROM dropped WHERE build < ?", self._build - 1)

    def exchange(self) -> None:
        """Put the finished site in its place, in one step."""
        _exchange(self._previous, self.site)

    def _remove(self, address: str) -> None:
        folder = (self._new + address).rpartition("/")[0]
        with suppress(OSError):
            os.unlink(self._new + address)
            os.removedirs(folder)
        os.makedirs(self._new, exist_ok=True)
        # Folders that are empty now are gone with it.
        self._folders -= {folder, *_between(self._new, folder)}

    def _link(self, address: str) -> None:
        """Make the file that stands at `address` the one beside as well."""
        target = self._new + address
        self._clear(target)
        try:
            os.link(f"{self.site}/{address}", target)
        except FileNotFoundError:
            pass  # somebody has deleted it: `lost` tells
        except OSError:
            shutil.copy2(f"{self.site}/{address}", target)

    def _clear(self, target: str) -> None:
        """Make room for a file, with a folder around it."""
        parent = target.rpartition("/")[0]
        if parent not in self._folders:
            for folder in (*_between(self._new, parent), parent):
                if os.path.isfile(folder):
                    os.unlink(folder)
            os.makedirs(parent, exist_ok=True)
            self._folders.add(parent)
        if os.path.isdir(target):
            shutil.rmtree(target)
            self._folders = {folder for folder in self._folders if not folder.startswith(target)}
        with suppress(FileNotFoundError):
            os.unlink(target)


def _written(target: str, pieces: Iterable[bytes]) -> str:
    """Write `pieces` into the file `target`; return their SHA-256 in hexadecimal."""
    whole = sha256()
    with open(target, "wb") as stream:
        for piece in pieces:
            whole.update(piece)
            stream.write(piece)
    return whole.hexdigest()


def _between(folder: str, below: str) -> Iterator[str]:
    """Yield the folders between `folder` and `below`, outermost first."""
    parts = below.removeprefix(folder).split("/")
    return (folder + "/".join(parts[:n]) for n in range(1, len(parts)))


def _place_beside(site: Path, cache: Path | None) -> Path:
    """Return where the other folder is: with the database where that is on the same file system, else beside the site."""
    parent = next(folder for folder in (site.parent, *site.parent.parents) if folder.exists())
    if cache and cache.is_dir() and cache.stat().st_dev == parent.stat().st_dev:
        return cache / f"{_PREVIOUS}-{sha256(str(site).encode()).hexdigest()[:8]}"
    return site.with_name(f".{site.name}.{_PREVIOUS}")


def _identity(folder: Path) -> str | None:
    """Return how the file system knows a folder."""
    try:
        known = folder.lstat()
    except OSError:
        return None
    return f"{known.st_dev} {known.st_ino}"


def _exchange(new: Path, site: Path) -> None:
    """Let two folders change places in one step; where the system has none, the site is missing between two renames.

    Whoever finds it missing then finds the other in its place, and completes the exchange (`Tree.recover`).
    """
    if not site.exists():
        site.parent.mkdir(parents=True, exist_ok=True)
        new.rename(site)
        return
    if _exchanged_at_once(new, site):
        return
    aside = new.with_name(f"{new.name}.aside")
    shutil.rmtree(aside, ignore_errors=True)
    site.rename(aside)
    new.rename(site)
    aside.rename(new)


def _exchanged_at_once(one: Path, other: Path) -> bool:
    """Exchange two names by ``renameat2(2)``; return whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if done == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
