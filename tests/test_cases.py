"""Runs every case file, and sees to it that there is one for each problem code."""

from __future__ import annotations

from pathlib import Path

import pytest

from driver import CASES, TESTS, Case, read_values
from phonghop.text.problems import CATALOGUE

FOLDERS = ("problems", "accepted", "together")
FILES = [path for folder in FOLDERS for path in sorted((CASES / folder).glob("*.case"))]


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


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "problems"], ids=_name)
def test_a_problem_case_shows_its_own_code_and_no_other(path: Path) -> None:
    code = path.stem[:5]
    told = [
        line.split(": ")[1].split()[0] for line in Case.read(path).expected.splitlines() if ": PH" in line
    ]
    assert code in CATALOGUE
    assert set(told) == {code}


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name == "accepted"], ids=_name)
def test_an_accepted_case_has_no_problem(path: Path) -> None:
    assert Case.read(path).expected.startswith("Không có lỗi")


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_code_is_tested(code: str) -> None:
    """By a case; a code that `check` cannot give, by a test that names it."""
    cases = list((CASES / "problems").glob(f"{code}*.case"))
    tests = [p for p in TESTS.rglob("test_*.py") if code in p.read_text("utf-8")]
    assert cases or tests


def test_no_case_file_is_unused() -> None:
    assert {p for p in CASES.rglob("*") if p.is_file()} == set(FILES)
