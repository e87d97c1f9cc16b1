"""What opening one file may cost.

Measured: a PDF of a few pages takes 0.04 s of processor time, a DOCX 0.3 s, a report of 300 pages 0.6 s, a scan of 60
pages and 36 MB 0.05 s, and none more than 70 MB of memory.
"""

from __future__ import annotations

import signal
import sys

MEMORY = 1 << 30
"""Address space of the process in bytes."""
CPU_SECONDS = 20
"""Processor time."""
WALL_SECONDS = 60
"""Time by the clock: a busy machine gives a process a third of its time, or less."""
REPORT = 64 << 20
"""Bytes that may be written: the answer."""

PAGES = 5_000
TEXT = 20_000_000
"""Characters of all pages together."""
UNPACKED = 500 << 20
"""Bytes of all parts of an Office file together, as it declares them; reading stops there."""
PARTS = 10_000
"""Parts of an Office file."""
READING_COPY = 5_000_000
"""Characters of HTML; a phone needs seconds for more."""


class ExceededError(Exception):
    """A file would cost more than any honest one does."""


def confine() -> None:
    """Hold this process, from here on, to the limits. Windows has no such call: there only the clock holds it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 absent on Windows

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (REPORT, REPORT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(WALL_SECONDS)
