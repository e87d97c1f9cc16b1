"""A short meeting must stay short: title, organizer, one session, one point and two documents in 12 lines."""

from __future__ import annotations

from driver import CASES, Case, meeting_of


def test_twelve_lines_are_enough() -> None:
    case = Case.read(CASES / "accepted/short-meeting.case")
    text = next(s.body for s in case.sections if s.name.endswith("/meeting.yml"))
    assert len(text.splitlines()) == 12
    meeting, problems = meeting_of(text)
    assert problems == ()
    assert meeting is not None
    assert (len(meeting.sessions), len(meeting.points), len(meeting.documents)) == (1, 1, 2)
    assert meeting.points[0].attendees
