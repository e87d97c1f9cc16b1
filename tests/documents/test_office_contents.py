"""What is found in a DOCX, an XLSX, a PPTX."""

from pathlib import Path

import pytest

from phonghop.documents.inspect import inspect
from phonghop.documents.records import Inspection
from sample_files import archive, comments, core_properties, docx, link_to


def inspected(tmp_path: Path, content: bytes, ending: str = ".docx") -> Inspection:
    file = tmp_path / f"tep{ending}"
    file.write_bytes(content)
    return inspect(file, tmp_path / "cache")


def found(known: Inspection) -> list[tuple[str, object]]:
    return [(finding.code, next(iter(finding.values.values()), None)) for finding in known.contents.findings]


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_clean_docx(tmp_path: Path) -> None:
    known = inspected(tmp_path, docx(paragraph("Báo cáo") + paragraph("Phần một")))
    assert found(known) == []
    assert known.contents.text == ("Báo cáo\n\nPhần một",)
    assert known.contents.pages is None


@pytest.mark.parametrize(
    "change",
    [
        "<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>",
        "<w:p><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del></w:p>",
        "<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>",
    ],
)
def test_tracked_changes(tmp_path: Path, change: str) -> None:
    assert found(inspected(tmp_path, docx(change))) == [("PH704", 1)]


def test_comments(tmp_path: Path) -> None:
    assert found(inspected(tmp_path, docx(parts=comments(3)))) == [("PH705", 3)]


@pytest.mark.parametrize(
    ("ending", "main", "parts"),
    [
        (".xlsx", "spreadsheetml.sheet.main+xml", ["xl/comments1.xml", "xl/comments2.xml"]),
        (".xlsx", "spreadsheetml.sheet.main+xml", ["xl/comments/comment1.xml", "xl/comments/comment2.xml"]),
        (".pptx", "presentationml.presentation.main+xml", ["ppt/comments/comment1.xml"]),
        (".pptx", "presentationml.presentation.main+xml", ["ppt/comments/modernComment_100_0.xml"]),
    ],
)
def test_comments_in_workbooks_and_slides(tmp_path: Path, ending: str, main: str, parts: list[str]) -> None:
    one = "<c:cm/>" if ending == ".pptx" else "<c:comment/>"
    written = dict.fromkeys(parts, f'<c:list xmlns:c="urn:c">{one}{one}</c:list>')
    known = inspected(tmp_path, archive({"[Content_Types].xml": main, **written}), ending)
    assert found(known) == [("PH705", 2 * len(parts))]


def test_a_thread_of_comments_is_counted_once(tmp_path: Path) -> None:
    parts = {
        "[Content_Types].xml": "spreadsheetml.sheet.main+xml",
        "xl/comments1.xml": "<comments><comment/></comments>",
        "xl/threadedComments/threadedComment1.xml": "<a><threadedComment/><threadedComment/></a>",
    }
    assert found(inspected(tmp_path, archive(parts), ".xlsx")) == [("PH705", 1)]


@pytest.mark.parametrize(
    ("creator", "last", "names"),
    [("Nguyễn Văn A", "", ["Nguyễn Văn A"]), ("A", "A", ["A"]), ("A", "B", ["A", "B"]), (" ", "", None)],
)
def test_names_of_authors(tmp_path: Path, creator: str, last: str, names: list[str] | None) -> None:
    known = inspected(tmp_path, docx(parts=core_properties(creator, last)))
    assert found(known) == ([("PH706", names)] if names else [])


def test_words_are_looked_through_headers_and_text_boxes_included(tmp_path: Path) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('MẬT')}</w:txbxContent></w:pict><w:t>TỈNH ỦY</w:t></w:r></w:p>"
    assert found(inspected(tmp_path, docx(box))) == [("PH708", "MẬT")]
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    parts = {"word/header1.xml": f"{header}{paragraph('0912 345 678')}</w:hdr>"}
    assert found(inspected(tmp_path, docx(parts=parts))) == [("PH707", ["0912 345 678"])]


def test_deleted_words_are_not_part_of_the_text(tmp_path: Path) -> None:
    body = "<w:p><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del><w:r><w:t>giữ</w:t></w:r></w:p>"
    assert inspected(tmp_path, docx(body)).contents.text == ("giữ",)


def test_a_link_to_private_storage(tmp_path: Path) -> None:
    known = inspected(tmp_path, docx(parts=link_to("https://drive.google.com/x")))
    assert found(known) == [("PH709", ["drive.google.com"])]


def test_macros(tmp_path: Path) -> None:
    assert found(inspected(tmp_path, docx(parts={"word/vbaProject.bin": "x"}))) == [("PH703", ["VBA"])]


def test_another_kind_of_office_file_under_the_name_of_a_docx(tmp_path: Path) -> None:
    workbook = {"[Content_Types].xml": "spreadsheetml.sheet.main+xml", "xl/workbook.xml": "<a/>"}
    assert found(inspected(tmp_path, archive(workbook))) == [("PH416", None)]


def test_a_docx_with_a_password_is_a_compound_file(tmp_path: Path) -> None:
    compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert found(inspected(tmp_path, compound + "EncryptedPackage".encode("utf-16-le"))) == [("PH702", None)]
    assert found(inspected(tmp_path, compound)) == [("PH416", None)]


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_a_part_that_is_not_xml_is_damage(tmp_path: Path, part: str) -> None:
    assert found(inspected(tmp_path, docx(parts={part: "<w:document>"}))) == [("PH701", None)]


def test_a_docx_cut_short_is_damaged(tmp_path: Path) -> None:
    whole = docx()
    assert found(inspected(tmp_path, whole[: len(whole) * 2 // 3])) == [("PH701", None)]


def test_slides_are_told_apart_in_their_order(tmp_path: Path) -> None:
    slides = {f"ppt/slides/slide{n}.xml": f"<a><t>Trang {n}</t></a>" for n in (10, 2, 1)}
    types = {"[Content_Types].xml": "presentationml.presentation.main+xml"}
    known = inspected(tmp_path, archive({**types, **slides}), ".pptx")
    assert known.contents.text == ("Trang 1", "Trang 2", "Trang 10")


def test_the_words_of_a_workbook_are_looked_through(tmp_path: Path) -> None:
    parts = {
        "[Content_Types].xml": "spreadsheetml.sheet.main+xml",
        "xl/sharedStrings.xml": "<sst><si><t>Họ tên</t></si><si><t>0912345678</t></si></sst>",
    }
    known = inspected(tmp_path, archive(parts), ".xlsx")
    assert known.contents.text == ("Họ tên\n0912345678",)
    assert found(known) == [("PH707", ["0912345678"])]
