"""A code must not come to mean something else without being told."""

from __future__ import annotations

import re

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.portal.code_meanings import alike
from phonghop.portal.codes import HEADER, Subject, new_code

FILE = "meetings/issued.tsv"
YAML = f"meetings/{MEETING_ID}/meeting.yml"
MEETING = """\
title: Hội nghị sơ kết công tác quý II năm 2026
organizer: vp
form: trực tiếp
sessions: 01/7/2026 8 giờ
documents:
  - {id: bao-cao, title: Báo cáo sơ kết quý II, awaiting: Văn phòng, qr: có}
  - {id: du-thao, title: Dự thảo nghị quyết về chuyển đổi số, awaiting: Văn phòng, qr: có}
points:
  - {id: tinh, name: Điểm cầu Tỉnh ủy, qr: có}
links:
  - {id: dang-ky, kind: attendance, url: https://mau.example.vn/a}
  - {id: khao-sat, kind: attendance, url: https://mau.example.vn/b}
  - {id: nhom, kind: support, label: Nhóm hỗ trợ, url: https://mau.example.vn/c}
"""


@pytest.fixture
def issued(portal: PortalCase) -> PortalCase:
    portal.write(YAML, MEETING).run("codes", "issue")
    assert told(portal) == []
    return portal


def told(portal: PortalCase, code: str = "PH511") -> list[str]:
    """Return the subjects whose codes mean something else now; there is no other error."""
    output = portal.check().output
    errors = re.findall(r"(PH\d{3})", output)
    assert set(errors) <= {code, "PH307"}, output
    return re.findall(r"phonghop codes move \w{7} (\S+) ", output)


def changed(portal: PortalCase, *pairs: tuple[str, str]) -> PortalCase:
    text = portal.read(YAML)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return portal.write(YAML, text)


def test_a_list_says_what_each_code_meant(issued: PortalCase) -> None:
    head, meeting, link, *_ = issued.read(FILE).splitlines(keepends=True)
    assert head == HEADER
    assert meeting.split("\t")[4:] == [
        "Tài liệu", "2026-07-01", "Hội nghị sơ kết công tác quý II năm 2026", "-\n"
    ]  # fmt: skip
    assert link.split("\t")[5:7] == ["2026-07-01", "attendance https://mau.example.vn/a"]


def test_a_folder_taken_by_another_meeting(issued: PortalCase) -> None:
    changed(issued, ("sơ kết công tác quý II năm 2026", "tổng kết công tác tổ chức"))
    assert told(issued) == [MEETING_ID]


def test_a_folder_taken_by_the_same_meeting_of_another_day(issued: PortalCase) -> None:
    changed(issued, ("01/7/2026", "08/7/2026"))
    assert told(issued) == [MEETING_ID]


def test_a_meeting_that_is_put_off_is_the_same_one(issued: PortalCase) -> None:
    changed(issued, ("01/7/2026 8 giờ", "08/7/2026 8 giờ\nstatus: {state: dời, was: 01/7/2026 8 giờ}"))
    assert told(issued) == []


def test_an_id_used_again_for_another_document(issued: PortalCase) -> None:
    changed(issued, ("Báo cáo sơ kết quý II", "Báo cáo kiểm điểm quý II"))
    assert told(issued) == [f"{MEETING_ID}/document/bao-cao"]


def test_ids_of_documents_exchanged(issued: PortalCase) -> None:
    changed(issued, ("id: bao-cao", "id: x"), ("id: du-thao", "id: bao-cao"), ("id: x", "id: du-thao"))
    assert sorted(told(issued)) == [f"{MEETING_ID}/document/bao-cao", f"{MEETING_ID}/document/du-thao"]


def test_an_id_used_again_for_another_point(issued: PortalCase) -> None:
    changed(issued, ("Điểm cầu Tỉnh ủy", "Điểm cầu Đảng ủy xã Ba Sao"))
    assert told(issued) == [f"{MEETING_ID}/point/tinh"]


def test_ids_of_places_exchanged_whose_names_are_a_letter_apart(portal: PortalCase) -> None:
    two = "{id: nhe, name: Điểm cầu xã Mường Nhé, qr: có}\n  - {id: nha, name: Điểm cầu xã Mường Nhà, qr: có}"
    portal.write(YAML, MEETING.replace("{id: tinh, name: Điểm cầu Tỉnh ủy, qr: có}", two)).run(
        "codes", "issue"
    )
    assert told(changed(portal, ("Mường Nhé", "Mường Nhẹ"))) == []
    assert told(
        changed(portal, ("Mường Nhẹ", "x"), ("Mường Nhà", "Mường Nhé"), ("xã x", "xã Mường Nhà"))
    ) == [
        f"{MEETING_ID}/point/nhe",
        f"{MEETING_ID}/point/nha",
    ]


def test_ids_of_links_exchanged_though_both_have_one_label(issued: PortalCase) -> None:
    changed(issued, ("id: dang-ky", "id: x"), ("id: khao-sat", "id: dang-ky"), ("id: x", "id: khao-sat"))
    assert sorted(told(issued)) == [f"{MEETING_ID}/link/dang-ky", f"{MEETING_ID}/link/khao-sat"]


def test_a_link_that_is_for_something_else_at_another_address(issued: PortalCase) -> None:
    changed(
        issued,
        (
            "label: Nhóm hỗ trợ, url: https://mau.example.vn/c",
            "label: Thư viện ảnh, url: https://mau.example.vn/d",
        ),
    )
    assert told(issued) == [f"{MEETING_ID}/link/nhom"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://mau.example.vn/a", "https://mau.example.vn/lan-2"),
        ("Nhóm hỗ trợ", "Nhóm Zalo hỗ trợ kỹ thuật"),
        ("sơ kết công tác", "sơ kểt công tác"),
        ("Hội nghị sơ kết", "HỘI NGHỊ SƠ KẾT"),
        ("Dự thảo nghị quyết", "Nghị quyết"),
        ("8 giờ", "14 giờ"),
    ],
)
def test_what_is_mended_or_finished_is_the_same(issued: PortalCase, old: str, new: str) -> None:
    changed(issued, (old, new))
    assert told(issued) == []


def test_an_explicit_move_is_the_answer(issued: PortalCase) -> None:
    changed(issued, ("sơ kết công tác quý II năm 2026", "tổng kết công tác tổ chức"))
    output = issued.check().output
    code = new_code(Subject(MEETING_ID), ())
    assert f"phonghop codes move {code} {MEETING_ID} --reason" in output
    assert "«Hội nghị sơ kết công tác quý II năm 2026 (01/7/2026)»" in output
    assert issued.run("codes", "move", code, MEETING_ID, "--reason", "Đổi nội dung").exit_code == 0
    assert told(issued) == []


def test_all_codes_of_a_meeting_are_confirmed_at_once(issued: PortalCase) -> None:
    changed(issued, ("quý II", "quý III"))
    assert len(told(issued)) == 2
    assert issued.run("codes", "move", MEETING_ID, MEETING_ID).exit_code == 0
    assert told(issued) == []


def by_hand(portal: PortalCase, action: str, subject: str) -> PortalCase:
    code = new_code(Subject(MEETING_ID), ())
    return portal.append(FILE, f"{code}\t{action}\t{subject}\t2026-07-01\tKhác\n")


@pytest.mark.parametrize("action", ["move", "retire"])
def test_a_code_moved_or_retired_by_hand(issued: PortalCase, action: str) -> None:
    whole = issued.read(FILE)
    told(by_hand(issued, action, f"{MEETING_ID}/point/tinh"), "PH509")
    assert "PH509" in issued.check().output
    issued.write(FILE, whole)  # as PH509 advises: the line goes, the command writes it
    arguments = (f"{MEETING_ID}/point/tinh",) if action == "move" else ("--reason", "Thôi")
    assert issued.run("codes", action, new_code(Subject(MEETING_ID), ()), *arguments).exit_code == 0
    assert told(issued) == []


def test_a_code_alive_again_after_retirement(issued: PortalCase) -> None:
    code = new_code(Subject(MEETING_ID), ())
    issued.run("codes", "retire", code, "--reason", "Không họp")
    whole = issued.read(FILE)
    assert "PH509" in by_hand(issued, "move", MEETING_ID).check().output
    issued.write(FILE, whole)
    by_hand(issued, "issue", MEETING_ID)
    assert issued.load().ledger.codes[code].is_retired
    issued.write(FILE, whole).run("codes", "move", code, MEETING_ID, "--reason", "Lại họp")
    assert told(issued) == []
    assert not issued.load().ledger.codes[code].is_retired


def test_a_line_of_the_new_form_typed_by_hand_does_not_name_what_it_stands_below(issued: PortalCase) -> None:
    code = new_code(Subject(MEETING_ID), ())
    cells = [code, "move", f"{MEETING_ID}/point/tinh", "2026-07-01", "", "2026-07-01", "Điểm cầu Tỉnh ủy"]
    issued.append(FILE, "\t".join([*cells, "0123abcd"]) + "\n")
    assert "PH510" in issued.check().output


@pytest.mark.parametrize("arguments", [("retire", "--reason", "Thôi"), ("move", MEETING_ID)])
def test_nothing_is_written_below_a_broken_list(issued: PortalCase, arguments: tuple[str, ...]) -> None:
    by_hand(issued, "move", MEETING_ID)
    before = issued.read(FILE)
    command, *more = arguments
    answer = issued.run("codes", command, new_code(Subject(MEETING_ID), ()), *more)
    assert answer.exit_code == 1
    assert "PH509" in answer.output
    assert issued.read(FILE) == before


def test_nothing_is_written_through_a_link(issued: PortalCase) -> None:
    text = issued.read(FILE)
    issued.remove(FILE).write("khac.tsv", text).link(FILE, "../khac.tsv")
    code = new_code(Subject(MEETING_ID), ())
    for arguments in (("issue",), ("retire", code, "--reason", "Thôi"), ("move", code, MEETING_ID)):
        answer = issued.run("codes", *arguments)
        assert (answer.exit_code, "PH413" in answer.output) == (1, True)
    assert issued.read("khac.tsv") == text


def test_codes_of_an_old_list_are_noted_once(issued: PortalCase) -> None:
    old = ["\t".join(row.split("\t")[:5]) + "\n" for row in issued.read(FILE).splitlines()]
    issued.write(FILE, "".join(old))
    changed(issued, ("Báo cáo sơ kết quý II", "Báo cáo kiểm điểm quý II"))
    assert told(issued) == [], "what it meant is not known"
    assert "nội dung của 7 mã" in issued.run("codes", "issue").output
    assert "nội dung" not in issued.run("codes", "issue").output
    changed(issued, ("Báo cáo kiểm điểm quý II", "Báo cáo sơ kết quý II"))
    assert told(issued) == [f"{MEETING_ID}/document/bao-cao"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Họp giao ban tháng 6", "Họp giao ban tháng 06"),
        ("Báo cáo của ủy ban", "Báo cáo của uỷ ban"),
        ("Kế hoạch (dự thảo)", "KẾ HOẠCH"),
        ("Hội nghị trực tuyến", "Hội nghi trực tuyên"),
        ("Chương trình", "Chươg trình"),
        ("Số 12-BC/TU", "Số 12 - BC/TU"),
    ],
)
def test_titles_that_are_one(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Họp giao ban tháng 6", "Họp giao ban tháng 7"),
        ("Hội nghị quý III", "Hội nghị quý IV"),
        ("Báo cáo thu ngân sách", "Báo cáo chi ngân sách"),
        ("Báo cáo", "Báo cáo thẩm tra"),
        ("Báo cáo công tác tổ chức", "Báo cáo công tác kiểm tra"),
        ("Phụ lục 1a", "Phụ lục 1b"),
        ("Đại hội lần thứ I", "Đại hội lần thứ II"),
        ("Kế hoạch", "Dự thảo nghị quyết"),
    ],
)
def test_titles_that_are_two(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
