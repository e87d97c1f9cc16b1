"""What was found in files before, by what the files hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from phonghop.database import database, packed, unpacked
from phonghop.documents.records import Contents

_SPARE = 1000
"""Entries beyond those of twice the files in use: other branches, and what is inside archives."""


class Cache:
    """Contents by name, in the database in `folder`."""

    def __init__(self, folder: Path | None) -> None:
        self._database = database(folder)

    def load(self, name: str) -> Contents | None:
        """Return what was kept as `name`; None when there is nothing."""
        text = self._database.value("SELECT contents FROM inspection WHERE name = ?", name)
        with suppress(ValidationError):
            return None if text is None else unpacked(Contents, text)
        return None

    def store(self, name: str, contents: Contents) -> None:
        """Keep `contents` as `name`. A database that cannot be written is no reason to stop."""
        with suppress(sqlite3.OperationalError):
            self._database.write("INSERT OR REPLACE INTO inspection VALUES (?, ?)", name, packed(contents))

    def forget_others(self, count: int, names: Iterable[str]) -> None:
        """Delete what is not among `names`, those of the `count` files in use, once that is most of it."""
        if self._database.value("SELECT COUNT(*) FROM inspection") <= 2 * count + _SPARE:
            return
        used = frozenset(names)
        others = [row for row in self._database.all("SELECT name FROM inspection") if row[0] not in used]
        self._database.write_all("DELETE FROM inspection WHERE name = ?", others)
