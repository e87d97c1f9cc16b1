"""The sheet of a điểm cầu: for the people who prepare the room there: what they must do and whom they can call."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from phonghop import wording
from phonghop.model import Meeting, Point
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import drawn_code, typeset
from phonghop.text.runs import Run, Runs, runs
from phonghop.wording import say

_TEMPLATE = "paper/sheets/point.typ"

Paper = Literal["a4", "a5"]


@dataclass(frozen=True, slots=True)
class PointSheet:
    """The content of the sheet: a title, then groups of lines under their headings, in order."""

    meeting: str
    point: str
    groups: tuple[tuple[str, tuple[Runs, ...]], ...]
    code: Code | None = None


def point_sheets(
    meeting: Meeting, codes: Mapping[str, Code], general: Code | None = None
) -> Iterator[PointSheet]:
    """Yield the sheet of each điểm cầu of `meeting`. It is for the people of the point: internal contacts are on it.

    `codes` are the issued codes of points, by the point's key; the `general` one of the meeting is for points without.
    """
    for point in meeting.points:
        groups = tuple((heading, tuple(lines)) for heading, lines in _groups(meeting, point) if lines)
        yield PointSheet(meeting.title, point.name, groups, codes.get(point.key, general))


def render_point(sheet: PointSheet, paper: Paper = "a4") -> bytes:
    """Return `sheet` as PDF on `paper`."""
    groups = [[heading, [_data(line) for line in lines]] for heading, lines in sheet.groups]
    code = drawn_code(sheet.code.label, sheet.code.address) if sheet.code else None
    content = {"paper": paper, "meeting": sheet.meeting, "point": sheet.point, "groups": groups, "code": code}
    return typeset(_TEMPLATE, content)


def _data(line: Runs) -> list[dict[str, object]]:
    return [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in line if run.text]


def _groups(meeting: Meeting, point: Point) -> Iterator[tuple[str, list[Runs]]]:
    yield (
        say("printed.time"),
        [runs(wording.session_time(session), bold=True) for session in meeting.sessions],
    )
    yield say("printed.venue"), [runs(wording.venue(point.venue))] if point.venue else []
    yield say("printed.chair"), list(_chairs(meeting, point))
    yield (
        say("printed.people"),
        [*map(wording.attendee, point.attendees), *([runs(point.text)] if point.text else [])],
    )
    yield say("meeting.rehearsal"), [wording.rehearsal(trial) for trial in meeting.rehearsals]
    yield say("printed.deadlines"), list(_deadlines(meeting, point))
    yield say("printed.contacts"), [runs(wording.contact(who, "print")) for who in meeting.contacts]


def _chairs(meeting: Meeting, point: Point) -> Iterator[Runs]:
    """Yield who presides there, else over the whole, then over each place of its own."""
    if chair := point.chair or meeting.chair:
        yield wording.attendee(chair)
    for sub in point.subpoints:
        if sub.chair:
            yield (Run(f"{sub.name}: "), *wording.attendee(sub.chair))


def _deadlines(meeting: Meeting, point: Point) -> Iterator[Runs]:
    registration = point.registration
    if registration and registration.deadline:
        yield (*runs(registration.what), Run(" "), wording.before(registration.deadline))
    yield from (
        wording.deadline(due) for due in meeting.deadlines if not due.points or point.key in due.points
    )
    stated = {due.link for due in meeting.deadlines}
    for link in meeting.links:
        if link.deadline and link.key not in stated:
            yield wording.link_line(link, link.label or say(f"link.{link.kind}"), has_code=False)
