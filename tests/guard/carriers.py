"""What must not be published, in every place and form.

Written from the promises alone, without a look at the code that keeps them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pikepdf
from office_places import ORDINARY, PLACES, docx, links, packed, paragraph, row, run, xlsx
from other_places import OTHER, attached, changed, page, plain
from pikepdf import Dictionary, Name, Pdf, String

ALL_PLACES = {**PLACES, **OTHER}
MARK = "MẬT"
NUMBER = "0912345678"
NAME = "Lương Thị Kiểm Thử"
HELD = (
    "Phương án sắp xếp trụ sở làm việc của mười hai đơn vị trực thuộc sẽ được trình vào quý bốn năm sau. "
    "Kinh phí di chuyển do ngân sách thành phố bảo đảm theo dự toán đã được thẩm định."
)
"""Two sentences of a document that waits for its hour."""


class Secrets(NamedTuple):
    """What is not to be published: an internal contact's name and number, and a document that waits for its hour."""

    name: str = NAME
    number: str = NUMBER
    title: str = "Phương án trụ sở"
    held: tuple[str, ...] = ("Phương án", HELD)


FIRST_SECRETS = Secrets()


@dataclass(frozen=True)
class Carrier:
    """A file with one thing in it that is not to be published."""

    kind: str
    where: str
    content: bytes
    ending: str
    stem: str = ""
    secrets: Secrets = FIRST_SECRETS

    @property
    def title(self) -> str:
        return f"{self.kind}: {self.where}"


MARKS = {
    "TUYỆT MẬT": "TUYỆT MẬT",
    "TỐI MẬT": "TỐI MẬT",
    "letters apart": "M Ậ T",
    "two words apart": "T Ố I  M Ậ T",
    "no-break space": "TỐI\u00a0MẬT",
    "soft hyphen": "TỐI M\u00adẬT",
    "zero-width space": "M\u200bẬT",
    "decomposed": unicodedata.normalize("NFD", "TỐI MẬT"),
    "brackets": "(MẬT)",
    "square brackets": "[ TỐI MẬT ]",
    "tài liệu": "Tài liệu MẬT",
    "mức độ mật": "Mức độ mật: Mật",
    "độ mật": "Độ mật: Tối mật",
    "copy number": "MẬT - Bản số: 03",
    "copy number first": "Bản số 02/05  TUYỆT MẬT",
    "urgency": "MẬT - HỎA TỐC",
    "old mark A": "Độ mật: A",
    "old mark C": "Mật (C)",
    "in a box of signs": "*** MẬT ***",
    "small letters alone": "Mật",
    "without marks": "TOI MAT",
    "full width": "ＭẬＴ",
    "dotted": "M.Ậ.T",
    "old sign in the number": "Số: 12/BC-VP (Mật)",
}
NUMBERS = {
    "dots": "0912.345.678",
    "spaces": "0912 345 678",
    "dashes": "0912-345-678",
    "slashes": "0912/345/678",
    "two numbers": "0912345678/0987654321",
    "commas": "0912,345,678",
    "middle dots": "0912·345·678",
    "underscores": "0912_345_678",
    "bars": "0912|345|678",
    "apostrophes": "0912'345'678",
    "brackets": "(0912) 345 678",
    "without zero": "912345678",
    "+84": "+84 912 345 678",
    "0084": "0084912345678",
    "+84 (0)": "+84 (0) 912 345 678",
    "full width": "０９１２３４５６７８",
    "Arabic digits": "٠٩١٢٣٤٥٦٧٨",
    "bold digits": "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
    "zero-width": "0912\u200b345\u200b678",
    "soft hyphens": "0912\u00ad345\u00ad678",
    "minus signs": "0912−345−678",
    "no-break spaces": "0912\u00a0345\u00a0678",
    "letter O": "O912345678",
    "letter l": "09l2345678",
    "digits apart": "0 9 1 2 3 4 5 6 7 8",
}
ADDRESSES = {
    "tel": "tel:+84912345678",
    "zalo.me": "https://zalo.me/0912345678",
    "wa.me": "https://wa.me/84912345678",
    "mailto": "mailto:0912345678@example.invalid",
    "map": "https://maps.example.invalid/?q=0912345678",
    "sms": "sms:0912345678?body=chao",
    "escaped": "https://example.invalid/?q=%30912345678",
}
NAMES = {
    "capitals": NAME.upper(),
    "without marks": "Luong Thi Kiem Thu",
    "decomposed": unicodedata.normalize("NFD", NAME),
    "double spaces": NAME.replace(" ", "  "),
    "no-break spaces": NAME.replace(" ", "\u00a0"),
    "soft hyphen": "Lương Thị Ki\u00adểm Thử",
    "in an address": "luong.thi.kiem.thu@example.invalid",
    "underscores": "Luong_Thi_Kiem_Thu",
}


PACKED = {"odt", "rtf", "txt", "csv", "docm"}


def at(where: str, words: str) -> tuple[bytes, str]:
    """Return the file with `words` there and its ending; kinds that are no documents of a portal come in a ZIP."""
    content, ending = ALL_PLACES[where](words), where.split(maxsplit=1)[0]
    return (packed({f"tep.{ending}": content}), "zip") if ending in PACKED else (content, ending)


def named(stem: str) -> Carrier:
    return Carrier("mark", f"file name {stem}", plain(), "pdf", stem)


def action(**entries: object) -> bytes:
    return changed(lambda pdf, _: pdf.Root.__setitem__("/OpenAction", Dictionary(**entries)))("")


def referenced(kind: str) -> bytes:
    """Return a PDF whose action names its kind by reference."""

    def change(pdf: Pdf, _: str) -> None:
        own = Dictionary(S=pdf.make_indirect(pikepdf.Object.parse(kind.encode())), F=String("a.exe"))
        pdf.Root["/OpenAction"] = pdf.make_indirect(own)

    return changed(change)("")


def running() -> Iterator[Carrier]:
    program = b"MZ" + bytes(200)
    shortcut = bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(60)
    for where, content, ending in (
        ("script on opening", action(S=Name.JavaScript, JS=String("app.alert(1)")), "pdf"),
        ("launch", action(S=Name.Launch, F=String("a.exe")), "pdf"),
        ("SubmitForm", action(S=Name.SubmitForm, F=String("https://example.invalid/")), "pdf"),
        ("ImportData", action(S=Name.ImportData, F=String("a.fdf")), "pdf"),
        ("remote GoTo", action(S=Name.GoToR, F=String("\\\\host\\a.pdf")), "pdf"),
        ("launch by reference", referenced("/Launch"), "pdf"),
        ("script by reference", referenced("/JavaScript"), "pdf"),
        ("program attached", attached("a.exe", program), "pdf"),
        ("text attached", attached("a.txt", b"Bao cao"), "pdf"),
        (
            "macro",
            docx("", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}),
            "docx",
        ),
        (
            "remote template",
            docx(
                "",
                {
                    "word/_rels/settings.xml.rels": links(
                        ("r1", "attachedTemplate", "https://example.invalid/a.dotm", "External")
                    )
                },
            ),
            "docx",
        ),
        (
            "OLE package",
            docx("", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)}),
            "docx",
        ),
        ("DDE", docx("<w:p><w:r><w:instrText> DDEAUTO c:\\\\a.exe </w:instrText></w:r></w:p>"), "docx"),
        (
            "DDE over runs",
            docx(
                "<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\a.exe</w:instrText></w:r></w:p>"
            ),
            "docx",
        ),
        (
            "Excel 4 sheet",
            xlsx(
                row(""),
                {
                    "xl/macrosheets/sheet1.xml": "<xm:macrosheet xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'/>"
                },
            ),
            "xlsx",
        ),
        ("DDE formula", xlsx(row("<c r=\"A1\"><f>cmd|'/c calc'!A0</f></c>")), "xlsx"),
        ("DDE in csv", packed({"a.csv": "a,=cmd|'/c calc'!A0\n"}), "zip"),
        ("shortcut", packed({"a.lnk": shortcut}), "zip"),
        ("shortcut by another name", packed({"a.txt": shortcut}), "zip"),
        ("program", packed({"a.exe": program}), "zip"),
        ("program by another name", packed({"a.dat": program}), "zip"),
        ("script", packed({"a.vbs": "MsgBox 1"}), "zip"),
        ("HTML with a script", packed({"a.html": "<script>alert(1)</script>"}), "zip"),
        ("HTML application", packed({"a.hta": "<p>a"}), "zip"),
        ("name turned round", packed({"bao-cao-\u202efdp.exe": program}), "zip"),
        ("climbing name", packed({"../../a.txt": "a"}), "zip"),
        ("PDF and ZIP at once", plain() + packed({"a.txt": ORDINARY}), "pdf"),
        ("batch file in nested ZIP", packed({"b.zip": packed({"a.bat": "dir"})}), "zip"),
    ):
        yield Carrier("active", f"{ending} {where}", content, ending)


NAME_PLACES = (
    "docx author",
    "docx comment author",
    "docx last author",
    "docx people part",
    "pdf author",
    "pdf author of a note",
    "docx custom property",
    "xlsx comment author",
    "zip name of a member",
    "docx body",
    "pdf page",
    "xlsx cell",
    "docx over table cells",
    "docx header",
    "pptx notes",
    "zip mail body",
    "odt body",
    "rtf body",
    "png iTXt",
    "jpg Exif title",
    "pdf bookmark",
    "pdf name of attachment",
    "xlsx sheet name",
)
HELD_PLACES = (
    "docx body",
    "docx footnote",
    "docx hidden text",
    "docx comment",
    "docx text box",
    "xlsx cell",
    "pptx notes",
    "pdf page",
    "pdf attached docx",
    "zip text",
    "zip nested",
    "zip mail body",
    "odt body",
    "rtf body",
    "txt body",
    "docx run for each letter",
    "docx deleted text",
    "docx custom XML",
)


def carriers() -> list[Carrier]:
    """Return all carriers, in a fixed order."""
    made = [Carrier("mark", where, *at(where, MARK)) for where in ALL_PLACES]
    made += [Carrier("mark", f"docx «{form}»", *at("docx body", words)) for form, words in MARKS.items()]
    made += [
        Carrier("mark", f"pdf «{form}»", *at("pdf page", words)) for form, words in list(MARKS.items())[:6]
    ]
    made.append(Carrier("mark", "docx all-caps formatting", docx(paragraph("Mật", "<w:caps/>")), "docx"))
    made.append(
        Carrier(
            "mark", "docx small caps in a run", docx(f"<w:p>{run('M')}{run('ật', '<w:caps/>')}</w:p>"), "docx"
        )
    )
    made.append(Carrier("mark", "pdf two lines", page('#text("TỐI") \\\n#text("MẬT")'), "pdf"))
    made += [named(stem) for stem in ("BC_MẬT", "bao-cao-mat", "BC-TOI-MAT", "Tối mật", "bc.mật", "TUYETMAT")]
    made += [Carrier("number", where, *at(where, NUMBER)) for where in ALL_PLACES]
    made += [Carrier("number", f"docx «{form}»", *at("docx body", words)) for form, words in NUMBERS.items()]
    made += [
        Carrier("number", f"pdf «{form}»", *at("pdf page", words))
        for form, words in list(NUMBERS.items())[::5]
    ]
    made += [
        Carrier("number", f"{where} «{form}»", *at(where, words))
        for where in ("docx link target", "pdf link target")
        for form, words in ADDRESSES.items()
    ]
    made.append(Carrier("number", "xlsx numeric cell", xlsx(row('<c r="A1"><v>912345678</v></c>')), "xlsx"))
    made.append(
        Carrier(
            "number",
            "xlsx numeric cell with exponent",
            xlsx(row('<c r="A1"><v>9.12345678E8</v></c>')),
            "xlsx",
        )
    )
    made += [Carrier("name", where, *at(where, NAME)) for where in NAME_PLACES]
    made += [Carrier("name", f"docx «{form}»", *at("docx body", words)) for form, words in NAMES.items()]
    made += [Carrier("held", where, *at(where, HELD)) for where in HELD_PLACES]
    made += running()
    return made
