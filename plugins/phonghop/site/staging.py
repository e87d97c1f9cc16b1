"""A build beside the last good one, exchanged only when it is whole."""

from __future__ import annotations

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


def write(content: bytes | Path, target: Path, before: Path, kept: Path) -> None:
    """Write `content`, or what the file that it names holds, to `target`, whose folders need not be there yet.

    A file that is as it was before stays the same file, so that browsers which have it need not fetch it again.

    Args:
        content: bytes, or the path of a file.
        target: where the file has to be.
        before: where it was in the site that stands.
        kept: a folder whose files are never changed, only replaced: they are linked instead of copied.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Path):
        if not (kept in content.parents and _linked(content, target)):
            shutil.copyfile(content, target)
    elif not (_holds(before, content) and _linked(before, target)):
        target.write_bytes(content)


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False


def _linked(file: Path, target: Path) -> bool:
    """Make `target` another name of `file`, where the file system can."""
    try:
        target.hardlink_to(file)
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
