"""Asks git, which knows what the files of a project held before."""

from __future__ import annotations

import os
import subprocess
from itertools import chain
from pathlib import Path

_AS_EXPECTED = tuple(
    chain.from_iterable(
        ("-c", setting)
        for setting in (
            *("core.quotePath=false", "log.showRoot=true", "log.showSignature=false"),
            *("log.diffMerges=separate", "color.ui=false"),
        )
    )
)
"""Settings of a user's that would have git answer in another form, or leave commits out."""


def answer(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """Return what git answers in `root` to `asked`, or None where there is no git or no repository."""
    try:
        # A folder that belongs to somebody else, as in a container, is still the one we were asked about.
        trusted = ("-c", f"safe.directory={root.resolve()}")
        command = ("git", *trusted, *_AS_EXPECTED, *arguments)
        asks_nobody = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
        done = subprocess.run(
            command, cwd=root, env=asks_nobody, input=asked, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
