"""Text set in typefaces from before Unicode: the bytes of TCVN3 (.VnTime) and VNI (VNI-Times).

Nghị định 30/2020/NĐ-CP, Phụ lục I, demands Unicode (TCVN 6909:2001); old templates still carry these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonghop.text.folding import nfc

_TCVN3_CODES = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô­õøö÷ùúýûüþ¡¢§£¤¥¦"
_TCVN3_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ"
_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
"""Marks that VNI sets after their vowel, in lower case; in capitals each is the capital of its code."""
_VNI_LETTERS = {
    "ñ": "đ", "Ñ": "Đ", "ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
    "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ",
}  # fmt: skip
_VNI_MARKED = re.compile("([aeouyöôAEOUYÖÔ])([" + "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper() + "])")
_UNKNOWN_LINE = re.compile("^[^\nĂăĐđƠơƯưẠ-ỹ]*[\u00a1-\u00ff][^\nĂăĐđƠơƯưẠ-ỹ]*$", re.MULTILINE)
"""A line with letters beyond ASCII of which none is Vietnamese alone."""


def is_old(typeface: str) -> bool:
    """Return whether text in `typeface` is not in Unicode."""
    return typeface.lower().startswith((".vn", "vni-"))


def converted(text: str, typeface: str) -> str:
    """Return `text` as Unicode, if `typeface` is one of the old ones."""
    name = typeface.lower()
    if name.startswith(".vn"):
        unicode = text.translate(_TCVN3)
        # The typefaces whose names end in H draw small letters as capitals.
        return unicode.upper() if name.endswith("h") else unicode
    if name.startswith("vni-"):
        marked = _VNI_MARKED.sub(lambda m: _VNI_LETTERS.get(m[1], m[1]) + _VNI_MARKS[m[2].lower()], text)
        return nfc("".join(_VNI_LETTERS.get(character, character) for character in marked))
    return text


def old_readings(text: str) -> Iterator[str]:
    """Yield the readings of `text` in each of those encodings, for callers that do not know the typeface."""
    if lines := "\n".join(_UNKNOWN_LINE.findall(text)):
        yield from (converted(lines, typeface) for typeface in (".VnTime", "VNI-Times"))
