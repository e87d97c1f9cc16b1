"""Cards for delegates, ten to a page with marks to cut along: one code each, with the delegate's name if it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from phonghop import wording
from phonghop.model import Meeting
from phonghop.paper.letters.parts import Code
from phonghop.paper.typesetting import drawn_code, typeset

_TEMPLATE = "paper/sheets/cards.typ"
_SESSIONS = 3
"""How many a card has room for; of more, it tells the first and the last."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card; `name` is empty on cards that any delegate may take."""

    meeting: str
    times: tuple[str, ...]
    code: Code
    name: str = ""


def delegate_cards(meeting: Meeting, holders: Sequence[tuple[str, Code]]) -> tuple[Card, ...]:
    """Return a card for each of `holders`, a name (or "") and the issued code that the card carries."""
    times = [wording.session_time(session) for session in meeting.sessions]
    if len(times) > _SESSIONS:
        times[1:-1] = ["…"]
    return tuple(Card(meeting.name, tuple(times), code, name) for name, code in holders)


def render_cards(cards: Sequence[Card]) -> bytes:
    """Return `cards` as A4 pages in PDF: 90 × 54 mm each, two beside each other, five rows."""
    content = [
        {
            "meeting": card.meeting,
            "times": card.times,
            "name": card.name,
            "code": drawn_code(card.code.label, card.code.address),
        }
        for card in cards
    ]
    return typeset(_TEMPLATE, {"cards": content, "title": wording.say("printed.cards")})
