"""Ready configurations, as text: a template beside this file with what belongs to one site filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from phonghop.portal import routes
from phonghop.site.checksums import files_below
from phonghop.site.serving.policy import inline_of, policy

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "nginx": "site.nginx",
        "nginx-container": "container.nginx",
        "container": "Containerfile",
        "headers": "cloudflare.headers",
        "github": "github-pages.yml",
        "gitlab": "gitlab-pages.yml",
    }
)
"""What can be asked for, and the template that answers."""

ROOT = "/srv/phonghop/live"
"""Where the documentation has a server keep the portal."""

_HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$")
_PLACEHOLDER = re.compile(r"@([a-z_]+)@")


@dataclass(frozen=True, slots=True)
class Server:
    """Where and as what a site is served.

    Attributes:
        base_url: the site's address.
        root: the folder on the server, `live` below the folder of releases.
        listen: address or port, as nginx's ``listen`` takes it.
    """

    base_url: str
    root: str = ROOT
    listen: str = "80"


def configuration(kind: str, sites: Iterable[Path], server: Server) -> str:
    """Return the configuration named `kind` under which all of `sites` work.

    Those are the new site and, until it is live, the live one.
    """
    sites = tuple(sites)
    template = Path(__file__).with_name(KINDS[kind]).read_text("utf-8")
    values = {
        "policy": policy(inline_of(sites)) if "@policy@" in template else "",
        "root": server.root,
        "listen": server.listen,
        "host": routes.host(server.base_url),
        "feed": routes.FEED,
        "codes": routes.CODES,
        "hashed": _hashed(sites),
    }
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _hashed(sites: Iterable[Path]) -> str:
    """Return a rule for each file whose name changes with what it holds, in the form of Cloudflare's ``_headers``."""
    names = sorted({a for site in sites for a in files_below(site) if _HASHED.search(a)})
    return "\n".join(f"/{name}\n  Cache-Control: public, max-age=31536000, immutable" for name in names)
