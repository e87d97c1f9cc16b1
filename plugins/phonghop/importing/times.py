"""Dates and times in a letter's sentences. Whether a phrase is one, only the model's own readers judge."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import ValidationError

from phonghop.importing.words import Tree, Value, Words, certain, concluded, review, tidy
from phonghop.model import Session
from phonghop.text.dates import Moment, read_clock, read_moment
from phonghop.text.problems import Unreadable

_DATE = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_CLOCK = r"(?:\d{1,2}\s*(?:giờ|h|g(?!i)|:)\s*(?:\d{1,2}|rưỡi)?\s*(?:phút|ph)?['’]?)"
_WEEKDAY = r"(?:\(?\s*(?:(?:sáng|chiều|tối)\s+)?(?:[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)|[Cc]hủ\s+[Nn]hật)\s*\)?)"
_PART = r"(?:sáng|trưa|chiều|tối)"
_SPAN = rf"{_CLOCK}(?:\s*{_PART})?(?:\s*(?:-|–|đến)\s*{_CLOCK}(?:\s*{_PART})?)?"
_MOMENT = re.compile(
    rf"(?:{_SPAN}[\s,]*(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?{_DATE}(?:\s*{_WEEKDAY})?"
    rf"|(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?{_DATE}[\s,]*(?:{_WEEKDAY}[\s,]*)?{_SPAN}"
    rf"|(?:{_PART}\s+)?(?:ngày\s+)?{_DATE}(?:\s*{_WEEKDAY})?)"
)
_DURATION = re.compile(
    r"^(?P<duration>\d{1,2}(?:[.,]\d)?\s*(?:buổi|ngày)(?:\s+(?:sáng|chiều))?(?!\s+\d))\s*[,;]\s*"
)
_LEAD = re.compile(r"^(?:[Vv]ào\s+(?:lúc|hồi)|[Bb]ắt đầu\s*(?:từ|vào lúc|lúc)?|[Tt]ừ|[Ll]úc|[Vv]ào)\s+")
_DAYS = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<first>\d{1,2})(?:\s?[/-]\s?\d{1,2}[/-]\d{4})?\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s+)?"
    rf"(?P<last>{_DATE})"
)
_HALVES = re.compile(rf"[Bb]uổi\s+(?P<part>sáng|chiều)\s*:?\s*(?:[Tt]ừ\s+)?(?P<clock>{_CLOCK})")
_HALF = re.compile(rf"^(?:{_PART}\s+)?(?:ngày\s+)?{_DATE}(?:\s*{_WEEKDAY})?$")
_HALF_DAYS = re.compile(r"^(?P<days>\d{1,2})(?:[.,](?P<half>5))?\s*ngày")
DEADLINE = re.compile(
    rf"(?P<lead>\(?\s*(?:trước|chậm nhất(?:\s+(?:là|vào))?|không muộn hơn|hạn cuối|muộn nhất)\s*(?:ngày\s+)?)"
    rf"(?P<at>(?:{_SPAN}[\s,]*(?:ngày\s+)?)?{_DATE})\s*\)?"
)
ARRIVE_EARLY = re.compile(r"có mặt trước\s+(?P<minutes>\d{1,3})\s+phút(?:\s+(?P<reason>để [^.;)]+))?")


@dataclass(frozen=True, slots=True)
class Times:
    """When a meeting takes place, as its letter tells; `form` are the words that only lead to it."""

    sessions: list[Tree]
    duration: Value | None
    form: tuple[Words, ...]


def read_times(words: Words, more: Words) -> Times:
    """Return the sessions that a paragraph of time states; `more` is what stands under it."""
    duration, start = None, 0
    if match := _DURATION.match(words.text):
        duration, start = certain(words[: match.end("duration")]), match.end()
    phrase = words[start:]
    if (several := _several_days(words, more, duration)) is not None:
        return several
    lead = _LEAD.match(phrase.text)
    whole = phrase[lead.end() if lead else 0 :].strip(".;")
    if is_session(tidy(whole.text)):
        return Times([certain(whole)], duration, (words[start - 1 : start + (lead.end() if lead else 0)],))
    if duration and not lead and (half := _HALF.match(whole.text)):
        return Times([certain(whole, f"{tidy(half[0])} …")], duration, ())
    matches = [*_MOMENT.finditer(phrase.text)]
    readable = [match for match in matches if is_session(tidy(match[0]))]
    if len(readable) == 1:
        found = readable[0]
        # Words beside it were not understood: they may change what it means.
        return Times([review(phrase[found.start() : found.end()], "beside")], duration, ())
    sessions: list[Tree] = [concluded(tidy(match[0]), phrase, "several") for match in readable[:1]]
    return Times(sessions, duration, ())


def is_session(text: str) -> bool:
    """Return whether the model takes `text` for a session."""
    try:
        Session.model_validate(text)
    except (ValidationError, Unreadable):
        return False
    return True


def _several_days(words: Words, more: Words, duration: Value | None) -> Times | None:
    """Return a session for each half day where only the first and last day are told, to be reviewed."""
    match = _DAYS.search(words.text)
    if match is None:
        return None
    try:
        last = read_moment(match["last"]).day
        first = last.replace(day=int(match["first"]))
    except (Unreadable, ValueError):
        return None
    if first >= last:
        return None
    clocks = {half["part"]: tidy(half["clock"]) for half in _HALVES.finditer(more.text)}
    sessions = [
        concluded(f"{clock} ngày {_written(first + timedelta(n))}", words, "each-day")
        for n in range((last - first).days + 1)
        for clock in (clocks.get("sáng"), clocks.get("chiều"))
        if clock
    ]
    if not sessions:
        return None
    length = _HALF_DAYS.match(words.text)
    if length and length["half"]:
        sessions = sessions[: int(length["days"]) * 2 + 1]
    for n, stretch in enumerate((words[len(duration.text) if duration else 0 :].strip(",;"), more)):
        if n < len(sessions):
            sessions[n] = review(stretch, "each-day", sessions[n].text)
    return Times(list(sessions), duration, ())


def _written(day: date) -> str:
    return f"{day.day:02d}/{day.month}/{day.year}"


def moments(words: Words) -> list[tuple[Words, Moment]]:
    """Return every date in `words`, with its time where one is told, that the reader of dates takes."""
    found = []
    for match in _MOMENT.finditer(words.text):
        part = words[match.start() : match.end()].strip(",")
        try:
            found.append((part, read_moment(part.text)))
        except Unreadable:
            continue
    return found


def is_moment(text: str) -> bool:
    """Return whether the reader of dates takes `text`."""
    try:
        read_moment(text)
    except Unreadable:
        return False
    return True


def clock_span(text: str) -> tuple[int, str, str] | None:
    """Return where the clock at the beginning of `text` ends, and the one or two times it names."""
    match = re.match(
        rf"^(?:[Tt]ừ\s+)?(?P<first>{_CLOCK})(?:\s*(?:-|–|đến)\s*(?P<last>{_CLOCK}))?\s*[:,.-]?\s+", text
    )
    if match is None:
        return None
    try:
        for clock in filter(None, (match["first"], match["last"])):
            read_clock(clock)
    except Unreadable:
        return None
    return match.end(), tidy(match["first"]), tidy(match["last"] or "")
