"""A number is one number in whatever form it is written; sums, dates and statistics are none."""

from __future__ import annotations

import pytest

from phonghop.text import phone_numbers as numbers
from phonghop.text.phone_numbers import masked, national, phones, readings, variants
from phonghop.text.region import Region, live_in

NUMBER = "0912345678"
FORMS = (
    *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "0912/345/678", "0912,345,678", "0912·345·678"),
    *("0912_345_678", "0912|345|678", "0912'345'678", "(0912) 345 678", "091 234 5678", "09.12.34.56.78", "+84912345678"),
    *("+84 912 345 678", "0084912345678", "0084 912 345 678", "84912345678", "0 9 1 2 3 4 5 6 7 8", "０９１２３４５６７８"),
    *("٠٩١٢٣٤٥٦٧٨", "0912\u200b345\u200b678", "0912\u00ad345678", "0912−345−678", "0912\n345\n678", "0912\t345\t678"),
    *("0912345678/0987654321", "tel:+84912345678", "https://zalo.me/0912345678", "https://wa.me/84912345678"),
)  # fmt: skip
OTHERS = (
    *("01/07/2026 08:30", "1.234.567.890", "12.345.678.901 đồng", "84.912.345.678", "2020 2021 2022 2023", "0,912 345 678"),
    *("MST: 0912345678", "số tài khoản 0912345678", "CCCD 001012345678", "12/2026/QĐ-UBND", "1 2 3 4 5 6 7 8 9 10"),
)  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_a_number_is_seen_and_read_in_every_form(text: str) -> None:
    assert NUMBER in [phone.digits for phone in phones(text) if phone.certain]
    assert NUMBER in readings(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_number(text: str) -> None:
    assert phones(text) == []


@pytest.mark.parametrize(
    "text",
    ["O912345678", "O912 345 678", "09l2 345 678", "+84 9l2 345 678"],
)
def test_letters_for_digits_are_doubted_and_read(text: str) -> None:
    assert [(phone.digits, phone.certain) for phone in phones(text)] == [(NUMBER, False)]
    assert NUMBER in readings(text)


@pytest.mark.parametrize(
    "text", ["912345678", "09 12 34 56 78", "912 345 678", "912.345.678", "Số 912345678, hết"]
)
def test_a_given_number_is_read_in_forms_that_are_not_looked_for(text: str) -> None:
    assert NUMBER in readings(text)


@pytest.mark.parametrize("text", ["+856 20 555 1234", "00856 20 555 1234", "856205551234"])
def test_numbers_of_other_countries_are_one_with_either_sign(text: str) -> None:
    """Officials of border provinces have numbers of the country across it."""
    assert national("00856205551234") == "856205551234"
    assert "856205551234" in readings(text)


def test_the_hour_of_a_moment_is_no_number() -> None:
    """Every page of a meeting at half past eight has these ten digits."""
    written = '"start": "2026-07-01T08:30:00+07:00"'
    assert "0830000700" not in readings(written)
    assert "0830000700" in readings("gọi 0830.000.700 lúc 2026-07-01T08:30:00+07:00")


def test_two_numbers_beside_each_other_are_two() -> None:
    assert [phone.digits for phone in phones("0912345678/0987654321")] == ["0912345678", "0987654321"]


def test_a_number_is_told_with_most_digits_hidden() -> None:
    assert masked("0912 345 678") == "091• ••• •78"


@pytest.mark.parametrize("text", ["1 2 3 4 5 6 7 8 9 0 ", "0 ", "0\n9\n1\n", "0-."])
def test_digits_cost_what_their_length_does(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each digit is the first of a few readings, and no more however long the text is."""
    asked = []
    to_national = numbers.national
    monkeypatch.setattr(numbers, "national", lambda digits: asked.append(digits) or to_national(digits))
    costs = []
    for times in (500, 1_000):
        asked.clear()
        readings(text * times)
        phones(text * times)
        costs.append(len(asked))
    assert costs[1] <= 2 * costs[0] + 50
    assert costs[1] <= 10 * len(text * 1_000)


@pytest.mark.parametrize(
    "text", ["+49 351 4880123", "0351 4880123", "0351/4880-123", "(0351) 488 0123", "+493514880123"]
)
def test_numbers_where_the_portal_lives_are_found(text: str) -> None:
    assert phones(f"Tel. {text}, Bauamt") == []
    live_in(Region(time_zone="Europe/Berlin"))
    (phone,) = phones(f"Tel. {text}, Bauamt")
    assert variants(phone.digits) & readings("Amt: 0351 488 01 23")


@pytest.mark.parametrize(
    "text", ["22.12.2026", "2026-12-22T09:00:00+01:00", "1 234 567,89 €", "2025/2026", "01-02-2026", "007"]
)
def test_what_is_no_number_elsewhere(text: str) -> None:
    live_in(Region(time_zone="Europe/Berlin"))
    assert phones(text) == []


@pytest.mark.parametrize("text", ["0 ", "1 ", "12 34 ", "1.234.567 ", "000\t", "04\n"])
def test_digits_that_begin_no_number_are_not_read_as_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    monkeypatch.setattr(numbers, "_phone_at", lambda _, begin, __: begun.append(begin))
    assert phones(text * 10_000) == []
    assert len(begun) <= 1


def test_of_a_directory_as_many_numbers_are_told_as_anybody_reads() -> None:
    text = "\n".join(f"0912{n:06}" for n in range(numbers._MOST_PHONES + 10))
    assert len(phones(text)) == numbers._MOST_PHONES
