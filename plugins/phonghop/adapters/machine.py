"""What belongs to the machine and not to the project: where results are kept between runs, and their key."""

from __future__ import annotations

import os
from pathlib import Path

from phonghop.products.inspection.cache import CACHE_FOLDER
from phonghop.store import Cache, machine_key


def cache(root: Path) -> Cache:
    """Return where this machine keeps results of the project at `root`."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Cache(root / CACHE_FOLDER, machine_key(Path(state, "phonghop", "key")))
