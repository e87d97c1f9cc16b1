"""The letter of a meeting as it is sent now, and the answers to readers who scan a printed one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from phonghop.model import Meeting
from phonghop.pages.labels import day_label, paper_label
from phonghop.pages.printed_codes import link_labels, wanted_codes
from phonghop.paper.letters import Code, Letter, compose
from phonghop.paper.letters.notice import letter_now
from phonghop.paper.letters.parts import language_of, number_and_symbol
from phonghop.paper.letters.revision import PRINTED_MARK, revision
from phonghop.portal import MeetingFolder, Portal
from phonghop.text.region import speaking
from phonghop.text.runs import with_capital
from phonghop.text.strings import Strings, strings
from phonghop.wording import Audience


@dataclass(frozen=True, slots=True)
class PrintedAnswers:
    """The answers about a printed letter: it is the latest, a later one with a number replaced it, its words have changed."""

    current: str
    replaced: str
    rewritten: str


def letter_of(folder: MeetingFolder, portal: Portal, base_url: str, audience: Audience, t: Strings) -> Letter:
    """Return the letter of a meeting with its codes; the meeting's own answers whether the paper is the latest.

    On the letter to be printed, codes that are not issued yet have their place and no address.
    """
    meeting = sent_now(folder, portal)
    language = language_of(meeting)
    t = t if t.language == language else strings(language)
    labels = link_labels(meeting, t)
    public = compose(meeting, portal.bodies[meeting.organizer], "public", labels)
    fragment = f"#{PRINTED_MARK}={revision(public, meeting)}"
    wanted = wanted_codes(folder, portal, base_url, t)
    codes = tuple(
        Code(code.label, code.address if subject.kind or not code.address else code.address + fragment)
        for subject, code in wanted.items()
    )
    if audience == "public":
        return replace(public, codes=tuple(code for code in codes if code.address))
    return compose(meeting, portal.bodies[meeting.organizer], audience, labels, codes)


def sent_now(folder: MeetingFolder, portal: Portal) -> Meeting:
    """Return the meeting with the letter that is sent now: the notice once the meeting is not held as its invitation says."""
    other = portal.replacement(folder.id)
    body = portal.bodies[folder.meeting.organizer]
    with speaking(language_of(folder.meeting)):
        return letter_now(folder.meeting, body, other.meeting if other else None)


def letter_identity(folder: MeetingFolder, portal: Portal, t: Strings) -> str:
    """Return "số 1064-CV/TU, ngày 28/6/2026" as far as the letter has them, to be compared with the paper."""
    meeting = sent_now(folder, portal)
    letter = meeting.letter
    if not meeting.has_letter:
        return ""
    number = number_and_symbol(meeting, portal.bodies[meeting.organizer]) if letter.number else ""
    parts = (
        t("letter.number", number=number) if number else "",
        t("document.dated", day=day_label(letter.date, t)) if letter.date else "",
    )
    return ", ".join(filter(None, parts))


def letter_note(folder: MeetingFolder, portal: Portal, t: Strings) -> str:
    """Return the sentence that names the latest letter, so that outdated paper is recognised; empty where it has neither number nor date."""
    identity = letter_identity(folder, portal, t)
    if not identity:
        return ""
    return t(f"{_paper(folder.meeting)}.latest", letter=identity, **_names(folder.meeting, t))


def printed_answers(folder: MeetingFolder, portal: Portal, t: Strings) -> PrintedAnswers:
    """Return the answers of the page to readers who scan the code of a printed letter or notice."""
    paper, identity = _paper(folder.meeting), letter_identity(folder, portal, t)
    names = _names(folder.meeting, t)
    return PrintedAnswers(
        t(f"{paper}.current", **names),
        t(f"{paper}.replaced", letter=identity, **names),
        t(f"{paper}.rewritten", **names),
    )


def _names(meeting: Meeting, t: Strings) -> dict[str, str]:
    """Return what the paper is called within a sentence and at its head."""
    paper = paper_label(meeting, t)
    return {"paper": paper, "Paper": with_capital(paper)}


def _paper(meeting: Meeting) -> str:
    return "letter" if meeting.status.state == "scheduled" else "notice"
