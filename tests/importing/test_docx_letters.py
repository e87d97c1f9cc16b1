"""Word's habits: whatever way a letter was typed, its words come out, in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from letter_samples import REAL, draft_of
from word_habits import RUNS, anchored_box, paragraph, run, table, text_box, vni_codes, write

from phonghop.importing import plain_text
from phonghop.importing.docx import read
from phonghop.importing.letter import read_letter
from phonghop.model import Body
from phonghop.text.old_fonts import converted
from phonghop.text.strings import strings


def said(path: Path) -> list[str]:
    return [line for line in read(path).lines if line.strip()]


def straight(text: str) -> str:
    """Return `text` with one sign for every quote."""
    return re.sub("[«»“”’\"']", "'", text)


def test_vni_is_read_as_people_write_it() -> None:
    """Two lines that every old template bears, as they are found in files."""
    assert (
        converted("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "VNI-Times")
        == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert converted("Ñoäc laäp - Töï do - Haïnh phuùc", "VNI-Times") == "Độc lập - Tự do - Hạnh phúc"
    assert (
        converted("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "VNI-Times")
        == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    )
    assert converted(
        "UÛy ban nhaân daân tænh, kính môøi döï hoïp; thò xaõ, quyeát ñònh kyø naøy", "VNI-Times"
    ) == ("Ủy ban nhân dân tỉnh, kính mời dự họp; thị xã, quyết định kỳ này")


@pytest.mark.parametrize("letter_case", ["ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự", "íìỉĩị ýỳỷỹỵ đ óòỏõọ"])
def test_every_vowel_of_vni(letter_case: str) -> None:
    for text in (letter_case, letter_case.upper()):
        assert converted(vni_codes(text), "VNI-Times") == text


@pytest.mark.parametrize("habit", RUNS)
@pytest.mark.parametrize("letter", REAL, ids=lambda path: path.stem)
def test_a_letter_is_read_from_word_as_from_text(letter: Path, habit: str, tmp_path: Path) -> None:
    lines = [*plain_text.lines(letter.read_bytes())]
    path = write(tmp_path / "giay-moi.docx", "".join(paragraph(line, RUNS[habit]) for line in lines))
    text = read(path)
    assert text.converted == (habit in {"tcvn3", "vni"})
    from_word = read_letter(text.lines, (), strings("vi"), converted=text.converted)
    from_text = draft_of(letter.read_text("utf-8"))
    assert {(r.path, straight(r.text)) for r in from_word.readings} == {
        (r.path, straight(r.text)) for r in from_text.readings
    }
    if text.converted:
        assert all(r.state == "review" for r in from_word.readings if r.lines)


LEFT = ["TỈNH ỦY SÔNG LAM", "VĂN PHÒNG", "*", "Số 15-GM/VPTU"]
RIGHT = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Sông Lam, ngày 02 tháng 3 năm 2026"]
BODY = [
    "GIẤY MỜI",
    "Hội nghị giao ban quý I",
    "Văn phòng mời dự Hội nghị giao ban quý I:",
    "1. Thời gian: 8 giờ, ngày 10/3/2026.",
    "2. Địa điểm: Phòng họp số 1.",
]
HEADINGS = {
    "table": table(LEFT, RIGHT),
    "tabs": "".join(
        f"<w:p>{run(a)}<w:r><w:tab/><w:tab/></w:r>{run(b)}</w:p>"
        for a, b in zip(LEFT, ["", *RIGHT, ""], strict=True)
    ),
    "text-boxes": text_box(LEFT) + text_box(RIGHT),
    "anchored-boxes": anchored_box(LEFT) + anchored_box(RIGHT),
    "aligned-tabs": "".join(
        f"<w:p>{run(a)}<w:r><w:ptab w:relativeTo='margin' w:alignment='right' w:leader='none'/></w:r>{run(b)}</w:p>"
        for a, b in zip(LEFT, ["", *RIGHT, ""], strict=True)
    ),
    "nested-table": f"<w:tbl><w:tr><w:tc>{table(LEFT, RIGHT)}<w:p/></w:tc></w:tr></w:tbl>",
    "soft-breaks": f"<w:p>{'<w:r><w:br/></w:r>'.join(map(run, LEFT))}</w:p>" + "".join(map(paragraph, RIGHT)),
}


@pytest.mark.parametrize("habit", HEADINGS)
def test_a_heading_is_known_by_its_words(habit: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", HEADINGS[habit] + "".join(map(paragraph, BODY)))
    found = {r.path: r.text for r in read_letter(read(path).lines, (), strings("vi")).readings}
    assert found["letter", "number"] == "15"
    assert found["letter", "symbol"] == "GM/VPTU"
    assert found["letter", "place"] == "Sông Lam"
    assert found["letter", "date"] == "ngày 02 tháng 3 năm 2026"
    assert found["title",] == "Hội nghị giao ban quý I"
    assert found["sessions", 0] == "8 giờ, ngày 10/3/2026"


def test_numbers_come_from_styles_too(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = (
        level.format(0, "upperRoman", "%1.")
        + level.format(1, "decimal", "%2.")
        + level.format(2, "bullet", "-")
    )
    numbering = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    styles = '<w:style w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'

    def item(text: str, depth: int) -> str:
        return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="3"/></w:numPr></w:pPr>{run(text)}</w:p>'

    heading = f'<w:p><w:pPr><w:pStyle w:val="Muc"/></w:pPr>{run("Nội dung")}</w:p>'
    body = heading + item("Một", 1) + item("Hai", 1) + item("gạch", 2) + heading + item("Lại một", 1)
    path = write(tmp_path / "a.docx", body, numbering=numbering, styles=styles)
    assert said(path) == ["I. Nội dung", "1. Một", "2. Hai", "- gạch", "II. Nội dung", "1. Lại một"]


def test_footnotes_follow_with_their_marks(tmp_path: Path) -> None:
    body = f'<w:p>{run("đường truyền")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnote w:id="-1"><w:p>{run("-")}</w:p></w:footnote><w:footnote w:id="2"><w:p>{run("Chạy thử.")}</w:p></w:footnote>'
    assert said(write(tmp_path / "a.docx", body, footnotes=notes)) == ["đường truyền¹", "¹ Chạy thử."]


def test_a_programme_in_a_table_keeps_what_stands_under_each_hour(tmp_path: Path) -> None:
    def row(*cells: list[str]) -> str:
        return (
            "<w:tr>" + "".join(f"<w:tc>{''.join(map(paragraph, cell))}</w:tc>" for cell in cells) + "</w:tr>"
        )

    programme = (
        row(["Thời gian"], ["Nội dung"], ["Người thực hiện"])
        + row(["8h00 - 8h15"], ["Khai mạc", "- Chào cờ", "- Giới thiệu đại biểu"], ["Ban Tổ chức"])
        + row(["8h15"], ["Báo cáo kết quả"], ["Ông Lê Văn An"])
        + row(["9h30"], ["Bế mạc"], [""])
    )
    path = write(tmp_path / "a.docx", "".join(map(paragraph, BODY)) + f"<w:tbl>{programme}</w:tbl>")
    found = {r.path: r.text for r in read_letter(read(path).lines, (), strings("vi")).readings}
    assert found["agenda", 0, "title"] == "Khai mạc"
    assert (found["agenda", 0, "time"], found["agenda", 0, "until"]) == ("8h00", "8h15")
    assert found["agenda", 0, "presenter"] == "Ban Tổ chức"
    assert [found["agenda", 0, "items", n, "title"] for n in (0, 1)] == ["Chào cờ", "Giới thiệu đại biểu"]
    assert found["agenda", 1, "presenter"] == "Ông Lê Văn An"
    assert found["agenda", 2, "title"] == "Bế mạc"


@pytest.mark.parametrize(
    "heading", ["UBND XÃ HÀ ĐÔNG", "ỦY BAN NHÂN DÂN\nXÃ HÀ ĐÔNG", "UỶ BAN NHÂN DÂN XÃ HÀ ĐÔNG"]
)
def test_an_office_is_known_however_its_name_is_shortened(heading: str) -> None:
    office = {"id": "ha-dong", "name": "Ủy ban nhân dân xã Hà Đông", "letters": "state-nd30"}
    body = Body.model_validate(office | {"symbol": "UBND", "place": "Hà Đông"})
    found = draft_of(f"{heading}\n\nGIẤY MỜI\nHọp giao ban\n\nThời gian: 8 giờ ngày 01/7/2026.\n", [body])
    assert {reading.path: reading.text for reading in found.readings}["organizer",] == "ha-dong"


def test_footnotes_of_word_stand_behind_the_signature_and_are_found(tmp_path: Path) -> None:
    """Word keeps them in a part of their own, so that they come last; the mark may stand in brackets."""
    mark = '<w:r><w:t>(</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>)</w:t></w:r>'
    task = f"<w:p>{run('- Văn phòng gửi báo cáo về Ban Tổ chức')}{mark}{run('.')}</w:p>"
    foot = "".join(map(paragraph, ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHÁNH VĂN PHÒNG", "Lê Văn An"]))
    body = "".join(map(paragraph, [*BODY, "3. Tổ chức thực hiện:"])) + task + foot
    notes = f'<w:footnote w:id="1"><w:p>{run("Qua thư điện tử.")}</w:p></w:footnote>'
    path = write(tmp_path / "a.docx", body, footnotes=notes)
    found = {r.path: r.text for r in read_letter(read(path).lines, (), strings("vi")).readings}
    assert found["footnotes", 0, "text"] == "Qua thư điện tử."
    assert found["tasks", 0, "actions", 0] == "Gửi báo cáo về Ban Tổ chức[^1]"
    assert found["letter", "signature", "name"] == "Lê Văn An"


def test_what_stands_under_an_item_of_the_programme_belongs_to_it() -> None:
    text = "GIẤY MỜI\nGiao ban\n\nBệnh viện mời dự giao ban ngày 04/01/2027:\n\n- 07 giờ 00: Giao ban toàn viện, tại Hội trường tầng 4.\n+ Chủ trì: BSCKII. Uông Thế Bật, Giám đốc.\n+ Thành phần: trưởng khoa.\n- Ngay sau giao ban: Bình bệnh án.\n"
    found = {r.path: r.text for r in draft_of(text).readings}
    assert found["agenda", 0, "chair", "name"] == "Uông Thế Bật"
    assert found["agenda", 0, "items", 0, "title"] == "Thành phần: trưởng khoa"
    assert ("chair", "name") not in found
