"""Built pages → the Content-Security-Policy under which they work and nothing else does (CSP level 3).

Nothing inline runs unless its hash is named. The inline parts come from templates alone, never from what a clerk wrote,
so a new meeting does not change the policy.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from phonghop.site.checksums import files_below
from phonghop.text.problems import Place, PortalError, Problem

_INLINE = re.compile(
    r"<(?P<tag>script|style)\b(?P<attributes>[^>]*)>(?P<content>.*?)</(?P=tag)\s*>", re.DOTALL
)
_ELSEWHERE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"\stype\s*=\s*[\"']?(?P<type>[^\"'\s>]+)", re.IGNORECASE)
_RUNS = frozenset({"module", "text/javascript", "application/javascript", "importmap", "speculationrules"})


@dataclass(frozen=True, slots=True)
class Inline:
    """What pages carry in themselves, as the hashes that a policy names, such as ``'sha256-…'``."""

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()

    def __or__(self, other: Inline) -> Inline:
        return Inline(self.scripts | other.scripts, self.styles | other.styles)

    @property
    def hashes(self) -> frozenset[str]:
        """All of them."""
        return self.scripts | self.styles


def inline_parts(html: str) -> Inline:
    """Return the scripts and styles that the page `html` carries in itself; data, such as JSON-LD, does not run."""
    scripts, styles = set(), set()
    for found in _INLINE.finditer(html):
        if found["tag"] == "style":
            styles.add(_hash(found["content"]))
        elif not _ELSEWHERE.search(found["attributes"]):
            kind = _TYPE.search(found["attributes"])
            if kind is None or kind["type"].lower() in _RUNS:
                scripts.add(_hash(found["content"]))
    return Inline(frozenset(scripts), frozenset(styles))


def pages(site: Path) -> Iterable[tuple[str, str]]:
    """Yield the address and the text of every page of `site`."""
    return ((a, (site / a).read_text("utf-8")) for a in files_below(site) if a.endswith(".html"))


def inline_of(sites: Iterable[Path]) -> Inline:
    """Return what all pages of `sites` carry in themselves."""
    together = Inline()
    for site in sites:
        for _, html in pages(site):
            together |= inline_parts(html)
    return together


def policy(inline: Inline) -> str:
    """Return the policy for pages, as the value of the header."""
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *sorted(inline.scripts)],
        "style-src": ["'self'", *sorted(inline.styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def require_policy(configuration: Path, site: Path) -> None:
    """Make sure that every page of `site` works under the policy in the web server's `configuration`.

    Raises:
        PortalError: one carries something that the policy does not name.
    """
    known = configuration.read_text("utf-8", "replace")
    refused = [
        Problem(Place(str(site / address)), "PH907", {"page": address, "file": configuration})
        for address, html in pages(site)
        if any(value not in known for value in inline_parts(html).hashes)
    ]
    if refused:
        raise PortalError(refused)


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
