"""Finished files as a reader's programs open them: what is packed in them, and the plain words of each.

Nothing here judges: `gate` does. Names of files inside others are told as ``archive.zip/inside.txt``.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import IO, TypeAlias
from urllib.parse import unquote

from phonghop.text.folding import fold

LIMIT = 1 << 30
"""Bytes that one published file may unpack to: twice what the inspection lets an office file declare."""
_DEPTH = 4

_MARKUP = frozenset({".html", ".htm", ".xml", ".rels", ".svg"})
_WORDLESS = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico", ".woff", ".woff2", ".ttf", ".otf"}
    | {".mp3", ".mp4", ".doc", ".xls", ".ppt", ".bin", ".emf", ".wmf"}
)
"""Endings of files whose bytes are no text. What ends otherwise is read as if it were."""
_OFFICE = frozenset({".docx", ".xlsx", ".pptx"})
_ARCHIVES = _OFFICE | {".zip"}
_PACKED = _ARCHIVES | {".gz", ".br"}

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^<>]*>")
_TAG_KEPT = re.compile(f"({_TAG.pattern})")
_OFFICE_BREAK = re.compile(r"</(?:\w+:)?(?:p|si|row|c)>|<(?:\w+:)?(?:br|cr|tab)\b[^<>]*>")
_DRAWN = re.compile(r"""d=(?<=\sd=)(["'])[^"']*\1""")
"""A path in SVG, whose figures are no numbers. It begins with what is written, which is found five times as fast."""
_FOLDED_LINE = re.compile(r"\r?\n[ \t]")
_JSON_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})*")
_GROUPED = re.compile(r"\d+(?:[\s.()\u2010-\u2015-]{1,3}\d+)*")
_DIGITS = re.compile(r"\d+")
_SHORTEST_NUMBER, _LONGEST_NUMBER = 7, 15

PdfWords: TypeAlias = Callable[[str, bytes], "str | None"]
"""Gives the words of a PDF from its name and bytes; None for one that cannot be read."""


class SealedError(Exception):
    """A file cannot be looked into; `name` tells which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Content:
    """One file's bytes, and its words in the one form that everything is looked for in."""

    name: str
    data: bytes
    pdf_words: PdfWords

    @cached_property
    def text(self) -> str:
        """Its words in NFC, with the escapes of JSON, HTML and addresses undone; empty for pictures and the like."""
        return unicodedata.normalize("NFC", self._text())

    def _text(self) -> str:
        ending = _ending(self.name)
        if ending == ".pdf":
            words = self.pdf_words(self.name, self.data)
            if words is None:
                raise SealedError(self.name)
            return words
        if ending in _WORDLESS | _PACKED:
            return ""
        text = _decoded(self.data)
        if ending == ".ics":
            text = _FOLDED_LINE.sub("", text).replace("\\n", "\n").replace("\\", "")
        if ending in _MARKUP:
            text = _DRAWN.sub("", text)
        return _without_escapes(text)

    @cached_property
    def words(self) -> list[str]:
        """Its words folded, those of its name included: "Tờ trình", "to-trinh" and "TỜ&nbsp;TRÌNH" are one."""
        return [_folded(word) for word in self._words]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Which words there are in `words`."""
        return frozenset(map(_folded, set(self._words)))

    @cached_property
    def _words(self) -> list[str]:
        return _words(f"{self.name}\n{self._spoken}")

    @cached_property
    def _spoken(self) -> str:
        """Its text without the tags between words, followed by what stands in the tags."""
        if _ending(self.name) not in _MARKUP:
            return self.text
        if self._is_office:
            # Word cuts a word into runs wherever it likes, so only its breaks are breaks.
            return _TAG.sub("", _OFFICE_BREAK.sub("\n", self.text))
        parts = _TAG_KEPT.split(self.text)
        return f"{' '.join(parts[::2])}\n{' '.join(parts[1::2])}"

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number of 7 to 15 digits in it, however its digits are grouped, in the national form."""
        return frozenset(_numbers(f"{self.name}\n{self._spoken}"))

    @property
    def lines(self) -> str:
        """Its text, where the words of an office file stand in the lines that a reader sees."""
        return self._spoken if self._is_office else self.text

    @property
    def _is_office(self) -> bool:
        """Whether it is a part of an office file."""
        return any(_ending(part) in _OFFICE for part in PurePosixPath(self.name).parts[:-1])


def contents(name: str, data: bytes, pdf_words: PdfWords) -> Iterator[Content]:
    """Yield a file, and every file inside it.

    Raises:
        SealedError: something cannot be unpacked, or unpacks to more than `LIMIT`.
    """
    yield from _contents(name, data, pdf_words, [LIMIT], _DEPTH)


def _contents(name: str, data: bytes, pdf_words: PdfWords, left: list[int], depth: int) -> Iterator[Content]:
    yield Content(name, data, pdf_words)
    for inner, packed in _inside(name, data, left):
        if not depth:
            raise SealedError(name)
        yield from _contents(inner, packed, pdf_words, left, depth - 1)


def _inside(name: str, data: bytes, left: list[int]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of what is packed in `data`, counting it off from what may still be unpacked."""
    ending = _ending(name)
    bare = f"{name}/{PurePosixPath(name).stem}"
    try:
        if ending == ".gz":
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                yield bare, _read(stream, left, name)
        elif ending == ".br":
            unpacked = import_module("brotli").decompress(data)
            left[0] -= len(unpacked)
            yield bare, unpacked
        elif ending in _ARCHIVES:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for entry in archive.infolist():
                    if not entry.is_dir():
                        with archive.open(entry) as part:
                            yield f"{name}/{entry.filename}", _read(part, left, name)
    except SealedError:
        raise
    except Exception as error:
        raise SealedError(name) from error


def _read(stream: IO[bytes] | gzip.GzipFile, left: list[int], name: str) -> bytes:
    unpacked = stream.read(left[0] + 1)
    left[0] -= len(unpacked)
    if left[0] < 0:
        raise SealedError(name)
    return unpacked


@lru_cache(1 << 12)
def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _without_escapes(text: str) -> str:
    """Undo the escapes of JSON, HTML and addresses, in the order in which pages nest them."""
    if "\\u" in text:
        text = _JSON_ESCAPE.sub(_of_json, text)
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text


def _of_json(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes[0].replace("\\u", "")).decode("utf-16-be", "replace")


def folded_words(text: str) -> list[str]:
    """Return the words of `text` without case and marks."""
    return [_folded(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text))


@lru_cache(1 << 16)
def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word)


def _numbers(text: str) -> Iterator[str]:
    for run in _GROUPED.finditer(text):
        if len(run[0]) < _SHORTEST_NUMBER:
            continue
        groups = _DIGITS.findall(run[0])
        for first in range(len(groups)):
            number = ""
            for group in groups[first:]:
                number += group
                if len(number) > _LONGEST_NUMBER:
                    break
                if len(number) >= _SHORTEST_NUMBER:
                    yield national(number)


def national(digits: str) -> str:
    """Return a phone number's digits as they are dialled at home: 84 912… and 0912… are one."""
    if digits.startswith("84") and len(digits) > 10:
        return "0" + digits[2:].lstrip("0")
    return digits
