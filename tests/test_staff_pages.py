"""What the pages for staff show is what happens: their commands are run, their YAML is read.

A YAML block says behind its fence what it is: a file to be written, a whole ``meeting``, a ``meeting-part``, one or more
``documents``, what stands below one ``document``, or a list of ``addressees``. "…" in an answer stands for any words.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from driver import PROJECT, SAMPLES, meeting_of
from phonghop.adapters.command_line import cli
from phonghop.model import PortalFile, read_record
from phonghop.paper.letters.addressees import read_addressees
from phonghop.source import read
from sample_files import pdf

STAFF = PROJECT / "docs/staff"
TUTORIAL, HOW_TO, PRINTING = "publish-a-meeting.md", "change-a-meeting.md", "print-the-letter.md"
STORIES = {TUTORIAL: [TUTORIAL], HOW_TO: [HOW_TO], PRINTING: [TUTORIAL, PRINTING]}
"""Each page with those that must have been followed before it."""
BARE = "title: Họp giao ban\norganizer: vp\nform: trực tiếp\n"
READ = sorted(path.name for path in STAFF.glob("*.md") if path.name not in STORIES)
"""Pages of which a server or a person is part: nobody follows them here, but every command and sentence that they show exists."""
_TELLING = 12
"""How many characters of its own a sentence must have to be told from any other."""
_BLOCK = re.compile(r"^```(\w+) ?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    page: str
    line: int
    language: str
    what: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str) -> Iterator[Block]:
    text = (STAFF / page).read_text("utf-8")
    for found in _BLOCK.finditer(text):
        yield Block(page, text.count("\n", 0, found.start()) + 1, found[1], found[2], found[3])


YAML = [block for page in STORIES for block in blocks(page) if block.language == "yaml"]


def follow(page: str, root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Do what `page` says in the portal at `root`; yield each command with the answer it shows and the one it gets."""
    for block in blocks(page):
        if block.language == "yaml" and block.what.startswith("meetings/"):
            file = root / block.what
            file.write_text(block.text, "utf-8")
            for name in re.findall(r"[\w-]+\.pdf", block.text):
                (file.parent / name).write_bytes(pdf())
        elif block.language == "csv":
            (root / "noi-nhan.csv").write_text(block.text, "utf-8")
            (root / "bad.csv").write_text("Đơn vị,ma\nA,B\n", "utf-8")
        elif block.language == "console":
            yield from commands(block, root)


def commands(block: Block, root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        if command.startswith("phonghop "):
            done = CliRunner().invoke(cli, shlex.split(command)[1:], catch_exceptions=False)
            lines = [line for line in done.output.splitlines() if "site_url" not in line and line.strip()]
            yield f"{block}: {command}", shown, lines
        elif command.startswith("grep "):
            done_grep = subprocess.run(shlex.split(command), capture_output=True, text=True, check=True)
            yield f"{block}: {command}", shown, done_grep.stdout.splitlines()
        elif command.startswith("ls "):
            names = sorted(path.name for path in (root / command[3:]).glob("[!.]*"))
            yield f"{block}: {command}", shown, names


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A portal like the one that the pages speak of, in December 2026, as the folder that commands run in."""
    for folder in (SAMPLES / "meetings", SAMPLES / "content", PROJECT / "theme"):
        shutil.copytree(folder, tmp_path / folder.name)
    shutil.copy(SAMPLES / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1796036400")
    return tmp_path


@pytest.mark.parametrize("page", STORIES)
def test_every_answer_that_a_page_shows_is_given(page: str, office: Path) -> None:
    for before in STORIES[page][:-1]:
        assert list(follow(before, office))
    shutil.rmtree(office / "in", ignore_errors=True)
    for command, shown, answer in follow(page, office):
        if shown:
            wanted = "\n".join(re.escape(line).replace("…", ".*") for line in shown)
            assert re.fullmatch(wanted, "\n".join(answer)), f"{command}\n" + "\n".join(answer)


@pytest.mark.parametrize("block", YAML, ids=str)
def test_every_piece_of_yaml_is_valid(block: Block) -> None:
    if block.what == "addressees":
        entries, problems = read_addressees(block.text.encode(), "noi-nhan.yml")
        assert entries
    else:
        _, problems = meeting_of(whole(block))
    codes = [problem.code for problem in problems]
    is_first_try = block is next(b for b in YAML if b.what.startswith("meetings/"))
    assert codes == (["PH303", "PH213", "PH201"] if is_first_try else [])


def sentences(table: dict[str, object]) -> Iterator[re.Pattern[str]]:
    """Yield every line that the program can say, with any words where its sentence has values."""
    for value in table.values():
        if isinstance(value, dict):
            if {"what", "remedy"} <= value.keys():
                value = {"whole": f"{value['what']}; {value['remedy']}"}  # noqa: PLW2901 as they are told
            yield from sentences(value)
        elif isinstance(value, str):
            for line in value.splitlines():
                parts = re.split(r"(\{\w+[^}]*\})", line)
                if sum(map(len, parts[::2])) >= _TELLING:
                    words = "".join(".*" if n % 2 else re.escape(part) for n, part in enumerate(parts))
                    yield re.compile(words.strip())


@pytest.mark.parametrize("page", READ)
def test_every_command_and_sentence_of_the_other_pages_exists(page: str) -> None:
    said = [*sentences(tomllib.loads((PROJECT / "plugins/phonghop/locales/vi.toml").read_text("utf-8")))]
    for block in blocks(page):
        if block.language != "console":
            continue
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE):
            command, *shown = part.splitlines() or [""]
            words = (
                shlex.split(command.split("&&")[0].split("|")[0], comments=True)
                if "phonghop " in command
                else []
            )
            is_ours = bool(words) and words[0].endswith("phonghop")
            if is_ours:
                known = cli.get_command(click.Context(cli), words[1])
                assert known, f"{block}: {command}"
                known.make_parser(click.Context(known)).parse_args(words[2:])
            for line in shown:
                told = re.sub(r"^\S+:\d+:\d+: PH\d+ ", "", line)
                if is_ours or told != line:
                    assert any(sentence.fullmatch(told) for sentence in said), f"{block}: {line}"


def test_the_bodies_that_a_page_adds_are_read() -> None:
    made = [block.text for block in blocks("add-a-body.md") if block.language == "yaml"]
    head = "name: Cổng\npublisher: VP\n"
    bodies = [text for text in made if "- id:" in text]
    assert bodies
    for text in made:
        whole_file = head + (f"bodies:\n{text}" if text in bodies else f"{text}bodies:\n{bodies[0]}")
        node, problems = read(whole_file.encode(), "portal.yml")
        assert node is not None, problems
        assert read_record(PortalFile, node)[1] == ()


def whole(block: Block) -> str:
    """Return the whole meeting of which `block` shows a part."""
    sessions = "" if re.search(r"^sessions:", block.text, re.MULTILINE) else "sessions: 22/12/2026 8h\n"
    if block.what == "meeting-part":
        return BARE + sessions + block.text
    if block.what == "documents":
        return f"{BARE}{sessions}documents:\n{block.text}"
    if block.what == "document":
        return f"{BARE}{sessions}documents:\n  - id: a\n    title: A\n    file: a.pdf\n{block.text}"
    return block.text
