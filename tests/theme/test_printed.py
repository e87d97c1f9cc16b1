"""Printed codes in the browser: judged as the core judges them."""

from __future__ import annotations

import pytest

from driver import SAMPLES
from node import answer
from phonghop.portal.codes import parse_ledger


def is_code(*typed: str) -> list[bool]:
    found: list[bool] = answer("printed.js", "isCode", "return given[0].map(isCode)", typed)
    return found


def test_issued_codes_are_codes_and_their_neighbours_are_not() -> None:
    ledger, _ = parse_ledger((SAMPLES / "meetings/issued.tsv").read_bytes(), "issued.tsv")
    codes = tuple(ledger.codes)
    assert codes
    assert all(is_code(*codes))
    wrong = [code[:-1] + ("2" if code[-1] != "2" else "3") for code in codes]
    swapped = [code[1] + code[0] + code[2:] for code in codes if code[0] != code[1]]
    assert not any(is_code(*wrong, *swapped, "", "abc", codes[0].upper(), codes[0] + "2", "o" * 7))


@pytest.mark.parametrize(
    ("posted", "minute", "is_later"),
    [
        ("2026-06-29T16:30:00+07:00", "202606291630", False),
        ("2026-06-29T16:31:00+07:00", "202606291630", True),
        ("2026-06-29", "202606291630", True),
        ("2026-06-28", "202606291630", False),
        ("2026-06-29T16:31:00+07:00", "", False),
    ],
)
def test_what_came_after_a_pack_was_printed(posted: str, minute: str, is_later: bool) -> None:
    assert answer("printed.js", "isLater", "return isLater(given[0], given[1])", posted, minute) is is_later
