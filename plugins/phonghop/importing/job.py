"""The lines of a letter's file, whatever its kind: a job for a confined process, and those who ask for it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from phonghop.confined import workers
from phonghop.documents.reading import OPENING
from phonghop.importing import docx, pdf, plain_text
from phonghop.model.scalars import refuse_unpublishable
from phonghop.text.folding import nfc
from phonghop.text.problems import Unreadable

ENDINGS = (".docx", ".pdf", ".txt")
"""The kinds of file that a letter is read from."""

_JOB = "phonghop.importing.job:report_lines"
_LINES = 20_000
_VIETNAMESE = re.compile(r"\w*[ăâđêôơư\u1ea0-\u1ef9]\w*", re.IGNORECASE)
_FOREIGN = re.compile(r"\b(?:and|for|of|with|der|mit|und|des|les|pour)\b", re.IGNORECASE)
"""Words that no Vietnamese letter has, also without its marks."""
_NO_LETTER = 20
"""Characters that the shortest letter has more of; a scan has none."""


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a letter's file says: its lines, and whether they were set in an old typeface and converted."""

    lines: tuple[str, ...]
    converted: bool


def read_file(path: Path) -> LetterText:
    """Return what the letter at `path` says; it is opened in a process of its own.

    Raises:
        Unreadable: PH117 it cannot be read, PH214 it bears a secrecy mark, PH416 it is not what its ending says, PH701 it is
            damaged, PH702 it wants a password, PH710 it exceeds the limits, PH714 it is a scan, PH715 it is of another kind, PH731 it is not in Vietnamese.
    """
    if path.suffix.lower() not in ENDINGS:
        raise Unreadable("PH715", endings=ENDINGS)
    if not path.is_file():
        raise Unreadable("PH117")
    report = workers.of_this_process().do(_JOB, str(path.absolute()), OPENING)
    if report is None:
        raise Unreadable("PH710")
    told = json.loads(report)
    if code := told.get("code"):
        raise Unreadable(code)
    lines = tuple(map(nfc, told["lines"]))
    for line in lines:
        _refuse_secret(line)
    if sum(len(line.strip()) for line in lines) < _NO_LETTER:
        raise Unreadable("PH714")
    if _is_foreign(lines):
        raise Unreadable("PH731")
    return LetterText(lines, told["converted"])


def _is_foreign(lines: Sequence[str]) -> bool:
    """Return whether a letter is in English, German or French: all that is known of letters is known of Vietnamese ones."""
    text = "\n".join(lines)
    return len(_VIETNAMESE.findall(text)) < len(_FOREIGN.findall(text))


def _refuse_secret(line: str) -> None:
    """Refuse a letter that bears a secrecy mark.

    Raises:
        Unreadable: PH708.
    """
    try:
        refuse_unpublishable(line)
    except Unreadable as found:
        if found.code == "PH214":
            raise Unreadable("PH708", **found.values) from None


def report_lines(file: str, answer: Path) -> None:
    """Write the lines of the letter `file`, or the code of what is wrong with it."""
    try:
        text = _read(Path(file))
        told: dict[str, object] = {"lines": text.lines, "converted": text.converted}
        if len(text.lines) > _LINES:
            told = {"code": "PH710"}
    except Unreadable as found:
        told = {"code": found.code}
    answer.write_text(json.dumps(told), encoding="ascii")


def _read(path: Path) -> LetterText:
    ending = path.suffix.lower()
    if ending == ".docx":
        found = docx.read(path)
        return LetterText(found.lines, found.converted)
    if ending == ".pdf":
        return LetterText(pdf.read(path), converted=False)
    try:
        return LetterText(tuple(plain_text.lines(path.read_bytes())), converted=False)
    except UnicodeDecodeError:
        raise Unreadable("PH416") from None
