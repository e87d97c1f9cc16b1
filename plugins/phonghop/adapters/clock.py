"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import date, datetime

from phonghop.text.dates import VIETNAM


def build_moment() -> datetime:
    """Return the moment of the build, Vietnam time: ``SOURCE_DATE_EPOCH`` where it is set, as reproducible builds do."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), VIETNAM) if epoch else datetime.now(VIETNAM)


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()
