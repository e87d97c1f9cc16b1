"""Files of the project that are generated from the code: schemas for editors, reference pages for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import click

from phonghop.adapters.problem_formats import of_any
from phonghop.model import Meeting, PortalFile
from phonghop.model.record import json_schema
from phonghop.model.reference import field_reference
from phonghop.text.problems import Severity, catalogue
from phonghop.text.strings import strings

_MARK = "<!-- Trang này sinh ra từ mã nguồn; sửa ở đó rồi chạy «phonghop reference». -->"


def generated_files(commands: click.Group) -> Mapping[str, Callable[[], str]]:
    """Return what makes the text of every generated file, by its path in the project."""
    return {
        "meetings/meeting.schema.json": lambda: json_schema(Meeting, "Cuộc họp"),
        "meetings/portal.schema.json": lambda: json_schema(PortalFile, "Cổng"),
        "docs/staff/fields.md": field_reference,
        "docs/staff/problems.md": _problems,
        "docs/staff/commands.md": lambda: _commands(commands),
    }


def _problems() -> str:
    t = strings("vi")
    lines = ["# Mã lỗi", "", _MARK, ""]
    lines += ["Mỗi lỗi in ra dạng `tệp:dòng:cột: MÃ điều sai; cách sửa`. Mã không đổi qua các phiên bản.", ""]
    lines += ["| Mã | Mức | Điều sai | Cách sửa |", "|---|---|---|---|"]
    for code, severity in catalogue().items():
        weight = "lỗi" if severity is Severity.ERROR else "cảnh báo"
        what, remedy = (
            t.table[f"problem.{code}.{part}"].replace("{hint}", "").replace("{home}", "")
            for part in ("what", "remedy")
        )
        lines.append(f"| `{code}` | {weight} | {_cell(what)} | {_cell(remedy)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return of_any(text).replace("|", "\\|").replace("<", "&lt;")


def _commands(group: click.Group) -> str:
    return "\n".join(["# Lệnh phonghop", "", _MARK, "", *_help(group, "phonghop")]) + "\n"


def _help(command: click.Command, name: str, above: click.Context | None = None) -> Iterator[str]:
    settings = {**command.context_settings, "terminal_width": 100, "max_content_width": 100}
    context = click.Context(command, above, name, **settings)
    context.params["language"] = "vi"
    yield from (f"## `{context.command_path}`", "", "```text", command.get_help(context), "```", "")
    if isinstance(command, click.Group):
        for below in sorted(command.list_commands(context)):
            if found := command.get_command(context, below):
                yield from _help(found, below, context)


@click.command()
@click.pass_context
def reference(context: click.Context) -> None:
    """Viết lại các tệp sinh ra từ mã nguồn: lược đồ cho trình soạn thảo, trang tham khảo."""
    commands = context.find_root().command
    assert isinstance(commands, click.Group)
    for name, make in generated_files(commands).items():
        path = context.obj.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8")
