"""Sentences end once, lines begin with a capital, addresses and names with capitals of their own stay."""

from __future__ import annotations

import pytest

from phonghop.text.runs import Run, capitalized, plain_text, runs, sentence


@pytest.mark.parametrize(
    ("words", "ended"),
    [
        ("Phòng 305", "Phòng 305."),
        ("Trân trọng!", "Trân trọng!"),
        ("«bể rộng sông sâu.»", "«bể rộng sông sâu.»"),
        ("«bể rộng sông sâu»", "«bể rộng sông sâu»."),
        ("(có danh sách)", "(có danh sách)."),
        ("Phòng họp: https://hop.example.vn/a", "Phòng họp: https://hop.example.vn/a"),
        ("", ""),
    ],
)
def test_a_sentence_ends_once(words: str, ended: str) -> None:
    assert plain_text(sentence(runs(words))) == ended


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("kế hoạch năm học", "Kế hoạch năm học"),
        ("đồng chí Nguyễn Văn A", "Đồng chí Nguyễn Văn A"),
        ("www.thp.example.com", "www.thp.example.com"),
        ("a@b.vn gửi thư", "a@b.vn gửi thư"),
        ("14 hộ có đất", "14 hộ có đất"),
        ("eCabinet là hệ thống", "eCabinet là hệ thống"),
        ("", ""),
    ],
)
def test_a_line_begins_with_a_capital(words: str, line: str) -> None:
    assert plain_text(capitalized(runs(words))) == line


def test_a_capital_leaves_the_style_of_what_follows() -> None:
    assert capitalized((Run("chiều ", bold=True), Run("thứ Ba"))) == (Run("Chiều ", bold=True), Run("thứ Ba"))
