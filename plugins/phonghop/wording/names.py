"""What meetings, places and papers are called."""

from __future__ import annotations

import re
from collections.abc import Iterable

from phonghop.model import Citation, Meeting, Venue
from phonghop.text.folding import fold
from phonghop.text.region import spoken
from phonghop.text.runs import with_capital
from phonghop.text.strings import say
from phonghop.wording.times import day_words

_NOUNS = (
    "hội nghị|hội thảo|hội thi|hội diễn|hội chợ|hội trại|tọa đàm|đại hội|đại lễ|pháp hội|kỳ họp|phiên họp|"
    "cuộc họp|buổi|lễ|tiệc|ngày hội|liên hoan|chương trình|diễn đàn|lớp|khóa|kỳ thi|cuộc thi|đêm|triển lãm"
).split("|")
"""How titles of meetings begin that are nouns already: one is invited to them as they stand."""
_ACTS = {
    verb: noun
    for noun, verbs in (
        ("buổi", "họp báo|giao ban|tiếp xúc cử tri|gặp mặt|làm việc|sinh hoạt|đối thoại"),
        ("buổi", "hội chẩn|bình bệnh án|bốc thăm|hội ý|hội đàm"),
        ("cuộc", "họp"),
        ("lớp", "tập huấn|bồi dưỡng"),
        (
            "lễ",
            "khánh thành|khai giảng|giỗ|mít tinh|kỷ niệm|khởi công|động thổ|ra mắt|ký kết|trao|tuyên dương",
        ),
        ("hội nghị", "triển khai|quán triệt|sơ kết|tổng kết"),
    )
    for verb in verbs.split("|")
}
"""How titles begin that are verbs, each with the noun that makes an event of it: "cuộc họp giao ban"."""
_PAPERS = ("lịch ", "kế hoạch ", "thông báo ", "danh sách ")
_MOURNING = ("lễ tang ", "tang lễ ", "lễ viếng ", "lễ truy điệu ", "lễ an táng ", "tin buồn")
_OWN_STANDING = re.compile(
    r"\b(?:giữ nguyên|vẫn|không còn|không phải|(?:hết|còn) (?:hiệu lực|giá trị))\b", re.IGNORECASE
)


def citation(cited: Citation, *, comma: bool) -> str:
    """Return how a document is cited: "Kế hoạch số 155-KH/VPTW, ngày 25/6/2026 của … về …".

    With a `comma` before "ngày", the habit of Hướng dẫn 05-HD/VPTW.
    """
    if cited.text:
        return cited.text
    words = cited.kind or ""
    if cited.number:
        words += f" {say('wording.numbered', number=cited.number)}"
    if cited.date:
        words += f"{',' if comma else ''} {say('wording.dated', day=day_words(cited.date))}"
    if cited.issuer:
        words += f" {say('wording.of', issuer=cited.issuer)}"
    if cited.about:
        words += f" {say('wording.about', about=cited.about)}"
    if cited.cites:
        words += f" {citation(cited.cites, comma=comma)}"
    return words


def venue(place: Venue) -> str:
    """Return where a point meets, or who decides it."""
    named = place.name or ""
    if place.address:
        after = f", {place.address}" if named.endswith(")") else f" ({place.address})"
        named += after if named else place.address
    if place.decided_by:
        decided = say("wording.decided_by", who=place.decided_by)
        named = f"{named} ({decided})" if named else with_capital(decided)
    if place.note:
        named += f" ({place.note})" if named else place.note
    return named


def form(meeting: Meeting) -> str:
    """Return the meeting's form with its scope: "trực tiếp kết hợp trực tuyến, từ … đến …", or nothing."""
    return ", ".join(filter(None, (say(f"wording.{meeting.form}") if meeting.form else "", meeting.scope)))


def noun(meeting: Meeting) -> str:
    """Return the noun for the meeting: its own, else the one that its title begins with, else nothing."""
    if meeting.noun:
        return uncapitalized(meeting.noun)
    if spoken() != "vi":
        return say("wording.noun")
    own, verb = _first(_NOUNS, meeting.title), _first(_ACTS, meeting.title)
    return own or (f"{_ACTS[verb]} {verb}" if verb else "")


def event(meeting: Meeting) -> str:
    """Return what one is invited to, to follow "dự": "Hội nghị sơ kết", "cuộc họp giao ban", or the title in quotes."""
    title = meeting.title
    if spoken() != "vi":
        return title
    if meeting.noun:
        own = uncapitalized(meeting.noun)
        return title if title.lower().startswith(own.lower()) else f"{own} {uncapitalized(title)}"
    if _first(_NOUNS, title):
        return title
    verb = _first(_ACTS, title)
    return f"{_ACTS[verb]} {uncapitalized(title)}" if verb else f"«{title}»"


def is_announced(meeting: Meeting) -> bool:
    """Return whether nobody is invited to it: its title names a paper, such as a schedule, or mourning, which is made known."""
    return spoken() == "vi" and not meeting.noun and meeting.title.lower().startswith(_PAPERS + _MOURNING)


def remark(title: str, text: str) -> str:
    """Return a field of plain words with its label, unless the words begin with it."""
    return text if f"{fold(text)} ".startswith(f"{fold(title)} ") else f"{title}: {text}"


def tells_its_standing(words: str) -> bool:
    """Return whether a sentence states by itself that something stays or is no longer valid, and so needs no such heading."""
    return bool(_OWN_STANDING.search(words))


def _first(words: Iterable[str], title: str) -> str:
    """Return that one of `words` with which `title` begins, or nothing."""
    low = title.lower()
    return next((w for w in words if low.startswith(w) and not low[len(w) : len(w) + 1].isalnum()), "")


def uncapitalized(words: str) -> str:
    """Return `words` as they stand within a sentence."""
    return words[0].lower() + words[1:]
