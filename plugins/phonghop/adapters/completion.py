"""What a shell completes: ids of meetings where one is asked for.

Click makes the script for a shell: ``_PHONGHOP_COMPLETE=bash_source phonghop`` prints it (also ``zsh_source``, ``fish_source``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from phonghop.portal.folders import MEETING_FILE, MEETINGS

_SHOWN = 500


def meeting_ids(context: click.Context, _: click.Parameter, typed: str) -> Sequence[str]:
    """Return the ids of the portal's meetings that begin with what is `typed`, the latest first."""
    root: Path = context.find_root().params.get("root") or Path()
    try:
        names = [folder.name for folder in (root / MEETINGS).iterdir() if (folder / MEETING_FILE).is_file()]
    except OSError:
        return ()
    return sorted((name for name in names if name.startswith(typed)), reverse=True)[:_SHOWN]
