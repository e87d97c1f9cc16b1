"""Forms generated from the model, and the data that a filled form means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from phonghop.editing.parts import SECTIONS, item_type
from phonghop.editing.review_marks import value_at
from phonghop.editing.steps import as_list
from phonghop.model import Body, Meeting
from phonghop.model.field_words import FieldWords, field_words
from phonghop.model.meeting import AgendaItem
from phonghop.model.people import Attendee
from phonghop.model.reading import record_of
from phonghop.model.record import Record
from phonghop.model.scalars import TO_FILL
from phonghop.model.session import Session
from phonghop.source.nodes import KeyPath, Plain
from phonghop.text.characters import clean

_USUAL = frozenset(
    (
        "title organizer form sessions start end name titles text venue chair attendees points agenda time presenter documents "
        "kind file links url label deadline deadlines what at tasks units actions notes contacts unit phone number date subject "
        "addressees opening recipients signature authority post role_text release status state"
    ).split()
)
"""Fields that most meetings fill; others are under "more" until they have a value."""
_AREAS = frozenset({"text", "notice", "opening", "closing", "after_closing", "subject", "note", "notes"})
_CAPTIONS = ("title", "label", "name", "file", "text", "what", "heading", "start")


@dataclass(frozen=True, slots=True)
class Widget:
    """A field as a form shows it.

    Attributes:
        path: its path in the file.
        kind: "line", "area", "choice", "record" or "list".
        value: what a line holds.
        choices: values and their words, for a choice.
        parts: the fields of a record, the items of a list.
        usual: whether it is shown at once.
        one: what one item of a list is called.
    """

    path: KeyPath
    label: str
    help: str
    kind: Literal["line", "area", "choice", "record", "list"]
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[Widget, ...] = ()
    usual: bool = True
    required: bool = False
    one: str = ""

    @property
    def name(self) -> str:
        """What the browser calls it."""
        return "/".join(map(str, self.path))

    @property
    def caption(self) -> str:
        """What tells an item of a list from the others, where its first field does not."""
        lines = {part.path[-1]: part.value for part in self.parts if part.usual}
        key = next((key for key in _CAPTIONS if lines.get(key)), "")
        return "" if key == next(iter(lines), "") else lines.get(key, "")


def section_widgets(
    section: str, data: Mapping[str, Plain], bodies: Sequence[Body], language: str
) -> list[Widget]:
    """Return the fields of one part of the form, in `language`, for what the file holds; `bodies` are there to choose from."""
    names = ((body.id, body.name) for body in bodies)
    widgets = [_field(Meeting, name, data.get(name), (name,), language) for name in SECTIONS[section]]
    return [
        replace(widget, kind="choice", help="", choices=(("", "…"), *names))
        if widget.path == ("organizer",)
        else widget
        for widget in widgets
    ]


def _field(record: type[Record], name: str, value: Plain, path: KeyPath, language: str) -> Widget:
    field = record.model_fields[name]
    words = field_words(record, name, language)
    required = field.is_required()
    usual = name in _USUAL or required or value not in (None, "", [], {})
    widget = _widget(words, field.rebuild_annotation(), value, path, language)
    return replace(widget, usual=usual, required=required)


def _widget(words: FieldWords, annotation: Any, value: Plain, path: KeyPath, language: str) -> Widget:
    label, help_ = words.label, words.help
    if item := item_type(annotation):
        items = tuple(_item(words, item, part, (*path, n), language) for n, part in enumerate(as_list(value)))
        return Widget(path, label, help_, "list", parts=items, one=words.one)
    if record := record_of(annotation):
        return Widget(path, label, help_, "record", parts=_parts(record, value, path, language))
    text = "" if value is None else str(value)
    if choices := words.choices(annotation):
        shown_as = _meant(annotation, text, choices)
        shown = ((text if key == shown_as else key, told) for key, told in choices)
        more = ((text, text),) if text and not shown_as else ()
        return Widget(path, label, "", "choice", text, (("", "—"), *shown, *more))
    key = next(step for step in reversed(path) if isinstance(step, str))
    is_area = key in _AREAS or "\n" in text or len(text) > 90
    return Widget(path, label, help_, "area" if is_area else "line", "" if text == TO_FILL else text)


def _meant(annotation: Any, text: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return the one of `choices` that `text` is another word for, as «trực tuyến» is for "online"; empty for none."""
    if not text or text in dict(choices):
        return text
    try:
        value = TypeAdapter(annotation).validate_python(text)
    except ValidationError:
        return ""
    return choices[not value][0] if isinstance(value, bool) else str(value)


def _item(words: FieldWords, annotation: Any, value: Plain, path: KeyPath, language: str) -> Widget:
    """Return an item of a list."""
    return replace(_widget(words, annotation, value, path, language), label=words.one, help="")


def _parts(record: type[Record], value: Plain, path: KeyPath, language: str) -> tuple[Widget, ...]:
    """Return the fields of a record; its short form is the field that it stands for."""
    if isinstance(value, str) and record.short_form:
        value = {record.short_form: value}
    held = value if isinstance(value, dict) else {}
    if len(path) > _DEEPEST:
        return ()
    parts = [
        _field(record, name, held.get(name), (*path, name), language)
        for name, field in record.model_fields.items()
        if len(path) < _DEEPEST - 3 or name in held or not record_of(field.annotation)
    ]
    # What a record has of its own stands before what it shares with others: a session's hour before its people; its id last.
    parts.sort(key=lambda part: (part.path[-1] == "id", part.path[-1] not in record.__annotations__))
    shown = _shown(record, set(held))
    return tuple(part if shown is None else replace(part, usual=part.path[-1] in shown) for part in parts)


def _shown(record: type[Record], held: set[str]) -> set[str] | None:
    """Return the fields of a record that are shown at once, where what it holds decides that; else None."""
    if issubclass(record, Attendee):
        people = {"name", "titles", "honorific"} if "name" in held else set()
        return held | (people or ({"text"} if held else {"text", "name"}))
    if issubclass(record, Session | AgendaItem):
        return held | ({*record.model_fields} & _USUAL) - {"venue", "chair", "attendees", "notes"}
    return None


_DEEPEST = 9


def form_data(pairs: Iterable[tuple[str, str]]) -> dict[str, Plain]:
    """Return what a filled form means: names are paths; what is left empty, and signs that nobody sees, are not there."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        text = clean(value.replace("\t", " "))
        if name.startswith("_") or not name:
            continue
        here = tree
        *above, last = name.split("/")
        for step in above:
            here = here.setdefault(step, {})
        if text:
            here[last] = text
    shaped = _shaped(tree, Meeting)
    assert isinstance(shaped, dict)
    return shaped


def with_blanks(pairs: Sequence[tuple[str, str]], data: Plain) -> list[tuple[str, str]]:
    """Return a filled form in which entries of `data` that are still to be filled stay, and so keep the places of those behind them."""
    paths = [tuple(int(step) if step.isdigit() else step for step in name.split("/")) for name, _ in pairs]
    filled = {
        path[:n] for path, (_, value) in zip(paths, pairs, strict=True) if value for n in range(len(path))
    }
    kept = []
    for path, (name, value) in zip(paths, pairs, strict=True):
        places = () if value else (path, path[:-1])
        blank = next((at for at in places if at not in filled and value_at(data, at) == TO_FILL), None)
        if blank is not None:
            filled.add(blank)
        kept.append((name, value if blank is None else TO_FILL))
    return kept


def _shaped(tree: Any, annotation: Any) -> Plain:
    if not isinstance(tree, dict):
        return str(tree)
    if tree and all(step.isdigit() for step in tree):
        ordered = (part for _, part in sorted(tree.items(), key=lambda item: int(item[0])))
        return [part for part in (_shaped(part, annotation) for part in ordered) if part not in ({}, [], "")]
    return {
        step: part for step, below in tree.items() if (part := _shaped(below, annotation)) not in ({}, [], "")
    }


def as_written(meant: Plain, before: Plain, annotation: Any = Meeting) -> Plain:
    """Return `meant` in the short forms that stood there before, or that a new entry needs no more than."""
    if isinstance(meant, list):
        item = item_type(annotation) or annotation
        old = before if isinstance(before, list) else [before]
        items = [as_written(part, old[n] if n < len(old) else None, item) for n, part in enumerate(meant)]
        if len(items) == 1 and before is not None and not isinstance(before, list):
            return items[0]
        return items
    if not isinstance(meant, dict):
        return meant
    record = record_of(annotation)
    if record is None:
        return meant
    held = before if isinstance(before, dict) else {}
    shaped = {
        key: as_written(
            part, held.get(key), record.model_fields[key].annotation if key in record.model_fields else None
        )
        for key, part in meant.items()
    }
    if record.short_form and set(shaped) == {record.short_form} and not isinstance(before, dict):
        return shaped[record.short_form]
    return shaped


def acted(data: dict[str, Plain], action: str) -> dict[str, Plain]:
    """Return `data` after a button of a list, or a drag: ``add:points``, ``remove:points/0``, ``up:points/1``, ``move:points/3:0``."""
    verb, name, to, *_ = (*action.split(":"), "", "")
    steps = name.split("/")
    *above, last = steps if verb != "add" else [*steps, ""]
    here: Any = data
    for n, step in enumerate(above):
        is_list = isinstance(here, list)
        key: Any = int(step) if is_list else step
        if is_list and key >= len(here):
            return data
        if not is_list and key not in here:
            here[key] = [] if n == len(above) - 1 else {}
        if not isinstance(here[key], list | dict):
            here[key] = [here[key]]
        here = here[key]
    if not isinstance(here, list):
        return data
    if verb == "add":
        here.append("")
    elif last.isdigit() and int(last) < len(here):
        n = int(last)
        item = here.pop(n)
        if verb != "remove":
            places = {"up": max(0, n - 1), "down": n + 1, "move": int(to) if to.isdecimal() else n}
            here.insert(places.get(verb, n), item)
    return data
