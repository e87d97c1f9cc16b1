"""A build beside the last good one, exchanged only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from phonghop.site.checksums import files_below
from phonghop.text.problems import Place, Problem

_SITE = {"index.html", "404.html"}


def folder_problems(site: Path, by_hand: Path, meetings: Path, settings: str) -> Iterator[Problem]:
    """Yield what is wrong with where a build would read and write.

    Args:
        site: the folder that will be replaced.
        by_hand: the folder of pages written by hand.
        meetings: the folder of meetings, beside which everything else of the project stands.
        settings: the file that says so, for the place of the problem.
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


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def _is_foreign(site: Path) -> bool:
    """Return whether something is there that is no site."""
    if not site.exists():
        return False
    return not site.is_dir() or not ({p.name for p in site.iterdir()} & _SITE or not any(site.iterdir()))


def staging_folder(site: Path) -> Path:
    """Return an empty folder beside `site` to build in, on the same file system."""
    staging = site.with_name(f"{site.name}.new")
    shutil.rmtree(staging, ignore_errors=True)
    return staging


class Writer:
    """Writes files of a site, a hundred thousand of them when need be: names are texts here, not paths."""

    def __init__(self, folder: Path, before: Path, kept: Path) -> None:
        """Take where files have to be, and from where they may be linked instead of written.

        Args:
            folder: of the site that is built.
            before: of the site that stands. A file that is as it was there stays the same file, so that browsers which
                have it need not fetch it again.
            kept: a folder whose files are never changed, only replaced.
        """
        self._folder, self._before, self._kept = f"{folder}/", f"{before}/", f"{kept}/"
        self._written: set[str] = set()
        self._made: set[str] = set()

    def begin_with(self, spare: Path) -> None:
        """Begin with the site in `spare`, if there is one, instead of an empty folder: most of it need not be touched."""
        with suppress(OSError):
            Path(self._folder).rmdir()
        try:
            spare.rename(self._folder)
        except OSError:
            shutil.rmtree(spare, ignore_errors=True)

    def write(self, address: str, content: bytes | Path) -> None:
        """Write `content`, or what the file that it names holds, to `address`."""
        self._written.add(address)
        target = self._folder + address
        if isinstance(content, Path):
            source = str(content)
            may_be_linked = source.startswith(self._kept)
        else:
            source = self._before + address
            may_be_linked = _holds(source, content)
        if may_be_linked and _is_same(source, target):
            return
        # What is there may be a file of the site that stands under another name, and is never written into.
        self._clear(target)
        if may_be_linked and _linked(source, target):
            return
        if isinstance(content, Path):
            shutil.copyfile(content, target)
        else:
            with open(target, "wb") as stream:
                stream.write(content)

    def _clear(self, target: str) -> None:
        """Make room for a file, with a folder around it."""
        parent = target.rpartition("/")[0]
        if parent not in self._made:
            for folder in (*_between(self._folder, parent), parent):
                if os.path.isfile(folder):
                    os.unlink(folder)
            os.makedirs(parent, exist_ok=True)
            self._made.add(parent)
        if os.path.isdir(target):
            shutil.rmtree(target)
        with suppress(FileNotFoundError):
            os.unlink(target)

    def drop_others(self, expected: Iterable[str]) -> None:
        """Delete everything that was neither written nor is `expected` to be: it belongs to an earlier site."""
        mine = self._written.union(expected)
        for address in [address for address in files_below(Path(self._folder)) if address not in mine]:
            os.unlink(self._folder + address)
            with suppress(OSError):
                os.removedirs((self._folder + address).rpartition("/")[0])


def _between(folder: str, below: str) -> Iterator[str]:
    """Yield the folders between `folder` and `below`, outermost first."""
    parts = below.removeprefix(folder).split("/")
    return (folder + "/".join(parts[:n]) for n in range(1, len(parts)))


def _is_same(one: str, other: str) -> bool:
    """Return whether two names are those of one file."""
    try:
        found, wanted = os.stat(one), os.lstat(other)
    except OSError:
        return False
    return (found.st_ino, found.st_dev) == (wanted.st_ino, wanted.st_dev)


def _holds(file: str, content: bytes) -> bool:
    try:
        with open(file, "rb") as stream:
            return stream.read() == content
    except OSError:
        return False


def _linked(file: str, target: str) -> bool:
    """Make `target` another name of `file`, where the file system can."""
    try:
        os.link(file, target)
    except OSError:
        return False
    return True


def exchange(staging: Path, site: Path, spare: Path) -> None:
    """Put `staging` in the place of `site`, and the old one aside as `spare`: the next build begins with it."""
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    staging.rename(site)
    try:
        shutil.rmtree(spare, ignore_errors=True)
        old.rename(spare)
    except OSError:
        shutil.rmtree(old, ignore_errors=True)
