"""Documents of a meeting, and documents that are only cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Day, DocumentNumber, FileName, Identifier, Line, Text, Url, When, YesNo
from phonghop.source import KeyPath
from phonghop.text.dates import Moment
from phonghop.text.folding import slug
from phonghop.text.problems import Unreadable
from phonghop.text.runs import with_capital

DocumentState = Literal["published", "pending", "held", "withdrawn"]
Acceptable = Literal[
    "PH704", "PH705", "PH706", "PH707", "PH709", "PH712", "PH724", "PH725", "PH728", "PH729", "PH730"
]
"""Doubts about a file that only its office can settle."""


class Citation(Record):
    """Văn bản được dẫn: kế hoạch, công văn, quyết định, nghị quyết…"""

    short_form: ClassVar = "text"

    kind: Line | None = Field(
        None, title="Loại văn bản", description="Ví dụ: Kế hoạch, Công văn, Quyết định."
    )
    number: DocumentNumber | None = Field(
        None, title="Số, ký hiệu", description="Ví dụ: 155-KH/VPTW. Có thể không có."
    )
    date: Day | None = Field(None, title="Ngày văn bản")
    issuer: Line | None = Field(None, title="Cơ quan ban hành")
    about: Line | None = Field(None, title="Về việc", description="Trích yếu, không kèm chữ “về việc”.")
    text: Line | None = Field(
        None, title="Nguyên câu", description="Dùng khi văn bản không có số hoặc khi một câu là đủ."
    )
    cites: Citation | None = Field(
        None, title="Dẫn tiếp", description="Văn bản được nhắc trong trích yếu của văn bản này."
    )

    @model_validator(mode="after")
    def _names_something(self) -> Citation:
        if not (self.text or self.kind):
            raise Unreadable("PH217")
        return self


class Version(Record):
    """Một bản cũ của tài liệu, đã bị thay thế."""

    file: FileName = Field(title="Tệp", description="Tên tệp của bản cũ, giữ trong thư mục cuộc họp.")
    replaced_at: When = Field(title="Bị thay thế lúc", description="Ngày và giờ bản sau thay bản này.")
    note: Line | None = Field(
        None, title="Thay đổi gì", description="Một câu nói bản sau khác bản này ở đâu."
    )


class Awaiting(Record):
    """Tài liệu chưa có: chờ ai, bao giờ."""

    short_form: ClassVar = "issuer"

    issuer: Line = Field(title="Chờ cơ quan", description="Cơ quan sẽ phát hành tài liệu.")
    expected: When | None = Field(None, title="Dự kiến", description="Ngày, giờ dự kiến có tài liệu.")
    note: Line | None = Field(None, title="Ghi chú")


class Withdrawal(Record):
    """Tài liệu đã thu hồi."""

    short_form: ClassVar = "reason"

    reason: Line = Field(title="Lý do thu hồi")
    at: When | None = Field(None, title="Thu hồi lúc")


class Document(Record):
    """Một tài liệu của cuộc họp. Chỉ ghi tên tệp là đủ khi tệp nằm cạnh meeting.yml."""

    short_form: ClassVar = "file"

    id: Identifier | None = Field(
        None,
        title="Mã",
        description="Thành một phần của địa chỉ, không đổi khi thay tệp. Bỏ trống thì lấy từ tên tệp.",
    )
    title: Line | None = Field(None, title="Tên tài liệu", description="Bỏ trống thì lấy từ tên tệp.")
    kind: Line | None = Field(
        None, title="Loại", description="Ví dụ: Báo cáo, Chương trình, Dự thảo nghị quyết."
    )
    file: FileName | None = Field(
        None, title="Tệp", description="Tên tệp trong thư mục cuộc họp, ví dụ: bao-cao.pdf."
    )
    url: Url | None = Field(None, title="Địa chỉ ngoài", description="Khi tài liệu nằm ở trang khác.")
    number: DocumentNumber | None = Field(None, title="Số, ký hiệu", description="Ví dụ: 155-KH/VPTW.")
    date: Day | None = Field(None, title="Ngày văn bản")
    issuer: Line | None = Field(None, title="Cơ quan ban hành")
    points: Listing[Identifier] = Field(
        (), title="Dành cho điểm cầu", description="Mã các điểm cầu; bỏ trống là cho tất cả."
    )
    published_at: When | None = Field(
        None,
        title="Đăng lúc",
        description="Ngày, giờ bản hiện hành được đăng; có versions thì bỏ trống được, là lúc bản cũ bị thay.",
    )
    release: When | None = Field(
        None,
        title="Phát hành lúc",
        description="Trước giờ này tệp không có trong cổng dưới bất kỳ dạng nào; trang chỉ ghi bao giờ có.",
    )
    announce: YesNo = Field(
        False,
        title="Nêu tên trước giờ phát hành",
        description="có: trước giờ phát hành vẫn hiện tên tài liệu.",
    )
    awaiting: Awaiting | None = Field(
        None, title="Chờ phát hành", description="Khi tài liệu chưa có: chờ ai, bao giờ."
    )
    withdrawn: Withdrawal | None = Field(None, title="Đã thu hồi", description="Lý do và lúc thu hồi.")
    versions: Listing[Version] = Field(
        (), title="Các bản cũ", description="Từ cũ đến mới; mỗi bản giữ địa chỉ riêng."
    )
    qr: YesNo = Field(False, title="Có mã QR riêng", description="có: cấp một mã mở thẳng tài liệu này.")
    locked: YesNo = Field(
        False,
        title="Khóa",
        description="có: chỉ ai cầm giấy mời mở được, bằng mã in trên giấy; tên tài liệu cũng không ai khác thấy. Không dùng cho bí mật nhà nước: cổng vẫn từ chối.",
    )
    accepted: Listing[Acceptable] = Field(
        (),
        title="Đã xem và chấp nhận",
        description="Mã các cảnh báo về tệp mà cơ quan cố ý để lại, ví dụ: PH707.",
    )
    note: Text | None = Field(None, title="Ghi chú")

    @model_validator(mode="after")
    def _has_one_state(self) -> Document:
        if sum(map(bool, (self.awaiting, self.file, self.url))) > 1:
            raise Unreadable("PH219")
        if not (self.file or self.url or self.awaiting or self.withdrawn):
            raise Unreadable("PH218")
        if not (self.title or self.file):
            raise Unreadable("PH220")
        if self.id is None and (self.awaiting or self.versions):
            raise Unreadable("PH224", suggestion=self.key)
        if not self.key:
            raise Unreadable("PH209", text=self.name, suggestion="tai-lieu-1")
        return self

    @property
    def key(self) -> str:
        """What names it in addresses and references: its id, else its file's name without ending, else its title."""
        return self.id or slug(PurePosixPath(self.file).stem if self.file else self.title or "")

    @property
    def name(self) -> str:
        """Its title, else the words of its file's name."""
        words = PurePosixPath(self.file or "").stem.replace("-", " ").replace("_", " ")
        return self.title or with_capital(words)

    @property
    def posted(self) -> Moment | None:
        """When its current version was published: as stated, at its hour of release, or when the one before was replaced."""
        moments = (self.published_at, self.release, *(version.replaced_at for version in self.versions))
        return max((moment for moment in moments if moment), key=lambda moment: moment.latest, default=None)

    @property
    def state(self) -> DocumentState:
        """Whether readers can open it: "held" is what waits for its hour of release."""
        if self.withdrawn:
            return "withdrawn"
        if self.awaiting:
            return "pending"
        return "published" if self.file or self.url else "held"


def named_files(documents: Sequence[Document]) -> Iterator[tuple[KeyPath, str]]:
    """Yield every file that `documents` name, old versions included, with the path of its name."""
    for n, document in enumerate(documents):
        if document.file:
            yield ("documents", n, "file"), document.file
        for i, version in enumerate(document.versions):
            yield ("documents", n, "versions", i, "file"), version.file
