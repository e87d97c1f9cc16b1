"""Notes as data, and what becomes of them when a document is replaced: never put silently to other words."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from node import answer

OLD = [
    "Kính thưa các đồng chí chủ trì",
    "Đảng ủy xã họp ba kỳ. Đảng ủy xã kiến nghị.",
    "Tiếp nhận 37 hồ sơ tại bản",
    "",
]
SETUP = """
const [old, pages, asked] = given
const notes = asked.map(([page, words], n) => {
  const start = words ? old[page - 1].indexOf(words) : 0
  const quote = words ? quotation(old[page - 1], start, start + words.length) : null
  const about = { source: "https://h/hop/m/doc/d/", title: "Báo cáo", meeting: "Họp", sha256: "1" }
  return noteOf({ id: `urn:${n}`, now: "2026-11-21T08:00:00Z", ...about, page, pageText: old[page - 1], quote, text: "Hỏi" })
})
const made = settle(notes, "2", pages)
return { moved: made.moved, review: made.review, notes: made.notes.map(note => note.review ? null : pageOf(note)) }
"""


def settled(pages: list[str] | None, *asked: tuple[int, str]) -> Any:
    return answer(
        "reader/notes.js", "noteOf, quotation, settle, pageOf", SETUP, OLD, pages, [list(a) for a in asked]
    )


def test_notes_on_pages_that_stayed_go_along() -> None:
    assert settled(OLD, (1, ""), (2, "họp ba kỳ")) == {"moved": 2, "review": 0, "notes": [1, 2]}


def test_a_page_that_moved_takes_its_notes_along() -> None:
    after = [OLD[0], "Trang mới", OLD[1], OLD[2]]
    assert settled(after, (3, ""), (2, "họp ba kỳ"), (3, "37 hồ sơ"))["notes"] == [4, 3, 4]


def test_a_single_changed_figure_asks_for_a_look() -> None:
    after = [OLD[0], OLD[1], OLD[2].replace("37", "39")]
    assert settled(after, (3, ""), (3, "37 hồ sơ"), (3, "tại bản")) == {
        "moved": 1,
        "review": 2,
        "notes": [None, None, 3],
    }


def test_words_that_stand_elsewhere_by_chance_are_not_taken_for_the_quotation() -> None:
    after = [OLD[0], "Không còn gì", OLD[2] + ". Mặt trận họp ba kỳ rồi."]
    assert settled(after, (2, "họp ba kỳ"))["notes"] == [None]


def test_words_that_stand_twice_are_told_apart_by_what_is_around_them() -> None:
    assert settled(OLD, (2, "Đảng ủy xã"))["notes"] == [2]
    after = [OLD[0], "Đảng ủy xã. Đảng ủy xã.", OLD[2]]
    assert settled(after, (2, "Đảng ủy xã"))["notes"] == [None]


def test_two_equal_pages_are_told_apart_by_nothing() -> None:
    assert settled(["khác", OLD[1], "khác nữa", OLD[0], OLD[0]], (1, ""))["notes"] == [None]


@pytest.mark.parametrize("pages", [None, ["", "", "", ""]])
def test_pages_without_words_always_ask_for_a_look(pages: list[str] | None) -> None:
    assert settled(pages, (1, ""), (4, "")) == {"moved": 0, "review": 2, "notes": [None, None]}


def test_how_letters_are_composed_and_lines_break_does_not_count() -> None:
    after = [unicodedata.normalize("NFD", page).replace(" ", "\n") for page in OLD]
    assert settled(after, (1, ""), (3, "37 hồ sơ"))["notes"] == [1, 3]


def test_a_note_is_a_web_annotation() -> None:
    made = answer(
        "reader/notes.js",
        "noteOf, quotation",
        "return noteOf({ id: 'urn:uuid:1', now: '2026-11-21T08:00:00Z', source: 's', title: 't', meeting: 'm', sha256: 'x',"
        " page: 3, pageText: given[0], quote: quotation(given[0], 10, 15), text: '' })",
        OLD[2],
    )
    assert made["type"] == "Annotation"
    assert made["motivation"] == "highlighting"
    page, quote = made["target"]["selector"]
    assert page["value"] == "page=3"
    assert quote["exact"] in OLD[2]


FILE = """
const note = noteOf({ id: "urn:uuid:1", now: "2026-11-21T08:00:00Z", source: "s", title: "Báo cáo", meeting: "Họp", sha256: "x",
  page: 3, pageText: "chữ", text: "Hỏi lại" })
"""


def test_a_file_is_read_back_as_it_was_and_nothing_else_is() -> None:
    code = f"{FILE} return [fromFile(toFile([note])), note]"
    read, note = answer("reader/notes.js", "noteOf, toFile, fromFile", code)
    assert read == [note]
    others = [
        "",
        "{}",
        "[]",
        '{"type":"AnnotationPage"}',
        '{"type":"AnnotationPage","items":[{"type":"Annotation"}]}',
        "ghi chú",
    ]
    assert answer("reader/notes.js", "fromFile", "return given[0].map(fromFile)", others) == [None] * len(
        others
    )


def test_only_what_is_new_or_later_is_taken_in() -> None:
    code = f"""{FILE}
    const later = {{ ...note, modified: "2026-11-22T08:00:00Z" }}
    return [toTake([note], []), toTake([note], [note]), toTake([later], [note]), toTake([note], [later])].map(all => all.length)"""
    assert answer("reader/notes.js", "noteOf, toTake", code) == [1, 0, 1, 0]


def test_notes_read_as_text_in_the_order_of_pages() -> None:
    code = f"""{FILE}
    const first = {{ ...note, id: "2", body: {{ ...note.body, value: "Đầu" }},
      target: {{ ...note.target, selector: [{{ ...note.target.selector[0], value: "page=1" }}] }}, review: "y" }}
    return toText([note, first], {{ page: "Trang {{n}}", review: "Cần xem lại" }})"""
    text = answer("reader/notes.js", "noteOf, toText", code)
    assert text == "Báo cáo (Họp)\nTrang 1 [Cần xem lại]: Đầu\nTrang 3: Hỏi lại"
