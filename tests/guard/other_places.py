"""Where words stand in PDFs, pictures, mail, archives and files of other offices' programs."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from functools import cache
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile

import pypdf
import typst
from office_places import ORDINARY, PLACES, Place, docx, packed, paragraph
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from PIL.PngImagePlugin import PngInfo

HEAD = '#set page(width: 12cm, height: 9cm)\n#set text(lang: "vi")\n'


def quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def page(source: str) -> bytes:
    return typst.compile((HEAD + source).encode())


@cache
def plain() -> bytes:
    return page(ORDINARY)


def changed(change: Callable[[Pdf, str], None]) -> Place:
    """Return a place that `change` makes in an ordinary PDF."""

    def place(words: str) -> bytes:
        stream = io.BytesIO()
        with Pdf.open(io.BytesIO(plain())) as pdf:
            change(pdf, words)
            pdf.save(stream, deterministic_id=True)
        return stream.getvalue()

    return place


def info(key: str) -> Place:
    def change(pdf: Pdf, words: str) -> None:
        pdf.docinfo[Name(key)] = String(words)

    return changed(change)


def metadata(key: str, *, many: bool = False) -> Place:
    def change(pdf: Pdf, words: str) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp[key] = [words] if many else words

    return changed(change)


def annotation(**entries: object) -> Place:
    """Return an annotation on the page; a value WORDS is the words planted."""

    def change(pdf: Pdf, words: str) -> None:
        own = {f"/{key}": String(words) if value is WORDS else value for key, value in entries.items()}
        own = {"/Type": Name.Annot, "/Rect": Array([20, 20, 200, 60]), **own}
        pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(Dictionary(own))])

    return changed(change)


WORDS = object()


def uri(pdf: Pdf, words: str) -> None:
    action = Dictionary(S=Name.URI, URI=String(words))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 20, 200, 60]), A=action)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link)])


def stamp(pdf: Pdf, words: str) -> None:
    """A stamp whose words are drawn in its appearance alone, with the fonts of a page that shows them."""
    with Pdf.open(io.BytesIO(page(f"#text({quoted(words)})"))) as other:
        form = pdf.copy_foreign(other.pages[0].as_form_xobject())
    own = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([20, 20, 200, 60]), AP=Dictionary(N=form)
    )
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(own)])


def widget(pdf: Pdf, **entries: object) -> None:
    """Put a field of a form on the page."""
    own = {
        "/FT": Name.Tx,
        "/T": String("o"),
        "/Type": Name.Annot,
        "/Subtype": Name.Widget,
        "/Rect": Array([20, 20, 90, 60]),
        **{f"/{key}": value for key, value in entries.items()},
    }
    kept = pdf.make_indirect(Dictionary(own))
    pdf.pages[0].obj["/Annots"] = Array([kept])
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([kept]))


def field(**entries: object) -> Place:
    """Return a field of a form; a value WORDS is the words planted."""

    def change(pdf: Pdf, words: str) -> None:
        widget(pdf, **{key: String(words) if value is WORDS else value for key, value in entries.items()})

    return changed(change)


def option(pdf: Pdf, words: str) -> None:
    widget(pdf, FT=Name.Ch, Opt=Array([String(words), String("Khác")]))


def bookmark(words: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain()))
    writer.add_outline_item(title=words, page_number=0)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def attached(name: str, content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain()))
    writer.add_attachment(name, content)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def layer(pdf: Pdf, words: str) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(words)))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))


def label(pdf: Pdf, words: str) -> None:
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(words))]))


def figure(pdf: Pdf, words: str) -> None:
    leaf = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(words)))
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=leaf))


def form_of_xfa(pdf: Pdf, words: str) -> None:
    template = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><o>{escape(words)}</o></xdp:xdp>'
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=pdf.make_stream(template.encode()))


def picture(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, kind, **options)
    return stream.getvalue()


def png(chunk: str, words: str) -> bytes:
    texts = PngInfo()
    if chunk == "iTXt":
        texts.add_itxt("Comment", words)
    else:
        texts.add_text(
            "Comment", words.encode("latin-1", "replace") if chunk == "tEXt" else words, zip=chunk == "zTXt"
        )
    return picture("PNG", pnginfo=texts)


def exif(words: str) -> bytes:
    tags = Image.Exif()
    tags[0x9C9B] = words.encode("utf-16-le") + b"\0\0"
    return picture("JPEG", exif=tags)


def mail(words: str = ORDINARY, subject: str = "Gửi tài liệu", **options: str) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "van-thu@example.invalid"
    message["To"] = "dai-bieu@example.invalid"
    message.set_content(words, **options)
    return message


def mail_with(name: str, content: bytes) -> bytes:
    message = mail()
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def odf(body: str = "", kind: str = "text", **parts: str) -> bytes:
    content = f"<office:document-content {ODF}><office:body><office:{kind}><text:p>{ORDINARY}</text:p>{body}</office:{kind}></office:body></office:document-content>"
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        for name, part in parts.items():
            package.writestr(f"{name}.xml", part)
    return stream.getvalue()


def rtf(words: str, destination: str = "") -> bytes:
    text = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)
    if destination:
        text = f"{{\\{destination} {text}}}"
    return f"{{\\rtf1\\ansi\\uc1 {text}\\par Bao cao}}".encode()


def tar(words: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        entry = tarfile.TarInfo("ghi.txt")
        entry.size = len(words.encode())
        archive.addfile(entry, io.BytesIO(words.encode()))
    return stream.getvalue()


def commented(words: str) -> bytes:
    stream = io.BytesIO(packed({"a.txt": ORDINARY}))
    with ZipFile(stream, "a") as archive:
        archive.comment = words.encode()
    return stream.getvalue()


def in_zip(name: str, content: Callable[[str], str | bytes] = str) -> Place:
    return lambda words: packed({name: content(words), "doc-truoc.txt": ORDINARY})


def nested(words: str) -> bytes:
    return packed({"b.zip": packed({"c.zip": packed({"ghi.txt": words})})})


def hidden(words: str) -> bytes:
    with Pdf.open(io.BytesIO(page(f"#text({quoted(words)})"))) as pdf:
        code = pdf.pages[0].Contents.read_bytes().replace(b"BT", b"BT 3 Tr")
        pdf.pages[0].Contents = pdf.make_stream(code)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


OTHER: Mapping[str, Place] = {
    "pdf page": lambda t: page(f"{ORDINARY}\n\n#text({quoted(t)})"),
    "pdf rotated": lambda t: page(f"{ORDINARY}\n\n#rotate(90deg, reflow: true, text({quoted(t)}))"),
    "pdf slanted, pale": lambda t: page(
        f"#place(rotate(-45deg, text(fill: luma(230), size: 40pt, {quoted(t)})))\n{ORDINARY}"
    ),
    "pdf letters spaced": lambda t: page(f"{ORDINARY}\n\n#text(tracking: 14pt, {quoted(t)})"),
    "pdf table corner": lambda t: page(
        f"#table(columns: 2, text({quoted(t)}), [Nội dung], [Mục], [Số liệu])"
    ),
    "pdf over table cells": lambda t: page(
        "#table(columns: 2, text({}), text({}))".format(
            *(quoted(h) for h in (t[: len(t) // 2 + 1], t[len(t) // 2 + 1 :]))
        )
    ),
    "pdf invisible text": hidden,
    "pdf title": info("/Title"),
    "pdf subject": info("/Subject"),
    "pdf keywords": info("/Keywords"),
    "pdf author": info("/Author"),
    "pdf own entry in Info": info("/DonVi"),
    "pdf XMP title": metadata("dc:title"),
    "pdf XMP description": metadata("dc:description"),
    "pdf XMP subjects": metadata("dc:subject", many=True),
    "pdf note": annotation(Subtype=Name.Text, Contents=WORDS),
    "pdf author of a note": annotation(Subtype=Name.Text, Contents=String("Xem"), T=WORDS),
    "pdf free text": annotation(Subtype=Name.FreeText, Contents=WORDS, DA=String("/Helv 12 Tf")),
    "pdf rich text of a note": annotation(Subtype=Name.FreeText, RC=WORDS, DA=String("/Helv 12 Tf")),
    "pdf stamp": changed(stamp),
    "pdf stamp with words beside": annotation(Subtype=Name.Stamp, Contents=WORDS),
    "pdf form value": field(V=WORDS),
    "pdf form default": field(DV=WORDS),
    "pdf form tooltip": field(TU=WORDS),
    "pdf form option": changed(option),
    "pdf XFA form": changed(form_of_xfa),
    "pdf bookmark": bookmark,
    "pdf link target": changed(uri),
    "pdf layer": changed(layer),
    "pdf page label": changed(label),
    "pdf alternative text": changed(figure),
    "pdf attached text": lambda t: attached("ghi.txt", t.encode()),
    "pdf attached docx": lambda t: attached("ghi.docx", docx(paragraph(t))),
    "pdf name of attachment": lambda t: attached(f"{t}.txt", ORDINARY.encode()),
    "png iTXt": lambda t: png("iTXt", t),
    "png zTXt": lambda t: png("zTXt", t),
    "jpg comment": lambda t: picture("JPEG", comment=t.encode()),
    "jpg Exif title": exif,
    "zip text": in_zip("ghi.txt"),
    "zip UTF-16 text": in_zip("ghi.txt", lambda t: t.encode("utf-16")),
    "zip csv": in_zip("ghi.csv", lambda t: f"stt,ghi\n1,{t}\n"),
    "zip html": in_zip("ghi.html", lambda t: f"<!doctype html><meta charset=utf-8><p>{escape(t)}</p>"),
    "zip vCard": in_zip("ghi.vcf", lambda t: f"BEGIN:VCARD\nVERSION:3.0\nN:Ghi\nNOTE:{t}\nEND:VCARD\n"),
    "zip calendar": in_zip(
        "ghi.ics", lambda t: f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{t}\nEND:VEVENT\nEND:VCALENDAR\n"
    ),
    "zip name of a member": lambda t: packed({f"{t}.txt": ORDINARY}),
    "zip name of a folder": lambda t: packed({f"{t}/a.txt": ORDINARY}),
    "zip comment": commented,
    "zip nested": nested,
    "zip docx": in_zip("ghi.docx", PLACES["docx body"]),
    "zip docx header": in_zip("ghi.docx", PLACES["docx header"]),
    "zip xlsx": in_zip("ghi.xlsx", PLACES["xlsx cell"]),
    "zip pptx notes": in_zip("ghi.pptx", PLACES["pptx notes"]),
    "zip pdf": in_zip("ghi.pdf", lambda t: page(f"#text({quoted(t)})")),
    "zip odt": in_zip("ghi.odt", lambda t: odf(f"<text:p>{escape(t)}</text:p>")),
    "zip rtf": in_zip("ghi.rtf", rtf),
    "zip gzip": in_zip("ghi.txt.gz", lambda t: gzip.compress(t.encode(), mtime=0)),
    "zip tar.gz": in_zip("ghi.tar.gz", tar),
    "zip png": in_zip("ghi.png", lambda t: png("iTXt", t)),
    "zip mail body": in_zip("thu.eml", lambda t: bytes(mail(t, cte="base64"))),
    "zip mail, quoted-printable": in_zip("thu.eml", lambda t: bytes(mail(t, cte="quoted-printable"))),
    "zip mail subject": in_zip("thu.eml", lambda t: bytes(mail(subject=t))),
    "zip mail attachment": in_zip("thu.eml", lambda t: mail_with("ghi.docx", docx(paragraph(t)))),
    "zip name of a mail attachment": in_zip("thu.eml", lambda t: mail_with(f"{t}.txt", b"Bao cao")),
    "odt body": lambda t: odf(f"<text:p>{escape(t)}</text:p>"),
    "odt span for each letter": lambda t: odf(
        "<text:p>" + "".join(f"<text:span>{escape(c)}</text:span>" for c in t) + "</text:p>"
    ),
    "odt note": lambda t: odf(
        f"<text:p>a<office:annotation><dc:creator>a</dc:creator><text:p>{escape(t)}</text:p></office:annotation></text:p>"
    ),
    "odt header": lambda t: odf(
        styles=f"<office:document-styles {ODF}><office:master-styles><style:master-page><style:header><text:p>{escape(t)}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"
    ),
    "odt title": lambda t: odf(
        meta=f"<office:document-meta {ODF}><office:meta><dc:title>{escape(t)}</dc:title></office:meta></office:document-meta>"
    ),
    "odt own property": lambda t: odf(
        meta=f'<office:document-meta {ODF}><office:meta><meta:user-defined meta:name="ghi">{escape(t)}</meta:user-defined></office:meta></office:document-meta>'
    ),
    "rtf body": rtf,
    "rtf header": lambda t: rtf(t, "header"),
    "rtf title": lambda t: rtf(t, "info{\\title")[:-1] + b"}}",
    "rtf hidden text": lambda t: rtf(t, "v"),
    "txt body": lambda t: f"{ORDINARY}\n{t}\n".encode(),
    "csv body": lambda t: f"stt,ghi\n1,{t}\n".encode(),
    "docm body": lambda t: docx(paragraph(t)),
    "docx picture's own text": lambda t: docx("", {"word/media/image1.png": png("iTXt", t)}),
    "pdf compressed stream of its own": changed(
        lambda pdf, t: pdf.Root.__setitem__(
            "/PieceInfo", Dictionary(Ghi=pdf.make_stream(zlib.compress(t.encode()), Filter=Name.FlateDecode))
        )
    ),
}
"""Functions of the words by place; the first word of a place is the file's ending."""
