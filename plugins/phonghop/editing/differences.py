"""Two versions of a meeting's file compared, in the words of the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from phonghop.model import Body, Meeting
from phonghop.model.field_words import field_words
from phonghop.model.record import Record
from phonghop.model.status import Status
from phonghop.portal.load import MEETING_FILE
from phonghop.source import plain, read
from phonghop.source.nodes import Plain
from phonghop.source.patch import swept
from phonghop.text.strings import strings

_SHORT = 120
"""Characters of a value that a list of differences shows."""


class Difference(NamedTuple):
    """A field of the top that differs: its label, how, and its words before and after if they are short."""

    label: str
    how: Literal["new", "changed", "gone"]
    before: str
    after: str


def data_of(text: str) -> dict[str, Plain] | None:
    """Return what the text of a meeting's file holds; None where it is no YAML mapping."""
    node, _ = read(text.encode(), MEETING_FILE)
    data = plain(node) if node else None
    return swept(data) if isinstance(data, dict) else None


def differences(before: str, after: str, bodies: Sequence[Body], language: str) -> list[Difference]:
    """Return the fields of the top in which two texts of a file differ, in the order of the model."""
    old, new = (data_of(text) or {} for text in (before, after))
    return [
        Difference(
            field_words(Meeting, name, language).label,
            "new" if name not in old else "gone" if name not in new else "changed",
            *(_in_short(name, side.get(name), bodies, language) for side in (old, new)),
        )
        for name in Meeting.model_fields
        if old.get(name) != new.get(name)
    ]


def _in_short(name: str, value: Plain, bodies: Sequence[Body], language: str) -> str:
    """Return a value on one line if it is short enough; empty for values that only the preview can show."""
    if name == "contacts" and isinstance(value, list):
        contacts = [contact for contact in value if isinstance(contact, dict)]
        is_seen = any(contact.get("visibility") == "public" for contact in contacts)
        return "" if is_seen else strings(language)("edit.only_on_paper")
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict) and set(value) <= {"state", "reason"}:
        state = _choice(Status, "state", str(value.get("state") or ""), language)
        value = ", ".join(filter(None, (state, str(value.get("reason") or ""))))
    if not isinstance(value, str) or len(value) > _SHORT:
        return ""
    if name == "organizer":
        return next((body.name for body in bodies if body.id == value), value)
    return _choice(Meeting, name, value, language)


def _choice(record: type[Record], key: str, value: str, language: str) -> str:
    """Return the words of a choice in place of what the file holds for it."""
    choices = field_words(record, key, language).choices(record.model_fields[key].annotation)
    return dict(choices).get(value, value)
