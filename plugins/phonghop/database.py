"""What builds remember of a project: one SQLite file, outside the project's tree. Deleting it means a first build.

Nothing that came with a repository is ever read as if a build had written it, because the file lies in the user's cache folder
(`$XDG_CACHE_HOME/phonghop`). It belongs to one recipe: the code, the theme and the libraries that make results. With another
recipe, or when it is damaged, it is dropped, and `dropped` gives the reason.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from phonghop.theme_files import theme_folder

T = TypeVar("T")

FILE = "build.sqlite"
_LOCK = "lock"
_LOOK_AGAIN = 500
"""Milliseconds after which one who waits for another build can be interrupted."""
_RECIPE_ENDINGS = (".py", ".toml", ".typ", ".ttf", ".html", ".css", ".js")
_WAIT = 5.0
"""Seconds to wait for another process that writes; a build holds off other builds by a lock of its own."""

SCHEMA = """
-- Single values: the recipe, what the host was asked with, the digest of what was read.
CREATE TABLE about (name TEXT PRIMARY KEY, value ANY) WITHOUT ROWID;
-- A meeting's folder as it was read: `state` is how the file system knows it, the rest is what it says by itself.
CREATE TABLE source (meeting TEXT PRIMARY KEY, state TEXT, content TEXT, files TEXT, facts TEXT, problems TEXT, marks TEXT, words TEXT);
-- What a document's file holds, by its SHA-256 and ending.
CREATE TABLE inspection (name TEXT PRIMARY KEY, contents TEXT);
-- What one meeting adds to that which all meetings share. `key` digests everything that the meeting's outputs are made of.
CREATE TABLE meeting (id TEXT PRIMARY KEY, key TEXT, start TEXT, newest TEXT, place TEXT, listed TEXT,
    bytes INTEGER, api TEXT, news TEXT, events TEXT, problems TEXT, packs TEXT, drawn TEXT);
-- What is asked of all meetings, beside the long rest of their rows. Likewise below.
CREATE INDEX meeting_in_brief ON meeting (id, key, place);
CREATE INDEX meeting_in_order ON meeting (start, id, bytes);
CREATE INDEX meeting_by_news ON meeting (newest DESC, id);
CREATE INDEX meeting_in_doubt ON meeting (start, id) WHERE problems <> '[]';
-- What git remembers of meetings up to the commit noted as "proven": what each file held since which commit, "" for nothing.
CREATE TABLE past (place INTEGER, moment INTEGER, file TEXT, blob TEXT, PRIMARY KEY (place, file)) WITHOUT ROWID;
-- What everything else is made of: lists, codes of meetings that are gone, feeds, calendars, the index.
CREATE TABLE made (owner TEXT PRIMARY KEY, key TEXT) WITHOUT ROWID;
-- Finished bodies of pages, to be set into their frames again when these change. `head` is the page without its body.
CREATE TABLE page (address TEXT PRIMARY KEY, kind TEXT, head TEXT, body BLOB);
CREATE INDEX page_in_brief ON page (address, kind);
-- Frames that the host has rendered.
CREATE TABLE frame (kind TEXT PRIMARY KEY, pieces TEXT) WITHOUT ROWID;
-- Every file of the site: who made it, what it holds, in which build it changed last, how the file system knows it.
CREATE TABLE output (address TEXT PRIMARY KEY, owner TEXT, sha256 TEXT, build INTEGER, state INTEGER) WITHOUT ROWID;
CREATE INDEX output_of ON output (owner);
CREATE INDEX output_in ON output (build);
-- Files that the site no longer has, and the build that dropped them.
CREATE TABLE dropped (address TEXT PRIMARY KEY, build INTEGER) WITHOUT ROWID;
-- The words of a file of the site, and checksums of the words and pairs of words in a part of it: asked when something new has to be
-- kept secret.
CREATE TABLE spoken (address TEXT PRIMARY KEY REFERENCES output ON DELETE CASCADE, part TEXT, words BLOB);
CREATE INDEX spoken_in ON spoken (part);
CREATE TABLE vocabulary (part TEXT PRIMARY KEY, digests BLOB);
-- Digests of everything secret that no file of the site holds.
CREATE TABLE secret (digest TEXT PRIMARY KEY) WITHOUT ROWID;
-- What a meeting and its published documents say in public, in folded words.
CREATE TABLE said (meeting TEXT PRIMARY KEY, words TEXT, papers TEXT);
-- A meeting's share of the search index: the words about it, the text of its documents, and digests of both.
CREATE TABLE search (meeting TEXT PRIMARY KEY, day TEXT, start TEXT, about_of TEXT, papers_of TEXT, about TEXT, papers TEXT);
CREATE INDEX search_in_brief ON search (day, start, meeting, about_of, papers_of);
-- Segments of the search index: what each was made of, and which of its files holds what.
CREATE TABLE segment (address TEXT PRIMARY KEY, made_of TEXT, tables TEXT) WITHOUT ROWID;
-- Templates, compiled: ours and those of the host's theme.
CREATE TABLE template (key TEXT PRIMARY KEY, code BLOB);
"""


class Database:
    """The remembered results of one project. Threads may share it: each statement is run by one of them alone."""

    def __init__(self, folder: Path | None) -> None:
        """Open the database in `folder`; None, or a folder that cannot be written, remembers nothing beyond this process."""
        self.folder = folder
        self._one_at_a_time = RLock()
        self.dropped = ""
        """Why an earlier file was dropped: "recipe", "damaged", or nothing."""
        self._connection = self._opened()

    def __del__(self) -> None:
        # Since 3.13, Python warns of a connection that is left to be collected.
        with suppress(AttributeError):
            self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        if self.folder is None:
            return self._unkept()
        file = self.folder / FILE
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for _ in range(2):
                try:
                    self._connection = _connected(str(file))
                    if self._is_of_this_recipe():
                        return self._connection
                    self.dropped = "recipe"
                except sqlite3.OperationalError:
                    raise
                except sqlite3.DatabaseError:
                    self.dropped = "damaged"
                self._connection.close()
                _remove(file)
        except (OSError, sqlite3.Error):
            self.__del__()
        # A cache that cannot be written is no reason to stop.
        self.folder = None
        return self._unkept()

    def _unkept(self) -> sqlite3.Connection:
        self._connection = _connected(":memory:")
        self._create()
        return self._connection

    def _is_of_this_recipe(self) -> bool:
        """Return whether what is there was made by this recipe; what is new becomes so."""
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        with self.transaction():  # also finds out whether it can be written
            if not self.all("SELECT 1 FROM sqlite_master"):
                self._create()
            return self._has_recipe()

    def _has_recipe(self) -> bool:
        """Return whether this recipe made it; its files are read only where they are not as they were when that was asked last."""
        state = _state_of_recipe(clock_of(self.folder)) if self.folder else ""
        if state and self.recall("recipe as it was") == state:
            return True
        if self.recall("recipe") != recipe():
            return False
        self.note("recipe as it was", state)
        return True

    def _create(self) -> None:
        for statement in filter(str.strip, SCHEMA.split(";")):
            self._connection.execute(statement)
        self.write("INSERT INTO about VALUES ('recipe', ?)", recipe())

    def all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return every row that `query` finds."""
        with self._one_at_a_time:
            return self._connection.execute(query, values).fetchall()

    def each(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Yield the rows that `query` finds, without holding all of them."""
        with self._one_at_a_time:
            return self._connection.execute(query, values)

    def value(self, query: str, *values: object) -> Any:
        """Return the first column of the first row, None where there is none."""
        with self._one_at_a_time:
            row = self._connection.execute(query, values).fetchone()
        return row and row[0]

    def write(self, statement: str, *values: object) -> int:
        """Change rows; return how many."""
        with self._one_at_a_time:
            return self._connection.execute(statement, values).rowcount

    def write_all(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Change rows by each of `rows`."""
        with self._one_at_a_time:
            self._connection.executemany(statement, rows)

    def recall(self, name: str) -> Any:
        """Return the single value called `name`."""
        return self.value("SELECT value FROM about WHERE name = ?", name)

    def note(self, name: str, value: object) -> None:
        """Remember a single value."""
        self.write("INSERT OR REPLACE INTO about VALUES (?, ?)", name, value)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all changes made within, or none."""
        if self._connection.in_transaction:
            yield
            return
        self.begin()
        try:
            yield
        except BaseException:
            self.undo()
            raise
        self.commit()

    def begin(self) -> None:
        """Begin changes that are kept together, by `commit`, or not at all, by `undo`."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep all changes since `begin`."""
        self._connection.execute("COMMIT")

    def undo(self) -> None:
        """Undo all changes since `begin`, if there are any to undo."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def alone(self, wait: Callable[[], object]) -> Iterator[None]:
        """Hold off other builds of this project; `wait` is called once if one is at work already."""
        if self.folder is None:
            yield
            return
        # The lock is one of SQLite's own: every system has it, and it ends with the process that holds it.
        with closing(_connected(str(self.folder / _LOCK), wait=0)) as lock:
            if not _is_locked_by(lock):
                wait()
                lock.execute(f"PRAGMA busy_timeout = {_LOOK_AGAIN}")
                while not _is_locked_by(lock):
                    pass
            yield

    def forget(self) -> None:
        """Drop everything: what was remembered turned out to be damaged."""
        self._connection.close()
        if self.folder:
            _remove(self.folder / FILE)
        self.dropped = "damaged"
        self._connection = self._opened()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _connected(file: str, wait: float = _WAIT) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=wait, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_locked_by(connection: sqlite3.Connection) -> bool:
    """Lock the file of `connection`; return whether nobody else has."""
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(file.name + ending).unlink()


_OPEN: dict[tuple[int, Path | None], Database] = {}
"""By process too: one that was forked from another must not use its connection."""


def database(folder: Path | None) -> Database:
    """Return the database in `folder`, the same one for everybody in this process."""
    key = os.getpid(), folder
    if key not in _OPEN:
        _OPEN[key] = Database(folder)
    return _OPEN[key]


def close_databases() -> None:
    """Let go of every database of this process."""
    while _OPEN:
        _OPEN.popitem()[1].close()


def clock_of(cache: Path) -> int:
    """Return the moment it is by the clock of the file system, in nanoseconds; where it cannot be told, before all time."""
    mark = cache / "begun"
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        mark.write_bytes(b"")
        return mark.stat().st_ctime_ns
    return 0


def packed(value: object) -> str:
    """Return plain records (dataclasses, tuples, dates) as JSON."""
    kind: Any = type(value)
    text: bytes = _adapter(kind).dump_json(value)
    return text.decode()


def unpacked(kind: type[T], text: str | bytes) -> T:
    """Return the records of `kind` that `packed` wrote."""
    asked: Any = kind
    # The adapter's own method takes as long as the reading of a short text, of which there are thousands.
    value: T = _adapter(asked).validator.validate_json(text)
    return value


@cache
def _adapter(kind: Any) -> Any:
    # Whoever only looks whether a site is up to date needs none of it.
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(kind)


@cache
def recipe() -> str:
    """Return a digest of what makes results: our code, templates and typefaces, the theme, and every library."""
    digest = hashlib.sha256(_libraries())
    for name, file in _parts():
        digest.update(f"{name}\n".encode() + Path(file).read_bytes())
    return digest.hexdigest()


def _state_of_recipe(now: int) -> str:
    """Return a digest of how the file system knows the recipe; none where a file was changed in the tick of the clock that is `now`."""
    states = [(file, os.stat(file)) for _, file in _parts()]  # noqa: PTH116 each command asks it of hundreds of files
    if any(known.st_ctime_ns >= now for _, known in states):
        return ""
    files = [(f, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for f, s in states]
    return hashlib.sha256(repr((_libraries(), files)).encode()).hexdigest()


def _parts() -> Iterator[tuple[str, str]]:
    """Yield name and path of every file of our own that makes results, in the order of names."""
    for folder in map(str, (Path(__file__).parent, theme_folder())):
        found = (f"{place}/{name}" for place, _, names in os.walk(folder) for name in names)
        ours = (file for file in found if file.endswith(_RECIPE_ENDINGS))
        yield from ((file.removeprefix(f"{folder}/"), file) for file in sorted(ours))


def _libraries() -> bytes:
    """Return names and versions of everything installed, by folders such as "qrcode-8.2.dist-info"."""
    places = (Path(place) for place in sys.path)
    names = sorted(found.name for place in places if place.is_dir() for found in place.glob("*.dist-info"))
    return "\n".join((sys.version, *names)).encode()
