"""What an office file (DOCX, XLSX, PPTX, ODF) says and does: a ZIP of XML parts (ECMA-376, ISO/IEC 26300)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import IO
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import mammoth

from phonghop.documents.packed import refuse
from phonghop.documents.parts import DDE, FETCHING, OFF, Words, attribute_of, elements
from phonghop.documents.reading import Reading, kind_of
from phonghop.documents.records import Where
from phonghop.documents.workbook import Workbook
from phonghop.text.characters import clean
from phonghop.text.problems import Unreadable

READING_COPY = 5_000_000
"""Characters of HTML; a phone needs seconds for more."""
RUNS = 30_000
"""Paragraphs and runs of words in a DOCX with a reading copy: some 400 pages, whose conversion takes 4 s."""
_FEW_WORDS, _SCAN = 100, 20_000
"""Characters of a file whose words are no caption of its picture, and bytes of a picture that may be a scan."""
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
_TYPES = "[Content_Types].xml"
_MAIN = {
    ".docx": "wordprocessingml.document.main+xml",
    ".xlsx": "spreadsheetml.sheet.main+xml",
    ".pptx": "presentationml.presentation.main+xml",
}
"""What the main part is called in the list of parts."""
_WHERE: Sequence[tuple[re.Pattern[str], Where]] = (
    (re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml|ppt/slides/slide\d+\.xml"), "page"),
    (re.compile(r".*/(?:header|footer)\d*\.xml|ppt/slide(?:Masters|Layouts)/[^/]+\.xml"), "margin"),
    (re.compile(r".*/(?:charts|diagrams|drawings)/[^/]+\.(?:xml|vml)"), "margin"),
    (re.compile(r".*(?:[cC]omment|notesSlide|people|glossary|commentAuthors|persons/).*\.xml"), "note"),
    (re.compile(r"docProps/.*|customXml/.*|meta\.xml"), "property"),
    (re.compile(r"content\.xml"), "page"),
    (re.compile(r"styles\.xml"), "margin"),
)
"""Where the words of a part stand, by its name."""
_COMMENTS = re.compile(r"word/comments\.xml|xl/comments(?:\d*|/comment\d*)\.xml|ppt/comments/[^/]+\.xml")
"""A thread of Excel 365 is there once more as a note, for older programs; notes alone are counted."""
_REVISIONS = frozenset(
    {
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange"),
    }
)
"""Elements of WordprocessingML that record a change somebody has still to accept (ECMA-376 part 1, 17.13.5)."""
_REMOTE = re.compile(
    r"(?i)https?:|ftp:|\\\\|//|file:(?://[^/\\]|/*(?:\\|%5c){2}|////(?!(?:Users|Volumes|Applications|Library)/))|mhtml:|ms-\w+:|search-ms:"
)
"""What leads to another computer. Word on a Mac writes folders of its own machine with four strokes (`file:////Users/…`)."""
_ACCOUNT = re.compile(
    r"(?i)file:/*(?:[a-z](?::|%3a)[/\\]+)?(?:Users|home|Documents(?: |%20)and(?: |%20)Settings)[/\\]"
    r"(?!(?:Shared|Public|Default|All(?: |%20)Users)[/\\])(?P<name>[^/\\]{1,99})[/\\]"
)
"""The name of somebody's account in a path of their machine."""
_RUNS = re.compile(
    r"(?i)(?:javascript|vbscript|ms-(?!word|excel|powerpoint)[\w-]{1,40}|search-ms):|_xlnm\.Auto_|ppaction://(?:program|macro|ole)"
)
_PARTS_THAT_RUN = (
    (re.compile(r".*vbaProject\.bin|.*vbaData\.xml", re.IGNORECASE), "VBA"),
    (re.compile(r"xl/(?:macrosheets|intlmacrosheets)/.*", re.IGNORECASE), "Excel 4"),
    (re.compile(r".*/activeX/.*", re.IGNORECASE), "ActiveX"),
    (re.compile(r".*webextension\d*\.xml", re.IGNORECASE), "add-in"),
    (re.compile(r"(?:Basic|Scripts)/.*", re.IGNORECASE), "Basic"),
)
_ELEMENTS_THAT_RUN = {
    "event-listener": "Basic",
    "dde-source": "DDE",
    "dde-connection-decl": "DDE",
    "applet": "applet",
    "plugin": "plugin",
    "floating-frame": "frame",
}
"""Elements of OpenDocument (ISO/IEC 26300-1) that run something or load it from elsewhere."""
_TYPES_THAT_RUN = (
    ("macroEnabled", "VBA"),
    ("vbaProject", "VBA"),
    ("macrosheet", "Excel 4"),
    ("activeX", "ActiveX"),
)


def read_package(reading: Reading, data: bytes, ending: str) -> None:
    """List what an office file says and does.

    Raises:
        Unreadable: PH416 it is of another kind than its ending says, PH701 it is damaged, PH702 it wants a password.
        ExceededError: it unpacks to too much.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            refuse(package, reading.left)
            types = package.read(_TYPES).decode("utf-8", "replace") if _TYPES in package.namelist() else ""
            if not reading.deep and not any(
                sign in types for sign in (_MAIN.get(ending, "\0"), "macroEnabled.main")
            ):
                raise Unreadable("PH416")
            runs = _Package(reading, package).read(types)
    except (BadZipFile, KeyError, ET.ParseError, EOFError):
        raise Unreadable("PH701") from None
    if ending == ".docx" and reading.copying and not reading.deep and runs <= RUNS:
        reading.reading_copy = _reading_copy(data)


class _Package:
    """One office file being read."""

    def __init__(self, reading: Reading, package: ZipFile) -> None:
        self.reading = reading
        self.package = package
        # A package may list a part twice; what a program shows is one of them, so all are read.
        self.parts = {entry.filename.lstrip("/"): entry for entry in package.infolist() if not entry.is_dir()}
        self.slides: list[tuple[int, str]] = []
        self.changes = 0
        self.comments = 0
        self.runs = 0
        self.largest = 0
        self.authors: list[str] = []

    def read(self, types: str) -> int:
        """Read all parts; return how many paragraphs and runs of words the main text has."""
        reading = self.reading
        reading.actions.update(name for sign, name in _TYPES_THAT_RUN if sign in types)
        self.capitals = frozenset(self._capital_styles())
        for entry in self.package.infolist():
            if entry.is_dir():
                continue
            with self.package.open(entry) as stream:
                content = stream.read(reading.left + 1)
            reading.unpack(len(content))
            self._part(entry.filename.lstrip("/"), content)
        self._sheets()
        for _, text in sorted(self.slides):
            reading.say("page", text)
        words = sum(
            len(p.text) for p in reading.passages if p.file == reading.file and p.where in ("page", "inside")
        )
        if words < _FEW_WORDS and self.largest > _SCAN:
            reading.unread.append(f"{reading.file} ảnh".strip())
        if self.changes:
            reading.tell("PH704", count=self.changes)
        if self.comments:
            reading.tell("PH705", count=self.comments)
        if self.authors:
            reading.tell("PH706", names=list(dict.fromkeys(self.authors)))
        return self.runs

    def _part(self, name: str, content: bytes) -> None:
        for pattern, action in _PARTS_THAT_RUN:
            if pattern.fullmatch(name):
                self.reading.actions.add(action)
        if name.endswith(".rels"):
            self._links(content)
        elif name == _TYPES:
            self.reading.say("raw", content.decode("utf-8", "replace"))
        elif name.endswith((".xml", ".rdf")):
            self._xml(name, content)
        elif name.endswith(".vml"):
            # Office itself writes lines that end in <br>, which is no XML.
            self._xml(name, re.sub(rb"<br\s*>", b"<br/>", content))
        elif not name.endswith("vbaProject.bin") and name != "mimetype":
            if re.fullmatch(r"xl/.*(?:sheet\d*|sharedStrings)\.bin", name):
                self.reading.unread.append(f"{self.reading.file} {name}".strip())
            if kind_of(content) == "picture":
                self.largest = max(self.largest, len(content))
            self.reading.inner(name, content, is_part=True)

    def _xml(self, name: str, content: bytes) -> None:
        where = _where(name)
        words = Words(name, io.BytesIO(content), self.capitals)
        words.read()
        reading = self.reading
        slide = re.fullmatch(r"ppt/slides/slide(\d+)\.xml", name)
        if slide:
            self.slides.append((int(slide[1]), clean(words.text)))
        else:
            reading.say(where, words.text)
        reading.say("columns", words.columns)
        reading.say("note", words.deleted)
        reading.say("margin", words.beside)
        reading.say("link", words.fields)
        reading.say("name", words.names)
        reading.say("raw" if where == "page" else where, words.other)
        reading.say("raw", words.attributes)
        if any(DDE.search(line) for line in words.fields.split("\n")) or words.has_dde:
            reading.actions.add("DDE")
        for fetching in FETCHING.finditer(words.other if name.startswith("xl/") else words.fields):
            reading.actions.add(fetching[1] or fetching[0].split()[0])
        if name == "xl/connections.xml" and words.asks_at_opening:
            reading.actions.add("connection")
        if runs := _RUNS.search(f"{words.attributes}\n{words.names}"):
            reading.actions.add(runs[0][:40])
        reading.actions.update(kind for kind, address in words.loaded if _REMOTE.match(address))
        if name.startswith("word/document"):
            self.changes += sum(words.count(kind) for kind in _REVISIONS)
            self.runs += words.count("p") + words.count("r")
        if _COMMENTS.fullmatch(name):
            self.comments += words.count("comment") + words.count("cm")
        if name == "docProps/core.xml":
            self.authors += filter(None, map(clean, words.authors))
        if name in ("content.xml", "styles.xml"):
            reading.actions.update(action for kind, action in _ELEMENTS_THAT_RUN.items() if words.count(kind))

    def _links(self, content: bytes) -> None:
        """Take the addresses outside the file that its parts lead to."""
        for event, _, element in elements(io.BytesIO(content)):
            target, kind = element.get("Target", ""), element.get("Type", "").rpartition("/")[2]
            if event != "end" or not target:
                continue
            if kind == "xlMacrosheet":
                self.reading.actions.add("Excel 4")
            if element.get("TargetMode") == "External":
                self.reading.say("link", target)
                if account := _ACCOUNT.match(target):
                    self.authors.append(clean(f"/Users/{unquote(account['name'])}"))
                # What is no link that somebody follows is fetched by the program.
                if kind != "hyperlink" and _REMOTE.match(target):
                    self.reading.actions.add(kind)
                if _RUNS.match(target):
                    self.reading.actions.add(target[:40])
            elif kind == "aFChunk" and not self.reading.deep:
                self.reading.say("raw", target)

    def _capital_styles(self) -> Iterator[str]:
        """Yield the styles of a DOCX that show small letters as capitals, those based on them included."""
        if "word/styles.xml" not in self.parts:
            return
        based: dict[str, str] = {}
        capital, style = set(), ""
        with self.package.open(self.parts["word/styles.xml"]) as stream:
            for event, local, element in elements(stream):
                value = attribute_of(element, "val")
                if event == "start" and local == "style":
                    style = attribute_of(element, "styleId")
                elif event == "start" and local == "basedOn":
                    based[style] = value
                elif event == "start" and local in ("caps", "smallCaps") and value not in OFF:
                    capital.add(style)
        for name in {*based, *capital}:
            at, seen = name, set()
            while at not in capital and at in based and at not in seen:
                seen.add(at)
                at = based[at]
            if at in capital:
                yield name

    def _sheets(self) -> None:
        """Take the cells of a workbook row by row, words and numbers alike, and its words column by column."""
        workbook = Workbook(self._part_of("xl/sharedStrings.xml"))
        self.reading.say("note", "\n".join(workbook.spoken))
        sheets = [
            name for name in self.parts if re.fullmatch(r"xl/(?:work|macro|dialog)sheets/[^/]+\.xml", name)
        ]
        rows = ["\n".join(workbook.rows(self._part_of(name))) for name in sheets]
        if sheets:
            self.reading.say("page", "\n\n".join(rows))
            self.reading.say("columns", workbook.columns)
        self.reading.say("note" if sheets else "page", "\n".join(workbook.unused))

    def _part_of(self, name: str) -> IO[bytes]:
        return self.package.open(self.parts[name]) if name in self.parts else io.BytesIO(b"<none/>")


def _where(part: str) -> Where:
    for pattern, where in _WHERE:
        if pattern.fullmatch(part):
            return where
    return "raw"


def _reading_copy(data: bytes) -> str:
    """Return a DOCX as HTML that is not yet clean; empty when there is no converting it.

    Its words, headings, lists and tables; pictures stay in the document itself. Tracked insertions count as text, deletions
    and comments do not.
    """
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            id_prefix="doc-",
            convert_image=mammoth.images.img_element(lambda _: {}),
        ).value
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 the document is whole; that the converter cannot take it is no problem of staff's
        return ""
    return str(html) if len(html) <= READING_COPY else ""
