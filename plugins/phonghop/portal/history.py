"""What git remembers of the list of issued codes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git answers in `root`, or None where there is no git or no repository."""
    try:
        # A folder that belongs to somebody else, as in a container, is still the one we were asked about.
        trusted = ("-c", f"safe.directory={root.resolve()}")
        done = subprocess.run(["git", *trusted, *arguments], cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout


def committed_versions(root: Path, file: str) -> tuple[Sequence[bytes], bool]:
    """Return the committed contents of `file`, oldest first, and whether older ones may be missing.

    Outside a repository there is nothing to compare with: no contents, and nothing is missing.
    """
    commits = _git(root, "log", "--first-parent", "--format=%H", "--", file)
    if not commits:
        return (), False
    is_shallow = (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    contents = (_git(root, "show", f"{commit}:./{file}") for commit in reversed(commits.decode().split()))
    return tuple(content or b"" for content in contents), is_shallow
