"""What a finished site consists of: every file's SHA-256, in the form that ``sha256sum -c`` checks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from phonghop.products.packs.checksums import FILE as CHECKSUMS
from phonghop.products.packs.checksums import checksum_lines, read_checksums

__all__ = ["CHECKSUMS", "digest", "files_below", "read_checksums", "write_checksums"]


def files_below(folder: Path, address: str = "") -> Iterator[str]:
    """Yield the address of everything below `folder` that is no folder, links unfollowed, in the order of code points."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from files_below(path, f"{address}{path.name}/")
        else:
            yield address + path.name


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_checksums(site: Path) -> None:
    """Write the list of every file below `site`: nothing may be added or changed after this."""
    digests = {address: digest(site / address) for address in files_below(site) if address != CHECKSUMS}
    (site / CHECKSUMS).write_bytes(checksum_lines(digests))
