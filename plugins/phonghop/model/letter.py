"""What only the printed letter says: its shell, addressees, basis, recipients, signature, and the order of its sections."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from phonghop.model.documents import Citation
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Day, Line, Text, YesNo

Content = Literal[
    "topics",
    "form",
    "time",
    "points",
    "agenda",
    "tasks",
    "notes",
    "documents",
    "links",
    "deadlines",
    "backdrop",
]
Numbering = Literal["stars", "decimal", "roman-dash", "roman", "numbered-dash"]


class LetterSection(Record):
    """Một mục của giấy mời: tiêu đề, rồi nội dung lấy từ cuộc họp hoặc các mục con."""

    heading: Line | None = Field(None, title="Tiêu đề", description="Không kèm số thứ tự.")
    text: Text | None = Field(None, title="Lời dẫn của mục")
    content: Listing[Content] = Field(
        (),
        title="Nội dung",
        description="topics: nội dung họp; form: hình thức; time: thời gian; points: địa điểm, thành phần; agenda: chương trình; tasks: phân công; notes: lưu ý; documents: nơi lấy tài liệu; links: liên kết và mã; deadlines: thời hạn; backdrop: maket.",
    )
    sections: Listing[LetterSection] = Field((), title="Mục con")


class Addressee(Record):
    """Một dòng Kính gửi."""

    short_form: ClassVar = "text"

    text: Line = Field(title="Nơi được gửi")


class Recipient(Record):
    """Một dòng Nơi nhận."""

    short_form: ClassVar = "text"

    text: Line = Field(title="Nơi nhận")
    purpose: Line | None = Field(None, title="Mục đích", description="In nghiêng trong ngoặc, ví dụ: để b/c.")


class Signature(Record):
    """Khối ký."""

    authority: Line | None = Field(None, title="Thẩm quyền", description="Ví dụ: T/L BAN THƯỜNG VỤ.")
    post: Line = Field(title="Chức vụ", description="Ví dụ: CHÁNH VĂN PHÒNG.")
    name: Line | None = Field(None, title="Họ tên người ký", description="Không kèm học hàm, học vị.")


class Letter(Record):
    """Giấy mời hoặc công văn mời. Bỏ trống thì cổng dùng giấy mời theo mẫu mặc định."""

    kind: Literal["cong-van", "giay-moi"] = Field(
        "giay-moi",
        title="Hình thức",
        description="cong-van: công văn (trích yếu bên trái, có Kính gửi); giay-moi: giấy mời (tên loại ở giữa).",
    )
    type_name: Line | None = Field(
        None, title="Tên loại in trên giấy", description="Mặc định GIẤY MỜI; có nơi ghi MỜI HỌP."
    )
    number: Line | None = Field(None, title="Số", description="Chưa cấp số thì bỏ trống, giấy in chừa chỗ.")
    symbol: Line | None = Field(
        None, title="Ký hiệu", description="Ví dụ: CV/TU. Bỏ trống thì lấy theo hình thức và cơ quan."
    )
    place: Line | None = Field(None, title="Địa danh", description="Bỏ trống thì lấy của cơ quan.")
    date: Day | None = Field(None, title="Ngày giấy mời")
    subject: Text | None = Field(
        None, title="Trích yếu", description="Không kèm “V/v”; xuống dòng ở đâu thì giấy in xuống dòng ở đó."
    )
    urgency: Literal["khan", "thuong-khan", "hoa-toc"] | None = Field(None, title="Mức độ khẩn")
    circulation: Line | None = Field(None, title="Phạm vi lưu hành")
    draft: Line | None = Field(None, title="Dự thảo", description="Ví dụ: Dự thảo lần 2.")
    addressees: Listing[Addressee] = Field((), title="Kính gửi")
    blank_addressee: YesNo = Field(
        False, title="Kính gửi để trống", description="có: in dòng Kính gửi trống để điền từng bản."
    )
    basis_verb: Line = Field("Thực hiện", title="Từ mở đầu căn cứ")
    basis: Listing[Citation] = Field((), title="Căn cứ")
    opening: Text | None = Field(None, title="Lời mời mở đầu", description="Đoạn đứng sau căn cứ.")
    sections: Listing[LetterSection] = Field(
        (), title="Các mục", description="Thứ tự và tiêu đề các mục. Bỏ trống thì theo mẫu mặc định."
    )
    numbering: Numbering = Field(
        "decimal",
        title="Kiểu đánh số mục",
        description="stars: *, (1), -; decimal: 1., *, -; roman-dash: I-, 1., 1.1., -; roman: I., 1., 1.1., -; numbered-dash: *, 1-, -.",
    )
    closing: Text | None = Field(None, title="Lời kết")
    after_closing: Text | None = Field(None, title="Ghi chú sau lời kết")
    recipients: Listing[Recipient] = Field((), title="Nơi nhận", description="Dòng cuối là nơi lưu.")
    signature: Signature | None = Field(None, title="Người ký")
    profile: Literal["party-hd05", "party-hd36", "state-nd30"] | None = Field(
        None,
        title="Thể thức",
        description="party-hd05: Hướng dẫn 05-HD/VPTW; party-hd36: Hướng dẫn 36-HD/VPTW; state-nd30: Nghị định 30/2020/NĐ-CP. Bỏ trống thì lấy của cơ quan.",
    )
    codes: Literal["after-signature", "before-closing", "none"] = Field(
        "after-signature",
        title="Chỗ in mã QR",
        description="after-signature: sau chữ ký; before-closing: trước lời kết; none: không in.",
    )
