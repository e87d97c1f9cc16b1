"""Footnotes, and their marks in sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from phonghop.importing.findings import Findings
from phonghop.importing.structure import FOOTNOTE
from phonghop.importing.words import Tree, Value, Words, certain, concluded, values

_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_MARK = re.compile(rf"(?P<open>\()?(?P<mark>{_RAISED.pattern})(?(open)\))")


def read_footnotes(lines: Sequence[Words], found: Findings) -> None:
    """Read the lines that begin with a raised number into `found`."""
    notes: list[Tree] = []
    for line in lines:
        match = FOOTNOTE.match(line.text)
        assert match
        number = _number(match["mark"])
        found.form_only(line[: match.end()])
        notes.append({"id": concluded(number, line, "", "certain"), "text": certain(line[match.end() :])})
    if notes:
        found.fields["footnotes"] = notes


def mark_footnotes(found: Findings) -> None:
    """Write the marks of footnotes as the file does; a mark without its footnote, alone like it, is taken for the same."""
    notes = found.fields.get("footnotes", [])
    assert isinstance(notes, list)
    ids = [note["id"].text for note in notes if isinstance(note, dict) and isinstance(note["id"], Value)]
    marks = {
        _number(mark)
        for _, value in (*values(found.fields), *values(found.letter))
        for mark in _RAISED.findall(value.text)
    }
    if len(ids) == len(marks) == 1 and isinstance(notes[0], dict) and marks != set(ids):
        ids = [*marks]
        notes[0]["id"] = concluded(ids[0], Words(), "footnote")
    found.fields = {key: _with_marks(tree, ids) for key, tree in found.fields.items()}
    found.letter = {key: _with_marks(tree, ids) for key, tree in found.letter.items()}


def _number(mark: str) -> str:
    return "".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(sign)) for sign in mark)


def _with_marks(tree: Tree, ids: Sequence[str]) -> Tree:
    if isinstance(tree, dict):
        return {key: _with_marks(part, ids) for key, part in tree.items()}
    if isinstance(tree, list):
        return [_with_marks(part, ids) for part in tree]
    text = _MARK.sub(lambda m: f"[^{_number(m['mark'])}]" if _number(m["mark"]) in ids else m[0], tree.text)
    return tree if text == tree.text else replace(tree, text=text)
