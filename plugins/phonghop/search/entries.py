"""Search entries: pages, places on them, documents and their pages, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phonghop.documents.records import Contents, Inspections
from phonghop.pages.attendees import AttendeeView, CompanyView
from phonghop.pages.documents import DocumentRow, document_row
from phonghop.pages.labels import moment_label
from phonghop.pages.meeting import MeetingView, PointView, TaskView
from phonghop.pages.programme import ItemView
from phonghop.portal import MeetingFolder, routes
from phonghop.text.runs import plain_text
from phonghop.text.strings import Strings


@dataclass(frozen=True)
class Entry:
    """One result, and the results inside it.

    Attributes:
        address: relative to the site.
        title: plain text in one line.
        text: plain text; words on different lines never count as standing together.
        places: what can be opened in it by itself: the points of a meeting, the pages of a document.
    """

    address: str
    title: str
    text: str = ""
    places: tuple[Entry, ...] = ()


def meeting_entry(view: MeetingView, t: Strings) -> Entry:
    """Return the page of a meeting with its points, agenda items, documents without a file, tasks and notes.

    The entry of the letter has only what is nowhere else on the page: its number, basis and signatures.
    """
    meeting = view.meeting
    arrive = meeting.arrive_early
    about = _lines(
        meeting.title,
        view.card.state_label if view.card.state != "scheduled" else "",
        meeting.status.notice or "",
        view.replacement[1] if view.replacement else "",
        *(
            _lines(
                _phrase(
                    session.label, session.start.text, session.end.text if session.end else "", session.hour
                ),
                session.lunar,
                *_company(session.company),
                *session.notes,
            )
            for session in view.sessions
        ),
        *_company(view.company),
        *(remark.text for remark in meeting.remarks),
        meeting.duration or "",
        t("meeting.arrive_early", minutes=arrive.minutes) + f" {arrive.reason or ''}" if arrive else "",
        view.place,
        view.organizer,
        *meeting.subjects,
    )
    return Entry(view.card.address, meeting.name, about, tuple(_places(view, t)))


def _places(view: MeetingView, t: Strings) -> Iterator[Entry]:
    """Yield the places of a meeting's page in its order; their addresses are their anchors."""
    channels = (_phrase(c.name, c.url, c.section, c.note) for c in view.channels)
    yield Entry(_anchor("documents"), t("meeting.documents"), _lines(view.card.count, *channels))
    yield from (_row(row) for row in view.programme.rows if not row.file)
    if view.links:
        links = (
            _phrase(link.label, link.who, link.note, link.deadline.text if link.deadline else "")
            for link in view.links
        )
        yield Entry(_anchor("links"), t("meeting.links"), _lines(*links))
    yield from map(_point, view.points)
    parent = view.meeting.parent_event
    programme = (
        *view.meeting.topics,
        view.form,
        _phrase(parent.title, parent.organizer, parent.form) if parent else "",
    )
    yield Entry(_anchor("programme"), t("meeting.programme"), _lines(*programme))
    yield from map(_item, view.programme.items)
    if view.deadlines:
        dues = (_phrase(due.at.text, due.what, due.who) for due in view.deadlines)
        yield Entry(_anchor("deadlines"), t("meeting.deadlines"), _lines(*dues))
    if view.tasks or view.backdrop:
        backdrop = view.backdrop.lines if view.backdrop else ()
        yield Entry(_anchor("tasks"), t("meeting.tasks"), _lines(*map(_task, view.tasks), *backdrop))
    if view.notes or view.contacts:
        notes = (_phrase(note.label, plain_text(note.runs)) for note in view.notes)
        yield Entry(
            _anchor("notes"),
            t("meeting.notes" if view.notes else "meeting.contacts"),
            _lines(*notes, *view.contacts),
        )
    letter = view.letter
    if letter is None:
        return
    words = (
        *letter.issuers,
        letter.number,
        " ".join(letter.subject),
        letter.urgency,
        letter.circulation,
        letter.place_and_date,
        letter.type_name,
        *map(plain_text, letter.opening),
        *(words for s in letter.signatures for words in (s.authority, s.post, s.name)),
    )
    yield Entry(_anchor("invitation"), t("meeting.invitation", paper=view.paper), _lines(*words))


def _anchor(name: str) -> str:
    return f"#{routes.word(name)}"


def _row(row: DocumentRow) -> Entry:
    text = _lines(row.about, row.state_label, row.notice, row.points, row.note)
    return Entry(f"#{row.anchor}", row.title, text)


def _point(point: PointView) -> Entry:
    text = _lines(
        point.excluding,
        *_company(point.company),
        point.text,
        *(_phrase(sub.name, sub.venue, plain_text(sub.chair), sub.note) for sub in point.subpoints),
        plain_text(point.registration),
        *point.notes,
        point.note_after,
    )
    return Entry(f"#{point.anchor}", point.name, text)


def _company(company: CompanyView) -> Iterator[str]:
    yield from filter(None, (company.venue, plain_text(company.chair), company.lead_in))
    yield from _people(company.attendees)


def _people(people: Iterable[AttendeeView]) -> Iterator[str]:
    for who in people:
        yield plain_text(who.runs)
        yield from _people(who.members)


def _item(item: ItemView) -> Entry:
    titles = (*(row.title for row in item.rows), *(title for _, title in item.repeated))
    text = _lines(item.session, item.time, item.presenter, item.note, *_company(item.company), *titles)
    return Entry(f"#{item.anchor}", item.title, text)


def _task(task: TaskView) -> str:
    backdrop = task.backdrop.lines if task.backdrop else ()
    return _lines(task.who, *map(plain_text, task.actions), plain_text(task.people), *backdrop)


def document_entries(folder: MeetingFolder, files: Inspections, t: Strings) -> Iterator[Entry]:
    """Yield an entry for each published document that has a file; what is inside it are its places.

    A document names its meeting, so that "báo cáo giao ban tháng 12" finds the report whatever its own title is.
    """
    meeting = folder.meeting
    of_meeting = _phrase(meeting.name, moment_label(meeting.start, t).text)
    for document in meeting.documents:
        if document.state != "published" or not document.file:
            continue
        row = document_row(folder, document, files, t)
        contents = files[folder.paths[document.file]].contents
        about = _lines(row.about, of_meeting)
        yield Entry(row.opens, row.title, about, tuple(_inside(row, contents, t)))


def _inside(row: DocumentRow, contents: Contents, t: Strings) -> Iterator[Entry]:
    """Yield the pages of a document that opens at a page, or all words of one that can be read as a page of ours."""
    for number, words in enumerate(contents.text, 1):
        flowing = " ".join(words.split())
        if flowing and contents.pages is not None:
            yield Entry(f"#page={number}", t("document.page", n=number), flowing)
        elif flowing and contents.reading_copy:
            yield Entry(f"{row.reading}#", t("document.reading_copy"), _lines(*words.splitlines()))


def _lines(*parts: str | None) -> str:
    return "\n".join(filter(None, parts))


def _phrase(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
