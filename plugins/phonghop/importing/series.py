"""A table of meetings: rows with an hour, a place and who comes, each a session of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phonghop.importing import people, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import HONORIFIC, PLACE_NOUN
from phonghop.importing.words import COLUMN, Tree, Words, concluded, join, review
from phonghop.text.folding import fold

_NEXT = rf";\s+|,\s+(?={HONORIFIC}\s)"
"""What stands between two people of a cell."""
_COLUMNS = (
    ("number", r"(?:stt|tt|so tt)$"),
    ("time", r"(?:thoi gian|ngay|gio|buoi)"),
    ("venue", r"(?:dia diem|noi (?!dung))"),
    ("chair", r"(?:chu tri|nguoi chu tri)"),
    ("attendees", r"(?:thanh phan|dai bieu|nguoi du|to dai bieu|doi tuong)"),
    ("title", r"(?:noi dung|ten|cuoc hop|cong viec)"),
    ("label", r"(?:don vi|phuong|xa|dia ban|khu|lop|diem|to |noi)"),
    ("notes", r"(?:ghi chu|don vi phuc vu|lien he)"),
)


@dataclass(slots=True)
class _Row:
    """Cells of a row, each with the column of the page at which it begins."""

    cells: list[tuple[int, Words]]


def read_series(
    lines: Sequence[Words], year: int | None, found: Findings
) -> tuple[list[dict[str, Tree]], list[Words]]:
    """Return a session for each row of a table with two or more rows that tell an hour, and the lines outside it."""
    heads = next((n for n, line in enumerate(lines) if _header(line)), -1)
    names = _header(lines[heads]) if heads >= 0 else {}
    rows: list[_Row] = []
    rest = [*lines[: heads + 1]] if heads >= 0 else []
    inside = heads >= 0
    for line in lines[heads + 1 :]:
        cells = _cells(line)
        has_hour = any(times.told_sessions(cell, year) for _, cell in cells)
        if len(cells) > 1 and (has_hour or (inside and rows and len(cells) >= max(2, len(names) - 1))):
            rows.append(_Row(cells))
            inside = True
        else:
            inside = inside and not cells
            rest.append(line)
    if sum(any(times.told_sessions(cell, year) for _, cell in row.cells) for row in rows) < 2:
        return [], [*lines]
    if heads >= 0:
        rest.remove(lines[heads])
        found.form_only(lines[heads])
    return [_session(row, names, year, found) for row in rows], rest


def _cells(line: Words) -> list[tuple[int, Words]]:
    cells, start = [], 0
    for match in [*re.finditer(COLUMN, line.text), None]:
        end = match.start() if match else len(line.text)
        cell = line[start:end].strip()
        if cell:
            cells.append((start + len(line.text[start:end]) - len(line.text[start:end].lstrip()), cell))
        start = match.end() if match else end
    return cells


def _header(line: Words) -> dict[int, str]:
    """Return the columns that a heading names, by where they begin; empty for what is no heading of a table."""
    cells = _cells(line)
    named = {
        at: next((name for name, rule in _COLUMNS if re.match(rule, fold(cell.text))), "")
        for at, cell in cells
    }
    has_hours = "time" in named.values() and len(cells) > 2
    return (
        named if has_hours and all(named.values()) and all(len(cell.text) < 40 for _, cell in cells) else {}
    )


def _session(row: _Row, names: dict[int, str], year: int | None, found: Findings) -> dict[str, Tree]:
    session: dict[str, Tree] = {}
    columns = list(names.values())
    same = len(columns) == len(row.cells)
    label: Words | None = None
    notes: list[Tree] = []
    for n, (at, cell) in enumerate(row.cells):
        name = columns[n] if same else names[min(names, key=lambda other: abs(other - at))] if names else ""
        told = times.told_sessions(cell, year)
        if told and "start" not in session and name in ("", "time", "label"):
            session["start"] = review(cell, "table", told[0].text)
        elif re.fullmatch(r"\d{1,2}\.?", cell.text):
            found.form_only(cell)
        elif "venue" not in session and (name == "venue" or (not name and re.match(PLACE_NOUN, cell.text))):
            session["venue"] = review(cell, "rows")
        elif name == "chair" and "chair" not in session:
            session["chair"] = review(cell, "rows")
        elif name == "attendees" and "attendees" not in session:
            session["attendees"] = [people.attendee(part, found)[0] for part in cell.split(_NEXT)]
        elif label is None and name in ("", "label", "title", "number"):
            label = cell
            session["title" if name == "title" else "label"] = review(cell, "rows")
        else:
            notes.append(review(cell, "rows"))
    if "start" not in session:
        seen = join(cell for _, cell in row.cells)
        session["start"] = concluded("…", seen, "rows")
    if notes:
        session["notes"] = notes
    return session
