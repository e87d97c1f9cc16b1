"""A last look at the finished bytes: nothing internal or not yet released may be in them, whatever path it took."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from phonghop.portal import Portal
from phonghop.portal.release import as_of, held
from phonghop.text.folding import fold
from phonghop.text.problems import Place, Problem

_SEPARATORS = re.compile(r"[\s.\-()]")
_TEXT = frozenset(
    {
        ".html",
        ".json",
        ".xml",
        ".txt",
        ".ics",
        ".svg",
        ".js",
        ".css",
        ".md",
        ".csv",
        ".tsv",
        ".webmanifest",
        "",
    }
)
_ARCHIVES = frozenset({".zip", ".docx", ".xlsx", ".pptx"})
_WINDOW = 48
_WINDOWS = 16


@dataclass(frozen=True, slots=True)
class Canary:
    """Something that must not be in any output.

    Attributes:
        shown: how the problem names it.
        place: where it is written.
        digits: a phone number's digits, found however they are grouped.
        words: folded text, found with or without its marks.
        windows: pieces of a file's bytes.
    """

    shown: str
    place: Place
    digits: str = ""
    words: str = ""
    windows: tuple[bytes, ...] = ()


def canaries(portal: Portal, now: datetime) -> tuple[Canary, ...]:
    """Return what must not be published: internal contacts' numbers, documents held back at `now`."""
    return (*_numbers(portal), *_held(portal, now))


def _numbers(portal: Portal) -> Iterator[Canary]:
    for folder in portal.folders:
        for n, contact in enumerate(folder.meeting.contacts):
            if contact.visibility == "public":
                continue
            for name, number in (("phone", contact.phone), ("zalo", contact.zalo)):
                if number:
                    yield Canary(number, folder.place("contacts", n, name), digits=re.sub(r"\D", "", number))


def _held(portal: Portal, now: datetime) -> Iterator[Canary]:
    found = tuple(held(portal, now))
    public = _public_files(portal, now) if found else ()
    for folder, n, document in found:
        place = folder.place("documents", n)
        if not document.announce:
            yield Canary(document.name, place, words=fold(document.name))
        if document.file:
            pieces = _pieces(folder.paths[document.file].read_bytes())
            yield Canary(
                document.file, place, windows=tuple(p for p in pieces if not any(p in o for o in public))
            )


def _public_files(portal: Portal, now: datetime) -> tuple[bytes, ...]:
    """Return the bytes of every document that may be seen at `now`."""
    folders = as_of(portal, now).folders
    return tuple(f.paths[d.file].read_bytes() for f in folders for d in f.meeting.documents if d.file)


def _pieces(data: bytes) -> Iterator[bytes]:
    """Yield pieces spread over a file, but for its beginning, which is the same in every file of its kind."""
    step = max(1, (len(data) - _WINDOW) // _WINDOWS)
    return (data[i : i + _WINDOW] for i in range(step, max(step + 1, len(data) - _WINDOW), step))


def leaks(site: Path, forbidden: tuple[Canary, ...]) -> Iterator[Problem]:
    """Yield a problem for each canary that an output file below `site` holds, archives unpacked."""
    if not forbidden:
        return
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        for found in _contents(path.relative_to(site).as_posix(), path.read_bytes()):
            for canary in forbidden:
                if found.holds(canary):
                    yield Problem(canary.place, "PH801", {"canary": canary.shown, "output": found.name})


@dataclass(frozen=True)
class _Content:
    """One file's bytes, and its text in the forms that canaries are looked for in."""

    name: str
    data: bytes

    def holds(self, canary: Canary) -> bool:
        """Return whether the canary is here, in any form."""
        # Fonts and other fixed parts are shared by innocent files: half of a file's own bytes must be here.
        if canary.windows and 2 * sum(w in self.data for w in canary.windows) >= len(canary.windows):
            return True
        if canary.digits and canary.digits in self._ungrouped:
            return True
        return bool(canary.words) and canary.words in self._folded

    @cached_property
    def _text(self) -> str:
        return self.data.decode("utf-8", "replace") if Path(self.name).suffix.lower() in _TEXT else ""

    @cached_property
    def _ungrouped(self) -> str:
        return _SEPARATORS.sub("", self._text)

    @cached_property
    def _folded(self) -> str:
        return fold(self._text) + fold(_unescaped(self._text))


def _contents(name: str, data: bytes) -> Iterator[_Content]:
    """Yield a file, and every file inside it."""
    yield _Content(name, data)
    ending = Path(name).suffix.lower()
    if ending == ".gz":
        yield from _contents(name.removesuffix(".gz"), gzip.decompress(data))
    elif ending in _ARCHIVES and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from _contents(f"{name}/{inner}", archive.read(inner))


def _unescaped(text: str) -> str:
    """Return `text` with JSON's escapes undone, as search indexes write letters that are not ASCII."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
