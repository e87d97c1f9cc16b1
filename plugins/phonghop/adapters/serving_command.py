"""``phonghop serving``: configurations for web servers, made for the site as it was built."""

from __future__ import annotations

from pathlib import Path

import click

from phonghop.adapters.project import Project, pass_project
from phonghop.site.serving.configurations import KINDS, ROOT, Server, configuration


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option(
    "--site",
    "sites",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Bản đã dựng; mặc định: site/. Nêu nhiều lần để cấu hình chạy được cả bản mới lẫn bản đang phục vụ.",
)
@click.option("--root", default=ROOT, show_default=True, help="Thư mục gốc trên máy chủ: DIR/live.")
@click.option("--listen", default="80", show_default=True, help="Cổng mạng, hoặc địa chỉ:cổng.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Tệp để ghi; mặc định: in ra.")
@pass_project
def serving(  # noqa: PLR0913, PLR0917 one argument for each option
    project: Project, kind: str, sites: tuple[Path, ...], root: str, listen: str, to: Path | None
) -> None:
    """In cấu hình máy chủ web cho bản đã dựng."""
    built = sites or (project.root / "site",)
    if not all(site.is_dir() for site in built):
        raise click.UsageError(project.t("cli.not_built", folder=built[0]))
    text = configuration(kind, built, Server(project.base_url, root, listen))
    if to is None:
        click.echo(text, nl=False)
    else:
        to.write_text(text, encoding="utf-8")
        click.echo(project.t("cli.created_file", file=to), err=True)
