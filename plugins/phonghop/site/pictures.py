"""Pictures of a meeting, drawn only when something in them has changed: else those that stand in the site are used again.

Their digests are stored, so that a file that was changed or deleted since is drawn anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from phonghop.site.outputs import Asset

Drawn: TypeAlias = Mapping[str, tuple[str, str]]
"""By the address of each picture the cache key of everything that it is drawn from, and the SHA-256 of the file."""


class Pictures:
    """Draws the pictures of one meeting."""

    def __init__(self, earlier: Drawn, site: Path | None) -> None:
        """Take what an `earlier` build drew, and the folder of the site in which that stands, if one does."""
        self._earlier, self._site = earlier, site
        self.drawn: dict[str, tuple[str, str]] = {}

    def asset(self, address: str, drawn_from: object, draw: Callable[[], bytes]) -> Asset:
        """Return the picture at `address`, which `draw` draws; how `drawn_from` is written out tells everything that it holds."""
        # The code that draws has no part in the key: a change of it drops the whole database.
        key = hashlib.sha256(repr(drawn_from).encode()).hexdigest()
        content = self._standing(address, key) or draw()
        self.drawn[address] = key, hashlib.sha256(content).hexdigest()
        return Asset(address, content)

    def _standing(self, address: str, key: str) -> bytes | None:
        earlier, digest = self._earlier.get(address, ("", ""))
        if self._site and earlier == key:
            with suppress(OSError):
                content = (self._site / address).read_bytes()
                return content if hashlib.sha256(content).hexdigest() == digest else None
        return None
