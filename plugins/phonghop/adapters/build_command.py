"""``phonghop build``: the whole site, by MkDocs."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from phonghop.adapters.project import BAD_DATA, Project


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
    finally:
        logging.getLogger("mkdocs").removeHandler(told)
    click.echo(project.t("cli.built", folder=config.site_dir))
