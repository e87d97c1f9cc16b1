"""Types are right. A test, so that it is found out beside the others: nothing was remembered of it, it takes a processor ten seconds."""

import subprocess
import sys

from driver import PROJECT


def test_types_are_right() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
