"""Ordinary documents of offices, which nothing may stop: phrases that resemble marks and numbers, and are neither."""

from __future__ import annotations

from collections.abc import Iterator

from carriers import Carrier
from office_places import docx, inline, paragraph, xlsx
from other_places import page, quoted

PHRASES = (
    "Tăng cường công tác bảo mật thông tin, an toàn an ninh mạng",
    "KẾ HOẠCH BẢO MẬT HỆ THỐNG THÔNG TIN NĂM 2026",
    "ĐỔI MẬT KHẨU ĐỊNH KỲ; không chia sẻ mật khẩu thư điện tử",
    "Triển khai MẬT MÃ dân sự và chữ ký số chuyên dùng",
    "Ban Cơ yếu Chính phủ quản lý mật mã dân sự",
    "Doanh nghiệp tự bảo vệ bí mật kinh doanh, bí mật công nghệ",
    "Hợp tác xã nuôi ong lấy mật ong rừng, sản lượng 12.500 lít",
    "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14",
    "Mật độ dân số 1.251 người/km², mật độ xây dựng 40%",
    "Quan hệ mật thiết giữa Đảng với nhân dân",
    "Bỏ phiếu kín theo nguyên tắc bí mật",
    "Thực hiện Quyết định số 1234/QĐ-UBND ngày 15/9/2025",
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
    "Số tài khoản 1234 5678 9012 3456 mở tại Kho bạc Nhà nước",
    "Tài khoản 9527.1.1065384 tại Kho bạc; mã chương 509",
    "Mã số thuế 0101234567-001; mã quan hệ ngân sách 1057935",
    "Tổng thu ngân sách 1.234.567.890.123 đồng, đạt 101,5% dự toán",
    "Dân số trung bình 8.435.700 người; lao động 4.150.320 người",
    "Điện thoại văn phòng: (024) 3825 3536; fax 024.3825.3537",
    "Phiên họp ngày 01/7/2026, từ 8 giờ 00 đến 11 giờ 30",
    "Số định danh 001201012345 là ví dụ trong tờ khai",
    "Giải phóng mặt bằng 45,6 ha; tiến độ đạt 87,3% kế hoạch",
    "Lưu: VT, TH; bản sao gửi các sở, ngành",
    "Công văn HỎA TỐC về ứng phó bão số 3",
    "Giai đoạn 2021-2025, định hướng 2030-2045",
    "Tuyên truyền phòng ngừa lộ, lọt bí mật nhà nước trên mạng",
)
OPENINGS = (
    "Báo cáo kết quả thực hiện",
    "Tờ trình về việc",
    "Kế hoạch triển khai",
    "Thông báo kết luận về",
    "Dự thảo",
)
ENDINGS = ("docx", "xlsx", "pdf")


def ordinary(count: int) -> Iterator[Carrier]:
    """Return `count` documents, each of six phrases and a number of its own."""
    for n in range(count):
        words = [f"{OPENINGS[n % 5]} nhiệm vụ số {n + 1}/KH-VP"]
        words += [PHRASES[(n * 5 + step * 7) % len(PHRASES)] for step in range(6)]
        ending = ENDINGS[n % 3]
        yield Carrier("ordinary", words[0], file_of(words, ending, n), ending)


def file_of(words: list[str], ending: str, n: int) -> bytes:
    if ending == "docx":
        return docx("".join(map(paragraph, words)))
    if ending == "pdf":
        return page("\n\n".join(f"#text({quoted(line)})" for line in words))
    rows = (
        f'<row r="{r}">{inline(line, f"A{r}")}<c r="B{r}"><v>{1_250_000 + n * 7919 + r}</v></c></row>'
        for r, line in enumerate(words, 1)
    )
    return xlsx("".join(rows))
