"""What a finished site consists of: every file's SHA-256, in the form that ``sha256sum -c`` checks."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from phonghop.products.packs.checksums import FILE as CHECKSUMS
from phonghop.products.packs.checksums import checksum_lines, read_checksums

__all__ = ["CHECKSUMS", "digest", "files_below", "read_checksums", "write_checksums"]


def files_below(folder: str | Path, address: str = "") -> Iterator[str]:
    """Yield the address of everything below `folder` that is no folder, links unfollowed, in the order of code points."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(entry.path, f"{address}{entry.name}/")
        else:
            yield address + entry.name


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
