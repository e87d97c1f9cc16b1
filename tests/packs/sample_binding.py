"""The binder's job as a test wants it: it never comes to the end of a file that another one opens at once."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from phonghop.packs import bind

WIDE = 3000
"""Width in points of the pages that are never finished."""


def endless_at_wide_pages(order: str, answer: Path) -> None:
    def named_destinations(file: pikepdf.Pdf) -> dict[str, pikepdf.Object | None]:
        while any(page.mediabox[2] == WIDE for page in file.pages):
            pass
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bind, "_named_destinations", named_destinations)
        bind.bind_order(order, answer)
