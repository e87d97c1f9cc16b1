"""A meeting as schema.org Event in JSON-LD, for search engines and messengers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

from markupsafe import Markup

from phonghop import wording
from phonghop.feeds.publication import Publication
from phonghop.model import Meeting, Session, Venue
from phonghop.portal import MeetingFolder, routes

_Data: TypeAlias = Mapping[str, object]

_STATES = {
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "moved": "EventRescheduled",
    "cancelled": "EventCancelled",
}
_FORMS = {
    "in-person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def script(folder: MeetingFolder, site: Publication) -> Markup:
    """Return the meeting as a block that browsers keep as data, so that a strict content policy need not allow it.

    Characters that could end the block or begin markup are written as JSON escapes.
    """
    text = json.dumps(_event(folder, site), ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup('<script type="application/ld+json">' + text + "</script>")  # noqa: S704 - escaped above


def _event(folder: MeetingFolder, site: Publication) -> _Data:
    """Return the meeting as an Event; an end is given only where the meeting states one."""
    meeting = folder.meeting
    page = site.url(routes.meeting(folder.id))
    body = site.portal.bodies[meeting.organizer]
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": meeting.title,
        "inLanguage": site.t.language,
        **_time(meeting.sessions[0], meeting.sessions[-1]),
        **_former_time(meeting),
        "eventStatus": f"https://schema.org/{_STATES[meeting.status.state]}",
        **({"eventAttendanceMode": f"https://schema.org/{_FORMS[meeting.form]}"} if meeting.form else {}),
        "location": _locations(meeting, page),
        "organizer": {"@type": "Organization", "name": body.name, "url": site.url(routes.body(body.id))},
        "image": site.url(routes.share_card(folder.id)),
        **_sittings(meeting),
    }


def _time(first: Session, last: Session) -> _Data:
    end = {"endDate": last.end.iso()} if last.end else {}
    return {"startDate": first.start.iso(), **end}


def _former_time(meeting: Meeting) -> _Data:
    """Return when a meeting that was moved within its file was to begin before."""
    was = meeting.status.was
    return {"previousStartDate": was.sessions[0].start.iso()} if was and was.sessions else {}


def _locations(meeting: Meeting, page: str) -> list[_Data]:
    """Return its halls, and for a meeting that can be joined online its page, which says how."""
    locations: list[_Data] = []
    locations += map(_place, meeting.venues)
    if meeting.form in ("online", "hybrid"):
        locations.append({"@type": "VirtualLocation", "url": page})
    return locations


def _place(venue: Venue) -> _Data:
    address = {"address": venue.address} if venue.address else {}
    return {"@type": "Place", "name": venue.name or wording.venue(venue), **address}


def _sittings(meeting: Meeting) -> _Data:
    """Return the sessions as events of their own where there are several."""
    if len(meeting.sessions) == 1:
        return {}
    return {
        "subEvent": [
            {
                "@type": "Event",
                "name": session.name or meeting.name,
                **_time(session, session),
                **({"location": _place(session.venue)} if session.venue else {}),
            }
            for session in meeting.sessions
        ]
    }
