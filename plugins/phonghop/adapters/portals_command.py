"""``phonghop portals``: many portals on one server, built and published in turn, and one page over all of them."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from phonghop.adapters.environment import BAD_DATA, Invocation, build_moment
from phonghop.adapters.published_codes import fetched
from phonghop.pages.templates import Pages
from phonghop.site import joined
from phonghop.text.problems import Place, PortalError, Problem
from phonghop.text.strings import Strings
from phonghop.theme_files import templates_folder


@dataclass(frozen=True, slots=True)
class _Line:
    """A portal of the list: a project on this machine with the folder where it is published, or an address elsewhere."""

    place: str
    folder: Path | None

    @property
    def is_elsewhere(self) -> bool:
        return self.place.startswith(("http://", "https://"))


@click.command()
@click.argument("listed", metavar="LIST", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--page", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục để ghi trang chung."
)
@click.option("--name", default="", help="Tên trang chung.")
@click.pass_obj
def portals(told: Invocation, listed: Path, folder: Path | None, name: str) -> None:
    """Dựng và công bố mọi cổng trong tệp LIST, rồi ghi một trang chung: các cổng, lịch và cuộc họp của tất cả.

    Mỗi dòng của LIST: thư mục của cổng, rồi thư mục công bố; hoặc địa chỉ https://… của một cổng ở nơi khác. Cổng nào không
    dựng được thì các cổng khác vẫn làm tiếp, và lệnh kết thúc với mã 1.
    """
    t = told.t
    failed = False
    shown: list[joined.JoinedPortal] = []
    data: list[bytes] = []
    calendars: list[bytes] = []
    for line in _lines(listed):
        is_built = line.is_elsewhere or _published(line, t)
        failed = failed or not is_built
        try:
            content, calendar = _read(line)
            portal = joined.joined_portal(line.place, content, t)
        except PortalError as error:
            failed = True
            for problem in error.problems:
                click.echo(problem.line(t))
            shown.append(joined.JoinedPortal(Path(line.place).name, "", fault=t("portals.silent")))
            continue
        data.append(content)
        calendars.append(calendar)
        shown.append(portal)
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        html = joined.page(name or t("portals.all"), shown, Pages(templates_folder(), t), build_moment())
        (folder / "index.html").write_text(html, "utf-8", newline="\n")
        (folder / joined.CALENDAR).write_bytes(joined.calendar(name, calendars))
        (folder / joined.DATA).write_bytes(joined.data(name, data))
    click.echo(t("portals.done", n=len(shown), failed=sum(bool(portal.fault) for portal in shown)))
    if failed:
        sys.exit(BAD_DATA)


def _lines(listed: Path) -> Iterator[_Line]:
    """Yield the portals of the list; folders are relative to it."""
    base = listed.resolve().parent
    for text in listed.read_text("utf-8").splitlines():
        parts = shlex.split(text, comments=True)
        if not parts:
            continue
        place, *more = parts
        if place.startswith(("http://", "https://")):
            yield _Line(place.rstrip("/") + "/", None)
        else:
            yield _Line(str(base / place), base / more[0] if more else None)


def _published(line: _Line, t: Strings) -> bool:
    """Build a portal in a process of its own, and publish it where the list says where; return whether both went well."""
    program = [sys.executable, "-m", "phonghop", "--root", line.place, "--language", t.language]
    steps = [["build", "--quiet"]] + ([["publish", str(line.folder)]] if line.folder else [])
    for step in steps:
        click.echo(f"{line.place}: phonghop {' '.join(step)}")
        done = subprocess.run([*program, *step], capture_output=True, text=True, check=False)
        if done.returncode:
            click.echo(done.stdout + done.stderr, nl=False)
            return False
    return True


def _read(line: _Line) -> tuple[bytes, bytes]:
    """Return what a portal publishes for programs: its ``hop.json`` and its calendar.

    Raises:
        PortalError: PH908 it publishes none.
    """
    names = ("lich.ics", "calendar.ics")
    if line.is_elsewhere:
        content = fetched(f"{line.place}hop.json")
        calendar = next(filter(None, (fetched(f"{line.place}{name}") for name in names)), b"")
        return content, calendar
    site = line.folder / "live" if line.folder else Path(line.place) / "site"
    try:
        file = next((site / name for name in names if (site / name).is_file()), site / names[0])
        return (site / "hop.json").read_bytes(), file.read_bytes()
    except OSError as error:
        raise PortalError([Problem(Place(line.place), "PH908", {"reason": error.strerror})]) from error
