"""The core's folding and words and the browser's, on one table of cases."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

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


@pytest.fixture(scope="module")
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page with the search script in it, as in a folder of files: its functions can be called."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url)
        page.add_script_tag(url="assets/javascripts/search.js")
        yield page


def test_the_browser_folds_as_the_core_does(page: Page) -> None:
    texts = [text for text, *_ in cases()] + list(LETTERS) + list(LETTERS.upper())
    found = page.evaluate(
        "all => all.map(text => [phonghopSearch.fold(text), phonghopSearch.toneless(text)])", texts
    )
    assert found == [[fold(text), toneless(text)] for text in texts]


LINES = (
    "Số 1064-CV/TU, ngày 22/12/2024; 8h30–11h00 (mã NQ57)",
    "Đảng uỷ, Đảng ủy, ĐẢNG ỦY hoà hòa QUÝ Ⅱ ½ m² №5 ٣",
    "«Nghị quyết» “số 57”… a\u200bb ­x ﬁ ẞ 会议 😀 ệ ́",
    "ban chấp hành đảng bộ; Ủy ban nhân dân tỉnh; NQ18; 007",
)


def test_the_browser_cuts_words_as_the_core_does(page: Page) -> None:
    lines = [nfc(line) for line in (*LINES, *(text for text, *_ in cases()))]
    found = page.evaluate(
        """([lines, separators, abbreviations]) => {
            const speller = new phonghopSearch.Speller(separators, abbreviations)
            return lines.map(line => {
                const words = speller.words(line)
                const short = speller.shortened(words).map(({ start, end, short }) => [start, end, short.letters])
                return [words.map(({ spelling }) => [spelling.letters, spelling.shape + spelling.tone]), short]
            })
        }""",
        [lines, SEPARATORS, dict(ABBREVIATIONS)],
    )
    for line, (in_browser, short) in zip(lines, found, strict=True):
        here = words(line)
        assert in_browser == [list(word) for word in here], line
        assert short == [[a, b, word.letters] for a, b, word in shortened([w.letters for w in here])], line
