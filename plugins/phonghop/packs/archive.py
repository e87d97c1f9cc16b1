"""A pack as one ZIP: the files, a page that opens from the folder, and checksums.

The same pack gives the same bytes on every machine: files are in programme order, are stored uncompressed (the
output of deflate differs between versions of zlib, and documents are compressed already), and have the time at which they
were published, not that of the build.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence

from phonghop.packs.checksums import FILE as CHECKSUMS
from phonghop.packs.checksums import checksum_lines
from phonghop.packs.contents import Entry, Pack
from phonghop.pages.labels import moment_label
from phonghop.pages.templates import Pages
from phonghop.text.dates import Moment

INDEX = "index.html"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of a file whose time is unknown: the earliest that the format allows."""
_UNIX = 3
_READABLE = 0o100644 << 16


def index_page(pack: Pack, entries: Sequence[Entry], pages: Pages) -> bytes:
    """Return the page that lists `pack` and opens those of its documents that lie beside it, `entries`.

    It loads nothing from elsewhere, so it works from a memory stick in a hall without a network.
    """
    as_of = moment_label(pack.as_of, pages.t).text if pack.as_of else ""
    beside = frozenset(entry.number for entry in entries)
    return pages.render("pack.html", INDEX, pack=pack, beside=beside, as_of=as_of).encode()


def archive(pack: Pack, entries: Sequence[Entry], index: bytes) -> bytes:
    """Return the ZIP of `entries`, which all have files, with `index` in front and their checksums at the end."""
    packed = io.BytesIO()
    digests = {INDEX: hashlib.sha256(index).hexdigest()}
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(_member(INDEX, pack.as_of), index)
        for entry in entries:
            assert entry.file is not None
            data = entry.file.path.read_bytes()
            digests[entry.file.name] = hashlib.sha256(data).hexdigest()
            made.writestr(_member(entry.file.name, entry.changed), data)
        made.writestr(_member(CHECKSUMS, pack.as_of), checksum_lines(digests))
    return packed.getvalue()


def _member(name: str, changed: Moment | None) -> zipfile.ZipInfo:
    """Return a stored member; the module marks names that are not ASCII as UTF-8 (bit 11 of the flags)."""
    time = changed.latest.timetuple()[:6] if changed and changed.day.year >= _EARLIEST[0] else _EARLIEST
    member = zipfile.ZipInfo(name, time)
    member.create_system = _UNIX
    member.external_attr = _READABLE
    return member
