"""What meetings share: ``portal.yml``."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.colours import ColoursOrNone
from phonghop.model.letter import NUMBERINGS, PROFILES, LetterSection, Numbering, Recipient, Signature
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import FileName, Identifier, Language, Line, LineOrNone, Text, TimeZone, YesNo
from phonghop.text.problems import Unreadable
from phonghop.text.region import VIETNAM_NAME, Addresses

Letters = Literal["party-hd05", "party-hd36", "state-nd30", "plain", "none"]


class Body(Record):
    """Một cơ quan tổ chức họp: tên, giấy tờ của cơ quan viết thế nào. Chỉ khai một lần."""

    former: ClassVar = {"profile": "letters"}
    asked: ClassVar = {"letters": "PH225"}

    id: Identifier = Field(title="Mã", description="Thành địa chỉ /co-quan/<mã>/, không đổi.")
    name: Line = Field(title="Tên", description="Ví dụ: Tỉnh ủy Điện Biên.")
    short_name: Line | None = Field(None, title="Tên ngắn")
    letterhead: Listing[Text] = Field(
        (),
        title="Tên in đầu giấy",
        description="Mỗi mục một cấp, cơ quan ban hành ở mục cuối; tên dài xuống dòng ở đâu thì giấy in xuống dòng ở đó. Bỏ trống thì lấy tên viết hoa.",
    )
    letters: Letters = Field(
        title="Thể thức giấy mời",
        description=f"{PROFILES}; none: không ra giấy mời.",
    )
    address: Listing[Line] = Field(
        (),
        title="Dòng nhỏ dưới tên ở đầu giấy",
        description="Địa chỉ, mã số doanh nghiệp… của cơ quan ghi ở đầu giấy.",
    )
    masthead: Listing[Line] = Field(
        (),
        title="Dòng ở góc phải đầu giấy",
        description="Khi khác thể thức, ví dụ: ĐOÀN TNCS HỒ CHÍ MINH.",
    )
    honorific: LineOrNone | None = Field(
        None,
        title="Danh xưng",
        description="Từ đứng trước họ tên trong giấy mời, ví dụ: Đồng chí. không: không ghi. Bỏ trống thì mỗi người có tên phải ghi riêng.",
    )
    symbol: LineOrNone | None = Field(
        None,
        title="Ký hiệu trong số văn bản",
        description="Ví dụ: TU, VPTU, UBND. Bắt buộc với cơ quan Đảng và nhà nước; không: giấy mời không đánh số.",
    )
    place: Line | None = Field(None, title="Địa danh", description="Ghi trước ngày của giấy mời.")
    signature: Listing[Signature] = Field((), title="Người thường ký")
    recipients: Listing[Recipient] = Field(
        (),
        title="Nơi nhận thường dùng",
        description="Các dòng sau dòng đầu (Như trên, Như thành phần mời do cổng ghi); dòng cuối là nơi lưu.",
    )
    sections: Listing[LetterSection] = Field(
        (), title="Các mục thường dùng", description="Thứ tự và tiêu đề các mục của giấy mời."
    )
    numbering: Numbering | None = Field(
        None, title="Kiểu đánh số mục", description=f"Như trường cùng tên của giấy mời. {NUMBERINGS}"
    )
    sample: YesNo = Field(False, title="Đơn vị mẫu", description="có: trang ghi rõ đây là dữ liệu minh họa.")

    @model_validator(mode="after")
    def _can_number_its_letters(self) -> Body:
        if self.symbol is None and self.letters not in ("plain", "none"):
            raise Unreadable("PH227", name=self.name)
        return self


class PortalFile(Record):
    """Cổng: tên, nơi công bố, danh sách cơ quan."""

    told_empty: ClassVar = frozenset({"colours"})

    name: Line = Field(title="Tên cổng")
    publisher: Line = Field(title="Cơ quan công bố")
    description: Text | None = Field(
        None, title="Giới thiệu một câu", description="Cho người đọc tin và chương trình khác."
    )
    contact: Text | None = Field(
        None,
        title="Liên hệ về cổng",
        description="Câu chỉ dẫn khi trang có sai sót, đứng ở chân mọi trang và sau mã đã in; không ghi số điện thoại.",
    )
    language: Language | None = Field(
        None,
        title="Ngôn ngữ của cổng",
        description="Mã hai chữ: vi, en, de, hoặc ngôn ngữ có bản dịch ở locales/. Bỏ trống thì theo theme.language trong mkdocs.yml. Đổi ngôn ngữ thì tên mục trong mkdocs.yml và các trang viết tay phải viết lại. Ví dụ: en.",
    )
    time_zone: TimeZone = Field(
        VIETNAM_NAME, title="Múi giờ", description="Tên theo IANA. Ví dụ: Europe/Berlin."
    )
    addresses: Addresses = Field(
        "vi",
        title="Từ trong địa chỉ",
        description="vi: /hop/, /tai-lieu/…; en: /meeting/, /documents/…. Không đổi sau khi đã cấp mã.",
    )
    colours: ColoursOrNone = Field(
        None,
        title="Màu",
        description="Một màu, hoặc màu chính, màu trên nền tối, màu kẻ. Bỏ trống thì đỏ sẫm và vàng.",
    )
    logo: FileName | None = Field(
        None,
        title="Biểu trưng",
        description="Tệp PNG hoặc SVG cạnh portal.yml, không quá 200 kB. Ví dụ: logo.svg.",
    )
    hall_copy: YesNo = Field(
        True,
        title="Cho lưu để xem trong hội trường",
        description="không: trang không mời lưu, và bản đã lưu trong máy người đọc bị xóa khi họ mở lại trang.",
    )
    bodies: Listing[Body] = Field(title="Các cơ quan")

    @model_validator(mode="after")
    def _has_a_body(self) -> PortalFile:
        if not self.bodies:
            raise Unreadable("PH208", key="bodies")
        return self
