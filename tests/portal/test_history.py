"""When files were changed, asked of real repositories."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phonghop.portal.past import past

FILE = "meetings/2026-12-17-mau/meeting.yml"
ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip


def git(folder: Path, *arguments: str, hour: int = 0) -> None:
    when = {
        "GIT_AUTHOR_DATE": f"2026-12-01T{hour:02d}:00:00Z",
        "GIT_COMMITTER_DATE": f"2026-12-01T{hour:02d}:00:00Z",
    }
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**ENVIRONMENT, **when, "PATH": "/usr/bin:/bin"},
    )


def commit(root: Path, text: str, hour: int, file: str = FILE) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(text)
    git(root, "add", ".")
    git(root, "commit", "-m", text, hour=hour)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "first", 1)
    return tmp_path


def at(hour: int) -> datetime:
    return datetime(2026, 12, 1, hour, tzinfo=UTC)


def test_each_commit_makes_its_files_newer(root):
    assert past(root, None).changed_at == {FILE: at(1)}
    commit(root, "second", 2)
    commit(root, "elsewhere", 3, "README.md")
    assert past(root, None).changed_at == {FILE: at(2)}


def test_slow_clock_makes_nothing_older(root):
    commit(root, "second", 5)
    commit(root, "third, from a slow clock", 4)
    assert past(root, None).changed_at == {FILE: at(5)}


def test_change_counts_from_when_it_was_published(root):
    git(root, "switch", "-c", "aside")
    commit(root, "written early", 2)
    git(root, "switch", "main")
    git(root, "merge", "--no-ff", "aside", hour=7)
    assert past(root, None).changed_at == {FILE: at(7)}


def test_project_below_the_top_of_its_repository_names_its_own_files(tmp_path):
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "first", 1, f"cổng/{FILE}")
    commit(tmp_path, "other", 2, "meetings/khác/meeting.yml")
    assert past(tmp_path / "cổng", None).changed_at == {FILE: at(1)}


def test_outside_a_repository_nothing_is_known(tmp_path):
    assert past(tmp_path, None).changed_at == {}
