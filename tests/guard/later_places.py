"""A second lot of files with something in them that must not be published, chosen from the promises after the first had been mended for.

Its rate is told apart: what was mended for the first lot says nothing of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from carriers import HELD, MARK, NAME, NUMBER, Carrier
from office_places import (
    ORDINARY,
    SHEET,
    SLIDE,
    SPACES,
    docx,
    inline,
    links,
    packed,
    paragraph,
    pptx,
    row,
    run,
    shape,
    story,
    xlsx,
)
from other_places import (
    ODF,
    annotation,
    attached,
    changed,
    field,
    mail,
    odf,
    page,
    picture,
    plain,
    quoted,
    rtf,
)
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def later() -> list[Carrier]:
    """Return the second lot, in a fixed order."""
    return [*_marks(), *_numbers(), *_names(), *_held(), *_active()]


def _marks() -> Iterator[Carrier]:
    for where, content in _marked():
        ending = where.split(maxsplit=1)[0]
        yield Carrier("mark", where, content, ending)
    for stem in ("(MẬT) ke hoach", "2026_TUYET-MAT_so-3", "Kế hoạch - Tối Mật"):
        yield Carrier("mark", f"file name {stem}", plain(), "pdf", stem)


def _marked() -> Iterator[tuple[str, bytes]]:
    word_art = (
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:txbx>'
        f"<w:txbxContent>{paragraph(MARK)}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    yield "docx word art with a fallback", docx(word_art)
    yield (
        "docx style with capitals",
        docx(
            '<w:p><w:pPr><w:pStyle w:val="DongDau"/></w:pPr>' + run("Tối mật") + "</w:p>",
            {
                "word/styles.xml": f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:caps/></w:rPr></w:style>'
                '<w:style w:type="paragraph" w:styleId="DongDau"><w:basedOn w:val="Goc"/></w:style></w:styles>'
            },
        ),
    )
    yield (
        "docx letters in cells below each other",
        docx("<w:tbl>" + "".join(f"<w:tr><w:tc>{paragraph(c)}</w:tc></w:tr>" for c in "MẬT") + "</w:tbl>"),
    )
    yield (
        "docx phonetic guide",
        docx(
            f"<w:p><w:r><w:ruby><w:rt>{run(MARK)}</w:rt><w:rubyBase>{run('Bản')}</w:rubyBase></w:ruby></w:r></w:p>"
        ),
    )
    yield (
        "docx page of HTML inside",
        docx(
            '<w:altChunk r:id="r9"/>',
            {"word/afchunk.html": f"<html><meta charset=utf-8><p>{MARK}</p></html>"},
            links(("r9", "aFChunk", "afchunk.html", "")),
        ),
    )
    yield "docx first header and copy number", story("hdr", paragraph("TUYỆT MẬT") + paragraph("Bản số: 02"))
    yield (
        "docx text box in a footnote",
        story(
            "footnotes",
            f'<w:footnote w:id="2"><w:p><w:r><w:pict><v:textbox><w:txbxContent>{paragraph(MARK)}</w:txbxContent></v:textbox></w:pict></w:r></w:p></w:footnote>',
        ),
    )
    table = f"<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>{MARK}</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    yield "pptx table", pptx(table)
    yield (
        "pptx master",
        pptx(
            shape(ORDINARY),
            {
                "slideMasters/slideMaster1.xml": (
                    "slideMaster",
                    f"<p:sldMaster {SLIDE}>{shape('TỐI MẬT')}</p:sldMaster>",
                )
            },
        ),
    )
    yield (
        "pptx handout",
        pptx(
            shape(ORDINARY),
            {
                "handoutMasters/handoutMaster1.xml": (
                    "handoutMaster",
                    f"<p:handoutMaster {SLIDE}>{shape(MARK)}</p:handoutMaster>",
                )
            },
        ),
    )
    yield (
        "xlsx format of a number",
        xlsx(
            row('<c r="A1" s="1"><v>1</v></c>'),
            {
                "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><numFmts><numFmt numFmtId="164" formatCode="&quot;MẬT&quot;"/></numFmts></styleSheet>'
            },
        ),
    )
    yield (
        "xlsx choice of a list",
        xlsx(
            row(inline(ORDINARY)),
            after='<dataValidations><dataValidation type="list" sqref="A1"><formula1>"Thường,TỐI MẬT"</formula1></dataValidation></dataValidations>',
        ),
    )
    yield (
        "xlsx heading of a table",
        xlsx(
            row(inline(ORDINARY)),
            {
                "xl/tables/table1.xml": f'<table xmlns="{SHEET}"><tableColumns><tableColumn id="1" name="Độ mật: Mật"/></tableColumns></table>'
            },
        ),
    )
    yield (
        "xlsx text box of an old drawing",
        xlsx(
            row(inline(ORDINARY)),
            {
                "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textbox><div>{MARK}</div></v:textbox></v:shape></xml>'
            },
        ),
    )
    yield (
        "pdf caption of a button",
        field(FT=Name.Btn, MK=Dictionary(CA=String(MARK)))(""),
    )
    yield (
        "pdf reason of a signature",
        field(FT=Name.Sig, V=Dictionary(Type=Name.Sig, Reason=String("TỐI MẬT")))(""),
    )
    yield (
        "pdf letters apart, each rotated",
        page(ORDINARY + "\n\n" + " ".join(f"#box(rotate(-30deg, text({quoted(c)})))" for c in "MẬT")),
    )
    yield (
        "pdf red frame",
        page(f"#rect(stroke: red, inset: 4pt, text(fill: red, {quoted('TUYỆT MẬT')}))\n\n{ORDINARY}"),
    )
    yield "zip escaped name", packed({"BC_M%E1%BA%ACT.pdf": plain()})
    yield "zip name in UTF-8 decomposed", packed({"Tai lieu MA\u0302\u0323T.txt": ORDINARY})
    yield (
        "zip ods cell",
        packed(
            {
                "a.ods": odf(
                    f'<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-row><table:table-cell><text:p>{MARK}</text:p></table:table-cell></table:table-row></table:table>',
                    "spreadsheet",
                )
            }
        ),
    )
    yield (
        "zip odp notes",
        packed(
            {
                "a.odp": odf(
                    f'<presentation:notes xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"><text:p>{MARK}</text:p></presentation:notes>',
                    "presentation",
                )
            }
        ),
    )
    inner = mail(MARK, "Chuyển tiếp")
    outer = mail()
    outer.add_attachment(inner)
    yield "zip mail within a mail", packed({"a.eml": bytes(outer)})
    yield (
        "zip text in big-endian UTF-16",
        packed({"a.txt": f"\ufeff{ORDINARY}\n{MARK}\n".encode("utf-16-be")}),
    )
    yield "zip JSON with escapes", packed({"a.json": '{"dau": "M\\u1eacT"}'})
    yield "zip rtf in Windows' letters", packed({"a.rtf": rtf("TUYỆT MẬT", "footer")})
    yield "zip vCard folded", packed({"a.vcf": "BEGIN:VCARD\nVERSION:3.0\nNOTE:Tài liệu\n  MẬT\nEND:VCARD\n"})


def _numbers() -> Iterator[Carrier]:
    cell = f'=HYPERLINK("tel:{NUMBER}","gọi")'
    for where, content in (
        ("docx over rows of a table", docx("<w:tbl>" + "".join(f"<w:tr><w:tc>{paragraph(h)}</w:tc></w:tr>" for h in ("0912", "345", "678")) + "</w:tbl>")),
        ("docx hyphenated over lines", docx(paragraph("Gọi 0912-") + paragraph("345-678"))),
        ("docx brackets around 84", docx(paragraph("(84)912 345 678"))),
        ("docx letters o and I", docx(paragraph("o9I2345678"))),
        ("docx number of a property", docx("", {"docProps/custom.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property name="a"><i4>912345678</i4></property></Properties>'})),
        ("docx link of Viber", docx(f'<w:p><w:hyperlink r:id="r5">{run("gọi")}</w:hyperlink></w:p>', None, links(("r5", "hyperlink", "viber://chat?number=%2B84912345678", "External")))),
        ("docx field of a link", docx('<w:p><w:r><w:instrText> HYPERLINK "https://zalo.me/84912345678" </w:instrText></w:r></w:p>')),
        ("xlsx number with 84", xlsx(row('<c r="A1"><v>84912345678</v></c>'))),
        ("xlsx number in two cells", xlsx(row('<c r="A1"><v>912</v></c><c r="B1"><v>345678</v></c>'))),
        ("xlsx formula of a link", xlsx(row(f'<c r="A1"><f>{escape(cell[1:])}</f><v>0</v></c>'))),
        ("xlsx cache of a chart", xlsx(row(inline(ORDINARY)), {"xl/charts/chart1.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:numCache><c:pt idx="0"><c:v>912345678</c:v></c:pt></c:numCache></c:chartSpace>'})),
        ("pptx link on a shape", pptx(shape(ORDINARY), {"slides/_rels/slide9.xml.rels": ("hyperlink", links(("r9", "hyperlink", "sms:+84912345678", "External")))})),
        ("pdf full-width digits in a note", annotation(Subtype=Name.Text, Contents=String("０９１２ ３４５ ６７８"))("")),
        ("zip vCard telephone", packed({"a.vcf": "BEGIN:VCARD\nTEL;TYPE=cell:+84-912-345-678\nEND:VCARD\n"})),
        ("zip folder of a number", packed({"0912 345 678/a.txt": ORDINARY})),
    ):  # fmt: skip
        yield Carrier("number", where, content, where.split(maxsplit=1)[0])


def _names() -> Iterator[Carrier]:
    exif = Image.Exif()
    exif[0x013B] = NAME.encode()
    for where, content in (
        ("xlsx person of a thread", xlsx(row(inline(ORDINARY)), {"xl/persons/person.xml": f'<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName={quoteattr(NAME)}/></personList>'})),
        ("pptx author of comments", pptx(shape(ORDINARY), {"commentAuthors.xml": ("commentAuthors", f"<p:cmAuthorLst {SLIDE}><p:cmAuthor id='0' name={quoteattr(NAME)}/></p:cmAuthorLst>")})),
        ("docx over two lines", docx(paragraph("Lương Thị") + paragraph("Kiểm Thử"))),
        ("jpg artist", picture("JPEG", exif=exif)),
        ("zip odt author", packed({"a.odt": odf(meta=f"<office:document-meta {ODF}><office:meta><dc:creator>{NAME}</dc:creator></office:meta></office:document-meta>")})),
        ("pdf letters spaced", page(f"#text(tracking: 2pt, {quoted(NAME)})")),
    ):  # fmt: skip
        yield Carrier("name", where, content, where.split(maxsplit=1)[0])


def _held() -> Iterator[Carrier]:
    first = HELD.split(". ", maxsplit=1)[0]
    for where, content in (
        ("docx one sentence in capitals", docx(paragraph(first.upper()))),
        ("pptx alternative text", pptx(shape(ORDINARY, first))),
        ("xlsx a word to a cell", xlsx(row("".join(inline(w, f"{chr(65 + n % 26)}1") for n, w in enumerate(first.split()))))),
        ("pdf form value", field(V=String(first))("")),
        ("zip html", packed({"a.html": f"<meta charset=utf-8><p>{first.replace(' ', '&nbsp;')}"})),
    ):  # fmt: skip
        yield Carrier("held", where, content, where.split(maxsplit=1)[0])


def _active() -> Iterator[Carrier]:
    def portfolio(pdf: Pdf, _: str) -> None:
        pdf.Root["/AA"] = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"app.alert(1)")))

    def link(pdf: Pdf, _: str) -> None:
        action = Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
        own = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(own)])

    def following(pdf: Pdf, _: str) -> None:
        launch = pdf.make_indirect(Dictionary(S=Name.Launch, F=String("a.exe")))
        pdf.Root["/OpenAction"] = Dictionary(
            S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([launch])
        )

    gif = io.BytesIO(b"GIF89a" + b"/*" + bytes(20) + b"*/<script>alert(1)</script>").getvalue()
    for where, content in (
        ("pdf script on closing", changed(portfolio)("")),
        ("pdf link to a script", changed(link)("")),
        ("pdf launch after a jump", changed(following)("")),
        ("pdf office macro attached", attached("a.docm", docx("", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}))),
        ("docx remote frame", docx("", {"word/webSettings.xml": "<a/>", "word/_rels/webSettings.xml.rels": links(("r1", "frame", "https://example.invalid/", "External"))})),
        ("docx remote picture field", docx('<w:p><w:r><w:instrText> DDEAUTO excel "a" </w:instrText></w:r></w:p>')),
        ("pptx shape that runs a program", pptx(shape(ORDINARY) + '<p:pic><a:hlinkClick r:id="r5" action="ppaction://program"/></p:pic>')),
        ("xlsx remote object", xlsx(row(inline(ORDINARY)), {"xl/externalLinks/_rels/externalLink1.xml.rels": links(("r1", "oleObject", "\\\\host\\a", "External"))})),
        ("zip link file", packed({"a.url": "[InternetShortcut]\nURL=file://host/a"})),
        ("zip disk", packed({"a.iso": bytes(40_000)})),
        ("zip picture with a script", packed({"a.svg": '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'})),
        ("zip GIF and script", packed({"a.gif": gif})),
        ("zip mail with a program", packed({"a.eml": _mail_with_program()})),
    ):  # fmt: skip
        yield Carrier("active", where, content, where.split(maxsplit=1)[0])


def _mail_with_program() -> bytes:
    message = mail()
    message.add_attachment(b"MZ" + bytes(100), maintype="application", subtype="pdf", filename="bao-cao.pdf")
    return bytes(message)
