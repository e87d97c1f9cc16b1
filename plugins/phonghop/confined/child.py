"""The worker process: does one job for each line it is given, in a process of its own under limits.

A line of standard input is a JSON object: `job`, the function that does it; `argument`, the text it is given;
`answer`, the file it writes; `limits`. For each, a line of standard output says how it ended: 0 when the answer is
written, 2 when the job failed and the answer is its trace, anything else when it exceeded its limits. The first line says that
it has begun. Arguments are modules that will be needed soon.

Forking from a process that has loaded the libraries costs 2 ms a file; starting an interpreter for each costs 320 ms.
In a process that opened many files, leaks and crashes of one file would affect the results of the next.

Run: python -m phonghop.confined.child [MODULE...]
"""

from __future__ import annotations

import errno
import json
import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from phonghop.confined.limits import ExceededError, Limits, confine

Job: TypeAlias = Callable[[str, Path], None]
"""Takes the argument and the file to write the answer to."""

_WRITTEN, _EXCEEDED, _FAILED = 0, 1, 2
READY = "ready"


def main() -> None:
    """Say that the worker has begun, then answer line by line until the input ends."""
    print(READY, flush=True)  # noqa: T201 the protocol
    for module in sys.argv[1:]:
        import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        module, _, function = request["job"].partition(":")
        # Before the fork: what a job needs is loaded once.
        job: Job = getattr(import_module(module), function)
        ended = _apart(job, request["argument"], Path(request["answer"]), Limits(**request["limits"]))
        print(ended, flush=True)  # noqa: T201 the protocol


def _apart(job: Job, argument: str, answer: Path, limits: Limits) -> int:
    """Return how a process of its own ended with the job; where a system cannot fork, this one does it."""
    if not hasattr(os, "fork"):
        return _done(job, argument, answer)
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = _FAILED
    try:
        _silence()
        if _confined(limits, answer):
            status = _EXCEEDED
            status = _done(job, argument, answer)
    finally:
        # Not `sys.exit`: nothing of the parent's may be run or flushed a second time.
        os._exit(status)


def _confined(limits: Limits, answer: Path) -> bool:
    """Return whether this process now keeps to `limits`; that it cannot is our fault, never that of the file."""
    try:
        confine(limits)
    except (OSError, ValueError):
        answer.write_text(traceback.format_exc(), encoding="utf-8")
        return False
    return True


def _silence() -> None:
    """Take the parent's channel away, and the warnings that libraries print about damaged files."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def _done(job: Job, argument: str, answer: Path) -> int:
    try:
        job(argument, answer)
    except (MemoryError, RecursionError, ExceededError):
        return _EXCEEDED
    except Exception as error:  # noqa: BLE001 whatever it is, the one who asked wants to know
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return _EXCEEDED
        answer.write_text(traceback.format_exc(), encoding="utf-8", errors="replace")
        return _FAILED
    return _WRITTEN


if __name__ == "__main__":
    main()
