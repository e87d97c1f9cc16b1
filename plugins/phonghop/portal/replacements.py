"""Published files that were replaced without notice: git's history compared with the declarations in the meeting's file.

Without git there is nothing to compare, and no problem is reported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from phonghop.model import Document, Meeting, read_record
from phonghop.portal.history import Commit, contents
from phonghop.portal.load import MEETING_FILE, MEETINGS, MeetingFolder, Portal
from phonghop.portal.past import Past
from phonghop.source import read
from phonghop.text.dates import Moment
from phonghop.text.folding import nfc
from phonghop.text.problems import Problem

GRACE = timedelta(hours=1)
"""Changes within this time are one act of publishing: the file and its entry in two commits, a slip corrected at once."""

_TOLD = ("published_at", "release", "awaiting", "withdrawn", "versions", "number", "date", "note")
"""Fields of a document whose change announces a replacement to readers."""

_ITSELF = f"/{MEETING_FILE}"
_UNCOMMITTED = "?"
"""Stands for the blob of bytes that no commit holds yet."""


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A published file that came after another may have been there.

    Attributes:
        place: the document's, in its meeting's list.
        blob: what the file holds now.
        changed: since when.
        declared: the blob of the meeting's file that was published before that.
    """

    folder: MeetingFolder
    place: int
    blob: str
    changed: datetime
    declared: str

    @property
    def document(self) -> Document:
        return self.folder.meeting.documents[self.place]


def unannounced_replacements(portal: Portal, root: Path, now: datetime, history: Past) -> Iterator[Problem]:
    """Yield a doubt for each published document whose file was replaced while its declaration kept silent.

    The present file, committed or not, is compared with the one an hour before it last changed; uncommitted changes
    count as made `now`.
    """
    past = _Past(history.commits, history.uncommitted, now)
    suspects = [suspect for folder in portal.folders for suspect in past.suspects(folder)]
    earlier = _Earlier(contents(root, (suspect.declared for suspect in suspects)))
    for suspect in suspects:
        before = earlier.document(suspect)
        if before is None or not _was_public(before, suspect):
            continue
        assert before.file is not None
        blob = past.blob(_path(suspect.folder, before.file), suspect.changed - GRACE)
        if blob and blob != suspect.blob and _told(before) == _told(suspect.document):
            yield Problem(
                suspect.folder.place("documents", suspect.place, "file"), "PH711", {"file": before.file}
            )


class _Past:
    """The contents of the files over time."""

    def __init__(self, commits: Sequence[Commit], uncommitted: frozenset[str], now: datetime) -> None:
        self._uncommitted, self._now = uncommitted, now
        self._changes: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for commit in commits:
            for file, blob in commit.blobs.items():
                self._changes[file].append((commit.when, blob))
        # A document may have another file than it had: one of its folder's is gone then.
        gone = [file for file, changes in self._changes.items() if any(not blob for _, blob in changes)]
        self._with_losses = {file.split("/")[1] for file in (*gone, *uncommitted)}
        changed = (f for f, changes in self._changes.items() if len(changes) > 1 and not f.endswith(_ITSELF))
        self._suspected = self._with_losses.union(file.split("/")[1] for file in changed)

    def blob(self, file: str, moment: datetime) -> str:
        """Return what `file` held at `moment`, "" when it was not there."""
        changes = self._changes.get(file, [])
        at = bisect_right(changes, moment, key=lambda change: change[0])
        return changes[at - 1][1] if at else ""

    def suspects(self, folder: MeetingFolder) -> Iterator[_Suspect]:
        # Few folders ever had a file replaced; the others need not be read.
        for place, document in enumerate(
            folder.meeting.documents if nfc(folder.id) in self._suspected else ()
        ):
            if document.state != "published" or not document.file or document.file not in folder.paths:
                continue
            file = _path(folder, document.file)
            changes = self._changes.get(file, [])
            if len(changes) < 2 and nfc(folder.id) not in self._with_losses:
                continue
            changed, blob = (self._now, _UNCOMMITTED)
            if changes and file not in self._uncommitted:
                changed, blob = changes[-1]
            if declared := self.blob(nfc(folder.file), changed - GRACE):
                yield _Suspect(folder, place, blob, changed, declared)


class _Earlier:
    """Meetings as they were declared, each read once."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._read: dict[str, Meeting | None] = {}

    def document(self, suspect: _Suspect) -> Document | None:
        """Return the document as it was declared; None if that is unreadable, without a file, or already announced."""
        written = self._files.get(suspect.declared, b"")
        # An old version that was not named there is announced since; most replacements need not be read to know that.
        if any(version.file.encode() not in written for version in suspect.document.versions):
            return None
        if suspect.declared not in self._read:
            node, _ = read(written, suspect.folder.file)
            self._read[suspect.declared] = read_record(Meeting, node)[0] if node else None
        meeting = self._read[suspect.declared]
        documents = meeting.documents if meeting else ()
        return next((d for d in documents if d.key == suspect.document.key and d.file), None)


def _path(folder: MeetingFolder, file: str) -> str:
    return f"{MEETINGS}/{nfc(folder.id)}/{nfc(file)}"


def _was_public(before: Document, suspect: _Suspect) -> bool:
    """Return whether readers could have the file before it changed, by the hours that the office gives."""
    letter: date | None = suspect.folder.meeting.letter.date
    moments = (before.published_at or (Moment(letter) if letter else None), before.release)
    return before.state == "published" and all(m.begin <= suspect.changed for m in moments if m)


def _told(document: Document) -> tuple[object, ...]:
    return tuple(getattr(document, name) for name in _TOLD)
