"""Connection points (điểm cầu): where people sit, who chairs, who comes."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.people import Attendee, Chair
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Identifier, Line, Text, Url, When, YesNo
from phonghop.text.folding import slug
from phonghop.text.problems import Unreadable


class Venue(Record):
    """Địa điểm: một hội trường cụ thể, hoặc do cơ quan khác quyết định."""

    short_form: ClassVar = "name"

    name: Line | None = Field(
        None, title="Tên địa điểm", description="Ví dụ: Hội trường tầng 5, Trụ sở Tỉnh ủy."
    )
    address: Line | None = Field(None, title="Địa chỉ", description="Số nhà, đường, phường, tỉnh.")
    decided_by: Line | None = Field(
        None,
        title="Do ai quyết định",
        description="Cơ quan bố trí địa điểm, khi địa điểm không ấn định trước.",
    )
    map: Url | None = Field(None, title="Bản đồ", description="Liên kết chỉ đường.")
    note: Line | None = Field(None, title="Ghi chú")


class Gathering(Record):
    """Những người ngồi một chỗ: ở đâu, ai chủ trì, ai dự."""

    venue: Venue | None = Field(None, title="Địa điểm")
    lead_in: Line | None = Field(None, title="Lời dẫn", description="Ví dụ: trân trọng kính mời.")
    chair: Chair | None = Field(None, title="Chủ trì")
    attendees: Listing[Attendee] = Field((), title="Thành phần")

    @property
    def is_set(self) -> bool:
        """Whether it names any person or place."""
        return bool(self.venue or self.chair or self.attendees)


class Assembly(Gathering):
    """Những người dự ở một nơi, giấy mời in thành danh sách hoặc thành đoạn."""

    layout: Literal["list", "paragraph"] = Field(
        "list",
        title="Cách trình bày thành phần",
        description="list: mỗi dòng một gạch đầu dòng; paragraph: một đoạn văn liền.",
    )


class SubPoint(Record):
    """Một nơi trong nhóm điểm cầu, có người chủ trì hoặc địa điểm riêng."""

    name: Line = Field(title="Tên")
    venue: Venue | None = Field(None, title="Địa điểm")
    chair: Chair | None = Field(None, title="Chủ trì")
    note: Line | None = Field(None, title="Ghi chú")


class Registration(Record):
    """Việc đăng ký tổ chức điểm cầu."""

    what: Line = Field(title="Đăng ký gì")
    to: Listing[Line] = Field((), title="Gửi tới")
    deadline: When | None = Field(None, title="Thời hạn")


class Point(Assembly):
    """Một điểm cầu, hoặc một nhóm điểm cầu giống nhau."""

    former: ClassVar = {"level": ""}

    id: Identifier | None = Field(
        None, title="Mã", description="Thành neo trên trang (#diem-cau-…). Bỏ trống thì lấy từ tên."
    )
    name: Line = Field(title="Tên điểm cầu")
    kind: Literal["single", "class"] = Field(
        "single",
        title="Một hay nhiều nơi",
        description="single: một nơi; class: một nhóm nơi giống nhau, ví dụ các xã.",
    )
    excluding: Line | None = Field(
        None, title="Trừ", description="Thành phần không tính ở điểm cầu này, viết không kèm chữ “trừ”."
    )
    text: Text | None = Field(None, title="Mô tả", description="Khi điểm cầu chỉ được nêu bằng một đoạn văn.")
    notes: Listing[Text] = Field((), title="Ghi chú của điểm cầu")
    registration: Registration | None = Field(None, title="Đăng ký điểm cầu")
    subpoints: Listing[SubPoint] = Field((), title="Nơi có chủ trì riêng")
    note_after: Text | None = Field(
        None, title="Ghi chú chung", description="Đứng sau điểm cầu này, nói về nhiều điểm cầu."
    )
    qr: YesNo = Field(False, title="Có mã QR riêng", description="có: cấp một mã mở thẳng điểm cầu này.")

    @model_validator(mode="after")
    def _can_be_linked_to(self) -> Point:
        if not self.key:
            raise Unreadable("PH209", text=self.name, suggestion="diem-cau-1")
        return self

    @property
    def key(self) -> str:
        """What names it in addresses and references: its id, else its name."""
        return self.id or slug(self.name)
