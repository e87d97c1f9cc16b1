"""The index of decisions names each of them, by its own words."""

from __future__ import annotations

import re
from pathlib import Path

DECISIONS = Path(__file__).parent.parent / "docs" / "decisions"


def test_index_names_every_decision_by_its_title() -> None:
    index = (DECISIONS / "index.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) \| \[(.+)\]\((.+)\) \|$", index, re.MULTILINE)
    titles = {path.name: path.read_text("utf-8").partition("\n")[0] for path in DECISIONS.glob("0*.md")}
    assert {file: f"# {number}. {title}" for number, title, file in rows} == titles


def test_numbers_are_those_of_the_files() -> None:
    for path in DECISIONS.glob("0*.md"):
        assert path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ")
