"""Problems of a run as other programs read them: JSON, annotations of GitHub's workflows, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from string import Formatter
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import quote

from phonghop import __version__
from phonghop.text.problems import Problem
from phonghop.text.strings import Strings

Format: TypeAlias = Callable[[Sequence[Problem], Strings], str]


def as_json(problems: Sequence[Problem], t: Strings) -> str:
    """Return a list of objects: file, line, column (from 1), code, severity, message."""
    rows = [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "code": problem.code,
            "severity": problem.severity.value,
            "message": problem.sentence(t),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_annotations(problems: Sequence[Problem], t: Strings) -> str:
    """Return a workflow command for each problem, which GitHub shows at its line.

    Source: "Workflow commands for GitHub Actions", setting an error or a warning message; `%`, line ends, and in
    properties `:` and `,` are escaped.
    """
    lines = []
    for problem in problems:
        place = problem.place
        properties = f"file={_property(place.file)},line={place.line},col={place.column},title={problem.code}"
        lines.append(f"::{problem.severity.value} {properties}::{_escaped(problem.sentence(t))}")
    return "\n".join(lines)


def of_any(sentence: str) -> str:
    """Return a sentence whose values are not known, with their names in their places: "Không có ngày ‹text›"."""
    parts = Formatter().parse(sentence)
    return "".join(words + ("" if name is None else f"‹{name}›") for words, name, _, _ in parts)


def as_sarif(problems: Sequence[Problem], t: Strings) -> str:
    """Return a log of SARIF 2.1.0 (OASIS), with a rule for each code that was found."""
    levels = {problem.code: problem.severity.value for problem in problems}
    codes = sorted(levels)
    rules = [
        {
            "id": code,
            "defaultConfiguration": {"level": levels[code]},
            "shortDescription": {"text": of_any(t.table[f"problem.{code}.what"])},
            "help": {"text": of_any(t.table[f"problem.{code}.remedy"])},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": problem.code,
            "ruleIndex": codes.index(problem.code),
            "level": problem.severity.value,
            "message": {"text": problem.sentence(t)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.place.file), "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": problem.place.line, "startColumn": problem.place.column},
                    }
                }
            ],
        }
        for problem in problems
    ]
    driver = {"name": "phonghop", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {"json": as_json, "github": as_annotations, "sarif": as_sarif}
)
"""What ``check --format`` takes besides ``text``."""


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
