"""How text is cut into words, and how a word is written in the index. The browser does the same (`theme/assets/javascripts/search/words.js`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from phonghop.text.folding import fold, nfc, toneless

SEPARATORS = r"\u0000-/:-@\[-`{-\u00bf\u1680\u2000-\u206f\u3000\ufeff"
"""What stands between words, as the inside of a character class in Python and in JavaScript alike: white space,
controls, punctuation. So a number such as 1064-CV/TU is found by each of its parts."""

_WORD = re.compile(rf"\d+|[^\d{SEPARATORS}]+")
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}
_ZEROS = re.compile(r"^0+(?=\d)")

ABBREVIATIONS: Mapping[str, str] = {
    "bbt": "ban bí thư",
    "bc": "báo cáo",
    "bcđ": "ban chỉ đạo",
    "bch": "ban chấp hành",
    "bct": "bộ chính trị",
    "btc": "ban tổ chức",
    "btv": "ban thường vụ",
    "cđs": "chuyển đổi số",
    "cntt": "công nghệ thông tin",
    "ct": "chỉ thị",
    "cv": "công văn",
    "đmst": "đổi mới sáng tạo",
    "gm": "giấy mời",
    "hđnd": "hội đồng nhân dân",
    "kh": "kế hoạch",
    "khcn": "khoa học công nghệ",
    "kl": "kết luận",
    "mttq": "mặt trận tổ quốc",
    "nq": "nghị quyết",
    "qđ": "quyết định",
    "tbt": "tổng bí thư",
    "tw": "trung ương",
    "ubkt": "ủy ban kiểm tra",
    "ubnd": "ủy ban nhân dân",
    "vptu": "văn phòng tỉnh ủy",
    "vptw": "văn phòng trung ương",
}
"""Short forms and what they stand for; either finds the other. Only short forms that no Vietnamese syllable looks like:
"tu" for "tỉnh ủy" would be found in every "từ"."""


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        letters: folded: "hoi".
        spelling: with its marks but the tone at the end, as VIQR writes it: "hôi.". Where in the word a tone stands does
            not matter then (hoà, hòa), and numbers have lost their leading zeros (01/7, 1/7).
    """

    letters: str
    spelling: str


@lru_cache(maxsize=1 << 16)
def _word(token: str) -> Word:
    shape = _ZEROS.sub("", toneless(token))
    tones = (_TONES[c] for c in unicodedata.normalize("NFD", token) if c in _TONES)
    return Word(fold(shape), shape + "".join(tones))


def words(line: str) -> list[Word]:
    """Return the words of `line`, which is in NFC: "nq57" and "8h30" are several; marks without a letter are none."""
    return [word for token in _WORD.findall(line) if (word := _word(token)).letters]


class _Phrase(NamedTuple):
    letters: tuple[str, ...]
    short: Word


def _phrases() -> dict[str, list[_Phrase]]:
    by_first: dict[str, list[_Phrase]] = {}
    for short, long in ABBREVIATIONS.items():
        phrase = tuple(fold(part) for part in long.split())
        by_first.setdefault(phrase[0], []).append(_Phrase(phrase, _word(nfc(short))))
    return by_first


_PHRASES = _phrases()


def shortened(letters: list[str]) -> list[tuple[int, int, Word]]:
    """Return (start, end, abbreviation) of each phrase among `letters`, folded words, that has an abbreviation."""
    return [
        (start, start + len(phrase.letters), phrase.short)
        for start, first in enumerate(letters)
        if first in _PHRASES
        for phrase in _PHRASES[first]
        if tuple(letters[start : start + len(phrase.letters)]) == phrase.letters
    ]
