"""The content of a letter: its parts in order, as data, each of which can be tested as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from phonghop import wording
from phonghop.model import Body, Meeting
from phonghop.model.letter_kinds import KINDS
from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.contents import Contents
from phonghop.paper.letters.numbering import roman
from phonghop.paper.letters.sections import SectionComposer
from phonghop.text.dates import long_date
from phonghop.text.region import speaking, spoken
from phonghop.text.runs import Runs, aside, runs, sentence, with_capital
from phonghop.wording import Audience, say


@dataclass(frozen=True, slots=True)
class Code:
    """A code printed on the letter: its label, the address it points at, and the key that this carries, as people type it."""

    label: str
    address: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A place for one hand: by whose authority, in which post, whose name."""

    authority: str
    post: str
    name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """What goes with the letter on a page of its own, as Nghị định 30/2020, Phụ lục I, III.1 has it.

    Attributes:
        label: "Phụ lục I" where there are several, else empty.
        title: what it holds, in capitals.
        of: which letter it goes with.
    """

    label: str
    title: str
    of: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """Every part of a letter, in the order of the page; of several signatures, the first is on the left.

    Its `language` is that of its form, or of the portal where no form prescribes one.
    """

    language: str
    kind: str
    profile: str
    issuers: tuple[str, ...]
    address: tuple[str, ...]
    sender: str
    masthead: tuple[str, ...]
    number: str
    place: str
    date: date | None
    urgency: str
    circulation: str
    draft: str
    type_name: str
    subject: tuple[str, ...]
    addressees: tuple[str, ...]
    has_blank_addressee: bool
    opening: tuple[Runs, ...]
    body: tuple[Block, ...]
    closing: Runs
    after_closing: Runs
    recipients: tuple[Runs, ...]
    signatures: tuple[Signed, ...]
    annexes: tuple[Annex, ...]
    footnotes: tuple[tuple[str, Runs], ...]
    codes: tuple[Code, ...]
    codes_place: Literal["beside-signature", "after-signature", "before-closing", "none"]

    @property
    def is_dated(self) -> bool:
        """Whether it has a line for place and date. Offices fill in a blank one by hand; letters without an official form have none."""
        return bool(self.date or self.number or self.place or self.profile != "plain")

    @property
    def place_and_date(self) -> str:
        """The line "Điện Biên, ngày 28 tháng 6 năm 2026", blank where the day is not set yet.

        A place with a date in words, such as a lunar one, is the whole line.
        """
        if not self.date and re.search(r"\b(?:tháng|năm) \w", self.place):
            return self.place
        with speaking(self.language):
            day = _long_date(self.date)
        return f"{self.place}, {day}" if self.place else with_capital(day)

    def footnote_number(self, key: str) -> int:
        """Return the number that the footnote `key` bears, from 1."""
        return next(n for n, (footnote, _) in enumerate(self.footnotes, 1) if footnote == key)


def _long_date(day: date | None) -> str:
    if day is None:
        return say("printed.no_date")
    return long_date(day) if spoken() == "vi" else wording.day_words(day)


def language_of(meeting: Meeting) -> str:
    """Return the language of the letter of `meeting`: official forms are Vietnamese, the plain one is the portal's own."""
    return spoken() if meeting.letter.profile == "plain" else "vi"


def compose(
    meeting: Meeting,
    body: Body,
    audience: Audience,
    link_labels: Mapping[str, str],
    codes: Sequence[Code] = (),
) -> Letter:
    """Return the letter by which `body` invites to `meeting`, which is settled (`portal.defaults`) and has a letter.

    The audience "print" has internal contacts on it, "public" has not. `link_labels` are the words on each link, by its key.
    """
    with speaking(language_of(meeting)):
        return _composed(meeting, body, audience, link_labels, codes)


def _composed(
    meeting: Meeting, body: Body, audience: Audience, link_labels: Mapping[str, str], codes: Sequence[Code]
) -> Letter:
    letter = meeting.letter
    kind, profile = letter.kind or "", letter.profile or ""
    opening = _opening(meeting, body, comma=profile == "party-hd05")
    composer = SectionComposer(Contents(meeting, audience, link_labels, has_codes=bool(codes)))
    blocks = tuple(composer.blocks())
    annexes = tuple(_annexes(meeting, body, composer))
    closing, after_closing = runs(letter.closing or ""), runs(letter.after_closing or "", italic=True)
    notes = [
        (f.id, (*runs(f.text), *wording.contacts(f.contacts, meeting, audience))) for f in meeting.footnotes
    ]
    return Letter(
        language=spoken(),
        kind=kind,
        profile=profile,
        issuers=tuple(line.upper() for line in body.letterhead or (body.name,)),
        address=body.address,
        sender=meeting.inviter or body.name,
        masthead=tuple(line.upper() for line in body.masthead),
        number=_number_line(meeting, body),
        place=letter.place or body.place or "",
        date=letter.date,
        urgency=say(f"printed.{letter.urgency}") if letter.urgency else "",
        circulation=(letter.circulation or "").upper(),
        draft=letter.draft or "",
        type_name=(letter.type_name or _type_name(kind)).upper() if KINDS[kind].title else "",
        subject=_subject(meeting),
        addressees=tuple(a.text for a in letter.addressees),
        has_blank_addressee=letter.blank_addressee,
        opening=opening,
        body=blocks,
        closing=closing,
        after_closing=after_closing,
        recipients=tuple(
            (*runs(r.text), *(aside(r.purpose) if r.purpose else ())) for r in letter.recipients
        ),
        signatures=tuple(
            Signed((s.authority or "").upper(), s.post.upper(), s.name or "") for s in letter.signature
        ),
        annexes=annexes,
        footnotes=_in_order_of_marks(
            notes,
            (
                *(*opening, *(block.runs for block in blocks), closing, after_closing),
                *(block.runs for annex in annexes for block in annex.body),
            ),
        ),
        codes=tuple(codes),
        codes_place=letter.codes,
    )


def _annexes(meeting: Meeting, body: Body, composer: SectionComposer) -> Iterator[Annex]:
    """Yield the annexes that have something to say, numbered where there are several."""
    made = [(title, blocks) for title, blocks in composer.annexes() if blocks]
    for n, (title, blocks) in enumerate(made, 1):
        label = say("printed.annex", number=roman(n)) if len(made) > 1 else ""
        of = say("printed.with", what=named_paper(meeting, body, to_fill=True))
        yield Annex(label, title.upper(), of, tuple(blocks))


def named_paper(meeting: Meeting, body: Body, *, to_fill: bool = False) -> str:
    """Return how other papers call this one: "Giấy mời số 144/GM-HĐND, ngày 24/11/2026", as far as it bears them.

    `to_fill` leaves room for the number and the day that will be written by hand.
    """
    letter = meeting.letter
    kind = (
        letter.type_name.capitalize()
        if letter.type_name
        else _type_name(letter.kind or "") or say("printed.official_letter")
    )
    number = number_and_symbol(meeting, body) if letter.number or to_fill else ""
    comma = "," if letter.profile == "party-hd05" else ""
    written = wording.day_words(letter.date) if letter.date else "…/…/…" if to_fill else ""
    day = f"{comma} {say('wording.dated', day=written)}" if written else ""
    numbered = f" {say('wording.numbered', number=number)}" if number else ""
    return f"{kind}{numbered}{day if number else day.lstrip(',')}"


def _type_name(kind: str) -> str:
    """Return what a kind of letter prints as its type, in the language that is spoken; nothing for a kind that prints none."""
    title = KINDS[kind].title
    if spoken() == "vi" or not title:
        return title
    return with_capital(say("paper.notice" if kind == "thong-bao" else "printed.type"))


def _number_line(meeting: Meeting, body: Body) -> str:
    """Return the number line: "Số 1064-CV/TU" of the Party, "Số: 15/GM-UBND" of anybody else; empty without either."""
    words = number_and_symbol(meeting, body)
    mark = say("printed.number_of_the_party" if _is_of_the_party(meeting) else "printed.number")
    return f"{mark} {words}" if words else ""


def number_and_symbol(meeting: Meeting, body: Body) -> str:
    """Return what identifies the letter; space is left where no number is assigned yet.

    The Party writes "1064-CV/TU" (Hướng dẫn 05-HD/VPTW), the state "15/GM-UBND" (Nghị định 30/2020, Phụ lục I); both
    give a number below 10 a zero. A letter without a symbol bears only the number that was written.
    """
    letter = meeting.letter
    number = letter.number or ""
    if number and not number.isdigit():
        return number
    number = number.zfill(2) if number else ""
    symbol = letter.symbol or _symbol(meeting, body)
    if not symbol:
        return number
    return f"{number or '      '}{'-' if _is_of_the_party(meeting) else '/'}{symbol}"


def _symbol(meeting: Meeting, body: Body) -> str:
    """Return the symbol made of the kind's abbreviation and the body's: "GM/TU", "GM-UBND"."""
    kind = KINDS[meeting.letter.kind or ""]
    if not body.symbol:
        return ""
    if _is_of_the_party(meeting):
        return f"{kind.party}/{body.symbol}" if kind.party else ""
    if meeting.letter.kind == "cong-van":
        return body.symbol
    return f"{kind.state}-{body.symbol}" if kind.state else ""


def _is_of_the_party(meeting: Meeting) -> bool:
    return (meeting.letter.profile or "").startswith("party")


def _subject(meeting: Meeting) -> tuple[str, ...]:
    """Return trích yếu: as written; a công văn that writes none says what it invites to, an announcement of what it is.

    Invitations do without one: many offices print none (the Party's have no rule for it).
    """
    if meeting.letter.subject:
        return tuple(meeting.letter.subject.splitlines())
    if meeting.letter.kind in ("thong-bao", "thong-tri", "cong-dien") and not meeting.letter.type_name:
        return (meeting.title,)
    if meeting.letter.kind != "cong-van":
        return ()
    if wording.is_announced(meeting):
        return (meeting.title,)
    return (say("printed.invitation_to", event=wording.event(meeting)),)


def _invitation(meeting: Meeting, body: Body) -> str:
    """Return the sentence that invites, summons or announces, as the kind of letter does; of the form only what is not plain."""
    inviter = meeting.inviter or body.name
    if wording.is_announced(meeting):
        return say("printed.announces", who=inviter, title=meeting.title)
    event = wording.event(meeting)
    if meeting.form in ("online", "hybrid"):
        says_so = say(f"wording.{meeting.form}") in meeting.title.lower()
        event += f", {meeting.scope}" if says_so and meeting.scope else ""
        event += "" if says_so else f" {say('printed.in_form', form=wording.form(meeting))}"
    invites = {"thong-tri": "summons", "cong-dien": "requires", "thong-bao": "announces_and_invites"}
    return say(f"printed.{invites.get(meeting.letter.kind or '', 'invites_to')}", who=inviter, event=event)


def _in_order_of_marks(
    footnotes: Sequence[tuple[str, Runs]], phrases: Iterable[Runs]
) -> tuple[tuple[str, Runs], ...]:
    """Return the footnotes as their first marks follow each other in the letter, unmarked ones last."""
    marks = [run.note for phrase in phrases for run in phrase if run.note]
    order = {key: n for n, key in reversed([*enumerate(marks)])}
    return tuple(sorted(footnotes, key=lambda note: order.get(note[0], len(marks))))


def _opening(meeting: Meeting, body: Body, *, comma: bool) -> tuple[Runs, ...]:
    letter = meeting.letter
    invitation = letter.opening or _invitation(meeting, body)
    first, *rest = invitation.splitlines()
    if letter.basis:
        cited = "; ".join(wording.citation(c, comma=comma) for c in letter.basis)
        first = f"{letter.basis_verb} {cited}, {first}"
    return tuple(sentence(runs(paragraph)) for paragraph in (first, *rest) if paragraph)
