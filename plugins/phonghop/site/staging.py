"""A build beside the last good one, exchanged only when it is whole."""

# ruff: noqa: PTH103, PTH123 - paths as objects cost more than the files

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

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
        self._made: set[str] = set()

    def write(self, address: str, content: bytes | Path) -> None:
        """Write `content`, or what the file that it names holds, to `address`."""
        target = self._folder + address
        parent = target.rpartition("/")[0]
        if parent not in self._made:
            os.makedirs(parent, exist_ok=True)
            self._made.add(parent)
        if isinstance(content, Path):
            source = str(content)
            if not (source.startswith(self._kept) and _linked(source, target)):
                shutil.copyfile(source, target)
        elif not (_holds(self._before + address, content) and _linked(self._before + address, target)):
            with open(target, "wb") as stream:
                stream.write(content)


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


def exchange(staging: Path, site: Path) -> None:
    """Put `staging` in the place of `site`; the old one is removed only after the new one stands."""
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    staging.rename(site)
    shutil.rmtree(old, ignore_errors=True)
