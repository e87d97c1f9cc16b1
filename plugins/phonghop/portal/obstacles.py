"""Anything in a folder of the project that is neither a plain file nor a folder: reported instead of followed or waited for.

A link may lead out of the project; a pipe, a socket or a device may keep its reader waiting for ever.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path


def obstacle(path: Path) -> str:
    """Return the code of the problem at `path` if it is neither a plain file nor a folder; "" if it is.

    Raises:
        OSError: nothing is there, or the system refuses to say.
    """
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "PH413"
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "PH450"


def entries_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield everything below `folder` that is not hidden, sorted within each folder, with the code of its obstacle.

    A folder comes before what it holds; one that cannot be opened has the code PH117, one behind a link is not entered.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder, "PH117"
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        try:
            code = obstacle(path)
        except OSError:
            code = "PH117"
        if code or not path.is_dir():
            yield path, code
        else:
            yield path, ""
            yield from entries_below(path)
