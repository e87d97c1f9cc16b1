"""Publishing is a commit of one meeting, sent on where the repository knows where to. Nothing is ever forced."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from phonghop import git
from phonghop.portal.load import LEDGER_FILE, MEETINGS

Outcome = Literal[
    "no-repository", "nothing", "committed", "pushed", "merged", "offline", "conflict", "no-name", "refused"
]
"""What became of it: "committed" where there is nowhere to send it, "merged" where others' commits were taken in before."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a meeting: when, by whom, its words."""

    when: str
    who: str
    words: str


def publish(root: Path, meeting_id: str, words: str) -> Outcome:
    """Commit the folder of one meeting, and the list of codes; push it where a remote branch is set up."""
    folder = f"{MEETINGS}/{meeting_id}"
    if git.answer(root, "rev-parse", "--git-dir") is None:
        return "no-repository"
    paths = [folder, *([f"{MEETINGS}/{LEDGER_FILE}"] if (root / MEETINGS / LEDGER_FILE).is_file() else [])]
    if not git.answer(root, "status", "--porcelain", "--", *paths):
        return _sent(root) if is_unsent(root) else "nothing"
    if not git.answer(root, "var", "GIT_COMMITTER_IDENT"):
        return "no-name"
    if not _did(root, "add", "--", *paths) or not _did(
        root, "commit", "--quiet", f"--message={words}", "--", *paths
    ):
        return "refused"
    return _sent(root)


def is_unsent(root: Path) -> bool:
    """Return whether commits of this machine wait to be sent, as without a network."""
    return (git.answer(root, "rev-list", "--count", "@{upstream}..HEAD") or b"0").strip() != b"0"


def _sent(root: Path) -> Outcome:
    """Push what was committed; take in others' commits first where that meets no conflict."""
    if git.answer(root, "rev-parse", "--abbrev-ref", "@{upstream}") is None:
        return "committed"
    if _did(root, "push", "--quiet"):
        return "pushed"
    if not _did(root, "fetch", "--quiet"):
        return "offline"
    if not _did(root, "merge", "--quiet", "--no-edit", "@{upstream}"):
        _did(root, "merge", "--abort")
        return "conflict"
    return "merged" if _did(root, "push", "--quiet") else "offline"


def changes(root: Path, meeting_id: str) -> list[str]:
    """Return the names of files of a meeting that were changed since the last commit."""
    told = (
        git.answer(root, "status", "--porcelain", "--untracked-files=all", "--", f"{MEETINGS}/{meeting_id}")
        or b""
    )
    return [line[3:].strip('"') for line in told.decode("utf-8", "replace").splitlines()]


def committed(root: Path, meeting_id: str, name: str) -> bytes | None:
    """Return what a file of a meeting held at the last commit, None where it was not there."""
    return git.answer(root, "show", f"HEAD:./{MEETINGS}/{meeting_id}/{name}")


def history(root: Path, meeting_id: str) -> Iterator[Commit]:
    """Yield the commits that changed a meeting, the latest first."""
    form = "--format=%ad%x09%an%x09%s"
    told = (
        git.answer(root, "log", "-50", "--date=format:%d/%m/%Y %H:%M", form, "--", f"{MEETINGS}/{meeting_id}")
        or b""
    )
    for line in told.decode("utf-8", "replace").splitlines():
        when, who, words = line.split("\t", 2)
        yield Commit(when, who, words)


def _did(root: Path, *arguments: str) -> bool:
    """Return whether git did what it was told to, without asking anybody."""
    asks_nobody = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
    try:
        subprocess.run(("git", *arguments), cwd=root, env=asks_nobody, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
