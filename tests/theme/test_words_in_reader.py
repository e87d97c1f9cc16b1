"""Search in one document folds as the portal's search does, and finds what two programs space differently."""

from __future__ import annotations

import pytest

from node import answer


def find(pages: list[str], query: str) -> list[tuple[int, str]]:
    hits = answer("reader/words.js", "find", "return find(...given)", pages, query)
    return [(hit["page"], hit["words"]) for hit in hits]


PAGES = [
    "Đảng ủy xã, ĐẢNG UỶ phường",
    "",
    "Nghị\nquyết số 57-NQ/TW; nghi  quyet 5",
    "hoà bình, hòa bình, hoa binh",
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dang uy", [(1, "Đảng ủy"), (1, "ĐẢNG UỶ")]),
        ("Đảng uỷ", [(1, "Đảng ủy"), (1, "ĐẢNG UỶ")]),
        ("nghi quyet", [(3, "Nghị\nquyết"), (3, "nghi  quyet")]),
        ("nghị quyết", [(3, "Nghị\nquyết")]),
        ("57 nq", [(3, "57-NQ")]),
        ("hòa bình", [(4, "hoà bình"), (4, "hòa bình")]),
        ("ng uy", []),
        ("phường", [(1, "phường")]),
        ("phuo", [(1, "phườ")]),
        ("57 – ", [(3, "57")]),
        ("…", []),
    ],
)
def test_a_query_finds_its_places(query: str, found: list[tuple[int, str]]) -> None:
    assert find(PAGES, query) == found


def test_decomposed_text_is_found_whole() -> None:
    hits = answer(
        "reader/words.js",
        "find",
        "return find(given[0].map(t => t.normalize('NFD')), given[1])",
        PAGES,
        "uy xa",
    )
    assert [hit["words"] for hit in hits] == [
        answer("folding.js", "fold", "return given[0].normalize('NFD')", "ủy xã")
    ]
