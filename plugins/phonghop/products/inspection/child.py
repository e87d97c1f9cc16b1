"""The worker process: opens one file for each line it is given, in a process of its own under limits.

A line of standard input is a JSON object: `file`, the file to open; `report`, the file to write its `Contents` to, as
JSON. For each, a line of standard output says how it ended: 0 when the report is written, anything else when opening
the file exceeded its limits.

Forking from a process that has loaded the libraries costs 2 ms a file; starting an interpreter for each costs 320 ms.
A process that opened many files would let one file's leaks and crashes decide what is said of the next.

Run: python -m phonghop.products.inspection.child
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from phonghop.products.inspection import limits
from phonghop.products.inspection.records import Contents, Finding
from phonghop.text.problems import Unreadable

_Read: TypeAlias = Callable[[Path], Contents]

_READERS = {
    ".pdf": ("phonghop.products.inspection.pdf", "read_pdf"),
    ".docx": ("phonghop.products.inspection.office", "read_office"),
    ".xlsx": ("phonghop.products.inspection.office", "read_office"),
    ".pptx": ("phonghop.products.inspection.office", "read_office"),
}
"""What opens a kind of file; loaded when the first of its kind comes."""

OPENED = frozenset(_READERS)
"""The endings of files that are opened at all."""

_WRITTEN, _EXCEEDED = 0, 1


def main() -> None:
    """Answer line by line until the input ends."""
    for line in sys.stdin:
        request = json.loads(line)
        file, report = Path(request["file"]), Path(request["report"])
        module, function = _READERS[file.suffix.lower()]
        read: _Read = getattr(import_module(module), function)
        print(_apart(read, file, report), flush=True)  # noqa: T201 the protocol


def _apart(read: _Read, file: Path, report: Path) -> int:
    """Return how a process of its own, which Windows cannot fork, ended with `file`."""
    if sys.platform == "win32":
        return _answer(read, file, report)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = _EXCEEDED
    try:
        _silence()
        limits.confine()
        status = _answer(read, file, report)
    finally:
        # Not `sys.exit`: nothing of the parent's may be run or flushed a second time.
        os._exit(status)


def _silence() -> None:
    """Take the parent's channel away, and the warnings that libraries print about damaged files."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _answer(read: _Read, file: Path, report: Path) -> int:
    """Write what `read` finds in `file`; return whether that succeeded."""
    try:
        contents = read(file)
    except (MemoryError, RecursionError, limits.ExceededError):
        return _EXCEEDED
    except Unreadable as found:
        contents = Contents(findings=(Finding(found.code),))
    except Exception:  # noqa: BLE001 nobody can list what a hostile file makes a library raise
        contents = Contents(findings=(Finding("PH701"),))
    report.write_text(json.dumps(asdict(contents)), encoding="ascii")
    return _WRITTEN


if __name__ == "__main__":
    main()
