"""Where words stand in Office files: each place is a function of the words that returns a file's bytes.

Files are written part by part, by no library that also reads them.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    f'xmlns:m="{OFFICE}/math"'
)
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SLIDE = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships"'
)
CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
ORDINARY = "Báo cáo tình hình thực hiện nhiệm vụ tháng"

Place = Callable[[str], bytes]


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def links(*rows: tuple[str, str, str, str]) -> str:
    """Return a part of relationships, of rows of id, type, target and mode."""
    each = "".join(
        f'<Relationship Id="{i}" Type="{t if ":" in t else f"{OFFICE}/relationships/{t}"}" Target={quoteattr(target)}'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for i, t, target, mode in rows
    )
    return f'<Relationships xmlns="{LINKS}">{each}</Relationships>'


def types(main: str, content_type: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>'
    )


def package(
    main: str, content_type: str, content: str, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    own = {
        "[Content_Types].xml": types(
            main, f"application/vnd.openxmlformats-officedocument.{content_type}.main+xml"
        ),
        "_rels/.rels": links(("r1", "officeDocument", main, "")),
        main: content,
    }
    return packed({**own, **(parts or {})})


def run(words: str, properties: str = "") -> str:
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{run(words, properties)}</w:p>"


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, main_links: str = "") -> bytes:
    content = f"<w:document {SPACES}><w:body>{paragraph(ORDINARY)}{body}</w:body></w:document>"
    more = dict(parts or {})
    if main_links:
        more["word/_rels/document.xml.rels"] = main_links
    return package("word/document.xml", "wordprocessingml.document", content, more)


def story(name: str, content: str) -> bytes:
    """Return a DOCX with a part beside the document, as headers and footnotes are."""
    part = f"<w:{name} {SPACES}>{content}</w:{name}>"
    kind = {"hdr": "header", "ftr": "footer"}.get(name, name)
    section = (
        f'<w:sectPr><w:{kind}Reference w:type="default" r:id="r7"/></w:sectPr>'
        if name in {"hdr", "ftr"}
        else ""
    )
    return docx(section, {f"word/{kind}1.xml": part}, links(("r7", kind, f"{kind}1.xml", "")))


def watermark(words: str) -> bytes:
    shape = f'<v:shape id="PowerPlusWaterMarkObject1" type="#_x0000_t136"><v:textpath string={quoteattr(words)}/></v:shape>'
    return story("hdr", f"<w:p><w:r><w:pict>{shape}</w:pict></w:r></w:p>")


def drawn(words: str) -> bytes:
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph(words)}</w:txbxContent></wps:txbx></wps:wsp>"
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    graphic = f'<a:graphic><a:graphicData uri="{uri}">{box}</a:graphicData></a:graphic>'
    return docx(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Hộp 1"/>{graphic}</wp:inline></w:drawing></w:r></w:p>'
    )


def alternative(attribute: str) -> Place:
    return lambda words: docx(
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Hình 1" {attribute}={quoteattr(words)}/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def core(element: str) -> Place:
    return lambda words: docx(
        "",
        {
            "docProps/core.xml": f"<cp:coreProperties {CORE}><{element}>{escape(words)}</{element}></cp:coreProperties>"
        },
    )


def app(element: str) -> Place:
    space = f"{OFFICE}/extended-properties"
    return lambda words: docx(
        "",
        {
            "docProps/app.xml": f'<Properties xmlns="{space}"><{element}>{escape(words)}</{element}></Properties>'
        },
    )


def custom_property(words: str) -> bytes:
    vt = f"{OFFICE}/docPropsVTypes"
    row = f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Ghi"><vt:lpwstr>{escape(words)}</vt:lpwstr></property>'
    return docx(
        "",
        {
            "docProps/custom.xml": f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{vt}">{row}</Properties>'
        },
    )


def comment(words: str, author: str = "Văn thư") -> bytes:
    return story(
        "comments", f'<w:comment w:id="0" w:author={quoteattr(author)}>{paragraph(words)}</w:comment>'
    )


def halves(words: str) -> tuple[str, str]:
    middle = (len(words) + 1) // 2
    return words[:middle], words[middle:]


def over_cells(words: str) -> bytes:
    cells = "".join(f"<w:tc>{paragraph(half)}</w:tc>" for half in halves(words))
    return docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def xlsx(
    rows: str,
    parts: Mapping[str, str | bytes] | None = None,
    *,
    name: str = "Sheet1",
    after: str = "",
    book: str = "",
) -> bytes:
    content = (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheets>'
        f'<sheet name={quoteattr(name)} sheetId="1" r:id="r1"/></sheets>{book}</workbook>'
    )
    sheet = f'<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}/relationships"><sheetData>{rows}</sheetData>{after}</worksheet>'
    own = {
        "xl/_rels/workbook.xml.rels": links(
            ("r1", "worksheet", "worksheets/sheet1.xml", ""), ("r2", "sharedStrings", "sharedStrings.xml", "")
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return package("xl/workbook.xml", "spreadsheetml.sheet", content, {**own, **(parts or {})})


def inline(words: str, cell: str = "A1") -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def row(cells: str) -> str:
    return f'<row r="1">{cells}</row>'


def shared(content: str) -> bytes:
    strings = {
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}" count="1" uniqueCount="1"><si>{content}</si></sst>'
    }
    return xlsx(row('<c r="A1" t="s"><v>0</v></c>'), strings)


def beside_sheet(kind: str, path: str, content: str) -> bytes:
    return xlsx(
        row(inline(ORDINARY)),
        {f"xl/{path}": content, "xl/worksheets/_rels/sheet1.xml.rels": links(("r1", kind, f"../{path}", ""))},
    )


def sheet_link(words: str) -> bytes:
    return xlsx(
        row(inline(ORDINARY)),
        {"xl/worksheets/_rels/sheet1.xml.rels": links(("r1", "hyperlink", words, "External"))},
        after='<hyperlinks><hyperlink ref="A1" r:id="r1"/></hyperlinks>',
    )


def shape(words: str, description: str = "") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Ô 1" descr={quoteattr(description)}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/>'
        f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(words)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def tree(name: str, shapes: str) -> str:
    return f"<p:{name} {SLIDE}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:{name}>"


def pptx(shapes: str, more: Mapping[str, tuple[str, str]] | None = None) -> bytes:
    """Return a PPTX with one slide; `more` are parts beside it, by path: the kind of the link and the content."""
    content = (
        f'<p:presentation {SLIDE}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>'
    )
    parts = {
        "ppt/_rels/presentation.xml.rels": links(("r1", "slide", "slides/slide1.xml", "")),
        "ppt/slides/slide1.xml": tree("sld", shapes),
    }
    beside = more or {}
    rows = [(f"r{n}", kind, f"../{path}", "") for n, (path, (kind, _)) in enumerate(beside.items(), 1)]
    parts["ppt/slides/_rels/slide1.xml.rels"] = links(*rows)
    parts |= {f"ppt/{path}": content for path, (_, content) in beside.items()}
    return package("ppt/presentation.xml", "presentationml.presentation", content, parts)


DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)

PLACES: Mapping[str, Place] = {
    "docx body": lambda t: docx(paragraph(t)),
    "docx header": lambda t: story("hdr", paragraph(t)),
    "docx footer": lambda t: story("ftr", paragraph(t)),
    "docx footnote": lambda t: story("footnotes", f'<w:footnote w:id="2">{paragraph(t)}</w:footnote>'),
    "docx endnote": lambda t: story("endnotes", f'<w:endnote w:id="2">{paragraph(t)}</w:endnote>'),
    "docx comment": comment,
    "docx comment author": lambda t: comment("Xem lại", t),
    "docx author of a change": lambda t: docx(
        f'<w:p><w:ins w:id="1" w:author={quoteattr(t)}>{run("thêm")}</w:ins></w:p>'
    ),
    "docx people part": lambda t: docx(
        "",
        {
            "word/people.xml": f'<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person w15:author={quoteattr(t)}/></w15:people>'
        },
    ),
    "docx text box": lambda t: docx(
        f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph(t)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "docx drawn text box": drawn,
    "docx watermark": watermark,
    "docx content control": lambda t: docx(f"<w:sdt><w:sdtContent>{paragraph(t)}</w:sdtContent></w:sdt>"),
    "docx name of a content control": lambda t: docx(
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(t)}/></w:sdtPr><w:sdtContent>{paragraph('Ghi')}</w:sdtContent></w:sdt>"
    ),
    "docx hidden text": lambda t: docx(paragraph(t, "<w:vanish/>")),
    "docx white text": lambda t: docx(paragraph(t, '<w:color w:val="FFFFFF"/>')),
    "docx deleted text": lambda t: docx(
        f'<w:p><w:del w:id="1" w:author="Văn thư"><w:r><w:delText>{escape(t)}</w:delText></w:r></w:del></w:p>'
    ),
    "docx inserted text": lambda t: docx(f'<w:p><w:ins w:id="1" w:author="Văn thư">{run(t)}</w:ins></w:p>'),
    "docx table cell": lambda t: docx(
        f"<w:tbl><w:tr><w:tc>{paragraph(t)}</w:tc><w:tc>{paragraph('Nội dung')}</w:tc></w:tr></w:tbl>"
    ),
    "docx over table cells": over_cells,
    "docx run for each letter": lambda t: docx(f"<w:p>{''.join(run(letter) for letter in t)}</w:p>"),
    "docx over a line break": lambda t: docx(
        "<w:p>{}<w:r><w:br/></w:r>{}</w:p>".format(*map(run, halves(t)))
    ),
    "docx over two paragraphs": lambda t: docx("".join(map(paragraph, halves(t)))),
    "docx over a tab": lambda t: docx("<w:p>{}<w:r><w:tab/></w:r>{}</w:p>".format(*map(run, halves(t)))),
    "docx alternative text": alternative("descr"),
    "docx title of a picture": alternative("title"),
    "docx link target": lambda t: docx(
        f'<w:p><w:hyperlink r:id="r5">{run("xem")}</w:hyperlink></w:p>',
        None,
        links(("r5", "hyperlink", t, "External")),
    ),
    "docx link tooltip": lambda t: docx(
        f'<w:p><w:hyperlink w:anchor="a" w:tooltip={quoteattr(t)}>{run("xem")}</w:hyperlink></w:p>'
    ),
    "docx field instruction": lambda t: docx(
        f'<w:p><w:r><w:instrText> QUOTE "{escape(t)}" </w:instrText></w:r></w:p>'
    ),
    "docx form field default": lambda t: docx(
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:textInput><w:default w:val={quoteattr(t)}/></w:textInput></w:ffData></w:fldChar></w:r></w:p>'
    ),
    "docx list item of a control": lambda t: docx(
        f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText={quoteattr(t)} w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>{paragraph("Chọn")}</w:sdtContent></w:sdt>'
    ),
    "docx formula": lambda t: docx(f"<w:p><m:oMath><m:r><m:t>{escape(t)}</m:t></m:r></m:oMath></w:p>"),
    "docx title": core("dc:title"),
    "docx subject": core("dc:subject"),
    "docx keywords": core("cp:keywords"),
    "docx description": core("dc:description"),
    "docx category": core("cp:category"),
    "docx author": core("dc:creator"),
    "docx last author": core("cp:lastModifiedBy"),
    "docx company": app("Company"),
    "docx manager": app("Manager"),
    "docx custom property": custom_property,
    "docx custom XML": lambda t: docx("", {"customXml/item1.xml": f"<ghi><o>{escape(t)}</o></ghi>"}),
    "docx custom XML attribute": lambda t: docx("", {"customXml/item1.xml": f"<ghi o={quoteattr(t)}/>"}),
    "docx document variable": lambda t: docx(
        "",
        {
            "word/settings.xml": f'<w:settings {SPACES}><w:docVars><w:docVar w:name="ghi" w:val={quoteattr(t)}/></w:docVars></w:settings>'
        },
    ),
    "docx building block": lambda t: docx(
        "",
        {
            "word/glossary/document.xml": f"<w:glossaryDocument {SPACES}><w:docParts><w:docPart><w:docPartBody>{paragraph(t)}</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
        },
    ),
    "docx SmartArt": lambda t: docx(
        "",
        {
            "word/diagrams/data1.xml": f'<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" {SPACES}><dgm:t><a:p><a:r><a:t>{escape(t)}</a:t></a:r></a:p></dgm:t></dgm:dataModel>'
        },
    ),
    "docx chart title": lambda t: docx(
        "",
        {
            "word/charts/chart1.xml": f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" {SPACES}><c:title><c:tx><c:rich><a:p><a:r><a:t>{escape(t)}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chartSpace>'
        },
    ),
    "docx workbook inside": lambda t: docx(
        "", {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(row(inline(t)))}
    ),
    "xlsx cell": lambda t: xlsx(row(inline(t))),
    "xlsx shared string": lambda t: shared(f"<t>{escape(t)}</t>"),
    "xlsx shared rich text": lambda t: shared("".join(f"<r><t>{escape(half)}</t></r>" for half in halves(t))),
    "xlsx phonetic text": lambda t: shared(f'<t>Ghi</t><rPh sb="0" eb="1"><t>{escape(t)}</t></rPh>'),
    "xlsx result of a formula": lambda t: xlsx(row(f'<c r="A1" t="str"><f>A2</f><v>{escape(t)}</v></c>')),
    "xlsx words in a formula": lambda t: xlsx(row(f'<c r="A1"><f>IF(A2,"{escape(t)}","")</f><v>0</v></c>')),
    "xlsx over cells": lambda t: xlsx(
        row("".join(inline(h, f"{c}1") for h, c in zip(halves(t), "AB", strict=True)))
    ),
    "xlsx sheet name": lambda t: xlsx(row(inline(ORDINARY)), name=t),
    "xlsx defined name": lambda t: xlsx(
        row(inline(ORDINARY)),
        book=f'<definedNames><definedName name="ghi">"{escape(t)}"</definedName></definedNames>',
    ),
    "xlsx page header": lambda t: xlsx(
        row(inline(ORDINARY)),
        after=f"<headerFooter><oddHeader>&amp;C&amp;B{escape(t)}</oddHeader></headerFooter>",
    ),
    "xlsx page footer": lambda t: xlsx(
        row(inline(ORDINARY)),
        after=f"<headerFooter><oddFooter>&amp;R&amp;12 {escape(t)}</oddFooter></headerFooter>",
    ),
    "xlsx comment": lambda t: beside_sheet(
        "comments",
        "comments1.xml",
        f'<comments xmlns="{SHEET}"><commentList><comment ref="A1"><text><t>{escape(t)}</t></text></comment></commentList></comments>',
    ),
    "xlsx comment author": lambda t: beside_sheet(
        "comments",
        "comments1.xml",
        f'<comments xmlns="{SHEET}"><authors><author>{escape(t)}</author></authors></comments>',
    ),
    "xlsx threaded comment": lambda t: beside_sheet(
        "threadedComment",
        "threadedComments/threadedComment1.xml",
        f'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment><text>{escape(t)}</text></threadedComment></ThreadedComments>',
    ),
    "xlsx drawing": lambda t: beside_sheet(
        "drawing",
        "drawings/drawing1.xml",
        f"<xdr:wsDr {DRAWING}><xdr:sp><xdr:txBody><a:p><a:r><a:t>{escape(t)}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>",
    ),
    "xlsx link target": sheet_link,
    "xlsx prompt of a cell": lambda t: xlsx(
        row(inline(ORDINARY)),
        after=f'<dataValidations><dataValidation prompt={quoteattr(t)} sqref="A1"/></dataValidations>',
    ),
    "xlsx cache of a pivot table": lambda t: xlsx(
        row(inline(ORDINARY)),
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition xmlns="{SHEET}"><cacheFields><cacheField name="a"><sharedItems><s v={quoteattr(t)}/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
        },
    ),
    "pptx slide": lambda t: pptx(shape(t)),
    "pptx notes": lambda t: pptx(
        shape(ORDINARY), {"notesSlides/notesSlide1.xml": ("notesSlide", tree("notes", shape(t)))}
    ),
    "pptx comment": lambda t: pptx(
        shape(ORDINARY),
        {
            "comments/comment1.xml": (
                "comments",
                f"<p:cmLst {SLIDE}><p:cm><p:text>{escape(t)}</p:text></p:cm></p:cmLst>",
            )
        },
    ),
    "pptx layout": lambda t: pptx(
        shape(ORDINARY), {"slideLayouts/slideLayout1.xml": ("slideLayout", tree("sldLayout", shape(t)))}
    ),
    "pptx alternative text": lambda t: pptx(shape(ORDINARY, t)),
}
"""Functions of the words by place; the first word of a place is the file's ending."""
