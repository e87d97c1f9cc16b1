"""The sections of a letter's body: the blocks of each kind of content, numbered in the style of the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from phonghop import wording
from phonghop.model import LetterSection, Meeting, Point, Task
from phonghop.model.letter import Content
from phonghop.model.points import Assembly
from phonghop.paper.letters.blocks import (
    MARKS,
    Block,
    detail,
    items_of,
    listed,
    remark,
    with_role,
)
from phonghop.paper.letters.contents import Contents
from phonghop.paper.letters.numbering import AGENCIES_AS_HEADINGS, PRESETS
from phonghop.text.runs import Run, Runs, aside, capitalized, joined, runs, sentence, with_capital
from phonghop.wording import say


def _default_sections(meeting: Meeting, annexed: Collection[str]) -> tuple[LetterSection, ...]:
    """Return the order of a letter that does not choose one: people and places by point, or apart in one room.

    Contents of an annex are left out.
    """
    where: tuple[Content, ...] = ("points",) if meeting.points else ("venue", "chair", "people")
    order: list[tuple[Content, ...]] = [
        ("time",),
        *((name,) for name in where),
        ("agenda",),
        ("tasks", "backdrop"),
        ("documents",),
        ("notes", "deadlines", "links"),
    ]
    if meeting.topics:
        order.insert(0, ("topics",))
    left = (tuple(name for name in content if name not in annexed) for content in order)
    return tuple(LetterSection(content=content) for content in left if content)


class SectionComposer:
    """Turns sections into blocks; holds what every kind of content needs."""

    def __init__(self, contents: Contents) -> None:
        """Take the contents of the meeting."""
        self.contents, self.meeting = contents, contents.meeting
        self.numbering = self.meeting.letter.numbering or "decimal"
        self.levels = PRESETS[self.numbering]
        self.numbers: Counter[tuple[int, ...]] = Counter()

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the body in the order of the page."""
        letter = self.meeting.letter
        annexed = {name for annex in _all_sections(letter.annexes) for name in annex.content}
        chosen = letter.sections or _default_sections(self.meeting, annexed)
        self.contents.apart = annexed | {n for section in _all_sections(chosen) for n in section.content}
        blocks = [*self._numbered(chosen, ())]
        yield from blocks if self.numbers[()] > 1 else map(_without_number, blocks)
        if attached := [title for title, blocks in self.annexes() if blocks]:
            yield Block("paragraph", sentence(runs(say("printed.attached", what="; ".join(attached)))))
        if self.meeting.letter.codes == "before-closing":
            yield Block("codes")

    def annexes(self) -> Iterator[tuple[str, list[Block]]]:
        """Yield the title and the blocks of each annex, whose sections are numbered by themselves."""
        for annex in self.meeting.letter.annexes:
            self.numbers.clear()
            yield _heading_of(annex), [*self._inside(annex, ())]

    def _numbered(self, sections: Sequence[LetterSection], path: tuple[int, ...]) -> Iterator[Block]:
        for section in sections:
            own = (*path, self.numbers[path] + 1)
            self.numbers[own] = 0
            blocks = [*self._inside(section, own)]
            if not blocks:
                continue
            heading = self._own_heading(section)
            if heading:
                self.numbers[path] += 1
            yield from self._headed(heading, own, blocks)

    def _own_heading(self, section: LetterSection) -> str:
        """Return the heading of a section; one that the file does not write depends on what the meeting has to say in the section."""
        meeting = self.meeting
        if section.heading is None and section.content[:1] == ("chair",) and meeting.chair:
            return wording.chair_label(meeting.chair)
        has_place = meeting.venue or any(point.venue for point in meeting.points)
        if section.heading is None and section.content == ("time",) and not has_place:
            return (
                say("printed.time_places") if any(s.venue for s in meeting.sessions) else _heading_of(section)
            )
        return _heading_of(section)

    def _next(self, path: tuple[int, ...]) -> tuple[int, ...]:
        """Return the number of the next heading below `path`, which sections, points and agencies count together."""
        self.numbers[path] += 1
        return (*path, self.numbers[path])

    def _inside(self, section: LetterSection, path: tuple[int, ...]) -> Iterator[Block]:
        if section.text:
            yield from (Block("paragraph", runs(line)) for line in section.text.splitlines())
        for name in section.content:
            blocks = self._content(name, path)
            yield from _labelled(name, blocks) if len(section.content) > 1 else blocks
        yield from self._numbered(section.sections, path)

    def _content(self, name: str, path: tuple[int, ...]) -> Iterator[Block]:
        """Return the blocks of one kind of content; points and agencies are numbered below `path`."""
        if name == "points":
            return self._points(path)
        if name == "people":
            return self._people(path)
        if name == "tasks":
            return self._tasks(path)
        return self.contents.blocks(name)

    def _headed(self, heading: str, path: tuple[int, ...], blocks: list[Block]) -> Iterator[Block]:
        """Yield a heading and its blocks; one single paragraph follows its heading on the same line."""
        if not heading:
            yield from blocks
            return
        if len(blocks) == 1 and blocks[0].kind == "paragraph":
            yield self._heading(f"{heading}: ", path, blocks[0].runs)
            return
        yield self._heading(heading, path)
        for block in blocks:
            yield replace(block, runs=capitalized(block.runs)) if block.kind == "paragraph" else block

    def _heading(self, words: str, path: tuple[int, ...], tail: Runs = ()) -> Block:
        level = len(path)
        if level > len(self.levels):
            return Block("item", (*runs(words, bold=True), *tail), level, "-")
        style = self.levels[level - 1]
        words = words.upper() if style.caps else words
        return Block("heading", (*runs(words, bold=True), *tail), level, style.marker(path))

    def _people(self, path: tuple[int, ...]) -> Iterator[Block]:
        yield from self._who(self.meeting, headed=True)
        for point in self.meeting.points:
            blocks = [*self._who(point, headed=True)]
            if blocks:
                yield self._heading(_point_name(point), self._next(path))
                yield from blocks

    def _points(self, path: tuple[int, ...]) -> Iterator[Block]:
        meeting = self.meeting
        if meeting.venue and "venue" not in self.contents.apart:
            yield detail(say("printed.venue"), runs(wording.venue(meeting.venue)), 1)
        yield from self._who(meeting)
        for point in meeting.points:
            yield self._heading(_point_name(point), self._next(path))
            yield from self._point(point)
            if point.note_after:
                yield remark(point.note_after)

    def _point(self, point: Point) -> Iterator[Block]:
        if point.venue and "venue" not in self.contents.apart:
            yield detail(say("printed.venue"), runs(wording.venue(point.venue)), 1)
        if point.text:
            yield Block("paragraph", sentence(runs(point.text)))
        yield from self._who(point)
        for sub in point.subpoints:
            words = ": ".join(filter(None, (sub.name, wording.venue(sub.venue) if sub.venue else "")))
            if sub.chair:
                phrase: Runs = (Run(f"{words}. {say('printed.invites')} "), *wording.attendee(sub.chair))
            else:
                phrase = runs(words)
            yield Block("paragraph", sentence((*phrase, *(aside(sub.note) if sub.note else ()))))
        if point.registration:
            yield Block("paragraph", sentence(wording.registration(point.registration)))
        for note in point.notes:
            yield remark(note)

    def _who(self, group: Assembly, *, headed: bool = False) -> Iterator[Block]:
        """Yield the chair and the attendees, without a lead-in below a heading (`headed`)."""
        chair = None if "chair" in self.contents.apart else group.chair
        people = [*with_role([chair] if chair and chair.listed == "first" else [], group.attendees)]
        if people and chair and not group.attendees:
            yield detail(wording.chair_label(chair), wording.chair_line(chair), 1)
        elif len(people) == 1 and not people[0].members and not group.lead_in:
            line = wording.attendee(people[0])
            yield Block("paragraph", sentence(line)) if headed else detail(say("printed.people"), line, 1)
        elif group.layout == "paragraph" and people:
            yield detail(say("printed.people"), joined(map(wording.attendee, people)), 1)
        elif people:
            lead = group.lead_in or ("" if headed else say("printed.people"))
            if lead:
                yield Block("paragraph", runs(f"{with_capital(lead)}:", italic=True))
            yield from listed(people, 1)
        if chair and chair.listed == "last":
            yield Block("paragraph", sentence((Run(f"{say('printed.invites')} "), *wording.attendee(chair))))

    def _tasks(self, path: tuple[int, ...]) -> Iterator[Block]:
        as_headings = self.numbering in AGENCIES_AS_HEADINGS
        for task in self.meeting.tasks:
            words = task.heading or ", ".join(task.units)
            actions = [wording.action(a) for a in task.actions]
            single = len(actions) == 1
            blocks = [Block("paragraph", sentence(actions[0]))] if single else [*items_of(actions)]
            blocks += self._task_tail(task)
            if as_headings and words:
                yield from self._headed(words, self._next(path), blocks)
            elif actions:
                lead = runs(f"{words}: " if words else "")
                yield Block("item", sentence((*lead, *joined(actions))), 1, "-")
                yield from self._task_tail(task)
            else:
                if words:
                    yield Block("item", runs(f"{words}:"), 1, "-")
                yield from self._task_tail(task)

    def _task_tail(self, task: Task) -> Iterator[Block]:
        if people := wording.contacts(task.contacts, self.meeting, self.contents.audience):
            yield Block("paragraph", people)
        if task.backdrop:
            yield from self.contents.backdrop_lines()


def _all_sections(sections: Sequence[LetterSection]) -> Iterator[LetterSection]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _without_number(block: Block) -> Block:
    """Return the only heading of a letter without its number: there is nothing to count."""
    is_numbered = block.kind == "heading" and block.level == 1 and block.marker != "*"
    return replace(block, marker="") if is_numbered else block


def _heading_of(section: LetterSection) -> str:
    """Return the heading of a section: its own, which may be empty, else that of its first content."""
    if section.heading is not None:
        return section.heading
    return say(f"printed.{section.content[0]}") if section.content else ""


def _labelled(name: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks of a content that shares its section with others: a first paragraph gets its label."""
    first = next(blocks, None)
    if first is None:
        return
    if name in ("time", "venue", "chair", "people") and first.kind == "paragraph":
        yield Block("item", (Run(f"{say(f'printed.{name}')}: ", italic=True), *first.runs), 1, MARKS[0])
    else:
        yield first
    yield from blocks


def _point_name(point: Point) -> str:
    return (
        f"{point.name} ({say('wording.excluding', who=point.excluding)})" if point.excluding else point.name
    )
