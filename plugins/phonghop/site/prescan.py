"""Worker processes scan many files of a finished site and clear those that hold no canary.

Workers have the canaries but not the public words, which take every meeting to compute. They suspect too many files rather than
too few; the main process scans the suspects again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from phonghop.site.canaries import Canaries
from phonghop.site.processes import pool, processors
from phonghop.site.public_words import SILENCE

Look: TypeAlias = Callable[[str, bytes, Canaries], "bytes | None"]
"""Returns the words of a file, by name and content; None if it may hold something forbidden."""

WORTHWHILE = 5000
"""How many files have to be looked at for further processes to pay: starting one takes as long as looking at 1,500."""
_SHARE = 500
"""Files that a process looks at before it tells of them: few enough that none waits long for the slowest, nor holds many words."""


def without_doubt(
    site: Path, addresses: Sequence[str], forbidden: Canaries, look: Look
) -> Iterator[tuple[str, bytes]]:
    """Yield address and words of each file that holds nothing forbidden; of none where they are too few to be looked through.

    Args:
        site: the folder of the finished site.
        addresses: of the files, below it.
        forbidden: what to look for.
        look: how to look, a function of a module.
    """
    if len(addresses) < WORTHWHILE or processors() == 1:
        return
    scan = partial(_scan, site, replace(forbidden, said=SILENCE), look)
    shares = 1 + len(addresses) // _SHARE
    with pool() as several:
        for part in several.map(scan, (addresses[share::shares] for share in range(shares))):
            yield from part


def _scan(
    site: Path, forbidden: Canaries, look: Look, addresses: Sequence[str]
) -> Sequence[tuple[str, bytes]]:
    looked = ((address, look(address, (site / address).read_bytes(), forbidden)) for address in addresses)
    return [(address, words) for address, words in looked if words is not None]
