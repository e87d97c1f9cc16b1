"""The revision that a printed letter carries: what makes it another letter, and what does not."""

from __future__ import annotations

import re

import pytest

from driver import MEETING_ID, PortalCase
from paper.letters.letter_samples import real_portal
from phonghop.pages.letters import letter_of
from phonghop.portal.codes import HEADER, Entry, Subject, new_code, subjects
from phonghop.text.strings import strings

T = strings("vi")
BASE = "https://hop.example.gov.vn/"
MORE = """\
points: [{name: Phòng họp số 1, venue: Trụ sở, attendees: Lãnh đạo Văn phòng}]
contacts: [{id: a, unit: Văn phòng, phone: 0900.000.001}]
links: [{kind: attendance, url: "https://example.gov.vn/xac-nhan"}]
notes: [{text: Đến sớm 15 phút, contacts: [a]}]
letter: {number: "15", date: 28/6/2026, closing: "Trân trọng kính mời."}
"""


def printed(portal: PortalCase, more: str, audience: str = "print") -> list[str]:
    """Return the addresses on the letter of the smallest meeting with `more`."""
    portal.meeting(more)
    folder = portal.folder()
    lines = (
        f"{Entry(new_code(subject, ()), 'issue', subject, folder.meeting.start.day, 'Mã')}\n"
        for subject in subjects(MEETING_ID, folder.meeting)
    )
    portal.write("meetings/issued.tsv", HEADER + "".join(lines))
    return [code.address for code in letter_of(portal.folder(), portal.load(), BASE, audience, T).codes]


def test_only_the_code_of_the_meeting_answers(portal: PortalCase) -> None:
    meeting, form = printed(portal, MORE)
    code = new_code(Subject(MEETING_ID), ())
    assert re.fullmatch(rf"{BASE}q/{code}/#thu=[0-9a-f]{{8}}-20260628", meeting)
    assert "#" not in form


def test_paper_and_portal_bear_the_same_revision(portal: PortalCase) -> None:
    assert printed(portal, MORE, "print") == printed(portal, MORE, "public")


@pytest.mark.parametrize(
    ("was", "now"),
    [("Phòng họp số 1", "Phòng họp số 2"), ("Đến sớm 15", "Đến sớm 30"), ("organizer", "organizer")],
)
def test_what_an_invited_reader_acts_upon_makes_another_letter(
    portal: PortalCase, was: str, now: str
) -> None:
    changed = MORE.replace(was, now) if was != now else f"{MORE}status: {{state: postponed, notice: Hoãn}}\n"
    assert printed(portal, MORE) != printed(portal, changed)


@pytest.mark.parametrize(
    "changed",
    [
        MORE.replace('number: "15", ', ""),
        MORE.replace("0900.000.001", "0900.000.002"),
        MORE.replace("closing:", "addressees: [Các đảng ủy xã], closing:"),
        MORE.replace("closing:", "signature: {post: Chánh Văn phòng}, closing:"),
        MORE.replace("kính mời.", "kính mời"),
        f"{MORE}documents: [{{id: a, title: Báo cáo, awaiting: Văn phòng}}]\n",
    ],
    ids=["number", "internal contact", "addressees", "signature", "full stop", "documents"],
)
def test_what_comes_by_hand_or_concerns_others_does_not(portal: PortalCase, changed: str) -> None:
    assert printed(portal, MORE) == printed(portal, changed)


def test_letter_without_a_date_bears_the_fingerprint_alone(portal: PortalCase) -> None:
    dated, _ = printed(portal, MORE)
    undated, _ = printed(portal, MORE.replace(" date: 28/6/2026,", ""))
    assert dated == f"{undated}-20260628"


def test_real_letters_have_revisions_of_their_own() -> None:
    portal = real_portal()
    letters = (letter_of(folder, portal, BASE, "public", T) for folder in portal.folders)
    marks = [c.address.partition("#")[2] for letter in letters for c in letter.codes if "#" in c.address]
    assert len(marks) == len(set(marks)) > 1
