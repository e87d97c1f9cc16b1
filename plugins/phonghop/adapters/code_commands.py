"""``phonghop codes``: see, issue, move and retire printed codes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from phonghop.adapters.completion import meeting_ids as known_ids
from phonghop.adapters.environment import today
from phonghop.adapters.project import Project, pass_project
from phonghop.pages.printed_codes import subject_label
from phonghop.portal import Portal
from phonghop.portal.code_meanings import meaning
from phonghop.portal.codes import Entry, IssuedCode, Subject, exists, new_code, subjects
from phonghop.portal.load import LEDGER_FILE, MEETINGS


@click.group(invoke_without_command=True)
@click.pass_context
def codes(context: click.Context) -> None:
    """Xem, cấp, chuyển, đóng mã QR đã in. Không có lệnh con: liệt kê mọi mã."""
    if context.invoked_subcommand is None:
        context.invoke(list_codes)


@codes.command("list")
@pass_project
def list_codes(project: Project) -> None:
    """Liệt kê mọi mã với tình trạng, và số mã chưa cấp."""
    portal = project.readable()
    for issued in portal.ledger.codes.values():
        state = project.t("cli.state_retired" if issued.is_retired else "cli.state_live")
        line = {
            "code": issued.code,
            "state": state,
            "subject": str(issued.subject),
            "words": issued.last.words,
        }
        click.echo(project.t("cli.code_line", **line))
    missing = unissued(portal)
    key = "cli.would_issue" if missing else "cli.nothing_to_issue"
    click.echo(project.t(key, n=len(missing)), err=True)


@codes.command()
@click.argument("meeting_ids", metavar="[ID]...", nargs=-1, shell_complete=known_ids)
@pass_project
def issue(project: Project, meeting_ids: tuple[str, ...]) -> None:
    """Cấp các mã còn thiếu, của mọi cuộc họp hoặc của các cuộc họp ID."""
    portal = project.sound()
    for meeting_id in meeting_ids:
        project.meeting(portal, meeting_id)
    issued = issue_codes(project, portal, meeting_ids)
    key = "cli.issued" if issued else "cli.nothing_to_issue"
    click.echo(project.t(key, n=issued, file=f"{MEETINGS}/{LEDGER_FILE}"))
    if not meeting_ids and (noted := _note_meanings(project)):
        click.echo(project.t("cli.meant", n=noted))


def _note_meanings(project: Project) -> int:
    """Write down what each live code means whose lines do not say so; return how many did not."""
    portal = project.with_whole_list()
    silent = [i for i in portal.ledger.codes.values() if i.meaning is None and not i.is_retired]
    entries = [
        Entry(i.code, "move", i.subject, today(), "", meaning=meaning(i.subject, folder.facts))
        for i in silent
        if (folder := portal.by_id.get(i.subject.meeting))
    ]
    if entries:
        project.append(portal.ledger, entries)
    return len(entries)


@codes.command()
@click.argument("code")
@click.option("--reason", required=True, help="Lý do, hiện cho người quét mã.")
@pass_project
def retire(project: Project, code: str, reason: str) -> None:
    """Đóng một mã: trang của mã còn mãi, chỉ nói điều đã xảy ra."""
    portal = project.with_whole_list()
    issued = _issued(project, portal, code)
    entry = Entry(code, "retire", issued.subject, today(), project.publishable(reason))
    project.append(portal.ledger, [entry])
    click.echo(project.t("cli.retired", code=code))


@codes.command()
@click.argument("old", metavar="TỪ")
@click.argument("target", metavar="SANG")
@click.option("--reason", default="", help="Ghi chú cho người sau.")
@pass_project
def move(project: Project, old: str, target: str, reason: str) -> None:
    """Chuyển mã sang mục khác. TỪ là một mã, hoặc tên cũ của một cuộc họp đã đổi tên thư mục."""
    portal = project.with_whole_list()
    to = Subject.parse(target)
    meetings = {folder.id: folder.facts for folder in portal.folders}
    if to is None or not exists(to, meetings):
        raise click.UsageError(project.t("cli.bad_subject", subject=target))
    if old in portal.ledger.codes:
        moved = {portal.ledger.codes[old]: to}
    else:
        affected = [i for i in portal.ledger.codes.values() if i.subject.meeting == old and not i.is_retired]
        moved = {i: Subject(to.meeting, i.subject.kind, i.subject.key) for i in affected}
    if not moved:
        _issued(project, portal, old)
    lost = next((subject for subject in moved.values() if not exists(subject, meetings)), None)
    if lost:
        raise click.UsageError(project.t("cli.bad_subject", subject=lost))
    words = project.publishable(reason) if reason else ""
    entries = (
        Entry(i.code, "move", subject, today(), words, meaning=meaning(subject, meetings[subject.meeting]))
        for i, subject in moved.items()
    )
    project.append(portal.ledger, entries)
    click.echo(project.t("cli.moved", n=len(moved), subject=to))


def _issued(project: Project, portal: Portal, code: str) -> IssuedCode:
    if code not in portal.ledger.codes:
        raise click.UsageError(project.t("cli.no_such_code", code=code))
    return portal.ledger.codes[code]


def issue_codes(project: Project, portal: Portal, meeting_ids: Sequence[str] = ()) -> int:
    """Issue the codes that are still missing, of all meetings or of those named; return how many."""
    entries: list[Entry] = []
    taken = set(portal.ledger.codes)
    for subject in unissued(portal):
        if meeting_ids and subject.meeting not in meeting_ids:
            continue
        code = new_code(subject, taken)
        taken.add(code)
        folder = portal.by_id[subject.meeting]
        label = subject_label(subject, folder.meeting, project.t)
        entries.append(Entry(code, "issue", subject, today(), label, meaning=meaning(subject, folder.facts)))
    if entries:
        project.append(portal.ledger, entries)
    return len(entries)


def unissued(portal: Portal) -> list[Subject]:
    """Return what should have a code and has none."""
    return [s for f in portal.folders for s in subjects(f.id, f.meeting) if portal.ledger.of(s) is None]
