"""Somebody who sees a form reads labels, never the keys of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from phonghop.model import Meeting
from phonghop.model.field_words import field_words
from phonghop.model.reading import record_of
from phonghop.text.problems import Place, Problem, catalogue
from phonghop.text.strings import LANGUAGES, packaged, strings

IN_PORTAL_FILE = frozenset("PH225 PH227 PH235 PH236 PH243 PH244 PH246 PH610 PH615".split())
"""Codes of which no meeting's file is the cause, but the portal's, or a list of addressees."""
NEVER_SHOWN = frozenset(
    "PH225 PH227 PH232 PH233 PH234 PH235 PH236 PH237 PH239 PH240 PH241 PH242 PH243 PH244 PH245 PH246 PH420 PH421 PH422 PH429 PH430 PH451 "
    "PH456".split()
)
"""Codes of the portal's settings and of pages written by hand, which the editor never shows."""
IN_TEXT_VIEW = frozenset("PH113 PH114".split())
"""Codes of text that is no YAML: the editor shows it as it is written."""


def fields(record: type[Any], seen: frozenset[type[Any]] = frozenset()) -> Iterator[tuple[type[Any], str]]:
    for name, field in record.model_fields.items():
        yield record, name
        below = record_of(field.annotation)
        if below and below not in seen:
            yield from fields(below, seen | {record, below})


FIELDS = frozenset(fields(Meeting))
KEYS = {name for _, name in FIELDS}


def sentences(language: str) -> dict[str, str]:
    codes = [code for code in catalogue() if code[2] in "23467" and code not in IN_PORTAL_FILE | IN_TEXT_VIEW]
    table = strings(language)
    return {
        code: "; ".join(
            table.table.get(f"problem.{code}.form_{part}", table.table[f"problem.{code}.{part}"])
            for part in ("what", "remedy")
        )
        for code in codes
    }


def test_no_key_of_the_file_stands_in_a_sentence_of_the_form() -> None:
    """In Vietnamese, where no key is a word; two are part of what other programs are called."""
    others = re.compile(r"Print to PDF|phonghop codes|\{\w*\}|\S*\.\w+")
    words = {
        code: re.findall(r"(?<!\w)[a-z_]{2,}(?!\w)", others.sub("", s)) for code, s in sentences("vi").items()
    }
    assert {code: held for code, found in words.items() if (held := KEYS & {*found})} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_the_form_name_labels_that_are_there(language: str) -> None:
    t = strings(language)
    labels = {field_words(record, name, language).label for record, name in FIELDS}
    labels |= {words for key, words in t.table.items() if key.startswith("edit.section.")}
    named = {
        (code, label)
        for code in catalogue()
        for part in ("what", "remedy")
        for label in re.findall("«([^»{]*)»", t.table.get(f"problem.{code}.form_{part}", ""))
    }
    assert len(named) > 50
    assert {pair for pair in named if pair[1] not in labels} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_that_the_editor_shows_is_in_its_language(language: str) -> None:
    """Of a code of a meeting's file both sentences, that of the form and that of its text view; of lists of addressees one."""
    own, known = packaged(language), packaged("vi")
    shown = {
        key
        for key in known
        if key.startswith(("edit.", "import.", "problem."))
        and (not key.startswith("problem.PH") or key[10] in "123467")
        and key.split(".")[1] not in NEVER_SHOWN
    }
    assert {key for key in shown if key not in own} == set()


def test_a_form_is_told_its_own_remedy_and_the_command_line_its_own() -> None:
    problem = Problem(Place("meeting.yml"), "PH222")
    assert "sessions:" in problem.sentence(strings("vi"))
    assert "«Các phiên»" in problem.sentence(strings("vi"), in_form=True)
    other = Problem(Place("meeting.yml"), "PH302", {"text": "31/11/2026"})
    assert other.sentence(strings("vi"), in_form=True) == other.sentence(strings("vi"))
