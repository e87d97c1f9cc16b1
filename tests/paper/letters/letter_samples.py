"""Made letters: every part that the form knows, in each profile and shell."""

from __future__ import annotations

from driver import SAMPLES
from phonghop.model import Body, Meeting
from phonghop.paper.letters import Code, Letter, compose
from phonghop.portal.defaults import settled
from phonghop.portal.load import MEETINGS, Portal, load

PARTY = Body(
    id="tinh-uy",
    name="Tỉnh ủy Mẫu",
    letterhead=("TỈNH ỦY MẪU",),
    symbol="TU",
    place="Mẫu",
    letters="party-hd05",
    honorific="Đồng chí",
)
STATE = Body(
    id="ubnd",
    name="Ủy ban nhân dân tỉnh Mẫu",
    letterhead=("ỦY BAN NHÂN DÂN", "TỈNH MẪU"),
    symbol="UBND",
    place="Mẫu",
    letters="state-nd30",
    honorific="Đồng chí",
)
CODES = (
    Code("Tài liệu", "https://hop.example.gov.vn/q/75tctdz/"),
    Code("Xác nhận tham dự", "https://hop.example.gov.vn/q/qpvyz73/"),
    Code("Hỗ trợ kỹ thuật", "https://hop.example.gov.vn/q/wzbeq2n/"),
)
CASES = [
    (profile, kind)
    for profile in ("party-hd05", "party-hd36", "state-nd30")
    for kind in ("cong-van", "giay-moi")
]


def meeting(kind: str, profile: str, **letter: object) -> Meeting:
    """Return a settled meeting whose letter fills every part; `letter` replaces keys of the letter."""
    made = Meeting.model_validate(
        {
            "title": "Hội nghị sơ kết công tác năm 2026",
            "organizer": "tinh-uy",
            "form": "hybrid",
            "topics": [
                "Sơ kết công tác năm 2026 và phương hướng năm 2027 của các cơ quan, đơn vị trong toàn tỉnh"
            ],
            "sessions": ["08:00 17/12/2026"],
            "duration": "01 buổi",
            "points": [
                {
                    "id": "tinh",
                    "name": "Điểm cầu cấp tỉnh",
                    "venue": "Hội trường tầng 5, Trụ sở Tỉnh ủy",
                    "chair": {"name": "Nguyễn Văn Mẫu", "titles": ["Bí thư Tỉnh ủy"]},
                    "attendees": [
                        "Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy; các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh",
                        "Lãnh đạo các sở, ban, ngành tỉnh",
                    ],
                },
                {
                    "id": "xa",
                    "name": "Điểm cầu cấp xã",
                    "kind": "class",
                    "venue": {"decided_by": "Đảng ủy các xã, phường"},
                    "attendees": ["Các đồng chí Ủy viên Ban Chấp hành Đảng bộ xã, phường"],
                },
            ],
            "tasks": [
                {
                    "units": ["Văn phòng Tỉnh ủy"],
                    "actions": [
                        "Chuẩn bị tài liệu *hội nghị* #let x = 1[^duong-truyen]",
                        "Báo cáo kết quả $x$",
                    ],
                },
                {"units": ["Viễn thông tỉnh"], "actions": ["Bảo đảm đường truyền"]},
            ],
            "footnotes": [
                {"id": "duong-truyen", "text": "Chạy thử đường truyền lúc 15 giờ, ngày 16/12/2026."}
            ],
            "links": [{"kind": "attendance", "url": "https://example.gov.vn/xac-nhan"}],
            "letter": {
                "kind": kind,
                "profile": profile,
                "number": "12",
                "date": "05/02/2026",
                "subject": "mời dự Hội nghị sơ kết\ncông tác năm 2026",
                "addressees": ["Các sở, ban, ngành tỉnh", "Đảng ủy các xã, phường"]
                if kind == "cong-van"
                else [],
                "basis": [
                    {"kind": "Kế hoạch", "number": "155-KH/VPTW", "date": "01/02/2026", "issuer": "Văn phòng"}
                ],
                "opening": "Thường trực Tỉnh ủy mời các đồng chí dự Hội nghị.",
                "numbering": "roman-dash",
                "closing": "Trân trọng kính mời các đồng chí dự Hội nghị.",
                "recipients": [
                    "Như trên" if kind == "cong-van" else "Như thành phần mời",
                    {"text": "Thường trực Tỉnh ủy", "purpose": "để b/c"},
                    "Lưu Văn phòng Tỉnh ủy",
                ],
                "signature": {
                    "authority": "T/L BAN THƯỜNG VỤ",
                    "post": "CHÁNH VĂN PHÒNG",
                    "name": "Trần Thị Mẫu",
                },
                **letter,
            },
        }
    )
    return settled(made, STATE if profile == "state-nd30" else PARTY)


def letter(kind: str = "cong-van", profile: str = "party-hd05", **changes: object) -> Letter:
    """Return a made letter with three codes; `changes` replaces keys of its letter in the meeting."""
    body = STATE if profile == "state-nd30" else PARTY
    return compose(
        meeting(kind, profile, **changes), body, "print", {"attendance": "Xác nhận tham dự"}, CODES
    )


def real_portal() -> Portal:
    """Return the portal of this repository."""
    portal, _ = load(SAMPLES)
    assert portal is not None, f"{MEETINGS}/portal.yml cannot be read"
    return portal


REAL_MEETINGS = (
    "2023-12-04-quan-triet-nghi-quyet-trung-uong-8",
    "2026-05-30-so-ket-va-giam-sat",
    "2026-06-01-so-ket-chinh-quyen-2-cap",
    "2026-07-01-so-ket-mo-hinh-3-cap",
    "2026-07-01-so-ket-nghi-quyet-57",
)


def real_letter(meeting_id: str) -> Letter:
    """Return the letter of a meeting of this repository, with made codes."""
    portal = real_portal()
    meeting = portal.by_id[meeting_id].meeting
    labels = {link.key: link.label or link.kind for link in meeting.links}
    return compose(meeting, portal.bodies[meeting.organizer], "print", labels, CODES)
