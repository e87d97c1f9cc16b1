"""A form speaks the language of its portal: labels, help, and the words of what a clerk chooses from."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import yaml
from clerks import Clerk, editor

from driver import MEETING_ID, PortalCase
from phonghop.editing.forms import section_widgets
from phonghop.editing.parts import SECTIONS, label_of
from phonghop.model import Meeting
from phonghop.model.field_words import field_words
from phonghop.model.reading import read_record, record_of, records_within
from phonghop.model.record import Record
from phonghop.source import Mapping, read
from phonghop.source.nodes import Plain
from phonghop.text.region import Region, here, live_in
from phonghop.text.strings import LANGUAGES, packaged_fields

VIETNAMESE = re.compile(r"[^\W\da-zA-Z_äöüÄÖÜß]")
ELSEWHERE = [language for language in LANGUAGES if language != "vi"]
HERE = f"/cuoc-hop/{MEETING_ID}"
COUNCIL = "name: Meetings\npublisher: Town Council\nlanguage: en\nbodies:\n  - {id: council, name: Town Council, letters: none}\n"
MEETING = "title: Planning committee\norganizer: council\nsessions: 1 July 2026, 9:00-11:30\n"

SAMPLES = {"lunar": "ram thang Gieng"}


def filled(record: type[Record], *above: type[Record]) -> dict[str, Plain]:
    """Return something in every field that a form can show."""
    held: dict[str, Plain] = {}
    for key, field in record.model_fields.items():
        below = record_of(field.annotation)
        if below not in (record, *above):
            held[key] = filled(below, record, *above) if below else SAMPLES.get(key, "x")
    return held


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_has_words_of_its_own(language: str) -> None:
    choices = {
        (f"{record.__name__}.{key}", value, told, words.help)
        for record in records_within(Meeting)
        for key, field in record.model_fields.items()
        for words in (field_words(record, key, language),)
        for value, told in words.choices(field.rebuild_annotation())
        if field.annotation is not bool and key != "accepted"
    }
    assert {"Letter.urgency", "Letter.numbering", "Letter.profile", "Meeting.locked", "Chair.role"} <= {
        name for name, *_ in choices
    }
    assert [choice for choice in choices if f"{choice[1]}: {choice[2]}" not in choice[3]] == []


@pytest.mark.parametrize("language", ELSEWHERE)
def test_every_field_has_words(language: str) -> None:
    declared = {
        f"field.{record.__name__}.{key}"
        for below in records_within(Meeting)
        for record in below.__mro__
        if issubclass(record, Record)
        for key in record.__annotations__.keys() & record.model_fields.keys()
    }
    table = packaged_fields(language)
    assert {name.rpartition(".")[0] for name in table} == declared
    assert {name for name in declared if f"{name}.label" not in table} == set()
    assert table.keys() == packaged_fields("en").keys()
    assert [words for words in table.values() if VIETNAMESE.search(words)] == []


def test_a_missing_word_of_an_office_is_that_of_the_package_or_english(tmp_path: Path) -> None:
    before = here()
    own = '[field]\n"Meeting.title.label" = "Nom"\n"Session.start.one" = "Séance"\n'
    for language in ("fr", "de"):
        (tmp_path / f"{language}.toml").write_text(own, "utf-8")
    live_in(Region(locales=tmp_path))
    try:
        labels = [
            (words.label, words.help)
            for language in ("fr", "de")
            for key in ("title", "notes")
            for words in (field_words(Meeting, key, language),)
        ]
        assert label_of(("title",), "fr") == "Nom"
    finally:
        live_in(before)
    assert labels == [("Nom", "In full."), ("Notes", ""), ("Nom", "Vollständig."), ("Hinweise", "")]
    assert field_words(Meeting, "title", "de").label == "Name der Sitzung"


def test_every_field_of_a_meeting_is_in_one_part_of_the_form() -> None:
    assert sorted(name for names in SECTIONS.values() for name in names) == sorted(Meeting.model_fields)


@pytest.mark.parametrize(
    ("language", "shown", "nothing_left"),
    [
        (
            "en",
            "Name of the meeting;Session 1;Add: Session;Connection point 1;in person",
            "Nothing is left to mend",
        ),
        (
            "de",
            "Name der Sitzung;Termin 1;Hinzufügen: Termin;Ort 1;in Präsenz;ja",
            "Nichts mehr zu berichtigen",
        ),
    ],
)
def test_a_form_elsewhere_has_no_word_of_vietnamese(
    portal: PortalCase, language: str, shown: str, nothing_left: str
) -> None:
    whole = {**filled(Meeting), "organizer": "council"}
    settings = COUNCIL.replace("language: en", f"language: {language}")
    portal.write("meetings/portal.yml", settings).write("mkdocs.yml", "site_name: Meetings\n")
    file = f"meetings/{MEETING_ID}/meeting.yml"
    with editor(portal.write(file, yaml.safe_dump(whole)).root, language=language) as address:
        clerk = Clerk(address)
        page = unescape(clerk.get(HERE))
        for words in shown.split(";"):
            assert f">{words}" in page
        assert [line for line in page.splitlines() if VIETNAMESE.search(line)] == []
        portal.write(file, MEETING)
        page = unescape(clerk.get(HERE))
        assert 'value="1 July 2026, 9:00-11:30"' in page
        assert nothing_left in page
        assert VIETNAMESE.findall(page + clerk.get("/")) == []


def test_letters_are_offered_where_there_are_any(portal: PortalCase) -> None:
    portal.write("meetings/portal.yml", COUNCIL)
    file = f"meetings/{MEETING_ID}/meeting.yml"
    with editor(portal.write(file, MEETING).root, language="en") as address:
        clerk = Clerk(address)
        ways = ("giay-moi.pdf", f"{HERE}/in", "part-letter")
        assert [way for way in ways if way in clerk.get(HERE)] == []
        portal.write(file, f"{MEETING}letter: {{profile: plain}}\n")
        assert [way for way in ways if way in clerk.get(HERE)] == [*ways]


def test_a_choice_in_other_words_is_that_choice_and_stays_as_it_is_written() -> None:
    data: dict[str, Plain] = {"form": "trực tuyến", "documents": [{"file": "a.pdf", "locked": "true"}]}
    form = next(w for w in section_widgets("meeting", data, (), "en") if w.name == "form")
    assert ("trực tuyến", "online") in form.choices
    [documents, *_] = section_widgets("documents", data, (), "en")
    locked = next(w for w in documents.parts[0].parts if w.path[-1] == "locked")
    assert (locked.value, locked.choices[1:]) == ("true", (("true", "yes"), ("no", "no")))


def test_items_of_a_list_are_told_apart_where_their_first_field_does_not() -> None:
    data: dict[str, Plain] = {
        "documents": ["a.pdf", {"id": "b", "title": "Báo cáo", "file": "b.pdf"}],
        "tasks": [{"units": ["Văn phòng"], "actions": ["In giấy"]}],
    }
    [documents, *_] = section_widgets("documents", data, (), "vi")
    assert [item.caption for item in documents.parts] == ["a.pdf", ""]
    assert [part.path[-1] for part in documents.parts[1].parts if part.usual][-1] == "id"
    [tasks, *_] = section_widgets("tasks", data, (), "vi")
    [actions] = [part for part in tasks.parts[0].parts if part.path[-1] == "actions"]
    assert actions.parts[0].caption == ""


def test_a_path_is_told_in_the_language_of_the_portal() -> None:
    path = ("sessions", 1, "start")
    assert label_of(path, "vi") == "Phiên 2 › Bắt đầu"
    assert label_of(path, "en") == "Session 2 › Begins"
    assert label_of(path, "de") == "Termin 2 › Beginn"
    assert label_of(path, "tlh") == "Session 2 › Begins"
    assert label_of(("agenda", 0, "items", 2, "titel"), "en") == "Item 1 › Item 3 › titel"


@pytest.mark.parametrize(
    ("field", "sample"),
    [
        ("sessions", "1 July 2026, 9:00"),
        ("sessions", "1 July 2026, 9:00-11:30"),
        ("sessions", "12/2026"),
        ("rehearsals", "30 June 2026, 15:00"),
        ("agenda", "{title: a, time: 9:00-9:30}"),
        ("sessions", "1. Juli 2026, 9:00"),
        ("sessions", "1. Juli 2026, 9:00-11:30"),
        ("rehearsals", "30. Juni 2026, 15:00"),
        ("chair", "{name: Jane Roe, honorific: none}"),
        ("documents", "{file: a.pdf, locked: ja, qr: nein}"),
    ],
)
def test_examples_are_taken(field: str, sample: str) -> None:
    lines = MEETING.splitlines()
    text = "\n".join([*(line for line in lines if not line.startswith(field)), f"{field}: {sample}\n"])
    node, _ = read(text.encode(), "meeting.yml")
    assert isinstance(node, Mapping)
    assert read_record(Meeting, node)[1] == ()
    if sample[0] != "{":
        helps = " ".join(words for language in ELSEWHERE for words in packaged_fields(language).values())
        assert sample in helps
