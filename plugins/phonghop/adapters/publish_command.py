"""``phonghop publish``: the finished site goes live beside the earlier ones."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from phonghop.adapters.environment import BAD_DATA
from phonghop.adapters.project import Project, pass_project
from phonghop.text.problems import PortalError


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Bản đã dựng; mặc định: site/ của cổng.",
)
@click.option(
    "--serving",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Cấu hình máy chủ web đang dùng: từ chối bản mà chính sách trong đó không cho chạy.",
)
@click.option("--rollback", is_flag=True, help="Quay lại bản ngay trước bản đang phục vụ.")
@click.option(
    "--bring-back", is_flag=True, help="Cùng --rollback: chấp nhận đăng lại tài liệu và số điện thoại đã gỡ."
)
@click.option("--again", is_flag=True, help="Công bố cả khi bản đã dựng là bản từng bị bỏ bằng --rollback.")
@pass_project
def publish(  # noqa: PLR0913, PLR0917 one for each option
    project: Project,
    folder: Path,
    site: Path | None,
    serving: Path | None,
    rollback: bool,
    bring_back: bool,
    again: bool,
) -> None:
    """Đưa bản đã dựng lên cổng thật, ở DIR.

    Máy chủ web phục vụ DIR/live. Bản mới vào thay bản cũ trong một bước; năm bản gần nhất được giữ lại trong DIR/releases.
    """
    if sys.platform == "win32":
        raise click.UsageError(project.t("cli.posix_only"))
    # These need a system with locks on files; whoever asks for help may have another.
    from phonghop.site import publishing  # noqa: PLC0415
    from phonghop.site.serving.policy import require_policy  # noqa: PLC0415

    folder = folder.resolve()  # the root that is told belongs into the configuration of a web server
    built = site or project.root / "site"
    try:
        if rollback:
            back = publishing.roll_back(folder, bring_back=bring_back)
            click.echo(project.t("cli.rolled_back", release=back.number, live=back.live))
            if back.codes_kept:
                click.echo(project.t("cli.codes_kept", n=back.codes_kept))
            return
        if folder.is_relative_to(built.resolve()):
            raise click.UsageError(project.t("cli.inside", folder=folder))
        if serving:
            require_policy(serving, built)
        done = publishing.publish(built, folder, again=again)
    except PortalError as error:
        project.tell(error.problems)
        sys.exit(BAD_DATA)
    if not done.changed:
        click.echo(project.t("cli.was_left" if done.was_left else "cli.unchanged", release=done.number))
        return
    counts = {"release": done.number, "files": done.files, "written": done.written}
    click.echo(project.t("cli.published", live=done.live, **counts))
