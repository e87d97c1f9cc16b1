"""The fields of the printed letter alone: its shell, addressees, basis, recipients, signature, and the order of its sections."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from phonghop.model.documents import Citation
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Day, DocumentNumber, Line, LineOrNone, Text, YesNo

Content = Literal[
    "topics",
    "form",
    "time",
    "points",
    "people",
    "venue",
    "chair",
    "agenda",
    "tasks",
    "notes",
    "contacts",
    "documents",
    "links",
    "deadlines",
    "backdrop",
]
Kind = Literal["giay-moi", "thu-moi", "cong-van", "thong-bao", "thong-tri", "cong-dien", "none"]
Profile = Literal["party-hd05", "party-hd36", "state-nd30", "plain"]
PROFILES = "party-hd05: cơ quan Đảng, Hướng dẫn 05-HD/VPTW; party-hd36: Hướng dẫn 36-HD/VPTW; state-nd30: cơ quan nhà nước, Mặt trận, đoàn thể, đơn vị sự nghiệp, Nghị định 30/2020/NĐ-CP; plain: doanh nghiệp, hội, dòng họ, không in quốc hiệu hay tiêu đề Đảng"
"""What each form of letters is for."""
Numbering = Literal["stars", "decimal", "roman-dash", "roman", "numbered-dash"]
NUMBERINGS = "stars: *, (1), -; decimal: 1., *, -; roman-dash: I-, 1., 1.1., -; roman: I., 1., 1.1., -; numbered-dash: *, 1-, -."
"""What the headings of each begin with, the outermost first."""


class LetterSection(Record):
    """Một mục của giấy mời: tiêu đề, rồi nội dung lấy từ cuộc họp hoặc các mục con."""

    short_form: ClassVar = "content"

    heading: LineOrNone | None = Field(
        None,
        title="Tiêu đề",
        description="Không kèm số thứ tự. Bỏ trống thì lấy theo nội dung, ví dụ Thời gian; không: không có tiêu đề.",
    )
    text: Text | None = Field(None, title="Lời dẫn của mục")
    content: Listing[Content] = Field(
        (),
        title="Nội dung",
        description="topics: nội dung họp; form: hình thức; time: thời gian; points: từng điểm cầu với địa điểm, thành phần; people: thành phần; venue: địa điểm; chair: chủ trì; agenda: chương trình; tasks: phân công; notes: lưu ý; contacts: đầu mối liên hệ (không nêu thì đứng trong lưu ý); documents: nơi lấy tài liệu; links: liên kết và mã; deadlines: thời hạn; backdrop: maket.",
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

    authority: Line | None = Field(
        None,
        title="Thẩm quyền",
        description="Ký thay mặt, thay, thừa lệnh, thừa ủy quyền, ví dụ: T/L BAN THƯỜNG VỤ. Người đứng đầu ký thẳng thì bỏ trống.",
    )
    post: Line = Field(title="Chức vụ", description="Ví dụ: CHÁNH VĂN PHÒNG.")
    name: Line | None = Field(None, title="Họ tên người ký", description="Không kèm học hàm, học vị.")


class Letter(Record):
    """Giấy mời, công văn mời, thông báo… Bỏ trống thì cổng soạn giấy mời theo thể thức của cơ quan."""

    short_form: ClassVar = "kind"

    kind: Kind | None = Field(
        None,
        title="Loại",
        description="giay-moi: giấy mời; thu-moi: thư mời; cong-van: công văn (trích yếu bên trái, có Kính gửi); thong-bao: thông báo; thong-tri: thông tri; cong-dien: công điện; none: không có giấy mời. Bỏ trống là giấy mời, hoặc none khi cơ quan không ra giấy mời.",
    )
    type_name: Line | None = Field(
        None, title="Tên loại in trên giấy", description="Khi khác tên thường dùng, ví dụ: MỜI HỌP."
    )
    number: DocumentNumber | None = Field(
        None,
        title="Số",
        description="Chỉ số (1064) hoặc đủ số và ký hiệu như in trên giấy (1064-CV/TU). Chưa cấp số thì bỏ trống, giấy in chừa chỗ.",
    )
    symbol: Line | None = Field(
        None,
        title="Ký hiệu",
        description="Ví dụ: CV/TU. Bỏ trống thì ghép từ loại và ký hiệu của cơ quan.",
    )
    place: Line | None = Field(
        None,
        title="Địa danh",
        description="Bỏ trống thì lấy của cơ quan. Ngày ghi bằng lời thì ghi luôn ở đây, không ghi date: Đông Mỹ, tháng Giêng năm Đinh Mùi.",
    )
    date: Day | None = Field(None, title="Ngày giấy mời")
    subject: Text | None = Field(
        None, title="Trích yếu", description="Không kèm “V/v”; xuống dòng ở đâu thì giấy in xuống dòng ở đó."
    )
    urgency: Literal["khan", "thuong-khan", "hoa-toc"] | None = Field(
        None, title="Mức độ khẩn", description="khan: khẩn; thuong-khan: thượng khẩn; hoa-toc: hỏa tốc."
    )
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
    numbering: Numbering | None = Field(
        None,
        title="Kiểu đánh số mục",
        description=f"Bỏ trống thì theo cơ quan, rồi là decimal. {NUMBERINGS}",
    )
    closing: Text | None = Field(None, title="Lời kết")
    after_closing: Text | None = Field(None, title="Ghi chú sau lời kết")
    recipients: Listing[Recipient] = Field((), title="Nơi nhận", description="Dòng cuối là nơi lưu.")
    signature: Listing[Signature] = Field(
        (),
        title="Người ký",
        description="Liên tịch thì ghi danh sách, mỗi cơ quan một người; in cạnh nhau từ trái sang phải theo đúng thứ tự ghi ở đây, cổng không tự xếp: ai ký bên nào là theo quy định của các cơ quan.",
    )
    annexes: Listing[LetterSection] = Field(
        (),
        title="Phụ lục",
        description="Mục in sang trang riêng sau chữ ký, ví dụ: {heading: Chương trình kỳ họp, content: agenda}. Mục ở phụ lục thì không in trong thân giấy mời.",
    )
    profile: Profile | None = Field(
        None,
        title="Thể thức",
        description=f"Khi khác thể thức của cơ quan (letters trong portal.yml). {PROFILES}.",
    )
    codes: Literal["beside-signature", "after-signature", "before-closing", "none"] = Field(
        "beside-signature",
        title="Chỗ in mã QR",
        description="beside-signature: bên trái chữ ký, dưới Nơi nhận (quá hai mã thì thành hàng dưới chữ ký); after-signature: sau chữ ký; before-closing: trước lời kết; none: không in.",
    )
