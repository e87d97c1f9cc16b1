"""What stands on which page, the typeface, the file itself, and codes that scan from paper."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import fields, replace

import pytest

from paper.letters.letter_samples import CASES, CODES, REAL_MEETINGS, letter, real_letter
from paper.letters.pdf_reading import ReadPdf
from phonghop.paper import qr
from phonghop.paper.letters import Code, Letter, pdf
from phonghop.paper.letters.form import profile_of
from phonghop.paper.letters.pdf import _content, _set, render_pdf, render_pdfs
from phonghop.paper.letters.profiles import PROFILES, Profile, smaller, tightened
from phonghop.paper.typesetting import page_count

_FILLER = (
    "Các cơ quan, đơn vị chuẩn bị đầy đủ nội dung và cử cán bộ dự Hội nghị đúng thành phần, đúng thời gian."
)


@pytest.mark.parametrize("paragraphs", range(12))
def test_signature_is_never_alone(paragraphs: int) -> None:
    made = letter(opening="\n".join([_FILLER] * (4 + paragraphs)), codes="none")
    pdf = ReadPdf(render_pdf(made))
    page = pdf.find("Trần Thị Mẫu")[0].page
    assert pdf.find("Nơi nhận:")[0].page == page
    assert pdf.find("Trân trọng kính mời")[0].page == page


@pytest.mark.parametrize("paragraphs", range(0, 12, 3))
def test_footnote_stands_on_the_page_of_its_mark(paragraphs: int) -> None:
    pdf = ReadPdf(render_pdf(letter(opening="\n".join([_FILLER] * (4 + paragraphs)))))
    mark, note = pdf.find("#let x = 1(1)"), pdf.find("Chạy thử đường truyền lúc")
    assert note[0].page == mark[0].page
    assert note[0].baseline == max(glyph.baseline for glyph in pdf.glyphs if glyph.page == note[0].page)


def test_second_mark_of_a_footnote_only_repeats_its_number() -> None:
    pdf = ReadPdf(render_pdf(letter(closing="Trân trọng kính mời[^duong-truyen].")))
    text = "".join(map(pdf.page_text, range(pdf.page_count)))
    assert text.count("(1)") == 3
    assert text.count("Chạy thử đường truyền") == 1


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_only_the_own_typeface_is_embedded(profile: str, kind: str) -> None:
    for name, is_embedded in ReadPdf(render_pdf(letter(kind, profile))).fonts:
        assert re.fullmatch(r"[A-Z]{6}\+Tinos-(Regular|Bold|Italic|BoldItalic)", name)
        assert is_embedded


def test_long_name_breaks_before_the_city() -> None:
    made = replace(letter(), issuers=("THÀNH ỦY THÀNH PHỐ HỒ CHÍ MINH",), place="Thành phố Hồ Chí Minh")
    pdf = ReadPdf(render_pdf(made))
    committee, city = pdf.find("THÀNH ỦY"), pdf.find("THÀNH PHỐ HỒ CHÍ MINH")
    assert committee[0].baseline < city[0].baseline == city[-1].baseline
    day = pdf.find("ngày 05 tháng 02 năm 2026")
    assert day[0].baseline == day[-1].baseline
    assert max(glyph.right for glyph in pdf.glyphs) <= 195.1


def test_same_letter_same_bytes() -> None:
    made = letter()
    assert render_pdf(made) == render_pdf(made) == next(render_pdfs([made]))


def test_file_is_titled_tagged_and_in_vietnamese() -> None:
    data = render_pdf(letter())
    facts = ReadPdf(data).document.get_metadata_dict()
    assert facts["Title"] == "Công văn 12-CV/TU: mời dự Hội nghị sơ kết công tác năm 2026"
    assert not facts["Author"]
    assert facts["CreationDate"].startswith("D:20260205")
    for sign in (b"/Lang(vi", b"/MarkInfo", b"<pdfuaid:part>1"):
        assert sign in data


@pytest.mark.parametrize(("profile", "kind"), CASES)
def test_codes_scan_from_paper(profile: str, kind: str) -> None:
    pdf = ReadPdf(render_pdf(letter(kind, profile)))
    for blur, degrees in ((0, 0), (1.0, 0), (0.6, 2), (0.6, -2)):
        assert pdf.scanned(blur=blur, degrees=degrees) == {code.address for code in CODES}, (blur, degrees)


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_codes_of_real_letters_scan(meeting_id: str) -> None:
    assert ReadPdf(render_pdf(real_letter(meeting_id))).scanned() == {code.address for code in CODES}


def test_long_prefilled_code_scans() -> None:
    address = "https://hop.example.gov.vn/q/qpvyz73/?entry.1=" + "%C4%90%E1%BA%A3ng%20%E1%BB%A7y%20" * 6
    made = replace(letter(), codes=(Code("Xác nhận tham dự", address),))
    assert ReadPdf(render_pdf(made)).scanned(blur=0.5) == {address}
    assert qr.module_mm(qr.matrix(address)) >= 0.5


@pytest.mark.parametrize("profile", ["party-hd05", "party-hd36", "state-nd30", "plain"])
def test_a_letter_a_few_lines_over_is_drawn_in(profile: str) -> None:
    """Lines are added one by one: where the usual measures first need another page, the printed letter does not."""

    def opened(words: int) -> Letter:
        return letter("giay-moi", profile, opening=" ".join(["mời"] * words))

    def usual(words: int) -> int:
        made = opened(words)
        return page_count(_set(_content(made), profile_of(made)).pdf)

    lengths = range(12, 600, 24)
    least = usual(lengths[0])
    first = bisect_left(lengths, least + 1, key=usual)
    assert usual(lengths[first]) == least + 1
    printed = {n: page_count(render_pdf(opened(lengths[n]))) for n in (0, first - 1, first, first + 1, -1)}
    assert printed[first - 1] == printed[first] == least
    assert printed[first + 1] <= usual(lengths[first + 1])
    assert printed[-1] <= usual(lengths[-1])


@pytest.mark.parametrize("profile", ["party-hd05", "plain"])
def test_a_letter_is_set_again_only_where_that_may_save_a_page(
    profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measures: list[Profile] = []

    def counted(content: pdf.Data, profile: Profile, **place: bool) -> pdf.Fitted:
        measures.append(profile)
        return _set(content, profile, **place)

    monkeypatch.setattr(pdf, "_set", counted)
    times: set[int] = set()
    for lines in range(12, 60, 6):
        made = letter("giay-moi", profile, opening="\n".join([_FILLER] * lines), codes="none")
        made = replace(made, body=(), footnotes=())
        measures.clear()
        printed = render_pdf(made)
        times.add(len(measures))
        with monkeypatch.context() as patch:
            patch.setattr(pdf, "_may_save_a_page", lambda *_: True)
            assert printed == render_pdf(made)
    assert 1 in times


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_what_is_drawn_in_stays_within_its_rule(profile: Profile) -> None:
    """Hướng dẫn 05 and 36 set lines at 18 pt or more; NĐ30 (II.6) lets them stand single; margins and letters stay."""
    tight = tightened(profile)
    least = 18 if profile.name.startswith("party") else 1.15 * profile.body.size
    assert least <= tight.line_spacing <= profile.line_spacing
    assert tight.signature_space >= 4 * 14 * 0.35
    changed = {
        field.name for field in fields(Profile) if getattr(tight, field.name) != getattr(profile, field.name)
    }
    assert changed <= {"line_spacing", "signature_space", "gap_share"}
    small = smaller(profile)
    assert (small is None) == profile.name.startswith("party")  # 14–15 pt (HD36, Phụ lục 3); NĐ30 takes 13–14
    if small:
        assert (small.body.size, small.addressee.size, small.line_spacing) == (13, 13, 1.15 * 13)
