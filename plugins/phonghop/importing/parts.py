"""Paragraphs that tell a part of the meeting whole: a heading or sentence with its hour, and who and where stands with it."""

from __future__ import annotations

import re

from phonghop.importing import people, sentences, times
from phonghop.importing.findings import Findings
from phonghop.importing.paragraphs import Body
from phonghop.importing.points import seated
from phonghop.importing.sessions import moment_of
from phonghop.importing.structure import Node
from phonghop.importing.words import NOTHING, Tree, Value, Words, certain, concluded, join, review, tidy
from phonghop.text.dates import Moment


def read_part(body: Body, node: Node) -> bool:
    """Take a heading of a part of the meeting, and what stands under it: its hour stands in the heading or in the one line of time below; False without an hour."""
    hours = [below for below in node.below if below.key == "time" and below.rest]
    is_open = len(hours) == 1 and not (node.key or node.words.text.endswith((".", ";")))
    if not (is_open or node.key == "session"):
        return False
    words = hours[0].rest if is_open else node.words
    told = times.told_sessions(words, body.year)
    clock = times.clock_in(words.text[:120])
    before = _last_moment(body)
    if told:
        start: Value = concluded(told[0].text, words, told[0].why)
    elif clock and is_open and before and "cùng ngày" in words.text:
        start = concluded(f"{clock} ngày {before.day:%d/%m/%Y}", words, "same-day")
    elif clock and not is_open and body.day:
        start = concluded(f"{clock} ngày {tidy(body.day.text)}", join((words, body.day)), "day")
    else:
        return False
    found = body.found
    found.form_only(node.marker, node.colon, *(hours[0].marker, hours[0].words) if is_open else ())
    label, rest = (node.label, node.rest) if node.label else (node.words, Words())
    session: dict[str, Tree] = {
        "start": start,
        "title" if is_open else "label": review(label.strip(",.;:"), "sentence"),
    }
    notes: list[Tree] = [review(rest, "sentence")] if rest else []
    for below in node.below:
        found.form_only(below.marker)
        notes += [] if is_open and below is hours[0] else _below(session, below, found)
    if "venue" not in session and (venue := sentences.place(node.words)):
        session["venue"] = concluded(tidy(venue.text), node.words, "sentence")
    if notes:
        session["notes"] = notes
    body.sessions.append(session)
    return True


def _last_moment(body: Body) -> Moment | None:
    """Return when the last session begins of those that were read so far."""
    return next((moment for session in reversed(body.sessions) if (moment := moment_of(session))), None)


def read_inline(body: Body, words: Words, day: Words = NOTHING) -> bool:
    """Take a paragraph that tells one activity whole: "Họp Hội đồng thuốc: ngay sau giao ban, phòng họp 2. Chủ trì: …"."""
    first, *more = sentences.sentences(words)
    told = times.told_sessions(first, body.year)
    after = _AFTER.search(first.text)
    before = _last_moment(body)
    label = re.match(r"(?P<label>[^:;.]{3,80}?)\s*:\s+", first.text)
    clock = times.clock_in(first.text)
    same = bool(clock) and "cùng ngày" in first.text
    on = f"{before.day:%d/%m/%Y}" if same and before else tidy(day.text) if clock else ""
    if (
        label is None
        or times.clock_in(label["label"])
        or sentences.tells_no_session(first)
        or not (told or on or (after and before))
    ):
        return False
    session: dict[str, Tree] = {}
    if told:
        session["start"] = concluded(told[0].text, first, told[0].why)
    elif on:
        session["start"] = concluded(f"{clock} ngày {on}", join((first, day)), "same-day" if same else "day")
    elif after and before:
        session["start"] = concluded(f"{before.day:%d/%m/%Y}", first, "same-day")
        session["hour"] = concluded(tidy(after[0]), first, "same-day")
    session["title"] = review(first[: label.end("label")], "several")
    rest = first[label.end() :]
    place = sentences.place(rest) or sentences.room(rest)
    if place:
        session["venue"] = concluded(tidy(place.text), first, "sentence")
    seats, left = seated(join(more), body.found)
    session |= {key: part for key, part in seats.items() if key not in session}
    hours = first[told[0].start : told[0].end] if told else Words()
    is_told = bool(told) and sentences.is_all(rest, hours, place)
    if notes := ([] if is_told else [rest]) + left:
        session["notes"] = [review(part, "sentence") for part in notes]
    body.found.form_only(first[label.end("label") :] if is_told else first[label.end("label") : label.end()])
    body.sessions.append(session)
    return True


_AFTER = re.compile(
    r"ngay sau [^,.;:()]{3,40}|sau (?:khi )?(?:giao ban|phần [^,.;:]{1,20}|buổi [^,.;:]{1,20}|lễ)"
)


def _below(session: dict[str, Tree], node: Node, found: Findings) -> list[Tree]:
    """Take a line under a part of the meeting into its session; return what only is a note of it."""
    invites = re.match(r"(?:Kính |Trân trọng kính )?[Mm]ời\s*:?\s+", node.words.text)
    if node.key == "chair" and node.rest and "chair" not in session:
        found.form_only(node.label, node.colon)
        session["chair"] = people.chair(node.rest, found)
    elif node.key == "place" and node.rest and "venue" not in session:
        found.form_only(node.label, node.colon)
        session["venue"] = certain(node.rest.strip(".;"))
    elif (node.key == "people" and node.rest) or invites:
        rest = node.words[invites.end() :] if invites else node.rest
        found.form_only(node.words[: len(node.words.text) - len(rest.text)])
        attendees = session.setdefault("attendees", [])
        assert isinstance(attendees, list)
        attendees += [people.attendee(part, found)[0] for part in people.each(rest)]
    else:
        return [review(join(each.words for each in node.walk()), "sentence")]
    return [review(below.words, "sentence") for below in node.below]
