"""What one piece of work may cost."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use.

    Attributes:
        memory: bytes of address space.
        cpu: seconds of processor time.
        wall: seconds by the clock: a busy machine gives a process a third of its time, or less.
        written: bytes of each file that it writes.
    """

    memory: int
    cpu: int
    wall: int
    written: int


class ExceededError(Exception):
    """A file would cost more than any honest one does."""


def confine(limits: Limits) -> None:
    """Hold this process, from here on, to `limits`. Windows has no such call: there only the clock holds it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 absent on Windows

    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written, limits.written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall)
