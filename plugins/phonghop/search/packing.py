"""Numbers in files of the index: most take one character. The browser reads them (`theme/assets/javascripts/search/segment.js`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ONE_DIGIT = 62
MORE_DIGITS = 30
DIGITS = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in '"\\&')
"""The digits of packed numbers need no escape in JSON or HTML: the first 62 end a number, the next 30 go before."""
_SHORT = DIGITS[:ONE_DIGIT]


def gaps(ascending: Iterable[int], levels: int) -> str:
    """Return `ascending` postings packed: for each, how many units after the last its unit is, and its level."""
    last = 0
    apart = []
    for posting in ascending:
        gap = posting - last
        apart.append(_SHORT[gap] if gap < ONE_DIGIT else _long(gap))
        last = posting - posting % levels
    return "".join(apart)


def postings(text: str, levels: int) -> Iterator[int]:
    """Yield the postings that `gaps` packed."""
    last = 0
    for gap in unpacked(text):
        yield last + gap
        last += gap - gap % levels


def packed(numbers: Iterable[int]) -> str:
    """Return `numbers`, none negative, as text: most take one character."""
    return "".join(_SHORT[n] if n < ONE_DIGIT else _long(n) for n in numbers)


def _long(number: int) -> str:
    """Return a number of several digits: the last counts 62, those before count 30 each, the least of them first."""
    number, last = divmod(number, ONE_DIGIT)
    digits = []
    while number:
        number, digit = divmod(number, MORE_DIGITS)
        digits.append(DIGITS[ONE_DIGIT + digit])
    return "".join(digits) + _SHORT[last]


def unpacked(text: str) -> Iterator[int]:
    """Yield the numbers that `packed` wrote."""
    high, scale = 0, 1
    for sign in text:
        digit = DIGITS.index(sign)
        if digit < ONE_DIGIT:
            yield high * ONE_DIGIT + digit
            high, scale = 0, 1
        else:
            high += (digit - ONE_DIGIT) * scale
            scale *= MORE_DIGITS
