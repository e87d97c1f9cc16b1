"""The Vietnamese lunar date of a day, and lunar dates as letters write them.

Computed, not looked up: months begin on the day, by the clock of UTC+7, of the new moon (Meeus, *Astronomical Algorithms*,
2nd edition, chapter 49, good to a minute), the month of the winter solstice is the eleventh, and of thirteen months between two
solstices the first in which the sun (chapter 25, good to 0.01°) enters no sign is the leap month. Since 1968 Viet Nam keeps the hour of
UTC+7, so its calendar at times differs from that of China (Tết of 1985, 2007, 2030).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin

from phonghop.text.folding import fold, nfc

_STEMS = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_BRANCHES = ("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi")
_MONTHS = ("Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Chạp")
_FULL_MOON = 15

_SOLSTICE = 9
"""The sign that the sun enters at the winter solstice, counted in twelfths of its way from the spring equinox."""
_ELEVENTH = 11

_FIRST_NEW_MOON, _LUNATION = 2451550.09766, 29.530588861
_ZONE = 7 / 24
_JULIAN = 1721425
"""From the number of a day in Python's calendar to the Julian day that begins at its noon."""


@dataclass(frozen=True, slots=True)
class LunarDate:
    """A day of the lunar calendar; `year` is the solar year in which its first month begins."""

    day: int
    month: int
    year: int
    is_leap: bool = False

    def __str__(self) -> str:
        leap = " nhuận" if self.is_leap else ""
        return f"ngày {self.day:02d} tháng {_MONTHS[self.month - 1]}{leap} năm {year_name(self.year)}"


def year_name(year: int) -> str:
    """Return what a lunar year is called, such as "Bính Ngọ" for 2026."""
    return f"{_STEMS[(year + 6) % 10]} {_BRANCHES[(year + 8) % 12]}"


def lunar_date(day: date) -> LunarDate:
    """Return the lunar date of `day` in Viet Nam."""
    number = day.toordinal() + _JULIAN
    start = _month_start(number)
    first, after = _eleventh(day.year), _eleventh(day.year + 1)
    if start < first:
        first, after = _eleventh(day.year - 1), first
    elif start >= after:
        first, after = after, _eleventh(day.year + 2)
    months = _months(first, after)
    place = next(n for n, month in enumerate(months) if month == start)
    leap = _leap(first, after)
    passed = place - 1 if leap is not None and place >= leap else place
    month = (_ELEVENTH - 1 + passed) % 12 + 1
    solstice_year = date.fromordinal(first - _JULIAN).year
    year = solstice_year if passed < 2 else solstice_year + 1  # months 11 and 12 end the year of the solstice
    return LunarDate(number - start + 1, month, year, place == leap)


@lru_cache(maxsize=64)
def _months(first: int, after: int) -> tuple[int, ...]:
    """Return the days on which the months from one eleventh month to the next begin."""
    lunation = round((first - _FIRST_NEW_MOON) / _LUNATION)
    starts = (_new_moon(lunation + n) for n in range(-1, 15))
    return tuple(start for start in starts if first <= start < after)


@lru_cache(maxsize=64)
def _leap(first: int, after: int) -> int | None:
    """Return which of the months from one eleventh to the next is a leap month, if any is."""
    months = (*_months(first, after), after)
    if len(months) <= 13:
        return None
    return next(n for n, (start, end) in enumerate(pairwise(months)) if _sign(start) == _sign(end))


@lru_cache(maxsize=64)
def _eleventh(year: int) -> int:
    """Return the day on which the month of the winter solstice of `year` begins."""
    last = date(year, 12, 31).toordinal() + _JULIAN
    start = _month_start(last)
    return start if _sign(start) < _SOLSTICE else _month_start(start - 1)


def _month_start(number: int) -> int:
    lunation = floor((number - _FIRST_NEW_MOON) / _LUNATION) + 1
    while (start := _new_moon(lunation)) > number:
        lunation -= 1
    return start


@lru_cache(maxsize=512)
def _new_moon(k: int) -> int:
    """Return the Julian day, by the clock of UTC+7, of the k-th new moon after that of 6 January 2000 (Meeus 49.1–49.3)."""
    t = k / 1236.85
    jde = _FIRST_NEW_MOON + _LUNATION * k + t * t * (0.00015437 + t * (-0.00000015 + t * 0.00000000073))
    e = 1 - 0.002516 * t - 0.0000074 * t * t
    sun = radians(2.5534 + 29.1053567 * k - 0.0000014 * t * t)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t**3)
    latitude = radians(160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t**3)
    node = radians(124.7746 - 1.56375588 * k + 0.0020672 * t * t + 0.00000215 * t**3)
    terms = (
        (-0.40720, moon),
        (0.17241 * e, sun),
        (0.01608, 2 * moon),
        (0.01039, 2 * latitude),
        (0.00739 * e, moon - sun),
        (-0.00514 * e, moon + sun),
        (0.00208 * e * e, 2 * sun),
        (-0.00111, moon - 2 * latitude),
        (-0.00057, moon + 2 * latitude),
        (0.00056 * e, 2 * moon + sun),
        (-0.00042, 3 * moon),
        (0.00042 * e, sun + 2 * latitude),
        (0.00038 * e, sun - 2 * latitude),
        (-0.00024 * e, 2 * moon - sun),
        (-0.00017, node),
        (-0.00007, moon + 2 * sun),
        (0.00004, 2 * moon - 2 * latitude),
        (0.00004, 3 * sun),
        (0.00003, moon + sun - 2 * latitude),
        (0.00003, 2 * moon + 2 * latitude),
        (-0.00003, moon + sun + 2 * latitude),
        (0.00003, moon - sun + 2 * latitude),
        (0.000325, radians(299.77 + 0.107408 * k - 0.009173 * t * t)),
        (0.000165, radians(251.88 + 0.016321 * k)),
        (0.000164, radians(251.83 + 26.651886 * k)),
        (0.000126, radians(349.42 + 36.412478 * k)),
        (0.000110, radians(84.66 + 18.206239 * k)),
    )
    jde += sum(factor * sin(angle) for factor, angle in terms)
    return floor(jde - _delta(2000 + k / 12.3685) + 0.5 + _ZONE)


def _delta(year: float) -> float:
    """Return by how much the time of ephemerides leads the clock, in days (Espenak and Meeus, 2006, to some seconds)."""
    u = (year - 2000) / 100
    seconds = 62.92 + 32.217 * u + 55.89 * u * u if year > 1986 else 63.86 + 33.45 * u - 603.74 * u * u
    return max(-3.0, seconds) / 86400


@lru_cache(maxsize=512)
def _sign(number: int) -> int:
    """Return in which twelfth of its way the sun is when the day begins by the clock of UTC+7 (Meeus 25)."""
    t = (number - 0.5 - _ZONE - 2451545.0) / 36525
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t - 0.000014 * t * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    longitude = 280.46646 + 36000.76983 * t + 0.0003032 * t * t + centre
    longitude -= 0.00569 + 0.00478 * sin(radians(125.04 - 1934.136 * t))
    return floor(longitude % 360 / 30)


_WORDS = {fold(name): n for n, name in enumerate(_MONTHS, 1)} | {"mot": 1, "muoi hai": 12}
_WRITTEN = re.compile(
    r"^(?:tuc )?(?:ngay |mong |mung )*(?:(?P<full>ram)|(?P<day>\d{1,2}))"
    r"(?:\s*/\s*|\s+thang\s+|\s+)(?P<month>\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + r")"
    r"(?P<leap>\s*\(?\s*nhuan\)?)?(?:\s*/\s*(?P<year>\d{4})|\s+nam\s+(?P<name>[a-z]+ [a-z]+)(?:\s*\(?\d{4}\)?)?)?"
    r"(?:\s*\(?(?:am lich|al)\)?)?$"
)


def is_lunar(written: str) -> bool:
    """Return whether words are a lunar date as letters write one, such as "rằm tháng Giêng" or "14/2 âm lịch"."""
    return _read(written) is not None


def _read(written: str) -> re.Match[str] | None:
    return _WRITTEN.match(" ".join(fold(nfc(written)).replace(",", " ").split()))


def agrees(written: str, day: date) -> bool:
    """Return whether a lunar date as a letter writes it is that of `day`; what cannot be read is of no day."""
    read = _read(written)
    if read is None:
        return False
    lunar = lunar_date(day)
    month = read["month"]
    return (
        (_FULL_MOON if read["full"] else int(read["day"])) == lunar.day
        and (int(month) if month.isdigit() else _WORDS[month]) == lunar.month
        and (read["year"] is None or int(read["year"]) == lunar.year)
        and (read["name"] is None or read["name"] == fold(year_name(lunar.year)))
        and bool(read["leap"]) == lunar.is_leap
    )
