"""What a build yields: pages for a host's frame, files to be served, what search should find, and problems."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from phonghop.search.analysis import Analysis
from phonghop.search.entries import Entry
from phonghop.text.problems import Problem

Heading: TypeAlias = tuple[int, str, str]
"""Level, anchor and title."""


@dataclass(frozen=True)
class Page:
    """A page to be framed by the theme.

    Attributes:
        address: relative to the site, ending in "/"; empty for the front page, whose words are written by hand.
        title: plain text.
        description: plain text, one sentence.
        html: the finished body, or the path of the file that holds it.
        toc: its headings, as they follow each other.
        source: the file it was made from, relative to the project.
        in_navigation: whether the page can be named in the navigation: the lists can, what they list cannot.
        picture: the absolute address of the picture shown where the page is shared; empty where there is none.
    """

    address: str
    title: str
    description: str
    html: str | Path
    toc: tuple[Heading, ...]
    source: str
    in_navigation: bool = False
    picture: str = ""

    @property
    def file(self) -> str:
        """The file that a server gives for the address."""
        return f"{self.address}index.html"

    @property
    def body(self) -> bytes:
        """The finished body as it is served."""
        return self.html.read_bytes() if isinstance(self.html, Path) else self.html.encode()


@dataclass(frozen=True)
class Asset:
    """A file: its bytes, or the path of the file to copy.

    Attributes:
        is_library: whether it came with the program, byte for byte, and so can say nothing of an office's.
    """

    address: str
    content: bytes | Path
    is_library: bool = False

    @property
    def file(self) -> str:
        """The file that a server gives for the address."""
        return self.address

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size


@dataclass(frozen=True)
class Joined:
    """A file that is joined from parts of others, such as the largest of all, ``hop.json``: no more of it is held than a piece.

    Attributes:
        pieces: read once.
        fresh: what it says that no other file of the site says in the same words.
    """

    address: str
    pieces: Iterable[bytes]
    fresh: bytes

    @property
    def file(self) -> str:
        """The file that a server gives for the address."""
        return self.address


Output: TypeAlias = Page | Asset | Joined | Analysis | Entry | Problem
