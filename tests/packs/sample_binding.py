"""The binder's job as a test wants it: it is ended over a file that another one opens at once."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pikepdf
import pytest

from phonghop.packs import bind

WIDE = 3000
"""Width in points of the pages over which it is ended."""


def ended_at_wide_pages(order: str, answer: Path) -> None:
    def named_destinations(file: pikepdf.Pdf) -> dict[str, pikepdf.Object | None]:
        if any(page.mediabox[2] == WIDE for page in file.pages):
            os.kill(os.getpid(), signal.SIGXCPU)  # as Linux does once the processor time is used up
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bind, "_named_destinations", named_destinations)
        bind.bind_order(order, answer)
