"""The clock of pages: days in Vietnam, how far away something is, where a meeting stands."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from node import answer


def told(code: str, *arguments: object) -> Any:
    return answer("times.js", "apart, dayOf, instantOf, phaseOf, shownTime, untilStart", code, *arguments)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-06-28T10:00:00+07:00", ["days", 3]),
        ("2026-06-30T00:00:00+07:00", ["tomorrow"]),
        ("2026-06-30T23:59:59+07:00", ["tomorrow"]),
        ("2026-07-01T00:00:00+07:00", ["hours", 8]),
        ("2026-07-01T06:29:00+07:00", ["hours", 2]),
        ("2026-07-01T06:30:00+07:00", ["minutes", 90]),
        ("2026-07-01T08:00:00+07:00", ["minutes", 0]),
        ("2026-07-01T08:00:01+07:00", None),
    ],
)
def test_how_far_away_a_moment_is(now: str, found: list[object] | None) -> None:
    assert told("return apart(Date.parse('2026-07-01T08:00:00+07:00'), Date.parse(given[0]))", now) == found


def test_a_date_alone_lasts_until_midnight_in_vietnam() -> None:
    assert told("return instantOf('2026-06-29') === Date.parse('2026-06-29T16:59:59Z')")
    assert told("return instantOf('2026-06-29T17:00:00+07:00') === Date.parse('2026-06-29T10:00:00Z')")


def test_days_change_at_midnight_in_vietnam() -> None:
    days = told("return ['2026-06-29T16:59:59Z', '2026-06-29T17:00:00Z'].map(iso => dayOf(Date.parse(iso)))")
    assert days[1] == days[0] + 1


@pytest.mark.parametrize(
    ("now", "held", "off"),
    [
        ("2026-07-01T07:59:59+07:00", "next", "off"),
        ("2026-07-01T08:00:00+07:00", "now", "off"),
        ("2026-07-01T11:30:00+07:00", "now", "off"),
        ("2026-07-01T11:30:01+07:00", "past", "gone"),
    ],
)
def test_where_a_meeting_stands(now: str, held: str, off: str) -> None:
    times = {"phStart": "2026-07-01T08:00:00+07:00", "phEnd": "2026-07-01T11:30:00+07:00"}
    for takes_place, phase in (("true", held), ("false", off)):
        meeting = times | {"phTakesPlace": takes_place}
        assert told("return phaseOf(given[0], Date.parse(given[1]))", meeting, now) == phase


def test_nobody_can_say_that_a_meeting_without_an_hour_is_on() -> None:
    meeting = {"phStart": "2026-07-01", "phEnd": "2026-07-31", "phTakesPlace": "true", "phVague": "month"}
    assert told("return phaseOf(given[0], Date.parse('2026-07-15T08:00:00+07:00'))", meeting) == "next"


def test_a_time_is_shown_as_in_vietnam() -> None:
    assert told("return shownTime(Date.parse('2026-06-30T17:05:00Z'))") == {
        "hours": "00",
        "minutes": "05",
        "day": "01/7/2026",
    }


MOMENTS = [
    datetime(2026, month, day, hour, 30, tzinfo=UTC)
    for month, day in ((3, 29), (10, 25), (7, 1))
    for hour in range(24)
]
"""Every hour of the days on which European clocks change, and of one between."""


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns"])
def test_the_browser_tells_the_offset_of_a_clock(zone: str) -> None:
    wanted = [moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in MOMENTS]
    asked = [int(moment.timestamp() * 1000) for moment in MOMENTS]
    offsets = answer("times.js", "offsetOf", "return given[1].map(offsetOf(given[0]))", zone, asked)
    assert offsets == [offset.total_seconds() * 1000 for offset in wanted if offset is not None]


def test_nobody_counts_down_to_a_day_or_an_hour_that_is_not_set() -> None:
    code = "return untilStart(given[0], Date.parse(given[1]))"
    month = {"phStart": "2026-12-01T00:00:00+07:00", "phVague": "month"}
    assert told(code, month, "2026-11-22T08:00:00+07:00") is None
    morning = {"phStart": "2026-12-10T05:00:00+07:00", "phVague": "today"}
    assert told(code, morning, "2026-12-08T08:00:00+07:00") == ["days", 2]
    assert told(code, morning, "2026-12-10T03:00:00+07:00") is None
    assert told(code, {**morning, "phVague": ""}, "2026-12-10T03:00:00+07:00") == ["hours", 2]
