"""A letter that the portal itself prints is read back: what its meeting says stands in fields of the draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from driver import SAMPLES, TESTS
from phonghop.importing import docx, pdf
from phonghop.importing.letter import read_letter
from phonghop.pages.letters import letter_of
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdf
from phonghop.portal import load
from phonghop.source import plain
from phonghop.source.nodes import Plain
from phonghop.text.folding import fold
from phonghop.text.strings import strings


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]|_", "", fold(text))


def leaves(value: Plain) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(part)


FACTS = {
    *("venue", "chair", "attendees", "points", "topics", "form", "tasks", "deadlines", "rehearsals", "dress"),
    *("bring", "costs", "arrive_early"),
}
"""Fields whose words the meeting's file and its letter have in common; others are written anew for the letter."""
MAY_STAND = {"tasks": ("tasks", "deadlines", "notes")}
"""What an office is told to do may be a task, a deadline or a remark of its meeting."""
FORM = {"layout", "listed", "honorific"}


def words(text: str) -> set[str]:
    """Return the words of `text`, folded, without marks of footnotes and the words that stand between parts of a citation."""
    return set(re.findall(r"\w+", fold(re.sub(r"\[\^[^]]*\]", "", text)))) - {"so", "ngay", "cua", "theo"}


@pytest.mark.parametrize("portal", [SAMPLES / "meetings", TESTS / "invitations"], ids=lambda path: path.name)
def test_what_is_certain_of_a_printed_letter_is_what_its_meeting_says(portal: Path, tmp_path: Path) -> None:
    """Each certain field holds words that the meeting has there, or where a part of the meeting may have them."""
    t = strings("vi")
    copytree(portal, tmp_path / "meetings")
    loaded, _ = load(tmp_path)
    assert loaded
    wrong, certain = [], 0
    for folder in loaded.folders:
        if not folder.meeting.has_letter:
            continue
        path = tmp_path / f"{folder.id}.docx"
        path.write_bytes(render_docx(letter_of(folder, loaded, "https://hop.example.gov.vn/", "print", t)))
        node = plain(folder.node)
        assert isinstance(node, dict)
        parts = {name: words(" ".join(leaves(value))) for name, value in node.items()}
        for reading in read_letter(docx.read(path).lines, loaded.settings.bodies, t).readings:
            name = str(reading.path[0])
            if reading.state == "certain" and name in FACTS and reading.path[-1] not in FORM:
                certain += 1
                if not words(reading.text) <= set().union(
                    *(parts.get(n, set()) for n in MAY_STAND.get(name, (name,)))
                ):
                    wrong.append((folder.id, reading.path, reading.text))
    print(f"{portal.name}: {certain} certain, {len(wrong)} wrong")
    assert certain > 50
    assert wrong == []


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_a_printed_letter_says_is_read_back(kind: str, tmp_path: Path) -> None:
    t = strings("vi")
    portal, _ = load(SAMPLES)
    assert portal
    printed = found = 0
    for folder in portal.folders:
        letter = letter_of(folder, portal, "https://hop.example.gov.vn/", "print", t)
        path = tmp_path / f"{folder.id}.{kind}"
        path.write_bytes(render_docx(letter) if kind == "docx" else render_pdf(letter))
        lines = docx.read(path).lines if kind == "docx" else pdf.read(path)
        said = squeezed(" ".join(lines))
        fields = "".join(squeezed(r.text) for r in read_letter(lines, portal.settings.bodies, t).readings)
        values = [v for v in map(squeezed, leaves(plain(folder.node))) if len(v) > 3 and v in said]
        printed += len(values)
        found += sum(value in fields for value in values)
    print(f"{kind}: {found} of {printed}")
    assert printed > 450
    assert found / printed > 0.95
