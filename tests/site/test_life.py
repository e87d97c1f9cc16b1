"""The life of a portal, as a state machine: whatever offices do in whatever order, what was promised on paper holds.

The suite lives a few short lives; ``make life`` lives many long ones, other ones each time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

import pypdfium2
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from icalendar import Calendar

from driver import PORTAL, inspected
from phonghop.adapters.code_commands import unissued
from phonghop.database import close_databases, database
from phonghop.portal import Portal, load, routes
from phonghop.portal.checks import check_folder, check_together
from phonghop.portal.codes import HEADER, Entry, Subject, new_code
from phonghop.portal.past import past
from phonghop.portal.unbroken import Version, changed_lines
from phonghop.search.analysis import Analysis
from phonghop.site.build import Options, build, products
from phonghop.site.canaries import canaries
from phonghop.site.gate import leaks_in
from phonghop.site.memory import Memory
from phonghop.site.outputs import Asset, Joined, Output, Page
from phonghop.site.reading import read_project
from phonghop.text.problems import errors
from phonghop.theme_files import templates_folder
from sample_files import pdf

LIVES = int(os.environ.get("LIVES", "0"))
BASE = "https://hop.example.gov.vn/"
FIRST_DAY = datetime(2026, 7, 1, tzinfo=UTC)
NEVER_COUNTED = re.compile(rb"^(?:DTSTAMP|SEQUENCE|LAST-MODIFIED|CREATED)[:;].*\r\n", re.MULTILINE)


@dataclass
class Paper:
    """A document as its office knows it; `number` names it for ever, whatever it is called."""

    number: int
    held: bool = False
    announced: bool = False
    file: int = 0
    versions: list[int] = field(default_factory=list)
    withdrawn: bool = False

    @property
    def title(self) -> str:
        return f"Phương án riêng thứ {self.number} của tỉnh"

    def entry(self, release: str) -> dict[str, object]:
        said: dict[str, object] = {
            "id": f"pa-{self.number}",
            "title": self.title,
            "file": self.file_name(self.file),
        }
        said |= {"release": release, "announce": "có" if self.announced else "không"} if self.held else {}
        said |= {"qr": "có" if self.number % 2 else "không"}
        if self.versions:
            said["versions"] = [
                {"file": self.file_name(n), "replaced_at": "01/6/2026"} for n in self.versions
            ]
        if self.withdrawn:
            said["withdrawn"] = "Nhầm số liệu"
        return said

    def file_name(self, version: int) -> str:
        return f"ban-rieng-{self.number}-{version}.pdf"

    def words(self, version: int) -> str:
        return "\n".join(f"dong {n} cua tep {self.number} ban {version} het dong" for n in range(20))


@dataclass
class Gathering:
    """A meeting as its office knows it; `number` names it for ever."""

    number: int
    folder: str
    day: int
    state: str = "scheduled"
    papers: list[Paper] = field(default_factory=list)
    link: bool = False
    changed: int = 0

    @property
    def phone(self) -> str:
        return f"0900.{self.number:03}.{777 - self.number:03}"

    def text(self) -> str:
        release = before = (FIRST_DAY + timedelta(days=self.day - 1)).strftime("%d/%m/%Y 8 giờ")
        said = {
            "title": f"Cuộc họp thứ {self.number}",
            "organizer": "vp",
            "form": "in-person",
            "status": {"state": self.state, "was": {"sessions": before}} if self.state == "moved" else self.state,
            "sessions": (FIRST_DAY + timedelta(days=self.day)).strftime("%d/%m/%Y 8 giờ"),
            "documents": [paper.entry(release) for paper in self.papers],
            "contacts": [{"id": "rieng", "unit": "Văn phòng", "name": f"Người Giữ Kín {self.number}", "phone": self.phone}],
        }  # fmt: skip
        if self.link:
            said["links"] = [{"kind": "attendance", "url": "https://example.gov.vn/bieu-mau"}]
        return json.dumps(said, ensure_ascii=False)


class Life(RuleBasedStateMachine):
    """One portal from its first day on."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="phonghop-life-"))
        self.kept = self.root.with_name(f"{self.root.name}-kept")
        self.stands: dict[str, Mapping[str, bytes]] = {}
        self.meetings: list[Gathering] = []
        self.today = 0
        self.clock = 0
        self.count = 0
        self.committed = [b""]
        self.ever_issued: set[str] = set()
        self.owners: dict[str, tuple[int, ...]] = {}
        self.events: dict[str, tuple[int, int, bytes]] = {}
        self.gone: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.root)
        close_databases()
        shutil.rmtree(self.kept, ignore_errors=True)

    # What offices do

    @initialize()
    def begin(self) -> None:
        (self.root / "meetings").mkdir()
        (self.root / "meetings" / "portal.yml").write_text(PORTAL, "utf-8")
        self.add_meeting(3)

    @precondition(lambda self: len(self.meetings) < 3)
    @rule(day=st.integers(2, 20))
    def add_meeting(self, day: int) -> None:
        self.count += 1
        self.write(Gathering(self.count, f"2026-07-01-hop-{self.count}", self.today + day))

    @rule(which=st.integers(0, 9), held=st.booleans(), announced=st.booleans())
    def add_document(self, which: int, held: bool, announced: bool) -> None:
        meeting = self.meeting(which)
        assume(len(meeting.papers) < 3)
        self.count += 1
        paper = Paper(self.count, held, announced)
        meeting.papers.append(paper)
        self.store(meeting, paper)

    @rule(which=st.integers(0, 9), paper=st.integers(0, 9))
    def supersede(self, which: int, paper: int) -> None:
        meeting, chosen = self.paper(which, paper)
        assume(not chosen.withdrawn)
        chosen.versions.append(chosen.file)
        chosen.file += 1
        self.store(meeting, chosen)

    @rule(which=st.integers(0, 9), paper=st.integers(0, 9))
    def withdraw(self, which: int, paper: int) -> None:
        meeting, chosen = self.paper(which, paper)
        chosen.withdrawn = True
        self.write(meeting)

    @rule(which=st.integers(0, 9), state=st.sampled_from(["scheduled", "postponed", "cancelled", "moved"]))
    def change_status(self, which: int, state: str) -> None:
        meeting = self.meeting(which)
        meeting.state = state
        self.write(meeting)

    @rule(which=st.integers(0, 9), days=st.integers(1, 9))
    def move(self, which: int, days: int) -> None:
        meeting = self.meeting(which)
        meeting.day += days
        self.write(meeting)

    @rule(which=st.integers(0, 9))
    def link_a_form(self, which: int) -> None:
        meeting = self.meeting(which)
        meeting.link = True
        self.write(meeting)

    @rule(which=st.integers(0, 9))
    def rename(self, which: int) -> None:
        """Give the folder another name, and move its codes as the error message says."""
        meeting = self.meeting(which)
        self.count += 1
        old, meeting.folder = meeting.folder, f"2026-07-01-hop-{self.count}"
        (self.root / "meetings" / old).rename(self.root / "meetings" / meeting.folder)
        self.gone.add(old)
        self.write(meeting)
        live = [
            i
            for i in self.load_anyway().ledger.codes.values()
            if i.subject.meeting == old and not i.is_retired
        ]
        if live:
            assert "PH504" in {p.code for p in self.problems()}, "a code without its subject must be told"
        self.append(
            Entry(
                i.code,
                "move",
                Subject(meeting.folder, i.subject.kind, i.subject.key),
                FIRST_DAY.date(),
                "Đổi tên",
            )
            for i in live
        )

    @rule()
    def issue_codes(self) -> None:
        portal = self.portal()
        taken = set(portal.ledger.codes)
        made = []
        for subject in unissued(portal):
            code = new_code(subject, taken)
            taken.add(code)
            made.append(Entry(code, "issue", subject, FIRST_DAY.date(), "Mã"))
        self.append(made)
        assert unissued(self.portal()) == [], "what has been issued is not issued again"

    @precondition(lambda self: self.ever_issued)
    @rule(which=st.integers(0, 99))
    def retire(self, which: int) -> None:
        ledger = self.portal().ledger
        issued = ledger.codes[sorted(self.ever_issued)[which % len(self.ever_issued)]]
        self.append([Entry(issued.code, "retire", issued.subject, FIRST_DAY.date(), "Thôi dùng")])

    @precondition(lambda self: self.ever_issued)
    @rule(line=st.integers(1, 99), how=st.sampled_from(["drop", "change", "empty", "swap"]))
    def edit_history(self, line: int, how: str) -> None:
        """Change what was committed: it is told, and what was committed is restored."""
        lines = self.ledger.read_bytes().splitlines(keepends=True)
        at = 1 + line % (len(lines) - 1)
        match how:
            case "drop":
                del lines[at]
            case "change":
                lines[at] = lines[at].replace(b"M\xc3\xa3", b"Ma").replace(b"\tissue\t", b"\tretire\t")
            case "empty":
                lines = []
            case _:
                lines[at], lines[0] = lines[0], lines[at]
        edited = b"".join(lines)
        assume(edited != self.committed[-1])
        versions = [Version(text, (n - 1,) if n else ()) for n, text in enumerate(self.committed)]
        told = {p.code for p in changed_lines(versions, edited, "meetings/issued.tsv")}
        assert told == {"PH505"}

    @rule(days=st.integers(1, 6))
    def let_days_pass(self, days: int) -> None:
        self.today += days

    @rule(which=st.integers(0, 9))
    def mistype(self, which: int) -> None:
        """A typing mistake is told and changes nothing: the site is not built until it is mended."""
        meeting = self.meeting(which)
        file = self.root / "meetings" / meeting.folder / "meeting.yml"
        file.write_text(meeting.text().replace('"organizer"', '"organiser"'), "utf-8")
        assert {"PH201", "PH202"} <= {p.code for p in self.problems()}
        file.write_text(meeting.text(), "utf-8")

    @rule()
    def build_from_nothing(self) -> None:
        """What was kept from earlier builds, of meetings read and of outputs made, shows in nothing but the time."""
        assert self.warm() == self.outputs(self.portal())

    # What holds

    @invariant()
    def promises_hold(self) -> None:
        if not self.meetings:
            return
        portal = self.portal()
        made = self.warm()
        self.no_code_dies(made)
        self.no_address_changes_its_owner(made)
        self.no_event_is_lost(made)
        self.nothing_secret_is_out(portal, made)

    def no_code_dies(self, made: Mapping[str, bytes]) -> None:
        for code in self.ever_issued:
            page = made[f"q/{code}/index.html"].decode()
            assert code in page or "Cuộc họp thứ" in page
            assert made[f"q/{code}/{code}.svg"]

    def no_address_changes_its_owner(self, made: Mapping[str, bytes]) -> None:
        for meeting in self.meetings:
            place = routes.meeting(meeting.folder)
            assert made[place]
            for paper in meeting.papers:
                for address in (a for a in made if a.startswith(f"{place}tai-lieu/pa-{paper.number}.")):
                    assert self.owners.setdefault(address, (meeting.number, paper.number)) == (
                        meeting.number,
                        paper.number,
                    )
                current = f"{place}tai-lieu/pa-{paper.number}.pdf"
                is_out = not paper.withdrawn and not self.is_held(meeting, paper)
                assert (current in made) == is_out
                for n, version in enumerate(paper.versions if is_out else (), 1):
                    old = made[f"{place}tai-lieu/pa-{paper.number}.ban-{n}.pdf"]
                    assert old == pdf(paper.words(version)), "an old version keeps its own address"
        for old in self.gone:
            assert not any(address.startswith(routes.meeting(old)) for address in made)

    def no_event_is_lost(self, made: Mapping[str, bytes]) -> None:
        calendar = Calendar.from_ical(made["lich.ics"])
        now = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
        for meeting in self.meetings:
            own = {uid for uid in now if uid.startswith(f"{meeting.folder}-")}
            assert own, "every meeting stays in the calendar, whatever happens to it"
            assert {uid for uid in self.events if uid.startswith(f"{meeting.folder}-")} <= own
        for uid, event in now.items():
            sequence, content = int(event["sequence"]), NEVER_COUNTED.sub(b"", event.to_ical())
            before = self.events.get(uid)
            if before:
                assert sequence >= before[0], "SEQUENCE never falls"
                assert content == before[2] or sequence > before[0], "SEQUENCE grows with every change"
            self.events[uid] = (sequence, 0, content)

    def nothing_secret_is_out(self, portal: Portal, made: Mapping[str, bytes]) -> None:
        forbidden = canaries(portal, inspected(portal), self.now, self.root)
        assert len(forbidden.numbers) == len(self.meetings)
        for name, data in made.items():
            # The program's own files are the same at every step, and 3 MB: the gate's own tests look at them.
            if not name.startswith("assets/"):
                assert list(leaks_in(name, data, forbidden, words_of_pdf)) == [], name
        everything = b"\n".join(made.values())
        for meeting in self.meetings:
            assert meeting.phone.encode() not in everything
            for paper in meeting.papers:
                if self.is_held(meeting, paper) and not paper.withdrawn:
                    assert f"tep {paper.number} ban {paper.file} ".encode() not in everything
                    assert paper.announced or paper.title.encode() not in everything

    # How it is done

    @property
    def ledger(self) -> Path:
        return self.root / "meetings" / "issued.tsv"

    @property
    def now(self) -> datetime:
        return FIRST_DAY + timedelta(days=self.today)

    def is_held(self, meeting: Gathering, paper: Paper) -> bool:
        return paper.held and self.now < FIRST_DAY + timedelta(days=meeting.day - 1, hours=1)

    def meeting(self, which: int) -> Gathering:
        return self.meetings[which % len(self.meetings)]

    def paper(self, which: int, paper: int) -> tuple[Gathering, Paper]:
        meeting = self.meeting(which)
        assume(meeting.papers)
        return meeting, meeting.papers[paper % len(meeting.papers)]

    def write(self, meeting: Gathering) -> None:
        """Write and commit a meeting, an hour after the last."""
        self.clock += 1
        meeting.changed = self.clock
        if meeting not in self.meetings:
            self.meetings.append(meeting)
        folder = self.root / "meetings" / meeting.folder
        folder.mkdir(exist_ok=True)
        (folder / "meeting.yml").write_text(meeting.text(), "utf-8")

    def store(self, meeting: Gathering, paper: Paper) -> None:
        file = self.root / "meetings" / meeting.folder / paper.file_name(paper.file)
        file.write_bytes(pdf(paper.words(paper.file)))
        self.write(meeting)

    def append(self, entries: object) -> None:
        lines = [f"{entry}\n" for entry in entries]  # type: ignore[attr-defined]
        if not lines:
            return
        with self.ledger.open("a", encoding="utf-8") as stream:
            stream.write("".join(lines) if stream.tell() else HEADER + "".join(lines))
        self.committed.append(self.ledger.read_bytes())
        self.ever_issued |= set(self.load_anyway().ledger.codes)

    def load_anyway(self) -> Portal:
        portal, _ = load(self.root)
        assert portal is not None
        return portal

    def problems(self) -> tuple[object, ...]:
        portal, problems = load(self.root)
        assert portal is not None
        own = (problem for folder in portal.folders for problem in check_folder(folder))
        return (*problems, *own, *check_together(portal, self.root, self.now, past(self.root, None)))

    def portal(self) -> Portal:
        assert errors(self.problems()) == ()  # type: ignore[arg-type]
        return self.load_anyway()

    @property
    def options(self) -> Options:
        committed = {
            f"meetings/{m.folder}/meeting.yml": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=m.changed)
            for m in self.meetings
        }
        return Options(BASE, "vi", templates_folder(), self.now, committed)

    def warm(self) -> Mapping[str, bytes]:
        """Build upon what earlier builds remember; return all that stands then."""
        project = read_project(self.root, self.kept, self.now)
        assert project.portal is not None
        memory = Memory(database(self.kept))
        for product in products(project.portal, project.files, self.options, memory):
            self.stands.pop(product.owner, None)
            self.stands[product.owner] = files_of(product.outputs)
        return joined(self.stands.values())

    def outputs(self, portal: Portal) -> Mapping[str, bytes]:
        return joined(files_of([output]) for output in build(portal, inspected(portal), self.options))


def files_of(outputs: Iterable[Output]) -> Mapping[str, bytes]:
    made: dict[str, bytes] = {}
    for output in outputs:
        if isinstance(output, Asset):
            content = output.content
            made[output.address] = content if isinstance(content, bytes) else content.read_bytes()
        elif isinstance(output, Joined):
            made[output.address] = b"".join(output.pieces)
        elif isinstance(output, Page):
            made[output.address] = f"{output.title}\n".encode() + output.body
        elif isinstance(output, Analysis):
            made[f"search/{crc32(output.about.text.encode())}.json"] = repr(output).encode()
    return made


def joined(each: Iterable[Mapping[str, bytes]]) -> Mapping[str, bytes]:
    made: dict[str, bytes] = {}
    for files in each:
        assert not files.keys() & made.keys(), "two outputs at one address"
        made |= files
    return made


def words_of_pdf(name: str, data: bytes) -> str:
    if not name.endswith(".pdf"):
        return ""
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


SHORT = settings(max_examples=4, stateful_step_count=10, deadline=None, derandomize=True, database=None)
LONG = settings(
    max_examples=LIVES or 1, stateful_step_count=40, deadline=None, derandomize=False, database=None
)

TestLife: Callable[..., object] = Life.TestCase
TestLife.settings = LONG if LIVES else SHORT  # type: ignore[attr-defined]
