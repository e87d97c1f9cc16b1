"""Lines → a tree of paragraphs, by the numbers and bullets that they begin with: the inverse of ``letters/numbering``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import CLOCK_LINE, LABEL, LOWER, UPPER, is_capitals, is_usual, label_key
from phonghop.importing.words import Words, join

MARKER = re.compile(
    r"^\s*(?:(?P<roman>[IVX]{1,4})(?:[.)/]|\s?[-–])(?=\s)"
    r"|(?P<dotted>\d{1,2}(?:\.\d{1,2})+)[.)/]?(?=\s)"
    rf"|(?P<decimal>\d{{1,2}})(?:[.)/]|,(?=\s+[{UPPER}])|\s?-(?!\s?\d))(?=\s)"
    r"|(?P<paren>\(\d{1,2}\)|<\d{1,2}>)(?=\s)"
    rf"|(?P<letter>[a-zđ])(?:[.)](?=\s)|,(?=\s+[{UPPER}]))|(?P<capital>[A-H])[.)](?=\s)"
    r"|(?P<star>\*)(?=\s)"
    r"|(?P<bullet>[-–—•●+▪►➢❖◆✓])(?=\s))\s*"
)
BULLETS = ("bullet", "plus", "arrow")
"""Styles of markers without a number; "+" stands under "-", as letters have it."""
_GOES_ON = re.compile(rf"^[{LOWER}]")
CLOSING = re.compile(
    r"^(?:Trân trọng|Kính mời (?:các|quý|đại|đồng|Quý)|Rất mong|Rất hân hạnh|Đề nghị (?:các )?(?:đại biểu|đồng chí|đơn vị)"
    r"|Sự (?:hiện diện|có mặt)|Xin trân trọng|Mong |[^.;:]{2,60}? (?:trân trọng (?:thông báo|kính mời|cảm ơn)|rất (?:mong|hân hạnh))\b(?=[^:;]*[.!/]+$)|[^.;:]{2,40}? thông báo (?:để|cho|đến) [^.;:]* biết\b|[^.;:]{3,60}? kính mời (?=[^:;]*\./\.$))"
)
"""How the sentence begins that ends a letter."""
_ASKS = re.compile(r"(?:Trân trọng |Kính )*[Mm]ời\s")
_ENDS = re.compile(r"[.;:!?…»)/]\s*$")
_SENTENCE = re.compile(r"@|://|\d/\d{4}")
"""What a line holds that is no heading, though it begins like one."""
_WIDE = 130
"""Characters of the widest line of a text that was wrapped by hand or by a mail program."""
_GAP = re.compile(r"\S\s{3,}\S")
"""What stands between the columns of a row, which is a paragraph of its own."""
_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s")
_WRAPPED = 70
"""Characters from which a line that ends without a sign goes on in the next."""
FOOTNOTE = re.compile(r"^\s*(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})\s*(?=\S)")


@dataclass(slots=True)
class Node:
    """A paragraph and what stands under it.

    Attributes:
        marker: its number or bullet.
        style: what kind of marker, empty for none.
        words: what follows the marker.
        below: the paragraphs under it.
    """

    marker: Words
    style: str
    words: Words
    below: list[Node] = field(default_factory=list)

    @property
    def label(self) -> Words:
        """The words before its colon, or all of a heading; empty where there is neither."""
        match = LABEL.match(self.words.text)
        if match and (self.style not in ("", *BULLETS) or label_key(match["label"])):
            return self.words[: match.end("label")]
        if not self.style and is_heading_in_capitals(self.words):
            return self.words.strip(".:")
        is_heading = self.style not in ("", *BULLETS, "letter") and len(self.words.text) < 120
        if is_heading and (
            (label_key(self.words.text) and not _SENTENCE.search(self.words.text))
            or (self.below and not self.words.text.endswith((".", ";")))
        ):
            return self.words.strip(".:")
        return Words()

    @property
    def colon(self) -> Words:
        """The sign after its label."""
        label = len(self.label.text)
        return (
            self.words[label : label + 1].strip()
            if self.words.text[label : label + 1] in (":", ".")
            else Words()
        )

    @property
    def rest(self) -> Words:
        """What follows the label, or everything."""
        label = self.label
        return self.words[len(label.text) :].strip(":").strip() if label else self.words

    @property
    def first(self) -> Words:
        """What follows the label, or else the first paragraph under it."""
        return self.rest or (self.below[0].words if self.below else Words())

    @property
    def key(self) -> str:
        """What its label is about, or an empty text."""
        return label_key(self.label.text)

    def walk(self) -> Iterator[Node]:
        """Yield it and everything under it."""
        yield self
        for node in self.below:
            yield from node.walk()


def paragraphs(lines: Sequence[Words], findings: Findings) -> list[Words]:
    """Return `lines` with those joined that belong to one paragraph; where some are long, a line is one unless the next begins small, and open ones are doubted."""
    found: list[Words] = []
    is_wrapped = all(len(line.text) <= _WIDE for line in lines)
    apart = False
    for line in (line.strip() for line in lines):
        if not line:
            apart = True
            continue
        is_small = bool(_GOES_ON.match(line.text))
        is_open = bool(found) and (not apart or is_small) and _continues(found[-1], line)
        if is_open and (is_wrapped or is_small):
            found[-1] = join((found[-1], line))
        else:
            findings.doubt(found[-1] if is_open else Words())
            found.append(line)
        apart = False
    return found


_GLUED = re.compile(
    rf"(?P<end>[.;])?\s+(?=(?P<marker>(?:\d{{1,2}}|[IVX]{{1,4}})[.)]\s+)?(?P<label>[{UPPER}][^:;.!?]{{1,40}}?)\s*:\s)"
)
_LISTED = re.compile(rf"\s*[{UPPER}][{LOWER} ,]{{3,40}}:\s+(?=[-–•+*]\s)")
"""A label on whose line its list begins."""
_GLUING = ("time", "place", "chair", "people", "topics", "form", "agenda")


def unglued(line: Words, found: Findings) -> list[Words]:
    """Return the paragraphs of a line that begins with a label and has further ones within; what no sign ends is doubted."""
    marker = MARKER.match(line.text)
    if listed := _LISTED.match(line.text):
        return [line[: listed.end()], line[listed.end() :]]
    if marker and (number := re.match(r"(\d+)(\W)\s", marker[0].strip() + " ")):
        # One item may go on with the next on its line: "1- …. 2- …".
        following = rf"(?<=[.;])\s+(?={int(number[1]) + 1}{re.escape(number[2])}\s+[{UPPER}])"
        if after := re.search(following, line.text):
            return [line[: after.start()], *unglued(line[after.end() :], found)]
    lead = line[: marker.end()] if marker else Words()
    rest = line[len(lead.text) :]
    parts: list[Words] = []
    start = 0
    for seam in _GLUED.finditer(rest.text) if label_key_of(rest) in _GLUING else ():
        if label_key(seam["label"]) in _GLUING and is_usual(seam["label"]):
            part, start = rest[start : seam.end()].strip(), seam.end()
            parts.append(part if parts and _NUMBER.match(part.text) else join((lead, part)))
            found.doubt(Words() if seam["end"] or seam["marker"] else line)
    last = rest[start:]
    return [*parts, last if parts and _NUMBER.match(last.text) else join((lead, last))] if parts else [line]


def _continues(before: Words, line: Words) -> bool:
    if (
        any(rule.match(line.text) for rule in (MARKER, LABEL, CLOCK_LINE))
        or _GAP.search(before.text + line.text)
        or _ENDS.search(before.text)
        or is_heading_in_capitals(before)
    ):
        return False
    return bool(_GOES_ON.match(line.text)) or len(before.text) >= _WRAPPED


def outline(items: Sequence[Words]) -> list[Node]:
    """Return the paragraphs `items` as a tree: a kind of marker met again closes what stands under the last of its kind."""
    roots: list[Node] = []
    stack: list[Node] = []
    for words in items:
        match = MARKER.match(words.text)
        style = _style(match)
        marker, rest = (words[: match.end()].strip(), words[match.end() :]) if match else (Words(), words)
        node = Node(marker, style, rest)
        if style:
            style = node.style = _inner(stack, node) or style
            depth = next((n for n, open_ in enumerate(stack) if open_.style == style), len(stack))
            if depth < len(stack) and _is_of_point(stack[depth], node):
                stack[depth].below.append(node)
                del stack[depth + 1 :]
                continue
            del stack[depth:]
            (stack[-1].below if stack else roots).append(node)
            stack.append(node)
            continue
        while stack and stack[-1].style in ("", *BULLETS) and not _is_open_list(stack[-1]):
            stack.pop()
        if stack and (_is_sibling(stack[0], rest) or is_heading_in_capitals(rest)):
            stack.clear()
        is_closing = CLOSING.match(rest.text) and not rest.text.endswith(":")
        is_own = not stack or is_closing or not _takes(stack, rest)
        (roots if is_own else stack[-1].below).append(node)
        if is_own and stack and rest.text.endswith(":"):
            stack = [node]
        elif (rest.text.endswith(":") and label_key_of(rest)) or is_heading_in_capitals(rest):
            stack.append(node)
    return roots


def _inner(stack: Sequence[Node], node: Node) -> str:
    """Return the style of a list that numbers anew below a heading numbered alike: "1. Thành phần: 1. …"; empty for any other line."""
    if node.style != "decimal" or node.key or node.label:
        return ""
    number = re.match(r"\d+", node.marker.text)
    last = stack[-1] if stack else None
    if number is None or last is None:
        return ""
    if last.style == "inner":
        before = re.match(r"\d+", last.marker.text)
        return "inner" if before and int(number[0]) == int(before[0]) + 1 else ""
    is_head = last.style == "decimal" and last.key and not last.rest and not last.below
    return "inner" if is_head and int(number[0]) == 1 else ""


def _is_of_point(point: Node, node: Node) -> bool:
    """Return whether a line stands under a connection point though both begin with the same bullet: flat lists have no other way."""
    is_open = point.style in BULLETS and point.key == "point" and not point.rest
    return is_open and node.key in ("place", "chair", "people")


def _is_open_list(node: Node) -> bool:
    """Return whether a bullet heads a list of short lines without markers, such as a programme."""
    return node.style in BULLETS and node.key in ("agenda", "topics") and not node.rest


def _is_sibling(root: Node, words: Words) -> bool:
    """Return whether a heading without marker stands beside another one."""
    key = label_key_of(words)
    if root.key == "time" and root.rest and key in ("place", "chair", "people", "topics", "agenda"):
        return True
    return not root.style and bool(key) and root.key not in ("", "points", "point", "session")


def _takes(stack: Sequence[Node], words: Words) -> bool:
    """Return whether a paragraph without marker stands under the last open heading: as its first words, or as one of several."""
    heading = stack[-1]
    is_whole = not heading.label and heading.words.text.endswith((".", ";"))
    is_empty = not heading.below and not is_whole and (not heading.rest or not heading.label)
    if label_key_of(words) in ("notes", "contact"):
        return False
    is_behind = heading.style if len(stack) > 1 else heading.below and heading.below[-1].style
    if stack[0].key in ("agenda", "topics") and is_behind and not _is_open_list(heading):
        # An unmarked line behind a list of marked ones is none of it.
        return False
    if stack[0].key == "session":
        return bool(LABEL.match(words.text) or _ASKS.match(words.text))
    return is_empty or _is_open_list(heading) or stack[0].key in ("time", "points", "point", "agenda")


def is_heading_in_capitals(words: Words) -> bool:
    """Return whether a line without marker is a heading by its capitals, and says nothing but what it is about."""
    return is_capitals(words.text) and bool(label_key(words.text)) and is_usual(words.text)


def _style(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    style = {"+": "plus", **dict.fromkeys("►➢❖◆✓", "arrow")}.get(match["bullet"] or "", str(match.lastgroup))
    return f"dotted{match['dotted'].count('.')}" if style == "dotted" else style


def label_key_of(words: Words) -> str:
    """Return what the label of `words` is about, or an empty text."""
    match = LABEL.match(words.text)
    return label_key(match["label"]) if match else ""
