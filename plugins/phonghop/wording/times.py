"""Days, hours and deadlines."""

from __future__ import annotations

from datetime import date, time

from phonghop.model import Session
from phonghop.text.dates import Moment, hour_and_minute, short_date, short_month
from phonghop.text.folding import slug
from phonghop.text.region import spoken
from phonghop.text.runs import Run
from phonghop.text.strings import say


def session_time(session: Session) -> str:
    """Return a session's time: "08 giờ 00 phút, ngày 01/7/2026 (thứ Tư)", with its end, its lunar date."""
    start = session.start
    if start.is_month:
        month = say("wording.in_month", month=month_words(start.day))
        return ", ".join(filter(None, (month, session.hour)))
    weekday = say(f"date.week{start.day.weekday()}")
    lunar = f", {say('wording.lunar', day=session.lunar)}" if session.lunar else ""
    day = say("wording.day", day=day_words(start.day), weekday=f"{weekday}{lunar}")
    clock = session_clock(session)
    words = say("wording.at" if start.clock else "wording.part_at", clock=clock, day=day) if clock else day
    if session.end and session.end.day != start.day:
        words += f" {say('wording.until', when=moment_words(session.end))}"
    return f"{words}, {session.hour}" if session.hour else words


def session_clock(session: Session) -> str:
    """Return when on its day a session sits: "08 giờ 30 phút đến 11 giờ", "sáng", or nothing."""
    start, end = session.start, session.end
    if start.clock is None:
        return part_words(start.part)
    hour, minute = hour_and_minute(start.clock)
    words = say("wording.clock", hour=hour, minute=minute)
    if end and end.clock and end.day == start.day:
        return f"{words} {say('wording.until', when=clock_words(end.clock))}"
    return words


def day_words(day: date) -> str:
    """Return a day as the text of a letter gives it: "01/7/2026"."""
    if spoken() == "vi":
        return short_date(day)
    return say("date.day", day=day.day, month=say(f"date.month{day.month}"), year=day.year)


def month_words(day: date) -> str:
    """Return the month of a day: "tháng 12/2026"."""
    if spoken() == "vi":
        return short_month(day)
    return say("date.month_only", month=say(f"date.month{day.month}"), year=day.year)


def clock_words(clock: time) -> str:
    """Return a time of day, without minutes on the hour where the language leaves them out: "08 giờ"."""
    hour, minute = hour_and_minute(clock)
    return say("wording.clock" if minute else "wording.hour", hour=hour, minute=minute)


def part_words(part: str) -> str:
    """Return a part of the day: "sáng"; nothing for none."""
    return say(f"date.part_{slug(part)}") if part else ""


def moment_words(moment: Moment) -> str:
    """Return a moment within a sentence: "15 giờ, ngày 30/6/2026", or the day alone when no time is set."""
    if moment.is_month:
        return month_words(moment.day)
    day = say("wording.dated", day=day_words(moment.day))
    if moment.clock:
        return say("wording.at", clock=clock_words(moment.clock), day=day)
    return say("wording.part_at", clock=part_words(moment.part), day=day) if moment.part else day


def before(moment: Moment) -> Run:
    """Return "trước 15 giờ, ngày 30/6/2026" in bold, as letters set deadlines, or with the words of the deadline."""
    if moment.bound and spoken() == "vi":
        return Run(f"{moment.bound} {moment_words(moment)}", bold=True)
    return Run(say("wording.before", when=moment_words(moment)), bold=True)
