"""The kinds of file that a portal serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_ZIP = (b"PK\x03\x04",)
_COMPOUND = (b"\xd0\xcf\x11\xe0",)
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its media type, and the signatures of which one is in its first kilobyte."""

    media_type: str
    marks: tuple[bytes, ...]

    def begins(self, head: bytes) -> bool:
        """Return whether a file that begins with `head` can be of this kind."""
        return any(mark in head for mark in self.marks)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".pdf": Format("application/pdf", (b"%PDF-",)),
        ".docx": Format(f"{_OFFICE}wordprocessingml.document", _ZIP),
        ".xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", _ZIP),
        ".pptx": Format(f"{_OFFICE}presentationml.presentation", _ZIP),
        ".doc": Format("application/msword", _COMPOUND),
        ".xls": Format("application/vnd.ms-excel", _COMPOUND),
        ".ppt": Format("application/vnd.ms-powerpoint", _COMPOUND),
        ".jpg": Format("image/jpeg", (b"\xff\xd8\xff",)),
        ".jpeg": Format("image/jpeg", (b"\xff\xd8\xff",)),
        ".png": Format("image/png", (b"\x89PNG",)),
        ".mp4": Format("video/mp4", (b"ftyp",)),
        ".mp3": Format("audio/mpeg", (b"ID3", b"\xff\xfb")),
        ".zip": Format("application/zip", _ZIP),
    }
)
"""By ending, in lower case."""
