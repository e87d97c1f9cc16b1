"""The ``phonghop`` command. Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 our fault."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from phonghop import __version__
from phonghop.adapters.reference import generated_files
from phonghop.portal import MeetingFolder, Portal, load
from phonghop.portal.checks import check as check_portal
from phonghop.portal.codes import HEADER, Entry, IssuedCode, Subject, exists, new_code, subjects
from phonghop.portal.load import LEDGER_FILE, MEETING_FILE, MEETINGS, is_meeting_id
from phonghop.portal.starter import blank, copied
from phonghop.products.views.meeting import subject_label
from phonghop.text.dates import VIETNAM
from phonghop.text.folding import nearest
from phonghop.text.problems import Problem, errors
from phonghop.text.strings import LANGUAGES, strings

BAD_DATA, OUR_FAULT = 1, 3


class Project:
    """What every command is given: where the portal is, and in which language to speak."""

    def __init__(self, root: Path, language: str) -> None:
        self.root = root
        self.t = strings(language)

    def read(self) -> tuple[Portal | None, tuple[Problem, ...]]:
        """Load and check the portal."""
        if not (self.root / MEETINGS).is_dir():
            raise click.UsageError(self.t("cli.no_root", folder=self.root.resolve()))
        portal, problems = load(self.root)
        if portal:
            problems += check_portal(portal, self.root)
        return portal, tuple(sorted(problems))

    def sound(self) -> Portal:
        """Return the portal; tell its errors and end the command when it has any."""
        portal, problems = self.read()
        if portal is None or errors(problems):
            self.tell(errors(problems))
            sys.exit(BAD_DATA)
        return portal

    def tell(self, problems: Sequence[Problem]) -> None:
        """Print every problem, then how many there are."""
        for problem in problems:
            click.echo(problem.line(self.t))
        wrong = len(errors(problems))
        click.echo(self.t("cli.found", errors=wrong, warnings=len(problems) - wrong), err=True)

    def append(self, entries: Iterable[Entry]) -> None:
        """Add lines to the list of issued codes."""
        path = self.root / MEETINGS / LEDGER_FILE
        head = "" if path.exists() else HEADER
        with path.open("a", encoding="utf-8", newline="\n") as ledger:
            ledger.write(head + "".join(f"{entry}\n" for entry in entries))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path(), help="Thư mục của cổng, nơi có meetings/."
)
@click.option("--language", type=click.Choice(LANGUAGES), default=LANGUAGES[0], help="Ngôn ngữ của thông báo.")
@click.pass_context
def cli(context: click.Context, root: Path, language: str) -> None:
    """Cổng tài liệu cuộc họp: tạo, kiểm tra, cấp mã, dựng trang."""
    context.obj = Project(root, language)


@cli.command()
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@click.argument("files", nargs=-1, type=click.Path())
@click.pass_obj
def check(project: Project, strict: bool, files: tuple[str, ...]) -> None:  # noqa: ARG001
    """Kiểm tra mọi cuộc họp và in mọi lỗi một lần.

    FILES chỉ để pre-commit gọi được; lần nào cả cổng cũng được kiểm tra, vì lỗi có thể nằm giữa hai tệp.
    """
    portal, problems = project.read()
    if problems:
        project.tell(problems)
    if portal is None or errors(problems) or (strict and problems):
        sys.exit(BAD_DATA)
    counts = {
        "meetings": len(portal.folders),
        "documents": sum(len(folder.meeting.documents) for folder in portal.folders),
        "codes": len(portal.ledger.codes),
    }
    click.echo(project.t("cli.fine", **counts))


@cli.command()
@click.argument("meeting_id", metavar="ID")
@click.option("--from", "earlier", help="Chép từ một cuộc họp trước, bỏ ngày giờ và tài liệu.")
@click.option("--organizer", help="Mã cơ quan tổ chức; mặc định là cơ quan đầu tiên trong portal.yml.")
@click.pass_obj
def new(project: Project, meeting_id: str, earlier: str | None, organizer: str | None) -> None:
    """Tạo tệp cho cuộc họp mới. Ví dụ: phonghop new 2026-12-20-giao-ban."""
    portal, _ = project.read()
    file = project.root / MEETINGS / meeting_id / MEETING_FILE
    if not is_meeting_id(meeting_id):
        raise click.UsageError(project.t("cli.bad_id", id=meeting_id))
    if file.parent.exists():
        raise click.UsageError(project.t("cli.exists", file=file.parent))
    if portal is None:
        sys.exit(BAD_DATA)
    if earlier:
        source = _meeting(project, portal, earlier)
        text = copied((project.root / source.file).read_text("utf-8-sig"), source.node)
    else:
        text = blank(meeting_id, organizer or next(iter(portal.bodies)))
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    click.echo(project.t("cli.created", file=file))


def _meeting(project: Project, portal: Portal, meeting_id: str) -> MeetingFolder:
    """Return a meeting by id; a wrong one ends the command with the nearest that exists."""
    if meeting_id in portal.by_id:
        return portal.by_id[meeting_id]
    near = nearest(meeting_id, portal.by_id)
    hint = project.t("cli.did_you_mean", nearest=near) if near else ""
    raise click.UsageError(project.t("cli.no_such_meeting", id=meeting_id, hint=hint))


@cli.group(invoke_without_command=True)
@click.pass_context
def codes(context: click.Context) -> None:
    """Xem, cấp, chuyển, đóng mã QR đã in. Không có lệnh con: liệt kê mọi mã."""
    if context.invoked_subcommand is None:
        context.invoke(list_codes)


@codes.command("list")
@click.pass_obj
def list_codes(project: Project) -> None:
    """Liệt kê mọi mã với tình trạng, và số mã chưa cấp."""
    portal, _ = project.read()
    if portal is None:
        sys.exit(BAD_DATA)
    for issued in portal.ledger.codes.values():
        state = project.t("cli.state_retired" if issued.is_retired else "cli.state_live")
        line = {"code": issued.code, "state": state, "subject": issued.subject, "words": issued.last.words}
        click.echo(project.t("cli.code_line", **line))
    missing = _unissued(portal)
    key = "cli.would_issue" if missing else "cli.nothing_to_issue"
    click.echo(project.t(key, n=len(missing)), err=True)


@codes.command()
@click.argument("meeting_ids", metavar="[ID]...", nargs=-1)
@click.pass_obj
def issue(project: Project, meeting_ids: tuple[str, ...]) -> None:
    """Cấp các mã còn thiếu, của mọi cuộc họp hoặc của các cuộc họp ID."""
    portal = project.sound()
    for meeting_id in meeting_ids:
        _meeting(project, portal, meeting_id)
    wanted = [s for s in _unissued(portal) if not meeting_ids or s.meeting in meeting_ids]
    entries: list[Entry] = []
    taken = set(portal.ledger.codes)
    for subject in wanted:
        code = new_code(subject, taken)
        taken.add(code)
        label = subject_label(subject, portal.by_id[subject.meeting].meeting, project.t)
        entries.append(Entry(code, "issue", subject, _today(), label))
    if entries:
        project.append(entries)
        file = f"{MEETINGS}/{LEDGER_FILE}"
        click.echo(project.t("cli.issued", n=len(entries), file=file))
    else:
        click.echo(project.t("cli.nothing_to_issue"))


def _unissued(portal: Portal) -> list[Subject]:
    return [s for f in portal.folders for s in subjects(f.id, f.meeting) if portal.ledger.of(s) is None]


@codes.command()
@click.argument("code")
@click.option("--reason", required=True, help="Lý do, hiện cho người quét mã.")
@click.pass_obj
def retire(project: Project, code: str, reason: str) -> None:
    """Đóng một mã: trang của mã còn mãi, chỉ nói điều đã xảy ra."""
    portal, _ = project.read()
    issued = _issued(project, portal, code)
    project.append([Entry(code, "retire", issued.subject, _today(), " ".join(reason.split()))])
    click.echo(project.t("cli.retired", code=code))


@codes.command()
@click.argument("old", metavar="TỪ")
@click.argument("target", metavar="SANG")
@click.option("--reason", default="", help="Ghi chú cho người sau.")
@click.pass_obj
def move(project: Project, old: str, target: str, reason: str) -> None:
    """Chuyển mã sang mục khác. TỪ là một mã, hoặc tên cũ của một cuộc họp đã đổi tên thư mục."""
    portal, _ = project.read()
    to = Subject.parse(target)
    meetings = {folder.id: folder.meeting for folder in portal.folders} if portal else {}
    if portal is None or to is None or not exists(to, meetings):
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
    words = " ".join(reason.split())
    project.append(Entry(i.code, "move", subject, _today(), words) for i, subject in moved.items())
    click.echo(project.t("cli.moved", n=len(moved), subject=to))


def _issued(project: Project, portal: Portal | None, code: str) -> IssuedCode:
    known = portal.ledger.codes if portal else {}
    if code not in known:
        raise click.UsageError(project.t("cli.no_such_code", code=code))
    return known[code]


@cli.command()
@click.option("--config-file", type=click.Path(path_type=Path), help="Mặc định: mkdocs.yml của cổng.")
@click.pass_obj
def build(project: Project, config_file: Path | None) -> None:
    """Dựng cổng vào site/. Không dựng được thì bản cũ giữ nguyên."""
    file = config_file or project.root / "mkdocs.yml"
    try:
        config = load_config(str(file))
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
    except MkDocsException as error:
        if not isinstance(error, Abort):
            click.echo(str(error))
        click.echo(project.t("cli.kept", folder="site/"), err=True)
        sys.exit(BAD_DATA)
    click.echo(project.t("cli.built", folder=config.site_dir))


@cli.command()
@click.pass_obj
def reference(project: Project) -> None:
    """Viết lại các tệp sinh ra từ mã nguồn: lược đồ cho trình soạn thảo, trang tham khảo."""
    for name, text in generated_files(cli).items():
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _today() -> date:
    return datetime.now(VIETNAM).date()


def main() -> None:
    """Run the command; anything unexpected is our fault and says so."""
    try:
        cli(prog_name="phonghop")
    except Exception:  # noqa: BLE001 the one place that answers for everything
        click.echo(strings(LANGUAGES[0])("cli.our_fault"), err=True)
        traceback.print_exc()
        sys.exit(OUR_FAULT)
