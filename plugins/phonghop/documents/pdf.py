"""What a PDF says and does: `pdf_pages` reads its pages as they are shown, qpdf walks its objects."""

from __future__ import annotations

import html
import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf
import pypdfium2

from phonghop.confined.limits import ExceededError
from phonghop.documents.pdf_pages import read_pages
from phonghop.documents.plain import picture_words, spelt
from phonghop.documents.reading import PAGES, Reading
from phonghop.documents.records import Where
from phonghop.text.characters import clean
from phonghop.text.decoding import decoded
from phonghop.text.problems import Unreadable

_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD in PDFium's fpdfview.h."""
_TAIL = 1024
"""Where "%%EOF" must stand, counted from the end: what Acrobat allows (PDF 1.7 reference, appendix H, note 18)."""
_PADDING = 4096
_SHOWN = 5
_STATES = 4
"""Earlier states of a file that are read, the latest first."""
_END_OF_STATE = re.compile(rb"startxref\s+([1-9]\d*)\s+%%EOF")
"""The end of a state of a file that was saved by adding to it (ISO 32000-1, 7.5.6); 0 is the first half of a file for the web."""
_MARKED = re.compile(rb"/(?:Alt|ActualText|E|T|Contents)\s*(\((?:\\.|[^\\()])*+\)|<[0-9A-Fa-f\s]*+>)")
"""What is said in the place of a drawing, within a page's own stream (ISO 32000-1, 14.9)."""
_DRAWING = re.compile(rb"\b(?:d0|d1|re|Tj|TJ|cm|Do|gs|BT|EMC)\b|\d\s+[lcS]\s|begincmap")
_TYPEFACES = (b"\0\1\0\0", b"OTTO")
_OUTLINES = frozenset((b"cvt ", b"fpgm", b"prep", b"glyf", b"loca", b"hmtx", b"CFF "))
_KNOWN_STREAM = frozenset(
    {"/Type", "/Subtype", "/FunctionType", "/PatternType", "/ShadingType", "/N", "/Length1"}
)

_RUNS = frozenset(
    {
        "JavaScript",
        "Launch",
        "SubmitForm",
        "ImportData",
        "GoToE",
        "GoToR",
        "Rendition",
        "RichMediaExecute",
        "Movie",
        "Sound",
    }
)
"""Actions that reach beyond the page (ISO 32000-1, 12.6.4), as they are told."""
_ADDRESS_THAT_RUNS = re.compile(r"(?i)\s*(?:javascript|vbscript|file|smb|data|ms-[\w-]+|search-ms):|\s*\\\\")
_PROPERTIES = frozenset(
    {"/Title", "/Subject", "/Keywords", "/Author", "/Creator", "/Producer", "/Company", "/Manager"}
)
_NO_WORDS = frozenset({"/ID", "/O", "/U", "/OE", "/UE", "/Perms", "/CheckSum", "/Registry", "/Ordering", "/CreationDate", "/ModDate", "/M", "/Panose", "/CharSet", "/DA", "/Lookup", "/NM", "/ByteRange"})  # fmt: skip
_PHOTOGRAPH = re.compile("DCTDecode|JPXDecode")
_NAMES = frozenset({"/F", "/UF", "/Dests", "/T"})


def read_pdf(reading: Reading, data: bytes, _: str) -> None:
    """List what a PDF says and does.

    Raises:
        Unreadable: PH701 it is damaged, PH702 it wants a password.
        ExceededError: it has too many pages or words.
    """
    if b"%%EOF" not in data[-_PADDING:].rstrip(b"\0\r\n\t ")[-_TAIL:]:
        # PDFium mends what lacks its end mark, a phone's viewer may not.
        raise Unreadable("PH701")
    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = len(document)
            if pages > reading.times * PAGES:
                raise ExceededError
            scans = [n for n, is_scan in enumerate(read_pages(reading, document), 1) if is_scan]
    except pypdfium2.PdfiumError as error:
        raise Unreadable("PH702" if error.err_code == _PASSWORD_ERROR else "PH701") from None
    if not pages:
        raise Unreadable("PH701")
    if not reading.deep:
        reading.pages = pages
    if scans:
        reading.unread.append(f"{reading.file} trang {_ranges(scans)}".strip())
    try:
        _Objects(reading).read(data)
    except pikepdf.PdfError:
        raise Unreadable("PH701") from None
    ends = [state.end() for state in _END_OF_STATE.finditer(data)]
    # A state within a state has been read as one of this.
    for end in ends[-2::-1][:_STATES] if not reading.is_part else ():
        reading.inner(f"{end}.pdf", data[:end], is_part=True)


def _ranges(numbers: list[int]) -> str:
    """Return page numbers as people write them: 1-3, 7."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    shown = [f"{a}-{b}" if b > a else f"{a}" for a, b in parts[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(parts) > _SHOWN else "")


class _Objects:
    """The objects of a PDF, each looked at once: whatever is a text in one of them is said by the document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.said: dict[Where, dict[str, None]] = {}
        self.files: list[Any] = []
        """Descriptions of files that are carried."""
        self.attached: dict[tuple[int, int], tuple[str, pikepdf.Stream]] = {}

    def read(self, data: bytes) -> None:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                self._look(thing, "", 0)
                if isinstance(thing, pikepdf.Stream) and str(thing.get("/Type", "")) == "/EmbeddedFile":
                    self.attached.setdefault(thing.objgen, ("?", thing))
            if "/Info" in pdf.trailer:
                self._look(pdf.trailer["/Info"], "", 0)
                self._author(pdf.trailer["/Info"])
            for file in self.files:
                self._attachment(file)
            for name, stream in self.attached.values():
                self.reading.carried.append(clean(name))
                self.reading.inner(name, _unpacked(self.reading, stream))
        for where, texts in self.said.items():
            for text in texts:
                self.reading.say(where, text)

    def _look(self, thing: Any, key: str, depth: int) -> None:
        if depth > 60:
            raise ExceededError
        if isinstance(thing, pikepdf.Stream):
            self._dictionary(thing.stream_dict, depth)
            self._stream(thing)
        elif isinstance(thing, pikepdf.Dictionary):
            if "/EF" in thing:
                self.files.append(thing)
            self._dictionary(thing, depth)
        elif isinstance(thing, pikepdf.Array):
            for part in thing:
                # Most are numbers. An indirect part is an object of its own and looked at as one.
                if isinstance(part, pikepdf.Object) and not part.is_indirect:
                    self._look(part, key, depth + 1)
                elif isinstance(part, pikepdf.String):
                    self._string(key, part)
        elif isinstance(thing, pikepdf.String):
            self._string(key, thing)

    def _dictionary(self, entries: Any, depth: int) -> None:
        kind = entries.get("/Subtype")
        action = entries.get("/S")
        if isinstance(action, pikepdf.Name) and str(action)[1:] in _RUNS:
            self.reading.actions.add(str(action)[1:])
        if "/JS" in entries and str(entries.get("/Type", "")) != "/Catalog":
            self.reading.actions.add("JavaScript")
        if "/XFA" in entries:
            self.reading.actions.add("XFA")
        if isinstance(kind, pikepdf.Name) and str(kind) in ("/RichMedia", "/3D", "/Movie", "/Screen"):
            self.reading.actions.add(str(kind)[1:])
        self.reading.signed = self.reading.signed or ("/ByteRange" in entries and not self.reading.deep)
        for key in entries.keys():  # noqa: SIM118 a dictionary of qpdf is none of Python's
            value = entries[key]
            if names := [*_words_of_names(key, value)]:
                self._say("name", "\n".join(names))
            if key == "/Contents" and "/ByteRange" in entries:
                continue  # the bytes of a signature
            if isinstance(value, pikepdf.String):
                self._string(key, value)
            elif not getattr(value, "is_indirect", False):
                self._look(value, key, depth + 1)

    def _string(self, key: str, value: pikepdf.String) -> None:
        if key in _NO_WORDS:
            return
        raw = bytes(value)
        try:
            # Many programs write UTF-8 where the format wants UTF-16.
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = str(value)
        if key == "/URI":
            if _ADDRESS_THAT_RUNS.match(text):
                self.reading.actions.add(text.strip()[:40])
            self._say("link", text)
        elif key in _PROPERTIES:
            self._say("property", text)
        elif key in _NAMES:
            self._say("name", text)
        else:
            self._say(
                "margin" if key in ("/Contents", "/V", "/Subj") else "note",
                re.sub(r"<[^<>]*>", " ", text) if key == "/RC" else text,
            )

    def _say(self, where: Where, text: str) -> None:
        if text and (
            text.isprintable() or sum(sign.isprintable() or sign.isspace() for sign in text) > 0.8 * len(text)
        ):
            self.said.setdefault(where, {})[text] = None

    def _stream(self, stream: pikepdf.Stream) -> None:
        entries = stream.stream_dict
        kind = str(entries.get("/Type", "")), str(entries.get("/Subtype", ""))
        if kind[0] == "/Metadata" or kind[1] == "/XML":
            text = html.unescape(decoded(_unpacked(self.reading, stream)))
            flowing = re.sub(r"<[^<>]*>", "\n", text)
            self._say("property", re.sub(r"\s*\n\s*", "\n", flowing))
            self._say("property", "\n".join(re.findall(r"""=\s*["']([^"'<>]{2,})["']""", text)))
        elif kind[1] == "/Image" and _PHOTOGRAPH.search(str(entries.get("/Filter", ""))):
            data = stream.read_raw_bytes()
            if "FlateDecode" in str(entries["/Filter"]):
                data = zlib.decompressobj().decompress(data, self.reading.left + 1)
            self.reading.unpack(len(data))
            self._say("property", "\n".join(picture_words(data)))
        elif kind[1] == "/Form" or not _KNOWN_STREAM.intersection(entries.keys()):
            try:
                data = _unpacked(self.reading, stream)
            except pikepdf.PdfError:
                # Damaged, or packed in a way of its own: PDFium has shown of it what it can.
                self.reading.unread.append(f"{self.reading.file} {stream.objgen[0]} 0 R".strip())
                return
            self._drawn(data)

    def _drawn(self, data: bytes) -> None:
        """Take what is said in the place of drawings; of a stream that draws nothing, all that it spells."""
        for words in _MARKED.findall(data):
            with suppress(pikepdf.PdfError):
                if isinstance(string := pikepdf.Object.parse(words), pikepdf.String):
                    self._string("/Alt", string)
        head = data.lstrip()[:_PADDING]
        if head and not _DRAWING.search(head):
            self._say("raw", "\n".join(spelt(_without_outlines(data), 3)))

    def _author(self, info: Any) -> None:
        author = info.get("/Author") if isinstance(info, pikepdf.Dictionary) else None
        name = clean(str(author)) if isinstance(author, pikepdf.String) else ""
        if name:
            self.reading.tell("PH706", names=[name])

    def _attachment(self, file: Any) -> None:
        """Note a file that the PDF carries as a document is read."""
        name = str(file.get("/UF", file.get("/F", "?")))
        streams = file["/EF"]
        if not isinstance(streams, pikepdf.Dictionary):
            return
        for key in streams.keys():  # noqa: SIM118
            stream = streams[key]
            if isinstance(stream, pikepdf.Stream):
                self.attached[stream.objgen] = name, stream


def _without_outlines(data: bytes) -> bytes:
    """Return `data` without the tables of an OpenType font that draw its letters (ISO/IEC 14496-22, 4.5); its names stay."""
    if not data.startswith(_TYPEFACES):
        return data
    kept, tables = bytearray(data), data[12 : 12 + 16 * data[5]]
    each = struct.iter_unpack(">4s4xII", tables[: len(tables) // 16 * 16])
    for name, begin, size in sorted(each, key=lambda table: -table[1]):
        if name in _OUTLINES:
            del kept[begin : begin + size]
    return bytes(kept)


def _words_of_names(*values: Any) -> Iterator[str]:
    """Yield the names among `values` that are words: of destinations, layers, choices of forms; keywords of PDF are ASCII."""
    for value in values:
        if isinstance(value, str | pikepdf.Name) and (not str(value).isascii() or " " in str(value)):
            yield str(value)[1:]


def _unpacked(reading: Reading, stream: pikepdf.Stream) -> bytes:
    data = stream.read_bytes()
    reading.unpack(len(data))
    return data
