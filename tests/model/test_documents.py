"""What a document tells of itself."""

from __future__ import annotations

from driver import MEETING, meeting_of


def posted(more: str) -> str:
    meeting, problems = meeting_of(f"{MEETING}documents:\n  - {{id: a, file: a.pdf{more}}}\n")
    assert problems == ()
    assert meeting is not None
    moment = meeting.documents[0].posted
    return moment.iso() if moment else ""


def test_the_hour_of_replacement_need_not_be_written_twice() -> None:
    old = ", versions: [{file: b.pdf, replaced_at: 20/6/2026 9h}, {file: c.pdf, replaced_at: 21/6/2026 9h}]"
    assert posted(old) == posted(f"{old}, published_at: 19/6/2026 8h") == "2026-06-21T09:00:00+07:00"


def test_a_document_says_when_it_was_published_or_nothing() -> None:
    assert posted("") == ""
    assert posted(", published_at: 19/6/2026 8h") == "2026-06-19T08:00:00+07:00"
    assert posted(", release: 19/6/2026 8h") == "2026-06-19T08:00:00+07:00"
