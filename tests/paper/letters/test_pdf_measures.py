"""Positions and sizes measured from the finished PDF agree with the profile within 0.5 mm and 0.1 pt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pytest

from paper.letters.letter_samples import CASES, letter
from paper.letters.pdf_reading import MM, Glyph, ReadPdf
from phonghop.paper.letters.pdf import render_pdf
from phonghop.paper.letters.profiles import PROFILES, Face

_MM_OFF = 0.5
_PT_OFF = 0.1
_ASCENT = 0.89
"""How far a line box reaches above its baseline, in em, as in Word with Times New Roman."""
_OPENING = (
    "Thường trực Tỉnh ủy trân trọng kính mời các đồng chí dự Hội nghị sơ kết công tác năm 2026 và triển khai nhiệm vụ"
    " năm 2027 của các cơ quan, đơn vị, địa phương trong toàn tỉnh, cụ thể như sau."
)
pytestmark = pytest.mark.parametrize(("profile", "kind"), CASES)


@lru_cache
def read(profile: str, kind: str) -> ReadPdf:
    marks = {"urgency": "khan", "circulation": "Tài liệu hội nghị", "draft": "Dự thảo lần 2"}
    return ReadPdf(render_pdf(letter(kind, profile, opening=_OPENING, basis=[], **marks)))


def lines(glyphs: tuple[Glyph, ...]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each line."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and glyph.baseline != pytest.approx(line[-1].baseline, abs=0.05):
            yield line
            line = []
        line.append(glyph)
    yield line


def assert_face(glyphs: tuple[Glyph, ...], face: Face) -> None:
    style = ("Bold" if face.bold else "") + ("Italic" if face.italic else "")
    assert {glyph.font.partition("-")[2] for glyph in glyphs} == {style or "Regular"}
    assert [glyph.size for glyph in glyphs] == pytest.approx([face.size] * len(glyphs), abs=_PT_OFF)


def test_margins_indent_and_justification(profile: str, kind: str) -> None:
    form = PROFILES[profile]
    first, *middle, last = lines(read(profile, kind).find(_OPENING))
    assert middle
    assert first[0].x == pytest.approx(form.margin_left + form.indent, abs=_MM_OFF)
    for line in (*middle, last):
        assert line[0].x == pytest.approx(form.margin_left, abs=_MM_OFF)
    for line in (first, *middle):
        assert line[-1].right == pytest.approx(210 - form.margin_right, abs=_MM_OFF)


def test_line_and_paragraph_spacing(profile: str, kind: str) -> None:
    form = PROFILES[profile]
    baselines = [line[0].baseline * MM for line in lines(read(profile, kind).find(_OPENING))]
    steps = [below - above for above, below in pairwise(baselines)]
    assert steps == pytest.approx([form.line_spacing] * len(steps), abs=_PT_OFF)
    following = read(profile, kind).find("I- NỘI DUNG")[0].baseline * MM
    assert following - baselines[-1] == pytest.approx(form.line_spacing + form.paragraph_spacing, abs=_PT_OFF)


def test_top_and_bottom_margin(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    title = pdf.find(form.title[0].text)[0]
    assert title.baseline - _ASCENT * title.size / MM == pytest.approx(form.margin_top, abs=_MM_OFF)
    assert max(glyph.baseline for glyph in pdf.glyphs) <= 297 - form.margin_bottom


def test_title_is_centred_in_its_column_above_a_rule_of_its_length(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    title = pdf.find(form.title[-1].text)
    centre = 210 - form.margin_right - form.head_columns[1] / 2
    assert (title[0].x + title[-1].right) / 2 == pytest.approx(centre, abs=_MM_OFF)
    rule = min((r for r in pdf.rules if r.page == 0 and r.x > 100), key=lambda r: r.y)
    assert rule.x == pytest.approx(title[0].x, abs=_MM_OFF)
    assert rule.length == pytest.approx(title[-1].right - title[0].x, abs=_MM_OFF)
    assert 0 < rule.y - title[0].baseline < 3


def test_number_and_date_are_level(profile: str, kind: str) -> None:
    pdf = read(profile, kind)
    number, day = pdf.find("Số: 12/" if profile == "state-nd30" else "Số 12-"), pdf.find("Mẫu, ngày 05")
    size_step = (day[0].size - number[0].size) * _ASCENT / MM
    assert day[0].baseline - number[0].baseline == pytest.approx(size_step, abs=_MM_OFF)


def test_faces_of_the_head(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    for line in form.title:
        assert_face(pdf.find(line.text), line.face)
    assert_face(pdf.find("TỈNH MẪU" if profile == "state-nd30" else "TỈNH ỦY MẪU"), form.issuer)
    assert_face(pdf.find("Mẫu, ngày 05 tháng 02 năm 2026"), form.place_and_date)
    assert_face(pdf.find("KHẨN"), form.urgency)
    assert_face(pdf.find("Dự thảo lần 2"), form.draft)
    if kind == "cong-van":
        assert_face(pdf.find(f"{form.subject_prefix} mời dự Hội nghị"), form.side_subject)
        assert_face(pdf.find("Kính gửi:"), form.salutation)
        assert_face(pdf.find("Các sở, ban, ngành tỉnh"), form.addressee)
    else:
        assert_face(pdf.find("GIẤY MỜI"), form.type_name)
        assert_face(pdf.find("mời dự Hội nghị sơ kết công tác năm 2026"), form.centred_subject)


def test_faces_of_body_and_foot(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    assert_face(pdf.find(_OPENING), form.body)
    assert_face(pdf.find("T/L BAN THƯỜNG VỤ"), form.authority)
    assert_face(pdf.find("CHÁNH VĂN PHÒNG"), form.post)
    assert_face(pdf.find("Trần Thị Mẫu"), form.signer)
    assert_face(pdf.find("Nơi nhận:"), form.recipients_title)
    assert_face(pdf.find("- Lưu Văn phòng Tỉnh ủy."), form.recipients)
    assert_face(pdf.find("Chạy thử đường truyền lúc 15 giờ"), form.footnote)


def test_foot_stands_in_its_columns(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    assert pdf.find("Nơi nhận:")[0].x == pytest.approx(form.margin_left, abs=_MM_OFF)
    centre = 210 - form.margin_right - form.foot_columns[1] / 2
    post, signer = pdf.find("CHÁNH VĂN PHÒNG"), pdf.find("Trần Thị Mẫu")
    for words in (pdf.find("T/L BAN THƯỜNG VỤ"), post, signer):
        assert (words[0].x + words[-1].right) / 2 == pytest.approx(centre, abs=_MM_OFF)
    assert signer[0].baseline - post[0].baseline >= form.signature_space


def test_page_number_from_page_two(profile: str, kind: str) -> None:
    form, pdf = PROFILES[profile], read(profile, kind)
    above = [glyph for glyph in pdf.glyphs if glyph.baseline < form.margin_top]
    assert [(glyph.page, glyph.text) for glyph in above] == [
        (n, str(n + 1)) for n in range(1, pdf.page_count)
    ]
    for number in above:
        assert_face((number,), form.page_number)
        assert number.baseline - _ASCENT * number.size / MM == pytest.approx(
            form.page_number_top, abs=_MM_OFF
        )
        assert (number.x + number.right) / 2 == pytest.approx(
            form.margin_left + form.text_width / 2, abs=_MM_OFF
        )
