"""The ``phonghop`` command. Exit codes: 0 fine, 1 problems in the data, 2 wrong usage, 3 our fault."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import click

from phonghop import __version__
from phonghop.adapters.environment import BAD_DATA, Invocation, refusal
from phonghop.adapters.spoken_help import in_english, speak, usual_language
from phonghop.text.problems import PortalError
from phonghop.text.strings import WHOLE, strings

OUR_FAULT = 3

_COMMANDS = {
    "build": "build_command",
    "check": "check_command",
    "codes": "code_commands",
    "edit": "edit_command",
    "init": "init_command",
    "import": "import_command",
    "keys": "keys_command",
    "letter": "print_commands",
    "new": "new_command",
    "portals": "portals_command",
    "publish": "publish_command",
    "reference": "reference",
    "serving": "serving_command",
    "sheets": "print_commands",
    "upgrade": "upgrade_command",
    "words": "words_command",
}
"""Where the commands are: each loads what it needs only when it is called, so that it answers at once."""


class _Commands(click.Group):
    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of a call; until its options are read, its folder tells the language."""
        speak(usual_language(Path()))
        return super().make_context(info_name, args, parent, **extra)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click asks so
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        language = _language(ctx)
        speak(language)
        module = import_module(f"phonghop.adapters.{_COMMANDS[cmd_name]}")
        # A word of Python's own cannot name a function.
        command: click.Command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name)
        return command if language == "vi" else in_english(command, cmd_name)

    def get_help(self, ctx: click.Context) -> str:
        """Return the help of ``phonghop`` itself."""
        speak(_language(ctx))
        if _language(ctx) == "vi":
            return super().get_help(ctx)
        shown = in_english(self, "phonghop")
        shown.format_help(ctx, formatter := ctx.make_formatter())
        return formatter.getvalue().rstrip("\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; problems of the project and refusals of the system are printed, and end it as bad data."""
        try:
            return super().invoke(ctx)
        except PortalError as error:
            problems = error.problems
        except OSError as error:
            problems = tuple(filter(None, [refusal(error, ctx.obj.root.resolve())]))
            if not problems:
                raise
        for problem in problems:
            click.echo(problem.line(ctx.obj.t))
        sys.exit(BAD_DATA)


def _language(ctx: click.Context) -> str:
    language: str | None = ctx.params.get("language")
    return language or usual_language(ctx.params.get("root") or Path())


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s", help="In phiên bản rồi dừng.")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path(),
    is_eager=True,
    help="Thư mục của cổng, nơi có meetings/.",
)
@click.option(
    "--language",
    type=click.Choice(WHOLE),
    is_eager=True,
    help="Ngôn ngữ của thông báo; mặc định theo cổng, không có cổng thì theo máy.",
)
@click.pass_context
def cli(context: click.Context, root: Path, language: str | None) -> None:
    """Cổng tài liệu cuộc họp: tạo, kiểm tra, cấp mã, dựng trang."""
    context.obj = Invocation(root, language or usual_language(root))


def main() -> None:
    """Run the command; an unexpected error is reported as a fault of the program."""
    try:
        cli(prog_name="phonghop")
    except Exception:  # noqa: BLE001 the one place that answers for everything
        import traceback  # noqa: PLC0415 no command that goes well needs it

        click.echo(strings(WHOLE[0])("cli.our_fault"), err=True)
        traceback.print_exc()
        sys.exit(OUR_FAULT)
    finally:
        # The process ends. To look once more for what can be freed takes a tenth of a build that changes a note.
        gc.freeze()
