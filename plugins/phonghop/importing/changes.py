"""What a notice changes: that a meeting is moved, put off or called off, from when and where, why, and what stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phonghop.importing import sentences, times
from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import PLACE_NOUN
from phonghop.importing.paragraphs import Body
from phonghop.importing.structure import Node
from phonghop.importing.words import COLUMN, NOTHING, Tree, Value, Words, concluded, join, review, tidy
from phonghop.text.folding import fold

_STATES = (
    (
        "cancelled",
        r"không (?:tổ chức|họp|tiến hành|diễn ra)|h(?:ủy|uỷ) (?:bỏ )?(?:hội nghị|cuộc họp|giấy mời|buổi|lịch)|bãi bỏ",
    ),
    ("postponed", r"hoãn|tạm dừng|lùi\b(?! (?:thời gian|lịch) (?:họp )?(?:đến|sang))"),
    ("moved", r"(?:thay đổi|dời|đổi|lùi|chuyển|điều chỉnh) (?:thời gian|lịch|ngày|địa điểm)"),
)
"""By state, the words for it, not folded: "hoàn thành" is none."""
_AGAIN = re.compile(
    r"(?i:thời gian|lịch)(?: \w+)? mới\b[^.;]*\d|\btổ chức lại\W+(?:vào\s|lúc\s|hồi\s|ngày\s|\d)[^.;]*\d|\b(?:sang|đến|tới)\s+(?:(?:lúc|vào|hồi)\s+)?"
    r"(?:\d{1,2}\s?(?:giờ|h|g|:)|(?:(?:buổi\s+)?(?:sáng|chiều|tối)\s+)?(?:(?:thứ\s+\w+|[Cc]hủ nhật),?\s+)?(?:ngày\s+)?\d{1,2}[/-])"
)
"""How a letter tells the new day of a meeting that it says to be put off."""
_RANGE = re.compile(r"\b[Tt]ừ\s[^.;,]{0,40}?\sđến\s+(?:hết\s+)?(?:ngày\s+)?\d[\d/:]*")
"""A stretch of hours or days, which ends with no new day."""
_MOVES = re.compile(
    r"\b(?:chuyển|dời|lùi|đổi|thay đổi|điều chỉnh|hoãn|thay (?:cho|vì)|trước đây|đã mời|đã (?:được )?thông báo|dự kiến)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\b(?:sang|đến|tới|thành|nay|thay bằng)\b")
_FOR = re.compile(r"\bthay (?:cho|vì|thế)\b|\btrước đây\b|\bđã mời\b")
"""What stands between two hours or places of which the first is the former one, or the second."""
_OLD = re.compile(
    r"^(?:da moi|cu|truoc day|lich cu|theo (?:giay moi|cong van|thong bao|ke hoach)|thoi gian cu|da thong bao|ban dau)"
)
_NEW = re.compile(r"^(?:nay|moi|thay doi|dieu chinh|lich moi|sua)")
_REASON = re.compile(
    r"(?:^|[,;.]\s+|\s)(?P<lead>[Dd]o|[Vv]ì(?:\s+lý do)?|[Ll]ý do:?|[Nn]guyên nhân:?)\s+(?P<reason>(?!đồng chí|ông|bà)[^,.;:]{6,160}?)(?=[,.;:]|\s(?:nên|vì (?:vậy|thế)|do đó)\s|$)"
)
_REMAINS = re.compile(
    r"\b(?:giu nguyen|khong thay doi|noi dung khac (?:\w+ ){0,4}theo|van (?:duoc |con |co )?(?:gia tri|hieu luc|su dung|dung duoc)|(?:con|tiep tuc co) (?:gia tri|hieu luc))\b"
)


def state_of(found: Findings, opening: Sequence[Words], nodes: Sequence[Node]) -> str:
    """Return whether a letter moves, puts off or calls off a meeting; empty for an invitation."""
    subject = found.letter.get("subject")
    kind = found.letter.get("kind")
    name = found.letter.get("type_name")
    told = [part.text.lower()[:80] for part in (subject, name) if isinstance(part, Value)]
    if isinstance(kind, Value) and kind.text in ("thong-bao", "cong-van"):
        told += [words.text.lower() for words in opening]
    state = next(
        (name for text in told for name, pattern in _STATES if re.search(rf"\b(?:{pattern})\b", text)), ""
    )
    body = [each.words.text for node in nodes for each in node.walk()]
    if not state and any(map(_IS_NEW.match, body)):
        return "moved"
    lines = (_RANGE.sub("", line) for line in (*(words.text for words in opening), *body))
    is_moved = state == "postponed" and any(map(_AGAIN.search, lines))
    return "moved" if is_moved else state


_IS_NEW = re.compile(
    r"(?:thời gian|ngày giờ|địa điểm|nơi họp)(?:[^:]{0,20}\s(?:mới|đã mời|cũ|trước đây)\s*:|[^:]{0,12}:.*\b(?:thay cho|thay vì|chuyển từ)\b)",
    re.IGNORECASE,
)
"""How a paragraph begins that tells the hour or place in another one's stead."""


def read_former(body: Body, nodes: Sequence[Node]) -> None:
    """Tell of the hours and places that one sentence of a notice names which are the former: those before "sang", those behind "thay cho"."""
    paragraphs = [*body.opening, *(each.words for node in nodes for each in node.walk())]
    for sentence in (part for words in paragraphs for part in sentences.sentences(words)):
        if not _MOVES.search(sentence.text):
            continue
        told = times.told_sessions(sentence, body.year)
        if len(told) > 1 and (old := _former(sentence.text, told[0], told[-1])):
            body.former.add(old.text)
            body.was.setdefault("sessions", [concluded(old.text, sentence, "status")])
        if not body.reason and (reason := _REASON.search(sentence.text)):
            body.reason = concluded(f"{reason['lead'].lower()} {tidy(reason['reason'])}", sentence, "status")
    told_before = [
        (sentence, one)
        for words in body.opening
        for sentence in sentences.sentences(words)
        for one in times.told_sessions(sentence, body.year)[:1]
        if _INVITED.search(sentence.text)
    ]
    all_told = {one.text for words in paragraphs for one in times.told_sessions(words, body.year)}
    if told_before and len(all_told) > 1 and not (body.is_put_off or body.was):
        sentence, one = told_before[0]
        body.former.add(one.text)
        body.was["sessions"] = [concluded(one.text, sentence, "status")]


_FROM_TO = re.compile(
    rf"(?:\btừ|(?:thay đổi|chuyển|đổi)\s+địa điểm[^.;]{{0,40}}?\stại)\s+(?P<old>{PLACE_NOUN}[^.;]*?),?\s+(?:sang|đến|về|thành)\s+(?P<new>{PLACE_NOUN}[^.;()]*?)(?=[.;(]|,\s+(?!tầng|số|đường|phường|xã|trụ sở)|$)"
)


_PLACE_TO = re.compile(
    rf"\b(?:(?:chuyển|dời|đổi)\s+(?:địa điểm|nơi|phòng)(?:\s+(?:họp|tổ chức))?|[Đđ]ịa điểm[^.;:]{{0,30}}?\s(?:chuyển|dời|đổi))\s+(?:sang|đến|về|tới|thành)\s+(?P<new>{PLACE_NOUN}[^.;()]*?)(?=[.;(]|$)"
)
_INVITED = re.compile(
    r"\b(?:[Gg]iấy|[Tt]hư|[Tt]hông báo|[Cc]ông văn|[Kk]ế hoạch)\s(?:mời\s)?số\b|\bdự kiến\b|\bđã (?:mời|thông báo)\b"
)
"""What a sentence names by which those addressed were invited before."""


def _former(text: str, first: times.Told, last: times.Told) -> times.Told | None:
    between = text[first.end : last.start]
    if _FOR.search(between):
        return last
    return first if _TO.search(between) or _MOVES.search(between) else None


def read_table(lines: Sequence[Words], body: Body) -> list[Words]:
    """Take a table of old and new hours and places, side by side; return the other lines."""
    for n, line in enumerate(lines):
        heads = _unnumbered(line)
        folded = [fold(cell.text).strip(" .:") for cell in heads]
        if len(heads) in (2, 3) and _OLD.match(folded[-2]) and _NEW.match(folded[-1]):
            rows, end = _rows(lines, n + 1)
            if rows:
                body.found.form_only(
                    line, *(row.split(COLUMN)[0] for row in lines[n + 1 : end] if _has_number(row))
                )
                for label, old, new in rows:
                    _take_row(body, label, old, new)
                return [*lines[:n], *lines[end:]]
    return [*lines]


def _rows(lines: Sequence[Words], n: int) -> tuple[list[tuple[Words, Words, Words]], int]:
    rows: list[tuple[Words, Words, Words]] = []
    while n < len(lines) and lines[n].text.strip():
        cells = _unnumbered(lines[n])
        if len(cells) == 3:
            rows.append((cells[0], cells[1], cells[2]))
        elif len(cells) == 2 and rows and lines[n].text.startswith(" "):
            label, old, new = rows[-1]
            rows[-1] = (label, join((old, cells[0])), join((new, cells[1])))
        else:
            break
        n += 1
    return rows, n


def _has_number(row: Words) -> bool:
    return bool(re.match(r"\s*(?i:stt|tt|số tt|\d{1,2}\.?)(?:\s{3,}|\s*\|)", row.text))


def _unnumbered(row: Words) -> tuple[Words, ...]:
    """Return the cells of a row but for its number."""
    return row.split(COLUMN)[_has_number(row) :]


def _take_row(body: Body, label: Words, old: Words, new: Words) -> None:
    about = fold(label.text)
    body.found.form_only(label)
    if "thoi gian" in about or "ngay" in about:
        for words, where in ((old, body.was), (new, None)):
            told = times.told_sessions(words, body.year)
            value = review(words, "table", told[0].text if told else None)
            if where is not None:
                where["sessions"] = [value] if told else []
                body.former |= {one.text for one in told}
            else:
                body.sessions.append(value)
    elif "dia diem" in about or "noi" in about:
        body.was["venue"] = review(old, "table")
        body.room["venue"] = review(new, "table")
    else:
        body.found.notes.append({"label": review(label, "table"), "text": review(join((old, new)), "table")})


_FORMER_LABEL = re.compile(r"\b(?:da moi|cu|truoc day|theo giay moi|da thong bao|ban dau)$")
_INSTEAD = re.compile(
    r"\s*[(,;]?\s*(?:thay cho|thay vì|trước đây là|đã mời là|thay thế cho)\s+(?P<old>[^()]+?)\)?\s*[.;]?$"
)
_FROM = re.compile(
    r"^(?:chuyển|dời|đổi|lùi|thay đổi|điều chỉnh)?[^.;]{0,20}?\btừ\s+(?P<old>.+?)\s+(?:sang|thành)\s+",
    re.IGNORECASE,
)


def former_apart(body: Body, label: Words, words: Words, name: str) -> Words:
    """Return the new hour or place that a paragraph of a notice tells; take the former one, if it tells one, into what was.

    Args:
        body: what has been read so far.
        label: the paragraph's label.
        words: what follows it.
        name: "sessions" or "venue".
    """
    match = _INSTEAD.search(words.text) or _FROM.match(words.text)
    form: tuple[Words, ...] = ()
    if _FORMER_LABEL.search(fold(label.text).strip(" :")):
        old, new = words, Words()
    elif match:
        old, new = (
            words[match.start("old") : match.end("old")],
            words[: match.start()] or words[match.end() :],
        )
        form = words[match.start() : match.start("old")], words[match.end("old") : match.end()]
    else:
        return words
    old = old.strip(".;")
    if name == "venue":
        body.was[name] = review(old, "status")
    elif told := times.told_sessions(old, body.year):
        body.was[name] = [review(old, "status", told[0].text)]
        body.former.add(told[0].text)
    else:
        return words
    body.found.form_only(*form)
    return new


def remains_of(node: Node) -> bool:
    """Return whether a paragraph says that something stays as it was."""
    return bool(_REMAINS.search(fold(" ".join(each.words.text for each in node.walk()))))


def read_change(body: Body, state: str) -> None:
    """Conclude from the sentences of a notice how it changes a meeting."""
    found, opening = body.found, join(body.opening)
    subject = found.letter.get("subject")
    seen = subject.source if isinstance(subject, Value) else opening
    status: dict[str, Tree] = {"state": concluded(state, seen, "status")}
    paragraphs = (*body.opening, *found.told())
    if "venue" not in body.was and (moves := [*filter(None, map(_place_moved, paragraphs))]):
        old, new = moves[0]
        before = (sentences.place(words) for words in body.opening if _INVITED.search(words.text))
        if old := old or next(filter(None, before), NOTHING):
            body.was["venue"] = concluded(tidy(old.text), old, "status")
        if not body.points:
            body.room.setdefault("venue", concluded(tidy(new.text), new, "status"))
    told = [words for words in paragraphs if _REASON.search(words.text)]
    if told and not body.reason and (reason := _REASON.search(told[0].text)):
        body.reason = concluded(f"{reason['lead'].lower()} {tidy(reason['reason'])}", told[0], "status")
    if body.reason:
        status["reason"] = body.reason
    remains = [
        sentence
        for words in paragraphs
        for sentence in sentences.sentences(words)
        if _REMAINS.search(fold(sentence.text))
    ]
    if remains:
        status["remains"] = review(join(remains), "status")
        stays = {sentence.places for sentence in remains}
        found.notes[:] = [note for note in found.notes if not _is_all_of(note, stays)]
    if state == "moved":
        status["was"] = body.was or {"sessions": [Value("…")]}
    elif body.opening and not body.reason:
        status["notice"] = concluded(tidy(body.opening[0].text), body.opening[0], "status")
    found.fields["status"] = status


def _place_moved(words: Words) -> tuple[Words, Words] | None:
    match = _FROM_TO.search(words.text) or _PLACE_TO.search(words.text)
    if match is None:
        return None
    old = words[match.start("old") : match.end("old")] if match.re is _FROM_TO else NOTHING
    return old, words[match.start("new") : match.end("new")]


def _is_all_of(note: Tree, stays: set[tuple[int, ...]]) -> bool:
    text = note.get("text") if isinstance(note, dict) else note
    return isinstance(text, Value) and all(part.places in stays for part in sentences.sentences(text.words))
