"""Addresses of web and mail: where they stand, and what they seem to be for."""

from __future__ import annotations

import re

from phonghop.importing.words import Value, Words, concluded
from phonghop.text.folding import fold

ADDRESS = re.compile(r"(?i:https?)://[^\s<>\"'`\\]+[^\s<>\"'`\\.,;:)]")
"""An address of the web, without the sign that ends its sentence."""
_ADDRESS = re.compile(r"(?:(?i:https?)://|(?<![\w.@/])www\.)[^\s<>\"'`\\]+[^\s<>\"'`\\.,;:)]")
EMAIL = re.compile(r"(?<![\w.@/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def links(sentence: Words) -> list[dict[str, Value]]:
    """Return each address of web or mail in a sentence, and what it seems to be for."""
    addresses = [
        (match[0] if "://" in match[0] else f"https://{match[0]}", match)
        for match in _ADDRESS.finditer(sentence.text)
    ]
    addresses += [(f"mailto:{match[0]}", match) for match in EMAIL.finditer(sentence.text)]
    kind = link_kind(sentence.text)
    return [
        {"kind": concluded(kind, sentence, "link"), "url": _url(address, match, sentence, kind)}
        for address, match in addresses
    ]


def _url(address: str, match: re.Match[str], sentence: Words, kind: str) -> Value:
    """Return an address, certain where it ends within its line, is written out, and words around it tell what it is for."""
    is_sure = match.end() < len(sentence.text) and "://" in match[0] and kind != "other"
    return concluded(address, sentence, "link", "certain" if is_sure else "review")


_LINK_KINDS = (
    ("headcount", "so luong"),
    ("attendance", "xac nhan|dang ky"),
    ("support", "ho tro|zalo"),
    ("room", "phong hop|truc tuyen|zoom|meet|teams"),
    ("survey", "khao sat|gop y"),
    ("documents", "tai lieu"),
)


def link_kind(words: str) -> str:
    """Return what a link is for, as far as its words tell."""
    return next((kind for kind, pattern in _LINK_KINDS if re.search(pattern, fold(words))), "other")
