"""Queries to git: earlier versions of the list of issued codes, and when files were changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from phonghop import git
from phonghop.portal.unbroken import Version
from phonghop.text.folding import nfc

_GONE = "0" * 40


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the published branch: its time, and the blob that each file it changed holds since; "" for none."""

    when: datetime
    blobs: Mapping[str, str]


def list_history(root: Path, file: str) -> tuple[Sequence[Version], str]:
    """Return the committed contents of `file` on every branch that led here, oldest first, and why some may be missing.

    The reason is "" where git answers for everything, before the first commit, and outside a repository; else a key of
    the sentences of PH507: "refused" where git is missing or fails, "shallow" or "partial" where it lacks something.
    """
    shallow = git.answer(root, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        has_repository = any(
            (folder / ".git").exists() for folder in (root.resolve(), *root.resolve().parents)
        )
        return (), "refused" if has_repository else ""
    if git.answer(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return (), "" if git.answer(root, "symbolic-ref", "--quiet", "HEAD") else "refused"
    # Every branch is followed, also one whose changes a merge has dropped.
    log = git.answer(
        root,
        *("rev-list", "--topo-order", "--reverse", "--parents", "--full-history", "--simplify-merges"),
        *("HEAD", "--", file),
    )
    if log is None:
        return (), "refused"
    lines = [line.split() for line in log.decode().splitlines()]
    moved = {line[0]: former for line in lines if len(line) == 1 and (former := _former(root, line[0], file))}
    contents_of = _contents_at(root, [*(f"{line[0]}:./{file}" for line in lines), *moved.values()])
    if contents_of is None:
        return (), "partial"
    places: dict[str, int] = {}
    versions: list[Version] = []
    for commit, *parents in lines:
        above = tuple(places[parent] for parent in parents if parent in places)
        if commit in moved:
            versions.append(Version(contents_of[moved[commit]] or b""))
            above = (len(versions) - 1,)
        places[commit] = len(versions)
        versions.append(Version(contents_of[f"{commit}:./{file}"] or b"", above))
    return versions, "shallow" if shallow.strip() == b"true" else ""


def _former(root: Path, commit: str, file: str) -> str:
    """Return where `file` was before `commit`, which added it and removed one of its name elsewhere; "" if nowhere."""
    gone = git.answer(
        root, "diff-tree", "-r", "-z", "--no-renames", "--diff-filter=D", "--name-only", f"{commit}^", commit
    )
    names = (gone or b"").decode(errors="surrogateescape").split("\0")
    former = next((name for name in names if name == file or name.endswith(f"/{file}")), "")
    return f"{commit}^:{former}" if former else ""


def _contents_at(root: Path, places: Sequence[str]) -> Mapping[str, bytes | None] | None:
    """Return what each of `places`, such as "HEAD:./meetings/issued.tsv" or a blob, holds, None where no file is; None if git fails."""
    names = "".join(f"{place}\n" for place in places).encode(errors="surrogateescape")
    rest = git.answer(root, "cat-file", "--batch", asked=names) if places else b""
    contents_of: dict[str, bytes | None] = {}
    for place in places:
        if not rest:
            return None
        head, _, rest = rest.partition(b"\n")
        *_, kind, size = head.split(b" ") if not head.endswith(b" missing") else (b"", b"0")
        contents_of[place] = None
        if kind == b"blob":
            contents_of[place], rest = rest[: int(size)], rest[int(size) + 1 :]
    return contents_of


def commits(root: Path, folder: str, since: str = "", latest: datetime | None = None) -> Sequence[Commit]:
    """Return the commits that changed files below `folder`, oldest first; their paths are NFC and relative to `root`.

    A change dates from the commit that brought it into the published branch. If committers' clocks disagree, a commit gets
    the latest time so far (initially `latest`), so that further commits never make a file older. If `since` is given, only later
    commits are returned. Outside a repository there are none.
    """
    log = git.text(
        root,
        *("log", "--first-parent", "-m", "--relative", "--reverse", "--raw", "--no-abbrev", "--no-renames"),
        *("--format=%x00%ct", f"{since}..HEAD" if since else "HEAD", "--", folder),
    )
    made: list[Commit] = []
    for commit in log.split("\0")[1:]:
        seconds, *changes = commit.split("\n")
        when = datetime.fromtimestamp(int(seconds), UTC)
        latest = max(when, latest or when)
        made.append(Commit(latest, dict(_blobs(changes))))
    return made


def _blobs(changes: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield file and blob of each line ``:100644 100644 <old> <new> M<tab><path>`` (git-diff, "raw output format")."""
    for change in filter(None, changes):
        facts, _, path = change.partition("\t")
        blob = facts.split(" ")[3]
        yield nfc(path), "" if blob == _GONE else blob


def uncommitted(root: Path, folder: str) -> frozenset[str]:
    """Return the committed files below `folder` that differ from the last commit or are gone."""
    names = git.text(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", folder)
    return frozenset(nfc(name) for name in names.split("\0") if name)


def contents(root: Path, blobs: Iterable[str]) -> Mapping[str, bytes]:
    """Return the bytes of each of `blobs`; those that a partial clone has left out are not there."""
    held = _contents_at(root, [*dict.fromkeys(blobs)]) or {}
    return {blob: content for blob, content in held.items() if content is not None}
