"""Pages written by hand: what the host would publish or pass over without a word, told instead.

The host follows symbolic links, drops a page's header that it cannot parse, publishes what editors leave behind, and
takes minutes over a line of brackets. None of that is seen in its output before somebody else sees it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from phonghop.portal.obstacles import entries_below
from phonghop.source import MAX_BYTES, read
from phonghop.text.folding import nfc
from phonghop.text.problems import Place, Problem
from phonghop.text.secrecy_marks import marks_in

LEFTOVERS = ("~$*", "~*.tmp", "*.bak", "*.orig", "*.swp", "*~", "Thumbs.db", "desktop.ini", "*.pyc", "*.lnk")
"""Names of files that programs leave behind: never published."""

_MANY = 1_000
_DEEPEST = 20
_BLOCK = re.compile(r"\n[ \t]*\n")
_SIGNS = "[(`*!"
_DEEP = re.compile(rf"^(?: {{{4 * _DEEPEST},}}|\t{{{_DEEPEST},}}| *(?:> ?){{{_DEEPEST},}})\S", re.MULTILINE)
_FENCED = re.compile(r"^(?P<fence>```|~~~)[^\n`]*\n.*?^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL)
_HEADER = re.compile(r"\s*---[ \t]*\n")
_HEADER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"[*_#>|`]|<[^<>]*>")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_UNNAMEABLE = re.compile(r'[<>:"\\|?*%#]|[ .]$|^ ')


def files_by_hand(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the files below `folder`, whose last name begins the places of problems."""
    seen: dict[str, str] = {}
    for path, code in entries_below(folder):
        name = path.relative_to(folder).as_posix()
        shown = name.encode("utf-8", "backslashreplace").decode()
        place = Place(f"{folder.name}/{shown}")
        same = unicodedata.normalize("NFKC", shown).casefold()
        if code:
            yield Problem(place, code, {"file": shown})
        elif shown != name:
            yield Problem(place, "PH417", {"file": shown})
        elif is_leftover(name):
            yield Problem(place, "PH419", {"file": shown})
        elif not _is_nameable(path.name):
            seen_by_nobody = not shown.isprintable()
            told = shown.encode("unicode_escape").decode() if seen_by_nobody else shown
            yield Problem(Place(f"{folder.name}/{told}"), "PH418", {"file": told})
        elif seen.setdefault(same, name) != name:
            yield Problem(place, "PH427", {"file": nfc(shown), "other": nfc(seen[same])})
        elif not path.is_dir():
            yield from _file(path, place)


def templates_by_hand(folder: Path, name: str) -> Iterator[Problem]:
    """Yield a problem for each template below `folder` that is not UTF-8 or cannot be read; `name` begins the places of problems."""
    for path, code in entries_below(folder):
        place = Place(f"{name}/{path.relative_to(folder).as_posix()}")
        if code in ("PH117", "PH450"):
            yield Problem(place, code, {"file": path.name})
        elif path.suffix == ".html" and path.is_file():
            try:
                path.read_text("utf-8")
            except UnicodeDecodeError as error:
                yield Problem(Place(place.file, error.object.count(b"\n", 0, error.start) + 1), "PH101")
            except OSError:
                yield Problem(place, "PH117", {"file": path.name})


def is_leftover(name: str) -> bool:
    """Return whether the file `name` was left behind by a program."""
    return any(PurePosixPath(name).match(pattern) for pattern in LEFTOVERS)


def _is_nameable(name: str) -> bool:
    """Return whether every file system and every server takes `name` for what it looks like."""
    return name.isprintable() and not _RESERVED.fullmatch(name) and not _UNNAMEABLE.search(name)


def _file(path: Path, place: Place) -> Iterator[Problem]:
    """Yield why a file cannot be read, else what is wrong with it if it is a page."""
    is_page = path.suffix.lower() == ".md"
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1 if is_page else 0)
    except OSError:
        yield Problem(place, "PH117", {"file": place.file})
        return
    if is_page:
        yield from _page(data, place, path.stat().st_size)


def _page(data: bytes, place: Place, size: int) -> Iterator[Problem]:
    """Yield what is wrong with the source of a page, line ends and byte order mark aside."""
    if len(data) > MAX_BYTES:
        yield Problem(place, "PH102", {"bytes": size, "limit": MAX_BYTES})
        return
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        yield Problem(Place(place.file, data.count(b"\n", 0, error.start) + 1), "PH101")
        return
    if (line := _too_complicated(text)) is not None:
        yield Problem(Place(place.file, line), "PH421")
        return
    yield from _header(text, place.file)
    # What is certain stops the build, wherever it came from.
    for number, words in enumerate(text.split("\n"), 1):
        marks = marks_in(_MARKUP.sub(" ", words))
        if marks.possible:
            yield Problem(Place(place.file, number), "PH430", {"marks": [*marks.possible]})


def _too_complicated(text: str) -> int | None:
    """Return the line of what the host needs minutes for: time grows with the square of signs in one block."""
    # What stands between fences is shown as it is, so its indentation nests nothing.
    nesting = _FENCED.sub(lambda fenced: "\n" * fenced[0].count("\n"), text)
    if deep := _DEEP.search(nesting):
        return nesting.count("\n", 0, deep.start()) + 1
    begin = 0
    for end in (*(match.end() for match in _BLOCK.finditer(text)), len(text)):
        if any(text.count(sign, begin, end) >= _MANY for sign in _SIGNS):
            return text.count("\n", 0, begin) + 1
        begin = end
    return None


def _header(text: str, file: str) -> Iterator[Problem]:
    """Yield what is wrong with the header of a page: the host drops one that it cannot read."""
    begin = _HEADER.match(text)
    if not begin:
        return
    lines_above = text.count("\n", 0, begin.end())
    end = _HEADER_END.search(text, begin.end())
    if text[:3] != "---" or end is None:
        # A page may begin with a rule; it is a header if keys follow.
        if re.match(r"\w+[ \t]*:", text[begin.end() :]):
            yield Problem(Place(file, lines_above), "PH422")
        return
    block = text[begin.end() : end.start()]
    if block.strip():
        _, problems = read(block.encode(), file)
        for found in problems:
            place = Place(file, found.place.line + lines_above, found.place.column)
            values = dict(found.values)
            if isinstance(first := values.get("first"), int):
                values["first"] = first + lines_above
            yield Problem(place, found.code, values)
