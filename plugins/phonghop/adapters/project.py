"""What every command is given: where the portal is, in which language to speak, how to tell problems."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, update_wrapper
from pathlib import Path
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

import click

from phonghop.adapters.environment import (
    BAD_DATA,
    Invocation,
    build_moment,
    cache_folder,
    settle_on_host,
)
from phonghop.model.scalars import read_line
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.codes import HEADER, Entry, Ledger
from phonghop.portal.load import LEDGER_FILE, MEETINGS, settle_region, settled_words
from phonghop.site.reading import read_project
from phonghop.text.guesses import nearest
from phonghop.text.problems import Place, Problem, Unreadable, errors
from phonghop.text.strings import FALLBACK, Strings

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


_PRINTED = Path("in")
to_folder = click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=_PRINTED, help="Thư mục để in; mặc định in/."
)
"""The option of commands that write what is printed."""


def make_folder(folder: Path) -> None:
    """Make the `folder` of what is printed. Internal numbers are on these papers, so git never takes in the usual one."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder == _PRINTED:
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


class Project:
    """What every command is given: where the portal is, and in which language to speak."""

    def __init__(self, told: Invocation) -> None:
        self.root = told.root
        self.t = told.t
        settle_region(self.root)

    def read(self) -> tuple[Portal | None, tuple[Problem, ...]]:
        """Load and check the portal."""
        if not (self.root / MEETINGS).is_dir():
            raise click.UsageError(self.t("cli.no_root", folder=self.root.resolve()))
        project = read_project(self.root, cache_folder(self.root), build_moment())
        return project.portal, project.problems

    def readable(self) -> Portal:
        """Return the portal as far as it can be read; tell why not and end the command where not even that works."""
        portal, problems = self.read()
        if portal is None:
            self.tell(errors(problems))
            sys.exit(BAD_DATA)
        return portal

    def refuse(self, code: str, **values: object) -> NoReturn:
        """End the command as wrongly used, with the sentence of a problem."""
        raise click.UsageError(Problem(Place(""), code, values).sentence(self.t))

    def publishable(self, words: str) -> str:
        """Return what was typed as a line that anyone may read; end the command where it must not be."""
        try:
            return read_line(words)
        except Unreadable as error:
            self.refuse(error.code, key="--reason", **error.values)

    def sound(self) -> Portal:
        """Return the portal; tell its errors and end the command when it has any."""
        portal, problems = self.read()
        if portal is None or errors(problems):
            self.tell(errors(problems))
            sys.exit(BAD_DATA)
        return portal

    def tell(self, problems: Sequence[Problem]) -> None:
        """Print every problem, then how many there are."""
        if problems:
            # A file of nothing but mistakes has a hundred thousand: to print each by itself takes longer than to find them.
            click.echo("\n".join(problem.line(self.t) for problem in problems))
        wrong = len(errors(problems))
        click.echo(self.t("cli.found", errors=wrong, warnings=len(problems) - wrong))

    @cached_property
    def words(self) -> Strings:
        """The words of the portal, whatever language its staff are spoken to in."""
        return settled_words(self.root, self._settings[1])

    @cached_property
    def base_url(self) -> str:
        """The address of the site, from ``mkdocs.yml``: printed codes point below it."""
        url, _ = self._settings
        if not url:
            self.refuse("PH800")
        if ".example." in url:
            click.echo(self.t("cli.placeholder", url=url), err=True)
        return url

    @cached_property
    def _settings(self) -> tuple[str | None, str]:
        """The site's address and the language of the theme, as ``mkdocs.yml`` tells them."""
        # Only those who print pay for loading MkDocs: `check` must answer at once.
        settings = self.root / "mkdocs.yml"
        if settle_on_host():
            from mkdocs.config import load_config  # noqa: PLC0415

            config = load_config(str(settings))
            return config.site_url, config.theme.get("language") or FALLBACK
        from phonghop.adapters.plain_host import PlainHost  # noqa: PLC0415

        place = PlainHost(settings, self.root, self.t).place
        return place.base_url, place.language

    def meeting(self, portal: Portal, meeting_id: str) -> MeetingFolder:
        """Return a meeting by id; a wrong one ends the command with the nearest that exists."""
        if meeting_id in portal.by_id:
            return portal.by_id[meeting_id]
        near = nearest(meeting_id, portal.by_id)
        hint = self.t("cli.did_you_mean", nearest=near) if near else ""
        raise click.UsageError(self.t("cli.no_such_meeting", id=meeting_id, hint=hint))

    def append(self, ledger: Ledger, entries: Iterable[Entry]) -> None:
        """Add lines to `ledger`, the list of issued codes."""
        path = self.root / MEETINGS / LEDGER_FILE
        head = "" if path.exists() else HEADER
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(head + "".join(f"{entry}\n" for entry in ledger.following(entries)))

    def with_whole_list(self) -> Portal:
        """Return the portal as far as it can be read; end the command where something in the list of codes is lost or broken.

        Nothing may be written below that. A code that has lost its subject, or means something else now, is no obstacle:
        moving and retiring is what mends it.
        """
        portal, problems = self.read()
        file = f"{MEETINGS}/{LEDGER_FILE}"
        mended = ("PH504", "PH511")
        broken = [p for p in errors(problems) if p.place.file == file and p.code not in mended]
        if portal is None or broken:
            self.tell(broken or errors(problems))
            sys.exit(BAD_DATA)
        return portal


def pass_project(
    command: Callable[Concatenate[Project, Arguments], Answer],
) -> Callable[Arguments, Answer]:
    """Give `command` the project that the options of ``phonghop`` tell."""

    @click.pass_obj
    def with_project(told: Invocation, /, *values: Arguments.args, **options: Arguments.kwargs) -> Answer:
        return command(Project(told), *values, **options)

    return update_wrapper(with_project, command)
