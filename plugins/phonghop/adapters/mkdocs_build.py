"""A build by MkDocs as a command runs it: every problem told, never a trace for what is the project's fault."""

from __future__ import annotations

import gc
import logging
import sys
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.pages import Page

from phonghop.adapters.machine import refusal
from phonghop.text.problems import Place, Problem
from phonghop.text.strings import Strings
from phonghop.theme_files import theme_folder

_OURS = (Path(__file__).parents[1], theme_folder())
"""Where a fault is ours: the package, and its theme."""
_PLUGINS = frozenset({"phonghop", "search", "material/search"})
_READS_ANYTHING = frozenset({"pymdownx.snippets"})
_NOT_FROM_FILES = (b"!ENV", b"INHERIT")


class FailedError(Exception):
    """The site was not built, and everybody was told why."""


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        site: the folder of the site.
        told: the lines of its warnings.
        until: the moment from which the same project would give another site; None where more than its files decides.
    """

    site: Path
    told: tuple[str, ...]
    until: datetime | None


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


def build_site(settings: Path, root: Path, t: Strings, *, strict: bool) -> Built:
    """Build the site that the file `settings` of the project `root` describes; print what is wrong with it.

    Raises:
        FailedError: it could not be built; the last one stands.
    """
    # MkDocs tells problems through its logger, which prints nothing unless it is asked to.
    told = _Told()
    logging.getLogger("mkdocs").addHandler(told)
    # Nearly all that a build makes is held until its end: to look for what is not costs a tenth of a large one.
    gc.disable()
    try:
        config = load_config(str(settings), strict=strict or None)
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    except MkDocsException as error:
        if not isinstance(error, Abort):
            click.echo(str(error))
        raise _failed(t) from error
    except Exception as error:
        problem = _fault_of_the_project(error, root) or _fault_of_a_page(error) or refusal(error, root)
        if problem is None:
            raise
        click.echo(problem.line(t))
        raise _failed(t) from error
    finally:
        gc.enable()
        logging.getLogger("mkdocs").removeHandler(told)
    until = getattr(config.plugins.get("phonghop"), "until", None)
    return Built(
        Path(config.site_dir), tuple(told.lines), until if _is_made_of_files(config, settings, root) else None
    )


def _failed(t: Strings) -> FailedError:
    click.echo(t("cli.kept", folder="site/"), err=True)
    return FailedError()


def _is_made_of_files(config: MkDocsConfig, settings: Path, root: Path) -> bool:
    """Return whether nothing but files of the project `root` decides what the site is: no hook, no plugin that asks elsewhere."""
    words = settings.read_bytes()
    folders = [
        Path(place).resolve() for place in (config.docs_dir, config.theme.custom_dir, settings) if place
    ]
    return (
        not config.hooks
        and config.plugins.keys() <= _PLUGINS
        and not _READS_ANYTHING & set(config.markdown_extensions)
        and not any(word in words for word in _NOT_FROM_FILES)
        and all(_is_visible_below(root, folder) for folder in folders)
    )


def _is_visible_below(root: Path, place: Path) -> bool:
    return place.is_relative_to(root) and not any(
        part.startswith(".") for part in place.relative_to(root).parts
    )


def _fault_of_a_page(error: Exception) -> Problem | None:
    """Return what to tell when a template of the theme cannot take what stands in the header of a page written by hand."""
    steps = [step for step, _ in traceback.walk_tb(error.__traceback__)]
    if Path(steps[-1].f_code.co_filename).is_relative_to(_OURS[0]):
        return None
    for step in reversed(steps):
        page = step.f_locals.get("page")
        if isinstance(page, Page) and page.meta and page.file.abs_src_path:
            folder = Path(page.file.src_dir or ".").name
            place = Place(f"{folder}/{page.file.src_uri}")
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
            place = Place(file.relative_to(root).as_posix(), line)
            return Problem(place, "PH808", {"error": _in_words(error).replace(str(root), ".")})
    return None
