"""Thirty-three lifelike invitations of other kinds of offices: every fact is where it belongs, and nothing false is composed.

A folder of `invitations/` holds a meeting's file, its facts and what may not be said of it. `facts.tsv` has a line each:
id, kind, words, and where they must stand; a kind that ends in "-norm" is a value and not words. Words are compared
without capitals, marks between them and the way in which dates and times are written, which is the program's own.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from driver import SAMPLES, PortalCase
from phonghop.text.folding import nfc
from test_facts import words as words_of_page

INVITATIONS = Path(__file__).parent / "invitations"
MEETINGS = sorted(path.name for path in INVITATIONS.iterdir() if path.is_dir())
PLACES = ("page", "letter", "calendar", "json")
_OWN_ADDRESS = re.compile(r"https://hop\.example\.gov\.vn/\S*")
_CLOCK = re.compile(r"(\d{1,2})(?:\s*giờ(?:\s*(\d{2})(?!\d))?(?:\s*phút)?|\s*h\s*(\d{2})?|:(\d{2}))(?!\w)")
_AFTERNOON = re.compile(r"(\d{1,2}) giờ(?: (\d{2}))? (?:chiều|tối|trưa)")
_DAY = re.compile(
    r"(?:ngày\s*)?(\d{1,2})(?:\s*tháng\s*(\d{1,2})(?:\s*năm\s*(\d{4}))?|[/.-](\d{1,2})(?:[/.-](\d{4}))?)(?![\d.])"
)


@dataclass(frozen=True)
class Fact:
    id: str
    kind: str
    words: str
    places: tuple[str, ...]


def facts(meeting_id: str) -> Iterator[Fact]:
    for line in (INVITATIONS / meeting_id / "facts.tsv").read_text("utf-8").splitlines():
        name, kind, words, places = line.split("\t")
        yield Fact(name, kind, words, tuple(places.split(", ")))


def bare(text: str) -> str:
    """Return `text` with one spelling for each time and date, without capitals and marks between words."""
    lower = _AFTERNOON.sub(
        lambda m: f"{int(m[1]) + 12 * (int(m[1]) < 12)} giờ {m[2] or '00'}", nfc(text).lower()
    )
    lower = _CLOCK.sub(lambda m: f" {int(m[1])}h{m[2] or m[3] or m[4] or '00'} ", lower)
    lower = _DAY.sub(lambda m: f" {int(m[1])}/{int(m[2] or m[4])} ", lower)
    return " ".join(re.findall(r"[\w/]+", lower))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("invitations")
    portal = PortalCase(root)
    shutil.copytree(INVITATIONS, root / "meetings")
    for stray in root.glob("meetings/*/*"):
        if stray.name != "meeting.yml":
            stray.unlink()
    (root / "mkdocs.yml").write_text((SAMPLES / "mkdocs.yml").read_text("utf-8"), "utf-8")
    for page in ("index", "huong-dan", "gioi-thieu"):
        portal.write(f"content/{page}.md", "# Trang\n")
    assert portal.build().exit_code == 0
    return root / "site"


@pytest.fixture(scope="module")
def texts(site: Path) -> Mapping[str, Mapping[str, str]]:
    """What each place says of each meeting."""
    return {name: dict(zip(PLACES, _texts(site / "hop" / name), strict=True)) for name in MEETINGS}


def _texts(folder: Path) -> Iterator[str]:
    page = (folder / "index.html").read_text("utf-8").replace("<", " <")
    yield words_of_page(
        re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", page[page.index('<article class="ph-meeting') :])
    )
    pdf = pypdfium2.PdfDocument(folder / "giay-moi.pdf")
    yield nfc(" ".join(pdf[n].get_textpage().get_text_bounded() for n in range(len(pdf))))
    calendar = Calendar.from_ical((folder / "lich.ics").read_bytes())
    yield "\n".join(
        str(event.get(key, ""))
        for event in calendar.walk("VEVENT")
        for key in ("SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")
    ) + " ".join(
        event[key].dt.isoformat()
        for event in calendar.walk("VEVENT")
        for key in ("DTSTART", "DTEND")
        if key in event
    )
    yield "\n".join(_strings(json.loads((folder / "hop.json").read_text("utf-8"))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)


_IDLE = frozenset(
    [
        "tài",
        "liệu",
        "số",
        "mời",
        "tại",
        "lúc",
        "vì",
        "từ",
        "đến",
        "ngày",
        "thứ",
        "tên",
        "và",
        "của",
        "qua",
        "điện",
        "thoại",
        "sau",
        "đó",
        "về",
        "tức",
        "có",
        "xin",
        "học",
        "viên",
        "các",
        "đồng",
        "chí",
        "đề",
        "nghị",
        "buổi",
        "cùng",
        "gửi",
        "trên",
        "được",
        "mặc",
        "mang",
        "theo",
        "v/v",
        "v",
        "dự",
        "chủ",
        "trì",
        "đăng",
        "giấy",
        "họp",
    ]
)
"""Words of the original sentence that may give way to the program's own ("Trang phục: …" for "Học viên mặc …")."""
_WEEKDAYS = frozenset(["hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật"])
_TIMED = (
    "start",
    "end",
    "time",
    "session-time",
    "deadline",
    "date",
    "letter-date",
    "meeting",
    "previous-time",
)


def stands(fact: Fact, text: str) -> bool:
    """Return whether `text` tells `fact`: its words within a stretch little longer than the fact itself.

    Of times and dates only the values count; the program writes them in its own way.
    """
    timed = fact.kind.startswith(_TIMED)
    wanted = set(bare(fact.words).split()) - _IDLE - (_WEEKDAYS if timed else frozenset())
    wanted = wanted or set(bare(fact.words).split())
    if timed:
        wanted = {word for word in wanted if re.fullmatch(r"\d+h\d\d|\d+/\d+", word)} or wanted
    words = bare(text).split()
    room = 3 * len(bare(fact.words).split()) + 30
    at = [n for n, word in enumerate(words) if word in wanted]
    return any(wanted <= set(words[n : n + room]) for n in at)


def bent() -> set[tuple[str, str, str]]:
    """Return the facts that have no place yet, each with its reason beside it in `bent.tsv`."""
    rows = (INVITATIONS / "bent.tsv").read_text("utf-8").splitlines()
    return {(name, place, fact) for name, place, fact, _ in (row.split("\t") for row in rows)}


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_every_fact_stands_where_it_belongs(meeting_id: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    missing = {
        (meeting_id, place, fact.id)
        for fact in facts(meeting_id)
        if not fact.kind.endswith("-norm")
        for place in fact.places
        if not (place == "json" and fact.kind.startswith(_TIMED))
        and not stands(fact, texts[meeting_id][place])
    }
    assert missing == {row for row in bent() if row[0] == meeting_id}


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_every_hour_is_the_same_for_machines(meeting_id: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    missing = [
        (place, fact.id, instant)
        for fact in facts(meeting_id)
        if fact.kind.endswith("-norm")
        for instant in re.findall(r"\d{4}-\d\d-\d\dT\d\d:\d\d", fact.words)
        for place in set(fact.places) & {"calendar", "json"}
        if f"{instant}:00+07:00" not in texts[meeting_id][place]
        and instant[11:] not in texts[meeting_id][place]
    ]
    assert not missing


@pytest.mark.parametrize("number", ["02", "04", "12", "14", "19"])
def test_a_letter_that_was_some_lines_over_takes_one_page(number: str, site: Path) -> None:
    meeting_id = next(name for name in MEETINGS if name[11:].startswith(f"{number}-"))
    with pypdfium2.PdfDocument(site / "hop" / meeting_id / "giay-moi.pdf") as pdf:
        assert len(pdf) == 1


@pytest.mark.parametrize("meeting_id", MEETINGS)
def test_nothing_false_is_said(meeting_id: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    false = (INVITATIONS / meeting_id / "false.txt").read_text("utf-8").splitlines()
    said = [
        (place, words)
        for place, text in texts[meeting_id].items()
        for words in false
        if words in _OWN_ADDRESS.sub("", " ".join(text.split()))
    ]
    assert not said


def test_the_table_says_where_each_fact_stands(
    texts: Mapping[str, Mapping[str, str]], request: pytest.FixtureRequest
) -> None:
    """`table.tsv` marks with "x" where a fact stands, also where it need not; values for machines are not in it."""
    rows = ["\t".join(("meeting", "fact", *PLACES, "words"))]
    for meeting_id in MEETINGS:
        for fact in facts(meeting_id):
            if not fact.kind.endswith("-norm"):
                where = ("x" if stands(fact, texts[meeting_id][place]) else "-" for place in PLACES)
                rows.append("\t".join((meeting_id, fact.id, *where, fact.words)))
    table = INVITATIONS / "table.tsv"
    if request.config.getoption("--update-cases"):
        table.write_text("\n".join(rows) + "\n", "utf-8")
    assert table.read_text("utf-8").splitlines() == rows
