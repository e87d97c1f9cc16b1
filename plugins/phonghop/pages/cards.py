"""A meeting in a list."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.model import Body, Meeting
from phonghop.pages.labels import TimeLabel, likely_end, moment_label
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.strings import Strings


@dataclass(frozen=True)
class MeetingCard:
    """What a list shows of a meeting.

    Attributes:
        begin: ISO 8601, as `end`: the first instant that the start can mean.
        vague: "today" or "month" where only the day or only the month of its beginning is known, so that it is never shown as going on.
        takes_place: whether it meets at the times stated, also after having been moved to them.
        count: reads like "3/4 tài liệu đã có".
    """

    address: str
    title: str
    organizer: str
    start: TimeLabel
    begin: str
    vague: str
    end: str
    place: str
    form: str
    state: str
    state_label: str
    takes_place: bool
    count: str
    is_sample: bool


def place_of(meeting: Meeting, t: Strings) -> str:
    """Return the name of the place, how many there are where sessions sit in several, or nothing."""
    names = dict.fromkeys(venue.name for venue in meeting.venues if venue.name)
    return t("meeting.places", n=len(names)) if len(names) > 1 else next(iter(names), None) or ""


def documents_count(folder: MeetingFolder, t: Strings) -> str:
    """Return how many documents are there of those announced, or an empty text where there are none."""
    states = [d.state for d in folder.meeting.documents if d.state != "withdrawn"]
    return t("meeting.documents_count", ready=states.count("published"), total=len(states)) if states else ""


def card(folder: MeetingFolder, portal: Portal, t: Strings) -> MeetingCard:
    """Return the card of a meeting."""
    meeting = folder.meeting
    body: Body = portal.bodies[meeting.organizer]
    return MeetingCard(
        address=routes.meeting(folder.id),
        title=meeting.name,
        organizer=body.short_name or body.name,
        start=moment_label(meeting.start, t),
        begin=meeting.start.begin.isoformat(),
        vague="month" if meeting.start.is_month else "today" if meeting.start.clock is None else "",
        end=likely_end(meeting).isoformat(),
        place=place_of(meeting, t),
        form=t(f"form.{meeting.form}") if meeting.form else "",
        state=meeting.status.state,
        state_label=t(f"status.{meeting.status.state}"),
        takes_place=meeting.takes_place,
        count=documents_count(folder, t),
        is_sample=body.sample,
    )
