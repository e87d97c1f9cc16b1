"""The documentation builds as a site of its own, with every link and anchor in place."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from driver import PROJECT

SETTINGS = PROJECT / ".ci/docs/mkdocs.yml"
DOCS = PROJECT / "docs"


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", SETTINGS, "-d", tmp_path / "site"],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "architecture" in (tmp_path / "site/search/search_index.json").read_text("utf-8")


def test_its_navigation_names_every_page() -> None:
    """Decisions have an index of their own."""
    named = SETTINGS.read_text("utf-8")
    pages = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert [
        p
        for p in pages
        if not p.startswith("decisions/0") and f"- {p}\n" not in named and f": {p}\n" not in named
    ] == []


def test_make_builds_it_though_the_folder_of_its_sources_has_the_same_name() -> None:
    (phony,) = (line for line in (PROJECT / "Makefile").read_text("utf-8").splitlines() if ".PHONY:" in line)
    assert "docs" in phony.split()
