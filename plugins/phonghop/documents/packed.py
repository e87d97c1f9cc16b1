"""What an archive holds that readers unpack: it must be whole, open, and stay inside the folder where it is unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from phonghop.confined.limits import ExceededError
from phonghop.documents.reading import PARTS, UNPACKED, Reading
from phonghop.text.decoding import decoded
from phonghop.text.problems import Unreadable

_ENCRYPTED = 0x1
"""General purpose flag, bit 0 (APPNOTE.TXT 4.4.4)."""
_UTF8 = 0x800
"""The same, bit 11."""


def read_zip(reading: Reading, data: bytes, _: str) -> None:
    """List what the files in a ZIP say and do.

    Raises:
        Unreadable: PH701 it is damaged, PH702 it wants a password.
        ExceededError: it unpacks to too much.
    """
    try:
        with ZipFile(io.BytesIO(data)) as package:
            refuse(package, reading.left)
            if package.comment:
                reading.say("property", decoded(package.comment))
            names = {entry: _name(entry) for entry in package.infolist()}
            paths = (PurePosixPath(name.replace("\\", "/")) for name in names.values())
            for folder in dict.fromkeys(folder for path in paths for folder in path.parts[:-1]):
                reading.say("name", folder)
            for entry, name in names.items():
                reading.say("note", decoded(entry.comment))
                if _leads_outside(name) or stat.S_ISLNK(entry.external_attr >> 16):
                    reading.outside.append(name)
                if entry.is_dir():
                    reading.say("name", PurePosixPath(name).name)
                    continue
                with package.open(entry) as stream:
                    content = stream.read(reading.left + 1)
                reading.unpack(len(content))
                reading.inner(name, content)
    except (BadZipFile, EOFError, NotImplementedError):
        raise Unreadable("PH701") from None


def _name(entry: ZipInfo) -> str:
    """Return a member's name; where no flag tells its encoding, many programs write UTF-8 all the same (APPNOTE.TXT, D.1)."""
    if entry.flag_bits & _UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        return decoded(entry.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.filename


def refuse(package: ZipFile, left: int = UNPACKED) -> None:
    """Refuse what cannot be opened by everyone, or not within the limits.

    Raises:
        Unreadable: PH702 it wants a password.
        ExceededError: it has too many parts, or says that it unpacks to too much.
    """
    entries = package.infolist()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > left:
        raise ExceededError
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("PH702")


def read_packed(reading: Reading, data: bytes, _: str) -> None:
    """List what a compressed file or a tape archive holds."""
    if data[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            for member in archive:
                if _leads_outside(member.name) or member.issym() or member.islnk() or member.isdev():
                    reading.outside.append(member.name)
                stream = archive.extractfile(member) if member.isfile() else None
                content = stream.read(reading.left + 1) if stream else b""
                reading.unpack(len(content))
                reading.inner(member.name, content)
        return
    openers: Mapping[bytes, Callable[..., Any]] = {
        b"\x1f\x8b": gzip.open,
        b"BZ": bz2.open,
        b"\xfd7": lzma.open,
    }
    with openers[data[:2]](io.BytesIO(data)) as stream:
        content = stream.read(reading.left + 1)
    reading.unpack(len(content))
    if data[:2] == b"\x1f\x8b" and data[3] & 0x18:
        # The file's first name and a comment (RFC 1952, 2.3).
        reading.say("name", decoded(b"\n".join(data[10:].split(b"\0", 2)[:2])[:1024]))
    reading.inner(PurePosixPath(reading.file).stem or "?", content)


def _leads_outside(name: str) -> bool:
    """Return whether unpacking would write `name` outside its folder, on any system."""
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root) or PurePosixPath(name).is_absolute() or ".." in windows.parts
