"""Dates and times in a letter's sentences. Whether a phrase is one, only the model's own readers judge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pydantic import ValidationError

from phonghop.importing.spelled import in_digits
from phonghop.importing.words import Tree, Value, Words, certain, concluded, doubted, review, tidy
from phonghop.model import Session
from phonghop.text.dates import read_clock, read_moment
from phonghop.text.problems import Unreadable

DATE = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_CLOCK = r"(?:\d{1,2}\s*(?:(?:giờ|h|g(?!i))\s*(?:\d{1,2}|rưỡi)?|:\s?\d{2}(?!\d|\s*(?:giờ|h|g)))\s*(?:phút|ph\b)?['’]?)"
_WEEKDAY = r"(?:\(?\s*(?:(?:sáng|chiều|tối)\s+)?(?:[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ\s+[Nn]hật)\s*\)?)"
DATE_NEXT = re.compile(
    rf"^\W*(?:(?:{_WEEKDAY}|sáng|chiều|tối)\W+)*(?:ngày\s+)?{DATE}|^\W*(?:ngày\s+\d|cùng ngày)"
)
"""What follows a clock that belongs to a date."""
_PART = r"(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối)"
_SPAN = rf"{_CLOCK}(?:\s*{_PART})?(?:\s*(?:-|–|đến)\s*{_CLOCK}(?:\s*{_PART})?)?"
_MOMENT = re.compile(
    rf"(?:{_SPAN}[\s,)–-]*(?:(?:hôm nay|ngày mai)[\s,]*)?(?:{_WEEKDAY}[\s,]*)?\(?(?:ngày\s+)?{DATE}(?:\s*{_WEEKDAY})?"
    rf"|(?:{_PART}\s+)?(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?{DATE}[\s,:;(-]*(?:{_WEEKDAY}[\s,:]*)?(?:(?:vào|lúc|từ|bắt đầu)\s+){{0,2}}{_SPAN}"
    rf"|(?:{_PART}\s+)?(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?{DATE}(?:\s*{_WEEKDAY})?)"
)
_TODAY = re.compile(r"\b(?:hôm nay|ngày mai)\b[\s,]*")
_SHORT_DATE = r"(?P<day>\d{1,2})\s?(?:[/.-]|\s+tháng\s+)\s?(?P<month>\d{1,2})(?!\d|[/.-]\d)(?!\s+năm)(?!\s*(?:h\d|h\b|giờ|g\d|:\d))"
_YEARLESS = re.compile(
    rf"(?:(?P<span>{_SPAN})[\s,]*(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?|(?P<part>sáng|trưa|chiều|tối)\s+(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?)(?<![\d/.-]){_SHORT_DATE}"
)
_SAME_DAY = re.compile(
    rf"(?P<span>{_SPAN})[\s,]*cùng ngày|(?P<part>sáng|trưa|chiều|tối)\s+cùng ngày"
    rf"|[Bb]uổi\s+(?:sáng|trưa|chiều|tối)\s*:?\s*(?:bắt đầu\s+)?(?:(?:từ|vào|lúc|hồi)\s+)+(?P<half>{_SPAN})(?!\W*(?:{_WEEKDAY}\W*)?(?:ngày|\d))"
)
_ONLY_HALVES = re.compile(
    rf"(?:[Bb]uổi\s|sáng|chiều|tối|[Bb]ắt đầu|[Tt]ừ|[Vv]ào|[Ll]úc|hồi|và\s|{_SPAN}|\W)+"
)
"""What stands beside a date that leads to it, or tells the hours of its halves."""
_PAIR = re.compile(
    r"ngày[\s,]+(?P<days>\d{1,2}(?:\s*(?:,|và|&)\s*\d{1,2})+)(?:\s+tháng\s+|/)(?P<month>\d{1,2})(?:\s+năm\s+|/)(?P<year>\d{4})",
    re.IGNORECASE,
)
"""Days of one month: "ngày 11 và 12 tháng 3 năm 2027"."""
_DURATION = re.compile(
    r"^(?P<duration>(?:½|1/2|\d{1,2}(?:[.,]\d)?)\s*(?:buổi|ngày)(?:\s+(?:sáng|chiều))?(?!\s+\d))\s*(?:[,;]|(?=\())\s*"
)
_BEFOREHAND = re.compile(
    r"có mặt|tập trung|nhận phòng|đón (?:tiếp|khách|đại biểu)|đăng ký|xuất phát", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*\([^()]*(?:có mặt|tập trung|đón (?:tiếp|khách|đại biểu))[^()]*\)")
"""When to be there, in brackets within the hour of a meeting."""
_MOST_DAYS = 10
"""Days of a stretch that become sessions at most."""
_LEFT = 12
"""Characters from which words beside a date are a note."""
_LEAD = re.compile(r"^\(?(?:[Vv]ào\s+(?:lúc|hồi)|[Bb]ắt đầu\s*(?:từ|vào lúc|lúc)?|[Tt]ừ|[Ll]úc|[Vv]ào)\s+")
_DAYS = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<first>\d{1,2})(?:\s?[/-]\s?\d{1,2}(?:[/-]\d{4})?)?\s*(?:-|–|đến(?:\s+hết)?)\s*(?:(?:buổi\s+)?(?P<until>sáng|chiều)\s+)?(?:ngày\s+)?"
    rf"(?P<last>{DATE})"
)
_HALVES = re.compile(
    rf"[Bb]uổi\s+(?P<part>sáng|chiều)\s*:?\s*(?:[Tt]ừ\s+)?(?P<clock>{_CLOCK}(?:\s*(?:-|–|đến)\s*{_CLOCK})?)"
)
_HALF = re.compile(rf"^(?:{_PART}\s+)?(?:ngày\s+)?{DATE}(?:\s*{_WEEKDAY})?$")
_HALF_DAYS = re.compile(r"^(?P<days>\d{1,2})(?:[.,](?P<half>5))?\s*ngày")
DEADLINE = re.compile(  # What something is counted until ("khối lượng thực hiện đến hết ngày …") is none.
    r"(?P<lead>\(?\s*(?:[Tt]rước|[Cc]hậm nhất|[Kk]hông muộn hơn|[Hh]ạn(?: cuối| chót)|[Mm]uộn nhất"
    r"|(?<!tính )(?<!tính đến )(?<!thực hiện )(?<!thực hiện đến )(?<!phát sinh )(?<!số liệu )(?<!hiệu lực )(?<!từ )(?:[Đđ]ến hết|[Hh]ết))\s*(?:là\s+|vào\s+|lúc\s+|:\s*|đến\s+)*"
    rf"(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?(?:[^.;()\d]{{0,12}}\d{{0,2}}[^.;()\d]{{0,20}}âm lịch\s*\(\s*)?)"
    rf"(?P<at>(?:(?:{_SPAN}|sáng|chiều|tối)[\s,]*(?:{_WEEKDAY}[\s,]*)?(?:ngày\s+)?)?(?:{DATE}|\d{{1,2}}(?:\s?/\s?|\s+tháng\s+)\d{{1,2}}(?!\d|[/.-]\d)(?!\s+năm))(?:\s*{_WEEKDAY})?)\s*\)?"
)
ARRIVE_EARLY = re.compile(r"có mặt trước\s+(?P<minutes>\d{1,3})\s+phút(?:\s+(?P<reason>để [^.;)]+))?")


@dataclass(frozen=True, slots=True)
class Times:
    """When a meeting takes place, as its letter tells; `form` are the words that only lead to it."""

    sessions: list[Tree]
    duration: Value | None
    form: tuple[Words, ...]
    notes: tuple[Words, ...] = ()
    day: Words = field(default_factory=Words)


def read_times(words: Words, more: Words) -> Times:
    """Return the sessions that a paragraph of time states; `more` is what stands under it. When to be there is a note."""
    beforehand = _ASIDE.search(words.text)
    if beforehand is None:
        return _read(words, more)
    read = _read(words.without(*beforehand.span()), more)
    aside = words[beforehand.start() : beforehand.end()].strip("() ,")
    sessions = [doubted(session, "beside") for session in read.sessions]
    return replace(read, sessions=sessions, notes=(*read.notes, aside))


def _read(words: Words, more: Words) -> Times:
    duration, start = None, 0
    if match := _DURATION.match(words.text):
        duration, start = certain(words[: match.end("duration")]), match.end()
    phrase = words[start:]
    if (several := _several_days(words, more, duration)) is not None:
        return several
    lead = _LEAD.match(phrase.text)
    whole = phrase[lead.end() if lead else 0 :].strip(".;")
    if is_session(tidy(whole.text)):
        return Times(
            [certain(whole, _phrase(whole.text))],
            duration,
            (words[max(start - 1, 0) : start + (lead.end() if lead else 0)],),
        )
    if duration and not lead and (half := _HALF.match(whole.text)):
        return Times([certain(whole, f"{tidy(half[0])} …")], duration, ())
    matches = [*_MOMENT.finditer(in_digits(phrase.text))] if not _PAIR.search(words.text) else []
    readable = [(match, *read) for match in matches if (read := _readable(match[0]))]
    if len(readable) == 1:
        found, text, why = readable[0]
        # Words beside it were not understood: they may change what it means.
        beside = [words.strip(".,;:() ") for words in (phrase[: found.start()], phrase[found.end() :])]
        left = tuple(
            part for part in beside if len(part.text) > _LEFT and not _ONLY_HALVES.fullmatch(part.text)
        )
        form = tuple(part for part in beside if part not in left and _ONLY_HALVES.fullmatch(part.text))
        value = review(phrase[found.start() : found.end()], why or "beside", text)
        halves = [
            concluded(one.text, phrase, one.why)
            for one in told_sessions(phrase, None)
            if one.why == "same-day"
        ]
        return Times([value, *halves], duration, form, left)
    return _by_clauses(phrase, duration) if readable else _undated(phrase, duration)


def _undated(phrase: Words, duration: Value | None) -> Times:
    """Return a session for each of several days of one month without an hour, or else the one day that the words name."""
    if (pair := _PAIR.search(phrase.text)) and not re.search(_CLOCK, phrase.text):
        numbers = re.findall(r"\d+", pair["days"])
        return _by_days([f"{number}/{pair['month']}/{pair['year']}" for number in numbers], phrase, duration)
    days = [*re.finditer(DATE, phrase.text)]
    is_one = len(days) == 1 and not pair
    day = phrase[days[0].start() : days[0].end()] if is_one else Words()
    return Times([], duration, (), (phrase,), day)


def _by_clauses(phrase: Words, duration: Value | None) -> Times:
    """Return a session for each clause that tells one; when to be there, and everything else, are notes."""
    sessions: list[Tree] = []
    notes: list[Words] = []
    for clause in phrase.strip(".").split(r"[;.]\s+(?=\D)"):
        told = [read for match in _MOMENT.finditer(in_digits(clause.text)) if (read := _readable(match[0]))]
        if told and not _BEFOREHAND.search(clause.text):
            sessions.append(
                {
                    "start": concluded(told[0][0], clause, told[0][1] or "several"),
                    "notes": [review(clause, "several")],
                }
            )
        else:
            notes.append(clause)
    return Times(sessions, duration, (), tuple(notes))


def _readable(text: str) -> tuple[str, str] | None:
    """Return a time as the model takes it, and why it is doubtful: a weekday that contradicts the date is left out; None for no time."""
    phrase = _phrase(text)
    if is_session(phrase):
        return phrase, ""
    bare = _phrase(re.sub(_WEEKDAY, " ", text))
    return (bare, "weekday") if bare != phrase and is_session(bare) else None


def _phrase(text: str) -> str:
    """Return a time as the model takes it, without what stands between its parts."""
    text = re.sub(rf"\s+[-–]\s+(?={_WEEKDAY})", ", ", _TODAY.sub("", text))
    text = re.sub(r"(?<=\D):\s+(?=\d)", " ", text)
    if text.count(")") != text.count("(") or text.find(")") < text.find("("):
        text = re.sub("[()]", "", text)
    return re.sub(r"(?:\s*,)+", ",", tidy(text)).strip(",;:- ")


def is_session(text: str) -> bool:
    """Return whether the model takes `text` for a session."""
    try:
        Session.model_validate(text)
    except (ValidationError, Unreadable):
        return False
    return True


def _several_days(words: Words, more: Words, duration: Value | None) -> Times | None:
    """Return a session for each half day, or day, where only the first and last day are told, to be reviewed."""
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
    clocks = {half["part"]: tidy(half["clock"]) for half in _HALVES.finditer(f"{words.text} {more.text}")}
    sessions = [
        concluded(f"{clock} ngày {_written(first + timedelta(n))}", words, "each-day")
        for n in range((last - first).days + 1)
        for clock in (clocks.get("sáng"), clocks.get("chiều"))
        if clock
    ]
    if not sessions and re.search(_CLOCK, words.text):
        return None
    if not sessions:
        days = range(min((last - first).days + 1, _MOST_DAYS))
        return _by_days([_written(first + timedelta(n)) for n in days], words, duration)
    length = _HALF_DAYS.match(words.text)
    if match["until"] == "sáng" and len(clocks) > 1:
        del sessions[-1]
    elif length and length["half"]:
        sessions = sessions[: int(length["days"]) * 2 + 1]
    for n, stretch in enumerate((words[len(duration.text) if duration else 0 :].strip(",;"), more)):
        if n < len(sessions):
            sessions[n] = review(stretch, "each-day", sessions[n].text)
    return Times(list(sessions), duration, ())


def _by_days(days: Sequence[str], words: Words, duration: Value | None) -> Times:
    """Return a session for each day, its hour in the letter's words, which are a note too."""
    whole = tidy(words.text.strip(" .;"))
    told: list[Tree] = [
        {"start": concluded(day, words, "each-day"), "hour": concluded(whole, words, "each-day")}
        for day in days
    ]
    return Times(told, duration, (), (words,))


def _written(day: date) -> str:
    return f"{day.day:02d}/{day.month}/{day.year}"


@dataclass(frozen=True, slots=True)
class Told:
    """A session's time that a sentence tells: where in the sentence, as the model takes it, and why it is to be reviewed."""

    start: int
    end: int
    text: str
    why: str


def told_sessions(words: Words, year: int | None) -> list[Told]:
    """Return each time in a sentence that the model takes for a session, in their order.

    A date without a year is taken to be of `year`, the letter's; "cùng ngày" of the date before.
    """
    text = in_digits(words.text)
    deadlines = [match.span() for match in DEADLINE.finditer(text)]
    if days := _days_of_one_month(text):
        return days
    told = [
        Told(*match.span(), read[0], read[1] or "sentence")
        for match in _MOMENT.finditer(text)
        if (read := _readable(match[0]))
    ]
    for match in _YEARLESS.finditer(text) if year else ():
        clock = match["span"] or match["part"]
        phrase = f"{tidy(clock)} ngày {match['day']}/{match['month']}/{year}"
        if is_session(phrase):
            told.append(Told(*match.span(), phrase, "year"))
    dated = sorted(told, key=lambda one: one.start)
    for match in _SAME_DAY.finditer(text):
        of = [one for one in dated if one.end <= match.start()][-1:]
        of += [one for one in dated if match["half"] and one.start >= match.end()]
        day = re.search(DATE, of[0].text if of else text if match["half"] else "")
        clock = match["span"] or match["half"] or match["part"]
        phrase = f"{tidy(clock)} ngày {day[0]}" if day else ""
        if day and is_session(phrase):
            told.append(Told(*match.span(), phrase, "same-day"))
    free = [one for one in told if not any(start < one.end and one.start < end for start, end in deadlines)]
    kept: list[Told] = []
    for one in sorted(free, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _days_of_one_month(text: str) -> list[Told]:
    pair, hour = _PAIR.search(text), re.search(_SPAN, text)
    if pair is None:
        return []
    start, month = pair.start("days"), f"/{pair['month']}/{pair['year']}"
    lead = f"{tidy(hour[0])} ngày " if hour else ""
    told = [
        Told(start + day.start(), start + day.end(), f"{lead}{day[0]}{month}", "each-day")
        for day in re.finditer(r"\d{1,2}", pair["days"])
    ]
    return told if all(is_session(one.text) for one in told) else []


def clock_in(text: str) -> str:
    """Return the time or span of times in `text` that names no date; empty where there is none."""
    match = re.search(_SPAN, text)
    if match is None or re.search(DATE, text):
        return ""
    return tidy(match[0])


def year_of(text: str) -> int | None:
    """Return the year of the first date in `text`."""
    match = re.search(DATE, text)
    return int(match[0][-4:]) if match else None


def due(text: str, year: int | None = None) -> str:
    """Return a deadline as the reader of dates takes it: midnight as the last minute, a date without a year in `year`; else empty."""
    phrase = re.sub(r"^24\s*(?:giờ|h|:)\s*(?:00)?\s*(?:phút)?", "23 giờ 59 phút ", tidy(text).strip(" ,)"))
    if not re.search(DATE, phrase) and year:
        phrase = re.sub(rf"{_SHORT_DATE}$", lambda match: f"{match['day']}/{match['month']}/{year}", phrase)
    return phrase if is_moment(phrase) else ""


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
