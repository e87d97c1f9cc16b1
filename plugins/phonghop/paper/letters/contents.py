"""The blocks of each kind of content that has no numbered headings: time, place, agenda, notes and the like."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from phonghop import wording
from phonghop.model import Meeting, Session
from phonghop.model.programme import agenda_by_session
from phonghop.paper.letters.blocks import (
    MARKS,
    Block,
    agenda_blocks,
    company,
    detail,
    items_of,
    mark,
    remark,
    single_time,
)
from phonghop.text.region import spoken
from phonghop.text.runs import Run, Runs, aside, capitalized, runs, sentence, with_capital
from phonghop.text.strings import strings
from phonghop.wording import Audience, say


class Contents:
    """Turns the contents of one meeting into blocks."""

    def __init__(
        self, meeting: Meeting, audience: Audience, link_labels: Mapping[str, str], *, has_codes: bool
    ) -> None:
        """Take the meeting, the audience, the words on each link by its key, and whether the paper has codes."""
        self.meeting = meeting
        self.audience = audience
        self.link_labels = link_labels
        self.has_codes = has_codes and meeting.letter.codes != "none"
        self.apart: Collection[str] = ()
        """The contents that have places of their own in the letter."""
        self._by_name: Mapping[str, Callable[[], Iterator[Block]]] = {
            "topics": self._topics,
            "venue": self._venue,
            "chair": self._chair,
            "form": self._form,
            "time": self._time,
            "agenda": self._agenda,
            "notes": self._notes,
            "contacts": self._contacts,
            "documents": self._documents,
            "links": self._links,
            "deadlines": self._deadlines,
            "backdrop": self._backdrop,
        }

    def blocks(self, name: str) -> Iterator[Block]:
        """Return the blocks of the content `name`."""
        return self._by_name[name]()

    def _topics(self) -> Iterator[Block]:
        topics = self.meeting.topics or (self.meeting.title,)
        if len(topics) == 1:
            yield Block("paragraph", sentence(runs(topics[0])))
        else:
            yield from items_of(map(runs, topics))

    def _form(self) -> Iterator[Block]:
        if words := wording.form(self.meeting):
            yield Block("paragraph", sentence(runs(with_capital(words))))
        if parent := self.meeting.parent_event:
            words = " ".join(filter(None, (parent.organizer, say("printed.holds"), parent.title)))
            words += f" {say('printed.in_form', form=parent.form)}" if parent.form else ""
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
            words = f"{say('printed.early', minutes=early.minutes)} {early.reason or ''}".strip()
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
                words = say(
                    "printed.day", weekday=say(f"date.week{day.weekday()}"), day=wording.day_words(day)
                )
                yield Block("paragraph", (Run(f"{with_capital(words)}:", bold=True),))
            if is_schedule:
                lunar = say("wording.lunar", day=session.lunar) if session.lunar else ""
                time = with_capital(", ".join(filter(None, (time, session.hour, lunar))))
            label = f"{session.name}: " if session.name else ""
            venue = (
                f", {say('printed.in_place', place=wording.venue(session.venue))}" if session.venue else ""
            )
            if is_schedule:
                line: Runs = (Run(f"{time}: " if time else "", bold=True), *runs(f"{session.name}{venue}"))
            else:
                line = (
                    *runs(f"{label}{say('printed.from')} " if session.end else label),
                    Run(time, bold=True),
                    *runs(venue),
                )
            yield Block("item", sentence(tuple(run for run in line if run.text or run.note)), 1, MARKS[0])
            yield from self._sitting(session, 2, with_venue=False)

    def _sitting(self, session: Session, level: int, *, with_venue: bool = True) -> Iterator[Block]:
        """Yield where a session sits if it has a place of its own, who chairs, who comes, what is noted."""
        if session.venue and with_venue:
            yield detail(say("printed.venue"), runs(wording.venue(session.venue)), level)
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

    def _agenda(self) -> Iterator[Block]:
        if not any(item.session for item in self.meeting.agenda):
            yield from agenda_blocks(self.meeting.agenda, 1)
            return
        first = 1  # numbers go on as on the page: one number, one item
        for number, items in agenda_by_session(self.meeting.agenda):
            session = self.meeting.sessions[number - 1]
            day = ": ".join(filter(None, (session.name, wording.session_time(session))))
            yield Block("paragraph", runs(with_capital(day), bold=True))
            yield from agenda_blocks(items, 1, first)
            first += len(items)

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
        for key, title, text in self.meeting.remarks:
            name = title if spoken() == "vi" else strings(spoken()).table.get(f"meeting.{key}", title)
            words = capitalized(runs(wording.remark(name, text)))
            yield Block("item", sentence(words), 1, MARKS[0])
        if "contacts" not in self.apart:
            unnamed = wording.unmentioned_contacts(self.meeting)
            for line in wording.contact_lines(unnamed, self.audience):
                yield Block("item", sentence(capitalized(line)), 1, MARKS[0])

    def _contacts(self) -> Iterator[Block]:
        """Yield the contacts below a heading of their own; a single one follows it on its line."""
        people = wording.unmentioned_contacts(self.meeting)
        lines = wording.contact_lines(people, self.audience, labelled=False)
        if len(lines) == 1:
            yield Block("paragraph", sentence(lines[0]))
        else:
            yield from items_of(lines)

    def _documents(self) -> Iterator[Block]:
        for channel in self.meeting.document_channels:
            words = say("printed.posted", where=channel.name)
            words += f", {say('printed.address', address=channel.url)}" if channel.url else ""
            words += f", {say('meeting.channel_section', section=channel.section)}" if channel.section else ""
            yield Block(
                "item",
                sentence((*runs(words), *(aside(channel.note) if channel.note else ()))),
                1,
                "-",
            )

    def _links(self) -> Iterator[Block]:
        yield from items_of(
            wording.link_line(link, self.link_labels[link.key], has_code=self.has_codes and link.qr)
            for link in self.meeting.links
        )

    def _deadlines(self) -> Iterator[Block]:
        yield from items_of(wording.deadline(due) for due in self.meeting.deadlines)

    def _backdrop(self) -> Iterator[Block]:
        if not any(task.backdrop for task in self.meeting.tasks):
            yield from self.backdrop_lines()

    def backdrop_lines(self) -> Iterator[Block]:
        """Yield the lines of the backdrop."""
        backdrop = self.meeting.backdrop
        if backdrop is None:
            return
        if backdrop.colours:
            yield Block("paragraph", sentence(runs(f"{say('printed.backdrop')}: {backdrop.colours}")))
        for line in filter(None, (backdrop.organizer, *backdrop.lines)):
            yield Block("centred", runs(line.upper(), bold=True))
        if backdrop.place_date:
            yield Block("centred", runs(backdrop.place_date, italic=True))
        if backdrop.legend:
            yield Block(
                "paragraph", sentence(runs(f"{say('printed.legend')}: {backdrop.legend}", italic=True))
            )
