"""The meetings being edited: their files, the data that the form means, and their problems."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from phonghop.documents.inspect import inspect_all
from phonghop.documents.problems import file_problems
from phonghop.documents.records import Inspections
from phonghop.editing.differences import data_of
from phonghop.editing.drafts import Drafts
from phonghop.editing.forms import as_written
from phonghop.editing.kept import keep_aside
from phonghop.editing.merging import Conflict, together
from phonghop.editing.parts import SECTIONS
from phonghop.editing.review_marks import Mark, marks, places, without
from phonghop.editing.review_marks import settled as settled_marks
from phonghop.model import Body, Meeting, read_record
from phonghop.model.documents import named_files
from phonghop.model.scalars import TO_FILL
from phonghop.portal import MeetingFolder, Portal, load
from phonghop.portal.checks import check_folder, check_together
from phonghop.portal.defaults import settled
from phonghop.portal.file_kinds import FORMATS
from phonghop.portal.load import MEETING_FILE, MEETINGS, PORTAL_FILE, Reading
from phonghop.portal.past import past
from phonghop.source import KeyPath, Mapping, plain, read
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError, patched
from phonghop.text.folding import nfc, numbered
from phonghop.text.problems import Problem
from phonghop.text.strings import Strings

_OF_FOLDER = frozenset({"PH412", "PH419"})
"""Problems of files in the meeting's folder that no document names."""


class ChangedElsewhere(Exception):
    """Somebody else has changed the same part of the file; ours was kept aside."""


@dataclass(slots=True)
class Edited:
    """A meeting at work: `base` is the file as it was opened, `text` what it would hold if it were saved now."""

    base: str
    text: str

    @property
    def is_changed(self) -> bool:
        """Whether something is not saved yet."""
        return self.text != self.base


class Desk:
    """All of a portal's meetings, and those of them that are being edited."""

    def __init__(self, root: Path, t: Strings, cache: Path, now: Callable[[], datetime]) -> None:
        self.root, self.t = root, t
        self._cache, self._now = cache, now
        self._edited: dict[str, Edited] = {}
        self._drafts = Drafts(cache)
        self._seen: dict[str, dict[str, Plain]] = {}
        self._readings: dict[str, tuple[str, Reading]] = {}
        self._bodies: tuple[object, tuple[Body, ...]] | None = None

    def file(self, meeting_id: str) -> Path:
        """Return the path of a meeting's file."""
        return self.root / MEETINGS / meeting_id / MEETING_FILE

    def portal(self) -> Portal | None:
        """Return the portal as its files are now."""
        return load(self.root, self._cache, self._readings)[0]

    def title(self, meeting_id: str) -> str:
        """Return what a meeting is called as it is being edited, also while there is something to mend in it; its id while it cannot be read."""
        data = self.data(meeting_id) if self.file(meeting_id).is_file() else None
        if data is None:
            return meeting_id
        title = str(data.get("title") or "")
        return title if title not in ("", TO_FILL) else self.t("edit.untitled")

    def bodies(self) -> tuple[Body, ...]:
        """Return the portal's bodies; it is read again only when its own file has changed."""
        file = self.root / MEETINGS / PORTAL_FILE
        state = (file.stat().st_mtime_ns, file.stat().st_size) if file.is_file() else None
        if self._bodies is None or self._bodies[0] != state:
            portal = self.portal()
            self._bodies = (state, portal.settings.bodies if portal else ())
        return self._bodies[1]

    def writes_letters(self, meeting_id: str) -> bool:
        """Return whether a letter can come of a meeting: its body writes them, or its file tells of one."""
        data = self.data(meeting_id) or {}
        bodies = self.bodies()
        own = [body for body in bodies if body.id == data.get("organizer")] or bodies
        return "letter" in data or not own or any(body.letters != "none" for body in own)

    def open(self, meeting_id: str) -> Edited:
        """Return a meeting as it is being edited, also by an earlier run; one without unsaved changes is read again."""
        if meeting_id not in self._edited:
            self._edited[meeting_id] = Edited(*self._drafts.read(meeting_id))
        edited = self._edited[meeting_id]
        if not edited.is_changed:
            edited.base = edited.text = self.file(meeting_id).read_bytes().decode("utf-8-sig", "replace")
        return edited

    def data(self, meeting_id: str) -> dict[str, Plain] | None:
        """Return what the meeting holds as it is edited; None where the text is not YAML."""
        node, _ = _read(self.open(meeting_id).text, self._name(meeting_id))
        held = plain(node) if node else None
        return held if isinstance(held, dict) else None

    def is_unsaved(self, meeting_id: str) -> bool:
        """Return whether something of a meeting is not saved yet."""
        return (self._edited.get(meeting_id) or Edited(*self._drafts.read(meeting_id))).is_changed

    def shown(self, meeting_id: str, section: str) -> str:
        """Return a name for what a part of the form shows now, by which the filled form says later what it began with."""
        data = self.data(meeting_id) or {}
        part = {name: data[name] for name in SECTIONS[section] if name in data}
        key = hashlib.sha256(json.dumps(part).encode()).hexdigest()[:16]
        self._seen[key] = part
        return key

    def change(self, meeting_id: str, section: str, meant: dict[str, Plain], shown: str = "") -> None:
        """Replace a part of the data with `meant`, as the form was filled that began with what was `shown`; nothing is saved.

        Raises:
            PatchError: the text cannot hold that.
            Conflict: the same thing was changed in another window meanwhile.
        """
        data = self.data(meeting_id)
        if data is None:
            raise PatchError
        now = {name: data.pop(name) for name in SECTIONS[section] if name in data}
        seen = self._seen.get(shown, now)
        ours: dict[str, Plain] = {}
        for name in SECTIONS[section]:
            if name in meant:
                ours[name] = as_written(meant[name], seen.get(name), Meeting.model_fields[name].annotation)
            elif seen.get(name) in ("", [], {}):
                ours[name] = seen[name]
        self.hold(meeting_id, data | together(seen, ours, now))

    def hold(self, meeting_id: str, meant: dict[str, Plain]) -> None:
        """Replace the data of the whole file with `meant`, and drop the marks above changed fields; nothing is written.

        Raises:
            PatchError: the text cannot hold that.
        """
        edited, before = self.open(meeting_id), self.data(meeting_id)
        text = patched(edited.text, meant, tuple(Meeting.model_fields))
        self._hold_text(meeting_id, settled_marks(before, meant, text))

    def _hold_text(self, meeting_id: str, text: str) -> None:
        edited = self.open(meeting_id)
        edited.text = text
        self._drafts.write(meeting_id, edited.base, text)

    def put_in(self, meeting_id: str, name: str, content: bytes) -> None:
        """Hold a file of the meeting that is not saved yet."""
        self._drafts.put_in(meeting_id, name, content)

    def paths(self, meeting_id: str) -> dict[str, Path]:
        """Return the files of a meeting by name, those that are not saved yet among them."""
        folder = self.file(meeting_id).parent
        own = (path for path in folder.rglob("*") if path.name != MEETING_FILE and path.name[0] != ".")
        paths = {path.relative_to(folder).as_posix(): path for path in sorted(own) if path.is_file()}
        return paths | self._dropped(meeting_id)

    def _dropped(self, meeting_id: str) -> dict[str, Path]:
        """Return the files that are not saved yet, but for those that were taken off the list again."""
        listed = json.dumps((self.data(meeting_id) or {}).get("documents"))
        files = self._drafts.files(meeting_id).items()
        return {name: path for name, path in files if json.dumps(nfc(name)) in listed}

    def marks(self, meeting_id: str) -> tuple[Mark, ...]:
        """Return what somebody has to look at in the file as it is edited."""
        return marks(self.open(meeting_id).text)

    def looked_at(self, meeting_id: str, line: int, words: str) -> None:
        """Drop a mark that somebody has looked at, if it is still there; nothing is written."""
        text = self.open(meeting_id).text
        gone = [mark for mark in marks(text) if (mark.line, mark.words) == (line, words)]
        self._hold_text(meeting_id, without(text, gone))

    def write_text(self, meeting_id: str, text: str) -> None:
        """Replace the text of the file with `text` as it was typed; nothing is written."""
        self._hold_text(meeting_id, text.replace("\r\n", "\n"))

    def create(self, meeting_id: str, text: str) -> str:
        """Write the file of a new meeting; return its id, which gets a number where the name is taken."""
        name = next(name for name in numbered(meeting_id) if not self.file(name).parent.exists())
        self.file(name).parent.mkdir()
        self.file(name).write_text(text, encoding="utf-8", newline="\n")
        return name

    def discard(self, meeting_id: str) -> None:
        """Forget what is not saved."""
        self._edited.pop(meeting_id, None)
        self._drafts.drop(meeting_id)

    def save(self, meeting_id: str) -> bool:
        """Write the file; return whether somebody else's changes to other parts were taken in.

        Raises:
            ChangedElsewhere: the same part was changed by somebody else.
        """
        edited = self.open(meeting_id)
        file = self.file(meeting_id)
        now = file.read_bytes().decode("utf-8-sig", "replace")
        merged = now != edited.base
        if merged:
            edited.text = self._merged(meeting_id, edited, now)
        for name, path in self._dropped(meeting_id).items():
            shutil.move(path, file.parent / name)
        aside = file.with_name(f".{MEETING_FILE}.{hashlib.sha256(edited.text.encode()).hexdigest()[:8]}")
        aside.write_bytes(edited.text.encode())
        aside.replace(file)
        edited.base = edited.text
        self._drafts.drop(meeting_id)
        return merged

    def _merged(self, meeting_id: str, edited: Edited, theirs: str) -> str:
        """Return `theirs` with what was changed here, if both changed different things."""
        text = self.merged(edited.base, edited.text, theirs)
        if text is not None:
            return text
        files = {name: path.read_bytes() for name, path in self._dropped(meeting_id).items()}
        keep_aside(self.root, meeting_id, edited.base.encode(), edited.text.encode(), files)
        self.discard(meeting_id)
        raise ChangedElsewhere

    def merged(self, base: str, ours: str, theirs: str) -> str | None:
        """Return the text `theirs` with what `ours` changed from `base`; None where both changed the same."""
        held = [data_of(text) for text in (base, ours, theirs)]
        if None in held:
            return None
        try:
            meant = together(*(part or {} for part in held))
            return patched(theirs, meant, tuple(Meeting.model_fields))
        except (Conflict, PatchError):
            return None

    def problems(self, meeting_id: str, text: str | None = None) -> list[Problem]:
        """Return the problems that `phonghop check` would report if this meeting were saved now, or held `text`."""
        name = self._name(meeting_id)
        text = self.open(meeting_id).text if text is None else text
        node, problems = _read(text, name)
        if node is None:
            return list(problems)
        meeting, own = read_record(Meeting, node)
        portal = self._with(meeting_id, meeting, text.encode())
        wrong = [*problems, *own]
        if portal and meeting:
            folder = portal.by_id[meeting_id]
            together = check_together(portal, self.root, self._now(), past(self.root, self._cache))
            of_files = file_problems(replace(portal, folders=(folder,)), self.files(folder))
            wrong += [*check_folder(folder), *(p for p in (*together, *of_files) if p.place.file == name)]
        return sorted(set(wrong))

    def placed_problems(self, meeting_id: str) -> list[tuple[KeyPath, Problem]]:
        """Return the problems, each with where in the form it belongs."""
        node, _ = _read(self.open(meeting_id).text, self._name(meeting_id))
        begins = sorted(places(node, ()), key=lambda start: (start[0], len(start[1]))) if node else []
        placed = []
        for problem in self.problems(meeting_id):
            at = (problem.place.line, problem.place.column)
            path = next((path for place, path in reversed(begins) if place <= at), ())
            placed.append((("documents",) if problem.code in _OF_FOLDER else path, problem))
        return placed

    def as_edited(self, meeting_id: str) -> tuple[Portal, MeetingFolder] | None:
        """Return the portal with the meeting as it is edited; None while that cannot be read."""
        source = self.open(meeting_id).text.encode()
        node, _ = read(source, self._name(meeting_id))
        meeting = read_record(Meeting, node)[0] if node else None
        portal = self._with(meeting_id, meeting, source)
        folder = portal.by_id.get(meeting_id) if portal and meeting else None
        return (portal, folder) if portal and folder and folder.meeting.organizer in portal.bodies else None

    def _with(self, meeting_id: str, meeting: Meeting | None, source: bytes) -> Portal | None:
        """Return the portal with the meeting as it is edited."""
        portal = self.portal()
        if portal is None or meeting is None:
            return portal
        body = portal.bodies.get(meeting.organizer)
        own = MeetingFolder(
            meeting_id,
            settled(meeting, body) if body else meeting,
            self._name(meeting_id),
            source,
            self.paths(meeting_id),
            self.file(meeting_id).parent,
        )
        others = [folder for folder in portal.folders if folder.id != meeting_id]
        folders = sorted([*others, own], key=lambda folder: (folder.facts.start, folder.id))
        remembered = {name: known for name, known in portal.remembered.items() if name != meeting_id}
        return replace(portal, folders=tuple(folders), remembered=remembered)

    def named_files(self, meeting_id: str) -> set[str]:
        """Return the names of the files that the meeting names; none while it cannot be read."""
        edited = self.as_edited(meeting_id)
        return {file for _, file in named_files(edited[1].meeting.documents)} if edited else set()

    def files(self, folder: MeetingFolder) -> Inspections:
        """Return what is known of the files that the meeting names."""
        named = {file for _, file in named_files(folder.meeting.documents)}
        served = [
            folder.paths[file] for file in named & set(folder.paths) if Path(file).suffix.lower() in FORMATS
        ]
        return inspect_all(served, self._cache)

    def _name(self, meeting_id: str) -> str:
        return f"{MEETINGS}/{meeting_id}/{MEETING_FILE}"


@lru_cache(maxsize=4)
def _read(text: str, name: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the parsed text, cached because a page needs the same one many times."""
    node, problems = read(text.encode(), name)
    return node, tuple(problems)
