"""What files saved by Word itself showed, each habit written by hand: letters from public repositories are not ours to keep."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from word_habits import TYPES, W, paragraph, relationships, run, write

from phonghop.importing import docx
from phonghop.importing import pdf as pdf_letters
from sample_files import CATALOG, pdf_of, stream, vietnamese_pdf

_LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/>{}<w:lvlText w:val="{}"/></w:lvl>'


def lines_of(path: Path) -> list[str]:
    return [line.strip() for line in docx.read(path).lines if line.strip()]


def numbering(*levels: str, lists: str = "") -> str:
    """Return one definition, and list 1 of it before the `lists` given."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{lists}'
    )


def item(text: str, number: int = 1, depth: int = 0, runs: str = "") -> str:
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{place}{runs}</w:pPr>{run(text) if text else ''}</w:p>"


def test_a_cell_that_holds_only_its_number_has_one(tmp_path: Path) -> None:
    """The first column of a list of people, numbered by Word."""
    rows = "".join(
        f"<w:tr><w:tc>{item('')}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>"
        for text in ("Sở Tài chính", "Sở Y tế")
    )
    path = write(
        tmp_path / "a.docx",
        f"<w:tbl>{rows}</w:tbl>",
        numbering=numbering(_LEVEL.format(0, "decimal", "", "%1")),
    )
    assert lines_of(path) == ["1    Sở Tài chính", "2    Sở Y tế"]


def test_a_heading_of_several_lines_heads_a_table_of_data(tmp_path: Path) -> None:
    """Three who sign beside each other are read one after the other, as the heading of a letter is."""

    def rows(*each: tuple[str, ...]) -> str:
        cells = (
            "".join(f"<w:tc>{''.join(map(paragraph, cell.split('|')))}</w:tc>" for cell in row)
            for row in each
        )
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    data = (
        ("Số|TT", "Nội dung|thảo luận", "Trình bày"),
        ("A", "Báo cáo", "Sở Y tế"),
        ("B", "Tờ trình|", "Sở Nội vụ"),
    )
    assert lines_of(write(tmp_path / "a.docx", rows(*data))) == [
        "Số TT    Nội dung thảo luận    Trình bày",
        "A    Báo cáo    Sở Y tế",
        "B    Tờ trình    Sở Nội vụ",
    ]
    signed = ("NGƯỜI LẬP|Lê A", "KẾ TOÁN|Lê B", "GIÁM ĐỐC|Lê C")
    assert lines_of(write(tmp_path / "b.docx", rows(signed))) == "|".join(signed).split("|")


def test_a_deleted_item_is_not_counted(tmp_path: Path) -> None:
    body = item("Một") + item("", runs='<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>') + item("Hai")
    path = write(tmp_path / "a.docx", body, numbering=numbering(_LEVEL.format(0, "decimal", "", "%1.")))
    assert lines_of(path) == ["1. Một", "2. Hai"]


def test_lists_of_one_definition_count_on_and_a_restarted_one_anew(tmp_path: Path) -> None:
    lists = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    levels = _LEVEL.format(0, "decimal", "", "%1."), _LEVEL.format(1, "decimal", "", "%1.%2.")
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 2, 1) + item("g", 1)
    path = write(tmp_path / "a.docx", body, numbering=numbering(*levels, lists=lists))
    assert lines_of(path) == ["1. a", "2. b", "5. c", "6. d", "6.1. e", "7. g"]


def test_the_style_of_a_heading_tells_its_depth(tmp_path: Path) -> None:
    levels = (
        _LEVEL.format(0, "upperRoman", '<w:pStyle w:val="H1"/>', "%1."),
        _LEVEL.format(1, "decimal", '<w:pStyle w:val="H2"/>', "%2."),
        _LEVEL.format(2, "bullet", "", "+"),
    )
    style = '<w:style w:styleId="{}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{run(text)}</w:p>'
        for name, text in (("H1", "Nội dung"), ("H2", "Đề án"), ("H2", "Tờ trình"))
    )
    path = write(
        tmp_path / "a.docx",
        body + item("gạch", depth=2),
        numbering=numbering(*levels),
        styles=style.format("H1") + style.format("H2"),
    )
    assert lines_of(path) == ["I. Nội dung", "1. Đề án", "2. Tờ trình", "+ gạch"]


def test_styles_in_a_circle_or_without_a_name_end(tmp_path: Path) -> None:
    styles = '<w:style><w:name w:val="x"/></w:style><w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    body = paragraph("Kính gửi") + f'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>{run("Sở Y tế")}</w:p>'
    assert lines_of(write(tmp_path / "a.docx", body, styles=styles)) == ["Kính gửi", "Sở Y tế"]


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    """Word for the web calls it document2.xml, and its links begin at the package."""
    path = tmp_path / "a.docx"
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", relationships("officeDocument", target="/word/document2.xml"))
        package.writestr(
            "word/_rels/document2.xml.rels", relationships("numbering", target="/word/numbering3.xml")
        )
        package.writestr(
            "word/document2.xml",
            f'<w:document xmlns:w="{W}"><w:body>{item("Giấy mời")}</w:body></w:document>',
        )
        lists = numbering(_LEVEL.format(0, "decimal", "", "%1."))
        package.writestr("word/numbering3.xml", f'<w:numbering xmlns:w="{W}">{lists}</w:numbering>')
    assert lines_of(path) == ["1. Giấy mời"]


def test_notes_are_numbered_as_the_text_comes_to_them(tmp_path: Path) -> None:
    """Word's own numbers of notes begin at 2 in many files, and are those of their making."""
    body = "".join(
        f'<w:p>{run(text)}<w:r><w:{kind}Reference w:id="{name}"/></w:r></w:p>'
        for text, kind, name in (("một", "footnote", 7), ("hai", "footnote", 2), ("ba", "endnote", 2))
    )
    notes = {
        f"{kind}s": "".join(
            f'<w:{kind} w:id="{name}"><w:p>{run(f"{kind} {name}")}</w:p></w:{kind}>' for name in (-1, 2, 7)
        )
        for kind in ("footnote", "endnote")
    }
    path = write(tmp_path / "a.docx", body, **notes)
    assert lines_of(path) == ["một¹", "hai²", "ba³", "¹ footnote 7", "² footnote 2", "³ endnote 2"]


def pdf_lines(tmp_path: Path, data: bytes) -> list[str]:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return [line for line in pdf_letters.read(path) if line.strip()]


def test_dots_to_be_filled_in_do_not_tear_words(tmp_path: Path) -> None:
    """Most signs of a form are dots, whose ink is low; letters with two marks stand in a typeface of their own, which is higher."""
    form = '#set page(margin: 3cm)\n#set text(font: "Libertinus Serif")\n' + "\\ ".join(
        f"Họ tên người yêu {title} #box(width: 1fr, repeat[.])\n" for title in ("cầu:", "hỗ trợ:")
    )
    lines = pdf_lines(tmp_path, vietnamese_pdf(form))
    assert [line.rstrip(". ") for line in lines] == ["Họ tên người yêu cầu:", "Họ tên người yêu hỗ trợ:"]


def drawn(*texts: tuple[str, int, float, float], path: str = "") -> bytes:
    """Return a PDF whose page shows each text at its size and place, in points, upwards where its size is negative, and a `path`."""
    shown = "".join(
        f"/F 1 Tf {f'{size} 0 0 {size}' if size > 0 else f'0 {-size} {size} 0'} {x} {y} Tm ({text}) Tj "
        for text, size, x, y in texts
    )
    return pdf_of(
        [
            CATALOG,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            stream(f"{path} BT {shown}ET".encode()),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


@pytest.mark.parametrize(
    ("shown", "lines"),
    [
        # A narrow space of the file's own, after a letter that reaches over it.
        ([("Ban tin cua ", 12, 72, 700), ("UBND", 12, 133, 700)], ["Ban tin cua UBND"]),
        # A line stretched to the margin, and a row of columns.
        (
            [(word, 12, 72 + 60 * n, 700) for n, word in enumerate(("abcd", "efgh", "bdno", "pqbd"))],
            ["abcd efgh bdno pqbd"],
        ),
        (
            [("STT", 12, 72, 700), ("Don vi", 12, 120, 700), ("Ghi chu", 12, 300, 700)],
            ["STT    Don vi    Ghi chu"],
        ),
        # The mark of a footnote, minutes, square metres.
        ([("Bao cao", 12, 72, 700), ("2", 7, 117, 705), (" quy I", 12, 122, 700)], ["Bao cao² quy I"]),
        ([("Luc 7h", 12, 72, 700), ("30", 7, 108, 705)], ["Luc 7h30"]),
        ([("Rong 50 m", 12, 72, 700), ("2", 7, 129, 705)], ["Rong 50 m2"]),
        # A stamp on its side, drawn over the lines.
        (
            [("So Y te", 12, 72, 700), ("DU THAO", -40, 90, 600), ("Kinh gui", 12, 72, 680)],
            ["So Y te", "Kinh gui", "DU THAO"],
        ),
    ],
    ids=["narrow space", "stretched", "columns", "note", "minutes", "square metres", "turned"],
)
def test_a_line_is_read_as_it_looks(
    shown: list[tuple[str, int, float, float]], lines: list[str], tmp_path: Path
) -> None:
    assert pdf_lines(tmp_path, drawn(*shown)) == lines


def test_a_table_drawn_at_one_stroke_has_its_rows(tmp_path: Path) -> None:
    """All rules are rectangles of one path; a cell's second line and words beside the table are kept, the page's number is not."""
    level = "".join(f"70 {y} 400 0.5 re " for y in (710, 680, 650))
    upright = "".join(f"{x} 650 0.5 60 re " for x in (70, 120, 300, 470))
    words = [
        ("1", 75, 698),
        ("Bao cao", 125, 698),
        ("quy I", 125, 686),
        ("So Y te", 305, 698),
        ("Moi", 500, 698),
    ]
    words += [("2", 75, 668), ("To trinh", 125, 668), ("So Noi vu", 305, 668), ("1", 290, 40)]
    data = drawn(*((text, 12, x, y) for text, x, y in words), path=f"{level}{upright}f")
    assert pdf_lines(tmp_path, data) == ["Moi", "1    Bao cao quy I    So Y te", "2    To trinh    So Noi vu"]


def test_a_foot_beside_the_body_is_read_after_it(tmp_path: Path) -> None:
    """The body's lines end at the gutter, so those that fill it go on in the next; the signature stands beside some of them."""
    left = ["Hoi Nong dan xa kinh moi cac ong ba den", "xem ruong."] + [
        f"- Muc {n} cua buoi di tham quan ruong" for n in range(12)
    ]
    right = [("TM. BAN CHAP HANH", 380, 700), ("CHU TICH", 410, 684), ("Ly Van An", 410, 620)]
    texts = [(text, 12, 72.0, 700.0 - 16 * n) for n, text in enumerate(left)]
    lines = pdf_lines(tmp_path, drawn(*texts, *((text, 12, x, y) for text, x, y in right)))
    assert lines == [" ".join(left[:2]), *left[2:], *(text for text, _, _ in right)]
