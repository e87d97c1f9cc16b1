"""Letters of the suite: five real ones, from public sites, with invented phone numbers; invented ones with what they say.

Those kept aside, those unseen, the files, the twelve and the second twelve (Word, PDF and text) were each measured once before anybody looked at what was misread; the figures of that first sight stand
in docs/developers/importing.md. Since then rules were mended by both, so whoever wants to know how a new letter is read writes new ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from phonghop.importing import plain_text
from phonghop.importing.draft import Draft
from phonghop.importing.job import ENDINGS
from phonghop.importing.letter import read_letter
from phonghop.model import Body
from phonghop.text.strings import strings

LETTERS = Path(__file__).parent / "letters"
REAL = sorted((LETTERS / "real").glob("*.txt"))
KEPT_ASIDE = sorted((LETTERS / "kept-aside").glob("*.txt"))
UNSEEN = sorted((LETTERS / "unseen").glob("*.txt"))
FILES = sorted(path for path in (LETTERS / "files").iterdir() if path.suffix in ENDINGS)
TWELVE = sorted(path for path in (LETTERS / "twelve").iterdir() if path.suffix in ENDINGS)
SECOND_TWELVE = sorted(path for path in (LETTERS / "second-twelve").iterdir() if path.suffix in ENDINGS)
INVENTED = sorted((LETTERS / "invented").glob("*.txt"))


def draft_of(text: str, bodies: Iterable[Body] = ()) -> Draft:
    return read_letter(plain_text.lines(text.encode()), bodies, strings("vi"))
