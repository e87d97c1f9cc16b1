"""What was found in a letter → the text of ``meeting.yml``, everything that was not as comments.

Only the model decides what a field may hold: what it refuses becomes a comment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from phonghop.importing.findings import Findings
from phonghop.importing.words import JOINING, Source, State, Tree, Value, Words, values
from phonghop.model import Meeting
from phonghop.model.scalars import TO_FILL
from phonghop.source.nodes import KeyPath, Plain
from phonghop.source.writing import block
from phonghop.starter.meetings import folder_name
from phonghop.text.dates import read_moment, read_span
from phonghop.text.folding import fold
from phonghop.text.problems import Unreadable
from phonghop.text.strings import Strings

SCHEMA_LINE = "# yaml-language-server: $schema=../meeting.schema.json\n"

_ORDER = tuple(Meeting.model_fields)
_REQUIRED = tuple(name for name, field in Meeting.model_fields.items() if field.is_required())
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_SPOKEN = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one field was read: where it stands in the draft, from which lines of the letter, how surely and why not surely."""

    path: KeyPath
    text: str
    lines: tuple[int, ...]
    state: State
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a meeting.

    Attributes:
        meeting_id: what its folder may be called; empty while its date is not known.
        text: the file.
        readings: how each of its fields was read.
        unclaimed: lines of the letter, counted from 1, with the words of them that no field took.
        owners: for each character of the letter that is not blank, who took it: "field", "form" or "comment".
    """

    meeting_id: str
    text: str
    readings: tuple[Reading, ...]
    unclaimed: tuple[tuple[int, str], ...]
    owners: Mapping[int, str]


def draft(
    source: Source, found: Findings, organizer: Value | None, signs: Sequence[Words], t: Strings
) -> Draft:
    """Return the draft of what was `found` in the letter `source`.

    Args:
        source: the letter.
        found: its fields.
        organizer: the body that sends it, if it is known.
        signs: words around phone numbers that no field needs.
        t: the language of comments.
    """
    tree = _accepted(_arranged(found, organizer))
    readings = dict(values(tree))
    owners: dict[int, str] = {}
    for value in readings.values():
        _claim(owners, value.words, "field")
    for words in (*found.boilerplate, *signs):
        _claim(owners, words, "form")
    open_ = [n for n, sign in enumerate(source.text) if not sign.isspace() and n not in owners]
    unclaimed = []
    for run in source.runs(open_):
        spoken = bool(_SPOKEN.search(run.text))
        _claim(owners, run, "comment" if spoken else "form")
        if spoken:
            unclaimed.append((source.number(run.places[0]), _clean(run.text)))
    comments = _comments(source, readings, t)
    plain = _plain(tree)
    text = "\n".join(
        [
            SCHEMA_LINE + f"# {t('import.head')}",
            *block(plain, 0, comments),
            *([f"# {t('import.unclaimed')}"] if unclaimed else []),
            *(f"#? {t('import.line', line=line)}: {words}" for line, words in unclaimed),
        ]
    )
    told = tuple(
        Reading(path, value.text, source.numbers(value.source), value.state, value.why)
        for path, value in readings.items()
    )
    return Draft(_meeting_id(tree), text + "\n", told, tuple(unclaimed), owners)


def _comments(source: Source, readings: Mapping[KeyPath, Value], t: Strings) -> dict[KeyPath, list[str]]:
    """Return what is to be reviewed and why, once for fields of one record that were read from the same lines."""
    comments: dict[KeyPath, list[str]] = {}
    told: set[tuple[KeyPath, str]] = set()
    for path, value in readings.items():
        if value.state != "review" or not value.why:
            continue
        comment = t("import.review", lines=_listed(source, value), why=t(f"import.why.{value.why}"))
        record = next((path[: n + 1] for n, step in enumerate(path) if isinstance(step, int)), path[:1])
        if (record, comment) not in told:
            told.add((record, comment))
            comments[path] = [comment]
    return comments


def _claim(owners: dict[int, str], words: Words, owner: str) -> None:
    for place, sign in zip(words.places, words.text, strict=True):
        if place != JOINING and not sign.isspace():
            owners.setdefault(place, owner)


def _listed(source: Source, value: Value) -> str:
    return ", ".join(map(str, sorted(source.numbers(value.source)))) or "—"


def _clean(text: str) -> str:
    return _UNSEEN.sub("", text).replace("\t", " ")


def _arranged(found: Findings, organizer: Value | None) -> dict[str, Tree]:
    fields = dict(found.fields)
    fields["organizer"] = organizer or Value(TO_FILL)
    letter = {key: value for key, value in found.letter.items() if not key.startswith("_")}
    if letter:
        fields["letter"] = letter
    room = fields.pop("_room", {})
    if isinstance(room, dict):
        fields.update(room)
    for name in _REQUIRED:
        fields.setdefault(name, _unknown(name))
    return {name: fields[name] for name in _ORDER if name in fields}


def _unknown(name: str) -> Tree:
    return [Value(TO_FILL)] if name == "sessions" else Value(TO_FILL)


def _accepted(tree: dict[str, Tree]) -> dict[str, Tree]:
    """Return `tree` without what the model refuses."""
    for _ in range(500):
        tree = _swept(tree)
        try:
            Meeting.model_validate(_plain(tree))
        except ValidationError as error:
            losses = [found["loc"] for found in error.errors(include_url=False) if not _is_to_fill(found)]
            if not losses:
                return tree
            for loc in losses:
                _lose(tree, loc)
        else:
            return tree
    return tree


def _is_to_fill(found: Mapping[str, object]) -> bool:
    context = found.get("ctx")
    cause = context.get("error") if isinstance(context, dict) else None
    return isinstance(cause, Unreadable) and cause.code == "PH223"


def _lose(tree: dict[str, Tree], loc: Sequence[str | int]) -> None:
    """Take out of `tree` what stands at `loc`, or the nearest above it that is there and not required."""
    trail: list[tuple[dict[str, Tree] | list[Tree], str | int]] = []
    here: Tree = tree
    for step in loc:
        if isinstance(here, dict) and step in here:
            trail.append((here, step))
            here = here[str(step)]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            trail.append((here, step))
            here = here[step]
    if not trail:
        return
    holder, step = trail[-1]
    if isinstance(holder, dict):
        if len(trail) == 1 and step in _REQUIRED:
            holder[str(step)] = _unknown(str(step))
        else:
            holder.pop(str(step), None)
    else:
        holder[int(step)] = {}


def _swept(tree: dict[str, Tree]) -> dict[str, Tree]:
    swept = _without_empty(tree)
    assert isinstance(swept, dict)
    for name in _REQUIRED:
        swept.setdefault(name, _unknown(name))
    return {name: swept[name] for name in _ORDER if name in swept}


def _without_empty(tree: Tree) -> Tree:
    if isinstance(tree, Value):
        return tree
    if isinstance(tree, dict):
        return {key: part for key, value in tree.items() if not _is_empty(part := _without_empty(value))}
    return [part for value in tree if not _is_empty(part := _without_empty(value))]


def _is_empty(tree: Tree) -> bool:
    return not tree.text.strip() if isinstance(tree, Value) else not tree


def _plain(tree: Tree) -> dict[str, Plain]:
    plain = _plain_part(tree)
    assert isinstance(plain, dict)
    return plain


def _plain_part(tree: Tree) -> Plain:
    if isinstance(tree, Value):
        return _clean(tree.text)
    if isinstance(tree, dict):
        return {key: _plain_part(part) for key, part in tree.items()}
    return [_plain_part(part) for part in tree]


def _meeting_id(tree: Mapping[str, Tree]) -> str:
    """Return a name for the folder: the first day, then the beginning of the title."""
    starts = (
        value.text
        for path, value in values(tree.get("sessions", []))
        if len(path) == 1 or path[-1] == "start"
    )
    start = next(starts, "")
    title = next((value.text for _, value in values(tree.get("title", []))), "")
    try:
        day = read_moment(start).day
    except Unreadable:
        try:
            day = read_span(start)[0].day
        except Unreadable:
            return ""
    return folder_name(day, title if fold(title) != fold(TO_FILL) else "")
