"""Files of many kinds, written by hand: what the third lot plants into (`desk_places.py`) and its ordinary papers are made of."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
import typst

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = f'xmlns:r="{OFFICE}"'
OPENDOCUMENT = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "draw", "presentation", "script")
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)

Parts = Mapping[str, tuple[str, str | bytes]]
"""Path of a part to its content type and contents."""
Links = Iterable[tuple[str, str, str]]
"""Source part, kind of the relationship, target; a target with a colon is outside."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


def zipped(members: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """Return a ZIP with members in their order, all of one date."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 8, 0, 0)), contents, zipfile.ZIP_DEFLATED)
        archive.comment = comment
    return stream.getvalue()


def package(main: str, kind: str, contents: str, parts: Parts, links: Links) -> bytes:
    """Return an Open XML package whose main part is `main`."""
    types = {main: kind} | {path: part for path, (part, _) in parts.items()}
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{part}"/>' for path, part in types.items()
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    }
    sources: dict[str, list[tuple[str, str]]] = {"": [(f"{OFFICE}/officeDocument", main)]}
    for source, relationship, target in links:
        sources.setdefault(source, []).append(
            (relationship if "://" in relationship else f"{OFFICE}/{relationship}", target)
        )
    for source, targets in sources.items():
        folder, _, name = source.rpartition("/")
        path = f"{folder}/_rels/{name}.rels" if source else "_rels/.rels"
        members[path] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(
                f'<Relationship Id="rId{number}" Type="{relationship}" Target="{escape(target)}"'
                + (' TargetMode="External"/>' if ":" in target else "/>")
                for number, (relationship, target) in enumerate(targets, 1)
            )
            + "</Relationships>"
        )
    members[main] = contents
    return zipped(members | {path: part for path, (_, part) in parts.items()})


def run(text: str, properties: str = "") -> str:
    """Return a run of Word's."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*texts: str, properties: str = "") -> str:
    """Return a paragraph, each text a run of its own."""
    return "<w:p>" + "".join(run(text, properties) for text in texts) + "</w:p>"


PLAIN = paragraph("Kính gửi các phòng, đơn vị: đề nghị nghiên cứu, chuẩn bị ý kiến phát biểu tại hội nghị.")


def docx(body: str, parts: Parts = NOTHING, links: Links = (), *, kind: str = "document") -> bytes:
    """Return a document of Word's with `body` after one plain paragraph."""
    return package(
        "word/document.xml",
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml",
        f'<w:document {W} {R} {A} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        f"<w:body>{PLAIN}{body}</w:body></w:document>",
        parts,
        links,
    )


def xlsx(  # noqa: PLR0913 what stands where in a workbook
    rows: str,
    parts: Parts = NOTHING,
    links: Links = (),
    *,
    sheet: str = "Biểu 1",
    book: str = "",
    after: str = "",
) -> bytes:
    """Return a workbook of one sheet; `book` stands after its sheets, `after` after the rows."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return package(
        "xl/workbook.xml",
        f"{kind}.sheet.main+xml",
        f'<workbook {S} {R}><sheets><sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets>{book}</workbook>',
        {
            "xl/worksheets/sheet1.xml": (
                f"{kind}.worksheet+xml",
                f"<worksheet {S} {R}><sheetData>{rows}</sheetData>{after}</worksheet>",
            ),
            **parts,
        },
        [("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml"), *links],
    )


def cell(text: str) -> str:
    """Return a row of one cell with words."""
    return f'<row><c t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'


def pptx(shapes: str, parts: Parts = NOTHING, links: Links = ()) -> bytes:
    """Return a presentation of one slide."""
    kind = "application/vnd.openxmlformats-officedocument.presentationml"
    return package(
        "ppt/presentation.xml",
        f"{kind}.presentation.main+xml",
        f'<p:presentation {P} {R}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
        {"ppt/slides/slide1.xml": (f"{kind}.slide+xml", slide(shapes)), **parts},
        [("ppt/presentation.xml", "slide", "slides/slide1.xml"), *links],
    )


def slide(shapes: str, root: str = "sld") -> str:
    """Return a slide, or what else of a presentation has shapes."""
    return f"<p:{root} {P} {A} {R}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{root}>"


def shape(text: str, description: str = "", click: str = "") -> str:
    """Return a text box of a slide."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Hộp 1" descr="{escape(description)}">{click}</p:cNvPr></p:nvSpPr>'
        f"<p:txBody><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def opendocument(kind: str, body: str, members: Mapping[str, str | bytes] = {}) -> bytes:
    """Return a text (`text`), table (`spreadsheet`) or presentation of LibreOffice's."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {OPENDOCUMENT}><office:body><office:{kind}>{body}</office:{kind}>"
            "</office:body></office:document-content>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            **members,
        }
    )


@cache
def typeset(source: str) -> bytes:
    """Return the PDF of a Typst source."""
    return typst.compile(source.encode())


def pdf(source: str = "Chương trình hội nghị, buổi sáng từ 8 giờ tại hội trường tầng 2.") -> pikepdf.Pdf:
    """Return a PDF of real text, open to be changed."""
    return pikepdf.open(io.BytesIO(typeset(source)))


def saved(document: pikepdf.Pdf) -> bytes:
    """Return the bytes of a changed PDF."""
    stream = io.BytesIO()
    document.save(stream, static_id=True)
    return stream.getvalue()


def annotated(**entries: object) -> bytes:
    """Return a PDF with one annotation."""
    document = pdf()
    entries = {"Type": pikepdf.Name.Annot, "Rect": [100, 100, 300, 140], **entries}
    annotation = document.make_indirect(pikepdf.Dictionary(**entries))  # type: ignore[arg-type]
    document.pages[0].Annots = pikepdf.Array([annotation])
    if "FT" in entries:
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([annotation]))
    return saved(document)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a picture of one pixel with chunks of words."""

    def chunk(name: bytes, contents: bytes) -> bytes:
        return (
            struct.pack(">I", len(contents))
            + name
            + contents
            + struct.pack(">I", zlib.crc32(name + contents))
        )

    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*one)
        for one in [
            (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
            *chunks,
            (b"IDAT", zlib.compress(b"\0\0")),
            (b"IEND", b""),
        ]
    )
