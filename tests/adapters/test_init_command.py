"""``phonghop init``: an empty folder becomes a portal that checks and builds, and asks for what it cannot know."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from driver import PortalCase
from phonghop.adapters.command_line import cli

OFFICE = {
    "--name": "Phòng họp xã Mường Phăng",
    "--url": "https://hop.muongphang.example.gov.vn",
    "--body": "Ủy ban nhân dân xã Mường Phăng",
    "--letters": "state-nd30",
    "--symbol": "UBND",
    "--honorific": "Ông/Bà",
    "--place": "Mường Phăng",
}
COMPANY = {
    "--name": "Board: meetings",
    "--url": "https://meetings.neustadt.example/",
    "--body": "Neustadt Waterworks",
    "--letters": "plain",
    "--site-language": "en",
    "--time-zone": "Europe/London",
}


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796000000")  # 30 November 2026


def initialised(folder: Path, answers: dict[str, str]) -> PortalCase:
    case = PortalCase(folder)
    options = [part for pair in answers.items() for part in pair]
    answer = case.run("init", str(folder), *options)
    assert answer.exit_code == 0, answer.output
    return case


GERMAN = {
    "--name": "Sitzungen der Stadt Neustadt",
    "--url": "https://sitzungen.neustadt.example/",
    "--body": "Stadtrat Neustadt",
    "--letters": "plain",
    "--site-language": "de",
    "--time-zone": "Europe/Berlin",
}
LAO = {
    "--name": "ກອງປະຊຸມ",
    "--url": "https://meetings.example.la/",
    "--body": "ຫ້ອງການ",
    "--id": "office",
    "--letters": "none",
    "--site-language": "lo",
    "--time-zone": "Asia/Vientiane",
}


@pytest.mark.parametrize("answers", [OFFICE, COMPANY, GERMAN], ids=["xa", "company", "town"])
def test_portal_checks_and_builds(tmp_path: Path, answers: dict[str, str]) -> None:
    portal = initialised(tmp_path / "cong", answers)
    assert portal.check("--strict").exit_code == 0
    built = portal.build("--strict")
    assert built.exit_code == 0, built.output
    home = portal.site()["index.html"].decode()
    assert answers["--name"] in home


def test_what_was_answered_stands_where_it_belongs(tmp_path: Path) -> None:
    portal = initialised(tmp_path / "cong", OFFICE).load()
    (body,) = portal.settings.bodies
    assert (body.name, body.letters, body.symbol) == (OFFICE["--body"], "state-nd30", "UBND")
    assert (body.honorific, body.place) == ("Ông/Bà", "Mường Phăng")
    assert portal.settings.name == OFFICE["--name"]


def test_sample_meeting_deletes_cleanly(tmp_path: Path) -> None:
    portal = initialised(tmp_path / "cong", OFFICE).commit()
    (folder,) = portal.load().folders
    shutil.rmtree(portal.root / "meetings" / folder.id)
    portal.commit()
    assert portal.check("--strict").exit_code == 0
    assert portal.build("--strict").exit_code == 0


def test_english_portal_has_no_vietnamese_page_of_its_own(tmp_path: Path) -> None:
    initialised(tmp_path / "cong", COMPANY)
    for page in (
        "mkdocs.yml",
        "meetings/portal.yml",
        *(f"content/{name}.md" for name in ("index", "help", "about")),
    ):
        assert (tmp_path / "cong" / page).read_text("utf-8").isascii(), page
    settings = PortalCase(tmp_path / "cong").load().settings
    assert (settings.language, settings.time_zone, settings.addresses) == ("en", "Europe/London", "en")


def test_german_portal_begins_in_german(tmp_path: Path) -> None:
    portal = initialised(tmp_path / "rat", GERMAN)
    written = {
        path.relative_to(portal.root).as_posix(): path.read_text("utf-8")
        for path in written_for_staff(portal)
    }
    assert not [name for name, text in written.items() if re.search(r"\b(?:the|of|this|cuộc|họp)\b", text)]
    assert "22.12.2026" not in written["meetings/2026-12-14-beispielsitzung/meeting.yml"]
    assert "- 14.12.2026 9 Uhr" in written["meetings/2026-12-14-beispielsitzung/meeting.yml"]
    assert "Sitzungen: years/index.md" in written["mkdocs.yml"]
    assert portal.run("new", "2026-12-22-bauausschuss").exit_code == 0
    made = portal.read("meetings/2026-12-22-bauausschuss/meeting.yml")
    assert "Die mit «…» markierten Stellen ausfüllen" in made
    assert "- 22.12.2026 …" in made
    assert {line.split()[1] for line in portal.check().output.splitlines() if ": PH" in line} == {"PH223"}


def written_for_staff(portal: PortalCase) -> list[Path]:
    return [path for path in portal.root.rglob("*") if path.suffix in {".md", ".yml"}]


def test_language_without_translation_begins_in_english_and_takes_the_office_s_words(tmp_path: Path) -> None:
    portal = PortalCase(tmp_path).write("cong/locales/lo.toml", '[portal]\nbodies = "ຄະນະ"\n')
    answer = portal.run("init", str(tmp_path / "cong"), *(part for pair in LAO.items() for part in pair))
    assert answer.exit_code == 0, answer.output
    assert "phonghop words lo > locales/lo.toml" in answer.output
    assert "ຄະນະ: bodies/index.md" in portal.read("cong/mkdocs.yml")
    begun = PortalCase(tmp_path / "cong")
    assert begun.load().settings.bodies[0].id == "office"
    assert begun.check().exit_code == 0


def test_look_and_host_are_taken_along(tmp_path: Path) -> None:
    logo = tmp_path / "Wappen.SVG"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    options = {"--colour": "#00529b", "--logo": str(logo), "--host": "github"}
    portal = initialised(tmp_path / "cong", {**OFFICE, **options})
    settings = portal.load().settings
    assert settings.colours
    assert (settings.colours.main, settings.logo) == ("#00529b", "logo.svg")
    assert portal.check("--strict").exit_code == 0
    assert "phonghop build --against https://hop.muongphang" in portal.read(".github/workflows/portal.yml")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--url": None}, "Thiếu --url"),
        ({"--site-language": "de"}, "--time-zone missing"),
        ({"--site-language": "de", "--time-zone": "Europe/Neustadt"}, "There is no time zone"),
        ({"--symbol": None}, "Thiếu --symbol"),
        ({"--url": "hop.gov.vn"}, "không phải địa chỉ của cổng"),
        ({"--url": "https://gov.vn/hop/?a=1"}, "không phải địa chỉ của cổng"),
        ({"--body": "…"}, "Thiếu --id"),
        ({"--id": "Xã A"}, "Mã «Xã A» không hợp lệ"),
        ({"--colour": "#ffcc00"}, "#ffcc00"),
        ({"--logo": __file__}, "test_init_command.py"),
    ],
)
def test_what_is_not_known_is_asked_for(tmp_path: Path, change: dict[str, str | None], words: str) -> None:
    options = [part for key, value in {**OFFICE, **change}.items() if value for part in (key, value)]
    answer = PortalCase(tmp_path).run("init", str(tmp_path / "cong"), *options)
    assert answer.exit_code == 2
    assert words in answer.output
    assert not (tmp_path / "cong").exists()


def test_an_existing_site_gets_meetings_and_is_told_the_rest(tmp_path: Path) -> None:
    site = PortalCase(tmp_path / "rules")
    settings = "site_name: Rules\nsite_url: https://rules.example.org/\ntheme: {name: material, language: en, font: false}\n"
    site.write("mkdocs.yml", settings).write("docs/index.md", "# Rules\n").write(".gitignore", "site/\n")
    answer = site.run("init", str(site.root), *(part for pair in COMPANY.items() for part in pair))
    assert answer.exit_code == 0, answer.output
    assert site.read("mkdocs.yml") == settings
    assert {path.name for path in site.root.iterdir()} == {"mkdocs.yml", "docs", "meetings", ".gitignore"}
    told = yaml.safe_load(answer.output[answer.output.index("plugins:") : answer.output.index("Then:")])
    site.write(
        "mkdocs.yml",
        settings
        + yaml.safe_dump({"plugins": ["search", *told["plugins"]], "nav": ["index.md", *told["nav"]]}),
    )
    built = site.build("--strict")
    assert built.exit_code == 0, built.output
    assert "years/index.html" in site.site()


def test_nothing_is_written_over(tmp_path: Path) -> None:
    portal = initialised(tmp_path / "cong", OFFICE)
    before = {path: path.read_bytes() for path in portal.root.rglob("*") if path.is_file()}
    options = [part for pair in OFFICE.items() for part in pair]
    again = portal.run("init", str(portal.root), *options)
    assert again.exit_code == 2
    assert "mkdocs.yml" in again.output
    assert {path: path.read_bytes() for path in portal.root.rglob("*") if path.is_file()} == before


def test_terminal_is_asked_for_what_no_option_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phonghop.adapters.init_command._can_ask", lambda: True)
    typed = "vi\nCổng thử\nhop.example.gov.vn\nhttps://hop.example.gov.vn/\nHội Nông dân\nkhac\nstate-nd30\nHND\n\nHà Nội\n"
    folder = tmp_path / "cong"
    asked = CliRunner().invoke(cli, ["init", str(folder)], input=typed, catch_exceptions=False)
    assert asked.exit_code == 0, asked.output
    assert "Thể thức giấy mời" in asked.output
    assert "ví dụ: https://hop.example.gov.vn/" in asked.output
    (body,) = PortalCase(folder).load().settings.bodies
    assert (body.id, body.letters, body.symbol) == ("hoi-nong-dan", "state-nd30", "HND")
    assert (body.honorific, body.place) == (None, "Hà Nội")
