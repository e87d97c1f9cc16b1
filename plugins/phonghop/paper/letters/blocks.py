"""The paragraphs of a letter's body, and the shapes that lists of people, agendas and remarks take in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from phonghop import wording
from phonghop.model import AgendaItem, Attendee, Session
from phonghop.model.points import Gathering
from phonghop.text.runs import Run, Runs, aside, capitalized, joined, plain_text, runs, sentence
from phonghop.wording import say

BlockKind = Literal["heading", "paragraph", "item", "centred", "codes"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body.

    Attributes:
        kind: a numbered heading, running text, a list line, a centred line (backdrop), or the place of the codes.
        level: depth, from 1 for headings and items; 0 for text.
        marker: the number or dash before the words.
        runs: the words. A heading that the text follows on the same line holds both.
    """

    kind: BlockKind
    runs: Runs = ()
    level: int = 0
    marker: str = ""

    @property
    def text(self) -> str:
        """The words with their marker, without style."""
        return f"{self.marker} {plain_text(self.runs)}".strip()


MARKS = ("-", "+", "·")
"""Before the lines of a list, by depth from 1; deeper lines keep the last."""


def mark(level: int) -> str:
    """Return the mark before a line of a list at a depth from 1."""
    return MARKS[min(level, len(MARKS)) - 1]


def detail(label: str, words: Runs, level: int) -> Block:
    """Return a line of a list that begins with its label: "- Địa điểm: …"."""
    return Block("item", (Run(f"{label}: ", italic=True), *sentence(words)), level, mark(level))


def company(group: Gathering, level: int) -> Iterator[Block]:
    """Yield chair and attendees as lines of a list, short enough to go below a session or an agenda item."""
    if group.chair:
        yield detail(wording.chair_label(group.chair), wording.chair_line(group.chair), level)
    if group.attendees:
        people = joined(map(wording.attendee, group.attendees))
        yield detail(group.lead_in or say("printed.people"), people, level)


def single_time(session: Session) -> Runs:
    """Return the time of the only session: from its hour, or the half day or words that replace an hour."""
    time = Run(wording.session_time(session), bold=True)
    if session.start.clock is None:
        return (time,)
    return (Run(f"{say('printed.from' if session.end else 'wording.starting')} "), time)


def listed(people: Sequence[Attendee], level: int) -> Iterator[Block]:
    """Yield attendees as lines of a list; the named people of a group are a list below it."""
    for n, who in enumerate(people, 1):
        end = "." if n == len(people) and level == 1 else ";"
        if any(member.name or member.members for member in who.members):
            group = capitalized(wording.attendee(who, with_members=False))
            yield Block("item", sentence(group, ":"), level, mark(level))
            yield from listed(who.members, level + 1)
        else:
            yield Block("item", sentence(capitalized(wording.attendee(who)), end), level, mark(level))


def items_of(lines: Iterator[Runs] | Sequence[Runs] | map[Runs]) -> Iterator[Block]:
    """Yield list lines that end in ";", the last in "."."""
    collected = list(lines)
    for n, line in enumerate(collected, 1):
        yield Block("item", sentence(capitalized(line), "." if n == len(collected) else ";"), 1, "-")


def remark(words: str) -> Block:
    """Return a remark: a paragraph of its own in italics and parentheses."""
    return Block("paragraph", (Run("("), *runs(words.rstrip("."), italic=True), Run(").")))


def with_role(chairs: Sequence[Attendee], attendees: Sequence[Attendee]) -> Iterator[Attendee]:
    """Yield chairs, with a role even where the file states none, then attendees."""
    for chair in chairs:
        yield chair if chair.role else chair.model_copy(update={"role": "chair"})
    yield from attendees


def agenda_blocks(items: Sequence[AgendaItem], level: int, first: int = 1) -> Iterator[Block]:
    """Yield the items of an agenda, counted from `first`, each with its hours and place, those it is divided into below it."""
    for number, item in enumerate(items, first):
        clocks = " - ".join(wording.clock_words(clock) for clock in (item.time, item.until) if clock)
        words = f"{clocks}: {item.title}" if clocks else item.title
        venue = f", {say('printed.in_place', place=wording.venue(item.venue))}" if item.venue else ""
        # In parentheses, or after a dash where the name has parentheses itself.
        form = " - {}" if "(" in (item.presenter or "") else " ({})"
        presenter = runs(form.format(item.presenter)) if item.presenter else ()
        note = aside(item.note) if item.note else ()
        is_numbered = level == 1 and (len(items) > 1 or first > 1 or item.items or item.is_set)
        marker = f"({number})" if is_numbered else mark(max(1, level - 1))
        line = (*capitalized(runs(words + venue)), *presenter, *note)
        yield Block("item", sentence(line), level, marker)
        yield from company(item, level)
        yield from agenda_blocks(item.items, level + 1)
