"""The documents that a letter rests on, and the sentence that invites."""

from __future__ import annotations

import re

from phonghop.importing.findings import Findings
from phonghop.importing.lexicon import LOWER, UPPER
from phonghop.importing.words import Tree, Words, certain

_VERB = re.compile(r"^(?P<verb>Thực hiện|Căn cứ|Theo)\s+")
_DOCUMENT = re.compile(
    r"(?:Luật|Bộ luật|Nghị định|Nghị quyết|Quyết định|Kế hoạch|Công văn|Thông báo|Chương trình|Chỉ thị|Hướng dẫn|Kết luận|Quy chế|Quy định|Điều lệ"
    r"|Giấy mời|Tờ trình|Thông tư|Hiến pháp|Pháp lệnh|Công điện|Thông tri|Văn bản|Đề án|Điều \d|Khoản|Lịch|Báo cáo|các |Các |ý kiến|sự chỉ đạo|chỉ đạo|đề nghị|văn bản"
    r"|chương trình|kế hoạch|nghị quyết)",
    re.IGNORECASE,
)
"""How a document that a letter rests on is called, or what else it may rest on."""
_INVITES = re.compile(
    rf"[;,.]\s+(?=(?:[{UPPER}][^;,.:]{{2,70}}?)\s(?:trân trọng\s+|xin\s+)?(?:kính\s+)?(?:mời|triệu tập|tổ chức|thông báo|yêu cầu|đề nghị)\b)"
)
_TELLS = re.compile(
    r"\d\s*(?:giờ|h)\s?\d*\s*(?:phút)?,?\s+(?:\w+\s){0,3}?ngày\s|\bđược (?:triệu tập|tổ chức)\b"
)
"""What of a sentence tells about the meeting itself, so that it cites no document alone."""
_CITATION = re.compile(
    rf"^(?P<kind>[{UPPER}][{LOWER}]+(?:\s[{LOWER}]+){{0,2}})\s+số\s+(?P<number>\d[\w./-]*[-/][\w./&-]+),?\s+"
    r"ngày\s+(?P<date>\d{1,2}\s?[/-]\s?\d{1,2}\s?[/-]\s?\d{4})(?:\s+của\s+(?P<issuer>.+?))?"
    r"(?:\s+về\s+(?P<about>.+))?$"
)


def read_basis(paragraphs: list[Words], found: Findings) -> list[Words]:
    """Read the documents at the beginning of `paragraphs` into `found`; return what follows them."""
    cited: list[Tree] = []
    verb = None
    rest = list(paragraphs)
    while rest and (match := _VERB.match(rest[0].text)):
        verb_words = rest[0][: match.end("verb")]
        words = rest[0][match.end() :]
        if not _DOCUMENT.match(words.text) or _TELLS.search(words.text):
            break
        invites = _INVITES.search(words.text)
        rest.pop(0)
        if invites:
            rest.insert(0, words[invites.end() :])
            found.form_only(words[invites.start() : invites.end()])
            words = words[: invites.start()]
        if verb is None:
            verb = certain(verb_words)
        else:
            found.form_only(verb_words)
        cited += [_citation(part, found) for part in found.parted(words, r";\s*|[.,]\s*$")]
        if invites:
            break
    if verb and cited:
        found.letter["basis_verb"] = verb
        found.letter["basis"] = cited
    return rest


def _citation(part: Words, found: Findings) -> Tree:
    if again := _VERB.match(part.text):
        found.form_only(part[: again.end()])
        part = part[again.end() :]
    match = _CITATION.match(part.text)
    if match is None:
        return {"text": certain(part)}
    fields: dict[str, Tree] = {}
    end = 0
    for name in ("kind", "number", "date", "issuer", "about"):
        if match[name] is not None:
            found.form_only(part[end : match.start(name)])
            fields[name] = certain(part[match.start(name) : match.end(name)])
            end = match.end(name)
    return fields
