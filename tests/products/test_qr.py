"""Codes drawn, held against what the library draws by itself."""

import pytest
import qrcode
from hypothesis import example, given
from hypothesis import strategies as st

from phonghop.products import qr

CODES = st.text("23456789abcdefghjkmnpqrstuvwxyz", min_size=7, max_size=7)


@given(st.text("abcdefghijklmnopqrstuvwxyz.-/", max_size=300), CODES)
@example("hop.example.gov.vn/q", "2345678")
def test_code_is_the_one_that_the_library_draws(start: str, code: str) -> None:
    address = f"https://{start}/{code}/"
    assert qr.matrix(address) == drawn_by_the_library(address)


@pytest.mark.parametrize(
    "address", ["a", "https://", "https://họp.vn/phòng", "https://hop.vn/?a=B&c=%20#d" + 200 * "a"]
)
def test_any_address_is_drawn(address: str) -> None:
    assert qr.matrix(address) == drawn_by_the_library(address)


def drawn_by_the_library(address: str) -> tuple[bytes, ...]:
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=qr.MASK)
    code.add_data(address, optimize=0)
    code.make()
    return tuple(bytes(row) for row in code.get_matrix())
