"""Runs every case file, and sees to it that there is one for each problem code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from driver import CASES, GOOD_SITE, TESTS, Case, PortalCase, read_values
from phonghop.adapters import building, project
from phonghop.text.problems import catalogue

FOLDERS = ("problems", "accepted", "together", "hostile")
FILES = [path for folder in FOLDERS for path in sorted((CASES / folder).glob("*.case"))]
BUILDS = sorted((CASES / "built").glob("*.case"))


def _errors(path: Path) -> frozenset[str]:
    """Return the codes of the errors that `check` tells of a case."""
    return frozenset(
        found[1]
        for found in re.finditer(r": (PH\d{3}) ", Case.read(path).expected)
        if catalogue()[found[1]].value == "error"
    )


_ALL_REFUSED = [path for path in FILES if "[exit 1]" in Case.read(path).expected]
REFUSED = sorted({(path.parent, _errors(path)): path for path in reversed(_ALL_REFUSED)}.values())
"""What is built as well: of each folder one case for each set of errors, since `check` and `build` read by one function."""
GOOD = {path.removeprefix("site/"): text.encode() for path, text in GOOD_SITE.items()}


def _name(path: Path) -> str:
    return path.relative_to(CASES).with_suffix("").as_posix()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_case(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = Case.read(path)
    portal = case.lay_out(tmp_path / "portal")
    output = str(portal.check())
    values = read_values(portal, case.values)
    if request.config.getoption("update_cases"):
        case.rewrite(expected=output, values=values)
        return
    assert output == case.expected
    assert values == case.values


def test_check_and_build_read_by_one_function() -> None:
    """What one of them refuses the other need not be tried with, file by file."""
    assert project.read_project is building.read_project


@pytest.mark.parametrize("path", REFUSED, ids=_name)
def test_what_the_check_refuses_no_build_publishes(path: Path, tmp_path: Path) -> None:
    """The build tells the same errors, leaves no trace, and the last good site as it was."""
    case = Case.read(path)
    portal = case.lay_out(tmp_path / "portal").with_settings()
    built = portal.build()
    assert built.exit_code == 1
    assert "Traceback" not in built.output
    errors = [line for line in case.expected.splitlines() if _is_error(line)]
    assert [line for line in errors if line not in built.output] == []
    assert portal.site() == GOOD


def _is_error(line: str) -> bool:
    code = re.search(r": (PH\d{3}) ", line)
    return bool(code) and catalogue()[code[1]].value == "error"


@pytest.mark.parametrize("path", BUILDS, ids=_name)
def test_built_case(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    case = Case.read(path)
    portal = case.lay_out(tmp_path / "portal").with_settings()
    output = str(portal.build())
    if request.config.getoption("update_cases"):
        case.rewrite(built=output)
        return
    assert "Traceback" not in output
    assert output == case.built
    if "[exit 0]" not in output:
        assert portal.site() == GOOD
    assert_published(portal, case.published)


def assert_published(portal: PortalCase, claims: str) -> None:
    """Assert each line of `claims`: ``+ file | text`` is in it, ``- file | text`` is not, ``-- file`` is absent.

    The name ``*`` stands for every file.
    """
    site = portal.site()
    for claim in claims.splitlines():
        sign, _, rest = claim.partition(" ")
        name, _, text = rest.partition(" | ")
        if sign == "--":
            assert name not in site, claim
            continue
        holding = [file for file, data in site.items() if text.encode() in data and name in (file, "*")]
        assert bool(holding) == (sign == "+"), (claim, holding)


def test_a_problem_case_shows_its_own_code_and_no_other() -> None:
    paths = [path for path in FILES if path.parent.name == "problems"]
    shown = {
        _name(path): {
            line.split(": ")[1].split()[0] for line in Case.read(path).expected.splitlines() if ": PH" in line
        }
        for path in paths
    }
    assert shown == {_name(path): {path.stem[:5]} for path in paths}
    assert {path.stem[:5] for path in paths} <= catalogue().keys()


def test_an_accepted_case_has_no_problem() -> None:
    answers = {_name(path): Case.read(path).expected for path in FILES if path.parent.name == "accepted"}
    assert answers
    assert [name for name, answer in answers.items() if not answer.startswith("Không có lỗi")] == []


def test_every_problem_code_is_tested() -> None:
    """By a case; a code that `check` cannot give, by a test that names it."""
    cases = {path.stem[:5] for path in FILES if path.parent.name == "problems"}
    places = [*(path.stem for path in BUILDS), *(p.read_text("utf-8") for p in TESTS.rglob("test_*.py"))]
    tested = cases.union(*(re.findall(r"PH\d{3}", text) for text in places))
    assert catalogue().keys() - tested == set()


def test_no_case_file_is_unused() -> None:
    assert {p for p in CASES.rglob("*") if p.is_file()} == {*FILES, *BUILDS}


def test_there_are_at_least_three_hundred_cases() -> None:
    assert len({*FILES, *BUILDS}) >= 300
