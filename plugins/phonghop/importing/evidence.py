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
    VERB,
    begins_as_who,
)
from phonghop.importing.words import COLUMN, JOINING, Tree, Value, Words, doubted
from phonghop.model.scalars import tells_password
from phonghop.text.folding import fold

_ASKED = re.compile(
    r"\b(?i:đề nghị|yêu cầu|vui lòng|lưu ý|giữ nguyên|có mặt|mang|không (?:phải|mời|dự|thay|kể)|(?:đến|tới|về) dự|báo cáo(?! viên)|gửi|nếu|vắng|cho đến khi|trừ"
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
_BOTH_OFFICES = re.compile(rf"\s(?:và|cùng)\s+(?={UNIT.pattern[1:]})|,\s+[{UPPER}]")
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
_NAMED_TOPIC = re.compile(r"(?i:công tác|kế hoạch|tình hình|báo cáo)")
_WHEN = re.compile(
    r"^(?:Sau (?:khi|phần|đó)|Trước khi|Tiếp theo|(?:Buổi |Phiên )?(?:[Ss]áng|[Cc]hiều|[Tt]ối)\b|Ngày\b|Từ \d)"
)
"""How a line begins that tells when something is done."""
_CONDITION = re.compile(r"\b(?:dự|nơi|nếu|thì|trường hợp|khi|cử|giao|vì|riêng|chỉ|chuẩn bị)\b")
_CITED = re.compile(r"^(?:Theo|Căn cứ|Thực hiện)\s|\d/\d{4}")
_CONDITION_OF_COMING = re.compile(r"\b(?:[Nn]ếu|vắng|liên hệ|báo cho|gửi|đăng ký|xác nhận|mang theo)\b|\d")
_LONG = 160
"""Characters that no name of an office or a person has, however long."""
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
_DATED = re.compile(r"\b(?:ngày|trước) \d|\d/\d")
_COST = re.compile(r"\d\s?(?:đồng|đ)\b")
_PLACED = re.compile(rf",\s+(?:tại\s+)?{PLACE_NOUN}")
_SEVERAL_DONE = re.compile(rf";\s|[^.;]\.\s+[{UPPER}]")
_BARE = re.compile(r"Lãnh đạo|Đại biểu|Đại diện|Khách mời|Thành viên|Học viên")
_DOES = re.compile(
    r"\b(?i:phát biểu|báo cáo|trình bày|thảo luận|tham luận|ký|trao|bầu|làm việc|điều hành|biểu diễn|kết luận|tiếp thu|giải trình|góp ý|thông qua|họp|nghị|hội thảo|đại hội|lễ)\b"
)
_CHAIRS = re.compile(r"^(?:Mời|Kính mời)\s|\b(?:chủ trì|chủ tọa|điều hành)\b")
_CUT = re.compile(rf"{COLUMN}|\b(?:và|của|cho|với|do|theo|các|về|trong|hoặc|tại|để|qua|bằng|là)$")
_BOTH_CITED = re.compile(r"(?:^|\s)và\s+(?:[^,;]{3,30}\s)?số\s\d|\bsố\s.*\bsố\s\d")
_REPLACES = re.compile(
    r"\b(?:dinh chinh|dieu chinh|thay (?:the|cho|doi|vi)|da (?:moi|thong bao)|gia han|chuyen (?:lich|ngay|dia diem))\b"
)
"""Words of a letter that changes another, so that an hour or place in it may be the former one."""
_NAMED_BY = 45
"""Characters of the longest label before a colon."""
_NOT_WHO = re.compile(
    r"(?:(?:cac|mot so|toan the) (?:noi dung|tai lieu|van ban|van de|bao cao|nhiem vu|cong viec|hoat dong|y kien|thong tin)|(?:tong )?so (?:luong|dai bieu|nguoi|dien thoai)|bo tri|ban hanh|chi (?:phi|tiet)|co (?:mat|the|so vat)|gom\b|hoi (?:nghi|thao|thi|dien)|dai hoi|cuoc hop|phien|buoi|le (?!tan))"
)
"""How a line begins that looks like one of people and is none, folded."""
_WRAPPED_ON = ("subject", "opening", "closing", "after_closing", "signature", "sections")
"""Parts of a letter that are set in several lines as a rule."""


def _is_who(words: Words) -> bool:
    asides = "".join(_ASIDE.findall(words.text))
    return not (_ASKED.search(asides) or _CONDITION.search(asides)) and all(
        _reads_as_who(part) for part in re.split(r";\s+", _ASIDE.sub("", words.text))
    )


def _reads_as_who(text: str) -> bool:
    if (
        _names_other(text)
        or text.endswith(":")
        or _BARE.fullmatch(text)
        or _CHAIRS.search(text)
        or _NOT_WHO.match(fold(text))
    ):
        return False
    group, colon, members = text.partition(": ")
    if colon and not (begins_as_who(members) or re.search(r"\b[Cc]ác(?:\s\w+){1,3}$", group)):
        return False
    return begins_as_who(group)


def _names_other(text: str) -> bool:
    return any(rule.search(text) for rule in (_ASKED, _SENTENCES, _CLOCK, _ADDRESS, _TWO))


def _is_addressee(words: Words) -> bool:
    text = _ASIDE.sub("", words.text)
    return len(text) < _LONG and not (
        _CITED.search(text)
        or _names_other(text)
        or ";" in text
        or (_SEVERAL.search(text) and not PERSON.match(text))
    )


def _is_recipient(words: Words) -> bool:
    text = words.text
    return len(text) < _LONG and not (
        _ADDRESS.search(text) or _CLOCK.search(text) or text.endswith(":") or ";" in text
    )


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
    return not (
        any(rule.search(text) for rule in (_NO_TOPIC, _LISTED, _ADDRESS, _SENTENCES, _CLOCK, _WHEN))
        or (re.search(HONORIFIC, text) or (_is_place(words) and not _NAMED_TOPIC.match(text)))
    )


def _is_entry(words: Words) -> bool:
    return _is_step(words) and not _SERIES.search(words.text)


def _is_step(words: Words) -> bool:
    text = words.text
    is_who = begins_as_who(text) and not _DOES.search(text)
    return _is_topic(words) and not (text[:1].islower() or _PLACED.search(text) or is_who)


def _is_action(words: Words) -> bool:
    text = words.text
    return bool(VERB.match(f" {text[:1].lower()}{text[1:]}")) and not any(
        rule.search(text) for rule in (_ADDRESS, _SENTENCES, _CLOCK, _DATED, _SEVERAL_DONE)
    )


def _is_note(words: Words) -> bool:
    text = words.text
    return not (
        PERSON.search(text) or any(rule.search(text) for rule in (_ADDRESS, _CLOCK, _DATED, _LISTED, _COST))
    )


def _is_office(words: Words) -> bool:
    text = words.text
    is_person = PERSON.match(text) or text.endswith((":", ",")) or ": " in text or _BOTH_OFFICES.search(text)
    return bool(UNIT.match(text)) and not is_person


def _is_title(words: Words) -> bool:
    text = words.text
    return bool(_TITLE.match(fold(text))) and not (
        _ASKED.search(text) or ";" in text or " - " in text or re.search(HONORIFIC, text)
    )


def _is_post(words: Words) -> bool:
    return bool(POST.match(words.text))


def _is_citation(words: Words) -> bool:
    return bool(_RESTS_ON.search(words.text)) and not (
        _INVITES.search(words.text) or _BOTH_CITED.search(words.text)
    )


def _is_issuer(words: Words) -> bool:
    return not (_INVITES.search(words.text) or _BOTH_CITED.search(words.text) or words.text.endswith(":"))


def _is_opening(words: Words) -> bool:
    text = words.text
    first = next((text[:n] for n, place in enumerate(words.places) if place == JOINING), text)
    return text[:1].isupper() and first.endswith((".", ":", ";", ",")) and not _CITED.match(text)


def _is_closing(words: Words) -> bool:
    return not _CONDITION_OF_COMING.search(words.text)


def _is_label(words: Words) -> bool:
    return len(words.text) < _NAMED_BY and not _ADDRESS.search(words.text)


_SECOND: dict[str, Callable[[Words], bool]] = {
    "attendees": _is_who, "attendees.text": _is_who, "attendees.members": _is_who, "chair": _is_chair, "chair.text": _is_chair, "presenter": _is_who,
    "addressees": _is_addressee, "recipients": _is_recipient, "recipients.text": _is_recipient, "letter.subject": _is_subject, "letter.opening": _is_opening, "letter.closing": _is_closing, "attendees.titles": _is_title, "chair.titles": _is_title,
    "venue": _is_place, "venue.name": _is_place,
    "topics": _is_topic, "agenda": _is_entry, "title": _is_topic, "agenda.title": _is_step, "items.title": _is_step,
    "units": _is_office, "actions": _is_action, "actions.text": _is_action, "notes": _is_note, "notes.text": _is_note, "basis.issuer": _is_issuer, "basis.about": _is_issuer, "signature.post": _is_post, "basis.text": _is_citation, "notes.label": _is_label,
}  # fmt: skip
"""By the end of a field's path: what its words must read as."""


def weigh(found: Findings) -> None:
    """Leave only those fields of `found` certain for which a second cue speaks."""
    found.fields = {name: _weighed(tree, (name,), found.doubtful) for name, tree in found.fields.items()}
    sessions, points = found.fields.get("sessions"), found.fields.get("points")
    if isinstance(sessions, list) and len(sessions) > 1:
        found.fields["sessions"] = doubted(sessions, "one-cue")
    if (isinstance(sessions, list) and len(sessions) > 1) or points:
        # A label names place and people once; of which session or point they are, it does not say.
        found.fields["_room"] = doubted(found.fields.get("_room", {}), "one-cue")
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
    is_whole = path[0] == "letter" and path[1] in _WRAPPED_ON
    is_one = is_whole or not (_is_run_on(tree.words) or _CUT.search(tree.words.text))
    is_sure = is_one and (second is None or second(tree.words)) and doubtful.isdisjoint(tree.words.places)
    return tree if is_sure else replace(tree, state="review", why="one-cue")


def _weighed_record(record: dict[str, Tree]) -> dict[str, Tree]:
    """Doubt what depends on a part of the same record: hours on what happens then, a deadline on what is to be done by it."""
    title, text, label = record.get("title"), record.get("text") or record.get("what"), record.get("label")
    if isinstance(label, Value) and label.words and isinstance(text, Value) and text.state == "review":
        record["label"] = doubted(label, text.why)
    if any(
        isinstance(part, Value) and part.why == "one-cue" for part in (title, record.get("deadline") and text)
    ):
        return {key: doubted(part, "one-cue") for key, part in record.items()}
    due = record.get("deadline") or record.get("at")
    if isinstance(due, Value) and isinstance(text, Value):
        folded = fold(text.text)
        if not _DONE_BY.search(folded) or _COUNTED_UNTIL.search(text.text):
            return {key: doubted(part, "one-cue") for key, part in record.items()}
    return record


def _is_run_on(words: Words) -> bool:
    """Return whether lines were joined of which the next begins like a new one."""
    return any(
        place == JOINING and words.text[n + 1 : n + 2].isupper() and not DANGLING.search(words.text[:n])
        for n, place in enumerate(words.places)
    )
