"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import date, datetime

from phonghop.text.dates import FIRST_YEAR, LAST_YEAR, VIETNAM
from phonghop.text.problems import Place, PortalError, Problem

_EPOCH = "SOURCE_DATE_EPOCH"


def build_moment() -> datetime:
    """Return the moment of the build, Vietnam time: ``SOURCE_DATE_EPOCH`` where it is set, as reproducible builds do.

    Raises:
        PortalError: PH810 it is set to no number, or to a moment outside the years that dates are read of.
    """
    epoch = os.environ.get(_EPOCH)
    if not epoch:
        return datetime.now(VIETNAM)
    try:
        moment = datetime.fromtimestamp(int(epoch), VIETNAM)
    except (ValueError, OverflowError, OSError):
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        values = {"text": epoch, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise PortalError([Problem(Place(_EPOCH), "PH810", values)])
    return moment


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()
