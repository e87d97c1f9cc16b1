"""What docs/developers/importing.md promises, held as a guard against getting worse."""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

import pytest
from letter_samples import FILES, KEPT_ASIDE, LETTERS, REAL, SECOND_TWELVE, TWELVE, UNSEEN, draft_of

from driver import MEETING_ID, SAMPLES, TESTS, PortalCase
from phonghop.model import PortalFile, read_record
from phonghop.source import read
from phonghop.text.folding import fold

sys.path.insert(0, str(TESTS / "bench"))

from edits import edits

from importing import measure

MEETINGS = {
    "000-ninh-binh": "2026-06-01-so-ket-chinh-quyen-2-cap",
    "001-ha-tinh": "2023-12-04-quan-triet-nghi-quyet-trung-uong-8",
    "002-dien-bien": "2026-07-01-so-ket-mo-hinh-3-cap",
    "003-quang-ngai": "2026-07-01-so-ket-nghi-quyet-57",
    "004-can-tho": "2026-05-30-so-ket-va-giam-sat",
}


def squeezed(text: str) -> str:
    return re.sub(r"[^\w]|_", "", fold(text))


def portal_file() -> bytes:
    return (SAMPLES / "meetings/portal.yml").read_bytes()


def facts(meeting: str) -> list[str]:
    with (TESTS / "facts.tsv").open(encoding="utf-8", newline="") as rows:
        table = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row["fact"] for row in table if row["meeting"] == meeting]


def test_the_facts_of_the_five_letters_are_in_fields_of_their_drafts() -> None:
    """Of the facts that a letter states in those words, how many does a field of its draft hold."""
    node, _ = read(portal_file(), "portal.yml")
    assert node
    settings, _ = read_record(PortalFile, node)
    assert settings
    there = found = 0
    for letter in REAL:
        text = letter.read_text("utf-8")
        fields = [squeezed(reading.text) for reading in draft_of(text, settings.bodies).readings]
        whole = "".join(fields)
        for fact in facts(MEETINGS[letter.stem]):
            if squeezed(fact) in squeezed(text):
                there += 1
                found += squeezed(fact) in whole
    print(f"facts of the five letters: {found} of {there}")
    assert there > 250
    assert found / there >= 0.9


@pytest.mark.parametrize("letter", REAL, ids=lambda path: path.stem)
def test_a_real_letter_needs_few_edits_until_the_check_passes(letter: Path, portal: PortalCase) -> None:
    portal.portal_file(portal_file().decode())
    node, _ = read(portal_file(), "portal.yml")
    assert node
    settings, _ = read_record(PortalFile, node)
    assert settings
    draft = draft_of(letter.read_text("utf-8"), settings.bodies)
    known = {
        "organizer: …": "organizer: tinh-uy-ha-tinh",
        "unit: …": "unit: Văn phòng",
        "title: …": "title: Hội nghị",
    }
    text = draft.text
    edits = 0
    for blank, filled in known.items():
        edits += text.count(blank)
        text = text.replace(blank, filled)
    assert "…" not in re.sub(r"#.*", "", text)
    portal.write(f"meetings/{MEETING_ID}/meeting.yml", text)
    problems = [
        line
        for line in portal.check().output.splitlines()
        if re.search(r"PH\d{3}", line) and "PH307" not in line
    ]
    print(letter.stem, edits, problems)
    assert edits + len(problems) <= 10


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        ("invented", 0.93),
        ("kept-aside", 0.85),
        ("unseen", 0.95),
        ("files", 0.9),
        ("twelve", 0.92),
        ("second-twelve", 0.93),
    ],
)
def test_what_is_certain_is_right_and_most_is_found(folder: str, least: float) -> None:
    scores = measure(LETTERS / folder)
    assert sum(score.certain for score in scores.values()) > 50
    assert [wrong for score in scores.values() for wrong in score.wrong] == []
    assert sum(s.folded for s in scores.values()) / sum(s.facts for s in scores.values()) >= least


@pytest.mark.parametrize(
    "letter",
    [*KEPT_ASIDE, *UNSEEN, *FILES[::3], *TWELVE[::3], *SECOND_TWELVE[::3]],
    ids=lambda path: path.stem,
)
def test_a_letter_never_seen_needs_few_edits(letter: Path) -> None:
    assert edits(letter) <= 10
