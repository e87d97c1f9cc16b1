"""Bytes of a YAML file → nodes, in one pass over the parser's events.

The pass never recurses: PyYAML's own composers crash on deep nesting (the C one with a segmentation fault), while
its event parser does not. Only block and flow collections and scalars are taken; anchors, aliases, tags and merge
keys are refused because each of them makes a file mean something other than what it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

import yaml

from phonghop.source.nodes import Mapping, Node, Scalar, Sequence, quoted
from phonghop.text.characters import BIDI, REFUSED
from phonghop.text.folding import nfc
from phonghop.text.problems import Place, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_LONGEST_WORD = 300

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSAFE = re.compile(rf"(?P<PH103>\t)|(?P<PH105>[{BIDI}])|(?P<PH104>[{REFUSED}]|\r)")
_BEFORE_LOOKALIKE = re.compile(" *(?=[\u00a0\u2000-\u200a\u202f\u205f\u3000])|[ -]*[a-z_]+(?=\uff1a)")
"""What stands before a blank of another width in the indentation, or a full-width colon behind a key."""
_BULLETS = tuple("•·▪◦–—")
_KEY = re.compile(r"[a-z_]+: +")
_KEY_WITHOUT_BLANK = re.compile(r"\s*(?:- )?[a-z_]+:(?=[^\s/])")
_ITEM_WITHOUT_BLANK = re.compile(r"\s*-(?=[^\W\d_])")
_NAME = re.compile(r"\S*[-.]\S*$")
"""A file's name or an identifier, which may begin small among others."""
_CUT_BY_HASH = re.compile(r" *#\S")


def read(data: bytes, file: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """Return the mapping that the YAML text `data`, in UTF-8, holds, and what is wrong with it; problems name it `file`.

    The mapping is None when there is an error that leaves no whole file to speak of.
    """
    if len(data) > MAX_BYTES:
        return None, (Problem(Place(file), "PH102", {"bytes": len(data), "limit": MAX_BYTES}),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (Problem(Place(file, line), "PH101"),)
    unsafe = tuple(_unsafe_characters(text, file))
    if unsafe:
        return None, unsafe
    return _Composer(file, text.splitlines()).compose(text)


def _unsafe_characters(text: str, file: str) -> Iterator[Problem]:
    """Yield a problem for each line's first tab, control character, character that reverses reading, or lookalike of a blank or colon."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _UNSAFE.search(line.removesuffix("\r")):
            yield _unsafe(match, Place(file, number, match.start() + 1))
        elif match := _BEFORE_LOOKALIKE.match(line):
            values = {"character": f"U+{ord(line[match.end()]):04X}"}
            yield Problem(Place(file, number, match.end() + 1), "PH124", values)


def _unsafe(match: re.Match[str], place: Place) -> Problem:
    return Problem(place, str(match.lastgroup), {"character": f"U+{ord(match[0]):04X}"})


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet; `key` waits for its value."""

    place: Place
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    key: Scalar | None = None

    def close(self) -> Node:
        if self.is_mapping:
            return Mapping(self.place, tuple(self.entries.values()))
        return Sequence(self.place, tuple(self.items))


class _Composer:
    """Builds the tree of one file on a stack of its own, and notes every problem on the way."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Node | None = None
        self._quoted: yaml.ScalarEvent | None = None
        """The last words that are not plain."""

    def compose(self, text: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
        documents = 0
        try:
            for event in yaml.parse(text, Loader=_Loader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._report(event, "PH112")
                        break
                elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent) and not self._take(event):
                    break
        except yaml.MarkedYAMLError as error:
            self._report_syntax(error)
        except yaml.YAMLError:
            self.problems.append(Problem(Place(self.file), "PH106", {"line": ""}))
        if any(p.is_error for p in self.problems):
            return None, tuple(self.problems)
        if not isinstance(self.root, Mapping):
            place = self.root.place if self.root else Place(self.file)
            return None, (*self.problems, Problem(place, "PH113"))
        return self.root, tuple(self.problems)

    def _take(self, event: yaml.Event) -> bool:
        """Take one event; return False when going on would be pointless."""
        if isinstance(event, yaml.CollectionEndEvent):
            if self.open:
                node = self.open.pop().close()
                self._report_cut_items(node)
                self._put(node)
            return True
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._report(event, "PH109")
        if getattr(event, "tag", None):
            place = self._place(event)
            self._report(event, "PH110", tag=_first_word(self._line(place.line - 1), place.column - 1))
        if isinstance(event, yaml.AliasEvent):
            self._put(Scalar(self._place(event), ""))
        elif isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event)
        else:
            if len(self.open) >= MAX_DEPTH:
                self._report(event, "PH107", limit=MAX_DEPTH)
                return False
            if self._awaits_key():
                self._report(event, "PH114")
                return False
            self.open.append(_Open(self._place(event), isinstance(event, yaml.MappingStartEvent)))
        return True

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        is_plain = not event.style  # None from Python's parser, "" from the C one
        scalar = Scalar(
            self._place(event), nfc(event.value), empty=is_plain and event.value in ("", "~", "null")
        )
        if is_plain and not scalar.empty:
            end = event.end_mark
            # No copy of the rest of a line: a line may hold every scalar of a file.
            if end and (lost := _CUT_BY_HASH.match(line := self._line(end.line), end.column)):
                self._report(event, "PH115", lost=line[lost.start() :].strip())
        if is_plain:
            self._report_lost_items(event)
        else:
            self._quoted = event
        # Between double quotes, YAML can write a character without showing it: "\\u202E".
        if match := _UNSAFE.search(event.value):
            self.problems.append(_unsafe(match, scalar.place))
        if not self._awaits_key():
            self._put(scalar)
            return
        parent = self.open[-1]
        if scalar.text == "<<":
            self._report(event, "PH111")
        elif scalar.empty:
            self._report(event, "PH114")
        elif scalar.text in parent.entries:
            first = parent.entries[scalar.text][0].place
            self._report(event, "PH108", key=scalar.text, first=first.line)
        parent.key = scalar

    def _report_lost_items(self, event: yaml.ScalarEvent) -> None:
        """Report lines that look like list items but are not: YAML takes them for words, or for more words of the item above."""
        first, last = (mark.line if mark else 0 for mark in (event.start_mark, event.end_mark))
        if event.value[:1] in _BULLETS:
            self._report(event, "PH118", sign=event.value[0])
            # A list that goes on with the right sign is swallowed by this item, and no fault of its own.
            bulleted = (n for n in range(first + 1, last + 1) if self._line(n).strip()[:1] in _BULLETS)
            for number in bulleted:
                self._report_lost_item(number)
            return
        if _ITEM_WITHOUT_BLANK.match(event.value):
            self._report_lost_item(first)
            return  # the items that follow are swallowed by this one
        for number in range(first + 1, last + 1):
            self._report_lost_item(number)

    def _report_lost_item(self, number: int) -> None:
        """Report what is wrong with a line that looks like a list item."""
        written = self._line(number)
        words = written.strip()
        place = Place(self.file, number + 1, len(written) - len(written.lstrip()) + 1)
        if words == "-" or words.startswith("- "):
            self.problems.append(Problem(place, "PH119"))
        elif _ITEM_WITHOUT_BLANK.match(words):
            self.problems.append(Problem(place, "PH121", {"mended": f"- {words[1:]}"}))
        elif words[:1] in _BULLETS:
            self.problems.append(Problem(place, "PH118", {"sign": words[0]}))

    def _report_cut_items(self, node: Node) -> None:
        """Report a doubt where commas may have cut words in brackets: [Các sở, ban, ngành]."""
        if not isinstance(node, Sequence) or not self._is_at("[", node.place):
            return
        words = [item for item in node.items if isinstance(item, Scalar)]
        if len(words) < len(node.items) or not words or not words[0].text[:1].isupper():
            return
        for n, item in enumerate(words):
            is_name = _NAME.match(item.text)
            if item.text[:1].islower() and not is_name and not self._is_at("\"'", item.place):
                rest = takewhile(lambda other: other.text[:1].islower(), words[n:])
                mended = quoted(", ".join(one.text for one in (words[n - 1], *rest)))
                self.problems.append(Problem(item.place, "PH123", {"mended": mended, "word": item.text}))
                return

    def _is_at(self, signs: str, place: Place) -> bool:
        return self._line(place.line - 1)[place.column - 1 : place.column] in tuple(signs)

    def _awaits_key(self) -> bool:
        return bool(self.open) and self.open[-1].is_mapping and self.open[-1].key is None

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is not None:
            parent.entries.setdefault(parent.key.text, (parent.key, node))
            parent.key = None

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file)

    def _report(self, event: yaml.Event, code: str, **values: object) -> None:
        self.problems.append(Problem(self._place(event), code, values))

    def _line(self, index: int) -> str:
        return self.lines[index] if index < len(self.lines) else ""

    def _report_syntax(self, error: yaml.MarkedYAMLError) -> None:
        context = error.context or ""
        if opened := self._unclosed(error):
            line, column = opened
            quote = self._line(line)[column]
            values = {"quote": quote, "mended": f"{self._line(line).strip()}{quote}"}
            self.problems.append(Problem(Place(self.file, line + 1, column + 1), "PH125", values))
            return
        # A bracket that is never closed, and a sign that was meant as a word, is reported where it begins.
        begins = any(sign in context for sign in ("flow", "quoted", "alias", "anchor", "tag", "simple key"))
        mark = (error.context_mark if begins else None) or error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        for number in range(line, max(line - 2, -1), -1):
            if _KEY_WITHOUT_BLANK.match(self._line(number)) and "://" not in self._line(number):
                written = self._line(number)
                key, _, words = written.strip().partition(":")
                place = Place(self.file, number + 1, written.index(":") + 1)
                self.problems.append(Problem(place, "PH122", {"mended": f"{key}: {words}"}))
                return
        written = self._line(line)
        if written.strip()[:1] in _BULLETS or _ITEM_WITHOUT_BLANK.match(written):
            self._report_lost_item(line)
            return
        values = {
            "line": written.strip(),
            "tag": _first_word(written, column),
            "mended": _in_quotes(written.strip()),
        }
        place = Place(self.file, line + 1, column + 1)
        self.problems.append(Problem(place, _syntax_code(error, written.strip()), values))

    def _unclosed(self, error: yaml.MarkedYAMLError) -> tuple[int, int] | None:
        """Return line and column of a quote that is not closed, if that is the fault: it ends where the next one begins, however far below."""
        if "end of stream" in str(error.problem) and "quoted" in (error.context or "") and error.context_mark:
            return error.context_mark.line, error.context_mark.column
        begin, end = (self._quoted.start_mark, self._quoted.end_mark) if self._quoted else (None, None)
        if not (begin and end and error.problem_mark and begin.line < end.line == error.problem_mark.line):
            return None
        return (begin.line, begin.column) if self._line(begin.line)[begin.column] in "\"'" else None


def _first_word(written: str, column: int) -> str:
    return written[column : column + _LONGEST_WORD].split(" ", 1)[0]


def _in_quotes(written: str) -> str:
    """Return a line whose words hold a colon as it should be written: what follows its key, or all of it, in quotes."""
    dash, rest = ("- ", written[2:].strip()) if written.startswith("- ") else ("", written)
    key = _KEY.match(rest)
    if key and ": " in f"{rest[key.end() :]} ":
        return f"{dash}{key[0]}{quoted(rest[key.end() :])}"
    return f"{dash}{quoted(rest)}"


def _syntax_code(error: yaml.MarkedYAMLError, written: str) -> str:
    """Return the code for a syntax error: words that YAML takes for its own signs have codes of their own."""
    context = error.context or ""
    if "alias" in context or "anchor" in context:
        return "PH109"
    if "tag" in context:
        return "PH110"
    colon_in_words = "mapping values" in str(error.problem) and f"{written} ".count(": ") > 1
    return "PH116" if colon_in_words else "PH106"
