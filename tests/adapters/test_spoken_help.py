"""What commands say of themselves, in Vietnamese and in English, and what a shell completes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete

from driver import PortalCase
from phonghop.adapters.command_line import cli
from phonghop.adapters.spoken_help import usual_language


def commands(
    group: click.Group, context: click.Context, name: str = ""
) -> Iterator[tuple[str, click.Command]]:
    for below in group.list_commands(context):
        command = group.get_command(context, below)
        assert command
        yield f"{name}{below}", command
        if isinstance(command, click.Group):
            yield from commands(command, click.Context(command), f"{name}{below}.")


def test_all_help_is_there_in_english() -> None:
    context = click.Context(cli)
    context.params["language"] = "en"
    for name, command in commands(cli, context):
        assert command.help, name
        words = [command.help, *(p.help for p in command.params if isinstance(p, click.Option))]
        words += [p.metavar or "" for p in command.params]
        assert all(
            text is not None and text.replace("«không»", "").replace("…", "").isascii() for text in words
        ), name


def test_what_is_said_in_english_is_forgotten_in_vietnamese(portal: PortalCase) -> None:
    english = portal.run("--language", "en", "codes", "move", "--help")
    assert "A note for whoever comes later." in english.output
    assert "Ghi chú cho người sau." in portal.run("--language", "vi", "codes", "move", "--help").output
    assert "A portal for the papers of meetings" in portal.run("--language", "en", "--help").output


@pytest.mark.parametrize(
    ("call", "answer"),
    [
        (["--help"], "Tùy chọn:"),
        (["check", "--help"], "In phần trợ giúp này rồi dừng."),
        (["check", "--nix"], "Lỗi: Không có tùy chọn '--nix'."),
        (["nix"], "Lỗi: Không có lệnh 'nix'."),
        (["import"], "Lỗi: Thiếu đối số 'LETTER'."),
        (["import", "a", "b", "c"], "Lỗi: Thừa đối số (b c)"),
        (
            ["new", "a", "--kind", "nix"],
            "Lỗi: Giá trị không hợp lệ cho '--kind': 'nix' không thuộc các giá trị 'hop', ",
        ),
        (["check", "--strict=1"], "Lỗi: Tùy chọn '--strict' không nhận giá trị."),
        (["new", "a", "--from"], "Lỗi: Tùy chọn '--from' cần một giá trị."),
        (["build", "--config-file", "nix.yml"], "'nix.yml' không có."),
    ],
)
def test_the_option_parser_speaks_vietnamese(portal: PortalCase, call: list[str], answer: str) -> None:
    output = portal.run(*call).output
    assert answer in output
    assert not re.search(r"Usage|Error|Options|Commands|Show|Try|Missing|Invalid|No such", output)


@pytest.mark.parametrize(
    ("settings", "system", "language"),
    [
        ("name: Cổng\n", "en_US.UTF-8", "vi"),
        ("name: Cổng\nlanguage: vi\n", "en_US.UTF-8", "vi"),
        ("name: Portal\nlanguage: de\n", "vi_VN.UTF-8", "en"),
        (None, "vi_VN", "vi"),
        (None, "C.UTF-8", "vi"),
        (None, "", "vi"),
        (None, "de_DE.UTF-8", "en"),
    ],
)
def test_the_language_follows_the_portal_else_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str | None, system: str, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    for name in ("LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if settings:
        PortalCase(tmp_path).write("meetings/portal.yml", settings)
    assert usual_language(tmp_path) == language


def test_a_shell_completes_ids_of_meetings(portal: PortalCase) -> None:
    portal.meeting()
    portal.write("meetings/2025-01-02-hop/meeting.yml", "")

    def completed(*words: str) -> list[str]:
        shell = BashComplete(cli, {}, "phonghop", "_PHONGHOP_COMPLETE")
        return [item.value for item in shell.get_completions(["--root", str(portal.root), *words], "202")]

    everything = ["2026-07-01-hop", "2025-01-02-hop"]
    assert completed("letter") == everything
    assert completed("codes", "issue") == everything
    assert completed("keys", "new") == everything
    assert completed("new", "2027-01-01-hop", "--from") == everything
