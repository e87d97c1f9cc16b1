"""What `phonghop reference` writes is committed, and fresh."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from driver import PROJECT, SAMPLES
from phonghop.adapters.command_line import cli
from phonghop.model import Meeting, PortalFile
from phonghop.text.problems import catalogue

NAMES = [
    "docs/staff/commands.md",
    "docs/staff/fields.md",
    "docs/staff/problems.md",
    "meetings/meeting.schema.json",
    "meetings/portal.schema.json",
]
CONTEXT = click.Context(cli)
NAMED = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}
LOOK = """\
import os, sys
from phonghop.adapters.command_line import cli
from phonghop.adapters.reference import generated_files
folder, *names = sys.argv[1:]
for name in names:
    if not os.fork():
        with open(os.path.join(folder, os.path.basename(name)), "wb") as file:
            file.write(generated_files(cli)[name]().encode())
        os._exit(0)
for _ in names:
    os.wait()
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every file that the command writes, by name, from an interpreter of its own."""
    root = tmp_path_factory.mktemp("reference")
    subprocess.run([sys.executable, "-m", "phonghop", "--root", str(root), "reference"], check=True)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in files}


def test_the_command_writes_these_files(generated: dict[str, str]) -> None:
    assert list(generated) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_generated_file_is_fresh(generated: dict[str, str], name: str) -> None:
    assert (PROJECT / name).read_text("utf-8") == generated[name], "run: phonghop reference"


@pytest.fixture(scope="module")
def each_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each file is, made by an interpreter that has made no other."""
    folder = tmp_path_factory.mktemp("alone")
    subprocess.run([sys.executable, "-c", LOOK, folder, *NAMES], check=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_generated_file_does_not_depend_on_what_ran_before(
    generated: dict[str, str], each_alone: Path, name: str
) -> None:
    assert (each_alone / Path(name).name).read_text("utf-8") == generated[name]


def test_samples_have_the_help_page_that_offices_begin_with() -> None:
    begun = PROJECT / "plugins/phonghop/starter/vi/help.md"
    assert (SAMPLES / "content/huong-dan.md").read_text("utf-8") == begun.read_text("utf-8")


def test_every_problem_is_in_the_reference(generated: dict[str, str]) -> None:
    page = generated["docs/staff/problems.md"]
    assert [code for code in catalogue() if page.count(f"| `{code}` |") != 1] == []


def test_every_field_is_in_the_reference(generated: dict[str, str]) -> None:
    fields, page = [*Meeting.model_fields, *PortalFile.model_fields], generated["docs/staff/fields.md"]
    assert [field for field in fields if f"| `{field}`" not in page] == []


def test_every_group_of_keys_says_where_it_is_shown(generated: dict[str, str]) -> None:
    sections = generated["docs/staff/fields.md"].split("\n## ")[1:]
    silent = [section.partition("\n")[0] for section in sections if "\nHiện ở: " not in section]
    assert silent == []


def test_every_command_is_in_the_reference(generated: dict[str, str]) -> None:
    names, page = (
        [*NAMED, *(f"codes {name}" for name in NAMED["codes"].commands)],
        generated["docs/staff/commands.md"],
    )
    assert [name for name in names if f"## `phonghop {name}`" not in page] == []


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".md")])
def test_tables_have_as_many_cells_in_every_row(generated: dict[str, str], name: str) -> None:
    lines = [line.replace("\\|", "") for line in generated[name].splitlines()]
    width = 0
    for line in lines:
        if line.startswith("|"):
            width = width or line.count("|")
            assert line.count("|") == width, line
        else:
            width = 0


@pytest.mark.parametrize(
    "folder", sorted((SAMPLES / "meetings").glob("*/meeting.yml")), ids=lambda p: p.parent.name
)
def test_a_meeting_tells_editors_where_the_schema_is(folder: Path) -> None:
    first = folder.read_text("utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (folder.parent / first.partition("=")[2]).resolve() == SAMPLES / "meetings/meeting.schema.json"
