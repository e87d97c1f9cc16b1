"""What a finished site consists of: every file's SHA-256, in the form that ``sha256sum -c`` checks."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.packs.checksums import digest, read_checksums

__all__ = ["CHECKSUMS", "digest", "entries_below", "files_below", "read_checksums", "relisted"]

_DIGEST = 66
"""Characters of a line before the address."""
_LONGEST = 5_000
"""More bytes than a line has: no system knows longer names of files than 4,096."""
_PIECE = 1 << 17
"""Bytes that are read at once."""


def entries_below(folder: str | Path, address: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield everything below `folder` that is no folder, by address, links unfollowed, in the order of code points."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from entries_below(entry.path, f"{address}{entry.name}/")
        else:
            yield address + entry.name, entry


def files_below(folder: Path) -> Iterator[str]:
    """Yield the address of everything that `entries_below` finds."""
    return (address for address, _ in entries_below(folder))


def relisted(listed: BinaryIO, changes: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """Yield pieces of the list in the file `listed` as it is after `changes`.

    Args:
        listed: lines as `checksum_lines` writes them, in the order of code points.
        changes: address and SHA-256 of each file that is new, has changed or is gone, likewise in order; of those that are gone "".
    """
    size, end = listed.seek(0, os.SEEK_END), 0

    def address_at(place: int) -> bytes:
        """Return the address in the line that the byte at `place` belongs to."""
        begin = max(0, place - _LONGEST)
        listed.seek(begin)
        lines = listed.read(2 * _LONGEST)
        start = lines.rfind(b"\n", 0, place - begin) + 1
        return lines[start + _DIGEST : lines.index(b"\n", place - begin)]

    def until(place: int) -> Iterator[bytes]:
        listed.seek(end)
        return (listed.read(min(_PIECE, place - at)) for at in range(end, place, _PIECE))

    for address, sha256 in changes:
        name = address.encode()
        # The first byte of the first line that is not before the address.
        here = bisect_left(range(size), name, lo=end, key=address_at)
        is_listed = here < size and address_at(here) == name
        yield from until(here)
        end = here + is_listed * (_DIGEST + len(name) + 1)
        if sha256:
            yield f"{sha256}  {address}\n".encode()
    yield from until(size)
