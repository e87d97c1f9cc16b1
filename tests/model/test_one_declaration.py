"""A field of plain words is one declaration: the rest of the program follows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from driver import PORTAL, PROJECT, SITE_SETTINGS
from phonghop.model.meeting import REMARKS
from phonghop.text.strings import LANGUAGES, strings

DECLARED = '    costs: RemarkField = Field(None, title="Chi phí"'
ADDED = '    parking: RemarkField = Field(None, title="Gửi xe", description="Ví dụ: sân sau.")\n'
WORDS = "bãi xe phía sau trụ sở"
MEETING = f"""\
title: Họp giao ban
organizer: vp
form: in-person
sessions: 01/7/2026 8 giờ
parking: {WORDS}
letter: {{number: "1", date: 25/6/2026, addressees: Các phòng, signature: {{post: CHÁNH VĂN PHÒNG, name: Nguyễn Văn A}}}}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program that has one declaration more."""
    program = tmp_path_factory.mktemp("program")
    shutil.copytree(PROJECT / "plugins", program / "plugins", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(PROJECT / "theme", program / "theme")
    model = program / "plugins/phonghop/model/meeting.py"
    text = model.read_text("utf-8")
    assert DECLARED in text
    model.write_text(text.replace(DECLARED, ADDED + DECLARED), "utf-8")
    return program


@pytest.fixture(scope="module")
def portal(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal built by that copy."""
    office = tmp_path_factory.mktemp("office")
    for name, words in (
        ("mkdocs.yml", SITE_SETTINGS),
        ("meetings/portal.yml", PORTAL),
        ("meetings/2026-07-01-hop/meeting.yml", MEETING),
        ("content/index.md", "# Trang chủ\n"),
    ):
        (office / name).parent.mkdir(parents=True, exist_ok=True)
        (office / name).write_text(words, "utf-8")
    for arguments in (["build"], ["letter", "2026-07-01-hop", "--issue", "--to", "letters"]):
        done = run(["-m", "phonghop", *arguments], office, program)
        assert done.returncode == 0, done.stdout + done.stderr
    return office


def run(arguments: list[str], office: Path, program: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(program / "plugins"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=office,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_page_says_it_under_its_title(portal: Path) -> None:
    page = (portal / "site/hop/2026-07-01-hop/index.html").read_text("utf-8")
    assert f"<dt>Gửi xe</dt> <dd>{WORDS}</dd>" in page


def test_the_letter_prints_it(portal: Path) -> None:
    (letter,) = (portal / "letters").rglob("*.pdf")
    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(letter))
    assert f"Gửi xe: {WORDS}" in " ".join(words.split())


def test_other_programs_are_told(portal: Path) -> None:
    (meeting,) = json.loads((portal / "site/hop.json").read_text("utf-8"))["meetings"]
    assert meeting["remarks"] == {"parking": WORDS}
    (calendar,) = (portal / "site/hop/2026-07-01-hop").glob("*.ics")
    assert WORDS in calendar.read_bytes().replace(b"\r\n ", b"").decode()


def test_it_is_found(portal: Path) -> None:
    assert any(WORDS in path.read_text("utf-8") for path in (portal / "site/search").rglob("*.js"))


def test_the_form_of_clerks_asks_for_it(program: Path, portal: Path) -> None:
    done = run(
        ["-c", "from phonghop.editing.parts import SECTIONS; print(*SECTIONS['time'])"], portal, program
    )
    assert "parking" in done.stdout.split()


@pytest.mark.parametrize("key", REMARKS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_label_for_it(key: str, language: str) -> None:
    assert f"meeting.{key}" in strings(language)
