"""Made meetings as lists see them: without a folder behind them, so that a test can have thousands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from phonghop.model import Body, PortalFile
from phonghop.pages.cards import MeetingCard
from phonghop.pages.documents import DocumentRow
from phonghop.pages.labels import TimeLabel
from phonghop.pages.listed import ListedDocument, ListedMeeting
from phonghop.pages.templates import Pages
from phonghop.portal import routes
from phonghop.site.lists import Listing, list_pages
from phonghop.site.outputs import Page
from phonghop.text.strings import strings
from phonghop.theme_files import templates_folder

T = strings("vi")
FIRST_DAY = date(2024, 1, 1)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
NOON = time(12, tzinfo=UTC)


def made_document(meeting_id: str, key: str, published: datetime | None = None) -> ListedDocument:
    row = DocumentRow(
        anchor=routes.document_anchor(key),
        title=f"Báo cáo kết quả thực hiện nhiệm vụ {key} của {meeting_id}",
        address=f"hop/{meeting_id}/tai-lieu/{key}.pdf",
        about="Báo cáo · Số 12-BC/TU, ngày 20/6/2026 · Tỉnh ủy",
        file="PDF · 3 trang · 65 kB",
        state="published",
        state_label="Đã có",
        notice="",
        posted=TimeLabel("08 giờ 00 phút, 20/6/2026", "2026-06-20T08:00:00+07:00"),
        posted_day="20/6/2026",
        replaced="",
        old_versions=(),
        points="",
        point_keys=(),
        note="",
        reading="",
        reading_copy="",
        needs="",
        version=key,
        meeting=(routes.meeting(meeting_id), meeting_id),
    )
    return ListedDocument(row, published)


def made_meeting(
    day: date,
    number: int = 0,
    *,
    body: str = "vp",
    subjects: Sequence[str] = (),
    documents: Sequence[ListedDocument] = (),
) -> ListedMeeting:
    meeting_id = f"{day}-hop-{number}"
    end = datetime.combine(day, NOON)
    card = MeetingCard(
        address=routes.meeting(meeting_id),
        title=f"Hội nghị sơ kết công tác xây dựng Đảng lần thứ {number}",
        organizer=body,
        start=TimeLabel(f"08 giờ 00 phút, {day}", f"{day}T08:00:00+07:00"),
        vague="",
        begin=f"{day}T08:00:00+07:00",
        end=end.isoformat(),
        place="Hội trường số 1, Trụ sở Tỉnh ủy",
        form="Trực tiếp",
        state="scheduled",
        state_label="Theo lịch",
        takes_place=True,
        count="10/10 tài liệu đã có",
        is_sample=False,
    )
    return ListedMeeting(meeting_id, card, day, end, body, tuple(subjects), tuple(documents))


def made_meetings(count: int, a_day: int = 4, documents: int = 0) -> list[ListedMeeting]:
    """Return `count` meetings of three bodies and twelve fields, so many `a_day`, each with `documents`."""
    days = [FIRST_DAY + timedelta(days=n // a_day) for n in range(count)]
    return [
        made_meeting(
            day,
            n,
            body=f"co-quan-{n % 3}",
            subjects=(f"Lĩnh vực {n % 12}",),
            documents=[made_document(f"{day}-hop-{n}", f"bao-cao-{k}") for k in range(documents)],
        )
        for n, day in enumerate(days)
    ]


def pages_of(meetings: Sequence[ListedMeeting], now: datetime | None = None) -> dict[str, Page]:
    """Return the pages of lists by address; no address twice."""
    bodies = sorted({meeting.body for meeting in meetings} | {"chua-hop"})
    settings = PortalFile(
        name="Cổng",
        publisher="Văn phòng",
        bodies=tuple(Body(id=b, name=f"Cơ quan {b}", letters="none") for b in bodies),
    )
    listing = Listing(meetings, {}, settings, "https://hop.example.gov.vn/", now or NOW)
    pages = [draft.make() for draft in list_pages(listing, Pages(templates_folder(), T), T)]
    by_address = {page.address: page for page in pages}
    assert len(by_address) == len(pages)
    return by_address
