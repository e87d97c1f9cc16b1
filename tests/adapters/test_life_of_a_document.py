"""A document from build to build: awaited, published, replaced, withdrawn, with git and without; and one held back.

What may not be there is looked for in every file of the finished site: archives unpacked, the words of PDFs read by a
library that made none of them.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from driver import MEETING_ID, SITE_SETTINGS, PortalCase
from packs.pack_samples import unbindable_pdf
from phonghop.portal.codes import HEADER, Entry, Subject, new_code
from phonghop.text.region import VIETNAM
from sample_files import vietnamese_pdf

FOLDER = f"meetings/{MEETING_ID}"
PAGE = f"hop/{MEETING_ID}"
ADDRESS = f"{PAGE}/tai-lieu/bao-cao.pdf"
SUBJECT = Subject(MEETING_ID, "document", "bao-cao")
CODE = new_code(SUBJECT, ())

BEFORE = datetime(2026, 6, 29, 8, 0, tzinfo=VIETNAM)
PUBLISHED = datetime(2026, 6, 30, 8, 5, tzinfo=VIETNAM)
REPLACED = datetime(2026, 6, 30, 20, 5, tzinfo=VIETNAM)
WITHDRAWN = datetime(2026, 7, 1, 7, 0, tzinfo=VIETNAM)

FIRST = vietnamese_pdf("Bản thứ nhất của báo cáo\n#pagebreak()\nSố liệu ước tính")
SECOND = vietnamese_pdf("Bản thứ hai của báo cáo\n#pagebreak()\nSố liệu chính thức")
HELD = vietnamese_pdf("Danh sách giới thiệu ứng cử\n#pagebreak()\nTiêu chuẩn từng chức danh")

HELD_TITLE = "Phương án nhân sự chủ chốt"
HELD_WORDS = (HELD_TITLE, "phuong-an-nhan-su", "Danh sách giới thiệu ứng cử", "Tiêu chuẩn từng chức danh")
HELD_LINE = f"  - {{title: {HELD_TITLE}, file: phuong-an-nhan-su.pdf, release: 30/6/2026 8 giờ}}\n"

AWAITED = "  - {id: bao-cao, title: Báo cáo, qr: có, awaiting: Sở Mẫu}\n"
OPEN = "  - id: bao-cao\n    title: Báo cáo\n    qr: có\n    file: bao-cao.pdf\n    published_at: 30/6/2026 8 giờ\n"
NEWER = (
    f"{OPEN.replace('8 giờ', '20 giờ')}    versions: [{{file: ban-1.pdf, replaced_at: 30/6/2026 20 giờ}}]\n"
)
GONE = f"{NEWER}    withdrawn: Số liệu đang được rà soát\n"


class Life:
    """A portal that is built at moments of our choosing, and committed before, if it is in git."""

    def __init__(self, portal: PortalCase, monkeypatch: pytest.MonkeyPatch, *, in_git: bool) -> None:
        self.portal, self.in_git = portal, in_git
        self._monkeypatch = monkeypatch
        portal.write("mkdocs.yml", SITE_SETTINGS).write("content/index.md", "# Trang chủ\n")
        portal.write(".gitignore", "site/\nsite.*/\n.cache/\n")
        issued = Entry(CODE, "issue", SUBJECT, BEFORE.date(), "Báo cáo")
        portal.write("meetings/issued.tsv", f"{HEADER}{issued}\n")
        portal.write(f"{FOLDER}/phuong-an-nhan-su.pdf", HELD)

    @property
    def site(self) -> Path:
        return self.portal.root / "site"

    def build(self, at: datetime, document: str) -> str:
        """Build with `document` declared; return what staff are told."""
        self.portal.meeting(f"documents:\n{document}{HELD_LINE}")
        self._monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(at.timestamp())))
        if self.in_git:
            self.portal.commit(at)
        result = self.portal.run("build")
        assert result.exit_code == 0, result.output
        return result.output

    def document(self) -> dict[str, object]:
        entry = json.loads((self.site / PAGE / "hop.json").read_bytes())
        return next(found for found in entry["documents"] if found["id"] == "bao-cao")

    def page(self) -> str:
        return (self.site / PAGE / "index.html").read_text("utf-8")

    def code_page(self) -> str:
        return (self.site / "q" / CODE / "index.html").read_text("utf-8")


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a file, and everything that is inside it, by name."""
    yield name, data
    if name.endswith(".gz"):
        yield from contents(name.removesuffix(".gz"), gzip.decompress(data))
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield f"{name}/{inner} (name)", inner.encode()
                yield from contents(f"{name}/{inner}", archive.read(inner))
    elif data.startswith(b"%PDF-"):
        yield f"{name} (words)", "\n".join(pdf_words(data)).encode()


def pdf_words(data: bytes) -> Iterator[str]:
    """Yield the words on the pages of a PDF, in its bookmarks and its properties."""
    with pypdfium2.PdfDocument(data) as document:
        yield from document.get_metadata_dict().values()
        yield from (bookmark.get_title() for bookmark in document.get_toc())
        yield from (page.get_textpage().get_text_range().replace("\r\n", " ") for page in document)


def own_streams(pdf: bytes) -> list[bytes]:
    """Return the packed streams that one of the three PDFs does not share with the others: their fonts are the same."""
    others = b"".join(other for other in (FIRST, SECOND, HELD) if other != pdf)
    found = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    own = [stream for stream in found if len(stream) > 60 and stream not in others]
    assert own or not pdf
    return own


def where(site: Path, *words: str, pdf: bytes = b"") -> set[str]:
    """Return the files of the site that hold any of `words`, in any usual spelling, or anything of `pdf`."""
    parts = own_streams(pdf)
    wanted = [unicodedata.normalize("NFC", word).casefold() for word in words]
    found = set()
    for file in sorted(path for path in site.rglob("*") if path.is_file()):
        name = file.relative_to(site).as_posix()
        if any(word in name for word in wanted):
            found.add(name)
        for inner, data in contents(name, file.read_bytes()):
            said = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), data.decode("utf-8", "replace"))
            said = unicodedata.normalize("NFC", re.sub(r"\r?\n ", "", said)).casefold()
            if any(word in said for word in wanted) or any(part in data for part in parts):
                found.add(inner.removesuffix(" (words)").removesuffix(" (name)"))
    return found


@pytest.fixture(params=[True, False], ids=["in git", "without git"])
def life(portal: PortalCase, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Life:
    return Life(portal, monkeypatch, in_git=request.param)


def test_from_awaited_to_withdrawn(life: Life) -> None:
    life.build(BEFORE, AWAITED)
    assert life.document()["state"] == "pending"
    assert "Chờ Sở Mẫu phát hành" in life.page()
    assert "Chờ Sở Mẫu phát hành" in life.code_page()
    assert not (life.site / ADDRESS).exists()

    life.portal.write(f"{FOLDER}/bao-cao.pdf", FIRST)
    life.build(PUBLISHED, OPEN)
    assert life.document()["state"] == "published"
    assert (life.site / ADDRESS).read_bytes() == FIRST
    assert "doc/bao-cao/" in life.code_page()
    assert f"{PAGE}/tron-bo.pdf" in where(life.site, "Số liệu ước tính")

    life.portal.write(f"{FOLDER}/bao-cao.pdf", SECOND)
    told = life.build(REPLACED, OPEN)
    assert ("PH711" in told) is life.in_git

    life.portal.write(f"{FOLDER}/ban-1.pdf", FIRST)
    assert "PH711" not in life.build(REPLACED, NEWER)
    assert (life.site / ADDRESS).read_bytes() == SECOND
    assert (life.site / PAGE / "tai-lieu/bao-cao.ban-1.pdf").read_bytes() == FIRST
    assert "Bản này thay bản cũ lúc 20 giờ 00 phút" in life.page()
    assert where(life.site, pdf=FIRST) == {f"{PAGE}/tai-lieu/bao-cao.ban-1.pdf"}

    life.build(WITHDRAWN, GONE)
    assert life.document()["state"] == "withdrawn"
    assert "Đã thu hồi: Số liệu đang được rà soát" in life.page()
    assert "Số liệu đang được rà soát" in life.code_page()
    for pdf, words in ((FIRST, "Số liệu ước tính"), (SECOND, "Số liệu chính thức")):
        assert where(life.site, words, pdf=pdf) == set()


def test_a_held_document_leaves_no_trace_anywhere_until_its_hour(life: Life) -> None:
    life.portal.write(f"{FOLDER}/bao-cao.pdf", FIRST)
    life.build(BEFORE, OPEN)
    assert "Phát hành lúc 08 giờ 00 phút, thứ Ba, ngày 30/6/2026" in life.page()
    assert where(life.site, *HELD_WORDS, pdf=HELD) == set()
    life.build(PUBLISHED, OPEN)
    found = where(life.site, *HELD_WORDS, pdf=HELD)
    assert {
        f"{PAGE}/index.html",
        f"{PAGE}/hop.json",
        f"{PAGE}/tai-lieu/phuong-an-nhan-su.pdf",
        f"{PAGE}/tron-bo.pdf",
        f"{PAGE}/tron-bo.zip/index.html",
        "hop.json",
    } <= found
    life.build(BEFORE, OPEN)
    assert where(life.site, *HELD_WORDS, pdf=HELD) == set(), "what earlier builds kept is not published"


def test_what_only_making_a_pack_shows_is_told_by_every_build(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    life = Life(portal, monkeypatch, in_git=False)
    portal.write(f"{FOLDER}/bao-cao.pdf", unbindable_pdf())
    for _ in ("made", "kept"):
        assert f"{FOLDER}/meeting.yml:9:11: PH712 Tệp «bao-cao.pdf»" in life.build(PUBLISHED, OPEN)
    assert (life.site / ADDRESS).exists()
