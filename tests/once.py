"""What takes long to make and is only read is made once for all processes of a run."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path


class Once:
    """Folders that the processes of a run share, below `base`."""

    def __init__(self, base: Path) -> None:
        self._base = base

    def __call__(self, name: str, fill: Callable[[Path], object]) -> Path:
        """Return the folder called `name`: the first process to ask has it filled, the others wait and take it."""
        folder, done = self._base / name, self._base / f"{name}.done"
        with (self._base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder
