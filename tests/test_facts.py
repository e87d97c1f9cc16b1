"""Every fact of the five real letters stands on the page of its meeting."""

import csv
import html
import re
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest

from phonghop.text.folding import nfc

PROJECT = Path(__file__).parent.parent
INVENTORY = {
    "A": "shell", "B": "opening", "C": "time", "D": "points", "E": "attendees", "F": "programme", "G": "tasks",
    "H": "backdrop", "I": "documents and links", "J": "notes", "L": "closing", "M": "recipients", "N": "signature",
}  # fmt: skip


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words(page: str) -> str:
    parser = _Words()
    parser.feed(page)
    return re.sub(r"\s+", " ", nfc(html.unescape("".join(parser.parts))))


def facts() -> dict[str, list[tuple[str, str]]]:
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with (Path(__file__).parent / "facts.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            table[row["meeting"]].append((row["inventory"], row["fact"]))
    return table


@pytest.mark.parametrize("meeting", sorted(facts()))
def test_every_fact_is_on_the_page(meeting: str, built_site: Path) -> None:
    page = words((built_site / "hop" / meeting / "index.html").read_text("utf-8"))
    missing = [(item, fact) for item, fact in facts()[meeting] if fact not in page]
    assert not missing


def test_table_covers_the_inventory() -> None:
    assert len(facts()) == 5
    covered = {item[0] for rows in facts().values() for item, _ in rows}
    assert covered == set(INVENTORY)
