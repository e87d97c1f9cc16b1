"""Reads the folder of meetings. The only module of the core that walks it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Values
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from phonghop.model import Body, Meeting, PortalFile, Sound, read_in_part, read_record
from phonghop.portal.codes import Ledger, read_ledger
from phonghop.portal.logo import Logo, read_logo
from phonghop.portal.obstacles import entries_below, obstacle
from phonghop.portal.settled import settled
from phonghop.source import MAX_BYTES, Mapping, locate, read
from phonghop.store import Cache, Records, recipe
from phonghop.text.folding import nfc, slug
from phonghop.text.problems import Place, Problem

MEETINGS = "meetings"
PORTAL_FILE = "portal.yml"
MEETING_FILE = "meeting.yml"
LEDGER_FILE = "issued.tsv"

_PACKAGE = Path(__file__).parent.parent

_MEETING_ID = re.compile(r"\d{4}-\d{2}-\d{2}(?:-[a-z0-9]+)+")


@dataclass(frozen=True)
class MeetingFolder:
    """A meeting with the folder it was read from.

    Attributes:
        id: the folder's name, which is the meeting's address.
        file: the YAML file, relative to the project.
        source: what it holds.
        paths: every other file of the folder, by its name in NFC relative to the folder.
        sound: what `meeting` was read from where the file has errors; such a folder is checked and never published.
    """

    id: str
    meeting: Meeting
    file: str
    source: bytes = field(repr=False)
    paths: Values[str, Path] = field(repr=False)
    sound: Sound | None = field(default=None, repr=False)

    @cached_property
    def node(self) -> Mapping:
        """Everything in the YAML file with its position: only what is told to staff needs it."""
        node, _ = read(self.source, self.file)
        assert node is not None
        return node

    def place(self, *path: str | int) -> Place:
        """Return where `path` stands in the YAML file."""
        return locate(self.sound.node if self.sound else self.node, path)

    def is_whole(self, key: str) -> bool:
        """Return whether all that stands under the top-level `key` could be read."""
        return self.sound is None or key not in self.sound.cut

    def names_all(self, key: str) -> bool:
        """Return whether every identifier of the list under the top-level `key` is known."""
        return self.sound is None or key not in self.sound.uncertain


@dataclass(frozen=True)
class Portal:
    """Everything that was read: what meetings share, the meetings from first to last, the codes ever issued.

    Attributes:
        node: the positions of everything in ``portal.yml``.
        source: what ``portal.yml`` holds.
        unreadable: the ids of meetings that are there but could not be read; nothing is said of what refers to them.
        broken: those of them of which a part could be read, for its references to be checked.
    """

    settings: PortalFile
    node: Mapping
    source: bytes
    folders: tuple[MeetingFolder, ...]
    ledger: Ledger
    unreadable: frozenset[str] = frozenset()
    broken: tuple[MeetingFolder, ...] = ()
    logo: Logo | None = None

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
        """Return the part of the portal that a meeting's own pages and papers speak of.

        That is the meeting, those before and after it, those that take its place, and its own codes. What is made from
        this part alone need not be made again when anything else changes.
        """
        own = self._places[meeting_id]
        places = {place for place in (own - 1, own, own + 1) if 0 <= place < len(self.folders)}
        places |= {self._places[folder.id] for folder in self.replacements(meeting_id)}
        near = tuple(self.folders[place] for place in sorted(places))
        return replace(self, folders=near, ledger=self.ledger.of_meeting(meeting_id))

    def replacements(self, meeting_id: str) -> tuple[MeetingFolder, ...]:
        """Return the meeting that takes the place of one, then the one in place of that, to the last; each once."""
        chain: list[MeetingFolder] = []
        passed = {meeting_id}
        here = self.by_id.get(meeting_id)
        while (
            here and (here := self.by_id.get(here.meeting.status.replacement or "")) and here.id not in passed
        ):
            passed.add(here.id)
            chain.append(here)
        return tuple(chain)

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


def load(root: Path, cache: Cache | None = None) -> tuple[Portal | None, tuple[Problem, ...]]:
    """Return the portal below the project folder `root`, and every problem of reading it.

    The portal holds what could be read; it is None only when ``portal.yml`` could not. A meeting whose file holds what
    it held when it was last read without a problem is taken from `cache`.
    """
    base = root / MEETINGS
    source, settings, node, problems = _read_settings(base / PORTAL_FILE, f"{MEETINGS}/{PORTAL_FILE}")
    kept = _KeptMeetings(cache) if cache else None
    found: list[MeetingFolder] = []
    broken: list[MeetingFolder] = []
    unreadable: set[str] = set()
    folders, own = _folders(base)
    problems += own
    for entry in folders:
        folder, own = _read_folder(entry, kept)
        problems += own
        if folder and not folder.sound:
            found.append(folder)
            continue
        unreadable.add(nfc(entry.name))
        if folder:
            broken.append(folder)
    problems += tuple(_loose_files(base))
    ledger, own = read_ledger(base / LEDGER_FILE, f"{MEETINGS}/{LEDGER_FILE}")
    problems += own
    if settings is None or node is None:
        return None, problems
    logo, own = read_logo(base, settings.logo, node)
    problems += own
    bodies = {body.id: body for body in settings.bodies}
    found = [
        replace(folder, meeting=settled(folder.meeting, bodies[folder.meeting.organizer]))
        if folder.meeting.organizer in bodies
        else folder
        for folder in found
    ]
    found.sort(key=lambda folder: (folder.meeting.start.latest, folder.id))
    if kept:
        kept.forget_unused()
    portal = Portal(settings, node, source, tuple(found), ledger, frozenset(unreadable), tuple(broken), logo)
    return portal, problems


def _read_settings(
    path: Path, file: str
) -> tuple[bytes, PortalFile | None, Mapping | None, tuple[Problem, ...]]:
    source, problems = _bytes(path, file)
    if problems:
        return source, None, None, problems
    node, problems = read(source, file)
    if node is None:
        return source, None, None, problems
    settings, own = read_record(PortalFile, node)
    return source, settings, node, problems + own


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


def _folders(base: Path) -> tuple[Sequence[Path], tuple[Problem, ...]]:
    """Return the folders of meetings; names that begin with "." or "_" are the office's own business."""
    try:
        return sorted(p for p in base.iterdir() if p.name[0] not in "._" and p.is_dir()), ()
    except FileNotFoundError:
        return (), ()
    except OSError:
        return (), (Problem(Place(MEETINGS), "PH117", {"file": MEETINGS}),)


class _KeptMeetings:
    """Meetings that were read before, by what their files hold and by the code that read them."""

    def __init__(self, cache: Cache) -> None:
        self._recipe = recipe(*(_PACKAGE / layer for layer in ("text", "source", "model")))
        self._records = Records(cache.below("read"))

    def read(self, data: bytes, file: str) -> tuple[Meeting | None, tuple[Problem, ...]]:
        name = hashlib.sha256(self._recipe + data).hexdigest()
        kept = self._records.load(name)
        if isinstance(kept, Meeting):
            return kept, ()
        meeting, problems = _read_meeting(data, file)
        if meeting and not problems:
            self._records.store(name, meeting)
        return meeting, problems

    def forget_unused(self) -> None:
        self._records.forget_unused()


def _read_meeting(data: bytes, file: str) -> tuple[Meeting | None, tuple[Problem, ...]]:
    node, problems = read(data, file)
    if node is None:
        return None, problems
    meeting, own = read_record(Meeting, node)
    return meeting, problems + own


def _read_folder(path: Path, kept: _KeptMeetings | None) -> tuple[MeetingFolder | None, tuple[Problem, ...]]:
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
    try:
        is_empty = path / MEETING_FILE not in path.iterdir()
    except OSError:
        return None, (*problems, Problem(Place(f"{MEETINGS}/{name}"), "PH117", {"file": name}))
    if is_empty:
        return None, (*problems, Problem(Place(f"{MEETINGS}/{name}"), "PH411", {"folder": name}))
    source, own = _bytes(path / MEETING_FILE, file)
    meeting = None
    if not own:
        meeting, own = (kept.read if kept else _read_meeting)(source, file)
    paths, unusable = _files_below(path)
    problems += own + tuple(
        Problem(Place(f"{MEETINGS}/{name}/{shown}"), code, {"file": shown}) for shown, code in unusable
    )
    if meeting:
        return MeetingFolder(name, meeting, file, source, paths), problems
    node, _ = read(source, file)
    if node is None:
        return None, problems
    sound = read_in_part(node)
    return MeetingFolder(name, sound.meeting, file, source, paths, sound), problems


def _bytes(path: Path, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    """Return what the file at `path` holds, as far as any file may go, or why it cannot be read."""
    try:
        if code := obstacle(path):
            return b"", (Problem(Place(file), code, {"file": path.name}),)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1), ()
    except OSError:
        return b"", (Problem(Place(file), "PH117", {"file": file}),)


def _files_below(folder: Path) -> tuple[dict[str, Path], tuple[tuple[str, str], ...]]:
    """Return the files below `folder` by name, and what cannot be used, with the code that says why.

    Symbolic links are never followed; a name that is not UTF-8 cannot be written into any page.
    """
    files: dict[str, Path] = {}
    unusable: list[tuple[str, str]] = []
    for path, code in entries_below(folder):
        if path == folder / MEETING_FILE:
            continue
        relative = nfc(path.relative_to(folder).as_posix())
        shown = relative.encode("utf-8", "backslashreplace").decode()
        if shown != relative:
            unusable.append((shown, "PH417"))
        elif code:
            unusable.append((relative, code))
        elif not path.is_dir():
            files[relative] = path
    return files, tuple(unusable)
