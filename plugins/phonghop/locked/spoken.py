"""Keys for people: 28 characters in a code and below it, or five words to be spoken over the telephone."""

from __future__ import annotations

import secrets

from phonghop.text.folding import fold

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""That of printed codes: no 0 1 i l o. Its size is a prime, which the check below needs to detect all errors it is meant to."""
LENGTH = 28
"""26 signs hold 128 bits; two check them."""

_DATA = 26
_KEY = 16

SYLLABLES = (
    *("bàn", "bay", "bếp", "biển", "bóng", "bún", "bút", "cam", "canh", "cát", "cầu", "chanh", "chày"),
    *("chim", "chợ", "chuối", "chuông", "cơm", "cột", "cua", "dừa", "đá", "đàn", "đảo", "đèn"),
    *("đình", "đò", "đồi", "đồng", "đường", "ếch", "gạo", "gà", "gỗ", "gương", "hạt", "hang", "hoa", "hồ"),
    *("hồng", "hương", "kem", "kén", "khăn", "khế", "khoai", "kiến", "kim", "lá", "làng", "lều", "lúa"),
    *("lưới", "mai", "mận", "mắt", "mây", "mèo", "mít", "mưa", "mực", "muối", "nắng", "nến", "ngan", "ngô"),
    *("ngựa", "nhà", "nhãn", "nho", "nón", "núi", "nước", "ong", "ổi", "phà", "phố", "phượng", "quạt"),
    *("quế", "quýt", "rau", "rèm", "rồng", "ruộng", "rừng", "sao", "sen", "sông", "suối", "sương", "tay"),
    *("tằm", "táo", "thác", "than", "thảm", "thóc", "thuyền", "tiêu", "tóc", "tôm", "trăng", "trâu"),
    *("tre", "trống", "trúc", "tuyết", "vải", "vàng", "ve", "voi", "vườn", "vừng", "xe", "xoan", "xoài"),
    *("xuân", "yến", "giếng", "giày", "gió", "bạc", "thỏ", "khỉ", "cáo", "ngọc", "cừu"),
)
"""Syllables that sound different in every region and stay distinct without diacritics: 7 bits each."""
WORDS = 5
"""Words of two syllables: 70 bits together."""


def as_text(key: bytes) -> str:
    """Return a key of 128 bits as it is printed."""
    number = int.from_bytes(key, "big")
    signs = []
    for _ in range(_DATA):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(sign)
    signs.reverse()
    return "".join(ALPHABET[sign] for sign in (*signs, *_checks(signs)))


def as_key(text: str) -> bytes | None:
    """Return the key that `text` is, with or without spaces and hyphens; None where signs are missing or misread."""
    text = "".join(sign for sign in text.lower() if sign not in " -")
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        return None
    signs = [ALPHABET.index(sign) for sign in text]
    number = 0
    for sign in signs[:_DATA]:
        number = number * len(ALPHABET) + sign
    if _checks(signs[:_DATA]) != tuple(signs[_DATA:]) or number >> 8 * _KEY:
        return None
    return number.to_bytes(_KEY, "big")


def grouped(text: str) -> str:
    """Return a key's text in groups of four, to be read and typed."""
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def new_words() -> str:
    """Return five words drawn at random, such as "hoa-sen núi-đá ..."."""
    drawn = [secrets.choice(SYLLABLES) for _ in range(2 * WORDS)]
    return " ".join("-".join(drawn[i : i + 2]) for i in range(0, 2 * WORDS, 2))


def folded(words: str) -> str:
    """Return spoken words in the one form that a key is made of: without marks, capitals and signs between."""
    return " ".join(fold(words.replace("-", " ")).split())


def _checks(signs: list[int]) -> tuple[int, int]:
    """Return two check characters that make the plain and the weighted sum 0: two errors are always detected."""
    prime = len(ALPHABET)
    plain = sum(signs) % prime
    weighted = sum(place * sign for place, sign in enumerate(signs)) % prime
    last = (_DATA * plain - weighted) % prime
    return (-plain - last) % prime, last
