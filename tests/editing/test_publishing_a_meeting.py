"""Publishing meets other people's commits: nothing is forced, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from clerks import NOW, Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop import git
from phonghop.editing import publishing
from phonghop.editing.desk import Desk
from phonghop.editing.kept import kept_versions
from phonghop.editing.publishing import Merge, publish
from phonghop.text.strings import strings

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


def merging(clerk: PortalCase) -> Merge:
    desk = Desk(clerk.root, strings("vi"), clerk.root.with_name("cache"), lambda: NOW)
    return desk.merged


def test_the_same_thing_published_twice_is_as_the_first_has_it_and_the_second_is_kept(
    offices: tuple[PortalCase, PortalCase],
) -> None:
    ours, theirs = offices
    retitled(theirs, "Của họ")
    assert publish(theirs.root, MEETING_ID, "Của họ") == "pushed"
    retitled(ours, "Của tôi")
    assert publish(ours.root, MEETING_ID, "Của tôi", merging(ours)) == "theirs"
    assert "Của họ" in ours.read(FILE)
    [kept] = kept_versions(ours.root, MEETING_ID)
    assert "Của tôi" in (kept.text or "")
    assert not publishing.is_unsent(ours.root)
    theirs.git("pull", "--quiet")
    assert "Của họ" in theirs.read(FILE)
    # Nothing was forced: both commits stand in the common history.
    assert {"Của họ", "Của tôi"} <= {commit.words for commit in publishing.history(theirs.root, MEETING_ID)}
    # The second clerk compares, publishes again, and nothing stands in the way.
    retitled(ours, "Của cả hai")
    assert publish(ours.root, MEETING_ID, "Của cả hai", merging(ours)) == "pushed"


def test_different_things_published_twice_are_put_together(offices: tuple[PortalCase, PortalCase]) -> None:
    ours, theirs = offices
    retitled(theirs, "Của họ")
    theirs.write(FILE, theirs.read(FILE) + "notes:\n  - Ghi chú của họ\n")
    assert publish(theirs.root, MEETING_ID, "Của họ") == "pushed"
    ours.write(FILE, ours.read(FILE) + "dress: Quân phục   # lời của tôi\n")
    assert publish(ours.root, MEETING_ID, "Của tôi", merging(ours)) == "united"
    for words in ("Của họ", "Ghi chú của họ", "Quân phục"):
        assert words in ours.read(FILE)
    assert ours.check().exit_code == 0
    theirs.git("pull", "--quiet")
    assert theirs.read(FILE) == ours.read(FILE)


def test_a_document_that_both_replaced_is_kept_twice(offices: tuple[PortalCase, PortalCase]) -> None:
    ours, theirs = offices
    for clerk, content in ((theirs, b"%PDF hai"), (ours, b"%PDF ba")):
        (clerk.root / f"meetings/{MEETING_ID}/a.pdf").write_bytes(content)
    assert publish(theirs.root, MEETING_ID, "Của họ", files=["a.pdf"]) == "pushed"
    done = publish(ours.root, MEETING_ID, "Của tôi", merging(ours), ["a.pdf"])
    assert done == "theirs"
    assert (ours.root / f"meetings/{MEETING_ID}/a.pdf").read_bytes() == b"%PDF hai"
    [kept] = kept_versions(ours.root, MEETING_ID)
    assert (kept.text, kept.files["a.pdf"].read_bytes()) == (None, b"%PDF ba")


def test_a_conflict_elsewhere_sends_nothing_and_changes_nothing(
    offices: tuple[PortalCase, PortalCase],
) -> None:
    ours, theirs = offices
    theirs.write("mkdocs.yml", "site_name: của họ\n")
    theirs.git("add", "mkdocs.yml")
    theirs.git("commit", "--quiet", "--message=họ")
    theirs.git("push", "--quiet")
    ours.write("mkdocs.yml", "site_name: của tôi\n")
    ours.git("add", "mkdocs.yml")
    ours.git("commit", "--quiet", "--message=tôi")
    retitled(ours, "Của tôi")
    assert publish(ours.root, MEETING_ID, "Của tôi", merging(ours)) == "conflict"
    assert "Của tôi" in ours.read(FILE)
    assert ours.read("mkdocs.yml") == "site_name: của tôi\n"
    assert git.answer(ours.root, "rev-parse", "--verify", "MERGE_HEAD") is None


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


def test_the_editor_says_what_became_of_two_published_versions(
    offices: tuple[PortalCase, PortalCase],
) -> None:
    """The same title, published twice: the second clerk reads a plain sentence, finds the version kept, and can go on."""
    ours, theirs = offices
    here = f"/cuoc-hop/{MEETING_ID}"
    form = {"organizer": "vp", "form": "in-person"}
    with editor(ours.root) as address:
        clerk = Clerk(address)
        clerk.post(f"{here}/muc/meeting", title="Của tôi", **form)
        clerk.post(f"{here}/luu")
        retitled(theirs, "Của họ")
        assert publish(theirs.root, MEETING_ID, "Của họ") == "pushed"
        told = clerk.post(f"{here}/dang")
        assert "Người khác vừa đăng thay đổi cùng chỗ" in told
        assert f'href="{here}/de-rieng"' in told
        assert "có bản để riêng" in clerk.get("/")
        assert "Của tôi" in clerk.get(f"{here}/de-rieng")
        assert 'value="Của họ"' in clerk.get(here)
        history = clerk.get(f"{here}/lich-su")
        assert "Cập nhật cuộc họp: Của tôi" in history
        assert "Của họ" in history
        assert "<ins>Của tôi</ins>" in history
        clerk.post(f"{here}/muc/meeting", title="Của cả hai", **form)
        clerk.post(f"{here}/luu")
        assert "Đã ghi nhận và gửi đi." in clerk.post(f"{here}/dang")
    theirs.git("pull", "--quiet")
    assert "Của cả hai" in theirs.read(FILE)


def test_the_list_tells_what_is_not_saved_and_what_is_not_published(
    offices: tuple[PortalCase, PortalCase],
) -> None:
    ours, _ = offices
    with editor(ours.root) as address:
        clerk = Clerk(address)

        def states() -> list[str]:
            return [
                row.rpartition('class="count">')[2].split("<")[0]
                for row in clerk.get("/").split("<li>")[1:]
                if "count" in row
            ]

        assert states() == []
        clerk.post(f"/cuoc-hop/{MEETING_ID}/muc/meeting", title="Tên mới", organizer="vp", form="in-person")
        assert states() == ["chưa lưu"]
        clerk.post(f"/cuoc-hop/{MEETING_ID}/luu")
        clerk.post("/moi", title="Họp tổ", day="2026-09-01", organizer="vp")
        assert states() == ["chưa đăng", "có thay đổi chưa đăng"]
        clerk.post(f"/cuoc-hop/{MEETING_ID}/dang")
        assert states() == ["chưa đăng"]


def test_without_a_repository_the_list_tells_of_no_publishing(portal: PortalCase) -> None:
    assert publishing.unpublished(portal.meeting().root) == {}
