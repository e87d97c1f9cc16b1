"""What meetings share: ``portal.yml``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from phonghop.model.record import Listing, Record
from phonghop.model.scalars import FileName, Identifier, Line, Text, YesNo
from phonghop.text.problems import Unreadable


class Body(Record):
    """Một cơ quan tổ chức họp."""

    id: Identifier = Field(title="Mã", description="Thành địa chỉ /co-quan/<mã>/, không đổi.")
    name: Line = Field(title="Tên", description="Ví dụ: Tỉnh ủy Điện Biên.")
    short_name: Line | None = Field(None, title="Tên ngắn")
    letterhead: Listing[Line] = Field(
        (),
        title="Tên in đầu giấy",
        description="Mỗi dòng một cấp, cơ quan ban hành ở dòng cuối. Bỏ trống thì lấy tên viết hoa.",
    )
    symbol: Line | None = Field(None, title="Ký hiệu trong số văn bản", description="Ví dụ: TU, VPTU, UBND.")
    place: Line | None = Field(None, title="Địa danh", description="Ghi trước ngày của giấy mời.")
    profile: Literal["party-hd05", "party-hd36", "state-nd30"] = Field(
        "party-hd05", title="Thể thức giấy mời", description="Xem trường cùng tên của giấy mời."
    )
    sample: YesNo = Field(False, title="Đơn vị mẫu", description="có: trang ghi rõ đây là dữ liệu minh họa.")


class PortalFile(Record):
    """Cổng: tên, nơi công bố, danh sách cơ quan."""

    name: Line = Field(title="Tên cổng")
    publisher: Line = Field(title="Cơ quan công bố")
    description: Text | None = Field(None, title="Giới thiệu một câu")
    contact: Text | None = Field(
        None,
        title="Liên hệ về cổng",
        description="Câu chỉ dẫn khi trang có sai sót; không ghi số điện thoại.",
    )
    logo: FileName | None = Field(
        None, title="Biểu trưng", description="Tệp ảnh cạnh portal.yml. Cổng không kèm sẵn."
    )
    bodies: Listing[Body] = Field(title="Các cơ quan")

    @model_validator(mode="after")
    def _has_a_body(self) -> PortalFile:
        if not self.bodies:
            raise Unreadable("PH208", key="bodies")
        return self
