"""A password among words that everybody reads is asked about, and what is said of passwords is not."""

from __future__ import annotations

import pytest

from phonghop.model.scalars import tells_password

TOLD = """\
Mật khẩu Wi-Fi: hop2026
Mật khẩu: hoinghi
mật khẩu là 884201
Mật khẩu hop2026, không phân biệt chữ hoa
Mật khẩu: 884 201
Mật khẩu họp trực tuyến: Abc@123.
Mật mã phòng họp: 4471
ID 884 201 556; Passcode: 7Kq2
Phòng 884 201 556, passcode 556201 cho mọi điểm cầu
Password = "Hop@2026"
Pass: xin-chao
Mật khẩu đăng nhập (mật khẩu: hop 2026)
mật khẩu là: P@ssw0rd
Mật khẩu Zoom: «hoinghi26»
Kennwort: sommer24
Mật khẩu của phòng: 123456, hết hạn sau hội nghị
""".splitlines()
NONE = """\
Học viện Kỹ thuật Mật mã: 02 đồng chí
Cục Quản lý mật mã dân sự: 01 đồng chí; Ban Cơ yếu Chính phủ: 01 đồng chí
Mật khẩu Wi-Fi: xem tại bàn đón tiếp
Mật khẩu: cấp riêng cho từng điểm cầu
Mật khẩu: gửi riêng qua tin nhắn trước 8 giờ 00
Mật khẩu: riêng
Mật khẩu phòng họp: liên hệ đầu mối kỹ thuật
Mật khẩu: không
Tập huấn đặt mật khẩu an toàn
Mật khẩu tối thiểu 12 ký tự, đổi 3 tháng một lần
Độ dài mật khẩu: 12 ký tự
Độ dài mật khẩu: 8-12 ký tự
Hạn đổi mật khẩu: 15/7/2026
Giờ phát mật khẩu: 7h30
Đổi mật khẩu tại: https://example.vn/doi
Cấp lại mật khẩu: hotro@example.vn
Học viện Kỹ thuật Mật mã: 05
Bảo mật khẩu lệnh; mật khẩu, mã OTP không được chuyển cho người khác
Xác thực bằng mật khẩu 2 lớp
Mật khẩu đã gửi theo Công văn số 12/CV-VP
""".splitlines()


@pytest.mark.parametrize("words", TOLD)
def test_a_password_is_asked_about(words: str) -> None:
    assert tells_password(words)


@pytest.mark.parametrize("words", NONE)
def test_words_about_passwords_are_none(words: str) -> None:
    assert not tells_password(words)
