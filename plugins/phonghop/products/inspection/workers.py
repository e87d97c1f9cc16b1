"""Starts and asks the processes that open files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory
from threading import Timer
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from phonghop.products.inspection import limits
from phonghop.products.inspection.records import Contents, Finding

COUNT = 2
"""Workers at work at once: each may take a gigabyte."""

_PATIENCE = limits.WALL_SECONDS + 10
"""Seconds until a worker is ended from outside; its own clock, set by `limits.confine`, should have done it before."""
_COMMAND = (sys.executable, "-P", "-m", "phonghop.products.inspection.child")
_PACKAGES = Path(__file__).parents[3]
_KILLED = -9
_CONTENTS = TypeAdapter(Contents)

EXCEEDED = Contents(findings=(Finding("PH710"),))
"""What is said of a file that could not be opened within the limits."""


class Workers:
    """At most `COUNT` worker processes, each started when it is first needed, ended with the block."""

    def __init__(self) -> None:
        self._all = [_Worker() for _ in range(COUNT)]
        # The one used last comes first, so that a single file starts a single worker.
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._all:
            worker.end()

    def read(self, file: Path) -> Contents | None:
        """Return what is in `file`, or None when opening it exceeds the limits. Waits for an idle worker."""
        worker = self._idle.get()
        try:
            report = worker.read(file)
        finally:
            self._idle.put(worker)
        return None if report is None else _CONTENTS.validate_json(report)


class _Worker:
    """One process, started again when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, file: Path) -> bytes | None:
        """Return the report about `file`; None when there is none because it exceeded the limits.

        Raises:
            RuntimeError: the worker cannot do its work, which no file can make it do: our fault.
        """
        with TemporaryDirectory(prefix="phonghop-") as folder:
            report = Path(folder, "report.json")
            answer = self._ask(json.dumps({"file": str(file.absolute()), "report": str(report)}))
            if answer == "0\n":
                return report.read_bytes()
        # On Windows the file is opened by the worker itself, so it may have ended by the file's fault.
        if not answer and self.end() != _KILLED and sys.platform != "win32":
            raise RuntimeError(f"{_COMMAND} ended")
        return None

    def _ask(self, request: str) -> str:
        """Return the answer, empty when the worker has ended."""
        process = self._running()
        assert process.stdin
        assert process.stdout
        bound = Timer(_PATIENCE, process.kill)
        bound.start()
        try:
            process.stdin.write(f"{request}\n")
            process.stdin.flush()
            return process.stdout.readline()
        except BrokenPipeError:
            return ""
        finally:
            bound.cancel()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            paths = (str(_PACKAGES), os.environ.get("PYTHONPATH", ""))
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
            self._process = subprocess.Popen(
                _COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env=environment,
            )
        return self._process

    def end(self) -> int:
        """Let the process end, which it does when its input closes; return its exit code, 0 when there is none."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        # Leaving the block closes the input, which fails when it holds what an ended process never read, and waits.
        with suppress(BrokenPipeError), process:
            pass
        return process.returncode
