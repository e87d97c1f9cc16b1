"""Who sits together, and where: of a meeting, a point, a session or an agenda item, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop import wording
from phonghop.model import Attendee
from phonghop.model.points import Gathering
from phonghop.text.runs import Runs


@dataclass(frozen=True, slots=True)
class AttendeeView:
    """An attendee's line, and those of a group as lines below it."""

    runs: Runs
    members: tuple[AttendeeView, ...]


@dataclass(frozen=True, slots=True)
class CompanyView:
    """Who sits together, and where."""

    venue: str
    map: str
    chair_label: str
    chair: Runs
    lead_in: str
    attendees: tuple[AttendeeView, ...]


def company_view(group: Gathering) -> CompanyView:
    """Return who sits together, and where, ready to be shown."""
    return CompanyView(
        wording.venue(group.venue) if group.venue else "",
        (group.venue.map or "") if group.venue else "",
        wording.chair_label(group.chair) if group.chair else "",
        wording.chair_line(group.chair) if group.chair else (),
        group.lead_in or "",
        tuple(map(_attendee, group.attendees)),
    )


def _attendee(who: Attendee) -> AttendeeView:
    return AttendeeView(wording.attendee(who, with_members=False), tuple(map(_attendee, who.members)))
