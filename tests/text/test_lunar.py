"""The lunar calendar of Viet Nam, by days that are known, and the ways in which letters write it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from phonghop.text.lunar import LunarDate, agrees, is_lunar, lunar_date, year_name

TET = [
    *((1976, 1, 31), (1984, 2, 2), (1985, 1, 21), (1986, 2, 9), (1995, 1, 31), (2000, 2, 5), (2007, 2, 17)),
    *((2015, 2, 19), (2016, 2, 8), (2017, 1, 28), (2018, 2, 16), (2019, 2, 5), (2020, 1, 25), (2021, 2, 12)),
    *((2022, 2, 1), (2023, 1, 22), (2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6), (2028, 1, 26)),
    *((2029, 2, 13), (2030, 2, 2), (2031, 1, 23), (2032, 2, 11), (2033, 1, 31), (2034, 2, 19), (2035, 2, 8)),
]
"""New year's days as calendars printed them; those of 1985, 2007 and 2030 are a day or a month before the Chinese."""
LEAP_MONTHS = {
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2028: 5,
    2031: 3,
    2033: 11,
}
"""The leap months of years, as printed calendars have them."""


@pytest.mark.parametrize("day", TET, ids=str)
def test_new_year_s_day(day: tuple[int, int, int]) -> None:
    assert lunar_date(date(*day)) == LunarDate(1, 1, day[0])
    eve = lunar_date(date(*day) - timedelta(days=1))
    assert (eve.month, eve.year) == (12, day[0] - 1)


def test_leap_months_are_those_of_the_calendar() -> None:
    found: dict[int, int] = {}
    day = date(2001, 1, 1)
    while day < date(2034, 12, 31):
        if (lunar := lunar_date(day)).is_leap:
            found[lunar.year] = lunar.month
        day += timedelta(days=5)
    assert found == LEAP_MONTHS


def test_days_of_a_month_follow_each_other_for_two_centuries() -> None:
    day = date(1901, 1, 1)
    before = lunar_date(day)
    while day < date(2099, 12, 31):
        day += timedelta(days=1)
        now = lunar_date(day)
        goes_on = (now.day, now.month, now.is_leap) == (before.day + 1, before.month, before.is_leap)
        begins = now.day == 1 and before.day in (29, 30)
        follows = now.month in (before.month, before.month % 12 + 1)
        assert goes_on or (begins and follows), day
        before = now


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 3, 21), "ngày 14 tháng Hai năm Đinh Mùi"),
        (date(2026, 12, 19), "ngày 11 tháng Mười Một năm Bính Ngọ"),
        (date(2027, 1, 24), "ngày 17 tháng Chạp năm Bính Ngọ"),
        (date(2025, 8, 1), "ngày 08 tháng Sáu nhuận năm Ất Tỵ"),
    ],
)
def test_a_lunar_date_in_words(day: date, words: str) -> None:
    assert str(lunar_date(day)) == words
    assert agrees(words, day)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "14 tháng Hai",
            "ngày 14 tháng 2 năm Đinh Mùi",
            "14/2",
            "14/02/2027",
            "14/2 âm lịch",
            "14 tháng 2 (ÂL)",
        ),
        *("tức ngày 14 tháng Hai năm Đinh Mùi", "14/2 năm Đinh Mùi (2027)", "mồng 14 tháng hai"),
    ],
)
def test_a_lunar_date_is_read_as_it_is_written(written: str) -> None:
    assert agrees(written, date(2027, 3, 21))
    assert agrees(written, date(2027, 3, 22)) is False


def test_the_full_moon_and_the_names_of_months() -> None:
    assert agrees("rằm tháng Giêng", date(2027, 2, 20))
    assert agrees("mùng 10 tháng Ba", date(2026, 4, 26))
    assert agrees("23 tháng Chạp", date(2027, 1, 30))


@pytest.mark.parametrize("written", ["14 tháng Hai nhuận", "14 tháng Hai năm Bính Ngọ", "15/2", "14/3"])
def test_another_day_month_or_year_does_not_agree(written: str) -> None:
    assert agrees(written, date(2027, 3, 21)) is False


@pytest.mark.parametrize("written", ["sau Tết", "ngày hoàng đạo", "14", "tháng Hai"])
def test_what_is_no_lunar_date_is_of_no_day(written: str) -> None:
    assert not is_lunar(written)
    assert not agrees(written, date(2027, 3, 21))


def test_names_of_years() -> None:
    assert [year_name(year) for year in (1984, 2024, 2026, 2027)] == [
        "Giáp Tý",
        "Giáp Thìn",
        "Bính Ngọ",
        "Đinh Mùi",
    ]
