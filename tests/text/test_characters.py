"""Forms of a text: the signs that have another form are changed one by one, or with the whole text where they are many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from phonghop.text.characters import clean, flat

PARTS = (
    *("e\u0301", "e\u0323\u0302", "E\u200b\u0301", "a\u00ad", "\u2028", "\r\n", "\u0301", "\uff10\u0669", "\u041c", "M\u0336"),
    *("…", "–", "\u00a0", "하", "\u1112\u1161\u11ab", "\u0e33", "\ufb01", "\u202eTẬM\u202c", "Ð"),
)  # fmt: skip


@pytest.mark.parametrize("form", [clean, flat])
@pytest.mark.parametrize("part", PARTS, ids=ascii)
def test_few_signs_have_the_forms_of_many(form: Callable[[str], str], part: str) -> None:
    text = f"Tờ trình{part}số|"
    assert form(text * 1_000) == form(text) * 1_000
