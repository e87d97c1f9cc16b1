"""Who chairs and who comes to all of a meeting: the paragraphs under headings of people."""

from __future__ import annotations

import re

from phonghop.importing import people
from phonghop.importing.lexicon import PERSON, WHAT
from phonghop.importing.paragraphs import Body, take_title, unlabelled
from phonghop.importing.sentences import full_sentences
from phonghop.importing.structure import Node
from phonghop.importing.words import Tree, Words, certain
from phonghop.text.folding import fold


def take_chair(body: Body, node: Node) -> None:
    """Take who chairs, from the words of a heading of that."""
    first, *others = full_sentences(node.first) or (node.first,)
    if first and "chair" not in body.room:
        body.room["chair"] = people.chair(first, body.found)
    for other in others:
        unlabelled(body, Node(Words(), "", other))
    for below in node.below if node.rest else node.below[1:]:
        if PERSON.match(below.words.text) and not below.below:
            body.found.doubt(below.words)
            take_people(body, Node(Words(), "", Words(), [below]))
        else:
            unlabelled(body, below)


def take_people(body: Body, node: Node) -> None:
    """Take those who come, from the lines under a heading of people; behind "Dự họp:" what they come to."""
    is_to = re.fullmatch(r"(?:(?:den|ve|toi|tham) )?du(?: (?:cuoc )?hop)?", fold(node.label.text))
    if (
        is_to
        and node.rest
        and not node.below
        and "title" not in body.found.fields
        and WHAT.match(node.rest.text)
    ):
        take_title(body, node.rest)
        return
    attendees = body.room.setdefault("attendees", [])
    assert isinstance(attendees, list)
    attendees += [
        who for words in full_sentences(node.rest) for part in people.each(words) for who in _who(body, part)
    ]
    attendees += [who for below in _regrouped(body, node.below) for who in _group(body, below)]


def _regrouped(body: Body, nodes: list[Node]) -> list[Node]:
    """Return `nodes` with those under a line that ends with a colon which follow it with the same bullet; that may be read otherwise."""
    grouped: list[Node] = []
    for node in nodes:
        head = grouped[-1] if grouped else None
        if (
            head
            and head.words.text.endswith(":")
            and head.style == node.style
            and not node.words.text.endswith(":")
        ):
            head.below.append(node)
            body.found.doubt(node.words)
        else:
            grouped.append(node)
    return grouped


def _group(body: Body, node: Node) -> list[Tree]:
    """Return who comes by a line; a line over others is a group of them."""
    body.found.form_only(node.marker)
    if not node.below:
        return [who for words in people.called(node.words, body.found) for who in _who(body, words)]
    name = node.words.strip(":.")
    body.found.form_only(node.words[len(name.text) :])
    members = [who for below in node.below for who in _group(body, below)]
    return [{"text": certain(name), "members": members}] if members else [certain(name)]


def _who(body: Body, words: Words) -> list[Tree]:
    """Return who comes by a stretch of words; nobody where it tells who chairs."""
    who, chairs = people.attendee(words, body.found)
    if chairs and "chair" not in body.room:
        body.room["chair"] = who
        return []
    return [who]
