"""The core's folding and words and those of the theme's scripts, on one table of cases."""

import csv
import re
from pathlib import Path

import pytest

from node import answer
from phonghop.search.words import ABBREVIATIONS, SEPARATORS, shortened, words
from phonghop.text.folding import fold, nfc, toneless

TABLE = Path(__file__).parent.parent / "text" / "folding.tsv"
# Every letter of the alphabet in every form that a keyboard makes.
LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def cases() -> list[tuple[str, str, str]]:
    """Return (text, folded, toneless); combining marks are escaped in the table, for editors would compose them."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = [
            tuple(re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), cell) for cell in row)
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return rows[1:]


@pytest.mark.parametrize(("text", "folded", "without_tones"), cases())
def test_the_core_folds(text: str, folded: str, without_tones: str) -> None:
    assert (fold(text), toneless(text)) == (folded, without_tones)


def test_the_scripts_fold_as_the_core_does() -> None:
    texts = [text for text, *_ in cases()] + list(LETTERS) + list(LETTERS.upper())
    code = "return given[0].map(text => [fold(text), toneless(text)])"
    folded = answer("folding.js", "fold, toneless", code, texts)
    assert folded == [[fold(text), toneless(text)] for text in texts]


LINES = (
    "Số 1064-CV/TU, ngày 22/12/2024; 8h30–11h00 (mã NQ57)",
    "Đảng uỷ, Đảng ủy, ĐẢNG ỦY hoà hòa QUÝ Ⅱ ½ m² №5 ٣",
    "«Nghị quyết» “số 57”… a\u200bb ­x ﬁ ẞ 会议 😀 ệ ́",
    "ban chấp hành đảng bộ; Ủy ban nhân dân tỉnh; NQ18; 007",
)


def test_the_scripts_cut_words_as_the_core_does() -> None:
    lines = [nfc(line) for line in (*LINES, *(text for text, *_ in cases()))]
    code = """
        const [lines, separators, abbreviations] = given
        const speller = new Speller(separators, abbreviations)
        return lines.map(line => {
            const words = speller.words(line)
            const short = speller.shortened(words).map(({ start, end, short }) => [start, end, short.letters])
            return [words.map(({ spelling }) => [spelling.letters, spelling.shape + spelling.tone]), short]
        })
    """
    cut = answer("search/words.js", "Speller", code, lines, SEPARATORS, dict(ABBREVIATIONS))
    for line, (in_scripts, short) in zip(lines, cut, strict=True):
        here = words(line)
        assert in_scripts == [list(word) for word in here], line
        assert short == [[a, b, word.letters] for a, b, word in shortened([w.letters for w in here])], line
