"""A meeting's folder, and the portal: everything that was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

from phonghop.model import Body, Meeting, PortalFile, Sound
from phonghop.portal.codes import Ledger
from phonghop.portal.logo import Logo
from phonghop.portal.meeting_facts import Facts, facts_of
from phonghop.source import Mapping, locate, read
from phonghop.text.problems import Place, Problem
from phonghop.text.region import AT_HOME, Region

MEETINGS = "meetings"
PORTAL_FILE = "portal.yml"
MEETING_FILE = "meeting.yml"
LEDGER_FILE = "issued.tsv"
LOCALES = "locales"
"""The folder of the office's own tables of words, beside that of meetings."""


@lru_cache(maxsize=2)
def nodes_of(data: bytes, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Read a YAML file as `source.read` does: once, while one folder after the other is read and checked."""
    return read(data, file)


@dataclass(frozen=True)
class MeetingFolder:
    """A meeting with the folder it was read from.

    Attributes:
        id: the folder's name, which is the meeting's address.
        file: the YAML file, relative to the project.
        source: what it holds.
        paths: every other file of the folder, by its name in NFC relative to the folder.
        path: the folder.
        opens: the address of the page that opens its locked papers; empty where it has none.
        sound: what `meeting` was read from where the file has errors; such a folder is checked and never published.
    """

    id: str
    meeting: Meeting
    file: str
    source: bytes = field(repr=False)
    paths: Values[str, Path] = field(repr=False)
    path: Path = field(repr=False)
    sound: Sound | None = field(default=None, repr=False)
    opens: str = ""

    @cached_property
    def facts(self) -> Facts:
        """The facts of the meeting on which other meetings depend."""
        return facts_of(self.meeting)

    @property
    def node(self) -> Mapping:
        """Everything in the YAML file with its position: only checks and problems need it, and it is ten times as large as the file."""
        node, _ = nodes_of(self.source, self.file)
        assert node is not None
        return node

    def showing(self, meeting: Meeting) -> MeetingFolder:
        """Return the folder with `meeting` instead of its own; unlike with `dataclasses.replace`, a cached folder is not read for it."""
        return MeetingFolder(
            self.id, meeting, self.file, self.source, self.paths, self.path, self.sound, self.opens
        )

    def place(self, *path: str | int) -> Place:
        """Return the position of `path` in the YAML file."""
        return locate(self.sound.node if self.sound else self.node, path)

    def is_whole(self, key: str) -> bool:
        """Return whether everything below the top-level `key` could be read."""
        return self.sound is None or key not in self.sound.cut

    def names_all(self, key: str) -> bool:
        """Return whether every identifier of the list under the top-level `key` is known."""
        return self.sound is None or key not in self.sound.uncertain


@dataclass(frozen=True, slots=True)
class Known:
    """The results of reading a folder, none of which depends on another folder.

    Attributes:
        state: the folder's stat fingerprint then; "" for one that was just being changed.
        content: a digest of the YAML file and of all others of which something is known.
        files_json: SHA-256 and size of each of its files, by name; null for those of which nothing is known. Texts as in the
            database, for they are held for thousands of folders, of which few are asked.
        marks_json: what identifies its documents in other meetings, each with the document's key.
        words_json: its secrets and what it makes public (`site.canaries.OwnWords`).
    """

    problems: tuple[Problem, ...]
    state: str = ""
    content: str = ""
    files_json: str = "{}"
    marks_json: str = "[]"
    words_json: str = "{}"

    @property
    def files(self) -> Values[str, Sequence[Any] | None]:
        """SHA-256 and size of each of its files, by name."""
        return cast("Values[str, Sequence[Any] | None]", json.loads(self.files_json))

    @property
    def marks(self) -> Sequence[tuple[str, str]]:
        """What identifies its documents in other meetings, each with the document's key."""
        return cast("Sequence[tuple[str, str]]", json.loads(self.marks_json))

    @property
    def words(self) -> Values[str, Any]:
        """Its secrets and what it makes public."""
        return cast("Values[str, Any]", json.loads(self.words_json))


@dataclass(frozen=True)
class Portal:
    """Everything that was read: what meetings share, the meetings from first to last, the codes ever issued.

    Attributes:
        node: the positions of everything in ``portal.yml``.
        source: what ``portal.yml`` holds.
        unreadable: the ids of meetings that exist but could not be read; references to them are not reported.
        broken: those of them of which a part could be read, for its references to be checked.
        region: where it lives.
        remembered: what an earlier run has found in each folder that has not changed since.
        fresh: what was found in reading each of the other folders.
    """

    settings: PortalFile
    node: Mapping
    source: bytes
    folders: tuple[MeetingFolder, ...]
    ledger: Ledger
    unreadable: frozenset[str] = frozenset()
    broken: tuple[MeetingFolder, ...] = ()
    logo: Logo | None = None
    region: Region = AT_HOME
    remembered: Values[str, Known] = field(default_factory=dict, repr=False)
    fresh: Values[str, Known] = field(default_factory=dict, repr=False)

    @cached_property
    def bodies(self) -> Values[str, Body]:
        """The bodies by id."""
        return {body.id: body for body in self.settings.bodies}

    def without(self, meeting_ids: Iterable[str]) -> Portal:
        """Return the portal as if the meetings `meeting_ids` could not be read."""
        left_out = frozenset(meeting_ids)
        kept = tuple(folder for folder in self.folders if folder.id not in left_out)
        return replace(self, folders=kept, unreadable=self.unreadable | left_out)

    def around(self, meeting_id: str) -> Portal:
        """Return the part of the portal on which a meeting's own pages and papers depend.

        That is the meeting, its neighbours in time, its replacements, and its own codes. Outputs made from
        this part alone need not be remade when anything else changes.
        """
        others = (*self.beside(meeting_id), self.by_id[meeting_id], *self.replacements(meeting_id))
        places = sorted({self._places[folder.id] for folder in others if folder})
        near = tuple(self.folders[place] for place in places)
        ledger = self.ledger.of_meeting(meeting_id)
        return replace(self, folders=near, ledger=ledger, remembered={}, fresh={})

    def replacements(self, meeting_id: str) -> tuple[MeetingFolder, ...]:
        """Return the meeting that replaces the given one, then the one that replaces that, and so on; each once."""
        chain: list[MeetingFolder] = []
        passed = {meeting_id}
        here = self.by_id.get(meeting_id)
        while here and (here := self.by_id.get(here.facts.replacement or "")) and here.id not in passed:
            passed.add(here.id)
            chain.append(here)
        return tuple(chain)

    def replacement(self, meeting_id: str) -> MeetingFolder | None:
        """Return the last of `replacements`, if there is any."""
        return next(reversed(self.replacements(meeting_id)), None)

    def beside(self, meeting_id: str) -> tuple[MeetingFolder | None, MeetingFolder | None]:
        """Return the meetings before and after one, in the order of time."""
        place = self._places[meeting_id]
        before = self.folders[place - 1] if place else None
        return before, self.folders[place + 1] if place + 1 < len(self.folders) else None

    @cached_property
    def _places(self) -> Values[str, int]:
        return {folder.id: place for place, folder in enumerate(self.folders)}

    @cached_property
    def by_id(self) -> Values[str, MeetingFolder]:
        """The meetings by id."""
        return {folder.id: folder for folder in self.folders}
