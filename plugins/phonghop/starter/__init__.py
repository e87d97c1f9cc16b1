"""The first files of a portal, as text: templates beside this file, filled in with an office's answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from phonghop.model import Meeting, PortalFile
from phonghop.model.record import json_schema
from phonghop.portal import routes
from phonghop.portal.codes import HEADER
from phonghop.text.folding import slug
from phonghop.text.region import AT_HOME, here
from phonghop.text.strings import FALLBACK, read_table, strings

_HERE = Path(__file__).parent
_PLACEHOLDER = re.compile(r"@([a-z_]+)@")


@dataclass(frozen=True, slots=True)
class Office:
    """An office's answers about its portal.

    Attributes:
        name: the portal's.
        url: its address on the web.
        body: the name of the body whose meetings it publishes first.
        letters: the form of that body's letters, one of `phonghop.model.portal.Letters`.
        symbol: the symbol in the numbers of its letters; None where the form needs none.
        honorific: the word before names; None where each person brings their own.
        place: what stands before the date of a letter.
        body_id: of the body; None where it is made of the name.
        colour: the main one, as an office writes it; None for those of the program.
        logo: the name of its file beside ``portal.yml``; None without one.
    """

    name: str
    url: str
    body: str
    letters: str
    symbol: str | None
    honorific: str | None
    place: str | None
    body_id: str | None = None
    colour: str | None = None
    logo: str | None = None


def written_in(language: str) -> str:
    """Return the language of what is written for an office: the portal's, or English where there is nothing in that."""
    return language if (_HERE / language / "words.toml").is_file() else FALLBACK


def words_in(language: str) -> Mapping[str, str]:
    """Return the words of first files, and notes in those that follow, in what is written of `language`."""
    return read_table(_HERE / written_in(language) / "words.toml")


def first_files(office: Office, day: date, requirement: str) -> Mapping[str, str]:
    """Return the text of each file by its path in the project, for a portal that lives here (`text.region`).

    Args:
        office: whose portal it is.
        day: of the sample meeting.
        requirement: the line by which pip installs this version of the program.
    """
    language = here().language
    words = words_in(language)
    values = {
        **words,
        "name": _scalar(office.name),
        "url": _scalar(office.url),
        "language": language,
        "settings_lines": _settings_lines(office),
        "nav_lines": _nav_lines(words),
        "help_file": f"{routes.word('help')}.md",
        "about_file": f"{routes.word('about')}.md",
        "body": _scalar(office.body),
        "body_id": office.body_id or slug(office.body),
        "letters": office.letters,
        "body_lines": _body_lines(office),
        "date": words["day"].format(day),
    }
    own = _HERE / written_in(language)
    templates = {
        "mkdocs.yml": _HERE / "mkdocs.yml",
        ".gitignore": _HERE / "gitignore",
        ".gitattributes": _HERE / "gitattributes",
        "content/index.md": own / "index.md",
        f"content/{values['about_file']}": own / "about.md",
        f"content/{values['help_file']}": own / "help.md",
        "meetings/portal.yml": own / "portal.yml",
        f"meetings/{day}-{words['meeting_id']}/meeting.yml": own / "meeting.yml",
    }
    pages = {"name": office.name, "body": office.body}
    return {
        **{
            path: _filled(template.read_text("utf-8"), values | (pages if path.endswith(".md") else {}))
            for path, template in templates.items()
        },
        "meetings/issued.tsv": HEADER,
        "meetings/meeting.schema.json": json_schema(Meeting, "Cuộc họp"),
        "meetings/portal.schema.json": json_schema(PortalFile, "Cổng"),
        "requirements.txt": f"{requirement}\n",
    }


def kept_out() -> Mapping[str, tuple[str, ...]]:
    """Return the lines that git needs in its own files of a project, by the names of these; comments are no lines."""
    files = {".gitignore": _HERE / "gitignore", ".gitattributes": _HERE / "gitattributes"}
    return {
        name: tuple(
            line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")
        )
        for name, file in files.items()
    }


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)


def _nav_lines(words: Mapping[str, str]) -> str:
    """Return the lists in the navigation, in the words of first files, or those that the lists themselves have."""
    t = strings(here().language)
    titles = {"years": "portal.all_meetings", "documents": "meeting.documents"}
    own = words if written_in(here().language) == here().language else {}
    return "\n".join(
        f"  - {_scalar(own.get(name) or t(titles.get(name, f'portal.{name}')))}: {routes.word(name)}/index.md"
        for name in ("years", "documents", "bodies", "subjects")
    )


def _settings_lines(office: Office) -> str:
    """Return the lines on where the portal lives and how it looks; none where that is as usual."""
    note = words_in(here().language)["addresses_note"]
    region, usual = here(), here().language == AT_HOME.language
    lines = {
        "language": region.language,
        "time_zone": None if usual else region.time_zone,
        "addresses": None if usual else f"{region.addresses}   # {note}",
        "colours": office.colour and f'"{office.colour}"',
        "logo": office.logo and _scalar(office.logo),
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value)


def _body_lines(office: Office) -> str:
    """Return the lines of the body that are known, in the order of the model."""
    lines = {"honorific": office.honorific, "symbol": office.symbol, "place": office.place}
    return "\n".join(f"    {key}: {_scalar(value)}" for key, value in lines.items() if value)


def _scalar(text: str) -> str:
    """Return `text` as YAML writes it on one line, in quotes only where they are needed."""
    return yaml.safe_dump(text, allow_unicode=True, width=float("inf")).removesuffix("...\n").strip()
