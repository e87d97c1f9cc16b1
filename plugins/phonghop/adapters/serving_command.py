"""``phonghop serving``: configurations for web servers and schedules, made for the site as it was built."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from urllib.parse import urlsplit

import click

from phonghop.adapters.environment import BAD_DATA
from phonghop.adapters.project import Project, pass_project
from phonghop.site.serving.cloudflare import limit_problems
from phonghop.site.serving.configurations import (
    AT_THE_ROOT,
    KINDS,
    OF_A_SITE,
    ROOT,
    Builder,
    Server,
    Tls,
    configuration,
    is_address,
)
from phonghop.text.problems import Place, Problem


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
@click.option("--ipv6", is_flag=True, help="Nghe cả địa chỉ IPv6.")
@click.option(
    "--tls-certificate", help="Tệp chứng thư (kèm chuỗi) trên máy chủ: phục vụ https, HTTP/2 ở cổng 443."
)
@click.option("--tls-key", help="Tệp khóa của chứng thư trên máy chủ.")
@click.option(
    "--hsts",
    is_flag=True,
    help="Dặn trình duyệt chỉ dùng https trong một năm; chỉ bật khi chắc chắn giữ https.",
)
@click.option(
    "--user", default=getpass.getuser, help="Người dùng dựng cổng (service); mặc định: người đang gõ lệnh."
)
@click.option("--mail", help="Nơi nhận thư khi dựng hoặc công bố không được (alarm).")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Tệp để ghi; mặc định: in ra.")
@pass_project
def serving(  # noqa: PLR0913, PLR0917 one argument for each option
    project: Project,
    kind: str,
    sites: tuple[Path, ...],
    root: str,
    listen: str,
    ipv6: bool,
    tls_certificate: str | None,
    tls_key: str | None,
    hsts: bool,
    user: str,
    mail: str | None,
    to: Path | None,
) -> None:
    """In cấu hình máy chủ web cho bản đã dựng, hoặc lịch chạy."""
    built = (sites or (project.root / "site",)) if kind in OF_A_SITE else ()
    if not all(site.is_dir() for site in built):
        raise click.UsageError(project.t("cli.not_built", folder=built[0]))
    if not is_address(listen):
        raise click.UsageError(project.t("cli.listen", listen=listen))
    if bool(tls_certificate) != bool(tls_key):
        raise click.UsageError(project.t("cli.tls_pair"))
    if hsts and not tls_certificate:
        raise click.UsageError(project.t("cli.hsts_needs_tls"))
    if kind == "alarm" and not mail:
        raise click.UsageError(project.t("cli.alarm_needs_mail"))
    if kind in AT_THE_ROOT and urlsplit(project.base_url).path.strip("/"):
        project.tell([Problem(Place("mkdocs.yml"), "PH910", {"url": project.base_url, "kind": kind})])
        sys.exit(BAD_DATA)
    tls = Tls(tls_certificate, tls_key) if tls_certificate and tls_key else None
    server = Server(project.base_url, root, listen, ipv6, tls, hsts)
    command = Path(sys.executable).with_name("phonghop")
    builder = Builder(
        project.root.resolve(), str(command), user, mail or "", (project.root / "Makefile").is_file()
    )
    text = configuration(kind, built, server, builder)
    if kind == "headers":
        for problem in limit_problems(built[0]):
            click.echo(problem.line(project.t), err=True)
    if to is None:
        click.echo(text, nl=False)
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_text(text, encoding="utf-8")
        click.echo(project.t("cli.created_file", file=to), err=True)
