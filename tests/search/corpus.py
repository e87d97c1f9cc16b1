"""A province's worth of meetings for search to tell apart: the checkout's own, and generated ones that resemble them."""

import itertools
import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

SEED = 57
FIRST_DAY = date(2023, 1, 9)
DAYS = 1700
OF_THE_TABLE = 300

BODIES = (
    ("tinh-uy-ninh-binh", "Ninh Bình"),
    ("tinh-uy-ha-tinh", "Hà Tĩnh"),
    ("tinh-uy-dien-bien", "Điện Biên"),
    ("tinh-uy-quang-ngai", "Quảng Ngãi"),
    ("thanh-uy-can-tho", "Cần Thơ"),
)
KINDS = (
    "Hội nghị sơ kết 6 tháng",
    "Hội nghị tổng kết năm",
    "Hội nghị giao ban quý về",
    "Hội nghị quán triệt, triển khai",
    "Hội nghị chuyên đề về",
    "Phiên họp Ban Chỉ đạo về",
    "Hội nghị trực tuyến đánh giá kết quả",
)
SUBJECTS = (
    "thực hiện Nghị quyết số 18-NQ/TW về sắp xếp tổ chức bộ máy",
    "thực hiện Nghị quyết số 59-NQ/TW về hội nhập quốc tế",
    "thực hiện Nghị quyết số 66-NQ/TW về xây dựng và thi hành pháp luật",
    "thực hiện Nghị quyết số 68-NQ/TW về phát triển kinh tế tư nhân",
    "thực hiện Chỉ thị số 40-CT/TW về tín dụng chính sách",
    "phòng, chống tham nhũng, lãng phí, tiêu cực",
    "xây dựng nông thôn mới",
    "giảm nghèo bền vững",
    "công tác dân vận",
    "cải cách hành chính",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp",
    "bảo đảm trật tự, an toàn giao thông",
    "giải ngân vốn đầu tư công",
    "bảo vệ môi trường và thu gom rác thải",
    "phát triển giáo dục vùng khó khăn",
    "nâng cao chất lượng y tế cơ sở",
    "phát triển du lịch cộng đồng",
    "công tác tuyên giáo",
    "công tác nội chính",
    "quản lý đất đai và giải phóng mặt bằng",
    "bảo vệ và phát triển rừng",
    "phát triển văn hóa, con người",
    "chuyển đổi số trong cơ quan đảng",
    "xóa nhà tạm, nhà dột nát",
    "kiểm tra, giám sát và thi hành kỷ luật đảng",
)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Lò", "Quàng", "Giàng", "Đinh")
MIDDLE = ("Văn", "Thị", "Đức", "Thúy", "Khắc", "Xuân", "Minh", "Quốc", "Hữu", "Ngọc")
GIVEN = ("Hòa", "Thủy", "Khoa", "Tuấn", "Hạnh", "Quý", "Bình", "Loan", "Dũng", "Huệ", "Nghĩa", "Thọ")
HALLS = (
    "Hội trường tầng 2",
    "Phòng họp số 3",
    "Trung tâm Hội nghị tỉnh",
    "Hội trường lớn",
    "Nhà văn hóa trung tâm",
)
UNITS = (
    "Văn phòng Tỉnh ủy",
    "Ban Tổ chức Tỉnh ủy",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Công an tỉnh",
    "Sở Y tế",
    "Sở Xây dựng",
)
AGENDA = (
    "Tuyên bố lý do, giới thiệu đại biểu",
    "Báo cáo kết quả {subject}",
    "Tham luận của {unit}",
    "Tham luận của {unit} và các xã, phường",
    "Thảo luận tại hội trường",
    "Phát biểu chỉ đạo và kết luận hội nghị",
)


def meetings(count: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield (id, content) of `count` meetings, the same each time; of the first 910 no two share kind, subject and body."""
    chance = random.Random(SEED)
    combinations = list(itertools.product(KINDS, SUBJECTS, BODIES))
    chance.shuffle(combinations)
    # One a day, for a hall is not asked for twice; more than the table's come after them and change none of them.
    days = [*chance.sample(range(DAYS), OF_THE_TABLE), *range(DAYS, DAYS + count)]
    for number, (kind, subject, (body, place)) in enumerate(
        itertools.islice(itertools.cycle(combinations), count)
    ):
        day = FIRST_DAY + timedelta(days=days[number])
        unit = chance.choice(UNITS)
        chair = " ".join(map(chance.choice, (SURNAMES, MIDDLE, GIVEN)))
        yield (
            f"{day}-hop-{number}",
            {
                "title": f"{kind} {subject} năm {day.year} trên địa bàn {place}",
                "organizer": body,
                "form": chance.choice(("in-person", "online", "hybrid")),
                "sessions": f"{chance.choice(('08', '14'))} giờ 00 phút ngày {day:%d/%m/%Y}",
                "points": [
                    {
                        "id": "tinh",
                        "name": f"Điểm cầu {place}",
                        "venue": f"{chance.choice(HALLS)}, {place}",
                        "chair": {"name": chair, "titles": "Phó Bí thư Thường trực"},
                        "attendees": ["Ban Thường vụ", f"Lãnh đạo {unit}", "Ủy ban nhân dân các xã, phường"],
                    },
                    {
                        "id": "xa",
                        "name": "Điểm cầu cấp xã",
                        "kind": "class",
                        "attendees": "Bí thư, phó bí thư cấp xã",
                    },
                ],
                "agenda": [item.format(subject=subject, unit=unit) for item in chance.sample(AGENDA, 4)],
                "documents": [
                    {
                        "id": "bao-cao",
                        "title": f"Báo cáo kết quả {subject}",
                        "number": f"{300 + number}-BC/TU",
                        "awaiting": {"issuer": unit},
                    },
                    {"id": "chuong-trinh", "title": "Chương trình hội nghị", "awaiting": {"issuer": unit}},
                ],
                "letter": {
                    "kind": "cong-van",
                    "profile": "party-hd05",
                    "addressees": [f"Ủy ban nhân dân các xã, phường {place}"],
                    "number": 2000 + number,
                    "symbol": "CV/TU",
                    "date": f"{day - timedelta(days=5):%d/%m/%Y}",
                    "subject": f"mời dự {kind[0].lower()}{kind[1:]} {subject}",
                },
            },
        )


def make(project: Path, folder: Path, count: int) -> None:
    """Write a project of `project`'s own meetings and `count` generated ones into `folder`."""
    for name in ("content", "meetings"):
        shutil.copytree(project / name, folder / name)
    shutil.copy(project / "mkdocs.yml", folder)
    for meeting_id, content in meetings(count):
        path = folder / "meetings" / meeting_id
        path.mkdir()
        (path / "meeting.yml").write_text(
            yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8"
        )
