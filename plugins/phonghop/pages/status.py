"""The state of a meeting that is not held as its letters announced, in one sentence."""

from __future__ import annotations

from phonghop.model import Link, Meeting
from phonghop.pages.labels import moment_label
from phonghop.portal import MeetingFolder, Portal
from phonghop.text.strings import Strings

_INVITING = frozenset({"attendance", "headcount", "room", "stream"})
"""Kinds of links that make sense only for a meeting that is held."""


def has_use(link: Link, meeting: Meeting) -> bool:
    """Return whether a link of `meeting` still leads to something: none invites to a meeting that is not held."""
    return meeting.takes_place or link.kind not in _INVITING


def standing(folder: MeetingFolder, portal: Portal, t: Strings) -> str:
    """Return what has become of a meeting, such as "Cuộc họp đã dời sang …"; empty for one that is held as planned."""
    state = folder.meeting.status.state
    if state == "scheduled":
        return ""
    other = portal.replacement(folder.id)
    if other and state != "cancelled":
        if not other.meeting.takes_place:
            return t(f"standing.replaced_{other.meeting.status.state}")
        return t("standing.moved", when=_when(other.meeting, t))
    if state == "moved" and folder.meeting.takes_place:
        was = folder.meeting.status.was
        has_new_time = was is not None and was.sessions
        return t("standing.moved", when=_when(folder.meeting, t)) if has_new_time else t("standing.elsewhere")
    # In a preview the meeting that replaces another may be broken: when it is held is not known then.
    return t("standing.replaced_moved" if state == "moved" else f"standing.{state}")


def _when(meeting: Meeting, t: Strings) -> str:
    return moment_label(meeting.start, t).text
