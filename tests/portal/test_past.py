"""What git is asked for once: what an earlier run has asked for and proven is not asked for again, and nothing is missed for that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from driver import MEETING_ID, PortalCase
from phonghop import git
from phonghop.database import database
from phonghop.portal.codes import HEADER
from phonghop.portal.history import list_history
from phonghop.portal.past import Past, past, prove
from phonghop.portal.unbroken import changed_lines
from phonghop.text.problems import Problem

LIST = "meetings/issued.tsv"
FIRST, SECOND, THIRD = (
    f"{code}\tissue\t{MEETING_ID}\t2026-06-01\tHọp\n" for code in ("rwcjhw6", "c4nvt55", "f7nnn8a")
)


class Office:
    """A repository, and what is remembered of it."""

    def __init__(self, portal: PortalCase, cache: Path) -> None:
        self.portal, self.cache = portal, cache

    def asks(self) -> Past:
        """Return what is known now; what is told of the codes must be what is told where nothing is remembered."""
        known, anew = past(self.portal.root, self.cache), past(self.portal.root, None)
        assert list(known.commits) == list(anew.commits)
        assert (known.doubt, known.uncommitted, known.changed_at) == (
            anew.doubt,
            anew.uncommitted,
            anew.changed_at,
        )
        assert self.lost(known) == self.lost(anew)
        if not self.lost(known):
            prove(known, self.cache)
        return known

    def lost(self, known: Past) -> list[Problem]:
        file = self.portal.root / LIST
        return list(changed_lines(known.codes, file.read_bytes(), LIST)) if file.exists() else []

    def write(self, *lines: str) -> Office:
        self.portal.write(LIST, "".join((HEADER, *lines)))
        return self

    def commit(self) -> Office:
        self.portal.commit()
        return self


@pytest.fixture
def office(portal: PortalCase, tmp_path: Path) -> Office:
    office = Office(portal.meeting(), tmp_path / "cache").write(FIRST).commit()
    office.asks()
    return office


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What git is asked."""
    questions: list[tuple[str, ...]] = []
    answer = git.answer

    def counted(root: Path, *arguments: str, asked: bytes = b"") -> bytes | None:
        questions.append(arguments)
        return answer(root, *arguments, asked=asked)

    monkeypatch.setattr(git, "answer", counted)
    return questions


def test_where_nothing_was_committed_no_history_is_asked_for(
    office: Office, asked: list[tuple[str, ...]]
) -> None:
    assert past(office.portal.root, office.cache).codes == ()
    assert {arguments[0] for arguments in asked} == {"rev-parse", "diff"}


def test_only_what_came_since_is_asked_for(office: Office, asked: list[tuple[str, ...]]) -> None:
    office.write(FIRST, SECOND).commit()
    asked.clear()
    known = past(office.portal.root, office.cache)
    (log,) = (arguments for arguments in asked if arguments[0] == "log")
    assert any(argument.endswith("..HEAD") for argument in log)
    assert len(known.codes) == 2
    assert known.remembered == len(known.commits) - 1


STEPS: dict[str, list[Callable[[Office], object]]] = {
    "lines are added": [lambda o: o.write(FIRST, SECOND).commit(), lambda o: o.write(FIRST, SECOND, THIRD)],
    "a line is lost": [lambda o: o.write(FIRST, SECOND).commit(), lambda o: o.write(SECOND).commit()],
    "a line is lost and comes back": [
        lambda o: o.write(FIRST, SECOND).commit(),
        lambda o: o.write(SECOND).commit(),
        lambda o: o.write(FIRST, SECOND, THIRD).commit(),
        lambda o: o.write(FIRST, SECOND).commit(),
    ],
    "a line is lost before it is asked about": [
        lambda o: o.write(FIRST, SECOND).commit().write(FIRST).commit(),
        lambda o: o.write(FIRST, THIRD).commit(),
    ],
    "the list is deleted and made anew": [
        lambda o: (o.portal.remove(LIST), o.commit()),
        lambda o: o.portal.write("khac.txt", "").commit(),
        lambda o: o.write(SECOND).commit(),
    ],
    "the last commit is made again": [
        lambda o: o.write(FIRST, SECOND).commit(),
        lambda o: (o.write(FIRST, THIRD), o.portal.git("commit", "--all", "--amend", "--message=Lại")),
    ],
    "history is wound back": [
        lambda o: o.write(FIRST, SECOND).commit(),
        lambda o: o.portal.git("reset", "--hard", "HEAD^"),
        lambda o: o.write(FIRST, THIRD).commit(),
    ],
    "two branches meet": [
        lambda o: (o.portal.git("switch", "--create=nhanh"), o.write(FIRST, SECOND).commit()),
        lambda o: (o.portal.git("switch", "main"), o.portal.write("khac.txt", "").commit()),
        lambda o: o.portal.git("merge", "--no-ff", "--message=Gộp", "nhanh"),
        lambda o: o.write(FIRST, SECOND, THIRD).commit(),
    ],
    "a branch that lost a line is merged the other way round": [
        lambda o: (o.portal.git("switch", "--create=nhanh"), o.write(SECOND).commit()),
        lambda o: (o.portal.git("switch", "main"), o.portal.write("khac.txt", "").commit()),
        lambda o: (
            o.portal.git("switch", "nhanh"),
            o.portal.git("merge", "--no-ff", "--message=Gộp", "main"),
        ),
    ],
}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("every", [1, 2])
def test_what_is_remembered_hides_nothing(
    office: Office, steps: list[Callable[[Office], object]], every: int
) -> None:
    for number, step in enumerate(steps, 1):
        step(office)
        if number % every == 0 or number == len(steps):
            office.asks()
            office.asks()


def test_a_clone_that_lacks_history_proves_nothing(office: Office) -> None:
    office.write(FIRST, SECOND).commit().portal.shallow_clone()
    assert office.asks().head == ""


def test_a_list_that_lost_something_is_never_proven(office: Office) -> None:
    proven = database(office.cache).recall("proven")
    office.write().commit().asks()
    assert database(office.cache).recall("proven") == proven
    assert [version.content for version in list_history(office.portal.root, LIST)[0]][-1] == HEADER.encode()
