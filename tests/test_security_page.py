"""What the page on security names is there: a promise whose test or code has another name by now promises nothing."""

from __future__ import annotations

import re
from pathlib import Path

import phonghop
from driver import CASES, PROJECT, TESTS

PAGE = (PROJECT / "docs/developers/security.md").read_text("utf-8")
PACKAGE = Path(phonghop.__file__).parent


def test_every_test_that_is_named_is_there() -> None:
    tests = set(
        re.findall(r"def (test_\w+)", "\n".join(file.read_text("utf-8") for file in TESTS.rglob("*.py")))
    )
    named = re.findall(r"`(test_\w+?)(_…|\*|_\*|)`", PAGE)
    assert len(named) > 40
    missing = [
        name
        for name, open_end in named
        if not (any(test.startswith(name) for test in tests) if open_end else name in tests)
    ]
    assert missing == []


def test_every_case_that_is_named_is_there() -> None:
    cases = {file.stem for file in CASES.rglob("*.case")}
    named = re.findall(r"`((?:page|document|code|setting|fifo|field)-[\w-]+)(\*?)`", PAGE)
    assert named
    missing = [
        name
        for name, open_end in named
        if not (any(case.startswith(name) for case in cases) if open_end else name in cases)
    ]
    assert missing == []


def test_every_file_that_is_named_is_there() -> None:
    """A file is named by its path, or by its name alone beside another of its folder."""
    files = {file.relative_to(base).as_posix() for base in (PACKAGE, TESTS) for file in base.rglob("*.py")}
    files |= {f"tests/{file.relative_to(TESTS).as_posix()}" for file in TESTS.rglob("*.py")}
    names = {file.rpartition("/")[2] for file in files}
    named = re.findall(r"`([\w/]+\.py)`", PAGE)
    assert named
    assert [name for name in named if name not in (files if "/" in name else names)] == []
