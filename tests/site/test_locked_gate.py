"""The last look finds what is locked, whatever path it took into the site."""

from __future__ import annotations

import base64
import gzip
import io
import json
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from driver import inspected
from locked_portal import LOCKED_PAPER, PART, TITLE, WHOLE, WORDS, Office
from phonghop.locked import spoken
from phonghop.site.canaries import Canaries, canaries
from phonghop.site.gate import leaks_in, reader_of_documents
from sample_files import docx, vietnamese_pdf

NOW = datetime.fromisoformat("2026-06-01T08:00:00+07:00")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        office = Office(tmp_path_factory.mktemp("office"), patch, "internal")
        office.make_keys()
        office.run("keys", "words", PART)
        yield office


@pytest.fixture(scope="module")
def forbidden(office: Office) -> Canaries:
    portal = office.portal.load()
    return canaries(portal, inspected(portal), NOW, office.portal.root, keyring=office.keyring)


def found(name: str, data: bytes, forbidden: Canaries, tmp_path: Path) -> set[str]:
    """Return the codes of what is found in a file."""
    words = reader_of_documents({}, tmp_path)
    return {problem.code for problem in leaks_in(name, data, forbidden, words)}


def packed(data: bytes, name: str = "a.txt") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


SAID = {
    "title": TITLE,
    "title of a list": "Kiểm điểm cá nhân",
    "name of the folder": f"/hop/{WHOLE}/",
    "agenda": "Nghe báo cáo kiểm điểm của từng đồng chí",
    "person": "Lò Văn Thử",
    "place": "Phòng họp số hai Nhà khách Mường Thanh",
    "form": "https://forms.example.org/xac-nhan-kiem-diem",
    "locked paper": LOCKED_PAPER,
    "paper of the locked meeting": "Bản kiểm điểm tổng hợp",
    "words of a locked paper": WORDS,
}
WRITTEN = {
    "page": lambda words: ("a/index.html", f"<p>{words}</p>".encode()),
    "capitals": lambda words: ("a/index.html", f"<p>{words.upper()}</p>".encode()),
    "decomposed": lambda words: ("a/index.html", unicodedata.normalize("NFD", words).encode()),
    "attribute": lambda words: ("a/index.html", f'<img alt="{words}">'.encode()),
    "escaped": lambda words: ("a/index.html", "".join(f"&#{ord(sign)};" for sign in words).encode()),
    "with tags": lambda words: ("a/index.html", words.replace(" ", " <b></b>").encode()),
    "address": lambda words: ("a/index.html", f'<a href="/x?{quote(words)}">'.encode()),
    "json": lambda words: ("hop.json", json.dumps({"a": words}).encode()),
    "calendar": lambda words: ("lich.ics", f"SUMMARY:{words[:20]}\r\n {words[20:]}".encode()),
    "feed": lambda words: ("tin.xml", f"<title>{words}</title>".encode()),
    "search": lambda words: ("search/x.js", f"a={json.dumps(words)}".encode()),
    "drawing": lambda words: ("q/x/x.svg", f"<text>{words}</text>".encode()),
    "utf-16": lambda words: ("a.txt", words.encode("utf-16")),
    "gzip": lambda words: ("a/index.html.gz", gzip.compress(words.encode())),
    "archive": lambda words: ("hop/x/tron-bo.zip", packed(words.encode())),
    "name in an archive": lambda words: ("hop/x/tron-bo.zip", packed(b"a", words.replace("/", " ") + ".txt")),
    "map of the site": lambda words: ("sitemap.xml", f"<loc>https://x/{quote(words)}/</loc>".encode()),
    "map, packed": lambda words: ("sitemap.xml.gz", gzip.compress(f"<loc>{words}</loc>".encode())),
    "list for the hall": lambda words: ("hop/x/hall.json", json.dumps({"title": words}).encode()),
    "words of pages": lambda words: (
        "hop/x/doc/y/chu.json",
        json.dumps([words], ensure_ascii=False).encode(),
    ),
    "Word": lambda words: ("hop/x/giay-moi.docx", docx(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")),
    "in front of the lock": lambda words: ("k/khung/index.html", f"<title>{words}</title>".encode()),
    "in the lock": lambda words: ("k/" + "0" * 32 + "/lock.json", json.dumps([words]).encode()),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_locked_words_are_found(written: str, forbidden: Canaries, tmp_path: Path) -> None:
    files = {said: WRITTEN[written](words) for said, words in SAID.items()}
    missed = [said for said, file in files.items() if "PH815" not in found(*file, forbidden, tmp_path)]
    assert missed == []


@pytest.mark.parametrize("name", ["hop/x/tai-lieu/a.pdf", "hop/x/tron-bo.pdf", "hop/x/giay-moi.pdf", "a.zip"])
def test_locked_words_are_found_in_pdfs(name: str, forbidden: Canaries, tmp_path: Path) -> None:
    pdf = vietnamese_pdf(f"= Báo cáo\n\n{WORDS}")
    data = packed(pdf, "a.pdf") if name.endswith(".zip") else pdf
    assert "PH815" in found(name, data, forbidden, tmp_path)


def test_locked_words_are_found_in_the_text_of_a_picture(forbidden: Canaries, tmp_path: Path) -> None:
    told = PngInfo()
    told.add_itxt("Title", TITLE)
    picture = io.BytesIO()
    Image.new("L", (2, 2)).save(picture, "PNG", pnginfo=told)
    assert "PH815" in found("assets/a.png", picture.getvalue(), forbidden, tmp_path)


KINDS = {b"PK": "a.zip", b"%P": "a.pdf"}


def forms(office: Office) -> dict[str, bytes]:
    lock = office.keyring[PART]
    key = office.key(PART)
    return {
        "as printed": f"a {key} b".encode(),
        "in groups": spoken.grouped(key).encode(),
        "with hyphens": spoken.grouped(key).replace(" ", "-").upper().encode(),
        "in capitals": key.upper().encode(),
        "in an address": f"https://x/q/abc#khoa={key}&a".encode(),
        "among other signs": f"xyz{key}xyz".encode(),
        "of the recovery sheet": spoken.as_text(lock.master).encode(),
        "of the content, in hexadecimal digits": lock.content.hex().encode(),
        "of the content, in capital digits": lock.content.hex().upper().encode(),
        "of the content, in Base64": base64.b64encode(lock.content),
        "of the content, in Base64 for addresses": base64.urlsafe_b64encode(lock.content),
        "in an archive": packed(key.encode()),
        "in UTF-16": key.encode("utf-16"),
        "in groups, over lines": spoken.grouped(key).replace(" ", "\r\n").encode(),
        "in groups, with spaces that do not break": spoken.grouped(key)
        .replace(" ", "\N{NO-BREAK SPACE}")
        .encode(),
        "escaped": "".join(f"&#{ord(sign)};" for sign in key).encode(),
        "in groups, each with a tag": spoken.grouped(key).replace(" ", "</b> <b>").encode(),
        "printed in a letter": vietnamese_pdf(f"= Giấy mời\n\n{spoken.grouped(key)}"),
        "in the code of a letter": vietnamese_pdf(f"= Giấy mời\n\nhttps://x.example/q/abc\\#khoa={key}"),
        "behind a word of four letters": f"<p>dung {spoken.grouped(key)}</p>".encode(),
        "spoken": f"<p>Đọc: {lock.words}</p>".encode(),
        "spoken, without marks": spoken.folded(lock.words).upper().encode(),
        "in a letter for Word": docx(f"<w:p><w:r><w:t>{spoken.grouped(key)}</w:t></w:r></w:p>"),
    }


def test_keys_are_found_in_every_form(office: Office, forbidden: Canaries, tmp_path: Path) -> None:
    missed = [
        what
        for what, data in forms(office).items()
        if "PH817" not in found(KINDS.get(data[:2], "a.html"), data, forbidden, tmp_path)
    ]
    assert missed == []


def test_bytes_of_a_locked_paper_are_found(office: Office, forbidden: Canaries, tmp_path: Path) -> None:
    paper = (office.portal.root / "meetings" / PART / "nhan-su.pdf").read_bytes()
    for name, data in (
        ("a.txt", b"x" + paper),
        ("tron-bo.zip", packed(paper, "a.txt")),
        ("a.txt.gz", gzip.compress(paper)),
    ):
        assert "PH815" in found(name, data, forbidden, tmp_path), name


def test_what_is_no_encrypted_file_cannot_stand_for_one(
    office: Office, forbidden: Canaries, tmp_path: Path
) -> None:
    """Only what the set's key opens is let through without a look at its words."""
    folder = f"k/{office.set_id(PART)}/"
    assert found(f"{folder}{'0' * 32}.bin", b"%PDF-1.7 in clear", forbidden, tmp_path) == {"PH816"}
    assert found(f"k/{'0' * 32}/{'0' * 32}.bin", b"", forbidden, tmp_path) == {"PH816"}


def test_a_find_stops_the_build(office: Office) -> None:
    office.portal.write("content/them.md", f"# Thêm\n\n{LOCKED_PAPER}, khóa {office.key(PART)}\n")
    done = office.portal.build()
    office.portal.remove("content/them.md")
    assert done.exit_code == 1
    assert "PH815" in done.output
    assert "PH817" in done.output
    assert LOCKED_PAPER not in done.output
    assert office.key(PART) not in done.output
