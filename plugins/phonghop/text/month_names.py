"""Dates and times as other countries write them, put into the figures that `dates` reads.

Names of months and weekdays say which is which in every language, so all are read in every portal: ``22. Dezember 2026``,
``December 22, 2026``, ``9:00 Uhr``, ``2.30 pm``. Figures alone are always day first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_MONTHS: Sequence[str] = (
    "january januar janvier jan ມັງກອນ",
    "february februar février fevrier feb ກຸມພາ",
    "march märz maerz mars mar ມີນາ",
    "april avril apr ເມສາ",
    "may mai ພຶດສະພາ",
    "june juni juin jun ມິຖຸນາ",
    "july juli juillet jul ກໍລະກົດ",
    "august août aout aug ສິງຫາ",
    "september septembre sept sep ກັນຍາ",
    "october oktober octobre oct okt ຕຸລາ",
    "november novembre nov ພະຈິກ",
    "december dezember décembre decembre dec dez ທັນວາ",
)
"""English, German, French and Lao names of the months, in their order."""
_WEEKDAYS: Sequence[str] = (
    "monday montag lundi ວັນຈັນ",
    "tuesday dienstag mardi ວັນອັງຄານ",
    "wednesday mittwoch mercredi ວັນພຸດ",
    "thursday donnerstag jeudi ວັນພະຫັດ",
    "friday freitag vendredi ວັນສຸກ",
    "saturday samstag sonnabend samedi ວັນເສົາ",
    "sunday sonntag dimanche ວັນອາທິດ",
)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _numbers(names: Sequence[str]) -> Mapping[str, int]:
    return {name: n for n, row in enumerate(names) for name in row.split()}


_MONTH, _WEEKDAY = _numbers(_MONTHS), _numbers(_WEEKDAYS)


def _any_of(words: Mapping[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_DAY_FIRST = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s+(?:of\s+)?(?P<month>{_any_of(_MONTH)})\.?,?\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_any_of(_MONTH)})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(rf"(?<!\w)(?:{_any_of(_WEEKDAY)})(?!\w)", re.IGNORECASE)
_O_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:Uhr|heures|ໂມງ)(?!\w)(?:\s*(\d{2})\b(?!\.))?", re.IGNORECASE
)
_HALF = re.compile(r"(?<![\d/.-])(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?", re.IGNORECASE)
_UNTIL = re.compile(r"(?<=\d)(\s*)\b(?:to|until|till|bis)\b(?=\s*\w)", re.IGNORECASE)
_FILLER = re.compile(r"(?<!\w)(?:at|on|by|before|um|vor|spätestens)(?=\s)", re.IGNORECASE)
_FILLER_BESIDE_NAMES = re.compile(r"(?<!\w)(?:from|of|ab|am|den|der|von|ວັນທີ|ເດືອນ|ປີ)(?=\s)", re.IGNORECASE)
"""Words that Vietnamese without its marks has too, or that need a name beside them to mean a date."""
_FOREIGN = re.compile(r"[a-zäöüéû\u0e80-\u0eff]{2}", re.IGNORECASE)


def in_figures(text: str) -> str:
    """Return `text` with the dates and times of other languages in figures, and all else as it stands."""
    if not _FOREIGN.search(text):
        return text
    put = _O_CLOCK.sub(lambda m: f"{m[1]}:{m[2] or m[3] or '00'} ", text)
    if put == text:
        put = _HALF.sub(_in_24_hours, put)
    put = _MONTH_FIRST.sub(_date, _DAY_FIRST.sub(_date, put))
    put = _NAMED_DAY.sub(lambda m: WEEKDAYS[_WEEKDAY[m[0].lower()]], put)
    if put != text:
        put = _FILLER_BESIDE_NAMES.sub("", put)
    return _FILLER.sub("", _UNTIL.sub(r"\1đến", put))


def named_weekday(text: str) -> str:
    """Return the first weekday that `text` names in another language than Vietnamese, as it stands there; "" if none."""
    match = _NAMED_DAY.search(text)
    return match[0] if match else ""


def _date(match: re.Match[str]) -> str:
    return f"{match['day']}/{_MONTH[match['month'].lower()] + 1}/{match['year']}"


def _in_24_hours(match: re.Match[str]) -> str:
    hour = int(match[1])
    if not 1 <= hour <= 12:
        return match[0]
    return f"{hour % 12 + (12 if match[3] in 'pP' else 0)}:{match[2] or '00'}"
