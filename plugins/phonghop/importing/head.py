"""The head of a letter: who sends it, its number, place and date, its kind and subject, whom it addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import (
    ADDRESSEES,
    DANGLING,
    HONORIFIC,
    LABEL,
    LOWER,
    MOTTO,
    NEAREST,
    NUMBER,
    PARTY,
    PLACE_DATE,
    RULE,
    SCHEDULES,
    STATE,
    SUBJECT,
    TELEGRAM,
    TYPES,
    UPPER,
    URGENCIES,
    begins_as_who,
    is_capitals,
    label_key,
)
from phonghop.importing.people import each
from phonghop.importing.structure import MARKER
from phonghop.importing.words import Source, Words, certain, concluded, join, review, tidy
from phonghop.text.folding import fold

_SMALL = re.compile(rf"[{LOWER}]+\s")
"""How a subject begins that stands below the number without "V/v", as in letters of the Party."""
_CELL_GAP = re.compile(
    rf"(?<!^Số)(?<!^Số:)(?<!ngày)(?<!tháng)(?<!năm)\s{{3,}}|(?<=[,;.])\s{{2}}(?=[{UPPER}]{{2,}}\s[{UPPER}]{{2,}})"
)
"""What stands between the columns of a head or foot; behind the sign that ends a line two blanks before capitals are enough."""
_LETTERHEAD_LINE = re.compile(
    r"(?:Địa chỉ|Trụ sở|Tel|ĐT|Điện thoại|Website|E-?mail|MST|Mã số thuế|Fax|Hotline)\b", re.IGNORECASE
)
"""How a line of a letterhead begins that tells how to reach the sender; it stays a comment."""
_LONG = 95
_LONGEST = 250
_DOES = re.compile(r"(?:tổ chức|triệu tập|mời|dự|tham dự|về)\s", re.IGNORECASE)
_BROKEN_DATE = re.compile(r"^[^,:;()]{2,40},\s*ngày\s+\d{1,2}\s+tháng(?:\s+\d{1,2})?$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:\d{1,2}\s+)?năm\s+\d{4}$", re.IGNORECASE)
_FIRST = 25
"""Lines among which the name of a letter's type stands."""
_LEADS = re.compile(
    r"^(?:Thực hiện|Căn cứ|Theo|Kính mời|Trân trọng|Kính thưa|Nhằm|Để|Bộ Chính trị|.{0,90}\b(?:trân trọng|kính mời|tổ chức|triệu tập)\b)"
)


@dataclass(slots=True)
class _Head:
    """What has been seen of the head so far; `mode` is what the next line may continue."""

    found: Findings
    mode: str = ""
    column: int = 0
    letterhead: list[Words] = field(default_factory=list)
    subject: list[Words] = field(default_factory=list)
    addressees: list[Words] = field(default_factory=list)
    has_type: bool = False
    broken: Words = field(default_factory=Words)
    """A place and date whose year stands on the next line, as in a narrow column."""
    apart: bool = False
    """Whether a blank line stands after the last addressee."""
    above_type: bool = False
    """Whether the name of the letter's type is still to come."""


def read_head(source: Source, found: Findings) -> tuple[int, tuple[Words, ...]]:
    """Read the head of a letter into `found`; return the index of the first line after it, and the sender's lines."""
    head = _Head(found)
    type_at = next((n for n in range(min(len(source.lines), _FIRST)) if _names_type(source.line(n))), -1)
    anchored = _last_anchor(source)
    end = 0
    for index in range(len(source.lines)):
        line = source.line(index)
        if not line.strip():
            head.mode = "" if head.mode == "subject" and head.subject else head.mode
            head.apart = bool(head.addressees)
            end = index + 1
            continue
        parts = cells(line)
        head.above_type = index < type_at
        listed = len(head.addressees)
        taken = [_take(head, part, column) for column, part in enumerate(parts)]
        if len(head.addressees) > max(listed, 1):
            # What stands in the next column may be of a list or signature there.
            found.doubt(*parts[1:])
        if not all(taken) and index > anchored:
            end = index
            break
        end = index + 1
    _finish(head)
    return end, tuple(head.letterhead)


def _last_anchor(source: Source) -> int:
    """Return the index of the last line that only a head has; what no rule knows above it is no body yet."""
    last = -1
    has_subject = False
    for index in range(min(len(source.lines), _FIRST)):
        parts = cells(source.line(index))
        if any(ADDRESSEES.match(part.text) for part in parts):
            return index
        if any(_begins_body(part) and not _LETTERHEAD_LINE.match(part.text) for part in parts):
            break
        if has_subject:
            continue
        has_subject = any(SUBJECT.match(part.text) or type_of(part) for part in parts)
        if has_subject or any(NUMBER.match(part.text) or PLACE_DATE.match(part.text) for part in parts):
            last = index
    return last


def _begins_body(cell: Words) -> bool:
    marker = MARKER.match(cell.text)
    is_numbered = bool(marker and marker.lastgroup in ("roman", "dotted", "decimal"))
    return is_numbered or len(cell.text) > _LONG or bool(_LEADS.match(cell.text)) or _is_known(cell.text)


def cells(line: Words) -> tuple[Words, ...]:
    """Return the columns of a line: what stands three blanks apart."""
    return line.split(_CELL_GAP.pattern)


def _take(head: _Head, cell: Words, column: int) -> bool:  # noqa: C901, PLR0912 a case for each kind of line
    """Take one cell of the head; return False when it is of the body."""
    text, folded = cell.text, fold(cell.text).strip(" *")
    if RULE.match(text) or folded in (STATE, PARTY) or MOTTO.match(folded):
        head.found.form_only(cell)
    elif _numbered(head, cell) or read_date(cell, head.found):
        head.mode = head.mode if head.mode == "subject" and column != head.column else ""
    elif head.above_type and _LETTERHEAD_LINE.match(text):
        head.mode = ""
    elif "date" not in head.found.letter and _BROKEN_DATE.match(text):
        head.broken = cell
    elif head.broken and _YEAR.match(text) and read_date(join((head.broken, cell)), head.found):
        head.broken = Words()
    elif match := SUBJECT.match(text):
        head.found.form_only(cell[: match.end()])
        head.subject, head.mode, head.column = [cell[match.end() :]], "subject", column
        is_official_letter = "symbol" in head.found.letter and not head.has_type
        head.found.letter.setdefault(
            "kind", concluded("cong-van", cell, "kind", "certain" if is_official_letter else "review")
        )
    elif (
        _SMALL.match(text)
        and "symbol" in head.found.letter
        and not (head.subject or head.has_type or head.addressees)
    ):
        head.subject, head.mode, head.column = [cell], "subject", column
        head.found.letter.setdefault("kind", concluded("cong-van", cell, "kind"))
    elif (urgency := URGENCIES.get(folded)) and not head.has_type:
        head.found.letter["urgency"] = concluded(urgency, cell, "", "certain")
        head.found.form_only(cell)
    elif (kind := type_of(cell)) and not head.has_type:
        _typed(head, cell, kind)
    elif (match := ADDRESSEES.match(text)) and not head.addressees:
        head.found.form_only(cell[: match.end()])
        head.mode = "addressees"
        if match.end() < len(text):
            _addressee(head, cell[match.end() :])
    elif not head.addressees and (match := TELEGRAM.match(text)):
        head.found.form_only(cell[match.start("label") :])
        head.letterhead.append(cell[: match.start("label")])
        head.mode = "addressees"
    elif head.mode == "addressees" and not head.apart and _is_unmarked_one(head, cell):
        head.addressees.append(cell)
        head.found.doubt(cell)
    elif head.mode == "addressees" and (
        _is_one_more(head, cell)
        or (head.addressees and not head.apart and _goes_on(head.addressees[-1], cell))
    ):
        _addressee(head, cell)
    elif head.mode == "subject" and column == head.column and _is_of_subject(head, cell):
        head.subject.append(cell)
    elif (
        not head.has_type
        and head.mode != "addressees"
        and len(text) < _LONG
        and (
            is_capitals(text)
            or (head.above_type and not _is_known(text) and not text.endswith((".", ";", ",")))
        )
    ):
        head.letterhead.append(cell)
    else:
        return False
    return True


def _numbered(head: _Head, cell: Words) -> bool:
    match = NUMBER.match(cell.text)
    # "Số TT" over a column has neither a number nor a sign that sets a symbol apart.
    is_bare = match and not match["number"] and not re.search(r"[-–/.…]", f"{match['gap']}{match['symbol']}")
    if not match or is_bare or "symbol" in head.found.letter:
        return False
    if match["number"]:
        head.found.letter["number"] = certain(cell[match.start("number") : match.end("number")])
    head.found.letter["symbol"] = certain(cell[match.start("symbol") : match.end("symbol")])
    start = match.start("number") if match["number"] else match.start("gap")
    end = match.end("number") if match["number"] else match.start("gap")
    head.found.form_only(cell[:start], cell[end : match.start("symbol")], cell[match.end("symbol") :])
    return True


def read_date(cell: Words, found: Findings) -> bool:
    """Take a line of place and date, in the head or above the signature."""
    match = PLACE_DATE.match(cell.text)
    if not match or "date" in found.letter:
        return False
    if match["place"]:
        found.letter["place"] = certain(cell[match.start("place") : match.end("place")])
    found.letter["date"] = certain(cell[match.start("date") : match.end("date")])
    found.form_only(cell[max(0, match.end("place")) : match.start("date")], cell[match.end("date") :])
    return True


def type_of(cell: Words) -> str:
    """Return what the model calls the type of letter that a line in capitals names; empty where it names none."""
    folded = fold(cell.text).strip(" *")
    kinds = TYPES | NEAREST
    if folded in kinds:
        return kinds[folded]
    if not is_capitals(cell.text) or len(cell.text) > _LONG:
        return ""
    return next((kind for name, kind in (kinds | SCHEDULES).items() if folded.startswith(f"{name} ")), "")


def _names_type(line: Words) -> bool:
    parts = cells(line)
    return len(parts) == 1 and bool(type_of(parts[0]))


def _typed(head: _Head, cell: Words, kind: str) -> None:
    head.has_type, head.mode, head.column = True, "subject", 0
    is_nearest = fold(cell.text).strip(" *").startswith(tuple(NEAREST))
    head.found.letter["kind"] = concluded(kind, cell, "kind", "review" if is_nearest else "certain")
    head.found.letter["type_name"] = certain(cell)


def _is_of_subject(head: _Head, cell: Words) -> bool:
    """Return whether a line goes on with the subject; right below the type of letter it may be long, and begin with what is done."""
    if head.subject or not head.has_type:
        return not _is_body(cell)
    is_open = len(cell.text) < _LONGEST and not (cell.text.endswith((".", ":")) or MARKER.match(cell.text))
    return is_open and (bool(_DOES.match(cell.text)) or not (_LEADS.match(cell.text) or _is_known(cell.text)))


def _ends_open(words: Words) -> bool:
    return words.text.endswith((",", ";"))


def _is_one_more(head: _Head, cell: Words) -> bool:
    """Return whether a line with a marker is one more addressee: below others only a bullet, and never a label of the body."""
    marker = MARKER.match(cell.text)
    if marker is None or _is_known(cell.text[marker.end() :]) or label_key(cell.text[marker.end() :]):
        return False
    return marker.lastgroup in ("bullet", "star") or not (head.apart or head.addressees)


def _is_unmarked_one(head: _Head, cell: Words) -> bool:
    """Return whether a line without bullet is one more addressee, below a label that stands alone or below another such line."""
    is_listed = not head.addressees or not head.found.doubtful.isdisjoint(head.addressees[-1].places)
    return is_listed and begins_as_who(cell.text) and not (_is_body(cell) or _is_known(cell.text))


def _goes_on(last: Words, cell: Words) -> bool:
    is_small = cell.text[:1].islower() and not last.text.endswith((".", ";", ":"))
    return bool(is_small or _ends_open(last) or DANGLING.search(last.text)) and not _is_body(cell)


def _addressee(head: _Head, cell: Words) -> None:
    marker = MARKER.match(cell.text)
    words = cell[marker.end() :] if marker else cell
    if marker:
        head.found.form_only(cell[: marker.end()])
    if RULE.match(words.text):
        head.found.form_only(words)
    elif not marker and head.addressees and not _ends_open(head.addressees[-1]):
        head.addressees[-1] = join((head.addressees[-1], words))
    else:
        head.addressees.append(words)


def _is_known(text: str) -> bool:
    label = LABEL.match(text)
    return bool(label and label_key(label["label"]))


def _is_body(cell: Words) -> bool:
    text = cell.text
    if text[:1].islower() and not text.endswith((".", ":", ";")):
        return False
    return bool(
        len(text) > _LONG
        or text.endswith((":", "./."))
        or MARKER.match(text)
        or _is_known(text)
        or _LEADS.match(text)
    )


def _finish(head: _Head) -> None:
    letter = head.found.letter
    if head.subject:
        subject = join(head.subject)
        # What stands in brackets alone adds to the name of the letter's type: days, a place.
        take = (lambda words, text: review(words, "title", text)) if subject.text.startswith("(") else certain
        letter["subject"] = take(subject, "\n".join(tidy(line.text) for line in head.subject))
    if head.addressees and _is_blank(head.addressees[0]):
        head.found.form_only(head.addressees.pop(0))
    if head.addressees:
        # Behind a colon a semicolon may part those of one group.
        head.found.doubt(
            *(words for words in head.addressees if len(each(words)) == 1 and re.search(_PARTED, words.text))
        )
        letter["addressees"] = [
            certain(head.found.trimmed(part))
            for words in head.addressees
            for part in head.found.parted(words, _PARTED)
        ]
    elif head.mode == "addressees":
        letter["blank_addressee"] = concluded("có", Words(), "", "certain")


_PARTED = r";\s+(?![^()]*\))"
_DOTTED = re.compile(r"\s*[.…_]{4,}\s*$")
"""A line of dots on which a name is written by hand."""
_ONLY_HONORIFIC = re.compile(rf"(?:Quý\s+)?{HONORIFIC}(?:\s*[/,(]\s*{HONORIFIC}\)?)*\s*:?", re.IGNORECASE)


def _is_blank(words: Words) -> bool:
    """Return whether an addressee is left to be written by hand."""
    dots = _DOTTED.search(words.text)
    return bool(dots and _ONLY_HONORIFIC.fullmatch(words.text[: dots.start()]))
