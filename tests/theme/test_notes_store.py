"""Notes in a browser that keeps nothing: there as long as the page is."""

from __future__ import annotations

from typing import Any

from node import answer

NOTES = """
const note = (id, source) => ({ id, target: { source } })
const store = await NotesStore.open()  // no browser, so no database
await store.put(note("1", "https://a/hop/x/doc/p/"), note("2", "https://a/hop/x/doc/q/"), note("3", "https://a/hop/y/doc/p/"))
const ids = async prefix => (await store.below(prefix)).map(({ id }) => id)
"""


def told(code: str) -> Any:
    return answer("reader/notes-store.js", "NotesStore", NOTES + code)


def test_it_says_that_nothing_is_kept() -> None:
    assert told("return store.isKept") is False


def test_notes_are_found_by_document_and_by_meeting() -> None:
    assert told(
        "return [await ids('https://a/hop/x/doc/p/'), await ids('https://a/hop/x/'), await ids('')]"
    ) == [
        ["1"],
        ["1", "2"],
        ["1", "2", "3"],
    ]


def test_a_note_is_changed_and_removed() -> None:
    assert told(
        "await store.put({ ...note('1', 'https://a/hop/z/'), text: 'b' }); await store.remove('2');"
        "return [await ids('https://a/hop/x/'), await ids('https://a/hop/z/')]"
    ) == [[], ["1"]]
