"""``phonghop build``: the whole site, by MkDocs."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import click
from jinja2 import TemplateNotFound, TemplateSyntaxError
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from phonghop.adapters.project import BAD_DATA, Project
from phonghop.text.problems import Place, Problem
from phonghop.theme_files import theme_folder

_OURS = (Path(__file__).parents[1], theme_folder())
"""Where a fault is ours: the package, and its theme."""


@click.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi: có cảnh báo thì không thay bản cũ.")
@click.option("--config-file", type=click.Path(path_type=Path), help="Mặc định: mkdocs.yml của cổng.")
@click.pass_obj
def build(project: Project, strict: bool, config_file: Path | None) -> None:
    """Dựng cổng vào site/. Không dựng được thì bản cũ giữ nguyên."""
    file = config_file or project.root / "mkdocs.yml"
    # MkDocs tells problems through its logger, which prints nothing unless it is asked to.
    told = logging.StreamHandler(sys.stdout)
    told.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(told)
    try:
        config = load_config(str(file), strict=strict or None)
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
    except MkDocsException as error:
        if not isinstance(error, Abort):
            click.echo(str(error))
        click.echo(project.t("cli.kept", folder="site/"), err=True)
        sys.exit(BAD_DATA)
    except Exception as error:
        problem = _fault_of_the_project(error, project.root.resolve())
        if problem is None:
            raise
        click.echo(problem.line(project.t))
        click.echo(project.t("cli.kept", folder="site/"), err=True)
        sys.exit(BAD_DATA)
    finally:
        logging.getLogger("mkdocs").removeHandler(told)
    click.echo(project.t("cli.built", folder=config.site_dir))


def _fault_of_the_project(error: Exception, root: Path) -> Problem | None:
    """Return what to tell when a template or a hook of the project below `root` raised `error`; None when ours did."""
    frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    for filename, line in reversed(frames):
        file = Path(filename)
        if file.is_relative_to(root) and not any(file.is_relative_to(ours) for ours in (*_OURS, sys.prefix)):
            place = Place(file.relative_to(root).as_posix(), line)
            # Jinja goes on to list every folder that it has searched.
            said = error.name if isinstance(error, TemplateNotFound) else str(error)
            return Problem(
                place, "PH808", {"error": f"{type(error).__name__}: {said}".replace(str(root), ".")}
            )
    return None
