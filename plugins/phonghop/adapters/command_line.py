"""The ``phonghop`` command. Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 our fault."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from pathlib import Path

import click

from phonghop import __version__
from phonghop.adapters.clock import build_moment
from phonghop.adapters.project import BAD_DATA, Project
from phonghop.portal.load import MEETING_FILE, MEETINGS, is_meeting_id
from phonghop.portal.release import next_release
from phonghop.portal.starter import blank, copied, old_dates
from phonghop.products.views.labels import moment_label
from phonghop.text.dates import Moment
from phonghop.text.folding import nearest
from phonghop.text.problems import errors
from phonghop.text.strings import LANGUAGES, strings

OUR_FAULT = 3

_ON_DEMAND = {
    "build": "build_command",
    "codes": "code_commands",
    "letter": "print_commands",
    "publish": "publish_command",
    "reference": "reference",
    "serving": "serving_command",
    "sheets": "print_commands",
}
"""Where the heavier commands are; their modules load only when they are called, so that `check` answers at once."""


class _Commands(click.Group):
    """The commands declared here, and those loaded on demand."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ON_DEMAND])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ON_DEMAND:
            return super().get_command(ctx, cmd_name)
        found: click.Command = getattr(import_module(f"phonghop.adapters.{_ON_DEMAND[cmd_name]}"), cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path(), help="Thư mục của cổng, nơi có meetings/."
)
@click.option(
    "--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Ngôn ngữ của thông báo."
)
@click.pass_context
def cli(context: click.Context, root: Path, language: str) -> None:
    """Cổng tài liệu cuộc họp: tạo, kiểm tra, cấp mã, dựng trang."""
    context.obj = Project(root, language)


@cli.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.argument("files", nargs=-1, type=click.Path())
@click.pass_obj
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


@cli.command()
@click.argument("meeting_id", metavar="ID")
@click.option("--from", "earlier", help="Chép từ một cuộc họp trước, bỏ ngày giờ và tài liệu.")
@click.option("--organizer", help="Mã cơ quan tổ chức; mặc định là cơ quan đầu tiên trong portal.yml.")
@click.pass_obj
def new(project: Project, meeting_id: str, earlier: str | None, organizer: str | None) -> None:
    """Tạo tệp cho cuộc họp mới. Ví dụ: phonghop new 2026-12-20-giao-ban."""
    portal = project.readable()
    file = project.root / MEETINGS / meeting_id / MEETING_FILE
    if not is_meeting_id(meeting_id):
        raise click.UsageError(project.t("cli.bad_id", id=meeting_id))
    if file.parent.exists():
        raise click.UsageError(project.t("cli.exists", file=file.parent))
    if organizer and organizer not in portal.bodies:
        project.refuse(
            "PH401", id=organizer, nearest=nearest(organizer, portal.bodies) or "", known=portal.bodies
        )
    if earlier:
        source = project.meeting(portal, earlier)
        text = copied(source.node, source.id)
    else:
        text = blank(meeting_id, organizer or next(iter(portal.bodies)))
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    click.echo(project.t("cli.created", file=file))
    remaining = list(old_dates(text)) if earlier else []
    if remaining:
        click.echo("\n  ".join([project.t("cli.old_dates"), *remaining]))


def main() -> None:
    """Run the command; anything unexpected is our fault and says so."""
    try:
        cli(prog_name="phonghop")
    except Exception:  # noqa: BLE001 the one place that answers for everything
        click.echo(strings(LANGUAGES[0])("cli.our_fault"), err=True)
        traceback.print_exc()
        sys.exit(OUR_FAULT)
