"""The region of a portal: its language, its time zone, the language of the words in its addresses.

One process serves one portal at a time. Loading a portal sets its region here (`portal.load`), and every function that reads a
time, composes a phrase or makes an address uses it, at any depth (`docs/decisions/0046`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta, timezone, tzinfo
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal, TypeAlias
from zoneinfo import ZoneInfo

Addresses: TypeAlias = Literal["vi", "en"]

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam keeps UTC+7 all year; a fixed offset needs no time-zone data."""
VIETNAM_NAME = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True, slots=True)
class Region:
    """The region of a portal.

    Attributes:
        language: of its pages, and of its letters where no form prescribes another.
        time_zone: the name of its clock in the IANA database.
        addresses: whose words its addresses are made of.
        locales: the folder of the office's own tables of words, if it has any.
    """

    language: str = "vi"
    time_zone: str = VIETNAM_NAME
    addresses: Addresses = "vi"
    locales: Path | None = None

    @property
    def zone(self) -> tzinfo:
        """The clock."""
        return _zone(self.time_zone)


AT_HOME = Region()


class _Process:
    """State of the whole process: threads of an editor and of a preview serve the same portal."""

    region: ClassVar[Region] = AT_HOME


_SPOKEN: ContextVar[str] = ContextVar("spoken")


def here() -> Region:
    """Return the region of the portal that this process serves."""
    return _Process.region


def live_in(region: Region) -> None:
    """Serve a portal of `region` from now on."""
    _Process.region = region


def spoken() -> str:
    """Return the language in which phrases are composed: the portal's, or that of a form of letters meanwhile."""
    return _SPOKEN.get(here().language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Compose in `language` meanwhile: a form of official letters prescribes its own."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


@cache
def _zone(name: str) -> tzinfo:
    return VIETNAM if name == VIETNAM_NAME else ZoneInfo(name)
