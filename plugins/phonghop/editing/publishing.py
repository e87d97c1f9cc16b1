"""Publishing a meeting: a commit, pushed where a remote branch is set up. Nothing is ever forced."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from phonghop import git
from phonghop.editing.kept import keep_aside
from phonghop.portal.load import LEDGER_FILE, MEETING_FILE, MEETINGS
from phonghop.text.folding import nfc

Outcome: TypeAlias = Literal[
    "no-repository",
    "nothing",
    "committed",
    "pushed",
    "merged",
    "united",
    "theirs",
    "offline",
    "conflict",
    "no-name",
    "refused",
]
"""The outcome of publishing.

"committed": there is nowhere to send it; "merged": others' commits were taken in before; "united": among them changes of other
things in this meeting; "theirs": among them a change of the same thing, so that ours was kept aside; "conflict": other files of
the repository are in conflict, so that nothing was sent.
"""

_LATEST = 20
"""Commits that the history of a meeting shows."""

Merge = Callable[[str, str, str], str | None]
"""Puts together a base, our text and theirs; None where that cannot be done."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a meeting: its name in git, when (seconds since 1970), by whom, its words."""

    name: str
    at: float
    who: str
    words: str


def publish(
    root: Path, meeting_id: str, words: str, merge: Merge = lambda *_: None, files: Collection[str] = ()
) -> Outcome:
    """Commit one meeting with those `files` of its folder that it names, and the list of codes; push it where a remote branch is set up.

    `merge` puts our text of the meeting together with another that was published meanwhile.
    """
    if git.answer(root, "rev-parse", "--git-dir") is None:
        return "no-repository"
    paths = changes(root, meeting_id, files)
    if not paths:
        return _sent(root, meeting_id, merge) if is_unsent(root) else "nothing"
    if not git.answer(root, "var", "GIT_COMMITTER_IDENT"):
        return "no-name"
    if not _did(root, "add", "--all", "--", *paths) or not _did(
        root, "commit", "--quiet", f"--message={words}", "--", *paths
    ):
        return "refused"
    return _sent(root, meeting_id, merge)


def is_unsent(root: Path) -> bool:
    """Return whether commits of this machine wait to be sent, as without a network."""
    return (git.answer(root, "rev-list", "--count", "@{upstream}..HEAD") or b"0").strip() != b"0"


def _sent(root: Path, meeting_id: str, merge: Merge) -> Outcome:
    """Push what was committed; take in others' commits first."""
    if git.answer(root, "rev-parse", "--abbrev-ref", "@{upstream}") is None:
        return "committed"
    if _did(root, "push", "--quiet"):
        return "pushed"
    if not _did(root, "fetch", "--quiet"):
        return "offline"
    taken = _taken_in(root, meeting_id, merge)
    if taken is None:
        _did(root, "merge", "--abort")
        return "conflict"
    return taken if _did(root, "push", "--quiet") else "offline"


def _taken_in(root: Path, meeting_id: str, merge: Merge) -> Outcome | None:
    """Merge others' commits; None where files other than this meeting's are in conflict.

    Git's text merge may join lines of two versions into something that neither clerk wrote, so a meeting that both have changed
    is merged by fields, or taken as others have it while ours is kept aside.
    """
    base = git.text(root, "merge-base", "HEAD", "@{upstream}").strip()
    folder = f"{MEETINGS}/{meeting_id}"
    ours, theirs = (_changed(root, base, side, folder) for side in ("HEAD", "@{upstream}"))
    _did(root, "merge", "--quiet", "--no-commit", "--no-ff", "@{upstream}")
    is_merging = git.answer(root, "rev-parse", "--quiet", "--verify", "MERGE_HEAD") is not None
    if not is_merging or set(_names(root, "diff", "--diff-filter=U")) - {
        f"{folder}/{name}" for name in ours & theirs
    }:
        return None
    own, base_text, files = None, b"", {}
    for name in sorted(ours & theirs):
        base_, mine, other = (
            committed(root, meeting_id, name, side) for side in (base, "HEAD", "@{upstream}")
        )
        if mine == other:
            continue
        sides = [side.decode("utf-8-sig", "replace") for side in (base_, mine, other) if side is not None]
        text = merge(*sides) if name == MEETING_FILE and len(sides) == 3 else None
        if text is None and name == MEETING_FILE:
            own, base_text = mine, base_ or b""
        elif text is None and mine is not None:
            files[name] = mine
        _put(root / folder / name, other if text is None else text.encode())
        _did(root, "add", "--all", "--", f"{folder}/{name}")
    if is_kept := own is not None or bool(files):
        keep_aside(root, meeting_id, base_text, own, files)
    if not _did(root, "commit", "--quiet", "--no-edit"):
        return None
    return "theirs" if is_kept else "united" if ours & theirs else "merged"


def _put(path: Path, content: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)


def _changed(root: Path, base: str, side: str, folder: str) -> set[str]:
    """Return the names of files in `folder` that `side` has changed since `base`."""
    return {name.removeprefix(f"{folder}/") for name in _names(root, "diff", base, side, "--", folder)}


def _names(root: Path, command: str, *more: str) -> list[str]:
    answer = git.text(root, command, "--name-only", "--no-renames", "--relative", "-z", *more)
    return [name for name in answer.split("\0") if name]


def changes(root: Path, meeting_id: str, files: Collection[str] = ()) -> list[str]:
    """Return the paths of what publishing a meeting would commit.

    They are what has changed of its committed files, of new ones those among `files`, and the list of codes, without which its
    printed ones lead nowhere.
    """
    folder, ledger = f"{MEETINGS}/{meeting_id}", f"{MEETINGS}/{LEDGER_FILE}"
    asked = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", folder, ledger)
    own = {ledger, *(f"{folder}/{name}" for name in (MEETING_FILE, *files))}
    prefix = git.text(root, "rev-parse", "--show-prefix").strip()
    lines = (line for line in git.text(root, *asked).split("\0") if line)
    names = ((line[:2], line[3:].removeprefix(prefix)) for line in lines)
    return [name for state, name in names if state != "??" or nfc(name) in own]


def unpublished(root: Path) -> dict[str, str]:
    """Return the meetings that differ from the last commit: "new" if it has none of their files, else "changed"."""
    if git.answer(root, "rev-parse", "--git-dir") is None:
        return {}
    untracked = git.text(root, "ls-files", "-z", "--others", "--exclude-standard", "--", MEETINGS)
    tracked = git.text(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", MEETINGS)
    there = {
        Path(path).name
        for path in git.text(root, "ls-tree", "-z", "--name-only", "HEAD", f"{MEETINGS}/").split("\0")
    }
    paths = (Path(path).parts for path in f"{untracked}{tracked}".split("\0"))
    return {parts[1]: "changed" if parts[1] in there else "new" for parts in paths if len(parts) > 2}


def committed(root: Path, meeting_id: str, name: str, commit: str = "HEAD") -> bytes | None:
    """Return what a file of a meeting held at a commit, None where it was not there."""
    return git.answer(root, "show", f"{commit}:./{MEETINGS}/{meeting_id}/{name}")


def committed_text(root: Path, meeting_id: str, commit: str = "HEAD") -> str:
    """Return the text of a meeting's file at a commit, empty where it was not there."""
    return (committed(root, meeting_id, MEETING_FILE, commit) or b"").decode("utf-8-sig", "replace")


def history(root: Path, meeting_id: str) -> Iterator[Commit]:
    """Yield the commits that changed a meeting, the latest first."""
    form = ("--full-history", "--no-merges", "--format=%H%x09%at%x09%an%x09%s")
    for line in git.text(root, "log", f"-{_LATEST}", *form, "--", f"{MEETINGS}/{meeting_id}").splitlines():
        name, at, who, words = line.split("\t", 3)
        yield Commit(name, float(at), who, words)


def _did(root: Path, *arguments: str) -> bool:
    """Return whether a git command succeeded; it never prompts."""
    asks_nobody = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
    try:
        subprocess.run(("git", *arguments), cwd=root, env=asks_nobody, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
