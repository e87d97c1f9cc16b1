"""Packs kept between builds, by what they are made of: what has not changed is not made again.

Each lies in a folder named after a digest of everything that goes into it, beside the checksums of its files. What does
not match its checksums is made anew, so the folder can be damaged, shared or deleted at any time. The last two stay, for
those who build two branches in turn.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.packs.checksums import checksum_lines, digest, read_checksums

_KEPT = 2


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file: its bytes or where it is kept, and its SHA-256 in hexadecimal."""

    content: bytes | Path
    sha256: str


Maker: TypeAlias = Callable[[], Iterable[tuple[str, bytes]]]
"""Makes files one after the other, so that only one of them need be in memory."""


def kept(folder: Path | None, key: str, make: Maker) -> Mapping[str, KeptFile]:
    """Return the files that `make` makes, by name: from `folder` if they are there already, and kept there if not.

    Args:
        folder: where the packs of this meeting are kept; None keeps nothing and gives the bytes themselves.
        key: a digest of everything that the files are made of.
        make: makes them.
    """
    if folder is None:
        return {name: KeptFile(data, hashlib.sha256(data).hexdigest()) for name, data in make()}
    place = folder / key
    found = _sound_files(place)
    if found is None:
        _write(place, make())
        found = _sound_files(place)
        assert found is not None
    _forget_others(folder, place)
    return found


def _sound_files(place: Path) -> Mapping[str, KeptFile] | None:
    """Return the files at `place` if all are there as they were written, else None."""
    try:
        digests = read_checksums((place / CHECKSUMS).read_bytes())
        found = (file for file in place.iterdir() if file.name != CHECKSUMS)
        files = {file.name: KeptFile(file, digest(file)) for file in found}
    except OSError:
        return None
    return files if digests == {name: file.sha256 for name, file in files.items()} else None


def _write(place: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Put `files` at `place` in one step, so that a build that is stopped leaves nothing half written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=place.parent))
    digests = {}
    for name, data in files:
        (draft / name).write_bytes(data)
        digests[name] = hashlib.sha256(data).hexdigest()
    (draft / CHECKSUMS).write_bytes(checksum_lines(digests))
    shutil.rmtree(place, ignore_errors=True)
    try:
        draft.rename(place)
    except OSError:  # another build of the same has just put its own there
        shutil.rmtree(draft)


def _forget_others(folder: Path, used: Path) -> None:
    """Delete all packs in `folder` but the one in use and those used last before it."""
    with suppress(OSError):
        os.utime(used)
        packs = sorted(folder.iterdir(), key=lambda pack: (pack == used, pack.stat().st_mtime_ns))
        for old in packs[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
