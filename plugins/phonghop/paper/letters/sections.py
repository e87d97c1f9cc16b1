"""The sections of a letter's body: what each kind of content says, numbered by the habit of the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from phonghop import wording
from phonghop.model import LetterSection, Meeting, Point, Session, Task
from phonghop.model.letter import Content
from phonghop.model.points import Gathering
from phonghop.model.programme import agenda_by_session
from phonghop.paper.letters.blocks import (
    MARKS,
    Block,
    agenda_blocks,
    company,
    detail,
    items_of,
    listed,
    mark,
    remark,
    single_time,
    with_role,
)
from phonghop.paper.letters.numbering import AGENCIES_AS_HEADINGS, PRESETS
from phonghop.text.dates import short_date, weekday_name
from phonghop.wording import Audience, Run, Runs, runs, sentence

_HEADINGS = {
    "topics": "Nội dung",
    "form": "Hình thức",
    "time": "Thời gian",
    "points": "Địa điểm, thành phần",
    "people": "Thành phần",
    "venue": "Địa điểm",
    "chair": "Chủ trì",
    "agenda": "Chương trình",
    "tasks": "Tổ chức thực hiện",
    "notes": "Lưu ý",
    "documents": "Tài liệu",
    "links": "Liên kết",
    "deadlines": "Thời hạn",
    "backdrop": "Maket",
}
"""The heading of a section that has none of its own, by its first content."""


def _default_sections(meeting: Meeting) -> tuple[LetterSection, ...]:
    """Return the order of a letter that does not choose one: people and places by point, or apart in one room."""
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
    return tuple(LetterSection(content=content) for content in order)


class SectionComposer:
    """Turns sections into blocks; holds what every kind of content needs to know."""

    def __init__(
        self, meeting: Meeting, audience: Audience, link_labels: Mapping[str, str], *, shows_addresses: bool
    ) -> None:
        """Take the meeting, who reads, the words on each link by its key, and whether its address must be typed."""
        self.shows_addresses = shows_addresses
        self.meeting = meeting
        self.audience = audience
        self.link_labels = link_labels
        self.numbering = meeting.letter.numbering or "decimal"
        self.levels = PRESETS[self.numbering]
        self.numbers: Counter[tuple[int, ...]] = Counter()
        self.apart: set[str] = set()
        self.unnumbered: Mapping[str, Callable[[], Iterator[Block]]] = {
            "topics": self._topics,
            "venue": self._venue,
            "chair": self._chair,
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
        chosen = self.meeting.letter.sections or _default_sections(self.meeting)
        self.apart = {name for section in _all_sections(chosen) for name in section.content}
        yield from self._numbered(chosen, ())
        if self.meeting.letter.codes == "before-closing":
            yield Block("codes")

    def _numbered(self, sections: Sequence[LetterSection], path: tuple[int, ...]) -> Iterator[Block]:
        for section in sections:
            own = (*path, self.numbers[path] + 1)
            self.numbers[own] = 0
            blocks = [*self._inside(section, own)]
            if not blocks:
                continue
            self.numbers[path] += 1
            heading = _heading_of(section)
            if section.heading is None and section.content[:1] == ("chair",) and self.meeting.chair:
                heading = wording.chair_label(self.meeting.chair)
            yield from self._headed(heading, own, blocks)

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
        return self.unnumbered[name]()

    def _headed(self, heading: str, path: tuple[int, ...], blocks: list[Block]) -> Iterator[Block]:
        """Yield a heading and its blocks; one single paragraph follows its heading on the same line."""
        if not heading:
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
        topics = self.meeting.topics or (self.meeting.title,)
        if len(topics) == 1:
            yield Block("paragraph", sentence(runs(topics[0])))
        else:
            yield from items_of(map(runs, topics))

    def _form(self) -> Iterator[Block]:
        if words := wording.form(self.meeting):
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
            yield Block("paragraph", sentence((*runs(duration), *single_time(first))))
            yield from self._sitting(first, 1)
        else:
            if meeting.duration:
                yield Block("paragraph", runs(f"{meeting.duration}:"))
            yield from self._sessions()
        if early := meeting.arrive_early:
            words = f"Đề nghị đại biểu có mặt trước {early.minutes:02d} phút {early.reason or ''}".strip()
            yield remark(words)
        for trial in meeting.rehearsals:
            yield Block("paragraph", sentence(wording.rehearsal(trial)))

    def _sessions(self) -> Iterator[Block]:
        """Yield the sessions in turn; those of a schedule, which are meetings by themselves, below their days."""
        meeting = self.meeting
        is_schedule = any(session.title for session in meeting.sessions)
        day = None
        for session in meeting.sessions:
            time = wording.session_clock(session) if is_schedule else wording.session_time(session)
            if is_schedule and session.start.day != day:
                day = session.start.day
                words = f"{weekday_name(day)}, ngày {short_date(day)}"
                yield Block("paragraph", (Run(f"{words[0].upper()}{words[1:]}:", bold=True),))
            if is_schedule:
                time = ", ".join(
                    filter(None, (time, session.hour, f"tức {session.lunar}" if session.lunar else ""))
                )
            label = f"{session.name}: " if session.name else ""
            venue = f", tại {wording.venue(session.venue)}" if session.venue else ""
            if is_schedule:
                line: Runs = (Run(f"{time}: " if time else "", bold=True), *runs(f"{session.name}{venue}"))
            else:
                line = (*runs(label), Run(time, bold=True), *runs(venue))
            yield Block("item", sentence(tuple(run for run in line if run.text or run.note)), 1, MARKS[0])
            yield from self._sitting(session, 2, with_venue=False)

    def _sitting(self, session: Session, level: int, *, with_venue: bool = True) -> Iterator[Block]:
        """Yield where a session sits if it has a place of its own, who chairs, who comes, what is noted."""
        if session.venue and with_venue:
            yield detail("Địa điểm", runs(wording.venue(session.venue)), level)
        yield from company(session, level)
        yield from (Block("item", sentence(runs(note)), level, mark(level)) for note in session.notes)

    def _venue(self) -> Iterator[Block]:
        meeting = self.meeting
        if meeting.venue:
            yield Block("paragraph", sentence(runs(wording.venue(meeting.venue))))
        yield from items_of(
            runs(f"{point.name}: {wording.venue(point.venue)}") for point in meeting.points if point.venue
        )

    def _chair(self) -> Iterator[Block]:
        meeting = self.meeting
        if meeting.chair:
            yield Block("paragraph", sentence(wording.chair_line(meeting.chair)))
        yield from items_of(
            (Run(f"{point.name}: "), *wording.chair_line(point.chair))
            for point in meeting.points
            if point.chair
        )

    def _people(self, path: tuple[int, ...]) -> Iterator[Block]:
        yield from self._who(self.meeting, headed=True)
        for point in self.meeting.points:
            blocks = [*self._who(point, headed=True)]
            if blocks:
                yield self._heading(_point_name(point), self._next(path))
                yield from blocks

    def _points(self, path: tuple[int, ...]) -> Iterator[Block]:
        meeting = self.meeting
        if meeting.venue and "venue" not in self.apart:
            yield detail("Địa điểm", runs(wording.venue(meeting.venue)), 1)
        yield from self._who(meeting)
        for point in meeting.points:
            yield self._heading(_point_name(point), self._next(path))
            yield from self._point(point)
            if point.note_after:
                yield remark(point.note_after)

    def _point(self, point: Point) -> Iterator[Block]:
        if point.venue and "venue" not in self.apart:
            yield detail("Địa điểm", runs(wording.venue(point.venue)), 1)
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
            yield remark(note)

    def _who(self, group: Gathering, *, headed: bool = False) -> Iterator[Block]:
        """Yield who chairs and who comes; below a heading that says so, without another lead."""
        chair = None if "chair" in self.apart else group.chair
        people = [*with_role([chair] if chair and chair.listed == "first" else [], group.attendees)]
        if len(people) == 1 and not people[0].members and not group.lead_in:
            line = wording.attendee(people[0])
            yield Block("paragraph", sentence(line)) if headed else detail("Thành phần", line, 1)
        elif group.layout == "paragraph" and people:
            lines = [wording.attendee(a) for a in people]
            joined = [part for n, line in enumerate(lines) for part in ((Run("; "),) if n else ()) + line]
            yield detail("Thành phần", tuple(joined), 1)
        elif people:
            lead = group.lead_in or ("" if headed else "Thành phần")
            if lead:
                yield Block("paragraph", runs(f"{lead[0].upper()}{lead[1:]}:", italic=True))
            yield from listed(people, 1)
        if chair and chair.listed == "last":
            yield Block("paragraph", sentence((Run("Kính mời: "), *wording.attendee(chair))))

    def _agenda(self) -> Iterator[Block]:
        in_sessions = any(item.session for item in self.meeting.agenda)
        if not in_sessions:
            yield from agenda_blocks(self.meeting.agenda, 1)
            return
        for number, items in agenda_by_session(self.meeting.agenda):
            session = self.meeting.sessions[number - 1]
            day = ": ".join(filter(None, (session.name, wording.session_time(session))))
            yield Block("paragraph", runs(f"{day[0].upper()}{day[1:]}", bold=True))
            yield from agenda_blocks(items, 1)

    def _tasks(self, path: tuple[int, ...]) -> Iterator[Block]:
        as_headings = self.numbering in AGENCIES_AS_HEADINGS
        for task in self.meeting.tasks:
            words = task.heading or _joined(task.units)
            actions = [wording.action(a) for a in task.actions]
            single = len(actions) == 1
            blocks = [Block("paragraph", sentence(actions[0]))] if single else [*items_of(actions)]
            blocks += self._task_tail(task)
            if as_headings and words:
                yield from self._headed(words, self._next(path), blocks)
            elif actions:
                lead = runs(f"{words}: " if words else "")
                joined = tuple(r for n, a in enumerate(actions) for r in ((Run("; "),) if n else ()) + a)
                yield Block("item", sentence((*lead, *joined)), 1, "-")
                yield from self._task_tail(task)
            else:
                if words:
                    yield Block("item", runs(f"{words}:"), 1, "-")
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
        for _, title, text in self.meeting.remarks:
            yield Block("item", sentence(runs(f"{title}: {text}")), 1, MARKS[0])
        if contacts := wording.unmentioned_contacts(self.meeting, self.audience):
            yield Block("item", sentence(contacts), 1, MARKS[0])

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
        yield from items_of(
            wording.link_line(link, self.link_labels[link.key], with_address=self.shows_addresses)
            for link in self.meeting.links
        )

    def _deadlines(self) -> Iterator[Block]:
        yield from items_of(wording.deadline(due) for due in self.meeting.deadlines)

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


def _all_sections(sections: Sequence[LetterSection]) -> Iterator[LetterSection]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _heading_of(section: LetterSection) -> str:
    """Return the heading of a section: its own, none where it says so, else that of its first content."""
    if section.heading is not None:
        return section.heading
    return _HEADINGS[section.content[0]] if section.content else ""


def _labelled(name: str, blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield the blocks of a content that shares its section: what stands without its heading begins with that."""
    first = next(blocks, None)
    if first is None:
        return
    if name in ("time", "venue", "chair", "people") and first.kind == "paragraph":
        yield Block("item", (Run(f"{_HEADINGS[name]}: ", italic=True), *first.runs), 1, MARKS[0])
    else:
        yield first
    yield from blocks


def _point_name(point: Point) -> str:
    return f"{point.name} (trừ {point.excluding})" if point.excluding else point.name


def _joined(names: Sequence[str]) -> str:
    return ", ".join(names)
