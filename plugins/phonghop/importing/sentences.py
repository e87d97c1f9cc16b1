"""What the sentences of a letter tell without a heading: places, hours, deadlines, links, what to bring, who is asked to come.

Everything concluded here is to be reviewed. A sentence goes into one field; what no rule knows stays with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from phonghop.importing import times
from phonghop.importing.lexicon import DEGREES, HONORIFIC, NAME, PLACE_NOUN, UPPER
from phonghop.importing.links import EMAIL
from phonghop.importing.words import Tree, Value, Words, concluded, join, review, tidy
from phonghop.text.folding import fold

_END = re.compile(r"(?<=[.;!?])\s+(?=\S)")
_SHORTENED = re.compile(
    rf"(?<!\w)(?:BSCK\w*|PGS|GS|TS|TSKH|ThS|Ths|BS|KS|CN|LS|TP|Tp|Th|Q|P|TT|VP|Đ/c|[{UPPER}])\.$"
)
"""What ends with a full stop that ends no sentence."""
_LETTERED = re.compile(
    r"\b(?:nhà|tòa|toà|dãy|khu|lô|phòng|sảnh|cổng|nhóm|tổ|lớp|khối|hội trường)\s\w\.$", re.IGNORECASE
)
"""What bears a letter for its name, which may well end a sentence."""
_HANDED = re.compile(r"\b(?:nop|gui|dang ky|nhan|lay|tai ve|lien he|xem|niem yet|dang tai|cong bo)\b")
_ON = r"(?:số|tầng|phường|xã|đường|phố|thôn|tỉnh|huyện|quận|thành phố|TP|khu|làng|tòa|phòng|nhà|ấp|khóm|tổ dân phố|thị trấn|bản|ngõ|trụ sở|cơ quan)"
PLACE = re.compile(
    r"\b(?:[Tt]ại:?|[Ởở](?=\s[a-zđ])|[Đđ]ịa điểm(?:\s(?:họp|tổ chức))?\s+(?:là|ở))\s+(?P<venue>"
    rf"(?:{PLACE_NOUN}|[{UPPER}]|phường|xã)"
    r"(?<!Giấy)(?<!Công văn)(?:[^.,;:!?()]|\([^()]*\)|(?<=P)\.(?=\s?\w)|(?<=TP)\.|\.(?=\d)"
    rf"|,(?=\s+(?:(?i:{_ON})\b|{PLACE_NOUN}|\d+\s[{UPPER}])))*?)"
    r"(?=[.;:!?]|\s*,?\s+(?:vào|từ\s+(?:\d|ngày|sáng|chiều)|lúc|để|do|với|trước|không muộn|chậm nhất|cụ thể|như sau|nhằm|kính|trân trọng|xin|mời"
    r"|bắt đầu|ngày\s+\d|chủ trì|dự(?!\s+(?:án|thảo|trữ))|tổ chức|triệu tập|thông báo)\b"
    rf"|,(?!\s+(?:(?i:{_ON})\b|{PLACE_NOUN}|\d+\s[{UPPER}]))|\s*$)"
)
_NO_PLACE = re.compile(
    r"^(?:Giấy mời|Công văn|Thông báo|Kế hoạch|Quyết định|Nghị|Luật|Điều|Khoản|Hội nghị|Chương trình|Phiên|Đại hội|Văn bản)"
)
_LEAD = 10
"""Characters before an hour with which a sentence of nothing else begins: "Lúc", "Vào hồi"."""
_LABEL = 60
"""Characters that the name of a session has at most."""
_ONLY_LEADS = re.compile(r"(?i:do\s.*|vì\s.*|nay\s.*|theo\s.*|vào|lúc|hồi|từ|bắt đầu|thời gian|\s|:)+")
_INVITED = re.compile(
    r"\b(?<!giấy )(?<!Giấy )(?:kính |xin )?mời\s+(?P<who>(?!số\b|họp|dự|tham|làm việc|tại\b)(?:[^.;:]|địa chỉ:){4,160}?)\s*,?\s+(?:đến |tới |về |cử (?:đại diện |lãnh đạo |cán bộ |\d+ )?[^.;:,]{0,30})?"
    r"(?:tham dự|dự|họp|tham gia|có mặt|làm việc|đến|tới|về|trực tiếp)\b"
)
_NOBODY = re.compile(
    r"^(?:quý (?:vị|khách|đại biểu|cơ quan|ông|bà|công ty|đơn vị|phụ huynh)|ông[,/ ]+bà|ông \(bà\)|bà con|anh[,/ ]+chị|anh chị em|các (?:đồng chí|đại biểu|vị|ông|bà)"
    r"|đồng chí|đại biểu|quý|các cơ quan|các đơn vị)$"
)
_CHAIRED = re.compile(
    rf"(?:(?:[Dd]o|[Dd]ưới sự chủ trì của)\s+)?(?P<who>(?:{HONORIFIC}|{DEGREES})\s?{NAME}(?:,\s[^.;:]{{3,80}}?|\s*\([^()]+\)|\s[-–]\s[^.;:]{{3,80}}?)?)\s*,?\s+(?:sẽ\s+)?chủ (?:trì|tọa)\b"
)
_CHAIR_IS = re.compile(
    rf"\b[Cc]hủ (?:trì|tọa)(?:\s+(?:hội nghị|cuộc họp|buổi \w+))?\s*(?:là|:)\s+(?P<who>(?:{HONORIFIC}|{DEGREES})\s?{NAME}(?:,\s[^.;:]{{3,80}}|\s[-–]\s[^.;:]{{3,80}})?)"
)
_OFFICE_CHAIRS = re.compile(
    rf"(?P<who>[{UPPER}][^.,;:]{{5,80}}?)\s+chủ (?:trì|tọa)(?:\s+(?:hội nghị|cuộc họp|buổi \w+))?\s*(?:[.;,]|$)"
)
_SESSION_WORDS = re.compile(
    r"\b(?:phien|buoi|le|hop|hoi nghi|khai mac|be mac|gap mat|tiec|lien hoan|khai giang|tiep xuc|dai hoi|hoi thao|sinh hoat|giao ban|chuong trinh|tong ket|tham quan|to chuc lai)\b"
)
_NO_SESSION = re.compile(
    r"\b(?:co mat|tap trung|xuat phat|nghi tai|dua don|thoi han|gui|dang ky|nop|phat hanh|dang tin|thay the|tai giay moi|da moi|in ngay)\b"
)
_TRIAL = re.compile(
    r"\b(?:kiem tra|chay thu|thu)\s+(?:\w+\s+){0,3}?(?:duong truyen|ky thuat|ket noi|tin hieu|thiet bi)"
)
_BRING = re.compile(
    r"^(?:(?:[Kk]hi (?:đến|đi)|[^.;:]{0,60}?)\s*,?\s+)?(?:đề nghị |vui lòng |xin |nhớ )?(?:[Mm]ang|[Đđ]em) theo\b"
)
_DRESS = re.compile(r"\b[Tt]rang phục\b|\b[Mm]ặc\s")
_COSTS = re.compile(
    r"\b(?:le phi|kinh phi|chi phi|tien an|tien nuoc|cong tac phi|phi tham du|dong gop|an nghi)\b"
)


def sentences(words: Words) -> tuple[Words, ...]:
    """Return the sentences of a paragraph, each with its end sign."""
    found, start = [], 0
    for match in _END.finditer(words.text):
        before = words.text[start : match.start()]
        if not _SHORTENED.search(before) or _LETTERED.search(before):
            found.append(words[start : match.start()].strip())
            start = match.end()
    return tuple(part for part in (*found, words[start:].strip()) if part)


def full_sentences(words: Words) -> list[Words]:
    """Return the sentences of a paragraph, those joined that a semicolon parts."""
    groups: list[list[Words]] = []
    for part in sentences(words):
        if groups and groups[-1][-1].text.endswith(";"):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [join(group) for group in groups]


def place(words: Words) -> Words:
    """Return the place that a sentence tells after "tại"; empty where it tells none."""
    for match in PLACE.finditer(words.text):
        if not _NO_PLACE.match(match["venue"]):
            return words[match.start("venue") : match.end("venue")]
    return Words()


def room(words: Words) -> Words:
    """Return the place that stands between commas without "tại"."""
    match = re.search(rf"(?:^|[,;]\s+|\d\s+)(?P<venue>{PLACE_NOUN}[^.;:]*?)(?=[.;:]|$)", words.text)
    return words[match.start("venue") : match.end("venue")] if match else Words()


def place_of_meeting(words: Words) -> Words:
    """Return the place that a sentence among others tells, unless it is one where something is handed in or found."""
    if _HANDED.search(fold(words.text)):
        return Words()
    room = re.match(rf"(?:[Tt]ại\s+)?(?P<venue>{PLACE_NOUN}[^.;:]{{3,80}})[.;]?$", words.text)
    return words[room.start("venue") : room.end("venue")] if room else place(words)


_LISTS = re.compile(
    r"^(?P<kind>Nội dung|Chương trình|Trình tự)(?:\s(?:cuộc họp|họp|hội nghị|buổi \w+|chính|làm việc|phiên họp|dự kiến)){0,2}\s*(?:gồm(?: có)?|bao gồm|là|:)\s*:?\s+(?P<what>[^.]+(?:\.(?=\S)[^.]*)*)\.?"
)


def listed(words: Words) -> tuple[str, tuple[Words, ...], Words]:
    """Return the field into which the list goes that a paragraph begins with, what it lists, and the sentences after it."""
    match = _LISTS.match(words.text)
    if match is None:
        return "", (), words
    name = "topics" if match["kind"] == "Nội dung" else "agenda"
    whole = words[match.start("what") : match.end("what")].strip(".;")
    is_cut = ";" in whole.text or name == "topics"
    return name, whole.split(r";\s+" if is_cut else r",\s+|\s+và\s+"), words[match.end() :].strip()


_THEN = re.compile(
    r"[,;]\s+(?:(?:và|đến|từ|lúc|khoảng)\s+)*(?=\d{1,2}\s?(?:giờ|h|g\d|:\d)|sau đó|tiếp (?:theo|đến)|cuối cùng|rồi\s)"
)


def course(words: Words) -> tuple[Words, ...]:
    """Return the steps of a meeting that one sentence tells: "8 giờ khai mạc, 8 giờ 15 nghe báo cáo, sau đó thảo luận"; empty for any other."""
    steps = words.strip(".;").split(_THEN.pattern)
    timed = [step for step in steps if times.clock_span(step.text) and not times.told_sessions(step, None)]
    return steps if len(timed) > 1 else ()


def invited(words: Words) -> Words:
    """Return who is invited by a sentence, if it names them."""
    match = _INVITED.search(words.text)
    if match is None or _NOBODY.match(tidy(match["who"]).lower()):
        return Words()
    return words[match.start("who") : match.end("who")].strip(",")


def chaired(words: Words) -> Words:
    """Return who chairs, from a sentence that says so."""
    match = _CHAIRED.search(words.text) or _CHAIR_IS.search(words.text)
    return words[match.start("who") : match.end("who")] if match else Words()


@dataclass(slots=True)
class Sorted:
    """Sentences of a paragraph by the field that they belong to; `rest` stays a note."""

    sessions: list[Tree]
    rehearsals: list[Tree]
    deadlines: list[Tree]
    fields: dict[str, Tree]
    rest: list[Words]
    form: list[Words]
    chair: Words = field(default_factory=Words)
    chair_sentence: Words = field(default_factory=Words)


def speaks_of_field(words: Words) -> bool:
    """Return whether a paragraph tells what to bring, to wear or to pay."""
    return bool(_BRING.search(words.text) or _DRESS.search(words.text) or _COSTS.search(fold(words.text)))


def tells_no_session(sentence: Words) -> bool:
    """Return whether the hour of a sentence is that of something beside the meeting: when to be there, to leave, to hand in."""
    return bool(_NO_SESSION.search(fold(sentence.text)))


def sort(paragraph: Words, year: int | None, taken: frozenset[str], former: Collection[str] = ()) -> Sorted:
    """Return the sentences of a paragraph by field; fields in `taken` are left as they are, and `former` hours are none of a session."""
    found = Sorted([], [], [], {}, [], [])
    open_name = ""
    for sentence in sentences(paragraph):
        known = set(found.fields)
        match = _OFFICE_CHAIRS.match(sentence.text) or _CHAIRED.fullmatch(sentence.text.rstrip(".;"))
        if match and not found.chair:
            found.chair, found.chair_sentence = sentence[match.start("who") : match.end("who")], sentence
        if _put(found, sentence, year, taken, former):
            open_name = next(iter(set(found.fields) - known), "")
        elif open_name and isinstance(value := found.fields[open_name], Value):
            # A part behind a semicolon goes on with what the part before it tells.
            start, end = (
                paragraph.places.index(words.places[n]) for words, n in ((value.words, 0), (sentence, -1))
            )
            found.fields[open_name] = review(paragraph[start : end + 1].strip(".;"), "sentence")
        else:
            found.rest.append(sentence)
        open_name = open_name if sentence.text.endswith(";") else ""
    return found


def _put(
    found: Sorted, sentence: Words, year: int | None, taken: frozenset[str], former: Collection[str]
) -> bool:
    folded = fold(sentence.text)
    readable = [
        (match, due)
        for match in times.DEADLINE.finditer(sentence.text)
        if (due := times.due(match["at"], year))
    ]
    if readable:
        at, due = readable[-1]
        found.form += [sentence[at.start() : at.start("at")], sentence[at.end("at") : at.end()]]
        what = sentence.without(at.start(), at.end()).strip(",;. ")
        deadline: dict[str, Tree] = {
            "what": review(what, "deadline-told", _cleaned(what.text))
            if what
            else concluded(tidy(sentence.text), sentence, "deadline-told"),
            "at": review(
                sentence[at.start("at") : at.end("at")],
                "deadline-told" if times.year_of(at["at"]) else "year",
                due,
            ),
        }
        if mail := EMAIL.search(sentence.text):
            deadline["to"] = concluded(mail[0], sentence, "deadline-told")
        found.deadlines.append(deadline)
        return True
    told = [one for one in times.told_sessions(sentence, year) if one.text not in former]
    if trial := rehearsal(sentence, year):
        found.rehearsals.append({**trial, "what": review(sentence.strip(".;"), "sentence")})
        return True
    is_session = _SESSION_WORDS.search(folded) or place(sentence) or (told and told[0].start < _LEAD)
    if told and is_session and not tells_no_session(sentence):
        found.sessions.append(session(sentence, told[0], found.form))
        found.sessions += [
            concluded(one.text, sentence, one.why) for one in told[1:] if one.why == "each-day"
        ]
        return True
    for name, rule, text in (
        ("bring", _BRING, sentence.text),
        ("dress", _DRESS, sentence.text),
        ("costs", _COSTS, folded),
    ):
        if rule.search(text) and name not in taken and name not in found.fields:
            found.fields[name] = review(sentence.strip(".;"), "sentence")
            return True
    return False


def rehearsal(words: Words, year: int | None) -> dict[str, Tree]:
    """Return when the equipment is tried and what is tried, where words tell a day for it; they keep their own field."""
    trial, told = _TRIAL.search(fold(words.text)), times.told_sessions(words, year)
    if not (trial and told):
        return {}
    what = words.text[slice(*trial.span())]
    return {
        "at": concluded(told[0].text, words, "sentence"),
        "what": concluded(tidy(what), words, "sentence"),
    }


def _cleaned(text: str) -> str:
    """Return what is left of a sentence without its deadline, without signs and words that led to it."""
    return re.sub(r"\s+(?:đến|là|vào|từ)$", "", re.sub(r"\s*[:,]\s*(?=[,;:])", "", tidy(text)))


_LEADING = re.compile(
    r"(?i:\b(?:vào|lúc|hồi|từ|bắt đầu|khai mạc|thời gian|địa điểm|tại|ở|ngày|diễn ra|được tổ chức|tổ chức)\b|\W)+"
)


def is_all(words: Words, *parts: Words) -> bool:
    """Return whether `parts` are all that `words` say, but for what leads to them."""
    own = {place for part in parts for place in part.places}
    rest = "".join(
        " " if place in own else sign for sign, place in zip(words.text, words.places, strict=True)
    )
    return not _LEADING.sub("", rest)


def session(sentence: Words, told: times.Told, form: list[Words]) -> Tree:
    """Return the session that a sentence tells; where it tells more than its fields hold, it stands in a note."""
    start = sentence[told.start : told.end]
    tree: dict[str, Tree] = {"start": concluded(told.text, sentence, told.why)}
    venue = place(sentence)
    if venue:
        tree["venue"] = concluded(tidy(venue.text), sentence, "sentence")
    label = sentence[: told.start].strip(" ,:;-–")
    if lead := re.search(r"(?:\s+(?:được|tổ chức|diễn ra|bắt đầu|vào|lúc|hồi|từ))+$", label.text):
        label = label[: lead.start()]
    if (
        label
        and not (venue and venue.text in label.text)
        and len(label.text) < _LABEL
        and not _ONLY_LEADS.fullmatch(label.text)
        and not re.search(r"[.;]", label.text)
    ):
        tree["label"] = concluded(tidy(label.text), sentence, "sentence")
    else:
        label = Words()
    if not is_all(sentence, start, venue, label):
        return {**tree, "notes": [review(sentence.strip(), "sentence")]}
    form.append(sentence)
    return tree
