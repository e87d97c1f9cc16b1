"""A letter as plain text, by hand or out of a converter: its lines, without the marks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BACKSLASH = re.compile(r"\\(?=[*_#\-.()\[\]!`])")
_SUPERSCRIPT = re.compile(r"<sup>\(?(\d{1,2})\)?</sup>")
_TAG = re.compile(r"</?(?:sup|sub|b|i|u|br|p)\s*/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_STAR_ITEM = re.compile(r"^(\s*)(?:-\s+)?\*+\s{1,2}(?=\S)")
_EMPHASIS = re.compile(r"\*+")
_ROW = re.compile(r"\s*\|(?P<cells>.*\|.*)\|\s*")
"""A row of a table as Markdown writes it."""
_COLUMN_GAP = "    "
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def lines(data: bytes) -> Iterator[str]:
    """Yield the lines of the text `data`, UTF-8 with or without a byte order mark, or UTF-16 with one.

    Raises:
        UnicodeDecodeError: it is neither.
    """
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    return (_plain(line) for line in text.splitlines())


def _plain(line: str) -> str:
    if row := _ROW.fullmatch(line):
        return _COLUMN_GAP.join(cell.strip() for cell in row["cells"].split("|"))
    line = _HEADING.sub("", line)
    line = _SUPERSCRIPT.sub(lambda match: raised(int(match[1])), line)
    line = _LINK.sub(
        lambda match: " ".join(part for part in match.groups() if part.strip("#")), _ADDRESS.sub(r"\1", line)
    )
    line = _TAG.sub(" ", line)
    item = _STAR_ITEM.match(line)
    rest = _EMPHASIS.sub("", _BACKSLASH.sub("", line[item.end() :] if item else line))
    return f"{item[1]}* {rest.lstrip()}" if item else rest


def raised(number: int) -> str:
    """Return the mark of a footnote, as letters print it."""
    return str(number).translate(_RAISED)
