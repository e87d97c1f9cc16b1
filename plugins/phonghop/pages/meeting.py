"""The page of one meeting, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phonghop import wording
from phonghop.documents.records import Inspections
from phonghop.model import Meeting, Point, Session, Status, Task
from phonghop.model.meeting import Backdrop, DocumentChannel
from phonghop.model.programme import dispersed
from phonghop.model.tasks import Link
from phonghop.pages.attendees import CompanyView, company_view
from phonghop.pages.cards import MeetingCard, card
from phonghop.pages.due import dues, task_name
from phonghop.pages.labels import TimeLabel, link_label, moment_label, paper_label, remark_label
from phonghop.pages.letters import PrintedAnswers, letter_note, letter_of, printed_answers
from phonghop.pages.printed_codes import CodeView, code_views
from phonghop.pages.programme import ProgrammeView, programme_view
from phonghop.pages.status import has_use, standing
from phonghop.paper.letters import Letter
from phonghop.paper.letters.form import profile_of, recipients_title, salutation
from phonghop.paper.letters.revision import revision
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.text.runs import Runs, runs
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session: its name, its time, its end if one is stated (the clock alone on the same day), who sits where."""

    label: str
    start: TimeLabel
    end: TimeLabel | None
    hour: str
    lunar: str
    company: CompanyView
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubPointView:
    """A place inside a class of points."""

    name: str
    venue: str
    chair: Runs
    note: str


@dataclass(frozen=True, slots=True)
class PointView:
    """A connection point. `calendar` is the address of the meeting's calendar for those at it."""

    key: str
    calendar: str
    anchor: str
    name: str
    excluding: str
    company: CompanyView
    text: str
    notes: tuple[str, ...]
    registration: Runs
    subpoints: tuple[SubPointView, ...]
    note_after: str


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """A date to keep. `link` is an address where it can be done at once; `points` are the keys of those who keep it."""

    at: TimeLabel
    bound: str
    is_trial: bool
    what: str
    who: str
    link: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """The task of one or several agencies."""

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
class NoteView:
    """A note with those contacts that everybody may know."""

    label: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Everything on a meeting's page; `letter` is None where the meeting has none.

    `previous` and `next` are address and title of its neighbours in time; `opens` is the address of the page that opens its locked
    papers, empty where it has none.
    """

    card: MeetingCard
    meeting: Meeting
    organizer: str
    organizer_address: str
    form: str
    notice: tuple[str, ...]
    standing: str
    replacement: tuple[str, str] | None
    sessions: tuple[SessionView, ...]
    former_sessions: tuple[SessionView, ...]
    former_place: str
    place: str
    remarks: tuple[tuple[str, str], ...]
    channels: tuple[DocumentChannel, ...]
    links: tuple[LinkView, ...]
    company: CompanyView
    points: tuple[PointView, ...]
    programme: ProgrammeView
    deadlines: tuple[DeadlineView, ...]
    tasks: tuple[TaskView, ...]
    backdrop: Backdrop | None
    notes: tuple[NoteView, ...]
    contacts: tuple[str, ...]
    has_internal_contacts: bool
    letter: Letter | None
    paper: str
    letter_pdf: str
    letter_revision: str
    letter_note: str
    printed: PrintedAnswers
    letter_masthead: tuple[str, ...]
    letter_prefix: str
    letter_salutation: str
    letter_recipients: str
    codes: tuple[CodeView, ...]
    subjects: tuple[tuple[str, str], ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None
    api: str
    calendar: str
    calendar_label: str
    opens: str


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
        form=", ".join(filter(None, (t(f"form.{meeting.form}") if meeting.form else "", meeting.scope))),
        notice=tuple(_notice(meeting.status, t)),
        standing=standing(folder, portal, t),
        replacement=_page_and_name(portal.replacement(folder.id)),
        sessions=tuple(_sessions(_with_places(meeting), t)),
        former_sessions=tuple(_sessions(meeting.status.was.sessions, t)) if meeting.status.was else (),
        former_place=(meeting.status.was.venue or "") if meeting.status.was else "",
        place=own.place,
        remarks=tuple((remark_label(remark, t), remark.text) for remark in meeting.remarks),
        channels=meeting.document_channels,
        links=tuple(_link(link, t) for link in meeting.links if has_use(link, meeting)),
        company=company_view(meeting),
        points=tuple(_point(point, folder.id) for point in meeting.points),
        programme=programme_view(folder, files, t),
        deadlines=tuple(_deadlines(meeting, t)),
        tasks=tuple(_task(task, meeting) for task in meeting.tasks),
        backdrop=None if any(task.backdrop for task in meeting.tasks) else meeting.backdrop,
        notes=tuple(
            NoteView(n.label or "", (*runs(n.text), *wording.contacts(n.contacts, meeting, "public")))
            for n in meeting.notes
        ),
        contacts=tuple(filter(None, (wording.contact(who, "public") for who in meeting.contacts))),
        has_internal_contacts=any(c.visibility == "internal" for c in meeting.contacts),
        letter=letter,
        paper=paper_label(meeting, t),
        letter_pdf=routes.letter(folder.id),
        letter_revision=revision(letter, meeting) if letter else "",
        letter_note=letter_note(folder, portal, t),
        printed=printed_answers(folder, portal, t),
        letter_masthead=tuple(line.text for line in profile_of(letter).title) if letter else (),
        letter_prefix=profile_of(letter).subject_prefix if letter else "",
        letter_salutation=salutation(letter) if letter else "",
        letter_recipients=recipients_title(letter) if letter else "",
        codes=code_views(folder, portal, base_url, t),
        subjects=tuple((routes.subject(name), name) for name in meeting.subjects),
        previous=_page_and_name(before),
        next=_page_and_name(after),
        api=routes.meeting_api(folder.id),
        calendar=routes.meeting_calendar(folder.id),
        calendar_label=t(f"calendar.{_calendar_use(folder, portal)}"),
        opens=folder.opens,
    )


def _calendar_use(folder: MeetingFolder, portal: Portal) -> str:
    """Return what the meeting's calendar file is good for now: to add it, to add the new date, or to put the old right."""
    if folder.meeting.takes_place:
        return "add"
    other = portal.replacement(folder.id)
    return "add_new" if other and other.meeting.takes_place else "correct"


def _notice(status: Status, t: Strings) -> Iterator[str]:
    """Yield the notice of a meeting that is not held as planned, then what of its letters remains valid and what does not."""
    if status.notice:
        yield status.notice
    for key, words in (("remains", status.remains), ("void", status.void)):
        if words:
            own = wording.tells_its_standing(words)
            yield words if own else t(f"standing.{key}", words=words)


def _page_and_name(folder: MeetingFolder | None) -> tuple[str, str] | None:
    return (routes.meeting(folder.id), folder.facts.name) if folder else None


def _with_places(meeting: Meeting) -> Iterator[Session]:
    """Yield the sessions; where one has a place of its own, the others have the meeting's beside them."""
    apart = dispersed(meeting)
    several = apart or any(session.venue for session in meeting.sessions)
    for n, session in enumerate(meeting.sessions):
        is_usual = several and meeting.venue and not session.venue and n not in apart
        yield session.model_copy(update={"venue": meeting.venue}) if is_usual else session


def _sessions(sessions: Iterable[Session], t: Strings) -> Iterator[SessionView]:
    for session in sessions:
        end = session.end
        until = end.clock if end and session.start.clock and end.day == session.start.day else None
        yield SessionView(
            session.name,
            moment_label(session.start, t, until),
            moment_label(end, t) if end and not until else None,
            session.hour or "",
            t("meeting.lunar", lunar=session.lunar) if session.lunar else "",
            company_view(session),
            session.notes,
        )


def _link(link: Link, t: Strings) -> LinkView:
    deadline = moment_label(link.deadline, t) if link.deadline else None
    return LinkView(link_label(link, t), link.url, link.who or "", link.note or "", deadline)


def _point(point: Point, meeting_id: str) -> PointView:
    return PointView(
        key=point.key,
        calendar=routes.point_calendar(meeting_id, point.key),
        anchor=routes.point_anchor(point.key),
        name=point.name,
        excluding=point.excluding or "",
        company=company_view(point),
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


def _deadlines(meeting: Meeting, t: Strings) -> Iterator[DeadlineView]:
    for due in dues(meeting, t):
        bound = t("meeting.before", when="")
        if due.is_trial:
            bound = t("meeting.from", when="")
        elif due.at.bound:
            bound = t("meeting.no_later", when="")
        at = moment_label(due.at, t)
        yield DeadlineView(at, bound, due.is_trial, due.what, due.who, due.link, due.points)


def _task(task: Task, meeting: Meeting) -> TaskView:
    return TaskView(
        task_name(task),
        tuple(map(wording.action, task.actions)),
        wording.contacts(task.contacts, meeting, "public"),
        meeting.backdrop if task.backdrop else None,
    )
