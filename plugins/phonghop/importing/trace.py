"""A letter that came in, kept beside what was read from each of its lines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from phonghop.importing.draft import Draft

LETTERS = "in"
"""The folder of letters that came in: git leaves it out, because letters name phone numbers."""
_TRACE = "trace.json"


def keep_letter(root: Path, meeting_id: str, letter: Path, lines: Sequence[str], found: Draft) -> None:
    """Keep the letter of a meeting with its lines and what each field was read from."""
    folder = root / LETTERS / meeting_id
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(letter, folder / letter.name)
    trace = {"letter": letter.name, "lines": lines, "fields": [asdict(reading) for reading in found.readings]}
    text = json.dumps(trace, ensure_ascii=False, indent=1) + "\n"
    (folder / _TRACE).write_text(text, encoding="utf-8", newline="\n")


def kept_trace(root: Path, meeting_id: str) -> dict[str, object]:
    """Return the lines of the letter that a meeting was read from, and its fields; nothing where there was none."""
    file = root / LETTERS / meeting_id / _TRACE
    told = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return told if isinstance(told, dict) else {}
