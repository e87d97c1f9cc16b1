"""The fingerprint of a letter's content, which its printed code carries so that the page can tell whether the paper is the latest."""

from __future__ import annotations

import hashlib
import json
import re

from phonghop.model import Meeting
from phonghop.paper.letters.parts import Letter
from phonghop.text.runs import plain_text

PRINTED_MARK = "thu"
"""What the fragment of a printed letter's address begins with: ``#thu=<revision>``."""

_WORD = re.compile(r"\w+")


def revision(letter: Letter, meeting: Meeting) -> str:
    """Return a fingerprint of the public form of `letter`, followed by its date (``20260628``) if it has one.

    The fingerprint covers what an invited reader acts upon: the words from the opening to the footnotes, and whether the meeting is
    off. Number, date and signature may be added by hand to printed copies, and other recipients do not matter.
    """
    words = [
        *letter.subject,
        *map(plain_text, letter.opening),
        *(block.text for block in letter.body),
        *(block.text for annex in letter.annexes for block in annex.body),
        plain_text(letter.closing),
        plain_text(letter.after_closing),
        *(plain_text(note) for _, note in letter.footnotes),
    ]
    # Another comma or space, from us or from the office, is no other letter.
    content = [_WORD.findall(part.casefold()) for part in words]
    if meeting.status.state != "scheduled":
        content.append([meeting.status.state])
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:8]
    return f"{digest}-{letter.date:%Y%m%d}" if letter.date else digest
