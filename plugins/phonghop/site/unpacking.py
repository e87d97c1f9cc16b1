"""Finished files as a reader's programs open them: what is packed in them, and the plain words of each.

Nothing here judges: `gate` does. A file inside another is named ``archive.zip/inside.txt``.
"""

from __future__ import annotations

import gzip
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

from phonghop.documents.reading import kind_of
from phonghop.text.characters import clean
from phonghop.text.decoding import decoded, without_escapes
from phonghop.text.folding import fold
from phonghop.text.phone_numbers import readings

LIMIT = 1 << 30
"""Bytes that one published file may unpack to: twice what the inspection lets an office file declare.

A large one may unpack to twice its own size: packs hold documents as they are."""
_DEPTH = 4

_MARKUP = frozenset({".html", ".htm", ".xml", ".rels", ".svg"})
_WORDLESS = frozenset({".ico", ".woff", ".woff2", ".ttf", ".otf", ".mp3", ".mp4"})
"""Endings of files whose bytes are no text."""
_TEXT = _MARKUP | {".json", ".js", ".css", ".txt", ".ics", ".map", ".tsv", ".csv"}
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif"})
_WRITTEN_ON = (b"tEXt", b"iTXt", b"zTXt", b"Exif", b"xmpmeta", b"\xff\xfe", b"Photoshop")
"""Signs that a picture has words beside what it shows."""
_OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".docm", ".xlsm", ".pptm"})
_DOCUMENTS = _OFFICE | {".pdf", ".doc", ".xls", ".ppt"}
_ARCHIVES = _OFFICE | {".zip"}
_PACKED = _ARCHIVES | {".gz", ".br"}

_OURS = frozenset({"text", "markup", "mail", "other"})
"""Kinds of files that are read here; an unknown kind is read as text, for it may be one in some other encoding."""
_LINES = frozenset({".txt", ".pdf", ".docx"})
_WORD = re.compile(r"[^\W_]+")
_LONGEST_KEPT = 200
"""Signs between two blanks of which the words are kept in mind."""
_TAG = re.compile(r"<[^<>]*>")
_TAG_KEPT = re.compile(f"({_TAG.pattern})")
_DRAWN = re.compile(r"""d=(?<=\sd=)(["'])[^"']*\1""")
"""A path in SVG, whose figures are no numbers. It begins with what is written, which is found five times as fast."""
_FOLDED_LINE = re.compile(r"\r?\n[ \t]")
_MOST_TEXT = 64 << 20
"""Bytes of one text of ours that are looked through: more than any output has."""

DocumentWords: TypeAlias = Callable[[str, bytes], "str | None"]
"""Gives everything that a document says from its name and bytes; None for one that cannot be read."""


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
    document_words: DocumentWords
    within_document: bool = False
    """Whether it is a part of a document that has been read as a whole: only its bytes are left to look at."""

    @cached_property
    def text(self) -> str:
        """Its words in NFC, with the escapes of JSON, HTML and addresses undone; empty for pictures and the like."""
        return unicodedata.normalize("NFC", self._text())

    def _text(self) -> str:
        ending = _ending(self.name)
        if self.within_document or ending in _WORDLESS | (_PACKED - _OFFICE):
            return ""
        if ending in _PICTURES and not any(sign in self.data for sign in _WRITTEN_ON):
            return ""
        if ending in _DOCUMENTS or (ending not in _TEXT and kind_of(self.data) not in _OURS):
            words = self.document_words(self.name, self.data)
            if words is None:
                raise SealedError(self.name)
            return words
        if len(self.data) > _MOST_TEXT:
            raise SealedError(self.name)
        text = decoded(self.data)
        if ending == ".ics":
            text = _FOLDED_LINE.sub("", text).replace("\\n", "\n").replace("\\", "")
        if ending in _MARKUP:
            text = _DRAWN.sub("", text)
        return without_escapes(text)

    @cached_property
    def words(self) -> list[str]:
        """Its words folded, those of its name included: "Tờ trình", "to-trinh" and "TỜ&nbsp;TRÌNH" are one."""
        return [*folded_words(self.name), *_words_of(self._spoken)]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Which words there are in `words`."""
        return frozenset(self.words)

    @cached_property
    def _spoken(self) -> str:
        """Its text without the tags between words, followed by what stands in the tags."""
        if _ending(self.name) not in _MARKUP:
            return self.text
        parts = _TAG_KEPT.split(self.text)
        return f"{' '.join(parts[::2])}\n{' '.join(parts[1::2])}"

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Every number of 7 to 15 digits in it, however its digits are written, in the national form."""
        return readings(self.name) | _numbers_of(self._spoken)

    @property
    def lines(self) -> str:
        """Its text, in lines as a reader sees them."""
        if _ending(self.name) in _LINES:
            return self.text
        return self.text.replace("<", "\n").replace(">", "\n").replace('"', "\n")


def contents(name: str, data: bytes, document_words: DocumentWords) -> Iterator[Content]:
    """Yield a file, and every file inside it.

    Raises:
        SealedError: something cannot be unpacked, or unpacks to more than it may.
    """
    yield from _contents(name, data, document_words, [max(LIMIT, 2 * len(data))], _DEPTH)


def _contents(  # noqa: PLR0913
    name: str,
    data: bytes,
    document_words: DocumentWords,
    left: list[int],
    depth: int,
    *,
    within: bool = False,
) -> Iterator[Content]:
    content = Content(name, data, document_words, within)
    yield content
    whole = within or (_ending(name) in _OFFICE and kind_of(data) in ("office", "zip"))
    for inner, packed in _inside(name, data, left):
        if not depth:
            raise SealedError(name)
        yield from _contents(inner, packed, document_words, left, depth - 1, within=whole)


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


# A document lies beside the archive that holds it, and says the same in both.
_numbers_of = lru_cache(8)(readings)


@lru_cache(8)
def _words_of(text: str) -> list[str]:
    return folded_words(text)


def folded_words(text: str) -> list[str]:
    """Return the words of `text` without case and marks."""
    parts = clean(text).split()
    long = [n for n, size in enumerate(map(len, parts)) if size > _LONGEST_KEPT]
    for n in reversed(long):
        parts[n : n + 1] = _WORD.findall(parts[n])
    return " ".join(map(_folded, parts)).split()


@lru_cache(1 << 16)
def _folded(part: str) -> str:
    """Return the words of what stands between two blanks."""
    words = _WORD.findall(part)
    return " ".join(word.lower() if word.isascii() else fold(word) for word in words)
