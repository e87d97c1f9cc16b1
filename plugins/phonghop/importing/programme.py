"""A programme by the clock: its items, what stands under each, and the days that its headings name.

Lines are taken as they stand in the letter, because indents and columns tell what belongs to what. A line that no rule knows ends
the programme and is left to others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from phonghop.importing import people, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import (
    HONORIFIC,
    LABEL,
    MEETS,
    PERSON,
    PLACE_NOUN,
    UNIT,
    begins_as_who,
    is_capitals,
)
from phonghop.importing.structure import MARKER, label_key_of
from phonghop.importing.tables import programme_heads, row_number
from phonghop.importing.words import COLUMN, Tree, Value, Words, certain, concluded, join, review
from phonghop.text.folding import fold

_ROMAN = r"(?:(?:[IVX]{1,4}|\d{1,2})[.)]\s+|[-*+•]\s+)?"
_DAY = re.compile(
    rf"^\s*{_ROMAN}(?:(?:[Bb]uổi\s+)?(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối)\s+)?"
    r"(?=(?:ngày|thứ|chủ nhật|\d))(?P<day>(?:ngày\s+thứ\s+\w+|ngày|thứ\s+\w+|chủ nhật)?[\s,(:–-]*(?:thứ\s+\w+|chủ nhật)?[\s,(]*(?:ngày\s+)?"
    r"(?:(?P<date>\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?))?\)?)"
    r"(?:[\s:.]*$|(?:\s*[:–-]\s+|\s{3,})(?P<what>\S.*)$)",
    re.IGNORECASE,
)
_HALF = re.compile(
    rf"^\s*{_ROMAN}(?:[Bb]uổi\s+|BUỔI\s+)?(?P<part>[Ss]áng|[Cc]hiều|[Tt]ối|SÁNG|CHIỀU|TỐI|[Cc]ả ngày)(?:\s*:\s*|\s{{2,}}|\s*$)"
)
_LABELLED = re.compile(
    r"^(?P<lead>(?P<label>chủ trì|chủ tọa|chủ toạ|điều hành|người điều hành|tổ trưởng|đồng chủ trì)\s*:\s*"
    r"|(?P<shown>báo cáo viên|người báo cáo|người trình bày|trình bày|diễn giả|người thực hiện|thực hiện|phụ trách|báo cáo)\s*:\s*"
    r"|(?P<place>địa điểm|phòng họp|nơi họp)\s*:\s*)(?=\S)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:tiểu ban|tổ|nhóm|phòng|báo cáo|bài|tham luận|chuyên đề|phần|nội dung)\s+\d{1,2}\s*[:.–-]",
    re.IGNORECASE,
)
_VENUE = re.compile(rf"^(?:[Tt]ại\s+|[Tt]ại:\s*)?(?={PLACE_NOUN})")
_VENUE_AFTER = re.compile(rf"(?:\s[-–]\s|,\s+tại\s+)(?P<venue>{PLACE_NOUN}[^.;:]*)$")
_SHOWN_AFTER = re.compile(rf"\s*\((?P<who>(?:{HONORIFIC})\s[^()]+)\)\s*[.;]?$")
_OFFICE_AFTER = re.compile(rf"\s*\((?P<who>(?={UNIT.pattern[1:]}|Khoa\b)[^()]+)\)\s*[.;]?$")
_DAY_PLACE = re.compile(
    rf"(?:[Tt]ại\s+)?{PLACE_NOUN}|(?:Vườn|Viện|Bảo tàng|Học viện|Đại học)\s(?!.*\d\s*(?:giờ|h))"
)
_SEVERAL = re.compile(r"\.\s+[^.:]{3,40}:\s")
"""A second sentence with a label of its own, which tells something else than what an item is called."""
_CELL = 60
"""Characters of the longest line that a cell of a programme wraps into."""


@dataclass(slots=True)
class Day:
    """A day or half day that headings of the programme name: `date` as written there, `first` its first item's clock, `place` where it is held."""

    date: str
    part: str
    words: Words
    half: Words = field(default_factory=Words)
    first: Words = field(default_factory=Words)
    place: Words = field(default_factory=Words)


@dataclass(slots=True)
class Programme:
    """What a programme says: items in their order, each with the number of its day, and the days."""

    items: list[dict[str, Tree]] = field(default_factory=list)
    days: list[Day] = field(default_factory=list)
    of_day: list[int] = field(default_factory=list)
    rest: list[Words] = field(default_factory=list)
    heads: list[str] = field(default_factory=lambda: ["title"])


def is_timed(words: Words) -> bool:
    """Return whether a line begins with a clock that is not part of a date."""
    return _clock(_unmarked(words)) is not None


def _unmarked(words: Words) -> Words:
    marker = MARKER.match(words.text)
    return words[marker.end() if marker else row_number(words) :].strip()


def _clock(words: Words) -> tuple[int, str, str] | None:
    clock = times.clock_span(f"{words.text} ")
    if clock is None or times.DATE_NEXT.match(words.text[clock[0] :]):
        return None
    return clock


def read_programme(lines: Sequence[Words], found: Findings) -> Programme:
    """Return the programme among `lines`, and the lines that are none of it; one line with a clock makes no programme."""
    programme = Programme()
    timed = [n for n, line in enumerate(lines) if _is_beginning(line)]
    rows = (programme_heads(line) and row_number(lines[n + 1]) for n, line in enumerate(lines[:-1]))
    if len(timed) < 2 and not any(rows):
        programme.rest = [*lines]
        return programme
    inside, indent = False, 0
    for n, line in enumerate(lines):
        own = len(line.text) - len(line.text.lstrip())
        if line.text.strip() and _begins(programme, lines, n, found, inside=inside):
            inside, indent = True, own
        elif inside and programme.items and (own > indent or _is_below(line)) and not _is_heading(line):
            found.doubt(Words() if own > indent else line)
            _take_below(programme, line, found)
        elif inside and programme.items and _is_wrapped(lines, n):
            title = programme.items[-1].get("title")
            words = title.words if isinstance(title, Value) else Words()
            programme.items[-1]["title"] = review(join((words, line.strip())), "column")
        else:
            inside = inside and not line.text.strip()
            programme.rest.append(line)
    return programme


def _begins(programme: Programme, lines: Sequence[Words], n: int, found: Findings, *, inside: bool) -> bool:
    """Take a line that begins a table, a day, a half day or an item of the programme; False for any other."""
    line = lines[n]
    half = _HALF.match(line.text)
    number = row_number(line) if inside and not is_timed(line) else 0
    if heads := programme_heads(line):
        found.form_only(line)
        programme.heads = heads
    elif _is_day(line) and _leads(lines, n):
        _take_day(programme, line, found)
    elif half and (inside or _leads(lines, n)) and not _is_seated(line[half.end() :]):
        _take_half(programme, line, half, found)
    elif number:
        found.form_only(line[:number])
        _add(programme, _item(line[number:].strip(), found, programme.heads))
    elif is_timed(line):
        _take_timed(programme, line, found)
        is_whole = programme.heads[0] == "title" and len(line.split(COLUMN)) >= len(programme.heads)
        found.doubt(Words() if is_whole else line)
    else:
        return False
    return True


def _is_wrapped(lines: Sequence[Words], n: int) -> bool:
    """Return whether a line between two with hours only goes on with what a cell of the first says."""
    is_short = (
        len(lines[n].text) < _CELL and not MARKER.match(lines[n].text) and not LABEL.match(lines[n].text)
    )
    return is_short and n + 1 < len(lines) and is_timed(lines[n + 1])


def _is_seated(words: Words) -> bool:
    """Return whether what follows the name of a half day tells where or with whom, not what is done."""
    text = words.strip().text
    return bool(_VENUE.match(text) or (begins_as_who(text) and not MEETS.search(fold(text))))


def _is_beginning(line: Words) -> bool:
    half = _HALF.match(line.text)
    return is_timed(line[half.end() :] if half else line)


def _is_day(line: Words) -> bool:
    match = _DAY.match(line.text)
    return bool(match and (match["date"] or re.match(r"\s*\W*ngày thứ", line.text, re.IGNORECASE)))


def _leads(lines: Sequence[Words], n: int) -> bool:
    """Return whether a heading stands over items with a clock, or over half days."""
    after = [line for line in lines[n + 1 : n + 5] if line.text.strip()][:2]
    return any(_is_beginning(line) or _HALF.match(line.text) for line in after)


def _is_below(line: Words) -> bool:
    words = line.strip()
    return bool(
        _LABELLED.match(words.text)
        or _NUMBERED.match(words.text)
        or ((marker := MARKER.match(words.text)) and marker.lastgroup == "bullet")
    )


def _is_heading(line: Words) -> bool:
    """Return whether a line begins what follows the programme: it has a label of the letter, none of an item."""
    words = _unmarked(line)
    return bool(label_key_of(words) and not _LABELLED.match(words.text))


def _take_day(programme: Programme, line: Words, found: Findings) -> None:
    match = _DAY.match(line.text)
    assert match
    heading = line[: match.end("day")].strip()
    marker = MARKER.match(heading.text)
    found.form_only(heading[: marker.end()] if marker else Words())
    heading = heading[marker.end() :] if marker else heading
    part = (match["part"] or "").lower()
    programme.days.append(Day(match["date"] or "", part, heading))
    if match["what"]:
        what = line[match.start("what") :].strip(".;")
        found.form_only(line[match.end("day") : match.start("what")])
        if _DAY_PLACE.match(what.text):
            programme.days[-1].place = what
        else:
            _add(programme, {"title": review(what, "programme")})


def _take_half(programme: Programme, line: Words, half: re.Match[str], found: Findings) -> None:
    rest = line[half.end() :].strip()
    heading = line[: half.end()].strip(": -*+•")
    found.form_only(line[: half.end()])
    date = programme.days[-1].date if programme.days else ""
    day = programme.days[-1].words if programme.days else Words()
    part = half["part"].lower()
    if programme.days and not programme.days[-1].part and not programme.days[-1].first:
        programme.days[-1].part, programme.days[-1].half = part, heading
    else:
        programme.days.append(Day(date, part, day, heading))
    if not rest:
        return
    if is_timed(rest):
        _take_timed(programme, rest, found)
    else:
        found.doubt(rest if is_capitals(rest.text) else Words())
        _add(programme, _item(rest, found))


def _take_timed(programme: Programme, line: Words, found: Findings) -> None:
    words = _unmarked(line)
    found.form_only(line[: line.text.find(words.text)])
    clock = _clock(words)
    assert clock
    end, first, last = clock
    item: dict[str, Tree] = {}
    told = words[: min(end, len(words.text))]
    item["time"] = certain(told.strip(":,.- "), first)
    if last:
        item["until"] = concluded(last, told, "", "certain")
    _add(programme, {**_item(words[end:].strip(), found, programme.heads), **item})
    if programme.days and not programme.days[-1].first:
        programme.days[-1].first = told


def _add(programme: Programme, item: dict[str, Tree]) -> None:
    programme.items.append(item)
    programme.of_day.append(len(programme.days))


def _take_below(programme: Programme, line: Words, found: Findings) -> None:
    """Take a line under an item: who chairs, who speaks, where; else an item of its own below it."""
    item = programme.items[-1]
    words = line.strip()
    marker = MARKER.match(words.text)
    if marker:
        found.form_only(words[: marker.end()])
        words = words[marker.end() :]
    below = item.setdefault("items", [])
    assert isinstance(below, list)
    holder = item
    if below and isinstance(below[-1], dict) and not marker:
        holder = below[-1]
    labelled = _LABELLED.match(words.text)
    # What the item already has is told of the line above.
    if labelled and below and isinstance(below[-1], dict) and _key_of(labelled) in item:
        holder = below[-1]
    if not marker and not labelled:
        found.doubt(words)
    if not _take_labelled(holder if labelled else item, words, found):
        below.append(
            {"title": review(words.strip(".;"), "column")} if LABEL.match(words.text) else _item(words, found)
        )


def _key_of(match: re.Match[str]) -> str:
    """Return which field of an item a labelled line tells."""
    return "chair" if match["label"] else "presenter" if match["shown"] else "venue"


def _take_labelled(item: dict[str, Tree], words: Words, found: Findings) -> bool:
    match = _LABELLED.match(words.text)
    if match is None:
        return False
    key = _key_of(match)
    if key in item:
        return False
    rest = words[match.end() :].strip(".;")
    if key == "chair":
        item["chair"] = people.chair(rest, found)
    else:
        item[key] = certain(rest)
    found.form_only(words[: match.end()])
    return True


def _item(words: Words, found: Findings, heads: Sequence[str] = ()) -> dict[str, Tree]:
    """Return an item without its clock: columns tell place, chair and speaker by their headings, else by what they begin with."""
    item: dict[str, Tree] = {}
    cells = words.split(COLUMN)
    for n, whole in enumerate(cells):
        cell = whole.strip(".;") if n == len(cells) - 1 else whole
        if n == 0:
            item["title"] = _title(item, cell, found)
        elif _take_labelled(item, cell, found):
            continue
        elif len(heads) == len(cells) and heads[0] == "title" and heads[n] not in (*item, "note"):
            item[heads[n]] = certain(cell)
        elif "venue" not in item and not UNIT.match(cell.text) and (lead := _VENUE.match(cell.text)):
            found.form_only(cell[: lead.end()])
            item["venue"] = certain(cell[lead.end() :])
        elif "presenter" not in item and (PERSON.match(cell.text) or UNIT.match(cell.text)):
            item["presenter"] = review(cell, "column")
        elif "note" not in item:
            item["note"] = review(cell, "column")
    return item


def _title(item: dict[str, Tree], cell: Words, found: Findings) -> Value:
    if match := _SHOWN_AFTER.search(cell.text):
        item["presenter"] = certain(found.inside(cell, match, "who"))
        cell = cell[: match.start()]
    elif match := _OFFICE_AFTER.search(cell.text):
        item["presenter"] = review(found.inside(cell, match, "who"), "column")
        cell = cell[: match.start()]
    if match := _VENUE_AFTER.search(cell.text):
        item["venue"] = certain(found.inside(cell, match, "venue"))
        cell = cell[: match.start()]
    title = cell.strip(".;")
    return review(title, "column") if _SEVERAL.search(title.text) else certain(title)
