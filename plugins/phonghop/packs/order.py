"""What is to be bound into one PDF, as data: written by who plans a pack, read by the process that binds it (`packs.bind`)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

JOB = "phonghop.packs.bind:bind_order"

Fault: TypeAlias = Literal["encrypted", "unreadable"]
"""Why a file cannot be bound: locked; or broken, or read differently by two libraries."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of pages of one file: the first, counted from 0, and how many; the file should have `total` in all."""

    file: str
    first: int
    count: int
    total: int


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: its title, its page counted from 0, and whether it is a child of the last top-level line."""

    title: str
    page: int
    is_below: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be bound.

    Attributes:
        numbers: a PDF with the running number of each page, set as a small page of its own.
        title: what the whole is called; beside it its author and language.
        made: where to write the whole.
        progress: where to note the index of the leaf in work, for those who find the process ended.
    """

    leaves: tuple[Leaf, ...]
    bookmarks: tuple[Bookmark, ...]
    numbers: str
    title: str
    author: str
    language: str
    made: str
    progress: str

    def to_json(self) -> str:
        """Return the order as `bind_order` reads it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Order:
        """Return the order that `to_json` wrote."""
        fields = json.loads(text)
        leaves = tuple(Leaf(**leaf) for leaf in fields["leaves"])
        bookmarks = tuple(Bookmark(**bookmark) for bookmark in fields["bookmarks"])
        return cls(**{**fields, "leaves": leaves, "bookmarks": bookmarks})
