"""The files of the search index, brought up to date: only segments of which something has changed are touched."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from phonghop.database import Database, packed, unpacked
from phonghop.search import index
from phonghop.search.analysis import Analysis, Unit
from phonghop.search.entries import Entry
from phonghop.search.index import Share
from phonghop.search.segment import Table
from phonghop.site.exchange import Tree
from phonghop.text.strings import Strings

_REMEMBERED = 16
"""Meetings of which it is remembered during a build what the index had of them: more are not changed one by one."""


class Indexing:
    """The meetings' shares of the index, and its segments, in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._before: dict[str, Unit] = {}
        self._tree: Tree | None = None

    def keep(self, meeting: str, start: str, found: Analysis) -> None:
        """Keep a meeting's share of the index; `start` sorts the meetings of a day."""
        database = self._database
        if len(self._before) < _REMEMBERED and database.all(
            "SELECT 1 FROM search WHERE meeting = ?", meeting
        ):
            self._before.setdefault(meeting, self.about(meeting))
        database.write(
            "INSERT OR REPLACE INTO search VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(meeting, found.day.isoformat(), start, index.digest(found.about), index.digest(*found.papers)),
            *(packed(found.about), packed(found.papers)),
        )

    def drop(self, meeting: str) -> None:
        """Forget a meeting."""
        self._database.write("DELETE FROM search WHERE meeting = ?", meeting)

    def forget(self, address: str) -> None:
        """Forget that the segment in the folder `address` was made."""
        self._database.write("DELETE FROM segment WHERE address = ?", address)

    def write(self, tree: Tree, pages: Sequence[Entry], t: Strings) -> None:
        """Have `tree` hold the index of the meetings that are kept, and of `pages`."""
        self._tree = tree
        rows = self._database.all(
            "SELECT meeting, day, about_of, papers_of FROM search ORDER BY day, start, meeting"
        )
        shares = [Share(meeting, date.fromisoformat(day), *digests) for meeting, day, *digests in rows]
        gone = {address for (address,) in self._database.all("SELECT address FROM segment")}
        for folder in index.refreshed(shares, pages, self, t):
            gone.discard(folder.address)
            if not folder.files:
                continue
            for name, content in folder.files.items():
                tree.put(folder.address, folder.address + name, content)
            tree.keep_only(folder.address, (folder.address + name for name in folder.names))
            if folder.table:
                values = (folder.address, json.dumps(folder.made_of), packed(folder.table))
                self._database.write("INSERT OR REPLACE INTO segment VALUES (?, ?, ?)", *values)
        for address in gone:
            tree.keep_only(address, ())
            self.forget(address)

    # What the index asks

    def about(self, meeting: str) -> Unit:
        """Return the words about a meeting."""
        return unpacked(Unit, self._database.value("SELECT about FROM search WHERE meeting = ?", meeting))

    def papers(self, meeting: str) -> Sequence[Unit]:
        """Return the text of a meeting's documents."""
        return unpacked(
            tuple[Unit, ...], self._database.value("SELECT papers FROM search WHERE meeting = ?", meeting)
        )

    def about_before(self, meeting: str) -> Unit | None:
        """Return the words about a meeting as they were before this build, if it has changed them."""
        return self._before.get(meeting)

    def segment(self, address: str) -> tuple[Mapping[str, str], Table] | None:
        """Return what the segment at `address` that stands was made of, and its table."""
        rows = self._database.all("SELECT made_of, tables FROM segment WHERE address = ?", address)
        return (json.loads(rows[0][0]), unpacked(Table, rows[0][1])) if rows else None

    def content(self, address: str) -> bytes:
        """Return the file at `address` that stands."""
        assert self._tree
        return (self._tree.folder / address).read_bytes()
