"""Small documents made on the spot: whole ones, and ones with a single thing wrong."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping, Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import typst

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships {_LINKS}><Relationship Id="r1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of `objects`, numbered from 1; the first is the catalogue."""
    data = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))
    return bytes(data) + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def pdf(
    words: str = "Bao cao", catalog: bytes = CATALOG, more: Sequence[bytes] = (), entries: bytes = b""
) -> bytes:
    """Return a PDF of one page with ASCII `words`, a line each; `more` objects begin at number 6."""
    lines = b"".join(b"(%s) Tj T* " % line.encode("ascii") for line in words.split("\n"))
    return pdf_of(
        [
            catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%s>>"
            % entries,
            stream(b"BT /F 12 Tf 14 TL 72 720 Td %sET" % lines),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            *more,
        ]
    )


def vietnamese_pdf(source: str) -> bytes:
    """Return the PDF that typst sets `source` to."""
    return typst.compile(source.encode())


def packed_spaces(size: int) -> bytes:
    """Return `size` spaces, whole megabytes, as zlib packs them: one megabyte's bytes over and over, so in no time."""
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    megabyte = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    low = (1 + size * 32) % 65521
    high = (size + 32 * (size * (size + 1) // 2)) % 65521
    return b"\x78\xda" + megabyte * (size >> 20) + b"\x03\x00" + (high << 16 | low).to_bytes(4)


def bomb(size: int) -> bytes:
    """Return a PDF whose page unpacks to `size` bytes, by way of a stream packed twice."""
    twice = zlib.compress(packed_spaces(size), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    packed = stream(twice, b"/Filter[/FlateDecode/FlateDecode]")
    return pdf_of([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, packed])


def docx(
    body: str = "<w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>", parts: Mapping[str, str] | None = None
) -> bytes:
    """Return a DOCX with the given paragraphs; `parts` are added to the package or take the place of its own."""
    document = f"<w:document {_WORD}><w:body>{body}</w:body></w:document>"
    own = {"[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/document.xml": document}
    return archive({**own, **(parts or {})})


def core_properties(creator: str, last: str = "") -> Mapping[str, str]:
    """Return the part that names a file's authors."""
    said = f"<dc:creator>{creator}</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy>"
    return {"docProps/core.xml": f"<cp:coreProperties {_CORE}>{said}</cp:coreProperties>"}


def comments(count: int) -> Mapping[str, str]:
    return {"word/comments.xml": f"<w:comments {_WORD}>{'<w:comment/>' * count}</w:comments>"}


def link_to(address: str) -> Mapping[str, str]:
    link = f'<Relationship Id="r9" Type="hyperlink" Target="{address}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": f"<Relationships {_LINKS}>{link}</Relationships>"}


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()
