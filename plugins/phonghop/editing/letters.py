"""A letter that comes in becomes the draft of a meeting, kept together with a record of what was read from each line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from phonghop.editing.desk import Desk
from phonghop.editing.differences import data_of
from phonghop.editing.steps import as_list
from phonghop.importing.job import read_file
from phonghop.importing.letter import read_letter
from phonghop.importing.trace import keep_letter
from phonghop.model.scalars import TO_FILL
from phonghop.source.patch import patched
from phonghop.starter.meetings import folder_name


def is_day(text: str) -> bool:
    """Return whether `text` is a date as browsers send it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class NoDate(Exception):
    """The letter states no day of the meeting, so that no folder can be named."""


def import_letter(desk: Desk, letter: Path, day: str = "") -> str:
    """Make a draft of the letter at `letter`; return the id of its meeting.

    For a letter without a day, `day` (ISO 8601) is the first day of the meeting; its hour is left to be filled in.

    Raises:
        Unreadable: it cannot be read, as with `read_file`.
        NoDate: it states no day, and none is given.
    """
    portal = desk.portal()
    text = read_file(letter)
    draft = read_letter(
        text.lines, portal.settings.bodies if portal else (), desk.t, converted=text.converted
    )
    if not draft.meeting_id and not is_day(day):
        raise NoDate
    own, written = draft.meeting_id, draft.text
    if not own:
        first = date.fromisoformat(day)
        data = data_of(written) or {}
        title = str(data.get("title") or TO_FILL)
        own = folder_name(first, letter.stem if title == TO_FILL else title)
        if as_list(data.get("sessions")) == [TO_FILL]:
            written = patched(written, data | {"sessions": [f"{first:%d/%m/%Y}"]})
    name = desk.create(own, written)
    keep_letter(desk.root, name, letter, text.lines, draft)
    return name
