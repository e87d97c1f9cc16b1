"""The lines of a DOCX, taken from its own XML (ECMA-376 part 1, 17).

python-docx and mammoth leave out smart tags, text boxes, content controls or the numbers of lists; here each element is visited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from phonghop.documents.packed import refuse
from phonghop.importing.plain_text import raised
from phonghop.text.old_fonts import converted, is_old
from phonghop.text.problems import Unreadable

_GONE = ("del", "moveFrom")
_SKIPPED = frozenset(
    {*_GONE, "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr"}
)
_TEXT_BOX = "txbxContent"
_COLUMN_GAP = "    "
_NUMBER = re.compile(r"\d")
"""How a row of a programme begins: with its hour or its number."""
_BULLETS = ("-", "+", "*")
"""Bullets that tell how deep a line stands; any other is written as the first."""
_HEADED = 2
"""Columns of the table that a letter's heading or signature stands in."""
_SIGNED = 2
"""Rows of a table that several sign beside each other, at most."""
_SYMBOLS = {"lowerLetter": "abcdefghijklmnopqrstuvwxyz", "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class DocxText:
    """What a DOCX says: its lines, and whether some were set in an old typeface and converted."""

    lines: tuple[str, ...]
    converted: bool


def read(path: Path) -> DocxText:
    """Return what the DOCX at `path` says.

    Raises:
        Unreadable: PH416 it is no DOCX, PH701 it is damaged, PH702 it wants a password.
        ExceededError: it unpacks to too much.
    """
    try:
        with ZipFile(path) as package:
            refuse(package)
            if b"wordprocessingml.document" not in package.read("[Content_Types].xml"):
                raise Unreadable("PH416")
            main = _related(package, "", "officeDocument") or "word/document.xml"
            document, numbering, styles, footnotes, endnotes = (
                _parsed(package, part)
                for part in (
                    main,
                    *(
                        _related(package, main, kind)
                        for kind in ("numbering", "styles", "footnotes", "endnotes")
                    ),
                )
            )
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        raise Unreadable("PH701") from None
    if document is None:
        raise Unreadable("PH701")
    walk = _Walk(_Numbering(numbering, styles), _Typefaces(styles))
    lines = [*walk.lines(document)]
    lines += [*walk.notes("footnote", footnotes), *walk.notes("endnote", endnotes)]
    return DocxText(tuple(lines), walk.converted)


def _related(package: ZipFile, part: str, kind: str) -> str:
    """Return the name of the part of a `kind` that `part` leads to, or the package if it is empty: Word for the web numbers its parts."""
    folder, _, name = part.rpartition("/")
    for link in _all(_parsed(package, f"{folder}/_rels/{name}.rels".lstrip("/")), "Relationship"):
        if link.get("Type", "").endswith(f"/{kind}"):
            return normpath(join("/", folder, link.get("Target", ""))).lstrip("/")
    return ""


def _parsed(package: ZipFile, part: str) -> etree._Element | None:
    if part not in package.namelist():
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(package.read(part), parser)


def _name(element: etree._Element) -> str:
    """Return the element's name without namespace: the strict variant of the format has others."""
    return str(element.tag).rpartition("}")[2]


def _attribute(element: etree._Element | None, name: str) -> str:
    if element is None:
        return ""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def _child(element: etree._Element | None, *names: str) -> etree._Element | None:
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if _name(child) == name), None)
    return element


def _all(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (child for child in element.iter() if _name(child) == name) if element is not None else iter(())


class _Typefaces:
    """Which typeface a run is set in: its own, else its paragraph style's, else the default."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._of_style = {_attribute(style, "styleId"): _typeface(style) for style in _all(styles, "style")}
        self._default = _typeface(_child(styles, "docDefaults"))

    def of(self, run: etree._Element, style: str) -> str:
        own = _typeface(_child(run, "rPr"))
        return own or self._of_style.get(style, "") or self._default


def _typeface(element: etree._Element | None) -> str:
    return _attribute(next(_all(element, "rFonts"), None), "ascii")


class _Numbering:
    """The numbers and bullets that Word draws before paragraphs, from ``numbering.xml`` and the styles (17.9)."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._of_style = {
            _attribute(s, "styleId"): (_child(s, "pPr", "numPr"), _attribute(_child(s, "basedOn"), "val"))
            for s in _all(styles, "style")
        }
        self._abstract = {_attribute(a, "abstractNumId"): a for a in _all(numbering, "abstractNum")}
        self._lists = {_attribute(n, "numId"): n for n in _all(numbering, "num")}
        # Lists of one definition count on from each other.
        self._counts: dict[tuple[str, int], int] = {}
        self._restarted: set[tuple[str, int]] = set()

    def prefix(self, properties: etree._Element | None) -> str:
        """Return what stands before the paragraph with these properties, such as "1.2. " or "- "."""
        number, depth, style = self._place(properties)
        if number not in self._lists:
            return ""
        definition, levels, starts = self._levels(number)
        if depth < 0:
            depth = next((n for n, x in levels.items() if _value(x, "pStyle") == style), 0)
        level = levels.get(depth)
        if level is None:
            return ""
        self._count(number, definition, depth, levels, starts.get(depth))
        form, text = _value(level, "numFmt"), _value(level, "lvlText")
        if form == "bullet":
            return f"{text if text in _BULLETS else _BULLETS[0]} "
        is_plain = _child(level, "isLgl") is not None
        for n, other in levels.items():
            form = "decimal" if is_plain else _value(other, "numFmt")
            text = text.replace(f"%{n + 1}", _counted(self._counts.get((definition, n), 0), form))
        return f"{text} " if text.strip() else ""

    def _count(
        self,
        number: str,
        definition: str,
        depth: int,
        levels: Mapping[int, etree._Element],
        start: int | None,
    ) -> None:
        """Count an item of a list at its depth, from `start` if the list begins anew there."""
        own = definition, depth
        if start is not None and (number, depth) not in self._restarted:
            self._restarted.add((number, depth))
            self._counts[own] = start
        elif own in self._counts:
            self._counts[own] += 1
        for n, level in levels.items():
            if n <= depth:
                # A level that was left out counts as begun.
                self._counts.setdefault((definition, n), int(_value(level, "start") or 0))
            elif _value(level, "lvlRestart") != "0":
                self._counts.pop((definition, n), None)

    def _place(self, properties: etree._Element | None) -> tuple[str, int, str]:
        """Return the list of a paragraph, its depth in it (-1: the style's own) and the style that puts it there."""
        own, style, depth = _child(properties, "numPr"), "", ""
        base = _value(properties, "pStyle")
        seen: set[str] = set()
        while True:
            depth = depth or _value(own, "ilvl")
            if (number := _value(own, "numId")) or base in seen or base not in self._of_style:
                return number, int(depth or (-1 if style else 0)), style
            seen.add(base)
            style = base
            own, base = self._of_style[base]

    def _levels(self, number: str) -> tuple[str, dict[int, etree._Element], dict[int, int]]:
        """Return a list's definition, its levels, and where it starts anew."""
        definition = _value(self._lists[number], "abstractNumId")
        linked = self._of_style.get(_value(self._abstract.get(definition), "numStyleLink"), (None, ""))[0]
        if _value(linked, "numId") in self._lists:
            definition = _value(self._lists[_value(linked, "numId")], "abstractNumId")
        levels = {_depth(level): level for level in _all(self._abstract.get(definition), "lvl")}
        starts = {}
        for override in _all(self._lists[number], "lvlOverride"):
            levels |= {_depth(level): level for level in _all(override, "lvl")}
            if start := _value(override, "startOverride"):
                starts[_depth(override)] = int(start)
        return definition, levels, starts


def _value(element: etree._Element | None, name: str) -> str:
    """Return the value of the child called `name`."""
    return _attribute(_child(element, name), "val")


def _depth(level: etree._Element) -> int:
    return int(_attribute(level, "ilvl") or 0)


def _counted(count: int, form: str) -> str:
    if form in _SYMBOLS:
        return _SYMBOLS[form][(count - 1) % 26]
    if form in ("upperRoman", "lowerRoman"):
        roman = ""
        for size, sign in _ROMAN:
            while count >= size:
                roman, count = roman + sign, count - size
        return roman.upper() if form == "upperRoman" else roman
    return f"{count:02d}" if form == "decimalZero" else str(count)


@dataclass(slots=True)
class _Walk:
    """One way through a document; `converted` turns true when an old typeface was met."""

    numbering: _Numbering
    typefaces: _Typefaces
    converted: bool = False
    _boxes: list[etree._Element] = field(default_factory=list)
    _marks: dict[tuple[str, str], int] = field(default_factory=dict)

    def lines(self, element: Iterable[etree._Element]) -> Iterator[str]:
        """Yield the lines of `element`: paragraphs, cells of tables one after the other, text boxes after their paragraph."""
        for child in element:
            name = _name(child)
            if name in _SKIPPED:
                continue
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            else:
                yield from self.lines(child)

    def _table(self, table: etree._Element) -> Iterator[str]:
        is_data = False
        rows = [child for child in table.iter() if _name(child) == "tr" and _nearest(child, "tbl") is table]
        for row in rows:
            cells = [child for child in row.iter() if _name(child) == "tc" and _nearest(child, "tr") is row]
            columns = [[line for line in self.lines(cell) if line.strip()] for cell in cells]
            if all(len(column) <= 1 for column in columns):
                # Three short cells side by side head a table of data, not a letter.
                is_data = is_data or len([column for column in columns if column]) > _HEADED
                yield _COLUMN_GAP.join(line.strip() for column in columns for line in column)
                continue
            if len(columns[0]) == 1 and _NUMBER.match(columns[0][0].strip()):
                # A row of a programme: what a cell says in more lines stands under the row.
                yield _COLUMN_GAP.join(column[0].strip() for column in columns if column)
                yield from (f"{2 * _COLUMN_GAP}{line.strip()}" for column in columns for line in column[1:])
                continue
            if is_data := is_data or (len(rows) > _SIGNED and sum(map(bool, columns)) > _HEADED):
                yield _COLUMN_GAP.join(" ".join(map(str.strip, column)) for column in columns if column)
                continue
            # A heading or signature beside another: its columns are read one after the other.
            for column in columns:
                yield from column
            yield ""

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = _child(paragraph, "pPr")
        style = _attribute(_child(properties, "pStyle"), "val")
        text = "".join(self._runs(paragraph, style))
        first, *more = text.split("\n")
        is_gone = not text.strip() and any(_child(properties, "rPr", gone) is not None for gone in _GONE)
        prefix = "" if is_gone else self.numbering.prefix(properties)
        # A cell may hold nothing but the number that Word draws.
        yield first if not text.strip() and prefix.strip() in _BULLETS else prefix + first
        yield from more
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.lines(box)

    def _runs(self, element: etree._Element, style: str) -> Iterator[str]:
        for child in element:
            name = _name(child)
            if name in _SKIPPED:
                continue
            if name == _TEXT_BOX:
                self._boxes.append(child)
            elif name == "t":
                yield self._text(child, style)
            elif name in ("tab", "ptab"):
                yield _COLUMN_GAP
            elif name in ("br", "cr"):
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name in ("footnoteReference", "endnoteReference"):
                mark = name.removesuffix("Reference"), _attribute(child, "id")
                yield raised(self._marks.setdefault(mark, len(self._marks) + 1))
            else:
                yield from self._runs(child, style)

    def _text(self, element: etree._Element, style: str) -> str:
        run = element.getparent()
        typeface = self.typefaces.of(run, style) if run is not None else ""
        self.converted = self.converted or is_old(typeface)
        return converted(element.text or "", typeface)

    def notes(self, kind: str, notes: etree._Element | None) -> Iterator[str]:
        """Yield each footnote or endnote that the text refers to, as a line that begins with its mark."""
        texts = {_attribute(note, "id"): note for note in _all(notes, kind)}
        for (_, name), number in [mark for mark in self._marks.items() if mark[0][0] == kind]:
            if text := " ".join(line.strip() for line in self.lines(texts.get(name, ())) if line.strip()):
                yield f"{raised(number)} {text}"


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    """Return the nearest element around `element` that has this name."""
    return next((above for above in element.iterancestors() if _name(above) == name), None)
