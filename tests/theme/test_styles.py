"""The portal's own styles: each rule stands once, and for something that pages have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonghop.theme_files import theme_folder

STYLES = sorted((theme_folder() / "assets/stylesheets").glob("*.css"))
SOURCES = "".join(
    file.read_text("utf-8")
    for file in sorted(theme_folder().rglob("*"))
    if file.suffix in {".html", ".js"} and "pdfjs" not in str(file)
)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield each block's selector, behind those of the blocks that it stands in, and what is in it."""
    open_blocks: list[str] = []
    for text, end in re.findall(r"([^{}]*)([{}])", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if end == "{":
            open_blocks.append(" ".join(text.split()))
        else:
            yield " / ".join(open_blocks), text.strip()
            open_blocks.pop()


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_no_rule_stands_twice(file: Path) -> None:
    counted = Counter(selector for selector, _ in rules(file.read_text("utf-8")))
    assert [selector for selector, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_every_class_is_one_that_pages_have(file: Path) -> None:
    used = set(re.findall(r"\.((?:ph|rd|is|has)-[\w-]+)", file.read_text("utf-8")))
    # A state is put behind a name by the template: "ph-chip--{{ row.state }}".
    unknown = {
        name for name in used if name not in SOURCES and f"{name.partition('--')[0]}--{{{{" not in SOURCES
    }
    assert unknown == set()


@pytest.mark.parametrize("state", ["pending", "held", "withdrawn"])
def test_a_paper_that_cannot_be_read_says_so_in_the_colour_of_an_alert(state: str) -> None:
    css = (theme_folder() / "assets/stylesheets/portal.css").read_text("utf-8")
    alerts = next(selector for selector, _ in rules(css) if ".ph-chip--alert" in selector)
    assert f".ph-chip--{state}" in alerts
