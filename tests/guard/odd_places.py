"""A lot of unusual files, planned from what containers and encodings allow and written before any of them was tried.

Who chose them knew the code, so that their rate says less than that of lots by others; each is a class of its own.
"""

import base64
import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage

from carriers import Carrier
from desk_packages import (
    W,
    cell,
    docx,
    opendocument,
    paragraph,
    pdf,
    png,
    pptx,
    saved,
    shape,
    typeset,
    xlsx,
    zipped,
)
from desk_places import (
    HELD_WORDS,
    NUMBER,
    WORD,
    carriers_of,
    letter,
    pdf_with,
    properties,
    root,
)
from pikepdf import Array, Dictionary, Name, String

TCVN3_NAME = "Lß ThÞ H¹nh Nguyªn"
VNI_NAME = "Loø Thò Haïnh Nguyeân"
ORDINARY = "Chương trình làm việc của đoàn, buổi sáng tại hội trường tầng hai."


def marks() -> Iterator[tuple[str, str, bytes]]:
    """Yield what bears a secrecy mark."""
    yield "comment in XML of a part", "a.docx", docx(paragraph(ORDINARY) + "<!-- Tài liệu MẬT -->")
    yield (
        "letters of a symbol font",
        "a.docx",
        docx(
            "<w:p><w:r>"
            + "".join(f'<w:sym w:font="Times" w:char="{c:04X}"/>' for c in map(ord, "MẬT"))
            + "</w:r></w:p>"
        ),
    )
    yield "text turned round by a control", "a.docx", docx(paragraph("\u202eTẬM IỐT\u202c"))
    yield "Cyrillic letters that look alike", "a.docx", docx(paragraph("ТỐI МẬТ"))
    yield "crossed out by combining strokes", "a.docx", docx(paragraph("M\u0336Ậ\u0336T\u0336"))
    yield "capitals by a stuck key", "a.docx", docx(paragraph("tỐI mẬT"))
    yield "typed without an input method", "a.docx", docx(paragraph("TOOIS MAATJ"))
    yield "typed for VIQR", "a.docx", docx(paragraph("TO^'I MA^.T"))
    yield "signs between letters", "a.docx", docx(paragraph("M~Ậ~T"))
    yield "letters in brackets each", "a.docx", docx(paragraph("[M] [Ậ] [T]"))
    yield "small letters in a line of its own", "a.docx", docx(paragraph("tối mật"))
    yield "capital sign in the number", "a.docx", docx(paragraph("Số: 12-BC/TU (TM)"))
    yield "English stamp", "a.docx", docx(paragraph("TOP SECRET"))
    yield "degree of keeping secret", "a.docx", docx(paragraph("Mức độ bảo mật: Tối mật"))
    yield "stamp BÍ MẬT", "a.docx", docx(paragraph("TÀI LIỆU BÍ MẬT"))
    yield "value of a property in small letters", "a.docx", properties(core="<cp:keywords>mật</cp:keywords>")
    yield (
        "small letters as a name of a style",
        "a.docx",
        docx(
            "",
            {
                "word/styles.xml": (
                    f"{WORD}.styles+xml",
                    f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="Dấu Tối mật"/></w:style></w:styles>',
                )
            },
        ),
    )
    yield (
        "drawing that is no whole XML",
        "a.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/drawings/vmlDrawing1.vml": (
                    "application/vnd.openxmlformats-officedocument.vmlDrawing",
                    "<xml><div>Dấu<br>MẬT</div></xml>",
                )
            },
        ),
    )
    yield (
        "name of a destination",
        "a.pdf",
        pdf_with(
            lambda d: d.Root.__setitem__(
                "/Dests", Dictionary({"/TỐI#20MẬT".replace("#20", " "): Array([d.pages[0].obj, Name.Fit])})
            )
        ),
    )
    yield "title in UTF-8 without its sign", "a.pdf", saved_info("Tài liệu TỐI MẬT".encode())
    yield "XMP with numbered characters", "a.pdf", with_xmp(b"<dc:title>T&#x1ED0;I M&#x1EAC;T</dc:title>")
    yield "XMP in UTF-16", "a.pdf", with_xmp("<dc:title>TUYỆT MẬT</dc:title>".encode("utf-16"))
    yield (
        "words of marked content",
        "a.pdf",
        pdf_with(lambda d: d.pages[0].contents_add(b"/Span <</Alt (\xfe\xff\x00M\x1e\xac\x00T)>> BDC EMC")),
    )
    yield "second file of one attachment", "a.pdf", pdf_with(two_files)
    yield "earlier state of a changed file", "a.pdf", revised()
    yield "caption in a picture of a packed page", "a.pdf", pdf_with(picture_inside)
    yield "comment of a member", "t.zip", with_comment()
    yield "name in letters of Windows", "t.zip", with_raw_name("Tai lieu MẬT.txt".encode())
    yield (
        "file in a table of a saved message",
        "thu.mht",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-16le\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode("<p>TỐI MẬT</p>".encode("utf-16-le"))
        + b"\r\n--x--\r\n",
    )
    yield "subject of a mail within a mail", "thu.eml", forwarded()
    yield (
        "mailbox of several mails",
        "thu.mbox",
        b"From a@example.vn Mon Jan  1 08:00:00 2026\r\n" + bytes(letter(body="TUYỆT MẬT")),
    )
    yield "styles of a page, escaped", "p.html", rb'<html><style>h1:before{content:"M\1EAC T"}</style></html>'
    yield (
        "picture in a page, in base64",
        "p.html",
        b'<img src="data:image/png;base64,'
        + base64.b64encode(png((b"iTXt", b"Title\0\0\0\0\0" + "MẬT".encode())))
        + b'">',
    )
    yield "substitute letters of rich text", "a.rtf", rb"{\rtf1\uc1 T\u7888OI M\u7852\'41T\par}"
    yield (
        "rich text in the font of the nineties",
        "a.rtf",
        rb"{\rtf1{\fonttbl{\f0 .VnTimeH;}}\f0 t\'e8i m\'cbt\par}",
    )
    yield (
        "title of a recording, big-endian",
        "a.mp3",
        b"ID3\x03\0\0\0\0\0\x40TIT2"
        + struct.pack(">I", 19)
        + b"\0\0\x02"
        + "TUYỆT MẬT".encode("utf-16-be")
        + b"\xff\xfb\x90\0" * 40,
    )
    yield (
        "IPTC caption",
        "a.jpg",
        jpeg(
            b"\xff\xed",
            b"Photoshop 3.0\x008BIM\x04\x04\0\0"
            + struct.pack(">I", 16)
            + b"\x1c\x02\x78\0\x0b"
            + "TỐI MẬT".encode(),
        ),
    )
    yield (
        "second comment of a GIF",
        "a.gif",
        b"GIF89a\1\0\1\0\0\0\0!\xfe\3abc\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0!\xfe\x0b"
        + "Dấu MẬT".encode()
        + b"\0;",
    )
    yield "file name with a number at the mark", "BC_MẬT01.docx", docx(paragraph(ORDINARY))
    yield "file name written together", "BaoCaoMật.docx", docx(paragraph(ORDINARY))
    yield "file name letter by letter", "BC M-Ậ-T.docx", docx(paragraph(ORDINARY))


def numbers() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says an internal number."""
    yield "signs of keys", "a.docx", docx(paragraph("".join(f"{d}\ufe0f\u20e3" for d in NUMBER)))
    yield "digits in circles", "a.docx", docx(paragraph("".join("⓪①②③④⑤⑥⑦⑧⑨"[int(d)] for d in NUMBER)))
    yield "down a column", "a.xlsx", xlsx("".join(cell(part) for part in ("0900", "412", "758")))
    yield (
        "all percent signs in a link",
        "a.docx",
        docx(
            "",
            {},
            [
                (
                    "word/document.xml",
                    "hyperlink",
                    "https://zalo.me/" + "".join(f"%{ord(d):02X}" for d in NUMBER),
                )
            ],
        ),
    )
    yield (
        "base64 of a card",
        "a.vcf",
        b"BEGIN:VCARD\r\nNOTE;ENCODING=b:"
        + base64.b64encode(f"Gọi {NUMBER} buổi tối".encode())
        + b"\r\nEND:VCARD\r\n",
    )
    yield (
        "quoted signs of an old card",
        "a.vcf",
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nTEL;ENCODING=QUOTED-PRINTABLE:"
        + b"".join(b"=%02X" % ord(d) for d in NUMBER)
        + b"\r\nEND:VCARD\r\n",
    )
    yield "workbook attached to an Outlook mail", "a.eml", nested_mail()
    yield "field of a spreadsheet, with decimals", "a.csv", b"Ten;So\nA;900412758.00\n"
    yield "header of gzip", "a.gz", named_gzip(f"dt-{NUMBER}.txt")


def names() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says an internal name."""
    yield "given name first", "a.docx", docx(paragraph("Người lập: Nguyên, Lò Thị Hạnh"))
    yield "initials", "a.docx", docx(paragraph("Người lập: L.T.H. Nguyên"))
    yield "written together", "a.docx", docx(paragraph("tệp của LoThiHanhNguyen"))
    yield (
        "address of mail by initials",
        "a.docx",
        docx(paragraph("gửi về nguyenlth@example.vn trước thứ Sáu")),
    )
    yield "TCVN3", "a.docx", docx(paragraph(TCVN3_NAME))
    yield "VNI", "a.txt", VNI_NAME.encode("latin-1")


def held_words() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says words of a paper that waits."""
    yield "in UTF-16 without its sign", "a.txt", HELD_WORDS.encode("utf-16-be")
    yield "in base64 of a feed", "a.json", b'{"data": "' + base64.b64encode(HELD_WORDS.encode()) + b'"}'


def active_content() -> Iterator[tuple[str, str, bytes]]:
    """Yield what runs or fetches something."""
    yield (
        "film fetched from elsewhere",
        "a.pptx",
        pptx(shape("x"), {}, [("ppt/slides/slide1.xml", "video", "https://example.com/a.mp4")]),
    )
    yield (
        "link that runs a script",
        "a.docx",
        docx("", {}, [("word/document.xml", "hyperlink", "javascript:alert(1)")]),
    )
    yield (
        "field that links to another computer",
        "a.docx",
        docx('<w:p><w:r><w:instrText> LINK Excel.Sheet.8 "\\\\\\\\may\\\\a.xls" </w:instrText></w:r></w:p>'),
    )
    yield (
        "section fetched by LibreOffice",
        "a.odt",
        opendocument(
            "text",
            '<text:section text:name="a"><text:section-source xlink:href="https://example.com/a.odt"/></text:section>',
        ),
    )
    yield "query of a data source", "a.odc", b"<html><o:p/></html>"
    yield "link out of the folder in an archive", "t.zip", with_link()
    yield "names that climb in a tape archive", "t.tar", tape()
    yield "names that climb in an inner archive", "t.zip", zipped({"trong.zip": zipped({"../../a.txt": "a"})})
    yield "page that loads a style", "p.html", b"<style>@import url(https://example.com/a.css);</style>"


def saved_info(title: bytes) -> bytes:
    document = pdf()
    document.trailer.Info = document.make_indirect(Dictionary(Title=String(title)))
    return saved(document)


def with_xmp(words: bytes) -> bytes:
    document, stream = pdf(), io.BytesIO()
    document.Root.Metadata = document.make_stream(words, Type=Name.Metadata, Subtype=Name.XML)
    document.save(stream, static_id=True, fix_metadata_version=False)
    return stream.getvalue()


def two_files(document: object) -> None:
    make = document.make_stream  # type: ignore[attr-defined]
    files = Dictionary(F=make(b"Bao cao"), UF=make("Tài liệu MẬT".encode()))
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), UF=String("a.txt"), EF=files)
    root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), spec]))))(document)  # type: ignore[arg-type]


def revised() -> bytes:
    """Return a PDF whose last state no longer has the page's words of the one before."""
    old, new = typeset("TỐI MẬT"), None
    document = pdf("TỐI MẬT")
    number = document.pages[0].obj.Contents.objgen[0]
    del document
    at = len(old)
    new = b"%d 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n" % number
    before = old.rpartition(b"startxref")[2].split()[0]
    import pikepdf  # noqa: PLC0415

    with pikepdf.open(io.BytesIO(old)) as whole:
        size, catalogue = int(whole.trailer.Size), whole.Root.objgen[0]
    table = (
        b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n"
        % (number, at, size, catalogue, before, at + len(new))
    )
    return old + new + table


def picture_inside(document: object) -> None:
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "jpeg", comment="Dấu TỐI MẬT".encode())
    picture = document.make_stream(
        zlib.compress(stream.getvalue()),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Array([Name.FlateDecode, Name.DCTDecode]),
    )  # type: ignore[attr-defined]
    document.pages[0].Resources.XObject = Dictionary(A=picture)  # type: ignore[attr-defined]


def with_comment() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("bc.txt", (2026, 3, 2, 8, 0, 0))
        entry.comment = "TỐI MẬT".encode()
        archive.writestr(entry, ORDINARY)
    return stream.getvalue()


def with_raw_name(name: bytes) -> bytes:
    """Return an archive whose name is in bytes that no flag tells to be UTF-8."""
    return zipped({"A" * len(name): ORDINARY}).replace(b"A" * len(name), name)


def with_link() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        entry = zipfile.ZipInfo("tai-lieu", (2026, 3, 2, 8, 0, 0))
        entry.create_system, entry.external_attr = 3, 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return stream.getvalue()


def tape() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        member = tarfile.TarInfo("../../a.txt")
        member.size = 1
        archive.addfile(member, io.BytesIO(b"a"))
    return stream.getvalue()


def forwarded() -> bytes:
    outer = letter()
    inner = EmailMessage()
    inner["Subject"] = "Dự thảo TỐI MẬT"
    inner.set_content("x")
    outer.add_attachment(inner)
    return bytes(outer)


def nested_mail() -> bytes:
    outer, inner = letter(), letter()
    inner.add_attachment(
        xlsx(cell(NUMBER)), maintype="application", subtype="octet-stream", filename="ds.xlsx"
    )
    outer.add_attachment(inner)
    return bytes(outer)


def named_gzip(name: str) -> bytes:
    stream = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=stream, mtime=0) as packed:
        packed.write(b"Bao cao")
    return stream.getvalue()


def jpeg(marker: bytes, contents: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "jpeg")
    whole = stream.getvalue()
    return whole[:2] + marker + struct.pack(">H", len(contents) + 2) + contents + whole[2:]


def odd_carriers() -> Iterator[Carrier]:
    """Yield the whole lot."""
    yield from carriers_of((marks, numbers, names, held_words, active_content), "file name", unserved=".xls")
