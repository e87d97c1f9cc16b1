"""Unsaved work on the disk: what was filled in, and files that were dropped, outlive the editor and stay out of the repository."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

_TEXT = "draft.json"
_FILES = "files"


class Drafts:
    """A folder of drafts, one for each meeting, in the portal's `cache`."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "drafts"

    def read(self, meeting_id: str) -> tuple[str, str]:
        """Return the text of the file that a draft began with, and its own; empty where there is none."""
        try:
            base, text = json.loads((self._folder / meeting_id / _TEXT).read_bytes())
        except (OSError, ValueError):
            return "", ""
        return str(base), str(text)

    def write(self, meeting_id: str, base: str, text: str) -> None:
        """Keep the text of a draft."""
        self._put(meeting_id, _TEXT, json.dumps([base, text]).encode())

    def files(self, meeting_id: str) -> dict[str, Path]:
        """Return the dropped files of a draft by name."""
        folder = self._folder / meeting_id / _FILES
        return {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}

    def put_in(self, meeting_id: str, name: str, content: bytes) -> None:
        """Keep a dropped file."""
        self._put(meeting_id, f"{_FILES}/{name}", content)

    def drop(self, meeting_id: str) -> None:
        """Forget a draft."""
        shutil.rmtree(self._folder / meeting_id, ignore_errors=True)

    def _put(self, meeting_id: str, name: str, content: bytes) -> None:
        file = self._folder / meeting_id / name
        file.parent.mkdir(parents=True, exist_ok=True)
        aside = file.parent.with_name(f"{file.parent.name}.new")
        aside.write_bytes(content)
        aside.replace(file)
