"""``phonghop keys``: make, list, revoke, change, say, restore and move the keys of locked papers."""

from __future__ import annotations

from pathlib import Path

import click

from phonghop.adapters.completion import meeting_ids
from phonghop.adapters.keys_file import keys_file
from phonghop.adapters.project import Project, make_folder, pass_project, to_folder
from phonghop.locked import spoken
from phonghop.locked.keyring import (
    GENERAL,
    Keyring,
    Lock,
    joined,
    keyring_of,
    new_lock,
    read_keyring,
    restored,
    write_for_owner,
    write_keyring,
)
from phonghop.paper.typesetting import typeset
from phonghop.site.locked import records
from phonghop.text.folding import slug


@click.group(invoke_without_command=True)
@click.pass_context
def keys(context: click.Context) -> None:
    """Khóa của tài liệu nội bộ: cấp, thu hồi, đổi, phục hồi, chuyển máy. Không có lệnh con: liệt kê."""
    if context.invoked_subcommand is None:
        context.invoke(list_keys)


@keys.command("list")
@pass_project
def list_keys(project: Project) -> None:
    """Liệt kê các khóa đã cấp và ai đang giữ chìa."""
    file = keys_file(project.base_url)
    keyring = read_keyring(file)
    for meeting, lock in keyring.items():
        names = ", ".join(letter.name or project.t("keys.general") for letter in lock.letters)
        click.echo(project.t("keys.line", id=meeting, names=names))
    click.echo(project.t("keys.where", file=file, n=len(keyring)), err=True)


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@to_folder
@pass_project
def new(project: Project, meeting_id: str, folder: Path) -> None:
    """Cấp khóa cho phần khóa của cuộc họp ID, và viết tờ phục hồi để in."""
    if not project.meeting(project.readable(), meeting_id).meeting.has_locked:
        raise click.UsageError(project.t("keys.nothing_locked", id=meeting_id))
    keyring = read_keyring(keys_file(project.base_url))
    if meeting_id in keyring:
        raise click.UsageError(project.t("keys.exists", id=meeting_id))
    _keep(project, keyring, meeting_id, new_lock())
    _write_sheet(project, meeting_id, folder)


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@to_folder
@pass_project
def sheet(project: Project, meeting_id: str, folder: Path) -> None:
    """Viết lại tờ phục hồi."""
    _lock(project, meeting_id)
    _write_sheet(project, meeting_id, folder)


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@click.argument("name", metavar="NƠI-NHẬN", default=GENERAL)
@pass_project
def revoke(project: Project, meeting_id: str, name: str) -> None:
    """Thu hồi giấy của một nơi nhận; bỏ trống là giấy chung. Các giấy khác vẫn mở được."""
    keyring, lock = _lock(project, meeting_id)
    if lock.of(name) is None:
        names = "; ".join(letter.name or project.t("keys.general") for letter in lock.letters)
        raise click.UsageError(
            project.t("keys.no_letter", name=name or project.t("keys.general"), known=names)
        )
    _keep(project, keyring, meeting_id, lock.without(name))
    click.echo(project.t("keys.revoked", name=name or project.t("keys.general")))


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@to_folder
@pass_project
def rotate(project: Project, meeting_id: str, folder: Path) -> None:
    """Đổi mọi khóa: mọi giấy đã in, tờ phục hồi cũ và các từ đã đọc đều hết giá trị."""
    keyring, lock = _lock(project, meeting_id)
    _keep(project, keyring, meeting_id, lock.rotated())
    click.echo(project.t("keys.rotated"))
    _write_sheet(project, meeting_id, folder)


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@pass_project
def words(project: Project, meeting_id: str) -> None:
    """Cấp năm từ để đọc qua điện thoại cho người không có giấy; đã cấp rồi thì nhắc lại."""
    keyring, lock = _lock(project, meeting_id)
    if not lock.words:
        lock = lock.with_words(spoken.new_words())
        _keep(project, keyring, meeting_id, lock)
    click.echo(lock.words)


@keys.command()
@click.argument("meeting_id", metavar="ID", shell_complete=meeting_ids)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--key", prompt="Dãy 28 ký tự trên tờ phục hồi", hide_input=True, help="Dãy 28 ký tự trên tờ phục hồi."
)
@pass_project
def restore(project: Project, meeting_id: str, site: Path, key: str) -> None:
    """Lập lại tệp khóa từ tờ phục hồi và bản đã công bố ở SITE."""
    keyring = read_keyring(keys_file(project.base_url))
    if meeting_id in keyring:
        raise click.UsageError(project.t("keys.exists", id=meeting_id))
    master = spoken.as_key(key)
    lock = master and restored(records(site), master)
    if not lock:
        raise click.UsageError(project.t("keys.not_restored", folder=site))
    _keep(project, keyring, meeting_id, lock)


@keys.command()
@click.argument("copy", metavar="TỆP", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_project
def take(project: Project, copy: Path) -> None:
    """Nhận các khóa trong TỆP chép từ máy khác; khóa nào máy này đã có thì giữ bản mới hơn."""
    own = read_keyring(keys_file(project.base_url))
    whole, doubtful = joined(own, keyring_of(copy.read_bytes(), copy))
    if doubtful:
        raise click.UsageError(project.t("keys.differ", ids=", ".join(doubtful)))
    _write(project, whole)
    click.echo(project.t("keys.taken", n=sum(own.get(m) != lock for m, lock in whole.items()), copy=copy))


def _lock(project: Project, meeting_id: str) -> tuple[Keyring, Lock]:
    keyring = read_keyring(keys_file(project.base_url))
    if meeting_id not in keyring:
        raise click.UsageError(project.t("keys.none", id=meeting_id))
    return keyring, keyring[meeting_id]


def _keep(project: Project, keyring: Keyring, meeting_id: str, lock: Lock) -> None:
    _write(project, {**keyring, meeting_id: lock})


def _write(project: Project, keyring: Keyring) -> None:
    file = keys_file(project.base_url)
    if file.resolve().is_relative_to(project.root.resolve()):
        project.refuse("PH444", file=file)
    write_keyring(file, keyring)
    click.echo(project.t("keys.written", file=file))


def _write_sheet(project: Project, meeting_id: str, folder: Path) -> None:
    lock = read_keyring(keys_file(project.base_url))[meeting_id]
    content = {
        "meeting": meeting_id,
        "portal": project.base_url,
        "set_id": lock.set_id.hex(),
        "key": spoken.grouped(spoken.as_text(lock.master)),
    }
    make_folder(folder)
    file = folder / f"{slug(meeting_id)}-phuc-hoi-khoa.pdf"
    write_for_owner(file, typeset("paper/sheets/recovery.typ", content))
    click.echo(project.t("keys.sheet", file=file))
