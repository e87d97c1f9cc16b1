"""Phone numbers in words: one reading for the YAML files, for documents and for the finished site.

Two questions are asked. ``phones`` finds what looks like anybody's number and must be careful: dates, sums and statistics
are made of digits too. ``readings`` is for finding given numbers and need not be: ten given digits do not stand in a row
by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Literal

from phonghop.text.characters import flat
from phonghop.text.region import VIETNAM_NAME, here

_BETWEEN = r"[\s./,·•_|'’`()\[\]:;*+~-]"
_RUN = re.compile(rf"\+?\d+(?:{_BETWEEN}{{1,5}}\d+)*")
_GROUP = re.compile(r"\d+")
_GROUP_KEPT = re.compile(r"(\d+)")
_GAP_BEFORE = re.compile(r"\D+$")
_WIDEST_GAP = 5
_FIRST_ZERO = frozenset(
    {(10,), (4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 6), (3, 7), (4, 2, 2, 2), (5, 5), (2, 4, 4), (4, 2, 4), (4, 4, 2)}
    | {(2, 8), (1, 9), (1, 3, 3, 3), (1, 2, 3, 4), (7, 3), (6, 4), (5, 2, 3), (5, 3, 2), (2, 3, 3, 2), (1,) * 10}
)  # fmt: skip
"""How ten digits are grouped by those who write a number down; statistics are grouped otherwise."""
_PAIRS = (2,) * 5
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
"""Ten digits with the prefix of a mobile network (Thông tư 22/2014/TT-BTTTT as amended)."""
_THEN = rf"(?:{_BETWEEN}{{1,5}})?"
_LEAD = re.compile(
    rf"(?<!\d)(?=84|0084|0\d{{9}}(?!\d)"
    rf"|0{_THEN}(?:2|3{_THEN}[2-9]|5{_THEN}[25689]|7{_THEN}[06-9]|8{_THEN}[1-9]|9{_THEN}\d))"
)
"""What a number begins with: most digits in tables begin none."""
_LABEL = re.compile(
    r"(?:\b(?:đ\.?t(?:dđ)?|s\.?đ\.?t|điện thoại|di động|dđ|zalo|viber|whatsapp|hotline|tel|phone|mobile|liên hệ|wa\.me)\b)"
    r"[^\d\n]{0,12}(?<![\d.,])([35789]\d{2}[ .-]?\d{3}[ .-]?\d{3})(?![\d])",
    re.IGNORECASE,
)
_OTHER_NUMBER = re.compile(
    r"(?:\bmst\b|mã số|tài khoản|\bstk\b|\bcccd\b|\bcmnd\b|định danh|hồ sơ)[^\d\n]{0,15}$", re.IGNORECASE
)
"""What stands before a tax code, an account or an identity card."""
_ELSEWHERE = re.compile(
    r"(?<![\w.,/+-])(?:\+[1-9]\d{0,2}[ ()/-]{1,3}\(?\d|\+[1-9]\d{6}|\(?0\d{2,4}\)?[ /-]{1,3}\d)\d*(?:[ /()-]{1,2}\d+){0,5}(?![\w]|[.,/-]\d)"
)
"""Dates and sums have neither a sign nor a first group of three to five digits with a leading zero."""
_TYPED = re.compile(r"[\dOoIl](?<![^\W_](?s:.))(?=[\dOoIl .-]{8})[\dOoIl]*(?:[ .-][\dOoIl]+)*")
"""It begins with what is written, and looks for the length first: most words begin so."""
_TYPED_DIGITS = str.maketrans("OoIl", "0011")
_FEWEST_DIGITS, _MOST_DIGITS = 10, 15
_LONGEST_TYPED = 24
_MOST_WRITTEN = 11
"""Groups of digits of one number."""
_MOST_PHONES = 10_000
"""Numbers that are told of one text: a directory has fewer."""
_GAP = re.compile(r"[\W_]{1,12}")
_MOMENT = re.compile(r"T\d\d:\d\d(?::\d\d)?(?:\.\d+)?[+-]\d\d:\d\d")
"""The hour of a moment with its distance from UTC (ISO 8601-1, 5.4.2): ten digits or more in a row, in every page that has a clock."""
_WIDE, _NARROW = 1, 2
_SHORTEST, _LONGEST = 7, 15
_TOGETHER = re.compile(r"\d(?:[\W_]{0,12}+\d){6,}+")
"""Digits enough for a number, with no word between them."""
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
    """Return what looks like a phone number of Vietnam, or where the portal lives, in `text`, in its order, each once."""
    text = flat(text)
    numbers = [*islice(_phones(text), _MOST_PHONES)]
    if here().time_zone != VIETNAM_NAME:
        numbers += islice(_elsewhere(text), _MOST_PHONES)
    for written in _typed(text):
        numbers += (
            PhoneNumber(written, phone.digits, phone.kind, certain=False)
            for phone in _phones(written.translate(_TYPED_DIGITS))
        )
    digits_found = {phone.digits for phone in numbers}
    numbers += (
        PhoneNumber(match[1], number, "mobile")
        for match in _LABEL.finditer(text)
        if (number := f"0{_joined(match[1])}") not in digits_found and _MOBILE.fullmatch(number)
    )
    return list({phone.digits: phone for phone in reversed(numbers)}.values())[::-1]


def _elsewhere(text: str) -> Iterator[PhoneNumber]:
    """Yield the numbers of other countries: what is dialled from abroad, or at home with the code of a town in a group of its own."""
    for match in _ELSEWHERE.finditer(text):
        digits = _joined(match[0])
        if _SHORTEST <= len(digits) <= _LONGEST:
            yield PhoneNumber(match[0], national(digits), "other")


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
        if run.end() - run.start() < _FEWEST_DIGITS:
            continue
        behind = run.start()
        for lead in _LEAD.finditer(text, run.start(), run.end()):
            begin = lead.start()
            if begin < behind:
                continue
            # What follows a number, or begins a run, belongs to no sum or date.
            if _GROUP.search(text, behind, begin) and not _apart(text, begin):
                continue
            if found := _phone_at(text, begin, run.end()):
                phone, behind = found
                yield phone


def _phone_at(text: str, begin: int, end: int) -> tuple[PhoneNumber, int] | None:
    """Return the number that begins there, before `end`, and where it ends."""
    groups = [match.span() for match in islice(_GROUP.finditer(text, begin, end), _MOST_WRITTEN)]
    lead = text[slice(*groups[0])]
    plus = text[max(0, begin - 2) : begin].rstrip("(").endswith("+")
    foreign = lead.startswith("0084") or (lead.startswith("84") and lead != "840")
    if lead == "840":
        return None
    digits, sizes = "", []
    for n, span in enumerate(groups):
        group = text[slice(*span)]
        digits += group
        sizes.append(len(group))
        if len(digits) > _MOST_DIGITS or (n and not foreign and digits.startswith("00")):
            return None
        if len(digits) < _FEWEST_DIGITS:
            continue
        home = national(digits)
        landline = home.startswith("02") and len(home) == 11
        mobile = bool(_MOBILE.fullmatch(home))
        other = len(home) == 10 and home.startswith("0") and len(sizes) == 1
        if not (landline or mobile or other):
            continue
        gaps = [text[groups[i][1] : groups[i + 1][0]] for i in range(n)]
        if n == 1 and sizes[0] == 1 and gaps[0].isspace() and gaps[0] != " ":
            continue  # two cells of a table
        between = {gap.strip() for gap in gaps}
        if foreign and not _is_dialled(plus=plus, lead=lead, between=between):
            return None
        if not foreign and mobile and not _is_grouped(tuple(sizes), between):
            continue
        written = text[begin - (text[begin - 1 : begin] == "+") : span[1]]
        if _OTHER_NUMBER.search(text[max(0, begin - 40) : begin]):
            return None
        return PhoneNumber(written, home, "mobile" if mobile else "other"), span[1]
    return None


def _apart(text: str, begin: int) -> bool:
    """Return whether the group that begins there is no part of the sum, date or decimal before it."""
    gap = _GAP_BEFORE.search(text, max(0, begin - _WIDEST_GAP), begin)
    between = gap[0] if gap else ""
    if between in (".", ",", "'"):
        return False
    group = _GROUP.match(text, begin)
    whole = group is not None and len(group[0]) >= 9
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


def variants(digits: str) -> frozenset[str]:
    """Return the forms in which a number may be written out: elsewhere, one with its country's code also as it is dialled at home.

    Which of its first one to three digits are that code is not asked: all are tried.
    """
    if here().time_zone == VIETNAM_NAME or digits.startswith("0"):
        return frozenset((digits,))
    at_home = (f"0{digits[n:]}" for n in (1, 2, 3))
    return frozenset((digits, *(form for form in at_home if len(form) > _SHORTEST)))


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
    text = _MOMENT.sub("T", flat(text))
    numbers: set[str] = set()
    for part in (text, *(written.translate(_TYPED_DIGITS) for written in _typed(text))):
        for together in _TOGETHER.finditer(part):
            # Two signs before it may tell that it is dialled.
            numbers.update(_readings(part[max(0, together.start() - 2) : together.end()]))
    return frozenset(numbers)


def _readings(text: str) -> Iterator[str]:
    """Yield the readings of a text, in which every group of digits begins as many as its neighbours allow."""
    parts = _GROUP_KEPT.split(text)
    groups, gaps = parts[1::2], parts[:-1:2]
    each = set(gaps)
    widths = {gap: _width(gap) for gap in each}
    after_plus = frozenset(gap for gap in each if gap[-2:].rstrip("( ").endswith("+"))
    joins = [widths[gap] for gap in gaps]
    reach = [0, *accumulate(map(len, groups))]
    count = len(groups)
    for first, head in enumerate(groups):
        dialled = head[0] == "0" or head.startswith("84") or gaps[first] in after_plus
        narrowest, most = (_WIDE, _MOST_GROUPS) if dialled else (_NARROW, _FEW_GROUPS)
        last = min(first + most, count)
        # Figures of tables are mostly too few, or stand by themselves.
        if reach[last] - reach[first] < _SHORTEST:
            continue
        digits = ""
        for n in range(first, last):
            if n > first and joins[n] < narrowest:
                break
            digits += groups[n]
            size = len(digits)
            # Nobody dials three zeros first; tables are full of them.
            if size > _LONGEST or digits.startswith("000"):
                break
            if size >= _SHORTEST:
                yield national(digits) if dialled or digits[:2] == "84" else digits
                if digits[0] != "0" and 9 <= size <= 10 and _stands_alone(gaps, first, n):
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
