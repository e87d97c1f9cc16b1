"""What belongs to the machine and not to the project: where results are kept between runs, their key, and its refusals."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from phonghop.store import CACHE_FOLDER, Cache, machine_key
from phonghop.text.problems import Place, Problem

_REFUSALS = frozenset(
    {
        *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
        *(errno.EMFILE, errno.ENFILE, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG),
    }
)
"""What the system answers for a reason of its own: permissions, a full or failing disk, something else in a file's place."""


def cache(root: Path) -> Cache:
    """Return where this machine keeps results of the project at `root`."""
    return Cache(root / CACHE_FOLDER, machine_key(_key_file()))


def _key_file() -> Path | None:
    """Return where the key is kept; None for a user without a home, as containers have."""
    if state := os.environ.get("XDG_STATE_HOME"):
        return Path(state, "phonghop", "key")
    try:
        return Path.home() / ".local" / "state" / "phonghop" / "key"
    except RuntimeError:
        return None


def refusal(error: BaseException | None, root: Path) -> Problem | None:
    """Return what to tell when the system refused to read or write below the project `root`; None for any other `error`."""
    if not isinstance(error, OSError) or error.errno not in _REFUSALS:
        return None
    file = Path(os.fsdecode(error.filename or "."))
    place = file.relative_to(root) if file.is_relative_to(root) else file
    return Problem(Place(place.as_posix()), "PH809", {"reason": error.strerror})
