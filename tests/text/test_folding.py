from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonghop.text.folding import fold, nfc, slug, toneless

VIETNAMESE = st.text(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ ĐÀẢÃÁẠƯỪ0123456789-,",
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đảng ủy", "dang uy"),
        ("Đảng uỷ", "dang uy"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("ĐIỆN BIÊN", "dien bien"),
        ("nước Việt Nam", "nuoc viet nam"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_word_fold_to_one(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_each_character_is_folded_as_in_its_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    assert fold(text) == re.sub("[đ\u00f0\u0256]", "d", bare)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folding_does_not_depend_on_how_marks_were_typed_or_on_case(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(text.upper())


@given(VIETNAMESE)
def test_vietnamese_folds_to_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)


def test_toneless_keeps_the_letters_of_the_alphabet() -> None:
    assert toneless("Đường ngắn, hẹp") == "đương ngăn, hep"


@given(VIETNAMESE)
def test_toneless_folds_to_the_same(text: str) -> None:
    assert fold(toneless(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Điểm cầu cấp tỉnh", "diem-cau-cap-tinh"),
        ("  Báo cáo (lần 2).pdf ", "bao-cao-lan-2-pdf"),
        ("57-NQ/TW", "57-nq-tw"),
        ("???", ""),
    ],
)
def test_slugs(text: str, name: str) -> None:
    assert slug(text) == name


@given(st.text())
def test_a_slug_is_ascii_words_between_single_hyphens(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))


@given(st.text())
def test_a_slug_is_its_own_slug(text: str) -> None:
    assert slug(slug(text)) == slug(text)


@given(st.text())
def test_nfc_is_stable(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
