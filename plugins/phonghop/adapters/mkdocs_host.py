"""MkDocs as a host: asked for settings and for frames, and loaded for nothing else."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.structure.pages import Page as MkDocsPage

from phonghop.adapters.building import Place, folder_of
from phonghop.adapters.building import told as text_of
from phonghop.adapters.combinations import combination_problems, is_made_of_files
from phonghop.adapters.environment import refusal
from phonghop.adapters.hosts import Asked, FailedError, Rendered
from phonghop.adapters.mkdocs_plugin import PhongHopPlugin
from phonghop.text.problems import Place as ProblemPlace
from phonghop.text.problems import Problem, errors
from phonghop.text.strings import Strings
from phonghop.theme_files import theme_folder

_HOST = build.__module__.partition(".")[0]
"""The name of its logger: "mkdocs", or "properdocs" where that answers for it."""
_OURS = (Path(__file__).parents[1], theme_folder())
"""Where a fault is ours: the package, and its theme."""


class _Told(logging.Handler):
    """Prints warnings, and remembers them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # MkDocs announces what it is about to raise, with every folder that it has searched: told where it is caught.
        is_told_when_caught = not isinstance(sys.exception(), MkDocsException | None)
        if record.name == build.__module__ and is_told_when_caught:
            return
        self.lines.append(self.format(record))
        click.echo(self.lines[-1])


class MkDocsHost:
    """Renders by MkDocs and the theme that its settings name."""

    def __init__(self, settings: Path, root: Path, t: Strings) -> None:
        """Take the file of settings, the project's folder and the language of messages.

        Raises:
            FailedError: the settings cannot be used; the reason was printed.
        """
        self._settings, self._root, self._t = settings, root, t
        with self._telling() as told:
            config = load_config(str(settings))
            problems = tuple(combination_problems(config))
            if refused := errors(problems):
                raise PluginError(text_of(refused, t))
            for problem in problems:
                logging.getLogger("mkdocs").warning(problem.line(t))
        self._told = tuple(told.lines)
        self.place = Place(
            (settings.parent / config.plugins["phonghop"].config.root).resolve()
            if "phonghop" in config.plugins
            else root,
            settings.name,
            folder_of(config.site_dir),
            config.site_url or "",
            config.theme.get("language") or t.language,
            Path(config.docs_dir),
            Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        )
        self.is_fixed = is_made_of_files(config, settings, root)

    def render(self, asked: Asked, folder: Path) -> Rendered:
        """Return what MkDocs makes of the samples and of the pages written by hand.

        Raises:
            FailedError: it failed; the reason was printed.
        """
        config = load_config(str(self._settings), site_dir=str(folder))  # what is wrong with it was told
        with self._telling() as told:
            config.plugins.on_startup(command="build", dirty=False)
            plugin = config.plugins["phonghop"]
            assert isinstance(plugin, PhongHopPlugin)
            # MkDocs keeps the instance for as long as the process lives.
            plugin.asked = asked
            try:
                build(config)
            finally:
                plugin.asked = None
        assert plugin.hosted
        return Rendered(plugin.hosted, (*self._told, *told.lines))

    @contextmanager
    def _telling(self) -> Iterator[_Told]:
        """Print what MkDocs says through its logger, which prints nothing unless it is asked to."""
        handler = _Told()
        logging.getLogger(_HOST).addHandler(handler)
        try:
            yield handler
        except MkDocsException as error:
            if not isinstance(error, Abort):
                click.echo(str(error))
            raise FailedError from error
        except Exception as error:
            root = self._root
            problem = _fault_of_the_project(error, root) or _fault_of_a_page(error) or refusal(error, root)
            if problem is None:
                raise
            click.echo(problem.line(self._t))
            raise FailedError from error
        finally:
            logging.getLogger(_HOST).removeHandler(handler)


def _fault_of_a_page(error: Exception) -> Problem | None:
    """Return what to tell when a template of the theme cannot take what stands in the header of a page written by hand."""
    steps = [step for step, _ in traceback.walk_tb(error.__traceback__)]
    if Path(steps[-1].f_code.co_filename).is_relative_to(_OURS[0]):
        return None
    for step in reversed(steps):
        page = step.f_locals.get("page")
        if isinstance(page, MkDocsPage) and page.meta and page.file.abs_src_path:
            folder = Path(page.file.src_dir or ".").name
            place = ProblemPlace(f"{folder}/{page.file.src_uri}")
            return Problem(place, "PH451", {"error": _in_words(error)})
    return None


def _in_words(error: Exception) -> str:
    # Jinja goes on to list every folder that it has searched.
    return f"{type(error).__name__}: {error.name if isinstance(error, TemplateNotFound) else error}"


def _fault_of_the_project(error: Exception, root: Path) -> Problem | None:
    """Return what to tell when a template or a hook of the project below `root` raised `error`; None when ours did."""
    frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    for filename, line in reversed(frames):
        file = Path(filename)
        if file.is_relative_to(root) and not any(file.is_relative_to(ours) for ours in (*_OURS, sys.prefix)):
            place = ProblemPlace(file.relative_to(root).as_posix(), line)
            return Problem(place, "PH808", {"error": _in_words(error).replace(str(root), ".")})
    return None
