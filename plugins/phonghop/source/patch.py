"""Patches of YAML text: the fewest changes that give it new data; order, comments and style of everything else stay, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from phonghop.source import plain, read
from phonghop.source.nodes import Plain
from phonghop.source.positions import Spot, Spots
from phonghop.source.writing import block, scalar
from phonghop.text.folding import nfc


class PatchError(Exception):
    """The text cannot be changed to hold the new data; nothing was changed."""


def patched(text: str, meant: dict[str, Plain], order: Sequence[str] = ()) -> str:
    """Return `text`, a YAML mapping, changed to hold `meant`, of which empty lists and mappings count as not there.

    New keys of the top go among those that are there as `order` has them.

    Raises:
        PatchError: the changed text would not read back as `meant`.
    """
    meant = swept(meant)
    ends = "\r\n" if "\r\n" in text else "\n"
    work = _Work(Spots(text.replace("\r\n", "\n")), tuple(order))
    root = work.spots.root()
    if root.kind != "mapping" or root.flow:
        raise PatchError
    work.mapping(root, meant)
    changed = work.applied()
    node, _ = read(changed.encode(), "meeting.yml")
    if node is None or plain(node) != meant:
        raise PatchError
    return changed.replace("\n", ends)


def swept(value: dict[str, Plain]) -> dict[str, Plain]:
    """Return `value` in NFC, without empty lists and mappings."""
    swept_value = _swept(value)
    assert isinstance(swept_value, dict)
    return swept_value


def _swept(value: Plain) -> Plain:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, dict):
        return {key: part for key, below in value.items() if (part := _swept(below)) not in ({}, [])}
    if isinstance(value, list):
        return [part for below in value if (part := _swept(below)) not in ({}, [])]
    return value


def _same(one: Plain, other: Plain) -> bool:
    return _written(one) == _written(other)


def _written(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(slots=True)
class _Work:
    """The changes so far: ranges of the text and their replacements."""

    spots: Spots
    order: tuple[str, ...]
    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def applied(self) -> str:
        text = self.spots.text
        # Of two changes at one place, the one that was found first comes first.
        for _, (start, end, new) in sorted(
            enumerate(self.changes), key=lambda c: (c[1][0], c[1][1], c[0]), reverse=True
        ):
            text = text[:start] + new + text[end:]
        return text

    def node(self, spot: Spot, meant: Plain, indent: int) -> None:
        """Change `spot`, what it holds at `indent` blanks, to hold `meant`."""
        if _same(spot.plain(), meant):
            return
        if spot.kind == "mapping" and isinstance(meant, dict) and not spot.flow:
            self.mapping(spot, meant)
        elif spot.kind == "list" and isinstance(meant, list) and not spot.flow:
            self.items(spot, meant)
        else:
            self.replace(spot, meant, indent)

    def mapping(self, spot: Spot, meant: dict[str, Plain]) -> None:
        """Change the entries of a mapping."""
        old = [str(key.text) for key, _ in spot.entries]
        kept = [key for key in old if key in meant]
        if not kept:
            self.changes.append((spot.start, spot.end, _placed(block(meant, spot.column), spot.column)))
            return
        first = next(n for n, (key, _) in enumerate(spot.entries) if str(key.text) in meant)
        is_inline = bool(self.spots.text[self.spots.line_start(spot.start) : spot.start].strip())
        if first and is_inline:
            self._remove_first(spot, first)
        for n, (key, value) in enumerate(spot.entries):
            name = str(key.text)
            if name in meant:
                self.value(key, value, meant[name])
            elif n > first or not is_inline:
                start = self.spots.line_start(key.start)
                self.changes.append((start, self.spots.line_end(max(value.end, key.end)), ""))
        self._add_entries(spot, meant, old)

    def value(self, key: Spot, value: Spot, meant: Plain) -> None:
        """Change the value of one key."""
        if _same(value.plain(), meant):
            return
        if value.kind == "scalar" and value.text is None and value.start == value.end:
            colon = self.spots.text.index(":", key.end) + 1
            self._put(colon, colon, self._after_colon(meant, key.column))
            return
        if value.kind != "scalar" and not value.flow and isinstance(meant, str | None):
            colon = self.spots.text.index(":", key.end) + 1
            self._put(colon, value.end, self._after_colon(meant, key.column))
            return
        self.node(value, meant, key.column)

    def _put(self, start: int, end: int, new: str) -> None:
        """Write `new` from `start` to `end`; a comment that follows stays on the first line, as it would be part of folded words."""
        first, *more = new.split("\n")
        stop = self.spots.text.find("\n", end)
        comment = self.spots.text[end : stop if stop >= 0 else None]
        if more and comment.lstrip(" ").startswith("#"):
            self.changes.append((start, end + len(comment), "\n".join([first + comment, *more])))
        else:
            self.changes.append((start, end, new))

    def _after_colon(self, meant: Plain, column: int) -> str:
        if meant is None:
            return ""
        if isinstance(meant, str):
            return " " + "\n".join(scalar(meant, column + 2))
        return "\n" + "\n".join(block(meant, column + 2))

    def replace(self, spot: Spot, meant: Plain, indent: int) -> None:
        """Write `meant` where `spot` stands."""
        if isinstance(meant, str):
            self._put(spot.start, spot.end, "\n".join(scalar(meant, indent + 2)))
        elif meant is None:
            self.changes.append((spot.start, spot.end, ""))
        elif self._follows_hyphen(spot):
            column = spot.start - self.spots.line_start(spot.start)
            self.changes.append((spot.start, spot.end, _placed(block(meant, column), column)))
        else:
            # A value in brackets, or words, that become a list: the list stands on lines of its own.
            start = spot.start - (
                len(self.spots.text[: spot.start]) - len(self.spots.text[: spot.start].rstrip(" "))
            )
            self.changes.append((start, spot.end, "\n" + "\n".join(block(meant, indent + 2))))

    def _follows_hyphen(self, spot: Spot) -> bool:
        before = self.spots.text[self.spots.line_start(spot.start) : spot.start]
        return before.strip(" -") == ""

    def _remove_first(self, spot: Spot, kept: int) -> None:
        """Let the first key that stays take the place after the hyphen; comments between them go above it."""
        start, end = spot.start, spot.entries[kept][0].start
        lines = self.spots.text[start:end].split("\n")[1:]
        comments = "".join(f"{line}\n" for line in lines if line.lstrip().startswith("#"))
        above = self.spots.line_start(start)
        if comments:
            self.changes.append((above, above, comments))
        self.changes.append((start, end, ""))

    def _add_entries(self, spot: Spot, meant: dict[str, Plain], old: list[str]) -> None:
        rank = {name: n for n, name in enumerate(self.order or meant)}
        for name in (name for name in meant if name not in old):
            lines = block({name: meant[name]}, spot.column)
            before = [
                (key, value)
                for key, value in spot.entries
                if str(key.text) in meant and rank.get(str(key.text), -1) < rank.get(name, len(rank))
            ]
            if before:
                key, value = before[-1]
                self._insert_after(max(value.end, key.end), lines)
            else:
                first = next(key for key, _ in spot.entries if str(key.text) in meant)
                self.changes.append(
                    (first.start, first.start, _placed(lines, spot.column) + "\n" + " " * spot.column)
                )

    def _insert_after(self, index: int, lines: list[str]) -> None:
        end = self.spots.line_end(index)
        text = "\n".join(lines)
        if self.spots.text[end - 1 : end] == "\n":
            self.changes.append((end, end, text + "\n"))
        else:
            self.changes.append((end, end, "\n" + text))

    def items(self, spot: Spot, meant: list[Plain]) -> None:
        """Change the items of a list: those that stay are not touched, those that take another's place change within."""
        old = [_written(item.plain()) for _, item in spot.items]
        new = [_written(item) for item in meant]
        column = spot.column
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            paired = min(b - a, d - c) if tag == "replace" else 0
            for n in range(paired):
                self._item(spot.items[a + n], meant[c + n], column)
            for n in range(a + paired, b) if tag in ("replace", "delete") else ():
                self._remove_item(spot, n)
            if tag in ("replace", "insert") and c + paired < d:
                self._add_items(spot, a + paired, block(meant[c + paired : d], column))

    def _item(self, old: tuple[int, Spot], meant: Plain, column: int) -> None:
        hyphen, item = old
        own = item.kind == "scalar" or item.flow
        if (own and isinstance(meant, str)) or (
            not own and not isinstance(meant, str | None) and type(meant) is type(item.plain())
        ):
            self.node(item, meant, column)
            return
        self._put(hyphen, item.end, _placed(block([meant], column), column))

    def _remove_item(self, spot: Spot, n: int) -> None:
        hyphen, item = spot.items[n]
        start = self.spots.line_start(hyphen)
        if self.spots.text[start:hyphen].strip():
            # A list within a list: the first item follows another hyphen.
            raise PatchError
        self.changes.append((start, self.spots.line_end(item.end), ""))

    def _add_items(self, spot: Spot, n: int, lines: list[str]) -> None:
        if n:
            self._insert_after(spot.items[n - 1][1].end, lines)
        else:
            hyphen = spot.items[0][0]
            self.changes.append((hyphen, hyphen, _placed(lines, spot.column) + "\n" + " " * spot.column))


def _placed(lines: list[str], column: int) -> str:
    """Return `lines`, indented by `column`, as they go on from that column."""
    return "\n".join([lines[0][column:], *lines[1:]])
