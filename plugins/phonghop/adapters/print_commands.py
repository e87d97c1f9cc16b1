"""``phonghop letter`` and ``phonghop sheets``: what the office prints. Printing issues the codes it prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from phonghop.adapters.code_commands import issue_codes
from phonghop.adapters.invocation import BAD_DATA
from phonghop.adapters.project import Project, pass_project
from phonghop.pages.meeting import code_views, letter_of
from phonghop.paper.letters import Code, Letter
from phonghop.paper.letters.addressees import letters_for, read_addressees
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdfs
from phonghop.paper.sheets import (
    Wifi,
    delegate_cards,
    door_sheet,
    point_sheets,
    render_cards,
    render_door,
    render_point,
)
from phonghop.portal import MeetingFolder, Portal
from phonghop.text.folding import slug
from phonghop.text.problems import errors

_FORMS = ("attendance", "headcount")


def _with_codes(project: Project, meeting_id: str) -> tuple[Portal, MeetingFolder]:
    """Return a sound portal and the meeting, once every code that it prints has been issued."""
    portal = project.sound()
    project.meeting(portal, meeting_id)
    issued = issue_codes(project, portal, (meeting_id,))
    if issued:
        click.echo(project.t("cli.issued", n=issued, file="meetings/issued.tsv"))
        portal = project.sound()
    return portal, portal.by_id[meeting_id]


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.option("--docx", is_flag=True, help="Viết thêm bản Word để sửa.")
@click.option(
    "--addressees",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Danh sách nơi nhận (CSV hoặc YAML): mỗi nơi một bản, mã xác nhận điền sẵn.",
)
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=Path("in"), help="Thư mục để in; mặc định in/."
)
@pass_project
def letter(project: Project, meeting_id: str, docx: bool, addressees: Path | None, folder: Path) -> None:
    """Viết giấy mời để in, có đầu mối nội bộ và mã QR. Mã chưa có thì được cấp."""
    if not project.meeting(project.sound(), meeting_id).meeting.has_letter:
        raise click.UsageError(project.t("cli.no_letter", id=meeting_id))
    portal, meeting = _with_codes(project, meeting_id)
    whole = letter_of(meeting, portal, project.base_url, "print", project.t)
    letters: Sequence[tuple[str, Letter]] = [(meeting.id, whole)]
    if addressees:
        letters = _per_addressee(project, meeting, portal, whole, addressees)
    folder.mkdir(parents=True, exist_ok=True)
    pages = render_pdfs(made for _, made in letters)
    with click.progressbar(
        zip(letters, pages, strict=True), length=len(letters), file=sys.stderr
    ) as progress:
        for (name, made), pdf in progress:
            (folder / f"{name}.pdf").write_bytes(pdf)
            if docx:
                (folder / f"{name}.docx").write_bytes(render_docx(made))
    click.echo(project.t("cli.printed", n=len(letters), folder=folder))


def _per_addressee(
    project: Project, meeting: MeetingFolder, portal: Portal, whole: Letter, file: Path
) -> Sequence[tuple[str, Letter]]:
    entries, problems = read_addressees(file.read_bytes(), file.as_posix())
    if problems:
        project.tell(problems)
    if errors(problems):
        sys.exit(BAD_DATA)
    forms = {link.key for link in meeting.meeting.links if link.kind in _FORMS}
    addresses = [
        code.address
        for code in code_views(meeting, portal, project.base_url, project.t)
        if portal.ledger.codes[code.code].subject.key in forms
    ]
    made = letters_for(whole, entries, addresses)
    names = (f"{meeting.id}-{n:03d}-{slug(entry.name)[:60]}" for n, entry in enumerate(entries, 1))
    return list(zip(names, made, strict=True))


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.option("--wifi", help="Tên Wi-Fi của hội trường, in thành mã trên tờ dán cửa.")
@click.option("--wifi-password", default="", help="Mật khẩu Wi-Fi.")
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help="Khổ giấy của tờ điểm cầu.")
@click.option("--cards", type=click.IntRange(0, 2000), default=0, help="Số thẻ đại biểu cần in.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=Path("in"), help="Thư mục để in; mặc định in/."
)
@pass_project
def sheets(  # noqa: PLR0913, PLR0917 one argument for each option of the command
    project: Project,
    meeting_id: str,
    wifi: str | None,
    wifi_password: str,
    paper: str,
    cards: int,
    folder: Path,
) -> None:
    """Viết các tờ dán: tờ dán cửa hội trường, tờ cho từng điểm cầu, thẻ đại biểu."""
    portal, meeting = _with_codes(project, meeting_id)
    codes = {
        portal.ledger.codes[view.code].subject: Code(view.label, view.address)
        for view in code_views(meeting, portal, project.base_url, project.t)
    }
    general = next(code for subject, code in codes.items() if not subject.kind)
    of_points = {subject.key: code for subject, code in codes.items() if subject.kind == "point"}
    network = Wifi(wifi, wifi_password) if wifi else None
    made: list[tuple[str, bytes]] = [("cua", render_door(door_sheet(meeting.meeting, general, wifi=network)))]
    points = point_sheets(meeting.meeting, of_points, general)
    made += [
        (f"diem-cau-{point.key}", render_point(sheet, "a5" if paper == "a5" else "a4"))
        for point, sheet in zip(meeting.meeting.points, points, strict=True)
    ]
    if cards:
        made.append(("the-dai-bieu", render_cards(delegate_cards(meeting.meeting, [("", general)] * cards))))
    _write(folder, meeting.id, made)
    click.echo(project.t("cli.printed", n=len(made), folder=folder))


def _write(folder: Path, meeting_id: str, made: Iterable[tuple[str, bytes]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in made:
        (folder / f"{meeting_id}-{name}.pdf").write_bytes(pdf)
