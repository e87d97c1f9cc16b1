"""What a reader sees behind a printed code."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.pages.documents import document_address, document_notice
from phonghop.pages.labels import day_label
from phonghop.pages.meeting import letter_identity, subject_label
from phonghop.portal import Portal, routes
from phonghop.portal.codes import IssuedCode
from phonghop.text.strings import Strings


@dataclass(frozen=True, slots=True)
class CodePage:
    """The page of a code.

    Attributes:
        label: what was printed under it.
        target: where it opens at once; empty when there is nothing to open, and `notice` says why.
        meeting: address and name of the meeting it belongs to, if that is still known.
        letter: number and date of the latest letter behind a meeting's code; empty for any other.
    """

    code: str
    label: str
    target: str
    notice: str
    meeting: tuple[str, str] | None
    about: str
    letter: str = ""


def code_page(issued: IssuedCode, portal: Portal, t: Strings) -> CodePage:
    """Return what stands behind a code: its subject, or the reason why that is gone."""
    day = day_label(issued.issued.day, t)
    about = t("code.about", code=issued.code, day=day, publisher=portal.settings.publisher)
    folder = portal.by_id.get(issued.subject.meeting)
    meeting = (routes.meeting(folder.id), folder.meeting.title) if folder else None
    if issued.is_retired or folder is None:
        notice = t("code.retired_text", code=issued.code, day=day, reason=issued.last.words)
        return CodePage(issued.code, t("code.retired"), "", notice, meeting, about)
    target, notice = _target(issued, portal, t)
    label = subject_label(issued.subject, folder.meeting, t)
    letter = "" if issued.subject.kind else letter_identity(folder, portal, t)
    return CodePage(issued.code, label, target, notice, meeting, about, letter)


def _target(issued: IssuedCode, portal: Portal, t: Strings) -> tuple[str, str]:
    """Return where a live code opens, or the sentence that its reader gets instead."""
    subject = issued.subject
    folder = portal.by_id[subject.meeting]
    page = routes.meeting(folder.id)
    if subject.kind == "link":
        return next(link.url for link in folder.meeting.links if link.key == subject.key), ""
    if subject.kind == "point":
        return f"{page}#{routes.point_anchor(subject.key)}", ""
    if subject.kind == "document":
        document = next((d for d in folder.meeting.documents if d.key == subject.key), None)
        if document is None:  # held back, and its name with it
            return "", t("document.held")
        return document_address(folder, document), document_notice(document, t)
    return page, ""
