"""The words of one XML part of an office file, by what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import IO
from xml.etree import ElementTree as ET

from phonghop.documents.sheets import header_parts

_BREAKS = frozenset({"p", "br", "cr", "si", "tr", "h", "table-row", "line-break", "rt", "rubyBase"})
_IN_LINE = frozenset(
    {"span", "a", "tab", "s", "bookmark", "bookmark-start", "bookmark-end", "soft-page-break"}
)
_SPOKEN = frozenset(
    {
        "string",
        "title",
        "descr",
        "alt",
        "author",
        "initials",
        "displayName",
        "tooltip",
        "prompt",
        "promptTitle",
        "error",
    }
    | {"errorTitle", "displayText", "caption"}
)
"""Attributes that hold words for people."""
OFF = frozenset({"0", "false", "off", "none"})
DDE = re.compile(r"(?i)\bdde(?:auto)?\b\s+\S|^[=+@-]?\s*['\"]?[\w.]+['\"]?\|['\"]")


FETCHING = re.compile(
    r"(?i)\b(?:INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|RD|INCLUDEPICTURE(?=.{0,999}\\d))\b(?:\s{1,9}[\w.]{1,40}){0,2}[\"'\s]{1,20}"
    r"(?:https?:|ftp:|\\\\)|\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER(?:\.ID)?)\("
)
"""Fields and formulas that fetch something when they are shown: a picture only where the document does not keep it (``\\d``)."""


class Words:
    """The words of one XML part, by what they are."""

    def __init__(self, name: str, stream: IO[bytes], capitals: frozenset[str]) -> None:
        self._stream = stream
        self._capitals = capitals
        # Where text may stand in any element: OpenDocument, properties, data of forms, old drawings.
        self._everywhere = not name.startswith(("word/", "ppt/", "xl/")) or name.endswith(".vml")
        self._sheet = bool(re.fullmatch(r"xl/(?:worksheets|macrosheets)/.*|xl/sharedStrings\.xml", name))
        self._text: list[str] = []
        self._columns: list[str] = []
        self._beside: list[str] = []
        self._deleted: list[str] = []
        self._fields: list[str] = []
        self._names: list[str] = []
        self._other: list[str] = []
        self._attributes: list[str] = []
        self._counts: dict[str, int] = {}
        self.authors: list[str] = []
        self.loaded: list[tuple[str, str]] = []
        self.has_dde = False
        self.asks_at_opening = False

    text = property(lambda self: "".join(self._text))
    columns = property(lambda self: "\n".join(self._columns))
    beside = property(lambda self: "\n".join(self._beside))
    deleted = property(lambda self: "".join(self._deleted))
    fields = property(lambda self: "".join(self._fields))
    names = property(lambda self: "\n".join(self._names))
    other = property(lambda self: "\n".join(self._other))
    attributes = property(lambda self: "\n".join(self._attributes))

    def count(self, local: str) -> int:
        """Return how many elements have that name."""
        return self._counts.get(local, 0)

    def read(self) -> None:
        """Read the part to its end."""
        if self._everywhere:
            parser = ET.XMLParser(target=_Flow(self))  # noqa: S314 as in `elements`
            parser.feed(self._stream.read())
            parser.close()
        else:
            self._read_runs()

    def start(self, local: str, element: Mapping[str, str]) -> None:
        """Count an element and take its attributes."""
        self._counts[local] = self._counts.get(local, 0) + 1
        self._take_attributes(local, element)

    def flow(self, text: str) -> None:
        """Take text as it comes."""
        self._text.append(text)

    def _read_runs(self) -> None:  # noqa: C901, PLR0912 one state, and every element that changes it
        fallbacks, capital, paragraph_capital, in_run = 0, False, False, False
        table = _Table(self._text)
        for event, local, element in elements(self._stream):
            if not local:
                self._beside.append(element.text or "")  # a comment
                continue
            if local in ("tbl", "tr", "tc", "gridSpan"):
                self._columns += table.take(event, local, element.attrib)
            if event == "start":
                self.start(local, element.attrib)
                if local == "Fallback":
                    fallbacks += 1
                elif local == "r":
                    in_run, capital = True, False
                elif local in ("caps", "smallCaps") and in_run:
                    capital = capital or attribute_of(element, "val") not in OFF
                elif local == "rStyle" or (local == "rPr" and element.get("cap", "none") not in OFF):
                    capital = capital or local == "rPr" or attribute_of(element, "val") in self._capitals
                elif local == "pStyle":
                    paragraph_capital = attribute_of(element, "val") in self._capitals
                if local in _BREAKS:
                    self._break(fallbacks)
                continue
            if local == "Fallback":
                fallbacks -= 1
            elif local == "r":
                in_run = False
            text = element.text or ""
            if local == "p":
                paragraph_capital = False
            if local in ("t", "delText", "instrText"):
                shown = text.upper() if capital or paragraph_capital else text
                kind = {"t": self._beside if fallbacks else self._text, "delText": self._deleted}
                if not self._sheet:
                    kind.get(local, self._fields).append(shown)
            elif local == "tab":
                self._text.append("\t")
            elif local == "noBreakHyphen":
                self._text.append("-")
            elif local == "sym":
                self._text.append(_symbol(attribute_of(element, "char")))
            elif text.strip() and not (self._sheet and local == "v"):
                self._element(local, text)
            if local in _BREAKS and not fallbacks:
                self._text.append("\n")

    def _break(self, fallbacks: int) -> None:
        if not fallbacks:
            self._text.append("\n")
        for lines in (self._deleted, self._fields):
            if lines and lines[-1] != "\n":
                lines.append("\n")

    def _element(self, local: str, text: str) -> None:
        """Take the text of an element that is no run of words: a formula, a sheet's header, a name."""
        if local.endswith(("Header", "Footer")) and local[:3] in ("odd", "eve", "fir"):
            self._beside += header_parts(text)
        elif local in ("formula1", "formula2") and text.startswith('"'):
            self._beside += text.strip('"').split(",")
        else:
            self.has_dde = self.has_dde or (
                local in ("f", "formula1", "definedName") and bool(DDE.match(text))
            )
            self._other.append(text)

    def _take_attributes(self, local: str, element: Mapping[str, str]) -> None:
        self.has_dde = self.has_dde or local == "ddeLink"
        self.asks_at_opening = (
            self.asks_at_opening or local == "webPr" or element.get("refreshOnLoad", "0") not in OFF
        )
        for name, value in element.items():
            attribute = name.rpartition("}")[2]
            if attribute == "href" and local != "a":
                self.loaded.append((local, value))
            if attribute == "name" and local in ("sheet", "bookmarkStart", "table", "definedName"):
                self._names.append(value)
            elif attribute == "instr":
                self._fields.append(f"{value}\n")
            elif attribute in _SPOKEN or not value.isascii():
                self._beside.append(value)
            elif len(value) > 2 and (" " in value or ":" in value or sum(map(str.isdigit, value)) > 6):
                self._attributes.append(value)


class _Table:
    """Puts the cells of the outermost table below each other, column by column: rows may be the lines of a page."""

    def __init__(self, text: Sequence[str]) -> None:
        self._text = text
        self._depth = self._rows = self._column = self._begin = 0
        self._cells: dict[int, list[str]] = {}

    def take(self, event: str, local: str, element: Mapping[str, str]) -> Iterator[str]:
        """Take the start or end of a table, row or cell; yield the columns of a table that has several, of several rows."""
        if local == "tbl":
            self._depth += 1 if event == "start" else -1
        if self._depth > 1:
            return
        if local == "gridSpan" and event == "start":
            span = attribute_of(element, "val")
            self._column += int(span) - 1 if re.fullmatch(r"[1-9]\d?", span) else 0
        elif local == "tr" and event == "start":
            self._rows, self._column = self._rows + 1, 0
        elif local == "tc" and event == "start":
            self._begin = len(self._text)
        elif local == "tc":
            self._cells.setdefault(self._column, []).append("".join(self._text[self._begin :]).strip())
            self._column += 1
        elif local == "tbl" and not self._depth:
            if self._rows > 1 and len(self._cells) > 1:
                yield from ("\n".join(filter(None, cells)) for cells in self._cells.values())
            self._rows, self._cells = 0, {}


class _Flow:
    """Takes the text of a part in which any element may hold some, a line for each paragraph, property or field."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = tag.rpartition("}")[2]
        self._words.start(local, attributes)
        self._text = []
        if local in ("tab", "s"):
            self._words.flow("\t" if local == "tab" else " ")

    def data(self, text: str) -> None:
        self._text.append(text)
        self._words.flow(text)

    def end(self, tag: str) -> None:
        local = tag.rpartition("}")[2]
        if local in ("creator", "lastModifiedBy"):
            self._words.authors.append("".join(self._text))
        if local not in _IN_LINE:
            self._words.flow("\n")

    def comment(self, text: str) -> None:
        self._words.flow(f"\n{text}\n")

    def close(self) -> None:
        """Be what a parser's target has to be."""


def elements(stream: IO[bytes]) -> Iterator[tuple[str, str, ET.Element]]:
    """Yield ("start", "end" or "comment", name without namespace, element) of a part, forgetting each element once it has ended.

    The strict variant of the format has other namespaces, hence names without.
    """
    # Entities that grow are stopped by expat (2.4.1 and later) and by this process' own limits.
    for event, element in ET.iterparse(stream, events=("start", "end", "comment")):  # noqa: S314
        yield event, element.tag.rpartition("}")[2] if event != "comment" else "", element
        if event == "end":
            element.clear()


def _symbol(code: str) -> str:
    """Return a character that is named by its number; those of symbol fonts stand in the private area from F000 on."""
    number = int(code, 16) if re.fullmatch(r"[0-9a-fA-F]{1,5}", code) else 0
    return chr(number & 0xFF if 0xF000 <= number <= 0xF0FF else number)


def attribute_of(element: ET.Element | Mapping[str, str], local: str) -> str:
    """Return the attribute with that name, in whatever namespace; empty where there is none."""
    return next((value for name, value in element.items() if name.rpartition("}")[2] == local), "")
