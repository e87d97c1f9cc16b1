"""Keys as people read, type and say them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonghop.locked import spoken
from phonghop.portal.codes import ALPHABET
from phonghop.text.folding import fold

KEYS = st.binary(min_size=16, max_size=16)


def test_the_alphabet_is_that_of_printed_codes() -> None:
    assert spoken.ALPHABET == ALPHABET


@given(KEYS)
def test_a_key_is_read_as_it_was_written(key: bytes) -> None:
    text = spoken.as_text(key)
    assert len(text) == spoken.LENGTH
    assert spoken.as_key(text) == key
    assert spoken.as_key(spoken.grouped(text).upper()) == key


@pytest.mark.parametrize("key", [bytes(16), b"\xff" * 16, bytes(range(16))])
def test_no_one_or_two_misread_signs_go_unnoticed(key: bytes) -> None:
    text = spoken.as_text(key)
    for first in range(spoken.LENGTH):
        for second in range(first + 1, spoken.LENGTH):
            for step in (1, 7, 30):
                signs = [ALPHABET.index(sign) for sign in text]
                signs[first] = (signs[first] + step) % 31
                signs[second] = (signs[second] + 3 * step) % 31
                assert spoken.as_key("".join(ALPHABET[sign] for sign in signs)) is None


@given(KEYS)
def test_swapped_neighbours_and_missing_signs_are_noticed(key: bytes) -> None:
    text = spoken.as_text(key)
    for n in range(spoken.LENGTH - 1):
        swapped = text[:n] + text[n + 1] + text[n] + text[n + 2 :]
        assert swapped == text or spoken.as_key(swapped) is None
    assert spoken.as_key(text[:-1]) is None
    assert spoken.as_key(text + "2") is None


@pytest.mark.parametrize("text", ["", "k", "z" * 28, "2" * 27 + "0", "é" * 28])
def test_what_is_no_key_is_none(text: str) -> None:
    assert spoken.as_key(text) is None


def test_five_words_hold_at_least_64_bits() -> None:
    assert len(set(map(fold, spoken.SYLLABLES))) == len(spoken.SYLLABLES) == 128
    assert 2 * spoken.WORDS * math.log2(len(spoken.SYLLABLES)) >= 64


def test_words_are_drawn_anew_and_taken_without_marks() -> None:
    words = spoken.new_words()
    assert len(words.split()) == spoken.WORDS
    assert words != spoken.new_words()
    assert spoken.folded("  Hoa-Sen NÚI-ĐÁ\tlúa-trăng ") == "hoa sen nui da lua trang"
