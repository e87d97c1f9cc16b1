"""Every command: what it answers, what it writes, and its exit code."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from docx import Document

import phonghop
from driver import MEETING, MEETING_ID, PORTAL, SITE_SETTINGS, PortalCase
from phonghop.adapters import project
from phonghop.adapters.command_line import cli, main
from phonghop.portal.codes import HEADER, Subject, is_code, new_code
from sample_files import pdf

LEDGER = "meetings/issued.tsv"
CODE = new_code(Subject(MEETING_ID), ())
NEW = "2026-12-20-hop-moi"
TWO_BODIES = PORTAL + PORTAL[PORTAL.index("  - id: vp") :].replace("vp", "bt").replace(
    "name: Văn phòng", "name: Ban Tổ chức"
)
ROOM = "links:\n  - kind: room\n    url: https://example.vn/a\n"


def rows(portal: PortalCase) -> list[list[str]]:
    """Return what each line of the list says of its code, without what it says for later comparison."""
    head, *lines = portal.read(LEDGER).splitlines(keepends=True)
    assert head == HEADER
    assert all(line.endswith("\n") for line in lines)
    return [line.rstrip("\n").split("\t")[:5] for line in lines]


def digest(portal: PortalCase) -> dict[str, str]:
    """Return what every file holds."""
    return {
        str(path.relative_to(portal.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in portal.root.rglob("*")
        if path.is_file()
    }


# check


def test_check_of_a_sound_portal(portal: PortalCase) -> None:
    portal.meeting("documents: bao-cao.pdf\n").write(f"meetings/{MEETING_ID}/bao-cao.pdf", pdf())
    portal.run("codes", "issue")
    assert str(portal.check()) == "Không có lỗi: 1 cuộc họp, 1 tài liệu, 1 mã đã cấp.\n[exit 0]\n"


def test_check_writes_nothing(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n")
    before = digest(portal)
    assert portal.check().exit_code == 1
    assert digest(portal) == before


def test_warnings_fail_only_when_strict(portal: PortalCase) -> None:
    portal.meeting().write(f"meetings/{MEETING_ID}/thua.pdf", "%PDF-1.7\n")
    assert portal.check().exit_code == 0
    strict = portal.check("--strict")
    assert strict.exit_code == 1
    assert "PH412" in strict.output
    assert strict.output.endswith("0 lỗi, 1 cảnh báo.\n")


def test_strict_has_nothing_against_a_sound_portal(portal: PortalCase) -> None:
    assert portal.meeting().check("--strict").exit_code == 0


def test_the_files_that_pre_commit_names_do_not_narrow_the_check(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n").meeting(meeting_id="2026-07-01-khac")
    assert portal.check("meetings/2026-07-01-khac/meeting.yml").exit_code == 1


def test_problems_and_their_number_come_on_one_stream_in_order(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n")
    done = CliRunner().invoke(cli, ["--root", str(portal.root), "check"])
    assert re.fullmatch(r"meetings/\S+:5:11: PH208 .+; .+\n1 lỗi, 0 cảnh báo\.\n", done.stdout)
    assert done.stderr == ""


def test_check_speaks_english_when_asked(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n")
    output = portal.run("--language", "en", "check").output
    assert output.startswith(f"meetings/{MEETING_ID}/meeting.yml:5:11: PH208 ")
    assert "error" in output.lower()
    assert "lỗi" not in output


def test_a_file_name_that_is_not_utf8_is_told_without_a_trace(portal: PortalCase) -> None:
    portal.meeting()
    folder = portal.root / "meetings" / MEETING_ID
    named = Path(str(folder / "bao-cao-\udcff.pdf"))
    named.write_bytes(b"%PDF-1.7\n")
    assert "bao-cao-\\udcff.pdf:1:1: PH417" in portal.check().output
    named.rename(folder / "bao-cao.pdf")
    assert "PH417" not in portal.check().output


def test_a_list_of_codes_that_cannot_be_opened_is_told_without_a_trace(portal: PortalCase) -> None:
    portal.meeting()
    (portal.root / LEDGER).mkdir()
    result = portal.check()
    assert result.exit_code == 1
    assert result.output.startswith(f"{LEDGER}:1:1: PH")


# new


def test_new_starts_a_meeting_of_the_first_body(portal: PortalCase) -> None:
    result = portal.run("new", NEW)
    file = f"meetings/{NEW}/meeting.yml"
    assert (
        str(result)
        == f"Đã tạo ROOT/{file}. Mở tệp, điền các chỗ ghi «…», rồi chạy «phonghop check».\n[exit 0]\n"
    )
    assert "organizer: vp\n" in portal.read(file)
    assert set(re.findall(r" (PH\d+) ", portal.check().output)) == {"PH223"}


def test_new_fills_a_folder_that_has_no_meeting_yet(portal: PortalCase) -> None:
    """As PH411 advises."""
    (portal.root / "meetings" / NEW).mkdir()
    assert "PH411" in portal.check().output
    assert portal.run("new", NEW).exit_code == 0
    assert "PH411" not in portal.check().output


def test_new_keeps_a_meeting_that_is_there(portal: PortalCase) -> None:
    portal.run("new", NEW)
    file = f"meetings/{NEW}/meeting.yml"
    portal.append(file, "# sửa\n")
    before = portal.read(file)
    assert portal.run("new", NEW).exit_code == 2
    assert portal.read(file) == before


def test_new_of_another_body(portal: PortalCase) -> None:
    portal.portal_file(TWO_BODIES)
    portal.run("new", NEW, "--organizer", "bt")
    assert "organizer: bt\n" in portal.read(f"meetings/{NEW}/meeting.yml")


def test_new_of_a_body_that_does_not_exist_is_refused(portal: PortalCase) -> None:
    before = digest(portal)
    result = portal.run("new", NEW, "--organizer", "nobody")
    assert result.exit_code == 2
    assert digest(portal) == before


def test_new_from_an_earlier_meeting(portal: PortalCase) -> None:
    portal.meeting("duration: 01 buổi\n")
    assert portal.run("new", NEW, "--from", MEETING_ID).exit_code == 0
    text = portal.read(f"meetings/{NEW}/meeting.yml")
    assert text.endswith(MEETING.replace("01/7/2026", "…") + "duration: 01 buổi\n")


def test_new_from_a_meeting_that_does_not_exist_names_the_nearest(portal: PortalCase) -> None:
    portal.meeting()
    result = portal.run("new", NEW, "--from", "2026-07-01-hoop")
    assert result.exit_code == 2
    assert f"Không có cuộc họp «2026-07-01-hoop». Có phải ý bạn là «{MEETING_ID}»?" in result.output
    assert not (portal.root / "meetings" / NEW).exists()


@pytest.mark.parametrize(
    "meeting_id", ["hop", "2026-12-20", "2026-12-20-Họp", "../2026-12-20-hop", "2026-12-20-hop/x", ""]
)
def test_new_refuses_a_name_that_is_no_address(portal: PortalCase, meeting_id: str) -> None:
    before = digest(portal)
    result = portal.run("new", meeting_id)
    assert result.exit_code == 2
    assert f"«{meeting_id}» không dùng làm tên cuộc họp được" in result.output
    assert digest(portal) == before


@pytest.mark.parametrize("meeting_id", ["2026-13-01-hop", "2026-02-30-hop", "2026-00-10-hop"])
def test_new_refuses_a_day_that_does_not_exist(portal: PortalCase, meeting_id: str) -> None:
    assert portal.run("new", meeting_id).exit_code == 2


def test_new_overwrites_nothing(portal: PortalCase) -> None:
    portal.meeting("duration: 01 buổi\n")
    before = digest(portal)
    result = portal.run("new", MEETING_ID)
    assert result.exit_code == 2
    assert f"ROOT/meetings/{MEETING_ID} đã có" in result.output
    assert digest(portal) == before


def test_new_works_beside_a_broken_meeting(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n")
    assert portal.run("new", NEW).exit_code == 0


def test_new_in_a_portal_without_a_body_is_a_problem_of_the_data(portal: PortalCase) -> None:
    portal.portal_file("name: Cổng\npublisher: Văn phòng\nbodies: []\n")
    assert portal.run("new", NEW).exit_code in (1, 2)


# codes


def test_issue_gives_every_subject_a_code_once(portal: PortalCase) -> None:
    portal.meeting(ROOM)
    assert str(portal.run("codes", "issue")) == f"Đã cấp 2 mã, ghi vào {LEDGER}.\n[exit 0]\n"
    assert [(is_code(code), *rest) for code, *rest in rows(portal)] == [
        (True, "issue", MEETING_ID, rows(portal)[0][3], "Thông tin"),
        (True, "issue", f"{MEETING_ID}/link/room", rows(portal)[0][3], "Phòng họp trực tuyến"),
    ]
    before = portal.read(LEDGER)
    assert str(portal.run("codes", "issue")) == "Mọi mã cần thiết đã được cấp.\n[exit 0]\n"
    assert portal.read(LEDGER) == before
    assert portal.check().exit_code == 0


def test_issue_can_be_kept_to_some_meetings(portal: PortalCase) -> None:
    portal.meeting().meeting(meeting_id="2026-07-01-khac")
    portal.run("codes", "issue", MEETING_ID)
    assert [row[2] for row in rows(portal)] == [MEETING_ID]


def test_issue_for_an_unknown_meeting_names_the_nearest_and_writes_nothing(portal: PortalCase) -> None:
    portal.meeting()
    result = portal.run("codes", "issue", "2026-07-01-hoop")
    assert result.exit_code == 2
    assert f"«{MEETING_ID}»" in result.output
    assert not (portal.root / LEDGER).exists()


def test_issue_waits_until_the_portal_is_sound(portal: PortalCase) -> None:
    portal.meeting("duration: ''\n")
    result = portal.run("codes", "issue")
    assert result.exit_code == 1
    assert "PH208" in result.output
    assert not (portal.root / LEDGER).exists()


def test_issued_lines_are_only_added_to(portal: PortalCase) -> None:
    portal.meeting().run("codes", "issue")
    before = portal.read(LEDGER)
    portal.meeting(ROOM).run("codes", "issue")
    assert portal.read(LEDGER).startswith(before)
    assert len(rows(portal)) == 2


@pytest.mark.parametrize("arguments", [("codes",), ("codes", "list")])
def test_codes_lists_every_code_with_its_state(portal: PortalCase, arguments: tuple[str, ...]) -> None:
    portal.meeting(ROOM).run("codes", "issue")
    room = rows(portal)[1][0]
    portal.run("codes", "retire", room, "--reason", "Họp trực tiếp")
    portal.meeting(ROOM + "points: {name: Xã, qr: có}\n")
    result = portal.run(*arguments)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"{CODE}  đang dùng  {MEETING_ID}  Thông tin",
        f"{room}  đã đóng  {MEETING_ID}/link/room  Họp trực tiếp",
        "2 mã chưa cấp; chạy «phonghop codes issue» để cấp.",
    ]


def test_codes_of_a_whole_portal(portal: PortalCase) -> None:
    portal.meeting().run("codes", "issue")
    assert portal.run("codes").output.splitlines()[-1] == "Mọi mã cần thiết đã được cấp."


def test_retire_keeps_the_code_with_its_reason(portal: PortalCase) -> None:
    portal.meeting().run("codes", "issue")
    result = portal.run("codes", "retire", CODE, "--reason", "  Hoãn\tsang\n tháng 8 ")
    assert str(result) == f"Đã đóng mã {CODE}.\n[exit 0]\n"
    assert rows(portal)[1][:3] + rows(portal)[1][4:] == [CODE, "retire", MEETING_ID, "Hoãn sang tháng 8"]
    assert portal.check().exit_code == 0


def test_retire_answers_for_a_lost_subject(portal: PortalCase) -> None:
    portal.meeting(ROOM).run("codes", "issue")
    portal.meeting()
    assert "PH504" in portal.check().output
    assert portal.run("codes", "retire", rows(portal)[1][0], "--reason", "Họp trực tiếp").exit_code == 0
    assert portal.check().exit_code == 0


def test_retire_wants_a_reason(portal: PortalCase) -> None:
    portal.meeting().run("codes", "issue")
    before = portal.read(LEDGER)
    assert portal.run("codes", "retire", CODE).exit_code == 2
    assert portal.run("codes", "retire", CODE, "--reason", " ").exit_code == 2
    assert portal.read(LEDGER) == before


@pytest.mark.parametrize("reason", ["Hỏi 0912345678", "Tài liệu MẬT"])
def test_a_reason_is_published_and_may_hold_nothing_internal(portal: PortalCase, reason: str) -> None:
    portal.meeting().run("codes", "issue")
    before = portal.read(LEDGER)
    assert portal.run("codes", "retire", CODE, "--reason", reason).exit_code != 0
    assert portal.read(LEDGER) == before


def test_retire_of_a_code_that_was_never_issued(portal: PortalCase) -> None:
    result = portal.meeting().run("codes", "retire", "2222222", "--reason", "a")
    assert result.exit_code == 2
    assert "Mã «2222222» chưa từng được cấp." in result.output
    assert not (portal.root / LEDGER).exists()


def test_nothing_is_added_to_a_line_that_was_cut(portal: PortalCase) -> None:
    portal.meeting().run("codes", "issue")
    cut = portal.read(LEDGER).rstrip("\n")
    portal.write(LEDGER, cut).run("codes", "retire", CODE, "--reason", "Hoãn")
    assert portal.read(LEDGER) == cut or portal.read(LEDGER).startswith(cut + "\n")


def test_move_of_one_code(portal: PortalCase) -> None:
    portal.meeting(ROOM).run("codes", "issue")
    result = portal.run("codes", "move", rows(portal)[1][0], MEETING_ID, "--reason", "Đã họp xong")
    assert str(result) == f"Đã chuyển 1 mã sang {MEETING_ID}.\n[exit 0]\n"
    assert rows(portal)[2][1:3] == ["move", MEETING_ID]
    assert portal.meeting().check().exit_code == 0


def test_move_of_a_meeting_whose_folder_was_renamed(portal: PortalCase) -> None:
    portal.meeting(ROOM).run("codes", "issue")
    (portal.root / "meetings" / MEETING_ID).rename(portal.root / "meetings/2026-07-01-khac")
    assert portal.check().output.count("PH504") == 2
    assert portal.run("codes", "move", MEETING_ID, "2026-07-01-khac").exit_code == 0
    assert [row[1:3] for row in rows(portal)[2:]] == [
        ["move", "2026-07-01-khac"],
        ["move", "2026-07-01-khac/link/room"],
    ]
    assert portal.check().exit_code == 0


def test_a_move_that_would_lose_one_code_moves_none(portal: PortalCase) -> None:
    portal.meeting(ROOM).run("codes", "issue")
    portal.meeting(meeting_id="2026-07-01-khac")
    before = portal.read(LEDGER)
    result = portal.run("codes", "move", MEETING_ID, "2026-07-01-khac")
    assert result.exit_code == 2
    assert "«2026-07-01-khac/link/room»" in result.output
    assert portal.read(LEDGER) == before


@pytest.mark.parametrize(
    "target", ["2026-07-09-hop", f"{MEETING_ID}/link/room", f"{MEETING_ID}/page/a", "Họp", ""]
)
def test_move_to_what_does_not_exist(portal: PortalCase, target: str) -> None:
    portal.meeting().run("codes", "issue")
    before = portal.read(LEDGER)
    result = portal.run("codes", "move", CODE, target)
    assert result.exit_code == 2
    assert f"«{target}» không phải là cuộc họp" in result.output
    assert portal.read(LEDGER) == before


def test_move_of_what_was_never_issued(portal: PortalCase) -> None:
    result = portal.meeting().run("codes", "move", "2222222", MEETING_ID)
    assert result.exit_code == 2
    assert "Mã «2222222» chưa từng được cấp." in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("codes",),
        ("codes", "issue"),
        ("codes", "retire", CODE, "--reason", "Hoãn"),
        ("codes", "move", CODE, MEETING_ID),
        ("new", NEW),
        ("letter", MEETING_ID),
        ("sheets", MEETING_ID),
    ],
    ids=" ".join,
)
def test_a_broken_portal_file_is_told_by_every_command(
    portal: PortalCase, arguments: tuple[str, ...]
) -> None:
    portal.meeting().run("codes", "issue")
    portal.portal_file('name: "Cổng" thử\n')
    before = digest(portal)
    result = portal.run(*arguments)
    assert result.exit_code == 1
    assert "meetings/portal.yml:1:14: PH106" in result.output
    assert digest(portal) == before


# letter and sheets: what they print is tested in tests/paper


@pytest.mark.parametrize("command", ["letter", "sheets"])
def test_printing_an_unknown_meeting_names_the_nearest(portal: PortalCase, command: str) -> None:
    result = portal.meeting().run(command, "2026-07-01-hoop")
    assert result.exit_code == 2
    assert f"«{MEETING_ID}»" in result.output


@pytest.mark.parametrize("command", ["letter", "sheets"])
def test_printing_waits_until_the_portal_is_sound(portal: PortalCase, command: str) -> None:
    portal.meeting("duration: ''\n")
    result = portal.run(command, MEETING_ID)
    assert result.exit_code == 1
    assert "PH208" in result.output
    assert not (portal.root / LEDGER).exists()


PRINTED = [("letter", MEETING_ID), ("sheets", f"{MEETING_ID}-cua")]


@pytest.fixture
def printable(portal: PortalCase) -> PortalCase:
    portal.meeting("points: {name: Hội trường, venue: Tầng 2}\n").write("mkdocs.yml", SITE_SETTINGS)
    (portal.root / "content").mkdir()
    return portal


@pytest.mark.parametrize(("command", "file"), PRINTED)
def test_looking_at_paper_issues_no_codes_and_says_so(
    printable: PortalCase, tmp_path: Path, command: str, file: str
) -> None:
    result = printable.run(command, MEETING_ID, "--to", str(tmp_path / "in"))
    assert result.exit_code == 0
    assert "Bản xem thử: còn 1 mã chưa cấp" in result.output
    assert "--issue" in result.output
    assert not (printable.root / LEDGER).exists()
    drafts = sorted(path.name for path in (tmp_path / "in").iterdir())
    assert f"{file}-xem-thu.pdf" in drafts
    assert all(name.endswith("-xem-thu.pdf") for name in drafts)


@pytest.mark.parametrize(("command", "file"), PRINTED)
def test_printing_issues_codes_when_asked_to(
    printable: PortalCase, tmp_path: Path, command: str, file: str
) -> None:
    result = printable.run(command, MEETING_ID, "--issue", "--to", str(tmp_path / "in"))
    assert result.exit_code == 0
    assert [row[0] for row in rows(printable)] == [CODE]
    assert (tmp_path / "in" / f"{file}.pdf").read_bytes().startswith(b"%PDF-")
    again = printable.run(command, MEETING_ID, "--to", str(tmp_path / "in"))
    assert "Bản xem thử" not in again.output


def test_git_never_takes_in_what_is_printed(
    printable: PortalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    printable.run("letter", MEETING_ID)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert (
        subprocess.run(["git", "check-ignore", "-q", f"in/{MEETING_ID}-xem-thu.pdf"], check=False).returncode
        == 0
    )


def test_a_letter_that_bears_no_code_needs_none(printable: PortalCase, tmp_path: Path) -> None:
    printable.meeting("letter: {number: '1', date: 25/6/2026, codes: none}\n")
    result = printable.run("letter", MEETING_ID, "--issue", "--to", str(tmp_path / "in"))
    assert "Bản xem thử" not in result.output
    assert [path.name for path in (tmp_path / "in").iterdir()] == [f"{MEETING_ID}.pdf"]
    assert not (printable.root / LEDGER).exists()


def test_a_draft_in_word_has_the_place_of_its_codes(printable: PortalCase, tmp_path: Path) -> None:
    result = printable.run("letter", MEETING_ID, "--docx", "--to", str(tmp_path / "in"))
    assert "1 tệp PDF và 1 tệp Word" in result.output
    assert "Giấy chưa có Nơi nhận" in result.output
    printable.meeting('points: {name: Hội trường, venue: Tầng 2}\nletter: {recipients: "Lưu: VT"}\n')
    again = printable.run("letter", MEETING_ID, "--to", str(tmp_path / "in")).output
    assert "Nơi nhận" not in again
    assert f"Không viết lại bản Word cũ còn ở đó: {MEETING_ID}-xem-thu.docx." in again
    words = Document(str(tmp_path / "in" / f"{MEETING_ID}-xem-thu.docx")).element.body.xpath("string()")
    assert "(chưa cấp mã)" in words
    assert "BẢN XEM THỬ" in words


def test_a_meeting_that_is_off_has_only_a_sheet_for_the_door(printable: PortalCase, tmp_path: Path) -> None:
    printable.meeting("points: {name: Hội trường, venue: Tầng 2}\nstatus: hoãn\n")
    result = printable.run("sheets", MEETING_ID, "--cards", "4", "--to", str(tmp_path / "in"))
    assert "chỉ viết tờ dán cửa" in result.output
    assert [path.name for path in (tmp_path / "in").iterdir()] == [f"{MEETING_ID}-cua-xem-thu.pdf"]


def test_a_new_meeting_asks_which_body_holds_it(portal: PortalCase) -> None:
    portal.meeting().portal_file(TWO_BODIES)
    refused = portal.run("new", NEW)
    assert refused.exit_code == 2
    assert "vp (Văn phòng)" in refused.output
    assert "bt (Ban Tổ chức)" in refused.output
    assert not (portal.root / "meetings" / NEW).exists()
    assert portal.run("new", NEW, "--organizer", "bt").exit_code == 0
    assert "organizer: bt\n" in portal.read(f"meetings/{NEW}/meeting.yml")


# build: what it publishes is tested with the adapter of MkDocs


@pytest.fixture
def site(portal: PortalCase) -> PortalCase:
    return portal.meeting().write("mkdocs.yml", SITE_SETTINGS).write("content/index.md", "# Cổng thử\n")


def test_build_of_a_sound_portal(site: PortalCase) -> None:
    result = site.run("build")
    assert str(result) == "Đã dựng xong vào ROOT/site.\n[exit 0]\n"
    assert (site.root / "site/hop" / MEETING_ID / "index.html").is_file()


def test_build_in_english(site: PortalCase) -> None:
    assert site.run("--language", "en", "build").exit_code == 0


def test_a_failed_build_tells_every_problem_and_leaves_the_site(site: PortalCase) -> None:
    site.write("site/index.html", "bản cũ").write("site/SHA256SUMS", "").meeting("duration: ''\nnoun: ''\n")
    result = site.run("build")
    assert result.exit_code == 1
    assert result.output.count("PH208") == 2
    assert result.output.endswith("Không dựng được; bản cũ trong site/ giữ nguyên.\n")
    assert site.read("site/index.html") == "bản cũ"


def test_build_with_another_settings_file(site: PortalCase) -> None:
    site.write("khac.yml", SITE_SETTINGS + "site_dir: khac\n")
    result = site.run("build", "--config-file", str(site.root / "khac.yml"))
    assert str(result) == "Đã dựng xong vào ROOT/khac.\n[exit 0]\n"


def test_build_without_settings_is_told_without_a_trace(portal: PortalCase) -> None:
    result = portal.meeting().run("build")
    assert result.exit_code in (1, 2)
    assert "mkdocs.yml" in result.output


# Usage and faults


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nope",),
        ("check", "--nope"),
        ("new",),
        ("codes", "nope"),
        ("codes", "retire"),
        ("codes", "move", "a"),
        ("--language", "fr", "check"),
    ],
    ids=" ".join,
)
def test_wrong_usage(portal: PortalCase, arguments: tuple[str, ...]) -> None:
    assert portal.run(*arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("new", NEW), ("codes",), ("codes", "issue"), ("letter", MEETING_ID)],
    ids=" ".join,
)
def test_outside_a_portal(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = PortalCase(tmp_path).run(*arguments)
    assert result.exit_code == 2
    assert "Không thấy thư mục meetings/ ở ROOT." in result.output


def test_version_and_help() -> None:
    version = CliRunner().invoke(cli, ["--version"])
    assert (version.exit_code, phonghop.__version__ in version.output) == (0, True)
    for option in ("-h", "--help"):
        shown = CliRunner().invoke(cli, [option])
        assert shown.exit_code == 0
        assert all(name in shown.output for name in cli.list_commands(click.Context(cli)))


def test_every_command_and_option_has_a_help_text() -> None:
    context = click.Context(cli)
    named = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    commands = [cli, *named.values(), *named["codes"].commands.values()]
    for command in commands:
        assert command.help, command.name
        for parameter in command.params:
            assert getattr(parameter, "help", None) or parameter.param_type_name == "argument", parameter.name


def run_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["phonghop", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_the_command_gives_its_exit_codes_to_the_shell(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    portal.meeting()
    root = ("--root", str(portal.root))
    assert run_main(monkeypatch, *root, "check") == 0
    portal.meeting("duration: ''\n")
    assert run_main(monkeypatch, *root, "check") == 1
    assert run_main(monkeypatch, *root, "nope") == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_fault_of_ours_says_so_with_its_trace(
    portal: PortalCase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr(project.Project, "read", break_down)
    assert run_main(monkeypatch, "--root", str(portal.root), "check") == 3
    told = capsys.readouterr().err
    assert told.startswith("Lỗi của chương trình, không phải của dữ liệu.")
    assert "RuntimeError: hỏng" in told


def test_python_can_run_the_package(portal: PortalCase) -> None:
    portal.meeting()
    done = subprocess.run(
        [sys.executable, "-m", "phonghop", "--root", str(portal.root), "check"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "Không có lỗi: 1 cuộc họp, 0 tài liệu, 0 mã đã cấp.\n"
