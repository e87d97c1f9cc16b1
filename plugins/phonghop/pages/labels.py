"""Dates, times, sizes and links in the language of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from phonghop.model import Meeting, Session
from phonghop.model.meeting import Remark
from phonghop.model.tasks import Link
from phonghop.text.dates import Moment, hour_and_minute
from phonghop.text.folding import slug
from phonghop.text.strings import Strings

_KILO = 1000
ASSUMED_SITTING = timedelta(hours=4)


@dataclass(frozen=True)
class TimeLabel:
    """A time as readers see it and as machines read it (ISO 8601)."""

    text: str
    iso: str


def day_label(day: date, t: Strings) -> str:
    """Return a date without its weekday."""
    return t("date.day", day=day.day, month=t(f"date.month{day.month}"), year=day.year)


def clock_label(clock: time, t: Strings) -> str:
    """Return a time of day."""
    hour, minute = hour_and_minute(clock)
    return t("date.clock", hour=hour, minute=minute)


def month_label(day: date, t: Strings) -> str:
    """Return the month of `day`, for what has no day yet."""
    return t("date.month_only", month=t(f"date.month{day.month}"), year=day.year)


def moment_label(moment: Moment, t: Strings, until: time | None = None) -> TimeLabel:
    """Return a moment with its weekday, and with its end on the same day, if given."""
    if moment.is_month:
        return TimeLabel(month_label(moment.day, t), moment.iso())
    values = {"weekday": t(f"date.week{moment.day.weekday()}"), "day": day_label(moment.day, t)}
    if moment.part:
        part = t(f"date.part_{slug(moment.part)}")
        return TimeLabel(t("date.half_day", part=part, **values), moment.iso())
    if moment.clock is None:
        return TimeLabel(t("date.day_only", **values), moment.iso())
    clock = clock_label(moment.clock, t)
    if until:
        clock += f" {t('meeting.until', when=clock_label(until, t))}"
    return TimeLabel(t("date.moment", clock=clock, **values), moment.iso())


def brief_label(moment: Moment, t: Strings) -> TimeLabel:
    """Return a moment without its weekday, as lists give it."""
    if moment.is_month:
        return TimeLabel(month_label(moment.day, t), moment.iso())
    values = {"day": day_label(moment.day, t)}
    if moment.clock is None:
        return TimeLabel(t("date.brief_day", **values), moment.iso())
    return TimeLabel(t("date.brief", clock=clock_label(moment.clock, t), **values), moment.iso())


def size_label(size: int, t: Strings) -> str:
    """Return a size in bytes as kB or MB (powers of 1000), rounded as people read it."""
    if size < _KILO**2:
        return f"{max(1, round(size / _KILO))} kB"
    return f"{size / _KILO**2:.1f} MB".replace(".", t("date.decimal"))


def link_label(link: Link, t: Strings) -> str:
    """Return the words on a link: its own, else those of its purpose."""
    return link.label or t(f"link.{link.kind}")


def paper_label(meeting: Meeting, t: Strings) -> str:
    """Return the name of the paper that is sent now: "giấy mời", "công văn", or the notice once a meeting is not held as planned."""
    kind = meeting.letter.kind if meeting.status.state == "scheduled" else "notice"
    return t(f"paper.{kind}") if meeting.has_letter else ""


def remark_label(remark: Remark, t: Strings) -> str:
    """Return the label of a remark in the language of the interface, or as the model titles its field."""
    key = f"meeting.{remark.key}"
    return t(key) if key in t else remark.title


def likely_end(meeting: Meeting) -> datetime:
    """Return when the meeting is over; readers see it only as the change from "on now" to "past"."""
    return max(map(session_end, meeting.sessions))


def session_end(session: Session) -> datetime:
    """Return when a session is over: the stated end, or four hours after its start.

    Half a working day is what letters mean by "01 buổi". What has no hour lasts till its half day or day is over.
    """
    if session.end:
        return session.end.latest
    return session.start.latest + (ASSUMED_SITTING if session.start.clock else timedelta())
