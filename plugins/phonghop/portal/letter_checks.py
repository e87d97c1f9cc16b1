"""Rules of the printed letter that need more than one field: what its shell requires, and the order of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from phonghop.model import Attendee, Citation, Contact, Letter, Meeting, Point
from phonghop.model.letter_kinds import KINDS, LetterKind
from phonghop.model.points import Gathering
from phonghop.model.programme import every_item
from phonghop.source import KeyPath
from phonghop.text.dates import short_date
from phonghop.text.folding import fold
from phonghop.text.region import here

Finding: TypeAlias = tuple[KeyPath, str, Mapping[str, object]]
"""Where in the meeting, which code of the catalogue, and the values of its sentence."""

_TYPED_PREFIX = re.compile(r"(?:v/v|ve viec)\b")


def letter_findings(meeting: Meeting) -> Iterator[Finding]:
    """Yield what is wrong with the letter of `meeting`, which is settled."""
    if meeting.letter.kind is None:
        return  # its body is unknown, which is a problem of its own
    yield from _nameless_forms(meeting)
    if not meeting.has_letter:
        if meeting.letter.kind != "none" or _is_written(meeting.letter):
            yield ("letter",), "PH608", {}
        return
    yield from _head(meeting)
    yield from _dates(meeting)
    yield from _recipients(meeting)
    yield from _subject(meeting)


def _kind(meeting: Meeting) -> LetterKind:
    return KINDS[meeting.letter.kind or ""]


def _is_written(letter: Letter) -> bool:
    """Return whether the file itself, apart from defaults of the body, describes the letter of a meeting without one."""
    taken = {"profile", "kind", "signature", "sections", "numbering"}
    blank = Letter()
    return any(getattr(letter, key) != getattr(blank, key) for key in Letter.model_fields if key not in taken)


def _nameless_forms(meeting: Meeting) -> Iterator[Finding]:
    """Yield a finding for each named person without an honorific: a Vietnamese sentence can neither guess nor omit it."""
    if here().language != "vi":
        return
    for path, who in named_people(meeting):
        if who.name and who.honorific is None:
            yield (*path, "name"), "PH228", {"name": who.name}


def named_people(meeting: Meeting) -> Iterator[tuple[KeyPath, Attendee | Contact]]:
    """Yield every line of attendees and every contact of `meeting`, at every depth, with its path."""
    for path, group in gatherings(meeting):
        if group.chair:
            yield from _people((*path, "chair"), group.chair)
        for i, who in enumerate(group.attendees):
            yield from _people((*path, "attendees", i), who)
        if isinstance(group, Point):
            for i, sub in enumerate(group.subpoints):
                if sub.chair:
                    yield from _people((*path, "subpoints", i, "chair"), sub.chair)
    yield from ((("contacts", n), contact) for n, contact in enumerate(meeting.contacts))


def gatherings(meeting: Meeting) -> Iterator[tuple[KeyPath, Gathering]]:
    """Yield everything that has a place, a chair or attendees, with its path: the meeting, points, sessions, agenda."""
    yield (), meeting
    yield from ((("points", n), point) for n, point in enumerate(meeting.points))
    yield from ((("sessions", n), session) for n, session in enumerate(meeting.sessions))
    yield from ((entry.path, entry.item) for entry in every_item(meeting.agenda))


def _people(path: KeyPath, who: Attendee) -> Iterator[tuple[KeyPath, Attendee]]:
    yield path, who
    for n, member in enumerate(who.members):
        yield from _people((*path, "members", n), member)


def _head(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    if letter.number and letter.symbol and not letter.number.isdigit():
        yield ("letter", "symbol"), "PH607", {"number": letter.number, "symbol": letter.symbol}
    if _kind(meeting).is_addressed and not (letter.addressees or letter.blank_addressee):
        yield ("letter", "addressees"), "PH601", {}


def _dates(meeting: Meeting) -> Iterator[Finding]:
    day = meeting.letter.date
    if day is None:
        return
    for path, cited in _cited(meeting):
        if cited.date and cited.date > day:
            yield (*path, "date"), "PH602", {"basis": short_date(cited.date), "letter": short_date(day)}
    if day > meeting.start.latest.date():
        values = {"letter": short_date(day), "meeting": short_date(meeting.start.day)}
        yield ("letter", "date"), "PH604", values


def _cited(meeting: Meeting) -> Iterator[tuple[KeyPath, Citation]]:
    """Yield every document of the basis, and those that it cites in turn."""
    for n, basis in enumerate(meeting.letter.basis):
        path: KeyPath = ("letter", "basis", n)
        cited: Citation | None = basis
        while cited:
            yield path, cited
            path, cited = (*path, "cites"), cited.cites


def _recipients(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    # No rule says how a plain letter ends.
    if not letter.recipients or letter.profile == "plain":
        return
    first, last = letter.recipients[0].text, letter.recipients[-1].text
    if not fold(last).startswith("luu"):
        yield ("letter", "recipients", len(letter.recipients) - 1), "PH603", {"text": last}
    kind = _kind(meeting)
    accepted = ["nhu tren"] if kind.is_addressed else ["nhu thanh phan"]
    if letter.addressees or letter.blank_addressee:
        accepted.append("nhu tren")
    if not fold(first).startswith(tuple(accepted)):
        values = {"text": first, "expected": kind.first_recipient}
        yield ("letter", "recipients", 0), "PH605", values


def _subject(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    prefix = _TYPED_PREFIX.match(fold(letter.subject or ""))
    if letter.kind == "cong-van" and letter.subject and prefix:
        yield ("letter", "subject"), "PH606", {"prefix": letter.subject[: prefix.end()]}
