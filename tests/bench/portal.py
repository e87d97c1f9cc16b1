"""Measures whole builds of generated portals: run ``make bench``. Prints a Markdown table of this machine and run."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import generate

COUNTS = (100, 300)
MEBI = 1024


def build(root: Path) -> tuple[float, float]:
    """Build the project at `root` in a process of its own; return seconds and the peak memory of children in MiB."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "phonghop", "build"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEBI


def main() -> None:
    """Build each size cold and once more with nothing changed."""
    print("| meetings | cold, s | ms a meeting | again, s | peak MiB |")
    print("|---|---|---|---|---|")
    for count in COUNTS:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "portal"
            generate(root, count)
            cold, memory = build(root)
            again, _ = build(root)
        print(f"| {count} | {cold:.1f} | {cold / count * 1000:.0f} | {again:.1f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
