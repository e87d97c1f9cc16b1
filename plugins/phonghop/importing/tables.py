"""Tables by their heading: which columns a programme has; rows that are connection points, those who come, tasks or meetings.

A row is a line whose cells stand three blanks apart. What a row says is to be reviewed: the heading tells what a column holds, not whether this cell does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from phonghop.importing import people, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import HONORIFIC, PLACE_NOUN
from phonghop.importing.words import COLUMN, Tree, Words, concluded, join, review
from phonghop.text.folding import fold

_Columns: TypeAlias = "Sequence[tuple[str, str]]"
"""Which field a column holds, by how its heading begins, folded."""
_Row: TypeAlias = "list[tuple[str, Words]]"
"""The cells of a row, each with the field of its column."""

_NUMBERS = ("", r"(?:stt|tt|so tt)$")
_PROGRAMME = (
    ("", r"thoi (?:gian|luong)|gio$|stt$|tt$"),
    ("title", r"noi dung|cong viec|chuong trinh|hoat dong"),
    ("presenter", r"nguoi|thuc hien|trinh bay|phu trach|bao cao vien|dien gia|don vi"),
    ("venue", r"dia diem"),
    ("note", r"thanh phan|ghi chu|chu tri"),
)
"""Which field of an item a column holds, by its heading; none for its hour and number."""
_POINTS = (
    _NUMBERS,
    ("name", r"(?:ten )?diem cau"),
    ("venue", r"dia diem|noi (?:hop|dat)"),
    ("chair", r"(?:nguoi )?chu tri|chu toa|dieu hanh"),
    ("attendees", r"thanh phan|dai bieu|doi tuong"),
    ("notes", r"ghi chu|lien he|so luong"),
)
_PEOPLE = (
    _NUMBERS,
    ("who", r"thanh phan|dai bieu|doi tuong|ho (?:va )?ten"),
    ("who", r"don vi|co quan|chuc (?:vu|danh)|khoi|so luong|ghi chu|don tiep"),
)
_TASKS = (
    _NUMBERS,
    ("text", r"noi dung|cong viec|nhiem vu|dau viec"),
    ("units", r"don vi|co quan|bo phan|nguoi|chu tri|phu trach|thuc hien"),
    ("deadline", r"thoi han|thoi gian hoan thanh|han "),
    ("", r"ghi chu|phoi hop"),
)
_DEADLINES = (
    _NUMBERS,
    ("what", r"noi dung|cong viec|nhiem vu|dau viec|viec|moc|hoat dong"),
    ("at", r"thoi han|han(?: |$)|thoi gian hoan thanh|moc thoi gian"),
    ("", r"ghi chu"),
)
_MEETINGS = (
    _NUMBERS,
    ("start", r"thoi gian|ngay|gio|buoi"),
    ("venue", r"dia diem|noi (?!dung)"),
    ("chair", r"(?:nguoi )?chu tri"),
    ("attendees", r"thanh phan|dai bieu|nguoi du|to dai bieu|doi tuong|don vi tham du"),
    ("title", r"noi dung|ten|cuoc hop|cong viec"),
    ("label", r"don vi|phuong|xa|dia ban|khu|lop|diem|to |noi"),
    ("notes", r"ghi chu|lien he"),
)
_NUMBER = re.compile(r"^\s*\d{1,2}\.?(?:\s{3,}(?=\S)|$)")
_NEXT = rf";\s+|,\s+(?={HONORIFIC}\s)"
"""What stands between two people of a cell."""
_LEADS_TO_DUE = re.compile(r"^(?:Trước|Hạn|Ngày|Chậm nhất)\s+(?:ngày\s+)?")


def _names(line: Words, rules: _Columns) -> list[str]:
    """Return what each column of a heading holds; nothing where a cell fits no rule."""
    cells = [fold(cell.text).strip(" .:") for cell in line.split(COLUMN)]
    names = [next((name for name, rule in rules if re.match(rule, cell)), "?") for cell in cells]
    return names if len(names) > 1 and "?" not in names else []


def programme_heads(line: Words) -> list[str]:
    """Return the fields that the columns of a programme hold; nothing for a line that is no heading of one."""
    names = _names(line, _PROGRAMME)
    is_heading = bool(names) and not names[0]
    # Hours stand first; behind what is done a time is how long it takes.
    return [name or "note" for n, name in enumerate(names) if name or n > 1] if is_heading else []


def row_number(line: Words) -> int:
    """Return how many characters the number takes with which a row begins; 0 where it begins otherwise."""
    match = _NUMBER.match(line.text)
    return match.end() if match and match.end() < len(line.text) else 0


def read_tables(
    lines: Sequence[Words], year: int | None, found: Findings
) -> tuple[dict[str, list[Tree]], list[Words]]:
    """Return the connection points, people, tasks and meetings that tables list, by the name of their field, and the other lines."""

    def who(row: _Row) -> Tree:
        return review(join(cell for name, cell in row if name), "rows")

    kinds: tuple[tuple[str, _Columns, set[str], Callable[[_Row], Tree]], ...] = (
        ("points", _POINTS, {"name"}, _point),
        ("tasks", _TASKS, {"text", "units", "deadline"}, lambda row: _task(row, year)),
        ("deadlines", _DEADLINES, {"what", "at"}, lambda row: _deadline(row, year)),
        ("sessions", _MEETINGS, {"start"}, lambda row: _meeting(row, year, found)),
        ("attendees", _PEOPLE, {"who"}, who),
    )
    tables: dict[str, list[Tree]] = {}
    rest = [*lines]
    for field, rules, wanted, read in kinds:
        rows, rest = _rows(rest, rules, wanted, found, year)
        if field == "sessions" and not rows:
            rows, rest = _bare_meetings(rest, year)
        if rows:
            found.form_only(*(cell for row in rows for name, cell in row if not name))
            tables[field] = [read(row) for row in rows]
    return tables, rest


def _rows(
    lines: list[Words], rules: _Columns, wanted: set[str], found: Findings, year: int | None
) -> tuple[list[_Row], list[Words]]:
    """Return the rows under the first heading with the `wanted` columns, and the lines outside; two of meetings tell their day."""
    for n, line in enumerate(lines):
        names = _names(line, rules)
        end = n + 1
        while names and end < len(lines) and len(lines[end].split(COLUMN)) == len(names):
            end += 1
        rows = [[*zip(names, row.split(COLUMN), strict=True)] for row in lines[n + 1 : end]]
        days = (times.told_sessions(cell, year) for row in rows for name, cell in row if name == "start")
        is_due = all(_due(cell, year) for row in rows for name, cell in row if name == "at")
        if wanted <= set(names) and rows and is_due and ("start" not in wanted or sum(map(bool, days)) > 1):
            found.form_only(line)
            return rows, [*lines[:n], *lines[end:]]
    return [], lines


def _bare_meetings(lines: list[Words], year: int | None) -> tuple[list[_Row], list[Words]]:
    """Return the lines with cells of which one tells day and hour, where there are two or more, and the others."""
    rows: dict[int, _Row] = {}
    for n, line in enumerate(lines):
        cells = line.split(COLUMN)
        hours = [bool(times.told_sessions(cell, year)) for cell in cells]
        if len(cells) > 1 and any(hours):
            names = [
                "start" if hours[i] else "venue" if re.match(PLACE_NOUN, cell.text) else "label"
                for i, cell in enumerate(cells)
            ]
            rows[n] = [*zip(names, cells, strict=True)]
    if len(rows) < 2:
        return [], lines
    return [*rows.values()], [line for n, line in enumerate(lines) if n not in rows]


def _point(row: _Row) -> Tree:
    return {
        name: [review(part, "rows") for part in cell.split(r";\s+")]
        if name in ("attendees", "notes")
        else review(cell, "rows")
        for name, cell in row
        if name
    }


def _due(cell: Words, year: int | None) -> str:
    return times.due(_LEADS_TO_DUE.sub("", cell.text), year)


def _deadline(row: _Row, year: int | None) -> Tree:
    held = dict(row)
    return {"what": review(held["what"], "rows"), "at": review(held["at"], "rows", _due(held["at"], year))}


def _task(row: _Row, year: int | None) -> Tree:
    held = dict(row)
    action: dict[str, Tree] = {"text": review(held["text"], "rows")}
    if due := _due(held["deadline"], year):
        action["deadline"] = review(held["deadline"], "rows", due)
    units: list[Tree] = [review(unit, "rows") for unit in held["units"].split(r",\s+(?=[A-ZĐ])|;\s+")]
    return {"units": units, "actions": [action]}


def _meeting(row: _Row, year: int | None, found: Findings) -> Tree:
    session: dict[str, Tree] = {"start": concluded("…", join(cell for _, cell in row), "rows")}
    notes: list[Tree] = []
    for name, cell in filter(lambda each: each[0], row):
        told = times.told_sessions(cell, year) if name in ("start", "label") else []
        if re.fullmatch(r"\d{1,2}\.?", cell.text):
            found.form_only(cell)
        elif told:
            session["start"] = review(cell, "table", told[0].text)
        elif name == "attendees":
            session[name] = [people.attendee(part, found)[0] for part in cell.split(_NEXT)]
        elif name in session or name in ("notes", "start"):
            notes.append(review(cell, "rows"))
        else:
            session[name] = review(cell, "rows")
    return {**session, "notes": notes} if notes else session
