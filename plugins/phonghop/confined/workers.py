"""Starts and asks the processes that do jobs under limits."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from queue import LifoQueue
from tempfile import TemporaryDirectory
from threading import Timer
from types import TracebackType
from typing import Self

from phonghop.confined.child import READY
from phonghop.confined.limits import Limits

COUNT = 2
"""Workers at work at once: each may take a gigabyte."""

_PATIENCE = 10
"""Seconds after which a worker is ended from outside; its own clock, set by `limits.confine`, should have done it before."""
_COMMAND = (sys.executable, "-P", "-m", "phonghop.confined.child")
_PACKAGES = Path(__file__).parents[3]


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
        self.end()

    def end(self) -> None:
        """Let every process end."""
        for worker in self._all:
            worker.end()

    def begin(self, job: str) -> None:
        """Start a worker and return at once, for who will ask for `job` soon: it takes as long to start as to read a dozen files."""
        worker = self._idle.get()
        worker.running(job.partition(":")[0])
        self._idle.put(worker)

    def do(self, job: str, argument: str, limits: Limits) -> bytes | None:
        """Return what `job`, named ``package.module:function``, answers to `argument`; None when it exceeds `limits`.

        Waits for an idle worker.

        Raises:
            RuntimeError: the job failed, or the worker cannot do its work: our fault.
        """
        worker = self._idle.get()
        try:
            return worker.do(job, argument, limits)
        finally:
            self._idle.put(worker)


@cache
def of_this_process() -> Workers:
    """Return workers that end with this process, for those who do not know when their last work is done."""
    at_work = Workers()
    atexit.register(at_work.end)
    return at_work


class _Worker:
    """One process, started again when it has ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._is_ready = False
        self._is_killed = False

    def do(self, job: str, argument: str, limits: Limits) -> bytes | None:
        with TemporaryDirectory(prefix="phonghop-") as folder:
            answer = Path(folder, "answer")
            request = {"job": job, "argument": argument, "answer": str(answer), "limits": asdict(limits)}
            ended = self._ask(json.dumps(request), limits.wall + _PATIENCE)
            if ended == "0\n":
                return answer.read_bytes()
            if ended == "2\n":
                raise RuntimeError(answer.read_text("utf-8"))
        if not ended:
            self.end()
            # Where a system cannot fork, the worker does the job itself, so it may have ended by the file's fault.
            by_the_file = self._is_ready and not hasattr(os, "fork")
            if not (self._is_killed or by_the_file):
                raise RuntimeError(f"{_COMMAND} ended")
        return None

    def _ask(self, request: str, patience: float) -> str:
        """Return the answer, empty when the worker has ended."""
        process = self.running()
        assert process.stdin
        assert process.stdout
        bound = Timer(patience, self._kill)
        bound.start()
        try:
            self._is_ready = self._is_ready or process.stdout.readline() == f"{READY}\n"
            if not self._is_ready:
                return ""
            process.stdin.write(f"{request}\n")
            process.stdin.flush()
            return process.stdout.readline()
        except OSError:
            return ""
        finally:
            bound.cancel()

    def _kill(self) -> None:
        self._is_killed = True
        if self._process:
            self._process.kill()

    def running(self, *modules: str) -> subprocess.Popen[str]:
        """Return the process; one that has yet to start loads `modules` then."""
        if self._process is None:
            paths = (str(_PACKAGES), os.environ.get("PYTHONPATH", ""))
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
            self._is_ready = self._is_killed = False
            self._process = subprocess.Popen(
                (*_COMMAND, *modules),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env=environment,
            )
        return self._process

    def end(self) -> None:
        """Let the process end, which it does when its input closes."""
        if self._process is None:
            return
        process, self._process = self._process, None
        # Leaving the block closes the input, which fails when it holds what an ended process never read, and waits.
        with suppress(OSError), process:
            pass
