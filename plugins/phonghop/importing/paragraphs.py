"""Paragraphs of a letter's body that no heading explains, and what all of the body is collected in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phonghop.importing import times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import LABEL, UNIT
from phonghop.importing.structure import CLOSING, Node
from phonghop.importing.tasks import read_tasks
from phonghop.importing.words import Tree, Words, certain, concluded, join, review
from phonghop.text.folding import fold

ADDRESS = re.compile(r"https?://[^\s<>\"'`\\]+[^\s<>\"'`\\.,;:)]")
"""An address of the web, without the sign that ends its sentence."""

_LINK_KINDS = (
    ("headcount", "so luong"),
    ("attendance", "xac nhan|dang ky"),
    ("support", "ho tro|zalo"),
    ("room", "phong hop|truc tuyen|zoom|meet|teams"),
    ("survey", "khao sat|gop y"),
    ("documents", "tai lieu"),
)


@dataclass(slots=True)
class Body:
    """What has been read of the body so far; `room` is the place of a meeting that has one."""

    found: Findings
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
        if LABEL.match(words.text) or words.text.endswith(":"):
            take_note(body, node)
            return
        body.found.notes.append(review(words, "paragraph"))
        for below in node.below:
            unlabelled(body, below)
    elif times.clock_span(words.text):
        body.agenda.append(item(words))
    elif CLOSING.match(words.text):
        body.closing.append(words)
    elif body.closing:
        body.after_closing.append(words)
    elif re.fullmatch(r"\s*" + ADDRESS.pattern + r"\s*", words.text):
        body.links.append({"kind": concluded("other", words, "link"), "url": certain(words)})
    elif not _is_task(body, node):
        body.found.notes.append(_labelled(body, words))


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
    if not tasks or not (timed or UNIT.match(node.label.text)):
        return False
    body.tasks += tasks
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
        body.found.notes.append({"label": certain(node.label), "text": certain(words)})
    elif words:
        body.found.notes.append(review(words, "paragraph"))


def link_kind(words: str) -> str:
    """Return what a link is for, as far as its label tells."""
    return next((kind for kind, pattern in _LINK_KINDS if re.search(pattern, fold(words))), "other")
