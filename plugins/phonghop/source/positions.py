"""YAML text → nodes with the exact range of text of each, which excludes comments.

The marks of PyYAML end a block collection or block scalar after the comments that follow it; here they end with their last word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from phonghop.source.nodes import Plain
from phonghop.text.folding import nfc

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BLOCK_STYLES = ("|", ">")


@dataclass(slots=True)
class Spot:
    """A node of the text.

    Attributes:
        start: index of its first character.
        end: index after its last.
        column: how far it is indented, in characters.
        flow: whether it is written in brackets, or is a scalar.
        text: the words of a scalar, None for one that is empty; unused for collections.
        entries: keys of a mapping with their values.
        items: items of a list, each with the index of its hyphen.
    """

    start: int
    end: int
    column: int
    kind: str
    flow: bool = False
    text: str | None = None
    entries: list[tuple[Spot, Spot]] = field(default_factory=list)
    items: list[tuple[int, Spot]] = field(default_factory=list)

    def plain(self) -> Plain:
        """Return what it holds."""
        if self.kind == "scalar":
            return self.text
        if self.kind == "list":
            return [item.plain() for _, item in self.items]
        return {str(key.text): value.plain() for key, value in self.entries}


Events: TypeAlias = Iterator[yaml.Event]


class Spots:
    """Finds the stretches of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        for line in text.split("\n")[:-1]:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def root(self) -> Spot:
        """Return the node at the top of the text, which is YAML without anchors, tags or several documents."""
        events = (
            event
            for event in yaml.parse(self.text, Loader=_Loader)
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)
        )
        return self._node(next(events), events)

    def _node(self, event: Any, events: Events) -> Spot:
        start = self._index(event.start_mark)
        column = event.start_mark.column if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, start, column)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        spot = Spot(start, start, column, "mapping" if is_mapping else "list", bool(event.flow_style))
        for part in events:
            if isinstance(part, yaml.CollectionEndEvent):
                end = self._index(part.end_mark)
                break
            if is_mapping:
                key = self._node(part, events)
                spot.entries.append((key, self._node(next(events), events)))
            else:
                item = self._node(part, events)
                spot.items.append((0 if spot.flow else self._hyphen(item, column), item))
        last = [value.end for _, value in spot.entries] or [item.end for _, item in spot.items]
        spot.end = end if spot.flow or not last else max(last[-1], start + 1)
        return spot

    def _scalar(self, event: yaml.ScalarEvent, start: int, column: int) -> Spot:
        style = event.style or ""
        end = self._index(event.end_mark)
        if style in _BLOCK_STYLES:
            end = self._block_end(start, end)
        empty = not style and event.value in ("", "~", "null")
        return Spot(start, end, column, "scalar", flow=True, text=None if empty else nfc(event.value))

    def _block_end(self, start: int, end: int) -> int:
        """Return where a block scalar's own last line ends, before the comments and blank lines that follow."""
        lines = self.text[start:end].split("\n")
        content = next((line for line in lines[1:] if line.strip()), "")
        indent = len(content) - len(content.lstrip(" "))
        kept = 0
        for n, line in enumerate(lines[1:], 1):
            if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
                break
            if line.strip():
                kept = n
        return start + len("\n".join(lines[: kept + 1]).rstrip("\r"))

    def _hyphen(self, item: Spot, column: int) -> int:
        line = self.line_start(item.start)
        while self.text[line + column : line + column + 1] != "-" or self.text[line : line + column].strip():
            line = self.line_start(line - 1)
        return line + column

    def line_start(self, index: int) -> int:
        """Return where the line begins in which `index` stands."""
        return self.text.rfind("\n", 0, max(index, 0)) + 1

    def line_end(self, index: int) -> int:
        """Return where the line ends in which `index` stands, with its line break."""
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end + 1

    def _index(self, mark: Any) -> int:
        if mark is None:
            return 0
        return self._starts[mark.line] + mark.column if mark.line < len(self._starts) else len(self.text)
