"""Versions of a meeting kept aside because somebody else had changed the same: beside its letter, where git leaves them out, until they are deleted."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from phonghop.importing.trace import LETTERS
from phonghop.portal.load import MEETING_FILE

_ASIDE, _BASE, _FILES = "aside-", "base.yml", "files"


@dataclass(frozen=True, slots=True)
class Kept:
    """A version of a meeting that was kept aside.

    Attributes:
        name: what it is called among those of its meeting.
        at: when it was kept, in seconds since 1970.
        base: the text that both versions of the file began with, empty where there was none.
        text: the text that was kept; None where documents alone were.
        files: the documents that were kept, by name.
    """

    name: str
    at: float
    base: str
    text: str | None
    files: Mapping[str, Path]


def keep_aside(
    root: Path, meeting_id: str, base: bytes, text: bytes | None, files: Mapping[str, bytes]
) -> None:
    """Keep a version of a meeting: its file's `text` and documents. What was kept before stays; the same is kept once."""
    digest = hashlib.sha256(repr((text, sorted(files.items()))).encode()).hexdigest()
    folder = root / LETTERS / meeting_id / f"{_ASIDE}{digest[:8]}"
    kept = {f"{_FILES}/{name}": content for name, content in files.items()}
    if text is not None:
        kept |= {_BASE: base, MEETING_FILE: text}
    for name, content in kept.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def kept_versions(root: Path, meeting_id: str) -> list[Kept]:
    """Return the versions of a meeting that were kept aside, the latest first."""
    return sorted(map(_read, (root / LETTERS / meeting_id).glob(f"{_ASIDE}*")), key=lambda kept: -kept.at)


def _read(folder: Path) -> Kept:
    texts = [
        file.read_bytes().decode("utf-8-sig", "replace") if file.is_file() else None
        for file in (folder / _BASE, folder / MEETING_FILE)
    ]
    files = folder / _FILES
    paths = {path.relative_to(files).as_posix(): path for path in sorted(files.rglob("*")) if path.is_file()}
    return Kept(folder.name, folder.stat().st_mtime, texts[0] or "", texts[1], paths)


def delete_kept(root: Path, meeting_id: str, kept: Kept) -> None:
    """Delete a version that was kept aside."""
    shutil.rmtree(root / LETTERS / meeting_id / kept.name)


def meetings_with_kept(root: Path) -> set[str]:
    """Return the ids of meetings of which a version was kept aside."""
    return {folder.parent.name for folder in (root / LETTERS).glob(f"*/{_ASIDE}*")}
