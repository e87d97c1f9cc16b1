"""Official Vietnamese phrases composed from the model, the same on the page and on paper.

A phrase is a sequence of runs, so that a page, a PDF and a DOCX can each set bold, italic and footnote marks in
their own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from phonghop.model import Attendee, Citation, Contact, Meeting, Session, Venue
from phonghop.model.meeting import Action, Deadline, Link, Rehearsal
from phonghop.model.points import Registration
from phonghop.text.dates import (
    Moment,
    brief_clock,
    brief_moment,
    short_date,
    spoken_clock,
    weekday_name,
)

Audience: TypeAlias = Literal["public", "print"]
"""Who reads: anyone on the portal, or the holder of the paper, which alone carries internal contacts."""

ROLE_WORDS = {"chair": "Chủ trì", "deputy-chair": "Đồng chủ trì", "secretary": "Thư ký"}
FORM_WORDS = {
    "in-person": "trực tiếp",
    "online": "trực tuyến",
    "hybrid": "trực tiếp kết hợp trực tuyến",
}

_MARK = re.compile(r"\[\^([^\]\s]*)\]")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; a run with `note` is a footnote's mark and has no words."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    note: str = ""


Runs: TypeAlias = tuple[Run, ...]


def runs(text: str, *, bold: bool = False, italic: bool = False) -> Runs:
    """Return `text` as runs, its footnote marks ``[^id]`` apart."""
    parts = _MARK.split(text)
    made = [Run(note=p) if i % 2 else Run(p, bold, italic) for i, p in enumerate(parts)]
    return tuple(run for run in made if run.text or run.note)


def plain_text(phrase: Iterable[Run]) -> str:
    """Return the words of `phrase` without style and marks."""
    return "".join(run.text for run in phrase)


def aside(text: str) -> Runs:
    """Return `text` in italics and parentheses, after a space."""
    return (Run(" ("), *runs(text, italic=True), Run(")"))


def sentence(phrase: Runs, end: str = ".") -> Runs:
    """Return `phrase` closed by `end` unless it already ends in a stop of its own."""
    said = plain_text(phrase).rstrip()
    return phrase if not said or said[-1] in ".!?;:…" else (*phrase, Run(end))


def citation(cited: Citation, *, comma: bool) -> str:
    """Return how a document is cited: "Kế hoạch số 155-KH/VPTW, ngày 25/6/2026 của … về …".

    Args:
        cited: the document.
        comma: whether "ngày" follows a comma, the habit of Hướng dẫn 05-HD/VPTW.
    """
    if cited.text:
        return cited.text
    words = cited.kind or ""
    if cited.number:
        words += f" số {cited.number}"
    if cited.date:
        words += f"{',' if comma else ''} ngày {short_date(cited.date)}"
    if cited.issuer:
        words += f" của {cited.issuer}"
    if cited.about:
        words += f" về {cited.about}"
    if cited.cites:
        words += f" {citation(cited.cites, comma=comma)}"
    return words


def attendee(who: Attendee) -> Runs:
    """Return the line that invites `who`, members and conditions included."""
    phrase = list(_named(who))
    if who.term:
        phrase.append(Run(f" {who.term}"))
    if who.decision:
        phrase.append(Run(f" theo {citation(who.decision, comma=False)}"))
    if who.members:
        phrase.append(Run(": "))
        for n, member in enumerate(who.members):
            phrase += [Run("; ")] * bool(n) + list(attendee(member))
    if who.duty:
        phrase.append(Run(f" {who.duty}"))
    if who.abbreviation:
        phrase += aside(f"viết tắt là {who.abbreviation}")
    phrase += _role(who)
    for words in (
        f"trừ {who.excluding}" if who.excluding else None,
        who.elsewhere,
        who.fallback,
        who.invited_by,
        who.note,
    ):
        if words:
            phrase += aside(words)
    return tuple(phrase)


def _named(who: Attendee) -> Runs:
    if who.name:
        return runs(", ".join((_addressed(who.honorific, who.name), *who.titles)))
    words = who.text or _addressed(who.honorific, who.titles[0])
    return runs(", ".join((words, *(who.titles if who.text else who.titles[1:]))))


def _addressed(honorific: str | None, name: str) -> str:
    return f"{honorific} {name}" if honorific else name


def _role(who: Attendee) -> Runs:
    """Return the role: after a dash for a person or post, in parentheses for a group."""
    words = who.role_text or (ROLE_WORDS[who.role] if who.role else "")
    if not words:
        return ()
    return (Run(f" - {words}"),) if who.name or who.titles else aside(words)


def venue(place: Venue) -> str:
    """Return where a point meets, or who decides it."""
    named = place.name or ""
    if place.address:
        named += f" ({place.address})" if named else place.address
    if place.decided_by:
        decided = f"do {place.decided_by} quyết định"
        named = f"{named} ({decided})" if named else decided[0].upper() + decided[1:]
    if place.note:
        named += f" ({place.note})" if named else place.note
    return named


def contact(who: Contact, audience: Audience) -> str:
    """Return how to reach `who`, or an empty text when `audience` may not know."""
    if audience == "public" and who.visibility == "internal":
        return ""
    named = ", ".join(filter(None, (who.name and _addressed(who.honorific, who.name), who.post, who.unit)))
    numbers = "; ".join(
        filter(None, (who.phone and f"số điện thoại: {who.phone}", who.zalo and f"Zalo: {who.zalo}"))
    )
    purpose = f"{who.purpose}: " if who.purpose else ""
    return purpose + named + (f" ({numbers})" if numbers else "")


def contacts(keys: Sequence[str], meeting: Meeting, audience: Audience) -> Runs:
    """Return "(Liên hệ: …)" for those of `keys` that `audience` may know, or nothing."""
    said = [contact(c, audience) for c in meeting.contacts if c.id in keys]
    said = [words for words in said if words]
    return aside(f"Liên hệ: {'; '.join(said)}") if said else ()


def session_time(session: Session) -> str:
    """Return a session's time: "08 giờ 00 phút, ngày 01/7/2026 (thứ Tư)"."""
    start = session.start
    assert start.clock is not None
    words = f"{spoken_clock(start.clock)}, ngày {short_date(start.day)} ({weekday_name(start.day)})"
    if session.end and session.end.clock:
        end = brief_clock(session.end.clock)
        words += f" đến {end}" if session.end.day == start.day else f" đến {brief_moment(session.end)}"
    return words


def form(meeting: Meeting) -> str:
    """Return the meeting's form with its scope: "trực tiếp kết hợp trực tuyến, từ … đến …"."""
    return ", ".join(filter(None, (FORM_WORDS[meeting.form], meeting.scope)))


def before(moment: Moment) -> Run:
    """Return "trước 15 giờ, ngày 30/6/2026" in bold, as letters set deadlines."""
    return Run(f"trước {brief_moment(moment)}", bold=True)


def action(task: Action) -> Runs:
    """Return what is to be done, by which route, on what condition, before when."""
    phrase = list(runs(task.text))
    for words in (task.route, task.condition):
        if words:
            phrase += aside(words)
    if task.deadline:
        phrase += [Run(" "), before(task.deadline)]
    return tuple(phrase)


def deadline(due: Deadline) -> Runs:
    """Return a deadline's line: who does what, to whom, before when."""
    words = f"{due.who}: {due.what}" if due.who else due.what
    if due.to:
        words += f", gửi {due.to}"
    return (*runs(words), Run(" "), before(due.at))


def link_line(link: Link, label: str) -> Runs:
    """Return the line that names a link on paper, without its address, which the code beside it carries."""
    phrase = list(runs(": ".join(filter(None, (label, link.who)))))
    if link.deadline:
        phrase += [Run(", hoàn thành "), before(link.deadline)]
    if link.note:
        phrase += aside(link.note)
    return tuple(phrase)


def registration(signing_up: Registration) -> Runs:
    """Return what a point registers, with whom, before when."""
    phrase = runs(signing_up.what)
    if signing_up.to:
        phrase += runs(f", gửi {', '.join(signing_up.to)}")
    if signing_up.deadline:
        phrase += (Run(" "), before(signing_up.deadline))
    return phrase


def rehearsal(trial: Rehearsal) -> Runs:
    """Return when the line is tested, by whom."""
    words = ": ".join(filter(None, (trial.what, trial.who)))
    phrase = (*runs(words), Run(", bắt đầu từ "), Run(brief_moment(trial.at), bold=True))
    return (*phrase, *aside(trial.note)) if trial.note else phrase
