"""Dates spelled otherwise than in digits of the sun's calendar → the same text with them in digits, each character at its place; the day that a lunar date is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from phonghop.text.lunar import agrees

_DIGITS = {
    word: value
    for value, words in enumerate(
        ("không", "một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy bẩy", "tám", "chín")
    )
    for word in words.split()
}
_NUMERAL = rf"(?:(?:{'|'.join((*_DIGITS, 'mười', 'mươi', 'linh', 'lẻ'))})\b\s*)"
_YEAR = rf"hai\s+(?:nghìn|ngàn)\s+(?:không\s+trăm\s+)?(?P<year>{_NUMERAL}{{1,3}})"
_DATE = re.compile(
    rf"\bngày\s+(?P<day>{_NUMERAL}{{1,3}}?)tháng\s+(?P<month>{_NUMERAL}{{1,2}}?)năm\s+{_YEAR}", re.IGNORECASE
)
_CLOCK = re.compile(
    rf"\b(?P<hour>{_NUMERAL}{{1,3}})giờ(?:\s+(?P<minute>{_NUMERAL}{{1,3}}?)phút)?", re.IGNORECASE
)
_LUNAR = re.compile(
    r"\(?\s*(?:(?:tức|nhằm|là)\s+)*(?:ngày\s+)?(?:(?:mùng|mồng)\s+)?(?:\d{1,2}|[Rr]ằm)?(?:\s*(?:/|tháng)\s*(?:\d{1,2}|[Gg]iêng|[Cc]hạp))?(?:\s+năm\s+\w+(?:\s\w+)?)?"
    r"\s*\(?(?:âm lịch|ÂL)\)?(?:[\s,(]*(?:tức|nhằm)(?:\s+là)?)?|\bdương lịch\b"
    r"|(?:ngày\s+)?(?:(?:mùng|mồng)\s+)?(?:\d{1,2}|[Rr]ằm)\s+tháng\s+(?:[Gg]iêng|[Cc]hạp)(?:,?\s+(?:năm\s+)?(?:[A-ZĐẤẬ][a-zđ\w]+\s[A-Z][a-z\w]+))?(?:[\s,(]*(?:tức|nhằm)(?:\s+là)?)?"
)
"""A date of the moon's calendar, and what leads from it to that of the sun."""


_DOTTED = re.compile(
    r"(?<![\d./-])(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d)(?=,?\s+(?:(?:sáng|chiều|tối)\s+)?(?:thứ|chủ nhật|ngày)\b)",
    re.IGNORECASE,
)
"""An hour with a dot between its parts, as it stands before a day."""


def in_digits(text: str) -> str:
    """Return `text` with hours and dates in digits that it tells in words, and blanks for what it says of the moon's calendar."""
    text = _DATE.sub(
        lambda m: _set(f"ngày {_value(m['day'])}/{_value(m['month'])}/{2000 + _value(m['year'])}", m[0]), text
    )
    text = _CLOCK.sub(_clock, _DOTTED.sub(r"\g<hour>:\g<minute>", text))
    return _LUNAR.sub(lambda m: " " * len(m[0]), text)


def _clock(match: re.Match[str]) -> str:
    minutes = f" {_value(match['minute'])} phút" if match["minute"] else ""
    return _set(f"{_value(match['hour'])} giờ{minutes}", match[0])


def _set(written: str, spelled: str) -> str:
    """Return what is `written` in digits as long as what it stands for; that itself where it is too long."""
    return written.ljust(len(spelled)) if len(written.rstrip()) <= len(spelled) else spelled


def _value(words: str) -> int:
    """Return the number below a hundred that `words` spell."""
    tens, ones = 0, 0
    for word in words.lower().split():
        if word == "mười":
            tens = 1
        elif word == "mươi":
            tens, ones = ones, 0
        elif word not in ("linh", "lẻ"):
            ones = _DIGITS[word]
    return tens * 10 + ones


_WRITTEN = re.compile(
    r"(?:(?:mùng|mồng|ngày)\s+)*(?:\d{1,2}|[Rr]ằm)(?:\s+tháng\s+|/)(?:[Gg]iêng|[Cc]hạp|\d{1,2}|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?: Một)?)(?:\s+năm\s+\w+\s\w+)?(?P<said>\s*\(?(?:âm lịch|ÂL)\)?)?"
)


def tells_lunar(text: str) -> bool:
    """Return whether `text` holds a date that may be lunar."""
    return bool(_WRITTEN.search(text))


def solar_day(text: str, after: date) -> tuple[int, int, date] | None:
    """Return where the first lunar date in `text` begins and ends, and its next day of the sun's calendar from `after`; None for none.

    A date counts as lunar when the letter calls it so, or names its month as only that calendar does.
    """
    for match in _WRITTEN.finditer(text):
        if match["said"] or re.search(r"rằm|giêng|chạp|mùng|mồng", match[0], re.IGNORECASE):
            days = (after + timedelta(n) for n in range(_YEAR_AND_MONTH))
            day = next((day for day in days if agrees(match[0].strip(), day)), None)
            return (*match.span(), day) if day else None
    return None


_YEAR_AND_MONTH = 385
"""Days of the longest lunar year."""
