"""The sheet on the door of the hall: which meeting, when, and one code large enough to scan from a step away."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from phonghop import wording
from phonghop.model import Meeting, Point
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import drawn_code, typeset

_TEMPLATE = "paper/sheets/door.typ"
_SPECIAL = re.compile(r'([\\;,:"])')


@dataclass(frozen=True, slots=True)
class Wifi:
    """The hall's wireless network, as its code tells a phone; without a password the network is open."""

    ssid: str
    password: str = ""

    @property
    def payload(self) -> str:
        """The text that phones understand as a network (the form of the ZXing project, which all of them read)."""
        ssid, password = (_SPECIAL.sub(r"\\\1", text) for text in (self.ssid, self.password))
        return f"WIFI:T:WPA;S:{ssid};P:{password};;" if password else f"WIFI:T:nopass;S:{ssid};;"


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """What stands on the door.

    Attributes:
        hall: empty where no venue is set.
        change: what has become of a meeting that is not held as its letters said, such as "HOÃN"; else empty.
        former: the times and the place that those letters told, to be struck through.
    """

    title: str
    times: tuple[str, ...]
    hall: str
    code: Code
    wifi: Wifi | None = None
    change: str = ""
    former: tuple[str, ...] = ()


_CHANGES = {"postponed": "HOÃN", "moved": "DỜI LỊCH", "cancelled": "KHÔNG TỔ CHỨC"}


def door_sheet(
    meeting: Meeting,
    code: Code,
    point: Point | None = None,
    wifi: Wifi | None = None,
    instead: Meeting | None = None,
) -> DoorSheet:
    """Return the sheet for the door of `point`, the first point with a venue unless told.

    Once the meeting is not held as its letters said, the sheet tells that to whoever comes all the same.

    Args:
        meeting: the meeting.
        code: the issued code that leads to the documents.
        point: whose hall it is.
        wifi: the hall's network, if delegates may use it.
        instead: the meeting that takes its place in the end, if one does.
    """
    if meeting.status.state != "scheduled":
        return _changed(meeting, code, instead)
    hall = _hall(meeting, point)
    return DoorSheet(meeting.title, tuple(map(wording.session_time, meeting.sessions)), hall, code, wifi)


def _hall(meeting: Meeting, point: Point | None = None) -> str:
    point = point or next((p for p in meeting.points if p.venue and p.kind == "single"), None)
    return wording.venue(point.venue) if point and point.venue else ""


def _changed(meeting: Meeting, code: Code, instead: Meeting | None) -> DoorSheet:
    """Return the sheet of a meeting that is not held as its letters said: what held struck, then what holds now."""
    status = meeting.status
    now = meeting if meeting.takes_place else instead if status.state != "cancelled" else None
    if now and not now.takes_place:
        now = None
    old = status.was.sessions if status.was else meeting.sessions
    old_hall = (status.was.venue or "") if status.was else _hall(meeting)
    change = "ĐỔI ĐỊA ĐIỂM" if status.was and not status.was.sessions else _CHANGES[status.state]
    return DoorSheet(
        meeting.title,
        tuple(map(wording.session_time, now.sessions)) if now else (),
        _hall(now) if now else "",
        code,
        change=change,
        former=tuple(filter(None, (*map(wording.session_time, old), old_hall))),
    )


def render_door(sheet: DoorSheet) -> bytes:
    """Return `sheet` as one page of A4 in PDF."""
    content = asdict(sheet)
    content["code"] = drawn_code(sheet.code.label, sheet.code.address)
    content["wifi"] = drawn_code("Wi-Fi hội trường", sheet.wifi.payload) if sheet.wifi else None
    if sheet.wifi:
        content["network"] = [sheet.wifi.ssid, sheet.wifi.password]
    return typeset(_TEMPLATE, content)
