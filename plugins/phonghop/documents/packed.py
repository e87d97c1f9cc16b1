"""What an archive holds that readers unpack: it must be whole, open, and stay inside the folder where it is unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from phonghop.confined.limits import ExceededError
from phonghop.documents.reading import PARTS, UNPACKED, Reading
from phonghop.text.problems import Unreadable

_ENCRYPTED = 0x1
"""General purpose flag, bit 0 (APPNOTE.TXT 4.4.4)."""
_SHOWN = 5


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
                reading.say("property", package.comment.decode("utf-8", "replace"))
            outside = [entry.filename for entry in package.infolist() if _leads_outside(entry.filename)]
            if outside:
                reading.tell("PH713", names=outside[:_SHOWN])
            paths = (PurePosixPath(entry.filename.replace("\\", "/")) for entry in package.infolist())
            for folder in dict.fromkeys(folder for path in paths for folder in path.parts[:-1]):
                reading.say("name", folder)
            for entry in package.infolist():
                if entry.is_dir():
                    reading.say("name", PurePosixPath(entry.filename).name)
                    continue
                with package.open(entry) as stream:
                    content = stream.read(reading.left + 1)
                reading.unpack(len(content))
                reading.inner(entry.filename, content)
    except (BadZipFile, EOFError, NotImplementedError):
        raise Unreadable("PH701") from None


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
    reading.inner(PurePosixPath(reading.file).stem or "?", content)


def _leads_outside(name: str) -> bool:
    """Return whether unpacking would write `name` outside its folder, on any system."""
    windows = PureWindowsPath(name)
    return bool(windows.drive or windows.root) or PurePosixPath(name).is_absolute() or ".." in windows.parts
