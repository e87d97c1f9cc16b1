"""The theme's own styles and scripts as readers load them: one file of each, without comments and indentation.

A file costs a phone a request, and one that may change another at every page. A name that changes with what the file holds
tells the browser to keep it (`serving/site.nginx`, `serving/cloudflare.headers`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

_STYLES = tuple(f"assets/stylesheets/{name}.css" for name in ("tokens", "portal", "print"))
_SCRIPTS = tuple(f"assets/javascripts/{name}.js" for name in ("from-folder", "search-start", "portal"))


@dataclass(frozen=True, slots=True)
class ThemeAsset:
    """A file whose address tells its content."""

    address: str
    content: str


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    """What every page of the portal loads besides the host theme's own files.

    Attributes:
        sources: the addresses of the files that these are made of, which no page needs.
    """

    styles: ThemeAsset
    script: ThemeAsset
    sources: tuple[str, ...] = _STYLES + _SCRIPTS


def theme_assets(folders: Sequence[str]) -> ThemeAssets:
    """Return what the theme in `folders` amounts to; a file in an earlier folder stands for one of its name in a later."""
    styles = "\n".join(_texts(folders, _STYLES))
    script = ";\n".join(_texts(folders, _SCRIPTS))
    return ThemeAssets(
        _named("assets/stylesheets/phonghop.{}.min.css", styles, rcssmin.cssmin),
        _named("assets/javascripts/phonghop.{}.min.js", script, rjsmin.jsmin),
    )


def _texts(folders: Sequence[str], addresses: Iterable[str]) -> Iterable[str]:
    for address in addresses:
        yield next(file for folder in folders if (file := Path(folder, address)).is_file()).read_text("utf-8")


def _named(address: str, text: str, minified: Callable[[str], str]) -> ThemeAsset:
    content = minified(text)
    return ThemeAsset(address.format(hashlib.sha256(content.encode()).hexdigest()[:8]), content)
