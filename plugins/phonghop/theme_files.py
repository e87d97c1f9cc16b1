"""Where the theme is: inside the installed package, or beside it in a checkout.

Short, and in no room: only `adapters` and `database` may ask, so that no room knows where it is installed.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def theme_folder() -> Path:
    """Return the folder of theme files."""
    packaged = _PACKAGE / "theme"
    return packaged if packaged.is_dir() else _PACKAGE.parent.parent / "theme"


def templates_folder() -> Path:
    """Return the folder of page templates."""
    return theme_folder() / "portal"
