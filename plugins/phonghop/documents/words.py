"""What should not be in a published document's words: secrecy marks, personal numbers, links to private storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from phonghop.documents.records import Finding, Passage
from phonghop.text.phone_numbers import phones
from phonghop.text.secrecy_marks import marks_in, marks_in_name

_STORAGE = re.compile(
    r"\b(drive\.google\.com|docs\.google\.com(?=/(?:document|spreadsheets|presentation|file)\b)|dropbox\.com"
    r"|onedrive\.live\.com|1drv\.ms|[\w-]{1,63}\.sharepoint\.com|icloud\.com(?=/iclouddrive)|mega\.nz|mediafire\.com"
    r"|fshare\.vn|terabox\.com)\b",
    re.IGNORECASE,
)
"""Storage that belongs to somebody's account. Forms of Google are not storage: letters ask for them."""
_HOST = re.compile(r"\.(?:com|ms|nz|vn)\b", re.IGNORECASE)
"""How each of these ends, which is found thirty times as fast."""


def findings(passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield what should not be in the `passages` of a document."""
    certain: list[str] = []
    possible: list[str] = []
    for passage in passages:
        marks = marks_in(passage.text, beside=passage.where in ("margin", "property"))
        certain += marks.certain
        # What a picture's or a program's bytes happen to spell is no word of anybody's.
        possible += marks.possible if passage.where != "raw" else ()
        if passage.where == "name":
            marks = marks_in_name(passage.text)
            certain += marks.certain
            possible += marks.possible
    if certain:
        yield Finding("PH708", {"mark": certain[0]})
    elif possible:
        yield Finding("PH724", {"marks": _each(possible)})
    numbers = _each(
        phone.text.strip("(")
        for passage in passages
        for phone in phones(passage.text)
        # A landline is an office's and meant to be known; digits in raw parts are offsets and colours.
        if phone.kind == "mobile" and passage.where != "raw"
    )
    if numbers:
        yield Finding("PH707", {"numbers": numbers})
    addressed = [passage.text for passage in passages if _HOST.search(passage.text)]
    if hosts := _each(found[1].lower() for text in addressed for found in _STORAGE.finditer(text)):
        yield Finding("PH709", {"hosts": hosts})


def _each(found: Iterable[str]) -> list[str]:
    """Return each of `found` once, in their order."""
    return list(dict.fromkeys(found))
