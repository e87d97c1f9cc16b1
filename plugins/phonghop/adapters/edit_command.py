"""``phonghop edit``: the editor, in the browser of this machine."""

from __future__ import annotations

import csv
import io
import secrets
import socket
import sys
import webbrowser
from collections.abc import Sequence

import click

from phonghop import theme_files
from phonghop.adapters.code_commands import issue_codes, unissued
from phonghop.adapters.environment import build_moment, cache_folder
from phonghop.adapters.printed_letters import Print, unlocked_letters, with_keys
from phonghop.adapters.project import Project, pass_project
from phonghop.pages.printed_codes import subject_label, wanted_codes
from phonghop.paper.letters.addressees import ListedAddressee, names_columns, read_addressees
from phonghop.paper.letters.pdf import render_pdfs
from phonghop.text.problems import PortalError, errors
from phonghop.text.strings import Strings

_LOOPBACK = "127.0.0.1"


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Cổng mạng của máy này; mặc định là một cổng còn trống.",
)
@click.option("--no-browser", is_flag=True, help="Chỉ in địa chỉ, không mở trình duyệt.")
@pass_project
def edit(project: Project, port: int, no_browser: bool) -> None:
    """Mở trình soạn cuộc họp trong trình duyệt của máy này: điền biểu mẫu, kéo giấy mời Word vào, lưu rồi đăng."""
    try:
        import uvicorn  # noqa: PLC0415 an extra that only clerks need

        from phonghop.editing.answers import Setting  # noqa: PLC0415
        from phonghop.editing.desk import Desk  # noqa: PLC0415
        from phonghop.editing.server import application  # noqa: PLC0415
    except ImportError:
        # By this interpreter: another `pip` may be of another Python, as beside pipx.
        command = f'"{sys.executable}" -m pip install starlette uvicorn'
        raise click.UsageError(project.t("cli.edit_extra", command=command)) from None
    project.readable()
    try:
        opened = socket.create_server((_LOOPBACK, port))
    except OSError as error:
        raise click.UsageError(project.t("cli.edit_port", port=port, error=error.strerror)) from None
    with opened as listener:
        host = f"{_LOOPBACK}:{listener.getsockname()[1]}"
        token = secrets.token_urlsafe(32)
        t = form_words(project, click.get_current_context().find_root().params.get("language"))
        desk = Desk(project.root.resolve(), t, cache_folder(project.root), build_moment)
        setting = Setting(
            desk,
            project.base_url,
            theme_files.templates_folder(),
            theme_files.theme_folder() / "assets",
            build_moment,
            lambda meeting_id: unissued_words(project, meeting_id),
            lambda meeting_id: issue(project, meeting_id),
            lambda meeting_id, listed: printed_letters(project, meeting_id, listed),
        )
        address = f"http://{host}/?token={token}"
        click.echo(project.t("cli.edit_open", address=address))
        if not no_browser:
            webbrowser.open(address)
        server = uvicorn.Server(
            uvicorn.Config(
                application(setting, frozenset({host}), token), log_level="warning", access_log=False
            )
        )
        server.run(sockets=[listener])


def form_words(project: Project, language: str | None) -> Strings:
    """Return what the editor speaks: the `language` that is asked for, else that of the portal, also one that commands do not speak."""
    return project.t if language else project.words


def unissued_words(project: Project, meeting_id: str) -> list[str]:
    """Return what of a meeting has no printed code yet, in words."""
    portal, _ = project.read()
    return [
        subject_label(subject, portal.by_id[meeting_id].meeting, project.words)
        for subject in (unissued(portal) if portal else ())
        if portal and subject.meeting == meeting_id
    ]


def issue(project: Project, meeting_id: str) -> None:
    """Issue the codes of a meeting that are missing."""
    portal, _ = project.read()
    if portal:
        issue_codes(project, portal, (meeting_id,))


def printed_letters(project: Project, meeting_id: str, listed: str) -> Sequence[tuple[str, bytes]]:
    """Return the letters of a meeting whose codes are issued, name and PDF, with keys where something is locked.

    `listed` are the addressees, one on each line or as a table with the names of its columns; empty for one letter for all.

    Raises:
        PortalError: the list cannot be read, or keys are missing.
    """
    portal, problems = project.read()
    if portal is None:
        raise PortalError(errors(problems))
    entries: Sequence[ListedAddressee] = ()
    if listed:
        entries, wrong = read_addressees(_table(listed).encode(), "csv")
        if wrong:  # a doubt too: the letters are downloaded, and nobody would read it
            raise PortalError(wrong)
    folder = portal.by_id[meeting_id]
    printed = Print(portal, folder, wanted_codes(folder, portal, project.base_url, project.words))
    letters = unlocked_letters(printed, project.base_url, project.words, entries)
    if folder.meeting.has_locked:
        letters, _ = with_keys(printed, project.base_url, letters, is_each=bool(entries), issue=True)
    pages = render_pdfs(letter for _, letter in letters)
    return [(name, pdf) for (name, _), pdf in zip(letters, pages, strict=True)]


def _table(listed: str) -> str:
    """Return a list of addressees as a table: lines without names of columns are one name each."""
    lines = [line for line in listed.splitlines() if line.strip()]
    if not lines or names_columns(lines[0]):
        return listed
    table = io.StringIO(newline="")
    csv.writer(table).writerows([["name"], *([line] for line in lines)])
    return table.getvalue()
