"""Files made to do harm that a case names by a word: too large, too deep or too strange to be written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sample_files import CATALOG, archive, bomb, comments, core_properties, docx, link_to, pdf, pdf_of, stream

_MACRO = {"word/vbaProject.bin": "x"}
_SCRIPT = CATALOG[:-2] + b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"
_LAUNCH = CATALOG[:-2] + b"/OpenAction<</S/Launch/F(cmd.exe)>>>>"
_HIDDEN_SCRIPT = CATALOG[:-2] + b"/OpenAction<</S/Java#53cript/JS(app.alert\\(1\\))>>>>"
_XFA = CATALOG[:-2] + b"/AcroForm<</XFA 6 0 R/Fields[]>>>>"
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(12))


def _encrypted() -> bytes:
    """Return a PDF whose trailer says that it is encrypted in a way that nobody knows."""
    return pdf().replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/Standard/V 9/R 9/O()/U()/P 0>>")


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "pdf-bomb": lambda: bomb(4 << 30),
    "pdf-cut": lambda: pdf()[:300],
    "pdf-script": lambda: pdf(catalog=_SCRIPT),
    "pdf-hidden-script": lambda: pdf(catalog=_HIDDEN_SCRIPT),
    "pdf-launch": lambda: pdf(catalog=_LAUNCH),
    "pdf-xfa": lambda: pdf(catalog=_XFA, more=[stream(b"<xdp/>")]),
    "pdf-encrypted": _encrypted,
    "pdf-page-loop": lambda: pdf_of([CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 9>>"]),
    "pdf-page-lie": lambda: pdf_of([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000>>", _PAGE]),
    "pdf-deep": lambda: pdf(catalog=CATALOG[:-2] + b"/D" + b"[" * 100_000 + b"]" * 100_000 + b">>"),
    "pdf-no-page": lambda: pdf_of([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]),
    "pdf-phone": lambda: pdf("Lien he: 0900.000.001"),
    "pdf-storage": lambda: pdf("https://drive.google.com/file/d/1"),
    "pdf-then-zip": lambda: pdf() + archive({"a.txt": "x"}) * 40,
    "docx-macro": lambda: docx(parts=_MACRO),
    "docx-entities": lambda: docx(
        parts={"word/document.xml": f"<!DOCTYPE w [{_ENTITIES}]><w:document><t>&e11;</t></w:document>"}
    ),
    "docx-outside-entity": lambda: docx(
        parts={
            "word/document.xml": '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document><t>&e;</t></w:document>'
        }
    ),
    "docx-comments": lambda: docx(parts=comments(3)),
    "docx-author": lambda: docx(parts=core_properties("Nguyễn Văn Thử")),
    "docx-changes": lambda: docx("<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>"),
    "docx-storage-link": lambda: docx(parts=link_to("https://drive.google.com/file/d/1")),
    "docx-no-document": lambda: archive({"[Content_Types].xml": "<Types/>"}),
    "docx-secret": lambda: docx("<w:p><w:r><w:t>MẬT</w:t></w:r></w:p><w:p><w:r><w:t>Báo cáo</w:t></w:r></w:p>"),
    "docx-script": lambda: docx(
        "<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt; chữ</w:t></w:r></w:p>", link_to("https://example.gov.vn/?a=alert(1)")
    ),
    "zip-outside": lambda: archive({"../../ra-ngoai.txt": "x", "/etc/cron.d/x": "x"}),
    "zip-damaged": lambda: archive({"a.txt": "x" * 1000})[:60],
    "docx-may-be-secret": lambda: docx("<w:p><w:r><w:t>đóng dấu MẬT lên văn bản</w:t></w:r></w:p>"),
    "zip-unread": lambda: archive({"phu-luc.rar": b"Rar!\x1a\x07\x01\x00" + bytes(range(256))}),
    "zip-reversed-name": lambda: archive({"bao-cao\u202efdp.txt": "x"}),
    "zip-program": lambda: archive({"cai-dat.exe": "MZ"}),
    "picture-and-zip": lambda: b"\x89PNG\r\n\x1a\n" + archive({"a.txt": "x"}),
    "pdf-attachment": lambda: pdf(
        catalog=CATALOG[:-2] + b"/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>>>",
        more=[b"<</Type/Filespec/F(phu-luc.txt)/EF<</F 7 0 R>>>>", stream(b"Phu luc", b"/Type/EmbeddedFile")],
    ),
    "docx": docx,
    "pdf": pdf,
}  # fmt: skip
"""Makers of files by name."""
