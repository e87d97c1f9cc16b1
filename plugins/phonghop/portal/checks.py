"""Rules over several fields: order of dates, files, halls, codes. Each check yields its problems."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath

from phonghop import git
from phonghop.model import Meeting
from phonghop.model.documents import named_files
from phonghop.model.programme import every_item
from phonghop.model.scalars import refuse_unpublishable, tells_password
from phonghop.portal.code_meanings import changed_meanings, lost_codes
from phonghop.portal.file_kinds import FORMATS
from phonghop.portal.letter_checks import letter_findings
from phonghop.portal.load import MEETING_FILE, MeetingFolder, Portal, is_meeting_id
from phonghop.portal.meeting_facts import subject_names
from phonghop.portal.past import Past
from phonghop.portal.reference_checks import (
    doubled_bodies,
    doubled_identifiers,
    footnote_references,
    references_to_others,
    references_within,
    texts_within,
)
from phonghop.portal.region_checks import region_problems
from phonghop.portal.release import held, is_held
from phonghop.portal.replacements import unannounced_replacements
from phonghop.portal.unbroken import changed_lines, forks, gaps
from phonghop.source import KeyPath, Node, locate, plain
from phonghop.text.dates import Moment, brief_moment, short_date
from phonghop.text.folding import slug
from phonghop.text.guesses import Guesses
from phonghop.text.phone_numbers import masked, phones
from phonghop.text.problems import Place, Problem, Unreadable
from phonghop.text.secrecy_marks import marks_in_name
from phonghop.text.strings import Phrase

_SHORTEST_TYPED = 9
_OVERLAP = timedelta(hours=3)


def check_folder(folder: MeetingFolder) -> Iterator[Problem]:
    """Yield everything wrong with a meeting by itself."""
    for rule in (*_OF_PARTS, _dates, _agenda, _letter):
        yield from rule(folder)
    yield from _doubtful_words(folder.node, are_public=folder.meeting.locked == "no")


def check_together(portal: Portal, root: Path, now: datetime, history: Past) -> Iterator[Problem]:
    """Yield everything wrong with meetings held against each other, against the codes and against git."""
    yield from doubled_bodies(portal)
    yield from _doubtful_words(portal.node, are_public=True)
    for folder in portal.folders:
        yield from references_to_others(folder, folder.facts.organizer, folder.facts.replacement, portal)
        yield from _not_yet_published(folder, now)
    for folder in portal.broken:
        for rule in _OF_PARTS:
            yield from rule(folder)
        yield from references_to_others(
            folder, folder.meeting.organizer, folder.meeting.status.replacement, portal
        )
    yield from _clashes(portal.folders)
    yield from _subjects(portal.folders)
    yield from _codes(portal, history)
    yield from region_problems(portal, root, history)
    yield from unannounced_replacements(portal, root, now, history)
    yield from _seen_elsewhere(portal, now)


def _doubtful_words(node: Node, *, are_public: bool) -> Iterator[Problem]:
    """Yield what may be a phone number with letters for digits, O for 0, l for 1, and passwords that everybody would read.

    No password is repeated: the list of problems is no secret.
    """
    for path, text in texts_within(plain(node), ()):
        if path[0] == "contacts":
            continue
        for phone in phones(text) if "file" not in path and len(text) >= _SHORTEST_TYPED else ():
            if not phone.certain:
                yield Problem(locate(node, path), "PH229", {"phone": masked(phone.text)})
        if are_public and tells_password(text):
            yield Problem(locate(node, path), "PH247")


def _dates(folder: MeetingFolder) -> Iterator[Problem]:
    meeting = folder.meeting
    is_ordered = True
    for n, (before, after) in enumerate(pairwise(meeting.sessions), 1):
        if after.start.latest < before.start.begin:  # equal starts are sessions side by side
            values = {"before": brief_moment(before.start), "after": brief_moment(after.start)}
            yield Problem(folder.place("sessions", n), "PH313", values)
            is_ordered = False
    is_misplaced = is_meeting_id(folder.id) and not folder.id.startswith(
        meeting.start.iso().partition("T")[0]
    )
    if is_misplaced and is_ordered and meeting.status.state == "scheduled":
        values = {
            "folder": folder.id,
            "date": short_date(meeting.start.day),
            "iso": meeting.start.day.isoformat(),
        }
        yield Problem(folder.place("sessions", 0), "PH307", values)
    links = {link.key: link for link in meeting.links}
    for n, deadline in enumerate(meeting.deadlines):
        link = links.get(deadline.link or "")
        if link and link.deadline and link.deadline != deadline.at:
            values = {
                "id": link.key,
                "link": brief_moment(link.deadline),
                "at": brief_moment(deadline.at),
            }
            yield Problem(folder.place("deadlines", n, "at"), "PH314", values)
    for path, moment in _before_the_end(meeting):
        if moment.latest > meeting.last_instant:
            values = {"deadline": brief_moment(moment), "meeting": brief_moment(meeting.sessions[-1].start)}
            yield Problem(folder.place(*path), "PH306", values)


def _not_yet_published(folder: MeetingFolder, now: datetime) -> Iterator[Problem]:
    """Yield a doubt for each document with a publication time in the future: it is published at once nevertheless."""
    if not any(posted > now for posted in folder.facts.posted):
        return
    for n, document in enumerate(folder.meeting.documents):
        at = document.published_at
        if at and document.state == "published" and not document.release and at.begin > now:
            yield Problem(folder.place("documents", n, "published_at"), "PH315", {"when": brief_moment(at)})


def _before_the_end(meeting: Meeting) -> Iterator[tuple[KeyPath, Moment]]:
    """Yield every deadline that makes no sense once the meeting is over, with its path."""
    for n, deadline in enumerate(meeting.deadlines):
        if not deadline.after_meeting:
            yield ("deadlines", n, "at"), deadline.at
    for n, link in enumerate(meeting.links):
        if link.deadline and link.kind != "survey":
            yield ("links", n, "deadline"), link.deadline
    for n, rehearsal in enumerate(meeting.rehearsals):
        yield ("rehearsals", n, "at"), rehearsal.at
    for n, point in enumerate(meeting.points):
        if point.registration and point.registration.deadline:
            yield ("points", n, "registration", "deadline"), point.registration.deadline


def _agenda(folder: MeetingFolder) -> Iterator[Problem]:
    count = len(folder.meeting.sessions)
    for entry in every_item(folder.meeting.agenda):
        number = entry.item.session
        if number is not None and not 1 <= number <= count:
            yield Problem(folder.place(*entry.path, "session"), "PH426", {"number": number, "count": count})


def _letter(folder: MeetingFolder) -> Iterator[Problem]:
    for path, code, values in letter_findings(folder.meeting):
        yield Problem(folder.place(*path), code, values)


def _files(folder: MeetingFolder) -> Iterator[Problem]:
    guess = Guesses()
    files = list(named_files(folder.meeting.documents))
    named = {file: _file_problem(file, folder) for file in dict.fromkeys(file for _, file in files)}
    unnamed = sorted(set(folder.paths) - named.keys())
    for path, file in files:
        if problem := named[file]:
            values = {"file": file, "nearest": guess(file, unnamed), "served": tuple(FORMATS)}
            yield Problem(folder.place(*path), problem.code, {**values, **problem.values})
    for file in unnamed if folder.is_whole("documents") else ():
        yield Problem(Place(f"{folder.file.removesuffix(MEETING_FILE)}{file}"), "PH412", {"file": file})


def _seen_elsewhere(portal: Portal, now: datetime) -> Iterator[Problem]:
    """Yield a problem for each file that is published though it holds what another document holds back until its hour."""
    waiting = {
        waiting_file.read_bytes()
        for folder, _, document in held(portal, now)
        if (waiting_file := folder.paths.get(document.file or ""))
    }
    sizes = frozenset(map(len, waiting))
    for folder in portal.folders if waiting else ():
        documents = folder.meeting.documents
        for path, file in named_files(documents):
            document, there = documents[int(path[1])], folder.paths.get(file)
            if there is None or document.state != "published" or is_held(document, now):
                continue
            if there.stat().st_size in sizes and there.read_bytes() in waiting:
                yield Problem(folder.place(*path), "PH455", {"file": file})


def _file_problem(file: str, folder: MeetingFolder) -> Unreadable | None:
    """Return why the file that a document names cannot be published, or None."""
    pure = PurePosixPath(file)
    if pure.is_absolute() or ".." in pure.parts or "\\" in file or re.match(r"[A-Za-z]:", file):
        return Unreadable("PH405")
    try:
        refuse_unpublishable(file)
    except Unreadable as error:
        return error
    for mark in marks_in_name(pure.stem).certain:
        return Unreadable("PH214", mark=mark)
    if file not in folder.paths:
        return Unreadable("PH404")
    return None if pure.suffix.lower() in FORMATS else Unreadable("PH415")


def _clashes(folders: Sequence[MeetingFolder]) -> Iterator[Problem]:
    """Yield a doubt for two meetings of one body in one hall less than three hours apart."""
    halls: dict[tuple[str, str], list[tuple[datetime, MeetingFolder, int, KeyPath]]] = defaultdict(list)
    for folder in folders:
        facts = folder.facts
        if not facts.takes_place:
            continue
        for hall, at, session, path in facts.halls:
            halls[facts.organizer, hall].append((at, folder, session, path))
    for uses in halls.values():
        uses.sort(key=lambda use: use[0])
        for (start, one, session, _), (next_start, other, _, path) in pairwise(uses):
            if one.id != other.id and next_start - start < _OVERLAP:
                values = {"other": one.id, "at": brief_moment(one.meeting.sessions[session].start)}
                yield Problem(other.place(*path), "PH414", values)


def _subjects(folders: Sequence[MeetingFolder]) -> Iterator[Problem]:
    """Yield a doubt for each field of work that is spelt unlike the name under which its address shows it."""
    names = subject_names(name for folder in folders for name in folder.facts.subjects)
    for folder in folders:
        for n, name in enumerate(folder.facts.subjects):
            if not slug(name):
                yield Problem(folder.place("subjects", n), "PH424", {"text": name})
            elif names[slug(name)] != name:
                yield Problem(
                    folder.place("subjects", n), "PH423", {"text": name, "other": names[slug(name)]}
                )


def _codes(portal: Portal, history: Past) -> Iterator[Problem]:
    ledger = portal.ledger
    meetings = {folder.id: folder.facts for folder in portal.folders}
    yield from lost_codes(ledger, meetings, portal.unreadable)
    yield from changed_meanings(ledger, meetings, portal.unreadable)
    if ledger.source is None or git.blob(ledger.source) != history.proven:
        yield from gaps(ledger)
    yield from forks(ledger)
    if ledger.source is not None:
        yield from changed_lines(history.codes, ledger.source, ledger.file)
    if history.doubt and ledger.entries:
        yield Problem(
            Place(ledger.file),
            "PH507",
            {part: Phrase(f"history.{history.doubt}.{part}") for part in ("reason", "remedy")},
        )


_OF_PARTS = (doubled_identifiers, references_within, footnote_references, _files)
"""What is checked of a meeting also where only parts of it could be read."""
