"""The status of a meeting: as planned, postponed, moved or cancelled, and what earlier letters announced."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.letter import Signature
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Day, DocumentNumber, Identifier, Line, Spoken, Text, When
from phonghop.model.session import Session
from phonghop.text.problems import Unreadable

State = Annotated[
    Literal["scheduled", "postponed", "moved", "cancelled"],
    Spoken(
        {
            "theo lịch": "scheduled",
            "họp theo lịch": "scheduled",
            "hoãn": "postponed",
            "đã hoãn": "postponed",
            "dời": "moved",
            "dời lịch": "moved",
            "đã dời": "moved",
            "hủy": "cancelled",
            "đã hủy": "cancelled",
            "không họp": "cancelled",
            "không tổ chức": "cancelled",
        }
    ),
]


class Former(Record):
    """Giờ và nơi họp ghi trên giấy đã gửi, trước khi dời."""

    short_form: ClassVar = "sessions"

    sessions: Listing[Session] = Field(
        (), title="Giờ họp cũ", description="Ví dụ: 22/12/2026 8 giờ. Chỉ đổi nơi họp thì bỏ trống."
    )
    venue: Line | None = Field(None, title="Nơi họp cũ", description="Chỉ đổi giờ thì bỏ trống.")


class NoticePaper(Record):
    """Thông báo hoãn, dời hoặc không họp, khi in ra giấy."""

    number: DocumentNumber | None = Field(
        None, title="Số", description="Số của chính thông báo này. Chưa cấp thì bỏ trống, giấy in chừa chỗ."
    )
    date: Day | None = Field(None, title="Ngày thông báo")
    signature: Listing[Signature] = Field((), title="Người ký", description="Bỏ trống thì như giấy mời.")
    subject: Text | None = Field(
        None, title="Trích yếu", description="Bỏ trống thì cổng soạn: Về việc hoãn, dời, không tổ chức."
    )


class Status(Record):
    """Tình trạng cuộc họp. Khác «theo lịch» thì giấy in ra là thông báo, không còn là giấy mời."""

    short_form: ClassVar = "state"

    state: State = Field(
        title="Tình trạng",
        description="scheduled: họp theo lịch; postponed: hoãn, chưa có lịch mới; moved: dời lịch; cancelled: không họp. Viết hoãn, dời, không họp cũng được.",
    )
    notice: Text | None = Field(
        None, title="Thông báo", description="Câu nói thêm ở đầu trang và trong thông báo in ra."
    )
    reason: Line | None = Field(None, title="Lý do", description="Ví dụ: do ảnh hưởng của bão số 5.")
    at: When | None = Field(None, title="Từ lúc", description="Lúc quyết định hoãn, dời hoặc không họp.")
    was: Former | None = Field(
        None,
        title="Lịch cũ",
        description="Giờ, nơi họp ghi trên giấy đã gửi, khi dời ngay trong tệp này; sessions và điểm cầu ghi giờ, nơi mới.",
    )
    replacement: Identifier | None = Field(
        None,
        title="Họp thay",
        description="Mã (tên thư mục) cuộc họp thay thế; khi đó sessions giữ giờ cũ, không ghi was.",
    )
    remains: Text | None = Field(
        None,
        title="Còn giữ nguyên",
        description="Những gì của giấy mời còn giá trị, ví dụ: Thành phần, tài liệu giữ nguyên như giấy mời.",
    )
    void: Text | None = Field(
        None,
        title="Hết hiệu lực",
        description="Những gì không còn giá trị, ví dụ: Giấy mời số 70/GM-CĐKT và thẻ đại biểu không còn hiệu lực.",
    )
    paper: NoticePaper = Field(NoticePaper(), title="Thông báo in ra")

    @model_validator(mode="after")
    def _keeps_what_was(self) -> Status:
        is_moved_here = self.state == "moved" and not self.replacement
        was = self.was and (self.was.sessions or self.was.venue)
        if is_moved_here and not was:
            raise Unreadable("PH230")
        if self.was and not is_moved_here:
            raise Unreadable("PH231")
        return self
