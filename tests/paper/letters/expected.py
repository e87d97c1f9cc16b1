"""What must stand on a letter, in the order of the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from phonghop.paper.letters import Letter
from phonghop.paper.letters.form import in_form, profile_of
from phonghop.paper.typesetting import shown_address
from phonghop.text.runs import Runs


def squeezed(text: str) -> str:
    """Return `text` in NFC without white space, so that line breaks do not matter."""
    return "".join(unicodedata.normalize("NFC", text).split())


def head_lines(letter: Letter) -> Iterator[str]:
    """Yield the lines above the body."""
    printed, profile = in_form(letter), profile_of(letter)
    yield from printed.issuers
    if profile.below_issuer == "star":
        yield "*"
    yield from (line.text for line in profile.title)
    yield from (printed.number, printed.place_and_date)
    side, centred = ((), printed.subject) if printed.type_name else (printed.subject, ())
    yield from (*side, printed.urgency, printed.circulation, printed.draft, printed.type_name, *centred)
    if printed.addressees or printed.has_blank_addressee:
        yield "Kính gửi:"
    yield from printed.addressees


def text_lines(letter: Letter) -> Iterator[str]:
    """Yield the paragraphs of the body, footnote marks as "(1)"."""
    printed = in_form(letter)
    yield from (_marked(letter, words) for words in printed.opening)
    for block in printed.body:
        yield from (
            code_lines(letter) if block.kind == "codes" else (block.marker + _marked(letter, block.runs),)
        )
    yield from (_marked(letter, words) for words in (printed.closing, printed.after_closing))


def foot_lines(letter: Letter) -> Iterator[str]:
    """Yield the lines below the body."""
    printed = in_form(letter)
    yield "Nơi nhận:"
    yield from ("- " + _marked(letter, words) for words in printed.recipients)
    for signed in printed.signatures:
        yield from (signed.authority, signed.post, signed.name)
    if letter.codes_place in ("after-signature", "beside-signature"):
        yield from code_lines(letter)


def code_lines(letter: Letter) -> Iterator[str]:
    """Yield label and address of each code."""
    for code in letter.codes:
        yield from (code.label, shown_address(code.address))


def note_lines(letter: Letter) -> Iterator[str]:
    """Yield the words of the footnotes."""
    yield from (_marked(letter, words) for _, words in letter.footnotes)


def all_lines(letter: Letter) -> tuple[str, ...]:
    """Return every line of the page but the footnotes, in order, none empty."""
    return tuple(filter(None, (*head_lines(letter), *text_lines(letter), *foot_lines(letter))))


def assert_in_order(lines: tuple[str, ...], text: str) -> None:
    """Fail unless each of `lines` stands in `text` after the one before it."""
    position = 0
    for line in lines:
        found = text.find(squeezed(line), position)
        assert found >= 0, (
            f"missing or out of order: {line!r} after {text[max(0, position - 60) : position]!r}"
        )
        position = found + len(squeezed(line))


def _marked(letter: Letter, words: Runs) -> str:
    return "".join(f"({letter.footnote_number(run.note)})" if run.note else run.text for run in words)
