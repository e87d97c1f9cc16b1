"""Many files of a finished site looked through by several processes: which of them can hold nothing forbidden.

A process apart knows what is forbidden, but not what the portal says in public on purpose, for that is every meeting. So it
doubts too much rather than too little, and what it doubts is looked at again by the one that knows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from phonghop.site.canaries import SILENCE, Canaries
from phonghop.site.processes import pool, processors

Doubts: TypeAlias = Callable[[str, bytes, Canaries], bool]
"""Tells whether a file, by name and content, may hold something forbidden."""

WORTHWHILE = 5000
"""How many files have to be looked at for further processes to pay: starting one takes as long as looking at 1,500."""
_SHARES = 4
"""Parts for each process, so that none waits long for the slowest."""


def without_doubt(
    site: Path, addresses: Sequence[str], forbidden: Canaries, doubts: Doubts
) -> frozenset[str]:
    """Return which files hold nothing forbidden; none of them where they are too few to be looked through.

    Args:
        site: the folder of the finished site.
        addresses: of the files, below it.
        forbidden: what to look for.
        doubts: how to look, a function of a module.
    """
    if len(addresses) < WORTHWHILE or processors() == 1:
        return frozenset()
    shares = processors() * _SHARES
    sift = partial(_sift, site, replace(forbidden, said=SILENCE), doubts)
    with pool() as several:
        return frozenset().union(*several.map(sift, (addresses[share::shares] for share in range(shares))))


def _sift(site: Path, forbidden: Canaries, doubts: Doubts, addresses: Sequence[str]) -> frozenset[str]:
    return frozenset(a for a in addresses if not doubts(a, (site / a).read_bytes(), forbidden))
