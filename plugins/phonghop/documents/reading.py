"""A file's bytes → everything it says and does, whatever its name claims, files inside files included.

Kinds are told by bytes, because a program that opens a file goes by them too. `Reading` collects what the readers of each
kind find and holds them to limits in sum, so that a file inside a file costs no more than one alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import PurePosixPath
from typing import TypeAlias
from urllib.parse import unquote

from phonghop.confined.limits import ExceededError, Limits
from phonghop.documents.records import Finding, Passage, Where
from phonghop.text.characters import BIDI, clean
from phonghop.text.decoding import wide_encoding
from phonghop.text.old_fonts import old_readings

OPENING = Limits(memory=1 << 30, cpu=20, wall=60, written=64 << 20)
"""What the process may use that opens a file and writes what it finds.

Measured: a PDF of a few pages takes 0.02 s of processor time, a DOCX 0.3 s, a report of 300 pages 0.6 s, a scan of 60
pages and 36 MB 0.05 s, and none more than 70 MB of memory.
"""


def opening_pack(size: int) -> Limits:
    """Return what the process may use that opens a pack of `size` bytes: what as many documents of a megabyte may."""
    times = documents_in(size)
    return Limits(
        memory=OPENING.memory + 8 * size,
        cpu=OPENING.cpu * times,
        wall=OPENING.wall * times,
        written=OPENING.written * times,
    )


def documents_in(size: int) -> int:
    """Return how many times the bounds of one document hold for a pack of `size` bytes, which is bound from many."""
    return 1 + (size >> 20)


PAGES = 5_000
TEXT = 5_000_000
"""Characters of all passages together."""
COLUMNS = 500_000
"""Characters of a document that are read column by column as well: a long report of tables stays within `TEXT`."""
UNPACKED = 500 << 20
"""Bytes of all files within one, as they are unpacked; reading stops there."""
PARTS = 10_000
"""Files within one."""
_DEPTH = 4
_HEAD = 1024
_END_OF_ZIP = b"PK\x05\x06"
_LONGEST_COMMENT = (1 << 16) + 22

Reader: TypeAlias = Callable[["Reading", bytes, str], None]

_READERS = {
    "pdf": "pdf:read_pdf",
    "zip": "packed:read_zip",
    "office": "office:read_package",
    "compound": "legacy:read_compound",
    "packed": "packed:read_packed",
    "picture": "plain:read_picture",
    "mail": "plain:read_mail",
    "rtf": "plain:read_rtf",
    "markup": "plain:read_markup",
    "text": "plain:read_text",
    "media": "plain:read_media",
    "other": "plain:read_other",
}

_MAILBOX = re.compile(rb"from .*\d\d:\d\d")
"""The line between mails of a mailbox (RFC 4155), in small letters."""
_BIDI = re.compile(f"[{BIDI}]")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"#!",
    b"REGEDIT4",
    b"Windows Registry Editor",
    "\ufeffWindows Registry Editor".encode("utf-16-le"),
)
_SHORTCUT = b"L\x00\x00\x00\x01\x14\x02\x00"
_RUN_BY_NAME = frozenset(
    f".{ending}"
    for ending in (
        "ade adp apk app appcontent-ms application appref-ms appx appxbundle asp aspx asx bas bat bgi cab cdb cer chm cmd cnt"
        " com command cpl crt csh deb der desktop diagcab diagcfg diagpack dll dmg dqy drv exe fileloc fxp gadget grp hlp hpj"
        " hta htc img inetloc inf ins ipa iqy iso isp its jar jnlp job js jse ksh library-ms lnk lua mad maf mag mam maq mar"
        " mas mat mau mav maw mcf mda mde mdt mdw mdz mht-ms msc msh msh1 msh1xml msh2 msh2xml mshxml msi msix msp mst msu"
        " ocx odc ops oqy osd pcd php phtml pif pkg pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1"
        " psm1 pssc py pyc pyo pyw pyz pyzw rb rdp reg rpm rqy run scf scr sct search-ms service settingcontent-ms sh shb shs"
        " slk so sys terminal theme themepack udl url vb vbe vbp vbs vhd vhdx vsmacros vsw webloc website wim wll workflow ws"
        " wsb wsc wsf wsh xbap xla xlam xll xnk xpi docm dotm potm ppa ppam ppsm pptm sldm xlm xlsb xlsm xltm"
    ).split()
)
"""Endings of files that Windows, macOS, Linux or an office program runs, or fetches something for, when they are opened: most are
those that Outlook blocks (Microsoft, "Blocked attachments in Outlook")."""
_MACRO_FREE_IF_EMPTY = frozenset({".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".potm", ".ppsm", ".xlsb"})


@dataclass
class Reading:
    """What is found in one file.

    Attributes:
        file: the path of the file inside the document that is being read, empty for the document itself.
        is_part: whether that file is a part of an office file, and nobody's own.
        outside: names in archives that lead outside the folder where they are unpacked.
        deep: how many files lie around it.
        copying: whether a reading copy is wanted.
        times: how many times the bounds of one document hold.
        columns_left: how many characters may still be read column by column.
    """

    passages: list[Passage] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    actions: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    deceptive: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    file: str = ""
    is_part: bool = False
    deep: int = 0
    pages: int | None = None
    signed: bool = False
    reading_copy: str = ""
    copying: bool = True
    times: int = 1
    columns_left: int = COLUMNS
    _characters: int = 0
    _unpacked: int = 0
    _parts: int = 0

    def say(self, where: Where, text: str, *, even_nothing: bool = False) -> None:
        """Take a passage, which is passed over when it has no words unless it is a page that counts.

        Raises:
            ExceededError: there are more words than in any honest file.
        """
        for old in old_readings(text):
            self._take("raw", clean(old))
        text = clean(text)
        if where == "columns":
            text = text[: self.columns_left]
            self.columns_left -= len(text)
        if text or even_nothing:
            self._take("inside" if self.deep and where == "page" else where, text)
        if where == "link" and "%" in text:
            self._take("link", clean(unquote(text)))

    def _take(self, where: Where, text: str) -> None:
        self._characters += len(text)
        if self._characters > self.times * TEXT:
            raise ExceededError
        self.passages.append(Passage(where, text, self.file))

    def tell(self, code: str, **values: int | str | list[str]) -> None:
        """Take a finding about the document itself; a file inside it is judged by what it says and does."""
        if not self.deep:
            self.findings.append(Finding(code, values))

    def unpack(self, size: int) -> None:
        """Count `size` bytes off from what may be unpacked.

        Raises:
            ExceededError: it is too much, or in too many pieces.
        """
        self._unpacked += size
        self._parts += 1
        if self._unpacked > self.times * UNPACKED or self._parts > self.times * PARTS:
            raise ExceededError

    @property
    def left(self) -> int:
        """How many bytes may still be unpacked."""
        return self.times * UNPACKED - self._unpacked

    def inner(self, name: str, data: bytes, *, is_part: bool = False) -> None:
        """Read the file `data` that lies within, called `name`; what cannot be read is told as unread."""
        shown = clean(_BIDI.sub("", name)) or "?"
        outer, self.file = self.file, f"{self.file}/{shown}".lstrip("/")
        around, self.is_part = self.is_part, is_part
        self.deep += 1
        try:
            if _BIDI.search(name):
                self.deceptive.append(self.file)
            self.say("name", PurePosixPath(unquote(shown).replace("\\", "/")).name)
            if self.deep > _DEPTH:
                self.unread.append(self.file)
            else:
                self._inner(name, data)
        finally:
            self.deep -= 1
            self.file, self.is_part = outer, around

    def _inner(self, name: str, data: bytes) -> None:
        ending = PurePosixPath(name.rstrip(". ")).suffix.lower()
        kind = kind_of(data)
        if (
            data.startswith(_PROGRAMS)
            or data.startswith(_SHORTCUT)
            or ending in _RUN_BY_NAME - _MACRO_FREE_IF_EMPTY
            or is_two_kinds(data, kind)
        ):
            self.actions.add(PurePosixPath(name.replace("\\", "/")).name[:60])
        try:
            reader(kind)(self, data, ending)
        except (MemoryError, RecursionError, ExceededError):
            raise
        except Exception:  # noqa: BLE001 whatever a library raises, the file has not been read
            if kind == "compound" and ending == ".bin":
                # An object in an office file, which a double click opens: nobody here can tell what it does.
                self.actions.add("OLE")
            self.unread.append(self.file)


def reader(kind: str) -> Reader:
    """Return what reads files of a kind. Libraries are loaded when they are first needed."""
    module, _, function = _READERS[kind].partition(":")
    found: Reader = getattr(import_module(f"phonghop.documents.{module}"), function)
    return found


def kind_of(data: bytes) -> str:  # noqa: PLR0911 one line for each kind
    """Return the kind of a file by its bytes."""
    head = data[:_HEAD]
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if bare.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        is_office = any(part in data for part in (b"[Content_Types].xml", b"META-INF/manifest.xml"))
        return "office" if is_office or b"mimetypeapplication/vnd.oasis" in head[26:70] else "zip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "compound"
    if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or data[257:262] == b"ustar":
        return "packed"
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")) or head[8:12] == b"WEBP":
        return "picture"
    if (
        head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"OggS", b"RIFF", b"fLaC", b"\x1aE\xdf\xa3"))
        or head[4:8] == b"ftyp"
    ):
        return "media"
    if bare.startswith(b"{\\rtf"):
        return "rtf"
    return _kind_of_text(data, bare)


def _kind_of_text(data: bytes, bare: bytes) -> str:
    if encoding := wide_encoding(data):
        bare = data[:_HEAD].decode(encoding, "replace").lstrip("\ufeff \t\r\n").encode()
    elif b"\0" in data[:_HEAD]:
        return "other"
    if bare.startswith(b"<"):
        return "markup"
    first = bare.partition(b"\n")[0].lower()
    if first.startswith((b"from:", b"received:", b"return-path:", b"message-id:", b"mime-version:", b"date:", b"subject:", b"to:", b"delivered-to:", b"x-", b"content-type:")) or _MAILBOX.match(first):  # fmt: skip
        return "mail"
    try:
        data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        sample = data[:4096]
        printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in sample)
        return "text" if printable > 0.97 * len(sample) else "other"
    return "text"


def is_two_kinds(data: bytes, kind: str) -> bool:
    """Return whether `data`, of a `kind`, is a file of another kind as well, so that two programs see two things."""
    head = data[:_HEAD]
    if kind not in ("zip", "office"):
        end = data.rfind(_END_OF_ZIP, max(0, len(data) - _LONGEST_COMMENT))
        if (
            end >= 0
            and len(data) - end >= 22
            and end + 22 + int.from_bytes(data[end + 20 : end + 22], "little") == len(data)
        ):
            return True
    if kind != "pdf" and b"%PDF-" in head:
        return True
    lower = head.lower()
    return kind in ("picture", "media") and any(sign in lower for sign in (b"<script", b"<html", b"<?php"))
