"""The first files of a portal, as text: templates beside this file with what an office answers filled in."""

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
from phonghop.starter.meetings import words_of
from phonghop.text.folding import slug
from phonghop.text.region import Addresses, Region, live_in
from phonghop.text.strings import FALLBACK, strings

_HERE = Path(__file__).parent
_PLACEHOLDER = re.compile(r"@([a-z_]+)@")


@dataclass(frozen=True, slots=True)
class Office:
    """What an office says of its portal.

    Attributes:
        name: the portal's.
        url: its address on the web.
        body: the name of the body whose meetings it publishes first.
        letters: the form of that body's letters, one of `phonghop.model.portal.Letters`.
        symbol: the symbol in the numbers of its letters; None where the form needs none.
        honorific: the word before names; None where each person brings their own.
        place: what stands before the date of a letter.
        language: of the portal.
        time_zone: the name of its clock in the IANA database.
    """

    name: str
    url: str
    body: str
    letters: str
    symbol: str | None
    honorific: str | None
    place: str | None
    language: str
    time_zone: str


def first_files(office: Office, day: date, help_page: str, version: str) -> Mapping[str, str]:
    """Return the text of each file by its path in the project.

    Args:
        office: whose portal it is.
        day: of the sample meeting.
        help_page: the page for delegates in Vietnamese; the other languages have one here.
        version: of the program, which the requirements of the project pin.
    """
    written = office.language if (_HERE / office.language).is_dir() else FALLBACK
    words = words_of(written)
    live_in(Region(office.language, office.time_zone, _addresses(office)))
    values = {
        **words,
        "name": _scalar(office.name),
        "url": _scalar(office.url),
        "language": office.language,
        "region_lines": _region_lines(office),
        "nav_lines": _nav_lines(office),
        "help_file": f"{routes.word('help')}.md",
        "about_file": f"{routes.word('about')}.md",
        "body": _scalar(office.body),
        "body_id": slug(office.body),
        "letters": office.letters,
        "body_lines": _body_lines(office),
        "date": f"{day.day:02}/{day.month}/{day.year}",
        "iso_date": day.isoformat(),
    }
    own = _HERE / written
    help_file = own / "help.md"
    templates = {
        "mkdocs.yml": _HERE / "mkdocs.yml",
        ".gitignore": _HERE / "gitignore",
        ".gitattributes": _HERE / "gitattributes",
        "content/index.md": own / "index.md",
        f"content/{values['about_file']}": own / "about.md",
        "meetings/portal.yml": own / "portal.yml",
        f"meetings/{day}-{words['meeting_id']}/meeting.yml": own / "meeting.yml",
    }
    pages = {"name": office.name, "body": office.body}
    return {
        **{
            path: _filled(template.read_text("utf-8"), values | (pages if path.endswith(".md") else {}))
            for path, template in templates.items()
        },
        f"content/{values['help_file']}": help_file.read_text("utf-8") if help_file.exists() else help_page,
        "meetings/issued.tsv": HEADER,
        "meetings/meeting.schema.json": json_schema(Meeting, "Cuộc họp"),
        "meetings/portal.schema.json": json_schema(PortalFile, "Cổng"),
        "requirements.txt": f"phonghop=={version}\n",
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
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)


def _addresses(office: Office) -> Addresses:
    return "vi" if office.language == "vi" else "en"


def _nav_lines(office: Office) -> str:
    """Return the lists in the navigation, in the words of the header, or those that the lists themselves have."""
    t = strings(office.language)
    titles = {"years": "portal.all_meetings", "documents": "meeting.documents"}
    words = words_of(office.language)
    return "\n".join(
        f"  - {_scalar(words.get(name) or t(titles.get(name, f'portal.{name}')))}: {routes.word(name)}/index.md"
        for name in ("years", "documents", "bodies", "subjects")
    )


def _region_lines(office: Office) -> str:
    """Return the lines on where the portal lives; none where that is as usual."""
    if office.language == "vi":
        return ""
    lines = {"language": office.language, "time_zone": office.time_zone, "addresses": _addresses(office)}
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def _body_lines(office: Office) -> str:
    """Return the lines of the body that are known, in the order of the model."""
    lines = {"honorific": office.honorific, "symbol": office.symbol, "place": office.place}
    return "\n".join(f"    {key}: {_scalar(value)}" for key, value in lines.items() if value)


def _scalar(text: str) -> str:
    """Return `text` as YAML writes it on one line, in quotes only where they are needed."""
    return yaml.safe_dump(text, allow_unicode=True, width=float("inf")).removesuffix("...\n").strip()
