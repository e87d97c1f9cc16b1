"""Asks git, which knows what the files of a project held before."""

from __future__ import annotations

import os
import subprocess
from hashlib import sha1
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

_NOT_TAKEN_OVER = frozenset(
    f"GIT_{name}"
    for name in "DIR WORK_TREE INDEX_FILE PREFIX CEILING_DIRECTORIES NAMESPACE SHALLOW_FILE".split()
)
"""What a hook of git's, or of another repository, says of where it is: the folder asked about has its own."""
_AS_COMMITTED = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
"""Nobody is asked for a password, and no commit is shown in another's place."""


def answer(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
    """Return what git answers in `root` to `asked`, or None where there is no git or no repository."""
    try:
        # A folder that belongs to somebody else, as in a container, is still the one we were asked about.
        trusted = ("-c", f"safe.directory={root.resolve()}")
        command = ("git", *trusted, *_AS_EXPECTED, *arguments)
        environment = {name: value for name, value in os.environ.items() if name not in _NOT_TAKEN_OVER}
        done = subprocess.run(
            command, cwd=root, env=environment | _AS_COMMITTED, input=asked, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def blob(content: bytes) -> str:
    """Return what git calls a file that holds `content`, in a repository of the usual format (SHA-1)."""
    return sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def text(root: Path, *arguments: str) -> str:
    """Return the same as text; nothing where git has no answer."""
    return (answer(root, *arguments) or b"").decode("utf-8", "replace")
