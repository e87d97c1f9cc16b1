"""Letters of the suite: five real ones, from public sites, with invented phone numbers; invented ones with what they say.

The letters kept aside were not read while the rules were written: they only measure. Whoever changes rules leaves them closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from phonghop.importing import plain_text
from phonghop.importing.draft import Draft
from phonghop.importing.letter import read_letter
from phonghop.model import Body
from phonghop.text.strings import strings

LETTERS = Path(__file__).parent / "letters"
REAL = sorted((LETTERS / "real").glob("*.txt"))
KEPT_ASIDE = sorted((LETTERS / "kept-aside").glob("*.txt"))
INVENTED = sorted((LETTERS / "invented").glob("*.txt"))


def draft_of(text: str, bodies: Iterable[Body] = ()) -> Draft:
    return read_letter(plain_text.lines(text.encode()), bodies, strings("vi"))
