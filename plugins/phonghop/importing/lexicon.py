"""The words by which parts of a letter are known, folded where marks and case do not matter.

They come from Hướng dẫn 05-HD/VPTW and 36-HD/VPTW, Nghị định 30/2020/NĐ-CP (Phụ lục I and III), and from letters.
"""

from __future__ import annotations

import re

from phonghop.text.folding import fold

STATE = "cong hoa xa hoi chu nghia viet nam"
PARTY = "dang cong san viet nam"
MOTTO = re.compile(r"doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc")
RULE = re.compile(r"^[\s*_\-–—=~.…#\\]*$")

NUMBER = re.compile(
    r"^Số\s*:?\s*(?P<number>\d+(?:\.\d{3})?[a-zA-Z]?(?:/20\d\d)?)?\s*(?P<gap>[-–/.…\s]*)(?P<symbol>[A-ZĐ][\wĐĂÂÊÔƠƯ]*(?:\s?[-/&.]\s?[A-ZĐ][\wĐ]*)*)\s*$"
)
PLACE_DATE = re.compile(
    r"^(?:(?P<place>[^,:;()]{2,40}),\s*)?(?:(?<=\s)hồi\s[^,]{3,24},\s*)?(?P<date>ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4})\.?$",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"^(?P<prefix>V/v|Về việc|về việc)\s*:?\s*(?=\S)")
ADDRESSEES = re.compile(
    r"^(?:[-–]\s*)?(?P<label>(?:Kính gửi|Kính trình|Gửi|Thân gửi|Kính mời|Trân trọng kính mời|KÍNH GỬI|KÍNH MỜI)\s*:"
    r"|(?:Kính gửi|Thân gửi)(?=\s+[A-ZĐÔ]))\s*"
)
TELEGRAM = re.compile(r"^(?=\S).{0,80}?(?P<label>\s*(?:điện|ĐIỆN)\s*:)$")
"""How a telegram (công điện) names whom it orders: "Chủ tịch UBND tỉnh điện:"."""
RECIPIENTS = re.compile(r"^(?P<label>(?i:nơi nhận))\s*:?\s*")
AUTHORITY = re.compile(r"^(?:T/L|TL\.|T/M|TM\.|KT\.|K/T|TUQ\.|T/U|Q\.)(?=\s|$)")

POST = re.compile(
    r"^(?:(?:PHÓ )?(?:CHÁNH|CHỦ|GIÁM|TỔNG|HIỆU|BÍ|TRƯỞNG|CỤC|VIỆN|THỦ|HỘI|BAN|ĐẠI|GIÁO|KẾ|THƯ|NGƯỜI|GVCN)\b|(?:TỔ|ĐỘI|CHI HỘI|THÔN|BẢN|XÓM|KHU|TRẠM|KHOA|CỬA HÀNG)\s(?:TRƯỞNG|PHÓ)\b|Giáo viên|GVCN|Đại diện|Thay mặt|Hội trưởng|Người |Thư ký|Kế toán|Trưởng|Phó|Bí thư|Chủ tịch|Giám đốc|Tổng Giám đốc|T/M|TM)"
)
"""How the post of those who sign begins."""

MEETS = re.compile(
    r"\b(?:hop|hoi|le|dai hoi|ky hop|lop|chuong trinh|lam viec|giao ban|sinh hoat|tiec|gap mat|ngay|tet|lich|trien khai|tap huan|toa dam|phien toa|thao luan|tham tra|moi|ra mat|ky niem|phat dong|ra quan|be mac|khai giang|khanh|gio|boc tham|tiep xuc)\b(?! \d)"
)
"""Words of a subject that names a meeting."""
TYPES = {
    "giay moi": "giay-moi",
    "giay moi hop": "giay-moi",
    "moi hop": "giay-moi",
    "thu moi": "thu-moi",
    "thong bao": "thong-bao",
    "thong tri": "thong-tri",
    "cong dien": "cong-dien",
}
"""Names of the type of a letter, each with what the model calls it."""
NEAREST = {
    "giay trieu tap": "giay-moi",
    "thu trieu tap": "thu-moi",
    "giay bao": "thong-bao",
    "ke hoach": "thong-bao",
}
"""Names of types of which the model knows only the nearest."""
SCHEDULES = {
    "lich cong tac": "thong-bao",
    "lich lam viec": "thong-bao",
    "lich hop": "thong-bao",
    "lich tuan": "thong-bao",
}
"""Names of lists of many meetings."""
URGENCIES = {"hoa toc": "hoa-toc", "thuong khan": "thuong-khan", "khan": "khan"}

UPPER = "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆFGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZ"
"""Capitals of Vietnamese; no range of Unicode holds them alone."""
LOWER = UPPER.lower()
NAME = rf"(?:[{UPPER}][{LOWER}]*)(?:\s(?:[{UPPER}][{LOWER}]*)){{1,4}}"
"""A Vietnamese name: two to five words, each with a capital."""
DEGREES = r"(?:(?:(?:GS|PGS|TS|ThS|Ths|TSKH|BS|BSCKI{1,3}|CN|KS|LS)\.|(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)(?!\w))\s?)+"
HONORIFIC = r"(?<!\w)(?:[Đđ]ồng chí|[Đđ]/c|Ông|ông|Bà|bà|Anh|anh|Chị|chị|Cụ|cụ|Bác|bác|Cô|cô|Thầy|thầy)(?!\w)"
FULL_NAME = re.compile(rf"^(?:(?:Ông|Bà|Cô|Thầy)\s)?(?:{DEGREES})?{NAME}$")
PERSON = re.compile(
    rf"^(?P<honorific>{HONORIFIC}|{DEGREES})\s?(?P<name>(?:{DEGREES})?{NAME})(?=\s*(?:$|[,:;(–-]))"
)

UNIT = re.compile(
    r"^(?:các |Các )?(?:Ban|Sở|Văn phòng|Phòng(?!\shọp)|Công ty|Tổng Công ty|Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|Mặt trận|Viễn thông|Điện lực"
    rf"|Báo(?=\s+(?:và\s|[{UPPER}]))|Đài|Trung tâm|Công an|Bộ Chỉ huy|Thường trực|Thường vụ|Đảng ủy|Đảng uỷ|đảng ủy|Trường|Cục|Chi cục|Viện|Bệnh viện|VNPT"
    r"|Viettel|Mobifone|Hội(?!\s(?:nghị|thảo|trường|thi|diễn))|Đoàn|Liên đoàn|Chi bộ|chi bộ|Tổ|Liên (?:hiệp|minh)|Hiệp hội|Hợp tác xã|HTX|Bưu điện|Trạm|Hạt|Đồn|Ngân hàng|Thanh tra|Tòa án|Thuế|Hải quan|Xí nghiệp|Khoa|Chi (?:nhánh|đoàn|hội)|Công đoàn|Kho bạc|Bảo hiểm|Huyện ủy|Thành ủy|Tỉnh ủy|huyện ủy|xã|phường)\b"
)
"""How the name of an office begins."""
PLACE_NOUN = (
    r"(?:Hội trường|hội trường|Phòng|phòng (?:họp|số|học|giao ban|hội đồng|hội thảo|\d)|P\.\s?(?:họp|\d)|Nhà|nhà (?:văn hóa|họp|sinh hoạt|hàng|khách|ăn|thi đấu|truyền thống|thờ)|Trung tâm|Trụ sở|trụ sở"
    r"|Từ đường|Kho|kho|Bộ phận|Khách sạn|khách sạn|Bảo tàng|Sân|sân|Trường|trường|Sảnh|sảnh|Tầng|tầng|Cơ sở|Văn phòng|văn phòng|UBND|Ủy ban"
    r"|Đình|đình|Chùa|Khu|khu|Quảng trường|Công viên|Rạp|Thư viện|Bệnh viện|Hội quán|Nhà máy|Xưởng|Đầu cầu|Lớp|lớp|Bến|Cảng|Ga|số \d|Số \d)"
)
"""How the name of a place begins."""
_ACTS = (
    r"(?:chủ trì|phối hợp|chuẩn bị|báo cáo|tổng hợp|đảm bảo|bảo đảm|cử|chỉ đạo|gửi|kết nối|triệu tập|đăng|theo dõi|ghi"
    r"|xây dựng|tham mưu|thông báo|hướng dẫn|bố trí|phục vụ|mời|cung cấp|đề xuất|rà soát|trình|nộp|lập|hoàn thiện|giữ|đón|tiếp nhận|hỗ trợ|kiểm tra|tuyên truyền|huy động|triển khai|thực hiện|thông tri|chịu trách nhiệm|thử|hoàn chỉnh|hoàn thành)\b"
)
_NAMES = r"(?:tổng hợp|hỗ trợ|kiểm tra|xây dựng|tiếp nhận|phục vụ|chỉ đạo|tuyên truyền|hướng dẫn)"
VERB = re.compile(
    rf"(?<!giải)(?<!tờ)(?<!chương)(?<!quy)(?<!lịch)\s(?P<verb>(?!{_NAMES}(?:$|:|,\s+[{UPPER}]|\s+và\s+\w|\s{_ACTS})){_ACTS})"
)
"""What an office is told to do: the first of these words ends its name, unless another follows it at once ("Phòng Kế hoạch tổng hợp chuẩn bị")."""

STEP = re.compile(
    r"(?i:khai mạc|bế mạc|khai giảng|chào cờ|tuyên bố|giới thiệu|đón (?:tiếp|khách|đại biểu)|đăng ký|báo cáo|trình bày|thông qua|thảo luận|tham luận|phát biểu|kết luận|giải lao|nghỉ|ăn (?:trưa|tối|sáng)"
    r"|tổng kết|sơ kết|triển khai|quán triệt|cho ý kiến|lấy ý kiến|xem xét|góp ý|bầu|biểu quyết|bỏ phiếu|chất vấn|trả lời|trao|ký kết|công bố|khen thưởng|tọa đàm|hỏi đáp|đánh giá|công tác"
    r"|kế hoạch|tình hình|tờ trình|quy trình|chuyên đề|văn nghệ|thực hành|chụp ảnh|khảo sát|phát động|trưng bày|xuất phát|tặng hoa|dâng hương|ra mắt|hướng dẫn|phổ biến|học tập|rà soát|thống nhất"
    r"|phân công|giải đáp|kiểm điểm|kiểm tra|bàn|nghe|chiếu|xem phim|phim|tiếp thu|lượng giá|tham quan|diễn văn|bàn giao|đọc|tiệc|liên hoan)\b"
)
"""How a step of a programme or a topic begins."""

WHAT = re.compile(
    rf"(?i:cuộc |buổi )?(?i:họp|hội nghị|hội thảo|làm việc|phiên|lễ|đại hội|kỳ họp|tọa đàm|sinh hoạt)\s(?!(?:có|gồm|là|phải|đúng|đầy đủ)\s)|{STEP.pattern}"
)
"""How what a meeting is called begins, behind "Dự họp:"."""

LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        (
            "points",
            r"(?:dia diem(?:,| va) thanh phan|thanh phan(?:,| va) dia diem|(?:cac )?diem cau(?:,| va) (?:thanh phan|dia diem)|cac diem cau)",
        ),
        ("point", r"(?:tai )?(?:cac )?diem cau"),
        ("session", r"(?:phien |buoi (?:sang|chieu|toi)|phan (?:le|hoi|thu|[i12]))"),
        ("rehearsal", r"(?:thoi gian )?(?:kiem tra|chay thu|thu nghiem)"),
        (
            "time",
            r"(?:thoi gian(?!.*(?:dang ky|gui))|(?:vao )?luc$|vao hoi|chinh le|khai mac|ngay gio|gio (?:hop|khai mac)|ngay hop)",
        ),
        ("place", r"(?:dia diem|dia chi|tai$|noi (?:hop|to chuc))"),
        ("chair", r"(?:(?:nguoi |dong chi )?chu tri|chu toa|doan chu (?:tich|toa)|dieu hanh|dan doan)"),
        (
            "people",
            r"(?:(?:bo sung )?thanh phan|(?:tran trong )?(?:kinh )?moi(?: du)?$|.{0,60}\b(?:kinh|tran trong) moi(?: (?:tham )?du)?$|(?:(?:ve|den|tham|toi) )?du(?: (?:hop|hoi nghi|co|gom)){0,2}$|trieu tap$|doi tuong|khach moi|dai bieu)",
        ),
        ("title", r"(?:de hop|ve viec|ten (?:hoi nghi|cuoc hop))$"),
        ("topics", r"noi dung(?!.*to chuc)(?! khac)"),
        ("form", r"hinh thuc"),
        ("agenda", r"(?:chuong trinh|dien bien|trinh tu|tien trinh|lich trinh)"),
        (
            "tasks",
            r"(?:to chuc thuc hien|phan cong|(?:giao )?nhiem vu|(?:cong tac )?bao dam$|(?:mot so )?de nghi$|[^,]{2,40} (?:de nghi|yeu cau)$|(?:cong tac |viec )?chuan bi|de nghi$|yeu cau$)",
        ),
        ("deadline", r"(?:thoi han|han (?:gui|nop|dang ky|xac nhan|cuoi|chot))"),
        ("contact", r"(?:thong tin )?(?:lien he|dau moi)"),
        ("link", r"(?:dang ky|link|lien ket|xac nhan|duong dan)"),
        ("notes", r"(?:luu y|ghi chu|(?:cac )?noi dung khac)"),
        (
            "note",
            r"(?:trang phuc|mang theo|le phi|phi |kinh phi|chi phi|che do|tien|dong gop|quyen loi|tai lieu)",
        ),
    )
)
"""Labels and headings, by what they begin with; the first that matches decides."""

_USUAL_TAIL = frozenset(
    "luc vao gio ngay de viec ten hop hoi nghi thao to chuc tham den du lam viec cuoc buoi moi gom kinh tran trong cua ky le dai bieu phien cu the chinh thuc dien ra va bat dau khai mac trinh thanh phan nguoi"
    " dia diem thoi gian noi dung chuong trinh cac dong chi hien toa tri tiep tap huan giao ban cap tinh xa thon phuong toi ky ban nhiem vu phan cong nhu sau co lien quan khach chu doi tuong diem cau hinh mat lop chuan bi he luu y ghi tai lieu trang phuc kinh phi".split()
)


def is_usual(label: str) -> bool:
    """Return whether a label says nothing but what its first words do: "Thời gian họp", not "Thời gian bốc thăm"."""
    return set(re.findall(r"\w+", fold(re.sub(r"\(.*?\)", "", label)))) <= _USUAL_TAIL


CLOCK_LINE = re.compile(r"^\s*\d{1,2}\s*(?:giờ|h|:)\s*\d{0,2}")
"""How a line of a timed programme begins."""

DANGLING = re.compile(
    r"(?:[,;–-]|\b(?:và|của|cho|với|do|theo|các|về|trong|tỉnh|huyện|xã|phường|thành phố|hoặc|tại|để))$"
)
"""How a line ends that goes on in the next."""
LABEL = re.compile(
    r"^(?P<label>[^\d\W][^:;.!?«»\"(\n]{1,70}?(?<!\s)(?:\s*\([^():]{3,80}\))?)(?P<colon>\s*:)(?=\s|$)(?!//)"
)
"""Words before a colon."""


def label_key(words: str) -> str:
    """Return what a label or heading is about, or an empty text."""
    folded = fold(words).strip(" .:*")
    return next((key for key, pattern in LABELS if pattern.match(folded)), "")


def is_capitals(text: str) -> bool:
    """Return whether `text` is set in capitals."""
    return text.upper() == text and any(c.isalpha() for c in text)


_WHO = re.compile(
    r"(?:dai dien|cac|toan the|tap the|lanh dao|thuong truc|thuong vu|ban|truong|pho|chanh|chu tich|chu nhiem|chu tai khoan|bi thu|giam doc|tong giam doc"
    r"|hieu truong|vien truong|cuc truong|vu truong|to truong|thu truong|chi huy|thanh vien|uy vien|\w+ uy vien|can bo|cong chuc|vien chuc|nhan vien|chuyen vien"
    r"|dai bieu|dang vien|doan vien|hoi vien|xa vien|doi vien|dong chi|d/c|ong|ba|anh|chi|thay|co|quy|nguoi|phu huynh|cha me|hoc sinh|hoc vien|sinh vien"
    r"|giao vien|giang vien|bac si|dieu duong|ky su|ke toan|van thu|thu ky|phong vien|bien tap vien|nha (?:truong|khoa hoc|bao|nghien cuu|thau|dau tu)|chuyen gia|co dong|cu tri"
    r"|nhan dan|ho |chu (?:ho|dau tu|rung|xe)|ba con|con chau|dong ho|cap uy|chi uy|dang uy|cong doan|doan|hoi|vien|khoa|bo mon|khoi|lop|nhom|doi|cum|to |xi nghiep|nha may"
    r"|doanh nghiep|co quan|don vi|bao (?!cao)|dai (?:phat|truyen|khi|tieng)|hiep hoi|tram|thu vien|chi cuc|hat |hoc vien|tat ca|mot so|moi|tung|nguyen|khach|bi |uy ban|hdnd|ubnd|mttq|mat tran|bo |so |vu |cuc |tong|cong ty|trung tam|benh vien"
    r"|tham phan|tham tra|hoi tham|tu van|lien danh|thon |ban quan ly|kiem sat|luat su|nghe nhan|gia dinh|than nhan|lao thanh|me viet nam|\d+ \w+)"
)
"""How a line begins that says who comes, folded."""


def begins_as_who(text: str) -> bool:
    """Return whether `text` begins like a line that says who comes."""
    return bool(PERSON.match(text) or UNIT.match(text) or _WHO.match(fold(text)))
