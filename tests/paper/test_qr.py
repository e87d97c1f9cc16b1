"""Codes drawn: held against what the library draws by itself, and read by two readers."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blurred_codes import HOSTS, READERS, Sight, addresses, drawn
from phonghop.paper import qr

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
    return tuple(bytes(row) for row in drawn(address, qr.MASK))


def test_every_code_reads_when_small_and_blurred() -> None:
    sample = addresses(60)
    assert len({len(qr.matrix(address)) for address in sample}) == len(HOSTS)
    for address in sample:
        picture = Sight(blur=0.6).picture(qr.matrix(address))
        assert {name: read(picture) for name, read in READERS.items()} == dict.fromkeys(READERS, address)


def test_a_long_label_takes_two_lines() -> None:
    label = "Dự thảo Kế hoạch phòng, chống thiên tai năm 2027"
    drawing = qr.svg("https://hop.example.gov.vn/q/2345678/", label).decode()
    assert ">Dự thảo Kế hoạch phòng,</text>" in drawing
    assert ">chống thiên tai năm 2027</text>" in drawing
    assert f"<title>{label}: " in drawing
