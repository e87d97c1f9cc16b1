"""The lines of a letter → a draft of its meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from phonghop.importing.body import read_body
from phonghop.importing.contacts import read_contacts
from phonghop.importing.draft import Draft, draft
from phonghop.importing.evidence import weigh
from phonghop.importing.findings import Findings
from phonghop.importing.foot import annex_begins, foot_begins, read_foot
from phonghop.importing.head import read_head
from phonghop.importing.words import JOINING, Source, Tree, Value, Words, concluded, doubted, join, values
from phonghop.model import Body
from phonghop.text.folding import fold
from phonghop.text.strings import Strings


def read_letter(
    lines: Iterable[str], bodies: Iterable[Body], t: Strings, *, converted: bool = False
) -> Draft:
    """Return the draft of the meeting to which the letter with these lines invites.

    Args:
        lines: the letter, columns three blanks apart.
        bodies: the offices of the portal.
        t: the language of comments.
        converted: whether it was set in an old typeface: then nothing in it is certain.
    """
    source = Source.of(lines)
    found = Findings()
    contacts, signs, hidden = read_contacts(source)
    shown = replace(source, hidden=hidden)
    start, letterhead = read_head(shown, found)
    annex = annex_begins(shown, start)
    end = foot_begins(shown, start, annex)
    read_foot(shown, end, annex, found)
    read_body(shown, start, end, annex, found)
    organizer = _organizer(letterhead, [*bodies])
    if organizer:
        found.boilerplate += letterhead
    if contacts:
        found.fields["contacts"] = [contact for contact, _ in contacts]
        _refer(source, found, contacts)
    weigh(found, source)
    if converted:
        found.fields = {key: doubted(tree, "typeface") for key, tree in found.fields.items()}
        found.letter = {key: doubted(tree, "typeface") for key, tree in found.letter.items()}
    return draft(source, found, organizer, signs, t)


def _organizer(letterhead: tuple[Words, ...], bodies: Sequence[Body]) -> Value | None:
    """Return the body that the lines at the top of the letter name; to be reviewed where lines above its name are left over."""
    lines = [*takewhile(lambda line: not _NUMBERED.match(line.text), letterhead)]
    for n in range(len(lines)):
        name = _spelled_out(join(lines[n:]).text)
        named = [body.id for body in bodies if name in map(_spelled_out, _names(body))]
        if len(named) == 1:
            return concluded(named[0], join(lines), "organizer", "review" if n else "certain")
    return None


_NUMBERED = re.compile(r"Số\b|[-–]|.*…")
"""A line of the number or date that a draft leaves open."""
_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "tp": "thanh pho",
    "bhxh": "bao hiem xa hoi",
}


def _spelled_out(name: str) -> str:
    """Return a name, folded, with the usual abbreviations spelled out: heads of letters write them either way."""
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"\w+", fold(name)))


def _names(body: Body) -> Iterator[str]:
    yield body.name
    if body.letterhead:
        yield " ".join(body.letterhead)


def _refer(source: Source, found: Findings, contacts: list[tuple[Tree, Words]]) -> None:
    """Name a contact in the note or footnote out of whose sentence its number was taken."""
    for name in ("notes", "footnotes"):
        records = found.fields.get(name, [])
        assert isinstance(records, list)
        for n, record in enumerate(records):
            text = record.get("text") if isinstance(record, dict) else record
            if not isinstance(text, Value) or not text.words:
                continue
            first, last = min(filter(_stands, text.words.places)), max(text.words.places)
            own = [
                contact
                for contact, number in contacts
                if first < number.places[0] < last
                or re.fullmatch(r"[^.;\n]{1,40}", source.text[last + 1 : number.places[0]])
            ]
            if own and isinstance(record, Value):
                record = records[n] = {"text": record}  # noqa: PLW2901 a long form where a reference is added
            if own and isinstance(record, dict):
                record["contacts"] = [concluded(_id(contact), text.words, "", "certain") for contact in own]


def _stands(place: int) -> bool:
    return place != JOINING


def _id(contact: Tree) -> str:
    return next((value.text for path, value in values(contact) if path == ("id",)), "")
