"""The notice that takes the place of an invitation once its meeting is put off, moved or not held.

It states what earlier letters announced, what holds now as far as that is known, and what remains valid of them, but only
where the office declares it. No form prescribes its words; its parts follow the notices that offices send: what is
announced, the time and place announced before, the new ones, the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from phonghop import wording
from phonghop.model import Body, Letter, LetterSection, Meeting, Recipient, Session
from phonghop.model.letter_kinds import KINDS
from phonghop.paper.letters.parts import named_paper
from phonghop.text.folding import fold
from phonghop.text.runs import with_capital
from phonghop.wording import say


def letter_now(meeting: Meeting, body: Body, instead: Meeting | None) -> Meeting:
    """Return `meeting` with the letter that `body` sends now: its own while it is held as planned, else the notice.

    `instead` is the meeting that takes its place in the end, if one does.
    """
    status, invitation = meeting.status, meeting.letter
    if status.state == "scheduled" or not meeting.has_letter:
        return meeting
    is_addressed = KINDS[invitation.kind or ""].is_addressed
    changes = _changes(meeting)
    what = {"changes": changes, "title": meeting.title}
    # What changes and what of are two lines, where one would be too long.
    on = say("printed.notice_on_change" if _is_changed(meeting) else "printed.notice_on", **what)
    sentences = [say("printed.notice", who=meeting.inviter or body.name, **what)]
    sentences += [say("printed.reason", reason=status.reason)] if status.reason else []
    sentences += status.notice.splitlines() if status.notice else []
    letter = Letter.model_construct(
        **{
            **dict(Letter()),
            "kind": invitation.kind if is_addressed else "thong-bao",
            "profile": invitation.profile,
            "number": status.paper.number,
            "symbol": invitation.symbol if is_addressed else None,
            "date": status.paper.date,
            "place": invitation.place,
            "subject": status.paper.subject or (say("printed.notice_to", **what) if is_addressed else on),
            "addressees": invitation.addressees,
            "blank_addressee": invitation.blank_addressee,
            "opening": "\n".join(sentences),
            "sections": tuple(_sections(meeting, body, instead)),
            "numbering": invitation.numbering,
            "closing": say("printed.notice_closing"),
            "recipients": tuple(map(_recipient, invitation.recipients)),
            "signature": status.paper.signature or invitation.signature,
            "codes": invitation.codes,
        }
    )
    changed: Meeting = meeting.model_copy(update={"letter": letter, "footnotes": ()})
    return changed


def _changes(meeting: Meeting) -> str:
    """Return what is announced of a meeting: "hoãn", "không tổ chức", or what of it changes."""
    status = meeting.status
    if status.state in ("postponed", "cancelled"):
        return say(f"printed.{status.state}")
    if status.was is None:
        return say("printed.moved")
    changed = [say("printed.its_time")] * bool(status.was.sessions)
    changed += [say("printed.its_place")] * bool(status.was.venue)
    return say("printed.changed", what=", ".join(changed))


def _is_changed(meeting: Meeting) -> bool:
    """Return whether the meeting is held, at another time or place."""
    return meeting.status.state == "moved" and meeting.status.was is not None


def _sections(meeting: Meeting, body: Body, instead: Meeting | None) -> Iterator[LetterSection]:
    status = meeting.status
    was = status.was
    moved_here = _is_changed(meeting)
    if meeting.letter.number or meeting.letter.date:
        yield from _section(say("printed.sent"), [named_paper(meeting, body)])
    old = was.sessions if was else meeting.sessions
    yield from _section(say("printed.old_time"), _times(old))
    old_places = ([was.venue] if was.venue else []) if was else _places(meeting)
    yield from _section(say("printed.old_place"), old_places)
    now = meeting if moved_here else instead
    if now and now is not meeting and not now.takes_place:
        now = None  # the one in its place is off too: no time can be promised
    if now and status.state != "cancelled":
        yield from _section(say("printed.instead"), [now.title if now.title != meeting.title else ""])
        yield from _section(say("printed.new_time" if old else "printed.time"), _times(now.sessions))
        is_elsewhere = old_places and old_places != _places(now)
        yield from _section(say("printed.new_place" if is_elsewhere else "printed.venue"), _places(now))
    elif status.state != "cancelled":
        yield from _section(say("printed.new_time"), [say("printed.unset")])
    standing = ((say("printed.remains"), status.remains), (say("printed.void"), status.void))
    facts = [(heading, words) for heading, words in standing if words]
    for heading, words in facts:
        if not wording.tells_its_standing(words):
            yield from _section(heading, words.splitlines())
    own = [line for _, words in facts if wording.tells_its_standing(words) for line in words.splitlines()]
    yield from _section(say("printed.also"), own)
    yield LetterSection(content=("contacts",))


def _section(heading: str, lines: Sequence[str]) -> Iterator[LetterSection]:
    """Yield a section where there is anything to say in it."""
    parts = [line if line.endswith((".", ";")) else f"{line}." for line in lines if line]
    # A single line goes on behind its heading.
    text = "\n".join(map(with_capital, parts)) if len(parts) > 1 else "".join(parts)
    if text:
        yield LetterSection.model_construct(heading=heading, text=text, content=(), sections=())


def _recipient(line: Recipient) -> Recipient:
    """Return a line of Nơi nhận as a notice has it: those whom the invitation named are not named again."""
    named = fold(line.text) in ("nhu thanh phan", "nhu thanh phan moi")
    return line.model_copy(update={"text": say("printed.those_invited")}) if named else line


def _times(sessions: Sequence[Session]) -> list[str]:
    return [": ".join(filter(None, (s.name, wording.session_time(s)))) for s in sessions]


def _places(meeting: Meeting) -> list[str]:
    """Return where it meets: the meeting, its sessions and its points, each named where there are several."""
    named = [("", wording.venue(meeting.venue))] if meeting.venue else []
    named += [(s.name, wording.venue(s.venue)) for s in meeting.sessions if s.venue]
    named += [(point.name, wording.venue(point.venue)) for point in meeting.points if point.venue]
    several = len(named) > 1
    return [f"{name}: {place}" if several and name else place for name, place in named]
