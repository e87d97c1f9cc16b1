"""A second cue for what one cue told: whether words read as what their field holds.

A heading, bullet or column says into which field a line goes. That alone is weak evidence: lines under a heading of people may ask for something, a
label of a place may be followed by a condition. So a field stays certain only if its own words read as a person, a place, a topic, an office; what the
readers themselves took by position alone they name in `Findings.doubt`. Nothing is read here, and no field changes what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import (
    DANGLING,
    HONORIFIC,
    LABEL,
    MEETS,
    PERSON,
    PLACE_NOUN,
    POST,
    UNIT,
    UPPER,
    begins_as_who,
)
from phonghop.importing.words import JOINING, Tree, Value, Words, doubted
from phonghop.model.scalars import tells_password
from phonghop.text.folding import fold

_ASKED = re.compile(
    r"\b(?i:đề nghị|yêu cầu|vui lòng|lưu ý|giữ nguyên|có mặt|mang|không (?:phải|mời|dự|thay|kể)|(?:đến|tới|về) dự|báo cáo(?! viên)|gửi|nếu|vắng|cho đến khi"
    r"|(?:trân trọng|kính) mời|chuẩn bị|đăng ký|như (?:trên|cũ)|kèm theo|đính kèm|gửi kèm|xem phụ lục|trước (?:\d|ngày|giờ))\b|\b(?<!viên )dự khuyết\b|\b(?:sẽ|hãy|phải|cần)\b"
)
"""Words of a line that asks for something or sets a condition."""
_SENTENCES = re.compile(rf"(?<![{UPPER}])(?<!\b\w)(?<!TP)(?<!ThS)(?<!PGS)[.!?]\s+[{UPPER}]|[!?]\s")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_CLOCK = re.compile(r"\d\s?(?:giờ|h)\s?\d|\d{1,2}:\d\d")
_ADDRESS = re.compile(r"https?://|@")
_TWO = re.compile(rf"(?:{HONORIFIC}|ThS|TS|BS\w*|KS)\b.*\s(?:và|cùng)\s+(?:{HONORIFIC}|ThS|TS|BS\w*|KS)\b")
_SEVERAL = re.compile(
    r"(?:,|\s(?:và|cùng))\s+(?:Trưởng|Giám đốc|Chủ tịch|Hiệu trưởng|Chánh|Bí thư|Thủ trưởng|Viện trưởng|Cục trưởng)\b"
)
_BOTH_OFFICES = re.compile(rf"\s(?:và|cùng)\s+(?={UNIT.pattern[1:]})")
_BRANCH = re.compile(
    r",[^,]*\stại\s|\b(?:hoặc|nếu|sau (?:lễ|đó|khi|phần)|trước khi|di chuyển|qua (?:Zoom|mạng|phần mềm)|đồng thời|dự kiến|dành cho|thông báo sau|giữ nguyên|như cũ|chuyển sang|[Bb]uổi|[Pp]hiên"
    rf"|sáng|chiều|tối)\b|;\s|\s(?:và|cùng)\s+(?={PLACE_NOUN})"
)
"""Words of a place that is not one, or not for all."""
_WHERE = re.compile(
    rf"(?:[Tt]ại\s+)?(?:{PLACE_NOUN}|(?i:số \d|đường |phường |xã |thôn |ấp ))|[^\d.;:]{{3,60}},\s+(?i:số|đường|phường|xã|tầng|thôn|bến)\b"
)
_NO_TOPIC = re.compile(
    r"^(?:Đề nghị|Yêu cầu|Lưu ý|Mời|Kính mời|Trân trọng|Đại biểu|Tài liệu|Không |Có |Hạn )|\b(?i:đề nghị|vui lòng|gửi (?:trước|về|kèm)|mang theo|kèm theo|đính kèm|phụ lục)\b"
)
_SERIES = re.compile(r"^[^,]{3,40},[^,]{3,40},?\s[^,]*và\s")
"""A line that lists several things in one breath."""
_LISTED = re.compile(r"(?:^|[;.]\s*)\(?\d{1,2}[).]\s")
_TITLE = re.compile(
    r"(?:quyen |nguyen )?(?:(?:\w+ )?uy vien|bi thu|pho |chu |giam doc|tong |truong|chanh|thu truong|bo truong|vien truong|cuc truong|vu truong|hieu truong|hieu pho|dai |thuong |thanh vien"
    r"|chi huy|tham phan|kiem sat|ke toan|chuyen |giang vien|giao vien|thu |trung |thieu |pgs|ts|gs|bac si|dong chu|can bo|doi truong|to truong|nha |phu trach|lanh dao|quan doc|quan ly)"
)
_DONE_BY = re.compile(
    r"\b(?:gui|nop|bao cao|hoan thanh|dang ky|xac nhan|trinh|xong|chuan bi|tong hop|cung cap|phan hoi|thong bao|lap|in|tham muu|bo tri|cu|ra soat|de xuat|cap nhat|moi|hop|lam|thuc hien)\b"
)
_COUNTED_UNTIL = re.compile(r"\b(?:tính|số liệu|phát sinh|ban hành|kể từ|thực hiện)(?: đến| tính)*$")
_RESTS_ON = re.compile(
    r"\d|Luật|Điều lệ|Quy chế|Quy định|Nghị quyết|Hiến pháp|Pháp lệnh|Chương trình|Kế hoạch|Công văn|Chỉ thị|Hướng dẫn|Nghị định|Thông tư|ý kiến|chỉ đạo|đồng ý|Lịch",
    re.IGNORECASE,
)
_INVITES = re.compile(r"\b(?:mời|triệu tập|tổ chức (?:cuộc )?họp)\b")
_REPLACES = re.compile(
    r"\b(?:dinh chinh|dieu chinh|thay (?:the|cho|doi|vi)|da (?:moi|thong bao)|gia han|chuyen (?:lich|ngay|dia diem))\b"
)
"""Words of a letter that changes another, so that an hour or place in it may be the former one."""
_NAMED_BY = 45
"""Characters of the longest label before a colon."""


def _is_who(words: Words) -> bool:
    return all(_reads_as_who(part) for part in re.split(r";\s+", _ASIDE.sub("", words.text)))


def _reads_as_who(text: str) -> bool:
    if _names_other(text):
        return False
    group, colon, members = text.partition(": ")
    if colon and not (begins_as_who(members) or re.search(r"\b[Cc]ác(?:\s\w+){1,3}$", group)):
        return False
    return begins_as_who(group)


def _names_other(text: str) -> bool:
    return any(rule.search(text) for rule in (_ASKED, _SENTENCES, _CLOCK, _ADDRESS, _TWO))


def _is_addressee(words: Words) -> bool:
    text = _ASIDE.sub("", words.text)
    return not (_names_other(text) or ";" in text or (_SEVERAL.search(text) and not PERSON.match(text)))


def _is_recipient(words: Words) -> bool:
    return not (_ADDRESS.search(words.text) or _CLOCK.search(words.text) or _is_run_on(words))


def _is_chair(words: Words) -> bool:
    return (
        _is_who(words)
        and ";" not in words.text
        and ": " not in words.text
        and len(re.findall(HONORIFIC, words.text)) < 2
    )


def _is_subject(words: Words) -> bool:
    return bool(MEETS.search(fold(words.text))) and not re.match(HONORIFIC, words.text)


def _is_place(words: Words) -> bool:
    text = words.text
    return (
        bool(_WHERE.match(text))
        and not any(rule.search(text) for rule in (_BRANCH, _CLOCK, _ADDRESS))
        and not LABEL.match(text)
    )


def _is_topic(words: Words) -> bool:
    text = words.text
    return not any(rule.search(text) for rule in (_NO_TOPIC, _LISTED, _ADDRESS, _SENTENCES))


def _is_entry(words: Words) -> bool:
    return _is_topic(words) and not _SERIES.search(words.text)


def _is_step(words: Words) -> bool:
    return _is_topic(words) and not (words.text[:1].islower() or PERSON.match(words.text))


def _is_office(words: Words) -> bool:
    text = words.text
    is_person = PERSON.match(text) or text.endswith((":", ",")) or ": " in text or _BOTH_OFFICES.search(text)
    return bool(UNIT.match(text)) and not is_person


def _is_title(words: Words) -> bool:
    text = words.text
    return bool(_TITLE.match(fold(text))) and not (
        _ASKED.search(text) or ";" in text or re.search(HONORIFIC, text)
    )


def _is_post(words: Words) -> bool:
    return bool(POST.match(words.text))


def _is_citation(words: Words) -> bool:
    return bool(_RESTS_ON.search(words.text)) and not _INVITES.search(words.text)


def _is_label(words: Words) -> bool:
    return len(words.text) < _NAMED_BY and not _ADDRESS.search(words.text)


_SECOND: dict[str, Callable[[Words], bool]] = {
    "attendees": _is_who, "attendees.text": _is_who, "attendees.members": _is_who, "chair": _is_chair, "chair.text": _is_chair, "presenter": _is_who,
    "addressees": _is_addressee, "recipients": _is_recipient, "recipients.text": _is_recipient, "letter.subject": _is_subject, "attendees.titles": _is_title, "chair.titles": _is_title,
    "venue": _is_place, "venue.name": _is_place,
    "topics": _is_topic, "agenda": _is_entry, "title": _is_topic, "agenda.title": _is_step, "items.title": _is_step,
    "units": _is_office, "signature.post": _is_post, "basis.text": _is_citation, "notes.label": _is_label,
}  # fmt: skip
"""By the end of a field's path: what its words must read as."""


def weigh(found: Findings) -> None:
    """Leave only those fields of `found` certain for which a second cue speaks."""
    found.fields = {name: _weighed(tree, (name,), found.doubtful) for name, tree in found.fields.items()}
    sessions = found.fields.get("sessions")
    if (
        isinstance(sessions, list)
        and sum(isinstance(one, Value) and one.state == "certain" for one in sessions) > 1
    ):
        found.fields["sessions"] = [_doubted(one) for one in sessions]
    if any(
        isinstance(part, Value) and _REPLACES.search(fold(part.text))
        for part in map(found.letter.get, ("subject", "type_name", "opening"))
    ):
        found.fields |= {
            name: doubted(found.fields[name], "status")
            for name in ("sessions", "_room")
            if name in found.fields
        }
    found.letter = {
        name: _weighed(tree, ("letter", name), found.doubtful) for name, tree in found.letter.items()
    }


def _weighed(tree: Tree, path: tuple[str, ...], doubtful: set[int]) -> Tree:
    if isinstance(tree, list):
        return [_weighed(part, path, doubtful) for part in tree]
    if isinstance(tree, dict):
        record = {key: _weighed(part, (*path, key), doubtful) for key, part in tree.items()}
        return _weighed_record(record)
    if tells_password(tree.text):
        return replace(tree, state="review", why="password")
    if tree.state == "review" or not tree.words:
        return tree
    name = ".".join(path[-2:])
    second = _SECOND.get(name) or (_SECOND.get(path[-1]) if path[0] != "letter" or len(path) == 2 else None)
    is_sure = (second is None or (second(tree.words) and not _is_run_on(tree.words))) and doubtful.isdisjoint(
        tree.words.places
    )
    return tree if is_sure else replace(tree, state="review", why="one-cue")


def _weighed_record(record: dict[str, Tree]) -> dict[str, Tree]:
    """Doubt what depends on a part of the same record: hours on what happens then, a deadline on what is to be done by it."""
    title, text = record.get("title"), record.get("text") or record.get("what")
    if isinstance(title, Value) and title.why == "one-cue":
        return {key: _doubted(part) for key, part in record.items()}
    due = record.get("deadline") or record.get("at")
    if isinstance(due, Value) and isinstance(text, Value):
        folded = fold(text.text)
        if not _DONE_BY.search(folded) or _COUNTED_UNTIL.search(text.text):
            return {key: _doubted(part) for key, part in record.items()}
    return record


def _doubted(tree: Tree) -> Tree:
    if isinstance(tree, Value) and tree.state == "certain":
        return replace(tree, state="review", why="one-cue")
    return tree


def _is_run_on(words: Words) -> bool:
    """Return whether lines were joined of which the next begins like a new one."""
    return any(
        place == JOINING and words.text[n + 1 : n + 2].isupper() and not DANGLING.search(words.text[:n])
        for n, place in enumerate(words.places)
    )
