"""What should not be in a published document's words: secrecy marks, personal numbers, links to private storage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from phonghop.documents.records import Finding

_MARK = r"(TUYỆT MẬT|TỐI MẬT|MẬT)"
_STAMP = re.compile(rf"^[^\w\n]*{_MARK}[^\w\n]*$", re.MULTILINE)
"""A line that is nothing but the mark: in running capitals MẬT also begins MẬT ĐỘ, MẬT MÃ and MẬT KHẨU."""
_DECLARED = re.compile(rf"^[^\w\n]*độ mật[ \t]*:[ \t]*{_MARK}\b", re.MULTILINE | re.IGNORECASE)
"""As Thông tư 24/2020/TT-BCA has it written where a stamp cannot be set."""

_MOBILE = re.compile(r"(?<![\d/.,-])(?:\+84[ .-]?|0)[35789](?:[ .-]?\d){8}(?![\d/])")
"""A mobile number, ten digits from 0 or +84 (Thông tư 22/2014/TT-BTTTT as amended): it belongs to a person. Numbers
of offices begin with 02 and are meant to be known."""

_STORAGE = re.compile(
    r"\b(drive\.google\.com|docs\.google\.com(?=/(?:document|spreadsheets|presentation|file)\b)|dropbox\.com"
    r"|onedrive\.live\.com|1drv\.ms|[\w-]{1,63}\.sharepoint\.com|icloud\.com(?=/iclouddrive)|mega\.nz|mediafire\.com"
    r"|fshare\.vn|terabox\.com)\b",
    re.IGNORECASE,
)
"""Storage that belongs to somebody's account. Forms of Google are not storage: letters ask for them."""

_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return `text` in NFC with one kind of line break, and without characters that no reader sees."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub("\n", text))).strip()


def findings(text: Sequence[str], links: Iterable[str]) -> Iterator[Finding]:
    """Yield what should not be in the pages `text`, which are clean, or behind the document's `links`."""
    marks = [
        found[1].upper() for page in text for rule in (_STAMP, _DECLARED) for found in rule.finditer(page)
    ]
    if marks:
        yield Finding("PH708", {"mark": marks[0]})
    if numbers := _each(found[0] for page in text for found in _MOBILE.finditer(page)):
        yield Finding("PH707", {"numbers": numbers})
    if hosts := _each(found[1].lower() for part in (*text, *links) for found in _STORAGE.finditer(part)):
        yield Finding("PH709", {"hosts": hosts})


def _each(found: Iterable[str]) -> list[str]:
    """Return each of `found` once, in their order."""
    return list(dict.fromkeys(found))
