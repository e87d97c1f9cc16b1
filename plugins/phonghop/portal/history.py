"""What git remembers: the list of issued codes as it was, and when files were changed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
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


def changed_at(root: Path, folder: str) -> Mapping[str, datetime]:
    """Return when the files below `folder` were last changed by a commit, by their paths relative to `root`.

    A change counts from the commit that brought it into the published branch. Where clocks of committers disagree,
    the latest time stands, so that further commits never make a file older. Outside a repository nothing is known.
    """
    log = _git(
        root,
        *("-c", "core.quotePath=false", "log", "--first-parent", "-m", "--relative", "--name-only"),
        *("--format=%x00%ct", "--", folder),
    )
    times: dict[str, datetime] = {}
    for commit in (log or b"").decode().split("\0")[1:]:
        seconds, *files = commit.split("\n")
        when = datetime.fromtimestamp(int(seconds), UTC)
        for file in filter(None, files):
            times[file] = max(when, times.get(file, when))
    return times
