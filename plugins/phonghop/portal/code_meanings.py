"""What printed codes open now, compared with what they opened when they were printed.

A folder may be reused for another meeting, an id for another document, two links may exchange theirs: every code still opens
something then, and readers who scan it do not notice that it is something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from difflib import SequenceMatcher

from phonghop.portal.codes import IssuedCode, Ledger, Meaning, Subject, exists
from phonghop.portal.meeting_facts import Facts
from phonghop.text.dates import short_date
from phonghop.text.folding import fold
from phonghop.text.problems import Place, Problem

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[IVXLC]+")
_DRAFT = frozenset({"du", "thao"})
_ONE_WORD = 0.6
"""How much of two words must be alike for one to be a slip of the pen in the other; "chi" and "thu" are not."""


def meaning(subject: Subject, meeting: Facts) -> Meaning:
    """Return what a code of `subject`, a part of `meeting`, means."""
    return Meaning(meeting.day, meeting.titles[subject.part])


def lost_codes(
    ledger: Ledger, meetings: Mapping[str, Facts], unreadable: Container[str]
) -> Iterator[Problem]:
    """Yield a problem for each live code whose subject is gone, but for those of `unreadable` meetings."""
    for issued in _live(ledger, unreadable):
        if not exists(issued.subject, meetings):
            place = Place(ledger.file, issued.last.line)
            yield Problem(place, "PH504", {"code": issued.code, "subject": str(issued.subject)})


def changed_meanings(
    ledger: Ledger, meetings: Mapping[str, Facts], unreadable: Container[str]
) -> Iterator[Problem]:
    """Yield a problem for each live code that opens something other than its recorded meaning."""
    meant = ((i.subject, i.meaning) for i in ledger.codes.values())
    taken = {_address(m.title) for subject, m in meant if m and subject.kind == "link"}
    for issued in _live(ledger, unreadable):
        if issued.meaning is None or not exists(issued.subject, meetings):
            continue
        meeting = meetings[issued.subject.meeting]
        now = meaning(issued.subject, meeting)
        if not _is_same(issued, now, meeting, taken):
            values = {"code": issued.code, "subject": str(issued.subject)}
            values |= {"was": _in_words(issued.meaning), "now": _in_words(now)}
            yield Problem(Place(ledger.file, issued.last.line), "PH511", values)


def _live(ledger: Ledger, unreadable: Container[str]) -> Iterator[IssuedCode]:
    for issued in ledger.codes.values():
        if not issued.is_retired and issued.subject.meeting not in unreadable:
            yield issued


def _is_same(issued: IssuedCode, now: Meaning, meeting: Facts, taken: Container[str]) -> bool:
    """Return whether `now` is still what the recorded meaning of `issued` promises its readers."""
    was = issued.meaning
    assert was is not None
    if issued.subject.kind == "link":
        if _address(was.title) == _address(now.title):
            return True
        # A form may get another address; that of another code is that code's.
        return _address(now.title) not in taken and alike(_label(was.title), _label(now.title))
    # «Mường Nhé» and «Mường Nhà» are a slip apart, and two places: where the other is there as well, it is none.
    is_elsewhere = fold(was.title) != fold(now.title) and fold(was.title) in map(
        fold, meeting.titles.values()
    )
    if is_elsewhere or not alike(was.title, now.title):
        return False
    # The page of a postponed meeting informs its readers.
    return bool(issued.subject.kind) or was.held == now.held or not meeting.is_scheduled


def _label(title: str) -> str:
    return title.rpartition(" ")[0]


def _address(title: str) -> str:
    return title.rpartition(" ")[2]


def alike(one: str, other: str) -> bool:
    """Return whether two titles are one, but for case, marks, slips of the pen and the word "dự thảo".

    Numbers are never slips: "quý III" and "quý IV", "tháng 6" and "tháng 7" are two things.
    """
    if _numbers(one) != _numbers(other):
        return False
    words, others = _words(one), _words(other)
    return len(words) == len(others) and all(map(_is_slip, words, others))


def _numbers(title: str) -> Counter[str]:
    return Counter(word.lstrip("0") for word in _WORD.findall(title) if _NUMBER.fullmatch(word))


def _words(title: str) -> list[str]:
    return [word for word in _WORD.findall(fold(title)) if word not in _DRAFT]


def _is_slip(word: str, other: str) -> bool:
    if any(character.isdigit() for character in word + other):
        return word.lstrip("0") == other.lstrip("0")
    return word == other or SequenceMatcher(None, word, other, autojunk=False).ratio() > _ONE_WORD


def _in_words(content: Meaning) -> str:
    return f"{content.title} ({short_date(content.held)})"
