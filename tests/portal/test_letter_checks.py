"""What a letter's shell requires, told where it stands."""

from __future__ import annotations

import pytest

from paper.letters.letter_samples import REAL_MEETINGS, meeting, real_portal
from phonghop.portal.letter_checks import letter_findings


def findings(kind: str, **letter: object) -> list[tuple[tuple[str | int, ...], str]]:
    return [(path, code) for path, code, _ in letter_findings(meeting(kind, "party-hd05", **letter))]


def test_no_rule_says_how_a_plain_letter_ends() -> None:
    ends = {"recipients": ["Mitglieder des Ausschusses", "Presse"]}
    assert list(letter_findings(meeting("giay-moi", "plain", **ends))) == []


@pytest.mark.parametrize("kind", ["cong-van", "giay-moi"])
def test_whole_letter_is_fine(kind: str) -> None:
    assert findings(kind) == []


@pytest.mark.parametrize(
    ("kind", "letter", "finding"),
    [
        ("cong-van", {"addressees": []}, (("letter", "addressees"), "PH601")),
        (
            "cong-van",
            {"basis": [{"kind": "Kế hoạch", "date": "06/02/2026"}]},
            (("letter", "basis", 0, "date"), "PH602"),
        ),
        (
            "cong-van",
            {"basis": [{"kind": "Công văn", "cites": {"kind": "Nghị quyết", "date": "06/02/2026"}}]},
            (("letter", "basis", 0, "cites", "date"), "PH602"),
        ),
        (
            "cong-van",
            {"recipients": ["Như trên", "Thường trực Tỉnh ủy"]},
            (("letter", "recipients", 1), "PH603"),
        ),
        ("cong-van", {"date": "18/12/2026"}, (("letter", "date"), "PH604")),
        (
            "cong-van",
            {"recipients": ["Như thành phần mời", "Lưu Văn phòng"]},
            (("letter", "recipients", 0), "PH605"),
        ),
        ("giay-moi", {"recipients": ["Như trên", "Lưu Văn phòng"]}, (("letter", "recipients", 0), "PH605")),
        ("cong-van", {"subject": "V/v mời dự Hội nghị"}, (("letter", "subject"), "PH606")),
        ("cong-van", {"subject": "Về việc mời dự Hội nghị"}, (("letter", "subject"), "PH606")),
    ],
)
def test_tells_what_is_wrong(kind: str, letter: dict[str, object], finding: tuple[object, str]) -> None:
    assert findings(kind, **letter) == [finding]


@pytest.mark.parametrize(
    ("kind", "letter"),
    [
        ("cong-van", {"addressees": [], "blank_addressee": "có"}),
        ("giay-moi", {"subject": "Về việc học, tập"}),
        ("cong-van", {"recipients": []}),
        ("cong-van", {"date": None}),
        ("cong-van", {"recipients": ["Như trên", "Lưu: VT, TH"]}),
    ],
)
def test_allows(kind: str, letter: dict[str, object]) -> None:
    assert findings(kind, **letter) == []


@pytest.mark.parametrize("meeting_id", REAL_MEETINGS)
def test_real_letters_are_fine(meeting_id: str) -> None:
    assert list(letter_findings(real_portal().by_id[meeting_id].meeting)) == []
