from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonghop.text.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    WEEKDAYS,
    Moment,
    brief_clock,
    brief_moment,
    long_date,
    read_clock,
    read_clock_span,
    read_day,
    read_moment,
    read_span,
    short_date,
    spoken_clock,
)
from phonghop.text.problems import Unreadable, catalogue
from phonghop.text.region import VIETNAM, Region, live_in

FIRST_OF_JULY = date(2026, 7, 1)

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
CLOCKS = st.times().map(lambda t: t.replace(second=0, microsecond=0))
MOMENTS = st.builds(Moment, DAYS, CLOCKS | st.none())

NEARLY_DATES = st.text(st.sampled_from("0123456789/.-:hgiờphútTáng ănthứHaiCN,()+'"), max_size=40)


def refusal(read: object, text: str) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        read(text)
    return found.value


def code_of(read: object, text: str) -> str:
    return refusal(read, text).code


@pytest.mark.parametrize(
    "text",
    [
        "2026-07-01",
        "2026-7-1",
        "01/7/2026",
        "1/7/2026",
        "01/07/2026",
        "1-7-2026",
        "01.07.2026",
        "01 / 7 / 2026",
        "ngày 01 tháng 7 năm 2026",
        "Ngày 1 Tháng 7 Năm 2026",
        "thứ Tư, ngày 01/7/2026",
        "01/7/2026 (Thứ Tư)",
        "Thứ 4, 01/7/2026",
        "T4 01/7/2026",
    ],
)
def test_a_day_is_read_day_first(text: str) -> None:
    assert read_day(text) == FIRST_OF_JULY


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("8:00", time(8)),
        ("08:00", time(8)),
        ("8h", time(8)),
        ("8h00", time(8)),
        ("8H30", time(8, 30)),
        ("15h00'", time(15)),
        ("15h00’", time(15)),
        ("8g30", time(8, 30)),
        ("8 giờ", time(8)),
        ("8 giờ sáng", time(8)),
        ("14 giờ 00 phút", time(14)),
        ("14 giờ 5 phút", time(14, 5)),
        ("lúc 14 giờ 30", time(14, 30)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("13:30:15", time(13, 30)),
    ],
)
def test_a_clock_is_read_as_clerks_write_it(text: str, clock: time) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize(
    "text",
    [
        "8:00 01/7/2026",
        "01/7/2026 8:00",
        "01/7/2026, 8h",
        "8h00 ngày 01/7/2026 (thứ Tư)",
        "8 giờ 00 phút, thứ Tư, ngày 01 tháng 7 năm 2026",
        "từ 8 giờ sáng ngày 01/7/2026",
        "buổi sáng 01/7/2026, bắt đầu lúc 8 giờ",
        "trước 8 giờ, ngày 01/7/2026",
        "2026-07-01T08:00",
        "2026-07-01 08:00",
        "2026-07-01T08:00:00+07:00",
    ],
)
def test_a_moment_is_read_in_either_order(text: str) -> None:
    assert read_moment(text) == Moment(FIRST_OF_JULY, time(8))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("tới 8 giờ", time(8)),
        ("tối 8 giờ", time(20)),
        ("1 giờ trưa", time(13)),
        ("11 giờ trưa", time(11)),
        ("12 giờ trưa", time(12)),
        ("2 giờ chiều", time(14)),
        ("6 giờ chiều", time(18)),
        ("5 giờ tối", time(17)),
        ("10 giờ đêm", time(22)),
        ("1 giờ đêm", time(1)),
        ("7 giờ sáng", time(7)),
        ("0 giờ 30 sáng", time(0, 30)),
        ("8 giờ rưỡi", time(8, 30)),
        ("2 giờ rưỡi CHIỀU", time(14, 30)),
    ],
)
def test_a_part_of_the_day_says_which_half_of_it(text: str, clock: time) -> None:
    assert read_clock(text) == clock
    assert read_moment(f"{text} ngày 01/7/2026") == Moment(FIRST_OF_JULY, clock)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01/7/2026 8h-11h30", time(8), time(11, 30)),
        ("8h-11h30 01/7/2026", time(8), time(11, 30)),
        ("từ 8 giờ đến 11 giờ 30 phút, ngày 01/7/2026", time(8), time(11, 30)),
        ("08:00 – 11:30, thứ Tư, 01-7-2026", time(8), time(11, 30)),
        ("2 giờ - 4 giờ chiều 01/7/2026", time(14), time(16)),
        ("2 giờ chiều - 4 giờ 01/7/2026", time(14), time(16)),
        ("8 giờ - 2 giờ chiều 01/7/2026", time(8), time(14)),
        ("11 giờ tới 1 giờ chiều 01/7/2026", time(11), time(13)),
        ("8 giờ sáng đến 5 giờ chiều 01/7/2026", time(8), time(17)),
    ],
)
def test_a_span_on_one_day_is_read(text: str, first: time, last: time) -> None:
    assert read_span(text) == (Moment(FIRST_OF_JULY, first), Moment(FIRST_OF_JULY, last))


@pytest.mark.parametrize(
    "text",
    [
        "8h 30/6/2026 - 17h 01/7/2026",
        "từ 8 giờ ngày 30/6/2026 (thứ Ba) đến 5 giờ chiều, thứ Tư, ngày 01/7/2026",
        "2026-06-30 08:00 - 2026-07-01 17:00",
    ],
)
def test_a_span_of_two_days_is_read(text: str) -> None:
    assert read_span(text) == (Moment(date(2026, 6, 30), time(8)), Moment(FIRST_OF_JULY, time(17)))


def test_a_span_of_clocks_is_read() -> None:
    assert read_clock_span("8h-8h30") == (time(8), time(8, 30))
    assert read_clock_span("1 giờ rưỡi - 3 giờ chiều") == (time(13, 30), time(15))


@pytest.mark.parametrize("text", ["01/7/2026 8h", "01/7/2026 - 8h", "8h - 9h", "8h-9h-10h 01/7/2026", ""])
def test_what_no_span_can_mean_is_refused(text: str) -> None:
    assert code_of(read_span, text) == "PH301"


def test_the_words_beside_a_time_are_told_as_written() -> None:
    with pytest.raises(Unreadable) as refused:
        read_moment("thứ Tư 01/7/2026 8 giờ (giờ Hà Nội)")
    assert refused.value.values["rest"] == "giờ Hà Nội"


@pytest.mark.parametrize(("text", "date_"), [("8h 22/12/26", "22/12/2026"), ("8h ngày 22/12", "22/12/…")])
def test_a_year_that_is_not_whole_is_asked_for(text: str, date_: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_moment(text)
    assert (refused.value.code, refused.value.values["date"]) == ("PH310", date_)


def test_a_moment_may_lack_its_time() -> None:
    assert read_moment("01/7/2026") == Moment(FIRST_OF_JULY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "PH301"),
        ("8 giờ", "PH301"),
        ("01/7", "PH310"),
        ("8h ngày 01 tháng 7", "PH310"),
        ("01/7/26", "PH310"),
        ("01/7/2026 và 02/7/2026", "PH311"),
        ("05.12.2026 - 07.12.2026", "PH311"),
        ("01/7/2026 8h00 - 11h30", "PH311"),
        ("8h00 đến 11h30 01/7/2026", "PH311"),
        ("01/7/2026 8h00 lẻ 5", "PH301"),
        ("01/7/2026 8 giờ tại Hội trường", "PH312"),
        ("01/7/2026 8 giờ (dự kiến)", "PH312"),
        ("2026-07-01T08:00Z", "PH312"),
        ("01/7/2026 hội trường", "PH312"),
        ("15/7/2026 âm lịch", "PH304"),
        ("8h 15/7/2026 (âm lịch)", "PH301"),
        ("rằm tháng 7, ngày 15/7", "PH301"),
        ("01/7/2026 tám giờ", "PH304"),
        ("toi 8h 01/7/2026", "PH301"),
        ("01/7/2026 12 giờ đêm", "PH308"),
        ("01/7/2026 7 giờ chiều", "PH308"),
        ("01/7/2026 8 giờ kém 15", "PH304"),
        ("31/6/2026", "PH302"),
        ("29/02/2026", "PH302"),
        ("7/31/2026", "PH302"),
        ("00/7/2026", "PH302"),
        ("0000-01-01", "PH302"),
        ("thứ Năm, 01/7/2026", "PH303"),
        ("Chủ nhật 01/7/2026", "PH303"),
        ("CN, 01/7/2026", "PH303"),
        ("01/7/2026 25:00", "PH304"),
        ("01/7/2026 8:60", "PH304"),
        ("01/7/2026 20 giờ sáng", "PH308"),
        ("01/7/2026 14 giờ tối", "PH308"),
        ("01/7/2026 20 giờ chiều", "PH308"),
    ],
)
def test_what_no_moment_can_mean_is_refused(text: str, code: str) -> None:
    assert code_of(read_moment, text) == code


@pytest.mark.parametrize("text", ["", "8", "sáng", "8 giờ kém 15", "25:00", "8:60", "480", "8h00 9h00"])
def test_what_no_clock_can_mean_is_refused(text: str) -> None:
    assert code_of(read_clock, text) == "PH304"


@pytest.mark.parametrize(("text", "code"), [("8h-8h30", "PH311"), ("14h (sau giờ nghỉ)", "PH312")])
def test_what_is_more_than_a_clock_is_told_apart(text: str, code: str) -> None:
    assert code_of(read_clock, text) == code


@pytest.mark.parametrize("text", ["01/7/2026 8 giờ", "hôm nay", "2026", "07/2026"])
def test_a_day_with_other_words_is_refused(text: str) -> None:
    assert code_of(read_day, text) == "PH301"


def test_29_february_exists_in_leap_years() -> None:
    assert read_day("29/02/2028") == date(2028, 2, 29)


def test_text_typed_on_macos_reads_the_same() -> None:
    assert read_moment("14 giờ 00 phút, ngày 01 tháng 7 năm 2026") == Moment(FIRST_OF_JULY, time(14))


@given(MOMENTS)
def test_the_form_of_a_deadline_reads_back(moment: Moment) -> None:
    assert read_moment(brief_moment(moment)) == moment


@given(DAYS, CLOCKS)
def test_the_form_of_a_letter_reads_back(day: date, clock: time) -> None:
    official = f"{spoken_clock(clock)}, {WEEKDAYS[day.weekday()]}, {long_date(day)}"
    assert read_moment(official) == Moment(day, clock)


@given(MOMENTS)
def test_iso_reads_back(moment: Moment) -> None:
    assert read_moment(moment.iso()) == moment


@given(DAYS)
def test_dates_read_back(day: date) -> None:
    assert read_day(short_date(day)) == read_day(long_date(day)) == read_day(day.isoformat()) == day


@given(CLOCKS)
def test_clocks_read_back(clock: time) -> None:
    assert read_clock(spoken_clock(clock)) == read_clock(brief_clock(clock)) == clock
    assert read_clock(f"{clock.hour}h{clock.minute:02d}'") == clock


@given(DAYS, st.integers(1, 6))
def test_every_wrong_weekday_is_noticed(day: date, shift: int) -> None:
    other = WEEKDAYS[(day + timedelta(days=shift)).weekday()]
    assert code_of(read_day, f"{other}, {short_date(day)}") == "PH303"


def answer_of(read: object, text: str) -> str:
    """Return the code with which `read` refuses `text`, or an empty text when it takes it."""
    try:
        read(text)
    except Unreadable as refused:
        return refused.code
    return ""


@given(st.text(max_size=60) | NEARLY_DATES)
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    answers = {answer_of(read, text) for read in (read_day, read_clock, read_moment)}
    assert answers <= {"", *catalogue()}


def test_official_forms() -> None:
    assert short_date(date(2026, 2, 3)) == "03/02/2026"
    assert short_date(date(2026, 12, 13)) == "13/12/2026"
    assert long_date(FIRST_OF_JULY) == "ngày 01 tháng 7 năm 2026"
    assert spoken_clock(time(8)) == "08 giờ 00 phút"
    assert brief_clock(time(8)) == "08 giờ"
    assert brief_clock(time(8, 5)) == "08 giờ 05 phút"
    assert brief_moment(Moment(FIRST_OF_JULY, time(15))) == "15 giờ, ngày 01/7/2026"
    assert brief_moment(Moment(FIRST_OF_JULY)) == "ngày 01/7/2026"


def test_the_week_begins_on_monday() -> None:
    monday = date(2026, 6, 29)
    for n, name in enumerate(WEEKDAYS):
        day = monday + timedelta(days=n)
        assert read_day(f"{name}, {short_date(day)}") == day


def test_a_moment_without_a_time_lasts_until_the_end_of_its_day() -> None:
    assert Moment(FIRST_OF_JULY).latest == datetime(2026, 7, 1, 23, 59, 59, tzinfo=VIETNAM)
    assert Moment(FIRST_OF_JULY, time(8)).latest == datetime(2026, 7, 1, 8, tzinfo=VIETNAM)


def test_iso_names_the_offset_only_with_a_time() -> None:
    assert Moment(FIRST_OF_JULY, time(8)).iso() == "2026-07-01T08:00:00+07:00"
    assert Moment(FIRST_OF_JULY).iso() == "2026-07-01"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22. Dezember 2026, 9:00 Uhr", "2026-12-22T09:00:00+07:00"),
        ("Dienstag, den 22. Dezember 2026 um 14 Uhr", "2026-12-22T14:00:00+07:00"),
        ("December 22, 2026 at 2.30 pm", "2026-12-22T14:30:00+07:00"),
        ("Tuesday, 22 December 2026, 12 am", "2026-12-22T00:00:00+07:00"),
        ("22/12/2026 at 9:00", "2026-12-22T09:00:00+07:00"),
        ("ວັນອັງຄານ, ວັນທີ 22 ທັນວາ 2026, 9 ໂມງ", "2026-12-22T09:00:00+07:00"),
        ("mardi 22 décembre 2026", "2026-12-22"),
    ],
)
def test_dates_of_other_languages(text: str, expected: str) -> None:
    assert read_moment(text).iso() == expected


def test_a_weekday_of_another_language_is_held_against_the_date() -> None:
    assert code_of(read_moment, "Montag, 22. Dezember 2026") == "PH303"
    assert refusal(read_moment, "Montag, 22. Dezember 2026").values["said"] == "Montag"
    assert refusal(read_moment, "Mo., 22.12.26, 9 Uhr").values["text"] == "Mo., 22.12.26, 9 Uhr"


def test_spans_of_other_languages() -> None:
    first, last = read_span("22 December 2026, 9:00 to 11:30")
    assert (first.clock, last.clock) == (time(9), time(11, 30))
    first, last = read_span("22. Dezember 2026, 9:00 Uhr bis 11:30 Uhr")
    assert (first.clock, last.clock) == (time(9), time(11, 30))


def test_a_moment_goes_by_the_clock_of_the_portal() -> None:
    live_in(Region(time_zone="Europe/Berlin"))
    assert Moment(date(2026, 10, 24), time(9)).iso() == "2026-10-24T09:00:00+02:00"
    assert Moment(date(2026, 10, 26), time(9)).iso() == "2026-10-26T09:00:00+01:00"
    assert read_moment("2026-10-26T09:00:00+01:00").clock == time(9)
    assert code_of(read_moment, "2026-10-26T09:00:00+07:00") == "PH301"
