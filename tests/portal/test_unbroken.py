"""Nothing is lost from the list of issued codes: by what git remembers, in real repositories, and by the list itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import MEETING_ID, PortalCase
from phonghop.portal.codes import Entry, Subject, new_code
from phonghop.portal.history import list_history
from phonghop.portal.unbroken import Version, changed_lines

FILE = "meetings/issued.tsv"
OLD_HEADER = "code\taction\tsubject\tdate\twords\n"
PLACES = [f"{MEETING_ID}/point/{letter}" for letter in "abcdefgh"]


def line(subject: str, action: str = "issue", words: str = "Tài liệu") -> str:
    """Return a line of the old form, which tells nothing but itself."""
    known = Subject.parse(subject)
    assert known
    return f"{Entry(new_code(known, ()), action, known, date(2026, 6, 1), words)}\n"


A, B, C, D = (line(place) for place in PLACES[:4])

# What is held against versions of before


def lost(*versions: str) -> list[str]:
    """Return the places of what the last of `versions`, each made from the one before, has lost."""
    *committed, now = [(OLD_HEADER + text).encode() for text in versions]
    chain = [Version(content, (n - 1,) if n else ()) for n, content in enumerate(committed)]
    return [str(p.place) for p in changed_lines(chain, now, FILE)]


ROWS = st.lists(st.sampled_from([line(place) for place in PLACES]), max_size=6, unique=True)


@given(ROWS, st.data())
def test_adding_anywhere_is_no_loss(rows: list[str], data: st.DataObject) -> None:
    more = list(rows)
    more.insert(data.draw(st.integers(0, len(rows))), line(f"{MEETING_ID}/link/moi"))
    assert lost("".join(rows), "".join(more)) == []


@given(ROWS, st.data())
def test_removing_any_line_is_a_loss(rows: list[str], data: st.DataObject) -> None:
    rows.append(line(MEETING_ID))
    gone = data.draw(st.integers(0, len(rows) - 1))
    assert lost("".join(rows), "".join(rows[:gone] + rows[gone + 1 :])) == [f"{FILE}:{gone + 2}:1"]


@given(ROWS, st.data())
def test_changing_any_line_is_a_loss_at_that_line(rows: list[str], data: st.DataObject) -> None:
    rows.append(line(MEETING_ID))
    which = data.draw(st.integers(0, len(rows) - 1))
    other = [*rows[:which], rows[which].replace("Tài liệu", "Khác"), *rows[which + 1 :]]
    assert lost("".join(rows), "".join(other)) == [f"{FILE}:{which + 2}:1"]


def test_another_order_is_a_loss() -> None:
    """The last line of a code tells how it stands, so the order of lines means something."""
    assert lost(A + B, B + A) == [f"{FILE}:4:1"]


def test_a_loss_of_the_last_commit_and_one_of_the_working_copy_are_both_seen() -> None:
    assert lost(A + B, A, A + C) == [f"{FILE}:3:1"]
    assert lost(A, A + B, B) == [f"{FILE}:2:1"]


def test_what_was_lost_and_is_back_is_no_loss() -> None:
    assert lost(A + B, A, A + B) == []
    assert lost(A + B, A, A + B + C, A + B + C) == []


def test_a_code_of_a_version_that_lost_another_is_still_asked_for() -> None:
    assert lost(A + B, A + C, A + B) == [f"{FILE}:1:1"]
    assert lost(A + B, A + C, A + B + C) == []


def test_two_branches_may_meet_in_either_order() -> None:
    base, left, right = (OLD_HEADER + text for text in (A, A + B, A + C))
    versions = [Version(base.encode()), Version(left.encode(), (0,)), Version(right.encode(), (0,))]
    for text in (A + B + C, A + C + B):
        assert list(changed_lines(versions, (OLD_HEADER + text).encode(), FILE)) == []
    assert [p.code for p in changed_lines(versions, (OLD_HEADER + A + B).encode(), FILE)] == ["PH505"]


def test_marks_of_a_conflict_that_were_committed_may_go_again() -> None:
    assert lost(A, f"{A}<<<<<<< HEAD\n{B}=======\n{C}>>>>>>> nhanh\n", A + B + C) == []


# Real repositories


@pytest.fixture
def issued(portal: PortalCase) -> PortalCase:
    """A portal with three meetings, each with its code, committed one after the other."""
    for day in ("01", "02", "03"):
        another(portal, day)
    return portal


def another(portal: PortalCase, day: str) -> PortalCase:
    text = f"title: Họp số {day}\norganizer: vp\nform: trực tiếp\nsessions: {day}/7/2026 8 giờ\n"
    portal.write(f"meetings/2026-07-{day}-hop/meeting.yml", text)
    portal.write(".gitattributes", "meetings/issued.tsv text eol=lf merge=union\n")
    assert portal.run("codes", "issue").exit_code == 0
    return portal.commit()


def rows(portal: PortalCase) -> list[str]:
    return portal.read(FILE).splitlines(keepends=True)


def without(portal: PortalCase, *places: int) -> PortalCase:
    """Take lines away, counted from 0; the header is one."""
    return portal.write(FILE, "".join(row for n, row in enumerate(rows(portal)) if n not in places))


def codes_told(portal: PortalCase) -> set[str]:
    output = portal.check().output
    assert "Traceback" not in output
    return set(re.findall(r"PH5\d\d", output))


def test_git_remembers_every_version_oldest_first(portal: PortalCase) -> None:
    for text in (A, A + B, B):
        portal.write(FILE, text).commit()
    portal.write("khac.txt", "").commit()
    portal.write(FILE, "chưa commit")
    versions, doubt = list_history(portal.root, FILE)
    assert [(v.content.decode(), v.parents) for v in versions] == [(A, ()), (A + B, (0,)), (B, (1,))]
    assert not doubt


def test_a_commit_that_removed_the_list_is_remembered_as_nothing(portal: PortalCase) -> None:
    portal.write(FILE, A).commit().remove(FILE).commit()
    assert [v.content for v in list_history(portal.root, FILE)[0]] == [A.encode(), b""]


def test_a_portal_in_a_folder_of_a_repository_has_its_own_history(portal: PortalCase) -> None:
    inner = PortalCase(portal.root / "cổng").portal_file().write(FILE, A)
    portal.commit()
    assert [v.content.decode() for v in list_history(inner.root, FILE)[0]] == [A]


@pytest.mark.parametrize("last", [1, 2, 3])
def test_a_dropped_line_is_missed_whatever_the_users_settings(issued: PortalCase, last: int) -> None:
    for setting in ("log.showRoot=false", "log.showSignature=true", "color.ui=always", "log.follow=true"):
        issued.git("config", *setting.split("="))
    issued.git("config", "log.diffMerges", "off")
    assert "PH505" in codes_told(without(issued, last).commit())


def test_a_merge_that_keeps_ours_drops_nothing_unseen(issued: PortalCase) -> None:
    issued.git("switch", "--create", "ben")
    another(issued, "04")
    issued.git("switch", "main")
    another(issued, "05")
    issued.git("merge", "--strategy=ours", "--message=Giữ bên này", "ben")
    assert "PH505" in codes_told(issued)


@pytest.mark.parametrize("order", [("ben", "main"), ("main", "ben")])
def test_two_clerks_who_issue_codes_on_two_branches_are_not_stopped(
    issued: PortalCase, order: Sequence[str]
) -> None:
    issued.git("switch", "--create", "ben")
    another(issued, "04")
    another(issued, "06")
    issued.git("switch", "main")
    another(issued, "05")
    into, other = order
    issued.git("switch", into)
    issued.git("merge", "--message=Gộp", other)
    assert issued.check("--strict").exit_code == 0
    assert codes_told(another(issued, "07")) == set()
    assert len(rows(issued)) == 1 + 7
    assert "PH510" in codes_told(without(issued, 4)), "the next line names the ends of both branches"


def test_two_clerks_who_issue_the_same_codes_are_not_stopped(issued: PortalCase) -> None:
    issued.git("switch", "--create", "ben")
    another(issued, "04")
    another(issued, "05")
    issued.git("switch", "main")
    another(issued, "05")
    issued.git("merge", "--message=Gộp", "ben")
    assert issued.check("--strict").exit_code == 0
    issued.run("codes", "issue")
    assert codes_told(issued.commit()) == set()


def test_a_merge_resolved_by_hand_in_the_other_order_is_no_loss(issued: PortalCase) -> None:
    before = rows(issued)
    issued.git("switch", "--create", "ben")
    another(issued, "04")
    theirs = rows(issued)[len(before) :]
    issued.git("switch", "main")
    another(issued, "05")
    ours = rows(issued)[len(before) :]
    issued.git("merge", "--no-commit", "--no-ff", "ben")
    for both in (ours + theirs, theirs + ours):
        issued.write(FILE, "".join(before + both))
        assert codes_told(issued) == set()
    assert codes_told(issued.commit()) == set()


def test_what_one_commit_moves_and_drops_is_missed(issued: PortalCase) -> None:
    first = rows(issued)[1].split("\t")
    issued.run("codes", "move", first[0], "2026-07-02-hop")
    assert "PH505" in codes_told(without(issued, 2).commit())


def test_a_portal_that_moves_and_drops_in_one_commit_is_missed(issued: PortalCase) -> None:
    inner = issued.root / "cong"
    inner.mkdir()
    for name in ("meetings", ".gitattributes"):
        (issued.root / name).rename(inner / name)
    moved = PortalCase(inner)
    without(moved, 3)
    issued.commit()
    assert "PH505" in codes_told(moved)


def rewritten(portal: PortalCase, how: str) -> None:
    """Rewrite history so that git knows nothing of what was there."""
    if how == "amend":
        portal.git("add", "--all")
        portal.git("commit", "--amend", "--no-edit")
    elif how == "squash":
        portal.git("checkout", "--orphan", "moi")
        portal.commit()
    else:
        (portal.root / ".git").rename(portal.root.parent / f"{how}.git")
        if how == "new repository":
            portal.commit()


@pytest.mark.parametrize("how", ["amend", "squash", "new repository", "no repository"])
def test_a_list_shows_by_itself_that_a_line_is_missing(issued: PortalCase, how: str) -> None:
    for place in (1, 2):
        case = PortalCase(issued.root)
        whole = issued.read(FILE)
        without(case, place)
        assert "PH510" in codes_told(case)
        case.write(FILE, whole)
    without(issued, 2)
    rewritten(issued, how)
    assert "PH510" in codes_told(issued)


def test_a_list_of_the_old_form_is_named_whole_by_the_next_line(issued: PortalCase) -> None:
    old = [OLD_HEADER, *("\t".join(row.split("\t")[:5]) + "\n" for row in rows(issued)[1:])]
    issued.write(FILE, "".join(old))
    (issued.root / ".git").rename(issued.root.parent / "old.git")
    another(issued, "04")
    for place in (1, 2, 3):
        whole = issued.read(FILE)
        assert "PH510" in codes_told(without(issued, place))
        issued.write(FILE, whole)
    assert codes_told(issued) == set()


def test_a_shallow_clone_says_so_and_a_whole_one_no_more(issued: PortalCase) -> None:
    issued.shallow_clone()
    assert codes_told(issued) == {"PH507"}
    issued.git("fetch", "--unshallow")
    assert codes_told(issued) == set()


def test_a_partial_clone_that_cannot_ask_says_so(issued: PortalCase) -> None:
    issued.git("config", "uploadpack.allowFilter", "true")
    clone = issued.root.with_name("partial")
    issued.git("clone", "--filter=blob:none", issued.root.as_uri(), str(clone))
    issued.root.rename(issued.root.with_name("gone"))
    issued.root = clone
    assert codes_told(issued) == {"PH507"}


def test_a_partial_clone_asks_for_what_it_lacks(issued: PortalCase) -> None:
    issued.git("config", "uploadpack.allowFilter", "true")
    clone = issued.root.with_name("partial")
    issued.git("clone", "--filter=blob:none", issued.root.as_uri(), str(clone))
    issued.root = clone
    assert "PH505" in codes_told(without(issued, 3))


def _no_program(_: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


def _lost_objects(portal: PortalCase, _: pytest.MonkeyPatch) -> None:
    for path in (portal.root / ".git" / "objects").glob("??/*"):
        path.chmod(0o644)
        path.write_bytes(b"")


def _broken_head(portal: PortalCase, _: pytest.MonkeyPatch) -> None:
    portal.write(".git/HEAD", "rác\n")


def _broken_settings(portal: PortalCase, _: pytest.MonkeyPatch) -> None:
    portal.write(".git/config", "[rác\n")


def _pointer_to_nowhere(portal: PortalCase, _: pytest.MonkeyPatch) -> None:
    (portal.root / ".git").rename(portal.root.parent / "elsewhere")
    portal.write(".git", "gitdir: /nowhere\n")


@pytest.mark.parametrize(
    "failure",
    [_no_program, _lost_objects, _broken_head, _broken_settings, _pointer_to_nowhere],
)
def test_wherever_git_fails_the_doubt_is_told(
    issued: PortalCase,
    failure: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert callable(failure)
    failure(issued, monkeypatch)
    assert codes_told(issued) == {"PH507"}


@pytest.mark.parametrize("how", ["replaced", "grafted"])
def test_a_commit_shown_in_the_place_of_another_hides_nothing(issued: PortalCase, how: str) -> None:
    without(issued, 2).commit()
    if how == "replaced":
        issued.git("replace", "--graft", "HEAD")
    else:
        head = (issued.root / ".git/refs/heads/main").read_text("ascii")
        issued.write(".git/info/grafts", head)
    assert "PH505" in codes_told(issued)


def test_a_hook_of_git_above_the_portal_sees_what_everybody_sees(
    issued: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook is told where its repository is, from where it stands."""
    above = PortalCase(issued.root.with_name("kho"))
    above.root.mkdir()
    (issued.root / ".git").rename(issued.root.with_name("cu"))
    issued.root = issued.root.rename(above.root / "cong")
    above.commit()
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert codes_told(issued) == set()
    assert "PH505" in codes_told(without(issued, 2))


def test_a_repository_that_git_will_not_open_is_not_taken_for_an_unchanged_list(
    issued: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a container, git refuses a checkout of another owner."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    assert codes_told(without(issued, 3)) & {"PH505", "PH507"}


def test_without_a_list_git_is_not_doubted(portal: PortalCase, monkeypatch: pytest.MonkeyPatch) -> None:
    portal.meeting().commit()
    monkeypatch.setenv("PATH", "")
    assert codes_told(portal) == set()


def test_without_a_repository_or_a_commit_there_is_nothing_to_hold_the_list_against(
    portal: PortalCase,
) -> None:
    portal.write(FILE, A)
    assert list_history(portal.root, FILE) == ((), "")
    portal.git("init")
    assert list_history(portal.root, FILE) == ((), "")


# Two branches that disagree


def test_two_branches_that_move_one_code_are_told_and_not_stopped(issued: PortalCase) -> None:
    code = rows(issued)[1].partition("\t")[0]
    issued.git("switch", "--create", "ben")
    issued.run("codes", "move", code, "2026-07-02-hop")
    issued.commit().git("switch", "main")
    issued.run("codes", "retire", code, "--reason", "Không họp")
    issued.commit().git("merge", "--message=Gộp", "ben")
    assert codes_told(issued) == {"PH512"}
    assert issued.check().exit_code == 0
    issued.run("codes", "retire", code, "--reason", "Không họp")
    assert codes_told(issued) == set()


def test_one_who_moves_twice_is_not_doubted(issued: PortalCase) -> None:
    code = rows(issued)[1].partition("\t")[0]
    issued.run("codes", "move", code, "2026-07-02-hop")
    issued.run("codes", "move", code, "2026-07-03-hop")
    issued.run("codes", "retire", code, "--reason", "Không họp")
    assert codes_told(issued) == set()
