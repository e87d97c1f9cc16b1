"""``phonghop new``: the file of a meeting to come."""

from __future__ import annotations

from os.path import lexists

import click

from phonghop.adapters.completion import meeting_ids
from phonghop.adapters.project import Project, pass_project
from phonghop.portal.load import MEETING_FILE, MEETINGS, is_meeting_id
from phonghop.starter.meetings import MEETING_KINDS, blank, copied, kinds_here, old_dates
from phonghop.text.guesses import nearest


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.option(
    "--from",
    "earlier",
    shell_complete=meeting_ids,
    help="Chép từ một cuộc họp trước, bỏ ngày giờ và tài liệu.",
)
@click.option(
    "--kind",
    type=click.Choice([*MEETING_KINDS]),
    help=f"Loại cuộc họp: {'; '.join(f'{kind}: {what}' for kind, what in MEETING_KINDS.items())}.",
)
@click.option("--organizer", help="Mã cơ quan tổ chức trong portal.yml; chỉ bỏ được khi cổng có một cơ quan.")
@pass_project
def new(
    project: Project, meeting_id: str, earlier: str | None, kind: str | None, organizer: str | None
) -> None:
    """Tạo tệp cho cuộc họp mới. Ví dụ: phonghop new 2026-12-20-giao-ban."""
    portal = project.readable()
    file = project.root / MEETINGS / meeting_id / MEETING_FILE
    if not is_meeting_id(meeting_id):
        raise click.UsageError(project.t("cli.bad_id", id=meeting_id))
    if file.parent.is_symlink() or (file.parent.exists() and not file.parent.is_dir()) or lexists(file):
        raise click.UsageError(project.t("cli.exists", file=file.parent))
    if earlier and kind:
        raise click.UsageError(project.t("cli.from_or_kind"))
    if kind and kind not in kinds_here():
        raise click.UsageError(project.t("cli.kind_elsewhere", kind=kind, known=", ".join(kinds_here())))
    if organizer and organizer not in portal.bodies:
        project.refuse(
            "PH401", id=organizer, nearest=nearest(organizer, portal.bodies) or "", known=portal.bodies
        )
    if not organizer and not earlier and len(portal.bodies) > 1:
        bodies = ", ".join(f"{body.id} ({body.name})" for body in portal.settings.bodies)
        raise click.UsageError(project.t("cli.which_body", known=bodies))
    if earlier:
        source = project.meeting(portal, earlier)
        text = copied(source.source.decode("utf-8-sig"), source.id)
    else:
        body = portal.bodies[organizer or next(iter(portal.bodies))]
        text = blank(meeting_id, body, kind or "hop")
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    click.echo(project.t("cli.created", file=file))
    remaining = list(old_dates(text)) if earlier else []
    if remaining:
        click.echo("\n  ".join([project.t("cli.old_dates"), *remaining]))
