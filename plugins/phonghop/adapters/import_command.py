"""``phonghop import``: a letter that came in becomes the draft of a meeting."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from phonghop.adapters.project import Project, pass_project
from phonghop.importing.job import read_file
from phonghop.importing.letter import read_letter
from phonghop.importing.trace import keep_letter
from phonghop.portal.load import MEETING_FILE, MEETINGS, is_meeting_id
from phonghop.text.problems import Unreadable


@click.command("import")
@click.argument("letter", type=click.Path(path_type=Path))
@click.option("--id", "meeting_id", help="Mã (tên thư mục) cuộc họp; mặc định lấy từ ngày và tên họp.")
@pass_project
def import_(project: Project, letter: Path, meeting_id: str | None) -> None:
    """Đọc giấy mời tiếng Việt (.docx, .pdf, .txt) thành bản nháp cuộc họp. Ví dụ: phonghop import giay-moi.docx."""
    portal = project.readable()
    try:
        text = read_file(letter)
    except Unreadable as error:
        project.refuse(error.code, file=letter.name, **error.values)
    found_draft = read_letter(text.lines, portal.settings.bodies, project.t, converted=text.converted)
    name = meeting_id or found_draft.meeting_id
    if not name:
        raise click.UsageError(project.t("cli.import_no_date"))
    if not is_meeting_id(name):
        raise click.UsageError(project.t("cli.bad_id", id=name))
    file = project.root / MEETINGS / name / MEETING_FILE
    if file.parent.exists():
        raise click.UsageError(project.t("cli.exists", file=file.parent))
    keep_letter(project.root, name, letter, text.lines, found_draft)
    file.parent.mkdir()
    file.write_text(found_draft.text, encoding="utf-8", newline="\n")
    states = Counter(reading.state for reading in found_draft.readings)
    counts = {
        "certain": states["certain"],
        "review": states["review"],
        "unclaimed": len(found_draft.unclaimed),
    }
    click.echo(project.t("cli.imported", file=file, **counts))
