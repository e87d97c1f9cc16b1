"""What one piece of work may cost."""

from __future__ import annotations

import signal
from contextlib import suppress
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
    """Hold this process, from here on, to those of `limits` that the system knows.

    Windows has none of them: there the clock of the one who asked holds it. macOS refuses to bound the address space.
    """
    try:
        import resource  # noqa: PLC0415 absent on Windows
    except ImportError:
        return
    # Darwin answers that no limit may be set; one below the wanted is held already.
    with suppress(AttributeError, OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.written, limits.written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.wall)
