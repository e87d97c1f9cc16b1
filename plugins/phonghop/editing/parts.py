"""The parts of the form, and the labels of fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from phonghop.model import Meeting
from phonghop.model.field_words import field_words
from phonghop.model.meeting import REMARKS
from phonghop.model.reading import record_of
from phonghop.source import KeyPath

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "meeting": tuple(
        "title short_title organizer inviter noun form scope parent_event topics subjects locked".split()
    ),
    "time": ("sessions", "duration", "arrive_early", "rehearsals", "status", *REMARKS),
    "places": ("venue", "lead_in", "chair", "attendees", "layout", "points"),
    "agenda": ("agenda",),
    "documents": ("documents", "document_channels"),
    "links": ("links", "deadlines"),
    "tasks": ("tasks", "backdrop"),
    "notes": ("notes", "footnotes", "contacts"),
    "letter": ("letter",),
}
"""The parts of the form, in their order, with the keys of the top that each shows."""


def label_of(path: KeyPath, language: str) -> str:
    """Return the label of the field at `path`: "Phiên 2 › Bắt đầu", "Session 2 › Begins"."""
    labels: list[str] = []
    annotation: Any = Meeting
    one = ""
    for step in path:
        if isinstance(step, int):
            annotation = item_type(annotation) or annotation
            if labels:
                labels[-1] = f"{one} {step + 1}"
            continue
        record = record_of(annotation)
        if record and step in record.model_fields:
            words = field_words(record, step, language)
            labels.append(words.label)
            one, annotation = words.one, record.model_fields[step].annotation
        else:
            labels.append(step)
            one, annotation = step, None
    return " › ".join(labels)


def section_of(name: str) -> str:
    """Return the part of the form that shows a key of the top, the first for a key that there is not."""
    return next((section for section, names in SECTIONS.items() if name in names), next(iter(SECTIONS)))


def item_type(annotation: Any) -> Any:
    """Return what the items of a list are, None for what is no list."""
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0]
    if hasattr(annotation, "__metadata__"):
        return item_type(get_args(annotation)[0])
    return None
