"""``phonghop check``: every problem of the portal, without building it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import click

from phonghop.adapters.environment import BAD_DATA, build_moment
from phonghop.adapters.problem_formats import FORMATS
from phonghop.adapters.project import Project, pass_project
from phonghop.pages.labels import moment_label
from phonghop.portal import routes
from phonghop.portal.release import next_release, overdue
from phonghop.text.dates import Moment
from phonghop.text.problems import errors


@click.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.option(
    "--live",
    metavar="DIR|URL",
    help="Cổng đang phục vụ: tài liệu đã quá giờ phát hành mà ở đó chưa có là lỗi.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", *FORMATS]),
    default="text",
    help="text: cho người đọc; json, github (ghi chú tại dòng), sarif: cho chương trình khác.",
)
@click.argument("files", nargs=-1, type=click.Path())
@pass_project
def check(
    project: Project,
    strict: bool,
    live: str | None,
    form: str,
    files: tuple[str, ...],  # noqa: ARG001
) -> None:
    """Kiểm tra mọi cuộc họp và in mọi lỗi một lần.

    FILES chỉ để pre-commit gọi được; lần nào cả cổng cũng được kiểm tra, vì lỗi có thể nằm giữa hai tệp.
    """
    # Nearly all that is read is held until the end of the command: to look for what is not takes a third of a file of mistakes.
    gc.disable()
    portal, problems = project.read()
    gc.enable()
    if portal and live:
        try:
            problems += tuple(overdue(portal, build_moment(), live, _lookup(live)))
        except (OSError, HTTPException) as error:
            raise click.UsageError(project.t("cli.live_unreadable", live=live, reason=error)) from None
    if form != "text":
        click.echo(FORMATS[form](sorted(problems), project.t))
    elif problems:
        project.tell(problems)
    if portal is None or errors(problems) or (strict and problems):
        sys.exit(BAD_DATA)
    if form != "text":
        return
    counts = {
        "meetings": len(portal.folders),
        "documents": sum(len(folder.meeting.documents) for folder in portal.folders),
        "codes": len(portal.ledger.codes),
    }
    click.echo(project.t("cli.fine", **counts))
    if due := next_release(portal, build_moment()):
        when = moment_label(Moment(due.date(), due.time()), project.t)
        click.echo(project.t("cli.next_release", when=when.text))


def _lookup(live: str) -> Callable[[str], bool]:
    """Return what tells whether the live site, a folder or an address on the web, answers at an address of ours."""
    if not live.startswith(("https://", "http://")):
        folder = Path(live)
        next(folder.iterdir(), None)  # one that is not there is a mistake, not a site without documents
        return lambda address: (folder / address).is_file()

    def answers(address: str) -> bool:
        request = Request(routes.absolute(address, live), method="HEAD")  # noqa: S310 the scheme was looked at
        try:
            with urlopen(request, timeout=30):  # noqa: S310
                return True
        except HTTPError as error:
            error.close()
            if error.code in {404, 410}:
                return False
            raise

    return answers
