"""What a meeting's page offers: which packs there are, what is in them, and when they are made again."""

from __future__ import annotations

import hashlib
import io
import zipfile

from driver import PortalCase, inspected
from packs.pack_samples import BASE, FOLDER, T, lively, pages, seen, text_pdf, unbindable_pdf
from phonghop.feeds.api import meeting_entry
from phonghop.feeds.publication import Publication
from phonghop.packs.offer import PackMaker, Packs


def packs(portal: PortalCase) -> Packs:
    """Return what the page of the case's only meeting offers."""
    shown = seen(portal)
    maker = PackMaker(inspected(shown), BASE, pages())
    return maker.packs(shown.folders[0], shown)


def test_nothing_of_a_held_document_is_in_a_pack(portal: PortalCase) -> None:
    lively(portal)
    held = (portal.root / FOLDER / "mat-danh.pdf").read_bytes()
    for file in packs(portal).files:
        assert isinstance(file.content, bytes)
        assert held not in file.content
        assert "Phương án nhân sự".encode() not in file.content
        assert b"mat-danh" not in file.content


def test_what_is_new_came_on_the_latest_day(portal: PortalCase) -> None:
    offered = packs(lively(portal))
    assert offered.new is not None
    assert offered.since == "16 giờ 30 phút, thứ Hai, ngày 29/6/2026"
    assert isinstance(offered.new.content, bytes)
    with zipfile.ZipFile(io.BytesIO(offered.new.content)) as new:
        assert new.namelist() == ["index.html", "01 Báo cáo sơ kết.pdf", "03 Tham luận.pdf", "SHA256SUMS"]
        assert "Có trong bộ đầy đủ" in new.read("index.html").decode()


def test_a_pack_that_would_be_empty_or_the_same_is_not_offered(portal: PortalCase) -> None:
    assert (
        packs(portal.meeting("documents: [{id: bao-cao, title: Báo cáo, awaiting: Trung ương}]\n")).files
        == ()
    )
    portal.write(f"{FOLDER}/a.docx", b"PK\x03\x04")
    offered = packs(portal.meeting("documents: [{file: a.docx, published_at: 28/6/2026}]\n"))
    assert [file.address for file in offered.files] == [f"hop/{FOLDER.split('/')[1]}/tron-bo.zip"]


def test_packs_follow_their_documents(portal: PortalCase) -> None:
    before, again = packs(lively(portal)), packs(portal)
    assert again == before
    portal.write(f"{FOLDER}/tl.pdf", text_pdf("Tham luận", "trang thêm"))
    after = packs(portal)
    assert after.whole
    assert before.whole
    assert after.whole.content != before.whole.content
    assert after.rows["tai-lieu-tham-luan"].place == "tr. 7–8 trong bộ PDF"


def test_a_pdf_that_cannot_be_bound_is_told_to_staff(portal: PortalCase) -> None:
    portal.write(f"{FOLDER}/mot.pdf", text_pdf("Một")).write(f"{FOLDER}/hai.pdf", unbindable_pdf())
    portal.write(f"{FOLDER}/ba.docx", b"PK\x03\x04").meeting("documents: [mot.pdf, hai.pdf, ba.docx]\n")
    told = [str(problem.place) for problem in packs(portal).problems if problem.code == "PH712"]
    assert told == [f"{FOLDER}/meeting.yml:5:22"]
    portal.meeting("documents: [mot.pdf, {file: hai.pdf, accepted: PH712}, ba.docx]\n")
    assert packs(portal).problems == ()


def test_the_api_tells_what_the_page_offers(portal: PortalCase) -> None:
    lively(portal)
    offered = packs(portal)
    site = Publication(seen(portal), inspected(seen(portal)), BASE, T, {})
    entry = meeting_entry(site.portal.folders[0], site, offered)
    assert [(pack.scope, pack.type, pack.pages) for pack in entry.packs] == [
        ("all", "application/zip", None),
        ("all", "application/pdf", 9),
        ("newest", "application/zip", None),
    ]
    for told, file in zip(entry.packs, offered.files, strict=True):
        assert isinstance(file.content, bytes)
        assert told.url == f"{BASE}{file.address}"
        assert told.bytes == len(file.content)
        assert told.sha256 == hashlib.sha256(file.content).hexdigest()
