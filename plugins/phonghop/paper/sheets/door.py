"""The sheet on the door of the hall: which meeting, when, and one code large enough to scan from a step away."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from pypdfium2 import PdfDocument

from phonghop import wording
from phonghop.model import Meeting, Session, Venue
from phonghop.model.programme import Hours, agenda_by_session, dispersed, every_item, hours
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import drawn_code, typeset
from phonghop.text.runs import with_capital
from phonghop.wording import say

_TEMPLATE = "paper/sheets/door.typ"
_SCALES = (1, 0.85, 0.7, 0.55, 0.4)
_SPECIAL = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """The hall's wireless network, as its code describes it to a phone; without a password the network is open."""

    ssid: str
    password: str = ""

    @property
    def payload(self) -> str:
        """The text that phones understand as a network (the form of the ZXing project, which all of them read)."""
        ssid, password = (_SPECIAL.sub(r"\\\1", text) for text in (self.ssid, self.password))
        return f"WIFI:T:WPA;S:{ssid};P:{password};;" if password else f"WIFI:T:nopass;S:{ssid};;"


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """The content of a sheet for a door.

    Attributes:
        times: when something happens there, each with what it is where that has a name.
        hall: empty where no venue is set.
        change: the state of a meeting that is not held as its letters announced, such as "HOÃN"; else empty.
        former: the times and the place in those letters, to be struck through.
    """

    title: str
    times: tuple[str, ...]
    hall: str
    code: Code
    wifi: Wifi | None = None
    change: str = ""
    former: tuple[str, ...] = ()


def door_sheets(
    meeting: Meeting,
    code: Code,
    wifi: Wifi | None = None,
    instead: Meeting | None = None,
) -> tuple[DoorSheet, ...]:
    """Return a sheet for the door of each hall in which something of the meeting happens, with what happens there.

    Once the meeting is not held as its letters announced, there is one sheet that says so, with time and place of the meeting
    that is held `instead`, if any.
    """
    if meeting.status.state != "scheduled":
        return (_changed(meeting, code, instead),)
    halls = _halls(meeting)
    return tuple(DoorSheet(meeting.title, tuple(times), hall, code, wifi) for hall, times in halls.items())


def _halls(meeting: Meeting) -> dict[str, list[str]]:
    """Return what happens in each hall: sessions, then the agenda items that have a hall of their own.

    A session sits in its own hall, else in the meeting's, else in those of the points, unless all of it sits in the rooms of its items. What has
    no hall has no door; only where nothing has one, there is one sheet without a hall. An item without a time has that of the item or session above it.
    """
    of_points = [_hall(p.venue) for p in meeting.points if p.kind == "single"]
    usual = [hall for hall in (_hall(meeting.venue), *of_points) if hall]
    usual = usual[:1] if meeting.venue else usual
    halls: dict[str, list[str]] = {}
    apart = dispersed(meeting)
    for n, session in enumerate(meeting.sessions):
        if n in apart and not session.venue:
            continue
        time = wording.session_time(session)
        line = f"{time}: {session.name}" if session.name else time
        for hall in [_hall(session.venue)] if session.venue else dict.fromkeys(usual or [""]):
            halls.setdefault(hall, []).append(line)
    of_sessions = set(halls)
    item_hours = hours(meeting)
    lines: dict[str, str] = {}
    begins = _session_times(meeting)
    for entry in every_item(meeting.agenda):
        hall, when = _hall(entry.item.venue), item_hours.get(entry.number)
        above = lines.get(entry.number.rpartition(".")[0], begins.get(entry.number, ""))
        lines[entry.number] = ": ".join(filter(None, (_item_time(when) if when else above, entry.item.title)))
        if hall and hall not in of_sessions:
            halls.setdefault(hall, []).append(lines[entry.number])
    if len(halls) > 1:
        halls.pop("", None)
    return halls


def _session_times(meeting: Meeting) -> dict[str, str]:
    """Return when the sessions sit, by the numbers of the agenda items that begin them."""
    times: dict[str, str] = {}
    first = 1
    for number, items in agenda_by_session(meeting.agenda) if len(meeting.sessions) > 1 else ():
        times[str(first)] = wording.session_time(meeting.sessions[number - 1])
        first += len(items)
    return times


def _hall(venue: Venue | None) -> str:
    """Return the words of a place that is known; a place that others will decide has no door yet."""
    return wording.venue(venue) if venue and (venue.name or venue.address) else ""


def _item_time(when: Hours) -> str:
    start = wording.moment_words(when.start)
    if when.end and when.end.clock:
        return f"{start}, {say('wording.until', when=wording.clock_words(when.end.clock))}"
    return start


def _changed(meeting: Meeting, code: Code, instead: Meeting | None) -> DoorSheet:
    """Return the sheet of a meeting that is not held as its letters announced: the former times struck through, then the present ones."""
    status = meeting.status
    now = meeting if meeting.takes_place else instead if status.state != "cancelled" else None
    if now and not now.takes_place:
        now = None
    old = status.was.sessions if status.was else meeting.sessions
    old_hall = (status.was.venue or "") if status.was else _common_hall(meeting)
    is_elsewhere = status.was and not status.was.sessions
    change = say("printed.sign_elsewhere" if is_elsewhere else f"printed.sign_{status.state}")
    return DoorSheet(
        meeting.title,
        tuple(map(_line, now.sessions)) if now else (),
        _common_hall(now) if now else "",
        code,
        change=change,
        former=tuple(filter(None, (*map(_line, old), old_hall))),
    )


def _line(session: Session) -> str:
    """Return when a session sits, what it is called, and where if it has a hall of its own."""
    hall = _hall(session.venue)
    named = ": ".join(filter(None, (wording.session_time(session), session.name)))
    return f"{named}, {say('printed.in_place', place=hall)}" if hall else named


def _common_hall(meeting: Meeting) -> str:
    """Return the halls that no session names for itself."""
    own = {_hall(session.venue) for session in meeting.sessions}
    return "; ".join(hall for hall in _halls(meeting) if hall and hall not in own)


def render_door(sheet: DoorSheet) -> bytes:
    """Return `sheet` as one page of A4 in PDF: its words are as large as the page lets them be."""
    content = asdict(sheet)
    content["times"] = [with_capital(time) for time in sheet.times]
    content["code"] = drawn_code(sheet.code.label, sheet.code.address)
    content["wifi"] = drawn_code(say("printed.wifi"), sheet.wifi.payload) if sheet.wifi else None
    content["how"] = say("printed.scan")
    if sheet.wifi:
        content["network"] = [
            f"{say('printed.network')}: {sheet.wifi.ssid}",
            sheet.wifi.password and f"{say('printed.password')}: {sheet.wifi.password}",
        ]
    for scale in _SCALES:
        pdf = typeset(_TEMPLATE, content | {"scale": scale})
        with PdfDocument(pdf) as document:
            if len(document) == 1:
                break
    return pdf
