"""``phonghop letter`` and ``phonghop sheets``: what the office prints.

A printed code is for ever, so none is issued by looking: without ``--issue`` what lacks a code is a draft.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from phonghop.adapters.code_commands import issue_codes
from phonghop.adapters.completion import meeting_ids
from phonghop.adapters.environment import BAD_DATA
from phonghop.adapters.printed_letters import Named, Print, draft_ending, unlocked_letters, with_keys
from phonghop.adapters.project import Project, make_folder, pass_project, to_folder
from phonghop.locked.keyring import write_for_owner
from phonghop.pages.printed_codes import wanted_codes
from phonghop.paper.letters import Code
from phonghop.paper.letters.addressees import ListedAddressee, read_addressees
from phonghop.paper.letters.docx import render_docx
from phonghop.paper.letters.pdf import render_pdfs
from phonghop.paper.sheets import (
    DoorSheet,
    Paper,
    Wifi,
    delegate_cards,
    door_sheets,
    point_sheets,
    render_cards,
    render_door,
    render_point,
)
from phonghop.portal import routes
from phonghop.portal.load import LEDGER_FILE, MEETINGS
from phonghop.text.folding import slug
from phonghop.text.problems import PortalError, errors


def _prepared(project: Project, meeting_id: str, *, issue: bool, has_codes: bool = True) -> Print:
    """Return what is printed, once every code on it has been issued if that is asked for; tell what a draft lacks."""
    portal = project.sound()
    project.meeting(portal, meeting_id)
    if issue and has_codes and (issued := issue_codes(project, portal, (meeting_id,))):
        click.echo(project.t("cli.issued", n=issued, file=f"{MEETINGS}/{LEDGER_FILE}"))
        portal = project.sound()
    folder = portal.by_id[meeting_id]
    codes = wanted_codes(folder, portal, project.base_url, project.words) if has_codes else {}
    missing = sum(not code.address for code in codes.values())
    if missing:
        click.echo(project.t("cli.draft", n=missing))
    return Print(portal, folder, codes, draft_ending() if missing else "")


_issue = click.option("--issue", is_flag=True, help="Cấp các mã còn thiếu rồi in thật; mã đã cấp là còn mãi.")


@click.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@click.option("--docx", is_flag=True, help="Viết thêm bản Word để sửa.")
@click.option(
    "--addressees",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Danh sách nơi nhận (CSV hoặc YAML): mỗi nơi một bản, mã xác nhận điền sẵn.",
)
@to_folder
@_issue
@pass_project
def letter(  # noqa: PLR0913, PLR0917 one argument for each option of the command
    project: Project, meeting_id: str, docx: bool, addressees: Path | None, folder: Path, issue: bool
) -> None:
    """Viết giấy mời để in, có đầu mối nội bộ và mã QR.

    Còn mã chưa cấp thì chỉ viết bản xem thử, chỗ của mã để trống; --issue cấp mã và viết bản in. Cuộc họp hoãn, dời hoặc
    không họp thì viết thông báo.
    """
    invitation = project.meeting(project.sound(), meeting_id).meeting
    if not invitation.has_letter:
        raise click.UsageError(project.t("cli.no_letter", id=meeting_id))
    has_codes = invitation.letter.codes != "none" or invitation.has_locked
    printed = _prepared(project, meeting_id, issue=issue, has_codes=has_codes)
    meeting = printed.folder
    entries = _listed(project, addressees) if addressees else ()
    letters = unlocked_letters(printed, project.base_url, project.words, entries)
    carries_keys = meeting.meeting.has_locked and not printed.is_draft
    write = write_for_owner if carries_keys else Path.write_bytes
    if carries_keys:
        letters = _keyed(project, printed, letters, is_each=bool(entries), issue=issue)
    make_folder(folder)
    pages = render_pdfs(made for _, made in letters)
    with click.progressbar(
        zip(letters, pages, strict=True), length=len(letters), file=sys.stderr
    ) as progress:
        for (name, made), pdf in progress:
            write(folder / f"{name}{printed.suffix}.pdf", pdf)
            if docx:
                write(folder / f"{name}{printed.suffix}.docx", render_docx(made))
            if (
                not printed.is_draft
            ):  # the draft would be taken for the letter; its Word file may have been written in
                (folder / f"{name}{draft_ending()}.pdf").unlink(missing_ok=True)
    click.echo(project.t("cli.printed_word" if docx else "cli.printed", n=len(letters), folder=folder))
    word = () if docx else (f"{name}{printed.suffix}.docx" for name, _ in letters)
    if older := [name for name in word if (folder / name).exists()]:
        click.echo(project.t("cli.older_word", files=", ".join(older)))
    # Both rules of official letters ask for them (Nghị định 30/2020, Điều 8; Hướng dẫn 05-HD/VPTW).
    if meeting.meeting.letter.profile != "plain" and not any(made.recipients for _, made in letters):
        click.echo(project.t("cli.no_recipients"))
    if not all(made.signatures for _, made in letters):
        click.echo(project.t("cli.no_signature"))


def _listed(project: Project, file: Path) -> Sequence[ListedAddressee]:
    """Return the addressees of a list; tell what is wrong with it, and end the command where that is an error."""
    entries, problems = read_addressees(file.read_bytes(), file.as_posix())
    if problems:
        project.tell(problems)
    if errors(problems):
        sys.exit(BAD_DATA)
    return entries


def _keyed(
    project: Project, printed: Print, letters: Sequence[Named], *, is_each: bool, issue: bool
) -> Sequence[Named]:
    """Return the letters with their keys; end the command where keys are missing and none may be made."""
    try:
        keyed, new = with_keys(printed, project.base_url, letters, is_each=is_each, issue=issue)
    except PortalError as error:
        project.tell(error.problems)
        sys.exit(BAD_DATA)
    if new and not issue:
        raise click.UsageError(project.t("keys.would_issue", n=len(new), name=new[0]))
    if new:
        click.echo(project.t("keys.issued", n=len(new)))
    return keyed


@click.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@click.option("--wifi", help="Tên Wi-Fi của hội trường, in thành mã trên tờ dán cửa.")
@click.option("--wifi-password", default="", help="Mật khẩu Wi-Fi.")
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help="Khổ giấy của tờ điểm cầu.")
@click.option("--cards", type=click.IntRange(0, 2000), default=0, help="Số thẻ đại biểu cần in.")
@to_folder
@_issue
@pass_project
def sheets(  # noqa: PLR0913, PLR0917 one argument for each option of the command
    project: Project,
    meeting_id: str,
    wifi: str | None,
    wifi_password: str,
    paper: str,
    cards: int,
    folder: Path,
    issue: bool,
) -> None:
    """Viết các tờ dán: tờ dán cửa mỗi hội trường, tờ cho từng điểm cầu, thẻ đại biểu.

    Còn mã chưa cấp thì chỉ viết bản xem thử; --issue cấp mã và viết bản in. Cuộc họp hoãn, dời sang cuộc họp khác hoặc
    không họp thì chỉ có tờ dán cửa, báo điều đó.
    """
    printed = _prepared(project, meeting_id, issue=issue)
    meeting = printed.folder.meeting
    general = next(code for subject, code in printed.codes.items() if not subject.kind)
    network = Wifi(wifi, wifi_password) if wifi else None
    other = printed.portal.replacement(printed.folder.id)
    doors = door_sheets(meeting, general, wifi=network, instead=other.meeting if other else None)
    made = [(_name_of_door(n, door, len(doors)), render_door(door)) for n, door in enumerate(doors, 1)]
    if meeting.takes_place:
        made += _points(printed, general, "a5" if paper == "a5" else "a4")
    else:
        click.echo(project.t("cli.door_only"))
    if cards and meeting.takes_place:
        made.append((routes.word("cards"), render_cards(delegate_cards(meeting, [("", general)] * cards))))
    _write(folder, printed, made)
    click.echo(project.t("cli.printed", n=len(made), folder=folder))


def _name_of_door(n: int, door: DoorSheet, count: int) -> str:
    """Return the end of the file's name: "cua", or "cua-2-phong-hop-a" where there are several."""
    word = routes.word("door")
    return word if count == 1 else f"{word}-{n}-{slug(door.hall)[:40]}".strip("-")


def _points(printed: Print, general: Code, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """Yield the sheet of each point with the end of its file's name."""
    meeting = printed.folder.meeting
    own = {subject.key: code for subject, code in printed.codes.items() if subject.kind == "point"}
    for point, sheet in zip(meeting.points, point_sheets(meeting, own, general), strict=True):
        yield f"{routes.word('point')}-{point.key}", render_point(sheet, paper)


def _write(folder: Path, printed: Print, made: Iterable[tuple[str, bytes]]) -> None:
    make_folder(folder)
    for name, pdf in made:
        (folder / f"{printed.folder.id}-{name}{printed.suffix}.pdf").write_bytes(pdf)
