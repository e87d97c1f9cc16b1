"""The lines of a DOCX, taken from its own XML (ECMA-376 part 1, 17).

python-docx and mammoth leave out smart tags, text boxes, content controls or the numbers of lists; here each element is visited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from phonghop.documents.packed import refuse
from phonghop.importing.plain_text import raised
from phonghop.text.old_fonts import converted, is_old
from phonghop.text.problems import Unreadable

_SKIPPED = frozenset(
    {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "tblPr", "tcPr", "trPr", "sectPr"}
)
_TEXT_BOX = "txbxContent"
_COLUMN_GAP = "    "
_NUMBER = re.compile(r"\d")
"""How a row of a programme begins: with its hour or its number."""
_BULLET = "-"
_HEADED = 2
"""Columns of the table that a letter's heading or signature stands in."""
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
            parts = {
                name: _parsed(package, f"word/{name}.xml")
                for name in ("document", "numbering", "styles", "footnotes")
            }
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        raise Unreadable("PH701") from None
    if parts["document"] is None:
        raise Unreadable("PH701")
    walk = _Walk(_Numbering(parts["numbering"], parts["styles"]), _Typefaces(parts["styles"]))
    lines = [*walk.lines(parts["document"])]
    lines += walk.footnotes(parts["footnotes"])
    return DocxText(tuple(lines), walk.converted)


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
    """The numbers and bullets that Word draws before paragraphs, from ``numbering.xml`` and the styles."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        abstract = {_attribute(a, "abstractNumId"): a for a in _all(numbering, "abstractNum")}
        self._lists = {
            _attribute(n, "numId"): abstract.get(_attribute(_child(n, "abstractNumId"), "val"))
            for n in _all(numbering, "num")
        }
        self._of_style = {
            _attribute(s, "styleId"): (_child(s, "pPr", "numPr"), _attribute(_child(s, "basedOn"), "val"))
            for s in _all(styles, "style")
        }
        self._counts: dict[tuple[str, int], int] = {}

    def prefix(self, properties: etree._Element | None) -> str:
        """Return what stands before the paragraph with these properties, such as "1.2. " or "- "."""
        own = _child(properties, "numPr")
        style = _attribute(_child(properties, "pStyle"), "val")
        while own is None and style in self._of_style:
            own, style = self._of_style[style]
        number = _attribute(_child(own, "numId"), "val")
        levels = self._lists.get(number)
        if levels is None:
            return ""
        depth = int(_attribute(_child(own, "ilvl"), "val") or 0)
        level = next((x for x in _all(levels, "lvl") if _attribute(x, "ilvl") == str(depth)), None)
        if level is None:
            return ""
        if _attribute(_child(level, "numFmt"), "val") in ("bullet", "none"):
            return f"{_BULLET} " if _attribute(_child(level, "numFmt"), "val") == "bullet" else ""
        self._counts[number, depth] = self._counts.get((number, depth), self._start(levels, depth) - 1) + 1
        for deeper in range(depth + 1, 10):
            self._counts.pop((number, deeper), None)
        return self._written(levels, number, level) + " "

    def _start(self, levels: etree._Element, depth: int) -> int:
        level = next((x for x in _all(levels, "lvl") if _attribute(x, "ilvl") == str(depth)), None)
        return int(_attribute(_child(level, "start"), "val") or 1)

    def _written(self, levels: etree._Element, number: str, level: etree._Element) -> str:
        text = _attribute(_child(level, "lvlText"), "val")
        for depth in range(9):
            format_ = next((x for x in _all(levels, "lvl") if _attribute(x, "ilvl") == str(depth)), None)
            count = self._counts.get((number, depth), 1)
            text = text.replace(
                f"%{depth + 1}", _counted(count, _attribute(_child(format_, "numFmt"), "val"))
            )
        return text


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

    def lines(self, element: etree._Element) -> Iterator[str]:
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
        for row in (
            child for child in table.iter() if _name(child) == "tr" and _nearest(child, "tbl") is table
        ):
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
            if is_data:
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
        yield (self.numbering.prefix(properties) if text.strip() else "") + first
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
            elif name == "footnoteReference":
                yield raised(int(_attribute(child, "id") or 1))
            else:
                yield from self._runs(child, style)

    def _text(self, element: etree._Element, style: str) -> str:
        run = element.getparent()
        typeface = self.typefaces.of(run, style) if run is not None else ""
        self.converted = self.converted or is_old(typeface)
        return converted(element.text or "", typeface)

    def footnotes(self, notes: etree._Element | None) -> Iterator[str]:
        """Yield each footnote as a line that begins with its mark."""
        for note in _all(notes, "footnote"):
            text = " ".join(line.strip() for line in self.lines(note) if line.strip())
            if text and int(_attribute(note, "id") or 0) > 0:
                yield f"{raised(int(_attribute(note, 'id')))} {text}"


def _nearest(element: etree._Element, name: str) -> etree._Element | None:
    """Return the nearest element around `element` that has this name."""
    return next((above for above in element.iterancestors() if _name(above) == name), None)
