"""Lines of people: one with name and titles, a group with members, or a sentence."""

from __future__ import annotations

import re

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import DEGREES, HONORIFIC, PERSON, UPPER, begins_as_who
from phonghop.importing.words import Tree, Words, certain, review
from phonghop.text.folding import fold

_CHAIRS = re.compile(r"chu tri|chu toa")
_ASIDE = re.compile(r"\s*\((?P<inside>[^()]*)\)\s*[.;,]?\s*$")
_ROLE_AFTER = re.compile(
    r"\s*[-–,:]\s*(?P<role>(?:mời\s+|Mời\s+)?(?:đồng\s+|Đồng\s+)?[Cc]hủ (?:trì|tọa)[^,;()]{0,40})\s*[.;]?$"
)
_ROLE_OF_PERSON = re.compile(r"\s(?P<role>chủ trì\s[^,;()]{3,60})$")
_PRESS = re.compile(r"\s(?P<duty>cử phóng viên\b.*)$")
_GROUP = re.compile(r"^(?P<group>[^:;()]{3,60}):\s+(?=.*;)")
_MANY = re.compile(r"^(?:Các|các|Tập thể|Đại diện|Trưởng, phó)\b")


def attendee(line: Words, found: Findings) -> tuple[Tree, bool]:
    """Return what a line of people says, and whether it names who chairs."""
    words = _ended(line, found)
    fields: dict[str, Tree] = {}
    words, chairs = _aside(words, fields, found)
    if match := _ROLE_AFTER.search(words.text):
        fields["role_text"] = certain(words[match.start("role") : match.end("role")])
        found.form_only(words[match.start() : match.start("role")])
        words, chairs = words[: match.start()].strip(), True
        words, _ = _aside(words, fields, found)
    person = PERSON.match(words.text)
    if person and not chairs and (match := _ROLE_OF_PERSON.search(words.text)):
        fields["role_text"] = certain(words[match.start("role") :])
        words, chairs = words[: match.start()].strip(), True
    if person:
        fields = {**_person(words, person, found), **fields}
    elif (match := _PRESS.search(words.text)) and not fields:
        fields = {"text": certain(words[: match.start()]), "duty": certain(words[match.start("duty") :])}
    elif (match := _GROUP.match(words.text)) and begins_as_who(words.text[match.end() :]):
        fields = {"text": certain(words[: match.end("group")]), **fields}
        found.form_only(words[match.end("group") : match.end()])
        fields["members"] = [certain(member) for member in found.parted(words[match.end() :], r";\s*")]
    else:
        fields = {"text": certain(words), **fields}
    return (fields["text"] if set(fields) == {"text"} else fields), chairs


def each(words: Words) -> list[Words]:
    """Return those whom semicolons part; all as one where a colon may begin a group of them."""
    parts = words.split(_NEXT)
    return [words] if any(": " in part.text for part in parts[:-1]) else [*parts]


_NEXT = r";\s+(?![^()]*\))"
_NEXT_TITLE = rf",\s+(?=[{UPPER}])"
"""What stands between titles; a comma inside a title stands before a small letter."""
_CALLED = re.compile(
    r"^(?:Triệu tập|(?:Trân trọng )?[Kk]ính mời|Mời|Dự|Tham dự|Gồm)(?: dự| tham dự)?(?: và [^:]{3,30})?\s*:\s+"
)


def called(words: Words, found: Findings) -> list[Words]:
    """Return who is asked to come by a line that begins with how: each of them, without those words."""
    match = _CALLED.match(words.text)
    if match is None:
        return [words]
    found.form_only(words[: match.end()])
    return each(words[match.end() :])


def chair(line: Words, found: Findings) -> Tree:
    """Return who chairs, from a line that says nothing else."""
    if len(re.findall(rf"{HONORIFIC}|{DEGREES}", line.text)) > 1 and re.search(r"[;,]\s", line.text):
        return certain(_ended(line, found))
    tree, _ = attendee(line, found)
    return tree


def _ended(line: Words, found: Findings) -> Words:
    words = line.strip()
    return words if words.text.endswith("...)") else found.trimmed(words)


def _aside(words: Words, fields: dict[str, Tree], found: Findings) -> tuple[Words, bool]:
    """Take the brackets at the end of a line: who chairs, who is left out, or a note."""
    match = _ASIDE.search(words.text)
    if match is None or not match["inside"].strip():
        return words, False
    inside = words[match.start("inside") : match.end("inside")].strip()
    folded = fold(inside.text)
    chairs = bool(_CHAIRS.search(folded)) and not _MANY.match(inside.text) and "truong hop" not in folded
    if chairs:
        fields["role_text"] = certain(inside)
    elif folded.startswith("tru "):
        fields["excluding"] = certain(inside[4:])
        found.form_only(inside[:4])
    elif folded.startswith("truong hop"):
        fields["fallback"] = certain(inside)
    elif folded.startswith("viet tat la "):
        fields["abbreviation"] = certain(inside[12:])
        found.form_only(inside[:12])
    elif re.match(r"(?:giao|de nghi) .* moi", folded):
        fields["invited_by"] = certain(inside)
    else:
        return words, False
    found.form_only(words[match.start() : match.start("inside")], words[match.end("inside") : match.end()])
    return words[: match.start()].strip(), chairs


def _person(words: Words, person: re.Match[str], found: Findings) -> dict[str, Tree]:
    fields: dict[str, Tree] = {
        "honorific": certain(words[: person.end("honorific")].strip()),
        "name": certain(words[person.start("name") : person.end("name")]),
    }
    rest = words[person.end() :]
    stripped = rest.strip(",-–: ")
    lead = rest.text.find(stripped.text) if stripped else len(rest.text)
    found.form_only(rest[:lead], rest[lead + len(stripped.text) :])
    titles = found.parted(stripped, _NEXT_TITLE)
    if titles:
        several = any(fold(title.text).startswith(("dong chi", "ong ", "ba ")) for title in titles)
        fields["titles"] = [
            review(title, "several-people") if several else certain(title) for title in titles
        ]
    return fields
