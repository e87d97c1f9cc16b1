"""What a document costs grows with its length, whatever it is made of. Work is counted, not timed."""

from __future__ import annotations

import pytest

from phonghop.documents import office, plain
from phonghop.documents.plain import read_text
from phonghop.documents.reading import Reading, kind_of, reader
from sample_files import archive, docx


def read(data: bytes, ending: str = ".zip") -> Reading:
    reading = Reading()
    reader("zip" if ending == ".zip" else kind_of(data))(reading, data, ending)
    return reading


def test_a_page_of_signs_that_open_tags_is_one_tag(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []
    monkeypatch.setattr(plain, "_RUNNING_TAG", _Counting(looks))
    read(archive({"a.html": "<" * 10_000}))
    assert sum(map(len, looks)) == 10_000


@pytest.mark.parametrize(
    "page",
    [
        "<p><img src=x onerror=a()>",
        "<a title='>' onclick=a()>",
        '<a title="<" onclick="a()">',
        "<<script>",
        "<META HTTP-EQUIV = 'refresh' content=0>",
        '<a href="java&#115;cript:a()">',
        "<object data='data:text/html,a'>",
    ],
)
def test_a_page_that_runs_something_is_told(page: str) -> None:
    assert read(archive({"a.html": page})).actions


def test_a_page_that_runs_nothing_passes() -> None:
    assert not read(archive({"a.html": "<p class='on'>a &lt; b, onclick = thao tác khi nhấp</p>"})).actions


def test_a_long_header_of_a_mail_is_read_as_text_and_told() -> None:
    mail = b"From: " + b"a@b.vn, " * 7_000 + b"\nSubject: x\n\nTuy\xe1\xba\xbft"
    reading = read(archive({"a.eml": mail}))
    assert reading.unread == ["a.eml"]
    assert any("a@b.vn" in passage.text and "Tuyết" in passage.text for passage in reading.passages)


@pytest.mark.parametrize("piece", ["To: a@b.vn\n", "--b\n\n", "--b\nContent-Type: text/plain\n\n"])
def test_a_mail_of_very_many_pieces_is_read_as_text_and_told(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_apart: list[bytes] = []
    parse = plain.message_from_bytes
    monkeypatch.setattr(
        plain, "message_from_bytes", lambda data, **o: taken_apart.append(data) or parse(data, **o)
    )
    head = 'From: a@b.vn\nContent-Type: multipart/mixed; boundary="b"\n'
    reading = read(archive({"a.eml": head + piece * 6_000 + "Tuyết"}))
    assert taken_apart == [b""]
    assert reading.unread == ["a.eml"]
    assert any("Tuyết" in passage.text for passage in reading.passages)


def test_a_very_long_document_has_no_reading_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(docx(), ".docx").reading_copy
    monkeypatch.setattr(office, "RUNS", 1)
    reading = read(docx(), ".docx")
    assert not reading.reading_copy
    assert reading.passages


def test_attributes_of_nothing_but_blanks_are_looked_at_once() -> None:
    # Where a pattern began with any number of blanks, this took minutes.
    blanks = '<w:p w:a=" &#9;&#10;"/>' * 100_000
    assert not read(docx(blanks), ".docx").actions


class _Counting:
    """A pattern that notes what it is asked to look at and finds nothing."""

    def __init__(self, looks: list[str]) -> None:
        self.looks = looks

    def search(self, text: str) -> None:
        self.looks.append(text)


def test_long_numbers_are_not_taken_for_base64() -> None:
    digits = "\n".join(f"{n * 7919:040}" for n in range(2_000))
    reading = Reading()
    read_text(reading, digits.encode(), ".txt")
    assert [passage.where for passage in reading.passages] == ["page"]
