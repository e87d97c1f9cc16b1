"""What `phonghop reference` writes is committed, and fresh."""

from __future__ import annotations

import pytest

from driver import PROJECT
from phonghop.adapters.command_line import cli
from phonghop.adapters.reference import generated_files
from phonghop.model import Meeting, PortalFile
from phonghop.text.problems import CATALOGUE

FILES = generated_files(cli)


@pytest.mark.parametrize("name", FILES)
def test_a_generated_file_is_fresh(name: str) -> None:
    assert (PROJECT / name).read_text("utf-8") == FILES[name], "run: phonghop reference"


@pytest.mark.parametrize("name", FILES)
def test_generating_twice_gives_the_same(name: str) -> None:
    assert generated_files(cli)[name] == FILES[name]


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_is_in_the_reference(code: str) -> None:
    assert FILES["docs/staff/problems.md"].count(f"| `{code}` |") == 1


@pytest.mark.parametrize("field", [*Meeting.model_fields, *PortalFile.model_fields])
def test_every_field_is_in_the_reference(field: str) -> None:
    assert f"| `{field}`" in FILES["docs/staff/fields.md"]


@pytest.mark.parametrize("name", [*cli.commands, *(f"codes {name}" for name in cli.commands["codes"].commands)])
def test_every_command_is_in_the_reference(name: str) -> None:
    assert f"## `phonghop {name}`" in FILES["docs/staff/commands.md"]


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".md")])
def test_tables_have_as_many_cells_in_every_row(name: str) -> None:
    rows = [line.replace("\\|", "") for line in FILES[name].splitlines() if line.startswith("|")]
    for above, row in zip(rows, rows[1:], strict=False):
        if not above.startswith("|---") and row.startswith("|---"):
            cells = above.count("|")
        assert row.count("|") == cells
