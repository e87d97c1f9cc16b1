"""Links to follow, deadlines to keep, and tasks of units."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Identifier, Line, Url, When, YesNo
from phonghop.text.problems import Unreadable


class Link(Record):
    """Một liên kết có mục đích: xác nhận tham dự, báo số lượng, nhóm hỗ trợ, phòng họp trực tuyến…"""

    id: Identifier | None = Field(None, title="Mã", description="Bỏ trống thì lấy theo mục đích.")
    kind: Literal["attendance", "headcount", "support", "room", "stream", "survey", "documents", "other"] = (
        Field(
            title="Mục đích",
            description="attendance: xác nhận tham dự; headcount: xác nhận số lượng; support: hỗ trợ kỹ thuật; room: phòng họp trực tuyến; stream: truyền hình trực tiếp; survey: khảo sát, góp ý; documents: tài liệu ở nơi khác; other: khác.",
        )
    )
    label: Line | None = Field(None, title="Nhãn", description="Chữ trên nút và dưới mã QR.")
    url: Url = Field(title="Địa chỉ")
    deadline: When | None = Field(None, title="Thời hạn")
    who: Line | None = Field(None, title="Ai thực hiện")
    note: Line | None = Field(None, title="Ghi chú")
    qr: YesNo = Field(True, title="Có mã QR", description="không: không cấp mã cho liên kết này.")

    @property
    def key(self) -> str:
        """What names it in references: its id, else its purpose."""
        return self.id or self.kind


class Deadline(Record):
    """Một thời hạn: việc gì, ai làm, trước lúc nào."""

    what: Line = Field(title="Việc")
    who: Line | None = Field(None, title="Ai thực hiện")
    at: When = Field(title="Trước lúc", description="Ngày, hoặc ngày và giờ.")
    to: Line | None = Field(None, title="Gửi tới")
    link: Identifier | None = Field(None, title="Liên kết", description="Mã của liên kết dùng để thực hiện.")
    points: Listing[Identifier] = Field(
        (),
        title="Của điểm cầu",
        description="Mã các điểm cầu phải giữ thời hạn này; bỏ trống là mọi điểm cầu.",
    )
    after_meeting: YesNo = Field(
        False, title="Sau cuộc họp", description="có: thời hạn này nằm sau cuộc họp."
    )


class Action(Record):
    """Một việc trong phân công."""

    short_form: ClassVar = "text"

    text: Line = Field(title="Việc")
    route: Line | None = Field(None, title="Gửi qua", description="Ví dụ: qua Văn phòng Tỉnh ủy.")
    condition: Line | None = Field(
        None, title="Điều kiện", description="Ví dụ: nếu có; ngay sau khi Trung ương phát hành."
    )
    deadline: When | None = Field(None, title="Thời hạn")


class Task(Record):
    """Phân công cho một hoặc nhiều cơ quan."""

    units: Listing[Line] = Field((), title="Cơ quan", description="Cơ quan đứng đầu là cơ quan chủ trì.")
    heading: Line | None = Field(None, title="Tiêu đề", description="Khi mục không phải là tên cơ quan.")
    actions: Listing[Action] = Field((), title="Việc")
    contacts: Listing[Identifier] = Field((), title="Đầu mối", description="Mã các đầu mối liên hệ.")
    backdrop: YesNo = Field(False, title="Kèm maket", description="có: mục này trình bày maket của cuộc họp.")

    @model_validator(mode="after")
    def _says_something(self) -> Task:
        if not (self.actions or self.backdrop):
            raise Unreadable("PH221")
        return self
