"""The codes of a meeting, as its page shows them and its papers carry them."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.model import Meeting
from phonghop.pages.labels import link_label
from phonghop.pages.status import has_use
from phonghop.paper.letters import Code
from phonghop.portal import MeetingFolder, Portal, routes
from phonghop.portal.codes import IssuedCode, Subject, subjects
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class CodeView:
    """An issued code: its label, the address it points at (shown without the scheme), its pictures."""

    label: str
    code: str
    address: str
    shown: str
    svg: str
    png: str


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
    has_papers = bool(meeting.documents or meeting.document_channels) and meeting.status.state == "scheduled"
    return t("code.meeting" if has_papers else "code.about_meeting")


def wanted_codes(folder: MeetingFolder, portal: Portal, base_url: str, t: Strings) -> dict[Subject, Code]:
    """Return the codes on a meeting's papers by their subjects; those not issued yet have no address.

    Papers about a meeting that is not held have no code that invites to it.
    """
    meeting = folder.meeting
    idle = {link.key for link in meeting.links if not has_use(link, meeting)}
    codes: dict[Subject, Code] = {}
    for subject in subjects(folder.id, meeting):
        if subject.kind == "link" and subject.key in idle:
            continue
        issued = portal.ledger.of(subject)
        address = routes.absolute(routes.code(issued.code), base_url) if issued else ""
        codes[subject] = Code(subject_label(subject, meeting, t), address)
    return codes


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
