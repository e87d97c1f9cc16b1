"""``phonghop upgrade``: what this version asks of an office's own files; what can be done safely is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click

from phonghop import __version__
from phonghop.adapters.environment import BAD_DATA
from phonghop.adapters.own_package import keep_beside, requirement
from phonghop.adapters.project import Project, pass_project
from phonghop.model import Meeting, PortalFile
from phonghop.model.record import json_schema
from phonghop.portal.upgrading import by_file, changed, changes, pinned
from phonghop.site.serving.policy import inline_of
from phonghop.starter import kept_out
from phonghop.text.problems import Problem, errors

_SCHEMAS: Mapping[str, Callable[[], str]] = {
    "meetings/meeting.schema.json": lambda: json_schema(Meeting, "Cuộc họp"),
    "meetings/portal.schema.json": lambda: json_schema(PortalFile, "Cổng"),
}
_REQUIREMENTS = "requirements.txt"


@click.command()
@click.option("--check", "only_tell", is_flag=True, help="Chỉ nói những gì phải đổi, không ghi tệp nào.")
@click.option(
    "--server",
    "servers",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp cấu hình máy chủ web đang dùng: xem còn khớp với bản vừa dựng không.",
)
@pass_project
def upgrade(project: Project, only_tell: bool, servers: tuple[Path, ...]) -> None:
    """Xem phiên bản này đòi đổi gì trong tệp của cơ quan, và đổi những gì đổi được mà không mất gì."""
    t = project.t
    made, left = _wanted(project)
    stale = [server for server in servers if not _is_of(server, project.root / "site")]
    for server in stale:
        click.echo(t("upgrade.server", file=server))
    if not only_tell:
        for name, text in made.items():
            (project.root / name).write_text(text, encoding="utf-8", newline="\n")
        if _REQUIREMENTS in made:
            keep_beside(project.root)
        left = errors(project.read()[1])
    for problem in left:
        click.echo(problem.line(t))
    outcome = ("would" if only_tell else "done") if made else "left" if left or stale else "none"
    click.echo(t(f"upgrade.{outcome}", n=len(made), version=__version__))
    if left or stale or (only_tell and made):
        sys.exit(BAD_DATA)


def _wanted(project: Project) -> tuple[Mapping[str, str], Sequence[Problem]]:
    """Tell what has to change; return the new texts of files by name, and the errors that staff have to mend."""
    t = project.t
    _, problems = project.read()
    texts = {name: _text(project.root / name) for name in {problem.place.file for problem in problems}}
    edits = by_file(changes(problems, texts))
    mended = {(change.file, change.line) for wanted in edits.values() for change in wanted}
    for name, line, before, after in ((c.file, c.line, c.before, c.after) for w in edits.values() for c in w):
        now = t("upgrade.goes") if after is None else after.strip()
        click.echo(t("upgrade.line", file=name, line=line, before=before.strip(), after=now))
    whole = dict(_whole_files(project.root))
    for name in whole:
        click.echo(t("upgrade.file", file=name))
    made = {name: changed(texts[name], wanted) for name, wanted in edits.items()} | whole
    left = [p for p in errors(problems) if (p.place.file, p.place.line) not in mended]
    return made, left


def _whole_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield name and new text of the files that a version writes by itself and that differ."""
    for name, schema in _SCHEMAS.items():
        if (root / name).is_file() and _text(root / name) != schema():
            yield name, schema()
    requirements = _text(root / _REQUIREMENTS)
    if requirements and (now := pinned(requirements, requirement())) != requirements:
        yield _REQUIREMENTS, now
    own: Mapping[str, tuple[str, ...]] = kept_out()
    for name, lines in own.items():
        text = _text(root / name)
        missing = [line for line in lines if line not in text.splitlines()]
        if text and missing:
            yield name, text.rstrip("\n") + "\n" + "".join(f"{line}\n" for line in missing)


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return ""


def _is_of(server: Path, site: Path) -> bool:
    """Return whether the configuration in `server` names everything that the pages of `site` carry in themselves."""
    text = _text(server)
    return all(part in text for part in inline_of([site]).scripts)
