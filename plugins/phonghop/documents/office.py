"""What a file of Office (DOCX, XLSX, PPTX) holds: a ZIP of XML parts (ECMA-376)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from phonghop.confined.limits import ExceededError
from phonghop.documents import limits, words
from phonghop.documents.packed import refuse
from phonghop.documents.reading_copy import convert
from phonghop.documents.records import Contents, Finding
from phonghop.documents.report import write_report
from phonghop.text.problems import Unreadable

_BREAKS = frozenset({"p", "br", "cr", "si", "tr"})
_REVISIONS = frozenset(
    {
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
    }
)
"""Elements of WordprocessingML that record a change somebody has still to accept (ECMA-376 part 1, 17.13.5)."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of Office file.

    Attributes:
        main: what its main part is called in the list of parts.
        text: which parts have its words.
        comments: which parts have comments.
        comment: what an element is called that is one.
        paged: whether each part of its words is a page.
    """

    main: str
    text: re.Pattern[str]
    comments: re.Pattern[str]
    comment: str
    paged: bool = False


_KINDS = {
    ".docx": _Kind(
        "wordprocessingml.document.main+xml",
        re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml"),
        re.compile(r"word/comments\.xml"),
        "comment",
    ),
    # A thread of Excel 365 is there once more as a note, for older programs; notes alone are counted.
    ".xlsx": _Kind(
        "spreadsheetml.sheet.main+xml",
        re.compile(r"xl/sharedStrings\.xml"),
        re.compile(r"xl/comments(?:\d*|/comment\d*)\.xml"),
        "comment",
    ),
    ".pptx": _Kind(
        "presentationml.presentation.main+xml",
        re.compile(r"ppt/slides/slide(\d+)\.xml"),
        re.compile(r"ppt/comments/[^/]+\.xml"),
        "cm",
        paged=True,
    ),
}


def report_office(file: str, report: Path) -> None:
    """Write what the Office file `file` holds: a job for a confined process."""
    write_report(read_office, file, report)


def read_office(path: Path) -> Contents:
    """Return what the Office file at `path` holds.

    Raises:
        Unreadable: PH416 it is of another kind than its ending says, PH701 it is damaged, PH702 it wants a password.
        ExceededError: it unpacks to too much.
    """
    kind = _KINDS[path.suffix.lower()]
    try:
        with ZipFile(path) as package:
            refuse(package)
            if kind.main.encode() not in package.read("[Content_Types].xml"):
                raise Unreadable("PH416")
            text = _text(package, kind)
            found = [*words.findings(text, _links(package)), *_leftovers(package, kind)]
    except (BadZipFile, KeyError, ET.ParseError):
        raise Unreadable("PH701") from None
    reading_copy = convert(path) if path.suffix.lower() == ".docx" else ""
    return Contents(text=text, reading_copy=reading_copy, findings=tuple(found))


def _leftovers(package: ZipFile, kind: _Kind) -> Iterator[Finding]:
    """Yield what its makers left in the file."""
    if any(name.endswith("vbaProject.bin") for name in package.namelist()):
        yield Finding("PH703", {"actions": ["VBA"]})
    if changes := sum(local in _REVISIONS for local in _names(package, "word/document.xml")):
        yield Finding("PH704", {"count": changes})
    parts = filter(kind.comments.fullmatch, package.namelist())
    if comments := sum(local == kind.comment for part in parts for local in _names(package, part)):
        yield Finding("PH705", {"count": comments})
    if authors := _authors(package):
        yield Finding("PH706", {"names": authors})


def _text(package: ZipFile, kind: _Kind) -> tuple[str, ...]:
    """Return the words: a slide at a time in their order, everything else as one."""
    named = [match for name in package.namelist() if (match := kind.text.fullmatch(name))]
    if kind.paged:
        named.sort(key=lambda match: int(match[1]))
    parts = []
    for match in named:
        with package.open(match[0]) as stream:
            parts.append(words.clean("".join(_words(stream))))
    if sum(map(len, parts)) > limits.TEXT:
        raise ExceededError
    return tuple(parts) if kind.paged else ("\n".join(filter(None, parts)),)


def _words(stream: IO[bytes]) -> Iterator[str]:
    """Yield the words of a part. Word writes a text box twice, the second time as a fallback for older programs."""
    fallbacks = 0
    for event, local, element in _elements(stream):
        if local == "Fallback":
            fallbacks += 1 if event == "start" else -1
        elif local in _BREAKS:
            yield "\n"
        elif event == "end" and not fallbacks:
            if local == "t":
                yield element.text or ""
            elif local == "tab":
                yield "\t"


def _elements(stream: IO[bytes]) -> Iterator[tuple[str, str, ET.Element]]:
    """Yield ("start" or "end", name without namespace, element) of a part, forgetting each element once it has ended.

    The strict variant of the format has other namespaces, hence names without.
    """
    # Entities that grow are stopped by expat (2.4.1 and later) and by this process' own limits.
    for event, element in ET.iterparse(stream, events=("start", "end")):  # noqa: S314
        yield event, element.tag.rpartition("}")[2], element
        if event == "end":
            element.clear()


def _names(package: ZipFile, part: str) -> Iterator[str]:
    """Yield the names of all elements of a part, which need not be there."""
    if part in package.namelist():
        with package.open(part) as stream:
            yield from (local for event, local, _ in _elements(stream) if event == "start")


def _authors(package: ZipFile) -> list[str]:
    """Return who made and who last changed the file, from its core properties (ECMA-376 part 2, 11)."""
    if "docProps/core.xml" not in package.namelist():
        return []
    with package.open("docProps/core.xml") as stream:
        said = [
            words.clean(element.text or "")
            for event, local, element in _elements(stream)
            if event == "end" and local in ("creator", "lastModifiedBy")
        ]
    return list(dict.fromkeys(filter(None, said)))


def _links(package: ZipFile) -> Iterable[str]:
    """Yield the addresses outside the file that its parts lead to."""
    for part in package.namelist():
        if part.endswith(".rels"):
            with package.open(part) as stream:
                for event, _, element in _elements(stream):
                    if event == "end" and element.get("TargetMode") == "External":
                        yield element.get("Target", "")
