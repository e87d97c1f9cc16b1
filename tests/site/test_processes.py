"""The processes that make meetings beside the one that builds."""

from __future__ import annotations

import os
import select
import subprocess
import sys

_LONGEST = 60
"""Seconds after which a process counts as one that never ends."""
_BUILD = """
import os, time
from phonghop.site.processes import pool
if __name__ == "__main__":
    with pool() as several:
        print(several.submit(os.getpid).result(), flush=True)
        time.sleep(600)
"""


def test_they_end_with_a_build_that_is_killed(tmp_path) -> None:
    script = tmp_path / "build.py"
    script.write_text(_BUILD)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        worker = os.pidfd_open(int(build.stdout.readline()))
        build.kill()
    ended, _, _ = select.select([worker], [], [], _LONGEST)
    os.close(worker)
    assert ended
