"""Portals of a German town, an English-speaking body and a Lao office: their words, clocks, addresses and letters."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import rmtree
from urllib.parse import urljoin, urlsplit

import pypdfium2
import pytest
from icalendar import Calendar

from driver import PortalCase
from phonghop.adapters.edit_command import form_words
from phonghop.adapters.environment import Invocation
from phonghop.adapters.project import Project
from phonghop.text.strings import packaged
from sample_files import pdf

VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
"""Letters of Vietnamese; a German "ö", "ü", "ä" or "ß" is none, nor is a letter with a mark that German borrows in names."""
WORDS = re.compile(
    r"\b(?:hop|hội|nghị|cuoc|tai-lieu|giay-moi|lich|nam|co-quan|linh-vuc|huong-dan|diem-cau|tron-bo|muc)\b"
)

_NAMES = re.compile(r"hop\.(?:schema\.)?json|\"giay-moi\"")
"""Names that programs go by, in every portal: of the public data, and of a kind of letter within it."""

HOST = "meetings.neustadt.example"
SETTINGS = """\
site_name: {name}
site_url: https://{host}/
docs_dir: content
theme: {{name: material, font: false}}
plugins: [search, phonghop]
"""
MEETING = """\
title: {title}
organizer: town
form: {form}
sessions:
  - {when}
chair: {{name: Anna Schmidt, honorific: {honorific}, titles: {post}}}
venue: {{name: {hall}, address: Marktplatz 1}}
attendees:
  - {who}
agenda:
  - {{title: {item}, documents: plan}}
documents:
  - {{id: plan, title: {paper}, file: plan.pdf}}
deadlines:
  - {{what: {due}, at: "{until}"}}
contacts:
  - {{id: office, name: Max Meier, honorific: {honorific}, unit: {unit}, phone: "+49 351 4880", visibility: public}}
dress: {dress}
letter: {{addressees: {who}}}
"""
GERMAN = {
    "title": "Sitzung des Bauausschusses", "form": "hybrid", "when": "22. Dezember 2026, 9:00 Uhr bis 11:30 Uhr",
    "honorific": "Frau", "post": "Bürgermeisterin", "hall": "Großer Saal", "who": "Mitglieder des Ausschusses",
    "item": "Haushalt", "paper": "Entwurf des Haushalts", "due": "Rückmeldung", "until": "18. Dezember 2026, 12 Uhr",
    "unit": "Bauamt", "dress": "beliebig",
}  # fmt: skip
ENGLISH = {
    "title": "Planning committee", "form": "online", "when": "22 December 2026, 9 am", "honorific": "Ms",
    "post": "Mayor", "hall": "Main hall", "who": "Members of the committee", "item": "Budget", "paper": "Draft budget",
    "due": "Replies", "until": "18 December 2026, 12:00", "unit": "Planning office", "dress": "casual",
}  # fmt: skip


def made(  # noqa: PLR0913, PLR0917 what the portals differ in
    root: Path, language: str, zone: str, letters: str, meeting: dict[str, str], host: str
) -> PortalCase:
    case = PortalCase(root)
    case.write("mkdocs.yml", SETTINGS.format(name="Neustadt", host=host))
    case.write("content/index.md", "# Neustadt\n")
    case.write(
        "meetings/portal.yml",
        f"name: Neustadt\npublisher: Neustadt\nlanguage: {language}\ntime_zone: {zone}\naddresses: en\n"
        f"bodies:\n  - {{id: town, name: Neustadt, letters: {letters}, place: Neustadt}}\n",
    )
    folder = "meetings/2026-12-22-committee"
    text = MEETING.format(**meeting)
    text = text if letters != "none" else text[: text.index("letter:")]
    case.write(f"{folder}/meeting.yml", text).write(f"{folder}/plan.pdf", pdf("plan"))
    assert case.run("codes", "issue", "2026-12-22-committee").exit_code == 0
    return case


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> PortalCase:
    case = made(tmp_path_factory.mktemp("de"), "de", "Europe/Berlin", "plain", GERMAN, f"{HOST}/rat")
    case.write("content/robots.txt", "User-agent: *\nDisallow: /\n")
    built = case.build("--strict")
    assert built.exit_code == 0, built.output
    return case


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> PortalCase:
    case = made(tmp_path_factory.mktemp("en"), "en", "Europe/London", "plain", ENGLISH, HOST)
    case.write("locales/en.toml", '[meeting]\nwhen = "Date and time"\n')
    built = case.build("--strict")
    assert built.exit_code == 0, built.output
    return case


def texts(case: PortalCase) -> Iterator[tuple[str, str]]:
    """Yield address and content of everything of the site that holds words, letters as their text."""
    for address, content in case.site().items():
        if address.endswith(".pdf") and b"plan" not in content[:40] and "/documents/" not in address:
            document = pypdfium2.PdfDocument(content)
            yield address, "\n".join(page.get_textpage().get_text_range() for page in document)
        elif address.endswith((".html", ".json", ".ics", ".xml")) and not address.endswith("schema.json"):
            yield address, unescape(content.decode())


@pytest.mark.parametrize("which", ["german", "english"])
def test_not_one_vietnamese_word(which: str, request: pytest.FixtureRequest) -> None:
    case: PortalCase = request.getfixturevalue(which)
    found = {
        address: sorted({*VIETNAMESE.findall(text), *WORDS.findall(_NAMES.sub("", text))})
        for address, text in texts(case)
    }
    assert {address: words for address, words in found.items() if words} == {}
    assert not any(address.startswith("portal/") for address in case.site())  # sources of ours
    assert [
        a for a in case.site() if WORDS.search(a.replace("hop.json", "").replace("hop.schema.json", ""))
    ] == []


def test_a_german_page_speaks_german(german: PortalCase) -> None:
    page = german.site()["meeting/2026-12-22-committee/index.html"].decode()
    assert '<html lang="de"' in page
    for words in (
        "22. Dezember 2026",
        "09:00 Uhr",
        "Unterlagen",
        "Leitung",
        "Tagesordnung",
        "In Präsenz und online",
    ):
        assert words in page, words
    assert 'data-ph-start="2026-12-22T09:00:00+01:00"' in page


def test_a_german_letter_has_no_national_heading(german: PortalCase) -> None:
    letter = german.site()["meeting/2026-12-22-committee/invitation.pdf"]
    document = pypdfium2.PdfDocument(io.BytesIO(letter))
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Neustadt lädt herzlich ein: Sitzung des Bauausschusses" in text
    assert "NEUSTADT" in text
    assert "EINLADUNG" in text
    assert "CỘNG HÒA" not in text
    assert "Frau Anna Schmidt" in text


def test_a_german_notice_is_headed_as_one(tmp_path: Path) -> None:
    case = made(tmp_path, "de", "Europe/Berlin", "plain", GERMAN, HOST)
    file = "meetings/2026-12-22-committee/meeting.yml"
    case.write(file, case.read(file) + "status: postponed\n")
    assert case.run("letter", "2026-12-22-committee", "--to", str(tmp_path / "out")).exit_code == 0
    (printed,) = (tmp_path / "out").glob("*.pdf")
    words = pypdfium2.PdfDocument(printed)[0].get_textpage().get_text_range()
    assert "MITTEILUNG" in words
    assert "EINLADUNG" not in words


def test_a_calendar_goes_by_the_clock_of_the_portal(german: PortalCase) -> None:
    events = Calendar.from_ical(german.site()["meeting/2026-12-22-committee/calendar.ics"]).walk("VEVENT")
    start = events[0]["DTSTART"].dt
    assert start.isoformat() == "2026-12-22T09:00:00+01:00"
    assert start.tzname() == "CET"


def test_what_scripts_say_and_count_by_is_the_portal_s(german: PortalCase) -> None:
    script = next(
        content.decode()
        for address, content in german.site().items()
        if re.fullmatch(r"assets/javascripts/phonghop\..*js", address)
    )
    assert '"zone":"Europe/Berlin"' in script
    assert '"today":"Heute"' in script


def test_a_language_of_the_office_speaks_and_the_rest_is_english(tmp_path: Path) -> None:
    case = made(tmp_path, "lo", "Asia/Vientiane", "plain", {**ENGLISH, "title": "ກອງປະຊຸມ"}, HOST)
    case.write("locales/lo.toml", '[portal]\nhome = "ໜ້າຫຼັກ"\n[meeting]\nwhen = "ເວລາ"\n')
    checked = case.check()
    assert checked.exit_code == 0
    assert [line.split()[1] for line in checked.output.splitlines() if ": PH" in line] == ["PH239"]
    built = case.build()
    assert built.exit_code == 0
    assert "PH246" in built.output  # the typeface of letters has none for Lao
    page = case.site()["meeting/2026-12-22-committee/index.html"].decode()
    assert '<html lang="lo"' in page
    assert "ເວລາ" in page
    assert "Participants" in page
    assert 'data-ph-start="2026-12-22T09:00:00+07:00"' in page


def test_an_office_words_single_phrases_otherwise(english: PortalCase) -> None:
    page = english.site()["meeting/2026-12-22-committee/index.html"].decode()
    assert "Date and time" in page
    assert "Participants" in page


def test_the_table_of_words_is_printed_to_be_translated(english: PortalCase) -> None:
    table = tomllib.loads(english.run("words", "en").output)
    assert table["meeting"]["when"] == "Date and time"
    assert table["meeting"]["where"] == packaged("en")["meeting.where"]
    assert "problem" not in table
    whole = tomllib.loads(english.run("words", "de", "--editor").output)
    assert whole["edit"]["save"] == "Speichern"
    assert whole["problem"]["PH201.what"] == packaged("de")["problem.PH201.what"]
    assert whole["field"]["Meeting.title.label"] == "Name der Sitzung"


def test_the_editor_speaks_the_language_of_the_portal(german: PortalCase) -> None:
    project = Project(Invocation(german.root, "en"))
    assert form_words(project, None)("edit.save") == "Speichern"
    assert form_words(project, "en")("edit.save") == "Save"


def test_an_unknown_language_is_told_once(english: PortalCase) -> None:
    settings = english.root / "meetings" / "portal.yml"
    text = settings.read_text("utf-8")
    try:
        settings.write_text(text.replace("language: en", "language: fr"), "utf-8")
        assert english.check().output.count("PH244") == 1
    finally:
        settings.write_text(text, "utf-8")


def test_robots_are_led_to_the_map_unless_the_office_says_otherwise(
    english: PortalCase, german: PortalCase
) -> None:
    robots = english.site()["robots.txt"].decode()
    assert robots == "User-agent: *\nDisallow:\nSitemap: https://meetings.neustadt.example/sitemap.xml\n"
    assert german.site()["robots.txt"] == b"User-agent: *\nDisallow: /\n"


def test_below_a_subfolder_every_link_leads_somewhere(german: PortalCase) -> None:
    """From wherever its page stands; that for wrong addresses stands at all of them."""
    base, site = f"https://{HOST}/rat/", german.site()
    assert "PH910" in german.run("serving", "nginx").output
    wrong = []
    for address, content in site.items():
        if not address.endswith(".html"):
            continue
        stands = base + ("somewhere/else/" if address == "404.html" else address)
        links = re.findall(
            r'(?<![\w-])(?:href|src)="([^"]+)"|content="(https?:[^"]+)"', unescape(content.decode())
        )
        for target in map("".join, links):
            url = urlsplit(urljoin(stands, target))
            if url.netloc != HOST or url.scheme not in ("http", "https", "webcal"):
                continue
            file = f"{url.path}index.html" if url.path.endswith("/") else url.path
            if not file.startswith("/rat/") or file.removeprefix("/rat/") not in site:
                wrong.append((address, target))
    assert wrong == []


def test_what_is_written_for_staff_is_in_english(english: PortalCase) -> None:
    made = english.root / "meetings" / "2026-12-29-planning"
    try:
        assert english.run("new", made.name).exit_code == 0
        assert re.sub("[…«»]", "", (made / "meeting.yml").read_text("utf-8")).isascii()
    finally:
        rmtree(made)
    printed = english.run("letter", "2026-12-22-committee", "--to", str(english.root / "in"))
    assert printed.exit_code == 0, printed.output
    assert [file.name for file in (english.root / "in").iterdir()] == ["2026-12-22-committee.pdf"]
