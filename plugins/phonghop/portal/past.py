"""The git history of the meetings, queried once per run, and only for commits after the last proven one.

A commit is proven once its whole history was read and the list of codes had lost nothing. If only commits with one parent follow
it, their changes are all that is new; after anything else, such as a merge or a rewritten branch, the whole history is read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from pathlib import Path

from phonghop import git
from phonghop.database import Database, database
from phonghop.portal.folders import LEDGER_FILE, MEETINGS
from phonghop.portal.history import Commit, commits, contents, list_history, uncommitted
from phonghop.portal.unbroken import Version

_LIST = f"{MEETINGS}/{LEDGER_FILE}"
_PROVEN = "proven"


@dataclass(frozen=True)
class Past:
    """The git history of the meetings.

    Attributes:
        commits: those that changed files of meetings, oldest first.
        codes: the list of issued codes as commits left it, as far as it is not proven to have lost nothing.
        doubt: why some of these may be missing, as `list_history` returns it.
        uncommitted: the committed files of meetings that differ from the last commit or are gone.
        head: the last commit; "" where nothing can be proven, outside a repository and in one that lacks something.
        remembered: how many of the commits come from an earlier run.
        proven: the blob of the list of issued codes that an earlier run has proven; "" for none.
    """

    commits: Sequence[Commit]
    codes: Sequence[Version]
    doubt: str
    uncommitted: frozenset[str]
    head: str
    remembered: int = 0
    proven: str = ""

    @cached_property
    def changed_at(self) -> Mapping[str, datetime]:
        """When the files of meetings were last changed by a commit, by their paths relative to the project."""
        return {file: commit.when for commit in self.commits for file in commit.blobs}


def past(root: Path, cache: Path | None) -> Past:
    """Return what git remembers of the project `root`; `cache` is the folder of the database, None where nothing is remembered."""
    answer = git.answer(root, "rev-parse", "HEAD", "--is-shallow-repository")
    if answer is None:  # nothing has been committed, or nothing is told
        return Past((), *list_history(root, _LIST), frozenset(), "")
    commit, shallow = answer.decode().split()
    head = commit if shallow == "false" else ""
    changed = uncommitted(root, MEETINGS)
    since = _since_proven(root, database(cache), head, changed) if cache and head else None
    return since or Past(commits(root, MEETINGS), *list_history(root, _LIST), changed, head)


def prove(history: Past, cache: Path | None) -> None:
    """Store the history up to the last commit as proven: the list of codes had lost nothing by then.

    Nothing is stored if the list differs from the last commit, because the present list was checked, nor if the whole
    list is gone, because its contents must be required again once there is one.
    """
    lists = [commit.blobs[_LIST] for commit in history.commits if _LIST in commit.blobs]
    is_doubtful = not history.head or history.doubt or _LIST in history.uncommitted
    if cache is None or is_doubtful or lists[-1:] == [""]:
        return
    kept = database(cache)
    if kept.recall(_PROVEN) == history.head:
        return
    rows = (
        (place, int(commit.when.timestamp()), file, blob)
        for place, commit in enumerate(history.commits)
        for file, blob in commit.blobs.items()
        if place >= history.remembered
    )
    with kept.transaction():
        if not history.remembered:
            kept.write("DELETE FROM past")
        kept.write_all("INSERT INTO past VALUES (?, ?, ?, ?)", rows)
        kept.note(_PROVEN, history.head)


def _since_proven(root: Path, kept: Database, head: str, changed: frozenset[str]) -> Past | None:
    """Return the history, of which only the new part is queried; None where all of it has to be."""
    proven = kept.recall(_PROVEN)
    if not proven:
        return None
    earlier = tuple(_remembered(kept))
    fresh: Sequence[Commit] = ()
    if head != proven:
        if not _leads_straight(root, proven, head):
            return None
        fresh = commits(root, MEETINGS, since=proven, latest=earlier[-1].when if earlier else None)
    lists = [commit.blobs[_LIST] for commit in (*earlier, *fresh) if _LIST in commit.blobs]
    count = sum(_LIST in commit.blobs for commit in fresh)
    codes: Sequence[Version] = ()
    if count or _LIST in changed:
        blobs = ["", *lists][-count - 1 :]
        held = contents(root, filter(None, blobs))
        if not held.keys() >= {*blobs} - {""}:
            return None
        codes = [
            Version(held.get(blob, b""), (place - 1,) if place else ()) for place, blob in enumerate(blobs)
        ]
    before = next((commit.blobs[_LIST] for commit in reversed(earlier) if _LIST in commit.blobs), "")
    return Past((*earlier, *fresh), codes, "", changed, head, len(earlier), before)


def _leads_straight(root: Path, one: str, other: str) -> bool:
    """Return whether only commits of one parent lead from the commit `one` to the `other`."""
    links = [line.split() for line in git.text(root, "rev-list", "--parents", f"{one}..{other}").splitlines()]
    return bool(links) and links[-1][1:] == [one] and all(len(link) == 2 for link in links)


def _remembered(kept: Database) -> Iterator[Commit]:
    rows = kept.all("SELECT place, moment, file, blob FROM past ORDER BY place")
    for _, own in groupby(rows, key=lambda row: row[0]):
        changes = list(own)
        when = datetime.fromtimestamp(changes[0][1], UTC)
        yield Commit(when, {file: blob for _, _, file, blob in changes})
