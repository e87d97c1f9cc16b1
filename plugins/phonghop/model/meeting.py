"""The meeting itself: what, when, where, who, which documents, what is to be done by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Field, model_validator

from phonghop.model.documents import Document
from phonghop.model.letter import Letter
from phonghop.model.people import Contact
from phonghop.model.points import Assembly, Gathering, Point, Venue
from phonghop.model.record import Listing, Record
from phonghop.model.scalars import Clock, Count, Identifier, Line, Spoken, Text, Url, When
from phonghop.model.session import Session, spread
from phonghop.model.status import Status
from phonghop.model.tasks import Deadline, Link, Task
from phonghop.text.dates import Moment, brief_clock, read_clock_span
from phonghop.text.problems import Unreadable

Form = Annotated[
    Literal["in-person", "online", "hybrid"],
    Spoken(
        {
            "trực tiếp": "in-person",
            "tập trung": "in-person",
            "trực tuyến": "online",
            "kết hợp": "hybrid",
            "trực tiếp kết hợp trực tuyến": "hybrid",
            "trực tiếp và trực tuyến": "hybrid",
        }
    ),
]

Locked = Annotated[
    Literal["no", "nothing", "internal", "summary"],
    Spoken(
        {
            "không": "no",
            "có": "nothing",
            "nội bộ": "internal",
            "cuộc họp nội bộ": "internal",
            "tên, thời gian, địa điểm": "summary",
        }
    ),
]


class _Remark:
    """Marks a field of plain words that is shown, with its label, wherever the meeting's practical facts are."""


RemarkField = Annotated[Line | None, _Remark()]
"""What to wear, to bring, to pay. Its declaration is all that page, letter, calendar, search, API and form need."""


class Remark(NamedTuple):
    """The content of a field of plain words; `title` is the field's title in the model, in Vietnamese."""

    key: str
    title: str
    text: str


class ParentEvent(Record):
    """Sự kiện của cấp trên mà cuộc họp này kết nối vào."""

    organizer: Line = Field(title="Cơ quan tổ chức")
    title: Line | None = Field(None, title="Tên sự kiện")
    form: Line | None = Field(None, title="Hình thức")


class ArriveEarly(Record):
    """Đề nghị có mặt sớm."""

    short_form: ClassVar = "minutes"

    minutes: Count = Field(title="Số phút trước giờ họp")
    reason: Line | None = Field(None, title="Để làm gì", description="Ví dụ: để ổn định tổ chức.")


class Rehearsal(Record):
    """Chạy thử, kiểm tra đường truyền."""

    short_form: ClassVar = "at"

    at: When = Field(title="Lúc")
    what: Line = Field("Kiểm tra đường truyền", title="Việc")
    who: Line | None = Field(None, title="Ai tham gia")
    note: Line | None = Field(None, title="Ghi chú")


class AgendaItem(Gathering):
    """Một mục của chương trình; có thể có giờ, người trình bày, tài liệu và các mục con."""

    short_form: ClassVar = "title"

    title: Line = Field(title="Nội dung")
    time: Clock | None = Field(None, title="Bắt đầu lúc")
    until: Clock | None = Field(None, title="Đến lúc")
    session: Count | None = Field(
        None,
        title="Phiên thứ",
        description="Khi họp nhiều phiên: 1 là phiên đầu. Mục không ghi thì thuộc phiên của mục đứng trước.",
    )
    presenter: Line | None = Field(None, title="Người trình bày")
    documents: Listing[Identifier] = Field((), title="Tài liệu", description="Mã các tài liệu của mục này.")
    note: Line | None = Field(None, title="Ghi chú")
    items: Listing[AgendaItem] = Field((), title="Mục con")

    @model_validator(mode="before")
    @classmethod
    def _with_its_end(cls, value: Any) -> Any:
        """Let ``time: 8h-8h30`` state both ends."""
        if isinstance(value, dict) and isinstance(value.get("time"), str) and value.get("until") is None:
            return spread(value, ("time", "until"), read_clock_span)
        return value

    @model_validator(mode="after")
    def _runs_forward(self) -> AgendaItem:
        if self.time and self.until and self.until <= self.time:
            raise Unreadable("PH305", start=brief_clock(self.time), end=brief_clock(self.until))
        return self


class DocumentChannel(Record):
    """Nơi khác có tài liệu: một hệ thống hoặc một trang thông tin."""

    short_form: ClassVar = "name"

    name: Line = Field(title="Tên hệ thống, trang")
    url: Url | None = Field(None, title="Địa chỉ")
    section: Line | None = Field(None, title="Mục")
    note: Line | None = Field(None, title="Ghi chú")


class Backdrop(Record):
    """Maket (phông) hội nghị."""

    colours: Line | None = Field(None, title="Màu", description="Ví dụ: nền đỏ, chữ vàng.")
    organizer: Line | None = Field(None, title="Dòng cơ quan")
    lines: Listing[Line] = Field((), title="Các dòng chữ")
    place_date: Line | None = Field(None, title="Dòng địa danh, ngày", description="Chỗ điền viết là …")
    legend: Line | None = Field(None, title="Chú giải chỗ điền")


class Note(Record):
    """Một lưu ý."""

    short_form: ClassVar = "text"

    label: Line | None = Field(None, title="Nhãn", description="Ví dụ: Lưu ý.")
    text: Text = Field(title="Nội dung")
    contacts: Listing[Identifier] = Field((), title="Đầu mối", description="Mã các đầu mối liên hệ.")


class Footnote(Record):
    """Chú thích cuối trang; chỗ được chú thích ghi dấu [^mã] trong câu."""

    id: Identifier = Field(title="Mã")
    text: Text = Field(title="Nội dung")
    contacts: Listing[Identifier] = Field((), title="Đầu mối", description="Mã các đầu mối liên hệ.")


class Meeting(Assembly):
    """Một cuộc họp."""

    title: Line = Field(title="Tên cuộc họp", description="Đầy đủ, như trong giấy mời.")
    short_title: Line | None = Field(
        None, title="Tên ngắn", description="Dùng trong danh sách và trên màn hình nhỏ."
    )
    organizer: Identifier = Field(title="Cơ quan tổ chức", description="Mã cơ quan trong portal.yml.")
    inviter: Line | None = Field(
        None, title="Cơ quan mời", description="Khi khác cơ quan tổ chức, ví dụ: Thường trực Tỉnh ủy."
    )
    noun: Line | None = Field(
        None,
        title="Gọi là",
        description="Hội nghị, phiên họp, lễ, tiệc… Bỏ trống thì lấy từ đầu tên cuộc họp khi nhận ra.",
    )
    form: Form | None = Field(
        None,
        title="Hình thức",
        description="in-person: trực tiếp; online: trực tuyến; hybrid: trực tiếp kết hợp trực tuyến. Bỏ trống khi không cần nói. Viết bằng tiếng Việt cũng được.",
    )
    scope: Line | None = Field(
        None, title="Phạm vi kết nối", description="Ví dụ: từ điểm cầu của tỉnh tới điểm cầu các xã, phường."
    )
    parent_event: ParentEvent | None = Field(None, title="Sự kiện của cấp trên")
    topics: Listing[Line] = Field((), title="Nội dung họp", description="Một hay nhiều chủ đề.")
    subjects: Listing[Line] = Field(
        (), title="Lĩnh vực", description="Từ khóa để gom các cuộc họp cùng lĩnh vực."
    )
    status: Status = Field(
        Status(state="scheduled"),
        title="Tình trạng",
        description="Bỏ trống là họp theo lịch. Khi hoãn, dời hoặc không họp, giấy in ra là thông báo.",
    )
    locked: Locked = Field(
        "no",
        title="Khóa cả cuộc họp",
        description="Chỉ ai cầm giấy mời mở được, bằng mã in trên giấy. Người khác thấy gì: no: như mọi cuộc họp, không khóa; nothing: không gì cả (ghi có cũng là thế); internal: «Cuộc họp nội bộ» với ngày và cơ quan tổ chức; summary: tên, thời gian, địa điểm. Không dùng cho bí mật nhà nước: cổng vẫn từ chối.",
    )
    sessions: Listing[Session] = Field(
        title="Các phiên", description="Ít nhất một phiên, theo thứ tự thời gian."
    )
    duration: Line | None = Field(None, title="Thời lượng", description="Ví dụ: 01 buổi; 1,5 ngày.")
    dress: RemarkField = Field(None, title="Trang phục", description="Ví dụ: trang phục công sở.")
    bring: RemarkField = Field(None, title="Mang theo", description="Ví dụ: căn cước và giấy mời này.")
    costs: RemarkField = Field(None, title="Chi phí", description="Ai trả gì, đóng góp bao nhiêu.")
    arrive_early: ArriveEarly | None = Field(None, title="Có mặt sớm")
    rehearsals: Listing[Rehearsal] = Field((), title="Chạy thử đường truyền")
    points: Listing[Point] = Field((), title="Các điểm cầu")
    agenda: Listing[AgendaItem] = Field((), title="Chương trình")
    documents: Listing[Document] = Field((), title="Tài liệu")
    document_channels: Listing[DocumentChannel] = Field((), title="Nơi khác có tài liệu")
    links: Listing[Link] = Field((), title="Liên kết")
    deadlines: Listing[Deadline] = Field((), title="Thời hạn")
    tasks: Listing[Task] = Field((), title="Phân công")
    backdrop: Backdrop | None = Field(None, title="Maket")
    notes: Listing[Note] = Field((), title="Lưu ý")
    footnotes: Listing[Footnote] = Field((), title="Chú thích")
    contacts: Listing[Contact] = Field((), title="Đầu mối liên hệ")
    letter: Letter = Field(Letter(), title="Giấy mời")

    @model_validator(mode="after")
    def _meets_at_least_once(self) -> Meeting:
        if not self.sessions:
            raise Unreadable("PH222")
        return self

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """The contents of its fields of plain words, in the order of their declarations."""
        fields = ((key, type(self).model_fields[key].title or key, getattr(self, key)) for key in REMARKS)
        return tuple(Remark(key, title, text) for key, title, text in fields if text)

    @property
    def has_locked(self) -> bool:
        """Whether any of it is published only encrypted."""
        return self.locked != "no" or any(document.locked for document in self.documents)

    @property
    def has_letter(self) -> bool:
        """Whether a letter invites to it; known only once the meeting is settled with the defaults of its body."""
        return self.letter.kind != "none" and self.letter.profile is not None

    @property
    def takes_place(self) -> bool:
        """Whether it meets at the times its sessions state: as planned, or moved to them within this file."""
        return self.status.state == "scheduled" or (
            self.status.state == "moved" and not self.status.replacement
        )

    @property
    def start(self) -> Moment:
        """When the first session begins."""
        return min((s.start for s in self.sessions), key=lambda start: start.begin)

    @property
    def venues(self) -> tuple[Venue, ...]:
        """The places of its sessions, each once: a session's own, else the meeting's, else the first point's."""
        point = next((p.venue for p in self.points if p.venue and p.venue.name), None)
        places = dict.fromkeys(s.venue or self.venue or point for s in self.sessions)
        return tuple(place for place in places if place)

    @property
    def last_instant(self) -> datetime:
        """The last instant that belongs to the meeting: the stated end, or the end of its last day."""
        days = (max(Moment(s.start.day).latest, s.start.latest) for s in self.sessions if s.end is None)
        return max([*days, *(s.end.latest for s in self.sessions if s.end)])

    @property
    def name(self) -> str:
        """The short title where there is one."""
        return self.short_title or self.title


REMARKS = tuple(
    key
    for key, field in Meeting.model_fields.items()
    if any(isinstance(mark, _Remark) for mark in field.metadata)
)
"""The keys of a meeting's fields of plain words."""
