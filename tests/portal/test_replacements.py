"""A published file that was replaced: when staff are told, and when there is nothing to tell."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from driver import MEETING_ID, PortalCase
from phonghop.portal.past import past
from phonghop.portal.replacements import unannounced_replacements
from phonghop.text.region import VIETNAM

FOLDER = f"meetings/{MEETING_ID}"
FILE = f"{FOLDER}/bao-cao.pdf"
PUBLISHED = datetime(2026, 6, 28, 17, 0, tzinfo=VIETNAM)
NEXT_DAY = PUBLISHED + timedelta(days=1)
LATER = PUBLISHED + timedelta(days=9)

PLAIN = "documents:\n  - id: bao-cao\n    file: bao-cao.pdf\n"
DATED = f"{PLAIN}    published_at: 28/6/2026 17 giờ\n"
KEPT = f"{DATED}    versions:\n      - {{file: cu.pdf, replaced_at: 29/6/2026 17 giờ}}\n"


def told(portal: PortalCase, now: datetime = LATER) -> list[str]:
    """Return place and code of what is told of replaced files."""
    found = unannounced_replacements(portal.load(), portal.root, now, past(portal.root, None))
    return [f"{problem.place} {problem.code}".removeprefix(f"{FOLDER}/") for problem in found]


@pytest.fixture
def published(portal: PortalCase) -> PortalCase:
    return portal.meeting(DATED).write(FILE, "%PDF một").commit(PUBLISHED)


def test_a_file_replaced_without_a_word_is_told(published: PortalCase) -> None:
    assert told(published) == []
    published.write(FILE, "%PDF hai").commit(NEXT_DAY)
    assert told(published) == ["meeting.yml:7:11 PH711"]


def test_it_is_told_before_it_is_committed(published: PortalCase) -> None:
    published.write(FILE, "%PDF hai")
    assert told(published) == ["meeting.yml:7:11 PH711"]
    assert told(published, PUBLISHED + timedelta(minutes=20)) == []


def test_it_goes_on_being_told_until_the_declaration_tells(published: PortalCase) -> None:
    published.write(FILE, "%PDF hai").commit(NEXT_DAY)
    published.meeting(f"duration: một buổi\n{DATED}").commit(NEXT_DAY + timedelta(days=1))
    assert told(published) == ["meeting.yml:8:11 PH711"]
    published.meeting(DATED.replace("28/6", "29/6"))
    assert told(published) == []
    published.commit(LATER)
    assert told(published) == []


@pytest.mark.parametrize(
    "declared",
    [
        KEPT,
        DATED.replace("28/6/2026 17", "29/6/2026 18"),
        f"{DATED}    note: Đã sửa lỗi chính tả ở trang 3\n",
        f"{DATED}    withdrawn: Số liệu đang được rà soát\n",
    ],
    ids=["old version kept", "new hour", "note", "withdrawn"],
)
def test_what_the_declaration_tells_is_no_doubt(published: PortalCase, declared: str) -> None:
    published.meeting(declared).write(FILE, "%PDF hai").write(f"{FOLDER}/cu.pdf", "%PDF một").commit(NEXT_DAY)
    assert told(published) == []


@pytest.mark.parametrize("minutes", [-40, 40])
def test_file_and_declaration_may_come_in_two_commits(published: PortalCase, minutes: int) -> None:
    published.meeting(KEPT).write(f"{FOLDER}/cu.pdf", "%PDF một").commit(NEXT_DAY)
    published.write(FILE, "%PDF hai").commit(NEXT_DAY + timedelta(minutes=minutes))
    assert told(published) == []


def test_a_slip_mended_within_the_hour_is_no_doubt(published: PortalCase) -> None:
    published.write(FILE, "%PDF hai").commit(PUBLISHED + timedelta(minutes=59))
    assert told(published) == []
    published.write(FILE, "%PDF ba").commit(PUBLISHED + timedelta(minutes=110))
    assert told(published) == ["meeting.yml:7:11 PH711"]


def test_a_second_replacement_is_told_though_the_first_was_announced(published: PortalCase) -> None:
    published.meeting(KEPT).write(FILE, "%PDF hai").write(f"{FOLDER}/cu.pdf", "%PDF một").commit(NEXT_DAY)
    published.write(FILE, "%PDF ba").commit(LATER)
    assert told(published) == ["meeting.yml:7:11 PH711"]


def test_another_file_under_the_same_address_is_a_replacement(published: PortalCase) -> None:
    other = f"{FOLDER}/bao-cao-moi.pdf"
    published.meeting(DATED.replace("bao-cao.pdf", "bao-cao-moi.pdf")).write(other, "%PDF hai").remove(FILE)
    assert told(published) == ["meeting.yml:7:11 PH711"]
    published.commit(NEXT_DAY)
    assert told(published) == ["meeting.yml:7:11 PH711"]


def test_the_same_bytes_under_another_name_are_no_replacement(published: PortalCase) -> None:
    other = f"{FOLDER}/bao-cao-moi.pdf"
    published.meeting(DATED.replace("bao-cao.pdf", "bao-cao-moi.pdf")).write(other, "%PDF một").remove(FILE)
    assert told(published.commit(NEXT_DAY)) == []


def test_what_nobody_could_have_yet_may_change(portal: PortalCase) -> None:
    portal.meeting(DATED).write(FILE, "%PDF một").commit(PUBLISHED - timedelta(days=5))
    portal.write(FILE, "%PDF hai").commit(PUBLISHED - timedelta(days=3))
    assert told(portal) == []
    awaited = "documents:\n  - {id: bao-cao, title: Báo cáo, awaiting: Văn phòng}\n"
    portal.meeting(awaited).remove(FILE).commit(PUBLISHED)
    portal.meeting(DATED).write(FILE, "%PDF ba").commit(NEXT_DAY)
    assert told(portal) == []


@pytest.mark.parametrize(("date", "expected"), [("30/6/2026", []), ("27/6/2026", ["meeting.yml:7:11 PH711"])])
def test_without_an_hour_documents_go_out_with_the_letter(
    portal: PortalCase, date: str, expected: list[str]
) -> None:
    portal.meeting(f"{PLAIN}letter:\n  date: {date}\n").write(FILE, "%PDF một").commit(PUBLISHED)
    portal.write(FILE, "%PDF hai").commit(NEXT_DAY)
    assert told(portal) == expected


def test_a_held_document_may_change_until_its_hour(portal: PortalCase) -> None:
    held = f"{PLAIN}    release: 30/6/2026 17 giờ\n"
    portal.meeting(held).write(FILE, "%PDF một").commit(PUBLISHED)
    assert told(portal.write(FILE, "%PDF hai").commit(NEXT_DAY)) == []
    assert told(portal.write(FILE, "%PDF ba").commit(LATER)) == ["meeting.yml:7:11 PH711"]


def test_outside_a_repository_and_in_a_shallow_clone_nothing_is_known(portal: PortalCase) -> None:
    portal.meeting(DATED).write(FILE, "%PDF một")
    assert told(portal) == []
    portal.commit(PUBLISHED).write(FILE, "%PDF hai").commit(NEXT_DAY)
    assert told(portal.shallow_clone()) == []


def test_an_earlier_declaration_that_cannot_be_read_says_nothing(portal: PortalCase) -> None:
    portal.meeting("documents: {bao-cao").write(FILE, "%PDF một").commit(PUBLISHED)
    portal.meeting(DATED).write(FILE, "%PDF hai").commit(NEXT_DAY)
    assert told(portal) == []


def test_names_as_macos_writes_them_are_the_same_files(portal: PortalCase) -> None:
    portal.meeting("documents: [báo-cáo.pdf]\n")
    name = f"{FOLDER}/ba\u0301o-ca\u0301o.pdf"
    portal.write(name, "%PDF một").commit(PUBLISHED).write(name, "%PDF hai").commit(NEXT_DAY)
    assert told(portal) == ["meeting.yml:5:13 PH711"]


def test_the_command_tells_it(published: PortalCase) -> None:
    published.write(FILE, b"%PDF-1.7 hai").commit(NEXT_DAY)
    assert f"{FOLDER}/meeting.yml:7:11: PH711" in published.check().output
