"""The nouns of which names of offices, people, posts and places are made, and what such a name leaves over.

A name is understood when each of its words is a noun of this list or begins with a capital. Verbs, conditions, hours and sentences are in no name, so whatever
is left over shows that a line says more, or something else, than its heading.
"""

from __future__ import annotations

import re

from phonghop.importing.lexicon import DEGREES, LOWER, UPPER, VERB

_PEOPLE = """các|những|toàn thể|tập thể|đại diện|lãnh đạo|quản lý|thành viên|cán bộ|công chức|viên chức|người lao động|nhân viên|chuyên viên|chuyên gia|đại biểu|khách mời|khách
đảng viên|đoàn viên|hội viên|xã viên|cổ đông|cử tri|phụ huynh|cha mẹ|học sinh|sinh viên|học viên|giáo viên|chủ nhiệm|giảng viên|nhà khoa học|nhà giáo|phóng viên|biên tập viên
báo cáo viên|tuyên truyền viên|cộng tác viên|cố vấn|bác sĩ|điều dưỡng|dược sĩ|kỹ sư|kỹ thuật viên|kế toán|văn thư|thư ký|già làng|trưởng bản|trưởng thôn|trưởng xóm|bà con|hộ|dân|chủ hộ
hộ gia đình|người dân|người có uy tín|người tiêu biểu|chức sắc|chức việc|nhân sĩ|trí thức|doanh nhân|chủ doanh nghiệp|chủ sở hữu|căn hộ|đội viên|chiến sĩ|sĩ quan|cựu chiến binh|thanh niên|phụ nữ|nông dân
lão thành cách mạng|cán bộ hưu trí|người cao tuổi|cụ|ông|bà|anh|chị|em|cô|thầy|bạn|quý|vị|quý vị|đồng chí|đ/c|mỗi|từng|một|hai|ba|người|cá nhân|giám hiệu|phóng viên|báo chí|truyền thông|cơ quan báo chí
trọng tài|vận động viên|huấn luyện viên|nghệ nhân|luật sư|thẩm phán|kiểm sát viên|hội thẩm|cấp ủy|cấp trưởng|cấp phó|nhà thầu|tư vấn|chủ đầu tư|nhà đầu tư|nhà báo|nhà xuất bản|dòng họ"""
_POSTS = """trưởng|phó|chánh|bí thư|chủ tịch|giám đốc|tổng|hiệu trưởng|hiệu phó|viện trưởng|cục trưởng|vụ trưởng|chi cục trưởng|trạm trưởng|đội trưởng|chánh án|chánh thanh tra|ủy viên|thường trực|thường vụ|dự khuyết
thành ủy viên|tỉnh ủy viên|huyện ủy viên|đảng ủy viên|chi ủy viên|chỉ huy trưởng|chỉ huy phó|chính ủy|chính trị viên|tham mưu trưởng|tư lệnh|bộ trưởng|thứ trưởng|thủ trưởng|thủ tướng|kế toán trưởng|điều dưỡng trưởng
quyền|nguyên|chuyên trách|kiêm nhiệm|kiêm|người đứng đầu|tổ trưởng|tổ phó|tổ viên|trưởng đoàn|phó đoàn|phó trưởng|người phụ trách|chuyên môn|giáo sư|tiến sĩ|thạc sĩ|đại tá|thượng tá|trung tá|thiếu tá|đại úy|thượng úy
chủ nhiệm|quản đốc|trưởng ban|trưởng phòng|trưởng khoa|trưởng họ|chấp hành|cao cấp"""
_OFFICES = """ban|sở|phòng|văn phòng|ủy ban|hội đồng|mặt trận|tổ quốc|đoàn|đoàn thể|quốc hội|đảng ủy|đảng bộ|chi bộ|chi ủy|chi|tỉnh ủy|huyện ủy|thành ủy|thị ủy|quận ủy|đảng|công an|quân sự|biên phòng|bộ đội|bộ chỉ huy
chỉ huy|bộ|ngành|vụ|cục|chi cục|tổng cục|viện|viện kiểm sát|tòa án|thanh tra|kho bạc|bảo hiểm|hải quan|ngân hàng|điện lực|viễn thông|bưu điện|báo|đài|trung tâm|trường|học viện|đại học|cao đẳng|mầm non|tiểu học
trung học|phổ thông|bệnh viện|trạm|y tế|phòng khám|đa khoa|công ty|tổng công ty|tập đoàn|xí nghiệp|nhà máy|chi nhánh|doanh nghiệp|hợp tác xã|hội|hiệp hội|liên hiệp|liên đoàn|công đoàn|câu lạc bộ|tổ|nhóm|đội|cụm
khoa|bộ môn|lớp|khối|chi hội|chi đoàn|liên đội|quỹ|cơ quan|đơn vị|tổ chức|chính trị|xã hội|ngành dọc|trung ương|địa phương|cơ sở|trực thuộc|thuộc|sự nghiệp|tham mưu|giúp việc|chức năng|liên quan|có liên quan|tương đương
hành chính|nhà nước|chính quyền|kinh tế|kế hoạch|tài chính|dự án|đầu tư|xây dựng|công trình|thủy lợi|môi trường|nông nghiệp|nông thôn|đô thị|quỹ đất|hạ tầng|kỹ thuật|nghiệp vụ|tổng hợp|đối ngoại|dân vận|tuyên giáo
bệnh tật|vận tải|thông tin|điện tử|truyền hình|phát thanh|truyền thanh|văn hóa|thể thao|du lịch|giáo dục|đào tạo|khoa học|công nghệ|nội vụ|tư pháp|lao động|thương binh|pháp luật|kiểm tra|giám sát|chỉ đạo|tiếp công dân
phục vụ|công báo|tin học|một thành viên|cổ phần|nhà trường|chuyên trách|chuyên đề|lâm sàng|công lập|ngoài công lập|bán trú|dân tộc|nội trú|kiêm|sản xuất|kinh doanh|quản trị|kiểm soát|quan hệ|quốc tế|hợp tác
khí tượng|thủy văn|phòng thủ|dân sự|thi hành án|hình sự|kỹ thuật viên|đất đai|đăng ký đất đai|rừng|phòng hộ|kiểm lâm|thuế|hậu cần|nhân dân|chữ thập đỏ|khuyến học|luật gia|hội nghị|thành, thị ủy|thần kinh|hình ảnh|cấp cứu|chuyển đổi số|phát triển|chỉ đạo tuyến|tác giả|nhà văn|từ thiện|thư viện|bảo tàng"""
_AREAS = """tỉnh|huyện|xã|phường|thành phố|thị xã|thị trấn|quận|đặc khu|thôn|bản|làng|xóm|ấp|khóm|khu phố|khu dân cư|dân phố|khu vực|khu|vùng|miền|địa bàn|trên địa bàn|đóng trên địa bàn|toàn|toàn tỉnh|toàn quốc|cấp
đường|phố|ngõ|ngách|hẻm|số|tòa|dãy|lô|quốc lộ|tỉnh lộ|ven biển|ven sông|biên giới|hải đảo"""
_LINKS = "và|của|cùng|với|trong|nhiệm kỳ|khóa|lần thứ|thứ|năm|giai đoạn|công tác tại|công tác ở|sinh hoạt tại|chung|riêng|khác|còn lại"
_PLACES = """hội trường|phòng họp|phòng học|phòng|tầng|nhà|trụ sở|hội nghị|khách sạn|nhà văn hóa|nhà khách|nhà ăn|nhà hàng|nhà thi đấu|nhà điều hành|sân|sân vận động|sảnh|đình|chùa|công viên|quảng trường|rạp|hội quán
khuôn viên|lớn|nhỏ|chính|trực tuyến|cũ|mới|đa năng|truyền thống|sinh hoạt|cộng đồng|thi đấu|làm việc|giao ban|điều hành|khám bệnh|hiệu bộ|học tập|a|b|c|d|e|điểm cầu|họp báo|họp"""


def _pattern(*lists: str) -> re.Pattern[str]:
    nouns = sorted({noun for each in lists for noun in re.split(r"[|\n]", each)}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, nouns))})(?!\w)", re.IGNORECASE)


_NAMES = _pattern(_PEOPLE, _POSTS, _OFFICES, _AREAS, _LINKS)
_VENUES = _pattern(_OFFICES, _AREAS, _PLACES, "và|của|thuộc|trong")
_CAPITAL = re.compile(rf"(?P<name>[{UPPER}][\w’']*)(?!\w)")
_HALF = re.compile(rf"\s(?P<half>[{LOWER}]+)(?!\w)")
_COUNT = re.compile(r"\d{1,4}(?:\s?[-–]\s?\d{4})?(?![\w/:.,]*\d)(?!\w)")
_BETWEEN = re.compile(r"(?:[\s,&/“”«»\"]|[-–](?=\s|\w)|(?<=\bTP)\.)+")
_LISTING = re.compile(r"\b(các(?:\s\w+){1,3}):\s", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?P<inside>[^()]*)\)")
_VERBS = re.compile(
    VERB.pattern.replace(r"\s(?P<verb>", r"(?P<verb>", 1)
    + r"|(?:dự|gửi|nộp|cử|họp|mang|mời|ghi|giữ|lập|đón|trình|nêu|ký|đi|về|là|để|sẽ)(?!\w)"
)


def left_over(text: str, *, is_place: bool = False) -> str:
    """Return what of `text` is no part of a name, from where it begins; empty for a name and nothing else.

    A word behind a capital may be its second half ("Tài chính"), unless it is a verb ("Nội vụ gửi" leaves "gửi" over).
    """
    nouns = _VENUES if is_place else _NAMES
    for aside in _ASIDE.finditer(text):
        if rest := left_over(aside["inside"], is_place=is_place):
            return rest
    text = (
        _LISTING.sub(r"\1 ", re.sub(DEGREES, "", _ASIDE.sub("", text)))
        .replace("uỷ", "ủy")
        .replace("Uỷ", "Ủy")
    )
    at, in_name = 0, False
    while at < len(text):
        if between := _BETWEEN.match(text, at):
            at = between.end()
            in_name = in_name and between[0] == " "
        elif count := _COUNT.match(text, at):
            at, in_name = count.end(), False
        elif word := nouns.match(text, at) or _CAPITAL.match(text, at):
            is_name = word.re is _CAPITAL
            at = word.end()
            half = _HALF.match(text, at) if word[0][0].isupper() and not (in_name or " " in word[0]) else None
            if half and (
                word[0].isupper()
                or nouns.match(text, half.start("half"))
                or _VERBS.match(text, half.start("half"))
            ):
                half = None
            at = half.end() if half else at
            in_name = is_name and not half and not word[0].isupper()
        else:
            return text[at:]
    return ""
