"""The parts of the form, and the labels of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from phonghop.model import Meeting
from phonghop.model.meeting import REMARKS
from phonghop.model.reading import record_of
from phonghop.source import KeyPath
from phonghop.text.runs import with_capital

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "meeting": tuple(
        "title short_title organizer inviter noun form scope parent_event topics subjects".split()
    ),
    "time": ("sessions", "duration", "arrive_early", "rehearsals", "status", *REMARKS),
    "places": ("venue", "chair", "attendees", "points"),
    "agenda": ("agenda",),
    "documents": ("documents", "document_channels"),
    "links": ("links", "deadlines"),
    "tasks": ("tasks", "backdrop"),
    "notes": ("notes", "footnotes", "contacts"),
    "letter": ("letter",),
}
"""The parts of the form, in their order; fields of the model that no part names are in the last."""


def fields_of(section: str) -> tuple[str, ...]:
    """Return the keys of the top that a part of the form shows."""
    own = tuple(name for name in SECTIONS[section] if name in Meeting.model_fields)
    if section != list(SECTIONS)[-1]:
        return own
    named = {name for names in SECTIONS.values() for name in names}
    return (*own, *(name for name in Meeting.model_fields if name not in named))


def label_of(path: KeyPath) -> str:
    """Return the label of the field at `path`: "Các phiên 2 › Bắt đầu"."""
    words: list[str] = []
    annotation: Any = Meeting
    for step in path:
        if isinstance(step, int):
            annotation = item_type(annotation) or annotation
            if words:
                words[-1] = f"{one_of(words[-1])} {step + 1}"
            continue
        record = record_of(annotation)
        field = record.model_fields.get(step) if record else None
        words.append((field.title if field else None) or step)
        annotation = field.annotation if field else None
    return " › ".join(words)


def section_of(name: str) -> str:
    """Return the part of the form that shows a key of the top."""
    return next((section for section in SECTIONS if name in fields_of(section)), list(SECTIONS)[-1])


def one_of(title: str) -> str:
    """Return the singular of a list's title: "Các phiên" → "Phiên"."""
    return with_capital(title.removeprefix("Các "))


def item_type(annotation: Any) -> Any:
    """Return what the items of a list are, None for what is no list."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    if hasattr(annotation, "__metadata__"):
        return item_type(get_args(annotation)[0])
    return None
