"""What the form adds to a letter's words: the prefix of trích yếu, list marks, the end mark, how long names break."""

from __future__ import annotations

import re
from dataclasses import replace

from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.parts import Letter
from phonghop.paper.letters.profiles import PROFILES, Profile, TitleLine
from phonghop.text.region import speaking
from phonghop.text.runs import Run, Runs, ends_in_address
from phonghop.wording import say

_TYPED_MARK = re.compile(r"[\s;,.]+$")
_PROPER_NAME = re.compile(
    r"(?:THÀNH PHỐ|TỈNH|ĐẶC KHU|PHƯỜNG|(?<!HỢP TÁC )XÃ(?! HỘI)|KHU VỰC|HỌ|(?<=\S )CÔNG TY|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MẶT TRẬN TỔ QUỐC) \S.*$"
)
_KIND_OF_BODY = re.compile(
    r"(?:TỔNG )?CÔNG TY(?: (?:CỔ PHẦN|CP|TNHH|TRÁCH NHIỆM HỮU HẠN))?(?: (?:MTV|MỘT THÀNH VIÊN))?(?= \S)"
    r"|TRƯỜNG (?:ĐẠI HỌC|CAO ĐẲNG|TRUNG HỌC PHỔ THÔNG|TRUNG HỌC CƠ SỞ|TIỂU HỌC|CHÍNH TRỊ)(?= \S)"
    r"|(?:PHÓ )?TRƯỞNG (?:PHÒNG|BAN|KHOA)(?= \S)|(?:PHÓ )?(?:TỔNG )?GIÁM ĐỐC(?= \S)"
    r"|BỆNH VIỆN(?: ĐA KHOA| CHUYÊN KHOA)?(?= \S)|HỢP TÁC XÃ(?: NÔNG NGHIỆP)?(?= \S)|BAN TỔ CHỨC(?= \S)"
)
"""How names of bodies, and posts, begin that go on with what they are called or do."""
_COUNCIL = re.compile(r"(?:ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM) (?=\S)")
"""Bodies whose name is followed by their place, which is a line of its own on a letter."""


def profile_of(letter: Letter) -> Profile:
    """Return the measures that `letter` is set by, with the lines that its body writes in the right corner."""
    profile = PROFILES[letter.profile]
    if not letter.masthead:
        return profile
    face = profile.title[-1].face if profile.title else profile.issuer
    return replace(profile, title=tuple(TitleLine(line, face) for line in letter.masthead))


def in_form(letter: Letter) -> Letter:
    """Return `letter` with every word and mark as they are printed."""
    profile = profile_of(letter)
    body, closing = _ended(letter.body, letter.closing, profile.end_mark)
    return replace(
        letter,
        subject=_prefixed(letter, profile.subject_prefix),
        addressees=_listed_addressees(letter.addressees, profile.list_mark),
        recipients=_listed(letter.recipients, profile.list_mark),
        body=body,
        closing=closing,
    )


def salutation(letter: Letter) -> str:
    """Return the words before the addressees; those of a công điện name its sender."""
    with speaking(letter.language):
        return say("printed.wires", who=letter.sender) if letter.kind == "cong-dien" else say("printed.dear")


def recipients_title(letter: Letter) -> str:
    """Return the heading above the recipients (Nơi nhận)."""
    with speaking(letter.language):
        return say("printed.recipients")


def document_title(letter: Letter) -> str:
    """Return the title that viewers and screen readers give the document: "Công văn 1064-CV/TU: mời dự …"."""
    with speaking(letter.language):
        kind = letter.type_name.capitalize() or say("printed.official_letter")
    number = re.sub(r"^Số:?\s*", "", letter.number)
    words = f"{kind} {number}" if number[:1].isdigit() else kind
    return f"{words}: {' '.join(letter.subject)}" if letter.subject else words


def name_groups(line: str) -> tuple[str, ...]:
    """Return the parts of a body's name that stay on one line when the whole is too long for its column, or as the body breaks it.

    "THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH" breaks before the city, never inside its name; bodies that issue a letter together
    (liên tịch) break after the dash between them.
    """
    if "\n" in line:
        return tuple(line.splitlines())
    if " - " in line:
        *first, last = line.split(" - ")
        return tuple(g for part in [*(f"{name} -" for name in first), last] for g in name_groups(part))
    council = _COUNCIL.match(line)
    start = council.end() if council else 0
    proper_name = _PROPER_NAME.search(line, start)
    if proper_name and proper_name.start():
        return line[: proper_name.start()].rstrip(), proper_name[0]
    kind = _KIND_OF_BODY.match(line)
    return (kind[0], line[kind.end() :].lstrip()) if kind else (line,)


def _prefixed(letter: Letter, prefix: str) -> tuple[str, ...]:
    if letter.kind != "cong-van" or not letter.subject:
        return letter.subject
    first, *others = letter.subject
    return f"{prefix} {first}", *others


def _listed_addressees(lines: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Return the lines of Kính gửi with their marks; a single addressee has none."""
    if len(lines) < 2:
        return lines
    bare = [_TYPED_MARK.sub("", line) for line in lines]
    return (*(line + mark for line in bare[:-1]), bare[-1] + ".")


def _listed(lines: tuple[Runs, ...], mark: str) -> tuple[Runs, ...]:
    bare = [_without_mark(line) for line in lines]
    return tuple((*line, Run(mark if n < len(bare) else ".")) for n, line in enumerate(bare, 1))


def _without_mark(line: Runs) -> Runs:
    """Return `line` without the mark that a clerk may have typed at its end."""
    if not line or line[-1].note:
        return line
    return (*line[:-1], replace(line[-1], text=_TYPED_MARK.sub("", line[-1].text)))


def _ended(body: tuple[Block, ...], closing: Runs, mark: str) -> tuple[tuple[Block, ...], Runs]:
    """Return the body and the closing with `mark` for the stop after the last sentence of the text."""
    if closing or not mark:
        return body, _stopped(closing, mark)
    last = max((n for n, block in enumerate(body) if block.runs), default=None)
    if last is None:
        return body, closing
    ended = replace(body[last], runs=_stopped(body[last].runs, mark))
    return (*body[:last], ended, *body[last + 1 :]), closing


def _stopped(phrase: Runs, mark: str) -> Runs:
    """Return `phrase` with `mark` for its final "."; another end ("!") is the writer's own and stays.

    After a web address the mark is set apart.
    """
    if mark and ends_in_address(phrase):
        return (*phrase, Run(f" {mark}"))
    for n in range(len(phrase) - 1, -1, -1):
        text = phrase[n].text
        if text:
            ends = text.endswith(".") and not text.endswith("./.") and mark
            ended = replace(phrase[n], text=text[:-1] + mark) if ends else phrase[n]
            return (*phrase[:n], ended, *phrase[n + 1 :])
    return phrase
