"""Phone numbers in words: one reading for the YAML files, for documents and for the finished site.

Two questions are asked. ``phones`` finds what looks like anybody's number and must be careful: dates, sums and statistics
are made of digits too. ``readings`` is for finding given numbers and need not be: ten given digits do not stand in a row
by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from phonghop.text.characters import flat

_BETWEEN = r"[\s./,·•_|'’`()\[\]:;*+~-]"
_RUN = re.compile(rf"\+?\d+(?:{_BETWEEN}{{1,5}}\d+)*")
_GROUP = re.compile(r"\d+")
_FIRST_ZERO = frozenset(
    {(10,), (4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 6), (3, 7), (4, 2, 2, 2), (5, 5), (2, 4, 4), (4, 2, 4), (4, 4, 2)}
    | {(2, 8), (1, 9), (1, 3, 3, 3), (1, 2, 3, 4), (7, 3), (6, 4), (5, 2, 3), (5, 3, 2), (2, 3, 3, 2), (1,) * 10}
)  # fmt: skip
"""How ten digits are grouped by those who write a number down; statistics are grouped otherwise."""
_PAIRS = (2,) * 5
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
"""Ten digits with the prefix of a mobile network (Thông tư 22/2014/TT-BTTTT as amended)."""
_LABEL = re.compile(
    r"(?:\b(?:đ\.?t(?:dđ)?|s\.?đ\.?t|điện thoại|di động|dđ|zalo|viber|whatsapp|hotline|tel|phone|mobile|liên hệ|wa\.me)\b)"
    r"[^\d\n]{0,12}(?<![\d.,])([35789]\d{2}[ .-]?\d{3}[ .-]?\d{3})(?![\d])",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?:\bmst\b|mã số|tài khoản|\bstk\b|\bcccd\b|\bcmnd\b|định danh|hồ sơ)[^\d\n]{0,15}$", re.IGNORECASE
)
"""What stands before a tax code, an account or an identity card."""
_TYPED = re.compile(r"(?<![^\W_])[\dOoIl]+(?:[ .-][\dOoIl]+)*")
_TYPED_DIGITS = str.maketrans("OoIl", "0011")
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15
_LONGEST_TYPED = 24
_LEADS = ("0", "84")
"""What a number begins with."""
_GAP = re.compile(r"[\W_]{1,12}")
_WIDE, _NARROW = 1, 2
_SHORTEST, _LONGEST = 7, 15
_MOST_GROUPS, _FEW_GROUPS = 12, 4

Kind = Literal["mobile", "other"]


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number as it is written, its digits as dialled at home, whether it is a mobile one.

    Attributes:
        certain: whether it is written in digits; not when letters such as O and l stand for some.
    """

    text: str
    digits: str
    kind: Kind
    certain: bool = True


def phones(text: str) -> list[PhoneNumber]:
    """Return what looks like a Vietnamese phone number in `text`, in its order, each once."""
    text = flat(text)
    found = [*_phones(text)]
    for written in _typed(text):
        found += (
            PhoneNumber(written, phone.digits, phone.kind, certain=False)
            for phone in _phones(written.translate(_TYPED_DIGITS))
        )
    known = {phone.digits for phone in found}
    found += (
        PhoneNumber(match[1], number, "mobile")
        for match in _LABEL.finditer(text)
        if (number := f"0{_joined(match[1])}") not in known and _MOBILE.fullmatch(number)
    )
    return list({phone.digits: phone for phone in reversed(found)}.values())[::-1]


def _typed(text: str) -> Iterator[str]:
    """Yield what may be a number in which somebody typed letters for digits, as on a typewriter without a 1."""
    for match in _TYPED.finditer(text):
        signs = sum(map(match[0].count, "OoIl"))
        if (
            signs
            and 9 <= match.end() - match.start() <= _LONGEST_TYPED
            and not text[match.end() : match.end() + 1].isalpha()
        ):
            digits = sum(map(str.isdigit, match[0]))
            if digits >= 4:
                yield match[0]


def _phones(text: str) -> Iterator[PhoneNumber]:
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= _FEWEST_DIGITS:
            yield from _phones_in(text, run.start(), run.end())


def _phones_in(text: str, start: int, end: int) -> Iterator[PhoneNumber]:
    groups = [match.span() for match in _GROUP.finditer(text, start, end)]
    behind = -1
    for n, (begin, _) in enumerate(groups):
        if n < behind or not text.startswith(_LEADS, begin):
            continue
        if found := _phone_at(text, groups, n, after_phone=n == behind):
            phone, behind = found
            yield phone


def _phone_at(
    text: str, groups: list[tuple[int, int]], first: int, *, after_phone: bool
) -> tuple[PhoneNumber, int] | None:
    """Return the number that begins with the group `first`, and the group after it."""
    begin, first_end = groups[first]
    lead = text[begin:first_end]
    plus = text[max(0, begin - 2) : begin].rstrip("(").endswith("+")
    foreign = lead.startswith("0084") or (lead.startswith("84") and lead != "840")
    if lead == "840" or (first and not after_phone and not _apart(text, groups, first)):
        return None
    digits, sizes = "", []
    for n in range(first, min(first + 11, len(groups))):
        group = text[slice(*groups[n])]
        digits += group
        sizes.append(len(group))
        if len(digits) > _MOST_DIGITS or (n > first and not foreign and digits.startswith("00")):
            return None
        if len(digits) < _FEWEST_DIGITS:
            continue
        home = national(digits)
        landline = home.startswith("02") and len(home) == 11
        mobile = bool(_MOBILE.fullmatch(home))
        other = len(home) == 10 and home.startswith("0") and len(sizes) == 1
        if not (landline or mobile or other):
            continue
        between = {text[groups[i][1] : groups[i + 1][0]].strip() for i in range(first, n)}
        if foreign and not _is_dialled(plus=plus, lead=lead, between=between):
            return None
        if not foreign and mobile and not _is_grouped(tuple(sizes), between):
            continue
        written = text[begin - (text[begin - 1 : begin] == "+") : groups[n][1]]
        if _OTHER_NUMBER.search(text[max(0, begin - 40) : begin]):
            return None
        return PhoneNumber(written, home, "mobile" if mobile else "other"), n + 1
    return None


def _apart(text: str, groups: list[tuple[int, int]], first: int) -> bool:
    """Return whether a group is no part of the sum, date or decimal before it."""
    between = text[groups[first - 1][1] : groups[first][0]]
    if between in (".", ",", "'"):
        return False
    whole = groups[first][1] - groups[first][0] >= 9
    return whole or between.strip() not in ("/", "-") or between != between.strip()


def _is_dialled(*, plus: bool, lead: str, between: set[str]) -> bool:
    """Return whether what begins with 84 is a number: 84.912.345.678 is a sum."""
    return plus or lead.startswith("0084") or not between - {"", "-"}


def _is_grouped(sizes: tuple[int, ...], between: set[str]) -> bool:
    if sizes[0] == 1 and between & {".", ","}:
        return False
    plain = between <= {"", ".", "-", "(", ")"}
    return sizes in _FIRST_ZERO or (sizes == _PAIRS and plain and between != {""})


def national(digits: str) -> str:
    """Return a phone number's digits as they are dialled at home: 84912…, 0084912… and 0912… are one, 00856… and 856… too."""
    bare = digits.removeprefix("00") if len(digits) > 10 else digits
    if bare.startswith("84") and len(bare) > 10:
        return "0" + bare[2:].lstrip("0")
    return bare


def masked(number: str) -> str:
    """Return a number with most digits hidden: a clerk finds it again, and nobody can dial it from a public log."""
    places = [n for n, sign in enumerate(number) if sign.isalnum()]
    hidden = frozenset(places[3:-2])
    return "".join("•" if n in hidden else sign for n, sign in enumerate(number))


def _joined(number: str) -> str:
    return re.sub(r"\D", "", number)


def readings(text: str) -> frozenset[str]:
    """Return every number of 7 to 15 digits that `text` may be read to hold, in the national form.

    Whoever looks for a given number looks for it in here: its digits may be grouped, stand in the cells of a table or in
    folded lines, lack their zero, or be typed as letters. Time and memory grow with the length of the text.
    """
    text = flat(text)
    found: set[str] = set()
    for part in (text, *(written.translate(_TYPED_DIGITS) for written in _typed(text))):
        found.update(_readings(part))
    return frozenset(found)


def _readings(text: str) -> Iterator[str]:
    """Yield the readings of a text, in which every group of digits begins as many as its neighbours allow."""
    spans = [match.span() for match in _GROUP.finditer(text)]
    groups = [text[begin:end] for begin, end in spans]
    gaps = ["", *(text[one[1] : two[0]] for one, two in pairwise(spans))]
    widths = {gap: _width(gap) for gap in set(gaps)}
    joins = [widths[gap] for gap in gaps]
    for first, head in enumerate(groups):
        if len(head) > _LONGEST:
            continue
        begin = spans[first][0]
        dialled = (
            head[0] == "0"
            or head.startswith("84")
            or text[max(0, begin - 2) : begin].rstrip("( ").endswith("+")
        )
        narrowest = _WIDE if dialled else _NARROW
        digits, last = "", min(first + (_MOST_GROUPS if dialled else _FEW_GROUPS), len(groups))
        for n in range(first, last):
            if n > first and joins[n] < narrowest:
                break
            digits += groups[n]
            # Nobody dials three zeros first; tables are full of them.
            if len(digits) > _LONGEST or digits.startswith("000"):
                break
            if len(digits) >= _SHORTEST:
                yield national(digits)
                if len(digits) in (9, 10) and digits[0] != "0" and _stands_alone(gaps, first, n):
                    yield f"0{digits}"


def _width(gap: str) -> int:
    """Return what digits on both sides of `gap` may be: one number anyhow, one that is dialled, or none."""
    if len(gap) == 1 and gap in " .-":
        return _NARROW
    return _WIDE if _GAP.fullmatch(gap) else 0


def _stands_alone(gaps: Sequence[str], first: int, last: int) -> bool:
    """Return whether digits without their zero are a number of their own and not the middle of a longer one."""
    within = gaps[first + 1 : last + 1]
    before = gaps[first] if first else "\n"
    behind = gaps[last + 1] if last + 1 < len(gaps) else "\n"
    return not any(
        gap in (" ", ".", ",", "-") and (gap in within or gap in ".,-") for gap in (before, behind)
    )
