"""Reads the folder of meetings. The only module of the core that walks it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Values
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from phonghop.model import Body, Meeting, PortalFile, read_record
from phonghop.model.record import Record
from phonghop.portal.codes import Ledger, read_ledger
from phonghop.source import MAX_BYTES, Mapping, locate, read
from phonghop.text.folding import nfc, slug
from phonghop.text.problems import Place, Problem

MEETINGS = "meetings"
PORTAL_FILE = "portal.yml"
MEETING_FILE = "meeting.yml"
LEDGER_FILE = "issued.tsv"

R = TypeVar("R", bound=Record)

_MEETING_ID = re.compile(r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class MeetingFolder:
    """A meeting with the folder it was read from.

    Attributes:
        id: the folder's name, which is the meeting's address.
        file: the YAML file, relative to the project.
        node: the positions of everything in it.
        paths: every other file of the folder, by its name in NFC relative to the folder.
    """

    id: str
    meeting: Meeting
    file: str
    node: Mapping = field(repr=False)
    paths: Values[str, Path] = field(repr=False)

    def place(self, *path: str | int) -> Place:
        """Return where `path` stands in the YAML file."""
        return locate(self.node, path)


@dataclass(frozen=True)
class Portal:
    """Everything that was read: what meetings share, the meetings from first to last, the codes ever issued.

    Attributes:
        node: the positions of everything in ``portal.yml``.
        unreadable: the ids of meetings that are there but could not be read; nothing is said of what refers to them.
    """

    settings: PortalFile
    node: Mapping
    folders: tuple[MeetingFolder, ...]
    ledger: Ledger
    unreadable: frozenset[str] = frozenset()

    @cached_property
    def bodies(self) -> Values[str, Body]:
        """The bodies by id."""
        return {body.id: body for body in self.settings.bodies}

    def without(self, meeting_ids: Iterable[str]) -> Portal:
        """Return the portal as if the meetings `meeting_ids` could not be read."""
        left_out = frozenset(meeting_ids)
        kept = tuple(folder for folder in self.folders if folder.id not in left_out)
        return replace(self, folders=kept, unreadable=self.unreadable | left_out)

    @cached_property
    def by_id(self) -> Values[str, MeetingFolder]:
        """The meetings by id."""
        return {folder.id: folder for folder in self.folders}


def load(root: Path) -> tuple[Portal | None, tuple[Problem, ...]]:
    """Return the portal below the project folder `root`, and every problem of reading it.

    The portal holds what could be read; it is None only when ``portal.yml`` could not.
    """
    base = root / MEETINGS
    settings, node, problems = _read_file(PortalFile, base / PORTAL_FILE, f"{MEETINGS}/{PORTAL_FILE}")
    found: list[MeetingFolder] = []
    unreadable: set[str] = set()
    for entry in _folders(base):
        folder, own = _read_folder(entry)
        problems += own
        if folder:
            found.append(folder)
        else:
            unreadable.add(nfc(entry.name))
    problems += tuple(_loose_files(base))
    ledger, own = read_ledger(base / LEDGER_FILE, f"{MEETINGS}/{LEDGER_FILE}")
    problems += own
    if settings is None or node is None:
        return None, problems
    found.sort(key=lambda folder: (folder.meeting.start.latest, folder.id))
    return Portal(settings, node, tuple(found), ledger, frozenset(unreadable)), problems


def _loose_files(base: Path) -> Iterator[Problem]:
    """Yield a doubt for each YAML file beside the folders: a meeting that stands there would never be published."""
    for path in sorted(base.glob("*.y*ml")):
        if path.name != PORTAL_FILE and path.is_file() and path.name[0] not in "._":
            yield Problem(Place(f"{MEETINGS}/{nfc(path.name)}"), "PH412", {"file": path.name})


def is_meeting_id(name: str) -> bool:
    """Return whether a folder's name can be a meeting's address: its date, then words without marks."""
    if not _MEETING_ID.fullmatch(name) or len(name) > 100:
        return False
    try:
        date.fromisoformat(name[:10])
    except ValueError:
        return False
    return True


def _folders(base: Path) -> Iterator[Path]:
    """Yield the folders of meetings; names that begin with "." or "_" are the office's own business."""
    if base.is_dir():
        yield from sorted(p for p in base.iterdir() if p.is_dir() and p.name[0] not in "._")


def _read_folder(path: Path) -> tuple[MeetingFolder | None, tuple[Problem, ...]]:
    name = nfc(path.name)
    file = f"{MEETINGS}/{name}/{MEETING_FILE}"
    problems: tuple[Problem, ...] = ()
    if path.is_symlink():
        return None, (Problem(Place(f"{MEETINGS}/{name}"), "PH413", {"file": name}),)
    if not is_meeting_id(name):
        suggestion = (
            slug(name) if re.match(r"\d{4}-\d{2}-\d{2}", name) else f"2026-07-01-{slug(name) or 'hop'}"
        )
        problems = (
            Problem(Place(f"{MEETINGS}/{name}"), "PH410", {"folder": name, "suggestion": suggestion}),
        )
    if not (path / MEETING_FILE).exists():
        return None, (*problems, Problem(Place(f"{MEETINGS}/{name}"), "PH411", {"folder": name}))
    meeting, node, own = _read_file(Meeting, path / MEETING_FILE, file)
    paths, unusable = _files_below(path)
    problems += own + tuple(
        Problem(Place(f"{MEETINGS}/{name}/{shown}"), code, {"file": shown}) for shown, code in unusable
    )
    if meeting is None or node is None:
        return None, problems
    return MeetingFolder(name, meeting, file, node, paths), problems


def _read_file(kind: type[R], path: Path, file: str) -> tuple[R | None, Mapping | None, tuple[Problem, ...]]:
    if path.is_symlink():
        return None, None, (Problem(Place(file), "PH413", {"file": path.name}),)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError:
        return None, None, (Problem(Place(file), "PH117", {"file": file}),)
    node, problems = read(data, file)
    if node is None:
        return None, None, problems
    record, own = read_record(kind, node)
    return record, node, problems + own


def _files_below(folder: Path) -> tuple[dict[str, Path], tuple[tuple[str, str], ...]]:
    """Return the files below `folder` by name, and what cannot be used, with the code that says why.

    Symbolic links are never followed; a name that is not UTF-8 cannot be written into any page.
    """
    files: dict[str, Path] = {}
    unusable: list[tuple[str, str]] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names + [f for f in folders if (Path(parent) / f).is_symlink()]):
            path = Path(parent) / name
            relative = nfc(path.relative_to(folder).as_posix())
            shown = relative.encode("utf-8", "backslashreplace").decode()
            if relative == MEETING_FILE or name.startswith("."):
                continue
            if shown != relative:
                unusable.append((shown, "PH417"))
            elif path.is_symlink():
                unusable.append((relative, "PH413"))
            else:
                files[relative] = path
    return files, tuple(unusable)
