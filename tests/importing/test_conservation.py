"""Nothing of a letter is lost, nothing is invented: a law about every text, not about good letters only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_samples import INVENTED, KEPT_ASIDE, REAL, UNSEEN, draft_of

from phonghop.importing import plain_text
from phonghop.importing.contacts import _PHONE as PHONE
from phonghop.importing.words import Source
from phonghop.source import read

YEARS = {str(year) for year in range(2020, 2040)}
FRAGMENTS = st.sampled_from(
    [
        *(
            "GIẤY MỜI",
            "Kính gửi:",
            "Nơi nhận:",
            "- Như trên;",
            "Số 12-CV/TU",
            "V/v mời họp",
            "1. Thời gian:",
            "* Địa điểm, thành phần:",
        ),
        *(
            "8 giờ, ngày 30/5/2026 (thứ Bảy)",
            "I- NỘI DUNG",
            "1.1. Điểm cầu cấp tỉnh (địa điểm: Hội trường), kính mời:",
            "Lưu ý:",
        ),
        *(
            "- Đồng chí Trần Văn A, Bí thư, Chủ trì;",
            "Căn cứ Luật X; Kế hoạch số 1-KH/TU ngày 01/5/2026 của Y về Z,",
            "(0900 000 123)",
        ),
        *(
            "Sở Tài chính báo cáo trước 17 giờ ngày 01/6/2026.",
            "T/L BAN THƯỜNG VỤ",
            "Nguyễn Văn B",
            "Trân trọng kính mời!",
            "¹ Chú thích.",
        ),
        *(
            "từ ngày 04 - 05 tháng 12 năm 2026",
            "Buổi sáng: Từ 08 giờ; Buổi chiều: Từ 14 giờ",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "   ",
            "",
            "a: b: c",
        ),
        *(
            "Tiểu ban 1    Phòng C201    Chủ trì: TS. Lê A, TS. Bế B",
            "07:30 - 08:00   Đón tiếp",
            "«",
            "…",
            "—",
            "#",
            "* *",
            "): (",
            "đường truyền¹",
        ),
    ]
)
ODD_TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=40)
SOUP = st.lists(st.one_of(FRAGMENTS, ODD_TEXT, st.sampled_from(["\n"])), max_size=40).map("\n".join)


def everything_is_somewhere(text: str) -> None:
    draft = draft_of(text)
    source = Source.of(plain_text.lines(text.encode()))
    signs = {n for n, sign in enumerate(source.text) if not sign.isspace()}
    assert set(draft.owners) == signs
    comments = "".join(words for _, words in draft.unclaimed)
    told = sum(owner == "comment" for owner in draft.owners.values())
    assert len(re.sub(r"\s", "", comments)) <= told
    node, problems = read(draft.text.encode(), "meeting.yml")
    assert node is not None, problems


@pytest.mark.parametrize("letter", [*REAL, *INVENTED, *KEPT_ASIDE, *UNSEEN], ids=lambda path: path.stem)
def test_each_character_of_a_letter_is_in_one_place(letter: Path) -> None:
    everything_is_somewhere(letter.read_text("utf-8"))


@given(SOUP)
def test_each_character_of_any_text_is_in_one_place(text: str) -> None:
    everything_is_somewhere(text)


@pytest.mark.parametrize("letter", [*REAL, *INVENTED, *KEPT_ASIDE, *UNSEEN], ids=lambda path: path.stem)
def test_a_field_says_only_what_its_lines_say(letter: Path) -> None:
    """Whatever a field holds that is no choice among the model's own words stands in the lines that it names."""
    text = letter.read_text("utf-8")
    lines = Source.of(plain_text.lines(text.encode())).lines
    for reading in draft_of(text).readings:
        chosen = {
            "organizer",
            "form",
            "kind",
            "state",
            "layout",
            "listed",
            "id",
            "contacts",
            "content",
            "numbering",
            "blank_addressee",
            "hour",
            "urgency",
            "after_meeting",
        }
        names = {step for step in reading.path if isinstance(step, str)}
        if (
            names & chosen
            or reading.path[-1] == "session"
            or reading.text == "…"
            or reading.why in ("each-day", "footnote", "lunar")
        ):
            continue
        # The year that a date lacks is the letter's; "ngày" leads to a date that stands apart from its hour.
        joining = {"ngày", "mailto", "https"}
        if reading.why in ("year", "programme", "same-day"):
            joining |= words(text) & YEARS if reading.why != "same-day" else words(text)
        if "24 giờ" in " ".join(
            lines[n - 1] for n in reading.lines
        ):  # midnight is written as the last minute
            joining |= {"23", "59", "phút"}
        said = joining | words(re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", " ".join(lines[n - 1] for n in reading.lines)))
        assert words(re.sub(r"\[\^\d+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", reading.text)) <= said, reading


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize("letter", [*REAL, *INVENTED, *KEPT_ASIDE, *UNSEEN], ids=lambda path: path.stem)
def test_phone_numbers_stand_in_contacts_only(letter: Path) -> None:
    draft = draft_of(letter.read_text("utf-8"))
    for reading in draft.readings:
        if PHONE.search(reading.text):
            assert reading.path[0] == "contacts"
            assert reading.path[-1] in ("phone", "zalo")
    # The number of a company is none of a phone, though it has as many digits.
    assert not any(PHONE.search(text) and "Mã số" not in text for _, text in draft.unclaimed)
