"""The one driver of the suite: a portal in a folder of its own, and case files that describe such portals.

`README.md` beside this file explains the form of a case.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner

from hostile_files import HOSTILE
from phonghop.adapters.command_line import cli
from phonghop.documents.inspect import inspect_portal
from phonghop.documents.records import Inspections
from phonghop.model import Meeting, read_record
from phonghop.portal import MeetingFolder, Portal, load
from phonghop.source import read
from phonghop.text.dates import Moment
from phonghop.text.problems import Problem
from sample_files import pdf

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
CASES = TESTS / "cases"
SAMPLES = TESTS / "samples" if (TESTS / "samples").is_dir() else PROJECT
"""The sample portal: the project's own, until an office has put its own in the place of that (`.ci/own`)."""
INSPECTED = PROJECT / ".cache" / "tests"
"""Where what is known of sample files is kept from one run of the suite to the next."""

SOME_MEETINGS = (
    "2026-07-01-so-ket-nghi-quyet-57",
    "2026-12-03-giao-ban-van-phong",
    "2026-12-17-giao-ban-van-phong",
)

MEETING_ID = "2026-07-01-hop"

PORTAL = """\
name: Cổng thử
publisher: Văn phòng
bodies:
  - id: vp
    name: Văn phòng
    letters: party-hd05
    honorific: Đồng chí
    symbol: VP
"""

SITE_SETTINGS = """\
site_name: Cổng thử
site_url: https://hop.example.gov.vn/
docs_dir: content
theme: {name: material, language: vi, font: false}
plugins: [search, phonghop]
nav: [index.md]
"""

MEETING = """\
title: Họp giao ban
organizer: vp
form: in-person
sessions: 01/7/2026 8 giờ
"""


SETTINGS = {
    "mkdocs.yml": """\
site_name: Cổng thử
site_url: https://hop.example.gov.vn/
docs_dir: content
theme: {name: material, language: vi, font: false}
plugins: [phonghop]
""",
    "content/index.md": "# Trang chủ\n",
}
GOOD_SITE = {"site/index.html": "<p>Bản tốt\n", "site/404.html": "<p>Không có\n"}


_CONTENT_NAMED = re.compile(r"(/[a-z])[0-9a-f]{10}\.js")
_TIMED = re.compile(
    r"^Đang dựng cuộc họp .*\n|: dựng \d+ cuộc họp, giữ nguyên \d+, trong [\d.]+ giây| \([\d.]+ giây\)",
    re.MULTILINE,
)
"""What a run says of how long it took."""


@dataclass(frozen=True)
class Result:
    """What a run of the command answered: both streams as they came, but for names that tell nothing.

    The portal's folder is named ROOT, and the digest in the name of a file of the search index DIGEST.
    """

    exit_code: int
    output: str

    def __str__(self) -> str:
        return f"{self.output}[exit {self.exit_code}]\n"


class PortalCase:
    """A portal below `root`: write files, commit, run the command. The steps return the case, to be chained."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, content: str | bytes) -> PortalCase:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def append(self, path: str, text: str) -> PortalCase:
        with (self.root / path).open("a", encoding="utf-8", newline="") as stream:
            stream.write(text)
        return self

    def portal_file(self, text: str = PORTAL) -> PortalCase:
        return self.write("meetings/portal.yml", text)

    def meeting(self, more: str = "", meeting_id: str = MEETING_ID) -> PortalCase:
        """Write the smallest meeting, followed by `more`."""
        return self.write(f"meetings/{meeting_id}/meeting.yml", MEETING + more)

    def link(self, path: str, target: str) -> PortalCase:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).symlink_to(target)
        return self

    def remove(self, path: str) -> PortalCase:
        (self.root / path).unlink(missing_ok=True)
        return self

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def git(self, *arguments: str, at: datetime | None = None) -> None:
        identity = ("-c", "user.name=Văn thư", "-c", "user.email=van-thu@example.invalid")
        # No repository of a test has to survive a crash of the machine, or lives long enough to be tidied up.
        hasty = ("-c", "core.fsync=none", "-c", "maintenance.auto=false", "-c", "init.templateDir=")
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        clock = {"GIT_COMMITTER_DATE": at.isoformat(), "GIT_AUTHOR_DATE": at.isoformat()} if at else {}
        subprocess.run(
            ["git", *identity, *hasty, *arguments],
            cwd=self.root,
            env=os.environ | quiet | clock,
            check=True,
            capture_output=True,
        )

    def commit(self, at: datetime | None = None) -> PortalCase:
        """Commit all that is there, as if at the time `at`."""
        if not (self.root / ".git").exists():
            self.git("init", "--initial-branch=main")
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message=Bước tiếp", at=at)
        return self

    def shallow_clone(self) -> PortalCase:
        """Continue in a copy that knows the last commit only."""
        clone = self.root.with_name(f"{self.root.name}-shallow")
        self.git("clone", "--depth=1", self.root.as_uri(), str(clone))
        self.root = clone
        return self

    def run(self, *arguments: str) -> Result:
        """Run ``phonghop`` in this process; an unexpected exception fails the test."""
        done = CliRunner().invoke(cli, ["--root", str(self.root), *arguments], catch_exceptions=False)
        output = _CONTENT_NAMED.sub(
            r"\g<1>DIGEST.js", _TIMED.sub("", done.output.replace(str(self.root), "ROOT"))
        )
        return Result(done.exit_code, output)

    def check(self, *options: str) -> Result:
        return self.run("check", *options)

    def with_settings(self) -> PortalCase:
        """Add what a build needs and the case does not speak of, and a site that an earlier build left."""
        for path, text in {**SETTINGS, **GOOD_SITE}.items():
            if not os.path.lexists(self.root / path):
                self.write(path, text)
        return self

    def build(self, *options: str) -> Result:
        return self.run("build", *options)

    def site(self) -> dict[str, bytes]:
        """Return every file of the built site by address."""
        site = self.root / "site"
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}

    def load(self) -> Portal:
        """Return the portal, which must be readable."""
        portal, _ = load(self.root)
        assert portal is not None
        return portal

    def folder(self, meeting_id: str = MEETING_ID) -> MeetingFolder:
        return self.load().by_id[meeting_id]


def some_samples(root: Path) -> PortalCase:
    """Return a copy of the sample portal with three of its meetings, which have all kinds of documents and of states."""
    shutil.copytree(SAMPLES / "content", root / "content")
    for name in ("mkdocs.yml", "meetings/portal.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / name, root / name)
    for name in SOME_MEETINGS:
        shutil.copytree(SAMPLES / "meetings" / name, root / "meetings" / name)
    portal = PortalCase(root)
    assert portal.run("codes", "issue").exit_code == 0
    return portal


def inspected(portal: Portal) -> Inspections:
    """Return what is known of the files of `portal`, kept with the project's own so that each is opened once."""
    return inspect_portal(portal, INSPECTED)


def meeting_of(text: str) -> tuple[Meeting | None, tuple[Problem, ...]]:
    """Return the meeting that the YAML `text` holds, with the problems of reading it."""
    node, problems = read(text.encode(), "meeting.yml")
    if node is None:
        return None, problems
    meeting, found = read_record(Meeting, node)
    return meeting, problems + found


def codes_of(text: str) -> list[str]:
    """Return the codes of what is wrong with the meeting in the YAML `text`."""
    return [problem.code for problem in meeting_of(text)[1]]


_SECTION = re.compile(r"^-- (?P<name>[^|\n]+?)(?: \| (?P<how>[^|\n]+))? --\n", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.|\n))")
_PLAIN_ESCAPES = {"t": "\t", "r": "\r", "n": "\n", "\\": "\\", "\n": ""}
_NOT_FILES = frozenset({"commit", "shallow clone", "expected", "values", "built", "published"})


@dataclass(frozen=True)
class Section:
    """One part of a case file."""

    name: str
    how: str
    body: str


@dataclass(frozen=True)
class Case:
    """A case file: the steps that lay out a portal, and what the command must answer."""

    path: Path
    head: str
    sections: tuple[Section, ...]

    @classmethod
    def read(cls, path: Path) -> Case:
        head, *parts = _SECTION.split(path.read_text("utf-8"))
        found = zip(parts[0::3], parts[1::3], parts[2::3], strict=True)
        return cls(path, head, tuple(Section(name, how or "", body) for name, how, body in found))

    @property
    def expected(self) -> str:
        return self._body("expected")

    @property
    def values(self) -> str:
        return self._body("values")

    @property
    def built(self) -> str:
        return self._body("built")

    @property
    def published(self) -> str:
        return self._body("published")

    def _body(self, name: str) -> str:
        return next((s.body for s in self.sections if s.name == name), "")

    def lay_out(self, root: Path) -> PortalCase:
        """Make the portal below `root`; ``portal.yml`` is supplied unless the case speaks of it."""
        root.mkdir(parents=True, exist_ok=True)
        portal = PortalCase(root)
        if all(s.name != "meetings/portal.yml" for s in self.sections):
            portal.portal_file()
        for section in self.sections:
            if section.name == "commit":
                portal.commit()
            elif section.name == "shallow clone":
                portal.shallow_clone()
            elif section.name not in _NOT_FILES:
                _lay_out_file(portal, section)
        return portal

    def rewrite(self, **bodies: str) -> None:
        """Write the case anew with other bodies of the sections named."""
        parts = [self.head]
        for s in self.sections:
            how = f" | {s.how}" if s.how else ""
            parts.append(f"-- {s.name}{how} --\n{bodies.get(s.name, s.body)}")
        known = {s.name for s in self.sections}
        parts += [f"-- {name} --\n{body}" for name, body in bodies.items() if name not in known and body]
        self.path.write_text("".join(parts), encoding="utf-8")


def _lay_out_file(portal: PortalCase, section: Section) -> None:
    how = section.how
    if section.name.endswith("/"):
        (portal.root / section.name).mkdir(parents=True)
    elif how == "fifo":
        (portal.root / section.name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(portal.root / section.name)
    elif how == "absent":
        portal.remove(section.name)
    elif how == "symlink":
        portal.link(section.name, section.body.strip())
    else:
        portal.write(section.name, content_of(section))


def content_of(section: Section) -> bytes:
    """Return the bytes of the file that `section` describes."""
    how, _, word = section.how.partition(" ")
    content = _CONTENTS[how](section.body, word)
    return content if isinstance(content, bytes) else content.encode()


_CONTENTS: Mapping[str, Callable[[str, str], str | bytes]] = {
    "": lambda body, _: body,
    "pdf": lambda body, _: pdf(body.rstrip()),
    "hex": lambda body, _: bytes.fromhex(body),
    "escaped": lambda body, _: _unescaped(body),
    "repeat": lambda body, number: body * int(number),
    "line": lambda body, number: body.rstrip("\n") * int(number) + "\n",
    "crlf": lambda body, _: body.replace("\n", "\r\n"),
    "nfd": lambda body, _: unicodedata.normalize("NFD", body),
    "utf-16": lambda body, _: body.encode("utf-16"),
    "hostile": lambda _, name: HOSTILE[name](),
}
"""How the bytes of a section's file are made of its body and of the word after its kind."""


def _unescaped(body: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN_ESCAPES[m[2]], body)


def read_values(portal: PortalCase, asked: str) -> str:
    """Return the lines of `asked`, each ``path.into.meeting: value``, with the values that the first meeting has."""
    lines = []
    for line in asked.splitlines():
        meeting = portal.load().folders[0].meeting
        path = line.partition(":")[0]
        lines.append(f"{path}: {_shown(_value_at(meeting, path))}\n")
    return "".join(lines)


def _value_at(value: object, path: str) -> object:
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, tuple) else getattr(value, step)
    return value


def _shown(value: object) -> str:
    return value.iso() if isinstance(value, Moment) else str(value).replace("\n", "\\n")
