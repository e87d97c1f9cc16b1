"""What a confined process found in a file, written for the one who asked and read again there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from phonghop.confined.limits import ExceededError
from phonghop.documents.records import Contents, Finding
from phonghop.text.problems import Unreadable


def write_report(read: Callable[[Path], Contents], file: str, report: Path) -> None:
    """Write what `read` finds in `file`.

    Raises:
        MemoryError, RecursionError, ExceededError: the file costs too much.
    """
    try:
        contents = read(Path(file))
    except (MemoryError, RecursionError, ExceededError):
        raise
    except Unreadable as found:
        contents = Contents(findings=(Finding(found.code),))
    except Exception:  # noqa: BLE001 nobody can list what a hostile file makes a library raise
        contents = Contents(findings=(Finding("PH701"),))
    report.write_text(json.dumps(asdict(contents)), encoding="ascii")
