"""Tables by their heading: which columns a programme has; rows that are connection points, or those who come.

A row is a line whose cells stand three blanks apart. What a row says is to be reviewed: the heading tells what a column holds, not whether this cell does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from phonghop.importing import times
from phonghop.importing.findings import Findings
from phonghop.importing.words import COLUMN, Tree, Words, join, review
from phonghop.text.folding import fold

_PROGRAMME = (
    ("", r"thoi gian|gio$|stt$|tt$"),
    ("title", r"noi dung|cong viec|chuong trinh|hoat dong"),
    ("presenter", r"nguoi|thuc hien|trinh bay|phu trach|bao cao vien|dien gia|don vi"),
    ("venue", r"dia diem"),
    ("note", r"thanh phan|ghi chu|chu tri"),
)
"""Which field of an item a column holds, by its heading; none for its hour and number."""
_POINTS = (
    ("", r"(?:stt|tt|so tt)$"),
    ("name", r"(?:ten )?diem cau"),
    ("venue", r"dia diem|noi (?:hop|dat)"),
    ("chair", r"(?:nguoi )?chu tri|chu toa|dieu hanh"),
    ("attendees", r"thanh phan|dai bieu|doi tuong"),
    ("notes", r"ghi chu|lien he|so luong"),
)
_PEOPLE = (
    ("", r"(?:stt|tt|so tt)$"),
    ("who", r"thanh phan|dai bieu|doi tuong|ho (?:va )?ten"),
    ("who", r"don vi|co quan|chuc (?:vu|danh)|khoi|so luong|ghi chu|don tiep"),
)
_TASKS = (
    ("", r"(?:stt|tt|so tt)$"),
    ("text", r"noi dung|cong viec|nhiem vu|dau viec"),
    ("units", r"don vi|co quan|bo phan|nguoi|chu tri|phu trach|thuc hien"),
    ("deadline", r"thoi han|thoi gian hoan thanh|han "),
    ("", r"ghi chu|phoi hop"),
)
_NUMBER = re.compile(r"^\s*\d{1,2}\.?(?:\s{3,}(?=\S)|$)")


def _names(line: Words, rules: Sequence[tuple[str, str]]) -> list[str]:
    """Return what each column of a heading holds; nothing where a cell fits no rule."""
    cells = [fold(cell.text).strip(" .:") for cell in line.split(COLUMN)]
    names = [next((name for name, rule in rules if re.match(rule, cell)), "?") for cell in cells]
    return names if len(names) > 1 and "?" not in names else []


def programme_heads(line: Words) -> list[str]:
    """Return the fields that the columns of a programme hold; nothing for a line that is no heading of one."""
    names = _names(line, _PROGRAMME)
    is_heading = bool(names) and not names[0] and "" not in names[2:]
    return [name for name in names if name] if is_heading else []


def row_number(line: Words) -> int:
    """Return how many characters the number takes with which a row begins; 0 where it begins otherwise."""
    match = _NUMBER.match(line.text)
    return match.end() if match and match.end() < len(line.text) else 0


def read_points(lines: Sequence[Words], found: Findings) -> tuple[list[Tree], list[Words]]:
    """Return the connection points of a table that lists them, and the other lines."""
    points: list[Tree] = []
    cells, names, rest = _rows(lines, _POINTS, "name", found)
    for row in cells:
        point: dict[str, Tree] = {}
        for name, cell in zip(names, row, strict=True):
            if name in ("attendees", "notes"):
                point[name] = [review(part, "rows") for part in cell.split(r";\s+")]
            elif name and name not in point:
                point[name] = review(cell, "rows")
            else:
                found.form_only(cell)
        points.append(point)
    return points, rest


def read_people(lines: Sequence[Words], found: Findings) -> tuple[list[Tree], list[Words]]:
    """Return those who come by a table that lists them, one for each row, and the other lines."""
    cells, names, rest = _rows(lines, _PEOPLE, "who", found)
    people: list[Tree] = []
    for row in cells:
        found.form_only(*(cell for name, cell in zip(names, row, strict=True) if not name))
        people.append(review(join(cell for name, cell in zip(names, row, strict=True) if name), "rows"))
    return people, rest


def read_tasks_of_rows(
    lines: Sequence[Words], year: int | None, found: Findings
) -> tuple[list[Tree], list[Words]]:
    """Return the tasks of a table with who does what by when, and the other lines."""
    cells, names, rest = _rows(lines, _TASKS, "deadline", found)
    if not {"units", "text"} <= set(names):
        return [], [*lines]
    tasks: list[Tree] = []
    for row in cells:
        held = dict(zip(names, row, strict=True))
        due = times.due(
            re.sub(r"^(?:Trước|Hạn|Ngày|Chậm nhất)\s+(?:ngày\s+)?", "", held["deadline"].text), year
        )
        action: dict[str, Tree] = {"text": review(held["text"], "rows")}
        if due:
            action["deadline"] = review(held["deadline"], "rows", due)
        tasks.append(
            {
                "units": [review(unit, "rows") for unit in held["units"].split(r",\s+(?=[A-ZĐ])|;\s+")],
                "actions": [action],
            }
        )
    return tasks, rest


def _rows(
    lines: Sequence[Words], rules: Sequence[tuple[str, str]], wanted: str, found: Findings
) -> tuple[list[tuple[Words, ...]], list[str], list[Words]]:
    """Return the rows under the first heading with the `wanted` column, what their columns hold, and the lines outside."""
    for n, line in enumerate(lines):
        names = _names(line, rules)
        end = n + 1
        while end < len(lines) and len(lines[end].split(COLUMN)) == len(names):
            end += 1
        if wanted in names and end > n + 1:
            found.form_only(line)
            return [row.split(COLUMN) for row in lines[n + 1 : end]], names, [*lines[:n], *lines[end:]]
    return [], [], [*lines]
