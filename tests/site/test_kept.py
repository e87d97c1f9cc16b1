"""What is kept between builds is the same as what would be made anew, and is never trusted when it is not."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from driver import PortalCase, inspected
from phonghop.portal import load
from phonghop.portal.codes import HEADER, Entry, new_code, subjects
from phonghop.site import Asset, Options, Output, Page, build, processes
from phonghop.site.meetings import MeetingMaker, MeetingOutputs
from phonghop.store import Cache
from phonghop.text.dates import VIETNAM
from phonghop.theme_files import templates_folder
from sample_files import pdf

FIRST, SECOND, THIRD = "2026-07-01-mot", "2026-07-02-hai", "2026-07-03-ba"
RELEASE = datetime(2026, 7, 1, 17, tzinfo=VIETNAM)


class Office:
    """A portal whose files somebody edits, and the moment at which it is built."""

    def __init__(self, portal: PortalCase) -> None:
        self.portal = portal
        self.now = datetime(2026, 7, 1, tzinfo=VIETNAM)
        self.committed: dict[str, datetime] = {}
        self.meetings: dict[str, dict[str, object]] = {}
        for meeting_id in (FIRST, SECOND, THIRD):
            self.write(meeting_id, sessions=f"{meeting_id[8:10]}/7/2026 8 giờ")

    def write(self, meeting_id: str, **changes: object) -> None:
        base = {"title": f"Họp {meeting_id}", "organizer": "vp", "form": "in-person"}
        meeting = {**base, **self.meetings.get(meeting_id, {}), **changes}
        self.meetings[meeting_id] = meeting
        self.portal.write(f"meetings/{meeting_id}/meeting.yml", yaml.safe_dump(meeting, allow_unicode=True))

    def outputs(self, cache: Cache | None) -> list[object]:
        """Build; return every output with the bytes of its file."""
        read, problems = load(self.portal.root)
        assert read
        assert not problems
        options = Options(
            *("https://hop.example.gov.vn/", "vi", templates_folder(), self.now, self.committed), cache=cache
        )
        return [with_bytes(output) for output in build(read, inspected(read), options)]


def with_bytes(output: Output) -> object:
    if isinstance(output, Page):
        return replace(output, html=output.body.decode())
    if not isinstance(output, Asset):
        return output
    content = output.content
    return output.address, content.read_bytes() if isinstance(content, Path) else content


@pytest.fixture
def office(portal: PortalCase) -> Office:
    return Office(portal)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", b"key")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The meetings whose outputs were made, not taken from the store."""
    ids: list[str] = []
    make = MeetingMaker.outputs

    def counted(self: MeetingMaker, meeting_id: str) -> MeetingOutputs:
        ids.append(meeting_id)
        return make(self, meeting_id)

    monkeypatch.setattr(MeetingMaker, "outputs", counted)
    return ids


def test_nothing_is_made_again_when_nothing_has_changed(office, cache, made):
    first = office.outputs(cache)
    assert made == [FIRST, SECOND, THIRD]
    made.clear()
    assert office.outputs(cache) == first
    assert made == []


def test_a_changed_meeting_is_made_again_with_those_that_name_it(office, cache, made):
    office.outputs(cache)
    made.clear()
    office.write(THIRD, short_title="Họp ba")
    assert office.outputs(cache) == office.outputs(None)
    assert made == [SECOND, THIRD, FIRST, SECOND, THIRD]


def test_meetings_that_share_a_document_are_made_again(office, cache, made):
    office.write("2026-07-28-xa", sessions="28/7/2026 8 giờ")
    for meeting_id in (FIRST, THIRD):
        share_document(office, meeting_id, random.Random(0))
        office.outputs(cache)
    made.clear()
    share_document(office, "2026-07-28-xa", random.Random(0))
    assert office.outputs(cache) == office.outputs(None)
    assert set(made[: -len(office.meetings)]) == {FIRST, THIRD, "2026-07-28-xa"}


DAMAGE: dict[str, Callable[[Path], object]] = {
    "changed": lambda file: file.write_bytes(file.read_bytes()[:-1] + b"?"),
    "emptied": lambda file: file.write_bytes(b""),
    "gone": lambda file: file.unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_what_is_damaged_is_made_anew(office, cache, made, damage):
    first = office.outputs(cache)
    for name in ("record", "0"):
        for file in cache.folder.glob(f"meetings/*/{name}"):
            made.clear()
            damage(file)
            assert office.outputs(cache) == first
            assert len(made) == 1


def test_what_another_machine_has_sealed_is_made_anew(office, cache, made):
    first = office.outputs(Cache(cache.folder, b"another key"))
    made.clear()
    assert office.outputs(cache) == first
    assert made == [FIRST, SECOND, THIRD]


def test_several_processes_make_what_one_makes(office, cache, made, monkeypatch):
    office.portal.write(f"meetings/{FIRST}/bao-cao.pdf", pdf("Report"))
    office.write(FIRST, documents=["bao-cao.pdf"])
    monkeypatch.setattr(processes, "WORTHWHILE", 2)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    several = office.outputs(cache)
    assert made == []
    assert several == office.outputs(None)


def test_what_no_meeting_uses_any_more_is_forgotten(office, cache):
    office.outputs(cache)
    office.write(FIRST, short_title="Họp một")
    office.outputs(cache)
    assert len(list(cache.folder.glob("meetings/*"))) == len(office.meetings)


def retitle(office: Office, meeting_id: str, dice: random.Random) -> None:
    office.write(meeting_id, short_title=f"Họp lần {dice.randrange(100)}")


def move(office: Office, meeting_id: str, dice: random.Random) -> None:
    office.write(meeting_id, sessions=f"{dice.randint(1, 28)}/7/2026 14 giờ")


def replace_by(office: Office, meeting_id: str, dice: random.Random) -> None:
    other = dice.choice([other for other in office.meetings if other != meeting_id])
    office.write(meeting_id, status={"state": "moved", "notice": "Dời lịch.", "replacement": other})


def publish_document(office: Office, meeting_id: str, dice: random.Random) -> None:
    office.portal.write(f"meetings/{meeting_id}/bao-cao.pdf", pdf(f"Report {dice.randrange(100)}"))
    office.write(meeting_id, documents=[{"id": "bao-cao", "title": "Báo cáo", "file": "bao-cao.pdf"}])


def share_document(office: Office, meeting_id: str, _: random.Random) -> None:
    office.portal.write(f"meetings/{meeting_id}/chung.pdf", pdf("The same everywhere"))
    office.write(meeting_id, documents=[{"id": "chung", "title": "Chung", "file": "chung.pdf"}])


def hold_document(office: Office, meeting_id: str, dice: random.Random) -> None:
    publish_document(office, meeting_id, dice)
    office.write(
        meeting_id,
        documents=[{"id": "bao-cao", "title": "Kín", "file": "bao-cao.pdf", "release": "01/7/2026 17 giờ"}],
    )


def let_time_pass(office: Office, _: str, dice: random.Random) -> None:
    office.now = dice.choice((datetime(2026, 7, 1, tzinfo=VIETNAM), RELEASE))


def commit(office: Office, meeting_id: str, dice: random.Random) -> None:
    office.committed[f"meetings/{meeting_id}/meeting.yml"] = datetime(
        2026, 6, dice.randint(1, 30), tzinfo=UTC
    )


def issue_code(office: Office, meeting_id: str, _: random.Random) -> None:
    portal = office.portal.load()
    lines = [str(entry) for entry in portal.ledger.entries]
    for subject in subjects(meeting_id, portal.by_id[meeting_id].meeting):
        if not portal.ledger.of(subject):
            code = new_code(subject, portal.ledger.codes)
            lines.append(str(Entry(code, "issue", subject, office.now.date(), "Tài liệu")))
    office.portal.write("meetings/issued.tsv", HEADER + "".join(f"{line}\n" for line in lines))


def add_meeting(office: Office, _: str, dice: random.Random) -> None:
    day = dice.randint(4, 28)
    office.write(f"2026-07-{day:02}-them", sessions=f"{day}/7/2026 8 giờ")


def rename_body(office: Office, _: str, dice: random.Random) -> None:
    bodies = [{"id": "vp", "name": f"Văn phòng {dice.randrange(9)}", "letters": "party-hd05", "symbol": "VP"}]
    office.portal.portal_file(
        yaml.safe_dump({"name": "Cổng", "publisher": "Văn phòng", "bodies": bodies}, allow_unicode=True)
    )


EDITS = (
    retitle,
    move,
    replace_by,
    publish_document,
    share_document,
    hold_document,
    let_time_pass,
    commit,
    issue_code,
    add_meeting,
    rename_body,
)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_outputs_are_those_of_a_first_build(office, cache, seed):
    dice = random.Random(seed)
    for _ in range(8):
        dice.choice(EDITS)(office, dice.choice(sorted(office.meetings)), dice)
        assert office.outputs(cache) == office.outputs(None)
