"""Fingerprints of files in the form of ``sha256sum``, which people can check with tools that every system has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

FILE = "SHA256SUMS"


def digest(file: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def checksum_lines(digests: Mapping[str, str]) -> bytes:
    """Return a line for each file of `digests`, its SHA-256 in hexadecimal by its name."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def read_checksums(lines: bytes) -> dict[str, str]:
    """Return the digests that `lines` hold by file name; lines of another form are passed over."""
    parts = (line.partition("  ") for line in lines.decode("utf-8", "replace").splitlines())
    return {name: digest for digest, blanks, name in parts if blanks}
