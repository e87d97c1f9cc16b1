"""The letter as PDF: parts, measures and drawn codes go to the template ``letter.typ`` as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from phonghop.paper.letters.blocks import Block
from phonghop.paper.letters.form import (
    document_title,
    in_form,
    name_groups,
    profile_of,
    recipients_title,
    salutation,
)
from phonghop.paper.letters.parts import Letter
from phonghop.paper.letters.profiles import A4_HEIGHT, Profile, smaller, tightened
from phonghop.paper.typesetting import drawn_code, page_count, paragraph_tops, typeset
from phonghop.text.region import speaking
from phonghop.text.runs import Run, Runs

_TEMPLATE = "paper/letters/letter.typ"

Data = dict[str, object]

_GAPS = 64 * 25.4 / 72
"""All gaps of ``letter.typ`` that take a share, in mm."""
_CODE = 70
"""More than the height of a code with its words, in mm."""
_LOST_AT_BREAK = 7
"""More than the space between paragraphs that a page's end swallows, in mm."""


def render_pdf(letter: Letter) -> bytes:
    """Return `letter` as PDF (A4, tagged); the same letter gives the same bytes."""
    return fitted(letter).pdf


@dataclass(frozen=True, slots=True)
class Fitted:
    """A letter as it was set: its measures, and whether its only code is on the right of Nơi nhận."""

    profile: Profile
    code_at_recipients: bool
    pdf: bytes


def fitted(letter: Letter) -> Fitted:
    """Return `letter` set so that it takes one page where its form allows that, else as few pages as the usual measures.

    The place of the code is tried first, then what the rule leaves open, at last the smaller size of letters that it allows.
    """
    with speaking(letter.language):
        return _fitted(letter, _content(letter))


def _fitted(letter: Letter, content: Data) -> Fitted:
    usual = profile_of(letter)
    whole = _set(content, usual)
    pages = page_count(whole.pdf)
    least = 1 + len(in_form(letter).annexes)
    if pages <= least:
        return whole
    has_one = len(letter.codes) == 1 and letter.codes_place == "beside-signature" and bool(letter.recipients)
    tight = tightened(usual)
    tries = [(usual, True), (tight, False), (tight, True)] if has_one else [(tight, False)]
    best = whole
    for profile, at_recipients in (
        tries if _may_save_a_page(letter, usual, tight, pages, _CODE if has_one else 0) else ()
    ):
        made = _set(content, profile, code_at_recipients=at_recipients)
        if (count := page_count(made.pdf)) < pages:
            best, pages = made, count
        if pages <= least:
            return best
    # What fills two pages and begins a third never comes to one.
    if pages == least + 1 and (small := smaller(usual)) is not None:
        made = _set(content, small, code_at_recipients=has_one)
        if page_count(made.pdf) <= least:
            return made
    return best


def _may_save_a_page(letter: Letter, usual: Profile, tight: Profile, pages: int, code: float) -> bool:
    """Return whether a letter that was just set by the `usual` measures might take fewer `pages` by `tight` ones, or without a `code` in mm.

    It cannot where its last page holds more than the pages before leave blank and the measures save together. A paragraph counts
    as what stands above it: so the last page is taken for emptier, and blanks for larger, than they are.
    """
    if letter.annexes or letter.footnotes:
        return True
    lowest = paragraph_tops(_TEMPLATE)
    height = A4_HEIGHT - usual.margin_top - usual.margin_bottom
    filled = [lowest.get(page, 0) - usual.margin_top for page in range(1, pages + 1)]
    blank = sum(height - each for each in filled[:-1])
    saved = usual.signature_space - tight.signature_space + _GAPS * (usual.gap_share - tight.gap_share)
    saved += height * pages * (1 - tight.line_spacing / usual.line_spacing)
    return filled[-1] <= blank + saved + code + _LOST_AT_BREAK * (pages - 1)


def _set(content: Data, profile: Profile, *, code_at_recipients: bool = False) -> Fitted:
    whole = content | {"form": asdict(profile), "code_at_recipients": code_at_recipients}
    return Fitted(profile, code_at_recipients, typeset(_TEMPLATE, whole))


def render_pdfs(letters: Iterable[Letter], workers: int = 2) -> Iterator[bytes]:
    """Yield the PDF of each of `letters` in their order, set by `workers` threads (Typst runs outside Python's lock)."""
    with ThreadPoolExecutor(workers) as threads:
        yield from threads.map(render_pdf, letters)


def _content(letter: Letter) -> Data:
    printed = in_form(letter)
    words = _Words(printed)
    return {
        "title": document_title(letter),
        "day": [letter.date.year, letter.date.month, letter.date.day] if letter.date else None,
        "head": _head(printed),
        "text": words.paragraphs(),
        "foot": {
            "recipients_title": recipients_title(printed),
            "recipients": [words.phrase(line) for line in printed.recipients],
            "signatures": [
                {"authority": _parts(s.authority), "post": _parts(s.post), "name": s.name}
                for s in printed.signatures
            ],
        },
        "annexes": [
            {
                "label": annex.label,
                "title": annex.title,
                "of": annex.of,
                "text": words.data(annex.body, keeps_last=False),
            }
            for annex in printed.annexes
        ],
        "codes": [drawn_code(code.label, code.address, code.key) for code in printed.codes],
        "codes_place": printed.codes_place,
    }


def _parts(name: str) -> Data:
    return {"parts": name_groups(name), "is_broken": "\n" in name}


def _head(letter: Letter) -> Data:
    return {
        "issuers": [_parts(line) for line in letter.issuers],
        "address": letter.address,
        "number": letter.number,
        "place_and_date": letter.place_and_date.partition(", ")[::2],
        "is_dated": letter.is_dated,
        "is_typed": bool(letter.type_name),
        "type_name": letter.type_name,
        "subject": letter.subject,
        "urgency": letter.urgency,
        "circulation": letter.circulation,
        "draft": letter.draft,
        "salutation": salutation(letter),
        "is_wired": letter.kind == "cong-dien",
        "addressees": letter.addressees,
        "has_blank_addressee": letter.has_blank_addressee and not letter.addressees,
    }


class _Words:
    """Turns phrases into data; a footnote's words go with its first mark, later marks only repeat the number."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self._notes = dict(letter.footnotes)
        self._told: set[str] = set()

    def paragraphs(self) -> list[Data]:
        """Return opening, body and closing as one list of paragraphs; the last stays with the signature."""
        letter = self.letter
        blocks = [
            *(Block("paragraph", words) for words in letter.opening),
            *letter.body,
            *(Block("paragraph", words) for words in (letter.closing, letter.after_closing) if words),
        ]
        return self.data(blocks, keeps_last=True)

    def data(self, blocks: Sequence[Block], *, keeps_last: bool) -> list[Data]:
        """Return `blocks` as the template takes them; the last may have to stay with what follows."""
        headings = _heading_levels(blocks)
        last = len(blocks) - 1
        return [
            {
                "kind": block.kind,
                "heading": headings[n],
                "marker": block.marker,
                "words": self.phrase(block.runs),
                "keeps": keeps_last if n == last else _introduces(block, blocks[n + 1]),
            }
            for n, block in enumerate(blocks)
        ]

    def phrase(self, words: Runs) -> list[Data]:
        """Return the runs of `words` as the template takes them."""
        return [self._run(run) for run in words]

    def _run(self, run: Run) -> Data:
        if not run.note:
            return {"text": run.text, "bold": run.bold, "italic": run.italic}
        mark: Data = {"note": self.letter.footnote_number(run.note)}
        if run.note not in self._told:
            self._told.add(run.note)
            mark["words"] = [self._run(part) for part in self._notes[run.note] if not part.note]
        return mark


def _heading_levels(blocks: Sequence[Block]) -> list[int]:
    """Return the level of each heading for the document's outline, 0 for anything else; no level is skipped.

    A heading that text follows on its own line is read as part of that text.
    """
    levels: list[int] = []
    open_levels: list[int] = []
    for block in blocks:
        if block.kind != "heading" or not all(run.bold for run in block.runs):
            levels.append(0)
            continue
        while open_levels and open_levels[-1] >= block.level:
            open_levels.pop()
        open_levels.append(block.level)
        levels.append(len(open_levels))
    return levels


def _introduces(block: Block, following: Block) -> bool:
    """Return whether a page may not end between the two."""
    if block.kind == "heading" and all(run.bold for run in block.runs):
        return True
    if block.kind == following.kind == "item" and following.level > block.level:
        return True
    return block.text.endswith(":") and following.kind in ("item", "heading")
