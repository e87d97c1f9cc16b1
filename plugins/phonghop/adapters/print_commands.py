"""``phonghop letter`` and ``phonghop sheets``: what the office prints.

A printed code is for ever, so none is issued by looking: without ``--issue`` what lacks a code is a draft.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from phonghop.adapters.code_commands import issue_codes
from phonghop.adapters.environment import BAD_DATA
from phonghop.adapters.keys_file import keys_file
from phonghop.adapters.project import Project, pass_project
from phonghop.locked.keyring import GENERAL, read_keyring, write_keyring
from phonghop.locked.public import carries_key, key_problems
from phonghop.locked.spoken import as_text, grouped
from phonghop.pages.letters import letter_of
from phonghop.pages.printed_codes import wanted_codes
from phonghop.paper.letters import Code, Letter
from phonghop.paper.letters.addressees import letters_for, read_addressees
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
from phonghop.portal import MeetingFolder, Portal
from phonghop.portal.codes import Subject
from phonghop.portal.load import LEDGER_FILE, MEETINGS
from phonghop.text.folding import slug
from phonghop.text.problems import errors

_FORMS = ("attendance", "headcount")


@dataclass(frozen=True)
class _Print:
    """What is printed: a sound portal, the meeting, its codes, and what the names of drafts end with."""

    portal: Portal
    folder: MeetingFolder
    codes: Mapping[Subject, Code]
    suffix: str

    @property
    def is_draft(self) -> bool:
        return bool(self.suffix)


def _prepared(project: Project, meeting_id: str, *, issue: bool) -> _Print:
    """Return what is printed, once every code has been issued if that is asked for; tell what a draft lacks."""
    portal = project.sound()
    project.meeting(portal, meeting_id)
    if issue and (issued := issue_codes(project, portal, (meeting_id,))):
        click.echo(project.t("cli.issued", n=issued, file=f"{MEETINGS}/{LEDGER_FILE}"))
        portal = project.sound()
    folder = portal.by_id[meeting_id]
    codes = wanted_codes(folder, portal, project.base_url, project.t)
    missing = sum(not code.address for code in codes.values())
    if missing:
        click.echo(project.t("cli.draft", n=missing))
    return _Print(portal, folder, codes, "-xem-thu" if missing else "")


_issue = click.option("--issue", is_flag=True, help="Cấp các mã còn thiếu rồi in thật; mã đã cấp là còn mãi.")


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
@_issue
@pass_project
def letter(  # noqa: PLR0913, PLR0917 one argument for each option of the command
    project: Project, meeting_id: str, docx: bool, addressees: Path | None, folder: Path, issue: bool
) -> None:
    """Viết giấy mời để in, có đầu mối nội bộ và mã QR.

    Còn mã chưa cấp thì chỉ viết bản xem thử, chỗ của mã để trống; --issue cấp mã và viết bản in. Cuộc họp hoãn, dời hoặc
    không họp thì viết thông báo.
    """
    if not project.meeting(project.sound(), meeting_id).meeting.has_letter:
        raise click.UsageError(project.t("cli.no_letter", id=meeting_id))
    printed = _prepared(project, meeting_id, issue=issue)
    meeting = printed.folder
    whole = letter_of(meeting, printed.portal, project.base_url, "print", project.t)
    if printed.is_draft:
        whole = replace(whole, draft=", ".join(filter(None, (whole.draft, project.t("cli.draft_mark")))))
    letters: Sequence[tuple[str, Letter]] = [(meeting.id, whole)]
    if addressees:
        letters = _per_addressee(project, printed, whole, addressees)
    if meeting.meeting.has_locked and not printed.is_draft:
        letters = _with_keys(project, printed, letters, is_each=bool(addressees), issue=issue)
    folder.mkdir(parents=True, exist_ok=True)
    pages = render_pdfs(made for _, made in letters)
    with click.progressbar(
        zip(letters, pages, strict=True), length=len(letters), file=sys.stderr
    ) as progress:
        for (name, made), pdf in progress:
            (folder / f"{name}{printed.suffix}.pdf").write_bytes(pdf)
            if docx:
                (folder / f"{name}{printed.suffix}.docx").write_bytes(render_docx(made))
    click.echo(project.t("cli.printed", n=len(letters), folder=folder))


def _per_addressee(
    project: Project, printed: _Print, whole: Letter, file: Path
) -> Sequence[tuple[str, Letter]]:
    entries, problems = read_addressees(file.read_bytes(), file.as_posix())
    if problems:
        project.tell(problems)
    if errors(problems):
        sys.exit(BAD_DATA)
    meeting = printed.folder
    forms = {link.key for link in meeting.meeting.links if link.kind in _FORMS}
    addresses = [
        code.address for subject, code in printed.codes.items() if subject.key in forms and code.address
    ]
    made = letters_for(whole, entries, addresses)
    names = (f"{meeting.id}-{n:03d}-{slug(entry.name)[:60]}" for n, entry in enumerate(entries, 1))
    return list(zip(names, made, strict=True))


def _with_keys(
    project: Project, printed: _Print, letters: Sequence[tuple[str, Letter]], *, is_each: bool, issue: bool
) -> Sequence[tuple[str, Letter]]:
    """Return the letters with the keys that open what is locked: one for all, or one for each addressee."""
    file, meeting = keys_file(project.base_url), printed.folder
    keyring = read_keyring(file)
    names = tuple(made.addressees[0] if is_each else GENERAL for _, made in letters)
    lock = keyring.get(meeting.id)
    if lock is None:
        project.tell(tuple(key_problems(printed.portal, {}, str(file))))
        sys.exit(BAD_DATA)
    missing = [name for name in names if lock.of(name) is None]
    if missing and not issue:
        raise click.UsageError(project.t("keys.would_issue", n=len(missing), name=missing[0]))
    if missing:
        lock = lock.with_letters(names)
        write_keyring(file, {**keyring, meeting.id: lock})
        click.echo(project.t("keys.issued", n=len(missing)))
    opening = {
        code.address for subject, code in printed.codes.items() if carries_key(subject, meeting.meeting)
    }
    keyed = []
    for name, (file_name, made) in zip(names, letters, strict=True):
        letter_key = lock.of(name)
        assert letter_key
        key = as_text(lock.key_of(letter_key))
        keyed.append((file_name, replace(made, codes=tuple(_keyed(c, key, opening) for c in made.codes))))
    return keyed


def _keyed(code: Code, key: str, opening: Collection[str]) -> Code:
    """Return a code that carries the key behind "#", with what else it hands on: there it reaches no server."""
    page, _, mark = code.address.partition("#")
    address, _, query = page.partition("?")
    if address not in opening:
        return code
    fragment = "&".join(filter(None, (f"khoa={key}", mark, query)))
    return replace(code, address=f"{address}#{fragment}", key=grouped(key))


@click.command()
@click.argument("meeting_id", metavar="ID")
@click.option("--wifi", help="Tên Wi-Fi của hội trường, in thành mã trên tờ dán cửa.")
@click.option("--wifi-password", default="", help="Mật khẩu Wi-Fi.")
@click.option("--paper", type=click.Choice(["a4", "a5"]), default="a4", help="Khổ giấy của tờ điểm cầu.")
@click.option("--cards", type=click.IntRange(0, 2000), default=0, help="Số thẻ đại biểu cần in.")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), default=Path("in"), help="Thư mục để in; mặc định in/."
)
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
    instead = printed.portal.replacements(printed.folder.id)[-1:]
    doors = door_sheets(meeting, general, wifi=network, instead=instead[0].meeting if instead else None)
    made = [(_name_of_door(n, door, len(doors)), render_door(door)) for n, door in enumerate(doors, 1)]
    if meeting.takes_place:
        made += _points(printed, general, "a5" if paper == "a5" else "a4")
    else:
        click.echo(project.t("cli.door_only"))
    if cards and meeting.takes_place:
        made.append(("the-dai-bieu", render_cards(delegate_cards(meeting, [("", general)] * cards))))
    _write(folder, printed, made)
    click.echo(project.t("cli.printed", n=len(made), folder=folder))


def _name_of_door(n: int, door: DoorSheet, count: int) -> str:
    """Return the end of the file's name: "cua", or "cua-2-phong-hop-a" where there are several."""
    return "cua" if count == 1 else f"cua-{n}-{slug(door.hall)[:40]}".strip("-")


def _points(printed: _Print, general: Code, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """Yield the sheet of each point with the end of its file's name."""
    meeting = printed.folder.meeting
    own = {subject.key: code for subject, code in printed.codes.items() if subject.kind == "point"}
    for point, sheet in zip(meeting.points, point_sheets(meeting, own, general), strict=True):
        yield f"diem-cau-{point.key}", render_point(sheet, paper)


def _write(folder: Path, printed: _Print, made: Iterable[tuple[str, bytes]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, pdf in made:
        (folder / f"{printed.folder.id}-{name}{printed.suffix}.pdf").write_bytes(pdf)
