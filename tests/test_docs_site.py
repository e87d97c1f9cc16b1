"""The documentation builds as a site of its own, with every link and anchor in place."""

from __future__ import annotations

from pathlib import Path

from driver import PROJECT

SETTINGS = PROJECT / ".ci/docs/mkdocs.yml"
DOCS = PROJECT / "docs"


def test_the_documentation_builds_with_an_index_of_its_words(docs_site: Path) -> None:
    assert any("architecture" in file.read_text("utf-8") for file in docs_site.glob("search/*/*.js"))


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
