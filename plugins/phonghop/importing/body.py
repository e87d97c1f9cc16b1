"""The body of a letter: what it rests on and invites to, when, where, who, what is to be done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phonghop.importing import people, times
from phonghop.importing.basis import read_basis
from phonghop.importing.conclusions import read_form, read_numbering, read_status, read_title
from phonghop.importing.findings import Findings
from phonghop.importing.footnotes import mark_footnotes, read_footnotes
from phonghop.importing.paragraphs import ADDRESS, Body, item, link_kind, take_note, unlabelled
from phonghop.importing.points import read_point, venue
from phonghop.importing.structure import FOOTNOTE, Node, outline, paragraphs
from phonghop.importing.tasks import action, read_tasks
from phonghop.importing.words import (
    Source,
    Tree,
    Value,
    Words,
    certain,
    concluded,
    join,
    review,
    tidy,
)
from phonghop.model import Meeting
from phonghop.model.meeting import REMARKS
from phonghop.text.folding import fold

_TOLD_PLACE = re.compile(
    r"\btại\s+(?P<venue>(?:Hội trường|Phòng|Nhà|Trung tâm|Trụ sở|Từ đường|Kho|kho|Bộ phận|Khách sạn|Bảo tàng|Sân|Trường)\b[^.;:]*?)"
    r"(?=[.;:]|,\s+(?:không muộn|vào|từ|lúc|để)|\s+(?:vào|từ|lúc)\s|$)"
)
_CONTENT = {
    "time": "time", "points": "points", "point": "points", "place": "venue", "people": "people", "chair": "chair",
    "topics": "topics", "form": "form", "agenda": "agenda", "tasks": "tasks", "notes": "notes", "note": "notes",
    "deadline": "deadlines", "link": "links", "contact": "notes",
}  # fmt: skip


def read_body(source: Source, start: int, end: int, found: Findings) -> None:
    """Read the lines from index `start` to `end` into `found`."""
    lines = [source.line(n) for n in range(start, end)]
    footnotes = [line for line in lines if FOOTNOTE.match(line.text)]
    nodes = outline(paragraphs([line for line in lines if line not in footnotes]))
    body = Body(found)
    n = 0
    while n < len(nodes) and _is_opening(nodes[n]):
        body.opening.append(nodes[n].words)
        n += 1
    body.opening = read_basis(body.opening, found)
    for node in nodes[n:]:
        _take(body, node, _heading(node, found))
    read_footnotes(footnotes, found)
    _conclude(body, found, nodes[n:])


def _is_opening(node: Node) -> bool:
    return not node.style and not node.below and not node.key and not times.clock_span(node.words.text)


def _heading(node: Node, found: Findings) -> list[Tree] | None:
    """Return the letter's list of sections if `node` is a heading of its first rank."""
    if node.style in ("", "bullet", "letter", "paren") or not node.label or node.style.startswith("dotted"):
        return None
    sections = found.letter.setdefault("sections", [])
    return sections if isinstance(sections, list) else None


def _take(body: Body, node: Node, sections: list[Tree] | None) -> None:
    key = node.key
    if not key or (key == "point" and sections is None and not node.style):
        unlabelled(body, node)
        return
    body.found.form_only(node.marker, node.colon)
    below_keys = {below.key for below in node.below if below.style != "bullet"} - {"", "people", "place"}
    if sections is not None:
        _section(sections, node, key, below_keys)
    else:
        body.found.form_only(node.label) if key not in ("point", "note", "contact", "link") else None
    if (
        below_keys
        and not node.rest
        and (key not in ("points", "point") or below_keys != {"point"})
        and below_keys != {"note"}
    ):
        for below in node.below:
            _take(body, below, None)
        return
    if key == "point":
        body.points.append(read_point(node, body.found))
    elif key == "points":
        _points(body, node)
    elif key in _READERS:
        _READERS[key](body, node)
    elif not _remark(body, node):
        take_note(body, node)


_REMARKS = {key: fold(Meeting.model_fields[key].title or key) for key in REMARKS} | {
    "costs": "le phi|kinh phi|chi phi|tien |dong gop"
}


def _remark(body: Body, node: Node) -> bool:
    """Take what to wear, to bring or to pay into its own field, if the label says that."""
    label = fold(node.label.text)
    name = next((name for name, pattern in _REMARKS.items() if re.match(pattern, label)), "")
    if not name or name in body.found.fields or not node.rest or node.below:
        return False
    body.found.fields[name] = (
        certain(node.rest) if name != "costs" else review(join([node.label, node.rest]), "paragraph")
    )
    body.found.form_only(*([node.label] if name != "costs" else []))
    return True


def _section(sections: list[Tree], node: Node, key: str, below_keys: set[str]) -> None:
    keys = (
        [key]
        if not below_keys or key in ("points", "tasks")
        else [below.key for below in node.below if below.key]
    )
    used = {value.text for section in sections for _, value in _contents(section)}
    contents = [c for c in dict.fromkeys(_CONTENT.get(k, "notes") for k in keys) if c not in used]
    section: dict[str, Tree] = {"heading": certain(node.label)}
    if contents:
        section["content"] = [concluded(content, node.label, "", "certain") for content in contents]
    if key == "point":
        section = {}
    if section:
        sections.append(section)


def _contents(section: Tree) -> list[tuple[int, Value]]:
    contents = section.get("content") if isinstance(section, dict) else None
    return (
        [(n, v) for n, v in enumerate(contents) if isinstance(v, Value)] if isinstance(contents, list) else []
    )


def _time(body: Body, node: Node) -> None:
    more = join(below.words for below in node.below if not times.ARRIVE_EARLY.search(below.words.text))
    words = node.rest or (node.below[0].words if node.below else Words())
    read = times.read_times(words, more)
    body.sessions += read.sessions
    body.found.form_only(*read.form)
    if read.duration:
        body.found.fields.setdefault("duration", read.duration)
    for below in node.below if node.rest else node.below[1:]:
        body.found.form_only(below.marker)
        if match := times.ARRIVE_EARLY.search(below.words.text):
            early: dict[str, Tree] = {
                "minutes": certain(below.words[match.start("minutes") : match.end("minutes")])
            }
            if match["reason"]:
                early["reason"] = certain(below.words[match.start("reason") : match.end("reason")])
            body.found.fields["arrive_early"] = early
            body.found.form_only(
                below.words[: match.start("minutes")],
                below.words[match.end("minutes") : match.start("reason")]
                if match["reason"]
                else below.words[match.end() :],
                below.words[match.end() :],
            )
        elif not any(isinstance(session, Value) and session.words == more for session in read.sessions):
            unlabelled(body, below)


def _place(body: Body, node: Node) -> None:
    words = node.rest or (node.below[0].words if node.below else Words())
    if words and "venue" not in body.room:
        body.room["venue"] = venue(words, body.found)
    for below in node.below if node.rest else node.below[1:]:
        unlabelled(body, below)


def _chair(body: Body, node: Node) -> None:
    words = node.rest or (node.below[0].words if node.below else Words())
    if words and "chair" not in body.room:
        body.room["chair"] = people.chair(words, body.found)
    for below in node.below if node.rest else node.below[1:]:
        unlabelled(body, below)


def _people(body: Body, node: Node) -> None:
    attendees = body.room.setdefault("attendees", [])
    assert isinstance(attendees, list)
    for words in ([node.rest] if node.rest else []) + [below.words for below in node.below]:
        who, chairs = people.attendee(words, body.found)
        if chairs and "chair" not in body.room:
            body.room["chair"] = who
        else:
            attendees.append(who)
    body.found.form_only(*(below.marker for below in node.below))


def _points(body: Body, node: Node) -> None:
    for below in node.below:
        if below.key == "point":
            body.found.form_only(below.marker)
            body.points.append(read_point(below, body.found))
        elif below.key in _READERS:
            _take(body, below, None)
        else:
            unlabelled(body, below)


def _topics(body: Body, node: Node) -> None:
    topics = body.found.fields.setdefault("topics", [])
    assert isinstance(topics, list)
    for words in ([node.rest] if node.rest else []) + [below.words for below in node.below]:
        topics.append(certain(words.strip(".;")))
    body.found.form_only(*(below.marker for below in node.below))


def _form(body: Body, node: Node) -> None:
    words = node.rest or join(below.words for below in node.below)
    body.forms.append(words)
    body.found.notes.append(
        {"label": concluded("Hình thức", words, "", "certain"), "text": review(words, "form")}
    )


def _agenda(body: Body, node: Node) -> None:
    body.found.form_only(*(below.marker for below in node.below))
    if node.rest:
        body.agenda.append(item(node.rest))
    body.agenda += [item(below.words) for below in node.below]


def _tasks(body: Body, node: Node) -> None:
    tasks, left = read_tasks(node.below, body.found)
    body.tasks += tasks
    for other in left:
        unlabelled(body, other)
    if node.rest:
        body.found.notes.append(
            {"label": concluded(tidy(node.label.text), node.label, "", "certain"), "text": certain(node.rest)}
        )


def _deadline(body: Body, node: Node) -> None:
    for part in [node.rest, *(below.words for below in node.below)]:
        if not part:
            continue
        for words in part.split(r";\s+"):
            _one_deadline(body, words, node)


def _one_deadline(body: Body, words: Words, node: Node) -> None:
    done = action(words, body.found)
    if isinstance(done, dict) and "deadline" in done:
        body.deadlines.append({"what": done["text"], "at": done["deadline"]})
    else:
        body.found.notes.append(
            {
                "label": concluded(tidy(node.label.text), node.label, "", "certain"),
                "text": review(words, "deadline"),
            }
        )


def _link(body: Body, node: Node) -> None:
    address = ADDRESS.search(node.rest.text)
    if address is None or address.span() != (0, len(node.rest.text.rstrip(" ."))):
        take_note(body, node)
        return
    body.links.append(
        {
            "kind": concluded(link_kind(node.label.text), node.label, "link"),
            "label": certain(node.label),
            "url": certain(node.rest[address.start() : address.end()]),
        }
    )


def _notes(body: Body, node: Node) -> None:
    if node.rest:
        body.found.notes.append(
            {"label": concluded(tidy(node.label.text), node.label, "", "certain"), "text": certain(node.rest)}
        )
    tasks, left = read_tasks(node.below, body.found)
    body.tasks += tasks
    for other in left:
        body.found.form_only(other.marker)
        body.found.notes.append(certain(other.words))


_READERS = {
    "time": _time, "place": _place, "chair": _chair, "people": _people, "topics": _topics, "form": _form, "agenda": _agenda,
    "tasks": _tasks, "deadline": _deadline, "link": _link, "notes": _notes,
}  # fmt: skip


def _conclude(body: Body, found: Findings, nodes: Sequence[Node]) -> None:
    fields = found.fields
    opening = join(body.opening)
    read_status(body.opening, found)
    read_numbering(nodes, found)
    if body.opening:
        found.letter["opening"] = certain(opening, "\n".join(tidy(words.text) for words in body.opening))
    read_title(opening, found)
    read_form(opening, body.forms, found)
    if not body.sessions:
        body.sessions += _told_in_a_sentence(body.opening, found)
    body.deadlines += [deadline for note in found.notes for deadline in _deadlines_told(note)]
    for name in ("sessions", "points", "agenda", "tasks", "links", "deadlines"):
        if part := getattr(body, name):
            fields[name] = part
    _place_in_a_sentence(body, opening)
    if body.room:
        fields["_room"] = body.room
    if body.closing:
        found.letter["closing"] = certain(join(body.closing))
    if body.after_closing:
        found.letter["after_closing"] = certain(join(body.after_closing))
    if not found.letter.get("sections"):
        found.letter.pop("sections", None)
    if found.notes:
        fields["notes"] = found.notes
    mark_footnotes(found)


def _told_in_a_sentence(opening: Sequence[Words], found: Findings) -> list[Tree]:
    """Return the hour that the invitation tells in its sentences; of an old and a new one, the new stands last."""
    readable = [words for words, _ in times.moments(join(opening)) if times.is_session(tidy(words.text))]
    status = found.fields.get("status")
    if not readable:
        return []
    is_moved = (
        isinstance(status, dict) and isinstance(status["state"], Value) and status["state"].text == "moved"
    )
    words = readable[-1 if is_moved else 0]
    return [concluded(tidy(words.text), words, "several" if len(readable) > 1 else "sentence")]


def _place_in_a_sentence(body: Body, opening: Words) -> None:
    if "venue" not in body.room and not body.points and (match := _TOLD_PLACE.search(opening.text)):
        body.room["venue"] = concluded(tidy(match["venue"]), opening, "sentence")


def _deadlines_told(note: Tree) -> list[Tree]:
    """Return the deadlines that the sentences of a note tell, to be reviewed: the note keeps its words."""
    text = note.get("text") if isinstance(note, dict) else note
    if not isinstance(text, Value) or not text.words:
        return []
    return [
        {
            "what": concluded(tidy(sentence.text), sentence, "deadline-told"),
            "at": concluded(tidy(match["at"]), sentence, "deadline-told"),
        }
        for sentence in text.words.split(r"(?<=[.;])\s+(?=\S)")
        for match in times.DEADLINE.finditer(sentence.text)
        if times.is_moment(match["at"])
    ]
