"""How well letters are read: `python tests/bench/importing.py [FOLDER]` prints the table of docs/developers/importing.md.

FOLDER holds letters (`NN-name.txt`) and beside each what it says (`NN-name.facts.tsv`: id, kind, words, where). Without it, the
invented letters of the suite and the five real ones are read.

A fact is found, strictly, when its letters and digits stand in the fields that are meant for it, in their order, with case and
marks; folded, when all its words do, in any order, without case and marks and without the words that only lead to it ("trước",
"Chủ trì:"). Of times and dates the values count, and they must all stand in one record.
Precision of "certain" is the share of certain fields, of the kinds that the facts tell, that a fact confirms. A letter is wholly
right when all its facts are found, folded, and all its certain fields confirmed.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from phonghop.importing.draft import Draft
from phonghop.importing.job import read_file
from phonghop.importing.letter import read_letter
from phonghop.model import Body
from phonghop.text.folding import fold
from phonghop.text.strings import strings

LETTERS = Path(__file__).parents[1] / "importing" / "letters"

_WHEN = ("sessions", "agenda", "status.was", "rehearsals", "duration")
_FREE = (
    "notes",
    "sessions.notes",
    "status",
    "bring",
    "dress",
    "costs",
    "letter.closing",
    "letter.after_closing",
    "letter.opening",
)
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "letter.subject"),
    "subject": ("letter.subject", "title"),
    "point": ("points.name", "points.venue"),
    "document-type": ("letter.type_name",),
    "number": ("letter.number", "letter.symbol"),
    "letter-date": ("letter.place", "letter.date"),
    "start": ("sessions",),
    "time": ("sessions", "duration"),
    "date": ("sessions",),
    "date-range": ("sessions", "duration", "letter.subject"),
    "place": ("venue", "points.name", "points.venue", "sessions.venue", "agenda.venue"),
    "chair": ("chair", "points.chair", "sessions.chair", "agenda.chair"),
    "attendee": ("attendees", "points.attendees", "sessions.attendees"),
    "addressee": ("letter.addressees",),
    "recipient": ("letter.recipients",),
    "signatory": ("letter.signature.name",),
    "signatory-title": ("letter.signature.post",),
    "signatory-capacity": ("letter.signature.authority",),
    "deadline": ("deadlines", "tasks.actions.deadline"),
    "task": ("tasks", "deadlines"),
    "agenda": ("agenda", "topics"),
    "agenda-day": ("sessions",),
    "agenda-half-day": ("sessions", "agenda"),
    "group": ("agenda", "points", "attendees", "notes"),
    "basis": ("letter.basis", "letter.basis_verb"),
    "link": ("links.url",),
    "note": (*_FREE, "deadlines"),
    "cost": ("notes", "costs"),
    "dress": ("dress", "notes"),
    "contact": ("contacts", "notes"),
    "presenter": ("agenda", "topics", "notes", "sessions.notes"),
    "session": (*_WHEN, "notes"),
    "session-time": _WHEN,
    "session-title": ("sessions", "agenda", "notes"),
    "session-place": ("sessions", "agenda", "points.venue", "venue"),
    "session-chair": ("sessions.chair", "agenda", "points.chair", "chair"),
    "session-attendee": ("sessions.attendees", "points.attendees"),
    "duration": ("duration", "sessions"),
    "reason": ("status.reason",),
    "still-valid": ("status.remains", "notes"),
    "previous-time": ("status.was", "sessions"),
    "previous-place": ("status.was", "venue"),
    "new-date": ("sessions",),
    "gathering-place": (*_FREE, "sessions"),
    "delegate": ("attendees", "points.attendees", "sessions.attendees"),
    "inviter": ("inviter",),
    "urgency": ("letter.urgency",),
}
"""Which fields of the file may hold a kind of fact; the office itself is chosen from the portal's, which the tables cannot judge."""

LEADS = {
    "truoc",
    "ngay",
    "han",
    "cuoi",
    "so",
    "cham",
    "nhat",
    "khong",
    "muon",
    "hon",
    "v",
    "ve",
    "viec",
    "tu",
    "cua",
    "den",
    "luc",
}

_WORDS_OF_FORM = ("honorific", "role_text", "basis_verb")
"""Fields of which the tables do not tell: how a person is addressed, which words say that one chairs, how a basis begins."""
JUDGED = (
    *(
        "title",
        "document-type",
        "number",
        "letter-date",
        "start",
        "time",
        "place",
        "chair",
        "attendee",
        "addressee",
        "recipient",
    ),
    *("signatory", "signatory-title", "signatory-capacity", "deadline", "task", "agenda", "basis", "link"),
)
"""Kinds of which the tables of facts tell all there is in a letter, so that a certain field beyond them is wrong."""


@dataclass(slots=True)
class Score:
    """Of one kind: how many facts there are, how many were found, how many certain fields there are and are right."""

    facts: int = 0
    strict: int = 0
    folded: int = 0
    certain: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


_TIMED = ("start", "time", "date", "deadline", "session-time", "previous-time", "new-date")
_LED = {"chair": {"chu", "tri", "toa"}, "session-chair": {"chu", "tri", "toa"}, "session-attendee": {"moi"}}
"""Words of the label that a fact of this kind repeats and its field does not."""


def stands(kind: str, words: str, draft: Draft) -> bool:
    """Return whether the fields for `kind` hold a fact, folded."""
    fields = of_kind(draft, kind)
    wanted = numbers(words)
    if kind in _TIMED and wanted:
        records: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for path, text, _ in fields:
            records[path[:2]] += numbers(text)
        return any(all(n in held for n in wanted) for held in records.values())
    return words_of(words) - _LED.get(kind, set()) <= words_of(" ".join(text for _, text, _ in fields))


def numbers(text: str) -> list[int]:
    """Return the numbers of a time or date; full hours may be written without minutes."""
    return [int(digits) for digits in re.findall(r"\d+", text) if int(digits)]


def squeezed(text: str) -> str:
    return re.sub(r"\[\^\w+\]|[^\w]|_", "", text)


def words_of(text: str) -> set[str]:
    """Return the words of `text`, folded, but for those that only lead to a date, a number or a subject."""
    return set(re.findall(r"\w+", fold(text))) - LEADS


def field_of(path: Iterable[str | int]) -> str:
    return ".".join(step for step in path if isinstance(step, str))


def of_kind(draft: Draft, kind: str) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Return paths, texts and states of the fields that may hold facts of `kind`."""
    return [
        (reading.path, reading.text, reading.state)
        for reading in draft.readings
        if any(f"{field_of(reading.path)}.".startswith(f"{name}.") for name in FIELDS[kind])
    ]


def read_facts(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as rows:
        table = csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row[1], row[2]) for row in table if len(row) > 2 and row[1] in FIELDS]


def measure(folder: Path, bodies: Iterable[Body] = ()) -> dict[str, Score]:
    """Return the scores of every kind over the letters of `folder`."""
    scores: dict[str, Score] = defaultdict(Score)
    for each in by_letter(folder, bodies).values():
        for kind, score in each.items():
            scores[kind] += score
    return dict(scores)


def by_letter(folder: Path, bodies: Iterable[Body] = ()) -> dict[str, dict[str, Score]]:
    """Return the scores of every kind for each letter of `folder`."""
    letters: dict[str, dict[str, Score]] = {}
    for facts in sorted(folder.glob("*.facts.tsv")):
        letter = next(facts.parent.glob(facts.name.replace(".facts.tsv", ".[dpt][oxd]*")))
        text = read_file(letter)
        draft = read_letter(text.lines, bodies, strings("vi"), converted=text.converted)
        letters[letter.stem] = score_letter(draft, read_facts(facts), letter.stem)
    return letters


def wholly_right(scores: Mapping[str, Score]) -> bool:
    """Return whether every fact of a letter stands in its field, and every certain field is confirmed."""
    return all(score.folded == score.facts and score.right == score.certain for score in scores.values())


def score_letter(draft: Draft, facts: list[tuple[str, str]], name: str) -> dict[str, Score]:
    """Return the scores of every kind for the `draft` of a letter, against what its table tells."""
    scores: dict[str, Score] = defaultdict(Score)
    for kind, words in facts:
        score = scores[kind]
        written = "".join(squeezed(text) for _, text, _ in of_kind(draft, kind))
        score.facts += 1
        strict = squeezed(words) in written
        folded = stands(kind, words, draft)
        score.strict += strict
        score.folded += folded
        if not folded:
            score.missed.append(f"{name}: {words}")
    everything = squeezed(fold(" ".join(words for _, words in facts)))
    for kind in JUDGED:
        told = [squeezed(fold(words)) for other, words in facts if set(FIELDS[other]) & set(FIELDS[kind])]
        for path, text, state in of_kind(draft, kind):
            if (
                path[-1] in _WORDS_OF_FORM
                or state != "certain"
                or not told
                or len(squeezed(text)) < 2
                or text == "…"
            ):
                continue
            mine = squeezed(fold(text))
            is_right = any(mine in words or words in mine for words in told) or mine in everything
            is_right = is_right or any(
                words_of(text) - {"du", "moi"} <= words_of(words) for other, words in facts if other == kind
            )
            scores[kind].certain += 1
            scores[kind].right += is_right
            if not is_right:
                scores[kind].wrong.append(f"{name}: {text}")
    return dict(scores)


def table(scores: Mapping[str, Score]) -> str:
    lines = [
        "| Field | Facts | Recall strict | Recall folded | Certain | Precision of certain |",
        "|---|---|---|---|---|---|",
    ]
    for kind in (*FIELDS, ""):
        of = [score for name, score in scores.items() if name == kind or not kind]
        facts, strict, folded = (
            sum(getattr(score, n) for score in of) for n in ("facts", "strict", "folded")
        )
        certain, right = (sum(getattr(score, n) for score in of) for n in ("certain", "right"))
        if facts:
            shown = f"{right / certain:.3f}" if certain else "—"
            lines.append(
                f"| {kind or 'all'} | {facts} | {strict / facts:.2f} | {folded / facts:.2f} | {certain} | {shown} |"
            )
    return "\n".join(lines)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else LETTERS / "invented"
    scores = measure(folder)
    print(table(scores))
    letters = by_letter(folder)
    print(f"letters wholly right: {sum(map(wholly_right, letters.values()))} of {len(letters)}")
    if "--all" in sys.argv:
        for kind, score in scores.items():
            print(*(f"wrong {kind}: {line}" for line in score.wrong), sep="\n")
            print(*(f"missed {kind}: {line}" for line in score.missed), sep="\n")


if __name__ == "__main__":
    main()
