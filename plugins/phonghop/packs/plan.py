"""Which pages stand where in a bound pack. Places are counted from 0, from the first page after the contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phonghop.packs.contents import Group, Pack
from phonghop.packs.sources import Refusal, Source


@dataclass(frozen=True, slots=True)
class Bound:
    """A document in the pack: its place and its PDF."""

    at: int
    source: Source


@dataclass(frozen=True, slots=True)
class Plan:
    """The order of what follows the contents.

    Attributes:
        bound: the documents by their numbers in the pack, in the order of their pages.
        refused: why other files are not bound, by their numbers.
        dividers: the place of the page before each group, by the group's index; the only one needs none.
        pages: how many pages follow the contents.
    """

    bound: Mapping[int, Bound]
    refused: Mapping[int, Refusal]
    dividers: Mapping[int, int]
    pages: int


def plan(pack: Pack, found: Mapping[int, Source | Refusal]) -> Plan:
    """Return the plan for `pack`, whose files by number are the PDFs `found`, or reasons why they cannot be bound."""
    bound: dict[int, Bound] = {}
    dividers: dict[int, int] = {}
    at = 0
    is_divided = sum(bool(group.entries) for group in pack.groups) > 1
    for index, group in enumerate(pack.groups):
        fresh = [(n, s) for n, s in _sources(group, found) if n not in bound]
        if is_divided and fresh:
            dividers[index] = at
            at += 1
        for number, source in fresh:
            bound[number] = Bound(at, source)
            at += source.pages
    refused = {n: reason for n, reason in found.items() if not isinstance(reason, Source)}
    return Plan(bound, refused, dividers, at)


def _sources(group: Group, found: Mapping[int, Source | Refusal]) -> Iterator[tuple[int, Source]]:
    for entry in group.entries:
        source = found.get(entry.number)
        if isinstance(source, Source):
            yield entry.number, source
