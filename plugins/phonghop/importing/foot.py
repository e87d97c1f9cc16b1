"""The foot of a letter: who gets it, who signs it."""

from __future__ import annotations

import re

from phonghop.importing.findings import Findings
from phonghop.importing.head import cells, read_date
from phonghop.importing.lexicon import AUTHORITY, FULL_NAME, PLACE_DATE, POST, RECIPIENTS, RULE, is_capitals
from phonghop.importing.structure import MARKER
from phonghop.importing.words import Source, Tree, Words, certain, join, review

_PURPOSE = re.compile(
    r"[\s,]*\((?P<purpose>(?:để |dự |báo |b/c|thực |phối |chỉ |biết|dưới )[^()]*|báo cáo|b/c)\)\s*[,;.]?\s*$"
)
_ANNEX = re.compile(r"^(?:CHƯƠNG TRÌNH|LỊCH TRÌNH|KỊCH BẢN|PHỤ LỤC|DANH SÁCH|PHIẾU|LỊCH )")
_SIGNED = re.compile(r"^\(?(?:[Đđ]ã (?:ký|đóng dấu)|[Cc]hữ ký|[Kk]ý tên)[^()]{0,20}\)?$")
_LONG_RULE = 20
"""Characters of a rule that sets an annex apart; those under headings and posts are shorter."""
_BACK = 14
"""Lines from the end in which a signature may begin."""


def annex_begins(source: Source, start: int) -> int:
    """Return the index of the first line behind the signature that belongs to an annex, or the number of lines."""
    signed = False
    for n in range(start, len(source.lines)):
        text = source.lines[n].strip()
        if signed and (_ANNEX.match(text) or (len(text) > _LONG_RULE and RULE.match(text))):
            return n
        signed = signed or any(
            RECIPIENTS.match(cell.text)
            or AUTHORITY.match(cell.text)
            or (is_capitals(cell.text) and POST.match(cell.text))
            for cell in cells(source.line(n))
        )
    return len(source.lines)


def foot_begins(source: Source, start: int, last: int) -> int:
    """Return the index of the first line of the foot, not before `start`; `last` is where annexes begin."""
    found = [n for n in range(start, last) if any(RECIPIENTS.match(c.text) for c in cells(source.line(n)))]
    end = found[-1] if found else last
    signature = _signature_begins(source, start, end)
    return min(end, signature)


def _signature_begins(source: Source, start: int, end: int) -> int:
    """Return where the lines of a signature begin that stand before `end`, or `end`."""
    seen = [n for n in range(start, end) if source.lines[n].strip()]
    first = end
    has_post = False
    for n in reversed(seen[-_BACK:]):
        parts = cells(source.line(n))
        if all(_is_signature(part) for part in parts):
            has_post = has_post or any(_is_post(part) for part in parts)
            first = n
        else:
            break
    return first if has_post else end


def _is_post(cell: Words) -> bool:
    text = cell.text.strip("*")
    return bool(AUTHORITY.match(text) or (is_capitals(text) and POST.match(text)) or POST.match(text))


def _is_signature(cell: Words) -> bool:
    text = cell.text
    return bool(
        RULE.match(text)
        or _SIGNED.match(text)
        or PLACE_DATE.match(text)
        or FULL_NAME.match(text)
        or AUTHORITY.match(text)
        or is_capitals(text)
        or (POST.match(text) and len(text) < 60)
    )


def read_foot(source: Source, start: int, last: int, found: Findings) -> None:  # noqa: C901, PLR0912 one look at each cell
    """Read recipients and signature from line `start` to `last` into `found`."""
    recipients: list[Words] = []
    signature: list[Words] = []
    names: list[Words] = []
    in_recipients = False
    for n in range(start, last):
        parts = cells(source.line(n))
        if not parts:
            continue
        for part in parts:
            match = RECIPIENTS.match(part.text)
            if match:
                found.form_only(part[: match.end()])
                in_recipients = True
                part = part[match.end() :]  # noqa: PLW2901 what follows the label on its line
                if not part:
                    continue
            if RULE.match(part.text) or _SIGNED.match(part.text):
                found.form_only(part)
            elif read_date(part, found):
                continue
            elif in_recipients and (marker := MARKER.match(part.text)):
                found.form_only(part[: marker.end()])
                recipients.append(part[marker.end() :])
            elif in_recipients and recipients and _is_listed(recipients[-1], part):
                recipients[-1] = join((recipients[-1], part))
            elif FULL_NAME.match(part.text) and (signature or len(parts) > 1) and not _is_post(part):
                names.append(part)
            elif not names and (is_capitals(part.text) or _is_post(part)):
                signature.append(part)
            elif recipients and _goes_on(recipients[-1], part, bool(names)):
                recipients[-1] = join((recipients[-1], part))
            elif names:
                if any(_is_post(cell) for line in range(n, last) for cell in cells(source.line(line))):
                    # Another one signs too.
                    found.doubt(*signature, *names)
                _finish(found, recipients, signature, names)
                return
    _finish(found, recipients, signature, names)


def _is_listed(last: Words, part: Words) -> bool:
    """Return whether a line ends the list that the recipient above begins: a comma there, the sign of an end here."""
    return last.text.endswith(",") and part.text.endswith((";", ".", ","))


def _goes_on(last: Words, part: Words, is_signed: bool) -> bool:
    """Return whether a line goes on with the recipient above: no sign ended that, or it begins small before anybody signed."""
    is_small = not part.text[:1].isupper() and not is_signed
    return not last.text.endswith((".", ";", ",")) or (is_small and not last.text.endswith("."))


def _finish(found: Findings, recipients: list[Words], signature: list[Words], names: list[Words]) -> None:
    if recipients:
        found.letter["recipients"] = [_recipient(words, found) for words in recipients]
    if not signature:
        return
    authorities = [words for words in signature if AUTHORITY.match(words.text)]
    posts = [words for words in signature if not AUTHORITY.match(words.text)]
    if not posts and authorities[-1].text.startswith("Q."):
        posts.append(authorities.pop())
    authority = join(authorities)
    sure = len(names) == 1 and all(POST.match(words.text) for words in posts)
    take = certain if sure else lambda words: review(words, "signatures")
    signed: dict[str, Tree] = {}
    if authority:
        signed["authority"] = take(authority)
    if posts:
        signed["post"] = take(join(posts))
    elif authority:
        return
    if names:
        signed["name"] = take(join(names))
    found.letter["signature"] = signed


def _recipient(words: Words, found: Findings) -> Tree:
    if match := _PURPOSE.search(words.text):
        purpose = found.inside(words, match, "purpose")
        return {"text": certain(words[: match.start()]), "purpose": certain(purpose)}
    return certain(found.trimmed(words.strip()))
