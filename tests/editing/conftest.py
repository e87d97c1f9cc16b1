"""A portal with an editor before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clerks import Clerk, editor

from driver import PortalCase


@pytest.fixture
def desk(portal: PortalCase) -> Iterator[tuple[PortalCase, Clerk]]:
    """A portal with one meeting, committed, and a clerk before it."""
    portal.with_settings().meeting(
        "# lời của văn thư\npoints:\n  - name: Phòng họp 1   # tầng 2\n    attendees:\n      - Trưởng các phòng\n"
    )
    portal.write(".gitignore", "/in/\n.cache/\n").commit()
    with editor(portal.root) as address:
        yield portal, Clerk(address)
