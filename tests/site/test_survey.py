"""Every file of a site is looked at once, by whichever process has time; the number is the same however they share the work."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from phonghop.database import Database
from phonghop.site import exchange, survey
from phonghop.site.survey import Survey, state_of


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for address in (
        "index.html",
        "hop/a/index.html",
        "hop/a/doc/x/y/z",
        "hop/b/index.html",
        "q/a/index.html",
    ):
        (tmp_path / address).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / address).write_text(address)
    (tmp_path / "hop/link").symlink_to("a")
    return tmp_path


def expected(site: Path) -> int:
    files = [path for path in site.rglob("*") if path.is_symlink() or not path.is_dir()]
    assert len(files) == 6
    return sum(state_of(str(path), path.relative_to(site).as_posix()) or 0 for path in files)


@pytest.mark.parametrize(("worth_help", "has_help"), [(2_000, False), (3, True)])
def test_a_small_site_starts_no_process(
    site: Path, monkeypatch: pytest.MonkeyPatch, worth_help: int, has_help: bool
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(exchange, "Survey", lambda _, has_help: asked.append(has_help))
    monkeypatch.setattr(exchange, "_WORTH_HELP", worth_help)
    with closing(Database(None)) as kept:
        kept.write_all("INSERT INTO output VALUES (?, '', '', 0, 0)", ((str(n),) for n in range(6)))
        exchange.Tree(kept, site).look_ahead()
    assert asked == [has_help]


@pytest.mark.parametrize("processors", [1, 2])
def test_the_number_is_that_of_all_files(
    site: Path, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert Survey(str(site)).number() == expected(site)


def test_a_second_process_that_ends_early_loses_nothing(site: Path) -> None:
    look = Survey(str(site))
    assert look._process
    look._process.kill()
    look._process.wait()
    assert look.number() == expected(site)


def test_each_part_is_taken_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[int] = []
    take = survey._taken
    monkeypatch.setattr(survey, "_taken", lambda parts: (taken.append(n) or n for n in take(parts)))
    look = Survey(str(site))
    assert look._process
    look._process.wait()
    assert (look.number(), taken) == (expected(site), [])


def test_one_process_will_do_where_no_more_are_allowed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(survey.subprocess, "Popen", refused)
    look = Survey(str(site))
    assert look.number() == expected(site)
    look.close()


def test_what_is_not_asked_for_is_ended(site: Path) -> None:
    look = Survey(str(site))
    process = look._process
    look.close()
    assert process
    assert process.returncode is not None


def test_a_site_that_is_not_there_has_no_number(tmp_path: Path) -> None:
    assert Survey(str(tmp_path / "site")).number() == 0
