"""A list cut by date, so that no page of it grows without bound.

A list that fits one page is shown whole. One that does not shows its latest meetings and leads to its years; a year that
does not fit leads to its months, a month to its days. Lists only grow, so an address that exists once stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from phonghop.pages.listed import ListedMeeting
from phonghop.portal import routes

FULL = 200
"""Rows that one page holds: about 15 kB as a web server sends it, and what a phone scrolls through without stumbling."""
_DAYS = 3


@dataclass(frozen=True)
class Archive:
    """The meetings of a list, or those of one of its years, months or days.

    Attributes:
        root: the address of the whole list.
        meetings: from last to first.
        rows_of: how many rows a meeting takes.
        dates: year, month and day as far as they are fixed; empty for the whole list.
    """

    root: str
    meetings: tuple[ListedMeeting, ...]
    rows_of: Callable[[ListedMeeting], int]
    dates: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Where its own page is, if it has one."""
        return routes.dated(self.root, *self.dates)

    @property
    def anchor(self) -> str:
        """What names it on the page of what it is a part of."""
        return routes.date_anchor(*self.dates)

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return sum(map(self.rows_of, self.meetings))

    @property
    def is_whole(self) -> bool:
        """Whether one page shows all of it. A day always is: it cannot be cut further."""
        return len(self.dates) == _DAYS or self.rows <= FULL

    @cached_property
    def parts(self) -> tuple[Archive, ...]:
        """Its years, or its months, or its days, from last to first."""
        depth = len(self.dates) + 1
        by_date = groupby(self.meetings, lambda m: (m.day.year, m.day.month, m.day.day)[:depth])
        return tuple(Archive(self.root, tuple(part), self.rows_of, dates) for dates, part in by_date)

    @property
    def has_headings(self) -> bool:
        """Whether its years or months are worth a heading each; days are not."""
        return len(self.dates) < _DAYS - 1

    def link(self, part: Archive) -> str:
        """Return where `part` begins: on a page of its own, or on this one."""
        return f"{self.address}#{part.anchor}" if self.is_whole else part.address
