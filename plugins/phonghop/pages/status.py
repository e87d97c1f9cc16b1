"""What has become of a meeting that is not held as its letters said, in one sentence."""

from __future__ import annotations

from phonghop.model import Meeting
from phonghop.pages.labels import moment_label
from phonghop.portal import MeetingFolder, Portal
from phonghop.text.strings import Strings

INVITING = frozenset({"attendance", "headcount", "room", "stream"})
"""Kinds of links that make sense only for a meeting that is held."""


def standing(folder: MeetingFolder, portal: Portal, t: Strings) -> str:
    """Return what has become of a meeting, such as "Cuộc họp đã dời sang …"; empty for one that is held as planned."""
    state = folder.meeting.status.state
    if state == "scheduled":
        return ""
    replacements = portal.replacements(folder.id)
    if replacements and state != "cancelled":
        instead = replacements[-1].meeting
        if not instead.takes_place:
            return t(f"standing.replaced_{instead.status.state}")
        return t("standing.moved", when=_when(instead, t))
    if state == "moved" and folder.meeting.takes_place:
        return _moved_here(folder.meeting, t)
    return t(f"standing.{state}")


def _moved_here(meeting: Meeting, t: Strings) -> str:
    was = meeting.status.was
    if was and was.sessions:
        return t("standing.moved", when=_when(meeting, t))
    return t("standing.elsewhere")


def _when(meeting: Meeting, t: Strings) -> str:
    return moment_label(meeting.start, t).text
