"""Paragraphs under a heading of time: when a meeting or its parts sit, when to be there, when the equipment is tried."""

from __future__ import annotations

from phonghop.importing import sentences, times
from phonghop.importing.changes import former_apart
from phonghop.importing.paragraphs import Body, take_note, unlabelled
from phonghop.importing.parts import read_inline
from phonghop.importing.structure import Node
from phonghop.importing.words import NOTHING, Value, Words, certain, concluded, join, review


def take_time(body: Body, node: Node) -> None:
    """Take when a meeting sits, and what stands with it."""
    more = join(below.words for below in node.below if not times.ARRIVE_EARLY.search(below.words.text))
    words = node.first
    if not node.rest and sum(bool(times.told_sessions(below.words, body.year)) for below in node.below) > 1:
        hours_of_each(body, node.below)
        return
    if body.is_changed:
        words = former_apart(body, node.label, words, "sessions")
    if not words:
        return
    read = times.read_times(words, more)
    if read.duration:
        body.found.fields.setdefault("duration", read.duration)
    if node.rest and read.day and any(times.clock_in(below.words.text) for below in node.below):
        body.day = read.day
        body.found.notes += [review(note, "day") for note in read.notes]
        hours_of_each(body, node.below, read.day)
        return
    place = sentences.place(words) if "venue" not in body.room else Words()
    if place:
        body.room["venue"] = review(place, "beside")
    told = times.told_sessions(words, body.year) if not read.sessions else []
    body.sessions += read.sessions or [concluded(one.text, words, one.why) for one in told]
    body.found.form_only(*read.form)
    body.day = read.day or body.day
    for note in read.notes:
        _take_note(body, note, place)
    is_taken = any(isinstance(session, Value) and session.words == more for session in read.sessions)
    _take_below(body, node.below if node.rest else node.below[1:], is_taken=is_taken)


def _take_below(body: Body, nodes: list[Node], *, is_taken: bool) -> None:
    """Take the lines under a time: how long before it those who come are asked to be there; anything else unless sessions have it."""
    for node in nodes:
        body.found.form_only(node.marker)
        if match := times.ARRIVE_EARLY.search(node.words.text):
            body.found.fields["arrive_early"] = {
                key: certain(node.words[match.start(key) : match.end(key)])
                for key in ("minutes", "reason")
                if match[key]
            }
            # Words that a field holds stay its own.
            body.found.form_only(node.words)
        elif not is_taken:
            unlabelled(body, node)


def _take_note(body: Body, note: Words, place: Words) -> None:
    """Take what a paragraph of time says besides its hours; a sentence of nothing but the `place` is form alone."""
    for part in sentences.full_sentences(note) if place else [note]:
        if place and sentences.is_all(part, place):
            body.found.form_only(part)
        else:
            body.found.notes.append(review(part.strip(",;"), "paragraph"))


def hours_of_each(body: Body, nodes: list[Node], day: Words = NOTHING) -> None:
    """Take paragraphs of which each tells an hour, on `day` if their heading names one: parts of the meeting, each with its name."""
    for node in nodes:
        body.found.form_only(node.marker)
        if not read_inline(body, node.words, day):
            unlabelled(body, Node(Words(), node.style, node.words))
        for below in node.below:
            unlabelled(body, below)


def take_rehearsal(body: Body, node: Node) -> None:
    """Take when the equipment is tried."""
    words = node.first
    told = times.told_sessions(words, body.year)
    if not told:
        body.found.form_only(node.label)
        take_note(body, node)
        return
    body.rehearsals.append({"at": review(words, told[0].why, told[0].text), "what": certain(node.label)})
