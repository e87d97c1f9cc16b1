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
        "service": "phonghop.service",
        "timer": "phonghop.timer",
        "alarm": "phonghop-alarm.service",
    }
)
"""What can be asked for, and the template that answers."""

ROOT = "/srv/phonghop/live"
"""Where the documentation has a server keep the portal."""

AT_THE_ROOT = frozenset({"nginx", "nginx-container", "container", "headers"})
"""Configurations whose addresses begin at the root of a host: a portal in a subfolder needs others."""

OF_A_SITE = frozenset({"nginx", "headers"})
"""Configurations that name what pages carry in themselves: without a built site there are none."""

_LISTEN = re.compile(r"(?:(?:[\w.-]+|\[[0-9a-fA-F:]+\]|\*):)?(?P<port>\d{1,5})")
_HASHED = re.compile(r"\.[0-9a-f]{8}\.min\.(?:js|css)$|/pdfjs-[0-9.]+/[^/]+\.js$")
_PLACEHOLDER = re.compile(r"@([a-z_]+)@")


@dataclass(frozen=True, slots=True)
class Tls:
    """The paths of a certificate with its chain and of its key, on the server."""

    certificate: str
    key: str


@dataclass(frozen=True, slots=True)
class Server:
    """Where and as what a site is served.

    Attributes:
        base_url: the site's address.
        root: the folder on the server, `live` below the folder of releases.
        listen: port or address:port of plain HTTP; with `tls`, what is asked there is sent on to https.
        is_ipv6: whether to listen on all IPv6 addresses too; only where `listen` is a port.
        tls: serves https on port 443, with HTTP/2, if given.
        keeps_https: whether browsers are told to ask for nothing but https for a year (RFC 6797).
    """

    base_url: str
    root: str = ROOT
    listen: str = "80"
    is_ipv6: bool = False
    tls: Tls | None = None
    keeps_https: bool = False

    @property
    def file(self) -> str:
        """The name under which the server keeps what belongs to this portal, one for each host."""
        return f"phonghop-{routes.host(self.base_url)}"

    @property
    def name(self) -> str:
        """The same as a name of nginx's variables: those of two portals on one server must differ."""
        return re.sub(r"\W", "_", self.file)


@dataclass(frozen=True, slots=True)
class Builder:
    """Who builds and publishes the portal on a server of its own.

    Attributes:
        project: the folder of the project.
        command: the path of ``phonghop``.
        user: who runs it.
        mail: who is told when it fails.
        has_makefile: whether the project is a checkout of the program, which sets itself up, and not an office's own.
    """

    project: Path = Path()
    command: str = "phonghop"
    user: str = ""
    mail: str = ""
    has_makefile: bool = True


def is_address(listen: str) -> bool:
    """Return whether nginx can listen on `listen`: a port, or an address and a port."""
    found = _LISTEN.fullmatch(listen)
    return found is not None and 0 < int(found["port"]) < 1 << 16


def configuration(kind: str, sites: Iterable[Path], server: Server, builder: Builder | None = None) -> str:
    """Return the configuration named `kind` under which all of `sites` work.

    Those are the new site and, until it is live, the live one.
    """
    sites = tuple(sites)
    builder = builder or Builder()
    template = Path(__file__).with_name(KINDS[kind]).read_text("utf-8")
    values = {
        "policy": policy(inline_of(sites)) if "@policy@" in template else "",
        "root": server.root,
        "folder": str(Path(server.root).parent),
        "listen": _listen(server),
        "redirect": _redirect(server),
        "hsts": _hsts(server),
        "address": server.base_url,
        "host": routes.host(server.base_url),
        "file": server.file,
        "name": server.name,
        "feed": routes.feed(),
        "codes": routes.CODES,
        "locked": routes.LOCKED,
        "hashed": _hashed(sites),
        "project": str(builder.project),
        "command": builder.command,
        "user": builder.user,
        "mail": builder.mail,
        "build": _build(server, builder),
        "phonghop": ".venv/bin/phonghop" if builder.has_makefile else "phonghop",
    }
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _build(server: Server, builder: Builder) -> str:
    if builder.has_makefile:
        return f"make site AGAINST={server.base_url}"
    return f"pip install --quiet --requirement requirements.txt && phonghop build --against {server.base_url}"


def _listen(server: Server) -> str:
    if server.tls is None:
        return _lines(server.is_ipv6, server.listen)
    return "\n".join(
        (
            _lines(server.is_ipv6, "443", " ssl http2"),
            f"    ssl_certificate {server.tls.certificate};",
            f"    ssl_certificate_key {server.tls.key};",
            "    ssl_protocols TLSv1.2 TLSv1.3;",
            f"    ssl_session_cache shared:{server.name}:10m;",
        )
    )


def _lines(is_ipv6: bool, listen: str, options: str = "") -> str:
    lines = [f"    listen {listen}{options};"]
    if is_ipv6 and listen.isdecimal():
        lines.append(f"    listen [::]:{listen}{options};")
    return "\n".join(lines)


def _redirect(server: Server) -> str:
    """Return the server that sends plain HTTP on to https, but for the files by which certificates are renewed."""
    if server.tls is None:
        return ""
    host = routes.host(server.base_url)
    return f"""\
server {{
{_lines(server.is_ipv6, server.listen)}
    server_name {host};
    server_tokens off;
    location ^~ /.well-known/acme-challenge/ {{ root /var/www/html; }}
    location / {{ return 301 https://$host$request_uri; }}
}}

"""


def _hsts(server: Server) -> str:
    line = 'add_header Strict-Transport-Security "max-age=31536000" always;\n'
    return f"    {line}" if server.keeps_https else ""


def _hashed(sites: Iterable[Path]) -> str:
    """Return a rule for each file whose name changes with what it holds, in the form of Cloudflare's ``_headers``."""
    names = sorted({a for site in sites for a in files_below(site) if _HASHED.search(a)})
    return "\n".join(f"/{name}\n  Cache-Control: public, max-age=31536000, immutable" for name in names)
