"""What a letter tells without a heading for it: what the meeting is called, its form, whether it was moved, how sections are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import MEETS, TYPES, UPPER, begins_as_who, is_capitals
from phonghop.importing.phrases import left_over
from phonghop.importing.structure import BULLETS, Node
from phonghop.importing.words import State, Value, Words, concluded, doubted, join, tidy
from phonghop.text.folding import fold
from phonghop.text.runs import with_capital

_EVENT = re.compile(
    r"(?:\b(?:tham dự|dự|tổ chức|triệu tập):?\s+)(?P<event>(?:[Hh]ội (?:nghị|thảo|chẩn|thao|diễn|trại)|[Gg]ặp mặt|[Đđ]ối thoại|cuộc họp|[Hh]ọp|[Kk]ỳ họp|Lễ|Chương trình|[Pp]hiên họp|Đại hội"
    r"|[Bb]uổi|[Ll]ớp|Ngày hội|Tọa đàm|[Ss]inh hoạt|[Đ]ại hội đồng|[Hh]ội thi|[Kk]hai giảng|[Gg]iao ban|[Tt]iệc|[Tt]ập huấn|[Ll]àm việc|[Ll]ễ)\b.*?)(?=\s+(?:theo hình thức|trực tuyến|trực tiếp|vào\s|tại\s|như sau|từ điểm cầu|do\s+(?:TS|PGS|GS|ThS|BS|ông|bà|đồng chí)\b)|,\s*(?:cụ thể|như sau|trong)|[.:;]|$)"
)
_NAMED = re.compile(
    r"(?i:hội nghị|hội thảo|cuộc họp|họp|kỳ họp|lễ|phiên họp|phiên giải trình|đại hội|tọa đàm|sinh hoạt|giao ban|tập huấn|lớp)\s(?:(?!\d\s?(?:giờ|h)\b)[^:;()])+$"
)
"""What a subject says that names a meeting and nothing else."""
_NAME = 3
"""Blanks in the name of a meeting at least: "cuộc họp" is none."""
_FORM_WORDS = re.compile(
    r"\s(?:theo hình thức\s)?(?:trực tiếp(?:\skết hợp(?:\svới)?\strực tuyến)?|trực tuyến)(?:\stoàn quốc)?(?=\s|$|[.,;:])"
)
_CHANGE = re.compile(
    r"^(?:(?:(?:thay đổi|điều chỉnh|dời|lùi|chuyển)\s+(?:thời gian|lịch|ngày|địa điểm)(?:,\s*(?:địa điểm)?|\s+và\s+(?:địa điểm)?)?\s*)+(?:tổ chức)?|(?:tạm\s+)?hoãn|không tổ chức|hủy)\s+",
    re.IGNORECASE,
)
_SUBJECT_LEAD = re.compile(
    r"^(?:về\s+(?:việc\s+)?)?(?:mời\s+)?(?:(?:tham\s+(?:gia|dự)|dự)\s+)?(?:(?:triệu tập|tổ chức)\s+)?",
    re.IGNORECASE,
)
_INVITER = re.compile(
    rf"^(?!Kính |Trân |Xin |Theo |Căn cứ |Thực hiện )(?P<inviter>[{UPPER}][^,;.:()]{{3,60}}?)\s+(?:(?:thông báo|xây dựng kế hoạch|tham mưu)\s+(?:và\s+)?)?(?:trân trọng\s+|xin\s+)?(?:kính\s+)?(?:mời|triệu tập|tổ chức|thông báo|yêu cầu tham dự)\b"
)
_SCOPE = re.compile(
    r"(?P<scope>(?:từ điểm cầu|từ Trung ương|tại các điểm cầu)[^;.:]*?)(?=[;.:]|$|,?\s+(?:cụ thể|như sau))"
)


def read_numbering(nodes: Sequence[Node], found: Findings) -> None:
    """Tell how the letter numbers its sections; leave sections out whose order the model cannot tell.

    A section is certain as long as nothing is left over: each heading of the first rank above it is one, and they count from one on.
    """
    sections = found.letter.get("sections")
    if not isinstance(sections, list):
        return
    ranked = [node for node in nodes if node.style not in ("", *BULLETS)]
    heads = [node for node in ranked if node.key]
    for section in [
        section for section in sections if isinstance(section, dict) and "content" not in section
    ]:
        sections.remove(section)
        if isinstance(section["heading"], Value):
            found.form_only(section["heading"].words)
    below = {child.style for node in heads for child in node.below}
    first = heads[0] if heads else None
    if first is None:
        return
    style = {
        "roman": "roman-dash" if first.marker.text[-1] in "-–" else "roman",
        "decimal": "decimal",
        "star": "numbered-dash" if "decimal" in below else "stars",
    }.get(first.style)
    is_counted = _is_counted(nodes, ranked)
    headings = [section.get("heading") if isinstance(section, dict) else None for section in sections]
    in_order = takewhile(
        lambda pair: isinstance(pair[1], Value) and pair[1].words.places == pair[0].label.places,
        zip(ranked, headings, strict=False),
    )
    sure = len([*in_order]) if is_counted else 0
    sections[sure:] = [doubted(section, "position") for section in sections[sure:]]
    if style:
        is_sure = is_counted and (first.style == "star" or first.marker.text[-1] in ".-–")
        state: State = "certain" if is_sure else "review"
        found.letter["numbering"] = concluded(style, first.marker, "" if is_sure else "position", state)


def _is_counted(nodes: Sequence[Node], ranked: Sequence[Node]) -> bool:
    """Return whether the headings of the first rank count from one on, all with one sign, and no line between them may be one more."""
    signs = [re.sub(r"\w", "", node.marker.text) for node in ranked]
    counts = [node.marker.text.strip(signs[0]) for node in ranked]
    others = [node for node in nodes[: nodes.index(ranked[-1])] if not node.style]
    return (
        len({*signs}) == 1
        and counts in ([str(n) for n, _ in enumerate(ranked, 1)], _ROMAN[: len(ranked)], [""] * len(ranked))
        and not any(is_capitals(node.label.text) for node in others)
    )


_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()


def read_title(opening: Words, found: Findings) -> None:
    """Conclude what the meeting is called from the subject, the sentence that invites, or the document it rests on, where no label says it."""
    if "title" in found.fields:
        return
    subject = found.letter.get("subject")
    event = _EVENT.search(_FORM_WORDS.sub("", opening.text))
    cited = _invited(found)
    name, topics = found.letter.get("type_name"), found.fields.get("topics")
    if isinstance(name, Value) and fold(name.text).startswith("lich "):
        found.fields["title"] = concluded(name.text, name.source, "title")
    elif isinstance(subject, Value):
        words, seen = tidy(subject.text), subject.source
        lead = _SUBJECT_LEAD.match(words)
        whole = with_capital(words[lead.end() if lead else 0 :])
        title = with_capital(_CHANGE.sub("", whole))
        # Two sources that agree are certain, and a subject that names a meeting and nothing else where the letter has no other name for it.
        told = tidy(event["event"]) if event else ""
        agrees = told != "" and fold(told).startswith(fold(title))
        is_named = bool(_NAMED.match(title)) and title == whole and told.count(" ") < _NAME
        if told and not agrees and (_adds(told, title) or not MEETS.search(fold(title))):
            title, is_named = with_capital(told), False
            seen = join((seen, opening))
        is_sure = (agrees or is_named) and title.count(" ") >= _NAME
        found.fields["title"] = concluded(title, seen, "title", "certain" if is_sure else "review")
    elif cited:
        found.fields["title"] = concluded(tidy(cited.text), cited, "title")
    elif event and event["event"].count(" ") > 2:
        title = tidy(event["event"])
        found.fields["title"] = concluded(with_capital(title), opening, "title")
    elif isinstance(name, Value) and (named := _named(name.text)):
        found.fields["title"] = concluded(named, name.source, "title")
    elif isinstance(topics, list) and len(topics) == 1 and isinstance(topic := topics[0], Value):
        found.fields["title"] = concluded(with_capital(topic.text), topic.source, "title")


def _named(type_name: str) -> str:
    """Return what a line in capitals names besides the type of the letter: "THÔNG BÁO HOÃN CUỘC HỌP HỘI ĐỒNG QUẢN TRỊ"."""
    folded = fold(type_name)
    kind = next((kind for kind in sorted(TYPES, key=len, reverse=True) if folded.startswith(f"{kind} ")), "")
    rest = " ".join(type_name.split()[kind.count(" ") + 1 :]).lower() if kind else ""
    event = _CHANGE.sub("", _SUBJECT_LEAD.sub("", rest, count=1))
    return with_capital(event) if event.count(" ") > 2 else ""


def _adds(event: str, title: str) -> bool:
    """Return whether the sentence that invites says all that the subject does, and more."""
    return set(fold(title).split()) < set(fold(event).replace(",", "").split())


def _invited(found: Findings) -> Words:
    """Return the event that a document of the basis invites to."""
    basis = found.letter.get("basis", [])
    for document in basis if isinstance(basis, list) else ():
        about = document.get("about") if isinstance(document, dict) else None
        if isinstance(about, Value) and (match := re.search(r"mời (?:tham )?dự (?P<event>.+)$", about.text)):
            return about.words[match.start("event") :]
    return Words()


_ONLY_FORM = re.compile(r"(?i:họp |tổ chức )?(?i:trực tiếp(?: kết hợp(?: với)? trực tuyến)?|trực tuyến)[.;]?")


_BOTH = re.compile(
    r"truc tiep(?: va)? ket hop(?: voi)? truc tuyen|truc tiep (?:va|hoac) truc tuyen|ket hop(?: voi)? (?:hinh thuc )?truc tuyen"
    r"|truc tuyen(?: va)? (?:ket hop(?: voi)? |va )truc tiep"
)


def read_form(opening: Words, forms: Sequence[Words], found: Findings) -> None:
    """Conclude from the sentence that invites who does, in which form, and how far it reaches."""
    seen = join([opening, *forms])
    folded = fold(seen.text)
    kinds = []
    rest = _BOTH.sub("", folded)
    if rest != folded:
        kinds.append("hybrid")
    if re.search(r"\btruc tuyen\b", rest):
        kinds.append("online")
    if re.search(r"hinh thuc truc tiep\b", rest):
        kinds.append("in-person")
    if kinds:
        is_whole = len(kinds) == 1 and any(_ONLY_FORM.fullmatch(form.text) for form in forms)
        found.fields["form"] = concluded(kinds[0], seen, "form", "certain" if is_whole else "review")
    if match := _INVITER.match(opening.text):
        inviter = tidy(match["inviter"])
        is_who = begins_as_who(inviter) and not left_over(inviter)
        found.fields["inviter"] = concluded(inviter, opening, "inviter", "certain" if is_who else "review")
    if match := _SCOPE.search(opening.text):
        found.fields["scope"] = concluded(tidy(match["scope"]), opening, "scope")
