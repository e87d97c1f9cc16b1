"""Saving leaves what it does not mean to change: comments, order and style, byte for byte."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
import yaml_edit
from hypothesis import given, settings
from hypothesis import strategies as st

from driver import SAMPLES
from phonghop.source import plain, read
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError, patched, swept

MEETINGS = sorted((SAMPLES / "meetings").glob("*/meeting.yml"))
WORDS = [
    "Hội nghị",
    "a: b",
    "- gạch",
    "có # dấu",
    "'ngoặc'",
    "x" * 200,
    "hai\ndòng",
    "null",
    "…",
    "[mở",
    "08:00",
    "no",
    " lời dài " * 30,
]


def data(text: str) -> dict[str, Plain]:
    node, problems = read(text.encode(), "meeting.yml")
    assert node is not None, problems
    found = plain(node)
    assert isinstance(found, dict)
    return found


def edited(value: Plain, dice: random.Random) -> Plain:  # noqa: C901, PLR0912 one case for each kind of edit
    """Return `value` with one change somewhere: words changed, something added, removed, moved."""
    value = copy.deepcopy(value)
    here = value
    while True:
        inner = [
            part
            for part in (here.values() if isinstance(here, dict) else here)
            if isinstance(part, dict | list) and part
        ]
        if not inner or dice.random() < 0.3:
            break
        here = dice.choice(inner)
    words = " ".join(dice.choice(WORDS).split(" ")).strip()
    if isinstance(here, list):
        n = dice.randrange(len(here))
        match dice.choice(("change", "insert", "append", "remove", "move")):
            case "change":
                here[n] = words
            case "insert":
                here.insert(n, words)
            case "append":
                here.append({"name": words, "titles": ["Một", words]})
            case "remove" if len(here) > 1:
                del here[n]
            case _:
                here.append(here.pop(n))
    else:
        key = dice.choice(list(here))
        match dice.choice(("change", "add", "remove", "nest")):
            case "change":
                here[key] = words
            case "add":
                here["note_" + str(dice.randrange(9))] = words
            case "remove" if len(here) > 1:
                del here[key]
            case _:
                here[key] = [words, "hai"]
    return value


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize("sample", MEETINGS, ids=lambda path: path.parent.name)
def test_what_is_not_changed_stays_byte_for_byte(sample: Path) -> None:
    text = sample.read_text("utf-8")
    assert patched(text, data(text)) == text


@pytest.mark.parametrize("sample", MEETINGS, ids=lambda path: path.parent.name)
@settings(max_examples=40)
@given(seed=st.integers(0, 10_000))
def test_an_edit_is_read_back_and_touches_nothing_else(sample: Path, seed: int) -> None:
    text = sample.read_text("utf-8")
    dice = random.Random(seed)
    meant = data(text)
    for _ in range(dice.randrange(1, 4)):
        changed = edited(meant, dice)
        assert isinstance(changed, dict)
        meant = swept(changed)
    new = patched(text, meant)
    assert data(new) == meant
    assert comments(new) == comments(text)
    untouched = {key for key, value in data(text).items() if meant.get(key) == value}
    for key in untouched:
        assert stretch(new, key) == stretch(text, key)


def stretch(text: str, key: str) -> str:
    """Return the lines of a key of the top with what stands below it, comments between keys left out."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next(
        (n for n, line in enumerate(lines[start + 1 :], start + 1) if line[:1] not in ("", " ", "#", "-")),
        len(lines),
    )
    return "\n".join(line for line in lines[start:end] if line.strip() and not line.startswith("#"))


HAND_WRITTEN = """\
# đầu tệp
title: 'Họp: giao ban'   # lời cạnh
form: "online"

# về các phiên
sessions: [8 giờ 01/7/2026, 9 giờ 02/7/2026]
topics:
- một          # danh sách không lùi
# giữa
- hai

notes:
  - text: |-
      dòng một
      dòng hai
  # giữa hai lưu ý
  - label: Lưu ý
    # trong mục
    text: >-
      lời dài
      gấp dòng
empty:
# cuối tệp
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), "Họp giao ban"),
        (("sessions",), ["8 giờ 01/7/2026", "10 giờ 02/7/2026"]),
        (("topics",), ["hai"]),
        (("topics",), ["một", "hai", "ba"]),
        (("notes",), [{"label": "Lưu ý", "text": "lời dài gấp dòng"}]),
        (("notes", 1), {"text": "lời dài gấp dòng"}),
        (("notes", 0), "một câu"),
        (("empty",), "có chữ"),
        (("empty",), {"a": "b"}),
        (("extra",), "mới"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_hand_written_style_stays(path: tuple[str | int, ...], value: Plain, ends: str) -> None:
    text = HAND_WRITTEN.replace("\n", ends)
    meant = data(text)
    holder: Plain = meant
    for step in path[:-1]:
        holder = holder[step]  # type: ignore[index,call-overload]
    holder[path[-1]] = value  # type: ignore[index,call-overload]
    new = patched(text, meant)
    assert data(new) == swept(meant)
    assert comments(new) == comments(text)
    assert new.count(ends) == new.count("\n")


@pytest.mark.parametrize("sample", MEETINGS, ids=lambda path: path.parent.name)
def test_another_editor_makes_the_same_of_a_changed_title(sample: Path) -> None:
    text = sample.read_text("utf-8")
    document = yaml_edit.Document.parse(text) if hasattr(yaml_edit, "Document") else None
    assert document is not None
    document["organizer"] = "co-quan-khac"
    assert patched(text, {**data(text), "organizer": "co-quan-khac"}) == str(document)


def test_what_would_not_read_back_is_not_written() -> None:
    with pytest.raises(PatchError):
        patched("{title: a}", {"title": "b"})
