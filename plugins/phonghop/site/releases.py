"""A folder of numbered releases and the link that says which of them is live.

::

    DIR/live -> releases/000042     what a web server serves; exchanged by one rename, which is atomic
    DIR/.left -> releases/000043    the newest that somebody went back from; absent where nobody ever did
    DIR/releases/000041/            whole sites; files that did not change are one file with several names
    DIR/releases/.partial/          being made; and .removed/, being removed: what a stopped publisher leaves, the next clears
    DIR/.lock                       held while one publishes; the system lets go of it however that one ends

What has a number is whole and on the disk; no number is used twice. A release above the live one never went live or was
withdrawn, and goes before another goes live, so that nobody goes back to it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from phonghop.text.problems import Place, PortalError, Problem

KEPT = 5
"""Releases that stay, the live one among them."""

_DIGITS = 6


class Releases:
    """The releases below `folder`, which need not exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.link = folder / "live"
        self.partial = folder / "releases" / ".partial"
        self._removed = folder / "releases" / ".removed"
        self._left = folder / ".left"

    def release(self, number: int) -> Path:
        """Return the folder of a release."""
        return self.folder / "releases" / f"{number:0{_DIGITS}}"

    def numbers(self) -> list[int]:
        """Return the numbers of all releases, ascending."""
        names = (path.name for path in (self.folder / "releases").iterdir())
        return sorted(int(name) for name in names if name.isdecimal() and len(name) >= _DIGITS)

    def live(self) -> int | None:
        """Return the number of the live release; the newest where the link is lost, none before the first.

        Raises:
            PortalError: something that is no link of ours has its name.
        """
        numbers = self.numbers()
        if self.is_linked():
            return int(self.link.readlink().name)
        if not self.link.is_symlink() and self.link.exists():
            raise PortalError([Problem(Place(str(self.link)), "PH905")])
        return numbers[-1] if numbers else None

    def is_linked(self) -> bool:
        """Return whether the link leads to a release that is there."""
        name = self.link.readlink().name if self.link.is_symlink() else ""
        return name.isdecimal() and int(name) in self.numbers()

    @contextmanager
    def only_publisher(self) -> Iterator[None]:
        """Keep every other publisher out, and remove what one left that was stopped.

        Raises:
            PortalError: another one is at work; or the system refuses, as it does when the disk is full.
        """
        try:
            make_folder(self.folder / "releases")
            lock = os.open(self.folder / ".lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o644)
            try:
                _hold(lock, self.folder)
                self._clear()
                try:
                    yield
                finally:
                    self._clear()
            finally:
                os.close(lock)
        except OSError as error:
            place = Place(str(error.filename or self.folder))
            raise PortalError([Problem(place, "PH904", {"reason": error.strerror or error})]) from error

    def number(self, number: int) -> None:
        """Make the partial release the one numbered `number`."""
        self.name(self.release(number))

    def name(self, target: Path) -> None:
        """Let what was made be `target`, once all of it is on the disk; its files already are."""
        for folder, _, _ in os.walk(self.partial, topdown=False):
            to_disk(Path(folder))
        self.partial.rename(target)
        to_disk(target.parent)

    def go_live(self, number: int) -> None:
        """Let the link say `number`, in one step, for good."""
        self._point(self.link, number)

    def go_back(self, live: int, number: int) -> None:
        """Let the earlier release `number` go live in the place of `live`, which is left."""
        self._point(self._left, max(live, self._newest_left()))
        self.go_live(number)

    def left(self, live: int | None) -> list[Path]:
        """Return the releases above the live one from which somebody went back."""
        return [self.release(n) for n in self.numbers() if live and live < n <= self._newest_left()]

    def _newest_left(self) -> int:
        return int(self._left.readlink().name) if self._left.is_symlink() else 0

    def _point(self, link: Path, number: int) -> None:
        new = self.folder / ".live"
        new.unlink(missing_ok=True)
        new.symlink_to(self.release(number).relative_to(self.folder))
        new.replace(link)
        to_disk(self.folder)

    def withdraw(self, above: int | None) -> None:
        """Remove the releases newer than the live one, but for the newest, which is about to go live."""
        for number in self.numbers()[:-1]:
            if above is not None and number > above:
                self._remove(number)

    def forget(self, kept: int) -> None:
        """Remove all but the newest `kept` releases."""
        for number in self.numbers()[:-kept]:
            self._remove(number)

    def _remove(self, number: int) -> None:
        """Take the number away first: what has one is whole."""
        shutil.rmtree(self._removed, ignore_errors=True)
        self.release(number).rename(self._removed)
        shutil.rmtree(self._removed, ignore_errors=True)

    def _clear(self) -> None:
        shutil.rmtree(self.partial, ignore_errors=True)
        shutil.rmtree(self._removed, ignore_errors=True)


def make_folder(folder: Path) -> None:
    """Make `folder` and those above it that are missing, open to all readers whatever the umask."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def _hold(lock: int, folder: Path) -> None:
    import fcntl  # noqa: PLC0415 absent on Windows, where nobody publishes

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PortalError([Problem(Place(str(folder)), "PH903")]) from error


def to_disk(path: Path) -> None:
    """Wait until what a file holds, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
