"""The sound part of a meeting whose file has errors: enough to check its references.

A record with an error has no value to check. So that a wrong date does not hide a wrong reference until the next run,
the parts with errors are cut out, and the rest is read. Whatever a cut may have hidden is recorded, and references to
it are not reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from phonghop.model.meeting import Meeting
from phonghop.source import KeyPath, Mapping, Node, Sequence, plain, walk

KEYED = ("documents", "points", "links", "contacts", "footnotes")
"""Lists whose items are referred to by their identifiers."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What could be read of a meeting.

    Attributes:
        meeting: its sound fields; a required field that is not sound is None, any other has its default.
        node: the parts that were read.
        cut: the top-level keys under which something is missing, or may be because a key is unknown.
        uncertain: those of them whose identifiers are not all known.
    """

    meeting: Meeting
    node: Mapping
    cut: frozenset[str]
    uncertain: frozenset[str]


def read_in_part(node: Mapping) -> Sound:
    """Return what is sound of the meeting that `node` holds."""
    values: dict[str, object] = {}
    entries = []
    cut: set[str] = set()
    uncertain: set[str] = set()
    fields = Meeting.model_fields
    if any(key.text not in fields for key, _ in node.entries):
        cut.update(fields.keys() - node.by_key.keys())  # one of them may stand under that key
        uncertain |= cut
    for key, value in node.entries:
        if key.text not in fields or plain(value) is None:
            continue
        adapter: TypeAdapter[object] = TypeAdapter(fields[key.text].rebuild_annotation())
        rest: Node | None = value
        while rest is not None:
            try:
                values[key.text] = adapter.validate_python(plain(rest))
            except ValidationError as error:
                cut.add(key.text)
                paths = [detail["loc"] for detail in error.errors()]
                rest, is_whole = _without(rest, paths, key.text in KEYED)
                if not is_whole:
                    uncertain.add(key.text)
            else:
                entries.append((key, rest))
                break
        else:
            uncertain.add(key.text)
    missing: dict[str, object] = {name: None for name, field in fields.items() if field.is_required()}
    cut.update(missing.keys() - values.keys())
    meeting = Meeting.model_construct(**{**missing, **values})  # type: ignore[arg-type]
    return Sound(
        meeting,
        replace(node, entries=tuple(entries)),
        frozenset(cut),
        frozenset(uncertain | missing.keys() - values.keys()),
    )


def _without(node: Node, paths: Iterable[KeyPath], is_keyed: bool) -> tuple[Node | None, bool]:
    """Return `node` without the values at `paths`, and whether every item keeps the identifier that it states.

    An item with an error and no stated identifier is left out whole, because the wrong part may have been its name.
    """
    wrong = [tuple(path[n] for n, _, _ in walk(node, path)) for path in paths]
    is_whole = True
    if is_keyed and isinstance(node, Mapping):
        node, wrong = Sequence(node.place, (node,)), [(0, *path) for path in wrong]
    everything = set(wrong)
    if is_keyed and isinstance(node, Sequence):
        for n in {path[0] for path in wrong if path}:
            item = node.items[n] if isinstance(n, int) else None
            names_itself = isinstance(item, Mapping) and "id" in item.by_key
            if (n,) in everything or (n, "id") in everything or not names_itself:
                everything.add((n,))
                is_whole = False
    return _cut(node, everything, ()), is_whole and () not in everything


def _cut(node: Node, wrong: set[KeyPath], here: KeyPath) -> Node | None:
    if here in wrong:
        return None
    if isinstance(node, Sequence):
        items = (_cut(item, wrong, (*here, n)) for n, item in enumerate(node.items))
        return replace(node, items=tuple(item for item in items if item is not None))
    if isinstance(node, Mapping):
        parts = ((key, _cut(value, wrong, (*here, key.text))) for key, value in node.entries)
        return Mapping(node.place, tuple((key, part) for key, part in parts if part is not None))
    return node
