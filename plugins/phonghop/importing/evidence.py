"""A second cue for what one cue told: whether words can be wholly read as what their field holds.

A heading, bullet or column says into which field a line goes. That alone is weak evidence, so a field stays certain only if its words are of its kind and
nothing is left over: a person is an honorific and a name with posts, an office or place is nouns of such names, a task begins with its one verb, a step of a
programme with a word for one. A kind of field for which nothing is said here is never certain. What the readers themselves took by position alone they name
in `Findings.doubt`. Nothing is read here, and no field changes what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import (
    CLOCK_LINE,
    DANGLING,
    HONORIFIC,
    LABEL,
    MEETS,
    PERSON,
    PLACE_NOUN,
    POST,
    STEP,
    UNIT,
    UPPER,
    VERB,
    begins_as_who,
    is_usual,
)
from phonghop.importing.phrases import left_over
from phonghop.importing.structure import MARKER
from phonghop.importing.words import COLUMN, JOINING, Source, Tree, Value, Words, doubted, values
from phonghop.model.scalars import tells_password
from phonghop.text.folding import fold

_LONG = 160
"""Characters that no name of an office or a person has, however long."""
_OTHER = re.compile(
    rf"[();:@]|\d\s?(?:giờ|h)\b|\d{{1,2}}:\d\d|\d/\d|\bngày \d|\d\s?(?:đồng|đ)\b|(?<![{UPPER}])[.!?]\s+[{UPPER}]|{HONORIFIC}"
    r"|\b(?i:đề nghị|yêu cầu|vui lòng|lưu ý|có mặt|mang theo|gửi|nếu|trừ|kèm theo|đính kèm|phụ lục|hoặc|trước khi|sau khi)\b"
    r"|\s(?:trình bày|báo cáo|chủ trì|điều hành|thực hiện|phụ trách)$"
)
"""What a sentence of one thing does not hold: asides, hours, dates, sums, addresses, persons, requests, conditions, who does it."""
_PLACED = re.compile(rf"\s(?:tại|ở)\s|,\s+(?:{PLACE_NOUN}|xã\s|phường\s)")
_JOINED = re.compile(r"(?:,|\s(?:và|rồi|để|đồng thời))\s")
_BOTH_OFFICES = re.compile(rf"\s(?:và|cùng)\s+(?={UNIT.pattern[1:]})|,\s+[{UPPER}]")
_TITLE = re.compile(
    r"(?:quyen |nguyen )?(?:(?:\w+ )?uy vien|bi thu|pho |chu |giam doc|tong |truong|chanh|thu truong|bo truong|vien truong|cuc truong|vu truong|hieu truong|hieu pho|dai |thuong |thanh vien"
    r"|chi huy|tham phan|kiem sat|ke toan|chuyen |giang vien|giao vien|thu |trung |thieu |pgs|ts|gs|bac si|can bo|doi truong|to truong|lanh dao)"
)
_WHERE = re.compile(rf"{PLACE_NOUN}|(?i:số \d|đường |phường |xã |thôn |ấp )")
_BARE = re.compile(r"(?i:lãnh đạo|đại biểu|đại diện|khách mời|thành viên|học viên)")
_AS_ABOVE = re.compile(
    r"Như (?:trên|kính gửi|thành phần(?: mời| dự| trên)?|điều \d+)|Lưu(?: tại)?:? [^;:]{2,40}", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?i:(?:kính )?mời|đồng|chủ (?:trì|tọa)|tại|điểm cầu|hội nghị|cuộc họp|phiên họp|buổi họp|dự|và|chỉ đạo|phát biểu|,|tổ trưởng|\s)+"
)
_DONE_BY = re.compile(
    r"\b(?:gui|nop|bao cao|hoan thanh|dang ky|xac nhan|trinh|xong|chuan bi|tong hop|cung cap|phan hoi|thong bao|lap|tham muu|bo tri|cu|ra soat|de xuat|cap nhat)\b"
)
_INVITES = re.compile(r"\b(?:mời|triệu tập|tổ chức|thông báo|dự|đề nghị|yêu cầu)\b")
_CITES = re.compile(
    r"(?:Bộ luật|Luật|Điều lệ|Quy chế|Nghị quyết|Chương trình|Kế hoạch|Chỉ thị)\s(?P<name>[^.;:]{5,120})$"
)
_PROSE = re.compile(rf"(?!Theo\s|Căn cứ\s|Thực hiện\s)[{UPPER}].*[.:;,/!]")
_POINT = re.compile(r"^[Đđ]iểm cầu(?: tại)?\s")
_TWO_CITED = re.compile(r"[;:]|\bsố\s\d|\b(?:mời|triệu tập|tổ chức (?:cuộc )?họp)\b")
_CONDITION = re.compile(r"(?i:\b(?:nếu|vắng|liên hệ|báo cho|gửi|đăng ký|xác nhận|mang theo)\b)|\d|:\s")
_YEARS = re.compile(r"\b(?:năm|lần thứ|khóa|tháng|quý|số)\s[\w/-]+(?:\s[-–]\s\d{4})?")
_CLOTHES = re.compile(
    r"\b(?:ao|quan|comple|dong phuc|quan phuc|cong so|lich su|giay|ca vat|le phuc|tong mau|trang phuc)\b"
)
_CUT = re.compile(rf"{COLUMN}|\b(?:và|của|cho|với|do|theo|các|về|trong|hoặc|tại|để|qua|bằng|là)$|[-–,]$")
_ROW = re.compile(r"\s*\d{1,2}\s{3,}")
_CHANGES = re.compile(
    r"\b(?:dinh chinh|dieu chinh|thay (?:the|cho|doi|vi)|da (?:moi|thong bao)|gia han|chuyen (?:lich|ngay|dia diem))\b"
)
"""Words of a subject or opening that changes another letter, so that an hour or place in it may be the former one."""
_MOVES = re.compile(
    r"(?<!nếu có )(?<!nếu )(?<!thay )\b(?:(?:thay đổi|dời|đổi|lùi|chuyển|điều chỉnh) (?:thời gian|lịch|ngày họp|giờ họp|địa điểm)|(?:thời gian|địa điểm|lịch)(?: họp)? mới"
    r"|thay (?:thế|cho) (?:giấy|thư mời|thông báo|công văn|lịch|thời gian|\d)|hoãn (?:cuộc|hội|buổi|họp|lịch|phiên|tổ chức)|đính chính)\b",
    re.IGNORECASE,
)
"""The same anywhere in a letter."""


def _is_who(text: str) -> bool:
    parts = re.split(r";\s+", text)
    several = re.findall(HONORIFIC, re.sub(r"(?i:các đồng chí|ông/bà|ông \(bà\))", "", text))[1:]
    return not several and all(
        begins_as_who(part) and not left_over(part) and not _BARE.fullmatch(part) for part in parts
    )


def _is_one(text: str) -> bool:
    return _is_who(text) and len(text) < _LONG and not re.search(r";|\b(?:chủ trì|chủ tọa)\b", text)


def _is_recipient(text: str) -> bool:
    is_name = text[:1].isupper() and len(text) < _LONG and not left_over(text)
    return is_name or bool(_AS_ABOVE.fullmatch(text))


def _is_office(text: str) -> bool:
    return bool(UNIT.match(text)) and not (
        left_over(text) or PERSON.match(text) or _BOTH_OFFICES.search(text)
    )


def _is_title(text: str) -> bool:
    is_post = _TITLE.match(fold(text)) and not re.search(rf"\s-\s|{HONORIFIC}", text)
    return bool(is_post) and not left_over(text)


def _is_place(text: str) -> bool:
    return bool(_WHERE.match(text)) and not left_over(text, is_place=True)


def _is_step(text: str) -> bool:
    return bool(STEP.match(text)) and not (_OTHER.search(text) or _PLACED.search(text))


def _is_action(text: str) -> bool:
    text = f" {text[:1].lower()}{text[1:]}"
    verb = VERB.match(text)
    joined = (VERB.match(f" {text[match.end() :]}") for match in _JOINED.finditer(text))
    return verb is not None and not (_OTHER.search(text[verb.end() :]) or any(joined))


def _is_citation(text: str) -> bool:
    match = _CITES.match(text)
    return match is not None and not left_over(match["name"])


_WHOLE = (
    *("number", "symbol", "date", "letter.place", "type_name", "basis_verb", "basis.kind", "purpose", "authority", "name", "honorific", "phone", "url"),
    *("links.label", "time", "until", "sessions", "deadline", "deadlines.at", "duration", "minutes", "footnotes.text"),
)  # fmt: skip
"""Fields whose words are matched whole where they are read."""
_SECOND: dict[str, Callable[[str], bool]] = (
    dict.fromkeys(_WHOLE, bool)
    | dict.fromkeys(("attendees", "attendees.text", "members", "members.text", "excluding"), _is_who)
    | dict.fromkeys(("chair", "chair.text", "presenter", "addressees", "decided_by"), _is_one)
    | dict.fromkeys(("recipients", "recipients.text", "basis.issuer"), _is_recipient)
    | dict.fromkeys(("venue", "venue.name", "venue.address"), _is_place)
    | dict.fromkeys(("topics", "agenda", "agenda.title", "items", "items.title"), _is_step)
    | dict.fromkeys(("agenda.venue", "items.venue"), lambda text: _is_place(text) and not UNIT.match(text))
    | dict.fromkeys(("actions", "actions.text"), _is_action)
    | dict.fromkeys(("notes.label", "sections.heading"), is_usual)
    | {
        "title": lambda text: (
            bool(MEETS.search(fold(text)) or STEP.match(text)) and not _CONDITION.search(_YEARS.sub("", text))
        ),
        "titles": _is_title,
        "units": _is_office,
        "basis.text": _is_citation,
        "role_text": lambda text: bool(_ROLE.fullmatch(text)),
        "points.name": lambda text: not left_over(_POINT.sub("", text), is_place=True),
        "letter.subject": lambda text: bool(MEETS.search(fold(text))) and not re.match(HONORIFIC, text),
        "letter.opening": lambda text: bool(_INVITES.search(text) and _PROSE.fullmatch(text)),
        "letter.closing": lambda text: not _CONDITION.search(text),
        "signature.post": lambda text: bool(POST.match(text)) and not left_over(text),
        "basis.about": lambda text: len(text) < _LONG and not _TWO_CITED.search(text),
        "dress": lambda text: bool(_CLOTHES.search(fold(text))) and not _OTHER.search(text),
    }
)
"""By the end of a field's path: what its words must be."""
_HEADS = ("title", "titles", "text", "what", "name", "issuer", "units")
"""Which part of a record the others depend on: hours on what happens then, a name on the posts behind it."""


def weigh(found: Findings, source: Source) -> None:
    """Leave only those fields of `found` certain for which a second cue speaks."""
    found.fields = {name: _weighed(tree, (name,), found, source) for name, tree in found.fields.items()}
    sessions, points = found.fields.get("sessions"), found.fields.get("points")
    if isinstance(sessions, list) and len(sessions) > 1:
        found.fields["sessions"] = doubted(sessions, "one-cue")
        if not _in_one_list(sessions, source):
            points = sessions
    if points:
        # A label names place and people once; of which session or point they are, it does not say.
        found.fields["_room"] = doubted(found.fields.get("_room", {}), "one-cue")
    if _MOVES.search(" ".join(source.lines)) or any(
        isinstance(part, Value) and _CHANGES.search(fold(part.text))
        for part in map(found.letter.get, ("subject", "type_name", "opening"))
    ):
        found.fields |= {
            name: doubted(found.fields[name], "status")
            for name in ("sessions", "_room")
            if name in found.fields
        }
    found.letter = {
        name: _weighed(tree, ("letter", name), found, source) for name, tree in found.letter.items()
    }


def _in_one_list(sessions: Sequence[Tree], source: Source) -> bool:
    """Return whether sessions stand one below the other and none tells a place, people or more of its own, so that those named apart are of all."""
    own = {"venue", "attendees", "chair", "points", "notes"}
    if any(isinstance(session, dict) and not own.isdisjoint(session) for session in sessions):
        return False
    lines = {n for _, value in values([*sessions]) for n in source.numbers(value.source)}
    between = range(min(lines, default=0), max(lines, default=0) + 1)
    return all(n in lines or not source.lines[n - 1].strip() for n in between)


def _weighed(tree: Tree, path: tuple[str, ...], found: Findings, source: Source) -> Tree:
    if isinstance(tree, list):
        return [_weighed(part, path, found, source) for part in tree]
    if isinstance(tree, dict):
        record = {key: _weighed(part, (*path, key), found, source) for key, part in tree.items()}
        return record if path[-1] in ("points", "_room", "contacts", "signature") else _weighed_record(record)
    if tells_password(tree.text):
        return replace(tree, state="review", why="password")
    if tree.state == "review" or not tree.words:
        return tree
    second = _SECOND.get(".".join(path[-2:])) or _SECOND.get(path[-1])
    is_prose = path == ("letter", "opening")
    is_set = path[0] == "letter" and path[1] not in ("addressees", "recipients", "opening")
    is_open = not (is_set or is_prose) and _is_open(tree.words, source)
    is_whole = is_set or not (is_open or _is_run_on(tree.words, is_prose=is_prose))
    is_sure = is_whole and second is not None and second(tree.words.text) and not _CUT.search(tree.words.text)
    is_sure = is_sure and found.doubtful.isdisjoint(tree.words.places)
    return tree if is_sure else replace(tree, state="review", why="one-cue")


def _weighed_record(record: dict[str, Tree]) -> dict[str, Tree]:
    """Doubt what depends on a part of the same record that is to be reviewed, and a deadline by which nothing is done."""
    heads = [record[key] for key in _HEADS if key in record]
    is_doubted = any(
        isinstance(part, Value) and part.state == "review" and part.why != "year"
        for head in heads
        for part in (head if isinstance(head, list) else [head])
    )
    text = record.get("text") or record.get("what")
    if (record.get("deadline") or record.get("at")) and isinstance(text, Value):
        is_doubted = is_doubted or not _DONE_BY.search(fold(text.text))
    if not is_doubted:
        return record
    # Whom one reaches does not depend on how the sentence around the number is read.
    return {key: part if key == "contacts" else doubted(part, "one-cue") for key, part in record.items()}


def _is_run_on(words: Words, *, is_prose: bool) -> bool:
    """Return whether lines were joined of which the next begins like a new one."""
    return any(
        place == JOINING
        and words.text[n + 1 : n + 2].isupper()
        and not (DANGLING.search(words.text[:n]) or (is_prose and words.text[:n].endswith((".", ":", ";"))))
        for n, place in enumerate(words.places)
    )


def _is_open(words: Words, source: Source) -> bool:
    """Return whether the next line may go on with these words: no sign ends theirs, and no marker, label or hour begins the next."""
    n = source.number(max(words.places))
    after = source.text[max(words.places) + 1 :].partition("\n")[0]
    following = source.lines[n] if n < len(source.lines) else ""
    is_ended = bool(after.strip()) and not re.match(COLUMN, after)
    return (
        not is_ended
        and following.strip() != ""
        and not any(rule.match(following) for rule in (MARKER, LABEL, CLOCK_LINE, _ROW))
    )
