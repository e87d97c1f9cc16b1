"""The body of a letter: what it rests on and invites to, when, where, who, what is to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice

from phonghop.importing import sentences, times
from phonghop.importing.attendance import take_people
from phonghop.importing.basis import read_basis
from phonghop.importing.changes import read_change, read_former, read_table, state_of
from phonghop.importing.conclusions import read_form, read_numbering, read_title
from phonghop.importing.findings import Findings
from phonghop.importing.footnotes import mark_footnotes, read_footnotes
from phonghop.importing.lexicon import HONORIFIC, NAME, begins_as_who, is_usual
from phonghop.importing.links import links
from phonghop.importing.paragraphs import Body
from phonghop.importing.points import merged
from phonghop.importing.programme import Programme, read_programme
from phonghop.importing.sections import take
from phonghop.importing.sessions import conclude_sessions, day_told, mark_late_deadlines
from phonghop.importing.spelled import solar_day, tells_lunar
from phonghop.importing.structure import BULLETS, FOOTNOTE, Node, outline, paragraphs, unglued
from phonghop.importing.tables import read_tables
from phonghop.importing.words import (
    Source,
    Tree,
    Value,
    Words,
    certain,
    concluded,
    doubted,
    join,
    review,
    tidy,
    values,
)
from phonghop.text.dates import read_moment
from phonghop.text.folding import fold
from phonghop.text.problems import Unreadable

_INVITING = re.compile(
    r"\b(?:mời|triệu tập|tổ chức|thông báo|thông tri|yêu cầu|đề nghị|hoãn|lùi|dời|hủy)\b(?![^.]*[,;]$)|như sau\s*[:.]?$|:$",
    re.IGNORECASE,
)
"""A paragraph that ends what opens a letter: it invites, or leads to what follows."""
_CALLS = re.compile(r"\b(?:mời|triệu tập)(?: các đồng chí| quý vị)?:$")
"""How a sentence ends behind which those are listed whom it calls."""
_MOST_LUNAR = 20
"""Lunar dates that are computed: each takes the days of a year."""
_BY_THEN = re.compile(r"\b(?:trước|chậm nhất|muộn nhất|hạn)\b[^.;]{0,20}$", re.IGNORECASE)
_GREETED = re.compile(r"^Kính thưa:?\s+(?P<who>[^.;:!]{4,120}?)\s*[!,:]?$")


def read_body(source: Source, start: int, end: int, annex: int, found: Findings) -> None:
    """Read the lines from index `start` to `end` into `found`, and the programme behind the signature from `annex` on."""
    body = Body(found, year=times.year_of(_dated(found) or source.text))
    lines = [source.line(n) for n in range(start, end)]
    # Word's own footnotes follow the signature.
    behind = (source.line(n) for n in range(end, len(source.lines)))
    footnotes = [line for line in (*lines, *behind) if FOOTNOTE.match(line.text)]
    lines = [part for line in lines if line not in footnotes for part in unglued(line, found)]
    lines = read_table(lines, body)
    tables, lines = read_tables(lines, body.year, found)
    body.tasks += tables.pop("tasks", [])
    body.deadlines += tables.pop("deadlines", [])
    body.sessions += tables.pop("sessions", [])
    listed_points = tables.pop("points", [])
    body.room |= tables
    programme = read_programme(lines, found)
    body.has_programme = bool(programme.items)
    if not programme.items:
        annexed = read_programme([source.line(n) for n in range(annex, len(source.lines))], found)
        programme = replace(annexed, rest=programme.rest)
    nodes = outline(paragraphs(programme.rest, found))
    lead = next((n for n, node in enumerate(nodes) if not _is_opening(node)), len(nodes))
    body.prose = [node.words for node in nodes[:lead]]
    n = 0
    while n < len(nodes) and _is_opening(nodes[n]):
        body.opening.append(nodes[n].words)
        n += 1
        if _INVITING.search(body.opening[-1].text):
            break
    if n < len(nodes) and _calls(nodes[n]):
        body.opening.append(nodes[n].words)
        nodes[n : n + 1] = nodes[n].below
    body.opening = read_basis(body.opening, found)
    body.day = day_told(body.prose)
    state = state_of(found, body.opening, nodes[n:])
    body.is_changed = bool(state)
    body.is_put_off = state in ("postponed", "cancelled")
    if state:
        read_former(body, nodes[n:])
    if body.opening and _CALLS.search(body.opening[-1].text):
        called = next((m for m in range(n, len(nodes)) if not _is_called(nodes[m])), len(nodes))
        if called > n:
            take_people(body, Node(Words(), "", Words(), [*nodes[n:called]]))
            n = called
    for node in nodes[n:]:
        take(body, node, _heading(node, found))
    body.points = merged([*body.points, *listed_points])
    read_footnotes(footnotes, found)
    if state:
        read_change(body, state)
    _conclude(body, programme, nodes[n:], lines)


def _calls(node: Node) -> bool:
    """Return whether a line over those whom it invites says who does."""
    is_call = not (node.style or node.rest) and _CALLS.search(node.words.text)
    return bool(is_call) and not is_usual(node.label.text)


def _is_called(node: Node) -> bool:
    """Return whether a line behind a call names some of those called: a bullet, or a number over a group of them."""
    if node.style in BULLETS:
        return not node.key
    return node.style not in ("", "roman") and node.key in ("", "people") and begins_as_who(node.words.text)


def _dated(found: Findings) -> str:
    date = found.letter.get("date")
    return date.text if isinstance(date, Value) else ""


def _is_opening(node: Node) -> bool:
    return not node.style and not node.below and not node.key and not times.clock_span(node.words.text)


def _heading(node: Node, found: Findings) -> list[Tree] | None:
    """Return the letter's list of sections if `node` is a heading of its first rank."""
    if node.style in ("", *BULLETS, "letter", "paren") or not node.label or node.style.startswith("dotted"):
        return None
    sections = found.letter.setdefault("sections", [])
    return sections if isinstance(sections, list) else None


def _conclude(body: Body, programme: Programme, nodes: Sequence[Node], lines: Sequence[Words]) -> None:
    found, fields = body.found, body.found.fields
    opening = join(body.opening)
    read_numbering(nodes, found)
    if body.opening:
        found.letter["opening"] = certain(opening, "\n".join(tidy(words.text) for words in body.opening))
    read_title(opening, found)
    read_form(opening, body.forms, found)
    body.deadlines += [deadline for note in found.notes for deadline in _deadlines_told(note, body.year)]
    actions = [value for path, value in values(body.tasks) if path[-2:-1] == ("actions",)]
    body.deadlines += [told for done in actions for told in _deadlines_told({"text": done}, body.year)]
    body.rehearsals += [told for done in actions if (told := sentences.rehearsal(done.words, body.year))]
    conclude_sessions(body, programme, _is_schedule(found) or _has_many_places(programme))
    with suppress(Unreadable):
        _lunar_days(body, read_moment(_dated(found)).day)
    mark_late_deadlines(body)
    _links_in_lines(body, lines)
    for name in ("sessions", "points", "agenda", "tasks", "links", "deadlines", "rehearsals"):
        if part := getattr(body, name):
            fields[name] = part
    _told_in_prose(body, opening)
    if body.room:
        fields["_room"] = body.room
    if body.is_changed:
        # Of two hours and places in one letter, which is the new one is concluded.
        fields |= {name: doubted(fields[name], "status") for name in ("sessions", "_room") if name in fields}
    if body.closing:
        closing = join(body.closing)
        others = [value.source for _, value in values([body.sessions, body.room])]
        is_last = closing.places[0] > max((place for words in others for place in words.places), default=0)
        found.letter["closing"] = certain(closing) if is_last else review(closing, "position")
    if body.after_closing:
        found.letter["after_closing"] = review(join(body.after_closing), "paragraph")
    if not found.letter.get("sections"):
        found.letter.pop("sections", None)
    if found.notes:
        fields["notes"] = found.notes
    mark_footnotes(found)


def _has_many_places(programme: Programme) -> bool:
    """Return whether most items under dated headings have a place of their own: then each is a meeting."""
    placed = [item for item in programme.items if _is_placed(item)]
    return any(day.date for day in programme.days) and len(placed) > len(programme.items) / 2


def _is_placed(item: dict[str, Tree]) -> bool:
    title = item.get("title")
    return "venue" in item or (isinstance(title, Value) and bool(sentences.place(title.words)))


def _is_schedule(found: Findings) -> bool:
    """Return whether the letter lists many meetings instead of inviting to one."""
    name = found.letter.get("type_name")
    return isinstance(name, Value) and fold(name.text).startswith("lich ")


def _links_in_lines(body: Body, lines: Sequence[Words]) -> None:
    """Take every address that a sentence names and no link holds yet."""
    held = {
        link["url"].text for link in body.links if isinstance(link, dict) and isinstance(link["url"], Value)
    }
    for line in lines:
        for link in links(line):
            if link["url"].text not in held:
                held.add(link["url"].text)
                body.links.append(dict(link))
    kinds: list[str] = []
    for held_link in body.links:
        if isinstance(held_link, dict) and isinstance(kind := held_link["kind"], Value):
            kinds.append(kind.text)
            if (n := kinds.count(kind.text)) > 1:
                held_link["id"] = concluded(f"{kind.text}-{n}", Words(), "", "certain")


def _told_in_prose(body: Body, opening: Words) -> None:
    """Conclude from the sentences before all headings where, under whom and with whom, where no paragraph says so."""
    if body.points:
        return
    for words in body.prose:
        _lists_in_prose(body, words)
        if "venue" not in body.room and (place := sentences.place(words)):
            body.room["venue"] = concluded(tidy(place.text), words, "sentence")
        if "chair" not in body.room and (chair := sentences.chaired(words)):
            body.room["chair"] = concluded(tidy(chair.text), words, "sentence")
    has_place = any(isinstance(session, dict) and "venue" in session for session in body.sessions)
    if "venue" not in body.room and not has_place:
        told = (sentence for words in body.found.told() for sentence in sentences.sentences(words))
        if found := next(filter(None, map(sentences.place_of_meeting, told)), None):
            body.room["venue"] = concluded(tidy(found.text), found, "sentence")
    greeted = _GREETED.search(body.opening[0].text) if body.opening else None
    if greeted and "addressees" not in body.found.letter:
        body.found.letter["addressees"] = [concluded(tidy(greeted["who"]), body.opening[0], "sentence")]
    who = sentences.invited(opening)
    if who and "attendees" not in body.room:
        if re.match(rf"{HONORIFIC}(?:/\w+)?\s+{NAME}", who.text) and "addressees" not in body.found.letter:
            body.found.letter["addressees"] = [concluded(tidy(who.text), opening, "sentence")]
        else:
            body.room["attendees"] = [concluded(tidy(who.text), opening, "sentence")]


def _lunar_days(body: Body, since: date) -> None:
    """Conclude deadlines, and the day of a meeting that has none, from lunar dates without one of the sun's calendar, from `since` on."""
    told = (part for words in (*body.opening, *body.found.told()) for part in sentences.sentences(words))
    undated = (
        sentence
        for sentence in told
        if tells_lunar(sentence.text) and not re.search(times.DATE, sentence.text)
    )
    for sentence in islice(undated, _MOST_LUNAR):
        lunar = solar_day(sentence.text, since)
        if lunar is None:
            continue
        start, _, day = lunar
        clock = times.clock_in(sentence.text)
        if _BY_THEN.search(sentence.text[:start]):
            body.deadlines.append(
                {
                    "what": concluded(tidy(sentence.text), sentence, "lunar"),
                    "at": concluded(f"{day:%d/%m/%Y}", sentence, "lunar"),
                }
            )
        elif clock and not body.sessions:
            body.sessions.append(concluded(f"{clock} ngày {day:%d/%m/%Y}", sentence, "lunar"))


def _lists_in_prose(body: Body, words: Words) -> None:
    """Conclude topics and the course of the meeting from sentences that list them."""
    for start in (0, *(match.end() for match in re.finditer(r"\.\s+", words.text))):
        name, parts, _ = sentences.listed(words[start:])
        if parts and name not in body.found.fields:
            body.found.fields[name] = [concluded(tidy(part.text), words, "sentence") for part in parts]


def _deadlines_told(note: Tree, year: int | None) -> list[Tree]:
    """Return the deadlines that the sentences of a labelled note tell, to be reviewed: the note keeps its words."""
    text = note.get("text") if isinstance(note, dict) else None
    if not isinstance(text, Value) or not text.words:
        return []
    return [
        {
            "what": concluded(tidy(sentence.text), sentence, "deadline-told"),
            "at": concluded(at, sentence, "deadline-told" if times.year_of(match["at"]) else "year"),
        }
        for sentence in sentences.sentences(text.words)
        for match in times.DEADLINE.finditer(sentence.text)
        if (at := times.due(match["at"], year))
    ]
