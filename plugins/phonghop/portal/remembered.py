"""The cache of meeting folders: what an earlier run read and found; unchanged folders are not read again."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from phonghop.database import clock_of, database, packed, unpacked
from phonghop.model import Body, Meeting, read_record
from phonghop.portal.defaults import settled
from phonghop.portal.folders import MEETING_FILE, MEETINGS, Known, MeetingFolder, Portal
from phonghop.portal.meeting_facts import Facts
from phonghop.source import read
from phonghop.text.folding import nfc
from phonghop.text.problems import Place, PortalError, Problem
from phonghop.text.region import here

_NONE = "[]"
"""Problems of a folder that has none, as text."""


class RememberedFolder(MeetingFolder):
    """A cached folder: its YAML file is read only when more than its facts are needed."""

    def __init__(self, name: str, path: Path, facts: Facts, files: Iterable[str], body: Body | None) -> None:
        """Take its name, where it is, the names of its files, and the body that organizes it."""
        vars(self).update(
            id=name,
            file=f"{MEETINGS}/{name}/{MEETING_FILE}",
            path=path,
            facts=facts,
            _names=files,
            _body=body,
        )

    @cached_property
    def paths(self) -> Mapping[str, Path]:
        """Every other file of the folder, by its name: few folders are asked."""
        return {file: self.path / file for file in vars(self)["_names"]}

    @cached_property
    def source(self) -> bytes:
        """What the YAML file holds.

        Raises:
            PortalError: it cannot be read any more.
        """
        try:
            return (self.path / MEETING_FILE).read_bytes()
        except OSError:
            raise PortalError([Problem(Place(self.file), "PH117", {"file": self.file})]) from None

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting.

        Raises:
            PortalError: somebody has just written into the file.
        """
        node, problems = read(self.source, self.file)
        meeting, own = read_record(Meeting, node) if node else (None, ())
        if meeting is None:
            raise PortalError(problems + own)
        body = vars(self)["_body"]
        return settled(meeting, body) if body else meeting


class Earlier:
    """The cache as it is when a run begins."""

    def __init__(self, cache: Path | None, settings: bytes, before: Portal | None) -> None:
        """Take the folder of the database, None where nothing is remembered, what ``portal.yml`` holds, and the portal as it was read before."""
        # What is wrong with a folder depends on the language too, which mkdocs.yml may name.
        self._settings = hashlib.sha256(settings + repr(here()).encode()).digest()
        read = before.by_id if before else {}
        self._folders = {name: f for name, f in read.items() if isinstance(f, RememberedFolder)}
        self._known = {name: before.remembered[name] for name in self._folders} if before else {}
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self._row: tuple[Any, ...] | None = None
        self._states: dict[str, str] = {}
        self._now = 0
        if cache:
            self._now = clock_of(cache)
            # One by one, in the order in which folders are read: together they are as large as what is made of them.
            self._rows = database(cache).each(
                "SELECT meeting, state, content, files, CAST(facts AS BLOB), problems, marks, words FROM source"
                " WHERE meeting NOT IN (SELECT value FROM json_each(?)) ORDER BY meeting",
                json.dumps([*self._folders]),
            )
            self._row = next(self._rows, None)

    def folder(self, path: Path, bodies: Mapping[str, Body]) -> RememberedFolder | None:
        """Return the folder at `path` if nothing in it has changed; asked of one after the other, in the order of names."""
        if not self._now:
            return None
        name = nfc(path.name)
        self._states[name] = state = _state_of(path, self._settings, self._now)
        if name in self._known and self._known[name].state == state:
            return self._folders[name]
        while self._row and self._row[0] < name:
            self._row = next(self._rows, None)
        if self._row is None or not state or self._row[:2] != (name, state):
            return None
        facts = unpacked(Facts, self._row[4])
        return RememberedFolder(name, path, facts, json.loads(self._row[3]), bodies.get(facts.organizer))

    def known(self, name: str) -> Known:
        """Return what was found in the folder called `name`, the last that `folder` returned."""
        if name in self._known:
            return self._known[name]
        assert self._row
        _, state, content, files, _, problems, marks, words = self._row
        return Known(problems_of(problems), state, content, files, marks, words)

    def fresh(self, name: str, problems: tuple[Problem, ...]) -> Known:
        """Return what was found in a folder that has just been read, as it was before that."""
        return Known(problems, state=self._states.get(name, ""))

    def state(self, path: Path) -> str:
        """Return the fingerprint of the folder at `path`; empty where nobody can tell whether it changes."""
        return self._states.get(nfc(path.name), "")


def _state_of(folder: Path, settings: bytes, now: int) -> str:
    """Return a fingerprint of everything in `folder` that is not hidden (names, sizes, times), with the digest of the `settings`.

    The time at which a file was changed in any way (``st_ctime``) cannot be chosen by any program; git trusts it likewise.
    The fingerprint is empty if the system refuses to answer, and if something was changed in the current tick of its clock (`now`),
    because it could change again unnoticed.
    """
    digest = hashlib.blake2b(settings, digest_size=16)
    waiting = [str(folder)]
    try:
        while waiting:
            with os.scandir(waiting.pop()) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name[0] == ".":
                        continue
                    facts = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(facts.st_mode):
                        waiting.append(entry.path)
                    if facts.st_ctime_ns >= now:
                        return ""
                    digest.update(
                        f"{entry.path}\0{facts.st_mode} {facts.st_ino} {facts.st_size} "
                        f"{facts.st_mtime_ns} {facts.st_ctime_ns}\n".encode("utf-8", "surrogateescape")
                    )
    except OSError:
        return ""
    return digest.hexdigest()


def remember(cache: Path | None, portal: Portal, results: Mapping[str, Known]) -> None:
    """Store in the database in `cache` the `results` of reading folders; forget folders that are gone."""
    kept = database(cache)
    by_id = portal.by_id
    rows = (
        (
            name,
            known.state,
            known.content,
            known.files_json,
            packed(by_id[name].facts),
            problems_as_text(known.problems),
            known.marks_json,
            known.words_json,
        )
        for name, known in results.items()
    )
    with kept.transaction():
        kept.write_all("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        gone = [(name,) for (name,) in kept.all("SELECT meeting FROM source") if name not in by_id]
        kept.write_all("DELETE FROM source WHERE meeting = ?", gone)


def problems_as_text(problems: Iterable[Problem]) -> str:
    """Return `problems` as JSON."""
    return json.dumps(
        [[p.place.file, p.place.line, p.place.column, p.code, dict(p.values)] for p in problems], default=str
    )


def problems_of(text: str) -> tuple[Problem, ...]:
    """Return the problems that `problems_as_text` wrote."""
    return tuple(
        Problem(Place(file, line, column), code, values)
        for file, line, column, code, values in (json.loads(text) if text != _NONE else ())
    )
