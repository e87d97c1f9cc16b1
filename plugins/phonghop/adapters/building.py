"""A build as every adapter runs it: read, check, make, and finish with what a host has rendered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from phonghop.adapters.keys_file import locks
from phonghop.database import Database
from phonghop.locked.keyring import NO_KEYS
from phonghop.pages.templates import headings
from phonghop.portal import Portal, routes
from phonghop.portal.folders import LOCALES, MEETINGS
from phonghop.site.by_hand import files_by_hand, templates_by_hand
from phonghop.site.driver import Driver, Hosted, Settings
from phonghop.site.exchange import Tree, folder_problems
from phonghop.site.outputs import Page
from phonghop.site.reading import Project, read_project
from phonghop.text.problems import Place as ProblemPlace
from phonghop.text.problems import PortalError, Problem, errors
from phonghop.text.region import here
from phonghop.text.strings import Strings, strings
from phonghop.theme_files import templates_folder


@dataclass(frozen=True, slots=True)
class Place:
    """Where a project is, and where and how it is published.

    Attributes:
        root: the project's folder.
        settings: the name of the file of settings.
        site: the folder of the site, links resolved.
        base_url: the site's address.
        language: of the interface.
        by_hand: the folder of pages written by hand.
        templates: the project's own templates of the theme, if it has any.
    """

    root: Path
    settings: str
    site: Path
    base_url: str
    language: str
    by_hand: Path
    templates: Path | None

    def host_key(self) -> str:
        """Return a digest of everything of the project that a host makes frames and its own files of."""
        digest = hashlib.sha256(repr((self.base_url, self.language, here())).encode())
        folders = (self.by_hand, self.root / LOCALES, *filter(None, (self.templates,)))
        files = (file for folder in folders for file in sorted(folder.rglob("*")) if file.is_file())
        for file in (self.root / self.settings, *files):
            with suppress(OSError):
                digest.update(f"{file}\n".encode("utf-8", "surrogateescape") + file.read_bytes())
        return digest.hexdigest()


class Building:
    """One build of one project."""

    def __init__(  # noqa: PLR0913 what a build depends on, each of its own kind
        self,
        place: Place,
        database: Database,
        now: datetime,
        *,
        serves: bool = False,
        progress: Callable[[int, int], object] = lambda _, __: None,
        is_fixed: bool = True,
        tree: Tree | None = None,
        before: Portal | None = None,
    ) -> None:
        """Read and check the project.

        Where the result `serves` a preview, a broken meeting becomes a page that says what is wrong with it. `progress` is told how many
        meetings have been made, of how many. `is_fixed` is whether nothing but files decides what a host renders, `tree` the site if it is being looked at already, `before` the portal as this process has read it before.
        """
        self.place, self._database, self._now, self._progress = place, database, now, progress
        self._is_fixed = is_fixed
        self._tree = tree or Tree(database, place.site)
        self._tree.recover()
        project = read_project(place.root, database.folder, now, before)
        keys, lacking = locks(project.portal, place.base_url, place.root) if project.portal else (NO_KEYS, ())
        problems = (*project.problems, *lacking, *self._of_the_place(serves))
        self.problems = tuple(sorted(problems))
        self.errors = tuple(sorted(errors(problems)))
        portal = project.portal and project.portal.without(map(_meeting_of, self.errors))
        self._project = Project(
            portal, project.files, project.problems, project.read, keys, project.committed
        )
        self.portal = portal
        self.is_readable = portal is not None
        self._begun = False

    def _of_the_place(self, serves: bool) -> Iterator[Problem]:
        """Yield what is wrong with the folders that the settings name, and with the pages written by hand."""
        place = self.place
        if not place.base_url:
            yield Problem(ProblemPlace(place.settings), "PH800")
        if not serves:
            yield from folder_problems(place.site, place.by_hand, place.root / MEETINGS, place.settings)
        yield from files_by_hand(place.by_hand)
        if place.templates:
            yield from templates_by_hand(place.templates, place.templates.name)

    @cached_property
    def driver(self) -> Driver:
        """What does the work."""
        place = self.place
        settings = Settings(
            *(place.root, place.base_url, place.language, templates_folder()),
            host=place.host_key() if self._is_fixed else json.dumps(self._now.timestamp()),
        )
        return Driver(self._project, settings, self._tree, self._now, self._progress)

    def make(self) -> None:
        """Make what has changed."""
        self.driver.begin()
        self._begun = True
        self.driver.make(self._project.committed)

    @property
    def noticed(self) -> tuple[Problem, ...]:
        """What was noticed in making the meetings."""
        return tuple(sorted(self.driver.problems))

    def add_broken(self, shown: Callable[[Collection[Problem]], str]) -> None:
        """Add a page for each meeting that cannot be made, on which its problems are `shown`, as all are on the front page."""
        by_meeting: dict[str, list[Problem]] = {}
        for problem in self.errors:
            by_meeting.setdefault(_meeting_of(problem), []).append(problem)
        by_meeting.pop("", None)
        title = strings(self.place.language)("broken.title")
        self.driver.add(
            Page(routes.meeting(m), title, title, html, headings(html), problems[0].place.file)
            for m, problems in by_meeting.items()
            for html in [shown(problems)]
        )
        if self.errors:
            home = self.driver.page(routes.HOME)
            self.driver.add([replace(home, html=f"{shown(self.errors)}{home.html}")])

    def finish(self, hosted: Hosted | None) -> tuple[Problem, ...]:
        """Finish the build with what a host has rendered, if it was asked; return what must not be published."""
        problems = self.driver.finish(hosted)
        self._begun = False
        return problems

    def undo(self, *, and_clear: bool = False) -> None:
        """Forget the build if it was not finished; the last one stands. `and_clear` removes what it has written, as on a full disk."""
        if self._begun:
            self.driver.undo(and_clear=and_clear)
            self._begun = False


def folder_of(site_dir: str | Path) -> Path:
    """Return the folder of the site; a link, such as one to a web server's root, is followed."""
    return Path(site_dir).resolve()


def told(problems: Iterable[Problem], t: Strings) -> str:
    """Return all problems, a line each, under a line that counts them."""
    lines = [problem.line(t) for problem in PortalError(problems).problems]
    return "\n".join([t("cli.found", errors=len(lines), warnings=0), *lines])


def _meeting_of(problem: Problem) -> str:
    """Return the id of the meeting whose folder the problem is in, or an empty text."""
    parts = problem.place.file.split("/")
    return parts[1] if len(parts) > 2 and parts[0] == MEETINGS else ""
