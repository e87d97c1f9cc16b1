"""``phonghop build``: the whole site, unless it stands already."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import click

from phonghop import git
from phonghop.adapters.clock import build_moment
from phonghop.adapters.invocation import BAD_DATA, Invocation
from phonghop.adapters.machine import cache
from phonghop.adapters.standing import Standing, StandingSites, names_beside, read_below, written_below
from phonghop.store import recipe
from phonghop.text.problems import Place, PortalError, Problem
from phonghop.theme_files import theme_folder

_PACKAGE = Path(__file__).parents[1]
_LONGEST = timedelta(hours=1)
"""How long a site can stand: whether a file was replaced without a word is weighed against what stood an hour before (decision 0011)."""


@click.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi: có cảnh báo thì không thay bản cũ.")
@click.option("--config-file", type=click.Path(path_type=Path), help="Mặc định: mkdocs.yml của cổng.")
@click.option(
    "--against",
    metavar="URL|FILE",
    help="Cổng đang chạy, hoặc SHA256SUMS của cổng: từ chối dựng khi danh sách mã thiếu một mã mà cổng đang có.",
)
@click.pass_obj
def build(invocation: Invocation, strict: bool, config_file: Path | None, against: str | None) -> None:
    """Dựng cổng vào site/. Không dựng được thì bản cũ giữ nguyên; không có gì đổi thì không dựng lại."""
    root = invocation.root.resolve()
    file = (config_file or root / "mkdocs.yml").resolve()
    if file.exists() and not file.is_file():
        raise PortalError([Problem(Place(file.name), "PH450", {"file": file.name})])
    if against:
        _require_codes_of(against, root)
    sites = StandingSites(cache(root), file, strict, invocation.language)
    now, made_by = build_moment(), _made_by(root)
    standing = sites.load()
    if standing and standing.holds(made_by, now):
        for line in standing.told:
            click.echo(line)
        click.echo(invocation.t("cli.stands", folder=standing.site))
        return
    begun = sites.begin()
    # Only a build that has something to do pays for loading MkDocs.
    from phonghop.adapters.mkdocs_build import FailedError, build_site  # noqa: PLC0415

    try:
        built = build_site(file, root, invocation.t, strict=strict)
    except FailedError:
        sys.exit(BAD_DATA)
    click.echo(invocation.t("cli.built", folder=built.site))
    if built.until is None:
        return
    with suppress(OSError):
        read = read_below(root, (theme_folder(),), built.site)
        written = written_below(built.site)
        site = str(built.site)
        until = min(built.until, now + _LONGEST)
        sites.keep(Standing(made_by, read, site, names_beside(site), written, until, built.told), begun)


def _require_codes_of(place: str, root: Path) -> None:
    """End the command where the published site at `place` has a code that the project `root` has lost.

    Raises:
        PortalError: it has, or it cannot be asked.
    """
    # Only a build that is held against a site pays for what asks it.
    from phonghop.adapters.live_codes import lost_codes  # noqa: PLC0415
    from phonghop.portal.codes import read_ledger  # noqa: PLC0415
    from phonghop.portal.load import LEDGER_FILE, MEETINGS  # noqa: PLC0415

    ledger, _ = read_ledger(root / MEETINGS / LEDGER_FILE, f"{MEETINGS}/{LEDGER_FILE}")
    if lost := tuple(lost_codes(place, ledger)):
        raise PortalError(lost)


def _made_by(root: Path) -> str:
    """Return a digest of what decides what is built from the files of the project `root`: code, libraries, history."""
    history = git.answer(root, "rev-parse", "HEAD", "--is-shallow-repository")
    return sha256(repr((recipe(_PACKAGE), history, os.environ.get("SOURCE_DATE_EPOCH"))).encode()).hexdigest()
