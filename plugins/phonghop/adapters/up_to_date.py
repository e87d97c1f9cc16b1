"""Whether the site that stands was built from what is there now, so that a build has nothing to do.

The database holds one fingerprint of every file that the last build could have read, made of inode numbers, sizes and times. No
program can choose a file's change time (``st_ctime``), which git trusts in the same way. The files of the site are compared with the database
likewise (`phonghop.site.exchange`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from errno import ELOOP
from hashlib import sha256
from pathlib import Path

from phonghop import git
from phonghop.database import Database, clock_of
from phonghop.site.exchange import Tree

_NAME = "up to date"


@dataclass(frozen=True, slots=True)
class Build:
    """A build as it ended.

    Attributes:
        how: what decided which site was built, besides files.
        read: a digest of everything that could have been read; empty where something was being changed meanwhile.
        site: the folder of the site.
        moment: when it was built.
        until: the moment from which the same files would give another site.
        told: the lines of its warnings.
    """

    how: str
    read: str
    site: str
    moment: str
    until: str
    told: tuple[str, ...]


def standing_build(database: Database, how: str, read: str, now: datetime, tree: Tree) -> Build | None:
    """Return the last build, if another at the moment `now` would give the same site once more; `tree` is that site."""
    text = database.recall(_NAME)
    build = Build(**json.loads(text)) if text else None
    if build is None or not read or (build.how, build.read) != (how, read):
        return None
    if not datetime.fromisoformat(build.moment) <= now < datetime.fromisoformat(build.until):
        return None
    return build if build.site == str(tree.site) and tree.is_as_written() else None


def keep(database: Database, build: Build) -> None:
    """Remember a build."""
    database.note(_NAME, json.dumps(asdict(build)))


def forget(database: Database) -> None:
    """Forget the last build: another has begun."""
    database.note(_NAME, None)


def read_below(root: Path, folders: Collection[Path], site: Path, cache: Path | None) -> str:
    """Return a digest of everything that a build of `root` can read there and in further `folders`, and of the last commit.

    It is empty where something cannot be read, is a link to a folder elsewhere, or was changed in the same tick of the file
    system's clock as this is asked. Hidden files, virtual environments, compiled modules and the site itself are
    nothing that a build reads.
    """
    digest = sha256(repr(git.answer(root, "rev-parse", "HEAD", "--is-shallow-repository")).encode())
    digest.update(repr(os.environ.get("SOURCE_DATE_EPOCH")).encode())
    now = clock_of(cache) if cache else 0
    with suppress(OSError):
        for folder in (root, *folders):
            for path, known in _below(str(folder), str(site)):
                if known.st_ctime_ns >= now:
                    return ""
                line = f"{path}\0{known.st_ino} {known.st_size} {known.st_mtime_ns} {known.st_ctime_ns}\n"
                digest.update(line.encode("utf-8", "surrogateescape"))
        return digest.hexdigest()
    return ""


def _below(folder: str, site: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield everything below `folder` that is no folder; names are texts here, not paths, for there are thousands."""
    with os.scandir(folder) as entries:
        entries_in_order = sorted(entries, key=lambda entry: entry.name)
    for entry in entries_in_order:
        if entry.name[0] == "." or entry.name == "__pycache__" or entry.path == site:
            continue
        if not entry.is_dir():
            yield entry.path, entry.stat()
        elif entry.is_symlink():
            raise OSError(ELOOP, os.strerror(ELOOP), entry.path)
        elif not os.path.exists(f"{entry.path}/pyvenv.cfg"):
            yield from _below(entry.path, site)
