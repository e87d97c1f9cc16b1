"""What is kept between builds is the same as what would be made anew, and is never trusted when it is not."""

from __future__ import annotations

import random
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from driver import PortalCase
from phonghop.database import Database, close_databases, database
from phonghop.portal import folders, remembered, routes
from phonghop.portal.codes import HEADER, Entry, new_code, subjects
from phonghop.site import processes, reading
from phonghop.site.build import Options, products
from phonghop.site.meetings import Earlier, MeetingMaker, MeetingOutputs
from phonghop.site.memory import Memory
from phonghop.site.outputs import Asset, Joined, Output, Page
from phonghop.site.reading import read_project
from phonghop.text.region import VIETNAM
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

    def outputs(self, warm: Warm | None = None) -> dict[str, object]:
        """Build; return every output with the bytes of its file, by owner, as `warm` has them afterwards."""
        warm = warm or Warm(None)
        read = read_project(self.portal.root, warm.folder, self.now)
        assert read.portal
        assert not [p for p in read.problems if p.is_error]
        options = Options(
            *("https://hop.example.gov.vn/", "vi", templates_folder(), self.now, self.committed),
        )
        memory = Memory(warm.database)
        if warm.folder:
            memory.look_back(warm.folder / routes.API)
        for product in products(read.portal, read.files, options, memory):
            warm.products.pop(product.owner, None)
            if product.outputs:
                warm.products[product.owner] = [with_bytes(output) for output in product.outputs]
            if product.owner == routes.API and warm.folder:
                (warm.folder / routes.API).write_bytes(warm.products[routes.API][0][1])
        close_databases()
        return {"problems": read.problems, **dict(sorted(warm.products.items()))}


class Warm:
    """What earlier builds remember, and what they have made."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.products: dict[str, list[object]] = {}

    @property
    def database(self) -> Database:
        return database(self.folder)


def with_bytes(output: Output) -> object:
    if isinstance(output, Page):
        return replace(output, html=output.body.decode())
    if isinstance(output, Joined):
        return output.address, b"".join(output.pieces)
    if not isinstance(output, Asset):
        return output
    content = output.content
    return output.address, content.read_bytes() if isinstance(content, Path) else content


@pytest.fixture
def office(portal: PortalCase) -> Office:
    return Office(portal)


@pytest.fixture
def warm(tmp_path: Path) -> Warm:
    return Warm(tmp_path / "warm")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The meetings whose outputs were made, not taken from the store."""
    ids: list[str] = []
    make = MeetingMaker.outputs

    def counted(self: MeetingMaker, meeting_id: str, earlier: Earlier | None) -> MeetingOutputs:
        ids.append(meeting_id)
        return make(self, meeting_id, earlier)

    monkeypatch.setattr(MeetingMaker, "outputs", counted)
    return ids


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The YAML files that are read, not remembered."""
    names: list[str] = []
    for module in (sys.modules["phonghop.portal.load"], remembered, folders):
        read = module.read

        def counted(data: bytes, file: str, read=read) -> object:
            names.append(file)
            return read(data, file)

        monkeypatch.setattr(module, "read", counted)
    return names


def test_nothing_is_made_again_when_nothing_has_changed(office, warm, made):
    first = office.outputs(warm)
    assert made == [FIRST, SECOND, THIRD]
    made.clear()
    assert office.outputs(warm) == first
    assert made == []


def test_a_changed_meeting_is_made_again_with_those_that_name_it(office, warm, made):
    office.outputs(warm)
    made.clear()
    office.write(THIRD, short_title="Họp ba")
    assert office.outputs(warm) == office.outputs()
    assert made == [SECOND, THIRD, FIRST, SECOND, THIRD]


def test_meetings_that_share_a_document_are_made_again(office, warm, made):
    office.write("2026-07-28-xa", sessions="28/7/2026 8 giờ")
    for meeting_id in (FIRST, THIRD):
        share_document(office, meeting_id, random.Random(0))
        office.outputs(warm)
    made.clear()
    share_document(office, "2026-07-28-xa", random.Random(0))
    assert office.outputs(warm) == office.outputs()
    assert set(made[: -len(office.meetings)]) == {FIRST, THIRD, "2026-07-28-xa"}


def test_several_processes_make_what_one_makes(office, warm, made, monkeypatch):
    office.portal.write(f"meetings/{FIRST}/bao-cao.pdf", pdf("Report"))
    office.write(FIRST, documents=["bao-cao.pdf"])
    monkeypatch.setattr(processes, "WORTHWHILE", 2)
    monkeypatch.setattr(processes, "processors", lambda: 2)
    several = office.outputs(warm)
    assert made == []
    assert several == office.outputs()


def test_of_the_api_only_what_has_changed_is_taken_from_the_database(office, warm):
    office.outputs(warm)
    warm.database.write("UPDATE meeting SET api = ''")
    office.write(SECOND, notes=["Mang theo giấy mời"])
    assert office.outputs(warm) == office.outputs()


def test_a_meeting_that_is_gone_takes_everything_with_it(office, warm):
    office.outputs(warm)
    shutil.rmtree(office.portal.root / "meetings" / SECOND)
    assert office.outputs(warm) == office.outputs()
    kept = database(warm.folder)
    for table, name in (("meeting", "id"), ("source", "meeting"), ("said", "meeting")):
        assert {row[0] for row in kept.all(f"SELECT {name} FROM {table}")} == {FIRST, THIRD}


def test_a_changed_note_reads_and_makes_one_meeting(office, warm, made, read_files):
    office.outputs(warm)
    office.outputs(warm)  # what was written in the same tick as it was read is read once more
    made.clear()
    read_files.clear()
    office.write(SECOND, notes=["Mang theo tài liệu."])
    office.outputs(warm)
    assert made == [SECOND]
    assert set(read_files) == {f"meetings/{SECOND}/meeting.yml", "meetings/portal.yml"}


def test_only_for_a_new_folder_with_documents_a_process_starts_early(office, warm, monkeypatch):
    starts = []
    monkeypatch.setattr(reading, "prepare", lambda: starts.append(1))
    office.outputs(warm)
    office.write(FIRST, notes=["Mang theo giấy mời"])
    office.outputs(warm)
    assert starts == []
    office.write("2026-07-04-bon", sessions="4/7/2026 8 giờ")
    publish_document(office, "2026-07-04-bon", random.Random(0))
    for _ in range(2):
        office.outputs(warm)
    assert starts == [1]


def test_a_first_build_reads_each_file_once(office, warm, read_files):
    contact = {"id": "dm", "unit": "Phòng đọc một lần", "name": "Lò Thị Kín", "phone": "0900.000.003"}
    office.write(FIRST, contacts=[contact | {"honorific": "không"}])
    read_files.clear()
    office.outputs(warm)
    assert read_files.count(f"meetings/{FIRST}/meeting.yml") == 1


def test_a_new_contact_reads_and_makes_one_meeting(office, warm, made, read_files):
    office.outputs(warm)
    office.outputs(warm)
    made.clear()
    read_files.clear()
    office.write(
        SECOND,
        contacts=[
            {
                "id": "dm",
                "unit": "Văn phòng",
                "name": "Lò Thị Kín",
                "honorific": "không",
                "phone": "0900.000.001",
            }
        ],
    )
    office.outputs(warm)
    assert made == [SECOND]
    assert set(read_files) == {f"meetings/{SECOND}/meeting.yml", "meetings/portal.yml"}


def test_a_clock_that_was_ahead_leaves_nothing_behind(office, warm):
    """What an hour releases too early is held again as soon as the clock is right."""
    hold_document(office, FIRST, random.Random(0))
    office.now = RELEASE
    released = office.outputs(warm)
    office.now = datetime(2026, 7, 1, tzinfo=VIETNAM)
    assert office.outputs(warm) == office.outputs() != released


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


def add_contact(office: Office, meeting_id: str, dice: random.Random) -> None:
    contact = {
        "id": "dm",
        "unit": "Văn phòng",
        "name": "Lò Thị Kín",
        "honorific": "không",
        "phone": f"0900.000.00{dice.randrange(9)}",
    }
    office.write(meeting_id, contacts=[contact])


def rename_folder(office: Office, meeting_id: str, dice: random.Random) -> None:
    """Rename a folder, and move its codes with it."""
    new = f"{meeting_id[:10]}-doi-ten-{dice.randrange(100)}"
    if new in office.meetings or any(
        meeting_id in repr(m.get("status", "")) for m in office.meetings.values()
    ):
        return
    (office.portal.root / "meetings" / meeting_id).rename(office.portal.root / "meetings" / new)
    office.meetings[new] = office.meetings.pop(meeting_id)
    lines = [
        str(Entry(issued.code, "move", issued.subject._replace(meeting=new), office.now.date(), "Đổi tên"))
        for issued in office.portal.load().ledger.codes.values()
        if issued.subject.meeting == meeting_id
    ]
    if lines:
        office.portal.append("meetings/issued.tsv", "".join(f"{line}\n" for line in lines))


def retire_code(office: Office, _: str, dice: random.Random) -> None:
    live = [issued for issued in office.portal.load().ledger.codes.values() if not issued.is_retired]
    if live:
        issued = dice.choice(live)
        line = Entry(issued.code, "retire", issued.subject, office.now.date(), "Thôi dùng")
        office.portal.append("meetings/issued.tsv", f"{line}\n")


def remove_meeting(office: Office, meeting_id: str, _: random.Random) -> None:
    """Remove a meeting that nothing refers to and that has no code."""
    others = [m for name, m in office.meetings.items() if name != meeting_id]
    coded = {issued.subject.meeting for issued in office.portal.load().ledger.codes.values()}
    if len(others) > 1 and meeting_id not in coded and meeting_id not in repr(others):
        shutil.rmtree(office.portal.root / "meetings" / meeting_id)
        del office.meetings[meeting_id]


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
    add_contact,
    add_meeting,
    remove_meeting,
    rename_folder,
    rename_body,
    retire_code,
)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_the_outputs_are_those_of_a_first_build(office, warm, seed):
    dice = random.Random(seed)
    for _ in range(8):
        dice.choice(EDITS)(office, dice.choice(sorted(office.meetings)), dice)
        assert office.outputs(warm) == office.outputs()
