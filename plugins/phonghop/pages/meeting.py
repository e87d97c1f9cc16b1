"""The page of one meeting, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phonghop import wording
from phonghop.documents.records import Inspections
from phonghop.model import AgendaItem, Meeting, Point, Task
from phonghop.model.meeting import Backdrop, DocumentChannel, Link
from phonghop.pages.cards import MeetingCard, card
from phonghop.pages.documents import DocumentGroup, document_groups, shown_name
from phonghop.pages.due import dues, task_name
from phonghop.pages.labels import TimeLabel, clock_label, day_label, link_label, moment_label
from phonghop.paper.letters import Code, Letter, compose
from phonghop.paper.letters.form import profile_of, salutation
from phonghop.paper.letters.notice import letter_now
from phonghop.paper.letters.parts import number_and_symbol
from phonghop.paper.letters.revision import PRINTED_MARK, revision
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import IssuedCode, Subject, subjects
from phonghop.text.strings import Strings
from phonghop.wording import Audience, Runs, runs


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session: "Buổi sáng ngày thứ nhất", its time, its end if one is stated (the clock alone on the same day)."""

    label: str
    start: TimeLabel
    end: TimeLabel | None


@dataclass(frozen=True, slots=True)
class SubPointView:
    """A place inside a class of points."""

    name: str
    venue: str
    chair: Runs
    note: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A connection point."""

    anchor: str
    name: str
    excluding: str
    venue: str
    map: str
    chair: Runs
    lead_in: str
    attendees: tuple[Runs, ...]
    text: str
    notes: tuple[str, ...]
    registration: Runs
    subpoints: tuple[SubPointView, ...]
    note_after: str


@dataclass(frozen=True, slots=True)
class AgendaView:
    """An agenda item. `documents` are pairs of address and title; items without an address are still awaited."""

    anchor: str
    number: str
    time: str
    title: str
    presenter: str
    note: str
    documents: tuple[tuple[str, str], ...]
    items: tuple[AgendaView, ...]


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A date to keep. `link` is an address where it can be done at once."""

    at: TimeLabel
    is_trial: bool
    what: str
    who: str
    link: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """What one or several agencies are asked to do."""

    who: str
    actions: tuple[Runs, ...]
    people: Runs
    backdrop: Backdrop | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with a purpose."""

    label: str
    url: str
    who: str
    note: str
    deadline: TimeLabel | None


@dataclass(frozen=True, slots=True)
class CodeView:
    """An issued code: its label, the address it points at (shown without the scheme), its pictures."""

    label: str
    code: str
    address: str
    shown: str
    svg: str
    png: str


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note with those contacts that everybody may know."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything on a meeting's page; `letter` is None where the meeting has none."""

    card: MeetingCard
    meeting: Meeting
    organizer: str
    organizer_address: str
    form: str
    notice: str
    replacement: tuple[str, str] | None
    sessions: tuple[SessionView, ...]
    place: str
    groups: tuple[DocumentGroup, ...]
    channels: tuple[DocumentChannel, ...]
    links: tuple[LinkView, ...]
    points: tuple[PointView, ...]
    agenda: tuple[AgendaView, ...]
    deadlines: tuple[DeadlineView, ...]
    tasks: tuple[TaskView, ...]
    backdrop: Backdrop | None
    notes: tuple[NoteView, ...]
    contacts: tuple[str, ...]
    has_internal_contacts: bool
    letter: Letter | None
    letter_pdf: str
    letter_revision: str
    letter_identity: str
    letter_masthead: tuple[str, ...]
    letter_prefix: str
    letter_salutation: str
    codes: tuple[CodeView, ...]
    subjects: tuple[tuple[str, str], ...]
    previous: MeetingCard | None
    next: MeetingCard | None
    api: str
    calendar: str


def meeting_view(
    folder: MeetingFolder, portal: Portal, files: Inspections, base_url: str, t: Strings
) -> MeetingView:
    """Return the view of a meeting; `base_url` is the address of the site, for the codes."""
    meeting = folder.meeting
    body = portal.bodies[meeting.organizer]
    before, after = portal.beside(folder.id)
    own = card(folder, portal, t)
    letter = letter_of(folder, portal, base_url, "public", t) if meeting.has_letter else None
    return MeetingView(
        card=own,
        meeting=meeting,
        organizer=body.name,
        organizer_address=routes.body(body.id),
        form=", ".join(filter(None, (t(f"form.{meeting.form}"), meeting.scope))),
        notice=meeting.status.notice or "",
        replacement=_replacement(meeting, portal),
        sessions=tuple(_sessions(meeting, t)),
        place=own.place,
        groups=document_groups(folder, files, t),
        channels=meeting.document_channels,
        links=tuple(_link(link, t) for link in meeting.links),
        points=tuple(map(_point, meeting.points)),
        agenda=tuple(_agenda(meeting.agenda, _document_links(folder, t), t)),
        deadlines=tuple(_deadlines(meeting, t)),
        tasks=tuple(_task(task, meeting) for task in meeting.tasks),
        backdrop=None if any(task.backdrop for task in meeting.tasks) else meeting.backdrop,
        notes=tuple(
            NoteView(n.label or "", (*runs(n.text), *wording.contacts(n.contacts, meeting, "public")))
            for n in meeting.notes
        ),
        contacts=tuple(said for c in meeting.contacts if (said := wording.contact(c, "public"))),
        has_internal_contacts=any(c.visibility == "internal" for c in meeting.contacts),
        letter=letter,
        letter_pdf=routes.letter(folder.id),
        letter_revision=revision(letter, meeting) if letter else "",
        letter_identity=letter_identity(folder, portal, t),
        letter_masthead=tuple(line.text for line in profile_of(letter).title) if letter else (),
        letter_prefix=profile_of(letter).subject_prefix if letter else "",
        letter_salutation=salutation(letter) if letter else "",
        codes=code_views(folder, portal, base_url, t),
        subjects=tuple((routes.subject(name), name) for name in meeting.subjects),
        previous=card(before, portal, t) if before else None,
        next=card(after, portal, t) if after else None,
        api=routes.meeting_api(folder.id),
        calendar=routes.meeting_calendar(folder.id),
    )


def letter_of(folder: MeetingFolder, portal: Portal, base_url: str, audience: Audience, t: Strings) -> Letter:
    """Return the letter of a meeting with its codes; the meeting's own answers whether the paper is the latest.

    On the letter to be printed, codes that are not issued yet have their place and no address.
    """
    meeting = sent_now(folder, portal)
    labels = link_labels(meeting, t)
    public = compose(meeting, portal.bodies[meeting.organizer], "public", labels)
    asked = f"#{PRINTED_MARK}={revision(public, meeting)}"
    wanted = wanted_codes(folder, portal, base_url, t)
    codes = tuple(
        Code(code.label, code.address if subject.kind or not code.address else code.address + asked)
        for subject, code in wanted.items()
    )
    if audience == "public":
        return replace(public, codes=tuple(code for code in codes if code.address))
    return compose(meeting, portal.bodies[meeting.organizer], audience, labels, codes)


def sent_now(folder: MeetingFolder, portal: Portal) -> Meeting:
    """Return the meeting with the letter that goes out now: the notice once it is not held as its invitation says."""
    instead = portal.replacements(folder.id)[-1:]
    body = portal.bodies[folder.meeting.organizer]
    return letter_now(folder.meeting, body, instead[0].meeting if instead else None)


def letter_identity(folder: MeetingFolder, portal: Portal, t: Strings) -> str:
    """Return "số 1064-CV/TU, ngày 28/6/2026" as far as the letter has them, to be compared with the paper."""
    meeting = sent_now(folder, portal)
    letter = meeting.letter
    if not meeting.has_letter:
        return ""
    number = number_and_symbol(meeting, portal.bodies[meeting.organizer]) if letter.number else ""
    said = (
        t("letter.number", number=number) if number else "",
        t("document.dated", day=day_label(letter.date, t)) if letter.date else "",
    )
    return ", ".join(filter(None, said))


def link_labels(meeting: Meeting, t: Strings) -> dict[str, str]:
    """Return the words on each link of a meeting by its key."""
    return {link.key: link_label(link, t) for link in meeting.links}


def subject_label(subject: Subject, meeting: Meeting, t: Strings) -> str:
    """Return the label printed under the code of `subject`."""
    if subject.kind == "link":
        return link_labels(meeting, t)[subject.key]
    if subject.kind == "document":
        return next((d.name for d in meeting.documents if d.key == subject.key), t("document.held_title"))
    if subject.kind == "point":
        return next(p.name for p in meeting.points if p.key == subject.key)
    return t("code.meeting")


def wanted_codes(folder: MeetingFolder, portal: Portal, base_url: str, t: Strings) -> dict[Subject, Code]:
    """Return every code that a meeting's papers carry by its subject; those not issued yet have no address."""
    issued = {portal.ledger.codes[v.code].subject: v for v in code_views(folder, portal, base_url, t)}
    return {
        subject: Code(issued[subject].label, issued[subject].address)
        if subject in issued
        else Code(subject_label(subject, folder.meeting, t), "")
        for subject in subjects(folder.id, folder.meeting)
    }


def code_views(folder: MeetingFolder, portal: Portal, base_url: str, t: Strings) -> tuple[CodeView, ...]:
    """Return the issued codes of a meeting, in the order in which it names their subjects."""
    wanted = ((s, portal.ledger.of(s)) for s in subjects(folder.id, folder.meeting))
    return tuple(
        _code(issued, subject_label(s, folder.meeting, t), base_url)
        for s, issued in wanted
        if issued is not None
    )


def _code(issued: IssuedCode, label: str, base_url: str) -> CodeView:
    address = routes.absolute(routes.code(issued.code), base_url)
    return CodeView(
        label,
        issued.code,
        address,
        address.partition("://")[2],
        routes.code_picture(issued.code, "svg"),
        routes.code_picture(issued.code, "png"),
    )


def _replacement(meeting: Meeting, portal: Portal) -> tuple[str, str] | None:
    other = portal.by_id.get(meeting.status.replacement or "")
    return (routes.meeting(other.id), other.meeting.name) if other else None


def _sessions(meeting: Meeting, t: Strings) -> Iterator[SessionView]:
    for session in meeting.sessions:
        end = moment_label(session.end, t) if session.end else None
        if session.end and session.end.clock and session.end.day == session.start.day:
            end = TimeLabel(clock_label(session.end.clock, t), session.end.iso())
        yield SessionView(session.label or "", moment_label(session.start, t), end)


def _link(link: Link, t: Strings) -> LinkView:
    deadline = moment_label(link.deadline, t) if link.deadline else None
    return LinkView(link_label(link, t), link.url, link.who or "", link.note or "", deadline)


def _point(point: Point) -> PointView:
    return PointView(
        anchor=routes.point_anchor(point.key),
        name=point.name,
        excluding=point.excluding or "",
        venue=wording.venue(point.venue) if point.venue else "",
        map=(point.venue.map or "") if point.venue else "",
        chair=wording.attendee(point.chair) if point.chair else (),
        lead_in=point.lead_in or "",
        attendees=tuple(map(wording.attendee, point.attendees)),
        text=point.text or "",
        notes=point.notes,
        registration=wording.registration(point.registration) if point.registration else (),
        subpoints=tuple(
            SubPointView(
                s.name,
                wording.venue(s.venue) if s.venue else "",
                wording.attendee(s.chair) if s.chair else (),
                s.note or "",
            )
            for s in point.subpoints
        ),
        note_after=point.note_after or "",
    )


def _document_links(folder: MeetingFolder, t: Strings) -> dict[str, tuple[str, str]]:
    return {
        d.key: ((d.url or routes.document(folder.id, d)) if d.state == "published" else "", shown_name(d, t))
        for d in folder.meeting.documents
    }


def _agenda(
    items: Sequence[AgendaItem], documents: dict[str, tuple[str, str]], t: Strings, parent: str = ""
) -> Iterator[AgendaView]:
    for n, item in enumerate(items, 1):
        number = f"{parent}{n}"
        clocks = [clock_label(c, t) for c in (item.time, item.until) if c]
        yield AgendaView(
            routes.agenda_anchor(number),
            number,
            " – ".join(clocks),
            item.title,
            item.presenter or "",
            item.note or "",
            tuple(documents[key] for key in item.documents),
            tuple(_agenda(item.items, documents, t, f"{number}.")),
        )


def _deadlines(meeting: Meeting, t: Strings) -> Iterator[DeadlineView]:
    for due in dues(meeting, t):
        yield DeadlineView(moment_label(due.at, t), due.is_trial, due.what, due.who, due.link)


def _task(task: Task, meeting: Meeting) -> TaskView:
    return TaskView(
        task_name(task),
        tuple(map(wording.action, task.actions)),
        wording.contacts(task.contacts, meeting, "public"),
        meeting.backdrop if task.backdrop else None,
    )
