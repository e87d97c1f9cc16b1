"""The portal in two parts: the public one, and the meetings of which something is locked.

Locked data is removed before any product sees it, like documents before their hour (`portal.release`). The public
remainder of a locked meeting is built from scratch, so it has only the fields named here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from phonghop.locked.keyring import Keyring, Lock
from phonghop.model import Meeting
from phonghop.model.documents import named_files
from phonghop.model.points import Venue
from phonghop.model.programme import with_documents
from phonghop.model.session import Session
from phonghop.model.status import Status
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import IssuedCode, Ledger, Subject
from phonghop.text.dates import Moment
from phonghop.text.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class LockedMeeting:
    """A meeting of which something is locked.

    Attributes:
        folder: the whole of it.
        lock: its keys.
        public_id: the id of its public part; empty if it has none.
        codes: the codes that open nothing without the key on the paper.
    """

    folder: MeetingFolder
    lock: Lock
    public_id: str
    codes: tuple[IssuedCode, ...]

    @property
    def set_id(self) -> str:
        """What names its locked papers in addresses."""
        return self.lock.set_id.hex()


@dataclass(frozen=True, slots=True)
class Parted:
    """The public part of a portal, and its locked meetings."""

    public: Portal
    locked: tuple[LockedMeeting, ...] = ()

    def seen_with(self, meeting: LockedMeeting) -> Portal:
        """Return the portal for a reader who has opened `meeting`: all of that meeting, and the public part of others.

        Its codes are left out: without the key, which is only on paper, they open nothing.
        """
        whole = meeting.folder
        others = [folder for folder in self.public.folders if folder.id != meeting.public_id]
        folders = sorted((*others, whole), key=lambda folder: (folder.facts.start, folder.id))
        settings = self.public.settings.model_copy(update={"hall_copy": False})
        return replace(
            self.public, settings=settings, folders=tuple(folders), ledger=Ledger(), remembered={}, fresh={}
        )


def locked_folders(portal: Portal) -> Iterator[MeetingFolder]:
    """Yield the meetings of which something is locked."""
    return (folder for folder in portal.folders if folder.facts.has_locked)


def key_problems(portal: Portal, keyring: Keyring, file: str) -> Iterator[Problem]:
    """Yield a problem for each meeting that is locked and has no key in the `file` of keys, and for one that leads to nothing."""
    hidden = {folder.id for folder in locked_folders(portal) if folder.meeting.locked == "nothing"}
    for folder in portal.folders:
        if folder.facts.has_locked and folder.id not in keyring:
            yield Problem(_place(folder), "PH440", {"id": folder.id, "file": file})
        if folder.facts.replacement in hidden and folder.meeting.locked != "nothing":
            yield Problem(folder.place("status", "replacement"), "PH443")


def _place(folder: MeetingFolder) -> Place:
    if folder.meeting.locked != "no":
        return folder.place("locked")
    n = next(n for n, document in enumerate(folder.meeting.documents) if document.locked)
    return folder.place("documents", n, "locked")


def parted(portal: Portal, keyring: Keyring) -> Parted:
    """Return `portal` in two parts; locked meetings without keys in `keyring` are in neither."""
    portal = portal.without(folder.id for folder in locked_folders(portal) if folder.id not in keyring)
    whole = {folder.id: folder for folder in locked_folders(portal)}
    if not whole:
        return Parted(portal)
    ids = {meeting: _public_id(folder, keyring[meeting]) for meeting, folder in whole.items()}
    folders = [_public(f, ids[f.id], keyring[f.id]) if f.id in whole else f for f in portal.folders]
    seen = tuple(_leading_on(folder, ids) for folder in folders if folder)
    ledger, codes = _ledgers(portal.ledger, whole)
    locked = (
        LockedMeeting(_leading_on(folder, ids), keyring[meeting], ids[meeting], tuple(codes.get(meeting, ())))
        for meeting, folder in whole.items()
    )
    # Cached results of a folder may contain more than the public part.
    untouched = {id(folder) for folder in portal.folders}
    same = {folder.id for folder in seen if id(folder) in untouched}
    remembered = {name: known for name, known in portal.remembered.items() if name in same}
    fresh = {name: known for name, known in portal.fresh.items() if name in same}
    public = replace(portal, folders=seen, ledger=ledger, remembered=remembered, fresh=fresh)
    return Parted(public, tuple(locked))


def _public_id(folder: MeetingFolder, lock: Lock) -> str:
    """Return the id of the public part: the meeting's own names its subject, which may be locked."""
    meeting = folder.meeting
    if meeting.locked == "no":
        return folder.id
    is_elsewhere = bool(meeting.status.replacement)
    if meeting.locked == "nothing" or is_elsewhere:
        return ""
    return f"{meeting.start.day.isoformat()}-noi-bo-{lock.set_id.hex()[:8]}"


def _public(folder: MeetingFolder, public_id: str, lock: Lock) -> MeetingFolder | None:
    """Return the public part of a meeting; None if there is none."""
    if not public_id:
        return None
    meeting = folder.meeting
    opens = routes.locked(lock.set_id.hex())
    if meeting.locked != "no":
        return replace(folder.showing(_public_line(meeting)), id=public_id, paths={}, opens=opens)
    documents = tuple(document for document in meeting.documents if not document.locked)
    agenda = with_documents(meeting.agenda, {document.key: document.key for document in documents})
    left = meeting.model_copy(update={"documents": documents, "agenda": agenda})
    locked = [document for document in meeting.documents if document.locked]
    files = {file for _, file in named_files(locked)}
    paths = {name: path for name, path in folder.paths.items() if name not in files}
    return replace(folder.showing(left), paths=paths, opens=opens)


def _public_line(meeting: Meeting) -> Meeting:
    """Return the public line: that an internal meeting is held on a day, or the title, time and place."""
    status = Status.model_construct(state="scheduled" if meeting.takes_place else meeting.status.state)
    if meeting.locked == "internal":
        days = dict.fromkeys((session.start.day, session.start.is_month) for session in meeting.sessions)
        sessions = tuple(
            Session.model_construct(start=Moment(day, is_month=is_month)) for day, is_month in days
        )
        return Meeting.model_construct(
            title="Cuộc họp nội bộ", organizer=meeting.organizer, status=status, sessions=sessions
        )
    sessions = tuple(
        Session.model_construct(start=s.start, end=s.end, hour=s.hour, venue=_place_of(s.venue))
        for s in meeting.sessions
    )
    return Meeting.model_construct(
        title=meeting.title,
        organizer=meeting.organizer,
        status=status,
        sessions=sessions,
        venue=_place_of(next(iter(meeting.venues), None)),
    )


def _place_of(venue: Venue | None) -> Venue | None:
    return venue and Venue.model_construct(name=venue.name, address=venue.address)


def _leading_on(folder: MeetingFolder, ids: Mapping[str, str]) -> MeetingFolder:
    """Return the folder; where a locked meeting takes the place of its own, the public id of that one is named instead."""
    public_id = ids.get(folder.facts.replacement or "", folder.facts.replacement)
    if public_id == folder.facts.replacement:
        return folder
    status = folder.meeting.status.model_copy(update={"replacement": public_id})
    return folder.showing(folder.meeting.model_copy(update={"status": status}))


def _ledgers(
    ledger: Ledger, whole: Mapping[str, MeetingFolder]
) -> tuple[Ledger, Mapping[str, Sequence[IssuedCode]]]:
    """Return the list of codes without those that open something locked, and these by meeting."""
    codes: dict[str, list[IssuedCode]] = {}
    for issued in ledger.codes.values():
        folder = whole.get(issued.subject.meeting)
        if folder and not issued.is_retired and _opens_locked(issued.subject, folder.meeting):
            codes.setdefault(folder.id, []).append(issued)
    taken = {issued.code for group in codes.values() for issued in group}
    left = {code: issued for code, issued in ledger.codes.items() if code not in taken}
    live = {subject: issued for subject, issued in ledger.by_subject.items() if issued.code in left}
    return replace(ledger, codes=left, by_subject=live), codes


def carries_key(subject: Subject, meeting: Meeting) -> bool:
    """Return whether the code of `subject` carries the key on a letter."""
    return _opens_locked(subject, meeting) or (meeting.has_locked and not subject.kind)


def _opens_locked(subject: Subject, meeting: Meeting) -> bool:
    """Return whether a code opens only what is locked: any of a locked meeting, else that of a locked document."""
    kind, key = subject.kind, subject.key
    return meeting.locked != "no" or (
        kind == "document" and any(d.locked and d.key == key for d in meeting.documents)
    )
