"""What a build yields: pages for a host's frame, files to be served as they are, and what search should find."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from phonghop.products.search import Analysis, Entry


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be framed by the theme.

    Attributes:
        address: relative to the site, ending in "/"; empty for the front page, whose words are written by hand.
        title: plain text.
        description: plain text, one sentence.
        html: the finished body.
        toc: (level, anchor, title) of each heading.
        source: the file it was made from, relative to the project.
        in_navigation: whether the page can be named in the navigation: the lists can, what they list cannot.
        subjects: the fields of work it belongs to.
        picture: the absolute address of the picture shown where the page is shared; empty where there is none.
    """

    address: str
    title: str
    description: str
    html: str
    toc: tuple[tuple[int, str, str], ...]
    source: str
    in_navigation: bool = False
    subjects: tuple[str, ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its bytes, or the path of the file to copy."""

    address: str
    content: bytes | Path


Output: TypeAlias = Page | Asset | Analysis | Entry
