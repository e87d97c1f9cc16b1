"""Text files compressed ahead of time, so that a web server never spends a moment on it."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType

import brotli

_TEXT = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".txt", ".map", ".webmanifest"})
_SMALLEST = 1024
"""Bytes: an answer shorter than this travels in one packet anyway."""
_LARGE = 1 << 20
"""Bytes from which Brotli's last step of effort costs seconds and gains a few per cent."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A way to compress, by the ending that web servers look for beside the original."""

    ending: str

    def encode(self, data: bytes) -> bytes:
        """Return `data` compressed; the same bytes give the same bytes at any time and place."""
        if self.ending == ".gz":
            return gzip.compress(data, 9, mtime=0)
        found: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11 if len(data) < _LARGE else 9)
        return found

    def holds(self, encoded: bytes, data: bytes) -> bool:
        """Return whether `encoded` is `data`, compressed by whichever version of the library."""
        try:
            if self.ending == ".gz":
                return gzip.decompress(encoded) == data
            return bool(brotli.decompress(encoded) == data)
        except (brotli.error, OSError, EOFError, zlib.error):
            return False


ENCODINGS: Mapping[str, Encoding] = MappingProxyType({e: Encoding(e) for e in (".br", ".gz")})


def deserves(address: str, size: int) -> bool:
    """Return whether the file at `address`, `size` bytes large, is worth compressing."""
    return size >= _SMALLEST and PurePosixPath(address).suffix in _TEXT
