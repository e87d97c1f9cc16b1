"""Which codes a published site answers: read from the site itself, wherever it is hosted.

What git remembers can be rewritten, and a new clone may remember nothing. What readers can open is there for anyone to see:
every site lists its files in ``SHA256SUMS``, the pages of codes among them.
"""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from phonghop.portal import routes
from phonghop.portal.codes import Ledger, is_code
from phonghop.site.checksums import CHECKSUMS
from phonghop.text.problems import Place, PortalError, Problem
from phonghop.text.strings import Phrase

_PATIENCE = 30
"""Seconds that a host may keep silent."""
_LARGEST = 100_000_000
"""Bytes of the largest list: five thousand meetings have one of 7 MB."""
_LINE = re.compile(rb"[0-9a-f]{64}  ([^\n]+)\n")
_CODE = re.compile(rf"{routes.CODES}([^/]+)/index\.html")


def lost_codes(place: str, ledger: Ledger) -> Iterator[Problem]:
    """Yield a problem for each code of the published site at `place` that `ledger` does not have.

    The place is an address, where nothing need be yet; or the folder of a site, or the list of its files.

    Raises:
        PortalError: the site cannot be asked.
    """
    for code in sorted(_codes(place) - ledger.codes.keys()):
        yield Problem(Place(ledger.file), "PH902", {"code": code})


def _codes(place: str) -> frozenset[str]:
    listed = _asked(place) if place.lower().startswith(("http://", "https://")) else _read(Path(place))
    if listed is None:
        return frozenset()
    lines = _LINE.findall(listed)
    if not lines or _LINE.sub(b"", listed):
        raise _silent(place, Phrase("against.no_list"))
    pages = (_CODE.fullmatch(line.decode("utf-8", "replace")) for line in lines)
    return frozenset(match[1] for match in pages if match and is_code(match[1]))


def _read(path: Path) -> bytes:
    """Return the list of the site in a folder, or in a file that was fetched before."""
    try:
        return (path / CHECKSUMS if path.is_dir() else path).read_bytes()
    except OSError as error:
        raise _silent(str(path), error.strerror) from error


def _asked(address: str) -> bytes | None:
    """Return the list of the site at `address`; None where nothing is published yet: neither list nor front page."""
    site = f"{address.rstrip('/')}/"
    try:
        listed = _fetched(f"{site}{CHECKSUMS}")
        if listed is None and _fetched(site) is not None:
            raise _silent(address, Phrase("against.no_list"))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silent(address, str(error) or type(error).__name__) from error
    return listed


def fetched(address: str) -> bytes:
    """Return what is at `address`; nothing where there is none.

    Raises:
        PortalError: PH908 the host does not answer.
    """
    try:
        return _fetched(address) or b""
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _silent(address, str(error) or type(error).__name__) from error


def _fetched(address: str) -> bytes | None:
    """Return what is at `address`; None where the host says that there is nothing.

    Raises:
        OSError, http.client.HTTPException, ValueError: it answers otherwise, or not to the end.
    """
    try:
        with urlopen(Request(address, headers={"Cache-Control": "no-cache"}), timeout=_PATIENCE) as answer:  # noqa: S310 http and https only
            content: bytes = answer.read(_LARGEST + 1)
            promised = answer.headers.get("Content-Length")
    except HTTPError as error:
        error.close()
        if error.code in (404, 410):
            return None
        raise
    if len(content) > _LARGEST or (promised and int(promised) != len(content)):
        raise http.client.IncompleteRead(content)
    return content


def _silent(place: str, reason: object) -> PortalError:
    return PortalError([Problem(Place(place), "PH908", {"reason": reason})])
