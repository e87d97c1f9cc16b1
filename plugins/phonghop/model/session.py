"""When people sit: a session from its beginning to its end, written in one line or in two."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import Field, model_validator

from phonghop.model.points import Gathering
from phonghop.model.record import Listing
from phonghop.model.scalars import Identifier, Line, Lunar, Start, When
from phonghop.text.dates import Moment, brief_moment, read_clock, read_moment, read_span, short_date
from phonghop.text.lunar import agrees, lunar_date
from phonghop.text.problems import Unreadable


def spread(
    value: dict[str, Any], keys: tuple[str, str], read: Callable[[str], tuple[object, object]]
) -> dict[str, Any]:
    """Return `value` with a span that its first key states under both keys, as the reader of single ends takes it."""
    try:
        first, last = read(value[keys[0]])
    except Unreadable:
        return value
    return {**value, keys[0]: _written(first), keys[1]: _written(last)}


_CLOCK_ALONE = re.compile(r"[^\d/-]*\d[^/-]*")
"""Digits and no part of a date."""


def _written(end: object) -> str:
    return end.iso() if isinstance(end, Moment) else str(end)


class Session(Gathering):
    """Một phiên (buổi) họp."""

    short_form: ClassVar = "start"

    start: Start = Field(
        title="Bắt đầu",
        description="Ngày và giờ, ví dụ: 01/7/2026 8 giờ; ghi luôn giờ kết thúc cũng được: 01/7/2026 8h-11h30. Chưa có ngày thì ghi tháng: tháng 12/2026.",
    )
    end: When | None = Field(
        None, title="Kết thúc", description="Giờ, hoặc ngày và giờ, nếu giấy mời có nêu."
    )
    hour: Line | None = Field(
        None,
        title="Giờ bằng lời",
        description="Khi không có giờ đồng hồ, ví dụ: ngay sau giao ban; cả ngày; giờ cụ thể báo sau. start khi đó chỉ ghi ngày.",
    )
    lunar: Lunar | None = Field(
        None,
        title="Ngày âm lịch",
        description="Được đối chiếu với ngày dương lịch. Ví dụ: ngày 14 tháng Hai năm Đinh Mùi.",
    )
    label: Line | None = Field(None, title="Tên phiên", description="Ví dụ: Buổi sáng ngày thứ nhất.")
    title: Line | None = Field(
        None,
        title="Tên cuộc họp của phiên",
        description="Khi tệp là lịch gồm nhiều cuộc họp: mỗi phiên một tên, hiện riêng trong lịch của máy.",
    )
    notes: Listing[Line] = Field((), title="Ghi chú của phiên")
    id: Identifier | None = Field(
        None,
        title="Mã",
        description="Chỉ cần khi một ngày có nhiều phiên và sau này chèn thêm: lịch đã có trong máy đại biểu bám theo mã.",
    )

    @model_validator(mode="before")
    @classmethod
    def _with_its_end(cls, value: Any) -> Any:
        """Let ``end: 16h30`` mean the day on which the session starts, and ``start: 01/7/2026 8h-11h30`` state both."""
        if isinstance(value, str):
            value = {"start": value}
        if not isinstance(value, dict) or not isinstance(value.get("start"), str):
            return value
        if value.get("end") is None:
            return spread(value, ("start", "end"), read_span)
        if not isinstance(value["end"], str):
            return value
        try:
            read_clock(value["end"])
        except Unreadable as error:
            # An hour that does not exist is told as one, and not as a day that is missing.
            if error.code not in ("PH304", "PH308") or not _CLOCK_ALONE.fullmatch(value["end"]):
                return value
        try:
            day = read_moment(value["start"]).day
        except Unreadable:
            # The day is missing because of the start, which is told by itself.
            return {**value, "end": None}
        return {**value, "end": f"{value['end']} {day.isoformat()}"}

    @model_validator(mode="after")
    def _runs_forward(self) -> Session:
        if self.start.clock is None and not (self.start.part or self.start.is_month or self.hour):
            raise Unreadable("PH309")
        if self.end and self.end.latest <= self.start.latest:
            raise Unreadable("PH305", start=brief_moment(self.start), end=brief_moment(self.end))
        day = self.start.day
        if self.lunar and not self.start.is_month and not agrees(self.lunar, day):
            raise Unreadable("PH316", text=self.lunar, date=short_date(day), right=str(lunar_date(day)))
        return self

    @property
    def name(self) -> str:
        """What it is called: the meeting that it is by itself, or the session's name; empty without either."""
        return self.title or self.label or ""
