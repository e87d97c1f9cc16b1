"""``phonghop check --format``: the same problems for other programs, and nothing else on the stream."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest

from driver import PortalCase

WRONG = "tittle: Hai, ba\n"


@pytest.fixture
def broken(portal: PortalCase) -> PortalCase:
    return (
        portal.portal_file()
        .meeting(WRONG + "points: [{name: A}]\nform: [hybird]\n")
        .write("meetings/2026-07-02-hai, ba/x.txt", "x")
    )


@pytest.fixture
def lines(broken: PortalCase) -> list[re.Match[str]]:
    """Return what the command prints for people, taken apart."""
    form = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>PH\d{3}) (?P<message>.*)")
    found = [form.fullmatch(line) for line in broken.check().output.splitlines()[:-1]]
    assert all(found)
    assert len(found) >= 2
    return [line for line in found if line]


def test_json_says_what_people_read(broken: PortalCase, lines: list[re.Match[str]]) -> None:
    answer = broken.check("--format", "json")
    assert answer.exit_code == 1
    told = json.loads(answer.output)
    assert [(p["file"], str(p["line"]), str(p["column"]), p["code"], p["message"]) for p in told] == [
        line.groups() for line in lines
    ]
    assert {p["severity"] for p in told} <= {"error", "warning"}


def test_github_shows_them_at_their_lines(broken: PortalCase, lines: list[re.Match[str]]) -> None:
    form = re.compile(r"::(?:error|warning) file=([^,:]+),line=(\d+),col=(\d+),title=(PH\d{3})::(.*)")
    told = [form.fullmatch(line) for line in broken.check("--format", "github").output.splitlines()]
    assert [tuple(map(unquote, found.groups())) for found in told if found] == [
        line.groups() for line in lines
    ]


def test_sarif_names_rule_place_and_weight(broken: PortalCase, lines: list[re.Match[str]]) -> None:
    log = json.loads(broken.check("--format", "sarif").output)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(rules) == len({line["code"] for line in lines})
    for result, line in zip(run["results"], lines, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == line["code"]
        assert result["level"] in {"error", "warning"}
        assert result["message"]["text"] == line["message"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == line["file"]
        assert place["region"] == {"startLine": int(line["line"]), "startColumn": int(line["column"])}


@pytest.mark.parametrize(("form", "nothing"), [("json", "[]"), ("github", "")])
def test_good_portal_is_no_problem(portal: PortalCase, form: str, nothing: str) -> None:
    answer = portal.portal_file().meeting().check("--format", form)
    assert (answer.exit_code, answer.output.strip()) == (0, nothing)
