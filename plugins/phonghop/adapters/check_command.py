"""``phonghop check``: every problem of the portal, without building it."""

from __future__ import annotations

import sys

import click

from phonghop.adapters.clock import build_moment
from phonghop.adapters.invocation import BAD_DATA
from phonghop.adapters.project import Project, pass_project
from phonghop.pages.labels import moment_label
from phonghop.portal.release import next_release
from phonghop.text.dates import Moment
from phonghop.text.problems import errors


@click.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.argument("files", nargs=-1, type=click.Path())
@pass_project
def check(project: Project, strict: bool, files: tuple[str, ...]) -> None:  # noqa: ARG001
    """Kiểm tra mọi cuộc họp và in mọi lỗi một lần.

    FILES chỉ để pre-commit gọi được; lần nào cả cổng cũng được kiểm tra, vì lỗi có thể nằm giữa hai tệp.
    """
    portal, problems = project.read()
    if problems:
        project.tell(problems)
    if portal is None or errors(problems) or (strict and problems):
        sys.exit(BAD_DATA)
    counts = {
        "meetings": len(portal.folders),
        "documents": sum(len(folder.meeting.documents) for folder in portal.folders),
        "codes": len(portal.ledger.codes),
    }
    click.echo(project.t("cli.fine", **counts))
    if due := next_release(portal, build_moment()):
        when = moment_label(Moment(due.date(), due.time()), project.t)
        click.echo(project.t("cli.next_release", when=when.text))
