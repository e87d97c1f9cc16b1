from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driver import MEETING, codes_of, meeting_of
from phonghop.model import Meeting
from phonghop.model.scalars import LINE_LIMIT, TEXT_LIMIT
from phonghop.text.dates import Moment

# Any nesting of lists and keys, at any key of a meeting: nothing may be answered with a trace.
TREES = st.recursive(
    st.sampled_from(["", "a", "có", "01/7/2026 8 giờ", "1.10", "{x", "https://example.vn", "…"])
    | st.text(max_size=5),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(
            st.sampled_from(["title", "text", "start", "name", "kind", "url", "x"]), below, max_size=3
        )
    ),
    max_leaves=6,
)


def meeting(more: str = "") -> Meeting:
    found, problems = meeting_of(MEETING + more)
    assert problems == ()
    assert found is not None
    return found


@given(st.sampled_from([*Meeting.model_fields, "nothing"]), TREES)
def test_any_tree_at_any_key_is_a_meeting_or_problems(key: str, tree: object) -> None:
    lines = [line for line in MEETING.splitlines() if not line.startswith(f"{key}:")]
    found, problems = meeting_of("\n".join([*lines, f"{key}: {flow(tree)}"]))
    assert (found is None) == any(p.is_error for p in problems)


def flow(tree: object) -> str:
    """Return `tree` in YAML's flow style."""
    if isinstance(tree, list):
        return f"[{', '.join(map(flow, tree))}]"
    if isinstance(tree, dict):
        return f"{{{', '.join(f'{key}: {flow(value)}' for key, value in tree.items())}}}"
    return "'" + str(tree).replace("'", "''") + "'"


def test_all_problems_of_a_file_are_told_at_once() -> None:
    assert sorted(codes_of(MEETING.replace("in-person", "onlien") + "x: 1\nduration: ''\nbackdrop: a\n")) == [
        "PH201",
        "PH203",
        "PH206",
        "PH208",
    ]


def test_a_problem_stands_where_its_words_stand() -> None:
    _, problems = meeting_of(
        MEETING + "points:\n  - name: A\n    attendees:\n      - text: a\n        rôle: chair\n"
    )
    assert [(str(p.place), p.values["nearest"]) for p in problems] == [("meeting.yml:9:9", "role")]


def test_a_missing_key_is_told_where_its_group_begins() -> None:
    _, problems = meeting_of(
        MEETING + "links:\n  - kind: room\n    url: https://example.vn\n  - kind: room\n"
    )
    assert [(str(p.place), p.code, p.values["key"]) for p in problems] == [
        ("meeting.yml:8:5", "PH202", "url")
    ]


def test_short_forms() -> None:
    found = meeting(
        "status: postponed\narrive_early: 15\nrehearsals: 30/6/2026 15 giờ\nagenda:\n  - Khai mạc\n"
        "points:\n  - name: Tỉnh\n    venue: Hội trường\n    chair: Bí thư\n    attendees: Thường trực\n"
        "documents:\n  - bao-cao.pdf\n  - id: de-an\n    title: Đề án\n    awaiting: Sở Nội vụ\n  - title: Cũ\n    withdrawn: Trùng\n"
        "tasks:\n  - units: Văn phòng\n    actions: In tài liệu\nnotes: Đến sớm\n"
        "letter:\n  addressees: Các sở\n  recipients: Như trên\n  basis: Kế hoạch số 5\n"
    )
    assert found.status.state == "postponed"
    assert found.arrive_early is not None
    assert found.arrive_early.minutes == 15
    assert found.rehearsals[0].at == Moment(date(2026, 6, 30), time(15))
    assert found.agenda[0].title == "Khai mạc"
    point = found.points[0]
    assert point.venue is not None
    assert point.venue.name == "Hội trường"
    assert point.chair is not None
    assert point.chair.text == "Bí thư"
    assert point.attendees[0].text == "Thường trực"
    assert [d.state for d in found.documents] == ["published", "pending", "withdrawn"]
    assert found.tasks[0].actions[0].text == "In tài liệu"
    assert found.notes[0].text == "Đến sớm"
    assert found.letter.addressees[0].text == "Các sở"
    assert found.letter.recipients[0].text == "Như trên"
    assert found.letter.basis[0].text == "Kế hoạch số 5"


def test_a_group_of_attendees_holds_groups() -> None:
    found = meeting(
        "points:\n  - name: Tỉnh\n    attendees:\n      - text: Tỉnh ủy\n        members:\n"
        "          - name: Nguyễn Văn A\n            titles: [Bí thư, Chủ tịch]\n            fallback: Phó Bí thư\n"
        "          - Thường trực\n"
    )
    first, second = found.points[0].attendees[0].members
    assert (first.name, first.titles, first.fallback) == (
        "Nguyễn Văn A",
        ("Bí thư", "Chủ tịch"),
        "Phó Bí thư",
    )
    assert second.text == "Thường trực"


@pytest.mark.parametrize(
    ("document", "key", "name"),
    [
        ("bao-cao.pdf", "bao-cao", "Bao cao"),
        ("Báo cáo_tháng 6.PDF", "bao-cao-thang-6", "Báo cáo tháng 6"),
        ("{id: bc, file: x.pdf}", "bc", "X"),
        ("{id: de-an, title: Đề án, awaiting: Sở}", "de-an", "Đề án"),
        ("{title: Đề án, file: x.pdf}", "x", "Đề án"),
    ],
)
def test_what_names_a_document(document: str, key: str, name: str) -> None:
    found = meeting(f"documents:\n  - {document}\n").documents[0]
    assert (found.key, found.name) == (key, name)


@pytest.mark.parametrize(
    "more",
    ['documents: {title: "???", withdrawn: Sai}\n', 'documents: "!!!.pdf"\n', 'points: {name: "???"}\n'],
)
def test_nothing_is_accepted_that_no_address_could_name(more: str) -> None:
    found, problems = meeting_of(MEETING + more)
    assert problems or all(part.key for part in (*found.documents, *found.points))


def test_a_line_is_one_line() -> None:
    assert meeting("duration: |\n  một\n  hai   ba\n").duration == "một hai ba"


def test_a_text_keeps_its_lines() -> None:
    assert meeting("notes: |\n  một   hai\n\n  ba\n").notes[0].text == "một hai\n\nba"


@pytest.mark.parametrize(("limit", "key"), [(LINE_LIMIT, "duration"), (TEXT_LIMIT, "notes")])
def test_limits_of_length_are_themselves_allowed(limit: int, key: str) -> None:
    assert codes_of(f"{MEETING}{key}: {'ủ' * limit}\n") == []
    assert codes_of(f"{MEETING}{key}: {'ủ' * (limit + 1)}\n") == ["PH207"]


PHONES = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "+84912345678",
    "+84 912 345 678",
    "0912  345  678",
    "0912\u00a0345\u00a0678",
    "(0912345678)",
    "ĐT:0912345678",
    "ĐT-0912345678",
    "0912 - 345 - 678",
    "0912–345–678",
    "0215 3825 409",
    "0215.3825.409",
    "(0215) 3825 409",
    "024 3823 1234",
]


@pytest.mark.parametrize("key", ["duration", "notes"])
@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_number_is_refused_in_published_words(phone: str, key: str) -> None:
    assert codes_of(f'{MEETING}{key}: "Liên hệ {phone} trước ngày họp"\n') == ["PH213"]


@pytest.mark.parametrize(
    "words",
    [
        "Quyết định 0123456789012/QĐ",
        "Từ 01/7/2026 - 31/12/2026",
        "Kế hoạch 1.234.567.890 đồng",
        "Công văn 155-KH/VPTW ngày 02/4/2026",
        "giai đoạn 2021-2025, 2026-2030",
        "8h00 - 11h30",
    ],
)
def test_other_numbers_are_not_phone_numbers(words: str) -> None:
    assert codes_of(f'{MEETING}duration: "{words}"\n') == []


def test_a_phone_number_is_allowed_in_contacts_only() -> None:
    found = meeting("contacts:\n  id: a\n  unit: Văn phòng\n  phone: 0912345678\n  zalo: +84 912 345 678\n")
    contact = found.contacts[0]
    assert (contact.phone, contact.zalo, contact.visibility) == ("0912345678", "+84 912 345 678", "internal")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("around", ["Báo cáo {}", "{}: báo cáo", "({})", "Độ mật: {}."])
def test_a_secrecy_mark_is_refused_wherever_it_stands(mark: str, around: str) -> None:
    found, problems = meeting_of(f'{MEETING}topics: "{around.format(mark)}"\n')
    assert found is None
    assert [(p.code, p.values["mark"]) for p in problems] == [("PH214", mark)]


def test_a_secrecy_mark_typed_on_macos_is_seen() -> None:
    assert codes_of(f"{MEETING}topics: Báo cáo MẬT\n") == ["PH214"]


@pytest.mark.parametrize("words", ["MẶT TRẬN", "bí mật", "BÍ MẬT NHÀ NƯỚC", "mật ong", "MAT", "Trần Văn Mật"])
def test_words_like_a_secrecy_mark_are_words(words: str) -> None:
    assert codes_of(f"{MEETING}topics: {words}\n") == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.vn",
        "http://example.vn/a?b=c#d",
        "https://example.vn/tài-liệu",
        "HTTPS://EXAMPLE.VN",
        "mailto:van-phong@example.vn",
        "tel:1022",
    ],
)
def test_links_that_are_allowed(url: str) -> None:
    assert meeting(f'links: {{kind: other, url: "{url}"}}\n').links[0].url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.vn",
        "//example.vn",
        "/hop/",
        "example.vn",
        "https://",
        "https:///a",
        "http:example.vn",
        "mailto:",
        "tel:",
        "https://example.vn/<script>",
        "https://example.vn/a b",
        "https://[::1",
    ],
)
def test_links_that_are_refused(url: str) -> None:
    assert codes_of(f'{MEETING}links: {{kind: other, url: "{url}"}}\n') == ["PH212"]


@pytest.mark.parametrize("identifier", ["a", "a1", "2026-07-01-hop", "a-b-c", "x" * 80])
def test_identifiers_that_are_allowed(identifier: str) -> None:
    assert codes_of(MEETING.replace("vp", identifier)) == []


@pytest.mark.parametrize("identifier", ["A", "a_b", "-a", "a-", "a--b", "ủy", "a b", "a/b", "a.b", "x" * 81])
def test_identifiers_that_are_refused(identifier: str) -> None:
    assert codes_of(MEETING.replace("vp", identifier)) == ["PH209"]


@given(st.text(min_size=1).filter(lambda text: text.strip() not in ("", "…")))
def test_a_refused_identifier_comes_with_one_that_is_allowed(text: str) -> None:
    _, problems = meeting_of(f"title: a\norganizer: {flow(text)}\nform: online\nsessions: 01/7/2026 8h\n")
    for problem in problems:
        if problem.code == "PH209":
            assert codes_of(MEETING.replace("vp", str(problem.values["suggestion"]))) == []


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("15", 15), ("007", 7), ("9999", 9999)])
def test_whole_numbers(written: str, number: int) -> None:
    early = meeting(f"arrive_early: {written}\n").arrive_early
    assert early is not None
    assert early.minutes == number


@pytest.mark.parametrize("written", ["10000", "-1", "1.5", "1e3", "0x1F", "15 phút", "mười lăm", "1_000"])
def test_what_is_no_whole_number(written: str) -> None:
    assert codes_of(f"{MEETING}arrive_early: {written}\n") == ["PH210"]


def test_an_item_of_the_agenda_does_not_end_before_it_begins() -> None:
    assert codes_of(f"{MEETING}agenda:\n  - title: Khai mạc\n    time: 9:00\n    until: 8:00\n") == ["PH305"]


def test_the_last_instant_of_a_meeting() -> None:
    two_days = MEETING.replace(
        "01/7/2026 8 giờ", "\n  - 01/7/2026 8 giờ\n  - start: 02/7/2026 8 giờ\n    end: 02/7/2026 11 giờ"
    )
    found, _ = meeting_of(two_days)
    assert found is not None
    assert found.last_instant == Moment(date(2026, 7, 2), time(11)).latest
    assert meeting().last_instant == Moment(date(2026, 7, 1)).latest
    assert meeting().start == Moment(date(2026, 7, 1), time(8))


def test_the_short_title_is_the_name() -> None:
    assert meeting().name == "Họp giao ban"
    assert meeting("short_title: Giao ban\n").name == "Giao ban"


def test_records_do_not_change() -> None:
    with pytest.raises(ValueError, match="frozen"):
        meeting().title = "Khác"  # type: ignore[misc]


@pytest.mark.parametrize("end", ["25h", "25 giờ", "11:75"])
def test_an_hour_that_does_not_exist_is_told_as_an_hour_where_a_session_ends(end: str) -> None:
    written = MEETING.replace("01/7/2026 8 giờ", f"{{start: 01/7/2026 8 giờ, end: '{end}'}}")
    assert codes_of(written) == ["PH304"]
