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
    """What stands on the door; `hall` is empty where no venue is set."""

    title: str
    times: tuple[str, ...]
    hall: str
    code: Code
    wifi: Wifi | None = None


def door_sheet(
    meeting: Meeting, code: Code, point: Point | None = None, wifi: Wifi | None = None
) -> DoorSheet:
    """Return the sheet for the door of `point`, the first point with a venue unless told.

    Args:
        meeting: the meeting.
        code: the issued code that leads to the documents.
        point: whose hall it is.
        wifi: the hall's network, if delegates may use it.
    """
    point = point or next((p for p in meeting.points if p.venue and p.kind == "single"), None)
    hall = wording.venue(point.venue) if point and point.venue else ""
    return DoorSheet(meeting.title, tuple(map(wording.session_time, meeting.sessions)), hall, code, wifi)


def render_door(sheet: DoorSheet) -> bytes:
    """Return `sheet` as one page of A4 in PDF."""
    content = asdict(sheet)
    content["code"] = drawn_code(sheet.code.label, sheet.code.address)
    content["wifi"] = drawn_code("Wi-Fi hội trường", sheet.wifi.payload) if sheet.wifi else None
    if sheet.wifi:
        content["network"] = [sheet.wifi.ssid, sheet.wifi.password]
    return typeset(_TEMPLATE, content)
