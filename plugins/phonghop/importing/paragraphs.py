"""Paragraphs of a letter's body that no heading explains, and what all of the body is collected in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phonghop.importing import people, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import LABEL, PLACE_NOUN, UNIT, UPPER, VERB, WHAT, is_capitals
from phonghop.importing.sentences import Sorted, full_sentences, sort
from phonghop.importing.structure import CLOSING, Node
from phonghop.importing.tasks import ORDERS, read_tasks
from phonghop.importing.words import (
    NOTHING,
    Tree,
    Value,
    Words,
    certain,
    concluded,
    doubted,
    join,
    review,
    tidy,
)
from phonghop.text.runs import with_capital

_ROOM = re.compile(
    rf"(?:[Tt]ại\s+)?{PLACE_NOUN}(?!.*\s(?:chuẩn bị|báo cáo|gửi|đăng ký|được|có|phối hợp|bố trí|chủ trì|thông báo|tổ chức)\s)[^:]*$"
)
_SHORT = 90
"""Characters that a paragraph of nothing but a place has at most."""


@dataclass(slots=True)
class Body:
    """What has been read of the body so far.

    Attributes:
        year: of the letter, for dates without one.
        has_programme: whether lines by the clock, or rows, were taken for the programme before.
        is_changed: whether the letter moves a meeting, puts it off or calls it off.
        day: the one day that its sentences before all headings name.
        prose: those sentences.
        room: the place of a meeting that has one.
        was: the hour and place that a notice changes.
        former: the phrases of hours that are no longer right.
        reason: why a notice changes them.
    """

    found: Findings
    year: int | None = None
    day: Words = field(default_factory=Words)
    is_changed: bool = False
    is_put_off: bool = False
    has_programme: bool = False
    was: dict[str, Tree] = field(default_factory=dict)
    former: set[str] = field(default_factory=set)
    reason: Value | None = None
    rehearsals: list[Tree] = field(default_factory=list)
    prose: list[Words] = field(default_factory=list)
    opening: list[Words] = field(default_factory=list)
    sessions: list[Tree] = field(default_factory=list)
    points: list[Tree] = field(default_factory=list)
    room: dict[str, Tree] = field(default_factory=dict)
    agenda: list[Tree] = field(default_factory=list)
    tasks: list[Tree] = field(default_factory=list)
    links: list[Tree] = field(default_factory=list)
    deadlines: list[Tree] = field(default_factory=list)
    forms: list[Words] = field(default_factory=list)
    closing: list[Words] = field(default_factory=list)
    after_closing: list[Words] = field(default_factory=list)


def unlabelled(body: Body, node: Node) -> None:
    """Take a paragraph without a heading: a line of a programme, a task with its deadline, the closing, or a note."""
    body.found.form_only(node.marker)
    words = node.words
    if node.below:
        _with_below(body, node)
    elif CLOSING.match(words.text) and not times.DEADLINE.search(words.text):
        _take_closing(body, words)
    elif body.closing and not times.DEADLINE.search(words.text):
        body.after_closing.append(words)
    elif _is_title(body, words):
        pass
    elif "venue" not in body.room and not body.points and _is_place(words.text):
        body.room["venue"] = review(words.strip(".;"), "sentence")
    elif half := _HALF_DAY.match(words.text):
        _half_day(body, words, half)
    else:
        # Where a paragraph has a label, it holds for all of it.
        parts = [words] if node.label else full_sentences(words)
        if rest := [part for part in parts if not _is_task(body, Node(NOTHING, node.style, part))]:
            _take_sentences(body, join(rest))


def _take_closing(body: Body, words: Words) -> None:
    """Take the sentence that ends a letter; what has a label of its own behind it is none of it."""
    parts = full_sentences(words)
    others = [part for part in parts if LABEL.match(part.text)]
    body.closing.append(join(part for part in parts if part not in others) if others else words)
    if others:
        _take_sentences(body, join(others))


_COMES = re.compile(rf"(?:(?:[Đđ]ến|[Vv]ề|[Tt]ới|[Tt]ham)\s)?[Dd]ự\s+(?={WHAT.pattern})")
"""How a paragraph begins that tells to what those before are invited."""


def _is_title(body: Body, words: Words) -> bool:
    """Take what those invited come to, where nothing before names the meeting: "Dự họp bàn …", or a line in capitals behind "dự:"."""
    found = body.found
    match = _COMES.match(words.text)
    is_called = body.opening and body.opening[-1].text.endswith("dự:") and is_capitals(words.text)
    if (
        not (match or is_called)
        or "title" in found.fields
        or "subject" in found.letter
        or re.search(_NOT_ONLY, words.text)
    ):
        return False
    lead = words[: match.end()] if match else NOTHING
    found.form_only(lead)
    take_title(body, words[len(lead.text) :])
    found.fields["title"] = doubted(found.fields["title"], "title")
    return True


def take_title(body: Body, words: Words) -> None:
    """Take what a meeting is called."""
    words = words.strip(".;")
    body.found.fields["title"] = certain(words, with_capital(tidy(words.text)))


_NOT_ONLY = r"\d\s?(?:giờ|h)\b|\d[/-]\d|[.;:]\s"
_HALF_DAY = re.compile(
    rf"(?:Buổi\s+)?(?i:sáng|chiều|tối)(?:\s*\((?:từ\s+)?(?P<clock>[^()]*)\))?\s*:\s+(?P<what>(?!{PLACE_NOUN}|[Tt]ại\s|[Tt]ừ\s|[^;]*\d\s?(?:giờ|h)\b).+)$"
)
"""What is done in half a day, told in one sentence."""


def _half_day(body: Body, words: Words, match: re.Match[str]) -> None:
    """Take the steps that a sentence tells of half a day, to be reviewed."""
    body.found.form_only(words[: match.start("what")])
    steps = words[match.start("what") :].split(r";\s+")
    items: list[dict[str, Tree]] = [{"title": review(step.strip(".;"), "sentence")} for step in steps]
    if clock := times.clock_in(match["clock"] or ""):
        items[0]["time"] = concluded(clock, words, "sentence")
    body.agenda += items


def _with_below(body: Body, node: Node) -> None:
    """Take a paragraph over others: an item of the programme, a label over its note, or one among several."""
    if times.clock_span(node.words.text):
        body.agenda.append(_timed(body, node))
    elif LABEL.match(node.words.text) or node.words.text.endswith(":"):
        take_note(body, node)
    else:
        _take_sentences(body, node.words)
        for below in node.below:
            unlabelled(body, below)


def _timed(body: Body, node: Node) -> Tree:
    """Return an item of the programme with who chairs it and where, from the lines under it; what else they say is to be reviewed."""
    held = item(node.words)
    timed: dict[str, Tree] = held if isinstance(held, dict) else {"title": held}
    others: list[Tree] = []
    for below in node.below:
        key = {"chair": "chair", "place": "venue"}.get(below.key, "")
        body.found.form_only(below.marker)
        if key and key not in timed and below.rest:
            body.found.form_only(below.label, below.colon)
            timed[key] = (
                people.chair(below.rest, body.found) if key == "chair" else certain(below.rest.strip(".;"))
            )
        else:
            others.append({"title": review(join(each.words for each in below.walk()).strip(".;"), "column")})
            body.found.form_only(*(each.marker for each in below.walk()))
    return {**timed, "items": others} if others else timed


_ADDRESSED = re.compile(
    rf"[{UPPER}][^.:;()]{{2,60}},\s+(?:(?:bến|nhà|lô)\s+)?(?:số\s+\d|đường\s|phố\s|phường\s|xã\s|tầng\s\d|thôn\s)[^.:;()]*(?:\([^()]*\))?\s*[.;]?$"
)
_LONG_PLACE = 160


def _is_place(text: str) -> bool:
    """Return whether a paragraph is nothing but a place, by its first word or by its address."""
    is_room = len(text) < _SHORT and _ROOM.match(text)
    return bool(is_room or (len(text) < _LONG_PLACE and _ADDRESSED.match(text) and not VERB.search(text)))


def _take_sentences(body: Body, words: Words) -> None:
    """Take each sentence of a paragraph into the field that it speaks of, and the others as a note."""
    found = sort(words, body.year, frozenset(body.found.fields), body.former)
    label = LABEL.match(words.text)
    is_hour = label is not None and bool(times.told_sessions(words[: label.end("label")], body.year))
    if label and not is_hour and (found.rest or not (found.deadlines or found.sessions)):
        body.found.notes.append(_labelled(body, words))
        return
    body.sessions += found.sessions
    body.rehearsals += found.rehearsals
    body.deadlines += found.deadlines
    body.found.fields.update(found.fields)
    body.found.form_only(*found.form)
    if found.chair and "chair" not in body.room and not body.points:
        _take_chair(body, found)
    rest = [sentence for sentence in found.rest if not _is_order(body, sentence)]
    if rest:
        body.found.notes.append(review(join(rest), "paragraph"))


def _take_chair(body: Body, found: Sorted) -> None:
    """Take who chairs out of a sentence that says nothing else; a sentence that goes on stays whole."""
    sentence = found.chair_sentence
    body.room["chair"] = review(found.chair, "sentence")
    if sentence in found.rest:
        found.rest.remove(sentence)
        body.found.form_only(sentence)


def _is_order(body: Body, sentence: Words) -> bool:
    """Take a sentence whose subject is an office and whose verb is what it is to do, to be reviewed."""
    trial = Findings()
    tasks, _ = read_tasks([Node(Words(), "", sentence)], trial)
    body.tasks += [doubted(task, "sentence") for task in tasks]
    if tasks:
        body.found.boilerplate += trial.boilerplate
    return bool(tasks)


def _is_task(body: Body, node: Node) -> bool:
    """Take a sentence that tells an office what to do, if it says by when or has the office as its label."""
    trial = Findings()
    tasks, _ = read_tasks([node], trial)
    timed = any(
        isinstance(action, dict)
        for task in tasks
        if isinstance(task, dict) and isinstance(task["actions"], list)
        for action in task["actions"]
    )
    if not tasks or not (timed or UNIT.match(node.label.text) or ORDERS.match(node.words.text)):
        return False
    body.tasks += [doubted(task, "sentence") for task in tasks]
    body.found.boilerplate += trial.boilerplate
    return True


def _labelled(body: Body, words: Words) -> Tree:
    """Return a note, its label apart; the rule that a label before a colon is one may be wrong."""
    label = LABEL.match(words.text)
    if label is None or not words[label.end() :].strip():
        return review(words, "paragraph")
    body.found.form_only(words[label.end("label") : label.end()])
    text = review(words[label.end() :], "paragraph")
    return {"label": review(words[: label.end("label")], "paragraph"), "text": text}


def item(words: Words) -> Tree:
    """Return an item of the programme, its hours apart."""
    clock = times.clock_span(words.text)
    if clock is None:
        return certain(words.strip(".;"))
    end, first, last = clock
    title = words[end:].strip(".;")
    item: dict[str, Tree] = {"time": certain(words[:end].strip(":,"), first)}
    if last:
        item["until"] = concluded(last, words[:end], "", "certain")
    return {"title": certain(title), **item}


def take_note(body: Body, node: Node) -> None:
    """Take a paragraph and what stands under it as one note."""
    words = join([node.rest, *(below.words for below in node.below)])
    body.found.form_only(*(below.marker for below in node.walk()))
    if words and node.label:
        # Several paragraphs, or a date, may say what belongs elsewhere.
        is_plain = len(node.below) + bool(node.rest) == 1 and not re.search(times.DATE, words.text)
        text = certain(words) if is_plain else review(words, "paragraph")
        body.found.notes.append({"label": certain(node.label), "text": text})
    elif words:
        body.found.notes.append(review(words, "paragraph"))


def heading_note(node: Node, text: Value) -> Tree:
    """Return a note under a heading whose words stay with the letter's sections."""
    return {"label": concluded(tidy(node.label.text), node.label, "", "certain"), "text": text}
