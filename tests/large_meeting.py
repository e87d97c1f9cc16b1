"""A made meeting as large as they come: 200 people named at eight points, 60 documents under twenty items of the programme."""

from __future__ import annotations

import random

from driver import PortalCase
from sample_files import pdf

MEETING_ID = "2026-09-15-hoi-nghi-toan-tinh"
ATTENDEES, DOCUMENTS, POINTS, ITEMS = 200, 60, 8, 20

_SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Lò",
    "Quàng",
    "Giàng",
    "Mùa",
    "Vàng",
    "Thào",
    "Lường",
)
_MIDDLE_NAMES = (
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Quang",
    "Thành",
    "Xuân",
    "Hữu",
    "Ngọc",
    "Thanh",
    "A",
    "Bá",
    "Tiến",
    "Việt",
    "Hồng",
)
_NAMES = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hà", "Hạnh", "Hiếu", "Hòa", "Hùng", "Hương", "Khánh", "Lan", "Linh",
    "Long", "Mai", "Nam", "Nga", "Nhung", "Phong", "Phúc", "Quân", "Sơn", "Tâm", "Thảo", "Thắng", "Toàn", "Trang", "Tuấn",
)  # fmt: skip
_POSTS = (
    "Bí thư Đảng ủy", "Phó Bí thư Thường trực Đảng ủy", "Chủ tịch Ủy ban nhân dân", "Chủ tịch Hội đồng nhân dân",
    "Trưởng Ban Xây dựng Đảng", "Chánh Văn phòng", "Giám đốc Sở", "Phó Giám đốc Sở", "Chủ nhiệm Ủy ban Kiểm tra",
)  # fmt: skip
_UNITS = (
    "xã Mường Phăng", "xã Thanh Nưa", "phường Mường Thanh", "phường Him Lam", "xã Tủa Chùa", "xã Sín Chải", "xã Nà Tấu",
    "xã Mường Ảng", "xã Búng Lao", "xã Tuần Giáo", "xã Quài Tở", "xã Na Son", "xã Xa Dung", "xã Mường Nhé", "xã Chà Tở",
    "xã Nậm Kè", "xã Si Pa Phìn", "phường Mường Lay", "Khoa học và Công nghệ", "Tài chính", "Nội vụ", "Xây dựng",
)  # fmt: skip
_KINDS = (
    "Báo cáo",
    "Tờ trình",
    "Dự thảo nghị quyết",
    "Tham luận",
    "Kế hoạch",
    "Phụ lục",
    "Đề án",
    "Thông báo",
)
_MATTERS = (
    "kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội chín tháng đầu năm", "phân bổ vốn đầu tư công trung hạn",
    "công tác xây dựng Đảng và hệ thống chính trị", "sắp xếp, bố trí cán bộ, công chức cấp xã sau sáp nhập",
    "chuyển đổi số và phát triển hạ tầng viễn thông vùng cao", "giảm nghèo bền vững vùng đồng bào dân tộc thiểu số",
    "phòng, chống thiên tai, tìm kiếm cứu nạn mùa mưa lũ", "quy hoạch sử dụng đất đến năm 2030", "cải cách hành chính",
    "bảo đảm quốc phòng, an ninh và đối ngoại biên giới", "giáo dục, đào tạo nghề cho lao động nông thôn",
)  # fmt: skip
_SCOPES = (
    "chín tháng đầu năm 2026", "quý III năm 2026", "giai đoạn 2026 - 2030", "nhiệm kỳ 2025 - 2030", "trên địa bàn tỉnh",
    "tại các xã biên giới", "sau một năm vận hành chính quyền hai cấp", "theo kết luận của Ban Thường vụ Tỉnh ủy",
)  # fmt: skip


def write_large_meeting(portal: PortalCase) -> None:
    """Write the meeting and its documents, each a PDF of its own."""
    dice = random.Random(2026)
    lines = [
        "title: Hội nghị toàn tỉnh sơ kết chín tháng, triển khai nhiệm vụ quý IV năm 2026",
        "organizer: vp",
        "form: hybrid",
        "sessions: 15/9/2026 7 giờ 30 phút",
        "points:",
    ]
    for point in range(POINTS):
        where = "cấp tỉnh" if point == 0 else f"số {point}"
        lines += [
            f"  - id: diem-{point}",
            f"    name: Điểm cầu {where}",
            f"    venue: Hội trường {_UNITS[point]}",
            "    attendees:",
        ]
        for _ in range(ATTENDEES // POINTS):
            name = f"{dice.choice(_SURNAMES)} {dice.choice(_MIDDLE_NAMES)} {dice.choice(_NAMES)}"
            lines += [
                f"      - name: {name}",
                f"        titles: [Tỉnh ủy viên, {dice.choice(_POSTS)} {dice.choice(_UNITS)}]",
            ]
    lines.append("agenda:")
    for item in range(ITEMS):
        documents = ", ".join(f"tai-lieu-{n}" for n in range(item, DOCUMENTS, ITEMS))
        lines += [
            f"  - title: Thảo luận nội dung {dice.choice(_MATTERS)}, lần {item + 1}",
            f"    presenter: Lãnh đạo {dice.choice(_UNITS)}",
            f"    documents: [{documents}]",
        ]
    lines.append("documents:")
    for number in range(DOCUMENTS):
        kind = dice.choice(_KINDS)
        lines += [
            f"  - id: tai-lieu-{number}",
            f"    kind: {kind}",
            f"    title: {kind} {' gắn với '.join(dice.sample(_MATTERS, 2))} của {dice.choice(_UNITS)} {dice.choice(_SCOPES)}",
            f"    file: tai-lieu-{number}.pdf",
            f"    number: {dice.randint(1, 900)}-BC/TU",
            f"    issuer: {dice.choice(_POSTS)} {dice.choice(_UNITS)}",
            f"    date: {dice.randint(1, 31)}/8/2026",
            f"    published_at: {dice.randint(1, 14)}/9/2026 {dice.randint(7, 17)} giờ",
        ]
        portal.write(f"meetings/{MEETING_ID}/tai-lieu-{number}.pdf", pdf(f"Bao cao {number}"))
    portal.write(f"meetings/{MEETING_ID}/meeting.yml", "\n".join(lines) + "\n")
