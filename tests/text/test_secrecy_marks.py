"""Forms in which offices write secrecy marks, and words that only look like them; none may pass or be refused by accident."""

from __future__ import annotations

import pytest

from phonghop.text import secrecy_marks
from phonghop.text.secrecy_marks import certain_mark, marks_in, marks_in_name

CERTAIN = (
    *("MẬT", "TỐI MẬT", "TUYỆT MẬT", "(MẬT)", "[MẬT]", "-MẬT-", "MẬT.", "*MẬT*", "“MẬT”"),
    *("M Ậ T", "M.Ậ.T", "M-Ậ-T", "T Ố I   M Ậ T", "M\nẬ\nT", "TỐI\nMẬT", "M\u00adẬ\u00adT", "M\u200bẬT", "TỐI\u00a0MẬT"),
    *("MA\u0302\u0323T", "MÂ\u0323T", "\uff2dẬT", "TỐI  MẬT", "TÀI LIỆU MẬT", "Tài liệu MẬT", "TÀI LIỆU TỐI MẬT"),
    *("VĂN BẢN MẬT", "DẤU MẬT", "HỎA TỐC MẬT", "MẬT / KHẨN", "MẬT (bản số 2)", "MẬT\nBản số 3", "Bản số: 01/10 MẬT"),
    *("Độ mật: Mật", "Mức độ mật: Mật", "ĐỘ MẬT: MẬT", "Độ mật\tMật", "Độ mật là Tối mật", "Độ mật - Mật"),
    *("Độ mật: Mật\nĐộ khẩn: Khẩn", "Độ mật: A", "Độ mật: B", "mức độ mật: C", "Độ mật (A)", "Độ mật C\nĐộ khẩn"),
    *("M~Ậ~T", "[M] [Ậ] [T]", "\u041cẬ\u0422", "M\u0336Ậ\u0336T\u0336", "\u202eTẬM"),
    *("MẬT\nBÁO CÁO", "MẬT\nKẾ HOẠCH", "MẬT\nDANH SÁCH", "MẬT\nNGHỊ QUYẾT", "MẬT\nỦY BAN NHÂN DÂN"),
)  # fmt: skip
ASKED = (
    *("Mật", "Tối mật", "tài liệu mật", "Hồ sơ mật", "Do mat: MAT", "Tài liệu mật – không sao chụp", "Công văn mật", "Số: 12/BC-VP (Mật)", "BÁO CÁO MẬT", "MAT", "TOI MAT"),
    *("SỞ NỘI VỤ     MẬT", "SỞ NỘI VỤ\tMẬT", "Số: 12/BC-UBND (MẬT)", "SAO Y BẢN CHÍNH MẬT", "đóng dấu MẬT", "Phân loại: Mật"),
    *("tỐI mẬT", "tối mật", "TOOIS MAATJ", "TO^'I MA^.T", "TOP SECRET", "Số: 12-BC/TU (TM)", "12/QĐ-TTg(M)", "34-Ctrhđ/Vptu(TM)", "Mức độ bảo mật: Tối mật"),
    *("TÀI LIỆU BÍ MẬT", "Dự toán\tMật\t5", "hồ sơ thuộc độ Tối mật, không sao chụp", "☐ Thường ☒ Mật ☐ Tối mật", "[x] Mật"),
    *("Độ mật\nMật", "Độ mật Mật\nĐộ khẩn Khẩn", "NGÂN HÀNG NHÀ NƯỚC\nMẬT", "tèi mËt", "Độ mật: tuyệt mật, tối mật và mật"),
)  # fmt: skip
"""What only a person can tell; the last is a list in a rule."""
WORDS = (
    *("bảo mật", "BẢO MẬT", "Bảo Mật", "BẢO-MẬT", "bí mật kinh doanh", "BÍ MẬT NHÀ NƯỚC", "Luật Bảo vệ bí mật nhà nước"),
    *("LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", "MẬT MÃ", "MẬT MÃ DÂN SỰ", "mật mã", "MẬT KHẨU", "Mật khẩu Wi-Fi", "MẬT ĐỘ DÂN SỐ"),
    *("mật ong", "MẬT ONG RỪNG", "Mật ong", "NUÔI ONG LẤY MẬT", "mật thiết", "thân mật", "cơ mật", "túi mật", "đường mật"),
    *("BẢO\nMẬT", "QUY CHẾ BẢO\nMẬT THÔNG TIN", "BẢO VỆ BÍ\nMẬT NHÀ NƯỚC", "MẬT\nONG", "MẬT\nKHẨU", "Bảo\nmật", "mật"),
    *("văn bản không thuộc độ Mật", "☒ Thường ☐ Mật ☐ Tối mật", "SECRETARY", "quản lý mật mã dân sự", "Buổi tối. Mật ong được bày bán"),
    *("DIỆN TÍCH\n\nMẬT\n\nĐỘ\n\n(người/km²)", "MẬT\nĐỘ", "MẬT\nMÃ (2)"),
    *("MẶT TRẬN TỔ QUỐC", "độ mật: không", "Độ mật: Thường", "Độ mật", "mật độ xây dựng", "đóng dấu mật lên văn bản"),
    *("tài liệu mật và tối mật được lưu riêng", "danh mục bí mật nhà nước độ Mật của ngành", "TOI MATTHEW", "FORMAT", "3-Heights(TM) PDF Producer", "3-Heights (TM)"),
)  # fmt: skip


@pytest.mark.parametrize("text", CERTAIN)
@pytest.mark.parametrize("around", ["{}", "ỦY BAN NHÂN DÂN TỈNH\n\n{}\n\nVề việc họp giao ban"])
def test_a_mark_is_certain(text: str, around: str) -> None:
    assert certain_mark(around.format(text)) == marks_in(around.format(text)).certain[0]


@pytest.mark.parametrize("text", ASKED)
def test_what_may_be_a_mark_is_asked_about(text: str) -> None:
    found = marks_in(text)
    assert (bool(found.certain), bool(found.possible)) == (False, True)
    assert not certain_mark(text)


@pytest.mark.parametrize("text", WORDS)
def test_words_are_none(text: str) -> None:
    found = marks_in(text)
    assert (found.certain, found.possible) == ((), ())


def test_one_letter_is_asked_about_where_stamps_stand() -> None:
    assert marks_in("(A)", beside=True).possible == ("A",)
    assert marks_in("(A)").possible == ()


def test_a_mark_behind_thousands_of_words_like_it_is_seen() -> None:
    assert marks_in("bảo mật\n" * 5_000 + "MẬT").certain == ("MẬT",)


def test_marks_beyond_what_would_stop_a_text_are_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    judge = secrecy_marks._judged
    monkeypatch.setattr(
        secrecy_marks, "_judged", lambda text, match: judged.append(match) or judge(text, match)
    )
    assert marks_in("MẬT\n" * 5_000).certain == ("MẬT",)
    assert len(judged) == secrecy_marks._TOLD


@pytest.mark.parametrize(
    ("name", "certain", "possible"),
    [
        ("BC_MẬT", True, False),
        ("bao-cao-tối-mật", True, False),
        ("bao-cao-mat", False, True),
        ("BC MAT 12", False, True),
        ("toimat", False, True),
        ("mat-tran", False, False),
        ("bao-mat-thong-tin", False, False),
        ("MẬT MÃ", False, False),
        ("mat-bang", False, False),
    ],
)
def test_names_of_files(name: str, certain: bool, possible: bool) -> None:
    found = marks_in_name(name)
    assert (bool(found.certain), bool(found.possible)) == (certain, possible)


def test_the_word_in_small_letters_costs_no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in every text; what makes a mark of it stands right before it."""
    looks = []
    is_label = secrecy_marks._is_label
    monkeypatch.setattr(
        secrecy_marks, "_is_label", lambda *words, **how: looks.append(words) or is_label(*words, **how)
    )
    marks_in("đường mật, mật ong, độ mật " * 1_000)
    assert looks == []
    marks_in("(mật) " * 10)
    assert len(looks) == 10
    assert all(len(before) <= secrecy_marks._LINE for before, _ in looks)
