"""Whatever cannot be read is told as unread, each kind by its name."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from phonghop.documents.opening import read_document
from sample_files import archive, docx, pdf_of, stream

OLD = Path(__file__).parent / "old_office"
NOISE = bytes(range(1, 256)) * 100


def picture(kind: str = "PNG") -> bytes:
    saved = io.BytesIO()
    Image.frombytes("L", (500, 500), Random(1).randbytes(250_000)).save(saved, kind)
    return saved.getvalue()


def page(drawing: bytes, resources: bytes = b"/Font<</F 5 0 R>>", *more: bytes) -> bytes:
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf_of([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", one, stream(drawing), font, *more])  # fmt: skip


def old(name: str, changes: dict[bytes, bytes]) -> bytes:
    data = gzip.decompress((OLD / f"{name}.gz").read_bytes())
    for before, after in changes.items():
        assert before in data
        data = data.replace(before, after)
    return data


def entry(name: str) -> bytes:
    """Return the name of a stream and its length as they stand in the list of streams ([MS-CFB] 2.6.1)."""
    wide = name.encode("utf-16-le") + b"\0\0"
    return wide.ljust(64, b"\0") + len(wide).to_bytes(2, "little")


def nested(deep: int) -> bytes:
    data = archive({"a.txt": "x"})
    for _ in range(deep):
        data = archive({"a.zip": data})
    return data


WORDS = b"BT /F 12 Tf 72 720 Td (Bao cao ket qua thuc hien nhiem vu) Tj ET "
CURVES = b"".join(b"%d %d l " % (100 + 9 * (n % 40), 200 + 9 * (n // 2)) for n in range(120))
PALE = b"<</Type/ExtGState/ca 0.5>>"
UNREAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "files five deep": (".zip", lambda: nested(5), "a.zip/a.zip/a.zip/a.zip/a.zip"),
    "a damaged file within": (".zip", lambda: archive({"a.docx": docx()[:-60]}), "a.docx"),
    "an unknown kind": (".zip", lambda: archive({"a.dat": NOISE}), "a.dat"),
    "a large picture within": (".zip", lambda: archive({"a.jpg": picture("JPEG")}), "a.jpg"),
    "a damaged picture within": (".zip", lambda: archive({"a.jpg": picture("JPEG")[:200]}), "a.jpg"),
    "a recording within": (".zip", lambda: archive({"a.mp3": b"ID3\3" + bytes(50)}), "a.mp3"),
    "a picture": (".png", picture, "ảnh"),
    "a film": (".mp4", lambda: b"\0\0\0\x18ftypisom" + bytes(50), "âm thanh, phim"),
    "a Word file of one picture": (".docx", lambda: docx(parts={"word/media/a.png": picture()}), "ảnh"),
    "a binary workbook within": (".zip", lambda: archive({"a.xlsb": archive({"[Content_Types].xml": "<x/>", "xl/worksheets/sheet1.bin": b"x"})}), "a.xlsb xl/worksheets/sheet1.bin"),
    "letters drawn as lines": (".pdf", lambda: page(b"9 9 m %s S" % CURVES + b"0 0 m 1 1 l S " * 120), "trang 1"),
    "a pale drawing across a page of words": (".pdf", lambda: page(WORDS + b"/G gs 100 200 m %s f" % CURVES, b"/Font<</F 5 0 R>>/ExtGState<</G 6 0 R>>", PALE), "trang 1"),
    "a typeface that does not tell its letters": (".pdf", lambda: page(b"BT /F 12 Tf 72 720 Td <%s> Tj ET" % (b"0102030405060708" * 9)), "trang 1"),
    "a damaged stream": (".pdf", lambda: page(WORDS, b"/Font<</F 5 0 R>>", stream(b"no deflate", b"/Filter/FlateDecode/X 1")), "6 0 R"),
    "Word 95": (".doc", lambda: old("letter.doc", {b"\xec\xa5\x01\x01M": b"\xec\xa5\x65\0M"}), "Word 95"),
    "Excel 5": (".xls", lambda: old("contacts.xls", {entry("Workbook"): entry("Book")}), "Excel 5"),
    "the packed body of a mail": (".xls", lambda: old("contacts.xls", {entry("Workbook"): entry("__substg1.0_10090102")}), "RTF"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREAD)
def test_what_cannot_be_read_is_told(kind: str, tmp_path: Path) -> None:
    ending, data, name = UNREAD[kind]
    path = tmp_path / f"tep{ending}"
    path.write_bytes(data())
    told = {finding.code: finding.values for finding in read_document(path).findings}
    assert told["PH725"] == {"names": [name]}


def test_a_pale_frame_is_no_drawing_of_words(tmp_path: Path) -> None:
    path = tmp_path / "tep.pdf"
    path.write_bytes(
        page(WORDS + b"/G gs 100 200 400 400 re f", b"/Font<</F 5 0 R>>/ExtGState<</G 6 0 R>>", PALE)
    )
    assert "PH725" not in {finding.code for finding in read_document(path).findings}
