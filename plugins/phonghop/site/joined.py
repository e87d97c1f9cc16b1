"""Many portals → one page over all of them, from what each publishes for anybody: its ``hop.json`` and its calendar.

A province lists its communes in this way: their projects need no change, and a portal elsewhere joins by its address alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from icalendar import Calendar

from phonghop.pages.labels import brief_label
from phonghop.pages.templates import Pages
from phonghop.text.dates import read_moment
from phonghop.text.problems import Place, PortalError, Problem, Unreadable
from phonghop.text.region import here
from phonghop.text.strings import Phrase, Strings

CALENDAR = "calendar.ics"
DATA = "hop.json"
_PRODUCT = "-//phonghop//phonghop//EN"


@dataclass(frozen=True, slots=True)
class JoinedMeeting:
    """A meeting as the page over all portals shows it; `iso` is when it begins."""

    title: str
    url: str
    organizer: str
    when: str
    iso: str
    state: str


@dataclass(frozen=True, slots=True)
class JoinedPortal:
    """A portal as it told of itself.

    Attributes:
        fault: why it tells nothing new, in words; its last site may still stand.
    """

    name: str
    url: str
    meetings: tuple[JoinedMeeting, ...] = ()
    fault: str = ""


def joined_portal(place: str, data: bytes, t: Strings) -> JoinedPortal:
    """Return the portal whose ``hop.json``, found at `place`, holds `data`.

    Raises:
        PortalError: PH908 it is no such file.
    """
    try:
        told = json.loads(data)
        url = str(told["url"])
        meetings = tuple(_meeting(entry, t) for entry in told["meetings"])
        return JoinedPortal(str(told["name"]), url if "://" in url else "", meetings)
    except (ValueError, KeyError, TypeError, IndexError, Unreadable) as error:
        values = {"reason": Phrase("portals.no_data")}
        raise PortalError([Problem(Place(place), "PH908", values)]) from error


def _meeting(entry: Mapping[str, Any], t: Strings) -> JoinedMeeting:
    start = str(entry["sessions"][0]["start"])
    moment = read_moment(_on_the_wall(start))
    return JoinedMeeting(
        str(entry["title"]),
        str(entry["url"]),
        str(entry["organizer_name"]),
        brief_label(moment, t).text,
        moment.iso(),
        str(entry["status"]["state"]),
    )


def _on_the_wall(start: str) -> str:
    """Return a moment as the clock of the page shows it."""
    return datetime.fromisoformat(start).astimezone(here().zone).isoformat() if "T" in start else start


def page(name: str, portals: Iterable[JoinedPortal], pages: Pages, now: datetime) -> str:
    """Return the page: every portal, then the meetings of all, the coming ones first."""
    known = tuple(portals)
    rows = [(meeting, portal) for portal in known for meeting in portal.meetings]
    coming = sorted((r for r in rows if r[0].iso >= now.isoformat()), key=lambda row: row[0].iso)
    past = sorted((r for r in rows if r[0].iso < now.isoformat()), key=lambda row: row[0].iso, reverse=True)
    return pages.render(
        "portals.html", "", name=name, portals=known, coming=coming, past=past, calendar=CALENDAR, data=DATA
    )


def data(name: str, told: Iterable[bytes]) -> bytes:
    """Return what `told`, the ``hop.json`` of each portal, says of meetings, as one file."""
    portals = [json.loads(each) for each in told]
    meetings = [
        {"portal": portal["name"], **{key: entry.get(key) for key in _SHARED}}
        for portal in portals
        for entry in portal["meetings"]
    ]
    known = [{key: portal.get(key) for key in ("name", "url", "publisher")} for portal in portals]
    return (
        json.dumps({"name": name, "portals": known, "meetings": meetings}, ensure_ascii=False) + "\n"
    ).encode()


_SHARED = ("id", "url", "revision", "title", "organizer_name", "status", "sessions")
"""What the one file tells of a meeting; the rest is behind its address."""


def calendar(name: str, calendars: Iterable[bytes]) -> bytes:
    """Return one calendar of the events of all."""
    made = Calendar()
    for key, value in (("prodid", _PRODUCT), ("version", "2.0"), ("name", name), ("x-wr-calname", name)):
        made.add(key, value)
    for component in _components(calendars):
        made.add_component(component)
    content: bytes = made.to_ical()
    return content


def _components(calendars: Iterable[bytes]) -> Iterator[Any]:
    seen: set[str] = set()
    for content in filter(None, calendars):
        for component in Calendar.from_ical(content).subcomponents:
            key = f"{component.name} {component.get('uid') or component.get('tzid')}"
            if key not in seen:
                seen.add(key)
                yield component
