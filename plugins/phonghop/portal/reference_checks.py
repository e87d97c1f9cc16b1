"""References: ids that are used twice, ids that name nothing, footnotes and their marks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from phonghop.model import Meeting
from phonghop.model.programme import every_item
from phonghop.portal.load import MeetingFolder, Portal
from phonghop.source import KeyPath, locate, plain
from phonghop.text.guesses import Guesses
from phonghop.text.problems import Problem

_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]*)\]")


def doubled_bodies(portal: Portal) -> Iterator[Problem]:
    """Yield a problem for each body whose id another body of the portal has."""
    seen: set[str] = set()
    for n, body in enumerate(portal.settings.bodies):
        if body.id in seen:
            yield Problem(locate(portal.node, ("bodies", n)), "PH406", {"id": body.id, "key": "bodies"})
        seen.add(body.id)


def references_to_others(
    folder: MeetingFolder, organizer: str, replacement: str | None, portal: Portal
) -> Iterator[Problem]:
    """Yield a problem for an organizer or a replacement that the portal does not have, and for replacements in a circle."""
    if organizer not in portal.bodies and folder.is_whole("organizer"):
        yield _unknown(folder, ("organizer",), "PH401", organizer, portal.bodies, Guesses())
    if replacement and replacement not in portal.by_id and replacement not in portal.unreadable:
        others = [other for other in portal.by_id if other != folder.id]
        path = ("status", "replacement")
        yield _unknown(folder, path, "PH403", replacement, others, Guesses(), where="meetings/")
    chain = portal.replacements(folder.id)
    if replacement == folder.id or (chain and chain[-1].facts.replacement == folder.id):
        yield Problem(folder.place("status", "replacement"), "PH425", {"id": replacement})


def _unknown(  # noqa: PLR0913, PLR0917 where, what, and what is known
    folder: MeetingFolder,
    path: KeyPath,
    code: str,
    text: str,
    known: Collection[str],
    guess: Guesses,
    where: str = "",
) -> Problem:
    values = {"id": text, "nearest": guess(text, known), "known": known, "where": where}
    return Problem(folder.place(*path), code, values)


def doubled_identifiers(folder: MeetingFolder) -> Iterator[Problem]:
    """Yield a problem for each id that two records of one list have."""
    for name, keys in _identifiers(folder.meeting).items():
        seen: set[str] = set()
        for index, key in enumerate(keys):
            if key in seen:
                yield Problem(folder.place(name, index), "PH406", {"id": key, "key": name})
            seen.add(key)


def references_within(folder: MeetingFolder) -> Iterator[Problem]:
    """Yield a problem for each id that names nothing in its own file."""
    identifiers = {name: dict.fromkeys(keys) for name, keys in _identifiers(folder.meeting).items()}
    guess = Guesses()
    for path, key in _referring(folder.meeting):
        name = next(step for step in reversed(path) if isinstance(step, str))
        where = "links" if name == "link" else name
        if key not in identifiers[where] and folder.names_all(where):
            code = "PH402" if name == "documents" else "PH403"
            yield _unknown(folder, path, code, key, identifiers[where], guess, where)


def _identifiers(meeting: Meeting) -> Mapping[str, Sequence[str]]:
    """Return what the records of each list are called that others refer to."""
    return {
        **{name: [part.key for part in getattr(meeting, name)] for name in ("documents", "points", "links")},
        **{name: [part.id for part in getattr(meeting, name)] for name in ("contacts", "footnotes")},
    }


def _referring(meeting: Meeting) -> Iterator[tuple[KeyPath, str]]:
    """Yield every identifier that refers to something elsewhere in the file, with its path."""
    for entry in every_item(meeting.agenda):
        yield from (((*entry.path, "documents", i), key) for i, key in enumerate(entry.item.documents))
    for n, document in enumerate(meeting.documents):
        yield from ((("documents", n, "points", i), key) for i, key in enumerate(document.points))
    for n, deadline in enumerate(meeting.deadlines):
        yield from ((("deadlines", n, "points", i), key) for i, key in enumerate(deadline.points))
        if deadline.link:
            yield ("deadlines", n, "link"), deadline.link
    for name in ("tasks", "notes", "footnotes"):
        for n, record in enumerate(getattr(meeting, name)):
            yield from (((name, n, "contacts", i), key) for i, key in enumerate(record.contacts))


def footnote_references(folder: MeetingFolder) -> Iterator[Problem]:
    """Yield a problem for each mark without its footnote, and each footnote without a mark."""
    footnotes = dict.fromkeys(f.id for f in folder.meeting.footnotes)
    marked: set[str] = set()
    guess = Guesses()
    if not footnotes and b"[^" not in folder.source:
        return
    for path, text in texts_within(plain(folder.node), ()):
        for mark in _FOOTNOTE_MARK.findall(text):
            marked.add(mark)
            if mark not in footnotes and folder.names_all("footnotes"):
                values = {"id": mark, "nearest": guess(mark, footnotes), "known": footnotes}
                yield Problem(locate(folder.node, path), "PH408", values)
    for n, footnote in enumerate(folder.meeting.footnotes):
        if footnote.id not in marked:
            yield Problem(folder.place("footnotes", n), "PH409", {"id": footnote.id})


def texts_within(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield every text within plain data, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts_within(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts_within(part, (*path, index))
