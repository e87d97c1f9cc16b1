"""Marks, numbers and names are read wherever a document says them, and what it does by itself is told."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pikepdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from phonghop.documents import words
from phonghop.documents.reading import Reading, is_two_kinds, kind_of, reader
from sample_files import CATALOG, archive, docx, link_to, pdf, stream

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBER = "0900 000 001"


def read(data: bytes, ending: str) -> Reading:
    reading = Reading()
    reader("zip" if ending == ".zip" else kind_of(data))(reading, data, ending)
    return reading


def run(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def workbook(**parts: str) -> bytes:
    types = {"[Content_Types].xml": "spreadsheetml.sheet.main+xml"}
    return archive({**types, **{name.replace("__", "/") + ".xml": text for name, text in parts.items()}})


def slides(**parts: str) -> bytes:
    types = {"[Content_Types].xml": "presentationml.presentation.main+xml"}
    return archive({**types, **{name.replace("__", "/") + ".xml": text for name, text in parts.items()}})


def utf16(text: str) -> bytes:
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().encode() + b">"


def annotated(entries: bytes, *more: bytes) -> bytes:
    return pdf(entries=b"/Annots[<</Type/Annot/Rect[9 9 99 99]%s>>]" % entries, more=more)


def with_info(text: str, key: bytes) -> bytes:
    return pdf(more=[b"<<%s %s>>" % (key, utf16(text))]).replace(
        b"/Root 1 0 R>>", b"/Root 1 0 R/Info 6 0 R>>"
    )


def catalogue(entries: bytes, *more: bytes) -> bytes:
    return pdf(catalog=CATALOG[:-2] + entries + b">>", more=more)


def attached(name: str, content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, content, filename=name)
        saved = io.BytesIO()
        document.save(saved)
    return saved.getvalue()


def picture(text: str) -> bytes:
    note = PngInfo()
    note.add_itxt("Comment", text)
    saved = io.BytesIO()
    Image.new("RGB", (2, 2)).save(saved, "PNG", pnginfo=note)
    return saved.getvalue()


def mail(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Chuyển tài liệu"
    message.set_content(f"Kính gửi\n{text}\n")
    return bytes(message)


CARRIERS: dict[str, Callable[[str], tuple[bytes, str]]] = {
    "DOCX body": lambda t: (docx(run(t)), ".docx"),
    "DOCX in small letters shown as capitals": lambda t: (docx(run(t.capitalize(), "<w:caps/>")), ".docx"),
    "DOCX style of capitals": lambda t: (
        docx(
            f'<w:p><w:pPr><w:pStyle w:val="S"/></w:pPr><w:r><w:t>{t.capitalize()}</w:t></w:r></w:p>',
            {"word/styles.xml": f'<w:styles {W}><w:style w:styleId="S"><w:rPr><w:caps/></w:rPr></w:style></w:styles>'},
        ),
        ".docx",
    ),
    "DOCX in runs": lambda t: (docx("<w:p>" + "".join(f"<w:r><w:t>{c}</w:t></w:r>" for c in t) + "</w:p>"), ".docx"),
    "DOCX header": lambda t: (docx(parts={"word/header2.xml": f"<w:hdr {W}>{run(t)}</w:hdr>"}), ".docx"),
    "DOCX watermark": lambda t: (
        docx(parts={"word/header1.xml": f'<w:hdr {W}><w:pict><v:textpath xmlns:v="urn:v" string="{t}"/></w:pict></w:hdr>'}),
        ".docx",
    ),
    "DOCX text box": lambda t: (docx(f"<w:p><w:r><w:txbxContent>{run(t)}</w:txbxContent></w:r></w:p>"), ".docx"),
    "DOCX text box for old programs": lambda t: (
        docx(f'<w:p><mc:Fallback xmlns:mc="urn:mc"><w:txbxContent>{run(t)}</w:txbxContent></mc:Fallback></w:p>'),
        ".docx",
    ),
    "DOCX content control": lambda t: (docx(f"<w:sdt><w:sdtContent>{run(t)}</w:sdtContent></w:sdt>"), ".docx"),
    "DOCX cell": lambda t: (docx(f"<w:tbl><w:tr><w:tc>{run(t)}</w:tc><w:tc>{run('x')}</w:tc></w:tr></w:tbl>"), ".docx"),
    "DOCX hidden": lambda t: (docx(run(t, "<w:vanish/>")), ".docx"),
    "DOCX deleted": lambda t: (docx(f"<w:p><w:del><w:r><w:delText>{t}</w:delText></w:r></w:del></w:p>"), ".docx"),
    "DOCX comment": lambda t: (docx(parts={"word/comments.xml": f"<w:comments {W}><w:comment>{run(t)}</w:comment></w:comments>"}), ".docx"),
    "DOCX comment's author": lambda t: (docx(parts={"word/comments.xml": f'<w:comments {W}><w:comment w:author="{t}"/></w:comments>'}), ".docx"),
    "DOCX footnote": lambda t: (docx(parts={"word/footnotes.xml": f"<w:footnotes {W}>{run(t)}</w:footnotes>"}), ".docx"),
    "DOCX alternative text": lambda t: (docx(f'<w:p><wp:docPr xmlns:wp="urn:wp" descr="{t}"/></w:p>'), ".docx"),
    "DOCX property": lambda t: (docx(parts={"docProps/custom.xml": f"<p><property><lpwstr>{t}</lpwstr></property></p>"}), ".docx"),
    "DOCX title": lambda t: (docx(parts={"docProps/core.xml": f"<c><title>{t}</title></c>"}), ".docx"),
    "DOCX custom XML": lambda t: (docx(parts={"customXml/item1.xml": f"<a><b>{t}</b></a>"}), ".docx"),
    "DOCX in a DOCX": lambda t: (archive_in_docx(docx(run(t))), ".docx"),
    "XLSX cell": lambda t: (workbook(xl__worksheets__sheet1=f'<s><row><c t="inlineStr"><is><t>{t}</t></is></c></row></s>'), ".xlsx"),
    "XLSX shared": lambda t: (
        workbook(xl__sharedStrings=f"<sst><si><t>{t}</t></si></sst>", xl__worksheets__sheet1='<s><row><c t="s"><v>0</v></c></row></s>'),
        ".xlsx",
    ),
    "XLSX header": lambda t: (workbook(xl__worksheets__sheet1=f'<s><headerFooter><oddHeader>&amp;C&amp;14&amp;"Arial,Bold"{t}</oddHeader></headerFooter></s>'), ".xlsx"),
    "XLSX sheet": lambda t: (workbook(xl__workbook=f'<w><sheets><sheet name="{t}"/></sheets></w>'), ".xlsx"),
    "XLSX drawing": lambda t: (workbook(xl__drawings__drawing1=f"<d><p><r><t>{t}</t></r></p></d>"), ".xlsx"),
    "PPTX slide": lambda t: (slides(ppt__slides__slide1=f"<s><p><r><t>{t}</t></r></p></s>"), ".pptx"),
    "PPTX notes": lambda t: (slides(ppt__notesSlides__notesSlide1=f"<s><p><r><t>{t}</t></r></p></s>"), ".pptx"),
    "PPTX shown as capitals": lambda t: (slides(ppt__slides__slide1=f'<s><p><r><rPr cap="all"/><t>{t.capitalize()}</t></r></p></s>'), ".pptx"),
    "PDF stamp": lambda t: (annotated(b"/Subtype/Stamp/Contents " + utf16(t)), ".pdf"),
    "PDF free text": lambda t: (annotated(b"/Subtype/FreeText/Contents " + utf16(t)), ".pdf"),
    "PDF field": lambda t: (annotated(b"/Subtype/Widget/FT/Tx/V " + utf16(t)), ".pdf"),
    "PDF title": lambda t: (with_info(t, b"/Title"), ".pdf"),
    "PDF subject": lambda t: (with_info(t, b"/Subject"), ".pdf"),
    "PDF keywords": lambda t: (with_info(t, b"/Keywords"), ".pdf"),
    "PDF metadata": lambda t: (catalogue(b"/Metadata 6 0 R", stream(f"<x:xmpmeta><dc:title>{t}</dc:title></x:xmpmeta>".encode(), b"/Type/Metadata/Subtype/XML")), ".pdf"),
    "PDF bookmark": lambda t: (catalogue(b"/Outlines 6 0 R", b"<</First 7 0 R/Last 7 0 R>>", b"<</Parent 6 0 R/Title %s>>" % utf16(t)), ".pdf"),
    "PDF attachment": lambda t: (attached("phu-luc.txt", t.encode()), ".pdf"),
    "PDF attachment that is a DOCX": lambda t: (attached("phu-luc.docx", docx(run(t))), ".pdf"),
    "PDF attachment's name": lambda t: (attached(f"{t}.txt", b"x"), ".pdf"),
    "ZIP text": lambda t: (archive({"a.txt": t}), ".zip"),
    "ZIP text in UTF-16": lambda t: (archive({"a.txt": t.encode("utf-16")}), ".zip"),
    "ZIP page": lambda t: (archive({"a.html": f"<p>x</p><p>{t}</p>"}), ".zip"),
    "ZIP DOCX": lambda t: (archive({"a.docx": docx(run(t))}), ".zip"),
    "ZIP DOCX under another name": lambda t: (archive({"a.dat": docx(run(t))}), ".zip"),
    "ZIP in a ZIP": lambda t: (archive({"a.zip": archive({"b.docx": docx(run(t))})}), ".zip"),
    "ZIP name": lambda t: (archive({f"{t}.txt": "x"}), ".zip"),
    "ZIP mail": lambda t: (archive({"a.eml": mail(t)}), ".zip"),
    "ZIP gzip": lambda t: (archive({"a.txt.gz": gzip.compress(t.encode())}), ".zip"),
    "ZIP rich text": lambda t: (archive({"a.rtf": "{\\rtf1 x\\par " + "".join(f"\\u{ord(c)}?" for c in t) + "\\par}"}), ".zip"),
    "ZIP ODT": lambda t: (archive({"a.odt": odt(f"<text:p>{t}</text:p>")}), ".zip"),
    "ZIP picture": lambda t: (archive({"a.png": picture(t)}), ".zip"),
}  # fmt: skip


def archive_in_docx(inner: bytes) -> bytes:
    data = io.BytesIO(docx())
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("word/embeddings/a.docx", inner)
    return data.getvalue()


def odt(body: str) -> bytes:
    content = f'<office:document xmlns:office="urn:o" xmlns:text="urn:t">{body}</office:document>'
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


@pytest.mark.parametrize("carrier", CARRIERS)
@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT"])
def test_a_mark_is_read(carrier: str, mark: str) -> None:
    reading = read(*CARRIERS[carrier](mark))
    codes = [finding.code for finding in words.findings(reading.passages)]
    assert {"PH708", "PH724"} & set(codes), reading.passages


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_number_is_read(carrier: str) -> None:
    reading = read(*CARRIERS[carrier](NUMBER))
    assert any(
        phone in passage.text for passage in reading.passages for phone in (NUMBER, NUMBER.replace(" ", ""))
    )
    assert "PH707" in [finding.code for finding in words.findings(reading.passages)]


def relation(kind: str, target: str) -> bytes:
    return docx(
        parts={name: text.replace('"hyperlink"', f'"x/{kind}"') for name, text in link_to(target).items()}
    )


def action(entries: bytes) -> bytes:
    return catalogue(b"/OpenAction<<%s>>" % entries)


def opendocument(element: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f'<o:c xmlns:o="urn:o">{element}</o:c>')
    return archive({"a.odt": packed.getvalue()})


RUNNING: dict[str, tuple[bytes, str]] = {
    "PDF SubmitForm": (action(b"/S/SubmitForm/F(http://x.example)"), ".pdf"),
    "PDF ImportData": (action(b"/S/ImportData/F(a.fdf)"), ".pdf"),
    "PDF remote GoTo": (action(b"/S/GoToR/F(a.pdf)/D[0/Fit]"), ".pdf"),
    "PDF action by reference": (catalogue(b"/OpenAction<</S 6 0 R/F(cmd.exe)>>", b"/Launch"), ".pdf"),
    "PDF script by reference": (catalogue(b"/OpenAction 6 0 R", b"<</S 7 0 R/JS 8 0 R>>", b"/JavaScript", stream(b"app.alert(1)")), ".pdf"),
    "PDF rich media": (annotated(b"/Subtype/RichMedia"), ".pdf"),
    "PDF link to a script": (annotated(b"/Subtype/Link/A<</S/URI/URI(javascript:alert\\(1\\))>>"), ".pdf"),
    "PDF link to a file": (annotated(b"/Subtype/Link/A<</S/URI/URI(file:///c:/a.exe)>>"), ".pdf"),
    "PDF program attached": (attached("a.exe", b"MZ"), ".pdf"),
    "DOCX macros": (docx(parts={"word/vbaProject.bin": "x"}), ".docx"),
    "DOCX remote template": (relation("attachedTemplate", "https://x.example/a.dotm"), ".docx"),
    "DOCX letters merged with a table on a share": (relation("mailMergeSource", "file://x.example/a.xlsx"), ".docx"),
    "DOCX transformed by a page": (relation("transform", "https://x.example/a.xsl"), ".docx"),
    "DOCX template on a share": (relation("attachedTemplate", "file://x.example/a.dotm"), ".docx"),
    "DOCX template on a share by four strokes": (relation("attachedTemplate", "file:////server/a.dotm"), ".docx"),
    "DOCX template on a share called like a folder of a Mac": (relation("attachedTemplate", "file://Users/a/a.dotm"), ".docx"),
    "DOCX template on a share by backslashes": (relation("attachedTemplate", "file:///\\\\x.example\\a.dotm"), ".docx"),
    "DOCX that says it has macros": (archive({"[Content_Types].xml": "word.document.macroEnabled.main+xml", "word/document.xml": "<w/>"}), ".docx"),
    "DOCX remote object": (relation("oleObject", "http://x.example/a"), ".docx"),
    "DOCX remote frame": (relation("frame", "http://x.example/a"), ".docx"),
    "DOCX DDE": (docx("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"), ".docx"),
    "DOCX DDE in runs": (docx("<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO cmd</w:instrText></w:r></w:p>"), ".docx"),
    "DOCX ActiveX": (docx(parts={"word/activeX/activeX1.xml": "<a/>"}), ".docx"),
    "XLSX Excel 4": (workbook(xl__macrosheets__sheet1="<s/>"), ".xlsx"),
    "XLSX DDE": (workbook(xl__externalLinks__externalLink1="<e><ddeLink/></e>"), ".xlsx"),
    "XLSX DDE formula": (workbook(xl__worksheets__sheet1="<s><row><c><f>cmd|'/c calc'!A0</f></c></row></s>"), ".xlsx"),
    "PPTX program": (slides(ppt__slides__slide1='<s><a action="ppaction://program"/></s>'), ".pptx"),
    "ZIP program": (archive({"a.exe": "MZ"}), ".zip"),
    "ZIP program under another name": (archive({"a.txt": b"MZ\x90\0" + bytes(60)}), ".zip"),
    "ZIP shortcut": (archive({"a.lnk": struct.pack("<I", 0x4C) + b"\x01\x14\x02\0"}), ".zip"),
    "ZIP script": (archive({"a.js": "x"}), ".zip"),
    "ZIP page with a script": (archive({"a.html": "<p>x<script>1</script>"}), ".zip"),
    "ZIP page with a handler": (archive({"a.html": "<img src=x onerror=alert(1)>"}), ".zip"),
    "ZIP picture with a script": (archive({"a.svg": "<svg><script/></svg>"}), ".zip"),
    "ZIP file for Word with macros": (archive({"a.docm": docx(parts={"word/vbaProject.bin": "x"})}), ".zip"),
    "ODT DDE": (opendocument("<o:dde-source/>"), ".zip"),
    "ODT applet": (opendocument("<o:applet/>"), ".zip"),
    "ODT plugin": (opendocument("<o:plugin/>"), ".zip"),
    "ODT frame from elsewhere": (opendocument("<o:floating-frame/>"), ".zip"),
    "ODT event": (opendocument("<o:event-listener/>"), ".zip"),
    "ZIP text with spaces after its ending": (archive({"a.exe ": "MZ"}), ".zip"),
}  # fmt: skip


MAC = "file:////Users/le%20van%20a/Library/Group%20Containers/UBF8T346G9.Office/Mau.dotx"


@pytest.mark.parametrize(
    ("target", "names"),
    [
        (MAC, ["/Users/le van a"]),
        ("file:///C:\\Users\\levana\\AppData\\Mau.dotx", ["/Users/levana"]),
        ("file:///C:/Documents%20and%20Settings/levana/Mau.dotx", ["/Users/levana"]),
        ("file:///home/levana/mau.dotx", ["/Users/levana"]),
        ("file:////Users/Shared/mau.dotx", None),
        ("file:////Applications/Microsoft%20Word.app/mau.dotx", None),
        ("file:///C:/Program%20Files/mau.dotx", None),
    ],
)
def test_the_name_of_an_account_in_a_path_is_told_as_an_author(target: str, names: list[str] | None) -> None:
    findings = {
        finding.code: finding.values
        for finding in read(relation("attachedTemplate", target), ".docx").findings
    }
    assert findings.get("PH706", {}).get("names") == names


@pytest.mark.parametrize("kind", RUNNING)
def test_what_runs_by_itself_is_told(kind: str) -> None:
    assert read(*RUNNING[kind]).actions


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (docx(parts=link_to("https://example.vn/a")), ".docx"),
        (relation("attachedTemplate", "file:///C:/Users/a/AppData/Normal.dotm"), ".docx"),
        (docx("<w:p><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r></w:p>"), ".docx"),
        (relation("image", "file:///C:/Users/a/logo.png"), ".docx"),
        (relation("attachedTemplate", MAC), ".docx"),
        (
            docx(
                '<w:p><w:r><w:instrText> INCLUDEPICTURE "https://x.example/a.png" \\* MERGEFORMATINET </w:instrText></w:r></w:p>'
            ),
            ".docx",
        ),
        (
            workbook(
                xl__connections='<c><connection name="Query" refreshedVersion="8"><dbPr/></connection></c>'
            ),
            ".xlsx",
        ),
        (opendocument("<o:p>Báo cáo</o:p>"), ".zip"),
        (annotated(b"/Subtype/Link/A<</S/URI/URI(https://example.vn)>>"), ".pdf"),
        (catalogue(b"/OpenAction[3 0 R/Fit]"), ".pdf"),
        (archive({"a.html": "<p>Báo cáo <b>tháng</b></p>", "b.pdf": pdf(), "c.jpg": picture("x")}), ".zip"),
    ],
)
def test_ordinary_files_run_nothing(data: bytes, ending: str) -> None:
    assert read(data, ending).actions == set()


def test_a_name_that_reads_otherwise_is_told() -> None:
    assert read(archive({"bao-cao\u202efdp.exe": "x"}), ".zip").deceptive


@pytest.mark.parametrize("name", ["a.rar", "a.7z", "a.bin.enc"])
def test_what_cannot_be_opened_is_told(name: str) -> None:
    assert read(archive({name: b"Rar!\x1a\x07\0" + bytes(range(256))}), ".zip").unread == [name]


@pytest.mark.parametrize("first", [pdf(), b"\xff\xd8\xff\xe0" + bytes(50), b"\x89PNG\r\n\x1a\n"])
def test_a_file_that_is_an_archive_as_well_is_two_kinds(first: bytes) -> None:
    assert is_two_kinds(first + archive({"a.txt": "x"}), kind_of(first))


def test_a_page_that_is_a_picture_is_told() -> None:
    saved = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(saved, "PDF")
    assert read(saved.getvalue(), ".pdf").unread == ["trang 1"]
