"""Words of lists and of what is typed above them, cut alike."""

from __future__ import annotations

import pytest

from node import answer


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Họp Đảng ủy", " hop dang uy"),
        ("  57-NQ/TW, (2024) ", " 57 nq tw 2024"),
        ("Phòng, chống\nthiên tai", " phong chong thien tai"),
        ("…", " "),
    ],
)
def test_every_word_begins_after_a_space(text: str, words: str) -> None:
    assert answer("filter.js", "wordsOf", "return wordsOf(given[0])", text) == words
