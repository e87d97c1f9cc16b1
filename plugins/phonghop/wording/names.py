"""Phrases composed from the model, the same on the page and on paper, in the language that is spoken (`text.region`).

A phrase is a sequence of runs, so that a page, a PDF and a DOCX can each set bold, italic and footnote marks in
their own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Literal, TypeAlias

from phonghop.model import Attendee, Citation, Contact, Meeting, Session, Venue
from phonghop.model.meeting import Rehearsal
from phonghop.model.points import Registration
from phonghop.model.tasks import Action, Deadline, Link
from phonghop.text.dates import Moment, hour_and_minute, short_date, short_month
from phonghop.text.folding import fold, slug
from phonghop.text.region import spoken
from phonghop.text.runs import Run, Runs, aside, runs
from phonghop.text.strings import strings

Audience: TypeAlias = Literal["public", "print"]
"""Who reads: anyone on the portal, or the holder of the paper, which alone carries internal contacts."""

_NOUNS = (
    "hội nghị|hội thảo|hội thi|hội diễn|hội chợ|hội trại|tọa đàm|đại hội|đại lễ|pháp hội|kỳ họp|phiên họp|"
    "cuộc họp|buổi|lễ|tiệc|ngày hội|liên hoan|chương trình|diễn đàn|lớp|khóa|kỳ thi|cuộc thi|đêm|triển lãm"
).split("|")
"""How titles of meetings begin that are nouns already: one is invited to them as they stand."""
_ACTS = {
    verb: noun
    for noun, verbs in (
        ("buổi", "họp báo|giao ban|tiếp xúc cử tri|gặp mặt|làm việc|sinh hoạt|đối thoại"),
        ("buổi", "hội chẩn|bình bệnh án|bốc thăm|hội ý|hội đàm"),
        ("cuộc", "họp"),
        ("lớp", "tập huấn|bồi dưỡng"),
        (
            "lễ",
            "khánh thành|khai giảng|giỗ|mít tinh|kỷ niệm|khởi công|động thổ|ra mắt|ký kết|trao|tuyên dương",
        ),
        ("hội nghị", "triển khai|quán triệt|sơ kết|tổng kết"),
    )
    for verb in verbs.split("|")
}
"""How titles begin that are verbs, each with the noun that makes an event of it: "cuộc họp giao ban"."""
_PAPERS = ("lịch ", "kế hoạch ", "thông báo ", "danh sách ")
_MOURNING = ("lễ tang ", "tang lễ ", "lễ viếng ", "lễ truy điệu ", "lễ an táng ", "tin buồn")
_OWN_STANDING = re.compile(
    r"\b(?:giữ nguyên|vẫn|không còn|không phải|(?:hết|còn) (?:hiệu lực|giá trị))\b", re.IGNORECASE
)


def say(key: str, **values: object) -> str:
    """Return the words of `key` in the language that is spoken."""
    return strings(spoken())(key, **values)


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
        words += f" {say('wording.numbered', number=cited.number)}"
    if cited.date:
        words += f"{',' if comma else ''} {say('wording.dated', day=day_words(cited.date))}"
    if cited.issuer:
        words += f" {say('wording.of', issuer=cited.issuer)}"
    if cited.about:
        words += f" {say('wording.about', about=cited.about)}"
    if cited.cites:
        words += f" {citation(cited.cites, comma=comma)}"
    return words


def attendee(who: Attendee, *, with_members: bool = True, with_role: bool = True) -> Runs:
    """Return the line that invites `who`, conditions included.

    Args:
        who: a person, a group, or words.
        with_members: whether those of a group follow its name; where they are listed below it, they do not.
        with_role: whether it says what they do there; below a heading that does, it does not.
    """
    phrase = list(_named(who))
    if who.term:
        phrase.append(Run(f" {who.term}"))
    if who.decision:
        phrase.append(Run(f" {say('wording.under', document=citation(who.decision, comma=False))}"))
    if who.members and with_members:
        phrase.append(Run(": "))
        for n, member in enumerate(who.members):
            phrase += [Run("; ")] * bool(n) + list(attendee(member))
    if who.duty:
        phrase.append(Run(f" {who.duty}"))
    if who.abbreviation:
        phrase += aside(say("wording.abbreviated", words=who.abbreviation))
    if with_role:
        phrase += _role(who)
    for words in (
        say("wording.excluding", who=who.excluding) if who.excluding else None,
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
    usual = say(f"wording.{who.role}") if who.role else ""
    if not (who.role_text or usual) or _is_named_by_role(who):
        return ()
    if who.name or who.titles:
        return (Run(f" - {who.role_text or usual}"),)
    return aside(who.role_text or _uncapitalized(usual))


def chair_label(chair: Attendee) -> str:
    """Return what a line on whoever leads begins with: "Chủ trì", or the role that the file gives instead, also as the name of a group."""
    if _is_named_by_role(chair):
        return chair.text or ""
    own = chair.role_text or say(f"wording.{chair.role or 'chair'}")
    return say("wording.chair") if _leads(own) else f"{own[0].upper()}{own[1:]}"


def _is_named_by_role(chair: Attendee) -> bool:
    """Return whether a group has the role for its name: "Đồng chủ trì", with those who share it."""
    return bool(chair.members) and _leads(chair.text or "")


def chair_line(chair: Attendee) -> Runs:
    """Return who leads, to follow `chair_label`: their role only where it says more than the label does."""
    if _is_named_by_role(chair):
        return tuple(
            run for n, who in enumerate(chair.members) for run in ((Run("; "),) * bool(n) + attendee(who))
        )
    words = fold(chair.role_text or "")
    bare = fold(say("wording.chair"))
    return attendee(chair, with_role=_leads(words) and words not in (bare, f"moi {bare}"))


def _leads(role: str) -> bool:
    return fold(say("wording.chair")) in fold(role)


def venue(place: Venue) -> str:
    """Return where a point meets, or who decides it."""
    named = place.name or ""
    if place.address:
        after = f", {place.address}" if named.endswith(")") else f" ({place.address})"
        named += after if named else place.address
    if place.decided_by:
        decided = say("wording.decided_by", who=place.decided_by)
        named = f"{named} ({decided})" if named else decided[0].upper() + decided[1:]
    if place.note:
        named += f" ({place.note})" if named else place.note
    return named


def contact(who: Contact, audience: Audience) -> str:
    """Return how to reach `who`, or an empty text when `audience` may not know."""
    if audience == "public" and who.visibility == "internal":
        return ""
    named = ", ".join(filter(None, (who.name and _addressed(who.honorific, who.name), who.post, who.unit)))
    phone = who.phone and (say("wording.phone", number=who.phone) if named else who.phone)
    numbers = "; ".join(filter(None, (phone, who.zalo and f"Zalo: {who.zalo}")))
    purpose = f"{who.purpose}: " if who.purpose else ""
    return purpose + named + (f" ({numbers})" if named and numbers else numbers)


def contact_lines(people: Iterable[Contact], audience: Audience, *, labelled: bool = True) -> list[Runs]:
    """Return a line for each of `people` who is there for something, then one for the others, which says so if `labelled`."""
    told = [(who, words) for who in people if (words := contact(who, audience))]
    lines = [runs(words) for who, words in told if who.purpose]
    others = "; ".join(words for who, words in told if not who.purpose)
    if others:
        lines.append(runs(say("wording.contact", people=others) if labelled else others))
    return lines


def unmentioned_contacts(meeting: Meeting) -> tuple[Contact, ...]:
    """Return the contacts that no task, note or footnote names."""
    named = {key for task in meeting.tasks for key in task.contacts}
    named |= {key for note in meeting.notes for key in note.contacts}
    named |= {key for footnote in meeting.footnotes for key in footnote.contacts}
    return tuple(who for who in meeting.contacts if who.id not in named)


def contacts(keys: Sequence[str], meeting: Meeting, audience: Audience) -> Runs:
    """Return "(Liên hệ: …)" for those of `keys` that `audience` may know, or nothing."""
    said = [contact(c, audience) for c in meeting.contacts if c.id in keys]
    said = [words for words in said if words]
    return aside(say("wording.contact", people="; ".join(said))) if said else ()


def session_time(session: Session) -> str:
    """Return a session's time: "08 giờ 00 phút, ngày 01/7/2026 (thứ Tư)", with its end, its lunar date."""
    start = session.start
    if start.is_month:
        month = say("wording.in_month", month=month_words(start.day))
        return ", ".join(filter(None, (month, session.hour)))
    weekday = say(f"date.week{start.day.weekday()}")
    lunar = f", {say('wording.lunar', day=session.lunar)}" if session.lunar else ""
    day = say("wording.day", day=day_words(start.day), weekday=f"{weekday}{lunar}")
    clock = session_clock(session)
    words = say("wording.at" if start.clock else "wording.part_at", clock=clock, day=day) if clock else day
    if session.end and session.end.day != start.day:
        words += f" {say('wording.until', when=moment_words(session.end))}"
    return f"{words}, {session.hour}" if session.hour else words


def session_clock(session: Session) -> str:
    """Return when on its day a session sits: "08 giờ 30 phút đến 11 giờ", "sáng", or nothing."""
    start, end = session.start, session.end
    if start.clock is None:
        return part_words(start.part)
    hour, minute = hour_and_minute(start.clock)
    words = say("wording.clock", hour=hour, minute=minute)
    if end and end.clock and end.day == start.day:
        return f"{words} {say('wording.until', when=clock_words(end.clock))}"
    return words


def day_words(day: date) -> str:
    """Return a day as the text of a letter gives it: "01/7/2026"."""
    if spoken() == "vi":
        return short_date(day)
    return say("date.day", day=day.day, month=say(f"date.month{day.month}"), year=day.year)


def month_words(day: date) -> str:
    """Return the month of a day: "tháng 12/2026"."""
    if spoken() == "vi":
        return short_month(day)
    return say("date.month_only", month=say(f"date.month{day.month}"), year=day.year)


def clock_words(clock: time) -> str:
    """Return a time of day, without minutes on the hour where the language leaves them out: "08 giờ"."""
    hour, minute = hour_and_minute(clock)
    return say("wording.clock" if minute else "wording.hour", hour=hour, minute=minute)


def part_words(part: str) -> str:
    """Return a part of the day: "sáng"; nothing for none."""
    return say(f"date.part_{slug(part)}") if part else ""


def moment_words(moment: Moment) -> str:
    """Return a moment within a sentence: "15 giờ, ngày 30/6/2026", or the day alone when no time is set."""
    if moment.is_month:
        return month_words(moment.day)
    day = say("wording.dated", day=day_words(moment.day))
    if moment.clock:
        return say("wording.at", clock=clock_words(moment.clock), day=day)
    return say("wording.part_at", clock=part_words(moment.part), day=day) if moment.part else day


def form(meeting: Meeting) -> str:
    """Return the meeting's form with its scope: "trực tiếp kết hợp trực tuyến, từ … đến …", or nothing."""
    return ", ".join(filter(None, (say(f"wording.{meeting.form}") if meeting.form else "", meeting.scope)))


def noun(meeting: Meeting) -> str:
    """Return by what noun the meeting goes: its own, else the one that its title begins with, else nothing."""
    if meeting.noun:
        return _uncapitalized(meeting.noun)
    if spoken() != "vi":
        return say("wording.noun")
    own, verb = _first(_NOUNS, meeting.title), _first(_ACTS, meeting.title)
    return own or (f"{_ACTS[verb]} {verb}" if verb else "")


def event(meeting: Meeting) -> str:
    """Return what one is invited to, to follow "dự": "Hội nghị sơ kết", "cuộc họp giao ban", or the title in quotes."""
    title = meeting.title
    if spoken() != "vi":
        return title
    if meeting.noun:
        own = _uncapitalized(meeting.noun)
        return title if title.lower().startswith(own.lower()) else f"{own} {_uncapitalized(title)}"
    if _first(_NOUNS, title):
        return title
    verb = _first(_ACTS, title)
    return f"{_ACTS[verb]} {_uncapitalized(title)}" if verb else f"«{title}»"


def is_announced(meeting: Meeting) -> bool:
    """Return whether nobody is invited to it: its title names a paper, such as a schedule, or mourning, which is made known."""
    return spoken() == "vi" and not meeting.noun and meeting.title.lower().startswith(_PAPERS + _MOURNING)


def remark(title: str, text: str) -> str:
    """Return what a meeting says in a field of plain words, below its label unless it begins with that itself."""
    return text if f"{fold(text)} ".startswith(f"{fold(title)} ") else f"{title}: {text}"


def tells_its_standing(words: str) -> bool:
    """Return whether a sentence says itself that something stays or is no longer valid, and needs no heading that does."""
    return bool(_OWN_STANDING.search(words))


def before(moment: Moment) -> Run:
    """Return "trước 15 giờ, ngày 30/6/2026" in bold, as letters set deadlines, or with the words of the deadline."""
    if moment.bound and spoken() == "vi":
        return Run(f"{moment.bound} {moment_words(moment)}", bold=True)
    return Run(say("wording.before", when=moment_words(moment)), bold=True)


def _first(words: Iterable[str], title: str) -> str:
    """Return that one of `words` with which `title` begins, or nothing."""
    low = title.lower()
    return next((w for w in words if low.startswith(w) and not low[len(w) : len(w) + 1].isalnum()), "")


def _uncapitalized(words: str) -> str:
    return words[0].lower() + words[1:]


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
        words += sent(due.what, due.to)
    return (*runs(words), Run(" "), before(due.at))


def sent(what: str, to: str) -> str:
    """Return whom a thing goes to, after the words for it."""
    return f" {say('wording.on_to', whom=to)}" if says_sending(what) else f", {say('wording.to', whom=to)}"


def says_sending(what: str) -> bool:
    """Return whether the words for a thing say already that it is sent."""
    return fold(what).startswith(("gui ", "nop ", "send "))


def link_line(link: Link, label: str, *, has_code: bool = True) -> Runs:
    """Return the line that names a link on paper; its address only where no code on that paper carries it."""
    way = say("wording.scan", label=label) if has_code else link.url
    phrase = list(runs(": ".join((label, ", ".join(filter(None, (link.who, way)))))))
    if link.deadline:
        phrase += [Run(f", {say('wording.done')} "), before(link.deadline)]
    if link.note:
        phrase += aside(link.note)
    return tuple(phrase)


def registration(signing_up: Registration) -> Runs:
    """Return what a point registers, with whom, before when."""
    phrase = runs(signing_up.what)
    if signing_up.to:
        phrase += runs(sent(signing_up.what, ", ".join(signing_up.to)))
    if signing_up.deadline:
        phrase += (Run(" "), before(signing_up.deadline))
    return phrase


def rehearsal(trial: Rehearsal) -> Runs:
    """Return when the line is tested, by whom."""
    words = ": ".join(filter(None, (trial.what, trial.who)))
    phrase = (*runs(words), Run(f", {say('wording.starting')} "), Run(moment_words(trial.at), bold=True))
    return (*phrase, *aside(trial.note)) if trial.note else phrase
