"""What of Material is replaced: an upgrade that changes one of these files wants our copy to be looked at again."""

import hashlib
from pathlib import Path

import material
import pytest

from phonghop.theme_files import theme_folder

UPSTREAM = Path(material.__file__).parent / "templates"
REPLACED = {
    "partials/footer.html": "50c2a75f013b7b03fb97f381860c77df8fd5d13d68f90d3281754b68f69ec894",
    "partials/header.html": "8cf3fb15bcf969ff596649616fd99366b3c31c08d57a86d05308efc16d8fa75f",
    "partials/languages/vi.html": "53aa292d745afb7b9d284bd05a4d473c927ee193709ffdae31bce9a7ca43e16c",
    "partials/search.html": "bfd556535abcddb99396ab2a7e3acc2ebcd3f36756007d3969396caa4126be30",
}


WHOLLY_OURS = {"main.html", "404.html", "assets/images/favicon.png"}


@pytest.mark.parametrize("name", REPLACED)
def test_upstream_is_as_it_was_when_replaced(name: str) -> None:
    assert hashlib.sha256((UPSTREAM / name).read_bytes()).hexdigest() == REPLACED[name]


def test_every_replaced_file_is_listed() -> None:
    ours = {
        path.relative_to(theme_folder()).as_posix() for path in theme_folder().rglob("*") if path.is_file()
    }
    assert {name for name in ours if (UPSTREAM / name).exists()} - WHOLLY_OURS == set(REPLACED)


WAYS = """\
        <nav class="ph-search-ways" aria-label="{{ phonghop('missing.look') }}">{{ sections() }}</nav>
"""
OURS = (
    ("aria-label=\"{{ lang.t('search') }}\">\n  <label", ">\n  <label"),
    (' role="status">', ">"),
    (WAYS, ""),
)
"""What the search box says besides: its name, and how much it found, to those who cannot see it; where else to look."""


def test_search_is_named_and_otherwise_unchanged() -> None:
    ours = (theme_folder() / "partials/search.html").read_text("utf-8").split("-#}\n", 1)[1]
    theirs = (UPSTREAM / "partials/search.html").read_text("utf-8").split("-#}\n", 1)[1]
    for added, original in OURS:
        assert ours.count(added) == 1
        ours = ours.replace(f" {added}" if added.startswith("aria") else added, original)
    assert ours == theirs
