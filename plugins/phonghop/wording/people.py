"""Who is invited, who leads, and how to reach people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from phonghop.model import Attendee, Contact, Meeting
from phonghop.text.folding import fold
from phonghop.text.runs import Run, Runs, aside, joined, runs, with_capital
from phonghop.text.strings import say
from phonghop.wording.names import citation, uncapitalized

Audience: TypeAlias = Literal["public", "print"]
"""Who reads: anyone on the portal, or the holder of the paper, which alone carries internal contacts."""


def attendee(who: Attendee, *, with_members: bool = True, with_role: bool = True) -> Runs:
    """Return the line that invites `who`, conditions included.

    Members of a group that are listed below it, and the role below a heading that tells it, are left out.
    """
    phrase = list(_named(who))
    if who.term:
        phrase.append(Run(f" {who.term}"))
    if who.decision:
        phrase.append(Run(f" {say('wording.under', document=citation(who.decision, comma=False))}"))
    if who.members and with_members:
        phrase.append(Run(": "))
        phrase += joined(map(attendee, who.members))
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
    return aside(who.role_text or uncapitalized(usual))


def chair_label(chair: Attendee) -> str:
    """Return the label of the line about the chair: "Chủ trì", or the role that the file gives instead, also as the name of a group."""
    if _is_named_by_role(chair):
        return chair.text or ""
    own = chair.role_text or say(f"wording.{chair.role or 'chair'}")
    return say("wording.chair") if _leads(own) else with_capital(own)


def _is_named_by_role(chair: Attendee) -> bool:
    """Return whether a group has the role for its name: "Đồng chủ trì", with those who share it."""
    return bool(chair.members) and _leads(chair.text or "")


def chair_line(chair: Attendee) -> Runs:
    """Return the chair, to follow `chair_label`; with the role only if that says more than the label."""
    if _is_named_by_role(chair):
        return joined(map(attendee, chair.members))
    words = fold(chair.role_text or "")
    bare = fold(say("wording.chair"))
    return attendee(chair, with_role=_leads(words) and words not in (bare, f"moi {bare}"))


def _leads(role: str) -> bool:
    return fold(say("wording.chair")) in fold(role)


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
    """Return a line for each of `people` who has a purpose, then one for the others, with a label if `labelled`."""
    contacts_shown = [(who, words) for who in people if (words := contact(who, audience))]
    lines = [runs(words) for who, words in contacts_shown if who.purpose]
    others = "; ".join(words for who, words in contacts_shown if not who.purpose)
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
    """Return "(Liên hệ: …)" for those of `keys` that `audience` may know, or nothing; a purpose stands for the label."""
    lines = [(who, words) for who in meeting.contacts if who.id in keys and (words := contact(who, audience))]
    if not lines:
        return ()
    people = "; ".join(words for _, words in lines)
    return aside(people if lines[0][0].purpose else say("wording.contact", people=people))
