"""Dates and times: read as clerks write them, written as official letters require.

Over 350 lines: reading and writing are each other's proof, and share `Moment`, the weekdays and the parts of the day.

Reading is day first, always. Writing follows the practice of Hướng dẫn 05-HD/VPTW and Nghị định 30/2020/NĐ-CP,
Phụ lục II, V.8.c: a day below 10 and the months 1 and 2 get a leading zero; weekdays are "thứ Hai" … "Chủ nhật".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from phonghop.text.folding import fold, nfc
from phonghop.text.month_names import WEEKDAYS, in_figures, named_weekday
from phonghop.text.problems import Unreadable
from phonghop.text.region import here
from phonghop.text.strings import Phrase

End = TypeVar("End")

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that are read: of documents that letters cite, and of meetings. The end of a day of 9999 cannot be told."""

_WEEKDAY_WORDS = {
    **{fold(name): i for i, name in enumerate(WEEKDAYS)},
    **{f"thu {i + 2}": i for i in range(6)},
    **{f"t{i + 2}": i for i in range(6)},
    "cn": 6,
}
_HOURS_OF_PART = {
    "sáng": range(12),
    "trưa": range(10, 15),
    "chiều": range(12, 19),
    "tối": range(17, 24),
    "đêm": (*range(18, 24), *range(5)),
}
"""The hours that each part of the day can mean."""
_UNMARKED = {"sang": "sáng", "trua": "trưa", "chieu": "chiều"}
"""Parts without their marks. "toi" is none: it may be "tối" or "tới"."""
_BOUNDS_OF_PART = {part: (time(hours[0]), time(max(hours), 59, 59)) for part, hours in _HOURS_OF_PART.items()}

_DATE = re.compile(
    r"(?P<iso>\b(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[T\s,.)]))"
    r"|(?P<day_first>\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b)"
    r"|(?P<words>\b(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\b)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\b(\d{4}-\d{2}-\d{2}T[012]\d:[0-5]\d(?::[0-5]\d)?)[+-][012]\d:[0-5]\d\b")
_YEARLESS = re.compile(
    r"(?<![\d/.-])(?P<day>[0-2]?\d|3[01])\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>0?[1-9]|1[0-2])"
    r"(?:\s*[/.-]\s*(?P<year>\d{2}))?(?![\d/.-])",
    re.IGNORECASE,
)
_LUNAR = re.compile(r"\bâm lịch\b|\bâl\b|\bm[ùồ]ng\b|\brằm\b|\bnăm\s+[^\W\d]", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s*(?::|h|g(?!i)|giờ)\s*"
    r"(?:(?P<half>rưỡi)|(?P<minute>\d{1,2})(?!\d)\s*(?:phút|ph|p)?)?(?::\d{2})?['’]?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _WEEKDAY_WORDS), key=len, reverse=True)) + r")\b"
)
_PART = re.compile(rf"\b({'|'.join((*_HOURS_OF_PART, *_UNMARKED))})\b", re.IGNORECASE)
_FILLER = re.compile(
    r"\b(lúc|luc|vào|vao|từ|tu|bắt đầu|bat dau|trước|truoc|ngày|ngay|buổi|buoi|đến|den|tới)\b", re.IGNORECASE
)
_MARKS = re.compile(r"[\s,.;()T+]|(?<!\w)t(?!\w)")
_BETWEEN = re.compile(r"\s*(?:[-–—÷]|\bđến\b|\btới\b)\s*", re.IGNORECASE)
_BOUND = re.compile(r"không muộn hơn|chậm nhất|muộn nhất", re.IGNORECASE)
_DAY = (time(), time(23, 59, 59))
_MONTH = re.compile(
    r"(?:trong\s+)?(?:tháng\s+)?(?P<month>0?[1-9]|1[0-2])\s*(?:[/-]|\bnăm\b)\s*(?P<year>\d{4})", re.IGNORECASE
)
END_OF_DAY = time(23, 59, 59, 999999)
"""What letters call 24 giờ: the first instant of the next day, told as the last of this one."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a letter states it: a date, and a time of day unless the letter gives only the date.

    Attributes:
        clock: `END_OF_DAY` where the letter says 24 giờ.
        part: the part of the day ("sáng", "chiều"…) where the letter gives it and no time.
        bound: the words of a deadline that are not "trước": "không muộn hơn", "chậm nhất".
        is_month: whether the letter gives the month alone; `day` is then its first.
    """

    day: date
    clock: time | None = None
    part: str = field(default="", compare=False)
    bound: str = field(default="", compare=False)
    is_month: bool = False

    def __lt__(self, other: Moment) -> bool:
        return self.begin < other.begin

    def __le__(self, other: Moment) -> bool:
        return self.begin <= other.begin

    @property
    def latest(self) -> datetime:
        """The last instant it can mean: its own time, or the end of its half day or day."""
        if self.is_month:
            return datetime.combine(next_month(self.day), time(), here().zone) - timedelta(seconds=1)
        if self.clock == END_OF_DAY:
            return datetime.combine(self.day + timedelta(days=1), time(), here().zone)
        return datetime.combine(self.day, self.clock or _BOUNDS_OF_PART.get(self.part, _DAY)[1], here().zone)

    @property
    def begin(self) -> datetime:
        """The first instant it can mean: its own time, or the beginning of its half day or day."""
        if self.clock == END_OF_DAY:
            return self.latest
        return datetime.combine(self.day, self.clock or _BOUNDS_OF_PART.get(self.part, _DAY)[0], here().zone)

    def iso(self) -> str:
        """Return ISO 8601: with the offset of the portal's clock when the time is known, else the date alone, or the month."""
        if self.clock is None:
            return f"{self.day:%Y-%m}" if self.is_month else self.day.isoformat()
        return self.begin.isoformat()


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _in_figures(text: str) -> str:
    return _OFFSET.sub(_without_own_offset, in_figures(nfc(text)))


def _without_own_offset(match: re.Match[str]) -> str:
    """Return a moment of ISO 8601 without its offset where that is the one of the portal's clock at that time."""
    moment = datetime.fromisoformat(match[0])
    wall = moment.replace(tzinfo=None)
    return match[1] if moment.utcoffset() == here().zone.utcoffset(wall) else match[0]


def read_day(text: str) -> date:
    """Read a date alone, such as ``2026-07-01``, ``01/7/2026`` or ``thứ Tư, ngày 01 tháng 7 năm 2026``.

    Raises:
        Unreadable: PH301 not a date, PH302 no such date, PH303 weekday of another date, PH310 no whole year, PH311
            several dates, PH319 a year out of range.
    """
    day, rest = _take_day(_in_figures(text), text)
    if _leftover(rest):
        raise Unreadable("PH301", text=text)
    return day


def read_clock(text: str) -> time:
    """Read a time of day, such as ``8:00``, ``8h00``, ``15h00'``, ``8 giờ`` or ``14 giờ 00 phút``.

    Raises:
        Unreadable: PH304 not a time of day, or none that exists; PH308 a part of the day that it contradicts; PH311 a
            span; PH312 other words.
    """
    clock, rest = _take_clock(_in_figures(text))
    if clock is None:
        raise Unreadable("PH304", text=text)
    if left := _leftover(rest):
        if is_readable(text, read_clock_span):
            raise Unreadable("PH311", text=text)
        raise (
            Unreadable("PH304", text=text) if _tells_time(left) else Unreadable("PH312", text=text, rest=left)
        )
    return _in_part(clock, rest, text)


def read_moment(text: str) -> Moment:
    """Read a date with or without a time, in either order, such as ``8h00 ngày 01/6/2026 (thứ Hai)``.

    Raises:
        Unreadable: as `read_day` and `read_clock`; PH320 an hour that summer time skips.
    """
    bound = _BOUND.search(_in_figures(text))
    day, rest = _take_day(_BOUND.sub(" ", _in_figures(text)), text)
    clock, rest = _take_clock(rest)
    if left := _leftover(rest):
        if is_readable(text, read_span):
            raise Unreadable("PH311", text=text)
        if _tells_time(left) or (clock is None and "giờ" in left):
            is_clock = clock is None or "kém" in left
            raise Unreadable("PH304" if is_clock else "PH301", text=text)
        raise Unreadable("PH312", text=text, rest=left)
    limit = bound[0].lower() if bound else ""
    if clock:
        moment = Moment(day, _in_part(clock, rest, text), bound=limit)
        _require_hour(moment)
        return moment
    part = _PART.search(rest)
    return Moment(day, part=_marked(part[1]) if part else "", bound=limit)


def _require_hour(moment: Moment) -> None:
    """Refuse the hour between 2 and 3 of the night in which the portal's clock is put forward."""
    begin = moment.begin
    shown = begin.astimezone(UTC).astimezone(begin.tzinfo)
    if shown.replace(tzinfo=None) != begin.replace(tzinfo=None):
        raise Unreadable("PH320", date=short_date(moment.day), clock=f"{begin:%H:%M}", shown=f"{shown:%H:%M}")


def read_start(text: str) -> Moment:
    """Read when something begins: as `read_moment` does, or a month whose day is not set, such as ``tháng 12/2026``.

    Raises:
        Unreadable: as `read_moment`.
    """
    match = _MONTH.fullmatch(nfc(text).strip())
    if match is None or not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
        moment = read_moment(text)
        if moment.clock == END_OF_DAY and (clock := _CLOCK.search(_in_figures(text))):
            raise Unreadable("PH304", text=clock[0].strip())  # nothing begins at an end
        return moment
    return Moment(date(int(match["year"]), int(match["month"]), 1), is_month=True)


def read_span(text: str) -> tuple[Moment, Moment]:
    """Read from when to when, such as ``30/12/2026 8h-11h30``; what only one side states holds for both.

    Raises:
        Unreadable: as `read_moment`; PH301 where no two moments are.
    """
    text = _in_figures(text)
    for before, after in _splits(text):
        days = [next(_DATE.finditer(side), None) for side in (before, after)]
        stated = days[0] or days[1]
        have_clocks = all(map(_CLOCK.search, (before, after)))
        if stated is None or (None in days and not have_clocks):
            continue
        sides = [
            side if day else f"{side} {stated[0]}" for side, day in zip((before, after), days, strict=True)
        ]
        if ends := _ends(read_moment, *sides):
            return ends
    raise Unreadable("PH301", text=text)


def read_clock_span(text: str) -> tuple[time, time]:
    """Read from when to when on one day, such as ``8h-11h30``.

    Raises:
        Unreadable: PH304 where no two times are.
    """
    for before, after in _splits(_in_figures(text)):
        if ends := _ends(read_clock, before, after):
            return ends
    raise Unreadable("PH304", text=text)


def _ends(read: Callable[[str], End], before: str, after: str) -> tuple[End, End] | None:
    """Return both ends of a span as `read` reads them; None where one is none."""
    try:
        first, last = (read(side) for side in _with_parts(before, after))
    except Unreadable:
        return None
    return first, last


def without_date(text: str, to_fill: str) -> str:
    """Return a time as it is written with `to_fill` for each date; the weekday, which belongs to the date, goes with it."""
    rest = _DATE.sub(to_fill, _OFFSET.sub(r"\1", nfc(text)))
    folded = fold(rest)
    if len(folded) == len(rest):
        for match in reversed([*_WEEKDAY.finditer(folded)]):
            rest = rest[: match.start()] + rest[match.end() :]
    rest = re.sub(r"\(\s*\)|,\s*(?=,)|^\s*,|,\s*$", "", rest)
    return " ".join(rest.replace(f"{to_fill}T", f"{to_fill} ").split())


def is_readable(text: str, read: Callable[[str], object]) -> bool:
    """Return whether the function `read` of this module takes `text`."""
    try:
        read(text)
    except Unreadable:
        return False
    return True


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Yield `text` in two at each sign or word that stands between two ends, never inside a date."""
    dates = [match.span() for match in _DATE.finditer(text)]
    for match in _BETWEEN.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in dates):
            yield text[: match.start()], text[match.end() :]


def _with_parts(before: str, after: str) -> tuple[str, str]:
    """Return both ends with a part of the day that only one states, where it fits: "2 giờ - 4 giờ chiều" begins at 14."""
    parts = [_PART.search(side) for side in (before, after)]
    sides = [before, after]
    for own, other in ((0, 1), (1, 0)):
        stated = parts[other]
        clock, _ = _take_clock(sides[own])
        if parts[own] is None and stated and clock and _hour_in(clock, stated[1]) is not None:
            sides[own] += f" {stated[1]}"
    return sides[0], sides[1]


def _take_day(text: str, written: str) -> tuple[date, str]:
    """Split the one date off `text`, which is `written` in figures, holding a weekday beside it against the calendar."""
    matches = list(_DATE.finditer(text))
    if not matches and (partial := _YEARLESS.search(text)) and not _LUNAR.search(text):
        year = partial["year"]
        day_and_month = f"{partial['day']}/{partial['month']}"
        raise Unreadable("PH310", text=written, date=f"{day_and_month}/{'20' + year if year else '…'}")
    if len(matches) > 1:
        raise Unreadable("PH311", text=written)
    if not matches:
        raise Unreadable("PH301", text=written)
    match = matches[0]
    numbers = [int(g) for g in match.groups()[1:] if g and g.isdigit()]
    if not match["iso"]:
        numbers.reverse()
    try:
        day = date(*numbers)
    except ValueError:
        raise Unreadable("PH302", text=match[0]) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable("PH319", year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
    rest = text[: match.start()] + " " + text[match.end() :]
    folded = fold(rest)
    weekday = _WEEKDAY.search(folded)
    if weekday and _WEEKDAY_WORDS[weekday[1]] != day.weekday():
        own = rest[slice(*weekday.span(1))] if len(folded) == len(rest) else weekday[1]
        raise Unreadable(
            "PH303",
            date=short_date(day),
            said=named_weekday(written) or own,
            weekday=Phrase(f"date.week{day.weekday()}"),
        )
    return day, rest


def _take_clock(text: str) -> tuple[time | None, str]:
    match = _CLOCK.search(text)
    if not match:
        return None, text
    rest = text[: match.start()] + " " + text[match.end() :]
    if int(match["hour"]) == 24 and not int(match["minute"] or 0) and not match["half"]:
        return END_OF_DAY, rest
    try:
        clock = time(int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0))
    except ValueError:
        raise Unreadable("PH304", text=match[0].strip()) from None
    return clock, rest


def _in_part(clock: time, rest: str, text: str) -> time:
    """Return `clock` as the part of the day beside it means it: "2 giờ chiều" is 14:00."""
    for part in () if clock == END_OF_DAY else _PART.findall(rest):
        hour = _hour_in(clock, part)
        if hour is None:
            raise Unreadable("PH308", text=text, clock=clock.strftime("%H:%M"))
        clock = clock.replace(hour=hour)
    return clock


def _marked(part: str) -> str:
    return _UNMARKED.get(part.lower(), part.lower())


def _hour_in(clock: time, part: str) -> int | None:
    """Return the hour that `clock` means in a part of the day, or None where it means none."""
    hours = _HOURS_OF_PART[_marked(part)]
    afternoon = clock.hour + 12 if clock.hour else None
    return next((hour for hour in (clock.hour, afternoon) if hour in hours), None)


def _leftover(text: str) -> str:
    """Return what is left of a phrase once weekday, part of day and connecting words are gone."""
    rest = _FILLER.sub(" ", _PART.sub(" ", text))
    folded = fold(rest)
    if len(folded) == len(rest):  # each letter is in its old place, so the words can be quoted as written
        for match in _WEEKDAY.finditer(folded):
            rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    else:
        rest = _WEEKDAY.sub(" ", folded)
    return " ".join(rest.strip(" ,.;()").split()) if _MARKS.sub("", rest) else ""


def _tells_time(words: str) -> bool:
    """Return whether `words` beside a date or time would change it: digits, "kém", "âm lịch", "toi" for "tối"."""
    return bool(re.search(r"\d|\b(?:kém|toi)\b", words, re.IGNORECASE) or _LUNAR.search(words))


def short_date(day: date) -> str:
    """Return the short form of the body of a letter, such as ``01/7/2026``."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def short_month(day: date) -> str:
    """Return the month of `day`, such as ``tháng 12/2026``."""
    return f"tháng {_month(day)}/{day.year}"


def long_date(day: date) -> str:
    """Return the form of a letter's head, such as ``ngày 01 tháng 7 năm 2026``."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def spoken_clock(clock: time) -> str:
    """Return ``08 giờ 00 phút``."""
    hour, minute = hour_and_minute(clock)
    return f"{hour:02d} giờ {minute:02d} phút"


def hour_and_minute(clock: time) -> tuple[int, int]:
    """Return the figures of a time as letters say it: 24 and 0 at the end of a day."""
    return (24, 0) if clock == END_OF_DAY else (clock.hour, clock.minute)


def brief_clock(clock: time) -> str:
    """Return ``08 giờ`` on the hour, else ``08 giờ 30 phút``."""
    hour, minute = hour_and_minute(clock)
    return spoken_clock(clock) if minute else f"{hour:02d} giờ"


def brief_moment(moment: Moment) -> str:
    """Return a deadline's form: ``15 giờ, ngày 30/6/2026``, or ``ngày 30/6/2026`` when no time is set."""
    if moment.is_month:
        return short_month(moment.day)
    day = f"ngày {short_date(moment.day)}"
    if moment.clock:
        return f"{brief_clock(moment.clock)}, {day}"
    return f"{moment.part} {day}" if moment.part else day
