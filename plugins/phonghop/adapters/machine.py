"""What belongs to the machine and not to the project: where results are kept between runs, and their key."""

from __future__ import annotations

import os
from pathlib import Path

from phonghop.store import CACHE_FOLDER, Cache, machine_key


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
