"""What commands and the option parser say, in the language that messages are in; help in Vietnamese stands in the commands' code."""

from __future__ import annotations

import gettext
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from functools import cache
from pathlib import Path

import click

import phonghop
from phonghop.text.strings import WHOLE, read_table

_TABLES = Path(phonghop.__file__).parent / "locales"
_LANGUAGE = re.compile(rb"^language:\s*['\"]?([a-z]+)\b[-\w]*['\"]?\s*(?:#.*)?$", re.MULTILINE)
_HEAD = 64 << 10
"""Bytes of the settings in which their language is looked for."""


def usual_language(root: Path) -> str:
    """Return the language to speak where none is asked for: that of the portal `root`; where there is none, of the system.

    Staff of a portal in any language but Vietnamese are spoken to in English.
    """
    settings = root / "meetings" / "portal.yml"
    language = ""
    with suppress(OSError):
        if settings.is_file():  # a pipe would be waited for
            with settings.open("rb") as stream:
                match = _LANGUAGE.search(stream.read(_HEAD))
            language = match[1].decode() if match else WHOLE[0]
    if not language:
        settings_of_system = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        language = re.split(r"[_.@]", next(filter(None, settings_of_system), ""))[0]
    return "vi" if language in ("vi", "", "C", "POSIX") else "en"


def speak(language: str) -> None:
    """Have the option parser speak `language` from now on.

    It asks `gettext`, which would look for a compiled file by the system's language; here the portal's decides.
    """
    words = _words("vi.options") if language == "vi" else {}

    def dgettext(domain: str, message: str) -> str:  # noqa: ARG001 gettext calls it so
        return words.get(message, message)

    def dngettext(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return dgettext(domain, msgid1 if n == 1 else msgid2)

    gettext.dgettext, gettext.dngettext = dgettext, dngettext


def in_english(command: click.Command, name: str) -> click.Command:
    """Return `command`, whose whole name is `name`, with its help in English."""
    words = _words("en.help")
    made = copy(command)
    made.help = words[f"{name}.about"]
    made.params = [_with_help(param, words.get(f"{name}.{param.name}")) for param in command.params]
    if isinstance(made, click.Group) and made.commands:
        made.commands = {key: in_english(below, f"{name}.{key}") for key, below in made.commands.items()}
    return made


def _with_help(param: click.Parameter, words: str | None) -> click.Parameter:
    made = copy(param)
    if isinstance(made, click.Option) and words:
        made.help = words
    elif isinstance(made, click.Argument) and words:
        made.metavar = words
    return made


@cache
def _words(name: str) -> Mapping[str, str]:
    return read_table(_TABLES / f"{name}.toml")
