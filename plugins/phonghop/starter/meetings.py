"""The text of a new meeting file: from the template of its kind, or from an earlier meeting without its dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import yaml

from phonghop.model import Body
from phonghop.model.letter_kinds import KINDS as LETTER_KINDS
from phonghop.model.scalars import TO_FILL
from phonghop.source import plain, read
from phonghop.source.nodes import Plain
from phonghop.source.patch import PatchError, patched
from phonghop.starter import words_in, written_in
from phonghop.text.dates import is_readable, read_moment, read_span, without_date
from phonghop.text.folding import slug
from phonghop.text.region import here

SCHEMA_LINE = "# yaml-language-server: $schema=../meeting.schema.json\n"

MEETING_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "hop": "họp thường",
        "giao-ban": "họp giao ban",
        "hoi-nghi": "hội nghị sơ kết, tổng kết, triển khai",
        "truc-tuyen": "hội nghị trực tuyến nhiều điểm cầu",
        "ky-hop-hdnd": "kỳ họp Hội đồng nhân dân, chương trình là phụ lục",
        "tiep-xuc-cu-tri": "lịch tiếp xúc cử tri",
        "hop-bao": "họp báo",
        "le": "lễ kỷ niệm, khánh thành",
        "lich-tuan": "lịch công tác tuần",
    }
)
"""What each template in ``vi/new`` is for, by its name; for portals elsewhere there is the first alone."""

_HERE = Path(__file__).parent
_LINE_WIDTH = 110
_LONGEST_NAME = 60
_DATE = re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\bngày \d{1,2}\b")

_NOT_TAKEN_ALONG = frozenset({"documents", "status"})
_NOT_TAKEN_FROM_LETTER = frozenset({"number"})
_OF_ITS_DAY = frozenset({"lunar"})


def folder_name(day: date, title: str) -> str:
    """Return a name for the folder of the meeting `title`: the day on which it begins, then the first words without marks."""
    words = slug(title) or "hop"
    return f"{day.isoformat()}-{words[:_LONGEST_NAME].rpartition('-')[0] if len(words) > _LONGEST_NAME else words}"


def titled(text: str, title: str) -> str:
    """Return the file of a new meeting with its title; a short one that an earlier meeting had goes."""
    node, _ = read(text.encode(), "meeting.yml")
    assert node is not None
    held = {key.text: plain(value) for key, value in node.entries}
    if held["title"] == title:
        return text
    held.pop("short_title", None)
    return patched(text, held | {"title": title})


def kinds_here() -> Mapping[str, str]:
    """Return the kinds of meetings that there are files for in the portal's language, with their names."""
    return {kind: words for kind, words in MEETING_KINDS.items() if _template(kind).is_file()}


def _template(kind: str) -> Path:
    return _HERE / written_in(here().language) / "new" / f"{kind}.yml"


def blank(meeting_id: str, body: Body, kind: str = "hop") -> str:
    """Return a commented file for the meeting `meeting_id`, whose name begins with its date.

    What `body` says of its letters is not asked for; a body that writes none gets a file without a letter.

    Args:
        meeting_id: the folder's name.
        body: which body organises it.
        kind: a key of `kinds_here`.
    """
    template = _template(kind).read_text("utf-8")
    words = words_in(here().language)
    before, mark, own = template.partition("@letter@\n")
    if body.letters != "none" and mark:
        before += "".join(f"{line}\n" for line in _letter(body, own, words["letter_date"])) + own
    values = {
        "@organizer@": body.id,
        "@date@": words["day"].format(date.fromisoformat(meeting_id[:10])),
        "@honorific@": "" if body.honorific is not None else f"    honorific: {TO_FILL}\n",
    }
    filled = re.sub("@[a-z]+@", lambda match: values[match[0]], before)
    return f"{SCHEMA_LINE}# {words['fill']}\n{filled}"


def _letter(body: Body, own: str, date_note: str) -> Iterator[str]:
    """Yield the lines of a letter that begins with them and goes on with `own`."""
    yield "letter:"
    yield f"  date: {TO_FILL}                       # {date_note}"
    if not body.signature:
        yield from ("  signature:", f"    post: {TO_FILL}", f"    name: {TO_FILL}")
    if not body.recipients and body.letters != "plain":
        match = re.search(r"kind: ([a-z-]+)", own)
        first = LETTER_KINDS[match[1] if match else "giay-moi"].first_recipient
        last = "Lưu Văn phòng" if body.letters.startswith("party") else '"Lưu: VT"'
        yield f"  recipients: [{first}, {last}]"


def copied(text: str, source: str) -> str:
    """Return a file for a new meeting like the earlier one in `text`; comments and clock times stay.

    Dates and the addresses of forms are emptied; documents stay behind.

    Args:
        text: the earlier file, which can be read.
        source: the id of the earlier meeting.
    """
    node, _ = read(text.encode(), source)
    assert node is not None
    data = {key.text: plain(value) for key, value in node.entries if key.text not in _NOT_TAKEN_ALONG}
    letter = data.get("letter")
    if isinstance(letter, dict):
        data["letter"] = {k: v for k, v in letter.items() if k not in _NOT_TAKEN_FROM_LETTER}
    for link in data.get("links") or ():
        if isinstance(link, dict) and "url" in link:
            link["url"] = TO_FILL
    meant = _undated(data)
    assert isinstance(meant, dict)
    try:
        made = patched(text, meant)
    except PatchError:  # a list within a list, for one: written anew, without its comments
        made = yaml.safe_dump(meant, allow_unicode=True, sort_keys=False, width=_LINE_WIDTH)
    rest = made.removeprefix("\ufeff").removeprefix(SCHEMA_LINE)
    note = words_in(here().language)["copied"].format(source=source)
    return f"{SCHEMA_LINE}# {note}\n{rest}"


def old_dates(text: str) -> Iterator[str]:
    """Yield the lines of a copied file whose sentences still name a date."""
    return (line.strip() for line in text.splitlines() if _DATE.search(line))


def _undated(value: Plain, key: str = "") -> Plain:
    """Return `value` with every date to fill in again, and without references to documents."""
    if isinstance(value, dict):
        return {key: _undated(part, key) for key, part in value.items() if key != "documents"}
    if isinstance(value, list):
        return [_undated(part, key) for part in value]
    if value is None:
        return None
    if key in _OF_ITS_DAY:
        return TO_FILL
    is_time = is_readable(value, read_moment) or is_readable(value, read_span)
    return without_date(value, TO_FILL) if is_time else value
