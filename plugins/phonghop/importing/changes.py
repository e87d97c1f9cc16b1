"""What a notice changes: that a meeting is moved, put off or called off, from when and where, why, and what stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

from phonghop.importing import sentences, times
from phonghop.importing.findings import Findings
from phonghop.importing.paragraphs import Body
from phonghop.importing.structure import Node
from phonghop.importing.words import COLUMN, Tree, Value, Words, concluded, join, review, tidy
from phonghop.text.folding import fold

_STATES = (
    (
        "cancelled",
        r"khong (?:to chuc|hop|tien hanh|dien ra)|huy (?:bo )?(?:hoi nghi|cuoc hop|giay moi|buoi|lich)|bai bo",
    ),
    ("postponed", r"hoan|tam (?:hoan|dung)|lui\b(?! (?:thoi gian|lich) (?:hop )?(?:den|sang))"),
    (
        "moved",
        r"thay doi (?:thoi gian|lich|ngay|dia diem)|doi (?:thoi gian|lich|ngay|dia diem)|(?:doi|lui|chuyen|dieu chinh) (?:thoi gian|lich|ngay|dia diem)",
    ),
)
_OLD = re.compile(r"^(?:da moi|cu|truoc day|lich cu|theo giay moi|thoi gian cu|da thong bao|ban dau)")
_NEW = re.compile(r"^(?:nay|moi|thay doi|dieu chinh|lich moi|sua)")
_REASON = re.compile(
    r"(?:^|[,;.]\s+|\s)(?P<lead>[Dd]o|[Vv]ì(?:\s+lý do)?|[Ll]ý do:?|[Nn]guyên nhân:?)\s+(?P<reason>(?!đồng chí|ông|bà)[^,.;:]{6,160})"
)
_REMAINS = re.compile(
    r"\b(?:giu nguyen|khong thay doi|van (?:duoc |con |co )?(?:gia tri|hieu luc|su dung|dung duoc)|(?:con|tiep tuc co) (?:gia tri|hieu luc))\b"
)


def state_of(found: Findings, opening: Sequence[Words]) -> str:
    """Return whether a letter moves, puts off or calls off a meeting; empty for an invitation."""
    subject = found.letter.get("subject")
    kind = found.letter.get("kind")
    name = found.letter.get("type_name")
    told = [fold(part.text)[:80] for part in (subject, name) if isinstance(part, Value)]
    if isinstance(kind, Value) and kind.text in ("thong-bao", "cong-van"):
        told += [fold(words.text)[:240] for words in opening]
    return next(
        (name for text in told for name, pattern in _STATES if re.search(rf"\b(?:{pattern})\b", text)), ""
    )


def read_table(lines: Sequence[Words], body: Body) -> list[Words]:
    """Take a table of old and new hours and places, side by side; return the other lines."""
    for n, line in enumerate(lines):
        heads = line.split(COLUMN)
        folded = [fold(cell.text).strip(" .:") for cell in heads]
        if len(heads) in (2, 3) and _OLD.match(folded[-2]) and _NEW.match(folded[-1]):
            rows, end = _rows(lines, n + 1)
            if rows:
                body.found.form_only(line)
                for label, old, new in rows:
                    _take_row(body, label, old, new)
                return [*lines[:n], *lines[end:]]
    return [*lines]


def _rows(lines: Sequence[Words], n: int) -> tuple[list[tuple[Words, Words, Words]], int]:
    rows: list[tuple[Words, Words, Words]] = []
    while n < len(lines) and lines[n].text.strip():
        cells = lines[n].split(COLUMN)
        if len(cells) == 3:
            rows.append((cells[0], cells[1], cells[2]))
        elif len(cells) == 2 and rows and lines[n].text.startswith(" "):
            label, old, new = rows[-1]
            rows[-1] = (label, join((old, cells[0])), join((new, cells[1])))
        else:
            break
        n += 1
    return rows, n


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


def former_apart(body: Body, label: Words, words: Words, name: str) -> Words:
    """Return the new hour or place that a paragraph of a notice tells; take the former one, if it tells one, into what was.

    Args:
        body: what has been read so far.
        label: the paragraph's label.
        words: what follows it.
        name: "sessions" or "venue".
    """
    match = _INSTEAD.search(words.text)
    if _FORMER_LABEL.search(fold(label.text).strip(" :")):
        old, new, lead = words, Words(), Words()
    elif match:
        old, new = words[match.start("old") : match.end("old")], words[: match.start()]
        lead = words[match.start() : match.start("old")]
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
    body.found.form_only(lead, words[match.end("old") :] if match else Words())
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
    told = [words for words in (*body.opening, *found.told()) if _REASON.search(words.text)]
    reason = _REASON.search(told[0].text) if told else None
    if reason:
        status["reason"] = concluded(f"{reason['lead'].lower()} {tidy(reason['reason'])}", told[0], "status")
    remains = [
        sentence
        for words in (*body.opening, *found.told())
        for sentence in sentences.sentences(words)
        if _REMAINS.search(fold(sentence.text))
    ]
    if remains:
        status["remains"] = review(join(remains), "status")
        stays = {sentence.places for sentence in remains}
        found.notes[:] = [note for note in found.notes if not _is_all_of(note, stays)]
    if state == "moved":
        status["was"] = body.was or {"sessions": [Value("…")]}
    elif body.opening and not reason:
        status["notice"] = concluded(tidy(body.opening[0].text), body.opening[0], "status")
    found.fields["status"] = status


def _is_all_of(note: Tree, stays: set[tuple[int, ...]]) -> bool:
    text = note.get("text") if isinstance(note, dict) else note
    return isinstance(text, Value) and all(part.places in stays for part in sentences.sentences(text.words))
