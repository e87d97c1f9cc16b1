"""A meeting in a list."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.model import Body, Meeting, Venue
from phonghop.pages.labels import TimeLabel, likely_end, moment_label
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.strings import Strings


@dataclass(frozen=True)
class MeetingCard:
    """What a list shows of a meeting.

    Attributes:
        end: ISO 8601.
        takes_place: whether it meets at the times stated, also after having been moved to them.
        count: reads like "3/4 tài liệu đã có".
    """

    address: str
    title: str
    organizer: str
    start: TimeLabel
    end: str
    place: str
    form: str
    state: str
    state_label: str
    takes_place: bool
    count: str
    is_sample: bool


def main_venue(meeting: Meeting) -> Venue | None:
    """Return the hall that most readers look for: the first one that is named."""
    return next((p.venue for p in meeting.points if p.venue and p.venue.name), None)


def main_place(folder: MeetingFolder) -> str:
    """Return the name of the main hall, or an empty text where none is named."""
    venue = main_venue(folder.meeting)
    return (venue and venue.name) or ""


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
        end=likely_end(meeting).isoformat(),
        place=main_place(folder),
        form=t(f"form.{meeting.form}"),
        state=meeting.status.state,
        state_label=t(f"status.{meeting.status.state}"),
        takes_place=meeting.takes_place,
        count=documents_count(folder, t),
        is_sample=body.sample,
    )
