"""A meeting completed with the defaults of its body."""

from __future__ import annotations

from typing import TypeVar

from phonghop.model import AgendaItem, Attendee, Body, Contact, Letter, Meeting, Point, Recipient
from phonghop.model.letter_kinds import KINDS
from phonghop.model.points import Gathering

Named = TypeVar("Named", Attendee, Contact)
Group = TypeVar("Group", bound=Gathering)


def settled(meeting: Meeting, body: Body) -> Meeting:
    """Return `meeting` with the honorifics, the form, the signature, the recipients and the sections of `body`.

    What neither states stays empty; `portal.letter_checks` reports it where a sentence would need it.
    """
    changes: dict[str, object] = {"letter": _letter(meeting.letter, body)}
    if meeting.backdrop and not meeting.backdrop.lines:
        changes["backdrop"] = meeting.backdrop.model_copy(update={"lines": (meeting.title,)})
    if body.honorific is not None:
        changes |= _people(meeting, body.honorific)
        for key, gatherings in (("points", meeting.points), ("sessions", meeting.sessions)):
            changes[key] = tuple(_gathering(gathering, body.honorific) for gathering in gatherings)
        changes["agenda"] = tuple(_agenda_item(item, body.honorific) for item in meeting.agenda)
        changes["contacts"] = tuple(_named(contact, body.honorific) for contact in meeting.contacts)
    return meeting.model_copy(update=changes)


def _letter(letter: Letter, body: Body) -> Letter:
    profile = letter.profile or (None if body.letters == "none" else body.letters)
    kind = letter.kind or ("giay-moi" if profile else "none")
    changes: dict[str, object] = {
        "kind": kind,
        "profile": profile,
        "signature": letter.signature or body.signature,
        "sections": letter.sections or body.sections,
        "numbering": letter.numbering or body.numbering or "decimal",
    }
    if kind != "none" and body.recipients and not letter.recipients:
        is_addressed = bool(letter.addressees or letter.blank_addressee)
        first = "Như trên" if is_addressed else KINDS[kind].first_recipient
        changes["recipients"] = (Recipient(text=first), *body.recipients)
    return letter.model_copy(update=changes)


def _gathering(group: Group, honorific: str) -> Group:
    changes = _people(group, honorific)
    if isinstance(group, Point) and group.subpoints:
        changes["subpoints"] = tuple(
            sub.model_copy(update={"chair": _attendee(sub.chair, honorific)}) if sub.chair else sub
            for sub in group.subpoints
        )
    return group.model_copy(update=changes) if changes else group


def _agenda_item(item: AgendaItem, honorific: str) -> AgendaItem:
    changes = _people(item, honorific)
    if item.items:
        changes["items"] = tuple(_agenda_item(below, honorific) for below in item.items)
    return item.model_copy(update=changes) if changes else item


def _people(group: Gathering, honorific: str) -> dict[str, object]:
    """Return those of a gathering's people who change by taking `honorific`."""
    changes: dict[str, object] = {}
    if group.chair:
        changes["chair"] = _attendee(group.chair, honorific)
    attendees = tuple(_attendee(who, honorific) for who in group.attendees)
    if any(new is not old for new, old in zip(attendees, group.attendees, strict=True)):
        changes["attendees"] = attendees
    return changes


def _attendee(who: Attendee, honorific: str) -> Attendee:
    named = _named(who, honorific) if who.name or who.titles else who
    if not who.members:
        return named
    return named.model_copy(update={"members": tuple(_attendee(m, honorific) for m in who.members)})


def _named(who: Named, honorific: str) -> Named:
    return who if who.honorific is not None else who.model_copy(update={"honorific": honorific})
