"""The sections of a letter's body: what each kind of content says, numbered by the habit of the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from phonghop import wording
from phonghop.model import Attendee, LetterSection, Meeting, Point, Task
from phonghop.model.programme import every_item
from phonghop.paper.letters.numbering import AGENCIES_AS_HEADINGS, PRESETS
from phonghop.text.dates import brief_clock, brief_moment
from phonghop.wording import Audience, Run, Runs, plain_text, runs, sentence

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


_DEFAULT_SECTIONS = (
    LetterSection(heading="Nội dung", content=("topics",)),
    LetterSection(heading="Thời gian", content=("time",)),
    LetterSection(heading="Địa điểm, thành phần", content=("points",)),
    LetterSection(heading="Chương trình", content=("agenda",)),
    LetterSection(heading="Tổ chức thực hiện", content=("tasks", "backdrop")),
    LetterSection(heading="Tài liệu", content=("documents",)),
    LetterSection(heading="Lưu ý", content=("notes", "deadlines", "links")),
)


class SectionComposer:
    """Turns sections into blocks; holds what every kind of content needs to know."""

    def __init__(self, meeting: Meeting, audience: Audience, link_labels: Mapping[str, str]) -> None:
        """Take the meeting, who reads, and the words on each link by its key."""
        self.meeting = meeting
        self.audience = audience
        self.link_labels = link_labels
        self.numbering = meeting.letter.numbering or "decimal"
        self.levels = PRESETS[self.numbering]
        self.unnumbered: Mapping[str, Callable[[], Iterator[Block]]] = {
            "topics": self._topics,
            "form": self._form,
            "time": self._time,
            "agenda": self._agenda,
            "notes": self._notes,
            "documents": self._documents,
            "links": self._links,
            "deadlines": self._deadlines,
            "backdrop": self._backdrop,
        }

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the body in the order of the page."""
        chosen = self.meeting.letter.sections or _DEFAULT_SECTIONS
        yield from self._numbered(chosen, ())
        if self.meeting.letter.codes == "before-closing":
            yield Block("codes")

    def _numbered(self, sections: Sequence[LetterSection], path: tuple[int, ...]) -> Iterator[Block]:
        number = 0
        for section in sections:
            own = (*path, number + 1)
            blocks = [*self._inside(section, own)]
            if not blocks:
                continue
            number += 1
            yield from self._headed(section.heading, own, blocks)

    def _inside(self, section: LetterSection, path: tuple[int, ...]) -> Iterator[Block]:
        if section.text:
            yield from (Block("paragraph", runs(line)) for line in section.text.splitlines())
        for name in section.content:
            yield from self._content(name, path)
        yield from self._numbered(section.sections, path)

    def _content(self, name: str, path: tuple[int, ...]) -> Iterator[Block]:
        """Return the blocks of one kind of content; points and agencies are numbered below `path`."""
        if name == "points":
            return self._points(path)
        if name == "tasks":
            return self._tasks(path)
        return self.unnumbered[name]()

    def _headed(self, heading: str | None, path: tuple[int, ...], blocks: list[Block]) -> Iterator[Block]:
        """Yield a heading and its blocks; one single paragraph follows its heading on the same line."""
        if heading is None:
            yield from blocks
            return
        if len(blocks) == 1 and blocks[0].kind == "paragraph":
            yield self._heading(f"{heading}: ", path, blocks[0].runs)
            return
        yield self._heading(heading, path)
        yield from blocks

    def _heading(self, words: str, path: tuple[int, ...], tail: Runs = ()) -> Block:
        level = len(path)
        if level > len(self.levels):
            return Block("item", (*runs(words, bold=True), *tail), level, "-")
        style = self.levels[level - 1]
        words = words.upper() if style.caps else words
        return Block("heading", (*runs(words, bold=True), *tail), level, style.marker(path))

    def _topics(self) -> Iterator[Block]:
        topics = self.meeting.topics
        if len(topics) == 1:
            yield Block("paragraph", sentence(runs(topics[0])))
        else:
            yield from _items(map(runs, topics))

    def _form(self) -> Iterator[Block]:
        words = wording.form(self.meeting)
        yield Block("paragraph", sentence(runs(words[0].upper() + words[1:])))
        if parent := self.meeting.parent_event:
            words = " ".join(filter(None, (parent.organizer, "tổ chức", parent.title)))
            words += f" theo hình thức {parent.form}" if parent.form else ""
            yield Block("paragraph", sentence(runs(words)))

    def _time(self) -> Iterator[Block]:
        meeting = self.meeting
        duration = f"{meeting.duration}, " if meeting.duration else ""
        first, *others = meeting.sessions
        if not others:
            time = (Run(f"{duration}bắt đầu từ "), Run(wording.session_time(first), bold=True))
            yield Block("paragraph", sentence(time))
        else:
            days = f"từ ngày {brief_moment(first.start).partition('ngày ')[2]} đến ngày {brief_moment(others[-1].start).partition('ngày ')[2]}"
            yield Block("paragraph", sentence(runs(f"{duration}{days}"), ":"))
            yield from _items(
                (*runs(f"{s.label}: " if s.label else ""), Run(wording.session_time(s), bold=True))
                for s in meeting.sessions
            )
        if early := meeting.arrive_early:
            words = f"Đề nghị đại biểu có mặt trước {early.minutes:02d} phút {early.reason or ''}".strip()
            yield _remark(words)
        for trial in meeting.rehearsals:
            yield Block("paragraph", sentence(wording.rehearsal(trial)))

    def _points(self, path: tuple[int, ...]) -> Iterator[Block]:
        for number, point in enumerate(self.meeting.points, 1):
            words = f"{point.name} (trừ {point.excluding})" if point.excluding else point.name
            yield self._heading(words, (*path, number))
            yield from self._point(point)
            if point.note_after:
                yield _remark(point.note_after)

    def _point(self, point: Point) -> Iterator[Block]:
        if point.venue:
            yield Block(
                "item", (Run("Địa điểm: ", italic=True), *sentence(runs(wording.venue(point.venue)))), 1, "-"
            )
        if point.text:
            yield Block("paragraph", sentence(runs(point.text)))
        yield from self._who(point)
        for sub in point.subpoints:
            words = ": ".join(filter(None, (sub.name, wording.venue(sub.venue) if sub.venue else "")))
            if sub.chair:
                phrase: Runs = (Run(f"{words}. Kính mời: "), *wording.attendee(sub.chair))
            else:
                phrase = runs(words)
            yield Block("paragraph", sentence((*phrase, *(wording.aside(sub.note) if sub.note else ()))))
        if point.registration:
            yield Block("paragraph", sentence(wording.registration(point.registration)))
        for note in point.notes:
            yield _remark(note)

    def _who(self, point: Point) -> Iterator[Block]:
        chair = point.chair
        first = [chair] if chair and chair.listed == "first" else []
        lines = [wording.attendee(a) for a in _with_role(first, point.attendees)]
        if point.layout == "paragraph" and lines:
            joined = [part for n, line in enumerate(lines) for part in ((Run("; "),) if n else ()) + line]
            yield Block("item", (Run("Thành phần: ", italic=True), *sentence(tuple(joined))), 1, "-")
        elif lines:
            lead = point.lead_in or "Thành phần"
            yield Block("paragraph", runs(f"{lead[0].upper()}{lead[1:]}:", italic=True))
            yield from _items(lines)
        if chair and chair.listed == "last":
            yield Block("paragraph", sentence((Run("Kính mời: "), *wording.attendee(chair))))

    def _agenda(self) -> Iterator[Block]:
        for found in every_item(self.meeting.agenda):
            item = found.item
            words = f"{brief_clock(item.time)}: {item.title}" if item.time else item.title
            presenter = runs(f" ({item.presenter})") if item.presenter else ()
            note = wording.aside(item.note) if item.note else ()
            marker = f"({found.number})" if found.level == 1 else "-"
            yield Block("item", sentence((*runs(words), *presenter, *note)), found.level, marker)

    def _tasks(self, path: tuple[int, ...]) -> Iterator[Block]:
        as_headings = self.numbering in AGENCIES_AS_HEADINGS
        number = 0
        for task in self.meeting.tasks:
            words = task.heading or _joined(task.units)
            actions = [wording.action(a) for a in task.actions]
            blocks = [Block("paragraph", sentence(actions[0]))] if len(actions) == 1 else [*_items(actions)]
            blocks += self._task_tail(task)
            if as_headings and words:
                number += 1
                yield from self._headed(words, (*path, number), blocks)
            elif actions:
                lead = runs(f"{words}: " if words else "")
                joined = tuple(r for n, a in enumerate(actions) for r in ((Run("; "),) if n else ()) + a)
                yield Block("item", sentence((*lead, *joined)), 1, "-")
                yield from self._task_tail(task)

    def _task_tail(self, task: Task) -> Iterator[Block]:
        if said := wording.contacts(task.contacts, self.meeting, self.audience):
            yield Block("paragraph", said)
        if task.backdrop:
            yield from self._backdrop_lines()

    def _notes(self) -> Iterator[Block]:
        for note in self.meeting.notes:
            label = runs(f"{note.label}: ", bold=True) if note.label else ()
            first, *rest = note.text.splitlines()
            people = wording.contacts(note.contacts, self.meeting, self.audience)
            marker = "" if label else "-"
            yield Block(
                "paragraph" if label else "item",
                sentence((*label, *runs(first), *people)),
                0 if label else 1,
                marker,
            )
            yield from (Block("paragraph", sentence(runs(line))) for line in rest)

    def _documents(self) -> Iterator[Block]:
        for channel in self.meeting.document_channels:
            words = f"Tài liệu được đăng tại {channel.name}"
            words += f", địa chỉ {channel.url}" if channel.url else ""
            words += f", mục {channel.section}" if channel.section else ""
            yield Block(
                "item",
                sentence((*runs(words), *(wording.aside(channel.note) if channel.note else ()))),
                1,
                "-",
            )

    def _links(self) -> Iterator[Block]:
        yield from _items(wording.link_line(link, self.link_labels[link.key]) for link in self.meeting.links)

    def _deadlines(self) -> Iterator[Block]:
        yield from _items(wording.deadline(due) for due in self.meeting.deadlines)

    def _backdrop(self) -> Iterator[Block]:
        if not any(task.backdrop for task in self.meeting.tasks):
            yield from self._backdrop_lines()

    def _backdrop_lines(self) -> Iterator[Block]:
        backdrop = self.meeting.backdrop
        if backdrop is None:
            return
        if backdrop.colours:
            yield Block("paragraph", sentence(runs(f"Maket: {backdrop.colours}")))
        for line in filter(None, (backdrop.organizer, *backdrop.lines)):
            yield Block("centred", runs(line.upper(), bold=True))
        if backdrop.place_date:
            yield Block("centred", runs(backdrop.place_date, italic=True))
        if backdrop.legend:
            yield Block("paragraph", sentence(runs(f"Ghi chú: {backdrop.legend}", italic=True)))


def _items(lines: Iterator[Runs] | Sequence[Runs] | map[Runs]) -> Iterator[Block]:
    """Yield list lines that end in ";", the last in "."."""
    collected = list(lines)
    for n, line in enumerate(collected, 1):
        yield Block("item", sentence(line, "." if n == len(collected) else ";"), 1, "-")


def _remark(words: str) -> Block:
    """Return a remark: a paragraph of its own in italics and parentheses."""
    return Block("paragraph", (Run("("), *runs(words.rstrip("."), italic=True), Run(").")))


def _with_role(chairs: Sequence[Attendee], attendees: Sequence[Attendee]) -> Iterator[Attendee]:
    for chair in chairs:
        yield chair if chair.role else chair.model_copy(update={"role": "chair"})
    yield from attendees


def _joined(names: Sequence[str]) -> str:
    return ", ".join(names)
