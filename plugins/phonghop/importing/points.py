"""Connection points: the heading that names one, its place, who chairs, who comes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phonghop.importing import people
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import PLACE_NOUN, begins_as_who
from phonghop.importing.sentences import sentences
from phonghop.importing.structure import BULLETS, Node
from phonghop.importing.words import Tree, Value, Words, certain, concluded, doubted, join, review, tidy
from phonghop.text.folding import fold
from phonghop.text.runs import with_capital

_HEADING = re.compile(
    r"^(?P<at>[Tt]ại\s+)?(?P<name>[Đđ]iểm cầu.*?)"
    r"(?P<open>\s*\(\s*(?:[Đđ]ịa điểm\s*:\s*)?)?(?(open)(?P<venue>[^()]*)(?P<close>\)))"
    r"(?P<comma>,\s*)?(?P<lead>(?<=,\s)[^,()]{0,20}kính mời)?(?P<end>\s*[:.]?)\s*$"
)
_INSIDE = re.compile(r"\s(?P<tai>tại)\s+(?=(?:Hội trường|Phòng|Trung tâm|Trụ sở|Nhà|Hội nghị|tầng)\b)")
_DECIDED = re.compile(r"^[Dd]o\s+(?P<who>.+?)\s+(?P<verb>bố trí|quyết định|sắp xếp)\.?$")
_AT = re.compile(r"^[Tt]ại\s+")
_ADDRESS = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<inside>[^()]+)\)$")
_STREET = re.compile(r"^(?:số \d|đường|phường|xã)", re.IGNORECASE)
_IS_PLACE = re.compile(
    rf"(?i:tại |do |số \d|đường |phường |xã )|{PLACE_NOUN}|hội trường|[^\d]*(?:tầng|trụ sở)\b"
)
"""How what stands in brackets behind the name of a point begins when it is its place."""
_MANY = re.compile(r"\b(?:cac (?!co quan)|cap xa|xa, phuong)")


def venue(words: Words, found: Findings) -> Tree:
    """Return a place: its name, its address where it stands in brackets, or who decides on it."""
    words = found.trimmed(words.strip())
    if match := _DECIDED.match(words.text):
        return {"decided_by": certain(found.inside(words, match, "who"))}
    if match := _AT.match(words.text):
        found.form_only(words[: match.end()])
        words = words[match.end() :]
    match = _ADDRESS.match(words.text)
    name, fields = words, {}
    if match:
        inside = words[match.start("inside") : match.end("inside")]
        if decided := _DECIDED.match(inside.text):
            fields = {"decided_by": certain(found.inside(inside, decided, "who"))}
        elif _STREET.match(inside.text):
            fields = {"address": certain(inside)}
        if fields:
            name = words[: match.end("name")]
            found.form_only(words[match.end("name") : match.start("inside")], words[match.end("inside") :])
    value = certain(name, with_capital(tidy(name.text)))
    return {"name": value, **fields} if fields else value


def merged(points: Sequence[Tree]) -> list[Tree]:
    """Return connection points, those of one name as one, and who comes to "the other points" with the only one that has nobody yet."""
    kept: list[dict[str, Tree]] = []
    for point in points:
        if not isinstance(point, dict) or not isinstance(name := point.get("name"), Value):
            continue
        open_ = [other for other in kept if "attendees" not in other]
        same = next((other for other in kept if _called(other) == _called(point)), None)
        if same is None and "con lai" in fold(name.text) and len(open_) == 1:
            same = open_[0]
        if same is None:
            kept.append(point)
            continue
        same |= {key: doubted(part, "position") for key, part in point.items() if key not in same}
    return [*kept]


def _called(point: dict[str, Tree]) -> str:
    name = point["name"]
    return fold(_AT.sub("", name.text)) if isinstance(name, Value) else ""


def read_point(node: Node, found: Findings) -> Tree:
    """Return the connection point whose heading `node` is."""
    point: dict[str, Tree] = _named(node.words, found)
    inline = point.pop("attendees", [])
    attendees: list[Tree] = [*inline] if isinstance(inline, list) else []
    for below in node.below:
        found.form_only(below.marker)
        _take(point, attendees, below, found)
    if attendees:
        point["attendees"] = attendees
    return point


AT_POINT = re.compile(r"^(?:[Tt]ại\s+)?(?P<name>[Đđ]iểm cầu[^:.;]{2,80}?):\s+(?=\S)")


def placed_point(words: Words) -> tuple[dict[str, Tree], Words]:
    """Return the point that a line under the places names, "Điểm cầu phường: Phòng họp A", and its place."""
    match = AT_POINT.match(words.text)
    assert match
    name = words[match.start("name") : match.end("name")]
    return {"name": review(name, "position")}, words[match.end() :].strip(".;")


def _named(words: Words, found: Findings) -> dict[str, Tree]:
    point: dict[str, Tree] = {}
    match = _HEADING.match(words.text)
    if match is None or ": " in match["name"]:
        return _inline(words, found)
    for part in ("at", "open", "close", "comma", "end"):
        if match[part]:
            found.form_only(words[match.start(part) : match.end(part)])
    name = words[match.start("name") : match.end("name")]
    inside = _INSIDE.search(name.text)
    if match["venue"] and match["venue"].lower().startswith("trừ "):
        point["excluding"] = review(words[match.start("venue") + 4 : match.end("venue")], "position")
        found.form_only(words[match.start("venue") : match.start("venue") + 4])
    elif match["venue"] and not _IS_PLACE.match(match["venue"]) and "ịa điểm" not in match["open"]:
        name = words[match.start("name") : match.end("close")]
        found.doubt(name)
    elif match["venue"]:
        point["venue"] = venue(words[match.start("venue") : match.end("venue")], found)
    elif inside and name.text[: inside.start()].count(" ") >= 2:
        point["venue"] = venue(name[inside.start("tai") :], found)
        name = name[: inside.start()]
    if match["lead"]:
        point["lead_in"] = certain(words[match.start("lead") : match.end("lead")])
    named: dict[str, Tree] = {"name": certain(name, with_capital(tidy(name.text)))}
    if _MANY.search(fold(name.text)) or re.search(r"\d+ điểm", name.text):
        named["kind"] = concluded("class", name, "class")
    return {**named, **point}


def _inline(words: Words, found: Findings) -> dict[str, Tree]:
    """Return a point whose people stand on the line of its heading: "Điểm cầu A (Hội trường B): Ban Giám đốc. Chủ trì: ông C."."""
    name, colon, rest = words, words.text.find(": "), Words()
    if colon > 0:
        name, rest = words[:colon], words[colon + 1 :].strip()
        found.form_only(words[colon : colon + 1])
    point: dict[str, Tree] = {"name": review(name, "position")}
    if colon > 0 and _HEADING.match(name.text):
        point = {key: doubted(part, "position") for key, part in _named(name, found).items()}
    seats, notes = seated(rest, found)
    point |= {key: part for key, part in seats.items() if key not in point}
    if notes:
        point["notes"] = [review(note, "position") for note in notes]
    return point


_SEAT = re.compile(
    r"^(?:(?P<chair>(?:[Nn]gười )?[Cc]hủ (?:trì|tọa)|[Đđ]iều hành)\s*:\s*|(?P<venue>[Đđ]ịa điểm|[Tt]ại|[Nn]ơi họp)\s*:\s*"
    r"|(?P<people>(?:[Tt]hành phần|[Đđ]ối tượng|[Gg]ồm|[Dd]ự)(?: (?:dự|tham dự|họp|mời))?\s*:\s*|(?:[Kk]ính |[Tt]rân trọng kính )?[Mm]ời\s*:?\s+|[Dd]ự\s+(?:có|gồm)\s+))"
)


def seated(words: Words, found: Findings) -> tuple[dict[str, Tree], list[Words]]:
    """Return who chairs, who comes and where, from the sentences of one paragraph, and the sentences that say something else."""
    seats: dict[str, Tree] = {}
    left: list[Words] = []
    attendees: list[Tree] = []
    goes_on = False
    for sentence in sentences(words):
        match = _SEAT.match(sentence.text)
        told = sentence[match.end() if match else 0 :].strip(".;")
        if match and match["chair"] and "chair" not in seats:
            seats["chair"] = people.chair(told, found)
        elif match and match["venue"] and "venue" not in seats:
            seats["venue"] = venue(told, found)
        elif match and match["people"]:
            attendees += [people.attendee(part, found)[0] for part in people.each(told)]
        elif "venue" not in seats and (
            room := re.match(rf"(?:[Tt]ại\s+)?{PLACE_NOUN}[^.;:]*[.;]?$", sentence.text)
        ):
            seats["venue"] = review(sentence[: room.end()].strip(".;"), "sentence")
        elif goes_on or not (seats or left or not begins_as_who(told.text)):
            attendees.append(people.attendee(told, found)[0])
        else:
            left.append(sentence)
            continue
        goes_on = bool(attendees) and sentence.text.endswith(";")
        found.form_only(sentence[: match.end() if match else 0], sentence[len(sentence.text.rstrip(".;")) :])
    if attendees:
        seats["attendees"] = attendees
    return seats, left


def _take(point: dict[str, Tree], attendees: list[Tree], node: Node, found: Findings) -> None:  # noqa: C901, PLR0912 a case for each kind of line
    key = node.key
    if key == "place" and "venue" not in point:
        found.form_only(node.label, node.colon)
        point["venue"] = venue(node.rest or join(below.words for below in node.below), found)
    elif key in ("people", "chair"):
        aside = re.match(r"^(?P<label>[^()]+?)\s*\(trừ (?P<who>[^()]+)\)$", node.label.text)
        if aside:
            point["excluding"] = certain(node.label[aside.start("who") : aside.end("who")])
            found.form_only(node.label[: aside.start("who")], node.label[aside.end("who") :], node.colon)
        else:
            found.form_only(node.label, node.colon)
        rest = node.rest
        if key == "chair" and rest and "chair" not in point:
            point["chair"] = people.chair(rest, found)
        elif rest and ";" in rest.text:
            point["layout"] = concluded("paragraph", rest, "", "certain")
            rest = _note(point, rest, found)
            if len(people.each(rest)) == 1:
                found.doubt(rest)
            for part in found.parted(rest, _PART_END):
                _attendee(point, attendees, part, found)
        elif rest:
            _attendee(point, attendees, rest, found)
        for below in node.below:
            found.form_only(below.marker)
            _attendee(point, attendees, below.words, found)
    elif node.style in BULLETS:
        _attendee(point, attendees, node.words, found)
        for below in node.below:
            found.form_only(below.marker)
            _attendee(point, attendees, below.words, found)
    else:
        notes = point.setdefault("notes", [])
        assert isinstance(notes, list)
        notes.append(review(node.words.strip(), "paragraph"))
        for below in node.below:
            _take(point, attendees, below, found)


_LONG_ASIDE = re.compile(r"\s*\((?P<inside>[^()]{60,})\)\s*[.;,]?\s*$")
_PART_END = r";\s+(?![^()]*\))|(?<=chủ trì\)),\s+|(?<=chủ trì Hội nghị\)),\s+"


def _note(point: dict[str, Tree], words: Words, found: Findings) -> Words:
    """Take a sentence in brackets at the end of a paragraph of people as a note of the point."""
    match = _LONG_ASIDE.search(words.text)
    if match is None:
        return words
    point["notes"] = [certain(found.inside(words, match, "inside"))]
    return words[: match.start()]


def _attendee(point: dict[str, Tree], attendees: list[Tree], words: Words, found: Findings) -> None:
    who, chairs = people.attendee(words, found)
    if chairs and "chair" not in point and not attendees:
        point["chair"] = who
    elif chairs and "chair" not in point and isinstance(who, dict):
        point["chair"] = {**who, "listed": concluded("last", words, "position")}
    else:
        attendees.append(who)
