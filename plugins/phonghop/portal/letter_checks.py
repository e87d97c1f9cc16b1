"""Rules of the printed letter that need more than one field: what its shell requires, and the order of its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from phonghop.model import Citation, Meeting
from phonghop.text.dates import short_date
from phonghop.text.folding import fold

Path: TypeAlias = tuple[str | int, ...]
Finding: TypeAlias = tuple[Path, str, Mapping[str, object]]
"""Where in the meeting, which code of the catalogue, and the values of its sentence."""

FIRST_RECIPIENT = {"cong-van": "Như trên", "giay-moi": "Như thành phần mời"}
"""How Nơi nhận begins: a công văn names its addressees above, a giấy mời its participants."""

_ACCEPTED_FIRST = {"cong-van": "nhu tren", "giay-moi": "nhu thanh phan"}
_TYPED_PREFIX = re.compile(r"(?:v/v|ve viec)\b")


def letter_findings(meeting: Meeting) -> Iterator[Finding]:
    """Yield what is wrong with the letter of `meeting`."""
    yield from _addressees(meeting)
    yield from _dates(meeting)
    yield from _recipients(meeting)
    yield from _subject(meeting)


def _addressees(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    if letter.kind == "cong-van" and not (letter.addressees or letter.blank_addressee):
        yield ("letter", "addressees"), "PH601", {}


def _dates(meeting: Meeting) -> Iterator[Finding]:
    day = meeting.letter.date
    if day is None:
        return
    for path, cited in _cited(meeting):
        if cited.date and cited.date > day:
            yield (*path, "date"), "PH602", {"basis": short_date(cited.date), "letter": short_date(day)}
    if day > meeting.start.day:
        values = {"letter": short_date(day), "meeting": short_date(meeting.start.day)}
        yield ("letter", "date"), "PH604", values


def _cited(meeting: Meeting) -> Iterator[tuple[Path, Citation]]:
    """Yield every document of the basis, and those that it cites in turn."""
    for n, basis in enumerate(meeting.letter.basis):
        path: Path = ("letter", "basis", n)
        cited: Citation | None = basis
        while cited:
            yield path, cited
            path, cited = (*path, "cites"), cited.cites


def _recipients(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    if not letter.recipients:
        return
    first, last = letter.recipients[0].text, letter.recipients[-1].text
    if not fold(last).startswith("luu"):
        yield ("letter", "recipients", len(letter.recipients) - 1), "PH603", {"text": last}
    if not fold(first).startswith(_ACCEPTED_FIRST[letter.kind]):
        values = {"text": first, "expected": FIRST_RECIPIENT[letter.kind]}
        yield ("letter", "recipients", 0), "PH605", values


def _subject(meeting: Meeting) -> Iterator[Finding]:
    letter = meeting.letter
    prefix = _TYPED_PREFIX.match(fold(letter.subject or ""))
    if letter.kind == "cong-van" and letter.subject and prefix:
        yield ("letter", "subject"), "PH606", {"prefix": letter.subject[: prefix.end()]}
