"""What a clerk chooses from stands there in words."""

from __future__ import annotations

from collections.abc import Iterator

from phonghop.editing.forms import Widget, section_widgets
from phonghop.editing.parts import SECTIONS


def choices(widgets: Iterator[Widget] | tuple[Widget, ...]) -> Iterator[tuple[str, str, str]]:
    for widget in widgets:
        yield from ((widget.name, value, words) for value, words in widget.choices if value)
        yield from choices(widget.parts)


def test_every_choice_has_words_of_its_own() -> None:
    held = {
        "letter": {"sections": [{"content": "agenda"}]},
        "points": [{"name": "Điểm cầu"}],
        "contacts": [{"id": "a"}],
        "status": {"state": "moved"},
    }
    shown = [
        c
        for section in SECTIONS
        for c in choices(tuple(section_widgets(section, held, [("vp", "Văn phòng")])))
    ]
    assert {"letter/urgency", "letter/numbering", "letter/profile", "locked"} <= {
        name for name, _, _ in shown
    }
    bare = [(name, value) for name, value, words in shown if value == words and value not in ("có", "không")]
    assert bare == []
