"""Where links lead, and whose window a page is in."""

from __future__ import annotations

import pytest

from node import answer


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/hop/2026-07-01-hop/tai-lieu/bao-cao.pdf", "/hop/2026-07-01-hop/doc/bao-cao/"),
        ("/cong/hop/2026-07-01-hop/tai-lieu/bao-cao.pdf", "/cong/hop/2026-07-01-hop/doc/bao-cao/"),
        ("/hop/2026-07-01-hop/tron-bo.pdf", "/hop/2026-07-01-hop/tron-bo/"),
        ("/a/meeting/2026-07-01-x/all.pdf", "/a/meeting/2026-07-01-x/all/"),
        ("/meeting/2026-07-01-x/documents/plan.pdf", "/meeting/2026-07-01-x/doc/plan/"),
        ("/hop/2026-07-01-hop/tai-lieu/bao-cao.docx", None),
        ("/hop/2026-07-01-hop/tai-lieu/bao-cao.1.pdf", None),
        ("/hop/2026-07-01-hop/giay-moi.pdf", None),
        ("/hop/2026-07-01-hop/tron-bo.zip", None),
        ("/tai-lieu/bao-cao.pdf", None),
    ],
)
def test_a_pdf_of_a_meeting_has_a_page_on_which_it_is_read(path: str, page: str | None) -> None:
    assert answer("opening.js", "readingPage", "return readingPage(given[0])", path) == page


@pytest.mark.parametrize(
    ("written", "anchor"),
    [("#tai-lieu", "tai-lieu"), ("#th%C3%A0nh-ph%E1%BA%A7n", "thành-phần"), ("#100%", "100%"), ("", "")],
)
def test_an_anchor_is_read_as_it_is_written(written: str, anchor: str) -> None:
    assert answer("opening.js", "anchorOf", "return anchorOf(given[0])", written) == anchor


@pytest.mark.parametrize(
    ("agent", "system"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14; wv) Chrome/126.0 Mobile Safari/537.36 Zalo android/12020498",
            "android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Mobile/15E148 Zalo iOS/631", "ios"),
        ("Mozilla/5.0 (iPad; CPU OS 17_5) Mobile/15E148 [FBAN/MessengerForiOS;FBAV/462.0]", "ios"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17.5 Mobile/15E148 Safari/604.1", ""),
    ],
)
def test_messengers_are_known_by_their_names(agent: str, system: str) -> None:
    assert answer("messenger.js", "messengerOn", "return messengerOn(given[0])", agent) == system
