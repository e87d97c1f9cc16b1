"""A portal whose meeting has what the reading page is made for: text with an outline, a scan, Word, a spreadsheet."""

from __future__ import annotations

import io
import os
import struct
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
from PIL import Image

from driver import MEETING_ID, SETTINGS, PortalCase
from sample_files import archive, docx, vietnamese_pdf

READ = f"hop/{MEETING_ID}/doc/"
MEETING = f"hop/{MEETING_ID}/"
REPORT, SCAN, JPX, JBIG2 = (f"{READ}{key}/" for key in ("bao-cao", "ban-quet", "anh-jpx", "anh-jbig2"))
PACK = f"{MEETING}tron-bo/"
DECLARED = """\
agenda:
  - title: Báo cáo sơ kết
    documents: [bao-cao]
  - title: Thảo luận
    documents: [ban-quet]
documents:
  - du-thao.docx
  - {id: bao-cao, title: Báo cáo sơ kết, file: bao-cao.pdf, qr: có}
  - {id: ban-quet, title: Phụ lục quét, file: ban-quet.pdf}
  - {id: anh-jpx, title: Ảnh quét nén, file: anh-jpx.pdf}
  - {id: anh-jbig2, title: Ảnh quét đen trắng, file: anh-jbig2.pdf}
  - {id: so-lieu, title: Bảng số liệu, file: so-lieu.xlsx}
"""
PAGES: Sequence[str] = (
    "Kính thưa các đồng chí chủ trì hội nghị",
    "Đảng ủy xã đã họp ba kỳ và ban hành nghị quyết",
    "Trung tâm hành chính công lưu động tiếp nhận hồ sơ",
    "Kiến nghị Tỉnh ủy xem xét kinh phí năm sau",
)


def report(pages: Sequence[str] = PAGES, headings: Sequence[int] = (1, 2, 3, 4, 5)) -> bytes:
    """Return a PDF with words on each page below a heading of that number, which is in its outline."""
    parts = (f"= Phần {n}\n\n{words}.\n" for n, words in zip(headings, pages, strict=False))
    return vietnamese_pdf('#set text(lang: "vi")\n' + "#pagebreak()\n".join(parts))


def pictures(
    count: int, kind: str = "JPEG", size: tuple[int, int] = (827, 1169), cost: int = 0, shade: int = 150
) -> bytes:
    """Return a PDF of `count` scanned pages, each of another grey from `shade` on and of `cost` bytes if it would be less."""
    coding = pikepdf.Name.DCTDecode if kind == "JPEG" else pikepdf.Name.JPXDecode
    images = []
    for number in range(count):
        data = io.BytesIO()
        Image.new("L", size, shade + number % 50).save(data, kind)
        images.append(data.getvalue().ljust(cost, b"\0"))
    return _of_images(images, size, coding, 8)


def black_and_white() -> bytes:
    """Return a PDF of one page as scanners write them: JBIG2 (ISO/IEC 14492), a black square in the middle of the sheet.

    Its one region is coded as fax machines do (MMR), which TIFF has too.
    """
    width, height = size = 400, 560
    sheet = Image.new("1", size)  # what is set is ink
    sheet.paste(1, (150, 230, 250, 330))
    tiff = io.BytesIO()
    sheet.save(tiff, "TIFF", compression="group4", tiffinfo={278: height})
    with Image.open(tiff) as read:
        (start,), (length,) = read.tag_v2[273], read.tag_v2[279]
    ink = tiff.getvalue()[start : start + length]
    page = struct.pack(">IIIIBH", width, height, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + ink
    segments = ((48, page), (38, region))
    coded = b"".join(
        struct.pack(">IBBBI", n, kind, 0, 1, len(data)) + data for n, (kind, data) in enumerate(segments)
    )
    return _of_images([coded], size, pikepdf.Name.JBIG2Decode, 1)


def _of_images(images: Sequence[bytes], size: tuple[int, int], coding: pikepdf.Name, bits: int) -> bytes:
    with pikepdf.new() as pdf:
        for data in images:
            page = pdf.add_blank_page(page_size=(595, 842))
            image = pikepdf.Stream(pdf, data)
            image.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Image,
                Filter=coding,
                Width=size[0],
                Height=size[1],
                ColorSpace=pikepdf.Name.DeviceGray,
                BitsPerComponent=bits,
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
            page.Contents = pikepdf.Stream(pdf, b"q 595 0 0 842 0 0 cm /I Do Q")
        made = io.BytesIO()
        pdf.save(made)
    return made.getvalue()


def write_reader_portal(portal: PortalCase, text: bytes | None = None, shade: int = 150) -> None:
    """Write the portal; `text` is its report, `shade` the grey of its scan."""
    for path, content in SETTINGS.items():
        portal.write(path, content)
    portal.portal_file().meeting(DECLARED)
    folder = f"meetings/{MEETING_ID}"
    portal.write(f"{folder}/bao-cao.pdf", text or report())
    portal.write(f"{folder}/ban-quet.pdf", pictures(12, cost=150_000, shade=shade))
    portal.write(f"{folder}/anh-jpx.pdf", pictures(1, "JPEG2000", (400, 560), shade=200))
    portal.write(f"{folder}/anh-jbig2.pdf", black_and_white())
    portal.write(f"{folder}/du-thao.docx", docx("<w:p><w:r><w:t>Dự thảo kết luận</w:t></w:r></w:p>"))
    portal.write(
        f"{folder}/so-lieu.xlsx",
        archive({"[Content_Types].xml": "spreadsheetml.sheet.main+xml", "xl/workbook.xml": "<a/>"}),
    )


def built(root: Path, text: bytes | None = None, shade: int = 150, minutes: int = 0) -> Path:
    """Build the portal below `root` and return its site, whose files are dated so many minutes from now.

    Web servers tell two files of one size apart by the second of their dates.
    """
    portal = PortalCase(root)
    root.mkdir(parents=True, exist_ok=True)
    write_reader_portal(portal, text, shade)
    assert portal.run("codes", "issue").exit_code == 0
    result = portal.build()
    assert result.exit_code == 0, result
    later = time.time() + 60 * minutes
    for path in (root / "site").rglob("*"):
        os.utime(path, (later, later))
    return root / "site"


class Live:
    """A link that a web server follows: from one site to the next in one step."""

    def __init__(self, link: Path, site: Path) -> None:
        self.link = link
        link.symlink_to(site)

    def become(self, site: Path) -> None:
        new = self.link.with_name(f"{self.link.name}.new")
        new.unlink(missing_ok=True)
        new.symlink_to(site)
        new.rename(self.link)
