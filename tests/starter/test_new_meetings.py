"""`new` gives a file that passes `check` but for what is still to fill in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from driver import MEETING, MEETING_ID, PORTAL, PROJECT, SAMPLES, PortalCase
from phonghop.model import Body, Meeting, read_record
from phonghop.source import read
from phonghop.starter.meetings import MEETING_KINDS, SCHEMA_LINE, blank, copied
from sample_files import pdf

NEW = "2026-12-20-hop-moi"
OWN = sorted((SAMPLES / "meetings").glob("*/meeting.yml"))


VP = Body(id="vp", name="Văn phòng", letters="party-hd05", honorific="Đồng chí", symbol="VP")
BODIES = {
    "party": PORTAL,
    "state": PORTAL.replace("party-hd05", "state-nd30").replace("    honorific: Đồng chí\n", ""),
    "plain": PORTAL.replace("party-hd05", "plain").replace("    symbol: VP\n", ""),
    "none": PORTAL.replace("party-hd05", "none"),
}
_FILLED = {
    **dict.fromkeys(("at", "deadline"), "19/12/2026 15 giờ"),
    "date": "10/12/2026",
    "url": "https://bieu-mau.example.vn/abc",
    "phone": "0900.000.001",
    "honorific": "Ông",
    "start": "21/12/2026 8 giờ",
}


def copy_of(text: str) -> str:
    return copied(text, "2026-07-01-hop")


def filled(text: str) -> str:
    """Return a template as a clerk fills it in: times where times are asked for, words with commas elsewhere."""
    lines = []
    for line in text.splitlines():
        words, mark, note = line.partition(" # ")
        key = words.strip(" -").partition(":")[0]
        if key == "20/12/2026 …" or "20/12/2026 …" in words:
            words = words.replace("…", "8 giờ")
        words = words.replace("…", _FILLED.get(key, "Một việc, hai người"))
        lines.append(words + mark + note)
    return "\n".join(lines) + "\n"


def codes(text: str) -> set[str]:
    node, problems = read(text.encode(), "a.yml")
    if node is None:
        return {p.code for p in problems}
    return {p.code for p in read_record(Meeting, node)[1]}


def test_the_template_lacks_only_what_is_to_fill_in(portal: PortalCase) -> None:
    portal.write(f"meetings/{NEW}/meeting.yml", blank(NEW, VP))
    told = re.findall(r" (PH\d+) ", portal.check().output)
    assert set(told) == {"PH223"}


def test_the_template_filled_in_is_sound(portal: PortalCase) -> None:
    text = blank(NEW, VP).replace("20/12/2026 …", "20/12/2026 8 giờ").replace("…", "Một việc")
    portal.write(f"meetings/{NEW}/meeting.yml", text)
    assert portal.check().exit_code == 0
    assert portal.folder(NEW).meeting.start.iso() == "2026-12-20T08:00:00+07:00"


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", MEETING_KINDS)
def test_each_kind_lacks_only_what_is_marked_and_is_sound_once_that_is_filled_in(
    portal: PortalCase, kind: str, body: str
) -> None:
    portal.portal_file(BODIES[body])
    portal.run("new", NEW, "--kind", kind)
    path = f"meetings/{NEW}/meeting.yml"
    told = re.findall(r" (PH\d+) ", portal.check().output)
    assert set(told) <= {"PH223"}
    text = portal.read(path)
    assert ("letter:" in text) == (body != "none" and kind != "hop")
    portal.write(path, filled(text))
    assert portal.check().exit_code == 0, filled(text)
    assert "PH" not in portal.check().output


def test_each_kind_has_its_template_and_no_template_lacks_a_kind() -> None:
    folder = PROJECT / "plugins/phonghop/starter/vi/new"
    assert {path.stem for path in folder.iterdir()} == set(MEETING_KINDS)


def test_a_kind_without_words_in_the_portals_language_is_refused(portal: PortalCase) -> None:
    portal.portal_file(f"language: de\n{BODIES['none']}")
    made = portal.run("new", NEW, "--kind", "hoi-nghi")
    assert (made.exit_code, portal.root.joinpath("meetings", NEW).exists()) == (2, False)
    assert "hop." in made.output
    assert portal.run("new", NEW, "--kind", "hop").exit_code == 0


def test_a_kind_and_an_earlier_meeting_are_not_taken_together(portal: PortalCase) -> None:
    portal.meeting()
    made = portal.run("new", NEW, "--kind", "giao-ban", "--from", MEETING_ID)
    assert (made.exit_code, portal.root.joinpath("meetings", NEW).exists()) == (2, False)


def test_what_a_body_says_of_its_letters_is_not_asked_for() -> None:
    usual = {"signature": [{"post": "CHÁNH VĂN PHÒNG"}], "recipients": ["Lưu Văn phòng"]}
    text = blank(NEW, Body(id="vp", name="Văn phòng", letters="plain", honorific="Ông", **usual), "giao-ban")
    assert text.partition("letter:\n")[2].split()[0] == "date:"
    assert "signature" not in text
    assert "recipients" not in text


def test_what_the_template_offers_in_comments_is_sound(portal: PortalCase) -> None:
    text = blank(NEW, VP).replace("20/12/2026 …", "20/12/2026 8 giờ").replace("…", "Một việc")
    uncommented = re.sub(r"^# (?=documents|  )", "", text, flags=re.MULTILINE)
    portal.write(f"meetings/{NEW}/meeting.yml", uncommented).write(f"meetings/{NEW}/chuong-trinh.pdf", pdf())
    assert str(portal.check()) == "Không có lỗi: 1 cuộc họp, 2 tài liệu, 0 mã đã cấp.\n[exit 0]\n"


def test_the_template_tells_editors_where_the_schema_is() -> None:
    assert blank(NEW, VP).startswith(SCHEMA_LINE)
    assert (SAMPLES / "meetings" / NEW / SCHEMA_LINE.split("$schema=")[1].strip()).resolve().is_file()


def test_the_template_is_short_and_of_the_day_in_its_folder_s_name() -> None:
    text = blank("2026-02-03-hop", VP)
    assert len(text.splitlines()) < 20
    assert "- 03/2/2026 …" in text


def test_a_copy_empties_dates_and_leaves_documents_and_what_belongs_to_the_day() -> None:
    text = copy_of(
        """\
# yaml-language-server: $schema=../meeting.schema.json
title: Giao ban   # ghi chú ở lại
organizer: vp
form: hybrid
status: postponed
sessions:
  - 01/7/2026 8 giờ
  - start: 02/7/2026 8:00
    label: Ngày thứ hai
points:
  - name: Tỉnh
agenda:
  - title: Báo cáo
    documents: [bao-cao]
    time: 8:30
documents:
- id: bao-cao
  file: bao-cao.pdf
  versions:
    - file: cu.pdf
      replaced_at: 30/6/2026

- chuong-trinh.pdf
letter:
  number: 15
  date: 20/6/2026
  sections:
    - heading: Tài liệu
      content: documents
"""
    )
    assert (
        text
        == """\
# yaml-language-server: $schema=../meeting.schema.json
# Chép từ 2026-07-01-hop: đã bỏ ngày và tài liệu. Điền các chỗ ghi «…», rồi chạy: phonghop check
title: Giao ban   # ghi chú ở lại
organizer: vp
form: hybrid
sessions:
  - … 8 giờ
  - start: … 8:00
    label: Ngày thứ hai
points:
  - name: Tỉnh
agenda:
  - title: Báo cáo
    time: 8:30
letter:
  date: …
  sections:
    - heading: Tài liệu
      content: documents
"""
    )


@pytest.mark.parametrize(
    "more",
    [
        "deadlines:\n  - {what: Gửi tham luận, at: 30/6/2026}\n",
        "deadlines:\n  - {at: 30/6/2026, what: Gửi tham luận}\n",
        "deadlines: [{what: Gửi tham luận, at: 30/6/2026}]\n",
        "rehearsals: [30/6/2026 8 giờ, 30/6/2026 14 giờ]\n",
        "agenda:\n  - title: Khai mạc\n  - documents: bao-cao\n    title: Báo cáo\n",
        "agenda:\n  - title: Khai mạc\n    documents:\n    - bao-cao\n  - title: Báo cáo\n",
        "letter:\n  number: 5\n",
        "letter: {number: 5}\n",
        "notes: |\n  01/7/2026\n",
        'notes: "01/7/2026" # ghi chú\n',
    ],
    ids=lambda more: more.replace("\n", "⏎"),
)
def test_a_copy_lacks_only_what_is_to_fill_in(more: str) -> None:
    assert codes(MEETING + more) == set()
    assert codes(copy_of(MEETING + more)) == {"PH223"}


@pytest.mark.parametrize(
    "more",
    [
        "agenda:\n  - {title: Khai mạc, documents: a}\n  - {title: Báo cáo, documents: b}\n",
        "agenda:\n  - documents: a\n    title: Khai mạc\n  - documents: b\n    title: Báo cáo\n",
        "agenda: [{title: Khai mạc}, {title: Báo cáo, documents: [a]}]\n",
    ],
    ids=["flow", "documents-first", "all-flow"],
)
def test_a_copy_loses_no_item_of_the_agenda(more: str) -> None:
    text = copy_of(MEETING + more)
    assert [word for word in ("Khai mạc", "Báo cáo", "documents") if word in text] == ["Khai mạc", "Báo cáo"]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.parent.name)
def test_a_copy_of_each_of_our_meetings_lacks_only_what_is_to_fill_in(path: Path, tmp_path: Path) -> None:
    portal = PortalCase(tmp_path).portal_file((SAMPLES / "meetings/portal.yml").read_text("utf-8"))
    text = copy_of(path.read_text("utf-8"))
    portal.write(f"meetings/{NEW}/meeting.yml", text)
    told = re.findall(r" (PH\d+) ", portal.check().output)
    assert set(told) == {"PH223"}
    assert "documents:" not in text.replace("document_channels:", "")


def test_a_copy_filled_in_is_sound(portal: PortalCase) -> None:
    portal.meeting("deadlines:\n  - what: Gửi\n    at: 30/6/2026\nnotes: Đến sớm\n")
    portal.run("new", NEW, "--from", MEETING_ID)
    path = f"meetings/{NEW}/meeting.yml"
    portal.write(path, portal.read(path).replace("… 8 giờ", "…").replace("…", "20/12/2026 8 giờ"))
    assert portal.check().exit_code == 0
    assert portal.folder(NEW).meeting.notes[0].text == "Đến sớm"
