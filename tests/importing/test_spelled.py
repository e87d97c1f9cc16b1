"""Dates in words or by the moon's calendar, in digits at the same places."""

from __future__ import annotations

import pytest

from phonghop.importing.spelled import in_digits


@pytest.mark.parametrize(
    ("spelled", "digits"),
    [
        ("lúc bảy giờ ba mươi phút, ngày hai mươi lăm tháng mười một năm hai nghìn không trăm hai mươi sáu", "lúc 7 giờ 30 phút, ngày 25/11/2026"),
        ("tối Chủ nhật, ngày ba tháng một năm hai nghìn không trăm hai mươi bảy", "tối Chủ nhật, ngày 3/1/2027"),
        ("ngày mùng 10 tháng 3 âm lịch (tức ngày 16/4/2027)", "ngày 16/4/2027)"),
        ("ngày rằm tháng Giêng năm Đinh Mùi (20/02/2027)", "(20/02/2027)"),
        ("Kế hoạch năm năm, từ tháng tư", "Kế hoạch năm năm, từ tháng tư"),
    ],
)  # fmt: skip
def test_what_is_spelled_out_is_read_where_it_stands(spelled: str, digits: str) -> None:
    read = in_digits(spelled)
    assert len(read) == len(spelled)
    assert " ".join(read.split()).replace(" ,", ",") == digits
