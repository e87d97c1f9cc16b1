"""What git remembers: the list of issued codes as it was, and when files were changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from phonghop import git
from phonghop.text.folding import nfc

_GONE = "0" * 40


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the published branch: its time, and the blob that each file it changed holds since; "" for none."""

    when: datetime
    blobs: Mapping[str, str]


def committed_versions(root: Path, file: str) -> tuple[Sequence[bytes], bool]:
    """Return the committed contents of `file`, oldest first, and whether older ones may be missing.

    Outside a repository there is nothing to compare with: no contents, and nothing is missing.
    """
    blobs = [blob for commit in commits(root, file) for blob in commit.blobs.values()]
    if not blobs:
        return (), False
    is_shallow = (git.answer(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"
    known = contents(root, filter(None, blobs))
    return tuple(known.get(blob, b"") for blob in blobs), is_shallow


def commits(root: Path, folder: str) -> Sequence[Commit]:
    """Return the commits that changed files below `folder`, oldest first; their paths are NFC and relative to `root`.

    A change counts from the commit that brought it into the published branch. Where clocks of committers disagree,
    the latest time so far stands, so that further commits never make a file older. Outside a repository there are none.
    """
    log = git.answer(
        root,
        *("log", "--first-parent", "-m", "--relative", "--reverse", "--raw", "--no-abbrev", "--no-renames"),
        *("--format=%x00%ct", "--", folder),
    )
    found: list[Commit] = []
    for commit in (log or b"").decode(errors="replace").split("\0")[1:]:
        seconds, *changes = commit.split("\n")
        when = datetime.fromtimestamp(int(seconds), UTC)
        found.append(Commit(max(when, found[-1].when) if found else when, dict(_blobs(changes))))
    return found


def _blobs(changes: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield file and blob of each line ``:100644 100644 <old> <new> M<tab><path>`` (git-diff, "raw output format")."""
    for change in filter(None, changes):
        facts, _, path = change.partition("\t")
        blob = facts.split(" ")[3]
        yield nfc(path), "" if blob == _GONE else blob


def changed_at(root: Path, folder: str) -> Mapping[str, datetime]:
    """Return when the files below `folder` were last changed by a commit, by their paths relative to `root`."""
    return {file: commit.when for commit in commits(root, folder) for file in commit.blobs}


def uncommitted(root: Path, folder: str) -> frozenset[str]:
    """Return the committed files below `folder` that differ from the last commit or are gone."""
    names = git.answer(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", folder)
    return frozenset(nfc(name) for name in (names or b"").decode(errors="replace").split("\0") if name)


def contents(root: Path, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of each of `blobs`; those that a partial clone has left out are not there."""
    asked = "".join(f"{blob}\n" for blob in dict.fromkeys(blobs))
    rest = (git.answer(root, "cat-file", "--batch", asked=asked.encode()) or b"") if asked else b""
    found: dict[str, bytes] = {}
    while rest:
        head, _, rest = rest.partition(b"\n")
        blob, *facts = head.decode().split(" ")
        if facts[0] == "blob":
            size = int(facts[1])
            found[blob], rest = rest[:size], rest[size + 1 :]
    return found
