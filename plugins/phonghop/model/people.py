"""Attendees and contacts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.documents import Citation
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Identifier, Line, LineOrNone, Phone
from phonghop.text.problems import Unreadable

Role = Literal["chair", "deputy-chair", "secretary"]


class Attendee(Record):
    """Một dòng thành phần dự họp: một câu, một đồng chí có tên, hoặc một nhóm có danh sách con."""

    short_form: ClassVar = "text"

    text: Line | None = Field(
        None,
        title="Thành phần",
        description="Câu nêu thành phần, ví dụ: Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy. Với nhóm có danh sách con, đây là tên nhóm.",
    )
    name: Line | None = Field(
        None, title="Họ tên", description="Họ tên của một đồng chí, không kèm danh xưng và chức vụ."
    )
    honorific: LineOrNone | None = Field(
        None,
        title="Danh xưng",
        description="Từ đứng trước họ tên. Bỏ trống thì theo cơ quan; không: không ghi danh xưng.",
    )
    titles: Listing[Line] = Field(
        (), title="Chức vụ", description="Các chức vụ, theo thứ tự nêu trong giấy mời."
    )
    term: Line | None = Field(None, title="Nhiệm kỳ", description="Ví dụ: nhiệm kỳ 2025 - 2030.")
    decision: Citation | None = Field(
        None, title="Theo quyết định", description="Quyết định thành lập hoặc kiện toàn nhóm này."
    )
    role: Role | None = Field(
        None,
        title="Vai trò",
        description="chair: chủ trì; deputy-chair: đồng chủ trì; secretary: thư ký. Vai trò khác thì ghi bằng lời ở role_text.",
    )
    role_text: Line | None = Field(
        None, title="Cách ghi vai trò", description="Lời ghi trong giấy mời, ví dụ: mời chủ trì Hội nghị."
    )
    fallback: Line | None = Field(
        None, title="Người thay", description="Ai thay khi người này không dự hoặc dự ở điểm cầu khác."
    )
    excluding: Line | None = Field(
        None, title="Trừ", description="Ai không tính vào dòng này, viết không kèm chữ “trừ”."
    )
    elsewhere: Line | None = Field(
        None, title="Dự ở điểm cầu khác", description="Ai trong nhóm dự ở điểm cầu khác, và ở đâu."
    )
    abbreviation: Line | None = Field(
        None, title="Viết tắt là", description="Cách gọi tắt dùng trong phần sau của giấy mời."
    )
    invited_by: Line | None = Field(
        None, title="Cơ quan mời giúp", description="Cơ quan được giao mời thành phần này."
    )
    duty: Line | None = Field(
        None, title="Nhiệm vụ khi dự", description="Ví dụ: cử phóng viên dự và đưa tin."
    )
    note: Line | None = Field(None, title="Ghi chú", description="Ghi chú in nghiêng trong ngoặc đơn.")
    members: Listing[Attendee] = Field((), title="Gồm", description="Danh sách con của nhóm.")

    @model_validator(mode="after")
    def _says_who(self) -> Attendee:
        if not (self.text or self.name or self.titles):
            raise Unreadable("PH215")
        return self


class Chair(Attendee):
    """Người hoặc tập thể chủ trì tại một điểm cầu."""

    listed: Literal["first", "last"] = Field(
        "first",
        title="Vị trí trong danh sách",
        description="first: dòng đầu của thành phần; last: dòng cuối, sau lời “Kính mời”.",
    )


class Contact(Record):
    """Đầu mối liên hệ. Chỉ dùng nội bộ, trừ khi ghi rõ là công khai."""

    former: ClassVar = {"visible_until": "", "note": ""}

    id: Identifier = Field(title="Mã", description="Mã để ghi chú, chú thích và nhiệm vụ nhắc tới.")
    name: Line | None = Field(None, title="Họ tên")
    honorific: LineOrNone | None = Field(
        None, title="Danh xưng", description="Bỏ trống thì theo cơ quan; không: không ghi danh xưng."
    )
    post: Line | None = Field(None, title="Chức vụ")
    unit: Line | None = Field(None, title="Cơ quan, đơn vị")
    phone: Phone | None = Field(None, title="Số điện thoại")
    zalo: Phone | None = Field(None, title="Số Zalo")
    purpose: Line | None = Field(None, title="Liên hệ về việc", description="Ví dụ: kết nối đường truyền.")
    visibility: Literal["internal", "public"] = Field(
        "internal",
        title="Phạm vi hiển thị",
        description="internal: chỉ in trên giấy, không có trong bất kỳ tệp nào của cổng; public: hiện trên trang.",
    )

    @model_validator(mode="after")
    def _says_who(self) -> Contact:
        if not (self.name or self.unit or self.purpose):
            raise Unreadable("PH238")
        return self
