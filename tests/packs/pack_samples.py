"""Portals with documents of every kind that a pack meets, and PDFs made for one oddity each."""

from __future__ import annotations

import io
from datetime import datetime

import typst
from pypdf import PageObject, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)

from driver import MEETING_ID, PortalCase, inspected
from phonghop.packs.contents import Pack, pack_of
from phonghop.pages.templates import Pages
from phonghop.portal import Portal
from phonghop.portal.release import as_of
from phonghop.text.region import VIETNAM
from phonghop.text.strings import strings
from phonghop.theme_files import templates_folder
from sample_files import CATALOG, pdf

BASE = "https://hop.example.gov.vn/"
T = strings("vi")
NOW = datetime(2026, 7, 1, 7, 0, tzinfo=VIETNAM)
FOLDER = f"meetings/{MEETING_ID}"

LIVELY = """\
agenda:
  - Khai mạc
  - {title: Báo cáo sơ kết, time: "8:15", presenter: Chánh Văn phòng, documents: [bao-cao, phu-luc]}
  - {title: Thảo luận, documents: [tham-luan, de-cuong]}
documents:
  - {id: chuong-trinh, title: "Chương trình: sáng/chiều?", file: ct.pdf, published_at: 28/6/2026 17 giờ}
  - {id: bao-cao, title: Báo cáo sơ kết, file: bc.pdf, published_at: 29/6/2026 16 giờ 30}
  - {id: phu-luc, title: Phụ lục, file: pl.docx, published_at: 28/6/2026 17 giờ}
  - {id: tham-luan, title: Tham luận, file: tl.pdf, published_at: 29/6/2026 18 giờ}
  - {id: de-cuong, title: Đề cương, awaiting: Trung ương}
  - {id: cu, title: Bản cũ, withdrawn: Nhầm tệp}
  - {id: ngoai, title: Nghị quyết, url: "https://example.vn/nq"}
  - {title: Phương án nhân sự, file: mat-danh.pdf, release: 01/7/2026 8 giờ}
"""
"""A meeting in the middle of its life: published on two days, awaited, withdrawn, elsewhere, held back."""


def text_pdf(*pages: str) -> bytes:
    """Return a PDF with one line of text on each page."""
    source = "#pagebreak()\n".join(pages)
    made = typst.compile(source.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def written(writer: PdfWriter) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def blank_pdf(
    width: float = 595, height: float = 842, *, turned: int = 0, left: float = 0, bottom: float = 0
) -> bytes:
    """Return one blank page of a size, turned clockwise by so many degrees, its corner away from the origin."""
    writer = PdfWriter()
    page = writer.add_blank_page(width, height)
    page.mediabox = RectangleObject((left, bottom, left + width, bottom + height))
    page[NameObject("/Rotate")] = NumberObject(turned)
    return written(writer)


def swollen_pdf() -> tuple[bytes, bytes]:
    """Return one page whose content inflates to 64 MB, and the packed content."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    content = DecodedStreamObject()
    content.set_data(b" " * 2**26)
    packed = content.flate_encode()
    page[NameObject("/Contents")] = writer._add_object(packed)
    return written(writer), packed._data


def locked_pdf() -> bytes:
    """Return a PDF that opens without a password but is encrypted."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt(user_password="", owner_password="x", algorithm="RC4-128")
    return written(writer)


def unbindable_pdf() -> bytes:
    """Return a PDF that viewers open, with an annotation whose flags are no number."""
    return pdf("Hai", entries=b"/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/F/Hidden>>]")


def signed_pdf() -> bytes:
    """Return a PDF with a field that holds a signature."""
    signature = b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>>>"
    catalog = CATALOG[:-2] + b"/AcroForm<</SigFlags 3/Fields[7 0 R]>>>>"
    return pdf("Mot", catalog=catalog, more=(signature, b"<</FT/Sig/T(a)/V 6 0 R>>"))


def dictionary(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def annotated_pdf() -> bytes:
    """Return two pages whose first links to the second, to the web and to a script, and shows a form field."""
    writer = PdfWriter()
    first, second = (writer.add_blank_page(595, 842) for _ in range(2))
    look = DecodedStreamObject()
    look.set_data(b"1 0 0 rg 0 0 100 100 re f")
    look.update(
        dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=_box(0, 0, 100, 100))
    )
    writer.add_named_destination("muc-2", 1)
    field = {"FT": NameObject("/Btn"), "AS": NameObject("/On"), "T": TextStringObject("chon")}
    states = dictionary(N=dictionary(On=writer._add_object(look)))
    _annotate(first, "Link", 10, Dest=ArrayObject([second.indirect_reference, NameObject("/Fit")]))
    _annotate(first, "Link", 50, Dest=TextStringObject("muc-2"))
    _annotate(first, "Link", 100, A=_action("URI", URI=TextStringObject("https://example.vn/")))
    _annotate(first, "Link", 150, A=_action("JavaScript", JS=TextStringObject("app.alert(1)")))
    _annotate(first, "Link", 200, A=_action("Launch", F=TextStringObject("calc.exe")))
    _annotate(first, "Widget", 300, AP=states, **field)
    first[NameObject("/AA")] = dictionary(O=_action("JavaScript", JS=TextStringObject("app.alert(2)")))
    writer.root_object[NameObject("/OpenAction")] = _action("JavaScript", JS=TextStringObject("app.alert(3)"))
    return written(writer)


def _box(*sides: float) -> ArrayObject:
    return ArrayObject(map(FloatObject, sides))


def _action(kind: str, **entries: object) -> DictionaryObject:
    return dictionary(S=NameObject(f"/{kind}"), **entries)


def _annotate(page: PageObject, kind: str, at: float, **entries: object) -> None:
    made = dictionary(
        Type=NameObject("/Annot"), Subtype=NameObject(f"/{kind}"), Rect=_box(at, 400, at + 100, 500)
    )
    made.update(dictionary(**entries))
    page.setdefault(NameObject("/Annots"), ArrayObject()).append(made)


def lively(portal: PortalCase) -> PortalCase:
    """Lay out the lively meeting."""
    pdfs = {"ct": text_pdf("Chương trình"), "bc": text_pdf("Một", "Hai"), "tl": text_pdf("Tham luận")}
    for name, data in pdfs.items():
        portal.write(f"{FOLDER}/{name}.pdf", data)
    portal.write(f"{FOLDER}/mat-danh.pdf", text_pdf("Chưa đến giờ")).write(
        f"{FOLDER}/pl.docx", b"PK\x03\x04 Word"
    )
    return portal.meeting(LIVELY)


def with_documents(portal: PortalCase, **files: bytes) -> PortalCase:
    """Lay out a meeting with the PDFs `files`, in their order."""
    for name, data in files.items():
        portal.write(f"{FOLDER}/{name}.pdf", data)
    names = ", ".join(f"{name}.pdf" for name in files)
    return portal.meeting(f"documents: [{names}]\n")


def seen(portal: PortalCase) -> Portal:
    return as_of(portal.load(), NOW)


def pack(portal: PortalCase) -> Pack:
    """Return the pack of the case's only meeting, as it may be seen at NOW."""
    shown = seen(portal)
    return pack_of(shown.folders[0], shown, inspected(shown), BASE, T)


def pages() -> Pages:
    return Pages(templates_folder(), T)
