"""The paragraphs of a letter's body that a heading or label explains, each into its fields."""

from __future__ import annotations

import re

from phonghop.importing import sentences, times
from phonghop.importing.attendance import take_chair, take_people
from phonghop.importing.changes import former_apart, remains_of
from phonghop.importing.hours import hours_of_each, take_rehearsal, take_time
from phonghop.importing.lexicon import is_usual
from phonghop.importing.links import ADDRESS, link_kind
from phonghop.importing.paragraphs import Body, heading_note, take_note, take_title, unlabelled
from phonghop.importing.parts import read_inline, read_part
from phonghop.importing.points import AT_POINT, placed_point, read_point, venue
from phonghop.importing.structure import BULLETS, Node
from phonghop.importing.tasks import action, read_tasks
from phonghop.importing.topics import NUMBERED, is_told, take_agenda, take_topics
from phonghop.importing.words import (
    NOTHING,
    State,
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

_SEVERAL = re.compile(
    r"chủ trì|thành phần|mời\s|ngay sau|họp|giao ban|buổi|phiên|lễ|hội nghị|giao lưu|khảo sát|tập huấn|tham quan",
    re.IGNORECASE,
)
"""Words of a paragraph that tells a meeting of its own."""

_CONTENT = {
    "time": "time", "points": "points", "point": "points", "place": "venue", "people": "people", "chair": "chair",
    "topics": "topics", "form": "form", "agenda": "agenda", "tasks": "tasks", "notes": "notes", "note": "notes",
    "deadline": "deadlines", "link": "links", "contact": "notes",
}  # fmt: skip


def take(body: Body, node: Node, sections: list[Tree] | None) -> None:
    """Take a paragraph and what stands under it; `sections` is the letter's list of them if it is a heading of the first rank."""
    key = node.key
    if _is_one_part(body, node):
        return
    if not key or key == "session" or (key == "point" and sections is None and not node.style):
        unlabelled(body, node)
        return
    _doubt_unusual(body, node)
    body.found.form_only(node.marker, node.colon)
    below_keys = {below.key for below in node.below if below.style not in BULLETS} - {"", "people", "place"}
    if key in ("topics", "agenda"):
        below_keys.discard("session")
    if sections is not None:
        _section(sections, node, key, below_keys)
    else:
        # A label that says more than its rule knows is no boilerplate: nothing else holds its words.
        body.found.form_only(
            node.label
            if key not in ("point", "note", "contact", "link") and is_usual(node.label.text)
            else NOTHING
        )
    if not node.rest and _explains_each(node, below_keys):
        _take_each(body, node)
    elif key == "point":
        body.points.append(read_point(node, body.found))
    elif key == "points":
        _points(body, node)
    elif key in _READERS:
        _READERS[key](body, node)
    else:
        _take_rest(body, node)


def _take_rest(body: Body, node: Node) -> None:
    """Take what stands under a heading without a reader: several paragraphs one by one, one as a remark or note."""
    if not node.rest and len(node.below) > 1:
        for below in node.below:
            unlabelled(body, below)
    elif not _remark(body, node):
        take_note(body, node)


def _take_each(body: Body, node: Node) -> None:
    """Take the paragraphs under a heading one by one; those among people without a label of their own are people."""
    for below in node.below:
        if node.key == "people" and not below.key:
            take_people(body, Node(node.marker, "", Words(), [below]))
        elif node.key == "time" and not (below.key or below.below):
            hours_of_each(body, [below])
        else:
            take(body, below, None)


def _doubt_unusual(body: Body, node: Node) -> None:
    """Doubt what stands under a label that says more than its rule knows: "Thời gian bốc thăm" is no hour of a meeting."""
    if node.key in ("time", "place", "chair", "people", "topics", "agenda") and not is_usual(node.label.text):
        body.found.doubt(node.rest, *(each.words for below in node.below for each in below.walk()))


def _is_one_part(body: Body, node: Node) -> bool:
    """Take a paragraph that tells a part of the meeting whole, or that something stays as it was; False for any other."""
    if read_part(body, node):
        return True
    if not node.key and sum(bool(times.told_sessions(each.words, body.year)) for each in node.below) > 1:
        body.found.form_only(node.marker)
        body.found.notes.append(review(node.words, "paragraph"))
        hours_of_each(body, node.below)
        return True
    is_plain = node.key in ("", "session") and not node.below
    if is_plain and _SEVERAL.search(node.words.text) and read_inline(body, node.words):
        body.found.form_only(node.marker)
        return True
    if (
        body.is_changed
        and (node.label or node.marker or node.below)
        and remains_of(node)
        and not any(AT_POINT.match(each.words.text) for each in node.below)
    ):
        is_listed = any(below.key for below in node.below)
        whole = [node] if is_listed else [*node.walk()]
        body.found.form_only(*(each.marker for each in whole))
        body.found.notes.append(review(join(each.words for each in whole), "status"))
        for below in node.below if is_listed else []:
            body.found.doubt(*(each.words for each in below.walk()))
            take(body, below, None)
        return True
    return False


def _explains_each(node: Node, below_keys: set[str]) -> bool:
    """Return whether each paragraph under a heading has a label of its own that says what it is about."""
    if node.key in ("time", "place") and {below.key for below in node.below if below.rest} & {
        "time",
        "place",
    }:
        return True
    return bool(
        below_keys
        and (node.key not in ("points", "point") or below_keys != {"point"})
        and below_keys != {"note"}
    )


_REMARKS = {key: fold(Meeting.model_fields[key].title or key) for key in REMARKS} | {
    "costs": "le phi|phi |kinh phi|chi phi|tien |dong gop"
}


def _remark(body: Body, node: Node) -> bool:
    """Take what to wear, to bring or to pay into its own field, if the label says that."""
    label = fold(node.label.text)
    name = next((name for name, pattern in _REMARKS.items() if re.match(pattern, label)), "")
    if not name or name in body.found.fields or not node.rest or node.below:
        return False
    body.found.fields[name] = certain(node.rest) if name != "costs" else review(node.words, "paragraph")
    body.found.form_only(*([node.label] if name != "costs" else []))
    return True


def _section(sections: list[Tree], node: Node, key: str, below_keys: set[str]) -> None:
    keys = (
        [key]
        if not below_keys or key in ("points", "tasks")
        else [below.key for below in node.below if below.key]
    )
    used = {value.text for section in sections for _, value in _contents(section)}
    named = [_CONTENT[k] for k in keys if k in _CONTENT] or [_CONTENT.get(key, "notes")]
    contents = [c for c in dict.fromkeys(named) if c not in used]
    # What stands there by the labels below it may stand elsewhere too.
    several = [
        k
        for k in ("time", "place", "people", "form")
        if keys == [key] and key != "points" and _NAMED[k] in fold(node.label.text)
    ]
    if len(several) > 1:
        contents = [c for c in (_CONTENT[k] for k in several) if c not in used]
    state: State = "certain" if keys == [key] and len(several) < 2 and is_usual(node.label.text) else "review"
    section: dict[str, Tree] = {"heading": certain(node.label)}
    if contents:
        section["content"] = [concluded(content, node.label, "position", state) for content in contents]
    if key == "point":
        section = {}
    if section:
        sections.append(section)


_NAMED = {"time": "thoi gian", "place": "dia diem", "people": "thanh phan", "form": "hinh thuc"}
"""What a heading that names several of these holds, folded."""


def _contents(section: Tree) -> list[tuple[int, Value]]:
    contents = section.get("content") if isinstance(section, dict) else None
    return (
        [(n, v) for n, v in enumerate(contents) if isinstance(v, Value)] if isinstance(contents, list) else []
    )


def _title(body: Body, node: Node) -> None:
    if "title" in body.found.fields or not node.rest or node.below:
        take_note(body, node)
    else:
        take_title(body, node.rest)


def _place(body: Body, node: Node) -> None:
    words = node.first
    if not node.rest and node.below and all(AT_POINT.match(below.words.text) for below in node.below):
        for below in node.below:
            body.found.form_only(below.marker)
            point, where = placed_point(below.words)
            if body.is_changed:
                where = former_apart(body, NOTHING, where, "venue")
            is_as_before = body.is_changed and remains_of(Node(NOTHING, "", where))
            told = review(where, "position")
            body.points.append({**point, **({"notes": [told]} if is_as_before else {"venue": told})})
        return
    if body.is_changed:
        words = former_apart(body, node.label, words, "venue")
    if words and "venue" not in body.room:
        first, *more = sentences.sentences(words)
        body.room["venue"] = venue(first, body.found)
        body.found.notes += [review(sentence, "paragraph") for sentence in more]
    for below in node.below if node.rest else node.below[1:]:
        unlabelled(body, below)


def _points(body: Body, node: Node) -> None:
    for below in node.below:
        if below.key == "point" or AT_POINT.match(below.words.text):
            body.found.form_only(below.marker)
            body.points.append(read_point(below, body.found))
        elif below.key in _READERS:
            take(body, below, None)
        else:
            unlabelled(body, below)


def _form(body: Body, node: Node) -> None:
    words = node.rest or join(below.words for below in node.below)
    body.forms.append(words)
    body.found.notes.append(
        {"label": concluded("Hình thức", words, "", "certain"), "text": review(words, "form")}
    )
    for below in node.below if node.rest else []:
        take(body, below, None)


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


def _tasks(body: Body, node: Node) -> None:
    listed = body.found.parted(node.rest, NUMBERED)
    parts = [Node(Words(), "", part.strip(";. ")) for part in listed]
    tasks, left = read_tasks([*parts, *node.below], body.found, is_listed=True)
    body.tasks += tasks
    for other in left:
        if len(parts) == 1 and other is parts[0]:
            body.found.notes.append(heading_note(node, certain(node.rest)))
        else:
            unlabelled(body, other)


def _deadline(body: Body, node: Node) -> None:
    for part in [node.rest, *(below.words for below in node.below)]:
        if not part:
            continue
        for words in part.split(r";\s+"):
            _one_deadline(body, words, node)


def _one_deadline(body: Body, words: Words, node: Node) -> None:
    at = times.due(words.strip(".;").text, body.year)
    if at:
        what = concluded(tidy(node.label.text), node.label, "deadline-told")
        body.deadlines.append({"what": what, "at": review(words.strip(".;"), "deadline-told", at)})
        return
    done = action(words, body.found)
    if isinstance(done, dict) and "deadline" in done:
        body.deadlines.append({"what": done["text"], "at": done["deadline"]})
    else:
        body.found.notes.append(heading_note(node, review(words, "deadline")))


def _notes(body: Body, node: Node) -> None:
    if node.rest:
        body.found.notes.append(heading_note(node, certain(node.rest)))
    tasks, left = read_tasks(node.below, body.found)
    body.tasks += tasks
    for other in left:
        if other.key or other.below or is_told(other.words) or sentences.speaks_of_field(other.words):
            take(body, other, None)
            continue
        body.found.form_only(other.marker)
        body.found.notes.append(certain(other.words))


_READERS = {
    "rehearsal": take_rehearsal, "time": take_time, "place": _place, "title": _title, "chair": take_chair, "people": take_people, "topics": take_topics, "form": _form, "agenda": take_agenda,
    "tasks": _tasks, "deadline": _deadline, "link": _link, "notes": _notes,
}  # fmt: skip
