"""A picture is drawn only when something in it has changed, or when it is not as it was drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from phonghop.site.outputs import Asset
from phonghop.site.pictures import Drawn, Pictures

ADDRESS = "hop/2026-07-01-mot/card.png"
WORDS = ("Hội nghị", "Hội trường 1")


def made(site: Path, words: tuple[str, ...], earlier: Drawn) -> tuple[Asset, Drawn, bool]:
    """Return the picture, what is remembered of it, and whether it was drawn."""
    drawings: list[bytes] = []

    def draw() -> bytes:
        drawings.append(" ".join(words).encode())
        return drawings[-1]

    pictures = Pictures(earlier, site)
    return pictures.asset(ADDRESS, words, draw), pictures.drawn, bool(drawings)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in which the picture stands."""
    file = tmp_path / ADDRESS
    file.parent.mkdir(parents=True)
    file.write_bytes(" ".join(WORDS).encode())
    return tmp_path


def test_what_is_drawn_from_the_same_is_taken_from_the_site(site: Path) -> None:
    first, drawn, is_drawn = made(site, WORDS, {})
    assert is_drawn
    assert made(site, WORDS, drawn) == (first, drawn, False)


def test_other_words_are_drawn(site: Path) -> None:
    _, drawn, _ = made(site, WORDS, {})
    again, _, is_drawn = made(site, ("Hội nghị", "Hội trường 2"), drawn)
    assert is_drawn
    assert again.content == "Hội nghị Hội trường 2".encode()


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(b"")])
def test_a_picture_that_is_not_as_it_was_drawn_is_drawn_again(
    site: Path, spoil: Callable[[Path], object]
) -> None:
    first, drawn, _ = made(site, WORDS, {})
    spoil(site / ADDRESS)
    assert made(site, WORDS, drawn) == (first, drawn, True)
