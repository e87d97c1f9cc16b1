"""What `phonghop build` asks of a host: settings, and frames where what they are made of has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path
from typing import Protocol

from phonghop.adapters.building import Place
from phonghop.portal import Portal
from phonghop.site.checksums import files_below
from phonghop.site.driver import Hosted
from phonghop.site.outputs import Page
from phonghop.text.strings import Strings


class FailedError(Exception):
    """The site was not built, and the reason was printed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a host is asked for.

    Attributes:
        samples: pages of marks; a frame is wanted for each.
        addresses: of all pages and files of the portal, which pages written by hand may link to.
        portal: tells who publishes it and what it looks like.
    """

    samples: Sequence[Page]
    addresses: frozenset[str]
    portal: Portal


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a host has made, and the lines of its warnings."""

    hosted: Hosted
    told: tuple[str, ...]


class Host(Protocol):
    """Renders what is around pages, and pages written by hand.

    Attributes:
        place: where the settings say that everything is.
        is_fixed: whether nothing but files of the project decides what it renders.
    """

    place: Place
    is_fixed: bool

    def render(self, asked: Asked, folder: Path) -> Rendered:
        """Return the frames that are asked for, and everything that the host makes by itself, its files in the empty `folder`."""


def host_of(settings: Path, root: Path, t: Strings, *, plain: bool = False) -> Host:
    """Return the host that renders by the file `settings` of the project `root`: MkDocs, unless a `plain` one is asked for.

    Raises:
        FailedError: the settings cannot be used; the reason was printed.
    """
    # Loaded only when it is asked.
    if plain:
        from phonghop.adapters.plain_host import PlainHost  # noqa: PLC0415

        return PlainHost(settings, root, t)
    from phonghop.adapters.mkdocs_host import MkDocsHost  # noqa: PLC0415

    return MkDocsHost(settings, root, t)


def is_taken(address: str, addresses: frozenset[str]) -> bool:
    """Return whether the file at `address` is one of the portal's `addresses`, but for the front page, which is both's."""
    return address != "index.html" and (
        address in addresses or address.removesuffix("index.html") in addresses
    )


def library_files(folder: Path, themes: Iterable[Path]) -> Iterator[str]:
    """Yield the addresses of the files in `folder` that are, byte for byte, those of installed `themes`."""
    for address in files_below(folder):
        if any((t / address).is_file() and cmp(folder / address, t / address, shallow=False) for t in themes):
            yield address
