"""The core's folding and the browser's, on one table of cases."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from phonghop.text.folding import fold, toneless
from phonghop.theme_files import theme_folder

TABLE = Path(__file__).parent.parent / "text" / "folding.tsv"
SEARCH = theme_folder() / "assets/javascripts/lunr/min/lunr.vi.min.js"
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


def test_the_browser_folds_as_the_core_does(browser: Browser) -> None:
    texts = [text for text, *_ in cases()] + list(LETTERS) + list(LETTERS.upper())
    with browser.new_context() as context:
        page = context.new_page()
        page.add_script_tag(content=SEARCH.read_text("utf-8"))
        found = page.evaluate("all => all.map(text => [lunr.vi.fold(text), lunr.vi.toneless(text)])", texts)
    assert found == [[fold(text), toneless(text)] for text in texts]
