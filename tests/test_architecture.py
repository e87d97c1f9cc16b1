"""Arrows point one way, through the rooms in the order of `ROOMS`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import phonghop

PACKAGE = Path(phonghop.__file__).parent
ROOMS = (
    *("git", "database", "text", "confined", "source", "model", "portal", "locked", "wording", "starter"),
    *("paper", "documents", "importing", "pages", "packs", "feeds", "search"),
    *("site", "editing", "adapters"),
)
OUTSIDE = {"__init__", "__main__", "theme_files"}
"""Modules of the top: the version, the way to start, and where the theme's files are."""

MODULES = sorted(PACKAGE.rglob("*.py"))
CORE = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in ROOMS[:-1]]
HOSTS = {"mkdocs", "material", "click"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of everything that the module at `path` imports, wherever in it."""
    package = ["phonghop", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *filter(None, [node.module])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    """Return the parts of the package, by the first word below ``phonghop``, that the module imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("phonghop.")}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_module_belongs_to_a_room() -> None:
    assert {room_of(path) for path in MODULES} == {*ROOMS, *OUTSIDE}


def test_a_module_imports_only_from_its_own_room_and_those_below() -> None:
    wrong = {}
    for path in MODULES:
        if (room := room_of(path)) in ROOMS:
            above = {"theme_files", "__version__"} if room in ("adapters", "database") else set()
            wrong[name_of(path)] = ours(path) - {*ROOMS[: ROOMS.index(room) + 1]} - above
    assert {name: rooms for name, rooms in wrong.items() if rooms} == {}


@pytest.mark.parametrize("name", ["__init__", "theme_files"])
def test_the_modules_of_the_top_import_nothing_of_ours(name: str) -> None:
    assert ours(PACKAGE / f"{name}.py") == set()


def test_the_core_names_no_host() -> None:
    named = {name_of(path): {name.split(".")[0] for name in imported(path)} & HOSTS for path in CORE}
    assert {name: hosts for name, hosts in named.items() if hosts} == {}


def reached_from(module: str) -> set[str]:
    """Return the adapters' modules that `module` leads to, itself included."""
    found, todo = set(), [module]
    while todo:
        name = todo.pop()
        found.add(name)
        parts = [part.split(".") for part in imported(PACKAGE / f"adapters/{name}.py")]
        names = {part[2] for part in parts if part[:2] == ["phonghop", "adapters"] and len(part) > 2}
        todo += [n for n in names - found if (PACKAGE / f"adapters/{n}.py").is_file()]
    return found


def test_the_adapters_do_not_know_each_other() -> None:
    assert "mkdocs_plugin" not in reached_from("command_line")
    assert "command_line" not in reached_from("mkdocs_plugin")


LARGE = {
    "pydantic",
    "pydantic_core",
    "cryptography",
    "pikepdf",
    "pypdfium2",
    "PIL",
    "jinja2",
    "typst",
    "lxml",
    "nh3",
}
"""Libraries that take longer to load than it takes to see that nothing has changed."""


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("phonghop", HOSTS),
        ("phonghop.portal.load", HOSTS),
        ("phonghop.search.index", HOSTS),
        ("phonghop.site.driver", HOSTS),
        ("phonghop.adapters.command_line", LARGE),
        ("phonghop.adapters.build_command", LARGE),
        ("phonghop.adapters.building", {"cryptography", "pikepdf", "lxml"}),
    ],
)
def test_nobody_pays_for_what_is_not_needed(module: str, forbidden: set[str]) -> None:
    """The core loads no host; a build that finds its site up to date loads hardly anything."""
    look = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())
    assert "phonghop" in loaded
    assert loaded & forbidden == set()


def test_the_core_never_asks_for_the_time() -> None:
    """The clock is an argument: the same input gives the same bytes."""
    asks = {
        name_of(path)
        for path in CORE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("now", "today", "utcnow", "time_ns", "localtime")
    }
    assert asks == set()


def test_no_module_outgrows_a_reader() -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    long = [path for path, count in lines.items() if count > 350]
    untold = [p for p in long if "\nOver 350 lines: " not in (ast.get_docstring(tree_of(p)) or "")]
    assert [name_of(path) for path in untold] == []
    assert [name_of(path) for path, count in lines.items() if count > 500] == []
    assert {path.stem for path in MODULES} & {"util", "utils", "helpers", "common", "misc"} == set()


PROJECT = PACKAGE.parents[1]
NAMED = re.compile(r"`([\w./-]+\.(?:py|html|js|typ|tsv|toml))`")
"""A file as pages for developers name one; a name may leave out the folders above it."""


@pytest.mark.parametrize(
    "page", sorted((PROJECT / "docs/developers").glob("*.md")), ids=lambda page: page.stem
)
def test_files_that_pages_for_developers_name_are_there(page: Path) -> None:
    folders = ("plugins", "theme", "tests", "meetings", "docs")
    files = [f"/{f.relative_to(PROJECT).as_posix()}" for top in folders for f in (PROJECT / top).rglob("*.*")]
    files.append("/pyproject.toml")
    named = set(NAMED.findall(page.read_text("utf-8")))
    assert {name for name in named if not any(file.endswith(f"/{name}") for file in files)} == set()
