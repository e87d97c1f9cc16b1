"""What a meeting is about and in what order: the paragraphs under headings of topics and of the programme."""

from __future__ import annotations

import re

from phonghop.importing import sentences, times
from phonghop.importing.links import ADDRESS
from phonghop.importing.paragraphs import Body, item, take_note, unlabelled
from phonghop.importing.structure import Node
from phonghop.importing.words import Words, certain

NUMBERED = r"(?:^|(?<=[;.,])\s+)\(?\d{1,2}(?:[.)/]|-(?=\s))\s+"
"""How topics of one line are numbered: "1) …; 2) …"."""
_ATTACHED = re.compile(r"^(?:có |xem |được )?(?:gửi )?(?:kèm|đính kèm|theo phụ lục|phụ lục)", re.IGNORECASE)
"""What is said of a programme that is not in the letter."""


def take_topics(body: Body, node: Node) -> None:
    """Take topics, those under another topic too; what tells a deadline or an address goes where that belongs."""
    topics = body.found.fields.setdefault("topics", [])
    assert isinstance(topics, list)
    # What stands under a topic that is told whole on the line of its heading is not one more.
    is_whole = node.rest.text.endswith(".")
    topics += [certain(words.strip(".;")) for words in body.found.parted(node.rest, NUMBERED)]
    for below in [] if is_whole else node.below:
        for each in below.walk():
            body.found.form_only(each.marker)
            body.found.doubt(each.words if each.below else Words())
            topics.append(certain(each.words.strip(".;:")))
    for below in node.below if is_whole else []:
        unlabelled(body, below)


def is_told(words: Words) -> bool:
    """Return whether a paragraph tells by when or where on the web something is done."""
    return bool(times.DEADLINE.search(words.text) or ADDRESS.search(words.text) or "@" in words.text)


def take_agenda(body: Body, node: Node) -> None:
    """Take the course of the meeting, an item for each paragraph."""
    body.found.form_only(*(below.marker for below in node.below))
    if _ATTACHED.search(node.rest.text):
        take_note(body, Node(Words(), node.style, node.words))
    elif steps := sentences.course(node.rest):
        body.found.doubt(node.rest)
        body.agenda += [item(step) for step in steps]
    elif node.rest:
        first, *more = node.rest.split(r"(?<=[.!?])\s+")
        body.agenda += [item(part) for part in body.found.parted(first.strip("."), r";\s+")]
        for sentence in more:
            unlabelled(body, Node(Words(), "", sentence))
    for below in node.below if body.has_programme else []:
        unlabelled(body, below)
    body.agenda += [item(below.words) for below in node.below if not body.has_programme]
