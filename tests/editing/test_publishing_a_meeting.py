"""Publishing meets other people's commits: nothing is forced, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.editing.publishing import publish

FILE = f"meetings/{MEETING_ID}/meeting.yml"
OTHER = "2026-08-01-hop-khac"


@pytest.fixture
def offices(portal: PortalCase, tmp_path: Path) -> tuple[PortalCase, PortalCase]:
    """Two clerks with a common repository."""
    portal.meeting().meeting(meeting_id=OTHER).write(".gitignore", "/in/\n.cache/\n").commit()
    portal.git("clone", "--bare", str(portal.root), str(tmp_path / "chung.git"))
    both = []
    for name in ("a", "b"):
        portal.git("clone", str(tmp_path / "chung.git"), str(tmp_path / name))
        clerk = PortalCase(tmp_path / name)
        clerk.git("config", "user.name", f"Văn thư {name}")
        clerk.git("config", "user.email", f"{name}@example.invalid")
        both.append(clerk)
    return both[0], both[1]


def retitled(clerk: PortalCase, title: str, file: str = FILE) -> None:
    text = clerk.read(file)
    clerk.write(file, text.replace(text.splitlines()[0], f"title: {title}"))


def test_what_is_published_is_sent(offices: tuple[PortalCase, PortalCase]) -> None:
    ours, theirs = offices
    assert publish(ours.root, MEETING_ID, "không có gì") == "nothing"
    retitled(ours, "Tên mới")
    retitled(ours, "Chưa đăng", f"meetings/{OTHER}/meeting.yml")
    assert publish(ours.root, MEETING_ID, "Đổi tên") == "pushed"
    theirs.git("pull", "--quiet")
    assert "Tên mới" in theirs.read(FILE)
    assert "Chưa đăng" not in theirs.read(f"meetings/{OTHER}/meeting.yml")


def test_commits_to_other_meetings_are_taken_in(offices: tuple[PortalCase, PortalCase]) -> None:
    ours, theirs = offices
    retitled(theirs, "Của họ", f"meetings/{OTHER}/meeting.yml")
    assert publish(theirs.root, OTHER, "Của họ") == "pushed"
    retitled(ours, "Của tôi")
    assert publish(ours.root, MEETING_ID, "Của tôi") == "merged"
    theirs.git("pull", "--quiet")
    assert "Của tôi" in theirs.read(FILE)


def test_a_conflict_sends_nothing_and_loses_nothing(offices: tuple[PortalCase, PortalCase]) -> None:
    ours, theirs = offices
    retitled(theirs, "Của họ")
    assert publish(theirs.root, MEETING_ID, "Của họ") == "pushed"
    retitled(ours, "Của tôi")
    assert publish(ours.root, MEETING_ID, "Của tôi") == "conflict"
    assert "Của tôi" in ours.read(FILE)
    assert "<<<<" not in ours.read(FILE)
    theirs.git("pull", "--quiet")
    assert "Của họ" in theirs.read(FILE)


def test_without_a_network_the_commit_waits(offices: tuple[PortalCase, PortalCase], tmp_path: Path) -> None:
    ours, _ = offices
    (tmp_path / "chung.git").rename(tmp_path / "mat.git")
    retitled(ours, "Của tôi")
    assert publish(ours.root, MEETING_ID, "Của tôi") == "offline"
    ours.git("diff", "--quiet", "HEAD")
    (tmp_path / "mat.git").rename(tmp_path / "chung.git")
    assert publish(ours.root, MEETING_ID, "Của tôi") == "pushed"


def test_without_a_repository_nothing_is_published(portal: PortalCase) -> None:
    assert publish(portal.meeting().root, MEETING_ID, "x") == "no-repository"
