"""What a finished site consists of: every file's SHA-256, in the form that ``sha256sum -c`` checks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.packs.checksums import checksum_lines, digest, read_checksums

__all__ = ["CHECKSUMS", "digest", "entries_below", "files_below", "read_checksums", "write_checksums"]


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


def write_checksums(site: Path, known: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, str]:
    """Write the list of every file below `site`, and return it: nothing may be added or changed after this.

    Args:
        site: the folder of the finished site.
        known: the digests of files that need not be read again, by address.
    """
    addresses = (address for address in files_below(site) if address != CHECKSUMS)
    digests = {address: known.get(address) or digest(site / address) for address in addresses}
    (site / CHECKSUMS).write_bytes(checksum_lines(digests))
    return digests
