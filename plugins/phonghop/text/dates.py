"""Dates and times: read as clerks write them, written as official letters require.

Reading is day first, always. Writing follows the practice of Hướng dẫn 05-HD/VPTW and Nghị định 30/2020/NĐ-CP,
Phụ lục II, V.8.c: a day below 10 and the months 1 and 2 get a leading zero; weekdays are "thứ Hai" … "Chủ nhật".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from phonghop.text.folding import fold, nfc
from phonghop.text.problems import Unreadable

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam keeps UTC+7 all year; a fixed offset needs no time-zone data."""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAY_WORDS = {
    **{fold(name): i for i, name in enumerate(WEEKDAYS)},
    **{f"thu {i + 2}": i for i in range(6)},
    **{f"t{i + 2}": i for i in range(6)},
    "cn": 6,
}
PARTS = {"sang": "morning", "trua": "noon", "chieu": "afternoon", "toi": "evening"}

_DATE = re.compile(
    r"(?P<iso>\b(\d{4})-(\d{1,2})-(\d{1,2})(?=$|[T\s,.)]))"
    r"|(?P<day_first>\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b)"
    r"|(?P<words>\b(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\b)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})\s*(?::|h|g(?!i)|giờ)\s*(?:(?P<minute>\d{1,2})(?!\d)\s*(?:phút|ph|p)?)?"
    r"(?::\d{2}(?:\+07:00)?)?['’]?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _WEEKDAY_WORDS), key=len, reverse=True)) + r")\b"
)
_PART = re.compile(r"\b(" + "|".join(PARTS) + r")\b")
_FILLER = re.compile(r"\b(luc|vao|tu|bat dau|truoc|ngay|buoi|den)\b")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A point in time as a letter states it: a date, and a time of day unless the letter gives only the date."""

    day: date
    clock: time | None = None

    @property
    def latest(self) -> datetime:
        """The last instant it can mean: its own time, or the end of its day."""
        return datetime.combine(self.day, self.clock or time(23, 59, 59), VIETNAM)

    @property
    def begin(self) -> datetime:
        """The first instant it can mean: its own time, or the beginning of its day."""
        return datetime.combine(self.day, self.clock or time(), VIETNAM)

    def iso(self) -> str:
        """Return ISO 8601: with ``+07:00`` when the time is known, else the date alone."""
        if self.clock is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.clock, VIETNAM).isoformat()


def read_day(text: str) -> date:
    """Read a date alone, such as ``2026-07-01``, ``01/7/2026`` or ``thứ Tư, ngày 01 tháng 7 năm 2026``.

    Raises:
        Unreadable: PH301 not a date, PH302 no such date, PH303 weekday of another date.
    """
    day, rest = _take_day(nfc(text))
    if _leftover(rest):
        raise Unreadable("PH301", text=text)
    return day


def read_clock(text: str) -> time:
    """Read a time of day, such as ``8:00``, ``8h00``, ``15h00'``, ``8 giờ`` or ``14 giờ 00 phút``.

    Raises:
        Unreadable: PH304 not a time of day, or none that exists.
    """
    clock, rest = _take_clock(nfc(text))
    if clock is None or _leftover(rest):
        raise Unreadable("PH304", text=text)
    return _in_part(clock, rest, text)


def read_moment(text: str) -> Moment:
    """Read a date with or without a time, in either order, such as ``8h00 ngày 01/6/2026 (thứ Hai)``.

    Raises:
        Unreadable: PH301, PH302, PH303, PH304, or PH308 for a part of the day that the clock contradicts.
    """
    day, rest = _take_day(nfc(text))
    clock, rest = _take_clock(rest)
    if _leftover(rest):
        raise Unreadable("PH301" if clock else "PH304", text=text)
    return Moment(day, _in_part(clock, rest, text) if clock else None)


def _take_day(text: str) -> tuple[date, str]:
    """Split the one date off `text`, holding a weekday written beside it against the calendar."""
    found = list(_DATE.finditer(text))
    if len(found) != 1:
        raise Unreadable("PH301", text=text)
    match = found[0]
    numbers = [int(g) for g in match.groups()[1:] if g and g.isdigit()]
    if not match["iso"]:
        numbers.reverse()
    try:
        day = date(*numbers)
    except ValueError:
        raise Unreadable("PH302", text=match[0]) from None
    rest = text[: match.start()] + " " + text[match.end() :]
    weekday = _WEEKDAY.search(fold(rest))
    if weekday and _WEEKDAY_WORDS[weekday[1]] != day.weekday():
        raise Unreadable(
            "PH303",
            date=short_date(day),
            said=WEEKDAYS[_WEEKDAY_WORDS[weekday[1]]],
            weekday=weekday_name(day),
        )
    return day, rest


def _take_clock(text: str) -> tuple[time | None, str]:
    match = _CLOCK.search(text)
    if not match:
        return None, text
    try:
        clock = time(int(match["hour"]), int(match["minute"] or 0))
    except ValueError:
        raise Unreadable("PH304", text=match[0].strip()) from None
    return clock, text[: match.start()] + " " + text[match.end() :]


def _in_part(clock: time, rest: str, text: str) -> time:
    """Return `clock` as the part of the day beside it means it: "2 giờ chiều" is 14:00."""
    found = _PART.search(fold(rest))
    part = PARTS[found[1]] if found else "noon"
    if part in ("afternoon", "evening") and 1 <= clock.hour < 12:
        clock = clock.replace(hour=clock.hour + 12)
    if part not in ("noon", part_of_day(clock)):
        raise Unreadable("PH308", text=text, clock=clock.strftime("%H:%M"))
    return clock


def _leftover(text: str) -> str:
    """Return what is left of a phrase once weekday, part of day and connecting words are gone."""
    rest = fold(text)
    for pattern in (_WEEKDAY, _PART, _FILLER):
        rest = pattern.sub(" ", rest)
    return re.sub(r"[\s,.;()T+]|(?<!\w)t(?!\w)", "", rest)


def weekday_name(day: date) -> str:
    """Return "thứ Hai" … "Chủ nhật", lower case as inside a sentence."""
    return WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """Return the short form of the body of a letter, such as ``01/7/2026``."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def long_date(day: date) -> str:
    """Return the form of a letter's head, such as ``ngày 01 tháng 7 năm 2026``."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def spoken_clock(clock: time) -> str:
    """Return ``08 giờ 00 phút``."""
    return f"{clock.hour:02d} giờ {clock.minute:02d} phút"


def brief_clock(clock: time) -> str:
    """Return ``08 giờ`` on the hour, else ``08 giờ 30 phút``."""
    return spoken_clock(clock) if clock.minute else f"{clock.hour:02d} giờ"


def brief_moment(moment: Moment) -> str:
    """Return a deadline's form: ``15 giờ, ngày 30/6/2026``, or ``ngày 30/6/2026`` when no time is set."""
    day = f"ngày {short_date(moment.day)}"
    return f"{brief_clock(moment.clock)}, {day}" if moment.clock else day


def part_of_day(clock: time) -> str:
    """Return the key of the part of the day: morning before 12, afternoon before 18, then evening."""
    return "morning" if clock.hour < 12 else "afternoon" if clock.hour < 18 else "evening"
