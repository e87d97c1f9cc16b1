"""What a reader sees behind a printed code."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.pages.documents import document_address, document_notice
from phonghop.pages.labels import TimeLabel, day_label, moment_label
from phonghop.pages.letters import letter_note
from phonghop.pages.printed_codes import subject_label
from phonghop.pages.status import has_use, standing
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import IssuedCode
from phonghop.text.dates import Moment
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page of a code.

    Attributes:
        label: what was printed under it.
        target: where it opens at once; empty when there is nothing to open, and `notice` says why.
        meeting: address and name of the meeting it belongs to, if that is still known.
        letter: the sentence on the latest letter behind a meeting's code; empty for any other.
        opens: the address of the page to which the script hands a key that was scanned with the code; empty where none opens anything.
        deadline: until when the form behind the code is of use; the page stops once it is past.
        until: the same as an instant.
    """

    code: str
    label: str
    target: str
    notice: str
    meeting: tuple[str, str] | None
    about: str
    letter: str = ""
    deadline: TimeLabel | None = None
    opens: str = ""
    until: str = ""


def code_page(issued: IssuedCode, portal: Portal, t: Strings) -> CodePage:
    """Return the page of a code: the way to its subject, or the reason why that is gone."""
    day = day_label(issued.issued.day, t)
    folder = portal.by_id.get(issued.subject.meeting)
    issuer = portal.bodies[folder.meeting.organizer].name if folder else portal.settings.publisher
    about = t("code.about", code=issued.code, day=day, publisher=issuer)
    meeting = (routes.meeting(folder.id), folder.meeting.title) if folder else None
    if issued.is_retired or folder is None:
        notice = t("code.retired_text", code=issued.code, day=day, reason=issued.last.words)
        return CodePage(issued.code, t("code.retired"), "", notice, meeting, about)
    target, notice = _target(issued, portal, t)
    label = subject_label(issued.subject, folder.meeting, t)
    letter = "" if issued.subject.kind else letter_note(folder, portal, t)
    due = _deadline(issued, folder) if target else None
    deadline = moment_label(due, t) if due else None
    until = due.latest.isoformat() if due else ""
    opens = "" if issued.subject.kind else folder.opens
    return CodePage(issued.code, label, target, notice, meeting, about, letter, deadline, opens, until)


def _deadline(issued: IssuedCode, folder: MeetingFolder) -> Moment | None:
    """Return the last moment at which the link behind a code is of use, according to the link or to deadlines that name it."""
    if issued.subject.kind != "link":
        return None
    key = issued.subject.key
    own = [link.deadline for link in folder.meeting.links if link.key == key]
    stated = [due.at for due in folder.meeting.deadlines if due.link == key]
    return max(
        (moment for moment in (*own, *stated) if moment), key=lambda moment: moment.latest, default=None
    )


def _target(issued: IssuedCode, portal: Portal, t: Strings) -> tuple[str, str]:
    """Return where a live code opens, or the sentence that its reader gets instead."""
    subject = issued.subject
    folder = portal.by_id[subject.meeting]
    page = routes.meeting(folder.id)
    if subject.kind == "link":
        link = next(link for link in folder.meeting.links if link.key == subject.key)
        return (link.url, "") if has_use(link, folder.meeting) else ("", standing(folder, portal, t))
    if subject.kind == "point":
        return routes.point(folder.id, subject.key), ""
    if subject.kind == "document":
        document = next((d for d in folder.meeting.documents if d.key == subject.key), None)
        if document is None:  # held back, and its name with it
            return "", t("document.held")
        if document.file and document.state == "published":
            return routes.reading_page(folder.id, document), ""
        return document_address(folder, document), document_notice(document, t)
    return page, ""
