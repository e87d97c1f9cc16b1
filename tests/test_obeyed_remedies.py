"""What a message advises, done word by word, ends the problem and makes no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from driver import CASES, MEETING_ID, Case, PortalCase
from phonghop.adapters.command_line import cli

STEPS = {
    "PH110": [("!!python/object/apply:os.system ", ""), ("[ls]", "ls")],
    "PH110-exclamation": [("!gấp 01 buổi", '"!gấp 01 buổi"')],
    "PH111": [("<<: {number: 1}", "number: 1")],
    "PH112": [("---\ntitle: Họp khác\n", "")],
    "PH118": [("  • Công tác tháng 7\n  • Công tác tháng 8", '  "• Công tác tháng 7\n  • Công tác tháng 8"')],
    "PH202-empty": [("organizer: \n", "organizer: vp\n")],
    "PH206-brackets": [("[hybrid]", "hybrid")],
    "PH209": [("Văn phòng", "vp")],
    "PH212-no-host": [("https://", "https://example.gov.vn/hop")],
    "PH213": [
        ("duration: 01 buổi, hỏi 0912.345.678", "duration: 01 buổi"),
        ("sessions:", "notes: {text: Hỏi, contacts: vp}\nsessions:"),
        ("sessions:", "contacts: {id: vp, unit: Văn phòng, phone: 0912.345.678}\nsessions:"),
    ],
    "PH218": [("title: Báo cáo", "title: Báo cáo\n    awaiting: Văn phòng\n    id: bao-cao")],
    "PH219": [("    url: https://example.vn/a\n", "    id: bao-cao\n")],
    "PH222": [("sessions: []", "sessions: 01/7/2026 8 giờ")],
    "PH228": [
        ("name: Trần Thị Mẫu", "name: Trần Thị Mẫu, honorific: Bà"),
        ("name: Vũ Văn Mẫu", "name: Vũ Văn Mẫu, honorific: Ông"),
        ("name: Đỗ Văn Mẫu", "name: Đỗ Văn Mẫu, honorific: không"),
    ],
    "PH230": [("status: dời", "status: {state: moved, was: 01/7/2026 8 giờ}")],
    "PH238": [("id: truc", "id: truc, unit: Văn phòng")],
    "PH303": [("thứ Năm, ", "")],
    "PH306-link": [
        ("    deadline: 02/7/2026\n", ""),
        ("links:", "deadlines: {what: Điểm danh, at: 02/7/2026, after_meeting: có}\nlinks:"),
    ],
    "PH307": [("form:", "status: {state: moved, was: 01/7/2026 8 giờ}\nform:")],
    "PH310": [("30/12/26", "30/12/2026")],
    "PH403-link": [("deadlines:", "links: {kind: survey, url: https://example.vn/a}\ndeadlines:")],
    "PH404": [
        ("documents: bao-cao.pdf", "documents: {title: Báo cáo, awaiting: Văn phòng, id: bao-cao}"),
    ],
    "PH404-version": [
        ("    versions:\n      - file: bao-cao-cu.pdf\n        replaced_at: 30/6/2026\n", ""),
    ],
    "PH408": [("form:", "footnotes: {id: 1, text: Theo quy chế.}\nform:")],
    "PH425-itself": [("replacement: 2026-07-01-hop", "was: 30/6/2026 8 giờ")],
    "PH608": [("letter:", "letter:\n  profile: plain")],
    "PH724": [("bao-cao.docx", "{file: bao-cao.docx, accepted: PH724}")],
    "PH725": [("phu-luc.zip", "{file: phu-luc.zip, accepted: PH725}")],
    "PH728": [("bao-cao.pdf", "{file: bao-cao.pdf, accepted: PH728}")],
    "PH729": [("- bao-cao.pdf", "- {file: bao-cao.pdf, accepted: PH729}")],
    "PH730": [("- thong-tin.pdf", "- {file: thong-tin.pdf, accepted: PH730}")],
}
"""By case, what a clerk who has read the message puts in the place of what."""


@pytest.mark.parametrize("name", STEPS)
def test_the_remedy_obeyed_ends_the_problem(name: str, tmp_path: Path) -> None:
    portal = Case.read(CASES / "problems" / f"{name}.case").lay_out(tmp_path / "portal")
    assert f" {name[:5]} " in portal.check().output
    file = next(portal.root.glob("meetings/*/meeting.yml")).relative_to(portal.root).as_posix()
    for old, new in STEPS[name]:
        text = portal.read(file)
        assert old in text
        portal.write(file, text.replace(old, new, 1))
    assert ": PH" not in portal.check().output


@pytest.mark.parametrize("letters", ["party-hd05", "party-hd36", "state-nd30", "plain", "none"])
def test_a_form_of_letters_chosen_as_advised_is_enough(letters: str, tmp_path: Path) -> None:
    """PH225 names what the form needs beside it."""
    portal = Case.read(CASES / "problems" / "PH225.case").lay_out(tmp_path / "portal")
    symbol = "" if letters in {"plain", "none"} else "    symbol: CT\n"
    portal.append("meetings/portal.yml", f"    letters: {letters}\n{symbol}")
    assert ": PH" not in portal.check().output


def test_a_meeting_file_that_says_nothing_is_deleted_and_made_anew(tmp_path: Path) -> None:
    """PH113, as far as the template that is still to be filled in."""
    portal = Case.read(CASES / "problems/PH113-empty.case").lay_out(tmp_path / "portal")
    portal.remove(f"meetings/{MEETING_ID}/meeting.yml").run("new", MEETING_ID)
    assert set(re.findall(r": (PH\d{3}) ", portal.check().output)) == {"PH223"}


@pytest.mark.parametrize(
    "name", ["problems/PH428", "hostile/folder-txt-ending", "hostile/folder-capital-file"]
)
def test_a_meeting_file_of_another_name_is_renamed(name: str, tmp_path: Path) -> None:
    portal = Case.read(CASES / f"{name}.case").lay_out(tmp_path / "portal")
    assert " PH428 " in portal.check().output
    (file,) = (portal.root / "meetings" / MEETING_ID).iterdir()
    file.rename(file.with_name("meeting.yml"))
    assert ": PH" not in portal.check().output


def test_a_command_that_finds_no_portal_is_given_its_folder(portal: PortalCase) -> None:
    """PH429: beside the portal, --root leads to it."""
    portal.meeting()
    (elsewhere := portal.root / "noi-khac" / "meetings").mkdir(parents=True)
    for root, is_told in ((elsewhere.parent, True), (portal.root, False)):
        output = CliRunner().invoke(cli, ["--root", str(root), "check"]).output
        assert (" PH429 " in output) == is_told


PAGES = {
    "PH407": ("hop.json", "{}\n", "so-lieu.json", "{}\n"),
    "PH418": ("con.md", "# Trang\n", "cuoc-hop.md", "# Trang\n"),
    "PH419": ("trang.md.bak", "# Trang\n", "", ""),
    "PH420": ("mau.md", "# Trang\n\n<form><input></form>\n", "mau.md", "# Trang\n"),
    "PH421": ("dan.md", "# Trang\n" + "> " * 300, "dan.md", "# Trang\n"),
    "PH422": ("dau.md", "---\ntitle: A\n----\n# Trang\n", "dau.md", "---\ntitle: A\n---\n# Trang\n"),
    "PH427": ("Huong-dan.md", "# Một\n", "huong-dan-2.md", "# Một\n"),
    "PH430": ("luu-y.md", "# Trang\n\n**Mật**\n", "luu-y.md", "# Trang\n\nVăn bản mật thì không đăng.\n"),
    "PH451": ("an.md", "---\nhide: 3\n---\n# Trang\n", "an.md", "# Trang\n"),
}
"""By code, a page written by hand, and what a clerk who has read the message makes of it."""


def test_pages_mended_as_advised_are_built(portal: PortalCase) -> None:
    """A build stops at the first kind of trouble, so that one after the other is mended."""
    portal.meeting().with_settings().write("content/huong-dan.md", "# Hai\n")
    for name, text, _, _ in PAGES.values():
        portal.write(f"content/{name}", text)
    mended: set[str] = set()
    for _ in PAGES:
        told = set(re.findall(r": (PH\d{3}) ", portal.build().output))
        assert not told & mended
        if not told:
            break
        for code in told:
            name, _, new_name, new_text = PAGES[code]
            portal.remove(f"content/{name}")
            if new_name:
                portal.write(f"content/{new_name}", new_text)
        mended |= told
    assert mended == set(PAGES)
