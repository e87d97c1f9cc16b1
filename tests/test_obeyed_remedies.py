"""What a message advises, done word by word, ends the problem and makes no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from driver import CASES, Case

STEPS = {
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
