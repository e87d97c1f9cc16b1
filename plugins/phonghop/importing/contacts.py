"""Phone numbers and whom they reach. A number goes into ``contacts`` and nowhere else."""

from __future__ import annotations

import re

from phonghop.importing.lexicon import DEGREES, HONORIFIC, NAME, UNIT
from phonghop.importing.phrases import left_over
from phonghop.importing.words import Source, State, Tree, Words, certain, concluded, review, tidy
from phonghop.text.folding import numbered, slug
from phonghop.text.runs import with_capital

_PHONE = re.compile(r"(?<!\d)(?<!\d[/.,-])(?:\+84|0)(?:[ .()\u2010-\u2014-]{0,3}\d){9,10}(?![\d/])")
"""A number as letters write it; what else might be one, ``text.numbers`` finds where the letter's file is checked."""
_BEFORE = re.compile(
    r"[\s,;(–-]*(?:(?:số\s+)?(?:điện thoại|ĐT|SĐT|DĐ|di động|hotline|Zalo)(?:\s*[,/]\s*Zalo)?|SĐT|số máy|(?:theo\s+)?số)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_NO_PHONE = re.compile(
    r"(?:mã số[^.;]{0,20}|MST|số tài khoản|STK|tài khoản|CCCD|căn cước|định danh)\W*$", re.IGNORECASE
)
"""What stands before digits that are no phone number."""
_PERSON = re.compile(rf"(?P<honorific>{HONORIFIC}|{DEGREES})\s?(?P<name>{NAME})")
_REACH = 160


def read_contacts(source: Source) -> tuple[list[tuple[Tree, Words]], list[Words], frozenset[int]]:
    """Return each contact with the words of its number, the signs around numbers, and the places of all of them."""
    text = source.text
    contacts: list[tuple[Tree, Words]] = []
    signs: list[Words] = []
    hidden: set[int] = set()
    names: set[str] = set()
    for match in _PHONE.finditer(text):
        if _NO_PHONE.search(text[max(0, match.start() - 40) : match.start()]):
            continue
        has_bracket = (
            ")" in match[0] and "(" not in match[0] and text[match.start() - 1 : match.start()] == "("
        )
        number = _stretch(text, match.start() - has_bracket, match.end())
        first = number.places[0]
        before = _BEFORE.search(text, max(0, text.rfind("\n", 0, first) + 1), first)
        start = before.start() if before else first
        end = match.end() + (
            1 if text[match.end() : match.end() + 1] == ")" and "(" in text[start : match.start()] else 0
        )
        signs += [_stretch(text, start, first), _stretch(text, match.end(), end)]
        fields: dict[str, Tree] = {}
        last = max((place for place in hidden if place < first), default=-1) + 1
        seen = _person(text, last if re.search(r"[^\W\d_]", text[last:start]) else 0, start, fields)
        hidden |= set(range(start, end))
        names.add(name := _unused(slug(_text(fields.get("name"))) or "dau-moi", names))
        contact: dict[str, Tree] = {"id": concluded(name, number, "", "certain"), **fields}
        contact.setdefault("unit", concluded("…", seen or number, "unit"))
        is_fax = re.search(r"\bfax\W*$", text[max(0, start - 12) : first], re.IGNORECASE)
        contact["phone"] = review(number, "contact") if is_fax else certain(number, tidy(number.text))
        if "zalo" in text[start : match.start()].lower():
            contact["zalo"] = concluded(tidy(number.text), number, "", "certain")
        contacts.append((contact, number))
    return contacts, signs, frozenset(hidden)


def _stretch(text: str, start: int, end: int) -> Words:
    return Words(text[start:end], tuple(range(start, end)))


def _text(tree: Tree | None) -> str:
    return getattr(tree, "text", "")


def _unused(name: str, taken: set[str]) -> str:
    return next(free for free in numbered(name) if free not in taken)


def _person(text: str, after: int, end: int, fields: dict[str, Tree]) -> Words:
    """Conclude name and office from the words before a number, `after` the one before; return those words."""
    begin = max(end - _REACH, text.rfind("\n", 0, end) + 1, after)
    persons = [*_PERSON.finditer(text, begin, end)]
    if not persons:
        return Words()
    person = persons[-1]
    unit = text[person.end() : end].strip(" ,–-(:")
    if aside := re.fullmatch(r"([^();.]+)\)", unit):
        unit = aside[1]
    if re.search(r"[;()@]|\.\s|\d/\d", unit):
        unit = ""
    seen = _stretch(text, person.start(), end)
    # Between a name and its number stands at most where one works.
    is_next = not left_over(unit) and re.fullmatch(
        r"[\s,;–(:-]*\)?[\s,;–(:-]*", text[person.end() : end].replace(unit, "")
    )
    state: State = "certain" if is_next else "review"
    fields["name"] = concluded(person["name"], seen, "contact", state)
    fields["honorific"] = concluded(with_capital(person["honorific"].strip()), seen, "contact", state)
    if unit:
        is_office = is_next and UNIT.match(unit) and "," not in unit
        fields["unit"] = concluded(tidy(unit), seen, "contact", "certain" if is_office else "review")
    return seen
